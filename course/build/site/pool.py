"""What several pages need is stored once: equal parts of their data go into a shared list, with references to it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

REFERENCE: Final = "$"
"""``{"$": 12}`` stands for entry 12 of the shared list."""

SMALLEST: Final[dict[type, int]] = {dict: 120, list: 120, str: 60}
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
        return [self._packed(part) for part in value] if isinstance(value, list) else value


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
        return {name: unpacked(part, shared) for name, part in value.items()}
    return [unpacked(part, shared) for part in value] if isinstance(value, list) else value
