"""Reading one CSV file against its Table Schema (https://specs.frictionlessdata.io/table-schema/).

Only the part of the standard that the course uses, with messages for the people who edit the tables. The tests run
the reference implementation over the same files.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


class DataError(CourseError):
    """A table that is unknown, missing or not as ``data/datapackage.json`` describes it."""


class Table(NamedTuple):
    """What stands in a file.

    Parameters
    ----------
    rows : tuple of dict
        One per row, in file order, with typed values; None for a blank cell. Shared: copy before changing.
    problems : tuple of str
        One line per problem with file, line, column, value and what to do.
    """

    rows: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]


class Type(NamedTuple):
    """How a type is written in a cell, read, and explained."""

    shape: re.Pattern[str]
    make: Callable[[str], Any]
    meaning: str


_TEXT: Final = Type(re.compile(r".*", re.DOTALL), str, "text")
_TYPES: Final = {
    "integer": Type(re.compile(r"[-+]?\d+"), int, "a whole number, such as 12"),
    "year": Type(re.compile(r"\d{4}"), int, "a year, such as 2020"),
    "number": Type(re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?"), float, "a number, such as 8.6"),
    "boolean": Type(
        re.compile(r"(?i:true|false)|0|1"), lambda raw: raw.lower() in {"true", "1"}, "true or false"
    ),
    "date": Type(re.compile(r"\d{4}-\d\d-\d\d"), date.fromisoformat, "a date, such as 2020-06-16"),
}


def read(path: Path, place: str, schema: dict[str, Any]) -> Table:
    """Read and check one file; an unchanged file is read once per process.

    Parameters
    ----------
    path : Path
        The CSV file.
    place : str
        What messages call it.
    schema : dict
        Its Table Schema: fields with ``type`` and ``constraints`` (required, unique, enum, pattern, minimum,
        maximum), ``primaryKey``.

    Returns
    -------
    Table
        Rows and problems. A file with a wrong header has no rows.

    Raises
    ------
    DataError
        If the file is missing, not UTF-8 or not CSV.
    """
    try:
        stamp = path.stat()
    except OSError:
        raise DataError(f"{place} is missing. Restore it from the repository, or install again.") from None
    return _read(path, place, json.dumps(schema), (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=128)
def _read(path: Path, place: str, schema: str, _stamp: tuple[int, int]) -> Table:
    described = json.loads(schema)
    lines = _lines(path, place)
    header = lines[0][1] if lines else []
    wrong = list(_header_problems(header, [field["name"] for field in described["fields"]]))
    if wrong:
        return Table((), tuple(f"{place}, line 1: {text}" for text in wrong))
    return _body(place, header, lines[1:], described)


def _lines(path: Path, place: str) -> list[tuple[int, list[str]]]:
    """Cells of each row with the line on which it begins (a cell may hold line breaks)."""
    found = []
    start = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for cells in reader:
                if cells:
                    found.append((start, cells))
                start = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise DataError(f"{place} is not UTF-8 (byte {error.start}). Save it as CSV UTF-8.") from None
    except csv.Error as error:
        raise DataError(f"{place}, near line {start}: {error}. Look for a stray quotation mark.") from None
    return found


def _header_problems(header: list[str], wanted: list[str]) -> Iterator[str]:
    for name, times in Counter(header).items():
        if name not in wanted:
            yield f'column "{name}" is not described; remove it or describe it in datapackage.json.'
        elif times > 1:
            yield f'column "{name}" stands {times} times; keep one.'
    for name in wanted:
        if name not in header:
            yield f'column "{name}" is missing; add it or take it out of datapackage.json.'


def _body(place: str, header: list[str], lines: list[tuple[int, list[str]]], schema: dict[str, Any]) -> Table:
    found: list[tuple[int, dict[str, Any]]] = []
    wrong: list[str] = []
    fields = [_with_key_rules(field, schema) for field in schema["fields"]]
    for line, cells in lines:
        if len(cells) == len(header):
            row, bad = _row(dict(zip(header, cells, strict=True)), fields)
            found.append((line, row))
        else:
            bad = [
                f"{len(cells)} cells for {len(header)} columns; put a cell that holds a comma in quotation marks."
            ]
        wrong += [f"{place}, line {line}, {text}" for text in bad]
    wrong += [f"{place}, {text}" for text in _repeated(found, schema)]
    return Table(tuple(row for _, row in found), tuple(wrong))


def _with_key_rules(field: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Make the parts of a primary key required, whether or not the schema says so again."""
    if field["name"] not in _key(schema):
        return field
    return {**field, "constraints": {**field.get("constraints", {}), "required": True}}


def _key(schema: dict[str, Any]) -> list[str]:
    key = schema.get("primaryKey", [])
    return [key] if isinstance(key, str) else list(key)


def _row(cells: dict[str, str], fields: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    row: dict[str, Any] = {}
    wrong: list[str] = []
    for field in fields:
        row[field["name"]], text = _cell(cells[field["name"]], field)
        if text:
            wrong.append(f'column "{field["name"]}": {text}')
    return row, wrong


def _cell(raw: str, field: dict[str, Any]) -> tuple[Any, str]:
    """Read one cell: its value, and what is wrong with it (nothing: an empty text)."""
    rules = field.get("constraints", {})
    if raw == "":
        return None, "the cell is blank; write a value." if rules.get("required") else ""
    kind = _TYPES.get(field.get("type", "string"), _TEXT)
    wrong_type = f'"{raw}" will not do; write {kind.meaning}.'
    if not kind.shape.fullmatch(raw):
        return None, wrong_type
    try:
        value = kind.make(raw)
    except ValueError:  # the 31st of June
        return None, wrong_type
    return value, next(filter(None, (_broken(raw, value, rule, kind, rules[rule]) for rule in rules)), "")


def _broken(raw: str, value: Any, rule: str, kind: Type, limit: Any) -> str:  # noqa: ANN401
    """Say what one constraint has against a value (nothing: an empty text)."""
    if rule == "enum" and value not in [kind.make(str(allowed)) for allowed in limit]:
        return f'"{raw}" is not allowed; write one of: {", ".join(str(allowed) for allowed in limit)}.'
    if rule == "pattern" and not re.fullmatch(limit, raw):
        return f'"{raw}" does not have the form {limit}; write it in that form.'
    if rule == "minimum" and value < kind.make(str(limit)):
        return f'"{raw}" is too small; the least allowed is {limit}.'
    if rule == "maximum" and value > kind.make(str(limit)):
        return f'"{raw}" is too large; the most allowed is {limit}.'
    return ""


def _repeated(found: list[tuple[int, dict[str, Any]]], schema: dict[str, Any]) -> Iterator[str]:
    unique = [[field["name"]] for field in schema["fields"] if field.get("constraints", {}).get("unique")]
    for names in [_key(schema), *unique]:
        first: dict[tuple[Any, ...], int] = {}
        for line, row in found:
            value = tuple(row[name] for name in names)
            if names and None not in value and first.setdefault(value, line) != line:
                shown = ", ".join(str(part) for part in value)
                columns = ", ".join(f'"{name}"' for name in names)
                yield f'line {line}, column {columns}: "{shown}" already stands on line {first[value]}; make it unique.'
