"""What a class gained between two tests: differences, intervals, effect sizes and the tests behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from course.model import CourseError
from course.statistics import libraries
from course.statistics.answers import FORMS, Matched, matched
from course.statistics.power import power_table
from course.statistics.resample import RESAMPLES, SEED, Interval, interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Gains", "gains", "hedges", "normalised_change", "power_table"]

EXACT: Final = 14
"""Largest class for which every pattern of signs is tried (2 ** 14 = 16,384)."""

FLIPS: Final = 9_999
SAME: Final = 1e-12
_Scores = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Gains:
    """What the students with both tests gained. None stands for a number that does not exist; `notes` say why.

    Parameters
    ----------
    n : int
        Matched students; every number below is about them.
    dropped : tuple of str
        Students with one test only.
    unanswered : int
        Items that matched students left out; counted as not right.
    maximum : float
        Full score.
    mean_pre, mean_post, sd_pre, sd_post : float or None
        Means and standard deviations (n - 1) of the scores.
    difference : float or None
        mean_post - mean_pre, in points.
    interval : Interval or None
        95 % t interval of the difference: difference -+ t(.975, n - 1) * s_d / sqrt(n). Trust it more than the
        bootstrap below about 15 students.
    bootstrap : Interval or None
        The same by resampling students 10,000 times (percentile).
    normalised_gain : float or None
        <g> = (mean_post - mean_pre) / (maximum - mean_pre), from class means (Hake 1998).
    normalised_change : float or None
        Mean of c over students (Marx and Cummings 2007); see `normalised_change`.
    left_out_of_change : int
        Students with full or no score both times, who have no c.
    d_av : float or None
        (mean_post - mean_pre) / sqrt((s_pre^2 + s_post^2) / 2) (Cumming 2012); uncorrected.
    effect : float or None
        d_av times Hedges' J: the headline number, comparable across studies.
    d_z : float or None
        Mean difference / standard deviation of the differences; only for the power table.
    sign_flip : float or None
        p of the sign-flip test: how often random signs give a mean difference at least as far from 0.
    exact : bool
        Whether every pattern of signs was tried (n <= 14), or 9,999 random ones.
    t_test, wilcoxon : float or None
        p of the paired t test and of Wilcoxon's signed-rank test.
    notes : tuple of str
        What a reader must know, in words.
    """

    n: int
    dropped: tuple[str, ...]
    unanswered: int
    maximum: float
    mean_pre: float | None
    mean_post: float | None
    sd_pre: float | None
    sd_post: float | None
    difference: float | None
    interval: Interval | None
    bootstrap: Interval | None
    normalised_gain: float | None
    normalised_change: float | None
    left_out_of_change: int
    d_av: float | None
    effect: float | None
    d_z: float | None
    sign_flip: float | None
    exact: bool
    t_test: float | None
    wilcoxon: float | None
    notes: tuple[str, ...]


def gains(
    answers: pd.DataFrame,
    max_score: float | None = None,
    *,
    forms: tuple[str, str] = FORMS,
    seed: int = SEED,
) -> Gains:
    """Compare two tests of the same students.

    Parameters
    ----------
    answers : pandas.DataFrame
        See `course.statistics.answers`.
    max_score : float, optional
        Full score of both tests; without it the number of items, which must then be the same.
    forms : tuple of (str, str)
        The earlier and the later test.
    seed : int
        Seed of the bootstrap and of the random signs.

    Returns
    -------
    Gains
        With None where a number does not exist: no spread, a full score before the course, too few students.

    Raises
    ------
    CourseError
        If the table is wrong, the tests differ in length, or a score is higher than `max_score`.
    """
    pairs = matched(answers, forms)
    full = _full_score(pairs, max_score)
    pre, post = (pairs.scores[form].to_numpy(dtype="float64") for form in forms)
    gained = post - pre
    known = [change for change in map(normalised_change, pre, post, [full] * len(pre)) if change is not None]
    d_av, effect = _effect(pre, post)
    t_test, wilcoxon = _tests(gained)
    return Gains(
        n=len(pre), dropped=pairs.dropped, unanswered=pairs.unanswered, maximum=full,
        mean_pre=_mean(pre), mean_post=_mean(post), sd_pre=_sd(pre), sd_post=_sd(post),
        difference=_mean(gained), interval=_t_interval(gained), bootstrap=_bootstrap(gained, seed),
        normalised_gain=_class_gain(pre, post, full),
        normalised_change=_mean(np.array(known)), left_out_of_change=len(pre) - len(known),
        d_av=d_av, effect=effect, d_z=_d_z(gained),
        sign_flip=_sign_flip(gained, seed), exact=len(pre) <= EXACT, t_test=t_test, wilcoxon=wilcoxon,
        notes=tuple(_notes(pairs, pre, post, full)),
    )  # fmt: skip


def normalised_change(pre: float, post: float, maximum: float) -> float | None:
    """Share of the possible change that one student made (Marx and Cummings, Am. J. Phys. 75, 87, 2007).

    Parameters
    ----------
    pre, post, maximum : float
        Scores and full score.

    Returns
    -------
    float or None
        c = (post - pre) / (maximum - pre) if up, (post - pre) / pre if down, 0 if equal; None if both scores are full
        or both are 0, for then there was nothing to gain or nothing to lose.
    """
    if pre == post:
        return None if pre in {0, maximum} else 0.0
    room = maximum - pre if post > pre else pre
    return float((post - pre) / room)


def hedges(n: int) -> float:
    """Hedges' correction of a paired effect size, J = 1 - 3 / (4 (n - 1) - 1); 0.96 for 20 students."""
    return 1 - 3 / (4 * (n - 1) - 1)


