"""Section: whether the class knows what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from course.classroom.report import figures
from course.classroom.report.protect import CLASS, FEWEST
from course.classroom.report.record import ROUNDS, TESTS
from course.classroom.report.view import Section, Table
from course.statistics import calibration
from course.statistics.wording import between, count, number, signed

if TYPE_CHECKING:
    from course.classroom.report.record import Record
    from course.classroom.report.view import Part
    from course.statistics.calibration import ClassCalibration

CLOSE: Final = 0.05
QUESTIONS: Final = "questions of the lessons"
NAMES: Final = {
    ROUNDS[0]: "24 claims, after lesson 6",
    ROUNDS[1]: "24 claims, in lesson 12",
    TESTS[0]: "test before",
    TESTS[1]: "test after",
}
ABOUT: Final = (
    "calibration",
    "Does the class know what it knows?",
    "The calibration gap is mean confidence minus the share right: above 0 the class is surer than it is right.",
    "Give students their own chart (course.calibration()) and ask what made the certain and wrong answers feel certain.",
)


def measured(record: Record) -> dict[str, ClassCalibration]:
    """Calibration on questions (first tries), rounds of claims and tests, where anybody said how sure they were.

    Parameters
    ----------
    record : Record
        The class.
    """
    first = record.first_tries
    rows = [first[["student", "item", "correct", "confidence"]].assign(form=QUESTIONS)]
    tests = pd.concat([record.rounds, record.test_answers])
    rows.append(
        tests.assign(form=tests["form"].map(NAMES))[["student", "form", "item", "correct", "confidence"]]
    )
    every = pd.concat([part for part in rows if len(part)] or rows[:1], ignore_index=True)
    rated = every.dropna(subset=["confidence"])
    return {
        str(form): calibration.calibration(every, str(form))
        for form in (QUESTIONS, *NAMES.values())
        if form in set(rated["form"])
    }


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether counts are hidden.
    """
    found = measured(record)
    if shared:
        found = {name: one for name, one in found.items() if _publishable(one)}
    if not found:
        why = f" by at least {CLASS} students" if shared else ""
        return Section(*ABOUT, missing=f"no answer with a confidence rating yet{why}: collect case files")
    name, first = next(iter(found.items()))
    parts: tuple[Part, ...] = (_table(found, shared=shared),)
    parts = parts if shared else (_chart(name, first), *parts)
    told = ("The Brier score is 0 at best; saying 50 % every time gives 0.25.",)
    return Section(*ABOUT, here=f"gap {signed(first.found.gap)}", parts=parts, warnings=told)


def _publishable(one: ClassCalibration) -> bool:
    right = round(one.found.n * (one.found.accuracy or 0))
    return one.students >= CLASS and min(right, one.found.n - right) >= FEWEST


def _table(found: dict[str, ClassCalibration], *, shared: bool) -> Table:
    rows = tuple(
        (name, *(() if shared else (str(one.students), str(one.found.n))), number(one.found.confidence), number(one.found.accuracy),
         signed(one.found.gap), between(one.gap_interval), number(one.found.brier))
        for name, one in found.items()
    )  # fmt: skip
    counts = () if shared else ("Students", "Rated answers")
    columns = ("On", *counts, "Mean confidence", "Share right", "Gap", "95 % interval", "Brier score")
    return Table("Confidence and right answers", columns, rows)


def _chart(name: str, one: ClassCalibration) -> Part:
    from course.charts import calibration as drawn  # noqa: PLC0415  (a function of the same name as the module)

    chart = figures.retold(
        drawn(calibration.frame(one.found)),
        title=f"How sure, and how often right: {name}",
        takeaway=_takeaway(one),
        description="A square with one point per confidence rating. Across: how sure students said they were, in percent. Up: how "
        "many of those answers were right, in percent. On the diagonal both fit; below it the class was too sure. Larger "
        "points stand for more answers; a thin bar shows the range that chance alone allows (95 % interval).",
    )
    axes = {
        "How sure you were": "How sure students said they were",
        "How often you were right": "How often they were right",
    }
    return figures.picture(chart, axes)


def _takeaway(one: ClassCalibration) -> str:
    told = one.found
    sure, right, gap = told.confidence or 0.0, told.accuracy or 0.0, told.gap or 0.0
    fits = (
        "too sure on average"
        if gap > CLOSE
        else "not sure enough on average"
        if gap < -CLOSE
        else "about as sure as right on average"
    )
    return f"{count(told.n, 'rated answer')}: mean confidence {100 * sure:.0f} %, right {100 * right:.0f} %; {fits}."
