"""Turn what students hand in (numpy, pandas, anything) into plain Python, without importing numpy or pandas."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from course.prose import plural

MISSING: Final = object()
"""Stands for NA, NaN and NaT once a value is plain: it equals no right answer."""

_SCIENTIFIC: Final = ("numpy", "pandas")


def plain(value: Any) -> Any:  # noqa: ANN401  (whatever the student hands in)
    """Make a value plain, as deep as lists and mappings go.

    Parameters
    ----------
    value : object
        Numpy scalars become Python numbers, arrays, Series and Index become lists, NA and NaN become `MISSING`.
        DataFrames, functions and unknown objects stay as they are.
    """
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return MISSING if math.isnan(value) else float(value)
    if isinstance(value, dict):
        return {plain(key) if is_scientific(key) else key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return _from_scientific(value) if is_scientific(value) else value


def _from_scientific(value: Any) -> Any:  # noqa: ANN401
    if type(value).__name__ in {"NAType", "NaTType"}:
        return MISSING
    if is_table(value) or isinstance(value, type):
        return value
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        return plain(value.item())
    return [plain(part) for part in value.tolist()] if hasattr(value, "tolist") else value


def is_scientific(value: object) -> bool:
    """Whether the value comes from numpy or pandas."""
    return type(value).__module__.partition(".")[0] in _SCIENTIFIC


def is_table(value: object) -> bool:
    """Whether the value is a pandas DataFrame."""
    return is_scientific(value) and type(value).__name__ == "DataFrame"


def is_series(value: object) -> bool:
    """Whether the value is a pandas Series."""
    return is_scientific(value) and type(value).__name__ == "Series"


def same(value: object, expected: object, tolerance: float = 0.0) -> bool:
    """Whether two plain values are equal, numbers within `tolerance`, never a number and a yes/no value."""
    if isinstance(value, bool) or isinstance(expected, bool):
        return value is expected
    if isinstance(value, int | float) and isinstance(expected, int | float):
        return close(value, expected, tolerance)
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(
            same(v, e, tolerance) for v, e in zip(value, expected, strict=True)
        )
    return type(value) is type(expected) and value == expected


def close(value: float, expected: float, tolerance: float) -> bool:
    """Whether a number lies within `tolerance` of another; 1e-9 forgives the last binary digit."""
    try:
        return abs(value - expected) <= tolerance + 1e-9
    except OverflowError:
        return False


def quoted(text: str) -> str:
    """Say what text is to Python where a number is asked for, and how to write the number."""
    if not any(character.isdigit() for character in text):
        return f"{text[:40]!r} is text to Python. Write a number in digits and without quotation marks."
    said = f"{text[:40]!r} stands in quotation marks, so Python takes it for text. A number goes without them"
    more = "" if re.fullmatch(r"[\s\d.,+-]*", text) else ", and without a sign or a word behind it"
    return f"{said}{more}."


def describe(value: object) -> str:
    """Name a kind of value the way a beginner would."""
    kind = type(value)
    if callable(value) and not isinstance(value, type):
        return "a function"
    if is_table(value):
        return "a whole table"
    if is_series(value):
        return f"a column of {plural(len(value), 'value')}"  # type: ignore[arg-type]
    if isinstance(value, list | tuple | set | frozenset):
        return f"a list of {plural(len(value), 'value')}"
    if kind.__name__.lower() == "timedelta":
        return "a length of time"
    names = {str: "text", bool: "True or False", dict: "a dictionary", int: "a number", float: "a number"}
    return names.get(kind, f"a value of type {kind.__name__}")
