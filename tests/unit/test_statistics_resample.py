import warnings

import numpy as np
import pytest
from scipy import stats

from course.statistics.resample import Interval, interval

VALUES = np.array([3.0, 5, 1, 8, 4, 4, 7, 2, 6, 5])


def of_mean(seed=1, resamples=2000):
    return interval(lambda rows: VALUES[rows].mean(), [10], seed=seed, resamples=resamples)


def test_it_is_the_percentile_interval():
    """The same draws, taken by hand from the generator that scipy uses."""
    known = stats.bootstrap(
        (VALUES,), np.mean, method="percentile", n_resamples=2000, rng=1
    ).confidence_interval
    assert (of_mean().low, of_mean().high) == pytest.approx((known.low, known.high))


def test_it_has_about_the_width_of_theory():
    ends = of_mean(resamples=10_000)
    assert (ends.high - ends.low) / (2 * 1.96) == pytest.approx(VALUES.std() / np.sqrt(10), rel=0.05)


def test_the_seed_decides():
    assert of_mean() == of_mean()
    assert of_mean(resamples=99) != of_mean(seed=2, resamples=99)


def test_strata_are_drawn_apart():
    seen = set()
    interval(
        lambda one, two: seen.add((len(one), len(two))) or float(one.sum() - two.sum()), [3, 5], resamples=50
    )
    assert seen == {(3, 5)}


@pytest.mark.parametrize("sizes", [[], [0], [1], [5, 1]])
def test_one_unit_is_not_enough(sizes):
    assert interval(lambda *rows: 0.0, sizes) is None


def test_no_spread_no_interval():
    assert interval(lambda rows: 1.0, [5], resamples=100) is None


def test_resamples_without_a_value_are_left_out_unless_they_are_most():
    def mostly(rows):
        return float(rows.mean()) if rows[0] else float("nan")

    def hardly(rows):
        return float(rows.mean()) if rows[0] < 2 else float("nan")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert isinstance(interval(mostly, [6], resamples=300), Interval)
        assert interval(hardly, [5], resamples=300) is None
