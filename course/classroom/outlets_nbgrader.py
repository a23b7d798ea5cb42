"""Put our grades into nbgrader's ``gradebook.db``: what its own autograder would write, and no score that a person gave.

The tables are those of nbgrader 0.9 (schema e43177bfe90b). A copy of the file is kept beside it.
"""

from __future__ import annotations

import re
import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from course.classroom.feedback_texts import asked
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from course.classroom.gradebook import Gradebook
    from course.classroom.model import Graded

SCHEMA: Final = "e43177bfe90b"
"""Version of nbgrader's tables, as alembic names it."""

OURS: Final = "Marked with the rubric of the course: level "
"""Begins the comment beside a score that came from our levels, so that a later merge may change it."""

_ID: Final = re.compile(r"(?!\.{1,2}$)[^/\\\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]{1,128}")


@dataclass(slots=True)
class Merged:
    """What was done.

    Parameters
    ----------
    scores, levels : int
        Grades of exercises and of texts that were written.
    copy : Path
        The file as it was before.
    left : list of str
        One line for everything that was left out.
    """

    copy: Path
    scores: int = 0
    levels: int = 0
    left: list[str] = field(default_factory=list)


def merge(book: Gradebook, file: Path) -> Merged:
    """Write the latest grades into a gradebook of nbgrader; all of them or, if anything fails, none.

    Parameters
    ----------
    book : Gradebook
        Ours.
    file : Path
        ``gradebook.db`` of nbgrader.

    Raises
    ------
    CourseError
        If it is not there, no gradebook of nbgrader, of another version, or in use.
    """
    if not file.is_file():
        raise CourseError(f"{file} is not there. Run `nbgrader generate_assignment` first, or mend the path.")
    try:
        with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            _known(db, file)
            db.execute("BEGIN IMMEDIATE")
            done = Merged(_copied(file))
            try:
                _Merge(db, book, done).run()
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
    except sqlite3.Error as error:
        raise CourseError(f"{file}: {error}. Nothing was changed. Close nbgrader and try again.") from error
    return done


def _known(db: sqlite3.Connection, file: Path) -> None:
    try:
        version = db.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        db.execute("SELECT 1 FROM grade_cells JOIN base_cell USING (id) LIMIT 1")
    except (sqlite3.DatabaseError, TypeError) as error:
        raise CourseError(f"{file} is no gradebook of nbgrader ({error}). Give its gradebook.db.") from error
    if version != SCHEMA:
        raise CourseError(
            f"{file} has the tables of another version of nbgrader ({version}; this course knows {SCHEMA}, that of 0.9). "
            "Run `nbgrader db upgrade` with version 0.9."
        )


def _copied(file: Path) -> Path:
    """Copy the file as SQLite does it, under a name that is free."""
    number = 1
    while (copy := file.with_name(f"{file.name}.before-merge-{number}")).exists():
        number += 1
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


