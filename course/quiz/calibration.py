"""How well a learner's confidence fits their answers, from first attempts only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.model import CONFIDENCE, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers given with one confidence rating.

    Parameters
    ----------
    rating : str
        One of `course.model.CONFIDENCE`.
    n : int
        Answers.
    confidence : float
        Probability that the rating stands for, 0 to 1.
    accuracy : float or None
        Share of right answers, 0 to 1; None if there are no answers.
    """

    rating: str
    n: int
    confidence: float
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """A learner's calibration.

    Parameters
    ----------
    n : int
        Rated first attempts.
    brier : float or None
        Mean squared distance between confidence and what happened (1 right, 0 not), 0 best (Brier 1950).
    confidence, accuracy : float or None
        Means, 0 to 1.
    gap : float or None
        Confidence minus accuracy: above 0 is overconfident.
    bins : tuple of Bin
        One per rating, lowest first, empty ones included.
    """

    n: int
    brier: float | None
    confidence: float | None
    accuracy: float | None
    gap: float | None
    bins: tuple[Bin, ...]


def summary(attempts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Calibration:
    """Summarise a learner's ratings.

    Parameters
    ----------
    attempts : mapping
        Question ID to attempts, oldest first, as the case file keeps them. Only the first judged attempt of each
        question counts, and only if it carries a rating.

    Returns
    -------
    Calibration
        With n = 0 and None for every mean if nothing has been rated.
    """
    pairs = list(_rated(attempts))
    bins = tuple(_bin(rating, [right for name, right in pairs if name == rating]) for rating in CONFIDENCE)
    if not pairs:
        return Calibration(0, None, None, None, None, bins)
    confidence = _mean([CONFIDENCE[name] for name, _ in pairs])
    accuracy = _mean([float(right) for _, right in pairs])
    brier = _mean([(CONFIDENCE[name] - right) ** 2 for name, right in pairs])
    return Calibration(len(pairs), brier, confidence, accuracy, confidence - accuracy, bins)


def _rated(attempts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[str, bool]]:
    for tries in attempts.values():
        judged = (t for t in tries if t.get("outcome") in {Outcome.CORRECT, Outcome.NOT_YET})
        first = next(judged, None)
        if first is not None and first.get("confidence") in CONFIDENCE:
            yield first["confidence"], first["outcome"] == Outcome.CORRECT


def _bin(rating: str, rights: list[bool]) -> Bin:
    accuracy = _mean([float(right) for right in rights]) if rights else None
    return Bin(rating, len(rights), CONFIDENCE[rating], accuracy)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
