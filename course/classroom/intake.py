"""What was handed in: nbgrader's tree, a flat folder, a Canvas or Moodle download, case files. Nothing is unpacked.

Student names and file names are data: they are shown and stored, never used as paths. Links are refused, and of a zip
only what its list of contents promises is read, up to a limit.
"""

from __future__ import annotations

import re
import stat
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from course.classroom.model import Submission
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

MOST_BYTES: Final = 20 * 1024 * 1024
"""Largest file that is read. A notebook of this course has some 30 kB; pictures that a student pasted in fit too."""

MOST_FILES: Final = 20_000
"""Most entries of one zip that are looked at."""

KINDS: Final = (".ipynb", ".json")
IGNORED: Final = re.compile(
    r"(^|/)(\.(?!\.?/)|__MACOSX/|case-file\.(bak|lock)\.json$)|-checkpoint\.ipynb$|\.(bak|lock)\.json$"
)
CASE_FILE: Final = b"one-event-five-stories/case-file"
_CANVAS: Final = re.compile(r"(?P<name>[^_/]+)_(?:(?P<late>LATE)_)?(?P<id>\d+)_\d+_(?P<file>[^/]+)$")
_MOODLE: Final = re.compile(r"(?P<name>[^/]+)_(?P<id>\d+)_assignsubmission_file_?/?(?P<file>[^/]*)$")
_AGAIN: Final = re.compile(r"[- ]\(?(\d{1,3})\)?(?=\.ipynb$|\.json$)")
_CALL: Final = re.compile(rb"""course\.check\(\s*\\?["']L(\d{1,2})\.E""")


@dataclass(frozen=True, slots=True)
class Found:
    """One file before anybody knows whose it is.

    Parameters
    ----------
    path : Path
        The file, or the zip that holds it; for messages.
    name : str
        Its place below the folder or in the zip, with ``/``.
    content : bytes
        Empty if it cannot be used.
    problem : str
        Why not.
    """

    path: Path
    name: str
    content: bytes = b""
    problem: str = ""


def read(place: Path, assignments: Collection[str]) -> list[Submission]:
    """Read everything that was handed in.

    Parameters
    ----------
    place : Path
        ``submitted/`` of nbgrader or the course folder that holds it, a flat folder, a zip, one notebook.
    assignments : collection of str
        Names that the bundle knows.

    Returns
    -------
    list of Submission
        Sorted by student and assignment; of several files of one student for one assignment the latest, the others
        are left out. Files that cannot be used are there too, with the reason.

    Raises
    ------
    CourseError
        If there is no such place, or nothing in it that could be a submission.
    """
    if not place.exists():
        raise CourseError(
            f"There is nothing at {place}. Give the folder or the zip that holds the submissions."
        )
    base = place / "submitted" if (place / "submitted").is_dir() else place
    found = [_told(entry, assignments) for entry in _files(base)]
    if not found:
        raise CourseError(
            f"{place} holds no notebook and no case file. Give the folder above the students' folders, or the zip "
            "as your learning platform made it."
        )
    return _latest(found)


def _files(base: Path) -> Iterator[Found]:
    if base.is_file():
        yield from _in_zip(base) if zipfile.is_zipfile(base) else [_on_disk(base, base.name)]
        return
    for path in sorted(base.rglob("*")):
        name = path.relative_to(base).as_posix()
        if IGNORED.search(name):
            continue
        if path.suffix.lower() == ".zip" and not path.is_symlink() and path.is_file():
            yield from _in_zip(path)
        elif path.suffix.lower() in KINDS and (path.is_symlink() or path.is_file()):
            yield _on_disk(path, name)


def _on_disk(path: Path, name: str) -> Found:
    if path.is_symlink():
        return Found(
            path, name, problem="This is a link to another place, not a file. Ask for the file itself."
        )
    try:
        if path.stat().st_size > MOST_BYTES:
            return Found(path, name, problem=_too_big(path.stat().st_size))
        return Found(path, name, path.read_bytes())
    except OSError as error:
        return Found(path, name, problem=f"It cannot be read ({error.strerror}). Look at its permissions.")


