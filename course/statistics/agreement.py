"""Whether two people, or more, who judge the same things come to the same judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from course.model import CourseError
from course.statistics import libraries
from course.statistics.resample import SEED, Interval, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

_Codes = np.ndarray[Any, np.dtype[Any]]
Weights = Literal["linear", "quadratic"]
Level = Literal["nominal", "ordinal"]
ALPHA_RESAMPLES = 2_000
"""Fewer than for kappa, because each one takes the library a while."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement beyond chance: 1 is perfect, 0 is what chance gives.

    Parameters
    ----------
    n : int
        Units (texts, cards) that at least two raters judged.
    dropped : int
        Units that fewer judged.
    value : float or None
        The coefficient.
    interval : Interval or None
        95 % bootstrap interval over units.
    observed : float or None
        Share of pairs of ratings that are the same, for comparison.
    reason : str
        Why there is no value; else empty.
    """

    n: int
    dropped: int
    value: float | None
    interval: Interval | None
    observed: float | None
    reason: str


def kappa(
    ratings: pd.DataFrame,
    weights: Weights | None = None,
    order: Sequence[object] | None = None,
    *,
    seed: int = SEED,
) -> Agreement:
    """Cohen's kappa of two raters.

    Parameters
    ----------
    ratings : pandas.DataFrame
        One row per unit, two columns, one per rater. Units that one of them left out are dropped and counted.
    weights : str, optional
        None if every disagreement is as bad (Cohen 1960); "linear" or "quadratic" for levels of a rubric, where
        neighbours nearly agree (Cohen 1968). Use quadratic for double marking.
    order : sequence, optional
        All levels, lowest first. Needed with weights unless the ratings are whole numbers.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Agreement
        kappa = 1 - (mean weighted disagreement) / (mean expected from the two raters' habits). With 20 texts the
        interval is often wider than 0.5: report it. Kappa falls when nearly everything gets the same rating, however
        often the raters agree; look at `observed` too.

    Raises
    ------
    CourseError
        If there are not two raters, the weights are unknown, or the order is missing or incomplete.
    """
    if ratings.shape[1] != 2:
        raise CourseError(
            f"Kappa compares 2 raters; the table has {ratings.shape[1]} columns. Use alpha for more."
        )
    if weights not in {None, "linear", "quadratic"}:
        raise CourseError(f'weights="{weights}": say "linear", "quadratic" or nothing.')
    both = ratings.dropna()
    levels = _levels(both, order, ordered=weights is not None)
    codes = _coded(both, levels).astype("int64")
    costs = _costs(len(levels), weights)
    dropped = len(ratings) - len(both)
    value = _kappa(codes, costs) if len(codes) else float("nan")
    if not np.isfinite(value):
        observed = _same(_coded(both, levels))
        return Agreement(len(codes), dropped, None, None, observed, _reason(len(codes)))
    ends = interval(lambda rows: _kappa(codes[rows], costs), [len(codes)], seed=seed)
    return Agreement(len(codes), dropped, value, ends, _same(_coded(both, levels)), "")


def alpha(
    ratings: pd.DataFrame,
    level: Level = "nominal",
    order: Sequence[object] | None = None,
    *,
    seed: int = SEED,
) -> Agreement:
    """Krippendorff's alpha of any number of raters, who may leave units out.

    Parameters
    ----------
    ratings : pandas.DataFrame
        One row per unit, one column per rater; missing where a rater left it out.
    level : str
        "nominal" for kinds, "ordinal" for levels.
    order : sequence, optional
        All levels, lowest first. Needed for ordinal unless the ratings are numbers.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Agreement
        alpha = 1 - observed / expected disagreement (Krippendorff 2011). He asks for .80, and for .667 at least where
        conclusions are tentative. Interval: bootstrap over units (Zapf et al. 2016), 2,000 times.

    Raises
    ------
    CourseError
        If the level is unknown or the order is missing or incomplete.
    """
    if level not in {"nominal", "ordinal"}:
        raise CourseError(f'level="{level}": say "nominal" or "ordinal".')
    pairable = ratings[ratings.notna().sum(axis="columns") >= 2]
    levels = _levels(pairable, order, ordered=level == "ordinal")
    codes = _coded(pairable, levels)
    dropped, observed = len(ratings) - len(pairable), _same(codes)
    value = _alpha(_counts(codes, len(levels)), level) if len(codes) else float("nan")
    if not np.isfinite(value):
        return Agreement(len(codes), dropped, None, None, observed, _reason(len(codes)))
    counts = _counts(codes, len(levels))
    ends = interval(
        lambda rows: _alpha(counts[rows], level), [len(codes)], seed=seed, resamples=ALPHA_RESAMPLES
    )
    return Agreement(len(codes), dropped, value, ends, observed, "")


def _levels(ratings: pd.DataFrame, order: Sequence[object] | None, *, ordered: bool) -> list[Any]:
    """All levels in order; whole numbers bring their own, with the gaps that nobody used."""
    used = list(ratings.melt()["value"].dropna().unique())
    if order is not None:
        strange = [level for level in used if level not in order]
        if strange:
            raise CourseError(
                f"The rating {strange[0]!r} is not in order={list(order)!r}. Add it or mend it."
            )
        return list(order)
    if not ordered:
        return used
    if not all(isinstance(level, int | float | np.number) and level == int(level) for level in used):
        raise CourseError("These ratings have an order that only you know: say order=[lowest, ..., highest].")
    return list(range(int(min(used)), int(max(used)) + 1)) if used else []


def _coded(ratings: pd.DataFrame, levels: list[Any]) -> _Codes:
    """Ratings as positions among the levels; ``nan`` where there is none."""
    codes = pd.Categorical(ratings.to_numpy().ravel(), categories=levels).codes.reshape(ratings.shape)
    return np.where(codes < 0, np.nan, codes)


def _costs(size: int, weights: Weights | None) -> _Codes:
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype("float64")
    return {None: (apart > 0).astype("float64"), "linear": apart, "quadratic": apart**2}[weights]


def _kappa(codes: _Codes, costs: _Codes) -> float:
    size = len(costs)
    seen = np.bincount(codes[:, 0] * size + codes[:, 1], minlength=size * size).reshape(size, size)
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / len(codes)
    chance = (costs * expected).sum()
    return float(1 - (costs * seen).sum() / chance) if chance > 0 else float("nan")


def _counts(codes: _Codes, size: int) -> _Codes:
    """Units by levels: how many raters chose each."""
    return np.stack([(codes == level).sum(axis=1) for level in range(size)], axis=1)


def _alpha(counts: _Codes, level: Level) -> float:
    if (counts.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    return float(libraries.krippendorff().alpha(value_counts=counts, level_of_measurement=level))


def _same(codes: _Codes) -> float | None:
    """Share of pairs of ratings of one unit that are the same."""
    apart = [codes[:, i] - codes[:, j] for i in range(codes.shape[1]) for j in range(i)]
    pairs = np.concatenate(apart) if apart else np.array([])
    known = pairs[np.isfinite(pairs)]
    return float((known == 0).mean()) if len(known) else None


def _reason(n: int) -> str:
    if not n:
        return "No unit was judged by two raters."
    return "Only one rating was ever used, so agreement beyond chance cannot be told from habit."
