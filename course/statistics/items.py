"""How hard each item was, and whether the students who do well elsewhere do well on it."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from course.statistics import libraries
from course.statistics.answers import matrix
from course.statistics.resample import Interval

if TYPE_CHECKING:
    import pandas as pd

_Numbers = np.ndarray[Any, np.dtype[Any]]
Z: Final = 1.959964
"""Standard normal quantile of a 95 % interval."""

GROUPS: Final = 60
"""Students from whom on upper and lower groups are compared."""

SHARE: Final = 0.27


@dataclass(frozen=True, slots=True)
class Item:
    """What a class says about one item.

    Parameters
    ----------
    item : str
        Its name.
    n : int
        Students who answered it.
    difficulty : float
        Share right: 1 is easiest.
    interval : Interval
        95 % Wilson interval of the share.
    complete : int
        Students who answered every item; the next three are about them.
    item_total : float or None
        Corrected item-total correlation.
    item_total_interval : Interval or None
        Its 95 % Fisher-z interval.
    discrimination : float or None
        Share right in the upper 27 % minus share right in the lower 27 %.
    notes : tuple of str
        Why a number is missing.
    """

    item: str
    n: int
    difficulty: float
    interval: Interval
    complete: int
    item_total: float | None
    item_total_interval: Interval | None
    discrimination: float | None
    notes: tuple[str, ...]


def items(answers: pd.DataFrame, form: str) -> tuple[Item, ...]:
    """Analyse the items of one test.

    Parameters
    ----------
    answers : pandas.DataFrame
        See `course.statistics.answers`.
    form : str
        Which test.

    Returns
    -------
    tuple of Item
        In order of appearance.

    Notes
    -----
    With 20 students a correlation of .30 may be anything from -.16 to .66: pool terms before you drop an item.
    """
    table = matrix(answers, form)
    complete = table.dropna().to_numpy()
    return tuple(
        _item(str(name), table[name].dropna().to_numpy(), complete, column)
        for column, name in enumerate(table.columns)
    )


def wilson(right: int, n: int) -> Interval:
    """95 % interval of a share (Wilson 1927); stays between 0 and 1 and is honest for few answers, at least 1."""
    ends = libraries.stats().binomtest(right, n).proportion_ci(0.95, method="wilson")
    return Interval(float(ends.low), float(ends.high))


def half_width(share: float, n: int) -> float:
    """Half the width of the usual 95 % interval of a share, for planning.

    Parameters
    ----------
    share : float
        0 to 1.
    n : int
        Answers, at least 1.

    Returns
    -------
    float
        1.96 * sqrt(p (1 - p) / n). At p = .6: .28 for 12 students, .21 for 20, .18 for 30, .12 for 60. Results use
        `wilson`, which is a little narrower and not symmetrical.
    """
    return Z * sqrt(share * (1 - share) / n)


def fisher(r: float, n: int) -> Interval | None:
    """95 % interval of a correlation by Fisher's z.

    Parameters
    ----------
    r : float
        Correlation.
    n : int
        Students.

    Returns
    -------
    Interval or None
        tanh(atanh(r) -+ 1.96 / sqrt(n - 3)) (Fisher 1921); None with fewer than 4 students or for r of -1 or 1.
        r = .30: -.16 to .66 for 20 students, .11 to .47 for 100.
    """
    if n < 4 or abs(r) > 1 - 1e-12:
        return None
    reach = Z / sqrt(n - 3)
    return Interval(tanh(atanh(r) - reach), tanh(atanh(r) + reach))


def upper_lower(right: _Numbers, totals: _Numbers) -> float | None:
    """Upper minus lower 27 % (Kelley 1939).

    Parameters
    ----------
    right : array
        0 or 1 per student.
    totals : array
        Total score per student.

    Returns
    -------
    float or None
        Share right among the best 27 % minus share right among the weakest 27 %; None with fewer than 60 students.
        Students who tie at the cut share the remaining places, so their order does not matter.
    """
    if len(right) < GROUPS:
        return None
    size = SHARE * len(right)
    return top_mean(right, totals, size) - top_mean(right, -totals, size)


def top_mean(values: _Numbers, by: _Numbers, size: float) -> float:
    """Mean of `values` in the `size` highest places of `by`; those who tie at the cut share the places left."""
    cut = np.sort(by)[::-1][max(int(np.ceil(size)) - 1, 0)]
    above, level = by > cut, by == cut
    weights = above + level * (size - above.sum()) / level.sum()
    return float((weights * values).sum() / size)


def _item(name: str, given: _Numbers, complete: _Numbers, column: int) -> Item:
    right, rest = complete[:, column], np.delete(complete, column, axis=1).sum(axis=1)
    r, note = _correlation(right, rest)
    discrimination = upper_lower(right, rest + right)
    notes = [note] if note else []
    if discrimination is None:
        notes.append(f"Upper and lower groups need at least {GROUPS} students; here there are {len(right)}.")
    return Item(
        name, len(given), float(given.mean()), wilson(int(given.sum()), len(given)), len(right),
        r, None if r is None else fisher(r, len(right)), discrimination, tuple(notes),
    )  # fmt: skip


def _correlation(right: _Numbers, rest: _Numbers) -> tuple[float | None, str]:
    if len(right) < 3:
        return (
            None,
            f"A correlation needs at least 3 students who answered every item; here there are {len(right)}.",
        )
    if np.ptp(right) == 0:
        return None, f"Everybody got it {'right' if right[0] else 'wrong'}, so it cannot tell students apart."
    if np.ptp(rest) == 0:
        return None, "All students have the same score on the other items."
    return float(libraries.stats().pearsonr(right, rest).statistic), ""
