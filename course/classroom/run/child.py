"""One submission in its own process: receive it, lock the door, run cell by cell, answer, end."""

from __future__ import annotations

import os
import random
import signal
import sys
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from course.classroom.run import shell as shells
from course.classroom.run.recorder import Recorder
from course.classroom.run.sandbox.limits import Limits
from course.classroom.run.shell import TimeUp

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.classroom.run.frames import Channel


def run(channel: Channel, shell: Any, confine: Callable[[Limits], None]) -> NoReturn:  # noqa: ANN401
    """Run one submission and end this process.

    Parameters
    ----------
    channel : Channel
        To the other end, which sends the submission.
    shell : InteractiveShell
        From `course.classroom.run.shell.make`.
    confine : function
        Confines this process; nothing of the submission runs if it raises.
    """
    status = 1
    try:
        job = channel.receive()
        limits = Limits(**{field.name: job["limits"][field.name] for field in fields(Limits)})
        try:
            confine(limits)
        except OSError as error:
            channel.send({"kind": "refused", "reason": str(error)})
        else:
            _cells(channel, shell, job, limits)
            status = 0
    finally:
        os._exit(status)  # no exit handlers of the student's, and no return into the code that forked


def _cells(channel: Channel, shell: Any, job: dict[str, Any], limits: Limits) -> None:  # noqa: ANN401
    recorder = Recorder(channel, job["tasks"])
    _settle(limits, recorder)
    clock = _Clock(limits.cell)
    skipped = set(job["skip"])
    before: dict[str, Any] = {
        "kind": "ready"
    }  # goes with the next message, so that the other end wakes up once for both
    for number, source in enumerate(job["cells"]):
        if number in skipped:
            continue
        channel.send(before, {"kind": "begin", "cell": number})
        error = clock.guard(partial(_cell, shell, source, recorder))
        before = {"kind": "done", "cell": number, "error": error}
    last = len(job["cells"])
    if last not in skipped:
        channel.send(before, {"kind": "begin", "cell": last})
        clock.guard(lambda: recorder.look_up(shell.user_ns))
        channel.send({"kind": "end"})
    else:
        channel.send(before, {"kind": "end"})


def _cell(shell: Any, source: str, recorder: Recorder) -> str | None:  # noqa: ANN401
    error = shells.run_cell(shell, source)
    recorder.flush()
    return error


def _settle(limits: Limits, recorder: Recorder) -> None:
    """Make a process of its own of a copy: its own random numbers, output, folder and ``course.check``."""
    import course  # noqa: PLC0415  (the warm process has it)

    course.check = recorder.check  # type: ignore[assignment]
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    sys.path.append(os.getcwd())  # noqa: PTH109  (last, so that no file of the student's takes the place of a package)
    shells.count_output(limits.printed)


class _Clock:
    """Ends a cell from within when its time is over, so that its variables stay; the other end does it from without.

    Parameters
    ----------
    seconds : float
        For each call of `guard`.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._can = hasattr(signal, "setitimer")
        if self._can:
            signal.signal(signal.SIGALRM, self._ring)

    def _ring(self, *_arguments: object) -> None:
        raise TimeUp(f"it ran longer than {self._seconds:g} seconds")

    def guard(self, action: Callable[[], str | None]) -> str | None:
        """Run something for at most that long; an error that it raises is handed back as its last line."""
        try:
            self._set(self._seconds)
            try:
                return action()
            finally:
                self._set(0)
        except BaseException as error:  # noqa: BLE001  (nothing of a cell may end the run but the end of its process)
            return shells.said(error)

    def _set(self, seconds: float) -> None:
        if self._can:
            signal.setitimer(signal.ITIMER_REAL, seconds)
