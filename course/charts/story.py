"""What every chart says in words: title, takeaway, description and table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import altair as alt

from course.charts import theme

if TYPE_CHECKING:
    import pandas as pd

LONGEST: Final = 84
"""Longest line of the takeaway below the title, in characters."""

Figure: TypeAlias = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart
"""What the figures of the course are: plain Altair charts."""


def tell(chart: Figure, *, title: str, takeaway: str, description: str, table: pd.DataFrame) -> Figure:
    """Give a chart its words.

    They travel inside the specification, so the notebook, the static edition and a saved file all have them.

    Parameters
    ----------
    chart : altair chart
        Any kind.
    title : str
        What the chart shows.
    takeaway : str
        What to see in it: one sentence, computed from the data.
    description : str
        How it is drawn and read, for people who do not see it; the takeaway is added.
    table : pandas.DataFrame
        The same data as a table.

    Returns
    -------
    altair chart
        A copy with title, description and ``usermeta`` (takeaway, table).
    """
    told: Figure = chart.properties(
        title=alt.TitleParams(text=title, subtitle=theme.lines(takeaway, LONGEST)),
        description=f"{title.rstrip('?')}. {description} {takeaway}",
        usermeta={"takeaway": takeaway, "table": as_json(table)},
    )
    return told


def as_json(table: pd.DataFrame) -> dict[str, Any]:
    """Turn a table into plain JSON.

    Parameters
    ----------
    table : pandas.DataFrame
        Its index is left out.

    Returns
    -------
    dict
        ``columns`` (names) and ``rows`` (lists of text, one per row; blank for missing values).
    """
    text = table.astype("object").where(table.notna(), "")
    return {
        "columns": [str(name) for name in table.columns],
        "rows": [[str(cell) for cell in row] for row in text.to_numpy()],
    }
