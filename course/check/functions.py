"""Call a student's function with inputs of ours and compare what comes back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from course.check import names
from course.check.plain import describe, plain, same
from course.check.results import UNTOUCHED, correct, not_yet, untouched
from course.model import Exercise, Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_SHOWN: Final = 80
"""Characters of a returned value that a message shows; a longer one is named by its kind."""


class Recorded:
    """Stands for a function that was called elsewhere with our inputs, so that nobody makes them again to call it here.

    Parameters
    ----------
    answer : function
        Gives what came back of the next call, or raises what it raised.
    """

    def __init__(self, answer: Callable[[], object]) -> None:
        self._answer = answer

    def __call__(self, *_inputs: object) -> object:
        """Answer the next call."""
        return self._answer()


def function(exercise: Exercise, value: object) -> Result:
    """Right if every case comes back right. The first case that does not gives the message.

    A function that still returns ``...`` is not attempted. An exception in the student's function is reported as the
    student's, with its kind and its text; it is no error of the check.
    """
    if not callable(value) or isinstance(value, type):
        message = f"You gave {describe(value)}. Hand over the function itself: its name without brackets."
        return not_yet(message)
    results = [_case(exercise, case, value) for case in exercise.cases]
    passed = sum(result.outcome is Outcome.CORRECT for result in results)
    if passed == len(results):
        return correct(exercise)
    first = next(result for result in results if result.outcome is not Outcome.CORRECT)
    if first.outcome is Outcome.NOT_ATTEMPTED:
        return first
    praise = f"{passed} of {len(results)} tries come back right. " if passed else ""
    return replace(first, message=f"{praise}{first.message}", score=passed / len(results))


def _case(exercise: Exercise, case: dict[str, Any], student: Callable[..., object]) -> Result:
    returned = call(case, student)
    if isinstance(returned, Result):
        return returned
    message = _difference(exercise, case, returned)
    advice = case.get("message", exercise.not_yet)
    return not_yet(f"On {case['name']}: {message} {advice}") if message else correct(exercise)


def call(case: dict[str, Any], student: Callable[..., object]) -> object:
    """Call a function with the inputs of a case; what it returns, or the verdict if it returns nothing to judge."""
    where = f"On {case['name']}"
    try:
        inputs = () if isinstance(student, Recorded) else map(_argument, case["args"])
        returned = student(*inputs)
    except (Exception, SystemExit) as error:  # noqa: BLE001  (whatever a student's code may raise)
        return not_yet(f"{where} your function raised {_named(error)}. Follow that line first.")
    if returned is None:
        return not_yet(f"{where} your function returned nothing. End it with return, not with print.")
    return Result(Outcome.NOT_ATTEMPTED, UNTOUCHED) if untouched(returned) else returned


def _named(error: BaseException) -> str:
    text = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _argument(part: Any) -> Any:  # noqa: ANN401
    """Make a fresh input for each call, so that a function that changes its input cannot disturb the next case."""
    if isinstance(part, dict) and set(part) == {"table"}:
        import pandas as pd  # noqa: PLC0415  (only where a function takes a table)

        return pd.DataFrame(part["table"]["rows"], columns=part["table"]["columns"])
    return deepcopy(part)


def _difference(exercise: Exercise, case: dict[str, Any], returned: object) -> str:
    """Say how the returned value differs from what is right; empty if it does not."""
    expected, tolerance = case["expected"], exercise.tolerance
    if isinstance(expected, dict):
        found = names.entries(returned)
        if isinstance(found, str):
            return found.replace("You gave", "it returned").replace(
                "The question asks for", "It should return"
            )
        right, wrong, open_, unknown = names.sort_keys(found, expected, tolerance)
        return names.keys_message(right, wrong, open_, unknown) if wrong or open_ or unknown else ""
    if same(plain(returned), expected, tolerance):
        return ""
    return f"it returned {_spoken(plain(returned), expected)}, which is not right yet."


def _spoken(value: object, expected: object) -> str:
    """Show a value of the kind that was asked for, if it is short; else name its kind."""
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (value, expected))
    if isinstance(expected, list) or not (numbers or type(value) is type(expected)):
        return describe(value)
    try:
        shown = repr(value)
    except ValueError:  # Python refuses to write out a number of thousands of digits
        return "a very long number"
    return shown if len(shown) <= LONGEST_SHOWN else describe(value)
