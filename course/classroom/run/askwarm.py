"""How a client finds the warm process of kernels, starts it where there is none, and holds what it is given.

A warm process is shared by all who stand where its first client stood: same user, same Python and flags, same limits
and namespaces, same variables of those that are read before any line of ours. Others get one of their own.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import json
import os
import resource
import socket
import stat
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jupyter_core.paths import jupyter_runtime_dir

from course.classroom.run.forked import STEP, Copy, readable
from course.classroom.run.start import ONE_THREAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WARM: Final = 60.0
"""Seconds that warming up may take on a busy machine."""
_BOUND: Final = 5.0
"""Seconds that a kernel may take until it listens; clients wait longer by themselves."""
_EARLY: Final = (
    *("PYTHON", "LC_", "LD_", "MALLOC_", "GLIBC_", "JE_", "ARROW_", "NPY_", "NUMPY_", "PANDAS_", "PYDEV"),
    *("OPENBLAS_", "GOTO_", "OMP_", "GOMP_", "KMP_", "MKL_", "BLIS_", "NUMEXPR_"),
)
"""How variables begin that are read when Python starts or a library is loaded."""
_ALSO: Final = {"HOME", "LANG", "LANGUAGE", "TZ", "TZDIR", "USER"}
_STATUS: Final = ("Uid", "Gid", "Groups", "Umask", "Cap", "NoNewPrivs", "Seccomp", "Cpus_", "Mems_")
"""Lines of `/proc/self/status` that a process has from the one that started it."""
_FAILED: Final[set[str]] = set()
"""Kinds of warm process that did not start; asking again would cost each kernel a second."""


class Unsuited(Exception):  # noqa: N818  (says what a launch is)
    """A kernel that is not to be a copy; it says why."""


@dataclass(frozen=True, slots=True)
class Launch:
    """A kernel as a client wants it.

    Parameters
    ----------
    flags : tuple of str
        For the interpreter.
    arguments : tuple of str
        For the kernel.
    env : dict
        Its whole environment.
    cwd : str
        Its folder.
    streams : tuple of int
        Files that are to be its standard input, output and error.
    """

    flags: tuple[str, ...]
    arguments: tuple[str, ...]
    env: dict[str, str]
    cwd: str
    streams: tuple[int, int, int]

    @property
    def command(self) -> list[str]:
        """How it would be started in the ordinary way."""
        return [sys.executable, *self.flags, "-m", "ipykernel_launcher", *self.arguments]

    @property
    def kind(self) -> str:
        """Which warm process it can be a copy of: one with the same is enough."""
        early = {
            name: value
            for name, value in self.env.items()
            if name in _ALSO or name.startswith(_EARLY) or name.lower().endswith("_proxy")
        }
        stand = [sys.executable, self.flags, sorted(early.items()), sorted(_stand())]
        return hashlib.sha256(json.dumps(stand).encode()).hexdigest()[:24]


def _stand() -> Iterator[str]:
    """Everything that a process has from the one that started it."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith(_STATUS):
            yield line
    for name in ("mnt", "net", "pid", "user"):
        yield os.readlink(f"/proc/self/ns/{name}")  # noqa: PTH115  (a text, not a path)
    yield Path("/proc/self/cgroup").read_text("utf-8")
    yield str(os.getpriority(os.PRIO_PROCESS, 0))
    for name in sorted(dir(resource)):
        if name.startswith("RLIMIT_"):
            yield f"{name} {resource.getrlimit(getattr(resource, name))}"


async def copy(launch: Launch) -> Copy:
    """Get a kernel from the warm process, which is started if there is none.

    Parameters
    ----------
    launch : Launch
        What is wanted.

    Raises
    ------
    Unsuited
        If there is no warm process to be had, or a copy of it would not be the same.
    """
    kind = launch.kind
    if kind in _FAILED:
        raise Unsuited("no warm process could be started")
    for _ in range(3):
        line = _line(launch, kind)
        try:
            _send(line, launch)
            said, handles = await _answer(line)
        except OSError:  # it was just ending
            line.close()
            continue
        if "pid" in said:
            return Copy(line, said["pid"], handles[0])
        line.close()
        if not said.get("again"):
            raise Unsuited(said["no"])
    _FAILED.add(kind)
    raise Unsuited("no warm process could be started")


def _send(line: socket.socket, launch: Launch) -> None:
    """Ask for a kernel; an environment can be longer than a message, so it goes as a file."""
    words = {"command": launch.command, "arguments": launch.arguments, "env": launch.env, "cwd": launch.cwd}
    with open(os.memfd_create("kernel"), "w+b") as file:  # noqa: PTH123  (a number)
        file.write(json.dumps(words).encode())
        file.seek(0)
        socket.send_fds(line, [b"kernel"], [file.fileno(), *launch.streams])


async def _answer(line: socket.socket) -> tuple[dict[str, Any], list[int]]:
    end = time.monotonic() + _WARM
    while time.monotonic() < end:
        if readable(line.fileno()):
            said, handles, _, _ = socket.recv_fds(line, 4096, 1)
            if not said:
                raise ConnectionResetError
            return json.loads(said), handles
        await asyncio.sleep(STEP)
    raise Unsuited("the warm process does not answer")


def _line(launch: Launch, kind: str) -> socket.socket:
    """Connect; if there is nobody, start a warm process, which answers when it is warm."""
    with closing(_Folder()) as folder, folder.lock():
        line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            line.connect(folder.address(kind))
        except (FileNotFoundError, ConnectionRefusedError):
            folder.start(launch, kind)
            line.connect(folder.address(kind))
        except BaseException:
            line.close()
            raise
        return line


class _Folder:
    """The private folder of the sockets, named through a handle because names of sockets must be short."""

    def __init__(self) -> None:
        self.path = Path(jupyter_runtime_dir(), "course-warm")
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._handle = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError as error:
            raise Unsuited(f"no folder for the socket: {error}") from None
        found = os.fstat(self._handle)
        if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
            self.close()
            raise Unsuited(f"others may enter {self.path}")

    def close(self) -> None:
        os.close(self._handle)

    def address(self, kind: str) -> str:
        return f"/proc/self/fd/{self._handle}/{kind}"

    def lock(self) -> _Lock:
        return _Lock(os.open("lock", os.O_RDWR | os.O_CREAT, 0o600, dir_fd=self._handle))

    def start(self, launch: Launch, kind: str) -> None:
        """Start a warm process with a socket at which clients can wait already."""
        place = self.path / kind
        place.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(self.address(kind))
            listener.listen(128)
            command = [sys.executable, *launch.flags, "-m", "course.classroom.run.warmkernel"]
            number = listener.fileno()
            with (self.path / f"{kind}.log").open("wb") as log:
                subprocess.run(  # noqa: S603  (our own interpreter and words; it leaves a child and ends at once)
                    [*command, str(place), str(number)],
                    env=launch.env | ONE_THREAD,
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=(number,),
                    start_new_session=True,
                    check=False,
                )


class _Lock:
    """One client at a time looks for a warm process and starts it; that takes milliseconds."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def __enter__(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)


async def bound(process: Copy, connection: Mapping[str, Any]) -> None:
    """Wait until a kernel listens: a client that connects earlier tries again only after a tenth of a second."""
    end = time.monotonic() + _BOUND
    while process.poll() is None and not _listens(connection) and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(STEP)


def _listens(connection: Mapping[str, Any]) -> bool:
    address, port = connection.get("ip"), connection.get("hb_port")  # bound last
    if connection.get("transport") != "tcp" or not port:
        return True
    with socket.socket() as probe:
        return probe.connect_ex((str(address), int(port))) == 0
