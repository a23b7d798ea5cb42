"""The box of one station: made once, opened for each submission, closed behind it."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from course.classroom.run.sandbox import folder, landlock, libc, limits, namespaces, seccomp, view

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
        """Make the working folder, or see that nothing is in it.

        Raises
        ------
        OSError
            If something of the last submission could not be taken away.
        """
        if self.level == "full":
            namespaces.fresh_folder(self.work, size, limits.FILES)
            return
        self.work.mkdir(mode=0o700, exist_ok=True)
        if any(os.scandir(self.work)):
            raise OSError("the working folder could not be emptied")

    def close(self) -> None:
        """Take away all that is in the working folder; links are taken away, not followed."""
        if self.level == "full":
            namespaces.drop_folder(self.work)
        else:
            folder.empty(self.work)

    def leave(self) -> None:
        """Take away what `build` made outside the scratch folder."""
        if self.level == "container":
            folder.remove(self.work.parent)

    def too_full(self, size: int) -> bool:
        """Whether the working folder holds more than it may; in memory of its own the kernel sees to that."""
        return self.level != "full" and folder.usage(self.work) > size

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
    work = _in_memory(scratch) / "work"
    work.mkdir(mode=0o700)  # stays: a rule is about one folder, and what lies beside it is out of reach
    return Box(level, work, landlock.ruleset(shown, [work], view.DEVICES))


def _in_memory(scratch: Path) -> Path:
    """Name a folder in memory for this station, where there is one; else one on disk."""
    shared = Path("/dev/shm")  # noqa: S108  (a name that nobody can guess is made there)
    if os.access(shared, os.W_OK):
        home = Path(tempfile.mkdtemp(prefix="course-", dir=shared))
        (scratch / "in-memory").symlink_to(home)  # so that the owner of the scratch folder can take it away
        return home
    home = scratch / "home"
    home.mkdir()
    return home
