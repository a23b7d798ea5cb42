import numpy as np
import pytest
from scipy import stats

from course.model import CourseError
from course.statistics import power

CURRICULUM = {
    8: 1.16,
    10: 1.00,
    12: 0.89,
    15: 0.78,
    20: 0.66,
    25: 0.58,
    30: 0.53,
    40: 0.45,
    60: 0.37,
    100: 0.28,
}


def test_the_table_is_that_of_the_curriculum():
    table = power.power_table()
    assert dict(zip(table["students"], table["d_z"].round(2), strict=True)) == CURRICULUM


@pytest.mark.parametrize("n", [3, 8, 20, 100, 500])
def test_the_smallest_effect_has_just_the_power_asked_for(n):
    assert power.power(power.detectable(n), n) == pytest.approx(0.80)
    assert power.power(power.detectable(n, 0.01, 0.9), n, 0.01) == pytest.approx(0.90)


def test_without_an_effect_the_power_is_the_level():
    assert power.power(0, 20, 0.05) == pytest.approx(0.05)


def test_power_is_how_often_the_t_test_finds_the_effect():
    """Independent of the noncentral t: 20,000 simulated classes of 12."""
    gains = np.random.default_rng(1).normal(0.8, 1, (20_000, 12))
    found = (stats.ttest_1samp(gains, 0, axis=1).pvalue < 0.05).mean()
    assert found == pytest.approx(power.power(0.8, 12), abs=0.01)


def test_the_paired_t_test_of_g_power():
    """G*Power 3.1 (Faul et al. 2009): d_z = 0.5, 5 % two-sided, 80 % wanted: 34 pairs, actual power .8077775."""
    assert power.detectable(34) < 0.5 < power.detectable(33)
    assert power.power(0.5, 34) == pytest.approx(0.8078, abs=0.0001)


@pytest.mark.parametrize("asked", [(2, 0.05, 0.8), (20, 0.8, 0.5), (20, 0, 0.8), (20, 0.05, 1)])
def test_what_makes_no_sense_is_refused(asked):
    with pytest.raises(CourseError, match="at least 3"):
        power.detectable(*asked)
