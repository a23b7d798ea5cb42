"""The warm process and its stations, as whoever grades holds them."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from course.classroom.run import start
from course.classroom.run.attempt import End
from course.classroom.run.sandbox import folder
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from course.classroom.run.sandbox.limits import Limits

_WARM: Final = 120.0
"""Seconds that warming up may take on a busy machine."""
_CHUNK: Final = 1 << 16


class Gone(Exception):  # noqa: N818  (says what a station is)
    """A station that ended by itself, or because the system ended it."""


class Team:
    """One warm process and its stations, which are there once it is `ready`.

    Parameters
    ----------
    size : int
        How many stations.
    data : Path
        Folder of the tables.
    isolation : str
        ``auto``, or a level.

    Raises
    ------
    CourseError
        If there is no room for it.
    """

    def __init__(self, size: int, data: Path, isolation: str) -> None:
        self.data = data
        self.stations: list[Station] = []
        try:
            self._scratch = Path(tempfile.mkdtemp(prefix="course-run-"))
        except OSError as error:
            raise CourseError(
                f"No folder for running notebooks can be made ({error}). Make room, or set TMPDIR to a folder of yours."
            ) from error
        ends = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(size)]
        self._controls = [own for own, _ in ends]
        handles = [other.fileno() for _, other in ends]
        settings = {
            "data": str(data.resolve()),
            "isolation": isolation,
            "controls": handles,
            "scratch": str(self._scratch),
        }
        with (self._scratch / "complaints").open("wb") as complaints:
            self._process = self._started(settings, handles, complaints)
        for _, other in ends:
            other.close()

    def ready(self) -> Team:
        """Wait until it has warmed up.

        Raises
        ------
        CourseError
            If it does not start; says what it complained of.
        """
        try:
            self.stations = [Station(control, self._hello(control)) for control in self._controls]
        except BaseException:
            self.close()
            raise
        return self

    @property
    def level(self) -> str:
        """How well it confines what it runs."""
        return self.stations[0].level

    def _started(
        self, settings: dict[str, Any], handles: list[int], complaints: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        module = "course.classroom.run.zygote"
        return start.python(module, json.dumps(settings), self._scratch, complaints, pass_fds=handles)

    def _hello(self, control: socket.socket) -> dict[str, Any]:
        """Wait until a station is ready."""
        control.settimeout(_WARM)
        try:
            said = control.recv(_CHUNK)
        except TimeoutError:
            said = b""
        hello: dict[str, Any] = json.loads(said) if said else {"failed": self._complaints()}
        if "failed" in hello:
            raise CourseError(
                f"The process that runs notebooks did not start: {hello['failed']} "
                "Try again; if it stays, run: course doctor"
            )
        return hello

    def _complaints(self) -> str:
        lines = (self._scratch / "complaints").read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it ended without a word."

    def close(self) -> None:
        """End the warm process and everything that it began, and take its folder away."""
        for control in self._controls:
            with contextlib.suppress(OSError):
                control.shutdown(socket.SHUT_RDWR)
            control.close()
        try:  # one that is still warming up has nothing to put in order
            self._process.wait(timeout=5 if self.stations else 0)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for link in self._scratch.glob("*/in-memory"):
            folder.remove(link.readlink())
        shutil.rmtree(self._scratch, ignore_errors=True)


class Station:
    """One station, which runs one submission at a time.

    Parameters
    ----------
    control : socket
        To it.
    hello : dict
        What it said when it was ready.
    """

    def __init__(self, control: socket.socket, hello: dict[str, Any]) -> None:
        self._control = control
        self.level: str = hello["level"]
        self.layers: list[dict[str, Any]] = hello["layers"]
        self.threads: int = hello["threads"]
        self.peak = 0

    def open(self, limits: Limits, tables: Iterable[str] = ()) -> ForkLine:
        """Begin a process for one submission.

        Parameters
        ----------
        limits : Limits
            For this run.
        tables : iterable of str
            Names of tables that it is going to read, if there are such.

        Raises
        ------
        Gone
            If the station is not there any more.
        """
        own, other = socket.socketpair()
        try:
            request = " ".join([f"run {limits.folder}", *tables]).encode("ascii")
            socket.send_fds(self._control, [request], [other.fileno()])
        except OSError as error:
            own.close()
            raise Gone(str(error)) from None
        finally:
            other.close()
        return ForkLine(self, own)

    def end(self, patience: float) -> End:
        """Wait for the report on how a process ended, and end it if it takes too long."""
        try:
            self._control.settimeout(max(patience, 0.001))
            try:
                said = self._control.recv(_CHUNK)
            except TimeoutError:
                self._control.send(b"kill")
                self._control.settimeout(30.0)
                said = self._control.recv(_CHUNK)
        except OSError as error:
            raise Gone(str(error)) from None
        report = json.loads(said or b"{}")
        if "status" not in report:
            raise Gone(report.get("failed", "it ended"))
        self.peak = max(self.peak, report["peak"])
        return End(report["status"], report["peak"], report["full"])


class ForkLine:
    """Connection to one forked process; see `course.classroom.run.attempt.Line`."""

    def __init__(self, station: Station, own: socket.socket) -> None:
        self._station = station
        self._socket = own
        own.settimeout(30.0)

    def send(self, data: bytes) -> None:
        """Send everything."""
        self._socket.sendall(data)

    def receive(self, seconds: float) -> bytes | None:
        """Wait for bytes: empty at the end, None if none came in time."""
        waiting = select.poll()
        waiting.register(self._socket, select.POLLIN)
        if not waiting.poll(seconds * 1000):
            return None
        try:
            return self._socket.recv(_CHUNK)
        except OSError:
            return b""

    def hang_up(self, patience: float) -> End:
        """Wait so long for the process to end by itself, then end it."""
        try:
            return self._station.end(patience)
        finally:
            self._socket.close()
