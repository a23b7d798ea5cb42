"""The picture of the timeline: lanes, the strip below them, and the words of one event.

The menus of `course.charts.timeline` are parameters named ``period``, ``kind``, ``sure`` and ``chosen``; the marks
here ask them by name.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import altair as alt
import pandas as pd

from course.charts import theme
from course.charts.intervals import MILLISECONDS

Layers: TypeAlias = alt.LayerChart | alt.FacetChart
"""What Altair calls a chart of several layers."""

WIDTH: Final = 600
HEIGHT: Final = 25
"""Pixels from one lane to the next."""

LONGEST: Final = 98
"""Longest line of the words below the picture, in characters."""

LANES: Final = {
    "division": "division", "war": "war", "leadership": "leaders", "summit": "summits",
    "agreement": "agreements", "diplomacy": "diplomacy", "communications": "telephone lines",
    "humanitarian": "families and aid", "economy": "economy", "sport": "sport", "liaison-office": "liaison office",
    "leaflets": "leaflets", "law": "laws", "military-incident": "armed incidents", "nuclear-missile": "nuclear and missiles",
}  # fmt: skip
"""Category and the name of its lane, from top to bottom."""

KINDS: Final = {
    "verified": ("circle", theme.DARK, theme.EMPTY),
    "well-established": ("circle", theme.EMPTY, theme.DARK),
    "disputed": ("diamond", theme.EMPTY, theme.DARK),
}
"""Shape, fill and outline for each word of confidence."""

PERIODS: Final = (
    ("1945 to 2024: everything", "1944-01-01", "2025-06-30"),
    ("1945 to 1953: division and war", "1945-01-01", "1953-12-31"),
    ("1954 to 1999: two states", "1954-01-01", "1999-12-31"),
    ("2000 to 2009: first summits", "2000-01-01", "2009-12-31"),
    ("2010 to 2017: closures and tests", "2010-01-01", "2017-12-31"),
    ("2018 to 2020: the liaison office", "2018-01-01", "2020-12-31"),
    ("May to July 2020: weeks around the demolition", "2020-04-25", "2020-07-25"),
    ("2020 to 2024: afterwards", "2020-06-01", "2024-12-31"),
)
"""Stretches of time in the menu: name, first and last day."""


_KEPT: Final = "(kind == 'all' || datum.lane == kind) && (sure == 'all' || datum.confidence == sure)"


def ends_of(index: int) -> list[int]:
    """Begin (1) or end (2) of each stretch of time in the menu, in milliseconds."""
    return [(pd.Timestamp(period[index]) - pd.Timestamp(0)).days * MILLISECONDS for period in PERIODS]


def _seen() -> str:
    """First and last moment on the axis: those of the window on the strip, or else of the menu."""
    return f"window.at ? window.at : [{ends_of(1)}[period], {ends_of(2)}[period]]"


def main(table: pd.DataFrame, lanes: list[str]) -> Layers:
    """Draw one lane per kind of event.

    Parameters
    ----------
    table : pandas.DataFrame
        As `course.charts.timeline` prepares it: one row per event with its place, its words and its look.
    lanes : list of str
        Names of the lanes from top to bottom.

    Returns
    -------
    altair chart
        One part of the figure.
    """
    scale = alt.Scale(
        type="utc", nice=False, domainMin=alt.expr(f"{ends_of(1)}[period]"), domainMax=alt.expr(f"{ends_of(2)}[period]"),
        domain={"param": "window", "encoding": "x"},
    )  # fmt: skip
    across = alt.X(
        "at:T", title=None, scale=scale, axis=alt.Axis(grid=True, domain=False, labelFlush=False, tickCount=8)
    )
    heads = alt.Axis(title=None, ticks=False, domain=False, grid=True, labelPadding=10)
    down = alt.Y("lane:N", sort=lanes, scale=alt.Scale(domain=lanes), axis=heads)
    base = alt.Chart(table).encode(x=across, y=down)
    inside = base.transform_filter(_KEPT)
    drawn: Layers = alt.layer(_pale(base), *_points(inside)).properties(
        width=WIDTH, height=HEIGHT * len(lanes)
    )
    return drawn


def _pale(base: alt.Chart) -> alt.Chart:
    """Leave a trace of what the menus leave out."""
    drawn: alt.Chart = base.transform_filter(f"!({_KEPT})").mark_point(
        filled=True, size=26, color=theme.LINE, opacity=1, clip=True, aria=False
    )
    return drawn


def _points(base: alt.Chart) -> list[alt.Chart]:
    shape, fill, line = (
        alt.Scale(domain=list(KINDS), range=[look[i] for look in KINDS.values()]) for i in range(3)
    )
    legend = alt.Legend(title=None, symbolStrokeWidth=1.5, symbolSize=100, orient="top")
    tips = [
        alt.Tooltip("date:N"), alt.Tooltip("title:N", title="event"), alt.Tooltip("what:N", title="what happened"),
        alt.Tooltip("source:N", title="who says so"), alt.Tooltip("confidence:N"),
        alt.Tooltip("cited:N", title="in the five articles"),
    ]  # fmt: skip
    ring = base.mark_point(
        size=190, filled=False, stroke=theme.MIDDLE, strokeWidth=2.5, clip=True, aria=False
    )
    open_one = base.mark_point(size=330, filled=False, stroke=theme.INK, strokeWidth=2, clip=True, aria=False)
    point = base.mark_point(filled=True, size=85, opacity=1, strokeWidth=1.5, clip=True)
    return [
        ring.transform_filter("datum.cited != ''"),
        point.encode(
            shape=alt.Shape("confidence:N", scale=shape, legend=legend),
            fill=alt.Fill("confidence:N", scale=fill, legend=legend),
            stroke=alt.Stroke("confidence:N", scale=line, legend=legend),
            tooltip=tips,
        ),
        open_one.transform_filter("datum.event == chosen"),
    ]


def head(drawn: pd.DataFrame) -> Layers:
    """Say how many events the menus leave, and what the ring means.

    Parameters
    ----------
    drawn : pandas.DataFrame
        As `course.charts.timeline` prepares it: one row per event with its place, its words and its look.

    Returns
    -------
    altair chart
        One part of the figure.
    """
    count = (
        alt.Chart(drawn)
        .transform_calculate(kept=f"({_KEPT}) && inrange(datum.at, {_seen()}) ? 1 : 0")
        .transform_aggregate(kept="sum(kept)", all="count()")
        .transform_calculate(text="datum.kept + ' of ' + datum.all + ' events'")
        .mark_text(align="left", fontWeight="bold", fontSize=theme.BODY)
        .encode(x=alt.XValue(0), y=alt.YValue(8), text=alt.Text("text:N"))
    )
    key = alt.Chart(alt.InlineData(values=[{}])).encode(y=alt.YValue(8))
    ring = key.mark_point(size=190, filled=False, stroke=theme.MIDDLE, strokeWidth=2.5, opacity=1, aria=False)
    words = key.mark_text(align="left")
    said = alt.value("the five articles speak of it")
    ringed = [ring.encode(x=alt.XValue(420)), words.encode(x=alt.XValue(434), text=said)]
    told: Layers = alt.layer(count, *(ringed if (drawn["cited"] != "").any() else []))
    return told.properties(width=WIDTH, height=16)


def strip(drawn: pd.DataFrame) -> alt.Chart:
    """Draw all events on a narrow strip, on which a window can be drawn.

    Parameters
    ----------
    drawn : pandas.DataFrame
        As `course.charts.timeline` prepares it: one row per event with its place, its words and its look.

    Returns
    -------
    altair chart
        One part of the figure.
    """
    window = alt.selection_interval(name="window", encodings=["x"], zoom=False)
    ends = [ends_of(1)[0], ends_of(2)[0]]
    scale = alt.Scale(type="utc", nice=False, domain=ends)
    axis = alt.Axis(domain=False, grid=False, tickCount=8, labelFlush=False)
    across = alt.X(
        "at:T",
        title="Draw a window here to zoom; click beside it to go back to the menu",
        scale=scale,
        axis=axis,
    )
    tick: alt.Chart = (
        alt.Chart(drawn, width=WIDTH, height=30)
        .mark_tick(color=theme.DARK, opacity=0.55, thickness=1.5, height=22, aria=False)
        .encode(x=across)
        .add_params(window)
    )
    return tick


def card(drawn: pd.DataFrame) -> Layers:
    """Write the chosen event out below the picture.

    Parameters
    ----------
    drawn : pandas.DataFrame
        As `course.charts.timeline` prepares it: one row per event with its place, its words and its look.

    Returns
    -------
    altair chart
        One part of the figure.
    """
    base = alt.Chart(drawn).transform_filter("datum.event == chosen").encode(x=alt.XValue(0))
    long = base.transform_calculate(
        head="datum.date + ': ' + datum.title",
        foot="'Who says so: ' + datum.source + ' (' + datum.confidence + ')'",
        where="datum.cited == '' ? 'The five articles do not speak of it.' : 'In the five articles: ' + datum.cited",
    )
    lines: dict[str, Any] = {
        "align": "left",
        "baseline": "top",
        "lineBreak": "\n",
        "lineHeight": theme.LINE_HEIGHT + 1,
    }
    rows: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("head:N", 0, {"fontWeight": "bold", "fontSize": 15}), ("what:N", 24, {}),
        ("foot:N", 84, {"color": theme.MUTED}), ("where:N", 104, {"color": theme.MUTED}),
    )  # fmt: skip
    told = [
        long.mark_text(**{**lines, **look}).encode(y=alt.YValue(top), text=alt.Text(field))
        for field, top, look in rows
    ]
    drawn_card: Layers = alt.layer(*told).properties(width=WIDTH, height=124)
    return drawn_card
