"""Read a number the way people type it."""

from __future__ import annotations

import math
import re
from typing import Final

_TO_TWENTY: Final = """
zero one two three four five six seven eight nine ten
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
"""
WORDS: Final = {word: value for value, word in enumerate(_TO_TWENTY.split())}
"""Number words that are understood."""

_DASHES: Final = re.compile("[\u2010\u2011\u2012\u2013\u2212]")
_SPACES: Final = re.compile("[\u0009-\u000d\u0020\u00a0\u2007\u2009\u202f]+")
_WRAPPING: Final = re.compile(r"^\+?(-?)[$€£₩]?(.*?)%?$")
_PLAIN: Final = re.compile(r"^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$")
_THOUSANDS: Final = re.compile(r"^-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
_DECIMAL_COMMA: Final = re.compile(r"^-?[0-9]+,[0-9]+$")
_CONTINENTAL: Final = re.compile(r"^-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$")


def read(typed: object, unit: str = "") -> float | None:
    """Read a typed number.

    The rules, in this order (``question_grade.js`` follows the same):

    1. Numbers stay as they are; ``True`` and ``False`` are not numbers.
    2. All white space goes, dashes and the Unicode minus become ``-``, letters become small.
    3. The unit at the end goes, with or without its last ``s``, then one ``%`` at the end and one ``+``, ``$``, ``€``, ``£`` or ``₩`` at the start.
    4. ``zero`` to ``twenty`` are numbers.
    5. ``1,116`` and ``1,116.5``: groups of exactly three digits after commas are thousands.
    6. ``8,6``: any other single comma is a decimal point. ``1.116,5`` is 1116.5.

    Parameters
    ----------
    typed : object
        Anything.
    unit : str
        What is counted, such as ``facts``; may follow the number.

    Returns
    -------
    float or None
        None for whatever is not a finite number.
    """
    if isinstance(typed, bool):
        return None
    if isinstance(typed, int | float):
        return _finite(typed)
    return _finite(_digits(typed, unit)) if isinstance(typed, str) else None


def _digits(typed: str, unit: str) -> str | int:
    text = _DASHES.sub("-", _SPACES.sub("", typed)).lower()
    ending = _SPACES.sub("", unit).lower()
    for form in (ending, ending.removesuffix("s")):
        text = text.removesuffix(form)
    text = _WRAPPING.sub(r"\1\2", text)
    if text in WORDS:
        return WORDS[text]
    if _THOUSANDS.match(text):
        return text.replace(",", "")
    if _DECIMAL_COMMA.match(text):
        return text.replace(",", ".")
    if _CONTINENTAL.match(text):
        return text.replace(".", "").replace(",", ".")
    return text if _PLAIN.match(text) else ""


def _finite(value: str | float) -> float | None:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
