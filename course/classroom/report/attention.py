"""Section: who needs help now. Never on a shared page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course.classroom.report.view import Lines, Section, Table, split
from course.model import Outcome
from course.statistics.wording import count

if TYPE_CHECKING:
    import pandas as pd

    from course.classroom.report.record import Record
    from course.classroom.report.view import Part

HALF: Final = 0.5
"""Share of the points below which a student is listed."""

ABOUT: Final = (
    "help",
    "Who needs help now",
    "Every student with work that is missing, could not be graded, or earned under half of the points.",
    "Start at the top: what could not be graded is often settled in a minute, and the student cannot see why.",
)


@dataclass(frozen=True, slots=True)
class Need:
    """What one student needs help with.

    Parameters
    ----------
    student : str
        Name.
    ungraded : tuple of (str, str)
        Assignments that could not be graded, and why.
    missing : tuple of str
        Assignments that the class has handed in and this student has not.
    points, most, missed : float
        Earned and possible over what could be graded, and possible in what is missing.
    unanswered, unjudged : int
        Exercises without an answer, and exercises that our own check could not judge.
    """

    student: str
    ungraded: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    points: float
    most: float
    missed: float
    unanswered: int
    unjudged: int

    @property
    def low(self) -> bool:
        """Whether fewer than half of the points were earned."""
        return self.most > 0 and self.points < HALF * self.most

    @property
    def order(self) -> tuple[int, float, str]:
        """Most urgent first: what could not be graded, then who has the smallest share of all that is due."""
        due = self.most + self.missed
        return -len(self.ungraded) - self.unjudged, self.points / due if due else 1.0, self.student


def needs(record: Record) -> tuple[Need, ...]:
    """Find the students who need help, most urgent first.

    Parameters
    ----------
    record : Record
        The class.
    """
    grades, marks = (
        _by_student(record.grades, "assignment", "problem"),
        _by_student(record.graded, "outcome", "points", "most"),
    )
    found = (_need(name, grades[name], marks[name], record) for name in record.students)
    listed = (one for one in found if one.ungraded or one.missing or one.low or one.unjudged)
    return tuple(sorted(listed, key=lambda one: one.order))


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether it is for other people's eyes: then it says nothing.
    """
    if shared:
        return Section(*ABOUT[:2], "This part is about single students.", "Make the page without --shared to see it.",
                       missing="left out of a shared page")  # fmt: skip
    if not len(record.grades):
        return Section(*ABOUT, missing="no notebook has been graded yet: run course grade")
    listed = needs(record)
    here = f"{len(listed)} of {count(len(record.students), 'student')}"
    parts: list[Part] = [_table_of(listed)] if listed else [Lines(("Nobody stands out.",))]
    parts = (
        [*split(_table_of(listed), "The other students who need help"), *_reasons(listed)]
        if listed
        else parts
    )
    return Section(*ABOUT, here=here, parts=(*parts, _handed_in(record)), warnings=_warnings(record))


def _by_student(table: pd.DataFrame, *columns: str) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for student, *cells in zip(table["student"], *(table[name] for name in columns), strict=True):
        found[student].append(tuple(cells))
    return found


def _need(student: str, grades: list[tuple[Any, ...]], marks: list[tuple[Any, ...]], record: Record) -> Need:
    handed = {name for name, _ in grades}
    outcomes = [outcome for outcome, _, _ in marks]
    missing = tuple(name for name in record.collected if name not in handed)
    asked = record.tasks[record.tasks["assignment"].isin(missing) & (record.tasks["optional"] == 0)]
    return Need(
        student,
        tuple((name or "a file", problem) for name, problem in grades if problem),
        missing,
        sum(points for _, points, _ in marks),
        sum(most for _, _, most in marks),
        float(asked["points"].sum()),
        outcomes.count(Outcome.NOT_ATTEMPTED),
        outcomes.count(Outcome.CHECKER_ERROR),
    )


def _table_of(listed: tuple[Need, ...]) -> Table:
    columns = ("Student", "Could not be graded", "Missing", "Points", "No answer")
    rows = tuple(
        (
            one.student,
            ", ".join([*(name for name, _ in one.ungraded), *_unjudged(one)]) or "–",
            ", ".join(one.missing) or "–",
            f"{one.points:g} of {one.most:g}" if one.most else "–",
            str(one.unanswered) if one.most else "–",
        )
        for one in listed
    )
    return Table("Students, most urgent first", columns, rows, words=(1, 2))


def _unjudged(one: Need) -> list[str]:
    return [f"our check failed at {count(one.unjudged, 'answer')}"] if one.unjudged else []


def _reasons(listed: tuple[Need, ...]) -> list[Table]:
    rows = tuple((one.student, name, why) for one in listed for name, why in one.ungraded)
    caption = f"Why it could not be graded ({len(rows)})"
    return (
        [Table(caption, ("Student", "Assignment", "Reason"), rows, words=(1, 2), folded=True)] if rows else []
    )


def _handed_in(record: Record) -> Table:
    rows = []
    for name in record.assignments:
        of_it = record.grades[record.grades["assignment"] == name]
        bad = int((of_it["problem"] != "").sum())
        rows.append((name, str(len(of_it)), str(bad), str(len(record.students) - len(of_it))))
    return Table(
        "What was handed in", ("Assignment", "Handed in", "Could not be graded", "Not handed in"), tuple(rows)
    )


def _warnings(record: Record) -> tuple[str, ...]:
    early = [name for name in record.assignments if name not in record.collected]
    told = ["Somebody who never handed in anything is not in the gradebook, so this page does not know them."]
    if early:
        told.append(
            f"Not counted as missing, because fewer than a third handed it in: {', '.join(early)}. It seems not to be due yet."
        )
    return tuple(told)
