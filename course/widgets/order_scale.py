"""The layout ``scale``: each card gets a place on one line from 0 to 100, or on a clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.quiz import decks_dates
from course.widgets._static import listed, prose
from course.widgets.order import Order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.quiz.decks import Deck
    from course.widgets._base import Store
    from course.widgets.views import PassageView

Spec = dict[str, Any]

SHOWN: Final = ("id", "text", "about", "from", "cue", "right", "below", "above")
"""What the browser gets of a card, besides its band."""

FORECAST: Final = ("id", "text", "about", "from", "outcome", "told", "source")
"""What the browser gets of a forecast, besides the day on which its outcome was checked."""

CLASS_MARK: Final = ("n", "median", "low", "high")

_STRIP: Final = "border: 1px dashed; padding: 0.6em 0.8em; margin: 0 0 0.6em; break-inside: avoid"
_ROW: Final = "display: flex; gap: 0.6em; align-items: baseline; margin: 1.6em 0 0.2em"
_LINE: Final = "flex: 1; min-width: 4em; border-bottom: 2px solid"


class Scale(Order):
    """Cards on a line; see `Order`. The spec's ``scale`` is that of `line`.

    Each card has a ``band``, or with ``forecast`` an ``outcome`` and what was ``told`` of it, hidden until it is turned.
    """

    def text(self) -> str:
        """Title and size in one line."""
        return f"{self.spec['title']}: {len(self.spec['cards'])} cards to place (run this cell to use it)"

    def html(self) -> str:
        """Strips to cut out: each card over an empty line. Without bands, reasons and outcomes."""
        intro = f"<p>{prose(self.spec['intro'])}</p>" if self.spec["intro"] else ""
        ends = printed_ends(self.spec["scale"])
        strips = "".join(_strip(number, card, ends) for number, card in enumerate(self.spec["cards"], 1))
        asked = f"<p>{prose(self.spec['question'])} Mark each line, or cut out the strips and sort them.</p>"
        return f"<p><strong>{prose(self.spec['title'])}</strong></p>{intro}{asked}{_events(self.spec['scale'])}{strips}"


def scale_widget(
    deck: Deck,
    *,
    passages: Mapping[str, PassageView],
    class_marks: Mapping[str, Mapping[str, Any]] | None = None,
    store: Store | None = None,
) -> Scale:
    """Build a line with cards to place on it.

    Parameters
    ----------
    deck : Deck
        A deck with the layout ``scale``.
    passages : mapping of str to PassageView
        Paragraphs that cards open; those that no card names are left out.
    class_marks : mapping of str to mapping, optional
        Card ID to ``n``, ``median``, ``low`` and ``high``: the part of a class file under this deck's ID. Shown once
        a card has been checked.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Scale
        Ready to display.

    Raises
    ------
    CourseError
        If a time of a clock cannot be read.
    """
    content, marks = deck.content, class_marks or {}
    scale, forecast = line(content["scale"], deck.id), bool(content.get("forecast"))
    spec: Spec = {
        "id": deck.id,
        "title": deck.title,
        "intro": deck.intro or "",
        "layout": "scale",
        "question": content["question"],
        "scale": scale,
        "forecast": forecast,
        "cards": [
            _forecast(card) if forecast else _card(card, content["scale"], deck.id)
            for card in content["cards"]
        ],
        "closing": content.get("closing") or "",
        "passages": named_passages(content["cards"], passages),
        "class": {card["id"]: _mark(marks[card["id"]]) for card in content["cards"] if card["id"] in marks},
    }
    return Scale(spec, store=store)


def line(scale: Mapping[str, Any], deck_id: str = "") -> Spec:
    """Prepare a scale for the browser.

    Parameters
    ----------
    scale : mapping
        As in ``decks.yaml``; a clock has its ends and marks in UTC.
    deck_id : str
        For messages.

    Returns
    -------
    dict
        ``min``, ``max``, ``step``, ``low`` and ``high``. A clock runs from 0 in minutes, and has ``start`` (minutes
        after midnight UTC), ``day``, ``zones`` and ``marks`` too.
    """
    plain = {name: scale[name] for name in ("low", "high") if scale.get(name)}
    if not scale.get("clock"):
        return {"min": scale["min"], "max": scale["max"], "step": scale.get("step", 1), **plain}
    start, end = _moment(scale["min"], deck_id), _moment(scale["max"], deck_id)
    marks = [{"at": _minutes(m["at"], start, deck_id), "label": m["label"]} for m in scale.get("marks") or ()]
    return {
        "clock": True,
        "min": 0,
        "max": _minutes(scale["max"], start, deck_id),
        "step": scale.get("step", 1),
        "start": start.hour * 60 + start.minute,
        "day": _days(start, end),
        "zones": [{"label": z["label"], "offset": z["offset"]} for z in scale["zones"]],
        "marks": sorted(marks, key=lambda mark: mark["at"]),
        **plain,
    }


def named_passages(
    cards: list[Mapping[str, Any]], passages: Mapping[str, PassageView]
) -> dict[str, PassageView]:
    """Paragraphs that the cards name as ``from``, each once, in their order."""
    wanted = dict.fromkeys(card["from"] for card in cards if card.get("from"))
    return {pid: passages[pid] for pid in wanted if pid in passages}


def printed_ends(scale: Mapping[str, Any]) -> tuple[str, str]:
    """What stands at the two ends of a printed line, as HTML."""
    if scale.get("clock"):
        first = {**scale, "zones": scale["zones"][:1]}  # all zones would leave no room for the line
        return _printed_time(first, scale["min"]), _printed_time(first, scale["max"])
    low, high = (f" ({prose(scale[end])})" if scale.get(end) else "" for end in ("low", "high"))
    return f"{scale['min']}{low}", f"{scale['max']}{high}"


def printed_line(ends: tuple[str, str]) -> str:
    """Draw an empty line between its two ends."""
    return f'<div style="{_ROW}"><span>{ends[0]}</span><span style="{_LINE}">&nbsp;</span><span>{ends[1]}</span></div>'


def strip(body: str) -> str:
    """Put a dashed border around a piece that is to be cut out."""
    return f'<div style="{_STRIP}">{body}</div>'


def _strip(number: int, card: Spec, ends: tuple[str, str]) -> str:
    aside = ", ".join(filter(None, [card.get("about"), spoken(card.get("from") or "")]))
    text = f"{number}. {prose(card['text'])}" + (f" <small>({prose(aside)})</small>" if aside else "")
    return strip(f"<p>{text}</p>{printed_line(ends)}")


def _events(scale: Spec) -> str:
    """Ends and events of a clock, in every zone."""
    if not scale.get("clock"):
        return ""
    ends = [(scale["min"], "The line begins"), (scale["max"], "The line ends")]
    known = [(mark["at"], mark["label"]) for mark in scale["marks"]]
    return listed(f"{prose(label)}: {_printed_time(scale, at)}" for at, label in (ends[0], *known, ends[1]))


def spoken(passage: str) -> str:
    """``IND-P05`` as people say it: ``IND P5``. The same as ``spoken`` in ``kit.js``."""
    return passage.replace("-P0", "-P").replace("-", " ")


def _printed_time(scale: Mapping[str, Any], at: int) -> str:
    """``17:12 Korea, 09:12 London, 08:12 UTC``, as HTML."""
    clocks = [((scale["start"] + zone["offset"] + at) % 1440, zone["label"]) for zone in scale["zones"]]
    return ", ".join(f"{minutes // 60:02d}:{minutes % 60:02d} {prose(label)}" for minutes, label in clocks)


def _card(card: Mapping[str, Any], scale: Mapping[str, Any], deck_id: str) -> Spec:
    shown = {name: card[name] for name in SHOWN if card.get(name)}
    band = list(card["band"])
    if scale.get("clock"):
        start = _moment(scale["min"], deck_id)
        band = [_minutes(edge, start, deck_id) for edge in band]
    return {**shown, "band": band}


def _forecast(card: Mapping[str, Any]) -> Spec:
    shown = {name: card[name] for name in FORECAST if name in card}
    return {**shown, "checked_on": decks_dates.spoken(card["checked_on"])}


def _mark(mark: Mapping[str, Any]) -> Spec:
    return {name: mark[name] for name in CLASS_MARK}


def _moment(text: object, deck_id: str) -> datetime:
    """Read a time in UTC, such as ``2020-06-16T05:49Z``."""
    try:
        moment = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
    except ValueError as error:
        raise CourseError(
            f"Deck {deck_id}: {text!r} is not a time. Write it in UTC, such as 2020-06-16T05:49Z."
        ) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _minutes(text: object, start: datetime, deck_id: str) -> int:
    return round((_moment(text, deck_id) - start).total_seconds() / 60)


def _days(start: datetime, end: datetime) -> str:
    """The day of a clock in UTC, such as ``16 June 2020``; both where it runs past midnight."""
    first, last = (f"{day.day} {day:%B %Y}" for day in (start, end))
    return first if first == last else f"{first} to {last}"
