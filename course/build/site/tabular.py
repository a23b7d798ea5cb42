"""Lists of like records, written as tables: each name once, and values that come again and again once too."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final

COLUMNS, ROWS = "$columns", "$rows"
"""A list of records with the same names is written as a table. A row that is no list stands for a record by itself."""

FIXED, CHOICES = "$fixed", "$choices"
"""Columns with one value have no cells; those with a few have the number of the value in their cells."""

REFERENCES: Final = "$refs"
"""Columns whose numbers stand for entries of the shared list."""

SAME: Final = "$same"
"""A sorted mapping with few different values is written as each value with its names: ``[[[1, 0], "a after at"], ...]``."""

SHORTEST: Final = 3
"""Records from which on a table is shorter."""

FEWEST: Final = 8
"""Names from which on a mapping is looked at."""

WORTH: Final = 0.8
"""How much shorter a column or a mapping must become."""


def key(value: Any) -> str:  # noqa: ANN401  (JSON)
    """What two values have in common if they are the same: in Python 1 equals True, in JSON it does not."""
    return json.dumps(value, sort_keys=True)


def are_records(parts: list[Any]) -> bool:
    """Whether all are records with the same names in the same order."""
    names = list(parts[0]) if len(parts) >= SHORTEST and isinstance(parts[0], dict) else []
    if not names or any(name.startswith("$") for name in names):
        return False
    return all(isinstance(part, dict) and list(part) == names for part in parts)


def table(records: list[dict[str, Any]], whole: list[bool]) -> Any:  # noqa: ANN401  (JSON)
    """Write records as a table.

    Parameters
    ----------
    records : list of dict
        Packed records with the same names; references among them stay as they are.
    whole : list of bool
        Which of them are references.
    """
    own = [record for record, is_whole in zip(records, whole, strict=True) if not is_whole]
    names = list(own[0]) if own else []
    if not names:
        return records  # references only: a list is as short
    values = {name: [record[name] for record in own] for name in names}
    fixed = {name: column[0] for name, column in values.items() if len(set(map(key, column))) == 1}
    choices = {name: found for name in names if name not in fixed and (found := _choices(values[name]))}
    refs = [name for name in names if name not in {*fixed, *choices} and _are_references(values[name])]

    def cell(name: str, part: Any) -> Any:  # noqa: ANN401  (JSON)
        if name in choices:
            return list(map(key, choices[name])).index(key(part))
        return part["$"] if name in refs and isinstance(part, dict) else part

    def row(record: dict[str, Any]) -> list[Any]:
        return [cell(name, part) for name, part in record.items() if name not in fixed]

    rows = [record if is_whole else row(record) for record, is_whole in zip(records, whole, strict=True)]
    made: dict[str, Any] = {COLUMNS: names, ROWS: rows}
    extra = {FIXED: fixed, CHOICES: choices, REFERENCES: refs}
    return made | {name: value for name, value in extra.items() if value}


def _are_references(column: list[Any]) -> bool:
    """Whether a column has references and otherwise only texts and gaps, so that a number can stand for a reference."""
    kinds = [isinstance(one, dict) and set(one) == {"$"} for one in column]
    rest = [one for one, is_reference in zip(column, kinds, strict=True) if not is_reference]
    return any(kinds) and all(one is None or isinstance(one, str) for one in rest)


def _choices(column: list[Any]) -> list[Any]:
    """The different values of a column, if the column is shorter with their numbers in its cells; else nothing."""
    found = {key(one): one for one in column}
    whole = sum(len(key(one)) for one in column)
    return list(found.values()) if sum(map(len, found)) + 3 * len(column) < WORTH * whole else []


def by_value(record: dict[str, Any]) -> dict[str, Any]:
    """Write a mapping by its values, if that makes it much shorter."""
    names = list(record)
    if names != sorted(names) or any(" " in name or not name for name in names) or len(names) < FEWEST:
        return record
    groups: dict[str, list[str]] = defaultdict(list)
    for name, value in record.items():
        groups[key(value)].append(name)
    made = {SAME: [[record[group[0]], " ".join(group)] for group in groups.values()]}
    return made if len(json.dumps(made)) < WORTH * len(json.dumps(record)) else record


def is_packed(value: dict[str, Any]) -> bool:
    """Whether a record stands for a table or a mapping."""
    return ROWS in value or SAME in value


def plain(value: dict[str, Any]) -> Any:  # noqa: ANN401  (JSON)
    """The records of a table, or the mapping, with their references still in them."""
    if SAME in value:
        return dict(sorted((name, part) for part, names in value[SAME] for name in names.split(" ")))
    return [_record(row, value) if isinstance(row, list) else row for row in value[ROWS]]


def _record(row: list[Any], made: dict[str, Any]) -> dict[str, Any]:
    fixed, choices, cells = made.get(FIXED, {}), made.get(CHOICES, {}), iter(row)
    record = {}
    for name in made[COLUMNS]:
        part = fixed[name] if name in fixed else next(cells)
        is_reference = name in made.get(REFERENCES, ()) and isinstance(part, int)
        record[name] = choices[name][part] if name in choices else {"$": part} if is_reference else part
    return record
