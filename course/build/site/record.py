"""The record as pages: a timeline to explore, and the glossary."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from course import data
from course.build.site.pages import Entry, Page
from course.build.site.prose import anchor
from course.data import split
from course.widgets.glossary import HOW_TO_SAY, KINDS, SPELLINGS, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    Row = Mapping[str, Any]

CONFIDENCE: Final = {
    "verified": "Verified: read in the source",
    "well-established": "Well established: general knowledge",
    "disputed": "Disputed",
}
"""How sure the record is of a date, and what readers see."""

PERIODS: Final = (
    (1945, "Division and war"),
    (1954, "After the armistice"),
    (1991, "First agreements"),
    (2000, "Summits and the Kaesong complex"),
    (2008, "Setbacks"),
    (2018, "Summits again, and the liaison office"),
    (2020, "2020"),
    (2021, "Afterwards"),
)
"""First year of each part of the page, and its heading."""


def timeline() -> Page:
    """Every event of the record, to filter by kind, certainty, article and words."""
    mentions: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("timeline_mentions"):
        mentions[row["event"]].append(row)
    events = [_event(row, mentions.get(row["event"], [])) for row in data.rows("timeline")]
    kinds = Counter(event["category"] for event in events)
    return Page(
        path="timeline.html",
        template="timeline.html",
        title="Timeline, 1945 to 2024",
        description=f"{len(events)} events between the two Koreas, each with its source.",
        section="timeline",
        context={
            "periods": _periods(events),
            "kinds": sorted((kind, _label(kind), count) for kind, count in kinds.items()),
            "confidence": CONFIDENCE,
            "count": len(events),
        },
        entries=[_found(event) for event in events],
    )


def _event(row: Row, mentions: list[Row]) -> dict[str, Any]:
    places = [{"passage": one["passage"], "note": one.get("note") or ""} for one in mentions]
    return {
        **row,
        "id": f"e{row['event']}",
        "year": int(str(row["date"])[:4]),
        "when": when(str(row["date"]), str(row.get("end_date") or "")),
        "kind": _label(row["category"]),
        "who": ", ".join(split(row.get("actors"))),
        "mentions": [_mention(one) for one in places],
        "articles": " ".join(dict.fromkeys(one["passage"].split("-")[0] for one in places)),
    }


def _mention(one: dict[str, str]) -> dict[str, str]:
    article, number = one["passage"].split("-P")
    return {**one, "name": f"{article} P{int(number)}", "href": f"articles/{article}.html#P{number}"}


def _label(category: str) -> str:
    names = {"nuclear-missile": "Nuclear and missiles", "liaison-office": "Liaison office"}
    return names.get(category, category.replace("-", " ").capitalize())


def when(start: str, end: str | None = None) -> str:
    """A date of the record as people write it.

    Parameters
    ----------
    start, end : str
        ``2020-06-16`` or, where the day is not sure, ``2020-06``.

    Returns
    -------
    str
        ``16 June 2020``, ``June 2020`` or ``1 May 2020 to 3 May 2020``.
    """
    said = _day(start)
    return f"{said} to {_day(end)}" if end and end != start else said


def _day(date: str) -> str:
    year, *rest = date.split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    words += [calendar.month_name[int(rest[0])]] if rest else []
    return " ".join([*words, year])


def _periods(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def part(event: dict[str, Any]) -> int:
        return max(at for at, (year, _) in enumerate(PERIODS) if year <= event["year"])

    made = []
    for at, group in groupby(events, part):
        inside = list(group)
        last = max(event["year"] for event in inside)
        span = f"{PERIODS[at][0]} to {last}" if last > PERIODS[at][0] else ""
        made.append({"title": PERIODS[at][1], "span": span, "id": f"from-{PERIODS[at][0]}", "events": inside})
    return made


def _found(event: dict[str, Any]) -> Entry:
    rest = f"{event['who']} {event.get('place') or ''} {event.get('korean_name') or ''}".strip()
    parts = (str(event["what_happened"]), rest)
    title = f"{event['when']}: {event['title']}"
    return Entry("Event", title, f"timeline.html#{event['id']}", " ".join(parts).strip(), parts)


def texts() -> list[str]:
    """What happened at each event, and what it is called: the timeline of lesson 9 has them too."""
    return [text for row in data.rows("timeline") for text in (str(row["what_happened"]), str(row["title"]))]


def glossary() -> Page:
    """Every word and name, by its first letter."""
    rows = sorted(data.rows("glossary"), key=lambda row: fold(row["term"]))
    terms = [_term(row) for row in rows]
    letters = [(letter, list(group)) for letter, group in groupby(terms, lambda term: term["letter"])]
    return Page(
        path="glossary.html",
        template="glossary.html",
        title="Words and names",
        description=f"{len(terms)} words, names and abbreviations in plain English, with how to say them.",
        section="glossary",
        context={"letters": letters, "kinds": KINDS, "how_to_say": HOW_TO_SAY, "count": len(terms)},
        entries=[_word(term) for term in terms],
    )


def _term(row: Row) -> dict[str, Any]:
    first = fold(row["term"])[0].upper()
    return {
        **row,
        "id": anchor(row["term"]),
        "letter": first if first.isalpha() else "0\u20139",
        "also": split(row.get("also")),
        "spellings": [(label, row[name]) for name, label in SPELLINGS.items() if row.get(name)],
    }


def _word(term: dict[str, Any]) -> Entry:
    other = " ".join([*term["also"], *(text for _, text in term["spellings"])])
    parts = (str(term["plain"]), other)
    return Entry("Word", term["term"], f"glossary.html#{term['id']}", " ".join(parts).strip(), parts)
