import itertools
import warnings
from math import gamma, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from course.model import CourseError
from course.statistics import gains as room
from course.statistics.gains import gains, hedges, normalised_change

# Lakens 2013 (Frontiers in Psychology 4:863), Table 1: ten people rate two films.
FILM_1 = [9, 7, 8, 9, 8, 9, 9, 10, 9, 9]
FILM_2 = [9, 6, 7, 8, 7, 9, 8, 8, 8, 7]


def answers(pre, post, items=10):
    """Scores as a table of answers."""
    return pd.DataFrame(
        [
            {"student": f"s{number:02}", "form": form, "item": f"Q{item}", "correct": int(item < score)}
            for form, scores in (("pre", pre), ("post", post))
            for number, score in enumerate(scores)
            if score is not None
            for item in range(items)
        ],
        columns=["student", "form", "item", "correct"],
    )


pairs = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=2, max_size=12)


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch):
    monkeypatch.setattr(room, "RESAMPLES", 200)


def test_lakens_films():
    """Published: means 8.7 and 7.7, standard deviations 0.82 and 0.95, t(9) = 4.74, p = .001, d_z = 1.50, d_av 1.13."""
    found = gains(answers(FILM_2, FILM_1))
    assert (found.mean_post, found.mean_pre) == (pytest.approx(8.7), pytest.approx(7.7))
    assert (round(found.sd_post, 2), round(found.sd_pre, 2)) == (0.82, 0.95)
    assert found.d_z == pytest.approx(1.5)
    assert found.d_z * np.sqrt(10) == pytest.approx(4.74, abs=0.005)
    assert found.t_test == pytest.approx(0.001, abs=0.0001)
    assert round(found.d_av, 2) == 1.13
    assert found.interval.low == pytest.approx(1 - 2.262 * np.sqrt(4 / 9) / np.sqrt(10), abs=0.001)


def test_the_correction_is_that_of_hedges():
    """Exact J (Hedges 1981) is gamma(m / 2) / (sqrt(m / 2) gamma((m - 1) / 2)) for m degrees of freedom."""
    for n in (10, 20, 60):
        m = n - 1
        assert hedges(n) == pytest.approx(gamma(m / 2) / (sqrt(m / 2) * gamma((m - 1) / 2)), abs=0.001)
    found = gains(answers(FILM_2, FILM_1))
    assert found.effect == pytest.approx(found.d_av * (1 - 3 / 35))


def test_the_class_gain_is_hakes():
    """Hake 1998: <g> = (post - pre) / (100 - pre). Published class of a medical school (BMC Medical Education 21:210,
    2021, Table 1): mean gain 11.1 of 20 marks, 225.8 % of the mean before, class average normalised gain 73 %."""
    pre = 11.1 / 2.258
    assert room._class_gain(np.array([pre]), np.array([pre + 11.1]), 20.0) == pytest.approx(0.73, abs=0.007)
    found = gains(answers([4, 2], [7, 8]))
    assert found.normalised_gain == pytest.approx((7.5 - 3) / (10 - 3))


def test_class_means_are_not_the_mean_of_individual_gains():
    found = gains(answers([9, 0], [10, 5]))
    assert found.normalised_gain == pytest.approx(6 / 11)
    assert found.normalised_change == pytest.approx((1 + 0.5) / 2)


@pytest.mark.parametrize(
    ("pre", "post", "change"),
    [
        (40, 70, 0.5),
        (70, 35, -0.5),
        (50, 50, 0),
        (0, 25, 0.25),
        (100, 75, -0.25),
        (100, 100, None),
        (0, 0, None),
    ],
)
def test_normalised_change_of_marx_and_cummings(pre, post, change):
    """The five branches of their equation (2), Am. J. Phys. 75, 87 (2007)."""
    assert normalised_change(pre, post, 100) == change


def test_students_without_a_change_are_counted():
    found = gains(answers([10, 0, 5], [10, 0, 10]))
    assert found.left_out_of_change == 2
    assert found.normalised_change == 1


@given(pairs)
@settings(max_examples=25)
def test_the_sign_flip_test_tries_every_pattern(scores):
    pre, post = zip(*scores, strict=True)
    gained = np.array(post) - np.array(pre)
    flipped = [abs((gained * signs).sum()) for signs in itertools.product([1, -1], repeat=len(gained))]
    expected = np.mean([total >= abs(gained.sum()) for total in flipped])
    found = gains(answers(pre, post))
    assert found.exact
    assert found.sign_flip == pytest.approx(expected)


def test_fishers_darwin_plants():
    """Fisher 1935 (The Design of Experiments, section 21): 15 pairs of maize, 863 of 32,768 sign patterns give a sum
    of 314 or more, 1,726 of both signs: p = .0527 as t gives .0497. Fifteen pairs are one too many for us to try all."""
    darwin = np.array([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48.0])
    assert darwin.sum() == 314
    assert room._sign_flip(darwin, 1) == pytest.approx(1726 / 32768, abs=0.007)
    assert room._tests(darwin)[0] == pytest.approx(0.0497, abs=0.0001)
    rows = np.array(list(itertools.product([1, -1], repeat=14)))
    fourteen = darwin[:14]
    assert room._sign_flip(fourteen, 1) == pytest.approx(
        (np.abs((rows * fourteen).sum(axis=1)) >= abs(fourteen.sum())).mean()
    )


