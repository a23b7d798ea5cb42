"""The spaced deck that opens a lesson: one item each from one, three and six lessons ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.model import Outcome, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LAGS: Final = (1, 3, 6)
"""Fixed lags: expanding ones show no benefit over uniform ones (g = 0.03, not significant, 29 studies)."""

SURE: Final = frozenset({"fairly sure", "certain"})

SIZE: Final = 3
"""Items in a deck."""


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
