"""The case file on disk: one writer at a time, whole files only, a copy of the state before."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    import msvcrt
elif sys.platform != "emscripten":
    import fcntl

Signature = tuple[int, int, int]
"""Changes whenever a file is replaced: time of change in nanoseconds, size, inode."""

_PAUSE: Final = 0.005


def signature(path: Path) -> Signature | None:
    """Return what tells one state of a file from the next, or None where there is no file."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def beside(path: Path, mark: str) -> Path:
    """Return ``case-file.MARK.json``: beside the case file, and ignored by git through the same pattern."""
    return path.with_name(f"{path.stem}.{mark}{path.suffix}")


def vacant(path: Path, mark: str) -> Path:
    """Return `beside`, with a number after the mark where that name is taken."""
    names = (beside(path, mark if n == 1 else f"{mark}-{n}") for n in range(1, 1000))
    return next((name for name in names if not name.exists()), beside(path, mark))


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold the case file against the kernels of other notebooks.

    Parameters
    ----------
    path : Path
        The case file; the lock is on a file beside it, because the case file itself is replaced on every save.
    timeout : float
        Seconds to wait for another kernel.

    Raises
    ------
    OSError
        The folder cannot be written, or another process holds the lock for longer than `timeout`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "emscripten":  # a browser has no locks, and would list the file beside the notebooks
        yield
        return
    descriptor = os.open(beside(path, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait(descriptor, time.monotonic() + timeout)
        yield
    finally:
        os.close(descriptor)  # gives the lock back too, as does the end of a process that crashed


def _wait(descriptor: int, deadline: float) -> None:
    while not _try(descriptor):
        if time.monotonic() > deadline:
            raise TimeoutError("another notebook is busy with the case file")
        time.sleep(_PAUSE)


def _try(descriptor: int) -> bool:
    """Take the lock if it is free. File systems that know no locks count as free."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        elif sys.platform != "emscripten":
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def write(path: Path, text: str) -> Signature | None:
    """Replace a file as a whole and keep the state before as ``case-file.bak.json``.

    Parameters
    ----------
    path : Path
        The case file. Its folder must exist.
    text : str
        The new content. It is on the disk, or nothing has changed.

    Returns
    -------
    tuple
        The new `signature`.

    Raises
    ------
    OSError
        Disk full, folder or file read-only.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(f"{path.name} is read-only")
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}.tmp-", suffix=path.suffix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        _back_up(path)
        rename(name, path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return signature(path)


def _back_up(path: Path) -> None:
    """Give the present state a second name. A link costs nothing; where there are no links, copy."""
    if not path.exists():
        return
    step = beside(path, "tmp-bak")
    with suppress(FileNotFoundError):
        step.unlink()
    try:
        os.link(path, step)
    except (OSError, AttributeError):  # a browser's Python has no os.link at all
        shutil.copyfile(path, step)
    rename(step, beside(path, "bak"))


def rename(source: str | Path, target: Path) -> None:
    """Rename over the target. Windows refuses while a virus scanner looks at it, so try again for a moment."""
    for _ in range(10 if os.name == "nt" else 0):
        try:
            Path(source).replace(target)
        except PermissionError:
            time.sleep(4 * _PAUSE)
        else:
            return
    Path(source).replace(target)


def move_aside(path: Path, mark: str) -> Path:
    """Rename a file to ``case-file.MARK.json`` and return its new name."""
    target = vacant(path, mark)
    path.replace(target)
    return target
