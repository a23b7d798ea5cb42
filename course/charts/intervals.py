"""Lesson 9: twelve dated events around the liaison office, and the days on which it was open and idle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS: Final = ("event", "date", "precision", "label")
WIDTH: Final = 720
HEIGHT: Final = 30
"""Pixels from one event to the next."""

SPAN: Final = ("2018-03-01", "2020-07-20")
"""Ends of the time axis."""

STAGES: Final = (
    ("open", "opening", "suspension", "#d3e2ea"),
    ("idle", "suspension", "demolition", "#f8dcae"),
)
"""What each stage of the office is called, the events that begin and end it, and its shade."""

MILLISECONDS: Final = 86_400_000
"""In a day: Vega counts time in milliseconds."""


def intervals(events: pd.DataFrame, away: Sequence[str] | None = None) -> story.Figure:
    """Draw dated events from 2018 to 2020, with the days on which the office was open and idle shaded.

    Parameters
    ----------
    events : pandas.DataFrame
        Columns ``event``, ``date``, ``precision`` and ``label``, as in ``course.load("interval_events")``.
    away : sequence of two str, optional
        First and last day of a time in which one side had left the office, such as
        ``("2019-03-22", "2019-03-25")``; drawn as a stripe inside the shading.

    Returns
    -------
    altair chart
        One row per event that is dated to the day and lies within the axis, earliest first.

    Raises
    ------
    CourseError
        If a column is missing, a date cannot be read or no event is left; the message says why.
    """
    table = _checked(events)
    stages = _stages(table)
    drawing = alt.layer(*_shades(stages, len(table)), *_stripe(away, len(table)), *_marks(table))
    return story.tell(
        drawing.properties(width=WIDTH, height=HEIGHT * len(table)),
        title="From a promise to a demolition",
        takeaway=_takeaway(table, stages),
        description="A time axis from spring 2018 to summer 2020. One row per event, earliest at the top: a point at its "
        "date, a thin rule down to the axis, and the date with a few words beside it. The days on which the office "
        "was open have a blue shade, the days on which it stood idle an orange one." + _absence(away),
        table=_in_words(table),
    )


def day(text: str) -> pd.Timestamp:
    """Read a date that a person wrote.

    Parameters
    ----------
    text : str
        Such as ``2019-03-22``.

    Returns
    -------
    pandas.Timestamp
        The day, without a time zone.

    Raises
    ------
    CourseError
        If it is no date.
    """
    found = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    if pd.isna(found):
        raise CourseError(f'"{text}" is not a day. Write it as 2019-03-22.')
    return found


def spoken(date: pd.Timestamp) -> str:
    """Write a day as people say it, such as ``27 April 2018``."""
    return f"{date.day} {date.month_name()} {date.year}"


def _checked(events: pd.DataFrame) -> pd.DataFrame:
    missing = [f'"{name}"' for name in COLUMNS if name not in events.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("interval_events").'
        )
    exact = events[events["precision"] == "day"]
    table = exact.assign(when=[day(str(date)[:10]) for date in exact["date"]])
    first, last = map(day, SPAN)
    table = table[table["when"].between(first, last)].sort_values("when", kind="stable")
    if table.empty:
        raise CourseError(
            "No event is left between March 2018 and July 2020. Loosen the filter and run the cell again."
        )
    return table.reset_index(drop=True)


def _stages(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Find the stages whose beginning and end are both in the table."""
    when = dict(zip(table["event"], table["when"], strict=True))
    return [
        {"stage": name, "begin": _at(when[first]), "end": _at(when[last]), "shade": shade,
         "days": (when[last] - when[first]).days}
        for name, first, last, shade in STAGES
        if first in when and last in when
    ]  # fmt: skip


def _at(date: pd.Timestamp) -> int:
    return (date - pd.Timestamp(0)).days * MILLISECONDS


def _across(field: str) -> alt.X:
    ends = [_at(day(text)) for text in SPAN]
    axis = alt.Axis(
        title=None, format="%b %Y", tickCount=alt.TimeIntervalStep(interval="month", step=3), grid=False,
        domain=False, labelFlush=False, labelPadding=6,
    )  # fmt: skip
    return alt.X(field, scale=alt.Scale(type="utc", domain=ends, nice=False), axis=axis)


def _down() -> alt.Y:
    return alt.Y("event:N", sort=None, axis=None, scale=alt.Scale(padding=0.2))


