"""Lesson 5: one afternoon on three clocks."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

COLUMNS: Final = ("event", "label", "kind", "local_time", "zone", "utc", "precision")
WIDTH: Final = 460
HEIGHT: Final = 44
"""Pixels from one moment to the next."""

LONGEST: Final = 34
"""Longest line of a label, in characters."""

RULERS: Final = (("Korea", 540, "top"), ("UTC", 0, "bottom"), ("London", 60, "bottom"))
"""Name, minutes ahead of UTC and edge of each ruler."""

LOOKS: Final = {"event": ("circle", theme.DARK), "stamp": ("diamond", theme.EMPTY)}
"""Shape and fill of a thing that happened, and of a time that a page gives itself."""

_LEGEND: Final = {"event": "something that happened", "stamp": "a time that a page gives itself"}
_CLOCKS: Final = {"KST": "in Korea", "BST": "in London", "EDT": "in New York"}


def clock(times: pd.DataFrame, *, choose: bool = False) -> story.Figure:
    """Draw moments of one day on one axis, with the clocks of Korea and London beside UTC.

    Parameters
    ----------
    times : pandas.DataFrame
        Columns ``event``, ``label``, ``kind`` (event or stamp), ``local_time``, ``zone``, ``utc`` and ``precision``,
        as in ``course.load("times")``; ``utc`` may be text or dates.
    choose : bool
        Whether a menu below lets the reader choose the moment from which minutes are counted.

    Returns
    -------
    altair chart
        One row per moment, earliest first, each with its distance in minutes from the first.

    Raises
    ------
    CourseError
        If a column is missing, no row is left or a time cannot be read; the message says why.
    """
    table = _checked(times)
    drawing = alt.layer(*_rulers(table), *_marks(table), *_labels(table)).properties(
        width=WIDTH, height=HEIGHT * len(table)
    )
    return story.tell(
        drawing.add_params(_start(table, choose=choose)),
        title="One afternoon on three clocks",
        takeaway=_takeaway(table),
        description="One row per moment of 16 June 2020, earliest first, on one time axis. Rulers show the same axis as "
        "the clocks of Korea, UTC and London. A filled circle is something that happened, an open diamond is a time "
        "that a page gives itself. A bar runs from the first moment to each other one and ends in the minutes between.",
        table=_in_words(table),
    )


def _checked(times: pd.DataFrame) -> pd.DataFrame:
    missing = [f'"{name}"' for name in COLUMNS if name not in times.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("times").'
        )
    if times.empty:
        raise CourseError("There is no moment left to draw. Loosen the filter and run the cell again.")
    moments = pd.to_datetime(times["utc"], utc=True, errors="coerce", format="ISO8601")
    if moments.isna().any():
        event = times.loc[moments.isna(), "event"].iloc[0]
        raise CourseError(f'The time of "{event}" cannot be read. Write it as 2020-06-16T05:49Z.')
    day = moments.min().normalize()
    table = times.assign(minute=((moments - day).dt.total_seconds() / 60).astype("int64"))
    return table.sort_values("minute", kind="stable").reset_index(drop=True)


def _span(table: pd.DataFrame) -> tuple[int, int]:
    """First and last minute of the axis: half an hour of air, on half hours."""
    return (int(table["minute"].min()) - 19) // 30 * 30, -(-(int(table["minute"].max()) + 45) // 30) * 30


def _across(table: pd.DataFrame) -> dict[str, Any]:
    return {"scale": alt.Scale(domain=list(_span(table)), nice=False, zero=False), "axis": None}


def _row() -> alt.Y:
    return alt.Y("event:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.1, paddingOuter=0.1))


def _rulers(table: pd.DataFrame) -> list[alt.Chart]:
    """Write the hours of each zone above and below, and draw a line through each."""
    first, last = _span(table)
    hours = list(range(-(-first // 60) * 60, last + 1, 60))
    drawn = [_lines(hours, table)]
    below = 0
    for name, ahead, edge in RULERS:
        place = alt.YValue(-14) if edge == "top" else alt.YValue(HEIGHT * len(table) + 16 + 20 * below)
        below += edge == "bottom"
        ticks = [{"minute": hour, "text": clock_time(hour + ahead)} for hour in hours]
        drawn += [_hours(ticks, place, table), _name(name, place)]
    return drawn


def _hours(ticks: list[dict[str, Any]], place: alt.YValue, table: pd.DataFrame) -> alt.Chart:
    base = alt.Chart(alt.InlineData(values=ticks)).mark_text(color=theme.MUTED, aria=False)
    drawn: alt.Chart = base.encode(x=alt.X("minute:Q", **_across(table)), y=place, text=alt.Text("text:N"))
    return drawn


def _name(name: str, place: alt.YValue) -> alt.Chart:
    one = alt.Chart(alt.InlineData(values=[{}])).mark_text(align="right", fontWeight="bold", aria=False)
    drawn: alt.Chart = one.encode(x=alt.XValue(-14), y=place, text=alt.value(name))
    return drawn


def _lines(hours: list[int], table: pd.DataFrame) -> alt.Chart:
    data = alt.InlineData(values=[{"minute": hour} for hour in hours])
    drawn: alt.Chart = (
        alt.Chart(data)
        .mark_rule(color=theme.LINE, aria=False)
        .encode(x=alt.X("minute:Q", **_across(table)), y=alt.YValue(0), y2=alt.YValue(HEIGHT * len(table)))
    )
    return drawn


def clock_time(minute: int) -> str:
    """Write a minute of the day as a clock shows it.

    Parameters
    ----------
    minute : int
        Minutes since midnight; a day more or less does not matter.

    Returns
    -------
    str
        Such as ``14:49``.
    """
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _start(table: pd.DataFrame, *, choose: bool) -> alt.Parameter:
    """Name the minute from which the chart counts."""
    first = int(table["minute"].iloc[0])
    if not choose:
        return alt.param("start", value=first)
    menu = alt.binding_select(
        options=[int(minute) for minute in table["minute"]],
        labels=[f"{clock_time(int(row['minute']) + 540)} {row['label']}" for row in records(table)],
        name="Count the minutes from: ",
    )
    return alt.param("start", value=first, bind=menu)


def _marks(table: pd.DataFrame) -> list[alt.Chart]:
    base = _base(table)
    across = alt.X("minute:Q", **_across(table))
    kinds = [kind for kind in LOOKS if kind in set(table["kind"])]
    shape = alt.Scale(domain=[_LEGEND[kind] for kind in kinds], range=[LOOKS[kind][0] for kind in kinds])
    fill = alt.Scale(domain=[_LEGEND[kind] for kind in kinds], range=[LOOKS[kind][1] for kind in kinds])
    line = alt.Scale(domain=[_LEGEND[kind] for kind in kinds], range=[theme.DARK] * len(kinds))
    legend = alt.Legend(title=None, symbolStrokeWidth=2, offset=34)
    return [
        base.mark_rule(color=theme.DARK, strokeWidth=2, opacity=0.45, aria=False).encode(
            x=alt.X("start:Q", **_across(table)), x2=alt.X2("minute:Q")
        ),
        base.mark_point(filled=True, size=150, opacity=1, strokeWidth=2).encode(
            x=across,
            shape=alt.Shape("what:N", scale=shape, legend=legend),
            fill=alt.Fill("what:N", scale=fill, legend=legend),
            stroke=alt.Stroke("what:N", scale=line, legend=legend),
            tooltip=[
                alt.Tooltip("label:N"),
                alt.Tooltip("printed:N", title="as printed"),
                alt.Tooltip("korea:N", title="in Korea"),
            ],
        ),
        base.mark_text(align="left", dx=14, fontWeight="bold").encode(
            x=alt.X("ahead:Q", **_across(table)), text=alt.Text("gap:N")
        ),
    ]


def _base(table: pd.DataFrame) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(_drawn(table))
        .transform_calculate(start="start", ahead="max(datum.minute, start)", apart="datum.minute - start")
        .transform_calculate(
            gap="datum.apart == 0 ? 'start' : datum.about + (datum.apart > 0 ? '+' : '\u2212') + abs(datum.apart) + ' min'"
        )
        .encode(y=_row())
    )
    return drawn


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    found = records(table)
    return table[["event", "label", "minute"]].assign(
        what=[_LEGEND.get(row["kind"], row["kind"]) for row in found],
        about=["about " if row["precision"] == "about" else "" for row in found],
        printed=[_printed(row) for row in found],
        korea=[clock_time(row["minute"] + 540) for row in found],
        lines=["\n".join(theme.lines(row["label"], LONGEST)) for row in found],
    )


def _printed(row: dict[str, Any]) -> str:
    return f"{row['local_time']} {_CLOCKS.get(row['zone'], row['zone'])}"


def _labels(table: pd.DataFrame) -> list[alt.Chart]:
    """Write each moment with its time in Korea to the left of its row, in as many lines as it takes."""
    base = alt.Chart(_drawn(table)).encode(x=alt.XValue(0), y=_row())
    rise = alt.expr(f"-{theme.LINE_HEIGHT / 2} * (length(split(datum.lines, '\\n')) - 1)")
    words = base.mark_text(align="right", dx=-66, dy=rise, lineBreak="\n", lineHeight=theme.LINE_HEIGHT)
    time = base.mark_text(align="right", dx=-14, fontWeight="bold")
    return [words.encode(text=alt.Text("lines:N")), time.encode(text=alt.Text("korea:N"))]


def _takeaway(table: pd.DataFrame) -> str:
    first, last = table["minute"].iloc[0], table["minute"].iloc[-1]
    stamps = records(table[table["kind"] == "stamp"])
    span = f"{len(table)} moments lie within {last - first} minutes"
    if not stamps:
        return f"{span}."
    late = stamps[-1]
    after = int((table["minute"] > late["minute"]).sum())
    follow = "none follows" if not after else f"{after} {'follows' if after == 1 else 'follow'}"
    return f"{span}; the stamp {late['local_time']} {late['zone']} stands at minute {late['minute'] - first}, and {follow} it."


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    first = int(table["minute"].iloc[0])
    found = records(table)
    return pd.DataFrame(
        {
            "moment": table["label"],
            "as printed": [_printed(row) for row in found],
            "in Korea": [clock_time(row["minute"] + 540) for row in found],
            "UTC": [clock_time(row["minute"]) for row in found],
            "in London": [clock_time(row["minute"] + 60) for row in found],
            "minutes after the first": [row["minute"] - first for row in found],
            "precision": table["precision"],
        }
    )
