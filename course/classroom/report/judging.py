"""Section: d' and c of the rounds with 24 claims, and of claims judged in the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.classroom.report import figures
from course.classroom.report.protect import CLASS, FEWEST
from course.classroom.report.record import ROUNDS, TESTS
from course.classroom.report.view import Lines, Section, Table
from course.statistics import discernment
from course.statistics.wording import between, count, number, signed

if TYPE_CHECKING:
    import pandas as pd

    from course.classroom.report.record import Record
    from course.classroom.report.view import Part
    from course.statistics.discernment import Change, Discernment

NAMES: Final = {
    "discernment.first": "after lesson 6",
    "discernment.again": "in lesson 12",
    "pre": "before",
    "post": "after",
}
ABOUT: Final = (
    "discernment",
    "Telling faulty claims from sound ones",
    "d' says how well the class tells faulty claims from sound ones (0 is guessing), and c how readily it flags (below 0: readily).",
    "If c falls and d' does not rise, students have learned to distrust everything: practise on sound claims.",
)


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether counts are hidden.
    """
    tests = record.test_answers.dropna(subset=["sound", "flagged"])
    found = [
        *_of(record.rounds, ROUNDS, "The 24 claims", shared=shared),
        *_of(tests, TESTS, "Claims in the tests", shared=shared),
    ]
    if not found:
        why = f", or fewer than {CLASS} students" if shared else ""
        return Section(
            *ABOUT,
            missing=f"no finished round of the 24 claims{why}: collect case files after lessons 6 and 12",
        )
    warnings = [] if shared else _unfinished(record)
    small = "Intervals are from resampling the students (95 %). With few students they are too narrow rather than too wide."
    return Section(*ABOUT, here="d' and c", parts=tuple(found), warnings=(*warnings, small))


def _of(rows: pd.DataFrame, forms: tuple[str, str], title: str, *, shared: bool) -> list[Part]:
    here = [form for form in forms if (rows["form"] == form).any()]
    if not here:
        return []
    change = discernment.change(rows, forms) if len(here) > 1 else None
    if change and change.n:
        one = [change.before, change.after]
    else:
        change, one = None, [discernment.discernment(rows, form) for form in here]
    if shared and not all(_publishable(each) for each in one):
        return []
    parts: list[Part] = [_table(title, one, change, shared=shared)]
    said = [Lines((_said(change, shared=shared),))] if change else []
    return [*said, *([] if shared else [_chart(title, one)]), *parts]


def _publishable(one: Discernment) -> bool:
    """Enough students, and no kind of judgement so rare that it could be counted back."""
    kinds = (one.hits, one.faulty - one.hits, one.false_alarms, one.sound - one.false_alarms)
    return one.students >= CLASS and min(kinds) >= FEWEST


def _said(change: Change, *, shared: bool) -> str:
    who = (
        "Of the students who judged them twice"
        if shared
        else f"{count(change.n, 'student')} judged them twice"
    )
    return f"{who}: {change.verdict}"


def _table(title: str, found: list[Discernment], change: Change | None, *, shared: bool) -> Table:
    rows = [
        (NAMES[one.form], *(() if shared else (str(one.students), f"{one.hits} of {one.faulty}", f"{one.false_alarms} of {one.sound}")),
         number(one.d_prime), between(one.d_interval), number(one.criterion), between(one.c_interval))
        for one in found
    ]  # fmt: skip
    if change:
        rows.append(
            ("change", *(() if shared else (str(change.n), "", "")), signed(change.d_change), between(change.d_interval),
             signed(change.c_change), between(change.c_interval))
        )  # fmt: skip
    counts = () if shared else ("n", "Faulty flagged", "Sound flagged")
    return Table(title, ("Round", *counts, "d'", "95 % interval", "c", "95 % interval of c"), tuple(rows))


def _chart(title: str, found: list[Discernment]) -> Part:
    rows = [(f"d' {NAMES[one.form]}", one.d_prime, one.d_interval) for one in found]
    rows += [(f"c {NAMES[one.form]}", one.criterion, one.c_interval) for one in found]
    known = [(label, value, ends) for label, value, ends in rows if value is not None]
    drawn = [
        (label, value, ends.low if ends else value, ends.high if ends else value)
        for label, value, ends in known
    ]
    last = found[-1]
    low = min(-1.0, *(each[2] for each in drawn))
    high = max(3.0, *(each[3] for each in drawn))
    chart = figures.ranges(
        drawn,
        ("d' or c", (low, high)),
        words=(
            f"{title}: d' and c",
            f"{NAMES[last.form].capitalize()}, d' is {number(last.d_prime)} and c is {number(last.criterion)}.",
            "95 % interval",
        ),
        description="One row per measure and round. A dot shows the value, a bar its 95 % interval. d' further right is "
        "better; c at 0 leans neither way.",
        digits=2,
    )
    return figures.picture(chart)


def _unfinished(record: Record) -> list[str]:
    began = record.tests[record.tests["form"].isin(ROUNDS)].groupby(["student", "form"]).ngroups
    done = record.rounds.groupby(["student", "form"]).ngroups
    return [f"{count(began - done, 'round')} left out: not finished."] if began > done else []
