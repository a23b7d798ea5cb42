"""Compare things with names: a set of IDs, and a mapping of names to values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from course.check.plain import MISSING, describe, is_series, is_table, plain, quoted, same
from course.check.results import correct, diagnosed, not_yet
from course.model import PASSAGE_ID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from course.model import Exercise, Result

_ID: Final = re.compile(r"^([A-Z]{1,20})(\d{1,9})$")
_PASSAGE: Final = re.compile(r"^([A-Z]{1,20})[- ]?P(\d{1,9})$")
# Bounded, and each digit read in one way only: students choose how long a name is.


def identifier(name: str) -> str:
    """Write an ID in the course's form: ``f3`` is ``F03``, ``GVS P4`` is ``GVS-P04``. Other names stay."""
    tidy = name.strip().upper()
    passage, short = _PASSAGE.match(tidy), _ID.match(tidy)
    if passage:
        return f"{passage[1]}-P{int(passage[2]):02d}"
    return f"{short[1]}{int(short[2]):02d}" if short else name.strip()


def collection(exercise: Exercise, value: object) -> Result:
    """Right if it holds the expected IDs and no others, in any order; ``F3`` counts as ``F03``, ``gvs`` as ``GVS``."""
    found = members(value, spaced=any(" " in name for name in exercise.expected))
    if isinstance(found, str):
        return not_yet(found)
    found = {_as_written(name, _known(exercise)) for name in found}
    if not found:
        return not_yet(f"Your list is empty. {exercise.not_yet}")
    expected = {identifier(name) for name in exercise.expected}
    if found == expected:
        return correct(exercise)
    score = max(0.0, (len(found & expected) - len(found - expected)) / max(1, len(expected)))
    foreseen = diagnosed(exercise, lambda wrong: _is_members(wrong, found), score)
    return foreseen or not_yet(_set_message(exercise, found, expected), score)


def _known(exercise: Exercise) -> list[str]:
    """Names that this exercise speaks of: the right ones and the foreseen wrong ones."""
    foreseen = (d.value if isinstance(d.value, list) else [d.value] for d in exercise.diagnoses)
    return [*exercise.expected, *(identifier(name) for names in foreseen for name in names)]


def _as_written(name: str, known: Iterable[str]) -> str:
    """Write a name with the capitals that the course gives it, if only these differ."""
    return next((right for right in known if right.casefold() == name.strip().casefold()), name)


def _is_members(wrong: Any, found: set[str]) -> bool:  # noqa: ANN401
    """Whether a foreseen wrong value is this list: the whole of it, or, if it is one string, a member."""
    return (
        identifier(wrong) in found
        if isinstance(wrong, str)
        else {identifier(name) for name in wrong} == found
    )


def members(value: object, *, spaced: bool = False) -> set[str] | str:
    """Read the IDs, or say why there are none to read; `spaced` names may have spaces in them."""
    if is_table(value):
        return "You gave a whole table. The question asks for IDs only: take the column that holds them."
    if _counts_by_name(value):
        return "You gave a column of numbers. The question asks for IDs only: take the names of its rows, with .index behind it."
    found = plain(sorted(value, key=repr) if isinstance(value, set | frozenset) else value)
    if isinstance(found, str):
        found = re.sub(PASSAGE_ID.pattern, r"\1-P\2", found, flags=re.IGNORECASE)  # "IND P19" is one ID
        parts = re.split(r"[,;{}\[\]'\"]+" if spaced else r"[\s,;{}\[\]'\"]+", found)
        found = [part for part in parts if part.strip() and part.lower() != "and"]
    if isinstance(found, dict):
        return "You gave a dictionary. The question asks for IDs only: take its keys or its values."
    if not isinstance(found, list):
        asked = 'IDs or names in curly brackets, each in quotation marks, such as {"A", "B"}'
        return f"You gave {describe(value)}. The question asks for {asked}."
    if any(isinstance(part, bool) for part in found):
        return (
            "You gave yes/no values. Use them to pick the rows, then take the IDs of the rows that are left."
        )
    return {identifier(str(part)) for part in found if part is not ...}


