"""What a gradebook, and a table of test answers where there is one, say about a class."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from course.classroom.gradebook import FILE, Gradebook
from course.model import CourseError, Kind
from course.statistics import answers as tables

if TYPE_CHECKING:
    from pathlib import Path

    from course.model import Question

ROUNDS: Final = ("discernment.first", "discernment.again")
TESTS: Final = ("pre", "post")
_NUMBERED: Final = re.compile(r"T([AB])\.(\d+)")
_LESSON: Final = re.compile(r"L(\d+)\.[A-Z]")


@dataclass(frozen=True, eq=False)
class Record:
    """A class, as its gradebook has it.

    Parameters
    ----------
    name : str
        Name of the class; empty if nothing was graded.
    students : tuple of str
        Everybody of whom the gradebook knows anything.
    tasks, grades, marks, answers, tests, levels, texts : pandas.DataFrame
        Columns as in ``gradebook.sql``; of grades and marks the latest.
    """

    name: str
    students: tuple[str, ...]
    tasks: pd.DataFrame
    grades: pd.DataFrame
    marks: pd.DataFrame
    answers: pd.DataFrame
    tests: pd.DataFrame
    levels: pd.DataFrame
    texts: pd.DataFrame

    @cached_property
    def graded(self) -> pd.DataFrame:
        """Marks of submissions that could be graded, for exercises that the class still has."""
        whole = self.grades.loc[self.grades["problem"] == "", "id"]
        known = self.marks["exercise"].isin(self.tasks["exercise"])
        return self.marks[self.marks["grade"].isin(whole) & known]

    @cached_property
    def assignments(self) -> tuple[str, ...]:
        """Names of the assignments, in the order of the class."""
        return tuple(dict.fromkeys(self.tasks["assignment"]))

    @cached_property
    def collected(self) -> tuple[str, ...]:
        """Assignments that at least a third of the class has handed in: the others are not due yet, it seems."""
        handed = self.grades.groupby("assignment")["student"].nunique()
        enough = len(self.students) / 3
        return tuple(name for name in self.assignments if handed.get(name, 0) >= max(enough, 1))

    @cached_property
    def first_tries(self) -> pd.DataFrame:
        """First attempts at questions with a key, with the lesson; answers to anything else are left out."""
        first = self.answers[(self.answers["attempt"] == 1) & self.answers["correct"].notna()]
        lesson = [number_of(item) for item in first["item"]]
        return first.assign(lesson=lesson, response=[_plain(text) for text in first["response"]])

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Questions of the course by ID."""
        from course.classroom.casework import questions  # noqa: PLC0415  (reads every bank)

        return questions()

    @cached_property
    def rounds(self) -> pd.DataFrame:
        """Finished rounds of the 24 claims, as a table of answers: a part of the claims is no round."""
        from course.quiz import discernment  # noqa: PLC0415  (only where claims were judged)

        rows = self.tests[self.tests["form"].isin(ROUNDS) & self.tests["correct"].notna()]
        if rows.empty:
            return rows
        size = rows.groupby(["student", "form"])["item"].transform("nunique")
        return rows[size >= len(discernment.load().claims)]

    @cached_property
    def test_answers(self) -> pd.DataFrame:
        """Answers to the tests before and after the course."""
        return self.tests[self.tests["form"].isin(TESTS) & self.tests["correct"].notna()]

    def options(self, item: str) -> tuple[tuple[str, bool], ...]:
        """Options of a single choice, each with whether it is right; empty for other questions."""
        question = self.questions.get(item)
        if question is None or question.kind is not Kind.SINGLE:
            return ()
        return tuple((option.id, option.key) for option in question.options)


def read(graded: Path, tests: Path | None = None) -> Record:
    """Read a gradebook.

    Parameters
    ----------
    graded : Path
        The folder that ``course grade`` wrote, or the gradebook in it.
    tests : Path, optional
        A CSV with answers to the test before and after the course, as ``docs/instructors/statistics.md`` has it.

    Raises
    ------
    CourseError
        If there is no gradebook, or a file is something else.
    """
    path = graded / FILE if graded.is_dir() else graded
    if not path.is_file():
        raise CourseError(
            f"{graded}: there is no {FILE}. Name the folder that `course grade ... --out` wrote."
        )
    with Gradebook(path) as book:
        found = {name: _table(book, name) for name in ("tasks", "answers", "tests", "levels", "texts")}
        found |= {"grades": _table(book, "latest"), "marks": _table(book, "latest_marks")}
        name = book.meta("class")
    for flag in ("sound", "flagged"):
        found["tests"][flag] = found["tests"][flag].astype("Float64").astype("boolean")
    known = set().union(*(set(table["student"]) for key, table in found.items() if key != "tasks"))
    if tests:
        found["tests"] = pd.concat([found["tests"], _test_answers(tests)], ignore_index=True)
    return Record(name, tuple(sorted(known)), **found)


def number_of(item: str) -> int:
    """Number of the lesson that a question or exercise belongs to; -1 if its ID does not say."""
    found = _LESSON.match(item)
    return int(found[1]) if found else -1


def version(item: str) -> str:
    """Which form of the test an item belongs to: ``A`` or ``B``; empty for tests of your own."""
    found = _NUMBERED.fullmatch(item)
    return found[1] if found else ""


def slots(tests: pd.DataFrame) -> pd.DataFrame:
    """Name the items of forms A and B by their place, which asks for the same skill in both, so that scores compare."""
    return tests.assign(item=[_NUMBERED.sub(r"T.\2", str(item)) for item in tests["item"]])


def _table(book: Gradebook, name: str) -> pd.DataFrame:
    columns = [row["name"] for row in book.rows(f"PRAGMA table_info({name})")]
    order = "position" if name == "tasks" else "student"
    return pd.DataFrame(book.rows(f"SELECT * FROM {name} ORDER BY {order}"), columns=columns)  # noqa: S608  (names of our own)


def _test_answers(path: Path) -> pd.DataFrame:
    try:
        found = pd.read_csv(path, dtype={"student": str, "form": str, "item": str, "response": str})
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CourseError(f"{path}: cannot be read as a table ({error}). Save it as CSV in UTF-8.") from error
    try:
        return tables.check(found)
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from error


def _plain(text: str) -> Any:  # noqa: ANN401  (whatever a student's file holds)
    try:
        return json.loads(text)
    except ValueError:
        return None
