import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from course.charts.calibration import wilson as drawn_wilson
from course.statistics.items import fisher, half_width, items, top_mean, upper_lower, wilson


def answers(matrix):
    """Students by items; None for an item left out."""
    return pd.DataFrame(
        [
            {"student": f"s{student:03}", "form": "pre", "item": f"Q{item}", "correct": right}
            for student, row in enumerate(matrix)
            for item, right in enumerate(row)
            if right is not None
        ]
    )


def a_class(n, k=8, seed=1):
    random = np.random.default_rng(seed)
    ability = random.normal(0, 1, (n, 1))
    return (ability + random.normal(0, 1, (n, k)) > 0).astype(int)


@pytest.mark.parametrize(("n", "width"), [(12, 0.28), (20, 0.21), (30, 0.18), (60, 0.12)])
def test_the_half_widths_of_the_curriculum(n, width):
    assert round(half_width(0.6, n), 2) == width


def test_wilson_is_a_little_narrower_than_the_usual_interval():
    found = wilson(12, 20)
    assert (found.high - found.low) / 2 < half_width(0.6, 20)


def test_newcombes_example():
    """Newcombe 1998 (Statistics in Medicine 17:857), Table I: 81 of 263 has the Wilson interval 0.2553 to 0.3662."""
    found = wilson(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    zero = wilson(0, 20)
    assert (round(zero.low, 4), round(zero.high, 4)) == (0, 0.1611)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_agrees_with_the_interval_that_learners_see(case):
    right, n = case
    found = wilson(right, n)
    assert (found.low, found.high) == pytest.approx(drawn_wilson(right / n, n), abs=1e-6)


@pytest.mark.parametrize(("n", "low", "high"), [(20, -0.16, 0.66), (100, 0.11, 0.47)])
def test_the_correlations_of_the_curriculum(n, low, high):
    found = fisher(0.30, n)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_fishers_interval_is_that_of_scipy():
    table = a_class(25)
    known = stats.pearsonr(table[:, 0], table[:, 1])
    found, ends = fisher(known.statistic, 25), known.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high), abs=1e-6)


@pytest.mark.parametrize(("r", "n"), [(0.5, 3), (1.0, 20), (-1.0, 20)])
def test_where_fishers_interval_does_not_exist(r, n):
    assert fisher(r, n) is None


def test_difficulty_is_the_share_right_of_those_who_answered():
    found = items(answers([[1, 1], [1, 0], [0, None], [1, 1]]), "pre")
    assert [(one.item, one.n, one.difficulty, one.complete) for one in found] == [
        ("Q0", 4, 0.75, 3),
        ("Q1", 3, pytest.approx(2 / 3), 3),
    ]


def test_the_item_itself_is_not_in_the_rest():
    """Point-biserial by scipy, against the score on the other items."""
    table = a_class(20)
    for column, one in enumerate(items(answers(table.tolist()), "pre")):
        rest = table.sum(axis=1) - table[:, column]
        assert one.item_total == pytest.approx(stats.pointbiserialr(table[:, column], rest).statistic)
        assert one.item_total_interval.low < one.item_total < one.item_total_interval.high


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        ([[1, 0], [0, 1]], "at least 3 students who answered every item; here there are 2"),
        ([[1, 0], [1, 1], [1, 0]], "Everybody got it right"),
        ([[0, 0], [0, 1], [0, 0]], "Everybody got it wrong"),
        ([[1, 1], [0, 1], [0, 1]], "same score on the other items"),
        ([[1], [0], [0]], "same score on the other items"),
    ],
)
def test_where_the_correlation_does_not_exist(matrix, words):
    first = items(answers(matrix), "pre")[0]
    assert (first.item_total, first.item_total_interval) == (None, None)
    assert words in first.notes[0]


def test_upper_and_lower_groups_need_sixty_students():
    small, large = (items(answers(a_class(n).tolist()), "pre")[0] for n in (59, 60))
    assert small.discrimination is None
    assert "at least 60 students; here there are 59" in small.notes[-1]
    assert large.discrimination is not None
    assert large.notes == ()


def test_upper_lower_by_hand():
    """100 students with totals 1 to 100: the best 27 are 74 to 100, the weakest 1 to 27."""
    totals = np.arange(1, 101)
    right = ((totals >= 74) | (totals <= 10)).astype(float)
    assert upper_lower(right, totals) == pytest.approx(1 - 10 / 27)
    assert upper_lower(1 - right, totals) == pytest.approx(10 / 27 - 1)


@given(st.randoms())
def test_ties_at_the_cut_do_not_depend_on_the_order(random):
    table = a_class(70)
    order = list(range(70))
    random.shuffle(order)
    right, totals = table[:, 0], table.sum(axis=1)
    assert upper_lower(right[order], totals[order]) == pytest.approx(upper_lower(right, totals))


def test_those_who_tie_share_the_places_left():
    """Three places: one student above the cut, four level with it, of whom one is right."""
    values, by = np.array([1, 1, 0, 0, 0, 1]), np.array([9, 5, 5, 5, 5, 1])
    assert top_mean(values, by, 3) == pytest.approx((1 + 2 * 0.25) / 3)
    assert top_mean(values, np.zeros(6), 2) == pytest.approx(0.5)
