"""Lesson 2: the four kinds of date of a page, on one line of time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import altair as alt

from course.charts import story, theme
from course.model import CourseError

if TYPE_CHECKING:
    import pandas as pd


class Kind(NamedTuple):
    """One kind of date: how the table names it, how the chart does, and its mark."""

    id: str
    label: str
    shape: str
    fill: str


KINDS: Final = (
    Kind("event", "Event", "diamond", theme.DARK),
    Kind("publication", "Publication", "circle", theme.DARK),
    Kind("edit", "Edit", "triangle-right", theme.MIDDLE),
    Kind("capture", "Capture", "square", theme.MIDDLE),
)


class Known(NamedTuple):
    """One date that the table has."""

    article: str
    kind: str
    date: str
    reading: str

    @property
    def day(self) -> dt.date:
        """The day, or the first day that it can be."""
        return dt.date.fromisoformat(f"{self.date}-01-01"[:10])

    @property
    def open(self) -> bool:
        """Whether it may also be later."""
        return self.reading == "not before"

    @property
    def told(self) -> str:
        """The date as a reader says it."""
        exact = len(self.date) == len("2020-06-16")
        text = f"{self.day.day} {self.day:%B %Y}" if exact else self.date
        return f"{text} or later" if self.open else text


COLUMNS: Final = ("article", "kind", "date", "reading")
WIDTH: Final = 640
HEIGHT: Final = 62
START: Final = dt.date(2020, 1, 1)
END: Final = dt.date(2025, 6, 30)


def page_dates(dates: pd.DataFrame) -> story.Figure:
    """Draw the dates of the pages, one row per kind of date.

    Parameters
    ----------
    dates : pandas.DataFrame
        Columns ``article``, ``kind``, ``date`` and ``reading``, as in ``course.load("page_dates")``.

    Returns
    -------
    altair chart
        A mark per known day; an arrow where only the earliest day is known; the days from the event to the last
        capture.

    Raises
    ------
    CourseError
        If a column is missing or no date is left; the message says what to do.
    """
    known = _known(dates)
    marks = alt.Chart(_marks(known)).encode(y=_row())
    return story.tell(
        alt.layer(*_span(known), _arrows(marks), _points(marks), *_words(known)).properties(
            width=WIDTH, height=HEIGHT * len(KINDS)
        ),
        title="Four kinds of date",
        takeaway=_takeaway(known, dates),
        description="A line of time from 2020 to 2025 with four rows: the event, publication, a later edit, and "
        "the capture of the page. A mark stands for a known day. A mark with a line to its right means: that "
        "day or later. A dashed line marks the event in every row.",
        table=_in_words(dates),
    )


def _known(dates: pd.DataFrame) -> list[Known]:
    missing = [f'column "{name}"' for name in COLUMNS if name not in dates.columns]
    if missing:
        raise CourseError(f'The table has no {theme.listing(missing)}. Start from course.load("page_dates").')
    rows = dates.dropna(subset=["date"])[list(COLUMNS)].itertuples(index=False, name=None)
    found = [Known(*map(str, row)) for row in rows]
    if not found:
        raise CourseError(
            "No date is left to draw: the filter let none through. Loosen it and run the cell again."
        )
    return found


def _marks(known: list[Known]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    names = {kind.id: kind.label for kind in KINDS}
    rows = [
        (names[one.kind], one.article, one.day.isoformat(), one.open, one.told, END.isoformat())
        for one in known
    ]
    return pd.DataFrame(rows, columns=["kind", "article", "day", "open", "told", "end"])


def _row() -> alt.Y:
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelFontSize=theme.BODY, labelPadding=12, grid=False
    )
    return alt.Y("kind:N", sort=[kind.label for kind in KINDS], axis=axis)


def _day(column: str) -> alt.X:
    span = alt.Scale(domain=[alt.DateTime(year=d.year, month=d.month, date=d.day) for d in (START, END)])
    axis = alt.Axis(title=None, format="%Y", tickCount="year", ticks=False, domain=False)
    return alt.X(f"{column}:T", scale=span, axis=axis)


def _points(marks: alt.Chart) -> alt.Chart:
    names = [kind.label for kind in KINDS]
    shapes = alt.Scale(domain=names, range=[kind.shape for kind in KINDS])
    fills = alt.Scale(domain=names, range=[kind.fill for kind in KINDS])
    drawn: alt.Chart = marks.mark_point(
        size=190, filled=True, opacity=1, stroke=theme.INK, strokeWidth=1
    ).encode(
        x=_day("day"),
        shape=alt.Shape("kind:N", scale=shapes, legend=None),
        color=alt.Color("kind:N", scale=fills, legend=None),
        tooltip=[alt.Tooltip("article:N"), alt.Tooltip("kind:N"), alt.Tooltip("told:N", title="date")],
    )
    return drawn


def _arrows(marks: alt.Chart) -> alt.Chart:
    """Draw the time in which a date may lie of which only the earliest day is known."""
    drawn: alt.Chart = (
        marks.transform_filter("datum.open")
        .mark_rule(color=theme.MIDDLE, strokeWidth=7, opacity=0.55, aria=False)
        .encode(x=_day("day"), x2=alt.X2("end:T"))
    )
    return drawn


def _words(known: list[Known]) -> list[alt.Chart]:
    """Write the dates of each row above its first mark, or before it where the line of time ends."""
    return [
        alt.Chart(_one_row(kind, [one for one in known if one.kind == kind.id]))
        .mark_text(align="left", dx=10, dy=-20, fontSize=theme.BODY)
        .encode(x=_day("day"), y=_row(), text=alt.Text("told:N"))
        for kind in KINDS
        if any(one.kind == kind.id for one in known)
    ]


def _one_row(kind: Kind, known: list[Known]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    told: dict[str, list[str]] = {}
    for one in known:
        told.setdefault(one.told, []).append(one.article)
    text = "; ".join(f"{date} ({theme.listing(articles)})" for date, articles in told.items())
    first = min(one.day for one in known)
    return pd.DataFrame([(kind.label, first.isoformat(), text)], columns=["kind", "day", "told"])


def _span(known: list[Known]) -> list[alt.Chart]:
    """Draw the day of the event through all rows, and the days from there to the last capture known to the day."""
    import pandas as pd  # noqa: PLC0415

    ends = _ends(known)
    if not ends:
        return []
    capture = next(kind.label for kind in KINDS if kind.id == "capture")
    first, last = (day.isoformat() for day in ends)
    row = (capture, first, last, _length(ends))
    base = alt.Chart(pd.DataFrame([row], columns=["kind", "day", "end", "told"])).encode(x=_day("day"))
    look: dict[str, Any] = {"color": theme.MUTED, "strokeWidth": 1.5}
    return [
        base.mark_rule(strokeDash=[4, 4], aria=False, **look),
        base.mark_rule(aria=False, **look).encode(x2=alt.X2("end:T"), y=_row()),
        base.mark_text(align="left", dx=10, dy=-11, fontWeight="bold", fontSize=theme.BODY).encode(
            y=_row(), text=alt.Text("told:N")
        ),
    ]


def _ends(known: list[Known]) -> tuple[dt.date, dt.date] | None:
    events = [one.day for one in known if one.kind == "event"]
    captures = [one.day for one in known if one.kind == "capture" and not one.open]
    return (events[0], max(captures)) if events and captures else None


def _length(ends: tuple[dt.date, dt.date]) -> str:
    days = (ends[1] - ends[0]).days
    return f"{days:,} days" + (f", exactly {days // 7} weeks" if days % 7 == 0 else "")


def _takeaway(known: list[Known], dates: pd.DataFrame) -> str:
    count = f"{len(known)} of the {len(dates)} dates in the table are known."
    ends = _ends(known)
    return f"From the event to the last dated capture it is {_length(ends)}. {count}" if ends else count


def _in_words(dates: pd.DataFrame) -> pd.DataFrame:
    return dates[[name for name in (*COLUMNS, "passage", "basis", "how") if name in dates.columns]]
