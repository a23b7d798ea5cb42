"""What a student's answers say: exit quizzes and exercises by lesson, calibration, discernment, forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course.check import exercise
from course.model import CONFIDENCE, CourseError, Outcome
from course.quiz import bank, calibration, decks, discernment, forecasts
from course.quiz import discernment_words as words

if TYPE_CHECKING:
    from course.casefile.merge import State
    from course.quiz.calibration import Calibration
    from course.quiz.discernment import Tally
    from course.quiz.forecasts import Ledger

Attempts = dict[str, list[dict[str, Any]]]

LEDGER: Final = "L12.C1"
"""The deck of forecasts."""

_JUDGED: Final = {str(Outcome.CORRECT), str(Outcome.NOT_YET)}


@dataclass(frozen=True, slots=True)
class Lesson:
    """Exit quiz and exercise of one lesson: items, answered, right at the first try, right in the end; solved of all."""

    number: int
    title: str
    items: int
    answered: int
    first: int
    right: int
    sure: float | None
    solved: int
    exercises: int

    @property
    def begun(self) -> bool:
        """Whether anything was answered or solved."""
        return bool(self.answered or self.solved)


@dataclass(frozen=True, slots=True)
class Rounds:
    """The two rounds of judging claims, as far as they are finished, and sentences about them."""

    tallies: dict[str, Tally]
    said: tuple[str, ...]


def judged(state: State) -> Attempts:
    """Return the attempts that were judged and have the right form; a hand-edited file must not break the page.

    Parameters
    ----------
    state : dict
        A case file.
    """
    found: Attempts = {}
    for qid, tries in state["answers"].items():
        kept = [
            attempt
            for attempt in tries
            if isinstance(attempt.get("outcome"), str)
            and attempt["outcome"] in _JUDGED
            and isinstance(attempt.get("confidence"), str | None)
        ]
        if kept:
            found[qid] = kept
    return found


def lessons(state: State) -> list[Lesson]:
    """Count exit quiz and exercise of every lesson, begun or not.

    Parameters
    ----------
    state : dict
        A case file.
    """
    attempts = judged(state)
    return [_lesson(name, attempts, state) for name in bank.lessons()]


def _lesson(name: str, attempts: Attempts, state: State) -> Lesson:
    chosen = bank.bank(name)
    items = [question.id for question in chosen.questions if ".Q" in question.id and question.scored]
    firsts = [attempts[qid][0] for qid in items if qid in attempts]
    rated = [CONFIDENCE[a["confidence"]] for a in firsts if a.get("confidence") in CONFIDENCE]
    tasks = _exercises(name)
    return Lesson(
        number=int(name[:2]),
        title=chosen.title,
        items=len(items),
        answered=len(firsts),
        first=sum(_right(attempt) for attempt in firsts),
        right=sum(any(map(_right, attempts.get(qid, ()))) for qid in items),
        sure=sum(rated) / len(rated) if rated else None,
        solved=sum(any(map(_right, state["exercises"].get(task, ()))) for task in tasks),
        exercises=len(tasks),
    )


def _right(attempt: dict[str, Any]) -> bool:
    return attempt.get("outcome") == Outcome.CORRECT


def _exercises(lesson: str) -> list[str]:
    try:
        return [item.id for item in exercise.load(lesson)]
    except CourseError:
        return []  # a lesson without an exercise


def calibrated(state: State) -> Calibration:
    """Return how well confidence fits answers; see `course.quiz.calibration.summary`."""
    return calibration.summary(judged(state))


def rounds(state: State) -> Rounds:
    """Return what the rounds of judging claims say.

    Parameters
    ----------
    state : dict
        A case file.
    """
    try:
        claims = discernment.load().claims
    except CourseError:
        return Rounds({}, ())
    found = {
        name: discernment.tally(claims, _kept(state, f"discernment.{name}")) for name in discernment.ROUNDS
    }
    tallies = {name: tally for name, tally in found.items() if tally}
    said: tuple[str, ...] = ()
    for tally in list(tallies.values())[-1:]:
        said = (*words.meaning(tally), *words.numbers(tally))
    if len(tallies) == len(discernment.ROUNDS):
        said += words.compared(*tallies.values())
    return Rounds(tallies, said)


def ledger(state: State) -> Ledger | None:
    """Return the forecasts whose cards the student has turned, or None where this edition has no ledger.

    Parameters
    ----------
    state : dict
        A case file.
    """
    try:
        deck = decks.find(LEDGER)
        return forecasts.ledger(deck, _kept(state, LEDGER))
    except (CourseError, KeyError):
        return None


def _kept(state: State, widget: str) -> dict[str, Any]:
    value: dict[str, Any] = state["widgets"].get(widget, {}).get("value", {})
    return value
