"""Grades as a table, and as CSV: cells that a spreadsheet would run as formulas are made harmless."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from course.classroom.plain import clean, named
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from course.classroom.gradebook import Gradebook

FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula in a spreadsheet, in wide letters too."""

_BEGINS: Final = re.compile(rf"((?:^|;) ?)(?=[{re.escape(''.join(FORMULA))}])")
"""Where a cell begins: half of the world's spreadsheets take a semicolon for the end of one."""

NOTHING: Final = "-"
"""What Moodle writes where there is nothing; alone it is no formula."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of grades.

    Parameters
    ----------
    name : str
        Name of the assignment, or ID of the writing task.
    most : float
        Points that are possible, or the highest level.
    written : bool
        Whether it holds rubric levels.
    """

    name: str
    most: float
    written: bool = False

    @property
    def header(self) -> str:
        """As it stands above the column."""
        return f"{self.name} (level)" if self.written else self.name


@dataclass(frozen=True, slots=True)
class Table:
    """Grades of a class.

    Parameters
    ----------
    columns : tuple of Column
        Assignments in the order of the course, then writing tasks that somebody marked.
    rows : dict of str to dict of str to float
        Student to what there is, by the column's name. What could not be graded is not there: nobody gets 0 for it
        unseen.
    open : tuple of str
        One line for each submission that could not be graded.
    """

    columns: tuple[Column, ...]
    rows: dict[str, dict[str, float]]
    open: tuple[str, ...] = field(default=())


def table(book: Gradebook) -> Table:
    """Collect the grades.

    Parameters
    ----------
    book : Gradebook
        Latest results, and levels: of two markers the mean.
    """
    columns = [*_assignments(book), *_tasks(book)]
    known = {column.name for column in columns}
    rows: dict[str, dict[str, float]] = {}
    problems = []
    for graded in book.graded():
        row = rows.setdefault(graded.student, {})
        if graded.problem or graded.assignment not in known:
            problems.append(
                f"{named(graded.student)}, {graded.assignment or 'unknown exercise'}: {graded.problem}"
            )
        else:
            row[graded.assignment] = round(graded.points, 4)
    for level in book.rows("SELECT student, task, AVG(level) AS level FROM levels GROUP BY student, task"):
        rows.setdefault(level["student"], {})[level["task"]] = round(level["level"], 2)
    return Table(tuple(columns), dict(sorted(rows.items(), key=_by_name)), tuple(problems))


def _by_name(entry: tuple[str, Any]) -> tuple[str, str]:
    return named(entry[0]).casefold(), entry[0]


def _assignments(book: Gradebook) -> list[Column]:
    query = (
        "SELECT assignment, SUM(CASE WHEN optional THEN 0 ELSE points END) AS most FROM tasks "
        "GROUP BY assignment ORDER BY MIN(position)"
    )
    return [Column(row["assignment"], row["most"]) for row in book.rows(query)]


def _tasks(book: Gradebook) -> list[Column]:
    from course.classroom.feedback_texts import asked  # noqa: PLC0415

    found = []
    for row in book.rows("SELECT task, MAX(level) AS highest FROM levels GROUP BY task"):
        question = asked(row["task"])
        found.append(Column(row["task"], len(question.rubric) if question else row["highest"], written=True))
    return sorted(found, key=lambda column: _natural(column.name))


def _natural(task: str) -> tuple[int, str]:
    digits = task.removeprefix("L").partition(".")[0]
    return (int(digits) if digits.isdecimal() else 0), task


def defused(text: object) -> str:
    """Write a text so that no spreadsheet takes it for a formula: such a cell gets an apostrophe in front.

    Parameters
    ----------
    text : object
        Of a student, or of a roster.
    """
    found = " ".join(clean(str(text)).split())
    return found if found == NOTHING else _BEGINS.sub(r"\1'", found)


def shown(value: float | None) -> str:
    """Write points for a machine: a point, no separators; empty for none."""
    return "" if value is None else f"{value:g}"


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV.

    Parameters
    ----------
    rows : iterable of sequence
        Texts are made harmless; numbers stay numbers.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell if isinstance(cell, int | float) else defused(cell) for cell in row])
    return stream.getvalue()


def simple(found: Table) -> str:
    """Write the table as it is: one row per student, and what was possible in the first.

    Parameters
    ----------
    found : Table
        From `table`.
    """
    rows: list[list[object]] = [["Student", *(column.header for column in found.columns)]]
    rows.append(["Possible", *(shown(column.most) for column in found.columns)])
    for student, grades in found.rows.items():
        rows.append([named(student), *(shown(grades.get(column.name)) for column in found.columns)])
    return as_csv(rows)


def save(text: str, file: Path) -> None:
    """Write a CSV file as spreadsheets and platforms read it: UTF-8 with a mark.

    Parameters
    ----------
    text : str
        From `as_csv`.
    file : Path
        Where.

    Raises
    ------
    CourseError
        If it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8-sig", errors="replace", newline="")
    except OSError as error:
        raise CourseError(
            f"{file} cannot be written: {error.strerror or error}. Give another --out."
        ) from error
