"""Whether a class tells faulty claims from sound ones (d'), or only flags more, or less, of everything (c)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from course.model import CourseError
from course.quiz.discernment import measures
from course.statistics.answers import FORMS, check, need, of_form
from course.statistics.resample import SEED, Interval, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_Tallies = np.ndarray[Any, np.dtype[Any]]
Over = Literal["students", "items"]


@dataclass(frozen=True, slots=True)
class Discernment:
    """Signal detection measures of a class on one test.

    Parameters
    ----------
    form : str
        The test.
    students : int
        Students who judged at least one claim.
    hits, faulty : int
        Faulty claims flagged, and judged.
    false_alarms, sound : int
        Sound claims flagged, and judged.
    d_prime, criterion : float or None
        See `course.quiz.discernment.measures`; None without faulty or without sound claims.
    d_interval, c_interval : Interval or None
        95 % bootstrap intervals.
    """

    form: str
    students: int
    hits: int
    faulty: int
    false_alarms: int
    sound: int
    d_prime: float | None
    criterion: float | None
    d_interval: Interval | None
    c_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of d' and c between two tests, for students who judged claims in both.

    Parameters
    ----------
    n : int
        Matched students.
    dropped : tuple of str
        Students with one test only.
    before, after : Discernment
        The two tests, matched students only.
    d_change, c_change : float or None
        Later minus earlier.
    d_interval, c_interval : Interval or None
        95 % bootstrap intervals over students, each of whom keeps both tests.
    verdict : str
        What it means, in words.
    """

    n: int
    dropped: tuple[str, ...]
    before: Discernment
    after: Discernment
    d_change: float | None
    c_change: float | None
    d_interval: Interval | None
    c_interval: Interval | None
    verdict: str


def discernment(
    answers: pd.DataFrame, form: str, *, over: Over = "students", seed: int = SEED
) -> Discernment:
    """Measure how well a class tells faulty claims from sound ones.

    Parameters
    ----------
    answers : pandas.DataFrame
        With ``sound`` and ``flagged``; rows without them are other items and are left out.
    form : str
        Which test.
    over : str
        What the interval generalises to: other ``students`` like these, or other ``items`` like these.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Discernment
        Hits and false alarms are added up over students before d' is taken. That is steadier than the mean of many
        small d', and somewhat lower where students differ in c (Macmillan and Kaplan 1985).

    Raises
    ------
    CourseError
        If a column or the form is missing, or nobody judged a claim.
    """
    if over not in {"students", "items"}:
        raise CourseError(f'over="{over}": say "students" or "items".')
    return _measured(_counted(answers, form), form, over, seed)


def change(answers: pd.DataFrame, forms: tuple[str, str] = FORMS, *, seed: int = SEED) -> Change:
    """Compare d' and c of two tests.

    Parameters
    ----------
    answers : pandas.DataFrame
        As for `discernment`.
    forms : tuple of (str, str)
        The earlier and the later test.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Change
        Read d' and c together: a class that only flags more has learned to distrust, not to tell apart.
    """
    early, late = (_counted(answers, form) for form in forms)
    both = [code for code in early[0].index if code in set(late[0].index)]
    dropped = tuple(sorted(set(early[0].index).symmetric_difference(late[0].index)))
    kept = [_kept(counted, both) for counted in (early, late)]
    before, after = (_measured(one, form, "students", seed) for one, form in zip(kept, forms, strict=True))
    pairs = [_tallies(one) for one in kept]
    d_interval = interval(lambda rows: _moved(pairs, rows)[0], [len(both)], seed=seed)
    c_interval = interval(lambda rows: _moved(pairs, rows)[1], [len(both)], seed=seed)
    moved = _moved(pairs, np.arange(len(both)))
    return Change(
        len(both), dropped, before, after, _known(moved[0]), _known(moved[1]), d_interval, c_interval,
        verdict(d_interval, c_interval),
    )  # fmt: skip


def verdict(d_interval: Interval | None, c_interval: Interval | None) -> str:
    """Say what the intervals of the two changes mean.

    Parameters
    ----------
    d_interval, c_interval : Interval or None
        Of the change of d' and of c.

    Returns
    -------
    str
        One sentence.
    """
    if d_interval is None or c_interval is None:
        return "There are too few students, or too few different answers, to say what changed."
    more, less = c_interval.high < 0, c_interval.low > 0
    flags = f"flags {'more' if more else 'less'} of everything"
    if d_interval.low > 0 or d_interval.high < 0:
        how = "better" if d_interval.low > 0 else "less well"
        also = f", and {flags}" if more or less else ""
        return f"The class tells faulty claims from sound ones {how} than before{also}."
    if more or less:
        return (
            f"The class {flags}; it does not clearly tell faulty claims from sound ones better. "
            f"That is {'distrust' if more else 'trust'}, not discernment."
        )
    return "No clear change, which in a small class does not mean that nothing changed."


_Counted = tuple["pd.DataFrame", "pd.DataFrame"]


def _counted(answers: pd.DataFrame, form: str) -> _Counted:
    """Tables of students by items, flagged or not: faulty claims, sound claims."""
    table = check(answers)
    need(table, "sound", "flagged")
    judged = of_form(table, form).dropna(subset=["sound", "flagged"])
    if judged.empty:
        raise CourseError(
            f'Nobody judged a claim in form "{form}": columns "sound" and "flagged" are empty there.'
        )
    wide = judged.pivot_table(index="student", columns="item", values="flagged", aggfunc="first")
    wide = wide.astype("float64")
    sound = judged.groupby("item")["sound"].first().astype(bool).reindex(wide.columns)
    return wide.loc[:, ~sound], wide.loc[:, sound]


def _kept(counted: _Counted, students: Sequence[str]) -> _Counted:
    return counted[0].loc[list(students)], counted[1].loc[list(students)]


def _measured(counted: _Counted, form: str, over: Over, seed: int) -> Discernment:
    tallies = _tallies(counted)
    hits, faulty, false_alarms, sound = (int(count) for count in tallies.sum(axis=0))
    d_value, c_value = measures(hits, faulty, false_alarms, sound)
    d_interval, c_interval = (
        _over_items(counted, which, seed) if over == "items" else _over_students(tallies, which, seed)
        for which in (0, 1)
    )
    return Discernment(
        form, len(tallies), hits, faulty, false_alarms, sound, _known(d_value), _known(c_value), d_interval, c_interval
    )  # fmt: skip


def _tallies(counted: _Counted) -> _Tallies:
    """One row per student: hits, faulty claims, false alarms, sound claims."""
    return np.column_stack([count for table in counted for count in (table.sum(axis=1), table.count(axis=1))])


def _over_students(tallies: _Tallies, which: int, seed: int) -> Interval | None:
    return interval(lambda rows: measures(*tallies[rows].sum(axis=0))[which], [len(tallies)], seed=seed)


def _over_items(counted: _Counted, which: int, seed: int) -> Interval | None:
    faulty, sound = (np.column_stack([table.sum(), table.count()]) for table in counted)
    return interval(
        lambda one, two: measures(*faulty[one].sum(axis=0), *sound[two].sum(axis=0))[which],
        [len(faulty), len(sound)],
        seed=seed,
    )


def _moved(pairs: Sequence[_Tallies], rows: _Tallies) -> tuple[float, float]:
    (d_early, c_early), (d_late, c_late) = (measures(*tallies[rows].sum(axis=0)) for tallies in pairs)
    return d_late - d_early, c_late - c_early


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
