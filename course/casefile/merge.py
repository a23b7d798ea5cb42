"""The case file as plain dicts: what an empty one is, how text becomes one, and how two become one. Pure functions."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FORMAT: Final = "one-event-five-stories/case-file"
VERSION: Final = 1
LIMIT: Final = 5_000_000
"""Largest case file in bytes. A whole course of answers and texts takes about a tenth of it."""

CODE: Final = re.compile(r"[A-Z]{6}")

State = dict[str, Any]
Entry = dict[str, Any]

_LISTS: Final = {"answers": "response", "exercises": "value", "writing": "text"}
"""Sections that keep every entry, and the field that tells two entries of the same moment apart."""


class CaseFileError(CourseError):
    """A case file cannot be read, merged or written."""


class NewerVersionError(CaseFileError):
    """A case file was written by a newer course."""


def blank() -> State:
    """Return a case file with nothing in it, not even a code: the neutral element of `merge`."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "code": None,
        "created": None,
        "updated": None,
        "track": None,
        "track_at": None,
        "name": None,
        "name_at": None,
        "answers": {},
        "exercises": {},
        "writing": {},
        "widgets": {},
        "conflicts": [],
        "visits": {},
    }


def stamp(moment: datetime) -> str:
    """Write a moment as browsers do, in UTC with milliseconds, so that order of text is order of time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def canonical(value: object) -> str:
    """Return one text per JSON value; serves as a total order where two entries are equally new."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True)


def plain(value: object) -> Any:  # noqa: ANN401  (any JSON value)
    """Return the value as plain JSON that every UTF-8 file can hold; what JSON does not know becomes its text."""
    text = json.dumps(value, default=str, ensure_ascii=False).encode("utf-8", "replace")
    return json.loads(text, parse_constant=str)


def merge(a: State, b: State) -> State:
    """Join two case files without losing an entry of either.

    Parameters
    ----------
    a, b : dict
        Case files as `parse` or `blank` give them. Neither is changed.

    Returns
    -------
    dict
        The union. The order of the two, the grouping of several, and repeating a merge make no difference.

    Notes
    -----
    Answers, exercises and texts keep every entry. A front-end's state and a row of the conflict log keep the newest.
    The code is that of the file begun first.
    """
    merged = blank()
    merged["code"], merged["created"] = _identity(a, b)
    merged["updated"] = max(a["updated"] or "", b["updated"] or "") or None
    for choice in ("track", "name"):
        newest = max((a, b), key=lambda state: (state[f"{choice}_at"] or "", state[choice] or ""))
        merged[choice], merged[f"{choice}_at"] = newest[choice], newest[f"{choice}_at"]
    for section, field in _LISTS.items():
        merged[section] = _by_key(a[section], b[section], partial(_union, field=field))
    merged["widgets"] = _by_key(a["widgets"], b["widgets"], _newest)
    merged["visits"] = _by_key(a["visits"], b["visits"], _span)
    merged["conflicts"] = _rows(a["conflicts"], b["conflicts"])
    return merged


def _identity(a: State, b: State) -> tuple[str | None, str | None]:
    begun = [(s["created"] or "", s["code"]) for s in (a, b) if s["code"]]
    created, code = min(begun, default=("", None))
    return code, created or None


def _by_key(a: dict[str, Any], b: dict[str, Any], join: Callable[[Any, Any], Any]) -> dict[str, Any]:
    """Join two sections; keys in order, so that equal content is equal text."""
    shared = {key: join(a[key], b[key]) for key in a.keys() & b.keys()}
    both = {**a, **b, **shared}
    return {key: both[key] for key in sorted(both)}


def _newest(x: Entry, y: Entry) -> Entry:
    if x["at"] == y["at"]:
        return max((x, y), key=canonical)
    return max((x, y), key=itemgetter("at"))


def _span(x: Entry, y: Entry) -> Entry:
    return {"first": min(x["first"], y["first"]), "last": max(x["last"], y["last"])}


def _union(x: Iterable[Entry], y: Iterable[Entry], field: str) -> list[Entry]:
    """Every entry once, oldest first. Of two accounts of the same entry, the fuller one stays."""
    kept: dict[tuple[str, str], Entry] = {}
    for entry in (*x, *y):
        key = (entry["at"], canonical(entry.get(field)))
        kept[key] = max(kept[key], entry, key=_fullness) if key in kept else entry
    return [kept[key] for key in sorted(kept)]


def _fullness(entry: Entry) -> tuple[int, str]:
    return sum(value is not None for value in entry.values()), canonical(entry)


