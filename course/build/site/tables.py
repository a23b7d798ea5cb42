"""Data frames as tables that everyone can read: headers that name their row or column, numbers in line, long ones cut."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd

from course.build.site.prose import korean

MOST_ROWS: Final = 60
"""Rows of the longest table that is shown whole, as in pandas."""

FIRST_ROWS: Final = 20
"""Rows that are shown of a longer one."""

_WHOLE: Final = re.compile(r"\d{4}-\d\d|\d\d:\d\d|[A-Z]+-P\d\d$")
"""Dates, clock times and names of paragraphs, which are not broken at the end of a line."""

DIGITS: Final = 6
"""Digits after which numbers are rounded, as in pandas."""


def html(frame: pd.DataFrame | pd.Series[Any]) -> str:
    """Write a data frame or a series as HTML.

    Parameters
    ----------
    frame : pandas.DataFrame or pandas.Series
        What a cell shows.

    Returns
    -------
    str
        One table in a frame that scrolls; a line below it says how many rows are left out, if any.
    """
    table = frame.to_frame(name=_series_name(frame)) if isinstance(frame, pd.Series) else frame
    shown = table if len(table) <= MOST_ROWS else table.head(FIRST_ROWS)
    body = "\n".join(
        _row(label, row) for label, row in zip(shown.index, _days(shown).to_numpy(object), strict=True)
    )
    left = len(table) - len(shown)
    note = f'<p class="table-note">{left} more rows are not shown here.</p>' if left else ""
    size = f"{len(table)} {'row' if len(table) == 1 else 'rows'}"
    caption = f'<caption class="visually-hidden">Table with {size}</caption>'
    return (
        f'<div class="scroller is-data"><table>{caption}\n<thead>{_head(table)}</thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>{note}"
    )


def _days(table: pd.DataFrame) -> pd.DataFrame:
    """Columns of whole days without the midnight, as pandas shows them."""
    days = {
        str(name): column.dt.strftime("%Y-%m-%d")
        for name, column in table.items()
        if pd.api.types.is_datetime64_any_dtype(column)
        and (column.dropna() == column.dropna().dt.normalize()).all()
    }
    return table.assign(**days) if days else table


def _series_name(series: pd.Series[Any]) -> str:
    return str(series.name) if series.name is not None else "value"


def _head(table: pd.DataFrame) -> str:
    """Column names; above the index stands its name, or nothing in a cell that heads nothing."""
    name = ", ".join(str(part) for part in table.index.names if part is not None)
    corner = f'<th scope="col">{korean(name)}</th>' if name else "<td></td>"
    columns = "".join(f'<th scope="col">{korean(_named(column))}</th>' for column in table.columns)
    return f"<tr>{corner}{columns}</tr>"


def _named(label: object) -> str:
    return " / ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _row(label: object, cells: Any) -> str:  # noqa: ANN401  (a row of any values)
    return f'<tr><th scope="row">{korean(_named(label))}</th>{"".join(map(_cell, cells))}</tr>'


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f'<td class="n">{_number(value)}</td>'
    if isinstance(value, int) and not isinstance(value, bool):
        return f'<td class="n">{value}</td>'
    text = _text(value)
    kind = ' class="w"' if _WHOLE.match(text) else ""
    return f"<td{kind}>{korean(text)}</td>"


def _number(value: float) -> str:
    return (
        "NaN"
        if pd.isna(value)
        else f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
        if value % 1
        else f"{value:.1f}"
    )


def _text(value: object) -> str:
    missing = pd.api.types.is_scalar(value) and pd.isna(value)  # type: ignore[call-overload]
    return "NaN" if missing else str(value)
