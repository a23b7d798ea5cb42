"""Grading: read what was handed in, run it confined, judge it here, keep each result as soon as it is made.

The key stays in this process. What comes out of a submission is plain data, and a submission that cannot be graded gets
a result that says why. A second run goes on where the first ended.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course.check import compare
from course.check.plain import plain
from course.classroom import bundle as bundles
from course.classroom import casework, intake, repair
from course.classroom.model import ABSENT, Graded, Mark, Ran
from course.classroom.run import Job, judgeable
from course.classroom.tally import Tally
from course.model import CourseError, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from course.classroom.gradebook import Gradebook
    from course.classroom.model import Assignment, Bundle, Submission, Task
    from course.model import Exercise, Result

    Runner = Callable[[Iterable[Job]], Iterator[tuple[Job, Ran]]]

SHOWN: Final = 200
"""Characters of an answer that are kept for people to read."""

NO_ANSWER: Final = (
    "No answer was found. If you answered, run the notebook from top to bottom before you hand it in."
)
ERROR: Final = "Your cell stopped with this: {error}. Follow that line, then run the cell again."
SPECIAL: Final = {
    "TimeoutError: it ran longer": "Your cell did not come to its end in time. Look for a loop that never stops.",
    "SystemExit": "Your cell ended the whole program. Take out what does that, such as exit().",
}
"""How an error begins, and what is said of it in other words than its own."""

UNFORESEEN: Final = (
    "Our own grader could not deal with this ({error}). Look at it yourself, and please report it."
)
"""What is said of a submission that nobody thought of; the batch goes on."""

STOPPED: Final = {
    "time": "It ran out of time.",
    "memory": "It used more memory than is allowed.",
    "output": "It printed or returned more than is allowed.",
    "died": "Its process died.",
    "refused": "It sent something that cannot be read.",
    "unreadable": "It cannot be read.",
}
"""Why a run ended, as the instructor reads it."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What a job carries that does not travel."""

    submission: Submission
    assignment: Assignment
    notes: tuple[str, ...]


class Batch:
    """Grading of many submissions with one key.

    Parameters
    ----------
    bundle : Bundle
        The key.
    book : Gradebook
        Keeps each result at once.
    again : bool
        Whether to grade anew what was graded before with the same key.
    seen : function
        Called after each submission; for a progress bar.
    """

    def __init__(
        self, bundle: Bundle, book: Gradebook, *, again: bool = False, seen: Callable[[], None] = lambda: None
    ) -> None:
        self._bundle, self._book, self._seen = bundle, book, seen
        self._assignments = {assignment.name: assignment for assignment in bundle.assignments}
        self._keys = {name: key_digest(assignment) for name, assignment in self._assignments.items()}
        book.begin(bundle)
        self._known = {} if again else book.known()
        self.tally = Tally()

    def run(self, submissions: Iterable[Submission], runner: Runner) -> Tally:
        """Grade them.

        Parameters
        ----------
        submissions : iterable of Submission
            From `course.classroom.intake.read`.
        runner : function
            Takes jobs and gives each with what came out of it, as soon as it is made, in any order.
        """
        jobs = list(
            self._jobs(submissions)
        )  # here: the runner takes jobs on threads of its own, the gradebook does not
        for job, ran in runner(jobs):
            task: _Task = job.tag  # type: ignore[assignment]
            self._keep(task.submission, judge(task.submission, task.assignment, ran, task.notes), ran)
        return self.tally

    def _jobs(self, submissions: Iterable[Submission]) -> Iterator[Job]:
        for one in submissions:
            self.tally.leave_out(one)
            if one.problem:
                self._refuse(one, one.problem)
            elif intake.is_case_file(one.content):
                self._read_case_file(one)
            elif (problem := self._known.get(self._id(one))) is not None:
                self._pass_over(one, problem)
            elif job := self._job(one):
                yield job

    def _id(self, one: Submission) -> tuple[str, str, str, str]:
        return (one.student, one.assignment, digest(one), self._keys.get(one.assignment, ""))

    def _pass_over(self, one: Submission, problem: str) -> None:
        """Leave what was graded before; what could not be graded then cannot be now, and is told again."""
        if problem:
            self.tally.failed += 1
            self._tell(one, problem)
        else:
            self.tally.skipped += 1
        self._seen()

    def _tell(self, one: Submission, problem: str) -> None:
        self.tally.problems.append(f"{one.student}, {one.assignment or one.path.name}: {problem}")

    def _job(self, one: Submission) -> Job | None:
        assignment = self._assignments[one.assignment]
        try:
            cells, notes = repair.cells(one.content, assignment)
        except repair.UnreadableError as error:
            self._refuse(one, str(error))
            return None
        except Exception as error:  # noqa: BLE001  (one bad submission never stops the batch)
            self._refuse(one, UNFORESEEN.format(error=type(error).__name__))
            return None
        notes += ["Handed in late, as the platform says."] if one.late else []
        notes += [f"Also handed in, and left out: {other}" for other in one.others]
        data = self._bundle.folder / "data"
        return Job(cells, assignment.tasks, data, _Task(one, assignment, tuple(notes)))

    def _read_case_file(self, one: Submission) -> None:
        try:
            work = casework.read(one.content)
        except CourseError as error:
            self._unread(one, str(error))
        except Exception as error:  # noqa: BLE001  (one bad case file never stops the batch)
            self._unread(one, UNFORESEEN.format(error=type(error).__name__))
        else:
            self._book.keep_work(one.student, work)
            self.tally.case_files += 1
        self._seen()

    def _unread(self, one: Submission, problem: str) -> None:
        self.tally.failed += 1
        self.tally.problems.append(f"{one.student}: {problem} ({one.path.name})")

    def _refuse(self, one: Submission, problem: str) -> None:
        """Keep a result that says why there is none; once is enough, as long as the file is the same."""
        assignment = self._assignments.get(one.assignment)
        marks = tuple(_mark(task, ABSENT) for task in assignment.tasks) if assignment else ()
        self._keep(one, Graded(one.student, one.assignment, digest(one), marks, problem), Ran())

    def _keep(self, one: Submission, graded: Graded, ran: Ran) -> None:
        if graded.problem and self._id(one) in self._known:
            self.tally.failed += 1  # it still cannot be graded, and it is in the gradebook already
        else:
            self._book.keep(graded, self._keys.get(one.assignment, ""), str(one.path), one.late)
            self.tally.count(graded, ran)
        if graded.problem:
            self._tell(one, graded.problem)
        self._seen()


