"""One process's try at a submission, as seen from outside: what it said, how long it took, how it ended."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from course.classroom.run import messages, wire
from course.classroom.run.answers import Returned, better
from course.classroom.run.frames import Malformed, Reader, pack

if TYPE_CHECKING:
    from collections.abc import Collection

    from course.classroom.run.job import Job
    from course.classroom.run.sandbox.limits import Limits

GRACE: Final = 1.0
"""Seconds that a cell has to notice that its time is over before its process is ended."""
START: Final = 30.0
"""Seconds until a process must have begun; the fallback imports everything in them."""


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended.

    Parameters
    ----------
    status : int
        Exit status; negative for the signal that ended it.
    peak : int
        Bytes of memory at most; 0 if unknown.
    full : bool
        Whether it was ended because its folder was full.
    """

    status: int = 0
    peak: int = 0
    full: bool = False


class Line(Protocol):
    """Connection to one process that runs one submission."""

    def send(self, data: bytes) -> None:
        """Send everything."""

    def receive(self, seconds: float) -> bytes | None:
        """Wait for bytes: empty at the end, None if none came in time."""

    def hang_up(self, patience: float) -> End:
        """Wait so long for the process to end by itself, then end it."""


@dataclass(slots=True)
class Attempt:
    """What one process achieved.

    Parameters
    ----------
    values : dict
        Exercise ID to decoded value, as far as any came.
    errors : dict
        Position of a cell to its error.
    running : int
        Position of the cell that was last begun; -1 if none was.
    finished : bool
        Whether it came to its end.
    stop : str
        Why it did not: one of `course.classroom.model.STOPS`.
    why : str
        The same in a sentence.
    peak : int
        Bytes of memory.
    """

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    running: int = -1
    finished: bool = False
    stop: str = ""
    why: str = ""
    peak: int = 0

    def take(self, message: dict[str, Any]) -> None:
        """Add what one message says.

        Raises
        ------
        Malformed
            If it says something out of turn.
        """
        kind = message["kind"]
        if kind == "begin":
            if message["cell"] <= self.running:
                raise Malformed("it sent a cell twice")
            self.running = message["cell"]
        elif kind == "done" and message["error"] is not None:
            self.errors[message["cell"]] = _line(message["error"])
        elif kind == "refused":
            self.stop, self.why = "refused", _line(message["reason"])
        elif kind == "end":
            self.finished = True
        elif "task" in message:
            self._answer(kind, message)

    def _answer(self, kind: str, message: dict[str, Any]) -> None:
        task = message["task"]
        if kind == "value":
            value = wire.decode(message["value"])
            if better(value, self.values.get(task)):
                self.values[task] = value
        elif kind == "calls":
            self.values[task] = Returned()
        else:
            recorded = self.values.get(task)
            if not isinstance(recorded, Returned) or len(recorded) != message["case"]:
                raise Malformed("it sent a case out of turn")
            recorded.append(_case(kind, message))

    def complete(self, cases: dict[str, int]) -> None:
        """Say of the tries that never came that they did not."""
        for task, value in self.values.items():
            if isinstance(value, Returned) and len(value) < cases[task]:
                first = self.why if self.stop else ""
                missing = [first or "RuntimeError: an earlier try ended the run"]
                missing += ["RuntimeError: an earlier try ended the run"] * (cases[task] - len(value) - 1)
                value += [{"error": line} for line in missing]


def _case(kind: str, message: dict[str, Any]) -> dict[str, Any]:
    if kind == "returned":
        return {"value": wire.decode(message["value"])}
    return {"error": _line(message["error"])}


def _line(said: str) -> str:
    return wire.legible(said[: messages.LONGEST])


def run(line: Line, job: Job, skip: Collection[int], limits: Limits, deadline: float) -> Attempt:
    """Let one process run a submission.

    Parameters
    ----------
    line : Line
        To a process that has just begun.
    job : Job
        The submission.
    skip : collection of int
        Positions of cells to leave out.
    limits : Limits
        For this run.
    deadline : float
        When it must be over, on the monotonic clock.
    """
    found = Attempt()
    try:
        line.send(pack(job.payload(skip, limits)))
        _listen(line, job, found, limits, deadline)
    except Malformed as error:
        found.stop, found.why = "output", f"The notebook was stopped: {error}."
    except OSError:  # it is gone; how it ended says why
        pass
    end = line.hang_up(GRACE if found.finished else 0.2 if not found.stop else 0.0)
    found.peak = end.peak
    if not found.finished and not found.stop:
        found.stop, found.why = _cause(end, limits)
    found.complete(job.cases)
    return found


def _listen(line: Line, job: Job, found: Attempt, limits: Limits, deadline: float) -> None:
    reader, cases = Reader(limits.answers, job.most_messages), job.cases
    until = time.monotonic() + START
    while not (found.finished or found.stop):
        received = line.receive(max(0.0, min(until, deadline) - time.monotonic()))
        if received is None:
            found.stop, found.why = "time", _too_long(limits, whole=until > deadline)
            return
        if not received:
            return
        for message in reader.feed(received):
            before = found.running
            found.take(messages.checked(message, len(job.cells), cases))
            if found.running != before:
                until = time.monotonic() + limits.cell + GRACE
            if found.finished:
                return


def _too_long(limits: Limits, *, whole: bool) -> str:
    what, seconds = ("the whole notebook", limits.total) if whole else ("it", limits.cell)
    return f"TimeoutError: {what} ran longer than {seconds:g} seconds"


def _cause(end: End, limits: Limits) -> tuple[str, str]:
    """Say why a process ended before its last cell."""
    if end.full:
        return "output", f"OSError: it wrote more than {limits.folder // (1024 * 1024)} MB of files"
    if end.status == -signal.SIGKILL if hasattr(signal, "SIGKILL") else False:
        return "memory", "MemoryError: the system ended it, most likely for want of memory"
    if end.status < 0:
        return "died", f"SystemError: its process crashed ({_signal(-end.status)})"
    return "died", f"SystemExit: it ended its own process (status {end.status})"


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
