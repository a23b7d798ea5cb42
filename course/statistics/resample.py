"""Bootstrap intervals: what a statistic might have been, had another class like this one been asked."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from course.statistics import libraries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEED: Final = 20200616
"""Default seed, so that the same answers always give the same interval."""

RESAMPLES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval.

    Parameters
    ----------
    low, high : float
        Its ends.
    """

    low: float
    high: float


def interval(
    statistic: Callable[..., float],
    sizes: Sequence[int],
    *,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> Interval | None:
    """Percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13).

    Parameters
    ----------
    statistic : callable
        Takes one array of row numbers per entry of `sizes`, drawn with replacement, and gives a number; ``nan``
        where a resample leaves it undefined.
    sizes : sequence of int
        How many units there are to draw from: one number, or one per stratum.
    seed : int
        Seed of the resampling.
    resamples : int
        How many times to draw.

    Returns
    -------
    Interval or None
        2.5th and 97.5th percentile of the resamples in which the statistic exists. None with fewer than 2 units in a
        stratum, or if more than half of the resamples leave the statistic undefined or are all the same.

    Notes
    -----
    With fewer than about 15 units the interval is too narrow: a small class cannot contain the students it lacks.
    """
    if min(sizes, default=0) < 2:
        return None
    stats = libraries.stats()
    with warnings.catch_warnings():
        # About resamples without a value, which are left out below.
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        found = stats.bootstrap(
            tuple(np.arange(size) for size in sizes),
            statistic,
            vectorized=False,
            method="percentile",
            n_resamples=resamples,
            rng=seed,
        )
    values = found.bootstrap_distribution[np.isfinite(found.bootstrap_distribution)]
    if 2 * len(values) < resamples or np.ptp(values) < 1e-12:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