class _Merge:
    """One merge on its way."""

    def __init__(self, db: sqlite3.Connection, book: Gradebook, done: Merged) -> None:
        self.db, self.book, self.done = db, book, done
        self.worth = {row["exercise"]: row for row in book.rows("SELECT * FROM tasks ORDER BY position")}

    def run(self) -> None:
        """Assignments first, then what students did."""
        for assignment in dict.fromkeys(row["assignment"] for row in self.worth.values()):
            self.assignment(assignment)
        for graded in self.book.graded():
            self.graded(graded)
        self.levels()

    def one(self, query: str, *values: object) -> Any:  # noqa: ANN401
        """First column of the first row, or None."""
        row = self.db.execute(query, values).fetchone()
        return row[0] if row else None

    def made(self, table: str, **values: object) -> str:
        """Add a row with a new ID."""
        row = {"id": uuid.uuid4().hex, **values}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608  (our own words)
        return str(row["id"])

    def assignment(self, name: str) -> None:
        """An assignment that nbgrader did not make itself gets its notebook and one graded cell per exercise."""
        if self.one("SELECT id FROM assignment WHERE name = ?", name):
            return
        course = self.one("SELECT id FROM course") or self.made("course", id="default_course")
        made = self.made("assignment", name=name, course_id=course)
        notebook = self.made("notebook", name=name, assignment_id=made, kernelspec="{}")
        for exercise, task in self.worth.items():
            if task["assignment"] == name:
                cell = self.made(
                    "base_cell", name=_cell(exercise, "test"), notebook_id=notebook, type="GradeCell"
                )
                self.db.execute("INSERT INTO grade_cells VALUES (?, ?, 'code')", (cell, task["points"]))

    def graded(self, graded: Graded) -> None:
        """Write the scores of one submission."""
        if graded.problem or graded.assignment not in {row["assignment"] for row in self.worth.values()}:
            self.done.left.append(f"{graded.student}, {graded.assignment or 'unknown exercise'}: not graded")
            return
        if not self.student(graded.student):
            return
        submitted = self.submission(graded.student, graded.assignment)
        for mark in graded.marks:
            cell = self.cell(_cell(mark.exercise, "test"), submitted)
            if cell:
                self.score(cell, submitted[cell], mark.points)
            else:
                self.done.left.append(
                    f"{graded.student}, {mark.exercise}: nbgrader's notebook has no such cell"
                )

    def student(self, name: str) -> bool:
        """Add a student, unless the name cannot be a name in nbgrader, which uses it in paths."""
        if not _ID.fullmatch(name):
            line = f"{name!r:.80}: cannot be a student's name in nbgrader"
            self.done.left += [line] if line not in self.done.left else []
            return False
        self.db.execute("INSERT OR IGNORE INTO student (id) VALUES (?)", (name,))
        return True

    def submission(self, student: str, assignment: str) -> dict[str, str]:
        """Find or make the submission with all its notebooks, grades and comments; graded cell to notebook."""
        owner = self.one("SELECT id FROM assignment WHERE name = ?", assignment)
        found = self.one(
            "SELECT id FROM submitted_assignment WHERE assignment_id = ? AND student_id = ?", owner, student
        ) or self.made("submitted_assignment", assignment_id=owner, student_id=student)
        cells: dict[str, str] = {}
        for (notebook,) in self.db.execute(
            "SELECT id FROM notebook WHERE assignment_id = ?", (owner,)
        ).fetchall():
            own = self.one(
                "SELECT id FROM submitted_notebook WHERE notebook_id = ? AND assignment_id = ?",
                notebook,
                found,
            ) or self.made("submitted_notebook", notebook_id=notebook, assignment_id=found, flagged=0)
            cells |= self.rows_of(notebook, own)
        return cells

    def rows_of(self, notebook: str, own: str) -> dict[str, str]:
        """As nbgrader does for each submission: an empty grade and an empty comment where there is none."""
        cells = {}
        for cell, kind in self.db.execute(
            "SELECT id, type FROM base_cell WHERE notebook_id = ?", (notebook,)
        ).fetchall():
            if kind in {"GradeCell", "TaskCell"}:
                cells[cell] = own
                if not self.one("SELECT id FROM grade WHERE cell_id = ? AND notebook_id = ?", cell, own):
                    self.made("grade", cell_id=cell, notebook_id=own, needs_manual_grade=1)
            if kind in {"SolutionCell", "TaskCell"} and not self.comment(cell, own):
                self.made("comment", cell_id=cell, notebook_id=own)
        return cells

    def comment(self, cell: str, own: str) -> Any:  # noqa: ANN401
        """ID of a comment, or None."""
        return self.one("SELECT id FROM comment WHERE cell_id = ? AND notebook_id = ?", cell, own)

    def cell(self, name: str, among: Iterable[str]) -> str:
        """ID of the graded cell of this name; empty if there is none."""
        named = self.db.execute("SELECT id FROM base_cell WHERE name = ? AND type = 'GradeCell'", (name,))
        return next((cell for (cell,) in named if cell in among), "")

    def score(self, cell: str, own: str, points: float) -> None:
        """Write an automatic score; one that a person gave stands, and is to be looked at if ours has changed."""
        self.db.execute(
            "UPDATE grade SET needs_manual_grade = (manual_score IS NOT NULL AND (needs_manual_grade OR auto_score IS NOT ?)), "
            "auto_score = ? WHERE cell_id = ? AND notebook_id = ?",
            (points, points, cell, own),
        )
        self.done.scores += 1

    def levels(self) -> None:
        """Write the levels of texts, the mean of two markers, where nbgrader has a cell for the text."""
        query = "SELECT student, task, AVG(level) AS level FROM levels GROUP BY student, task ORDER BY student, task"
        for row in self.book.rows(query):
            place = self.db.execute(
                "SELECT b.id, a.name FROM base_cell b JOIN notebook n ON n.id = b.notebook_id "
                "JOIN assignment a ON a.id = n.assignment_id WHERE b.name = ? AND b.type = 'GradeCell'",
                (_cell(row["task"], "text"),),
            ).fetchone()
            if place is None:
                self.done.left.append(
                    f"{row['student']}, {row['task']}: nbgrader's notebook has no such cell"
                )
            elif self.student(row["student"]):
                own = self.submission(row["student"], place[1])[place[0]]
                self.level(place[0], own, row)

    def level(self, cell: str, own: str, row: dict[str, Any]) -> None:
        """Write one level as the score that a person gave, unless somebody gave one in nbgrader."""
        question, level = asked(row["task"]), round(row["level"], 2)
        said = f"{OURS}{level:g} of {len(question.rubric) if question else '?'}."
        before = self.one("SELECT manual_score FROM grade WHERE cell_id = ? AND notebook_id = ?", cell, own)
        note = (
            self.one("SELECT auto_comment FROM comment WHERE cell_id = ? AND notebook_id = ?", cell, own)
            or ""
        )
        if before is not None and not note.startswith(f"{OURS}{before:g} "):
            self.done.left.append(
                f"{row['student']}, {row['task']}: has a score of its own in nbgrader ({before:g})"
            )
            return
        where = (cell, own)
        self.db.execute(
            "UPDATE grade SET manual_score = ?, needs_manual_grade = 0 WHERE cell_id = ? AND notebook_id = ?",
            (level, *where),
        )
        if self.comment(cell, own):
            self.db.execute(
                "UPDATE comment SET auto_comment = ? WHERE cell_id = ? AND notebook_id = ?", (said, *where)
            )
        else:
            self.made("comment", cell_id=cell, notebook_id=own, auto_comment=said)
        self.done.levels += 1


def _cell(item: str, what: str) -> str:
    """Name of a cell as `course assign export --nbgrader` writes it."""
    return f"{item.replace('.', '-')}-{what}"
