"""Compare what a student hands in with what is right. Pure: no IPython, no files, no clock.

Each kind has a function of its own (`scalars`, `names`, `tables`, `functions`); `judge` chooses it. A message says
what is right so far and what to look at next, and never gives the answer away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.check import form, functions, names, scalars, tables
from course.check.results import UNTOUCHED, untouched
from course.model import Exercise, Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS: Final[dict[str, Callable[[Exercise, Any], Result]]] = {
    "number": scalars.number,
    "text": scalars.text,
    "prose": scalars.prose,
    "set": names.collection,
    "mapping": names.mapping,
    "table": tables.table,
    "function": functions.function,
}
"""Kind of exercise to the function that compares."""


def judge(exercise: Exercise, value: object) -> Result:
    """Compare one value with one exercise.

    Parameters
    ----------
    exercise : Exercise
        From `course.check.exercise`.
    value : object
        Whatever the student's variable holds. Ellipsis and None are not attempted.

    Returns
    -------
    Result
        ``CORRECT``, ``NOT_YET`` or ``NOT_ATTEMPTED``; ``KEPT`` where the key is not here (`course.check.form`).
    """
    if untouched(value):
        return Result(Outcome.NOT_ATTEMPTED, UNTOUCHED)
    if exercise.form is not None:
        return form.judge(exercise, value)
    return KINDS[exercise.kind](exercise, value)
