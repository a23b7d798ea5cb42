"""The class divided by what became of one exercise or question: each student stands in exactly one cell.

Every section that counts students takes its counts from here, so that a shared page hides the same cells everywhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course.classroom.report.protect import FEWEST, Row, protect
from course.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from course.classroom.report.record import Record

RIGHT: Final = "right"
NONE: Final = "no answer"
OTHER: Final = "other"
FORESEEN: Final = "foreseen "
"""Before the number of a foreseen wrong value."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Students by cell.

    Parameters
    ----------
    cells : dict of str to int
        ``right`` (or the right options), ``no answer``, and the wrong cells.
    right, wrong : tuple of str
        Names of the cells of right and of wrong answers.
    """

    cells: dict[str, int]
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def protected(self) -> Row:
        """What a shared page may tell."""
        return protect(self.cells)

    def told(self, *, shared: bool) -> tuple[int | None, int | None, int | None]:
        """Right, wrong and no answer; None where a shared page hides it."""
        if not shared:
            sums = (sum(self.cells[cell] for cell in cells) for cells in (self.right, self.wrong, (NONE,)))
            return tuple(sums)  # type: ignore[return-value]
        row = self.protected
        return row.total(self.right), row.total(self.wrong), row.total((NONE,))


def exercises(record: Record) -> dict[str, Counts]:
    """Divide the class by each exercise, in the order of the class.

    Parameters
    ----------
    record : Record
        The class. Who did not hand in, or whose notebook could not be graded, has no answer.
    """
    of_each = dict(tuple(record.graded.groupby("exercise")))
    everybody = len(record.students)
    return {name: _exercise(of_each.get(name), everybody) for name in record.tasks["exercise"]}


def choices(record: Record) -> dict[str, Counts]:
    """Divide the class by the option that each student chose first, for every single choice that anybody answered."""
    found = {}
    for item, rows in record.first_tries.groupby("item", sort=False):
        options = record.options(str(item))
        if options:
            found[str(item)] = _choice(
                options, Counter(rows["response"].map(_hashable)), len(record.students)
            )
    return found


def judged(record: Record) -> dict[str, Counts]:
    """Divide the class by right and wrong at the first try, for questions that are no single choice."""
    singles, found = choices(record), {}
    for item, rows in record.first_tries.groupby("item", sort=False):
        if str(item) not in singles:
            right = int(rows["correct"].sum())
            cells = {RIGHT: right, NONE: len(record.students) - len(rows), OTHER: len(rows) - right}
            found[str(item)] = Counts(cells, (RIGHT,), (OTHER,))
    return found


def _hashable(response: Any) -> str:  # noqa: ANN401  (whatever a case file holds)
    return response if isinstance(response, str) else repr(response)


def _exercise(marks: pd.DataFrame | None, everybody: int) -> Counts:
    """Foreseen wrong values that few gave count with the unforeseen: that they exist would tell already."""
    outcomes = Counter() if marks is None else Counter(marks["outcome"])
    wrong: Iterable[int] = (
        marks[marks["outcome"] == Outcome.NOT_YET]["diagnosis"] if marks is not None else []
    )
    often = {
        f"{FORESEEN}{number}": n
        for number, n in sorted(Counter(wrong).items())
        if number >= 0 and n >= FEWEST
    }
    right, not_yet = outcomes[Outcome.CORRECT], outcomes[Outcome.NOT_YET]
    cells = {RIGHT: right, NONE: everybody - right - not_yet, **often, OTHER: not_yet - sum(often.values())}
    return Counts(cells, (RIGHT,), (*often, OTHER))


def _choice(options: tuple[tuple[str, bool], ...], chosen: Mapping[str, int], everybody: int) -> Counts:
    keys = tuple(name for name, key in options if key)
    wrong = tuple(name for name, key in options if not key)
    given = {name: chosen.get(name, 0) for name in (*keys, *wrong)}
    cells = {**{name: given[name] for name in keys}, NONE: everybody - sum(given.values()),
             **{name: given[name] for name in wrong}}  # fmt: skip
    return Counts(cells, keys, wrong)
