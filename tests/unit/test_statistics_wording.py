import pytest

from course.statistics import wording
from course.statistics.resample import Interval


@pytest.mark.parametrize(
    ("value", "shown"), [(0.456, "0.46"), (-0.456, "−0.46"), (0, "0.00"), (-0.001, "0.00"), (None, "–")]
)
def test_numbers(value, shown):
    assert wording.number(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.5, "+0.50"), (-0.5, "−0.50"), (0.001, "0.00"), (None, "–")])
def test_signs(value, shown):
    assert wording.signed(value) == shown


def test_intervals():
    assert wording.between(Interval(-0.5, 1)) == "−0.50 to 1.00"
    assert wording.between(None) == "no interval"


@pytest.mark.parametrize(
    ("p", "shown"), [(0.0004, "p < 0.001"), (0.0526, "p = 0.053"), (1, "p = 1.000"), (None, "–")]
)
def test_chances(p, shown):
    assert wording.chance(p) == shown


def test_counts():
    assert [wording.count(n, "student") for n in (0, 1, 2)] == ["0 students", "1 student", "2 students"]


def test_tables():
    assert wording.rows(["a", "b"], [["x|y", "1"]]) == "| a | b |\n| --- | ---: |\n| x\\|y | 1 |"
