"""What was handed in: nbgrader's tree, a flat folder, a Canvas or Moodle download, case files. Nothing is unpacked.

Student names and file names are data: they are shown and stored, never used as paths. Links are refused, and of a zip
only what its list of contents promises is read, up to a limit.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from course.classroom.intake_places import Places, by_platform, parts, zip_around
from course.classroom.model import Submission
from course.classroom.plain import storable
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

MOST_BYTES: Final = 20 * 1024 * 1024
"""Largest file that is read. A notebook of this course has some 30 kB; pictures that a student pasted in fit too."""

MOST_FILES: Final = 20_000
"""Most entries of one zip that are looked at."""
MOST_TOTAL: Final = 200 * 1024 * 1024
MOST_TIMES: Final = 30
"""What all files of one zip may unpack to: so much, or so many times the size of the zip. Notebooks shrink to a tenth."""

MOST_OWN: Final = 60 * 1024 * 1024
"""What a zip that a student handed in may unpack to."""

KINDS: Final = (".ipynb", ".json")
IGNORED: Final = re.compile(
    r"(^|/)(\.(?!\.?/)|__MACOSX/|case-file\.(bak|lock)\.json$)|-checkpoint\.ipynb$|\.(bak|lock)\.json$"
)
CASE_FILE: Final = b"one-event-five-stories/case-file"
FOLDER: Final = (
    "This folder cannot be looked into ({why}), so nothing in it was graded. Look at its permissions."
)
LINK: Final = "This is a link to another place, not a file. Ask for the file itself."
OTHER: Final = "{name} is no notebook, and nothing else was handed in. Ask for the notebook (.ipynb)."
_AGAIN: Final = re.compile(r"[- ]\(?(\d{1,3})\)?(?=\.ipynb$|\.json$)")
LESSON: Final = "This is the notebook of the lesson and not its exercise. Ask for the file of the same name in the folder exercises."
_TAUGHT: Final = re.compile(rb"course\.(?:recall|ask|reader|review)\(")
_CALL: Final = re.compile(rb"""course\.check\(\s*\\?["']L(\d{1,2})\.E""")


@dataclass(frozen=True, slots=True)
class Found:
    """One file before anybody knows whose it is.

    Parameters
    ----------
    path : Path
        The file; in a zip, below the path of the zip. For messages.
    name : str
        Its place below the folder or in the zip, with ``/``.
    content : bytes
        Empty if it cannot be used.
    problem : str
        Why not.
    other : bool
        Whether it is neither notebook nor case file; such a file is not read.
    """

    path: Path
    name: str
    content: bytes = b""
    problem: str = ""
    other: bool = False


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
        Sorted by student and assignment; of several files of one student for one assignment the latest, which names
        the others. Files that cannot be used are there too, with the reason.

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
    found = list(_files(base))
    if all(one.other for one in found):
        raise CourseError(
            f"{place} holds no notebook and no case file. Give the folder above the students' folders, or the zip "
            "as your learning platform made it."
        )
    return _latest(_told(found, assignments), base)


def _files(base: Path) -> Iterator[Found]:
    if base.is_file():
        yield from _in_zip(base, "") if zipfile.is_zipfile(base) else [_on_disk(base, base.name)]
        return
    for path, problem in sorted(_below(base)):
        name, kind = storable(path.relative_to(base).as_posix()), path.suffix.lower()
        if IGNORED.search(name):
            continue
        if problem:
            yield Found(path, f"{name}/", problem=problem)
            continue
        if kind == ".zip" and not path.is_symlink():
            yield from _in_zip(path, name)
        else:
            yield _on_disk(path, name) if kind in KINDS else Found(path, name, other=True)


def _below(base: Path) -> Iterator[tuple[Path, str]]:
    """Give every file below, and every folder that cannot be looked into with the reason. Links are not followed."""
    folders = [base]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                listed = list(entries)
        except OSError as error:
            yield Path(error.filename), FOLDER.format(why=error.strerror)
            continue
        folders += [Path(entry.path) for entry in listed if entry.is_dir(follow_symlinks=False)]
        yield from ((Path(entry.path), "") for entry in listed if entry.is_symlink() or entry.is_file())


def _on_disk(path: Path, name: str) -> Found:
    if path.is_symlink():
        return Found(path, name, problem=LINK)
    try:
        if path.stat().st_size > MOST_BYTES:
            return Found(path, name, problem=_too_big(path.stat().st_size))
        return Found(path, name, path.read_bytes())
    except OSError as error:
        return Found(path, name, problem=f"It cannot be read ({error.strerror}). Look at its permissions.")


def _in_zip(path: Path, name: str, packed: bytes | None = None) -> Iterator[Found]:
    """Read a zip; ``packed`` is one that a student handed in, inside that of a platform."""
    place = _place(name) if packed is None else f"{name}/"
    try:
        with zipfile.ZipFile(path if packed is None else io.BytesIO(packed)) as archive:
            left = max(MOST_TOTAL, MOST_TIMES * path.stat().st_size) if packed is None else MOST_OWN
            for info in archive.infolist()[:MOST_FILES]:
                inner = info.filename.replace("\\", "/")
                if info.is_dir() or IGNORED.search(inner):
                    continue
                found = Found(path / inner.lstrip("/"), place + inner, other=True)
                if inner.lower().endswith(KINDS if packed is not None else (*KINDS, ".zip")):
                    found = _unzipped(found, archive, info, left)
                    left -= len(found.content)
                again = found.content and inner.lower().endswith(".zip")
                yield from _in_zip(found.path, found.name, found.content) if again else (found,)
    except Exception as error:  # noqa: BLE001  (each kind of broken zip raises an error of its own)
        yield Found(
            path, name or path.name, problem=f"This zip cannot be opened ({error}). Download it again."
        )


def _place(name: str) -> str:
    """Folder in which the files of a zip count as lying: where it lies itself, and the zip too if it has an owner."""
    folder, _, file = name.rpartition("/")
    return f"{name}/" if by_platform((file,)) else f"{folder}/" if folder else ""


def _unzipped(found: Found, archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> Found:
    problem, content = "", b""
    if stat.S_ISLNK(info.external_attr >> 16):
        problem = LINK
    elif info.file_size > MOST_BYTES:
        problem = _too_big(info.file_size)
    elif info.file_size > left:
        problem = "Its zip unpacks to more than is allowed. Ask for the notebooks themselves."
    else:
        try:
            with archive.open(info) as stream:
                content = stream.read(MOST_BYTES + 1)  # the list of contents may lie about the size
        except Exception as error:  # noqa: BLE001  (and so does each way of packing)
            locked = "it has a password" if info.flag_bits & 1 else error
            problem = f"It cannot be taken out of the zip ({locked}). Ask for it again."
    if len(content) > MOST_BYTES:
        problem, content = _too_big(len(content)), b""
    return Found(found.path, found.name, content, problem)


def _too_big(size: int) -> str:
    return (
        f"It has {size / 1e6:.0f} MB, and the limit is {MOST_BYTES / 1e6:.0f} MB. Ask for the notebook with its outputs "
        "cleared (Edit, Clear Outputs of All Cells)."
    )


def _told(found: list[Found], assignments: Collection[str]) -> Iterator[Submission]:
    """Whose each file is and what it answers; who handed in nothing but files of other kinds is told as well."""
    named = [(one, _which(one, assignments)) for one in found]
    named = [(replace(one, other=True) if _is_foreign(one) else one, which) for one, which in named]
    notebooks = [(one.name, which) for one, which in named if one.name.lower().endswith(KINDS[0])]
    places = Places(notebooks, assignments)
    usable = {places.whose(one.name, zip_around(one.path))[0] for one, _ in named if not one.other}
    for one, which in named:
        student, late = places.whose(one.name, zip_around(one.path))
        if not one.other:
            problem = one.problem or _problem(one, which, assignments)
            yield Submission(student, which, one.path, one.content, problem, late)
        elif student not in usable and (which or by_platform(parts(one.name))):
            problem = OTHER.format(name=one.path.name)
            yield Submission(student, which, one.path, one.content, problem, late)


def _is_foreign(found: Found) -> bool:
    """Whether a JSON file is something else than a case file, or a notebook that a browser saved under that ending."""
    if not found.name.lower().endswith(KINDS[1]) or found.problem or "case-file" in found.name.lower():
        return False
    return not is_case_file(found.content) and b'"cells"' not in found.content


def _problem(found: Found, assignment: str, assignments: Collection[str]) -> str:
    if is_case_file(found.content):
        return ""
    if not _CALL.search(found.content) and _TAUGHT.search(found.content):
        return LESSON
    if assignment:
        return ""
    return (
        "It cannot be told which exercise this is: neither its name nor its content names one of "
        f"{', '.join(sorted(assignments)) or 'the bundle'}."
    )


def _which(found: Found, assignments: Collection[str]) -> str:
    for part in found.name.split("/"):
        named = [name for name in assignments if name in part]
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


def _latest(found: Iterable[Submission], base: Path) -> list[Submission]:
    """Of several files of one student for one assignment: the newest upload, named by a number that platforms add.

    What lies in somebody else's folder or zip never takes the place of what lies in one's own.
    A lesson's notebook beside exercises is left out: who hands in a whole folder hands in that too.
    """
    listed = list(found)
    fine = {one.student for one in listed if not one.problem and not is_case_file(one.content)}
    same: dict[tuple[str, str, bool], list[Submission]] = {}
    for one in listed:
        if one.student in fine and one.problem == LESSON:
            continue
        which = one.assignment if one.assignment or not one.problem else str(one.path)
        same.setdefault((one.student, which, is_case_file(one.content)), []).append(one)
    chosen = []
    for several in same.values():
        best = max(
            several,
            key=lambda one: (not one.problem, -_depth(one, base), _number(one.path.name), str(one.path)),
        )
        others = tuple(sorted(str(one.path) for one in several if one is not best))
        chosen.append(replace(best, others=others))
    return sorted(chosen, key=lambda one: (one.student.casefold(), one.assignment, str(one.path)))


def _depth(one: Submission, base: Path) -> int:
    """How many folders and zips lie above the one that names the student."""
    names = parts(storable(one.path.relative_to(base).as_posix())) if one.path != base else ()
    return next((depth for depth, name in enumerate(names) if one.student in name), len(names))


def _number(file: str) -> int:
    found = _AGAIN.search(file)
    return int(found[1]) if found else 0
