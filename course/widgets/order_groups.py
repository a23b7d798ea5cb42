"""The layout ``groups``: each card goes into one of several named groups."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from course.casefile.classfile import FEWEST
from course.prose import mentioned
from course.quiz import decks
from course.widgets._static import listed, prose
from course.widgets.order import Order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from course.quiz.decks import Deck
    from course.widgets._base import Store
    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]

SHOWN: Final = ("id", "text", "about", "from", "weight", "right", "not_yet", "wrong")
"""What the browser gets of a card, besides its key."""


class Groups(Order):
    """Cards to sort; see `Order`.

    The spec has ``groups`` (``id``, ``label``, ``hint``), ``weigh``, ``keep_empty``, ``agreement``, ``class`` (card ID to
    ``n`` and ``groups``) and ``class_agreement`` too; a card has ``keys``, which is empty where there is nothing to judge.
    The value keeps the ``first`` group of each card: the one at its first check, before any feedback.
    """

    def text(self) -> str:
        """Title and size in one line."""
        size = f"{len(self.spec['cards'])} cards for {len(self.spec['groups'])} groups"
        return f"{self.spec['title']}: {size} (run this cell to sort them)"

    def html(self) -> str:
        """Printable form: the groups, and the cards with room for a number. Without the key."""
        intro = f"<p>{prose(self.spec['intro'])}</p>" if self.spec["intro"] else ""
        groups = listed((_printed_group(group) for group in self.spec["groups"]), "ol")
        body = "".join(_printed_card(card, self.spec["weigh"]) for card in self.spec["cards"])
        caption = "Write the number of its group beside each card."
        heads = '<thead><tr><th scope="col">Card</th><th scope="col">Group</th></tr></thead>'
        table = f'<table border="1"><caption>{caption}</caption>{heads}<tbody>{body}</tbody></table>'
        return f"<p><strong>{prose(self.spec['title'])}</strong></p>{intro}{groups}{table}"


def groups_widget(  # noqa: PLR0913  (the two parts of a class file, and what every front-end takes)
    deck: Deck,
    *,
    passages: Mapping[str, PassageView],
    table_rows: Sequence[Row] | None = None,
    class_marks: Mapping[str, Mapping[str, Any]] | None = None,
    class_agreement: Mapping[str, Any] | None = None,
    store: Store | None = None,
) -> Order:
    """Build cards to sort into groups.

    Parameters
    ----------
    deck : Deck
        A deck with the layout ``groups``.
    passages : mapping of str to PassageView
        Paragraphs that cards and feedback open; those that none of them names are left out.
    table_rows : sequence of dict, optional
        Rows of the table from which the deck takes its cards, if it takes them from one.
    class_marks : mapping of str to mapping, optional
        Card ID to ``n`` and ``groups`` (group ID to people): the part of a class file's ``decks`` under this deck's ID.
        Shown once a card has been checked.
    class_agreement : mapping, optional
        ``raters``, ``cards`` and, if it is known, ``alpha``: the part of a class file's ``agreement`` under this deck's
        ID. Shown if the deck has ``agreement``.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Order
        Ready to display.

    Raises
    ------
    CourseError
        If the deck names a table and no rows are handed in.
    """
    content, found = deck.content, decks.cards(deck, table_rows)
    wanted = dict.fromkeys([*content.get("evidence", ()), *chain.from_iterable(map(_named, found))])
    spec: Spec = {
        "id": deck.id,
        "title": deck.title,
        "intro": deck.intro,
        "layout": "groups",
        "groups": [{"hint": "", **group} for group in content["groups"]],
        "weigh": content.get("weigh", ""),
        "keep_empty": content.get("keep_empty", []),
        "cards": [_shown(card) for card in found],
        "evidence": content.get("evidence", []),
        "closing": content.get("closing", ""),
        "agreement": bool(content.get("agreement")),
        "class": _class(class_marks or {}, content["groups"], found),
        "class_agreement": dict(class_agreement) if class_agreement else None,
        "passages": {pid: passages[pid] for pid in wanted if pid in passages},
    }
    return Groups(spec, store=store)


def _shown(card: Mapping[str, Any]) -> Spec:
    return {name: card[name] for name in SHOWN if name in card} | {"keys": decks.group_keys(card)}


def _class(marks: Mapping[str, Mapping[str, Any]], groups: Sequence[Spec], cards: Sequence[Spec]) -> Spec:
    """What the class chose on each card, without cards and groups that an older deck had."""
    known = [group["id"] for group in groups]
    kept: Spec = {}
    for card in cards:
        chosen = marks.get(card["id"], {}).get("groups", {})
        counts = {group: chosen[group] for group in known if chosen.get(group)}
        if sum(counts.values()) >= FEWEST:
            kept[card["id"]] = {"n": sum(counts.values()), "groups": counts}
    return kept


def _named(card: Mapping[str, Any]) -> Iterator[str]:
    """Paragraphs that a card comes from or that its feedback names."""
    if card.get("from"):
        yield card["from"]
    said = [card.get("right", ""), card.get("not_yet", ""), *card.get("wrong", {}).values()]
    yield from chain.from_iterable(map(mentioned, said))


def _printed_group(group: Mapping[str, str]) -> str:
    hint = f": {prose(group['hint'])}" if group["hint"] else ""
    return f"<strong>{prose(group['label'])}</strong>{hint}"


def _printed_card(card: Mapping[str, Any], weigh: str) -> str:
    weight = _amount(card["weight"], weigh) if weigh else ""
    about, where = card.get("about", ""), _spoken(card.get("from", ""))
    aside = ", ".join(filter(None, [about, "" if where in about else where, weight]))
    note = f" <small>({prose(aside)})</small>" if aside else ""
    return f'<tr><th scope="row">{prose(card["text"])}{note}</th><td>&nbsp;</td></tr>'


def _amount(weight: float, weigh: str) -> str:
    """``17 words``, ``1 word``. The same as ``groupsAmount`` in ``order_groups_state.js``."""
    return f"{weight:g} {weigh.removesuffix('s') if weight == 1 else weigh}"


def _spoken(passage: str) -> str:
    """``IND-P05`` as people say it: ``IND P5``. The same as ``spoken`` in ``kit.js``."""
    return passage.replace("-P0", "-P").replace("-", " ")
