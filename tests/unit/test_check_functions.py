import sys

import pytest

from course.check.functions import Recorded, function
from course.check.results import UNTOUCHED
from course.model import Exercise, Outcome

TABLE = {"table": {"columns": ["n"], "rows": [[1], [2]]}}
EXERCISE = Exercise(
    "L9.E1",
    "09-x",
    "Try",
    "function",
    None,
    "Yes.",
    "Again.",
    cases=(
        {"name": "a table of two", "args": [TABLE], "expected": {"sum": 3, "rows": 2}},
        {
            "name": "an empty table",
            "args": [{"table": {"columns": ["n"], "rows": []}}],
            "expected": {"sum": 0, "rows": 0},
            "message": "Does it count?",
        },
    ),
)
PLAIN = Exercise(
    "L9.E2",
    "09-x",
    "Try",
    "function",
    None,
    "Yes.",
    "Again.",
    cases=({"name": "[1, 2]", "args": [[1, 2]], "expected": 3},),
)


def test_right_functions():
    import numpy as np

    assert function(EXERCISE, lambda t: {"sum": t.n.sum(), "rows": len(t)}).outcome is Outcome.CORRECT
    assert function(PLAIN, sum).outcome is Outcome.CORRECT
    assert function(PLAIN, np.sum).outcome is Outcome.CORRECT


def raises(error):
    def student(_):
        raise error

    return student


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            lambda _: {"sum": 3, "rows": 2},
            "1 of 2 tries come back right. On an empty table: Look again: sum, rows. Does it count?",
        ),
        (lambda _: {"sum": 3}, "On a table of two: Right so far: sum. Still open: rows. Again."),
        (
            lambda _: None,
            "On a table of two your function returned nothing. End it with return, not with print.",
        ),
        (
            lambda _: 3,
            "On a table of two: it returned a number. It should return a dictionary: a name, a colon, a value. Again.",
        ),
        (
            raises(KeyError("fact")),
            "On a table of two your function raised KeyError: 'fact'. Follow that line first.",
        ),
        (raises(ValueError), "On a table of two your function raised ValueError. Follow that line first."),
        (
            raises(SystemExit(1)),
            "On a table of two your function raised SystemExit: 1. Follow that line first.",
        ),
        (
            raises(RecursionError("deep\nest")),
            "On a table of two your function raised RecursionError: deep est. Follow that line first.",
        ),
        ({"sum": 3}, "You gave a dictionary. Hand over the function itself: its name without brackets."),
        (3, "You gave a number. Hand over the function itself: its name without brackets."),
        (int, "You gave a value of type type. Hand over the function itself: its name without brackets."),
    ],
)
def test_other_functions(value, said):
    result = function(EXERCISE, value)
    assert (result.outcome, result.message) == (Outcome.NOT_YET, said)


def test_wrong_number_of_arguments_is_the_students_error():
    assert "your function raised TypeError" in function(EXERCISE, lambda: 1).message


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (len, "it returned 2, which is not right yet."),
        (str, "Hand over the function itself"),
        (repr, "it returned text, which is not right yet."),
    ],
)
def test_single_values(value, said):
    assert said in function(PLAIN, value).message


def test_a_starter_that_returns_three_dots_is_not_attempted():
    result = function(EXERCISE, lambda _: ...)
    assert (result.outcome, result.message) == (Outcome.NOT_ATTEMPTED, UNTOUCHED)


def test_a_function_that_changes_its_input_cannot_spoil_the_exercise():
    def student(numbers):
        numbers.clear()
        return 3

    assert function(PLAIN, student).outcome is Outcome.CORRECT
    assert function(PLAIN, sum).outcome is Outcome.CORRECT


def test_stopping_the_kernel_still_works():
    with pytest.raises(KeyboardInterrupt):
        function(PLAIN, raises(KeyboardInterrupt))


def test_endless_recursion_is_reported():
    def student(numbers):
        return student(numbers)

    assert "RecursionError" in function(PLAIN, student).message
    assert sys.getrecursionlimit() > 0


@pytest.mark.parametrize(
    ("student", "words"),
    [
        (lambda _: 2.5, "it returned 2.5,"),
        (lambda _: -3.0, "it returned -3.0,"),
        (lambda _: True, "it returned True or False,"),
        (lambda _: 10**5000, "it returned a very long number,"),
        (lambda _: 10**100, "it returned a number,"),
    ],
)
def test_a_number_is_shown_whatever_its_type(student, words):
    assert words in function(PLAIN, student).message


def test_what_was_answered_elsewhere_is_judged_alike_and_gets_no_inputs():
    given = []
    answers = iter([{"sum": 3, "rows": 2}, {"sum": 1, "rows": 0}])

    class Watched(Recorded):
        def __call__(self, *inputs):
            given.extend(inputs)
            return super().__call__(*inputs)

    found = function(EXERCISE, Watched(lambda: next(answers)))
    assert found.message.startswith("1 of 2 tries come back right. On an empty table:")
    assert not given


def test_an_error_elsewhere_is_the_students():
    def raised():
        raise ValueError("no rows")

    assert "your function raised ValueError: no rows" in function(PLAIN, Recorded(raised)).message
