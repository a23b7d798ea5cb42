"""One submission, through as many processes as it takes: a dead process loses only the cell that killed it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.classroom.model import ABSENT, Ran
from course.classroom.run import attempt
from course.classroom.run.answers import better

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.classroom.run.attempt import Attempt, Line
    from course.classroom.run.job import Job
    from course.classroom.run.sandbox.limits import Limits


def run(open_line: Callable[[], Line], job: Job, limits: Limits, isolation: str) -> Ran:
    """Run one submission.

    Parameters
    ----------
    open_line : function
        Begins a process and hands back the connection to it.
    job : Job
        The submission.
    limits : Limits
        For the whole of it, repetitions included.
    isolation : str
        Level of confinement, for the report.

    Returns
    -------
    Ran
        Values, errors and what was lost.
    """
    story = _Story(job, time.monotonic())
    while not story.over(limits):
        story.add(attempt.run(open_line(), job, story.killers, limits, story.begun + limits.total))
    return story.report(isolation)


@dataclass(slots=True)
class _Story:
    """What all processes together achieved."""

    job: Job
    begun: float
    tries: list[Attempt] = field(default_factory=list)
    killers: dict[int, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, last: Attempt) -> None:
        """Add one process; what it answered takes the place of what came before, if it is an answer at all."""
        self.tries.append(last)
        for key, value in last.values.items():
            if better(value, self.values.get(key)):
                self.values[key] = value
        if not last.finished and last.running >= 0:
            self.killers[last.running] = last.why

    def over(self, limits: Limits) -> bool:
        """Whether there is nothing more to be had."""
        if not self.tries:
            return False
        last = self.tries[-1]
        ended = last.finished or last.running < 0 or last.stop == "refused"
        return ended or len(self.tries) > limits.restarts or time.monotonic() >= self.begun + limits.total

    def report(self, isolation: str) -> Ran:
        """Put it in the words of the classroom."""
        last, cells = self.tries[-1], self.job.cells
        errors = {**last.errors, **self.killers}
        lost = {*self.killers, *(() if last.finished else range(last.running + 1, len(cells)))}
        if not last.finished and last.running < 0:  # it did not even begin: all is lost, and this is why
            errors[0] = last.why
        ids = dict(enumerate(cell.id for cell in cells))
        return Ran(
            values={task.exercise.id: self.values.get(task.exercise.id, ABSENT) for task in self.job.tasks},
            errors={ids[number]: line for number, line in sorted(errors.items()) if number in ids},
            stopped="" if last.finished else last.stop,
            lost=tuple(ids[number] for number in sorted(lost) if number in ids),
            seconds=time.monotonic() - self.begun,
            isolation=isolation,
        )
