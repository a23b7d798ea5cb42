"""The layout ``judge``: 24 claims, half of them sound, judged by the learner in two rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import casefile
from course.model import CourseError
from course.quiz import discernment as claims_room
from course.widgets._static import listed, prose
from course.widgets.order import Order
from course.widgets.order_scale import spoken
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.quiz.discernment import Claim, ClaimSet
    from course.widgets._base import Store
    from course.widgets.views import PassageView

Spec = dict[str, Any]

KEY: Final = "discernment.{}"
"""Where the case file keeps a round."""


class Judge(Order):
    """Claims to judge; see `Order`. The second round has reasons and sources, and a first round to compare with.

    Parameters
    ----------
    spec : dict
        As `judge_widget` makes it.
    found : ClaimSet
        The claims, to count a first round again when the case file was restored.
    store : Store, optional
        Where each change is kept.
    """

    def __init__(self, spec: Spec, found: ClaimSet, store: Store | None = None) -> None:
        self._found = found
        super().__init__(spec, store=store)

    def _recall(self) -> None:
        """After a restore, compare with the first round that came with it."""
        if self.spec["answers"]:
            self.spec = {**self.spec, "first": _first(self._found, self._store)}
        super()._recall()

    def text(self) -> str:
        """Title and size in one line."""
        return f"{self.spec['title']}: {len(self.spec['cards'])} claims to judge (run this cell to use it)"

    def html(self) -> str:
        """List the claims, to tick on paper; neither which are sound nor why."""
        claims = listed(
            (
                f"{prose(card['text'])} <small>({spoken(card['from'])})</small><br>\u2610 sound \u2610 something is wrong"
                for card in self.spec["cards"]
            ),
            "ol",
        )
        return (
            f"<p><strong>{prose(self.spec['title'])}</strong></p><p>{prose(self.spec['intro'])}</p>{claims}"
        )


def discernment(which: str) -> Judge:
    """Judge 24 claims of the five articles, half of them sound.

    Parameters
    ----------
    which : str
        ``"first"``, after lesson 6: it says how well you find faults and which way you lean, and keeps the answers
        back. ``"again"``, in lesson 12: the same with the answers, reasons and sources, beside the first round.

    Raises
    ------
    CourseError
        If there is no such round.
    """
    return judge_widget(which, claims_room.load(), passages=passage_views(), store=casefile.current())


def judge_widget(
    which: str, found: ClaimSet, *, passages: Mapping[str, PassageView], store: Store | None = None
) -> Judge:
    """Build a round of claims to judge.

    Parameters
    ----------
    which : str
        One of `course.quiz.discernment.ROUNDS`.
    found : ClaimSet
        The claims.
    passages : mapping of str to PassageView
        Paragraphs to choose from; those that the round does not open are left out.
    store : Store, optional
        Where each change is kept, and where a first round is looked up.

    Raises
    ------
    CourseError
        If there is no such round.
    """
    if which not in claims_room.ROUNDS:
        known = " or ".join(f'course.discernment("{name}")' for name in claims_room.ROUNDS)
        raise CourseError(f"There is no round {which!r} of the claims. Write {known}.")
    answers = which == claims_room.ROUNDS[1]
    wanted = dict.fromkeys(pid for claim in found.claims for pid in _opened(claim, answers=answers))
    spec: Spec = {
        "id": KEY.format(which),
        "title": found.title,
        "intro": found.intro,
        "layout": "judge",
        "answers": answers,
        "cards": [_card(claim, answers=answers) for claim in found.claims],
        "passages": {pid: passages[pid] for pid in wanted if pid in passages},
        "first": _first(found, store) if answers else None,
    }
    return Judge(spec, found, store=store)


def _opened(claim: Claim, *, answers: bool) -> tuple[str, ...]:
    return (claim.passage, *claim.paragraphs) if answers else (claim.passage,)


def _card(claim: Claim, *, answers: bool) -> Spec:
    """Prepare a claim for the browser, which counts without Python; reasons and sources only go into the second round."""
    card: Spec = {"id": claim.id, "text": claim.claim, "from": claim.passage, "faulty": not claim.sound}
    after = {"reason": claim.reason, "paragraphs": list(claim.paragraphs), "sources": list(claim.sources)}
    return {**card, **after} if answers else card


def _first(found: ClaimSet, store: Store | None) -> dict[str, int] | None:
    """Count a finished first round."""
    kept = store.recall(KEY.format(claims_room.ROUNDS[0])) if store is not None else {}
    tally = claims_room.tally(found.claims, kept)
    if tally is None:
        return None
    hits, faulty, false_alarms, sound = tally.counts
    return {"hits": hits, "faulty": faulty, "falseAlarms": false_alarms, "sound": sound}
