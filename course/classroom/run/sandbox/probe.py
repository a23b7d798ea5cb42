"""Try every layer once, in processes of their own, and see whether it holds."""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from course.classroom.run.sandbox import (
    LANDLOCK,
    LIMITS,
    NAMESPACES,
    SECCOMP,
    Layer,
    landlock,
    libc,
    limits,
    namespaces,
    seccomp,
    tried,
    view,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SECRET: Final = "not for students"  # noqa: S105  (the content of a file that must not be found)


def layers(data: Path) -> list[Layer]:
    """Probe this machine.

    Parameters
    ----------
    data : Path
        Folder of tables that must stay readable.

    Returns
    -------
    list of Layer
        The four layers, strongest first.
    """
    if not libc.SUPPORTED:
        where = f"{platform.system()} on {platform.machine()}"
        return [Layer(name, False, f"not on {where}") for name in (NAMESPACES, LANDLOCK, SECCOMP, LIMITS)]
    scratch = Path(tempfile.mkdtemp(prefix="course-probe-"))
    (scratch / "secret").write_text(_SECRET)
    (scratch / "root").mkdir()
    attempts: dict[str, Callable[[], str]] = {
        NAMESPACES: lambda: _namespaces(scratch, data),
        LANDLOCK: lambda: _landlock(scratch, data),
        SECCOMP: _seccomp,
        LIMITS: _limits,
    }
    try:
        return [Layer(name, *tried(attempt)) for name, attempt in attempts.items()]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _hidden(file: Path) -> None:
    """Raise if a file that must be out of reach can be read."""
    try:
        file.read_text()
    except OSError:
        return
    raise RuntimeError(f"{file} could still be read")


def _refused(what: str, attempt: Callable[[], object]) -> None:
    try:
        attempt()
    except OSError:
        return
    raise RuntimeError(f"{what} was still allowed")


def _namespaces(scratch: Path, data: Path) -> str:
    namespaces.enter()
    works, reason = tried(lambda: _inside(scratch, data))  # the first child in the new process namespace
    if not works:
        raise RuntimeError(reason)
    return reason


def _inside(scratch: Path, data: Path) -> str:
    work = Path("/box/work")
    namespaces.new_root(scratch / "root", view.readable(data), view.DEVICES, work)
    namespaces.fresh_folder(work, limits.MEGABYTE, 16)
    (work / "note").write_text("kept")
    _hidden(scratch / "secret")
    _refused("writing to the root", lambda: Path("/note").write_text("x"))
    list(data.iterdir())
    with socket.socket() as attempt:
        _refused("a connection", lambda: attempt.connect(("127.0.0.1", 9)))
    if os.getpid() != 1:
        raise RuntimeError("it still shares its processes with others")
    return "no network, no other process, a read-only view of Python and the tables, a folder in memory"


def _landlock(scratch: Path, data: Path) -> str:
    abi = landlock.version()
    rules = landlock.ruleset(view.readable(data), [], view.DEVICES)
    landlock.restrict(rules)
    _hidden(scratch / "secret")
    _refused("writing", lambda: (scratch / "note").write_text("x"))
    list(data.iterdir())
    return f"version {abi}: no file outside Python, the tables and the working folder"


def _seccomp() -> str:
    seccomp.install(os.getpid())
    _refused("a socket", socket.socket)
    _refused("a process", os.fork)
    _refused("a signal", lambda: os.kill(os.getppid(), 0))
    return "no processes, no threads, no sockets, no signals to others"


def _limits() -> str:
    limits.apply(limits.Limits(memory=64 * limits.MEGABYTE))
    try:
        bytearray(128 * limits.MEGABYTE)
    except MemoryError:
        return "memory, time, open files and file size"
    raise RuntimeError("memory was still to be had")


def main() -> None:
    """Print the layers as JSON, for a caller that must not fork itself."""
    found = layers(Path(sys.argv[1]))
    print(json.dumps([[layer.name, layer.works, layer.reason] for layer in found]))


if __name__ == "__main__":
    main()
