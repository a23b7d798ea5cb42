"""Section: where the class is stuck, and the mistakes behind it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from course.classroom.report import figures, partition
from course.classroom.report.partition import FORESEEN
from course.classroom.report.protect import FEWEST
from course.classroom.report.view import LONG, SMALL, Lines, Section, Table, split
from course.model import Outcome
from course.statistics.wording import count

if TYPE_CHECKING:
    import pandas as pd

    from course.classroom.report.partition import Counts
    from course.classroom.report.record import Record
    from course.classroom.report.view import Part

HIDDEN: Final = "hidden"
ABOUT: Final = (
    "stuck",
    "Where the class is stuck",
    "For each exercise, how many students have it right, not yet right, or gave no answer, and which mistakes they share.",
    "Take the exercise with the fewest right answers into class first, and begin with the mistake that most of them made.",
)


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether small counts are hidden.
    """
    if record.graded.empty:
        return Section(*ABOUT, missing="no notebook could be graded yet: run course grade")
    counts = {name: one for name, one in partition.exercises(record).items() if _touched(record, name)}
    titles = _titles(record)
    hardest = _hardest(record, counts, shared=shared)
    parts = [*_chart(hardest, titles), _table(record, counts, titles, shared=shared)]
    parts += _shared_mistakes(record, counts, titles) if shared else _mistakes(record, titles)
    here = count(len(counts), "exercise")
    if hardest and not shared:
        name, row = next(iter(hardest.items()))
        here = f"most at {titles[name]}: {row[0]} of {sum(row)} right"
    return Section(*ABOUT, here=here, parts=tuple(parts), warnings=_warnings(record, shared=shared))


def _touched(record: Record, exercise: str) -> bool:
    return bool((record.graded["exercise"] == exercise).any())


def _titles(record: Record) -> dict[str, str]:
    return {
        name: f"{name} {title}"
        for name, title in zip(record.tasks["exercise"], record.tasks["title"], strict=True)
    }


def _hardest(record: Record, counts: dict[str, Counts], *, shared: bool) -> dict[str, tuple[int, int, int]]:
    """Counts of exercises, hardest first: of work that is due, and not of parts that only some students do.

    On a shared page only rows of which nothing is hidden, of the whole class; else of those who handed in.
    """
    tasks = record.tasks
    due = tasks[tasks["assignment"].isin(record.collected) & (tasks["optional"] == 0)]["exercise"]
    ranked = [name for name in counts if name in set(due)] or list(counts)
    told = {
        name: counts[name].told(shared=True) if shared else _of_handed_in(record, counts[name], name)
        for name in ranked
    }
    whole: dict[str, tuple[int, int, int]] = {name: row for name, row in told.items() if None not in row}  # type: ignore[misc]
    order = sorted(whole, key=lambda name: whole[name][0] / (sum(whole[name]) or 1))
    return {name: whole[name] for name in order[:LONG]}


def _of_handed_in(record: Record, counts: Counts, exercise: str) -> tuple[int, int, int]:
    """Right, not yet and no answer among those whose notebook could be graded."""
    right, wrong, _ = counts.told(shared=False)
    handed = int((record.graded["exercise"] == exercise).sum())
    return right or 0, wrong or 0, handed - (right or 0) - (wrong or 0)


def _chart(hardest: dict[str, tuple[int, int, int]], titles: dict[str, str]) -> list[Part]:
    if not hardest:
        return []
    name, (right, wrong, none) = next(iter(hardest.items()))
    drawn = figures.outcomes(
        [(titles[each], row) for each, row in hardest.items()],
        title=f"The {LONG} hardest exercises" if len(hardest) == LONG else "Exercises, hardest first",
        takeaway=f"Fewest have {titles[name]} right: {right} right, {wrong} not yet, {none} without an answer.",
    )
    return [figures.picture(drawn)]


def _table(record: Record, counts: dict[str, Counts], titles: dict[str, str], *, shared: bool) -> Table:
    rows: list[tuple[str, ...]] = []
    for name, one in counts.items():
        told: tuple[int | None, ...] = one.told(shared=True)
        if not shared:
            handed = _of_handed_in(record, one, name)
            told = (*handed, len(record.students) - sum(handed))
        rows.append((titles[name], *(HIDDEN if number is None else str(number) for number in told)))
    columns = ("Exercise", "Right", "Not yet", "No answer", *([] if shared else ["Not handed in"]))
    return Table("Every exercise, in the order of the class", columns, tuple(rows), folded=len(rows) > LONG)


def _mistakes(record: Record, titles: dict[str, str]) -> list[Part]:
    wrong = record.graded[record.graded["outcome"] == Outcome.NOT_YET]
    known = wrong[wrong["diagnosis"] >= 0]
    rows = [
        (
            titles[str(group["exercise"].iloc[0])],
            str(len(group)),
            _usual(group["answer"]),
            _usual(group["message"]),
        )
        for _, group in known.groupby(["exercise", "diagnosis"])
    ]
    rows.sort(key=lambda row: (-int(row[1]), row[0]))
    columns = ("Exercise", "Students", "Such as", "What they were told")
    caption = "Mistakes that the course foresees, most frequent first"
    parts: list[Part] = (
        [*split(Table(caption, columns, tuple(rows), words=(2, 3)), "Rarer mistakes")] if rows else []
    )
    return [*parts, *_unforeseen(record, titles)] or [Lines(("No wrong answer yet.",))]


def _unforeseen(record: Record, titles: dict[str, str]) -> list[Part]:
    """Wrong answers that several students share although the course does not foresee them: a misconception of this class."""
    wrong = record.graded[(record.graded["outcome"] == Outcome.NOT_YET) & (record.graded["diagnosis"] < 0)]
    tally = Counter(zip(wrong["exercise"], wrong["answer"], strict=True))
    often = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    several = [(titles[name], str(n), answer) for (name, answer), n in often if n > 1 and answer]
    rows = tuple(several[:LONG])
    caption = "The same wrong answer from several students, not foreseen by the course"
    return [Table(caption, ("Exercise", "Students", "Answer"), rows, words=(2,), folded=True)] if rows else []


def _usual(values: pd.Series) -> str:
    """The most frequent value; the first in the alphabet among equals."""
    return str(values.mode().iloc[0])


def _shared_mistakes(record: Record, counts: dict[str, Counts], titles: dict[str, str]) -> list[Part]:
    rows = []
    for name, one in counts.items():
        for cell, n in one.protected.shown.items():
            if cell.startswith(FORESEEN):
                of_it = record.graded[record.graded["exercise"] == name]
                number = int(cell.removeprefix(FORESEEN))
                rows.append((titles[name], str(n), _usual(of_it[of_it["diagnosis"] == number]["message"])))
    rows.sort(key=lambda row: (-int(row[1]), row[0]))
    columns = ("Exercise", "Students", "What they were told")
    return (
        [Table(f"Mistakes that at least {FEWEST} students share", columns, tuple(rows), words=(2,))]
        if rows
        else []
    )


def _warnings(record: Record, *, shared: bool) -> tuple[str, ...]:
    told = []
    if shared:
        told.append(
            f"“Hidden” stands where a count is under {FEWEST}, zero included, and wherever such a count could be computed from the others."
        )
    else:
        told.append(
            "Hardest first means: the smallest share right among those who handed in, in work that a third of the class or "
            "more has handed in. Parts for the code track are in the table alone. “Not handed in” includes what could not be graded."
        )
    if len(record.students) < SMALL:
        told.append(
            "In a small class two students more or less change the order: look at the counts, not at the rank."
        )
    return tuple(told)
