"""The page for the teacher: what the class gained, in a fixed order and in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.statistics import sections
from course.statistics.answers import FORMS, check
from course.statistics.gains import FLIPS, Gains, gains
from course.statistics.power import detectable, power_table
from course.statistics.resample import SEED
from course.statistics.wording import between, chance, count, number, rows, signed

if TYPE_CHECKING:
    import pandas as pd

SMALL: Final = 30
"""Below this many students the report warns of what a small class cannot show."""

PUBLISH: Final = 10
"""Fewer students are pooled with other terms before anything is published."""


PICTURE: Final = "`course.charts.slopes(scores)`, where `scores = course.statistics.answers.scores(answers)`."


def summary(
    answers: pd.DataFrame,
    max_score: float | None = None,
    *,
    forms: tuple[str, str] = FORMS,
    seed: int = SEED,
) -> str:
    """Write the report of a class.

    Parameters
    ----------
    answers : pandas.DataFrame
        See `course.statistics.answers`.
    max_score : float, optional
        Full score of both tests; without it the number of items.
    forms : tuple of (str, str)
        The earlier and the later test.
    seed : int
        Seed of every resampling: the same answers give the same report.

    Returns
    -------
    str
        Markdown: students matched, means, difference with its interval, one effect size, the picture to draw, the
        power table; then what chance could do, the normalised gain, confidence, discernment, reliability and items,
        as far as the table has them. No p-value stands alone.

    Raises
    ------
    CourseError
        If the table is wrong; the message says where.
    """
    table = check(answers)
    found = gains(table, max_score, forms=forms, seed=seed)
    parts = [
        _gained(found, forms),
        _can_show(found),
        _also(found),
        sections.of_confidence(table, forms, seed),
        sections.of_discernment(table, forms, seed),
        sections.of_reliability(table, forms, seed),
        sections.of_items(table, forms[1]),
        _caution(found),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _gained(found: Gains, forms: tuple[str, str]) -> str:
    left = (
        f" {count(len(found.dropped), 'student')} with one test only left out: {', '.join(found.dropped)}."
        if found.dropped
        else " Nobody was left out."
    )
    lines = [f"**Students with both tests: {found.n}.**{left}"]
    if found.n:
        lines += [
            f"**Mean {forms[0]}:** {_mean(found.mean_pre, found.sd_pre, found.maximum)}",
            f"**Mean {forms[1]}:** {_mean(found.mean_post, found.sd_post, found.maximum)}",
            f"**Difference:** {signed(found.difference)} points. {_range(found)}",
            f"**Effect size:** {_effect(found)}",
            f"**Picture of every student:** {PICTURE}",
        ]
    return "\n".join(["## What the class gained", "", *(f"- {line}" for line in [*lines, *found.notes])])


def _mean(mean: float | None, sd: float | None, maximum: float) -> str:
    spread = "" if sd is None else f" (standard deviation {number(sd)})"
    return f"{number(mean)} of {maximum:g}{spread}"


def _range(found: Gains) -> str:
    if found.interval is None:
        return "No interval: see below."
    zero = found.interval.low <= 0 <= found.interval.high
    told = "zero is one of them, so the class may not have changed" if zero else "zero is not one of them"
    return (
        f"Mean gains from {between(found.interval)} points fit these answers (95 % interval); {told}. Resampling the "
        f"students gives {between(found.bootstrap)}."
    )


def _effect(found: Gains) -> str:
    if found.effect is None:
        return "none, because the scores do not differ enough or the students are too few."
    return (
        f"{signed(found.effect)} (d_av with Hedges' correction): the mean gain, measured in typical distances between "
        "students."
    )


def _can_show(found: Gains) -> str:
    """Put the power table beside the result, with a row for this very class."""
    table = power_table()
    sizes = {int(n): float(d) for n, d in zip(table["students"], table["d_z"], strict=True)}
    if found.n >= 3:
        sizes[found.n] = detectable(found.n)
    body = [[f"**{n} (this class)**" if n == found.n else str(n), number(sizes[n])] for n in sorted(sizes)]
    return (
        "## What a class of this size can show\n\n"
        "The smallest effect that a class shows four times out of five (d_z: mean gain divided by the standard "
        "deviation of the gains; 5 % level, two-sided). A smaller true gain will usually be missed.\n\n"
        + rows(["students", "smallest d_z"], body)
    )


def _also(found: Gains) -> str:
    """Chance and normalised gain, never without the interval beside them."""
    lines = []
    if found.interval is not None:
        how = (
            "every pattern of signs tried"
            if found.exact
            else f"{FLIPS:,} random patterns of signs, so approximate"
        )
        lines.append(
            f"If nobody had really changed, each gain could as well have been a loss. Flipping signs at random gives a "
            f"mean as far from zero as {signed(found.difference)} (interval {between(found.interval)}) with {chance(found.sign_flip)} "
            f"(sign-flip test, {how}). As checks: paired t test {chance(found.t_test)}, Wilcoxon {chance(found.wilcoxon)}. "
            "None of these says how large the gain is, or what caused it."
        )
    if found.normalised_gain is not None:
        left = (
            f" ({count(found.left_out_of_change, 'student')} left out, with full or no score both times)"
            if found.left_out_of_change
            else ""
        )
        lines.append(
            f"Normalised gain ⟨g⟩ of the class: {number(found.normalised_gain)}, the share of the possible gain that was "
            f"made. Mean normalised change c per student: {number(found.normalised_change)}{left}. Researchers disagree "
            "about ⟨g⟩; it stands here so that you can compare, and the effect size stands first."
        )
    return "\n".join(["## Read with it", "", *(f"- {line}" for line in lines)]) if lines else ""


def _caution(found: Gains) -> str:
    lines = [
        "Without a second group that did not take the course, no number here says that the course caused the gain.",
    ]
    if found.dropped:
        lines.append("Students with one test only may differ from those counted here.")
    if found.n < SMALL:
        lines.insert(0, f"{count(found.n, 'student')}: one unusual student moves every number on this page. Read the "
                     "intervals, not the middle values, and look at the picture.")  # fmt: skip
    if found.n < PUBLISH:
        lines.append(f"Fewer than {PUBLISH} students: pool with other terms before you publish anything.")
    return "\n".join(["## Before you conclude", "", *(f"- {line}" for line in lines)])
