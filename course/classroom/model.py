"""The words of the classroom as frozen dataclasses: bundle, assignment, task, submission, run, grade."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from course.model import Exercise, Outcome

STOPS: Final = ("", "time", "memory", "output", "died", "refused", "unreadable")
"""Why a run ended before its last cell; empty if it did not."""


class Absent:
    """Stands for a value that a submission does not have; `ABSENT` is the only one."""

    def __repr__(self) -> str:
        """Return the name."""
        return "ABSENT"


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Cell:
    """One code cell.

    Parameters
    ----------
    id : str
        Cell ID of the notebook format, or the position where there is none.
    source : str
        The code.
    """

    id: str
    source: str


@dataclass(frozen=True, slots=True)
class Task:
    """One checked answer of an assignment, with its key.

    Parameters
    ----------
    exercise : Exercise
        The key: the exercise as the instructor's bundle holds it, variant and all.
    cell : str
        ID of the cell that asks for it in our own copy of the notebook.
    name : str
        Name of the variable or function that the cell hands to ``course.check``.
    points : float
        What it is worth.
    optional : bool
        Whether it is for the code track only; worth extra points, never missed ones.
    """

    exercise: Exercise
    cell: str
    name: str
    points: float = 1.0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """One exercise notebook of a class edition, as the bundle knows it.

    Parameters
    ----------
    name : str
        Folder name of the lesson, which is the name of the notebook: ``01-1449``.
    title : str
        As students read it.
    tasks : tuple of Task
        In the order of the notebook.
    cells : tuple of Cell
        Our own copy of the code cells that students got.
    written : tuple of str
        IDs of the writing tasks of the lesson, marked by people.
    """

    name: str
    title: str
    tasks: tuple[Task, ...]
    cells: tuple[Cell, ...] = ()
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The instructor's private half of a class edition: everything that grading needs, keys included.

    Parameters
    ----------
    name : str
        Name of the class, ``autumn``.
    version : str
        Version of the course that made it.
    seed : str
        Secret from which the variants are drawn; empty if nothing varies.
    assignments : tuple of Assignment
        One per lesson.
    folder : Path
        Where it lies: holds ``bundle.json`` and ``data/``, the tables of this class without any key.
    """

    name: str
    version: str
    seed: str
    assignments: tuple[Assignment, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Submission:
    """One notebook, or one case file, that one student handed in for one assignment.

    Parameters
    ----------
    student : str
        As the folder or file name says it; never used as a path.
    assignment : str
        Name of the assignment, or empty if it could not be told.
    path : Path
        Where it lies, for messages.
    content : bytes
        The file as it was handed in.
    problem : str
        Why it cannot be used; empty if it can.
    late : float
        Hours after the due date, 0 if in time or unknown.
    others : tuple of str
        Other files of the same student for the same assignment, which are left out.
    """

    student: str
    assignment: str
    path: Path
    content: bytes = b""
    problem: str = ""
    late: float = 0.0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ran:
    """What came out of running one submission: plain values, never objects of the student's process.

    Parameters
    ----------
    values : dict of str to object
        Exercise ID to the decoded value, or `ABSENT`; for a function the list of what it returned for each case of
        the key, each ``{"value": ...}`` or ``{"error": "..."}``.
    errors : dict of str to str
        Cell ID to the last line of its error, shortened.
    stopped : str
        One of `STOPS`.
    lost : tuple of str
        IDs of the cells that were not run, or that took their process with them.
    seconds : float
        Wall time.
    isolation : str
        ``full``, ``container`` or ``none``: how it was confined.
    """

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    stopped: str = ""
    lost: tuple[str, ...] = ()
    seconds: float = 0.0
    isolation: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one task of one submission is worth.

    Parameters
    ----------
    exercise : str
        ``L1.E1``.
    outcome : Outcome
        Of the check outside the student's process.
    points, most : float
        Given and possible.
    message : str
        For the student.
    look_at : tuple of str
        Passage IDs.
    answer : str
        What the student answered, as short text; shown only escaped.
    diagnosis : int
        Number of the foreseen wrong value that matched, from 0; -1 for none. The report calls them misconceptions.
    """

    exercise: str
    outcome: Outcome
    points: float
    most: float
    message: str
    look_at: tuple[str, ...] = ()
    answer: str = ""
    diagnosis: int = -1


@dataclass(frozen=True, slots=True)
class Graded:
    """One submission after grading.

    Parameters
    ----------
    student, assignment : str
        As in the submission.
    digest : str
        SHA-256 of the content, so that a second run knows what it has graded.
    marks : tuple of Mark
        One per task; empty if it could not be graded.
    problem : str
        Why it could not be graded, in one sentence that says what to do; empty if it could.
    notes : tuple of str
        What the instructor should know, such as a duplicated cell or a cell that ran out of time.
    seconds : float
        Wall time of the run.
    isolation : str
        As in `Ran`.
    """

    student: str
    assignment: str
    digest: str
    marks: tuple[Mark, ...] = ()
    problem: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    isolation: str = ""

    @property
    def points(self) -> float:
        """Sum of the points given."""
        return sum(mark.points for mark in self.marks)

    @property
    def most(self) -> float:
        """Sum of the points possible."""
        return sum(mark.most for mark in self.marks)
