"""Spaced recall: the deck that opens a lesson, and the sessions of the review. No clock, no randomness."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from course.model import Outcome, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

LAGS: Final = (1, 3, 6)
"""Fixed lags: expanding ones show no benefit over uniform ones (g = 0.03, not significant, 29 studies)."""

SURE: Final = frozenset({"fairly sure", "certain"})

SIZE: Final = 3
"""Items in a deck."""

SESSION: Final = 10
"""Items in a session of the review: about ten minutes."""


class Due(NamedTuple):
    """One item of a session.

    Parameters
    ----------
    id : str
        ID of the question.
    lesson : int
        Number of its lesson.
    back : int
        How many lessons it lies behind a lesson that would come next: 1 for the latest one done.
    need : int
        As `need` ranks what happened when it last came up.
    """

    id: str
    lesson: int
    back: int
    need: int

    @property
    def why(self) -> str:
        """Say in one short line why it comes now."""
        between = "one lesson" if self.back == 2 else f"{self.back - 1} lessons"
        ago = "the latest that you have done" if self.back == 1 else f"{between} before your latest"
        return f"Lesson {self.lesson}, {ago}. {_WHY[self.need]}"


_WHY: Final = (
    "You were sure and it was not right, so it comes first.",
    "It was not right the last time.",
    "It was right the last time, and you were not sure.",
    "You have not answered this one yet.",
    "You knew it the last time. Is it still there?",
)


def session(
    done: Collection[int],
    attempts: Mapping[str, Sequence[Mapping[str, Any]]],
    questions: Iterable[Question],
    resting: Collection[str] = (),
) -> list[Due]:
    """Choose the next session of the review.

    First come the items that the learner was sure of and got wrong when they last came up, then all others. In both
    the lessons take turns, those one, three and six lessons back before the rest, so that a session mixes lessons.
    Within a lesson the neediest item goes first, then the one that came up least often, then the one that has waited
    longest.

    Parameters
    ----------
    done : collection of int
        Numbers of the lessons that the learner has done.
    attempts : mapping
        Question ID to attempts, oldest first.
    questions : iterable of Question
        The whole bank.
    resting : collection of str
        IDs of the session before: they come again only where nothing else is left.

    Returns
    -------
    list of Due
        At most `SESSION` items, in the order in which they are asked. The same for the same input.
    """
    latest = max(done, default=0)
    pool = [q for q in questions if q.review_lags and q.scored and int(q.lesson[:2]) in done]
    last = {q.id: last_sitting(attempts.get(q.id, ())) for q in pool}
    due = [Due(q.id, int(q.lesson[:2]), latest + 1 - int(q.lesson[:2]), need(last[q.id])) for q in pool]
    waited = {one.id: (sittings(attempts.get(one.id, ())), _moment(last[one.id])) for one in due}
    due.sort(key=lambda one: (one.need, *waited[one.id]))  # stable: among equals, the order of the bank
    awake = _turns([one for one in due if one.id not in resting])
    return (awake + _turns([one for one in due if one.id in resting]))[:SESSION]


def last_sitting(tries: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Keep the attempts since the item last came up: one with a confidence, or one after a right answer, begins anew."""
    starts = [
        n
        for n, attempt in enumerate(tries)
        if attempt.get("confidence") is not None or (n and tries[n - 1].get("outcome") == Outcome.CORRECT)
    ]
    return tries[starts[-1] :] if starts else tries


def _moment(tries: Sequence[Mapping[str, Any]]) -> str:
    """When an item last came up; before everything else if it never did."""
    return str(tries[-1].get("at", "")) if tries else ""


def _turns(ranked: list[Due]) -> list[Due]:
    """Sure and wrong first, then the rest; in both, the lessons take turns and each keeps its own order."""
    so_far: Counter[tuple[bool, int]] = Counter()
    keys: dict[str, tuple[bool, int, bool, int]] = {}
    for one in ranked:
        so_far[one.need > 0, one.lesson] += 1
        keys[one.id] = (one.need > 0, so_far[one.need > 0, one.lesson], one.back not in LAGS, one.back)
    return sorted(ranked, key=lambda one: keys[one.id])


def deck(
    lesson_number: int,
    attempts: Mapping[str, Sequence[Mapping[str, Any]]],
    questions: Iterable[Question],
) -> list[str]:
    """Choose what to recall at the start of a lesson.

    From each of the lessons n-1, n-3 and n-6 comes the item that needs it most: sure and wrong at the first attempt,
    then wrong, then right but unsure, then never answered, then right and sure; among equals the one that came up
    least often. Where such a lesson does not exist,
    other earlier items fill the deck, the neediest first and the latest lesson first. At each lag the search starts
    elsewhere in the lesson, so that a learner without a history meets different items.

    Parameters
    ----------
    lesson_number : int
        The lesson that is about to start.
    attempts : mapping
        Question ID to attempts, oldest first.
    questions : iterable of Question
        The whole bank.

    Returns
    -------
    list of str
        At most three question IDs, the most needed first. The same for the same input.
    """
    earlier = [q for q in questions if q.review_lags and q.scored and int(q.lesson[:2]) < lesson_number]
    rank = {q.id: (need(attempts.get(q.id, ())), sittings(attempts.get(q.id, ()))) for q in earlier}
    chosen: list[Question] = []
    for turn, lag in enumerate(LAGS):
        due = [q for q in earlier if int(q.lesson[:2]) == lesson_number - lag and lag in q.review_lags]
        chosen += sorted(_rotated(due, 2 * turn), key=lambda q: rank[q.id])[:1]
    spare = [q for q in earlier if q not in chosen]
    spare.sort(key=lambda q: (*rank[q.id], -int(q.lesson[:2])))
    chosen = (chosen + spare)[:SIZE]
    return [q.id for q in sorted(chosen, key=lambda q: rank[q.id][0])]


def _rotated(items: list[Question], start: int) -> list[Question]:
    start %= max(1, len(items))
    return items[start:] + items[:start]


def sittings(tries: Sequence[Mapping[str, Any]]) -> int:
    """How often the item came up: confidence is asked once each time, before the first feedback."""
    return sum(attempt.get("confidence") is not None for attempt in tries)


def need(tries: Sequence[Mapping[str, Any]]) -> int:
    """Rank one item's history: 0 sure and wrong, 1 wrong, 2 right but unsure, 3 never answered, 4 right and sure."""
    first = next(
        (attempt for attempt in tries if attempt.get("outcome") in {Outcome.CORRECT, Outcome.NOT_YET}), None
    )
    if first is None:
        return 3
    sure = first.get("confidence") in SURE
    if first.get("outcome") == Outcome.CORRECT:
        return 4 if sure or first.get("confidence") is None else 2
    return 0 if sure else 1
