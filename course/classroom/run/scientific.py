"""The part of the wire format that is about numpy and pandas, which are imported only once a value needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from course.classroom.run.frames import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import pandas as pd

    Part = Callable[[Any], Any]

_SCALARS: Final = (
    *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
_MOMENTS: Final = ("datetime64", "timedelta64")
_MOMENT: Final = re.compile(r"(datetime64|timedelta64)\[(Y|M|W|D|h|m|s|ms|us|ns)\]")
_DTYPE: Final = re.compile(
    r"u?int(8|16|32|64)|U?Int(8|16|32|64)|float(16|32|64)|Float(32|64)|complex(64|128)|bool(ean)?|str|string"
    r"|(datetime64|timedelta64)\[(s|ms|us|ns)(, (?!dateutil)[\w/+:-]{1,40})?\]"
)
"""Types of columns that are made again as they were; of others, some would take any amount of memory for each value."""
_ZONE: Final = re.compile(r"(?!dateutil)[\w/+:-]{1,40}")
"""Names of time zones; those of dateutil may be any file."""
_INDEXES: Final = ("Index", "DatetimeIndex", "TimedeltaIndex", "CategoricalIndex")
LARGEST: Final = 100_000
"""Values in a table, column or array."""

_SAFE: Final = 1 << 53
_APART: Final = 2_000
"""Members of a set, or names in a mapping, whose hash a student can choose: many of the same take for ever to keep apart.
That of text is different in each process."""


def encode(value: Any, part: Part, unknown: Callable[[], Any]) -> Any:  # noqa: ANN401  (JSON)
    """Write a numpy or pandas value.

    Parameters
    ----------
    value : object
        From numpy or pandas.
    part : function
        Writes what is within.
    unknown : function
        Writes a value of no known type.
    """
    name = type(value).__name__
    if name in {"NAType", "NaTType"}:
        return {"t": name}
    if isinstance(value, type):
        return unknown()
    if name in {"DataFrame", "Series"}:
        return _table(value, part) if name == "DataFrame" else _series(value, part)
    if name in {"Timestamp", "Timedelta"}:
        return {
            "t": name,
            "v": value.isoformat(),
            "zone": str(value.tz) if getattr(value, "tz", None) else "",
        }
    if hasattr(value, "tolist") and hasattr(value, "ndim"):
        return _column(value, part)
    return unknown()


def told_apart(keys: Collection[Any]) -> Collection[Any]:
    """Return what is going to be a set, the keys of a mapping or an index, if that can be done in time.

    Parameters
    ----------
    keys : collection
        All of them.

    Raises
    ------
    Malformed
        If there are too many that can be made to collide.
    """
    if len(keys) > _APART and sum(not _scattered(key) for key in keys) > _APART:
        raise Malformed("the answer is too large")
    return keys


def _scattered(key: object) -> bool:
    if isinstance(key, int):
        return -_SAFE < key < _SAFE
    return key is None or isinstance(key, str | float) or type(key).__name__ in {"Timestamp", "Timedelta"}


def _small(size: int) -> None:
    if size > LARGEST:
        raise Malformed("the answer is too large")


def _column(value: Any, part: Part) -> Any:  # noqa: ANN401
    """Write a scalar, an array or an index."""
    name = type(value).__name__
    if name == "RangeIndex":
        return {"t": "RangeIndex", "v": [value.start, value.stop, value.step], "name": part(value.name)}
    if name in _INDEXES or name == "MultiIndex":
        return _index(value, part)
    if value.ndim == 0:
        return _scalar(value, part)
    _small(value.size)
    items = value.ravel() if value.ndim > 1 else value
    return {
        "t": "array",
        "dtype": str(value.dtype),
        "shape": list(value.shape),
        "v": [part(item) for item in items.tolist()],
    }


def _scalar(value: Any, part: Part) -> Any:  # noqa: ANN401
    dtype = str(value.dtype)
    if dtype.startswith(_MOMENTS):
        return {"t": "moment", "dtype": dtype, "v": int(value.astype("int64"))}
    zero = type(value).__name__ == "ndarray"
    return {"t": "array0" if zero else "scalar", "dtype": dtype, "v": part(value.item())}


def _index(value: Any, part: Part) -> Any:  # noqa: ANN401
    _small(len(value) * value.nlevels)
    told_apart(value.tolist())
    return {
        "t": "index",
        "kind": type(value).__name__,
        "dtype": str(value.dtype),
        "names": [part(name) for name in value.names],
        "v": [part(label) for label in value.tolist()],
    }


def _series(value: Any, part: Part) -> Any:  # noqa: ANN401
    _small(len(value))
    return {
        "t": "series",
        "dtype": str(value.dtype),
        "name": part(value.name),
        "index": _column(value.index, part),
        "v": [part(item) for item in value.tolist()],
    }


def _table(value: Any, part: Part) -> Any:  # noqa: ANN401
    _small(value.size)
    columns = [value.iloc[:, number] for number in range(value.shape[1])]
    return {
        "t": "table",
        "columns": _column(value.columns, part),
        "index": _column(value.index, part),
        "dtypes": [str(column.dtype) for column in columns],
        "v": [[part(item) for item in column.tolist()] for column in columns],
    }


def decode(found: dict[str, Any], part: Part) -> Any:  # noqa: ANN401  (a numpy or pandas object)
    """Make a numpy or pandas value of its JSON; raises anything if the JSON is forged."""
    tag = found["t"]
    if tag in _DECODERS:
        return _DECODERS[tag](found, part)
    import pandas as pd  # noqa: PLC0415  (0.2 s that plain values and numbers of numpy do not need)

    if tag in {"NAType", "NaTType"}:
        return pd.NA if tag == "NAType" else pd.NaT
    if tag == "Timestamp":
        moment = pd.Timestamp(found["v"])
        return moment.tz_convert(found["zone"]) if _ZONE.fullmatch(found["zone"]) and moment.tz else moment
    if tag == "Timedelta":
        return pd.Timedelta(found["v"])
    raise Malformed("it sent a value of no known kind")


def _decode_scalar(found: dict[str, Any], part: Part) -> Any:  # noqa: ANN401
    import numpy as np  # noqa: PLC0415

    dtype, value = found["dtype"], part(found["v"])
    if dtype == "bool":
        return np.bool_(value)
    if dtype.startswith("<U"):
        return np.str_(value)
    if dtype not in _SCALARS:
        raise Malformed("it sent a number of no known kind")
    return np.dtype(dtype).type(value)


def _decode_moment(found: dict[str, Any], _part: Part) -> Any:  # noqa: ANN401
    import numpy as np  # noqa: PLC0415

    dtype = found["dtype"].lstrip("<")
    if not _MOMENT.fullmatch(dtype):
        raise Malformed("it sent a moment of no known kind")
    return np.int64(found["v"]).astype(dtype)


def _values(found: dict[str, Any], part: Part) -> list[Any]:
    _small(len(found["v"]))
    return [part(item) for item in found["v"]]


def _decode_array(found: dict[str, Any], part: Part) -> Any:  # noqa: ANN401
    import numpy as np  # noqa: PLC0415

    values, dtype = _values(found, part), found["dtype"]
    array = np.empty(len(values), dtype=object)  # texts stay so: numpy gives each as much room as the longest
    array[:] = values
    return (array.astype(dtype) if dtype in {*_SCALARS, "bool"} else array).reshape(found["shape"])


def _decode_zero(found: dict[str, Any], part: Part) -> Any:  # noqa: ANN401
    import numpy as np  # noqa: PLC0415

    return np.array(part(found["v"]))


def _decode_range(found: dict[str, Any], part: Part) -> Any:  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    start, stop, step = found["v"]
    _small(len(range(start, stop, step)))
    return pd.RangeIndex(start, stop, step, name=part(found["name"]))


def _decode_index(found: dict[str, Any], part: Part) -> Any:  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    if found["t"] == "RangeIndex":
        return _decode_range(found, part)
    labels, names = _values(found, part), [part(name) for name in found["names"]]
    told_apart(labels)
    if found["kind"] == "MultiIndex":
        return pd.MultiIndex.from_arrays(
            list(zip(*labels, strict=True)) if labels else [[]] * len(names), names=names
        )
    if found["kind"] == "CategoricalIndex":
        return pd.CategoricalIndex(labels, name=names[0])
    return _as_dtype(pd.Index, labels, found["dtype"], name=names[0])


def _as_dtype(make: Any, values: list[Any], dtype: str, **named: Any) -> Any:  # noqa: ANN401
    """Give values their dtype back, or leave them as objects: a check looks at values and labels only."""
    try:
        return make(values, dtype=dtype if _DTYPE.fullmatch(dtype) else "object", **named)
    except Exception:  # noqa: BLE001  (values and dtype may be forged apart)
        return make(values, dtype="object", **named)


def _decode_series(found: dict[str, Any], part: Part) -> pd.Series[Any]:
    import pandas as pd  # noqa: PLC0415

    index = _decode_index(found["index"], part)
    made: pd.Series[Any] = _as_dtype(
        pd.Series, _values(found, part), found["dtype"], index=index, name=part(found["name"])
    )
    return made


def _decode_table(found: dict[str, Any], part: Part) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    index, columns = _decode_index(found["index"], part), _decode_index(found["columns"], part)
    _small(len(index) * max(1, len(columns)))
    made = {
        number: _as_dtype(pd.Series, [part(item) for item in values], dtype, index=index)
        for number, (values, dtype) in enumerate(zip(found["v"], found["dtypes"], strict=True))
    }
    table = pd.DataFrame(made, index=index)
    table.columns = columns
    return table


_DECODERS: Final[dict[str, Callable[[dict[str, Any], Any], Any]]] = {
    "scalar": _decode_scalar,
    "moment": _decode_moment,
    "array": _decode_array,
    "array0": _decode_zero,
    "RangeIndex": _decode_index,
    "index": _decode_index,
    "series": _decode_series,
    "table": _decode_table,
}
