"""What several pages need is stored once: equal parts of their data go into a shared list, with references to it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

REFERENCE: Final = "$"
"""``{"$": 12}`` stands for entry 12 of the shared list."""

COLUMNS, ROWS = "$columns", "$rows"
"""A list of records with the same names is written as a table, so that each name stands once."""

SHORTEST: Final = 3
"""Records from which on that is shorter."""

SMALLEST: Final[dict[type, int]] = {dict: 40, list: 40, str: 30}
"""Characters of JSON below which a part is not worth a reference, by type; other types are never shared."""


class Pool:
    """Shares equal parts of JSON values.

    Parameters
    ----------
    values : list
        Plain JSON values, such as one per page.
    """

    def __init__(self, values: list[Any]) -> None:
        self._uses: Counter[str] = Counter()
        self._place: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self.shared: list[Any] = []
        """Entries; they may refer to earlier ones."""
        for value in values:
            self._count(value)
        self.values = [self._packed(value) for value in values]
        """The given values with references in them."""

    def _count(self, value: Any) -> None:  # noqa: ANN401  (JSON)
        """Count where each part stands; what is inside a part that was met before is not counted again."""
        key = self._key(value)
        self._uses[key] += 1
        if self._uses[key] == 1:
            for child in _children(value):
                self._count(child)

    def _key(self, value: Any) -> str:  # noqa: ANN401
        if id(value) not in self._keys:
            self._keys[id(value)] = json.dumps(value, sort_keys=True, ensure_ascii=False)
        return self._keys[id(value)]

    def _packed(self, value: Any) -> Any:  # noqa: ANN401
        key = self._key(value) if type(value) in SMALLEST else ""
        if not key or len(key) < SMALLEST[type(value)] or self._uses[key] < 2:
            return self._inside(value)
        if key not in self._place:
            inside = self._inside(value)
            self._place[key] = len(self.shared)
            self.shared.append(inside)
        return {REFERENCE: self._place[key]}

    def _inside(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, dict):
            return {name: self._packed(part) for name, part in value.items()}
        if not isinstance(value, list):
            return value
        packed = [self._packed(part) for part in value]
        return _as_table(packed) if _are_records(packed) else packed


def _are_records(parts: list[Any]) -> bool:
    """Whether all have the same names in the same order, and none is a reference."""
    names = list(parts[0]) if len(parts) >= SHORTEST and isinstance(parts[0], dict) else []
    if not names or {REFERENCE, COLUMNS} & set(names):
        return False
    return all(isinstance(part, dict) and list(part) == names for part in parts)


def _as_table(records: list[dict[str, Any]]) -> dict[str, Any]:
    return {COLUMNS: list(records[0]), ROWS: [list(record.values()) for record in records]}


def _children(value: Any) -> list[Any]:  # noqa: ANN401
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [part for part in parts if type(part) in SMALLEST]


def unpacked(value: Any, shared: list[Any]) -> Any:  # noqa: ANN401  (JSON)
    """Put what references stand for back in their place.

    Parameters
    ----------
    value : JSON value
        One of `Pool.values`.
    shared : list
        `Pool.shared`.
    """
    if isinstance(value, dict):
        if set(value) == {REFERENCE}:
            return unpacked(shared[value[REFERENCE]], shared)
        if set(value) == {COLUMNS, ROWS}:
            names = value[COLUMNS]
            return [dict(zip(names, unpacked(row, shared), strict=True)) for row in value[ROWS]]
        return {name: unpacked(part, shared) for name, part in value.items()}
    return [unpacked(part, shared) for part in value] if isinstance(value, list) else value
