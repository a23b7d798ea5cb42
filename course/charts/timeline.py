"""Lesson 9: 120 events from 1945 to 2024, to search, to filter and to zoom into.

Every control is a Vega-Lite parameter: menus that need no mouse and no kernel, and a strip on which a window can be
drawn with one. The words of the chosen event stand below the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.intervals import MILLISECONDS, spoken
from course.charts.rows import records
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS: Final = (
    "event", "date", "end_date", "title", "what_happened", "category", "confidence", "source_title",
)  # fmt: skip
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
    ("1945 to 2024: everything", "1945-01-01", "2025-06-30"),
    ("1945 to 1953: division and war", "1945-01-01", "1953-12-31"),
    ("1954 to 1999: two states", "1954-01-01", "1999-12-31"),
    ("2000 to 2009: first summits", "2000-01-01", "2009-12-31"),
    ("2010 to 2017: closures and tests", "2010-01-01", "2017-12-31"),
    ("2018 to 2020: the liaison office", "2018-01-01", "2020-12-31"),
    ("May to July 2020: weeks around the demolition", "2020-04-25", "2020-07-25"),
    ("2020 to 2024: afterwards", "2020-06-01", "2024-12-31"),
)
"""Stretches of time in the menu: name, first and last day."""


def timeline(
    timeline: pd.DataFrame, mentions: pd.DataFrame | None = None, chosen: str | None = None
) -> story.Figure:
    """Draw the timeline with menus for years, kind and confidence, and for one event to read.

    Parameters
    ----------
    timeline : pandas.DataFrame
        Columns ``event``, ``date``, ``end_date``, ``title``, ``what_happened``, ``category``, ``confidence`` and
        ``source_title``, as in ``course.load("timeline")``. Filtered tables are welcome.
    mentions : pandas.DataFrame, optional
        Columns ``event``, ``passage`` and ``note``, as in ``course.load("timeline_mentions")``: which paragraphs of
        the five articles speak of which event. These events get a ring.
    chosen : str, optional
        Event that is open at the start; the demolition, or else the last event, without it.

    Returns
    -------
    altair chart
        One lane per category and one point per event. Below it a strip of all events on which a window can be drawn.

    Raises
    ------
    CourseError
        If a column is missing, no event is left or an event is unknown; the message says why.
    """
    table = _checked(timeline)
    drawn = _drawn(table, _cited(mentions))
    lanes = [LANES[name] for name in LANES if name in set(table["category"])]
    picture = alt.vconcat(_head(drawn), _main(drawn, lanes), _strip(drawn), _card(drawn), spacing=18)
    return story.tell(
        picture.add_params(*_menus(table, lanes, chosen)),
        title="What happened, and who says so?",
        takeaway=_takeaway(table, mentions),
        description="One lane per kind of event, one point per event, time from left to right. A filled circle is an event "
        "that was read in the source named with it, an open circle rests on general knowledge, an open diamond is "
        "disputed. A ring marks events that the five articles speak of. Menus choose years, kind, confidence and one event, "
        "whose text stands below. With a mouse, draw a window on the strip to zoom, move it along, or click beside it.",
        table=_in_words(drawn),
    )


def _checked(timeline: pd.DataFrame) -> pd.DataFrame:
    missing = [f'"{name}"' for name in COLUMNS if name not in timeline.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("timeline").'
        )
    if timeline.empty:
        raise CourseError("There is no event left to draw. Loosen the filter and run the cell again.")
    unknown = set(timeline["category"]) - set(LANES) or set(timeline["confidence"]) - set(KINDS)
    if unknown:
        raise CourseError(f'"{sorted(unknown)[0]}" has no place in the timeline. Mend the rows that you changed.')
    return timeline.sort_values("event", kind="stable").reset_index(drop=True)


def _cited(mentions: pd.DataFrame | None) -> dict[str, str]:
    """Write for each event where the five articles speak of it: ``WP P7 (gives 2018)``."""
    found: dict[str, list[str]] = {}
    for row in [] if mentions is None else records(mentions):
        article, _, number = str(row["passage"]).partition("-P")
        note = "" if pd.isna(row["note"]) else f" ({row['note']})"
        found.setdefault(str(row["event"]), []).append(f"{article} P{int(number)}{note}")
    return {event: ", ".join(places) for event, places in found.items()}


def middle(date: str) -> pd.Timestamp:
    """Place a date on the axis: a day on itself, a month on its middle.

    Parameters
    ----------
    date : str
        ``2020-06-16`` or ``2020-06``.

    Returns
    -------
    pandas.Timestamp
        A day.
    """
    return pd.Timestamp(date if len(date) > len("2020-06") else f"{date}-15")


def worded(date: str, end: object = None) -> str:
    """Write a date of the record as exactly as it is known.

    Parameters
    ----------
    date : str
        ``2020-06-16`` or ``2020-06``.
    end : object, optional
        Last day of an event that lasted longer; missing or the same day for all others.

    Returns
    -------
    str
        Such as ``16 June 2020``, ``June 2020`` or ``18 September 2018 to 20 September 2018``.
    """
    first = middle(date)
    if len(date) == len("2020-06"):
        return f"{first.month_name()} {first.year}"
    last = pd.Timestamp(end) if pd.notna(end) else first  # type: ignore[arg-type]
    return spoken(first) if last == first else f"{spoken(first)} to {spoken(last)}"


def _drawn(table: pd.DataFrame, cited: dict[str, str]) -> pd.DataFrame:
    found = records(table)
    return pd.DataFrame(
        {
            "event": table["event"],
            "at": [(middle(row["date"]) - pd.Timestamp(0)).days * MILLISECONDS for row in found],
            "date": [worded(row["date"], row["end_date"]) for row in found],
            "title": table["title"],
            "what": ["\n".join(theme.lines(text, LONGEST)) for text in table["what_happened"]],
            "lane": [LANES[name] for name in table["category"]],
            "confidence": table["confidence"],
            "source": table["source_title"],
            "cited": [cited.get(event, "") for event in table["event"]],
        }
    )


def _menus(table: pd.DataFrame, lanes: list[str], chosen: str | None) -> list[alt.Parameter]:
    events = list(table["event"])
    first = chosen or ("2020-06-16-b" if "2020-06-16-b" in events else events[-1])
    if first not in events:
        raise CourseError(f'There is no event "{first}" in the table. Take an ID from the column "event".')
    kinds = [kind for kind in KINDS if kind in set(table["confidence"])]
    labels = [f"{row['event'][:10]}: {row['title']}" for row in records(table)]
    years = {"options": list(range(len(PERIODS))), "labels": [name for name, _, _ in PERIODS]}
    return [
        _menu("period", 0, years, "Years: "),
        _menu("kind", "all", _with_all(lanes), "Kind: "),
        _menu("sure", "all", _with_all(kinds), "Confidence: "),
        _menu("chosen", first, {"options": events, "labels": labels}, "Read about: "),
    ]


def _menu(name: str, value: object, options: dict[str, Any], label: str) -> alt.Parameter:
    return alt.param(name, value=value, bind=alt.binding_select(name=label, **options))


def _with_all(names: Iterable[str]) -> dict[str, list[str]]:
    found = list(names)
    return {"options": ["all", *found], "labels": ["all", *found]}


_KEPT: Final = "(kind == 'all' || datum.lane == kind) && (sure == 'all' || datum.confidence == sure)"


def _ends(index: int) -> list[int]:
    """First or last millisecond of each period."""
    return [(pd.Timestamp(period[index]) - pd.Timestamp(0)).days * MILLISECONDS for period in PERIODS]


def _main(drawn: pd.DataFrame, lanes: list[str]) -> alt.LayerChart:
    scale = alt.Scale(
        type="utc", nice=False, domainMin=alt.expr(f"{_ends(1)}[period]"), domainMax=alt.expr(f"{_ends(2)}[period]"),
        domain={"param": "window", "encoding": "x"},
    )  # fmt: skip
    across = alt.X("at:T", title=None, scale=scale, axis=alt.Axis(grid=True, domain=False, labelFlush=False, tickCount=8))
    heads = alt.Axis(title=None, ticks=False, domain=False, grid=True, labelPadding=10)
    down = alt.Y("lane:N", sort=lanes, scale=alt.Scale(domain=lanes), axis=heads)
    base = alt.Chart(drawn).encode(x=across, y=down)
    inside = base.transform_filter(_KEPT)
    return alt.layer(_pale(base), *_points(inside)).properties(width=WIDTH, height=HEIGHT * len(lanes))


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
    ring = base.mark_point(size=190, filled=False, stroke=theme.MIDDLE, strokeWidth=2.5, clip=True, aria=False)
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


def _head(drawn: pd.DataFrame) -> alt.LayerChart:
    """Say how many events the menus leave, and what the ring means."""
    count = (
        alt.Chart(drawn)
        .transform_calculate(kept=f"({_KEPT}) ? 1 : 0")
        .transform_aggregate(kept="sum(kept)", all="count()")
        .transform_calculate(text="datum.kept + ' of ' + datum.all + ' events'")
        .mark_text(align="left", fontWeight="bold", fontSize=theme.BODY)
        .encode(x=alt.XValue(0), y=alt.YValue(8), text=alt.Text("text:N"))
    )
    if not (drawn["cited"] != "").any():
        return alt.layer(count).properties(width=WIDTH, height=16)
    key = alt.Chart(alt.InlineData(values=[{}])).encode(y=alt.YValue(8))
    ring = key.mark_point(size=190, filled=False, stroke=theme.MIDDLE, strokeWidth=2.5, opacity=1, aria=False)
    words = key.mark_text(align="left")
    said = alt.value("the five articles speak of it")
    layers = [count, ring.encode(x=alt.XValue(420)), words.encode(x=alt.XValue(434), text=said)]
    return alt.layer(*layers).properties(width=WIDTH, height=16)


def _strip(drawn: pd.DataFrame) -> alt.Chart:
    window = alt.selection_interval(name="window", encodings=["x"], zoom=False)
    ends = [_ends(1)[0], _ends(2)[0]]
    scale = alt.Scale(type="utc", nice=False, domain=ends)
    axis = alt.Axis(domain=False, grid=False, tickCount=8, labelFlush=False)
    across = alt.X("at:T", title="Draw a window here to zoom; click beside it to see all again", scale=scale, axis=axis)
    tick: alt.Chart = (
        alt.Chart(drawn, width=WIDTH, height=30)
        .mark_tick(color=theme.DARK, opacity=0.55, thickness=1.5, height=22, aria=False)
        .encode(x=across)
        .add_params(window)
    )
    return tick


def _card(drawn: pd.DataFrame) -> alt.LayerChart:
    """Write the chosen event out below the picture."""
    base = alt.Chart(drawn).transform_filter("datum.event == chosen").encode(x=alt.XValue(0))
    long = base.transform_calculate(
        head="datum.date + ': ' + datum.title",
        foot="'Who says so: ' + datum.source + ' (' + datum.confidence + ')'",
        where="datum.cited == '' ? 'The five articles do not speak of it.' : 'In the five articles: ' + datum.cited",
    )
    lines = {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": theme.LINE_HEIGHT + 1}
    rows = (
        ("head:N", 0, {"fontWeight": "bold", "fontSize": 15}), ("what:N", 24, {}),
        ("foot:N", 84, {"color": theme.MUTED}), ("where:N", 104, {"color": theme.MUTED}),
    )  # fmt: skip
    told = [
        long.mark_text(**{**lines, **look}).encode(y=alt.YValue(top), text=alt.Text(field))  # type: ignore[arg-type]
        for field, top, look in rows
    ]
    return alt.layer(*told).properties(width=WIDTH, height=124)


def _takeaway(table: pd.DataFrame, mentions: pd.DataFrame | None) -> str:
    sure = int((table["confidence"] == "verified").sum())
    told = f"{len(table)} events, {sure} of them read in the source that stands with them"
    if mentions is None:
        return f"{told}."
    here = len(set(table["event"]) & set(mentions["event"]))
    return f"{told}; the five articles speak of {here}."


def _in_words(drawn: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": drawn["date"],
            "event": drawn["title"],
            "what happened": [text.replace("\n", " ") for text in drawn["what"]],
            "kind": drawn["lane"],
            "confidence": drawn["confidence"],
            "who says so": drawn["source"],
            "in the five articles": drawn["cited"],
        }
    )