def _counts_by_name(value: object) -> bool:
    """Whether this is a column of numbers whose rows have names: the right rows, perhaps, but not the IDs."""
    if not is_series(value):
        return False
    numbers = value.to_dict()  # type: ignore[attr-defined]
    return bool(numbers) and all(
        isinstance(name, str) and type(plain(part)) in {int, float} for name, part in numbers.items()
    )


def _set_message(exercise: Exercise, found: set[str], expected: set[str]) -> str:
    right, wrong = sorted(found & expected), sorted(found - expected)
    parts = [f"Right so far: {', '.join(right)}." if right else "None of these belongs here yet."]
    if wrong and right:
        verb, pronoun = ("does", "its row") if len(wrong) == 1 else ("do", "their rows")
        parts.append(f"{', '.join(wrong[:5])} {verb} not belong: look at {pronoun} again.")
    missing = len(expected - found)
    if missing and right:
        parts.append(f"{missing} more to find.")
    return " ".join([*parts, exercise.not_yet])


def mapping(exercise: Exercise, value: object) -> Result:
    """Right if every key has its value; other keys may not stand beside them."""
    found = entries(value)
    if isinstance(found, str):
        return not_yet(found)
    found = _in_our_capitals(found, exercise.expected)
    right, wrong, open_, unknown = sort_keys(found, exercise.expected, exercise.tolerance)
    if not (wrong or open_ or unknown):
        return correct(exercise)
    score = max(
        0.0, (len(right) - len(unknown)) / max(1, len(exercise.expected))
    )  # naming everything is no answer
    foreseen = diagnosed(
        exercise, lambda entry: bool(entry) and _holds(found, entry, exercise.tolerance), score
    )
    if foreseen:
        return foreseen
    said = [keys_message(right, wrong, open_, unknown), _no_number(found, exercise.expected, wrong)]
    return not_yet(" ".join([*filter(None, said), exercise.not_yet]), score)


def _in_our_capitals(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """Write names, and text behind them, with the capitals that the exercise has."""
    written = {
        name if name in expected else _as_written(name, expected): part for name, part in found.items()
    }
    return {
        name: _as_written(part, [expected[name]])
        if isinstance(part, str) and isinstance(expected.get(name), str)
        else part
        for name, part in written.items()
    }


def _no_number(found: dict[str, Any], expected: dict[str, Any], wrong: list[str]) -> str:
    """Say which of the wrong values is no number where one is asked for: it may well hold the right one."""
    for key in wrong:
        value = found[key]
        if not isinstance(expected[key], int | float) or isinstance(value, int | float) or value is MISSING:
            continue
        if isinstance(value, str):
            return f"For {key}, {quoted(value)}"
        return f"For {key} you gave {describe(value)}, and a number is asked for."
    return ""


def _holds(found: dict[str, Any], entry: dict[str, Any], tolerance: float) -> bool:
    return all(same(found.get(key), part, tolerance) for key, part in entry.items())


def entries(value: object) -> dict[str, Any] | str:
    """Read a mapping or a Series as keys and plain values, or say why it cannot be read."""
    if is_series(value):
        value = value.to_dict()  # type: ignore[attr-defined]
    if is_table(value):
        return "You gave a whole table. The question asks for one value per name: add up each column first."
    if not isinstance(value, dict):
        return f"You gave {describe(value)}. The question asks for a dictionary: a name, a colon, a value."
    return {str(key).strip(): plain(part) for key, part in value.items()}


def sort_keys(
    found: dict[str, Any], expected: dict[str, Any], tolerance: float
) -> tuple[list[str], list[str], list[str], list[str]]:
    """Part keys into right, wrong, open (absent or still ``...``) and unknown."""
    open_ = [key for key in expected if found.get(key) is None or found[key] is ...]
    right = [key for key in expected if key not in open_ and same(found[key], expected[key], tolerance)]
    wrong = [key for key in expected if key not in open_ and key not in right]
    return right, wrong, open_, [key for key in found if key not in expected]


def keys_message(
    right: Iterable[str], wrong: Iterable[str], open_: Iterable[str], unknown: Iterable[str]
) -> str:
    """Say which keys are right and which to look at."""
    headed = [
        ("Right so far", right),
        ("Look again", wrong),
        ("Still open", open_),
        ("Not asked for", unknown),
    ]
    return " ".join(f"{head}: {', '.join(list(names)[:6])}." for head, names in headed if names)
