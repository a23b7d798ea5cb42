"""Many submissions over a few workers: each result is given as soon as it is made, and nothing is left behind."""

from __future__ import annotations

import os
import queue
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from course.classroom.model import ABSENT, STOPS, Ran
from course.classroom.run import submission
from course.classroom.run.fallback import FreshLine
from course.classroom.run.sandbox import view
from course.classroom.run.station import Gone, Team
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from course.classroom.run.job import Job
    from course.classroom.run.sandbox.limits import Limits
    from course.classroom.run.station import Station

Done = tuple["Job", Ran]
_AHEAD: Final = 64
"""Results that may wait for whoever takes them before the workers do."""
TRIES: Final = 2
"""How often a submission is begun whose station breaks down."""

SLOWER: Final = (
    "This system cannot fork, so every notebook starts a Python of its own: expect seconds for each "
    "instead of a fraction of one."
)


def workers_here() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Workers, each on a thread that waits for its process.

    Parameters
    ----------
    jobs : iterable of Job
        Taken one by one, as workers become free.
    workers : int
        How many.
    isolation : str
        ``auto``, or a level.
    limits : Limits
        For each submission.
    fork : bool
        Whether this system can fork a warm process.
    early : Team, optional
        A warm process that was begun already.
    """

    def __init__(  # noqa: PLR0913  (one subject)
        self,
        jobs: Iterable[Job],
        workers: int,
        isolation: str,
        limits: Limits,
        *,
        fork: bool,
        early: Team | None = None,
    ) -> None:
        self._jobs = iter(jobs)
        self._workers = workers
        self._isolation = isolation
        self._limits = limits
        self._fork = fork
        self._early = early
        self._lock = threading.Lock()
        self._teams: dict[Path, Team] = {}
        self._spares: dict[tuple[Path, int], Team] = {}
        self._results: queue.Queue[Done | BaseException | None] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()

    def results(self) -> Iterator[Done]:
        """Give each result as soon as it is made; closing the iterator ends every process."""
        threads = [threading.Thread(target=self._work, args=(n,), daemon=True) for n in range(self._workers)]
        for thread in threads:
            thread.start()
        working = len(threads)
        try:
            while working:
                result = self._next_result()
                if result is None:
                    working -= 1
                elif isinstance(result, BaseException):
                    raise result
                else:
                    yield result
        finally:
            self._end(threads)

    def _next_result(self) -> Done | BaseException | None:
        while True:
            try:
                return self._results.get(timeout=0.5)  # so that Ctrl-C gets through on Windows too
            except queue.Empty:
                continue

    def _end(self, threads: list[threading.Thread]) -> None:
        self._stopped.set()
        with self._lock:
            teams = [*self._teams.values(), *self._spares.values()]
            self._teams, self._spares = {}, {}
        for team in teams:
            team.close()
        while any(thread.is_alive() for thread in threads):
            while not self._results.empty():  # a thread that waits to hand something over
                self._results.get_nowait()
            for thread in threads:
                thread.join(0.05)

    def _work(self, number: int) -> None:
        try:
            for job in iter(self._next_job, None):
                ran = self._run(job, number)
                if self._stopped.is_set():
                    return
                self._results.put((job, ran))
        except BaseException as error:  # noqa: BLE001  (it belongs to whoever waits for results)
            if not self._stopped.is_set():
                self._results.put(error)
        finally:
            if not self._stopped.is_set():
                self._results.put(None)

    def _next_job(self) -> Job | None:
        with self._lock:
            return None if self._stopped.is_set() else next(self._jobs, None)

    def _run(self, job: Job, number: int) -> Ran:
        if not self._fork:
            level = "none" if self._isolation == "none" else "container"
            return submission.run(partial(FreshLine, job.data, level, self._limits), job, self._limits, level)
        reason = ""
        for _ in range(TRIES):
            station = self._station(job.data, number)
            open_line = partial(station.open, self._limits, job.tables)
            try:
                return submission.run(open_line, job, self._limits, station.level)
            except Gone as error:
                reason = str(error)
                self._replace(job.data, number)
        return lost(job, "died", f"SystemError: its process broke down {TRIES} times ({reason})")

    def _station(self, data: Path, number: int) -> Station:
        """Find this worker's station for these tables; the first worker that asks starts the warm process for all."""
        with self._lock:
            if self._stopped.is_set():
                raise Gone("The run was stopped.")
            if (data, number) in self._spares:
                return self._spares[data, number].stations[0]
            if data not in self._teams:
                early, self._early = self._early, None
                fits = early if early and early.data == data else None
                self._teams[data] = started(self._workers, data, self._isolation, fits)
            return self._teams[data].stations[number]

    def _replace(self, data: Path, number: int) -> None:
        """Give this worker a warm process of its own; the others keep theirs, so that nobody pays for another."""
        with self._lock:
            if self._stopped.is_set():
                return
            if (data, number) in self._spares:
                self._spares.pop((data, number)).close()
            self._spares[data, number] = started(1, data, self._isolation)


def started(workers: int, data: Path, isolation: str, early: Team | None = None) -> Team:
    """Start a warm process, unless it was begun early, and make sure that it is as safe as was asked for.

    Raises
    ------
    CourseError
        If the confinement cannot be had, or the private half of the class lies where submissions can read.
    """
    private = data.parent
    if (private / "bundle.json").exists() and view.exposed(private):
        raise CourseError(
            f"The bundle {private} lies in a folder that submissions can read. Move it to a folder of your own."
        )
    team = (early or Team(workers, data, isolation)).ready()
    wanted = "container" if isolation == "auto" else isolation
    if STRENGTH[team.level] < STRENGTH[wanted]:
        team.close()
        missing = "; ".join(f"{x['name']}: {x['reason']}" for x in team.stations[0].layers if not x["works"])
        raise CourseError(unsafe(wanted, missing))
    return team


STRENGTH: Final = {"none": 0, "container": 1, "full": 2}


def unsafe(wanted: str, missing: str) -> str:
    """Say that confinement is not to be had and what can be done."""
    return (
        f"Submissions cannot be confined here as asked ({wanted}): {missing}. Grade on Linux 5.13 or newer, "
        "or, if you trust every submission as your own code, add --trust-submissions."
    )


def lost(job: Job, stop: str, reason: str) -> Ran:
    """Report a submission of which nothing came."""
    assert stop in STOPS  # noqa: S101  (a word of ours)
    first = {job.cells[0].id: reason} if job.cells else {}
    values = {task.exercise.id: ABSENT for task in job.tasks}
    return Ran(values, first, stop, tuple(cell.id for cell in job.cells), isolation="")


def tell(message: str) -> None:
    """Say something to whoever grades."""
    print(message, file=sys.stderr)
