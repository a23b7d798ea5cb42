"""The working folder where the kernel does not see to it: how full it is, and how it is emptied whatever is in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from course.classroom.run.sandbox import limits

if TYPE_CHECKING:
    from pathlib import Path

_BOUNDLESS: Final = 1 << 60


def usage(folder: Path) -> int:
    """Bytes in a folder, each file as a page at least; a folder that cannot be counted through is as full as can be."""
    total, files = 0, 0
    try:
        for _, folders, names, handle in os.fwalk(folder, onerror=_unless_gone):
            files += len(names) + len(folders)
            if files > limits.FILES:
                return _BOUNDLESS
            for name in names:
                total += max(4096, _size(name, handle))
    except (OSError, RecursionError):
        return _BOUNDLESS
    return total


def _unless_gone(error: OSError) -> None:
    """Let nothing hide in a folder that may not be listed."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _size(name: str, handle: int) -> int:
    try:
        return os.stat(name, dir_fd=handle, follow_symlinks=False).st_size
    except FileNotFoundError:  # taken away since
        return 0


def empty(folder: Path) -> None:
    """Take away all that is in a folder: links themselves, folders nested too deep for Python or without rights."""
    for entry in list(os.scandir(folder)) if folder.is_dir() else ():
        try:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)  # noqa: PTH108  (a name as it is, whatever it is)
        except (OSError, RecursionError):
            _force(folder, entry.path)


def _force(folder: Path, path: str) -> None:
    """Give every folder its rights back, which does not follow links, and take one entry away."""
    subprocess.run(["/bin/chmod", "-R", "u+rwx", "--", str(folder)], check=False, capture_output=True)  # noqa: S603  (our own folder)
    subprocess.run(["/bin/rm", "-rf", "--", path], check=False, capture_output=True)  # noqa: S603  (what lies in it)


def remove(folder: Path) -> None:
    """Take a folder away with all that is in it."""
    empty(folder)
    shutil.rmtree(folder, ignore_errors=True)
