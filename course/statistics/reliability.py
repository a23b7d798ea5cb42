"""How far the items of a test agree about who knows more: KR-20, which is Cronbach's alpha of right and wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from course.statistics.answers import matrix
from course.statistics.resample import SEED, Interval, interval

if TYPE_CHECKING:
    import pandas as pd

_Table = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Internal consistency of a test in one class.

    Parameters
    ----------
    n : int
        Students who answered every item.
    items : int
        Items.
    dropped : int
        Students who left an item out.
    value : float or None
        KR-20 (Cronbach's alpha).
    interval : Interval or None
        95 % bootstrap interval over students.
    reason : str
        Why there is no value; else empty.
    """

    n: int
    items: int
    dropped: int
    value: float | None
    interval: Interval | None
    reason: str


def reliability(answers: pd.DataFrame, form: str, *, seed: int = SEED) -> Reliability:
    """Estimate the reliability of one test.

    Parameters
    ----------
    answers : pandas.DataFrame
        See `course.statistics.answers`.
    form : str
        Which test.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Reliability
        As `consistency` says.
    """
    return consistency(matrix(answers, form), seed=seed)


def consistency(scores: pd.DataFrame, *, seed: int = SEED) -> Reliability:
    """KR-20 or Cronbach's alpha of a table of scores.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row per student, one column per item: 0 and 1, or points. Students with a missing score are left out.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Reliability
        alpha = k / (k - 1) * (1 - sum of item variances / variance of totals) (Kuder and Richardson 1937; Cronbach
        1951). With 20 students it is uncertain by about 0.2 either way: do not compare two tests by it. It says
        nothing about whether the test measures what it should. Short tests of several skills have a low alpha by
        design.
    """
    complete = scores.dropna()
    table = complete.to_numpy(dtype="float64")
    reason = _reason(table)
    value = None if reason else cronbach(table)
    ends = None if reason else interval(lambda rows: cronbach(table[rows]), [len(table)], seed=seed)
    return Reliability(len(table), scores.shape[1], len(scores) - len(table), value, ends, reason)


def cronbach(table: _Table) -> float:
    """Cronbach's alpha of an array of students by items; ``nan`` if all totals are the same."""
    items, total = table.var(axis=0).sum(), table.sum(axis=1).var()
    k = table.shape[1]
    return float(k / (k - 1) * (1 - items / total)) if total > 1e-12 else float("nan")


def _reason(table: _Table) -> str:
    if table.shape[1] < 2:
        return "It takes at least 2 items to see whether items agree."
    if len(table) < 3:
        return f"It takes at least 3 students who answered every item; here there are {len(table)}."
    if table.sum(axis=1).var() <= 1e-12:
        return "All students have the same total, so there is nothing that the items could agree about."
    return ""
