"""The forecast ledger: probabilities that a learner gave before the outcomes, and how close they came.

A deck of the layout ``scale`` with ``forecast: true``. The same score as in ``order_scale_ledger.js``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.quiz import decks_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.quiz.decks import Deck

COIN: Final = 0.25
"""Brier score of always saying 50."""

ENDS: Final = (0, 100)
"""Probabilities are given out of a hundred."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One card that was turned.

    Parameters
    ----------
    card : dict
        The card in the form of the file.
    said : float
        The learner's probability, 0 to 100.
    penalty : float or None
        Squared distance from the outcome, 0 to 1; None where nobody can say what the outcome was.
    """

    card: dict[str, Any]
    said: float
    penalty: float | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A learner's forecasts.

    Parameters
    ----------
    scored, untestable : tuple of Entry
        Cards that were turned, those without an outcome apart.
    waiting : int
        Cards that were not turned yet.
    brier : float or None
        Mean penalty of the scored cards (Brier 1950); None without any.
    """

    scored: tuple[Entry, ...]
    untestable: tuple[Entry, ...]
    waiting: int
    brier: float | None


def ledger(deck: Deck, value: Mapping[str, Any]) -> Ledger:
    """Score a learner's forecasts.

    Parameters
    ----------
    deck : Deck
        A deck of forecasts.
    value : mapping
        What the case file keeps under the deck's ID: ``cards``, card ID to ``at`` and ``turned``.
    """
    found = value.get("cards")
    kept = found if isinstance(found, dict) else {}
    turned = [entry for card in deck.content["cards"] if (entry := _entry(card, kept.get(card["id"])))]
    scored = tuple(entry for entry in turned if entry.penalty is not None)
    penalties = [entry.penalty for entry in scored if entry.penalty is not None]
    return Ledger(
        scored,
        tuple(entry for entry in turned if entry.penalty is None),
        len(deck.content["cards"]) - len(turned),
        sum(penalties) / len(penalties) if penalties else None,
    )


def sentence(found: Ledger) -> str:
    """Say what a Brier score means, first in words; empty without scored forecasts."""
    if found.brier is None:
        return ""
    count = len(found.scored)
    scored = f"{count} scored {'forecast' if count == 1 else 'forecasts'}"
    return (
        f"{_against_a_coin(found.brier)} Your Brier score is {rounded(found.brier)} over {scored}: 0 is perfect, 0.25 is always "
        "saying 50, and 1 is being certain and wrong every time. So few forecasts say little about you: one surprise moves "
        "the score a lot."
    )


def rounded(score: float) -> str:
    """Write a score with two decimals, halves up as in the browser."""
    return f"{floor(100 * score + 0.5) / 100:.2f}"


def _against_a_coin(brier: float) -> str:
    if abs(brier - COIN) < 0.005:
        return "Your forecasts came about as close to what happened as always saying 50 would have."
    if brier < COIN:
        return "Your forecasts came closer to what happened than always saying 50 would have."
    return "Always saying 50 would have come closer to what happened than your forecasts did."


def _entry(card: dict[str, Any], kept: object) -> Entry | None:
    """Take what was said of a card; None while it is not turned."""
    said = kept.get("at") if isinstance(kept, dict) and kept.get("turned") else None
    if not isinstance(said, int | float) or isinstance(said, bool) or not ENDS[0] <= said <= ENDS[1]:
        return None
    outcome = card["outcome"]
    return Entry(card, said, None if outcome is None else (said / 100 - outcome) ** 2)


def problems(deck: Deck) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a deck of forecasts, beyond its form, as pairs of place and sentence."""
    scale, cards = deck.content["scale"], deck.content["cards"]
    if (scale["min"], scale["max"]) != ENDS:
        yield f"{deck.id} scale", "probabilities run from 0 to 100; set min and max to these."
    if all(card["outcome"] is None for card in cards):
        yield deck.id, "no card has an outcome of 1 or 0, so nothing can be scored; add one that has."
    for card in cards:
        try:
            decks_dates.span(card["checked_on"])
        except CourseError:
            yield (
                f"{deck.id} {card['id']}",
                f"checked_on is {card['checked_on']!r}, and there is no such day; correct it.",
            )
