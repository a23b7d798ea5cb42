"""How large a difference must be before a class of a given size is likely to show it."""

from __future__ import annotations

from math import sqrt
from typing import Final

import numpy as np
import pandas as pd

from course.model import CourseError
from course.statistics import libraries

SIZES: Final = (8, 10, 12, 15, 20, 25, 30, 40, 60, 100)
"""Class sizes of the table."""


def power(effect: float, n: int, alpha: float = 0.05) -> float:
    """Power of the two-sided paired t test.

    Parameters
    ----------
    effect : float
        d_z: mean difference divided by the standard deviation of the differences.
    n : int
        Students, at least 2.
    alpha : float
        Level of the test.

    Returns
    -------
    float
        Probability of a significant result: P(|T| > t*) where T has a noncentral t distribution with n - 1 degrees of
        freedom and noncentrality d_z * sqrt(n) (Cohen 1988, chapter 2).
    """
    stats = libraries.stats()
    bound, shift = stats.t.ppf(1 - alpha / 2, n - 1), effect * sqrt(n)
    # scipy gives nan for a far tail that is smaller than any number it can hold.
    tails = np.nan_to_num([stats.nct.sf(bound, n - 1, shift), stats.nct.cdf(-bound, n - 1, shift)])
    return float(tails.sum())


def detectable(n: int, alpha: float = 0.05, power: float = 0.80) -> float:
    """Smallest d_z that a class of n students shows with the given power.

    Parameters
    ----------
    n : int
        Students, at least 3.
    alpha, power : float
        Level and power of the two-sided paired t test.

    Returns
    -------
    float
        d_z. A class of 20 needs 0.66: the mean gain must be two thirds of the spread of gains.

    Raises
    ------
    CourseError
        With fewer than 3 students, or a level or power that makes no sense.
    """
    if n < 3 or not 0 < alpha < power < 1:
        raise CourseError(
            f"n={n}, alpha={alpha}, power={power}: use n of at least 3 and 0 < alpha < power < 1."
        )
    return float(libraries.optimize().brentq(lambda effect: _short(effect, n, alpha, power), 0.0, _enough(n)))


def power_table(alpha: float = 0.05, power: float = 0.80) -> pd.DataFrame:
    """Smallest detectable d_z for classes of 8 to 100 students.

    Parameters
    ----------
    alpha, power : float
        Level and power of the two-sided paired t test.

    Returns
    -------
    pandas.DataFrame
        Columns ``students`` and ``d_z``.
    """
    return pd.DataFrame({"students": SIZES, "d_z": [detectable(n, alpha, power) for n in SIZES]})


def _short(effect: float, n: int, alpha: float, wanted: float) -> float:
    return power(effect, n, alpha) - wanted


def _enough(n: int) -> float:
    """An effect that any class of n shows: the search ends there."""
    return 40 / sqrt(n)
