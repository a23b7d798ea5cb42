"""Section: how hard each item was, and whether students who do well elsewhere do well on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from course.classroom.report import figures, partition
from course.classroom.report.record import TESTS, version
from course.classroom.report.view import LONG, SMALL, Section, Table
from course.model import Outcome
from course.statistics.items import Item, half_width, items
from course.statistics.wording import NONE, between, count, number

if TYPE_CHECKING:
    from course.classroom.report.partition import Counts
    from course.classroom.report.record import Record
    from course.classroom.report.view import Part

ABOUT: Final = (
    "items",
    "How hard each item was",
    "The share of students who had each item right, and its correlation with the score on the other items of the same set (corrected item-total correlation).",
    "Read an item again if its correlation is clearly below zero or nearly everybody has it right or wrong, and pool terms before you drop it.",
)


FEW: Final = 5
"""Answers from which on an item is ranked."""


@dataclass(frozen=True, slots=True)
class Set:
    """Items that were answered together.

    Parameters
    ----------
    name : str
        Such as ``Lesson 1, questions``.
    found : tuple of Item
        What the class says about each.
    """

    name: str
    found: tuple[Item, ...]

    @property
    def when(self) -> str:
        """For a test, which of the two: the same item may stand in both."""
        return self.name[self.name.index(",") :] if "," in self.name else ""


def sets(record: Record) -> tuple[Set, ...]:
    """Analyse exercises by assignment, exit quizzes by lesson (first attempts), and the tests by form.

    Parameters
    ----------
    record : Record
        The class.
    """
    rows = pd.concat([_exercises(record), _quizzes(record), _tests(record)], ignore_index=True)
    if rows.empty:
        return ()
    return tuple(Set(str(name), items(rows, str(name))) for name in dict.fromkeys(rows["form"]))


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether what small counts could be told from is hidden.
    """
    found = sets(record)
    if not found:
        return Section(*ABOUT, missing="no graded notebook, no case file and no test yet")
    if shared:
        found = _publishable(record, found)
    if not found:
        return Section(*ABOUT, missing="nothing that a shared page may tell: too few students, or too alike")
    tables = [_table(one, shared=shared, folded=len(found) > 2) for one in found]
    total = sum(len(one.found) for one in found)
    parts = (*_chart(found), *tables)
    return Section(
        *ABOUT, here=count(total, "item"), parts=parts, warnings=_warnings(record, found, shared=shared)
    )


def _exercises(record: Record) -> pd.DataFrame:
    answered = record.graded[record.graded["outcome"].isin([Outcome.CORRECT, Outcome.NOT_YET])]
    place = dict(zip(record.tasks["exercise"], record.tasks["position"], strict=True))
    answered = answered.sort_values("exercise", key=lambda names: names.map(place), kind="stable")
    correct = (answered["outcome"] == Outcome.CORRECT).astype("int64")
    return pd.DataFrame(
        {"student": answered["student"], "form": "Exercises " + answered["assignment"], "item": answered["exercise"], "correct": correct}
    )  # fmt: skip


def _quizzes(record: Record) -> pd.DataFrame:
    first = record.first_tries[record.first_tries["item"].str.contains(".Q", regex=False)]
    first = first.sort_values(["lesson", "item"], kind="stable")
    form = "Exit quiz of lesson " + first["lesson"].astype(str)
    return pd.DataFrame(
        {"student": first["student"], "form": form, "item": first["item"], "correct": first["correct"]}
    )


def _tests(record: Record) -> pd.DataFrame:
    """Form A answered before and after are two sets, as are the tests of your own."""
    tests = record.test_answers.sort_values("form", key=lambda forms: forms.map(TESTS.index), kind="stable")
    named = [f"Form {version(item)}, {form}" if version(item) else f"Test, {form}"
             for item, form in zip(tests["item"], tests["form"], strict=True)]  # fmt: skip
    return pd.DataFrame(
        {"student": tests["student"], "form": named, "item": tests["item"], "correct": tests["correct"]}
    )


def _publishable(record: Record, found: tuple[Set, ...]) -> tuple[Set, ...]:
    """Items whose right and wrong answers a shared page tells; items of the tests have no row of counts, so none."""
    counts: dict[str, Counts] = {
        **partition.exercises(record),
        **partition.choices(record),
        **partition.judged(record),
    }
    kept = []
    for one in found:
        told = [
            item
            for item in one.found
            if item.item in counts and None not in counts[item.item].told(shared=True)[:2]
        ]
        kept += [Set(one.name, tuple(told))] if told else []
    return tuple(kept)


def _table(one: Set, *, shared: bool, folded: bool) -> Table:
    rows = tuple(_row(item, shared=shared) for item in one.found)
    columns: tuple[str, ...] = ("Item", "n", "Share right", "95 % interval", "r with the rest")
    columns += () if shared else ("95 % interval of r", "Upper − lower")
    return Table(one.name, columns, rows, folded=folded)


def _row(item: Item, *, shared: bool) -> tuple[str, ...]:
    """On a shared page nothing from which the number of complete papers could be told."""
    row: tuple[str, ...] = (
        item.item,
        str(item.n),
        number(item.difficulty),
        between(item.interval),
        number(item.item_total),
    )
    if shared:
        return row
    ends = between(item.item_total_interval) if item.item_total_interval else NONE
    return (*row, ends, number(item.discrimination))


def _chart(found: tuple[Set, ...]) -> list[Part]:
    pairs = [(item, one.when) for one in found for item in one.found]
    known = [pair for pair in pairs if pair[0].n >= FEW] or pairs  # two answers put no item on top
    every = sorted(known, key=lambda pair: pair[0].difficulty)[:LONG]
    if not every:
        return []
    hardest, when = every[0]
    rows = [
        (f"{i.item}{when} (n = {i.n})", 100 * i.difficulty, 100 * i.interval.low, 100 * i.interval.high)
        for i, when in every
    ]
    total = sum(len(one.found) for one in found)
    drawn = figures.ranges(
        rows,
        ("Students who had it right, in percent", (0, 100)),
        words=(
            f"The {len(every)} hardest items" if total > len(every) else "Items, hardest first",
            f"Hardest is {hardest.item}{when}: {100 * hardest.difficulty:.0f} % of {hardest.n} had it right.",
            "95 % interval",
        ),
        description="One row per item, hardest first. A dot shows the share of right answers in percent, a bar the shares "
        "that fit the answers (95 % interval): where bars overlap widely, the order means little.",
    )
    return [figures.picture(drawn)]


def _warnings(record: Record, found: tuple[Set, ...], *, shared: bool) -> tuple[str, ...]:
    n = max(item.n for one in found for item in one.found)
    told = ["Shares are of students who answered; exercises as graded, questions at the first try."]
    told.append(
        "The correlation is about students who answered every item of the set. A dash: it does not exist or would mislead."
    )
    if n < SMALL:
        told.append(
            f"With {count(n, 'answer')} an item that 60 % know shows anything from {60 - 100 * half_width(0.6, n):.0f} to "
            f"{min(100, 60 + 100 * half_width(0.6, n)):.0f} %. A correlation of 0.30 among 20 students may be anything from −0.16 to 0.66."
        )
    if not shared and len(record.students) < 60:
        told.append("Upper minus lower (27 %) needs 60 students.")
    return tuple(told)
