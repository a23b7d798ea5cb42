"""Compare single values: a number, a text, or sentences of the student's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from course.check.names import identifier
from course.check.plain import MISSING, describe, is_table, plain, quoted, same
from course.check.results import UNTOUCHED, correct, diagnosed, not_yet
from course.model import Outcome, Result
from course.prose import completeness, plural

if TYPE_CHECKING:
    from course.model import Exercise

MISSING_VALUE: Final = (
    "Your value is missing (NA or NaN). Look for an empty cell or a division by zero on the way."
)


def number(exercise: Exercise, value: object) -> Result:
    """Right within ``tolerance``. Text that holds the right number, tables and columns are told what they are."""
    found = as_number(value)
    if isinstance(found, str):
        return not_yet(found)
    if same(found, exercise.expected, exercise.tolerance):
        return correct(exercise)
    foreseen = diagnosed(exercise, lambda wrong: same(found, wrong, exercise.tolerance))
    return foreseen or not_yet(exercise.not_yet)


def as_number(value: object) -> float | str:
    """Read a number, or say why there is none to read."""
    found = plain(value)
    if found is MISSING:
        return MISSING_VALUE
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if isinstance(found, bool) or not isinstance(found, int | float):
        return _not_a_number(found, value)
    return found


def _not_a_number(found: object, value: object) -> str:
    if isinstance(found, str):
        return quoted(found)
    if isinstance(found, bool):
        return "Your value is True or False. The question asks for a number: how many?"
    if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
        return _two_numbers(*value)
    if is_table(value) or isinstance(found, list | set | frozenset | dict):
        return f"You gave {describe(value)}. The question asks for one number: count or add up what you have."
    if callable(value):
        return "You gave a function, not its result. Call it: write brackets behind its name."
    return f"You gave {describe(value)}. The question asks for one number, such as 3."


def _two_numbers(whole: int, rest: int) -> str:
    said = f"Python takes {whole},{rest} for two numbers. If you mean one"
    if whole and 100 <= rest <= 999:  # thousands, or a decimal comma: three digits can be either
        return f"{said}, leave the comma out: {whole}{rest}. If it is a decimal comma, write a point: {whole}.{rest}."
    return f"{said}, write a point: {whole}.{rest}."


def text(exercise: Exercise, value: object) -> Result:
    """Right if it is one of the accepted strings; case, white space and the marks around it do not count."""
    found = as_text(value)
    if not isinstance(found, str):
        return not_yet(not_text(value))
    if not found.strip():
        return Result(Outcome.NOT_ATTEMPTED, UNTOUCHED)
    accepted = exercise.expected if isinstance(exercise.expected, list) else [exercise.expected]
    if _folded(found) in map(_folded, accepted):
        return correct(exercise)
    foreseen = diagnosed(exercise, lambda wrong: _folded(str(wrong)) == _folded(found))
    return foreseen or not_yet(exercise.not_yet)


def as_text(value: object) -> object:
    """Read a text, also out of a list of one; anything else comes back as it is."""
    found = plain(value)
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def not_text(value: object) -> str:
    """Say that text was asked for."""
    return f"You gave {describe(value)}. The question asks for text, in quotation marks."


def _folded(string: str) -> str:
    words = re.sub(r"[\u2018\u2019\u201c\u201d'\"\s]+", " ", string).strip(" .,;:!?").upper()
    return identifier(words).casefold()


def prose(exercise: Exercise, value: object) -> Result:
    """Complete if length and citations are as asked; quality is for readers, not for software."""
    if not isinstance(value, str):
        return not_yet(f"You gave {describe(value)}. Write sentences between quotation marks.")
    if not value.strip():
        return Result(Outcome.NOT_ATTEMPTED, UNTOUCHED)
    fewest, most = exercise.expected.get("words", (0, 0))
    found = completeness(value, (fewest, most), exercise.expected.get("citations", 0))
    if found.missing:
        return not_yet(" ".join(found.missing), found.score)
    counted = f"{plural(found.words, 'word')}, {plural(len(found.cited), 'passage')} cited."
    return Result(Outcome.CORRECT, f"{counted} {exercise.correct}", found.cited, 1.0)
