import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.quiz import numeral


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8,6", 8.6),
        (" 8.6 ", 8.6),
        ("24 %", 24),
        ("1,116", 1116),
        ("1,116,000.5", 1116000.5),
        ("1.116,5", 1116.5),
        ("\u221215.8", -15.8),
        ("\u2013 15,8", -15.8),
        ("+9", 9),
        ("$8.6", 8.6),
        ("-$8.6", -8.6),
        ("nine", 9),
        ("Twenty", 20),
        ("zero", 0),
        (".5", 0.5),
        ("5.", 5),
        (7, 7),
        (7.5, 7.5),
    ],
)
def test_reads_what_people_type(typed, value):
    assert numeral.read(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "%",
        "x",
        "1,11,6",
        "1e3",
        "0x9",
        "nan",
        "inf",
        "9" * 400,
        True,
        None,
        [9],
        "twenty one",
        math.inf,
    ],
)
def test_what_is_no_number(typed):
    assert numeral.read(typed) is None


@pytest.mark.parametrize("typed", ["9 facts", "9 FACTS", "9facts", "1 fact", "nine facts"])
def test_the_unit_may_follow(typed):
    assert numeral.read(typed, "facts") in {9, 1}
    assert numeral.read(typed) is None


@given(st.integers(-(10**12), 10**12))
def test_round_trip_with_thousands(number):
    assert numeral.read(f"{number:,}") == number
    assert numeral.read(f"{number:,}".replace(",", "\u202f")) == number


@given(st.text())
def test_never_raises(typed):
    value = numeral.read(typed)
    assert value is None or math.isfinite(value)


def test_huge_integer():
    assert numeral.read(10**400) is None
