"""Section: whether two markers of the written work agree."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from course.classroom.report.protect import CLASS
from course.classroom.report.view import Section, Table
from course.statistics.agreement import Agreement, kappa
from course.statistics.wording import NONE, between, count, number

if TYPE_CHECKING:
    from course.classroom.report.record import Record

ENOUGH: Final = 5
"""Texts that two people must have marked before their agreement is computed."""

LEVELS: Final = (1, 2, 3, 4)
ABOUT: Final = (
    "markers",
    "Do the markers agree?",
    "Weighted kappa of two markers of the same texts (quadratic weights): 1 is perfect, 0 is what chance would give.",
    "If it is low, read three texts on which they differ by two levels together, with the rubric, before either marks on.",
)


def pairs(record: Record) -> dict[tuple[str, str], Agreement]:
    """Agreement of every two people who marked at least `ENOUGH` texts both.

    Parameters
    ----------
    record : Record
        The class.
    """
    wide = record.levels.pivot_table(
        index=["student", "task"], columns="marker", values="level", aggfunc="first"
    )
    found = {}
    for one, other in combinations(sorted(wide.columns), 2):
        both = wide[[one, other]].dropna().astype("int64")
        if len(both) >= ENOUGH:
            order = range(min(LEVELS[0], both.min().min()), max(LEVELS[-1], both.max().max()) + 1)
            found[str(one), str(other)] = kappa(both, "quadratic", order=list(order))
    return found


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether markers are not named and numbers of texts hidden.
    """
    found = {} if record.levels.empty else pairs(record)
    if shared:
        found = {who: one for who, one in found.items() if one.n >= CLASS}
    waiting = () if shared else _waiting(record)
    if not found:
        why = f"no two people have marked {CLASS if shared else ENOUGH} of the same texts yet: course mark"
        return Section(*ABOUT, missing=why, parts=waiting)
    rows = tuple(
        _row(f"pair {place}" if shared else " and ".join(who), one, shared=shared)
        for place, (who, one) in enumerate(found.items(), 1)
    )
    columns = ("Markers", *(() if shared else ("Texts",)), "Weighted kappa", "95 % interval", "Same level")
    told = (
        *dict.fromkeys(one.reason for one in found.values() if one.reason),
        "With 20 texts the interval is often wider than 0.5. Kappa is low where nearly all texts get the same level, however often the markers agree: look at “same level” too.",
    )
    parts = (Table("Texts that two people marked", columns, rows), *waiting)
    return Section(*ABOUT, here=count(len(found), "pair") + " of markers", parts=parts, warnings=told)


def _row(who: str, one: Agreement, *, shared: bool) -> tuple[str, ...]:
    same = NONE if one.observed is None else f"{100 * one.observed:.0f} %"
    return (who, *(() if shared else (str(one.n),)), number(one.value), between(one.interval), same)


def _waiting(record: Record) -> tuple[Table, ...]:
    """How many texts nobody, one person and two people have marked, by task."""
    if record.texts.empty:
        return ()
    marked = record.levels.groupby(["student", "task"])["marker"].nunique()
    rows = []
    for task, texts in record.texts.groupby("task"):
        times = [int(marked.get((student, task), 0)) for student in texts["student"]]
        rows.append(
            (
                str(task),
                str(len(times)),
                str(times.count(0)),
                str(times.count(1)),
                str(sum(n > 1 for n in times)),
            )
        )
    columns = ("Task", "Texts", "Not marked yet", "By one", "By two or more")
    return (Table("Texts and who has marked them", columns, tuple(rows)),)
