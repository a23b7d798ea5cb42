"""Charts as inline SVG, and tables of a lesson as HTML."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError

if TYPE_CHECKING:
    from course.classroom.export.source import Block

ROWS: Final = 8
COLUMNS: Final = 8
"""A table of a lesson that is larger stands in the notebook only."""

_ID: Final = re.compile(r'(\bid="|url\(#|href="#)')


def figure(block: Block, key: str, *, caption: bool = True) -> str:
    """Draw a chart as a figure.

    Parameters
    ----------
    block : Block
        Of the kind ``chart``.
    key : str
        Keeps the identifiers of several drawings on one page apart.
    caption : bool
        Whether the description stands below as text; it is the picture's name for screen readers in any case.

    Raises
    ------
    CourseError
        If vl-convert is not installed.
    """
    description = str(block.spec.get("description") or title(block.spec))
    below = f"<figcaption>{escape(description)}</figcaption>" if caption else ""
    return (
        f'<figure><div role="img" aria-label="{escape(description)}">{svg(_bare(block.spec), key)}</div>'
        f"{below}</figure>"
    )


def svg(spec: dict[str, Any], key: str) -> str:
    """Draw a specification; the drawing is hidden from screen readers, which get its description."""
    try:
        import vl_convert  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise CourseError(
            "vl-convert-python is missing: charts need the extra 'static'. Run: uv sync --extra static, "
            "or: pip install 'one-event-five-stories[static]'"
        ) from error
    from course.charts.render import SCHEMA  # noqa: PLC0415  (heavy)

    plain = json.dumps({**spec, "$schema": SCHEMA}, default=str)
    drawn: str = vl_convert.vegalite_to_svg(plain, vl_version="5.8")
    drawn = _ID.sub(rf"\g<1>{key}-", drawn)
    drawn = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def title(spec: dict[str, Any]) -> str:
    """Title of a chart in one line."""
    found = spec.get("title", "")
    text = found.get("text", "") if isinstance(found, dict) else found
    return " ".join(text) if isinstance(text, list) else str(text)


def _bare(spec: dict[str, Any]) -> dict[str, Any]:
    """Take out the takeaway, which tells what to see."""
    return {**spec, "title": title(spec)} if "takeaway" in spec.get("usermeta", {}) else dict(spec)


def table(block: Block) -> str:
    """Write a data frame or a series as a table; an empty string if it is too large for paper."""
    import pandas as pd  # noqa: PLC0415  (heavy)

    value = block.value
    frame = value.to_frame() if isinstance(value, pd.Series) else value
    if len(frame) > ROWS or len(frame.columns) > COLUMNS:
        return ""
    if frame.index.name or not pd.api.types.is_integer_dtype(frame.index):
        frame = frame.reset_index()
    heads = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(cell))}</td>" for cell in row) + "</tr>"
        for row in frame.itertuples(index=False)
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: Any) -> str:  # noqa: ANN401  (whatever a table holds)
    if value is None or value != value:  # noqa: PLR0124  (only NaN differs from itself)
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
