"""The tables and maps of the course, checked against ``data/datapackage.json`` whenever they are read."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Any

from course import paths
from course.data import tables
from course.data.tables import DataError
from course.model import NoPandasError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["DataError", "geo", "geo_names", "load", "package", "problems", "rows", "split", "table_names"]


def load(name: str) -> pd.DataFrame:
    """Read one table.

    Parameters
    ----------
    name : str
        Name of a table, such as ``"facts"``; `table_names` lists them all.

    Returns
    -------
    pandas.DataFrame
        A fresh copy each time, so what you change is yours. One column per described field: text is ``str``, whole
        numbers ``int64`` (``Int64`` where cells are blank), numbers ``float64``, true/false ``bool`` (``boolean``
        where cells are blank), dates ``datetime64``. Blank cells are missing values. Lists stay text; see `split`.

    Raises
    ------
    DataError
        If there is no such table or the file is not as described.
    NoPandasError
        If pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415  (0.2 s that a quiz does not need)
    except ModuleNotFoundError as error:
        raise NoPandasError.instead_of(error) from None

    resource = _table(name)
    found = _checked_rows(resource)
    fields = resource["schema"]["fields"]
    return pd.DataFrame(
        {field["name"]: _column([row[field["name"]] for row in found], field) for field in fields}
    )


def rows(name: str) -> list[dict[str, Any]]:
    """Read one table without pandas.

    Parameters
    ----------
    name : str
        Name of a table.

    Returns
    -------
    list of dict
        One dictionary per row, in file order: ``str``, ``int``, ``float``, ``bool``, `datetime.date`, or None for a
        blank cell. Fresh each time.

    Raises
    ------
    DataError
        If there is no such table or the file is not as described.
    """
    return [dict(row) for row in _checked_rows(_table(name))]


def geo(name: str) -> dict[str, Any]:
    """Read one map.

    Parameters
    ----------
    name : str
        Name of a GeoJSON or TopoJSON resource; `geo_names` lists them all.

    Returns
    -------
    dict
        The parsed file. Coordinates are degrees, longitude first.

    Raises
    ------
    DataError
        If there is no such map or it is not valid JSON.
    """
    resource = _resource(name)
    if _is_table(resource):
        raise DataError(f'"{name}" is a table, not a map. Read it with course.load("{name}").')
    return _read_json(paths.data() / resource["path"])


def table_names() -> list[str]:
    """Names that `load` knows, in the order of the data package."""
    return [resource["name"] for resource in package()["resources"] if _is_table(resource)]


def geo_names() -> list[str]:
    """Names that `geo` knows, in the order of the data package."""
    return [resource["name"] for resource in package()["resources"] if not _is_table(resource)]


def split(cell: object) -> list[str]:
    """Take apart a cell that holds a list.

    Parameters
    ----------
    cell : object
        Text such as ``"GVS-P14;GVS-P43"``. Anything else (a missing value) counts as an empty list.

    Returns
    -------
    list of str
        The parts without surrounding space.
    """
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else []


def problems(name: str) -> list[str]:
    """List everything that is wrong with one table.

    Parameters
    ----------
    name : str
        Name of a table.

    Returns
    -------
    list of str
        One line per problem with file, line, column, value and what to do; empty if the file is as described.
    """
    try:
        return list(_read(_table(name)).problems)
    except DataError as error:
        return [str(error)]


def package() -> dict[str, Any]:
    """Parse ``data/datapackage.json``, the description of every table and map."""
    return _read_json(paths.data() / "datapackage.json")


def _is_table(resource: dict[str, Any]) -> bool:
    return str(resource["path"]).endswith(".csv")


def _resource(name: str) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = {resource["name"]: resource for resource in package()["resources"]}
    if name not in known:
        raise DataError(_unknown(name, [found for found, resource in known.items() if _is_table(resource)]))
    return known[name]


def _table(name: str) -> dict[str, Any]:
    resource = _resource(name)
    if not _is_table(resource):
        raise DataError(f'"{name}" is a map, not a table. Read it with course.data.geo("{name}").')
    return resource


def _unknown(name: object, known: list[str]) -> str:
    near = difflib.get_close_matches(str(name).lower().removesuffix(".csv"), known, n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return f'There is no table "{name}".{hint} Known names: {", ".join(known)}.'


def _read(resource: dict[str, Any]) -> tables.Table:
    path = paths.data() / resource["path"]
    return tables.read(path, _place(path), resource["schema"])


def _checked_rows(resource: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    found = _read(resource)
    if found.problems:
        others = len(found.problems) - 1
        more = f' And {others} more: course.data.problems("{resource["name"]}").' if others else ""
        raise DataError(found.problems[0] + more)
    return found.rows


def _place(path: Path) -> str:
    """Name a file as people know it: from the folder that holds ``data/``."""
    return path.relative_to(paths.data().parent).as_posix()


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            f"{_place(path)} is missing. Restore it from the repository, or install again."
        ) from None
    except ValueError as error:
        raise DataError(f"{_place(path)} is not valid JSON: {error}. Mend it or restore it.") from None
    return found


def _column(values: list[Any], field: dict[str, Any]) -> pd.Series[Any]:
    import pandas as pd  # noqa: PLC0415

    kind = field.get("type", "string")
    if kind == "date":
        return pd.to_datetime(pd.Series(values, dtype="object")).dt.as_unit("us")
    blank = None in values
    whole = "Int64" if blank else "int64"
    dtypes = {"integer": whole, "year": whole, "number": "float64", "boolean": "boolean" if blank else "bool"}
    return pd.Series(values, dtype=dtypes.get(kind, "str"))
