"""The layout ``sequence``: cards in the order in which things happened, dates hidden until they are found."""

from __future__ import annotations

import random
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.prose import mentioned
from course.quiz import decks_dates
from course.widgets._static import prose
from course.widgets.order import Order
from course.widgets.order_scale import spoken, strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.quiz.decks import Deck
    from course.widgets._base import Store
    from course.widgets.views import PassageView

Spec = dict[str, Any]

SHOWN: Final = ("id", "text", "name", "about", "from", "date", "right", "look")
"""What the browser gets of a card."""

MIXES: Final = 50
"""Orders that are tried: the one in which the fewest cards already stand right is taken."""


class Sequence(Order):
    """Cards to put in order, earliest first; see `Order`.

    The spec's ``cards`` are mixed, the same way on every run; each has a ``date``. ``orders`` are those that texts imply
    (``label``, ``from``, ``cards``). The value has ``cards`` (card ID to ``right``, ``tries``, ``shown``, ``checked``)
    and ``order``, a list of card IDs.
    """

    def text(self) -> str:
        """Title and size in one line."""
        return (
            f"{self.spec['title']}: {len(self.spec['cards'])} cards to put in order (run this cell to use it)"
        )

    def html(self) -> str:
        """Cards to cut out, mixed and without their dates."""
        intro = f"<p>{prose(self.spec['intro'])}</p>" if self.spec["intro"] else ""
        how = "<p>Cut out the cards and lay them in order, earliest first.</p>"
        cards = "".join(strip(_printed(card)) for card in self.spec["cards"])
        return f"<p><strong>{prose(self.spec['title'])}</strong></p>{intro}{how}{cards}"


def sequence_widget(
    deck: Deck, *, passages: Mapping[str, PassageView], short: bool = False, store: Store | None = None
) -> Sequence:
    """Build cards to put in order.

    Parameters
    ----------
    deck : Deck
        A deck with the layout ``sequence``.
    passages : mapping of str to PassageView
        Paragraphs that cards, feedback and orders open; those that none of them names are left out.
    short : bool
        Whether to take only the cards that the deck lists under ``short``. What was done with them counts in the long
        form too.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Sequence
        Ready to display.

    Raises
    ------
    CourseError
        If a date cannot be read, or the deck has no short form and one is asked for.
    """
    cards = _mixed(_chosen(deck, short=short), deck.id)
    known = {card["id"] for card in cards}
    orders = [dict(order) for order in deck.content.get("orders") or () if known.issuperset(order["cards"])]
    wanted = dict.fromkeys(chain.from_iterable(map(_named, [*cards, *orders])))
    spec: Spec = {
        "id": deck.id,
        "title": deck.title,
        "intro": deck.intro or "",
        "layout": "sequence",
        "cards": [{name: card[name] for name in SHOWN if card.get(name)} for card in cards],
        "orders": orders,
        "closing": deck.content.get("closing") or "",
        "passages": {pid: passages[pid] for pid in wanted if pid in passages},
    }
    return Sequence(spec, store=store)


def _chosen(deck: Deck, *, short: bool) -> list[Spec]:
    cards: list[Spec] = deck.content["cards"]
    if not short:
        return cards
    chosen = deck.content.get("short")
    if not chosen:
        raise CourseError(
            f"{deck.id} has no short form. Leave out short=True, or list its cards under 'short'."
        )
    return [card for card in cards if card["id"] in chosen]


def _mixed(cards: list[Spec], deck_id: str) -> list[Spec]:
    """Mix the cards the same way on every run, so that few of them stand right by luck."""
    mixes = [random.Random(f"{deck_id}/{n}").sample(cards, len(cards)) for n in range(MIXES)]  # noqa: S311
    return min(mixes, key=lambda mix: decks_dates.longest_chain([card["date"] for card in mix]))


def _named(part: Mapping[str, Any]) -> Iterable[str]:
    """Paragraphs that a card or an order comes from, or that feedback names."""
    said = (mentioned(part.get(name, "")) for name in ("right", "look"))
    return [*filter(None, [part.get("from")]), *chain.from_iterable(said)]


def _printed(card: Spec) -> str:
    aside = ", ".join(filter(None, [card.get("about"), spoken(card.get("from") or "")]))
    return f"<p>{prose(card['text'])}" + (f" <small>({prose(aside)})</small></p>" if aside else "</p>")