def test_t_and_wilcoxon_are_those_of_scipy():
    found = gains(answers(FILM_2, FILM_1))
    assert found.t_test == pytest.approx(stats.ttest_rel(FILM_1, FILM_2).pvalue)
    # Eight differences of the same sign, the zeros dropped: 2 / 2**8.
    assert found.wilcoxon == pytest.approx(2 / 2**8)


def test_a_large_class_flips_at_random_and_says_so():
    pre, post = [3, 4, 5] * 6, [5, 5, 5] * 6
    found = gains(answers(pre, post))
    assert not found.exact
    assert found.sign_flip == gains(answers(pre, post)).sign_flip


@given(pairs, st.randoms())
@settings(max_examples=15)
def test_names_and_order_do_not_matter(scores, random):
    pre, post = zip(*scores, strict=True)
    rows = answers(pre, post)
    shuffled = rows.sample(frac=1, random_state=random.randrange(1000))
    names = {code: f"x{number}" for number, code in enumerate(dict.fromkeys(shuffled["student"]))}
    one, other = gains(rows), gains(shuffled.assign(student=shuffled["student"].map(names)))
    for name in (
        "difference",
        "d_av",
        "d_z",
        "normalised_gain",
        "normalised_change",
        "sign_flip",
        "t_test",
        "wilcoxon",
    ):
        assert getattr(one, name) == pytest.approx(getattr(other, name)), name


@given(pairs)
@settings(max_examples=15)
def test_swapping_the_tests_turns_the_sign(scores):
    pre, post = zip(*scores, strict=True)
    there, back = gains(answers(pre, post)), gains(answers(post, pre))
    assert there.difference == pytest.approx(-back.difference)
    assert there.sign_flip == pytest.approx(back.sign_flip)
    assert there.d_av == (None if back.d_av is None else pytest.approx(-back.d_av))


def test_the_bootstrap_is_near_the_t_interval_in_a_large_class(monkeypatch):
    monkeypatch.setattr(room, "RESAMPLES", 2000)
    random = np.random.default_rng(7)
    pre = random.integers(2, 7, 100)
    found = gains(answers(pre, pre + random.integers(-1, 4, 100)))
    assert found.bootstrap.low == pytest.approx(found.interval.low, abs=0.06)
    assert found.bootstrap.high == pytest.approx(found.interval.high, abs=0.06)


def test_the_same_answers_give_the_same_interval():
    assert gains(answers(FILM_2, FILM_1)).bootstrap == gains(answers(FILM_2, FILM_1)).bootstrap
    assert room._bootstrap(np.arange(9.0), 1) != room._bootstrap(np.arange(9.0), 2)


@pytest.mark.parametrize(
    ("pre", "post", "words"),
    [
        ([1, None], [None, 2], "No student has answers in both tests"),
        ([1], [2], "Only one student"),
        ([3, 4, 5], [3, 4, 5], "has the same score both times"),
        ([3, 4, 5], [5, 6, 7], "gained the same number of points"),
        ([3, 4], [5, 5], "Two students are too few"),
        ([10, 10, 10], [10, 9, 8], "full score before the course"),
        ([5, 6, 7, 8], [10, 9, 9, 9], "25% reached the full score at the end"),
    ],
)
def test_special_cases_are_said_in_words_without_warnings(pre, post, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = gains(answers(pre, post))
    assert words in " ".join(found.notes)


def test_nobody():
    found = gains(answers([1, None], [None, 2]))
    assert found.n == 0
    assert found.dropped == ("s00", "s01")
    assert (found.mean_pre, found.difference, found.interval, found.sign_flip, found.effect) == (None,) * 5


def test_all_equal_gains_keep_what_still_has_a_meaning():
    found = gains(answers([3, 4, 5], [5, 6, 7]))
    assert (found.interval, found.bootstrap, found.d_z, found.t_test, found.wilcoxon) == (None,) * 5
    assert found.sign_flip == pytest.approx(2 / 8)
    assert found.d_av == pytest.approx(2)


def test_all_right_and_all_wrong():
    right = gains(answers([10, 10, 10], [10, 10, 10]))
    assert (right.normalised_gain, right.normalised_change, right.d_av) == (None, None, None)
    assert right.sign_flip == 1
    wrong = gains(answers([0, 0, 0], [0, 0, 0]))
    assert (wrong.normalised_gain, wrong.normalised_change) == (0, None)


def test_items_left_out_are_noted():
    rows = answers([3, 4, 5], [5, 5, 5]).iloc[:-2]
    assert "2 items were left out" in " ".join(gains(rows).notes)


def test_tests_of_different_length_need_a_full_score():
    rows = pd.concat([answers([3], [None]), answers([None], [4], items=8)])
    with pytest.raises(CourseError, match="10 and 8 items"):
        gains(rows)
    assert gains(rows, max_score=10).maximum == 10
    with pytest.raises(CourseError, match="max_score=3, but the highest score is 4"):
        gains(rows, max_score=3)


def test_other_names_of_tests():
    rows = answers(FILM_2, FILM_1).replace({"form": {"pre": "A", "post": "B"}})
    assert gains(rows, forms=("A", "B")).difference == pytest.approx(1)


def test_the_power_table_is_at_hand():
    assert len(room.power_table()) == 10
