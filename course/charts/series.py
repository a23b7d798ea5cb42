"""Lesson 9: numbers year by year, each with its source, and hollow where nobody has opened that source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from course import data
from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

WIDTH: Final = 620
HEIGHT: Final = 260

LOOKS: Final = {
    "read in its source": (theme.DARK, theme.DARK, [1, 0]),
    "not opened, rounded or worked out": (theme.EMPTY, theme.MUTED, [4, 3]),
}
"""Fill, outline and dashes of a verified value, and of every other."""


@dataclass(frozen=True, slots=True)
class Series:
    """Where a series of numbers stands and what it counts.

    Parameters
    ----------
    table : str
        Name of the table.
    value, status : str
        Its columns with the number and the word about it.
    title, unit : str
        Words for the heading and for the axis.
    source : str
        Who counted.
    marks : tuple of (float, str)
        Years of events to draw beside the bars, and what to call them.
    note_column : str
        Column that names the source of each value.
    """

    table: str
    value: str
    status: str
    title: str
    unit: str
    source: str
    marks: tuple[tuple[float, str], ...] = ()
    note_column: str = "source_note"


_COMPLEX: Final = ((2013.27, "halt of 2013"), (2016.11, "shut"))

SERIES: Final = {
    "workers": Series(
        "kaesong_complex", "nk_workers_year_end", "workers_status", "Northern workers in the Kaesong complex",
        "workers at the end of the year", "Ministry of Unification, in press reports", _COMPLEX,
    ),
    "output": Series(
        "kaesong_complex", "production_million_usd", "production_status", "Output of the Kaesong complex",
        "million dollars", "Ministry of Unification, in press reports", _COMPLEX,
    ),
    "trade": Series(
        "inter_korean_trade", "total_million_usd", "status", "Trade between the two Koreas", "million dollars",
        "Ministry of Unification, customs and the trade association, in press reports",
        ((2004.95, "first goods from Kaesong"), (2010.4, "trade ban"), (2016.11, "complex shut")),
    ),
    "talks": Series(
        "inter_korean_talks_by_year", "talks", "status", "Talks between the two governments", "meetings",
        "Ministry of Unification", ((2007.75, "second summit"), (2016.11, "complex shut")), "note",
    ),
    "arrivals": Series(
        "defectors_to_south", "total_latest", "latest_status", "People from the North arriving in the South", "people",
        "Ministry of Unification", ((2011.96, "Kim Jong Un takes over"), (2020.08, "borders closed")), "note",
    ),
}  # fmt: skip
"""Short name and description of each series."""


def series(name: str | None = None, *, verified: bool = False) -> story.Figure:
    """Draw one series of yearly numbers, or all of them with a menu.

    Parameters
    ----------
    name : str, optional
        ``"workers"``, ``"output"``, ``"trade"``, ``"talks"`` or ``"arrivals"``; a menu offers all five without it.
    verified : bool
        Whether to leave out every value that nobody has read in the source that it comes from.

    Returns
    -------
    altair chart
        One bar per year: solid for verified values, hollow and dashed for all others. Years without a value stay blank.

    Raises
    ------
    CourseError
        If there is no such series; the message lists the names.
    """
    if name is not None and name not in SERIES:
        raise CourseError(f'There is no series "{name}". Write one of: {", ".join(SERIES)}.')
    names = [name] if name else list(SERIES)
    table = pd.concat([_years(one) for one in names], ignore_index=True)
    kept = table[table["kept"]] if verified else table
    menu = _menu(names)
    drawing = alt.layer(*_bars(kept, menu), *_marks(names, menu), *_source(names, menu))
    drawing = drawing.properties(width=WIDTH, height=HEIGHT)
    return story.tell(
        drawing.add_params(menu) if menu else drawing,
        title=SERIES[name].title if name else "Five series, year by year",
        takeaway=_takeaway(table, kept, names, verified=verified),
        description="One bar per year. A solid bar is a value that was read in the source named with it. A hollow, dashed bar "
        "is the ministry's number as it is usually quoted, a rounded one, or one that we worked out. Years without a bar "
        "have no value in the table, or none that may be shown. Dotted lines mark events.",
        table=_in_words(kept, names),
    )


def _years(name: str) -> pd.DataFrame:
    """Read one series; rows that stand for more than one year are left out."""
    one = SERIES[name]
    table = data.load(one.table)
    table = table.assign(year=pd.to_numeric(table["year"], errors="coerce"))
    table = table[table["year"].notna() & table[one.value].notna()]
    solid, hollow = LOOKS
    status = list(table[one.status])
    return pd.DataFrame(
        {
            "series": name,
            "year": table["year"].astype("int64"),
            "value": table[one.value].astype("float64"),
            "status": status,
            "look": [solid if word == "verified" else hollow for word in status],
            "kept": [word == "verified" for word in status],
            "note": table[one.note_column].fillna("").astype("str"),
        }
    )


def _menu(names: list[str]) -> alt.Parameter | None:
    if len(names) == 1:
        return None
    labels = [SERIES[name].title for name in names]
    return alt.param(
        "series", value=names[0], bind=alt.binding_select(options=names, labels=labels, name="Series: ")
    )


def _chosen(chart: alt.Chart, menu: alt.Parameter | None) -> alt.Chart:
    return chart.transform_filter("datum.series == series") if menu else chart


def _across(field: str) -> alt.X:
    axis = alt.Axis(
        format="d", tickMinStep=1, tickCount=8, grid=False, ticks=False, domain=False, labelFlush=False
    )
    return alt.X(field, title=None, axis=axis, scale=alt.Scale(zero=False, nice=False, padding=16))


def _bars(table: pd.DataFrame, menu: alt.Parameter | None) -> list[alt.Chart]:
    fill, outline, dash = (
        alt.Scale(domain=list(LOOKS), range=[look[i] for look in LOOKS.values()]) for i in range(3)
    )
    legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=1.5, offset=30)
    base = _chosen(alt.Chart(table.drop(columns="kept")), menu)
    up = alt.Axis(title=None, format=",.0f", ticks=False, domain=False, tickCount=5)
    bars = base.mark_bar(size=14, strokeWidth=1.5, cornerRadiusEnd=2).encode(
        x=_across("year:Q"),
        y=alt.Y("value:Q", axis=up),
        color=alt.Color("look:N", scale=fill, legend=legend),
        stroke=alt.Stroke("look:N", scale=outline, legend=legend),
        strokeDash=alt.StrokeDash("look:N", scale=dash, legend=legend),
        tooltip=[
            alt.Tooltip("year:Q", format="d"), alt.Tooltip("value:Q", format=",.10~g"), alt.Tooltip("status:N"),
            alt.Tooltip("note:N", title="source or note"),
        ],
    )  # fmt: skip
    # The words beside the dotted lines need air above the highest bar, whichever series the menu shows.
    air = (
        base.transform_aggregate(most="max(value)", first="min(year)")
        .transform_calculate(top="1.3 * datum.most")
        .mark_point(opacity=0, aria=False)
        .encode(x=_across("first:Q"), y=alt.Y("top:Q"))
    )
    return [bars, air]


def _marks(names: list[str], menu: alt.Parameter | None) -> list[alt.Chart]:
    """Draw the events. A bar stands on the middle of its year, so a moment lies half a year to the left."""
    found = [
        {"series": name, "year": year - 0.5, "event": event, "row": row}
        for name in names
        for row, (year, event) in enumerate(SERIES[name].marks)
    ]
    base = _chosen(alt.Chart(alt.InlineData(values=found)), menu).encode(x=_across("year:Q"))
    rule = base.mark_rule(color=theme.INK, strokeDash=[2, 3], opacity=0.7, aria=False)
    fall = alt.expr("8 + 17 * datum.row")
    text = base.mark_text(align="right", dx=-5, dy=fall, fontStyle="italic")
    return [
        rule.encode(y=alt.YValue(0), y2=alt.Y2Value(HEIGHT)),
        text.encode(y=alt.YValue(0), text=alt.Text("event:N")),
    ]


def _source(names: list[str], menu: alt.Parameter | None) -> list[alt.Chart]:
    """Write unit and source above and below the bars."""
    found = [
        {
            "series": name,
            "unit": f"{SERIES[name].title}: {SERIES[name].unit}" if menu else SERIES[name].unit,
            "text": f"Numbers: {SERIES[name].source}.",
        }
        for name in names
    ]
    base = _chosen(alt.Chart(alt.InlineData(values=found)), menu)
    told: alt.Chart = base.mark_text(align="left", color=theme.MUTED).encode(
        x=alt.XValue(0), y=alt.YValue(HEIGHT + 40), text=alt.Text("text:N")
    )
    unit: alt.Chart = base.mark_text(align="left", fontWeight="bold").encode(
        x=alt.XValue(0), y=alt.YValue(-12), text=alt.Text("unit:N")
    )
    return [unit, told]


def _takeaway(table: pd.DataFrame, kept: pd.DataFrame, names: list[str], *, verified: bool) -> str:
    solid = int(table["kept"].sum())
    if len(names) > 1:
        return f"{solid} of {len(table)} values in the five series were read in the source named with them."
    first, last = table.iloc[0], table.iloc[-1]
    if verified:
        left = len(table) - len(kept)
        return f"{len(kept)} of {len(table)} values remain; {left} more are in use but were not read in their source."
    return (
        f"From {first['value']:,.10g} in {first['year']} to {last['value']:,.10g} in {last['year']}; "
        f"{solid} of {len(table)} values were read in the source named with them."
    )


def _in_words(kept: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    found = records(kept)
    told = pd.DataFrame(
        {
            "year": [str(row["year"]) for row in found],
            "series": [SERIES[row["series"]].title for row in found],
            "value": [f"{row['value']:,.10g} {SERIES[row['series']].unit}" for row in found],
            "status": kept["status"].to_numpy(),
            "source or note": kept["note"].to_numpy(),
        }
    )
    return told if len(names) > 1 else told.drop(columns="series")
