"""Typed values as plain JSON: what a student's variable holds, made readable outside without running any of it.

JSON's own null, true, short numbers, text and lists stand for themselves. Everything else is an object with a tag
``t``. Decoding makes plain Python, numpy and pandas objects and nothing else; an object of any other type comes back
as an `Unknown` that has only the name of its type, which is what messages to students say.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Final

from course.check.plain import is_scientific
from course.classroom.run import scientific
from course.classroom.run.frames import Malformed
from course.classroom.run.scientific import told_apart

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST: Final = 20
MOST: Final = 200_000
"""Values that one answer may hold, counted through all its parts."""
LONGEST_TEXT: Final = 2_000_000
LONGEST_NAME: Final = 80
_SAFE: Final = 1 << 53
_BITS: Final = 100_000


class Unknown:
    """An object that did not travel; a subclass of its own carries the name of its type."""

    def __repr__(self) -> str:
        """Return the name of the type."""
        return f"<{type(self).__name__}>"


class _Budget:
    """How much may still be written or read."""

    def __init__(self) -> None:
        self.left = MOST

    def spend(self, depth: int) -> None:
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise Malformed("the answer is too large")


def _not_for_calling(*_arguments: object, **_named: object) -> None:
    raise TypeError("This function stayed with the submission.")


def encode(value: object) -> Any:  # noqa: ANN401  (JSON)
    """Write a value as JSON.

    Parameters
    ----------
    value : object
        Anything at all. What is too deep or too large becomes an unknown value of its type.
    """
    try:
        return _encode(value, 0, _Budget())
    except (Malformed, RecursionError):
        return _unknown(value)


def _encode(value: Any, depth: int, budget: _Budget) -> Any:  # noqa: ANN401
    budget.spend(depth)
    kind = type(value)
    if value is None or kind is bool:
        return value
    if value is ...:
        return {"t": "..."}
    if is_scientific(value):
        return scientific.encode(
            value, lambda part: _encode(part, depth + 1, budget), lambda: _unknown(value)
        )
    for base, write in _WRITERS.items():
        if isinstance(value, base):
            found = write(value, lambda part: _encode(part, depth + 1, budget))
            return found if kind is base else _named(found, base, kind)
    return _unknown(value)


def _named(found: Any, base: type, kind: type) -> Any:  # noqa: ANN401
    """Keep the name of a subclass such as Counter: messages say it."""
    if base not in _NAMED:
        return found
    return {"t": "sub", "of": base.__name__, "name": _name(kind), "v": found}


def _integer(value: int, _part: Any) -> Any:  # noqa: ANN401
    number = int(value)
    if -_SAFE < number < _SAFE:
        return number
    if number.bit_length() > _BITS:
        raise Malformed("the number is too long")
    return {"t": "int", "v": hex(number)}


def _float(value: float, _part: Any) -> Any:  # noqa: ANN401
    number = float(value)
    return number if math.isfinite(number) else {"t": "float", "v": repr(number)}


def _text(value: str, _part: Any) -> str:  # noqa: ANN401
    if len(value) > LONGEST_TEXT:
        raise Malformed("the text is too long")
    return str.__str__(value)


def _bytes(value: bytes, _part: Any) -> Any:  # noqa: ANN401
    if len(value) > LONGEST_TEXT:
        raise Malformed("the value is too long")
    return {"t": "bytes", "v": base64.b64encode(bytes(value)).decode("ascii")}


def _parts(tag: str) -> Callable[[Any, Any], Any]:
    return lambda value, part: {"t": tag, "v": [part(item) for item in value]}


def _members(tag: str) -> Callable[[Any, Any], Any]:
    """Write a set in an order of its own: that of its members differs from process to process, and so would reports."""
    return lambda value, part: {"t": tag, "v": sorted((part(item) for item in told_apart(value)), key=repr)}


def _moment(value: Any, _part: Any) -> Any:  # noqa: ANN401
    return {"t": type(value).__name__, "v": value.isoformat()}


def _interval(value: dt.timedelta, _part: Any) -> Any:  # noqa: ANN401
    return {"t": "timedelta", "v": [value.days, value.seconds, value.microseconds]}


_WRITERS: Final[dict[type, Callable[[Any, Any], Any]]] = {
    str: _text,
    int: _integer,
    float: _float,
    list: lambda value, part: [part(item) for item in value],
    tuple: _parts("tuple"),
    set: _members("set"),
    frozenset: _members("frozenset"),
    dict: lambda value, part: {
        "t": "dict",
        "v": [[part(key), part(item)] for key, item in zip(told_apart(value), value.values(), strict=True)],
    },
    complex: lambda value, _part: {"t": "complex", "v": str(complex(value))},
    bytes: _bytes,
    dt.datetime: _moment,
    dt.date: _moment,
    dt.time: _moment,
    dt.timedelta: _interval,
}
_NAMED: Final = (str, int, float, dict)


def _name(kind: type) -> str:
    return str(kind.__name__)[:LONGEST_NAME]


def _unknown(value: object) -> dict[str, str]:
    if isinstance(value, type):
        return {"t": "type", "name": _name(value)}
    tag = "function" if callable(value) else "unknown"
    return {"t": tag, "name": _name(type(value))}


def decode(found: Any) -> Any:  # noqa: ANN401  (whatever the student handed in)
    """Make the value of its JSON.

    Raises
    ------
    Malformed
        If it is none that `encode` writes.
    """
    try:
        return _decode(found, 0, _Budget())
    except Malformed:
        raise
    except Exception as error:  # noqa: BLE001  (forged content may upset numpy and pandas in any way)
        raise Malformed(f"it sent a value that cannot be read ({type(error).__name__})") from None


def _decode(found: Any, depth: int, budget: _Budget) -> Any:  # noqa: ANN401
    budget.spend(depth)

    def part(inner: Any) -> Any:  # noqa: ANN401
        return _decode(inner, depth + 1, budget)

    if isinstance(found, str):
        return legible(found)
    if found is None or isinstance(found, bool | int | float):
        return found
    if isinstance(found, list):
        return [part(item) for item in found]
    tag = found["t"]
    if tag in _READERS:
        return _READERS[tag](found, part)
    return scientific.decode(found, part)


def legible(text: str) -> str:
    """Return a text without half characters, which can be printed and stored nowhere."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _whole(digits: str) -> int:
    if len(digits) > _BITS // 4 + len("-0x"):
        raise Malformed("the number is too long")
    return int(digits, 16)


