"""Reading, writing and comparing the tables that ``course data build`` computes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.model import CourseError
from course.text import derive, library, reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from course.text.derive import Row

SOURCES = ("passages", "articles", "quotes", "lexicon")
"""Tables with hand-written columns that the computation starts from."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a committed table and the computed one.

    Parameters
    ----------
    table, key, column : str
        Where: table name, primary key (parts joined by spaces), column (empty for a whole row or file).
    committed, computed : str
        What stands there, and what the texts give.
    """

    table: str
    key: str
    column: str
    committed: str
    computed: str

    def __str__(self) -> str:
        place = " ".join(filter(None, (f"{self.table}.csv", self.key, self.column)))
        return f"{place}: {self.committed or 'nothing'} committed, {self.computed or 'nothing'} computed"


def sources() -> dict[str, list[Row]]:
    """Read the tables that the computation starts from.

    Returns
    -------
    dict of str to list of dict
        Rows by table name, cells as text.

    Raises
    ------
    CourseError
        If a table is missing.
    """
    return {name: read(name)[1] for name in SOURCES}


def read(name: str) -> tuple[tuple[str, ...], list[Row]]:
    """Read a committed table.

    Parameters
    ----------
    name : str
        Such as ``passages``.

    Returns
    -------
    columns : tuple of str
        From the header line.
    rows : list of dict
        Cells as text.

    Raises
    ------
    CourseError
        If it cannot be read, or a row has more or fewer cells than the header.
    """
    path = reference.table(name)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
    except OSError as error:
        raise CourseError(f"{path} cannot be read ({error.strerror}). Restore the file.") from error
    for number, row in enumerate(rows, start=1):
        if None in row or None in row.values():
            raise CourseError(
                f"{path}, row {number}: another number of cells than the header. Correct the row."
            )
    return tuple(reader.fieldnames or ()), rows


def rendered(name: str, rows: Sequence[Row]) -> str:
    """Return a computed table as CSV: UTF-8, comma, LF.

    Parameters
    ----------
    name : str
        Table name; a table with hand-written columns keeps the order of its committed columns.
    rows : sequence of dict
        Its rows.

    Returns
    -------
    str
        The whole file.
    """
    columns = derive.COLUMNS.get(name) or read(name)[0]
    output = io.StringIO()
    writer = csv.DictWriter(output, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()


def write(computed: Mapping[str, Sequence[Row]]) -> list[str]:
    """Write the computed tables that differ from the committed ones.

    Parameters
    ----------
    computed : mapping of str to sequence of dict
        Rows by table name.

    Returns
    -------
    list of str
        Names of the tables that were written.
    """
    written = [name for name, rows in computed.items() if _committed(name) != rendered(name, rows)]
    for name in written:
        library.write(reference.table(name), rendered(name, computed[name]))
    return written


def changes(computed: Mapping[str, Sequence[Row]]) -> list[Change]:
    """Compare the computed tables with the committed ones.

    Parameters
    ----------
    computed : mapping of str to sequence of dict
        Rows by table name.

    Returns
    -------
    list of Change
        One for each cell or row that differs; one for a file with the same values that is written differently.
    """
    return [change for name, rows in computed.items() for change in _table_changes(name, rows)]


def _committed(name: str) -> str | None:
    """Return the bytes of a committed table as text, or nothing if there is no such file."""
    path = reference.table(name)
    return path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else None


def _table_changes(name: str, rows: Sequence[Row]) -> Iterator[Change]:
    """Compare one table."""
    if _committed(name) is None:
        yield Change(name, "", "", "", f"a table of {len(rows)} rows")
        return
    committed = {_key(name, row): row for row in read(name)[1]}
    computed = {_key(name, row): row for row in rows}
    found = [
        change
        for key in dict.fromkeys([*computed, *committed])
        for change in _row_changes(name, key, committed.get(key), computed.get(key))
    ]
    yield from found
    if not found and _committed(name) != rendered(name, rows):
        yield Change(name, "", "", "other order, quoting or line ends", "the same values")


def _key(name: str, row: Row) -> str:
    """Return the primary key of a row as one text."""
    return " ".join(row.get(column, "") for column in derive.KEYS[name])


def _row_changes(name: str, key: str, committed: Row | None, computed: Row | None) -> Iterator[Change]:
    """Compare one row."""
    if committed is None or computed is None:
        yield Change(name, key, "", "a row" if committed else "", "a row" if computed else "")
        return
    for column, value in computed.items():
        if committed.get(column) != value:
            yield Change(name, key, column, committed.get(column, ""), value)
