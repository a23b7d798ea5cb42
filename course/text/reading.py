"""Reading files that people hand in: which are text, in which encoding, and what to say of those that are not."""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST: Final = 1_000_000
"""Largest file that is read, in bytes. The longest of the five articles has 7,000."""

ENCODINGS: Final = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
"""Encodings that are tried, best first, and their names for people. UTF-16 is known by its byte order mark."""

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FORMATS: Final = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a word processor or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "a rich text file",
}
_HTML: Final = re.compile(
    r"<!doctype html|<(html|head|body)[\s>]|(<(p|div|span|a|br|script|meta)\b[^>]*>.*?){3}",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or folder that was not used.

    Parameters
    ----------
    path : Path
        As it was given, or as it was found in a folder.
    reason : str
        What is wrong with it and what to do.
    named : bool
        Whether the user named it (and did not only name a folder around it).
    """

    path: Path
    reason: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that could be text.

    Parameters
    ----------
    path : Path
        Where it is.
    readings : tuple of (str, str)
        Possible texts, best first: name of the encoding, and the file decoded with it.
    named : bool
        Whether the user named it.
    """

    path: Path
    readings: tuple[tuple[str, str], ...]
    named: bool = True


def read_all(given: Iterable[Path | str]) -> Iterator[Reading | Refusal]:
    """Read files and folders.

    Parameters
    ----------
    given : iterable of Path or str
        In any order; folders are searched with their subfolders, hidden files and folders left out.

    Yields
    ------
    Reading or Refusal
        One for each file, sorted inside folders, each file once.
    """
    seen: set[Path] = set()
    for path in map(Path, given):
        for file, named in _files(path):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield _read(file, named=named)
        if path.is_dir() and not any(True for _ in _files(path)):
            yield Refusal(path, "the folder holds no files. Name the folder in which the articles are.")


def _files(path: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files of a path and whether the user named them."""
    if not path.is_dir():
        yield path, True
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from ((Path(folder, name), False) for name in sorted(files) if not name.startswith("."))


def _read(path: Path, *, named: bool) -> Reading | Refusal:
    """Read one file."""
    try:
        if not path.exists():
            return Refusal(path, "there is no such file or folder. Check the path.", named)
        if not path.is_file():
            return Refusal(path, "this is neither a file nor a folder. Name a text file.", named)
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return Refusal(path, f"it cannot be read ({error.strerror}). Check its permissions.", named)
    problem = _too_large(size) or _not_text(raw)
    if problem:
        return Refusal(path, problem, named)
    readings = _decoded(raw)
    if _HTML.search(readings[0][1][:20_000]):
        return Refusal(
            path, "this is HTML. Open it in a browser and save the page as plain text (.txt).", named
        )
    return Reading(path, readings, named)


def _too_large(size: int) -> str:
    """Say that a file is too large, or nothing."""
    if size <= LARGEST:
        return ""
    return f"too large ({size / 1e6:.1f} MB; an article has a few kB). Save the article alone as plain text."


def _not_text(raw: bytes) -> str:
    """Say why bytes cannot be text, or nothing."""
    if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
        return "the file is empty. Save the article's text in it."
    for start, name in _FORMATS.items():
        if raw.startswith(start):
            return f"this is {name}, not plain text. Open it and save it as plain text (.txt, UTF-8)."
    if not raw.startswith(_UTF16) and len(_CONTROL.findall(raw)) > len(raw) / 1000:
        return "this is a binary file, not plain text. Save the article as plain text (.txt, UTF-8)."
    return ""


def _decoded(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Decode bytes in every way that works; UTF-8 is the only reading of what decodes as UTF-8."""
    if raw.startswith(_UTF16):
        return (("UTF-16", raw.decode("utf-16", errors="replace")),)
    found = []
    for codec, name in ENCODINGS.items():
        try:
            found.append((name, raw.decode(codec)))
        except UnicodeDecodeError:
            continue
        if name == "UTF-8":
            break
    return tuple(found)