def _subclass(found: dict[str, Any], part: Any) -> Any:  # noqa: ANN401
    base = {kind.__name__: kind for kind in _NAMED}[found["of"]]
    return _class(found["name"], base)(part(found["v"]))


def _class(name: Any, base: type) -> type:  # noqa: ANN401
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
        raise Malformed("it sent a type without a name")
    return type(name, (base,), {})


_READERS: Final[dict[str, Callable[[dict[str, Any], Any], Any]]] = {
    "...": lambda _found, _part: ...,
    "int": lambda found, _part: _whole(found["v"]),
    "float": lambda found, _part: float(found["v"]),
    "complex": lambda found, _part: complex(found["v"]),
    "bytes": lambda found, _part: base64.b64decode(found["v"], validate=True),
    "tuple": lambda found, part: tuple(part(item) for item in found["v"]),
    "set": lambda found, part: set(told_apart([part(item) for item in found["v"]])),
    "frozenset": lambda found, part: frozenset(told_apart([part(item) for item in found["v"]])),
    "dict": lambda found, part: dict(
        zip(
            told_apart([part(key) for key, _ in found["v"]]),
            [part(item) for _, item in found["v"]],
            strict=True,
        )
    ),
    "sub": _subclass,
    "datetime": lambda found, _part: dt.datetime.fromisoformat(found["v"]),
    "date": lambda found, _part: dt.date.fromisoformat(found["v"]),
    "time": lambda found, _part: dt.time.fromisoformat(found["v"]),
    "timedelta": lambda found, _part: dt.timedelta(*found["v"]),
    "type": lambda found, _part: _class(found["name"], object),
    "function": lambda _found, _part: _not_for_calling,
    "unknown": lambda found, _part: _class(found["name"], Unknown)(),
}
