"""Where there is no fork: a new Python per submission, which takes seconds instead of milliseconds.

It confines itself as far as the system lets it, so on Linux without namespaces it is still no open door.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from course.classroom.run import start
from course.classroom.run.attempt import End
from course.classroom.run.sandbox import folder

if TYPE_CHECKING:
    from course.classroom.run.sandbox.limits import Limits

_CHUNK: Final = 1 << 16


class FreshLine:
    """Connection to a Python of its own; see `course.classroom.run.attempt.Line`.

    Parameters
    ----------
    data : Path
        Folder of the tables.
    level : str
        ``container`` or ``none``; the process makes no namespaces.
    limits : Limits
        For this run.
    """

    def __init__(self, data: Path, level: str, limits: Limits) -> None:
        self._scratch = Path(tempfile.mkdtemp(prefix="course-run-"))
        settings = {
            "data": str(data.resolve()),
            "level": level,
            "scratch": str(self._scratch),
            "folder": limits.folder,
        }
        self._process = start.python(
            "course.classroom.run.fallback",
            json.dumps(settings),
            self._scratch,
            subprocess.DEVNULL,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._received: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """Read on a thread: Windows cannot wait for a pipe with a time limit."""
        stream = self._process.stdout
        while stream:
            received = os.read(stream.fileno(), _CHUNK)
            self._received.put(received)
            if not received:
                return

    def send(self, data: bytes) -> None:
        """Send everything."""
        if self._process.stdin:
            self._process.stdin.write(data)
            self._process.stdin.flush()

    def receive(self, seconds: float) -> bytes | None:
        """Wait for bytes: empty at the end, None if none came in time."""
        try:
            return self._received.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            return None

    def hang_up(self, patience: float) -> End:
        """Wait so long for the process to end by itself, then end it."""
        try:
            status = self._process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        for link in self._scratch.glob("in-memory"):
            folder.remove(link.readlink())
        shutil.rmtree(self._scratch, ignore_errors=True)
        return End(status)


def main() -> None:
    """Be that Python: warm up, confine, run one submission."""
    from course.classroom.run import child, warm  # noqa: PLC0415  (IPython, which the other side does not need)
    from course.classroom.run.frames import Channel  # noqa: PLC0415
    from course.classroom.run.sandbox import box  # noqa: PLC0415

    settings = json.loads(sys.argv[1])
    channel = Channel(os.dup(0), os.dup(1))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    made = box.build(settings["level"], Path(settings["data"]), Path(settings["scratch"]))
    made.open(settings["folder"])
    os.environ.update(HOME=str(made.work), TMPDIR=str(made.work))
    child.run(channel, warm.warm_up(Path(settings["data"])), made.confine)


if __name__ == "__main__":
    main()