def _rows(x: list[Entry], y: list[Entry]) -> list[Entry]:
    joined = _by_key({row["id"]: row for row in x}, {row["id"]: row for row in y}, _newest)
    return list(joined.values())


def parse(text: str) -> tuple[State, int]:
    """Read a case file.

    Parameters
    ----------
    text : str
        What stands in the file; a byte order mark is ignored.

    Returns
    -------
    tuple of (dict, int)
        The case file, and how many entries were unreadable and left out.

    Raises
    ------
    CaseFileError
        One line that says what the text is instead, and what to do.
    NewerVersionError
        The file comes from a newer course.
    """
    data = _load(text.lstrip("\ufeff"))
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise CaseFileError(_mistaken(data))
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise CaseFileError(f"This case file has no valid version ({version!r}). Choose another copy of it.")
    if version > VERSION:
        raise NewerVersionError(
            f"This case file was written by a newer course (format {version}; this course reads format {VERSION}). "
            "Update the course, then try again."
        )
    return _clean(plain(data) if _UNSAFE.search(text) else data)


def _load(text: str) -> object:
    if len(text.encode("utf-8", "replace")) > LIMIT:
        raise CaseFileError(
            f"This file is too large for a case file (more than {LIMIT // 1_000_000} MB). {_CHOOSE}"
        )
    if not text.strip():
        raise CaseFileError(f"This file is empty. {_CHOOSE}")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CaseFileError(f"This file is not a case file: it is not JSON. {_CHOOSE}") from None


_UNSAFE: Final = re.compile(r"\\u[dD]|NaN|Infinity")
"""Where this stands in the text, the data may hold half characters or numbers that JSON does not know."""

_CHOOSE: Final = "Choose the file that you downloaded here; its name begins with case-file."


def _mistaken(data: object) -> str:
    if isinstance(data, dict) and "cells" in data and "nbformat" in data:
        return f"This file is a notebook (.ipynb), not a case file. {_CHOOSE}"
    return f"This file is JSON, but not a case file of this course. {_CHOOSE}"


def _clean(data: State) -> tuple[State, int]:
    """Keep what has the right shape. A hand-edited file must not break the course later on."""
    state, dropped = blank(), 0
    for key in ("code", "created", "updated", "track", "track_at", "name", "name_at"):
        state[key] = data.get(key) if isinstance(data.get(key), str) else None
    if not CODE.fullmatch(state["code"] or ""):
        state["code"] = state["created"] = None
    for section, field in _LISTS.items():
        readable, lost = _clean_lists(data.get(section, {}), field)
        state[section], dropped = readable, dropped + lost
    for section, fits in (("widgets", _is_widget), ("visits", _is_visit)):
        found = data.get(section, {})
        entries = found if isinstance(found, dict) else {}
        state[section] = {key: entries[key] for key in sorted(entries) if fits(entries[key])}
        dropped += len(entries) - len(state[section]) + (entries is not found)
    found = data.get("conflicts", [])
    rows = [row for row in found if _is_row(row)] if isinstance(found, list) else []
    state["conflicts"] = _rows(rows, rows)
    return state, dropped + (len(found) - len(rows) if isinstance(found, list) else 1)


def _clean_lists(section: object, field: str) -> tuple[dict[str, list[Entry]], int]:
    if not isinstance(section, dict):
        return {}, 1
    lists = {key: section[key] for key in sorted(section) if isinstance(section[key], list)}
    fits = {key: [entry for entry in entries if _is_entry(entry, field)] for key, entries in lists.items()}
    lost = len(section) - len(lists) + sum(len(lists[key]) - len(fits[key]) for key in lists)
    return {key: _union(entries, (), field) for key, entries in fits.items() if entries}, lost


def _is_entry(entry: object, field: str) -> bool:
    return _has_text(entry, "at") and (field != "text" or _has_text(entry, "text"))


def _is_widget(entry: object) -> bool:
    return _has_text(entry, "at") and isinstance(entry, dict) and isinstance(entry.get("value"), dict)


def _is_visit(entry: object) -> bool:
    return _has_text(entry, "first", "last")


def _is_row(entry: object) -> bool:
    if not isinstance(entry, dict) or not _has_text(entry, "id", "at"):
        return False
    passages = entry.get("passages", [])
    return isinstance(passages, list) and all(isinstance(passage, str) for passage in passages)


def _has_text(entry: object, *fields: str) -> bool:
    return isinstance(entry, dict) and all(isinstance(entry.get(field), str) for field in fields)
