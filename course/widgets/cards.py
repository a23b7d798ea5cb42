"""Decks of cards, as lessons call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import casefile, data
from course.model import CourseError
from course.quiz import decks
from course.widgets.order_groups import groups_widget
from course.widgets.order_scale import scale_widget
from course.widgets.order_sequence import sequence_widget
from course.widgets.order_stages import stages_widget
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from course.quiz.decks import Deck
    from course.widgets._base import Store
    from course.widgets.order import Order
    from course.widgets.views import PassageView

    Views = Mapping[str, PassageView]

Spec = dict[str, Any]


def cards(deck_id: str, *, class_file: str | Path | None = None, short: bool = False) -> Order:
    """A deck of cards to group, to place on a line or to rate step by step.

    Parameters
    ----------
    deck_id : str
        Such as ``L2.C1``.
    class_file : str or Path, optional
        A class file (made by ``course class-file``). For cards on a line its medians are shown after each check, for
        cards in groups what the class chose first.
    short : bool
        For cards to put in order: only the few that the deck names for a short lesson.

    Raises
    ------
    CourseError
        If there is no such deck, or the class file cannot be read or does not fit the deck.
    """
    deck, store = decks.find(deck_id), casefile.current()
    if deck.layout not in (*_BUILD, "sequence"):
        raise CourseError(f"{deck_id} belongs to the page peeler: write course.peel('IND') instead.")
    if class_file is not None and deck.layout not in _FOR_A_CLASS:
        raise CourseError(
            f"{deck_id} shows no class: its cards are each learner's own. Leave class_file out."
        )
    if deck.layout == "sequence":
        return sequence_widget(deck, passages=passage_views(), short=short, store=store)
    return _BUILD[deck.layout](deck, _of_the_class(deck_id, class_file), passage_views(), store)


def _groups(deck: Deck, of_class: Spec, passages: Views, store: Store) -> Order:
    table = deck.content.get("table")
    return groups_widget(
        deck,
        table_rows=data.rows(table["name"]) if table else None,
        class_marks=of_class.get("marks"),
        class_agreement=of_class.get("agreement"),
        passages=passages,
        store=store,
    )


def _scale(deck: Deck, of_class: Spec, passages: Views, store: Store) -> Order:
    return scale_widget(deck, class_marks=of_class.get("marks"), passages=passages, store=store)


def _stages(deck: Deck, _of_class: Spec, passages: Views, store: Store) -> Order:
    return stages_widget(deck, passages=passages, store=store)


_BUILD: Final[dict[str, Callable[..., Order]]] = {"groups": _groups, "scale": _scale, "stages": _stages}
_FOR_A_CLASS: Final = ("groups", "scale")


def _of_the_class(deck_id: str, class_file: str | Path | None) -> Spec:
    """Marks and agreement of this deck in a class file; nothing without one."""
    if class_file is None:
        return {}
    from course.casefile import classfile  # noqa: PLC0415  (only a class has one)

    found = classfile.read(class_file)
    return {
        "marks": found["decks"].get(deck_id, {}),
        "agreement": found.get("agreement", {}).get(deck_id),
    }
