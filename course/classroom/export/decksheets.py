"""Decks of cards on paper: strips to cut out, a mat to lay them on, a ladder, a clock, strips to fold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from course.classroom.export.wording import shuffled
from course.prose import spoken
from course.quiz import decks_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from course.quiz.decks import Deck

Found = tuple[str, str, str, dict[str, Any], tuple[str, ...]]

_SCREEN: Final = re.compile(
    r"\b(?:buttons?|sliders?|switch(?:es)?|press|menus?|bars?|cells?|clicks?|screen|check(?:ing|ed|s)?|"
    r"notebooks?|scrolls?|download|Run)\b|Shift \+ Enter|course\.|date appears|At the end you see|on demand|\btabs?\b",
    re.IGNORECASE,
)


def on_screen(text: str) -> bool:
    """Whether a text speaks of what only a screen has."""
    return bool(_SCREEN.search(re.sub(r"<[^>]*>", "", text)))


def sentences(text: str) -> str:
    """Leave out the sentences that speak of what only a screen has."""
    return " ".join(part for part in re.split(r"(?<=[.?!])\s+", text) if not on_screen(part))


def paragraph(page: str) -> str:
    """Leave out such sentences of a paragraph in HTML; the whole of it where that would cut through emphasis."""
    inner = page.strip().removeprefix("<p>").removesuffix("</p>")
    parts = re.split(r"(?<=[.?!])\s+", inner)
    kept = [part for part in parts if not on_screen(part)]
    whole = all(
        part.count(f"<{tag}>") == part.count(f"</{tag}>") for part in parts for tag in ("strong", "em", "a")
    )
    return f"<p>{' '.join(kept)}</p>\n" if whole and kept else ""


def deck_sheet(deck: Deck, cards: Sequence[Mapping[str, Any]], seed: str) -> Found | None:
    """Put a deck on paper.

    Parameters
    ----------
    deck : Deck
        From `course.quiz.decks`.
    cards : sequence of mapping
        Its cards; only what stands on their face is taken.
    seed : str
        Mixes them.

    Returns
    -------
    tuple or None
        Kind, title, intro, values and paragraphs of a sheet; None for a layout that paper does not have.
    """
    layout = "clock" if deck.content.get("scale", {}).get("clock") else deck.layout
    if layout not in _LAYOUTS:
        return None
    order = shuffled(seed, deck.id, len(cards))
    mixed = [cards[n] for n in order]
    wanted = tuple(str(card["from"]) for card in cards if card.get("from"))
    return layout, deck.title, sentences(deck.intro), _LAYOUTS[layout](deck, mixed), wanted


def _faces(cards: Sequence[Mapping[str, Any]], unit: str = "") -> list[tuple[str, str]]:
    """Text of each card, and the small line under it."""
    return [(str(card["text"]), _aside(card, unit)) for card in cards]


def _aside(card: Mapping[str, Any], unit: str) -> str:
    weight = f"{card['weight']:g} {unit}" if unit and card.get("weight") else ""
    place = spoken(card["from"]) if card.get("from") else ""
    about = str(card.get("about") or "")
    return " \u00b7 ".join(
        part for part in (about, "" if place in about and place else place, weight) if part
    )


def _groups(deck: Deck, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "groups": [(group["label"], group.get("hint", "")) for group in deck.content["groups"]],
        "cards": _faces(cards, deck.content.get("weigh", "")),
        "weigh": deck.content.get("weigh", ""),
        "two": bool(deck.content.get("agreement")),
    }


def _scale(deck: Deck, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    scale = deck.content["scale"]
    step = (scale["max"] - scale["min"]) // 10 or 1
    return {
        "question": deck.content.get("question", ""),
        "marks": list(range(scale["min"], scale["max"] + 1, step)),
        "low": scale.get("low", ""),
        "high": scale.get("high", ""),
        "cards": _faces(cards),
    }


def _clock(deck: Deck, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    scale = deck.content["scale"]
    zones = scale["zones"]
    return {
        "question": deck.content.get("question", ""),
        "zones": [zone["label"] for zone in zones],
        "hours": [[_at(hour, zone["offset"]) for zone in zones] for hour in _hours(scale)],
        "marks": [
            ([_at(_minutes(mark["at"]), zone["offset"]) for zone in zones], mark["label"])
            for mark in scale["marks"]
        ],
        "cards": _faces(cards),
    }


def _minutes(moment: str) -> int:
    """Minutes since midnight UTC of a moment such as ``2020-06-16T05:49Z``."""
    hour, minute = moment[11:16].split(":")
    return 60 * int(hour) + int(minute)


def _hours(scale: Mapping[str, Any]) -> list[int]:
    return list(range(_minutes(scale["min"]), _minutes(scale["max"]) + 1, 30))


def _at(minutes: int, offset: int) -> str:
    hour, minute = divmod((minutes + offset) % 1440, 60)
    return f"{hour:02d}:{minute:02d}"


def _stages(deck: Deck, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    scale = deck.content["scale"]
    return {
        "question": deck.content.get("question", ""),
        "marks": list(range(scale["min"], scale["max"] + 1, 10)),
        "low": scale.get("low", ""),
        "high": scale.get("high", ""),
        "cards": [
            (
                str(card["text"]),
                [(step["label"], step["text"], spoken(step["from"])) for step in card["steps"]],
            )
            for card in cards
        ],
    }


def _sequence(_deck: Deck, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    dates = [str(card["date"]) for card in cards]
    return {
        "cards": _faces(cards),
        "first": decks_dates.spoken(min(dates))[-4:],
        "last": decks_dates.spoken(max(dates))[-4:],
    }


_LAYOUTS: Final[dict[str, Callable[[Deck, Sequence[Mapping[str, Any]]], dict[str, Any]]]] = {
    "groups": _groups,
    "scale": _scale,
    "clock": _clock,
    "stages": _stages,
    "sequence": _sequence,
}
