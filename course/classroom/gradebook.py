"""The gradebook: one SQLite file that keeps every result as soon as it is made, and its history.

The schema stands in ``gradebook.sql`` and may be read with any SQLite tool.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from course.classroom.model import Graded, Mark
from course.classroom.plain import storable
from course.model import CourseError, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from course.classroom.casework import Work
    from course.classroom.model import Bundle

FILE: Final = "gradebook.db"
VERSION: Final = "1"
SCHEMA: Final = Path(__file__).with_name("gradebook.sql")


class Gradebook:
    """Results of one class.

    Parameters
    ----------
    path : Path
        The file; made with its folder if it is not there.

    Raises
    ------
    CourseError
        If the file is something else, or of a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.ExitStack() as failed:  # a file that does not serve is let go: Windows keeps it
                self._db = failed.enter_context(contextlib.closing(sqlite3.connect(path, timeout=30)))
                self._begin()
                failed.pop_all()
        except (OSError, sqlite3.OperationalError) as error:
            raise CourseError(
                f"{path} cannot be opened ({error}). Look at its place and its rights, make room, or give another --out."
            ) from error
        except sqlite3.DatabaseError as error:
            raise CourseError(
                f"{path} is no gradebook of this course ({error}). Give another --out."
            ) from error

    def _begin(self) -> None:
        """Make the tables, if there are none, and see whose they are."""
        self._db.row_factory = sqlite3.Row
        self._db.execute(
            "PRAGMA journal_mode = WAL"
        )  # a result is safe at once and costs no wait for the disk
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.executescript(SCHEMA.read_text("utf8"))
        with self._db:
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('version', ?)", (VERSION,))
        found = self.meta("version")
        if found != VERSION:
            raise CourseError(
                f"{self.path} was written by another version of the course ({found}). Use that version."
            )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file, and leave nothing beside it."""
        with contextlib.suppress(sqlite3.OperationalError):  # somebody else reads it now
            self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Keep all that is written within, or nothing of it."""
        try:
            with self._db:
                yield
        except sqlite3.OperationalError as error:
            raise CourseError(
                f"{self.path} cannot be written ({error}). Make room, or close what else has it open. What was kept so "
                "far is safe, and the same command goes on from there."
            ) from error

    def meta(self, name: str) -> str:
        """Read one of the facts about the class; empty if there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row["value"]) if row else ""

    def note(self, name: str, value: str) -> None:
        """Keep one of the facts about the class."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def begin(self, bundle: Bundle) -> None:
        """Note what class this is and what is asked.

        Raises
        ------
        CourseError
            If the file belongs to another class.
        """
        if self.meta("class") not in {"", bundle.name}:
            raise CourseError(
                f"{self.path} belongs to the class {self.meta('class')!r}, and the bundle to {bundle.name!r}. "
                "Give another --out."
            )
        tasks = [
            (t.exercise.id, a.name, t.exercise.title, t.exercise.kind, t.points, int(t.optional), position)
            for position, (a, t) in enumerate((a, t) for a in bundle.assignments for t in a.tasks)
        ]
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('class', ?)", (bundle.name,))
            self._db.executemany("INSERT OR REPLACE INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?)", tasks)

    def known(self) -> dict[tuple[str, str, str, str], str]:
        """Student, assignment, digest and key digest of everything whose latest grade stands, with its problem."""
        rows = self._db.execute("SELECT student, assignment, digest, key_digest, problem FROM latest")
        return {tuple(row)[:4]: row["problem"] for row in rows}

    def keep(self, graded: Graded, key_digest: str, file: str = "", late: float = 0.0) -> None:
        """Keep one result; it is safe when this returns."""
        row = (
            graded.student,
            graded.assignment,
            graded.digest,
            key_digest,
            storable(file),
            graded.points,
            graded.most,
            storable(graded.problem),
            json.dumps([storable(note) for note in graded.notes], ensure_ascii=False),
            late,
            graded.seconds,
            graded.isolation,
            moment(),
        )
        with self._writing():
            into = "INSERT INTO grades VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            number = self._db.execute(into, row).lastrowid
            self._db.executemany(
                "INSERT INTO marks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_mark_row(number, mark) for mark in graded.marks],
            )

    def keep_work(self, student: str, work: Work) -> None:
        """Keep the answers and the texts of a case file; a second reading of the same file changes nothing."""
        answers = [(student, *row) for row in work.answers]
        texts = [(student, *row) for row in work.texts]
        with self._writing():
            self._db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", answers)
            self._db.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?)", texts)
        self.keep_test({"student": student, **row} for row in work.tests)

    def keep_level(self, student: str, task: str, marker: str, level: int, comment: str = "") -> None:
        """Keep the rubric level that one marker gave to one text."""
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO levels VALUES (?, ?, ?, ?, ?, ?)",
                (student, task, marker, level, comment, moment()),
            )

    def keep_test(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep answers to a test form or to the 24 claims: ``student``, ``form``, ``item`` and what is known of them."""
        names = ("student", "form", "item", "response", "correct", "confidence", "sound", "flagged")
        with self._writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO tests VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [tuple(row.get(name, "" if name == "response" else None) for name in names) for row in rows],
            )

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """Ask in SQL; one dict per row."""
        return [dict(row) for row in self._db.execute(query, values)]

    def graded(self) -> list[Graded]:
        """Latest result of every student and assignment, in the order of names."""
        marks: dict[int, list[Mark]] = {}
        order = "SELECT m.* FROM marks m JOIN tasks t ON t.exercise = m.exercise ORDER BY t.position"
        for row in self.rows(order):
            marks.setdefault(row["grade"], []).append(_mark(row))
        return [
            Graded(
                row["student"],
                row["assignment"],
                row["digest"],
                tuple(marks.get(row["id"], ())),
                row["problem"],
                tuple(json.loads(row["notes"])),
                row["seconds"],
                row["isolation"],
            )
            for row in self.rows("SELECT * FROM latest ORDER BY student, assignment")
        ]


def moment() -> str:
    """Now, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _mark_row(grade: int | None, mark: Mark) -> tuple[Any, ...]:
    look_at = json.dumps(list(mark.look_at))
    shown = (mark.exercise, str(mark.outcome), mark.points, mark.most, storable(mark.message))
    return (grade, *shown, look_at, storable(mark.answer), mark.diagnosis)


def _mark(row: Mapping[str, Any]) -> Mark:
    return Mark(
        row["exercise"],
        Outcome(row["outcome"]),
        row["points"],
        row["most"],
        row["message"],
        tuple(json.loads(row["look_at"])),
        row["answer"],
        row["diagnosis"],
    )
