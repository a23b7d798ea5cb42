"""The box of one station: made once, opened for each submission, closed behind it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from course.classroom.run.sandbox import landlock, libc, limits, namespaces, seccomp, view

WORK: Final = Path("/box/work")
"""Where a submission finds itself in the full box."""


@dataclass(slots=True)
class Box:
    """Confinement as far as one station has it.

    Parameters
    ----------
    level : str
        ``full``, ``container`` or ``none``.
    work : Path
        The working folder of a submission; fresh each time.
    rules : int
        File descriptor of the Landlock rules; -1 without.
    """

    level: str
    work: Path
    rules: int = -1

    def open(self, size: int) -> None:
        """Make the working folder and go there."""
        if self.level == "full":
            namespaces.fresh_folder(self.work, size, limits.FILES)
        else:
            self.work.mkdir(mode=0o700)

    def close(self) -> None:
        """Take the working folder away with all that is in it; links are taken away, not followed."""
        if self.level == "full":
            namespaces.drop_folder(self.work)
        else:
            _remove(self.work)

    def leave(self) -> None:
        """Take away what `build` made outside the scratch folder."""
        if self.level == "container":
            _remove(self.work.parent)

    def too_full(self, size: int) -> bool:
        """Whether the working folder holds more than it may; in memory of its own the kernel sees to that."""
        return self.level != "full" and usage(self.work) > size

    def confine(self, wanted: limits.Limits) -> None:
        """Confine this process for the rest of its life. Everything that needs a right must be done before.

        Raises
        ------
        OSError
            If a layer that the level promises cannot be had.
        """
        os.chdir(self.work)
        if os.name == "posix":
            limits.apply(wanted)
        if self.level == "none":
            return
        libc.drop_capabilities()
        landlock.restrict(self.rules)
        os.close(self.rules)
        seccomp.install(os.getpid())


def build(level: str, data: Path, scratch: Path) -> Box:
    """Make the box of this station. With ``full``, this process moves into it.

    Parameters
    ----------
    level : str
        From `course.classroom.run.sandbox.level`.
    data : Path
        Folder of the tables.
    scratch : Path
        A folder of this station's own.

    Raises
    ------
    OSError
        If the system refuses now what it allowed to the probe.
    """
    if level == "none":
        return Box(level, scratch / "work")
    seccomp.assembled(libc.MACHINE, 0)  # here, and not again in each copy of this process
    shown = view.readable(data)
    if level == "full":
        place = scratch / "root"
        place.mkdir()
        namespaces.new_root(place, shown, view.DEVICES, WORK)
        return Box(level, WORK, landlock.ruleset(shown, [WORK.parent], view.DEVICES))
    home = _in_memory(scratch)
    return Box(level, home / "work", landlock.ruleset(shown, [home], view.DEVICES))


def _in_memory(scratch: Path) -> Path:
    """Name a folder in memory for this station, where there is one; else one on disk."""
    shared = Path("/dev/shm")  # noqa: S108  (a name that nobody can guess is made there)
    if os.access(shared, os.W_OK):
        folder = Path(tempfile.mkdtemp(prefix="course-", dir=shared))
        (scratch / "in-memory").symlink_to(folder)  # so that the owner of the scratch folder can take it away
        return folder
    folder = scratch / "home"
    folder.mkdir()
    return folder


def usage(folder: Path) -> int:
    """Bytes in a folder, each file as a page at least; a folder that cannot be counted through is as full as can be."""
    total, files = 0, 0
    try:
        for _, folders, names, handle in os.fwalk(folder):
            files += len(names) + len(folders)
            if files > limits.FILES:
                return _BOUNDLESS
            for name in names:
                total += max(4096, _size(name, handle))
    except (OSError, RecursionError):
        return _BOUNDLESS
    return total


_BOUNDLESS: Final = 1 << 60


def _size(name: str, handle: int) -> int:
    try:
        return os.stat(name, dir_fd=handle, follow_symlinks=False).st_size
    except FileNotFoundError:  # taken away since
        return 0


def _remove(folder: Path) -> None:
    """Take a folder away, even one nested too deep for Python."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except (OSError, RecursionError):
        subprocess.run(["/bin/rm", "-rf", "--", str(folder)], check=False)  # noqa: S603  (our own folder)
