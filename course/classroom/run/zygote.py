"""The warm process: imports once, makes its stations, and each station forks a copy of itself per submission.

It never reads a submission, and no key: what a child may not know is never in the memory that it is a copy of. Of a
submission it learns which tables of the class it is going to read, and reads them once for all.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from course.classroom.run import child, sandbox
from course.classroom.run.frames import Channel
from course.classroom.run.sandbox import box as boxes
from course.classroom.run.sandbox import libc, namespaces, probe
from course.classroom.run.warm import read_tables, warm_up

if TYPE_CHECKING:
    from course.classroom.run.sandbox.box import Box

_WATCH: Final = 0.05
"""Seconds between two looks at a working folder that has no limit of its own."""


def main() -> None:
    """Warm up, then serve on the sockets whose numbers the caller gives."""
    settings = json.loads(sys.argv[1])
    probing = sandbox.begun(
        lambda: probe.layers(Path(settings["data"]))
    )  # now, while there is little to copy
    warm = warm_up(Path(settings["data"]))
    layers = probing()
    level = _chosen(settings["isolation"], layers)
    hello = {"level": level, "layers": [asdict(layer) for layer in layers], "threads": threads()}
    controls = [socket.socket(fileno=number) for number in settings["controls"]]
    stations = []
    for number, control in enumerate(controls):
        station = os.fork()
        if not station:
            for other in controls:
                if other is not control:
                    other.close()
            _station(control, hello, warm, _place(settings, number))
        stations.append(station)
    for control in controls:
        control.close()
    for station in stations:
        os.waitpid(station, 0)
    shutil.rmtree(settings["scratch"], ignore_errors=True)  # if whoever grades was killed, nobody else will
    os._exit(0)  # taking a thousand modules down one by one would take longer than grading two notebooks


def _place(settings: dict[str, Any], number: int) -> tuple[Path, Path]:
    scratch = Path(settings["scratch"]) / str(number)
    scratch.mkdir()
    return Path(settings["data"]), scratch


def _chosen(wanted: str, layers: list[sandbox.Layer]) -> str:
    """The level asked for, or the best there is; the caller decides whether it is good enough."""
    best = sandbox.level(layers)
    if wanted == "auto":
        return best
    return wanted if sandbox.LEVELS.index(wanted) <= sandbox.LEVELS.index(best) else best


def threads() -> int:
    """Threads of this process; a process with more than one must not be forked. 0 if it cannot be told."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208  (a count is all that is wanted)
    except OSError:
        return 0


def _station(control: socket.socket, hello: dict[str, Any], warm: Any, place: tuple[Path, Path]) -> NoReturn:  # noqa: ANN401
    """Build the box, serve until the other end is gone, and end."""
    status = 1
    try:
        if hello["level"] == "full":
            namespaces.enter()
            inner = (
                os.fork()
            )  # the first child is number 1 of the new process namespace: all others end with it
            if inner:
                control.close()
                os.waitpid(inner, 0)
                os._exit(0)
            libc.die_with_parent()
        _alone(hello["threads"])
        made = boxes.build(hello["level"], *place)
        control.send(json.dumps(hello).encode())
        _Station(control, made, warm).serve()
        made.leave()
        status = 0
    except Exception as error:  # noqa: BLE001  (the other end reports it)
        _complain(control, f"{type(error).__name__}: {error}")
    finally:
        os._exit(status)


def _alone(count: int) -> None:
    if count > 1:
        raise RuntimeError(
            "a package started a thread while it was imported, and threads do not survive a fork."
        )


def _complain(control: socket.socket, reason: str) -> None:
    try:
        control.send(json.dumps({"failed": reason}).encode())
    except OSError:
        return


class _Station:
    """Forks a copy per submission, one at a time.

    Parameters
    ----------
    control : socket
        Carries ``run`` with a file descriptor, and ``kill``; back go reports on how a child ended.
    box : Box
        Where it runs.
    warm : InteractiveShell
        What it inherits.
    """

    def __init__(self, control: socket.socket, box: Box, warm: Any) -> None:  # noqa: ANN401
        self._control = control
        self._box = box
        self._warm = warm
        self._null = os.open(os.devnull, os.O_RDWR)

    def serve(self) -> None:
        """Work until the other end is gone."""
        while True:
            message, handles, _, _ = socket.recv_fds(self._control, 4096, 1)
            if not message:
                return
            if message.startswith(b"run ") and handles:
                size, *tables = message[4:].decode("ascii").split()
                read_tables(tables)
                self._one(handles[0], int(size))

    def _one(self, handle: int, size: int) -> None:
        self._box.open(size)
        number = os.fork()
        if not number:
            self._become_child(handle)
        os.close(handle)
        try:
            self._attend(number, size)
        finally:
            self._box.close()

    def _become_child(self, handle: int) -> NoReturn:
        """Keep nothing open but the way out, and run."""
        try:
            os.setsid()
            libc.die_with_parent()
            for standard in (0, 1, 2):
                os.dup2(self._null, standard)
            self._control.close()
            os.close(self._null)
            os.environ.update(HOME=str(self._box.work), TMPDIR=str(self._box.work))
            channel = Channel(handle, handle)
            child.run(channel, self._warm, self._box.confine)
        finally:
            os._exit(1)

    def _attend(self, number: int, size: int) -> None:
        """Wait for the child to end, by itself or because the other end says so or is gone."""
        alive = os.pidfd_open(number)
        watched = select.poll()
        watched.register(alive, select.POLLIN)
        watched.register(self._control, select.POLLIN)
        gone, full = False, False
        while alive not in (ready := {handle for handle, _ in watched.poll(_WATCH * 1000)}):
            full = full or self._box.too_full(size)
            if self._control.fileno() in ready and not gone:
                gone = not self._control.recv(64)
                watched.unregister(self._control)
                os.kill(number, signal.SIGKILL)
            elif full:
                os.kill(number, signal.SIGKILL)
        os.close(alive)
        _, status, used = os.wait4(number, 0)
        if not gone:
            report = {
                "status": os.waitstatus_to_exitcode(status),
                "peak": used.ru_maxrss * 1024,
                "full": full,
            }
            self._control.send(json.dumps(report).encode())


if __name__ == "__main__":
    main()
