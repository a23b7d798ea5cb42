import math

import numpy as np
import pandas as pd
import pytest

from course.check.plain import MISSING, close, describe, plain, same


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.int64(9), 9),
        (np.float64(2.5), 2.5),
        (np.True_, True),
        (np.str_("a"), "a"),
        (np.array(9), 9),
        (np.array([1, 2]), [1, 2]),
        (pd.Series(["a", "b"]), ["a", "b"]),
        (pd.Index(["a"]), ["a"]),
        ((1, [np.int64(2)]), [1, [2]]),
        ({np.int64(1): np.float64(2.0)}, {1: 2.0}),
        ("missing", "missing"),
    ],
)
def test_plain(value, expected):
    found = plain(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("value", [math.nan, np.float64("nan"), pd.NA, pd.NaT])
def test_missing(value):
    assert plain(value) is MISSING
    assert plain([value]) == [MISSING]


def test_what_cannot_be_plain_stays():
    for value in (pd.DataFrame({"a": [1]}), len, np.sum, pd.DataFrame, object()):
        assert plain(value) is value


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (9, 9.0, True),
        (True, 1, False),
        (1, True, False),
        (True, True, True),
        ("9", 9, False),
        (0.1 + 0.2, 0.3, True),
        ([1, 2.0], [1.0, 2], True),
        ([1], [1, 2], False),
        (MISSING, MISSING, True),
        (MISSING, 9, False),
    ],
)
def test_same(one, other, equal):
    assert same(one, other) is equal


def test_close_survives_huge_and_infinite_numbers():
    assert not close(10**400, 9.5, 0.1)
    assert not close(math.inf, 9, 0.1)
    assert close(23.7, 23.6, 0.1)


def test_describe():
    values = [len, pd.DataFrame(), pd.Series([1]), [1], {1}, "x", True, {}, 3, 2.5, object(), int]
    assert [describe(value) for value in values] == [
        "a function",
        "a whole table",
        "a column of 1 value",
        "a list of 1 value",
        "a list of 1 value",
        "text",
        "True or False",
        "a dictionary",
        "a number",
        "a number",
        "a value of type object",
        "a value of type type",
    ]
