import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from course.model import CourseError
from course.statistics import agreement as room
from course.statistics.agreement import alpha, kappa

N = np.nan
# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
KRIPPENDORFF = pd.DataFrame(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
).T
# Cohen 1968, Table 1: two judges, 200 cases, three diagnoses.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]


def from_table(counts):
    size = range(len(counts))
    return pd.DataFrame([(i, j) for i in size for j in size for _ in range(counts[i][j])])


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch):
    monkeypatch.setattr(room, "ALPHA_RESAMPLES", 200)
    whole = room.interval
    monkeypatch.setattr(room, "interval", lambda *a, **k: whole(*a, **{"resamples": 200, **k}))


def test_krippendorffs_example():
    found = alpha(KRIPPENDORFF)
    assert round(found.value, 3) == 0.743
    assert (found.n, found.dropped) == (11, 1)
    assert found.interval.low < found.value <= found.interval.high
    assert round(alpha(KRIPPENDORFF, "ordinal").value, 3) == 0.815


def test_krippendorffs_two_observers():
    """The same paper, section B: Ben and Gerry judge twelve units of five kinds; alpha = .692."""
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    assert round(alpha(pd.DataFrame({"Ben": list(ben), "Gerry": list(gerry)})).value, 3) == 0.692


def test_cohens_example():
    """Cohen 1960 and 1968: observed .70, expected .41, kappa = .492; with his weights 0, 1, 3 and 6, .348."""
    found = kappa(from_table(COHEN))
    assert found.observed == pytest.approx(0.70)
    assert found.value == pytest.approx((0.70 - 0.41) / (1 - 0.41))
    assert round(found.value, 3) == 0.492
    codes = from_table(COHEN).to_numpy()
    assert round(room._kappa(codes, np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])), 3) == 0.348


def test_the_interval_has_the_width_of_the_large_sample_formula(monkeypatch):
    """Fleiss, Cohen and Everitt 1969, equation for unweighted kappa, on 200 cases: 1.96 standard errors either way."""
    shares = np.array(COHEN) / 200
    rows, columns, n = shares.sum(axis=1), shares.sum(axis=0), 200
    observed, expected = np.trace(shares), rows @ columns
    k = (observed - expected) / (1 - expected)
    diagonal = sum(shares[i, i] * (1 - (rows[i] + columns[i]) * (1 - k)) ** 2 for i in range(3))
    others = (1 - k) ** 2 * sum(
        shares[i, j] * (columns[i] + rows[j]) ** 2 for i, j in itertools.permutations(range(3), 2)
    )
    error = np.sqrt((diagonal + others - (k - expected * (1 - k)) ** 2) / (n * (1 - expected) ** 2))
    monkeypatch.undo()
    ends = kappa(from_table(COHEN)).interval
    assert (ends.high - ends.low) / (2 * 1.96) == pytest.approx(error, rel=0.05)


ratings = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=25)


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
@given(pairs=ratings)
@settings(max_examples=20)
def test_kappa_is_that_of_scikit_learn(weights, pairs):
    one, two = zip(*pairs, strict=True)
    found = kappa(pd.DataFrame(pairs), weights, order=[1, 2, 3, 4])
    if found.value is None:
        assert len({*one, *two}) == 1
        return
    assert found.value == pytest.approx(cohen_kappa_score(one, two, labels=[1, 2, 3, 4], weights=weights))


def _by_hand(units, apart):
    """Krippendorff's alpha from its definition: every pair of values within units against every pair of values."""
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    n = len(values)
    seen = (
        sum(sum(apart(a, b) for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1) for unit in units)
        / n
    )
    chance = sum(apart(a, b) for a, b in itertools.permutations(values, 2)) / (n * (n - 1))
    return 1 - seen / chance if chance else None


@given(st.lists(st.lists(st.sampled_from([1, 2, 3, None]), min_size=3, max_size=3), min_size=2, max_size=12))
@settings(max_examples=30)
def test_alpha_is_its_definition(rows):
    units = [[value for value in row if value is not None] for row in rows]
    expected = _by_hand(units, lambda a, b: float(a != b))
    found = alpha(pd.DataFrame(rows, dtype="float64")).value
    assert found == (None if expected is None else pytest.approx(expected))


@given(pairs=ratings)
@settings(max_examples=20)
def test_kinds_have_no_order_and_raters_no_rank(pairs):
    table = pd.DataFrame(pairs)
    names = table.replace({1: "d", 2: "b", 3: "c", 4: "a"})
    for measure in (kappa, alpha):
        assert measure(names).value == pytest.approx(measure(table).value)
        assert measure(table[[1, 0]]).value == pytest.approx(measure(table).value)


def test_levels_between_count_even_if_nobody_used_them():
    table = pd.DataFrame([(1, 1), (1, 2), (4, 4), (4, 1), (2, 2)])
    assert kappa(table, "linear").value == pytest.approx(kappa(table, "linear", order=[1, 2, 3, 4]).value)
    assert kappa(table, "linear").value != pytest.approx(kappa(table, "linear", order=[1, 2, 4]).value)


def test_words_need_an_order():
    table = pd.DataFrame([("low", "low"), ("low", "high"), ("high", "high"), ("mid", "high")])
    assert kappa(table, "quadratic", order=["low", "mid", "high"]).n == 4
    for ask in (lambda: kappa(table, "quadratic"), lambda: alpha(table, "ordinal")):
        with pytest.raises(CourseError, match="an order that only you know"):
            ask()
    with pytest.raises(CourseError, match="'mid' is not in order"):
        kappa(table, "linear", order=["low", "high"])


def test_perfect_and_opposite():
    assert kappa(pd.DataFrame([(0, 0), (1, 1)])).value == 1
    assert kappa(pd.DataFrame([(0, 1), (1, 0)])).value == -1


def test_the_same_rating_all_the_time_has_no_kappa():
    for found in (kappa(pd.DataFrame([(1, 1)] * 5)), alpha(pd.DataFrame([(1, 1)] * 5))):
        assert (found.value, found.interval, found.observed, found.n) == (None, None, 1, 5)
        assert "Only one rating was ever used" in found.reason


def test_no_unit_in_common():
    for found in (kappa(pd.DataFrame([(1, N), (N, 2)])), alpha(pd.DataFrame([(1, N), (N, 2)]))):
        assert (found.value, found.n, found.dropped) == (None, 0, 2)
        assert found.reason == "No unit was judged by two raters."
    assert kappa(pd.DataFrame({"a": [], "b": []})).n == 0


def test_ratings_left_out_are_counted_by_kappa():
    found = kappa(pd.DataFrame([(1, 1), (2, 2), (2, N), (1, 2)]))
    assert (found.n, found.dropped) == (3, 1)


def test_kappa_is_for_two():
    with pytest.raises(CourseError, match="compares 2 raters; the table has 4 columns"):
        kappa(KRIPPENDORFF)
    with pytest.raises(CourseError, match='weights="cubic"'):
        kappa(KRIPPENDORFF[[0, 1]], "cubic")
    with pytest.raises(CourseError, match='level="ratio"'):
        alpha(KRIPPENDORFF, "ratio")


def test_one_unit_has_no_interval():
    assert kappa(pd.DataFrame([(1, 2)])).interval is None
