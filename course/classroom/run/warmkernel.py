"""The warm process of kernels: imports once, then each kernel that it is asked for is a copy of it.

It waits at a Unix socket in a folder that only its user may enter, answers nobody else, and ends by itself: after five
minutes without a kernel, or when its socket is gone from the folder. What it runs is trusted as much as whoever asks,
so it is no place for other people's notebooks; those go through `course.classroom.run.zygote`.

One connection is one kernel. A copy ends when the process that asked for it ends, as `JPY_PARENT_PID` promises, or when
this one does.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from course.classroom.run import copied, preload

IDLE: Final = 300.0
"""Seconds without a kernel after which it ends."""
_LOOK: Final = 5.0
"""Seconds between two looks at the socket's folder."""
STREAMS: Final = 3
"""Files that come with a request after the request itself: standard input, output and error."""


@dataclass(slots=True)
class _Asked:
    """One connection, and the kernel that it asked for."""

    line: socket.socket | None
    asker: int
    pid: int = 0
    alive: int = -1
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What a copy is to become."""

    words: dict[str, Any]
    streams: list[int] = field(default_factory=list)


class Warm:
    """Answers until nobody asks any more.

    Parameters
    ----------
    listener : socket
        Where kernels are asked for.
    place : Path
        Its name in the file system.
    environ : dict
        The environment in which everything was imported.
    seen : set of str
        The variables of it that mattered.
    """

    def __init__(self, listener: socket.socket, place: Path, environ: dict[str, str], seen: set[str]) -> None:
        self._listener, self._place, self._environ, self._seen = listener, place, environ, seen
        self._files = preload.Files()
        self._number = place.stat().st_ino
        self._asked: list[_Asked] = []
        self._open = True

    def serve(self) -> Request | None:
        """Answer; come back with a request in each copy, and with nothing at the end."""
        idle = 0.0
        while self._asked or (self._open and idle < IDLE):
            ready = self._ready()
            idle = 0.0 if self._asked or ready else idle + _LOOK
            if self._open and self._listener.fileno() in ready:
                self._accept()
            for asked in [*self._asked]:
                request = self._attend(asked, ready)
                if request:
                    return request
            self._open = self._open and self._still_there()
        self._close()
        return None

    def _ready(self) -> set[int]:
        """Wait for something to happen."""
        watched = select.poll()
        if self._open:
            watched.register(self._listener, select.POLLIN)
        for asked in self._asked:
            handles = (asked.asker, asked.alive, asked.line.fileno() if asked.line else -1)
            for handle in handles:
                if handle >= 0 and not (handle == asked.alive and asked.ended):
                    watched.register(handle, select.POLLIN)
        return {handle for handle, _ in watched.poll(_LOOK * 1000)}

    def _still_there(self) -> bool:
        try:
            return self._place.stat().st_ino == self._number
        except OSError:
            return False

    def _accept(self) -> None:
        line, _ = self._listener.accept()
        size = struct.calcsize("3i")
        pid, user, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
        try:
            if user != os.getuid():
                raise PermissionError
            self._asked.append(_Asked(line, os.pidfd_open(pid)))
        except OSError:  # somebody else, or gone already
            line.close()

    def _attend(self, asked: _Asked, ready: set[int]) -> Request | None:
        if asked.asker in ready:  # whoever wanted it has ended
            self._hung_up(asked)
            if not asked.ended and asked.pid:
                signal.pidfd_send_signal(asked.alive, signal.SIGKILL)
            os.close(asked.asker)
            asked.asker = -1
        elif asked.line and asked.line.fileno() in ready:
            request = self._heard(asked)
            if request:
                return request
        if asked.alive in ready and not asked.ended:
            self._report(asked)
        self._forget(asked)
        return None

    def _heard(self, asked: _Asked) -> Request | None:
        line = asked.line
        if line is None:
            return None
        try:
            message, handles, _, _ = socket.recv_fds(line, 64, 1 + STREAMS)
        except OSError:
            message, handles = b"", []
        if not message or asked.pid or len(handles) != 1 + STREAMS:
            self._hung_up(asked)
            return None
        with open(handles[0], "rb") as file:  # noqa: PTH123  (a number)
            words = json.load(file)
        request = Request(words, handles[1:])
        why = self._unfit(words)
        if why or not self._fork(asked):
            with suppress(OSError):  # whoever asked may be gone
                socket.send_fds(
                    line,
                    [json.dumps(why or {"pid": asked.pid}).encode()],
                    [asked.alive] if asked.pid else [],
                )
            for handle in request.streams:
                os.close(handle)
            return None
        return request

    def _unfit(self, words: dict[str, Any]) -> dict[str, Any] | None:
        """Why a copy would not be what a new process would be."""
        if not (self._open and self._files.same()):
            self._open = False
            self._place.unlink(missing_ok=True)
            return {"no": "files that were imported have changed", "again": True}
        name = preload.differing(self._seen, self._environ, words["env"])
        if name:
            return {"no": f"{name} was different when everything was imported"}
        name = preload.shadowed(words["cwd"])
        if name:
            return {"no": f"there is another {name} in {words['cwd']}"}
        count = len(os.listdir("/proc/self/task"))  # noqa: PTH208  (a count is all that is wanted)
        return {"no": "an import started a thread, and threads do not survive a fork"} if count > 1 else None

    def _fork(self, asked: _Asked) -> bool:
        """Make a copy, and tell whether this is it."""
        asked.pid = os.fork()
        if asked.pid:
            asked.alive = os.pidfd_open(asked.pid)
            return False
        self._listener.close()
        for other in self._asked:
            self._hung_up(other)
            for handle in (other.asker, other.alive):
                if handle >= 0:
                    os.close(handle)
        return True

    def _report(self, asked: _Asked) -> None:
        """Say how a kernel ended; it stays until whoever asked for it has heard, so that its number stays its own."""
        found = os.waitid(os.P_PIDFD, asked.alive, os.WEXITED | os.WNOWAIT | os.WNOHANG)
        asked.ended = found is not None
        if found and asked.line:
            status = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
            with suppress(OSError):
                asked.line.send(json.dumps({"status": status}).encode())

    def _forget(self, asked: _Asked) -> None:
        """Drop it once nothing is left of it."""
        if asked.pid and not asked.ended:
            return
        if asked.line and asked.asker >= 0:
            return
        self._hung_up(asked)
        if asked.pid:
            os.waitpid(asked.pid, 0)
        for handle in (asked.asker, asked.alive):
            if handle >= 0:
                os.close(handle)
        self._asked.remove(asked)

    @staticmethod
    def _hung_up(asked: _Asked) -> None:
        if asked.line:
            asked.line.close()
            asked.line = None

    def _close(self) -> None:
        if self._still_there():
            self._place.unlink(missing_ok=True)
        self._listener.close()


def main() -> None:
    """Leave whoever started this, import, and answer; in a copy, be a kernel."""
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder in which it happens to be
    if os.fork():
        os._exit(0)
    place, listener = Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    environ = dict(os.environ)
    gc.disable()  # while so much is made and nothing thrown away, collecting is all cost
    seen = preload.import_all()
    made = {name: value for name, value in os.environ.items() if environ.get(name) != value}
    warm = Warm(listener, place, environ, seen)
    gc.collect()
    gc.freeze()  # what stands here stays, and no copy touches it to look for rubbish
    gc.enable()
    number = os.getpid()
    request = warm.serve()
    if request is None:
        os._exit(0)
    copied.become(request, number, made)


if __name__ == "__main__":
    main()
