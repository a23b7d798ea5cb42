"""The way in: which process runs what, how well it must be confined, and what this system can do."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from course import paths
from course.classroom.run import start
from course.classroom.run.pool import SLOWER, Crew, tell, unsafe, workers_here
from course.classroom.run.sandbox import Layer, level
from course.classroom.run.sandbox.limits import Limits
from course.classroom.run.station import Team
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from course.classroom.model import Ran
    from course.classroom.run.job import Job


def can_fork() -> bool:
    """Whether this system can fork a warm process and wait for its copies: Linux 5.4 or newer."""
    if not (hasattr(os, "fork") and hasattr(os, "pidfd_open")):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


def capabilities() -> list[Layer]:
    """Try every layer of confinement in processes of their own, and see whether it holds.

    Returns
    -------
    list of Layer
        Namespaces, Landlock, seccomp, limits; `level` names what they amount to.
    """
    with tempfile.TemporaryDirectory() as folder:
        module = "course.classroom.run.sandbox.probe"
        process = start.python(
            module, str(paths.data()), Path(folder), subprocess.PIPE, stdout=subprocess.PIPE
        )
        said, complaints = process.communicate()
    if process.returncode:
        raise CourseError(
            f"The confinement could not be tried: {complaints.decode('utf-8', 'replace').strip()[-200:]}"
        )
    return [Layer(*found) for found in json.loads(said)]


def run_batch(  # noqa: PLR0913  (one subject, and defaults for all else)
    jobs: Iterable[Job],
    workers: int | None = None,
    isolation: str = "auto",
    limits: Limits | None = None,
    *,
    fork: bool | None = None,
    say: Callable[[str], None] = tell,
    early: Team | None = None,
) -> Iterator[tuple[Job, Ran]]:
    """Run submissions.

    Parameters
    ----------
    jobs : iterable of Job
        Taken one by one as workers become free, so it may be endless.
    workers : int, optional
        Processes at a time. Default: one per processor.
    isolation : str
        ``auto``: the best that this system has, and at least ``container``. ``full`` or ``container``: exactly that.
        ``none``: no confinement but limits, for code that you trust as your own.
    limits : Limits, optional
        Per submission.
    fork : bool, optional
        Whether to copy a warm process. Default: where the system can; without, it is slower, and says so.
    say : function
        Takes what whoever grades should know.
    early : Team, optional
        From `begun_early`, with the same workers and isolation.

    Yields
    ------
    tuple of Job and Ran
        As soon as each is made, so not in order. Closing the iterator, or Ctrl-C, ends every process.

    Raises
    ------
    CourseError
        If the confinement cannot be had; says which layer is missing, why, and what to do.
    """
    if isolation not in {"auto", "full", "container", "none"}:
        raise CourseError(f"isolation={isolation!r}: choose auto, full, container or none.")
    fork = can_fork() if fork is None else fork
    if not fork:
        isolation = _without_fork(isolation)
        say(SLOWER)
    crew = Crew(jobs, workers or workers_here(), isolation, limits or Limits(), fork=fork, early=early)
    yield from crew.results()


@contextlib.contextmanager
def begun_early(data: Path, workers: int | None = None, isolation: str = "auto") -> Iterator[Team | None]:
    """Begin the warm process while the caller still reads what it is going to run; it ends with the block.

    Parameters
    ----------
    data : Path
        Folder of the tables.
    workers, isolation
        As for `run_batch`.

    Yields
    ------
    Team or None
        For `run_batch`; nothing where there is no fork, or no such folder.
    """
    team = Team(workers or workers_here(), data, isolation) if can_fork() and data.is_dir() else None
    try:
        yield team
    finally:
        if team:
            team.close()


def _without_fork(isolation: str) -> str:
    """A process that was not forked makes no namespaces; the rest it can have."""
    if isolation == "none":
        return isolation
    layers = capabilities()
    missing = "; ".join(f"{layer.name}: {layer.reason}" for layer in layers if not layer.works)
    if isolation == "full" or level(layers) == "none":
        raise CourseError(unsafe(isolation, missing or "a process that is not forked has no namespaces"))
    return "container"
