"""Judge the form of an answer whose key is elsewhere: what a class edition can say without knowing what is right.

The teacher's copy holds the key. Here an answer is *kept* once it is of the kind that was asked for, and only what is
wrong with its form is told. Nothing in this module, and nothing in ``Exercise.form``, tells what the answer is.
"""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from course.check import functions, names, scalars, tables
from course.check.plain import MISSING, describe, plain
from course.check.results import UNTOUCHED, not_yet, untouched
from course.model import Exercise, Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT: Final = "It is saved in this notebook. Your teacher's copy has the key and marks it after you hand in."
_KINDS: Final = {"number": "a number", "text": "text"}


def judge(exercise: Exercise, value: object) -> Result:
    """Look at the form of one value.

    Parameters
    ----------
    exercise : Exercise
        One with a ``form`` and without a key.
    value : object
        Whatever the student's variable holds.

    Returns
    -------
    Result
        ``NOT_ATTEMPTED``, ``NOT_YET`` with what is wrong with the form, or ``KEPT``.
    """
    if untouched(value):
        return Result(Outcome.NOT_ATTEMPTED, UNTOUCHED)
    return _FORMS[exercise.kind](exercise, exercise.form or {}, value)


def _kept(what: str) -> Result:
    return Result(Outcome.KEPT, f"You gave {what}, as the question asks. {KEPT}")


def _number(_: Exercise, _form: dict[str, Any], value: object) -> Result:
    found = scalars.as_number(value)
    return not_yet(found) if isinstance(found, str) else _kept("a number")


def _text(_: Exercise, _form: dict[str, Any], value: object) -> Result:
    found = scalars.as_text(value)
    if not isinstance(found, str):
        return not_yet(scalars.not_text(value))
    return _kept("text") if found.strip() else Result(Outcome.NOT_ATTEMPTED, UNTOUCHED)


def _prose(exercise: Exercise, form: dict[str, Any], value: object) -> Result:
    # Length and citations are no secret: the question itself asks for them.
    found = scalars.prose(replace(exercise, expected=form, correct=KEPT), value)
    return replace(found, outcome=Outcome.KEPT, score=0.0) if found.outcome is Outcome.CORRECT else found


def _set(_: Exercise, _form: dict[str, Any], value: object) -> Result:
    found = names.members(value)
    if isinstance(found, str):
        return not_yet(found)
    # How many there are would be half the answer.
    return (
        _kept("names in brackets")
        if found
        else not_yet("Your list is empty. Put at least one name between the brackets.")
    )


def _mapping(_: Exercise, form: dict[str, Any], value: object) -> Result:
    found = names.entries(value)
    if isinstance(found, str):
        return not_yet(found)
    problem = _wrong_entries(found, form.get("entries", {}))
    return not_yet(problem) if problem else _kept("a value behind every name")


def _wrong_entries(found: dict[str, Any], entries: dict[str, str]) -> str:
    """Say which names are open, strange, or of another kind; empty if all is as asked."""
    open_ = [name for name in entries or found if found.get(name) is None or found[name] is ...]
    unknown = [name for name in found if entries and name not in entries]
    parts = names.keys_message((), (), open_, unknown)
    wrong = [name for name in entries if name not in open_ and not _is(found[name], entries[name])]
    if wrong:
        kind = _KINDS[entries[wrong[0]]]
        parts += f" Look again: {', '.join(wrong[:6])}. You gave {describe(found[wrong[0]])}, and it asks for {kind}."
    return parts.strip()


def _is(value: object, kind: str) -> bool:
    found = plain(value)
    if kind == "number":
        return isinstance(found, int | float) and not isinstance(found, bool)
    return isinstance(found, str) if kind == "text" else found is not MISSING


def _table(exercise: Exercise, form: dict[str, Any], value: object) -> Result:
    rows = tables.read_rows(value, form["key"], form.get("columns", []))
    if isinstance(rows, str):
        return not_yet(rows)
    absent = [name for name in form.get("columns", ()) if not any(name in row for row in rows.values())]
    if absent or not rows:
        what = f"The column {', '.join(absent)} is not there." if rows else "Your table has no rows."
        return not_yet(f"{what} Look at the question of {exercise.id} again.")
    return _kept("a table with the columns")


def _function(_: Exercise, form: dict[str, Any], value: object) -> Result:
    if not callable(value) or isinstance(value, type):
        return not_yet(
            f"You gave {describe(value)}. Hand over the function itself: its name without brackets."
        )
    example = form.get("example")
    if not example:
        return _kept("a function")
    problem = _takes(value, len(example["args"]))
    if problem:
        return not_yet(problem)
    returned = functions.call(example, value)
    if isinstance(returned, Result):
        return returned
    wrong = _wrong_return(returned, form.get("returns", {}), example["name"])
    return not_yet(wrong) if wrong else _kept(f"a function, and it runs on {example['name']}")


def _takes(function: Callable[..., object], count: int) -> str:
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return f"Your function should take {count} inputs. Count the names in its brackets."
    except ValueError:  # a function without a signature, such as some of numpy's
        return ""
    return ""


def _wrong_return(returned: object, form: dict[str, Any], where: str) -> str:
    kind = form.get("kind")
    found = plain(returned)
    fits = {"number": int | float, "text": str, "list": list, "mapping": dict}
    if kind == "mapping" and not isinstance(found, dict):
        found = names.entries(returned)
    if kind in fits and (isinstance(found, bool) or not isinstance(found, fits[kind])):
        asked = {"number": "a number", "text": "text", "list": "a list", "mapping": "a dictionary"}[kind]
        return f"On {where} your function returned {describe(returned)}. It should return {asked}."
    problem = _wrong_entries(found, form["entries"]) if isinstance(found, dict) and "entries" in form else ""
    return f"On {where}: {problem}" if problem else ""


_FORMS: Final[dict[str, Callable[[Exercise, dict[str, Any], object], Result]]] = {
    "number": _number,
    "text": _text,
    "prose": _prose,
    "set": _set,
    "mapping": _mapping,
    "table": _table,
    "function": _function,
}
