"""What several pages need is stored once: equal parts of their data go into a shared list, with references to it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any, Final

from course.build.site import tabular

REFERENCE: Final = "$"
"""``{"$": 12}`` stands for entry 12 of the shared list."""

LIKE, USUAL, NAMES = "$like", "$usual", "$names"
"""A record with many names is written as what differs from the usual one of its kind: ``{"$like": 3, "id": "L1.Q1"}``."""

MANY: Final = 6
"""Names from which on a record is compared with the usual one."""

OFTEN: Final = 4
"""How many records make a kind."""

SMALLEST: Final[dict[type, int]] = {dict: 40, list: 40, str: 30}
"""Characters of JSON below which a part is not worth a reference, by type; other types are never shared."""


class Pool:
    """Shares equal parts of JSON values.

    Parameters
    ----------
    values : list
        Plain JSON values, such as one per page.
    always : iterable of str, optional
        Texts that are shared even if no other value has them as a whole: parts of them stand in several pages.
    """

    def __init__(self, values: list[Any], always: list[str] | None = None) -> None:
        self._uses: Counter[str] = Counter()
        self._place: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._kinds: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        self._usual: dict[tuple[str, ...], int] = {}
        self.shared: list[Any] = []
        """Entries; they may refer to earlier ones."""
        for text in dict.fromkeys(always or []):
            self._place[json.dumps(text, ensure_ascii=False)] = len(self.shared)
            self.shared.append(text)
        for value in values:
            self._count(value)
        self.values = [self._packed(value) for value in values]
        """The given values with references in them."""

    def _count(self, value: Any) -> None:  # noqa: ANN401  (JSON)
        """Count where each part stands; what is inside a part that was met before is not counted again."""
        key = self._key(value)
        self._uses[key] += 1
        if self._uses[key] == 1:
            if isinstance(value, dict) and len(value) >= MANY:
                self._kinds[tuple(value)].append(value)
            for child in _children(value):
                self._count(child)

    def _key(self, value: Any) -> str:  # noqa: ANN401
        if id(value) not in self._keys:
            self._keys[id(value)] = json.dumps(value, sort_keys=True, ensure_ascii=False)
        return self._keys[id(value)]

    def _is_shared(self, key: str, value: Any) -> bool:  # noqa: ANN401
        smallest = SMALLEST.get(type(value))
        return smallest is not None and (key in self._place or (len(key) >= smallest and self._uses[key] > 1))

    def _packed(self, value: Any) -> Any:  # noqa: ANN401
        key = self._key(value) if type(value) in SMALLEST else ""
        if not self._is_shared(key, value):
            return self._inside(value)
        if key not in self._place:
            inside = self._inside(value)
            self._place[key] = len(self.shared)
            self.shared.append(inside)
        return {REFERENCE: self._place[key]}

    def _inside(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, dict):
            return self._record(value)
        if not isinstance(value, list):
            return value
        if not tabular.are_records(value):
            return [self._packed(part) for part in value]
        whole = [self._is_shared(self._key(part), part) for part in value]
        rows = [
            self._packed(part) if is_whole else {name: self._packed(one) for name, one in part.items()}
            for part, is_whole in zip(value, whole, strict=True)
        ]
        return tabular.table(rows, whole)

    def _record(self, value: dict[str, Any]) -> Any:  # noqa: ANN401
        names = tuple(value)
        if len(self._kinds.get(names, ())) < OFTEN or any(name.startswith("$") for name in names):
            inside = {name: self._packed(part) for name, part in value.items()}
            return tabular.by_value(inside)
        place = self._usual_of(names)
        usual = self.shared[place][USUAL]
        packed = {name: self._packed(part) for name, part in value.items()}
        return {LIKE: place} | {
            name: part
            for name, part in packed.items()
            if name not in usual or tabular.key(usual[name]) != tabular.key(part)
        }

    def _usual_of(self, names: tuple[str, ...]) -> int:
        """Place of the usual record of a kind: every value that most of its records have."""
        if names not in self._usual:
            records = self._kinds[names]
            usual = {}
            for name in names:
                key, count = Counter(self._key(record[name]) for record in records).most_common(1)[0]
                if count >= OFTEN and count * 2 > len(records):
                    usual[name] = self._packed(
                        next(record[name] for record in records if self._key(record[name]) == key)
                    )
            self._usual[names] = len(self.shared)
            self.shared.append({NAMES: list(names), USUAL: usual})
        return self._usual[names]


def _children(value: Any) -> list[Any]:  # noqa: ANN401
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [part for part in parts if type(part) in SMALLEST]


def unpacked(value: Any, shared: list[Any]) -> Any:  # noqa: ANN401  (JSON)
    """Put what references stand for back in their place, as ``static/unpack.js`` does.

    Parameters
    ----------
    value : JSON value
        One of `Pool.values`.
    shared : list
        `Pool.shared`.
    """
    if isinstance(value, list):
        return [unpacked(part, shared) for part in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {REFERENCE}:
        return unpacked(shared[value[REFERENCE]], shared)
    if LIKE in value:
        kind = shared[value[LIKE]]
        whole = {**kind[USUAL], **{name: part for name, part in value.items() if name != LIKE}}
        return {name: unpacked(whole[name], shared) for name in kind[NAMES]}
    if tabular.is_packed(value):
        return unpacked(tabular.plain(value), shared)
    return {name: unpacked(part, shared) for name, part in value.items()}
