"""Text of students, made fit to be shown: nothing invisible in it, nothing that turns the line around, not too long."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that no page, sheet or table may hold; tabs and line ends may stay."""

_HALF: Final = re.compile("[\ud800-\udfff]")
_TURNING: Final = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]")
"""Marks without width, and those that reverse what is written beside them."""

_SAFE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_RESERVED: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d|index")


def storable(text: str) -> str:
    """Return a text that every file and database can hold: half characters become ``%DCFF``.

    Parameters
    ----------
    text : str
        Such as the name of a file that is not UTF-8, or an error that a student's code raised.
    """
    return _HALF.sub(lambda found: f"%{ord(found[0]):X}", text)


def clean(text: object) -> str:
    """Return a text without control characters; empty if it is none.

    Parameters
    ----------
    text : object
        Whatever was stored.
    """
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(text, str) else ""


def named(text: object) -> str:
    """Return a name on one line, without marks that reverse or hide part of it.

    Parameters
    ----------
    text : object
        As in a folder or file name.
    """
    return " ".join(_TURNING.sub("", unicodedata.normalize("NFC", clean(text))).split()) or "no name"


def shortened(text: str, most: int) -> str:
    """Cut a text, and say how much is missing.

    Parameters
    ----------
    text : str
        Of any length.
    most : int
        Characters to keep.
    """
    return text if len(text) <= most else f"{text[:most]} … ({len(text) - most:,} more characters)"


def file_name(student: str) -> str:
    """Name of a file for a student: safe on every system, the same on every run, never that of another student.

    Parameters
    ----------
    student : str
        Any name. Small Latin letters, digits, ``-`` and ``_`` stay as they are; every other name is spelt as far as
        that goes and gets a digest of the whole behind a dot, which no unchanged name has.
    """
    if _SAFE.fullmatch(student) and not _RESERVED.fullmatch(student):
        return student
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    letters = "".join(mark if mark.isalnum() else "-" for mark in student[:200])
    spelt = re.sub("-+", "-", letters).strip("-").encode("utf-8", "ignore")[:90].decode("utf-8", "ignore")
    return f"{spelt or 'student'}.{digest}"