def judge(one: Submission, assignment: Assignment, ran: Ran, notes: Iterable[str] = ()) -> Graded:
    """Judge what came out of one submission.

    Parameters
    ----------
    one : Submission
        What was handed in.
    assignment : Assignment
        With the key.
    ran : Ran
        From `course.classroom.run.run_batch`.
    notes : iterable of str
        What was said while the notebook was read.
    """
    marks = tuple(
        _mark(task, ran.values.get(task.exercise.id, ABSENT), ran.errors.get(task.cell, ""))
        for task in assignment.tasks
    )
    told = [*notes, *_about_run(ran, {task.cell: task.exercise.id for task in assignment.tasks})]
    nothing = bool(ran.stopped) and all(
        ran.values.get(t.exercise.id, ABSENT) is ABSENT for t in assignment.tasks
    )
    problem = (
        f"{STOPPED.get(ran.stopped, ran.stopped)} No answer came out of it; look at it yourself."
        if nothing
        else ""
    )
    return Graded(
        one.student, assignment.name, digest(one), marks, problem, tuple(told), ran.seconds, ran.isolation
    )


def digest(one: Submission) -> str:
    """SHA-256 of what was handed in."""
    return hashlib.sha256(one.content).hexdigest()


def _about_run(ran: Ran, asks: dict[str, str]) -> Iterator[str]:
    """Say what went wrong; a cell that asks for an answer is called by its exercise, which people can find."""
    if ran.stopped:
        yield f"{STOPPED.get(ran.stopped, ran.stopped)} Answers up to there count."
    for cell, line in ran.errors.items():
        yield f"{asks.get(cell, f'Cell {cell}')}: {line}"
    if ran.lost:
        lost = [asks.get(cell, cell) for cell in ran.lost[:8]]
        yield f"Not run: {', '.join(lost)}{' ...' if len(ran.lost) > 8 else ''}"


def _mark(task: Task, value: object, error: str = "") -> Mark:
    exercise = task.exercise
    if value is ABSENT:
        message = _told(error) if error else NO_ANSWER
        return Mark(exercise.id, Outcome.NOT_ATTEMPTED, 0.0, _most(task), message)
    try:
        result = compare.judge(exercise, judgeable(value))
    except Exception as broken:  # noqa: BLE001  (a strange value must cost one mark at most, never the batch)
        message = (
            f"Our check could not judge this answer ({type(broken).__name__}). Your teacher will look at it."
        )
        return Mark(exercise.id, Outcome.CHECKER_ERROR, 0.0, _most(task), message, (), shown(value))
    points = round(task.points * result.score, 4)
    return Mark(
        exercise.id,
        result.outcome,
        points,
        _most(task),
        result.message,
        result.look_at,
        "" if result.outcome is Outcome.NOT_ATTEMPTED else shown(value),
        _diagnosis(exercise, result),
    )


def _told(error: str) -> str:
    plainly = (text for begins, text in SPECIAL.items() if error.startswith(begins))
    return next(plainly, ERROR.format(error=error))


def _most(task: Task) -> float:
    """Points that count as possible: an optional task adds points and never takes any."""
    return 0.0 if task.optional else task.points


def _diagnosis(exercise: Exercise, result: Result) -> int:
    messages = [diagnosis.message for diagnosis in exercise.diagnoses]
    return messages.index(result.message) if result.message in messages else -1


def shown(value: object) -> str:
    """Write an answer as short text."""
    found = plain(value)
    try:
        if isinstance(found, set | frozenset):  # the order of a set changes from process to process
            found = f"{{{', '.join(sorted(map(repr, found)))}}}"
        else:
            found = re.sub(r"(?<=[:\[(,\s])Ellipsis\b", "...", repr(found))  # as it stands in the notebook
    except ValueError:  # Python refuses to write out a number of thousands of digits
        return "a value with a number of thousands of digits"
    text = " ".join(found.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def key_digest(assignment: Assignment) -> str:
    """SHA-256 of the key of one assignment: another key makes another grade."""
    content: list[Any] = [
        [task.points, task.optional, task.name, bundles.exercise_json(task.exercise)]
        for task in assignment.tasks
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
