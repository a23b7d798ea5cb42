"""Whose a file is, told from where it lies among all the others. Names are only compared, never used as paths."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

CANVAS: Final = re.compile(r"(?P<name>[^_/]+)_(?:(?P<late>LATE)_)?(?P<id>\d+)_\d+_(?P<file>[^/]+)")
MOODLE: Final = re.compile(r"(?P<name>[^/]+)_(?P<id>\d+)_assignsubmission_file_?(?P<file>[^/]*)")
OUR_FOLDERS: Final = frozenset({"edition", "exercises", "notebooks", "submitted"})
"""Folders of the course itself, which no student is called after."""

LATE: Final = 0.01
"""Hours, where a platform only says that it was late."""

_NO_NAME: Final = re.compile(
    r"[-\s_.()]|\d|copy|copie|kopie|final|draft|done|new|old|neu|mine|my|answers|case-file|untitled",
    re.IGNORECASE,
)
"""What students add to the name of a file; who they are is in what remains."""

FEW, MANY = 2, 3
"""Names of files from which on a folder is taken for that of a group: with the exercise in each name, and without."""


def parts(name: str) -> tuple[str, ...]:
    """Split a name into folders and file; what climbs is left out.

    Parameters
    ----------
    name : str
        With ``/`` or, from Windows, with a backslash.
    """
    found = (
        unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    )  # a Mac writes é as two characters
    return tuple(part for part in found if part not in {"", ".", ".."})


class Places:
    """Where everything lies.

    A folder belongs to a student, unless it holds the same exercise in several folders below it, or under the names of
    several people: then it is a group, a week or a download, and the students are one floor further down.

    Parameters
    ----------
    entries : iterable of (str, str)
        Name below the folder or in the zip, and assignment (empty if unknown).
    assignments : collection of str
        Names that the bundle knows.
    """

    def __init__(self, entries: Iterable[tuple[str, str]], assignments: Collection[str]) -> None:
        self._assignments = assignments
        below: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        beside: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for name, assignment in entries:
            found = parts(name)
            if not assignment or not found or by_platform(found):
                continue
            folders = self._folders(found)
            for depth in range(1, len(folders)):
                below[folders[:depth]][assignment].add(folders[depth])
            beside[folders][assignment].add(found[-1])
        shared = {place for place, by in below.items() if any(len(names) > 1 for names in by.values())}
        shared |= {place for place, by in beside.items() if any(self._people(files) for files in by.values())}
        # A folder above one that several share is no student's either.
        self._shared = {place[:depth] for place in shared for depth in range(1, len(place) + 1)}

    def whose(self, name: str, around: str = "") -> tuple[str, float]:
        """Say whose a file is, and how many hours late (Canvas only says that it is).

        Parameters
        ----------
        name : str
            As in the entries.
        around : str
            Name of the zip in which it lies; counts where nothing else says anything.
        """
        found = parts(name)
        if platform := by_platform(found):
            return platform
        folders = self._folders(found)
        own = (folder for n, folder in enumerate(folders, 1) if folders[:n] not in self._shared)
        told = next(own, "") or self._left(found[-1]) or next(reversed(folders), "") or self._left(around)
        return told or _stem(found[-1]), 0.0

    def _folders(self, found: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            folder
            for folder in found[:-1]
            if folder not in self._assignments and folder.casefold() not in OUR_FOLDERS
        )

    def _left(self, file: str) -> str:
        """Take the assignment's name and the number of a second download off a file name: what is left is the student."""
        stem = _stem(file)
        for assignment in self._assignments:
            stem = re.sub(rf"{re.escape(assignment)}([- ]\(?\d{{1,3}}\)?$)?", "", stem)
        return re.sub(r"case-file", "", stem, flags=re.IGNORECASE).strip(" _-.")

    def _people(self, files: Collection[str]) -> bool:
        """Whether these files of one exercise are called after several people, and none is a student's plain file."""
        names = {_NO_NAME.sub("", self._left(file)).casefold() for file in files}
        told = all(any(assignment in file for assignment in self._assignments) for file in files)
        return "" not in names and len(names) >= (FEW if told else MANY)


def by_platform(found: tuple[str, ...]) -> tuple[str, float] | None:
    """Read the student, and whether it was late, from a name that Canvas or Moodle gave.

    Parameters
    ----------
    found : tuple of str
        From `parts`.
    """
    for part in found:
        if match := MOODLE.fullmatch(part):
            return f"{match['name']}_{match['id']}", 0.0
        if match := CANVAS.fullmatch(part):
            return f"{match['name']}_{match['id']}", LATE if match["late"] else 0.0
    return None


def zip_around(path: Path) -> str:
    """Name of the zip in which a file lies; empty if it lies in none."""
    return next((above.name for above in path.parents if above.suffix.lower() == ".zip"), "")


def _stem(file: str) -> str:
    return file.rpartition(".")[0]
