"""What a student's process may see of the file system: Python, its packages, the course without its keys, the tables."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Final

from course import paths

if TYPE_CHECKING:
    from collections.abc import Iterable

DEVICES: Final = tuple(Path("/dev", name) for name in ("null", "zero", "full", "random", "urandom"))
_SYSTEM: Final = (
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
)
"""Shared libraries and time zones; nothing else of the system."""


def hidden() -> tuple[Path, ...]:
    """Folders of the course that hold keys or solutions: never shown, wherever they lie."""
    return (
        paths.PACKAGE / "_shipped",
        *(paths.root() / name for name in ("lessons", "exercises", "notebooks")),
    )


def readable(data: Path) -> list[Path]:
    """Everything that may be read, with what is beneath; no path lies within another.

    Parameters
    ----------
    data : Path
        Folder of the tables of this class.
    """
    python = {Path(sys.prefix), Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))}
    own = {*python, paths.PACKAGE, *_installed()}
    wanted = {*(Path(name) for name in _SYSTEM), *own, *(path.resolve() for path in own)}
    return [*_outermost(part for path in wanted for part in without(path, hidden())), data]


def _installed() -> set[Path]:
    """Where packages are found, besides the prefix: a user's site, a system's dist-packages."""
    found = {Path(entry) for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))}
    return {path for path in found if path.is_dir()}


def _outermost(found: Iterable[Path]) -> list[Path]:
    ordered = sorted(set(found), key=lambda path: (len(path.parts), path))
    kept: list[Path] = []
    for path in ordered:
        if path.exists() and not any(path.is_relative_to(outer) for outer in kept):
            kept.append(path)
    return kept


def without(folder: Path, private: tuple[Path, ...]) -> list[Path]:
    """Write a folder as the parts of it that lie beside what is private; the folder itself if it holds none of that.

    Landlock has rules that allow and none that take back, so what is private must never be beneath an allowed path.
    """
    if folder in private:
        return []
    if not any(path.is_relative_to(folder) and path.exists() for path in private):
        return [folder]
    return [part for entry in sorted(folder.iterdir()) for part in without(entry, private)]


def exposed(private: Path) -> bool:
    """Whether a folder that must stay private lies beneath something readable."""
    real = private.resolve()
    return any(real.is_relative_to(root.resolve()) for root in readable(Path(os.devnull))[:-1])
