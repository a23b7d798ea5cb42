"""The layout ``stages``: a claim is rated again and again while more of the text appears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.widgets._static import prose
from course.widgets.order import Order
from course.widgets.order_scale import line, named_passages, printed_ends, printed_line, spoken, strip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.quiz.decks import Deck
    from course.widgets._base import Store
    from course.widgets.views import PassageView

Spec = dict[str, Any]

SHOWN: Final = ("id", "text", "about", "turn", "expect", "feedback")
SHOWN_OF_STEP: Final = ("label", "from", "text")


class Stages(Order):
    """Claims to rate step by step; see `Order`. Each card has ``steps``, ``turn``, ``expect`` and ``feedback``."""

    def text(self) -> str:
        """Title and size in one line."""
        count = len(self.spec["cards"])
        size = "1 claim" if count == 1 else f"{count} claims"
        return f"{self.spec['title']}: {size} to rate (run this cell to use it)"

    def html(self) -> str:
        """Strips to cut out: per claim, each text over an empty line. Without feedback."""
        intro = f"<p>{prose(self.spec['intro'])}</p>" if self.spec["intro"] else ""
        how = "Cover what is below, mark the line, then uncover the next text."
        ends = printed_ends(self.spec["scale"])
        claims = "".join(_claim(number, card, ends) for number, card in enumerate(self.spec["cards"], 1))
        head = f"<p><strong>{prose(self.spec['title'])}</strong></p>{intro}"
        return f"{head}<p>{prose(self.spec['question'])} {how}</p>{claims}"


def stages_widget(deck: Deck, *, passages: Mapping[str, PassageView], store: Store | None = None) -> Stages:
    """Build claims that are rated while more of the text appears.

    Parameters
    ----------
    deck : Deck
        A deck with the layout ``stages``.
    passages : mapping of str to PassageView
        Paragraphs that steps open; those that no step names are left out.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Stages
        Ready to display.
    """
    content = deck.content
    steps = [step for card in content["cards"] for step in card["steps"]]
    spec: Spec = {
        "id": deck.id,
        "title": deck.title,
        "intro": deck.intro or "",
        "layout": "stages",
        "question": content["question"],
        "scale": line(content["scale"], deck.id),
        "cards": [_card(card) for card in content["cards"]],
        "closing": content.get("closing") or "",
        "passages": named_passages(steps, passages),
    }
    return Stages(spec, store=store)


def _card(card: Mapping[str, Any]) -> Spec:
    shown = {name: card[name] for name in SHOWN if card.get(name)}
    steps = [{name: step[name] for name in SHOWN_OF_STEP if step.get(name)} for step in card["steps"]]
    return {**shown, "steps": steps}


def _claim(number: int, card: Spec, ends: tuple[str, str]) -> str:
    steps = "".join(strip(_step(step) + printed_line(ends)) for step in card["steps"])
    return f"<p>{number}. {prose(card['text'])}</p>{steps}"


def _step(step: Spec) -> str:
    where = f" <small>({prose(spoken(step['from']))})</small>" if step.get("from") else ""
    return f"<p><strong>{prose(step['label'])}:</strong> {prose(step['text'])}{where}</p>"
