"""The review: short sessions of recall over all lessons done, what needs it most first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import casefile
from course.quiz import bank
from course.quiz import review as spaced
from course.widgets._base import module, style
from course.widgets.progress import TITLES
from course.widgets.question import Questions, shown
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.casefile import CaseFile
    from course.model import Question
    from course.widgets.views import PassageView

Spec = dict[str, Any]
State = dict[str, Any]

PLACE: Final = "13-review"
"""Where the case file keeps the sessions: ``13-review/1``, ``13-review/2`` and so on."""

AFTER_THE_READING: Final = ("quiz", "exercise", "writing")
"""A lesson comes into the review once one of these parts is begun."""

_INTRO: Final = "From memory, please. Above each question stands why it comes now. Stop whenever you like: your answers are kept."
_NOTHING: Final = (
    "There is nothing to review yet. A lesson comes in here once you have begun its exit quiz, its exercise or its "
    "writing. Do that, then run this cell again."
)


class Review(Questions):
    """One session of the review, and the next one on request.

    Parameters
    ----------
    case : CaseFile
        The learner's record.
    questions : sequence of Question
        The whole bank.
    passages : mapping of str to PassageView
        Paragraphs that feedback opens.

    Notes
    -----
    The value of a session also holds ``deck``, the IDs in their order, so that running the cell again shows the same
    questions. A session is kept with its first answer.
    """

    _esm = module("question")
    _css = style("question")

    def __init__(
        self, case: CaseFile, questions: Sequence[Question], passages: Mapping[str, PassageView]
    ) -> None:
        self._case, self._bank, self._passages = case, questions, passages
        spec, value = self._current()
        super().__init__(spec, value=value, store=case)
        self.on_msg(self._answer)

    def text(self) -> str:
        """Return one line for places that show neither widgets nor HTML."""
        return "Review: questions from all lessons that you have done (run this cell to answer)"

    def html(self) -> str:
        """Return the static form; the same on every machine, so without questions."""
        return f"<p><strong>Review.</strong> Questions from all lessons that you have done. {_INTRO}</p>"

    def _recall(self) -> None:
        """Show the session that is open after the case file was restored or erased."""
        self._put(*self._current())

    def _put(self, spec: Spec, value: State) -> None:
        with self.hold_sync():
            self.spec = spec
            self.value = value

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Begin the next session when the page asks for more."""
        if content.get("type") == "more":
            self._put(*self._begin(self._sessions() + 1))

    def _sessions(self) -> int:
        """Return how many sessions the case file holds."""
        number = 0
        while self._case.recall(f"{PLACE}/{number + 1}"):
            number += 1
        return number

    def _current(self) -> tuple[Spec, State]:
        """Return the last session while a question of it is open, else the next one. Unbegun ones are chosen afresh."""
        number = self._sessions()
        kept = self._case.recall(f"{PLACE}/{number}") if number else {}
        deck = self._known(kept)
        answered = [_answered(kept, qid) for qid in deck]
        if any(answered) and not all(answered):
            return self._spec(number, deck, _as_due(deck, self._case.answers(), kept)), kept
        return self._begin(number + all(answered))

    def _begin(self, number: int) -> tuple[Spec, State]:
        before = self._case.recall(f"{PLACE}/{number - 1}") if number > 1 else {}
        due = spaced.session(
            lessons_done(self._case), self._case.answers(), self._bank, resting=self._known(before)
        )
        deck = [one.id for one in due]
        return self._spec(number, deck, {one.id: one.why for one in due}), {"deck": deck} if deck else {}

    def _known(self, kept: State) -> list[str]:
        """List the deck of a session as far as the bank still has its questions."""
        known = {question.id for question in self._bank}
        deck = kept.get("deck")
        return [qid for qid in deck if qid in known] if isinstance(deck, list) else []

    def _spec(self, number: int, deck: Sequence[str], why: Mapping[str, str]) -> Spec:
        found = {question.id: question for question in self._bank}
        code = self._case.code
        questions = [
            {**shown(found[qid], self._passages, code), "why": why.get(qid, ""), "lesson": _lesson(qid)}
            for qid in deck
        ]
        title = f"Review, session {number}" if number > 1 else "Review"
        return {
            "id": f"{PLACE}/{number}",
            "title": title,
            "intro": _INTRO if deck else _NOTHING,
            "questions": questions,
            "review": {"more": spaced.SESSION, "titles": list(TITLES), "before": self._before(number)},
        }

    def _before(self, number: int) -> dict[str, list[int]]:
        """Count, by lesson, the questions of the sessions before: answered, and right at the first try."""
        counts: dict[str, list[int]] = {}
        for earlier in range(1, number):
            kept = self._case.recall(f"{PLACE}/{earlier}")
            for qid in self._known(kept):
                if _answered(kept, qid):
                    count = counts.setdefault(str(_lesson(qid)), [0, 0])
                    count[0] += 1
                    count[1] += kept[qid]["attempts"][0].get("outcome") == "correct"
        return counts


def _lesson(qid: str) -> int:
    return int(qid[1:].split(".", maxsplit=1)[0])


def _answered(kept: State, qid: str) -> bool:
    state = kept.get(qid)
    return isinstance(state, dict) and bool(state.get("attempts"))


def _as_due(deck: Sequence[str], answers: Mapping[str, Any], kept: State) -> dict[str, str]:
    """Say why each item of a session that is under way was chosen: by what had happened before it began."""
    latest = max(map(_lesson, deck))
    return {
        qid: spaced.Due(
            qid, _lesson(qid), latest + 1 - _lesson(qid), spaced.need(_earlier(qid, answers, kept))
        ).why
        for qid in deck
    }


def _earlier(qid: str, answers: Mapping[str, Any], kept: State) -> Any:  # noqa: ANN401  (a list of attempts)
    new = {attempt.get("at") for attempt in (kept.get(qid) or {}).get("attempts") or ()}
    return spaced.last_sitting([a for a in answers.get(qid, ()) if a.get("at") not in new])


def lessons_done(case: CaseFile) -> list[int]:
    """List the lessons that the review draws on.

    Parameters
    ----------
    case : CaseFile
        The learner's record.

    Returns
    -------
    list of int
        Numbers of the lessons in which a part of `AFTER_THE_READING` is begun.
    """
    lessons = case.summary()["lessons"]
    return [
        number
        for number, parts in lessons.items()
        if any(parts.get(part, {}).get("done") for part in AFTER_THE_READING)
    ]


def review() -> Review:
    """Questions from all lessons that you have done, ten at a time: sure and wrong first, then lesson by lesson."""
    return Review(casefile.current(), bank.all_questions(), passage_views())
