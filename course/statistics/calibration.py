"""Does a class know what it knows? Confidence against what was right, with the learner's own measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from course.model import CONFIDENCE
from course.quiz.calibration import Bin, Calibration
from course.statistics.answers import check, need, of_form
from course.statistics.resample import SEED, Interval, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

_Numbers = np.ndarray[Any, np.dtype[Any]]
EDGES: Final = tuple(
    (low + high) / 2
    for low, high in zip(list(CONFIDENCE.values()), list(CONFIDENCE.values())[1:], strict=False)
)
"""Where one bin ends and the next begins: half-way between the four ratings."""


@dataclass(frozen=True, slots=True)
class ClassCalibration:
    """Calibration of a class.

    Parameters
    ----------
    students : int
        Students with at least one rated answer.
    left_out : int
        Answers without a rating.
    found : Calibration
        The measures that a learner sees, over all rated answers of the class.
    gap_interval : Interval or None
        95 % bootstrap interval of the gap, over students.
    """

    students: int
    left_out: int
    found: Calibration
    gap_interval: Interval | None


def calibration(answers: pd.DataFrame, form: str | None = None, *, seed: int = SEED) -> ClassCalibration:
    """Summarise the confidence ratings of a class.

    Parameters
    ----------
    answers : pandas.DataFrame
        With ``confidence``.
    form : str, optional
        One test; all of them without it.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    ClassCalibration
        Brier score: mean of (confidence - correct)^2, 0 best, 0.25 for saying 50 % each time (Brier 1950). Gap: mean
        confidence - share right, above 0 is overconfident (Lichtenstein and Fischhoff 1977). Four bins, one per
        rating of the course; other confidences count to the nearest.

    Raises
    ------
    CourseError
        If a column or the form is missing.
    """
    table = check(answers)
    need(table, "confidence")
    table = table if form is None else of_form(table, form)
    rated = table.dropna(subset=["confidence"])
    return ClassCalibration(
        students=rated["student"].nunique(),
        left_out=len(table) - len(rated),
        found=measures(rated["confidence"].to_list(), rated["correct"].to_list()),
        gap_interval=_gap_interval(rated, seed),
    )


def measures(confidence: Sequence[float], correct: Sequence[int]) -> Calibration:
    """Brier score, means, gap and four bins of rated answers.

    Parameters
    ----------
    confidence : sequence of float
        0 to 1.
    correct : sequence of int
        0 or 1, in the same order.

    Returns
    -------
    course.quiz.calibration.Calibration
        As `course.quiz.calibration.summary` gives it for one learner.
    """
    sure, right = np.asarray(confidence, dtype="float64"), np.asarray(correct, dtype="float64")
    where = np.searchsorted(EDGES, sure, side="right")
    bins = tuple(_bin(rating, sure[where == i], right[where == i]) for i, rating in enumerate(CONFIDENCE))
    if not len(sure):
        return Calibration(0, None, None, None, None, bins)
    brier = float(((sure - right) ** 2).mean())
    mean, accuracy = float(sure.mean()), float(right.mean())
    return Calibration(len(sure), brier, mean, accuracy, mean - accuracy, bins)


def frame(found: Calibration) -> pd.DataFrame:
    """Bins as the table that `course.charts.calibration` draws."""
    bins = pd.DataFrame(
        [
            {name: getattr(one, name) for name in ("rating", "n", "confidence", "accuracy")}
            for one in found.bins
        ]
    )
    return bins.astype({"accuracy": "float64"})


def _bin(rating: str, sure: _Numbers, right: _Numbers) -> Bin:
    if not len(sure):
        return Bin(rating, 0, CONFIDENCE[rating], None)
    return Bin(rating, len(sure), float(sure.mean()), float(right.mean()))


def _gap_interval(rated: pd.DataFrame, seed: int) -> Interval | None:
    """Resample students, not answers: the answers of one student hang together."""
    apart = (rated["confidence"] - rated["correct"]).groupby(rated["student"]).agg(["sum", "count"])
    tallies = apart.to_numpy(dtype="float64")
    return interval(lambda rows: _share(tallies[rows].sum(axis=0)), [len(tallies)], seed=seed)


def _share(tally: _Numbers) -> float:
    return float(tally[0] / tally[1])
