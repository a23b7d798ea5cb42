"""What a class edition says of an answer: its form, and nothing of what is right."""

import pandas as pd
import pytest

from course.check import compare, form
from course.model import Exercise, Outcome

TABLE = {"table": {"columns": ["a"], "rows": [[1], [2]]}}


def exercise(kind, **about):
    return Exercise("L1.E1", "01-1449", "Title", kind, None, "", "", form=about)


def judged(kind, value, **about):
    return compare.judge(exercise(kind, **about), value)


@pytest.mark.parametrize("kind", ["number", "text", "set", "mapping", "table", "function", "prose"])
@pytest.mark.parametrize("value", [..., None, {"A": ...}])
def test_untouched_is_not_attempted(kind, value):
    about = {"words": [1, 5], "citations": 0} if kind == "prose" else {"key": "a"}
    assert judged(kind, value, **about).outcome is Outcome.NOT_ATTEMPTED


@pytest.mark.parametrize(
    ("kind", "value", "about"),
    [
        ("number", 9, {}),
        ("number", 9.5, {}),
        ("number", [4], {}),
        ("text", "GVS P4", {}),
        ("set", {"F01"}, {}),
        ("set", ["F01", "F02"], {}),
        ("mapping", {"A": 1, "B": 2}, {"entries": {"A": "number", "B": "number"}}),
        ("mapping", pd.Series({"A": 1.0}), {"entries": {"A": "number"}}),
        ("mapping", {"x": 1}, {}),
        ("table", pd.DataFrame({"k": ["x"], "v": [1]}), {"key": "k", "columns": ["v"]}),
        ("function", len, {}),
        ("prose", "I count it for IND P21.", {"words": [3, 9], "citations": 1}),
    ],
)
def test_the_right_form_is_kept_whatever_the_value(kind, value, about):
    found = judged(kind, value, **about)
    assert found.outcome is Outcome.KEPT
    assert found.score == 0
    assert "teacher's copy" in found.message


@pytest.mark.parametrize(
    ("kind", "value", "about", "message"),
    [
        ("number", "9", {}, "stands in quotation marks"),
        ("number", [1, 2], {}, "asks for one number"),
        ("number", float("nan"), {}, "missing"),
        ("text", 4, {}, "asks for text"),
        ("set", 3, {}, "asks for IDs"),
        ("set", set(), {}, "empty"),
        ("mapping", 3, {"entries": {"A": "number"}}, "a dictionary"),
        ("mapping", {"A": ..., "B": 2}, {"entries": {"A": "number", "B": "number"}}, "Still open: A."),
        ("mapping", {"A": "two"}, {"entries": {"A": "number"}}, "Look again: A."),
        ("mapping", {"A": 2}, {"entries": {"A": "text"}}, "it asks for text"),
        ("mapping", {"A": 2, "Z": 1}, {"entries": {"A": "number"}}, "Not asked for: Z."),
        ("table", 3, {"key": "k"}, "a table"),
        ("table", pd.DataFrame({"k": ["x"]}), {"key": "k", "columns": ["v"]}, "column v"),
        ("table", pd.DataFrame({"k": []}), {"key": "k"}, "no rows"),
        ("function", 4, {}, "the function itself"),
        ("prose", "Short.", {"words": [3, 9], "citations": 0}, "word"),
    ],
)
def test_a_wrong_form_is_told(kind, value, about, message):
    found = judged(kind, value, **about)
    assert found.outcome is Outcome.NOT_YET
    assert message in found.message


def returning(value):
    return lambda table: value


@pytest.mark.parametrize(
    ("function", "outcome", "message"),
    [
        (returning({"sum": 99}), Outcome.KEPT, "it runs on a small table"),
        (returning(...), Outcome.NOT_ATTEMPTED, "three dots"),
        (returning(None), Outcome.NOT_YET, "returned nothing"),
        (returning(3), Outcome.NOT_YET, "It should return a dictionary"),
        (returning({"total": 3}), Outcome.NOT_YET, "Still open: sum."),
        (returning({"sum": "three"}), Outcome.NOT_YET, "asks for a number"),
        (lambda: 3, Outcome.NOT_YET, "should take 1 inputs"),
        (lambda table: table["nowhere"], Outcome.NOT_YET, "raised KeyError"),
    ],
)
def test_a_function_is_tried_on_one_input(function, outcome, message):
    about = {
        "example": {"name": "a small table", "args": [TABLE]},
        "returns": {"kind": "mapping", "entries": {"sum": "number"}},
    }
    found = judged("function", function, **about)
    assert found.outcome is outcome
    assert message in found.message


@pytest.mark.parametrize(("kind", "value"), [("number", True), ("number", [1]), ("text", 1), ("list", {})])
def test_a_function_that_returns_another_kind_is_told(kind, value):
    about = {"example": {"name": "x", "args": [1]}, "returns": {"kind": kind}}
    assert judged("function", returning(value), **about).outcome is Outcome.NOT_YET


def test_how_many_members_a_set_has_is_never_told():
    few, many = (form.judge(exercise("set"), value) for value in ({"F01"}, {"F01", "F02", "F03"}))
    assert few.message == many.message
