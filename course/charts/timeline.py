"""Lesson 9: 120 events from 1945 to 2024, to search, to filter and to zoom into.

Every control is a Vega-Lite parameter: menus that need no mouse and no kernel, and a strip on which a window can be
drawn with one. The words of the chosen event stand below the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course.charts import lanes, story, theme
from course.charts.intervals import MILLISECONDS, spoken
from course.charts.lanes import KINDS, LANES, LONGEST, PERIODS
from course.charts.rows import records
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS: Final = (
    "event", "date", "end_date", "title", "what_happened", "category", "confidence", "source_title",
)  # fmt: skip


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
    shown = [LANES[name] for name in LANES if name in set(table["category"])]
    picture = alt.vconcat(
        lanes.head(drawn), lanes.main(drawn, shown), lanes.strip(drawn), lanes.card(drawn), spacing=18
    )
    return story.tell(
        picture.add_params(*_menus(table, shown, chosen)),
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
        raise CourseError(f'"{min(unknown)}" has no place in the timeline. Mend the rows that you changed.')
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


def worded(date: str, end: pd.Timestamp | None = None) -> str:
    """Write a date of the record as exactly as it is known.

    Parameters
    ----------
    date : str
        ``2020-06-16`` or ``2020-06``.
    end : pandas.Timestamp, optional
        Last day of an event that lasted longer; missing or the same day for all others.

    Returns
    -------
    str
        Such as ``16 June 2020``, ``June 2020`` or ``18 September 2018 to 20 September 2018``.
    """
    first = middle(date)
    if len(date) == len("2020-06"):
        return f"{first.month_name()} {first.year}"
    last = first if end is None or pd.isna(end) else end
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


def _menus(table: pd.DataFrame, shown: list[str], chosen: str | None) -> list[alt.Parameter]:
    events = list(table["event"])
    first = chosen or ("2020-06-16-b" if "2020-06-16-b" in events else events[-1])
    if first not in events:
        raise CourseError(f'There is no event "{first}" in the table. Take an ID from the column "event".')
    kinds = [kind for kind in KINDS if kind in set(table["confidence"])]
    labels = [f"{row['event'][:10]}: {row['title']}" for row in records(table)]
    years = {"options": list(range(len(PERIODS))), "labels": [name for name, _, _ in PERIODS]}
    return [
        _menu("period", 0, years, "Years: "),
        _menu("kind", "all", _with_all(shown), "Kind: "),
        _menu("sure", "all", _with_all(kinds), "Confidence: "),
        _menu("chosen", first, {"options": events, "labels": labels}, "Read about: "),
    ]


def _menu(name: str, value: object, options: dict[str, Any], label: str) -> alt.Parameter:
    return alt.param(name, value=value, bind=alt.binding_select(name=label, **options))


def _with_all(names: Iterable[str]) -> dict[str, list[str]]:
    found = list(names)
    return {"options": ["all", *found], "labels": ["all", *found]}


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