def _full_score(pairs: Matched, max_score: float | None) -> float:
    if max_score is None:
        if len(set(pairs.sizes)) > 1:
            raise CourseError(
                f"The tests have {pairs.sizes[0]} and {pairs.sizes[1]} items, so their scores cannot be compared. "
                "Keep the items that match, or say max_score=... if both have the same full score."
            )
        return float(pairs.sizes[0])
    highest = pairs.scores.to_numpy().max(initial=0)
    if highest > max_score or max_score <= 0:
        raise CourseError(f"max_score={max_score}, but the highest score is {highest}. Give the full score.")
    return float(max_score)


def _mean(values: _Scores) -> float | None:
    return float(values.mean()) if len(values) else None


def _sd(values: _Scores) -> float | None:
    return float(values.std(ddof=1)) if len(values) > 1 else None


def _spread(values: _Scores) -> bool:
    return len(values) > 1 and float(np.ptp(values)) > SAME


def _class_gain(pre: _Scores, post: _Scores, full: float) -> float | None:
    room = full - pre.mean() if len(pre) else 0.0
    return float((post.mean() - pre.mean()) / room) if room > SAME else None


def _effect(pre: _Scores, post: _Scores) -> tuple[float | None, float | None]:
    if len(pre) < 3 or not (_spread(pre) or _spread(post)):
        return None, None
    raw = float((post.mean() - pre.mean()) / np.sqrt((pre.var(ddof=1) + post.var(ddof=1)) / 2))
    return raw, raw * hedges(len(pre))


def _d_z(gained: _Scores) -> float | None:
    return float(gained.mean() / gained.std(ddof=1)) if _spread(gained) else None


def _t_interval(gained: _Scores) -> Interval | None:
    if not _spread(gained):
        return None
    ends = libraries.stats().ttest_1samp(gained, 0).confidence_interval(0.95)
    return Interval(float(ends.low), float(ends.high))


def _bootstrap(gained: _Scores, seed: int) -> Interval | None:
    if not _spread(gained):
        return None
    return interval(lambda rows: gained[rows].mean(), [len(gained)], seed=seed, resamples=RESAMPLES)


def _tests(gained: _Scores) -> tuple[float | None, float | None]:
    if not _spread(gained):
        return None, None
    stats = libraries.stats()
    return float(stats.ttest_1samp(gained, 0).pvalue), float(stats.wilcoxon(gained).pvalue)


def _sign_flip(gained: _Scores, seed: int) -> float | None:
    if len(gained) < 2:
        return None
    found = libraries.stats().permutation_test(
        (gained,),
        np.mean,
        permutation_type="samples",
        n_resamples=np.inf if len(gained) <= EXACT else FLIPS,
        rng=seed,
    )
    return float(found.pvalue)


def _notes(pairs: Matched, pre: _Scores, post: _Scores, full: float) -> list[str]:
    gained = post - pre
    found = [_about_size(len(pre), gained)]
    if len(pre) and pre.mean() >= full - SAME:
        found.append(
            "Everybody had the full score before the course, so nothing could be gained: use harder items."
        )
    elif len(pre) and (share := float((post >= full).mean())) >= 0.25:
        found.append(
            f"{share:.0%} reached the full score at the end: the test hides what they learned beyond it."
        )
    if pairs.unanswered:
        found.append(f"{pairs.unanswered} items were left out by matched students and count as not right.")
    return [note for note in found if note]


def _about_size(n: int, gained: _Scores) -> str:
    if n == 0:
        return "No student has answers in both tests, so there is nothing to compare."
    if n == 1:
        return "Only one student has answers in both tests: no interval, no effect size, no test."
    if not _spread(gained):
        same = (
            "has the same score both times" if abs(gained[0]) <= SAME else "gained the same number of points"
        )
        return (
            f"Every student {same}: without differences between students there is no interval and no t test."
        )
    return "Two students are too few for an effect size." if n == 2 else ""
