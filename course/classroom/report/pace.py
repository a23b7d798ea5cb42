"""Section: time spent, where the case files let it be known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from course.classroom.report import figures
from course.classroom.report.protect import CLASS
from course.classroom.report.record import number_of
from course.classroom.report.view import Section, Table
from course.statistics.wording import count

if TYPE_CHECKING:
    from course.classroom.report.record import Record
    from course.classroom.report.view import Part

PAUSE: Final = 15
"""Minutes between two answers from which on the student is taken to have been away."""

PLANNED: Final = 50
"""Minutes of a lesson as planned."""

ABOUT: Final = (
    "time",
    "Time spent on questions",
    f"Minutes between the first and the last answer of a lesson, breaks of more than {PAUSE} minutes left out.",
    f"Where the middle student takes much longer than the {PLANNED} minutes planned, use the shorter cut of the teacher page.",
)


@dataclass(frozen=True, slots=True)
class Pace:
    """Minutes that students spent on one lesson.

    Parameters
    ----------
    lesson : int
        Its number.
    students : int
        Students with at least two answers that carry a time.
    median, low, high : float
        Median and quartiles.
    """

    lesson: int
    students: int
    median: float
    low: float
    high: float


def paces(record: Record) -> tuple[Pace, ...]:
    """Estimate the time on each lesson.

    Parameters
    ----------
    record : Record
        The class.
    """
    at = pd.to_datetime(record.answers["at"], errors="coerce", utc=True, format="ISO8601")
    lesson = [number_of(item) for item in record.answers["item"]]
    rows = pd.DataFrame({"student": record.answers["student"], "lesson": lesson, "at": at}).dropna()
    rows = rows[rows["lesson"] >= 0].sort_values("at", kind="stable")
    gaps = rows.groupby(["lesson", "student"])["at"].diff().dt.total_seconds() / 60
    worked = rows.assign(minutes=gaps.where(gaps <= PAUSE)).dropna(subset=["minutes"])
    spent = worked.groupby(["lesson", "student"])["minutes"].sum()
    return tuple(
        Pace(number, len(one), float(one.median()), float(one.quantile(0.25)), float(one.quantile(0.75)))
        for number, one in ((number, spent.loc[number]) for number in sorted(set(worked["lesson"])))
    )


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether lessons with few students are left out, and minutes rounded to five.
    """
    found = paces(record)
    if not found:
        return Section(*ABOUT, missing="no case file with times yet: collect case files and grade them")
    if shared:
        found = tuple(one for one in found if one.students >= CLASS)
        parts: tuple[Part, ...] = (_rounded(found),)
        if not found:
            return Section(*ABOUT, missing=f"no lesson with times of at least {CLASS} students")
    else:
        parts = _chart(found)
    told = (
        "Reading before the first answer is not seen, so this is a lower bound. It says nothing about effort.",
    )
    return Section(*ABOUT, here=count(len(found), "lesson"), parts=parts, warnings=told)


def _rounded(found: tuple[Pace, ...]) -> Table:
    rows = tuple((f"Lesson {one.lesson}", str(5 * round(one.median / 5))) for one in found)
    return Table("Minutes of the middle student, rounded to five", ("Lesson", "Minutes"), rows)


def _chart(found: tuple[Pace, ...]) -> tuple[Part, ...]:
    longest = max(found, key=lambda one: one.median)
    top = max(60.0, *(one.high for one in found))
    drawn = figures.ranges(
        [(f"Lesson {one.lesson} (n = {one.students})", one.median, one.low, one.high) for one in found],
        ("Minutes", (0, top)),
        words=(
            "Minutes on each lesson",
            f"Longest is lesson {longest.lesson}: half of the students took {longest.median:.0f} minutes or more.",
            "middle half of the students",
        ),
        description="One row per lesson. A dot shows the minutes of the middle student, a bar the middle half of the students.",
    )
    return (figures.picture(drawn),)
