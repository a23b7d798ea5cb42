"""Grades as a workbook: points, exercises, writing, and what to look at. Text stays text, whatever it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.classroom.outlets import table
from course.classroom.plain import clean, named, shortened
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from course.classroom.gradebook import Gradebook

MOST: Final = 30_000
"""Characters of a cell; a workbook allows 32,767."""

Rows = list[list[Any]]


def write(book: Gradebook, file: Path) -> None:
    """Write the workbook.

    Parameters
    ----------
    book : Gradebook
        Latest results, texts and levels.
    file : Path
        Ends in ``.xlsx``.

    Raises
    ------
    CourseError
        If the file cannot be written, or openpyxl is missing.
    """
    try:
        from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise CourseError("openpyxl is missing. Run: uv sync --extra classroom") from error
    workbook = Workbook()
    workbook.remove(workbook.active)
    sheets = {
        "Points": _points(book),
        "Exercises": _exercises(book),
        "Writing": _writing(book),
        "To look at": _open(book),
    }
    for title, rows in sheets.items():
        _fill(workbook.create_sheet(title), rows)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        workbook.save(file)
    except OSError as error:
        raise CourseError(
            f"{file} cannot be written: {error.strerror or error}. Close it, or give another --out."
        ) from error


def _points(book: Gradebook) -> Rows:
    found = table(book)
    exercises = [column for column in found.columns if not column.written]
    rows: Rows = [["Student", *(column.header for column in found.columns), "Points"]]
    rows.append(
        ["Possible", *(column.most for column in found.columns), sum(column.most for column in exercises)]
    )
    for student, grades in found.rows.items():
        got = [grades[column.name] for column in exercises if column.name in grades]
        rows.append([named(student), *(grades.get(c.name) for c in found.columns), sum(got) if got else None])
    return rows


def _exercises(book: Gradebook) -> Rows:
    head = ["Student", "Assignment", "Exercise", "Outcome", "Points", "Possible", "Answer", "Message"]
    return [head, *(
        [named(graded.student), graded.assignment, mark.exercise, str(mark.outcome), mark.points, mark.most,
         clean(mark.answer), clean(mark.message)]
        for graded in book.graded() if not graded.problem for mark in graded.marks
    )]  # fmt: skip


def _writing(book: Gradebook) -> Rows:
    query = (
        "SELECT t.student, t.task, t.self_level, l.marker, l.level, l.comment, t.text FROM texts t "
        "LEFT JOIN levels l ON l.student = t.student AND l.task = t.task ORDER BY t.task, t.student, l.marker"
    )
    head = ["Student", "Task", "Own level", "Marker", "Level", "Comment", "Text"]
    return [head, *([named(row.pop("student")), *row.values()] for row in book.rows(query))]


def _open(book: Gradebook) -> Rows:
    return [["Student", "Assignment", "What"], *_remarks(book)]


def _remarks(book: Gradebook) -> Iterator[list[Any]]:
    for graded in book.graded():
        for line in (graded.problem, *graded.notes):
            if line:
                yield [named(graded.student), graded.assignment, line]


def _fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:  # noqa: ANN401  (openpyxl has no types)
    from openpyxl.styles import Font  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value is not None:
                _put(sheet.cell(number, place), value)
    for place, name in enumerate(rows[0], 1):
        sheet.cell(1, place).font = Font(bold=True)
        widest = max(len(str(row[place - 1] or "")) for row in rows[:200])
        sheet.column_dimensions[get_column_letter(place)].width = min(60, max(len(name), widest) + 2)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _put(cell: Any, value: object) -> None:  # noqa: ANN401
    if isinstance(value, int | float):
        cell.value = value
        return
    cell.value = shortened(clean(str(value)), MOST)
    cell.data_type = "s"  # openpyxl takes "=..." for a formula
    cell.quotePrefix = True  # and so would the next person who clicks into the cell