def _in_zip(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist()[:MOST_FILES]:
                if (
                    not info.is_dir()
                    and info.filename.lower().endswith(KINDS)
                    and not IGNORED.search(info.filename)
                ):
                    yield _unzipped(path, archive, info)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        yield Found(path, path.name, problem=f"This zip cannot be opened ({error}). Download it again.")


def _unzipped(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Found:
    name = info.filename.replace("\\", "/")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Found(
            path, name, problem="This is a link to another place, not a file. Ask for the file itself."
        )
    if info.file_size > MOST_BYTES:
        return Found(path, name, problem=_too_big(info.file_size))
    try:
        with archive.open(info) as stream:
            content = stream.read(MOST_BYTES + 1)  # the list of contents may lie about the size
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, NotImplementedError) as error:
        return Found(path, name, problem=f"It cannot be taken out of the zip ({error}). Ask for it again.")
    return (
        Found(path, name, problem=_too_big(len(content)))
        if len(content) > MOST_BYTES
        else Found(path, name, content)
    )


def _too_big(size: int) -> str:
    return (
        f"It has {size / 1e6:.0f} MB, and the limit is {MOST_BYTES / 1e6:.0f} MB. Ask for the notebook with its outputs "
        "cleared (Edit, Clear Outputs of All Cells)."
    )


def _told(found: Found, assignments: Collection[str]) -> Submission:
    """Whose it is and what it answers."""
    student, file, late = _whose(found.name, assignments)
    assignment = _which(found, file, assignments)
    problem = found.problem
    if not problem and not assignment and not is_case_file(found.content):
        problem = (
            "It cannot be told which exercise this is: neither its name nor its content names one of "
            f"{', '.join(sorted(assignments)) or 'the bundle'}."
        )
    path = found.path if found.path.name == found.name.rpartition("/")[2] else found.path / found.name
    return Submission(student, assignment, path, found.content, problem, late)


def _whose(name: str, assignments: Collection[str]) -> tuple[str, str, float]:
    """Student, file name, and how late (Canvas only says that it is)."""
    if match := _MOODLE.search(name):
        return f"{match['name']}_{match['id']}", match["file"] or name, 0.0
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    if match := _CANVAS.fullmatch(parts[-1]):
        return f"{match['name']}_{match['id']}", match["file"], 0.01 if match["late"] else 0.0
    if len(parts) > 1:  # nbgrader: student/assignment/file.ipynb; else: student/file.ipynb
        inner = [part for part in parts[:-1] if part not in assignments]
        return (inner[0] if inner else parts[0]), parts[-1], 0.0
    return _from_file(parts[0], assignments), parts[0], 0.0


def _from_file(file: str, assignments: Collection[str]) -> str:
    """Take the assignment's name off a file name; what is left is the student."""
    stem = file.rpartition(".")[0]
    for assignment in assignments:
        stem = stem.replace(assignment, "")
    stem = re.sub(r"case-file", "", stem, flags=re.IGNORECASE)
    return stem.strip(" _-.") or file.rpartition(".")[0]


def _which(found: Found, file: str, assignments: Collection[str]) -> str:
    parts = found.name.split("/")
    for part in (*parts[:-1], file, parts[-1]):
        named = [name for name in assignments if part == name or name in part]
        if named:
            return max(named, key=len)
    numbers = Counter(int(number) for number in _CALL.findall(found.content))
    if not numbers:
        return ""
    wanted = f"{numbers.most_common(1)[0][0]:02}-"
    return next((name for name in sorted(assignments) if name.startswith(wanted)), "")


def is_case_file(content: bytes) -> bool:
    """Whether this is the record of a learner and not a notebook."""
    return CASE_FILE in content[:400]


def _latest(found: Iterable[Submission]) -> list[Submission]:
    """Of several files of one student for one assignment: the newest upload, named by a number that platforms add."""
    best: dict[tuple[str, str, bool], tuple[int, Submission]] = {}
    for one in found:
        key = (one.student, one.assignment, is_case_file(one.content))
        if not one.assignment and one.problem:
            key = (one.student, str(one.path), False)
        number = _AGAIN.search(one.path.name)
        rank = int(number[1]) if number else 0
        if key not in best or (bool(best[key][1].problem), -best[key][0]) >= (bool(one.problem), -rank):
            best[key] = (rank, one)
    ordered = sorted(
        best.values(), key=lambda pair: (pair[1].student.casefold(), pair[1].assignment, str(pair[1].path))
    )
    return [replace(one) for _, one in ordered]
