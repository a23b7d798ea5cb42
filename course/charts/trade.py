"""Lesson 10: trade with China in two years, as three sources have it. What is stated is whole, what follows is striped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

Bar = dict[str, Any]

COLUMNS: Final = ("source", "year", "flow", "value_musd", "basis")
FLOWS: Final = {
    "exports": "China sells: exports to the North",
    "imports": "China buys: imports from the North",
    "total": "All trade",
}
"""Flows in the order of the chart, and what is written above each."""

STATED: Final = "filled: the source states this number"
DERIVED: Final = "striped: worked out from other numbers"
STRIPE: Final = 8.0
"""Million dollars from one stripe to the next; half of it is dark."""

WIDTH: Final = 330
ROW: Final = 25


def trade(trade: pd.DataFrame) -> story.Figure:
    """Draw exports, imports and all trade of two years, source by source.

    Parameters
    ----------
    trade : pandas.DataFrame
        Columns ``source``, ``year``, ``flow``, ``value_musd`` and ``basis`` (``stated`` or ``derived``), as in
        ``course.load("trade")``. Flows other than exports, imports and total are left out.

    Returns
    -------
    altair chart
        One bar per source, year and flow. Bars of stated numbers are filled, bars of derived numbers striped; each
        ends in its number and in who says so.

    Raises
    ------
    CourseError
        If the table cannot be drawn; the message says why.
    """
    bars = list(_bars(_checked(trade)))
    flows = [heading for heading in FLOWS.values() if any(bar["flow"] == heading for bar in bars)]
    panels = [_panel([bar for bar in bars if bar["flow"] == flow], flow) for flow in flows]
    return story.tell(
        alt.vconcat(*panels, spacing=18),
        title="Trade with China, January and February, in million dollars",
        takeaway=_takeaway(bars),
        description="Horizontal bars in groups for exports, imports and all trade. Each source has one bar for 2019 and "
        "one for 2020, in million dollars. A filled bar is a number that the source states. A striped bar follows from "
        "other numbers by a sum. The number and who says so stand at the end of each bar.",
        table=_in_words(bars),
    )


def _checked(trade: pd.DataFrame) -> pd.DataFrame:
    missing = [f'"{name}"' for name in COLUMNS if name not in trade.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("trade").'
        )
    known = trade[trade["flow"].isin(list(FLOWS))]
    if known.empty:
        raise CourseError(
            "There is no export, import or total left to draw. Loosen the filter and run the cell again."
        )
    if known.duplicated(["source", "year", "flow"]).any():
        raise CourseError("A source has two numbers for one flow and year. Keep one row for each.")
    return known


def _bars(trade: pd.DataFrame) -> Iterator[Bar]:
    for row in records(trade):
        stated, value = row["basis"] == "stated", float(row["value_musd"])
        yield {
            "row": f"{row['source']} {row['year']}",
            "source": str(row["source"]),
            "year": int(row["year"]),
            "flow": FLOWS[row["flow"]],
            "value": value,
            "basis": STATED if stated else DERIVED,
            "says": f"{_short(value)} {'stated by ' + str(row['source']) if stated else 'worked out'}",
        }


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _panel(bars: list[Bar], flow: str) -> alt.LayerChart | alt.FacetChart:
    """One flow: outlines, stripes, words."""
    base = alt.Chart(alt.InlineData(values=bars)).encode(y=_rows(bars))
    whole = base.mark_bar(height=17, stroke=theme.DARK, strokeWidth=1.5).encode(
        x=_length(),
        color=_fill(),
        tooltip=[alt.Tooltip("row:N"), alt.Tooltip("says:N"), alt.Tooltip("basis:N")],
    )
    stripes = alt.Chart(alt.InlineData(values=list(_stripes(bars)))).mark_bar(height=17, color=theme.DARK)
    words = base.mark_text(align="left", dx=7).encode(x=_length(), text=alt.Text("says:N"))
    title = alt.TitleParams(text=flow, fontSize=theme.BODY, offset=6, anchor="start")
    drawn: alt.LayerChart | alt.FacetChart = alt.layer(
        whole, stripes.encode(y=_rows(bars), x=_length("start:Q"), x2="end:Q"), words
    ).properties(width=WIDTH, height=ROW * len(bars), title=title)
    return drawn


def _rows(bars: list[Bar]) -> alt.Y:
    axis = alt.Axis(title=None, ticks=False, domain=False, labelPadding=8)
    return alt.Y("row:N", sort=[bar["row"] for bar in bars], axis=axis)


def _length(field: str = "value:Q") -> alt.X:
    axis = alt.Axis(title=None, values=[0, 100, 200, 300], format="d", ticks=False, domain=False)
    return alt.X(field, scale=alt.Scale(domain=[0, 310]), axis=axis)


def _fill() -> alt.Color:
    legend = alt.Legend(title=None, columns=1, symbolStrokeColor=theme.DARK, symbolStrokeWidth=1.5, offset=8)
    scale = alt.Scale(domain=[STATED, DERIVED], range=[theme.DARK, theme.EMPTY])
    return alt.Color("basis:N", scale=scale, legend=legend)


def _stripes(bars: list[Bar]) -> Iterator[Bar]:
    """Dark pieces of the striped bars; one empty piece if there are none, so that the layer has its columns."""
    yield {"row": bars[0]["row"], "start": 0, "end": 0}
    for bar in bars:
        if bar["basis"] == DERIVED:
            starts = (STRIPE * k for k in range(int(bar["value"] // STRIPE) + 1))
            yield from (
                {"row": bar["row"], "start": start, "end": min(start + STRIPE / 2, bar["value"])}
                for start in starts
            )


def _changes(bars: list[Bar]) -> Iterator[tuple[str, float, float]]:
    """Source and the totals of both years, for sources that have both."""
    totals = {(bar["source"], bar["year"]): bar["value"] for bar in bars if bar["flow"] == FLOWS["total"]}
    for source in dict.fromkeys(bar["source"] for bar in bars):
        if (source, 2019) in totals and (source, 2020) in totals:
            yield source, totals[source, 2019], totals[source, 2020]


def _takeaway(bars: list[Bar]) -> str:
    told = [f"{source} {_percent(before, after)}" for source, before, after in _changes(bars)]
    counted = sum(bar["basis"] == STATED for bar in bars)
    stated = f"{counted} of {len(bars)} numbers {'is' if counted == 1 else 'are'} stated, the others are worked out."
    return f"What follows for all trade: {theme.listing(told)}. {stated}" if told else stated


def _percent(before: float, after: float) -> str:
    """Change with a real minus sign, on one line with its percent sign."""
    return f"{100 * (after - before) / before:.1f}\u00a0%".replace("-", "\u2212")


def _in_words(bars: list[Bar]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "flow": [bar["flow"] for bar in bars],
            "source": [bar["source"] for bar in bars],
            "year": [bar["year"] for bar in bars],
            "million dollars": [_short(bar["value"]) for bar in bars],
            "basis": ["stated" if bar["basis"] == STATED else "worked out" for bar in bars],
        }
    )
