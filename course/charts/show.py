"""Showing a chart with everything it says: takeaway, picture, description, table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from course.charts import render, story

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_STYLE = """\
<style>
.course-chart-words p, p.course-chart-words { max-width: 70ch; line-height: 1.5; }
.course-chart-words summary { cursor: pointer; padding: 4px 0; width: fit-content; }
.course-chart-table { overflow-x: auto; max-width: 100%; }
.course-chart-table table { border-collapse: collapse; margin: 8px 0; }
.course-chart-table caption { text-align: start; padding: 4px 0; font-weight: 600; }
.course-chart-table.course-chart-table :is(th, td) {
  text-align: start; vertical-align: top; padding: 4px 10px; border: 1px solid var(--jp-border-color1, #999); }
.course-chart-table.course-chart-table tbody th { font-weight: 400; }
</style>"""


def show(chart: alt.TopLevelMixin, table: pd.DataFrame | None = None, *, takeaway: bool = True) -> None:
    """Show a chart with its takeaway, its description and its data.

    Parameters
    ----------
    chart : altair chart
        A figure of the course, or any chart.
    table : pandas.DataFrame, optional
        Shown instead of the table that the figure brings along.
    takeaway : bool
        Whether the takeaway stands above the chart. If not, it waits with the description: for charts that a question
        asks about.
    """
    from IPython.display import HTML, display  # noqa: PLC0415  (only notebooks have it)

    # Not validated here: the tests compile every figure, and validation would double the time that a chart takes.
    spec = chart.to_dict(validate=False)
    before, after = words(spec, table, takeaway=takeaway)
    if before:
        display(HTML(before))  # type: ignore[no-untyped-call]
    display(render.bundle(_without_subtitle(spec)), raw=True)  # type: ignore[no-untyped-call]
    display(HTML(after))  # type: ignore[no-untyped-call]


def words(
    spec: dict[str, Any], table: pd.DataFrame | None = None, *, takeaway: bool = True
) -> tuple[str, str]:
    """Write what surrounds a chart.

    Parameters
    ----------
    spec : dict
        Vega-Lite specification.
    table : pandas.DataFrame, optional
        Shown instead of the table in the specification.
    takeaway : bool
        Whether the takeaway goes above the chart, or below with the description.

    Returns
    -------
    tuple of (str, str)
        HTML for above and below: the takeaway (empty if there is none), and the description with the table.
    """
    meta = spec.get("usermeta", {})
    told = meta.get("table") if table is None else story.as_json(table)
    lead = (
        f'<p class="course-chart-words"><strong>{escape(meta["takeaway"])}</strong></p>'
        if "takeaway" in meta
        else ""
    )
    above, below = (lead, "") if takeaway else ("", lead)
    description = f"<p>{escape(spec.get('description', 'This chart has no description.'))}</p>"
    return above, (
        f'{_STYLE}\n<details class="course-chart-words"><summary>This chart in words and as a table</summary>\n'
        f"{below}{description}\n{html_table(told, _title(spec)) if told else ''}\n</details>"
    )


def html_table(table: dict[str, Any], caption: str) -> str:
    """Write an accessible table: a caption, and headers that name their column or row.

    Parameters
    ----------
    table : dict
        ``columns`` and ``rows``; the first column heads the rows.
    caption : str
        What the table shows.

    Returns
    -------
    str
        HTML, everything escaped.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table["columns"])
    body = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table["rows"]
    )
    return (
        f'<div class="course-chart-table" role="region" tabindex="0" aria-label="{escape(caption)}: table"><table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(text) if isinstance(text, list) else str(text)


def _without_subtitle(spec: dict[str, Any]) -> dict[str, Any]:
    """Take the takeaway out of the picture where it stands above it as text."""
    return {**spec, "title": _title(spec)} if "takeaway" in spec.get("usermeta", {}) else spec