def _shades(stages: list[dict[str, Any]], rows: int) -> list[alt.Chart]:
    words = {"open": "office open", "idle": "idle"}
    found = [
        {**stage, "middle": (stage["begin"] + stage["end"]) // 2,
         "text": f"{words[stage['stage']]}: {stage['days']} days"}
        for stage in stages
    ]  # fmt: skip
    if not found:
        return []
    base = alt.Chart(alt.InlineData(values=found))
    shade = alt.Color("shade:N", scale=None)
    return [
        base.mark_rect().encode(
            x=_across("begin:T"), x2=alt.X2("end:T"), y=alt.YValue(0), y2=alt.YValue(HEIGHT * rows), color=shade,
            tooltip=[alt.Tooltip("stage:N", title="office"), alt.Tooltip("days:Q")],
        ),
        base.mark_text(fontWeight="bold", align="center", baseline="bottom").encode(x=_across("middle:T"), y=alt.YValue(-6), text=alt.Text("text:N")),
    ]  # fmt: skip


def _stripe(away: Sequence[str] | None, rows: int) -> list[alt.Chart]:
    """Draw the days of an absence: a stripe, and the number of days below it."""
    if away is None:
        return []
    first, last = map(day, away)
    days = (last - first).days
    if days < 0:
        raise CourseError("The absence ends before it begins. Write the earlier day first.")
    one = {"begin": _at(first), "end": _at(last) + MILLISECONDS, "text": f"away {days} days"}
    base = alt.Chart(alt.InlineData(values=[one])).encode(x=_across("begin:T"))
    foot = HEIGHT * rows
    stripe = base.mark_rect(color=theme.PANEL, stroke=theme.INK, strokeWidth=0.5)
    words = base.mark_text(align="left", dx=10, fontStyle="italic")
    return [
        stripe.encode(x2=alt.X2("end:T"), y=alt.YValue(0), y2=alt.YValue(foot)),
        words.encode(y=alt.YValue(foot - 12), text=alt.Text("text:N")),
    ]


def _absence(away: Sequence[str] | None) -> str:
    """Say in words what the stripe shows."""
    if away is None:
        return ""
    first, last = map(day, away)
    return f" A light stripe stands for the {(last - first).days} days of an absence, from {spoken(first)} to {spoken(last)}."


def _marks(table: pd.DataFrame) -> list[alt.Chart]:
    middle = (_at(day(SPAN[0])) + _at(day(SPAN[1]))) // 2
    drawn = table[["event", "label"]].assign(
        at=[_at(date) for date in table["when"]],
        date=[spoken(date) for date in table["when"]],
        text=[f"{spoken(row['when'])}  {row['label']}" for row in records(table)],
    )
    base = alt.Chart(drawn).encode(x=_across("at:T"), y=_down())
    tips = [alt.Tooltip("date:N"), alt.Tooltip("label:N", title="event")]
    rule = base.mark_rule(color=theme.DARK, opacity=0.3, aria=False)
    return [
        rule.encode(y2=alt.Y2Value(HEIGHT * len(table))),
        base.mark_point(filled=True, size=110, color=theme.DARK, opacity=1).encode(tooltip=tips),
        base.transform_filter(f"datum.at < {middle}").mark_text(align="left", dx=11, **_HALO).encode(text="text:N"),
        base.transform_filter(f"datum.at >= {middle}").mark_text(align="right", dx=-11, **_HALO).encode(text="text:N"),
    ]  # fmt: skip


_HALO: Final[dict[str, Any]] = {"color": theme.INK, "baseline": "middle"}


def _takeaway(table: pd.DataFrame, stages: list[dict[str, Any]]) -> str:
    days = {stage["stage"]: stage["days"] for stage in stages}
    if {"open", "idle"} <= set(days):
        return (
            f"The office was open for {days['open']} days and stood idle for {days['idle']}; "
            f"together that makes {sum(days.values())} from opening to demolition."
        )
    first, last = table["when"].iloc[0], table["when"].iloc[-1]
    return f"{len(table)} dated events lie between {spoken(first)} and {spoken(last)}."


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    first = table["when"].iloc[0]
    return pd.DataFrame(
        {
            "date": [spoken(date) for date in table["when"]],
            "event": table["label"],
            "days after the first": [(date - first).days for date in table["when"]],
        }
    )
