"""Look through a class edition for anything that students must not have: the proof before it is published.

Three questions are asked of every file. May a file of this name and kind be there at all? Is its structure that of a
student's file (a notebook without outputs and foreign metadata, an ``exercise.yaml`` without keys)? And do its words,
also inside encoded and packed parts, hold a passage that only the instructor has?
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from course.build.source import KEPT_CELL_METADATA, METADATA
from course.classroom.edition import history
from course.classroom.edition.readings import LARGEST, readings
from course.classroom.edition.secrets import collect
from course.classroom.edition.starters import CALL
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.classroom.edition.secrets import Secrets
    from course.classroom.model import Bundle

KINDS: Final = frozenset(
    {
        ".py",
        ".js",
        ".css",
        ".md",
        ".yaml",
        ".yml",
        ".toml",
        ".json",
        ".csv",
        ".ipynb",
        ".cff",
        ".html",
        ".geojson",
        ".topojson",
    }
)
NAMES: Final = frozenset({"LICENSE", "LICENSE-CONTENT", "postBuild", ".gitignore"})
FOLDERS: Final = {
    "solutions": "solutions",
    "test-forms": "test forms",
    "bundle": "a bundle",
    "texts": "full texts of articles",
    "__pycache__": "compiled code",
    ".ipynb_checkpoints": "older states of notebooks",
}
ROOMS: Final = (
    "course/classroom",
    "course/build",
    "course/statistics",
    "course/_shipped",
    "docs/instructors",
    "docs/decisions",
    "tests",
)
FILES: Final = {
    "teacher.md": "a teacher page",
    "exercise.md": "an exercise with its solution",
    "bundle.json": "a bundle",
    "case-file.json": "somebody's case file",
}
HELD: Final = frozenset({"expected", "diagnoses", "correct", "not_yet", "cases", "evidence"})
"""Parts of an exercise in ``exercise.yaml`` that only its key has."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be in a class edition.

    Parameters
    ----------
    place : str
        File, and where in it.
    what : str
        What was found, in one line.
    """

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def scan(folder: Path, *, bundle: Bundle | None = None, self_check: bool = False) -> list[Finding]:
    """Look through a folder.

    Parameters
    ----------
    folder : Path
        A class edition, as it would be published; the history of a repository in it included.
    bundle : Bundle, optional
        The edition's own. Without it the keys of its variants are not known, only the published ones.
    self_check : bool
        Whether this edition may hold the exercises' keys.

    Returns
    -------
    list of Finding
        Empty if nothing was found.

    Raises
    ------
    CourseError
        If there is no such folder, or the sources that tell what is secret are not here.
    """
    if not folder.is_dir():
        raise CourseError(f"{folder}: there is no such folder. Name the folder `edition` of a class.")
    return look(folder, collect(bundle, self_check=self_check), self_check=self_check)


def look(folder: Path, secrets: Secrets, *, self_check: bool = False) -> list[Finding]:
    """Look through a folder for given secrets; see `scan`."""
    found: list[Finding] = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if place != ".git" and not place.startswith(".git/") and (path.is_symlink() or not path.is_dir()):
            found += _file(path, place, secrets, self_check=self_check)
    for place, content in history.blobs(folder):
        found += _content(content, place, secrets, self_check=self_check)
    return found


def _file(path: Path, place: str, secrets: Secrets, *, self_check: bool) -> list[Finding]:
    if path.is_symlink():
        return [Finding(place, "a link; it may lead to anything. Put the file itself there.")]
    if path.stat().st_size > LARGEST:
        return [Finding(place, "too large to be looked through.")]
    return _content(path.read_bytes(), place, secrets, self_check=self_check)


def _content(content: bytes, place: str, secrets: Secrets, *, self_check: bool) -> list[Finding]:
    name = Path(place.rpartition(": ")[2])  # the history puts a commit in front
    banned = _banned(name)
    if banned:
        return [Finding(place, banned)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return [Finding(place, "not text, so it cannot be looked through.")]
    found = list(_structure(name, text, place, self_check=self_check))
    hits = {hit: None for part in readings(text) for hit in secrets.found(part)}
    return found + [Finding(place, hit) for hit in hits]


def _banned(name: Path) -> str:
    """Say why a file of this name must not be there; empty if it may."""
    folder = next((part for part in name.parts[:-1] if part in FOLDERS), None)
    if folder:
        return f"{FOLDERS[folder]} must not be here."
    if any(name.as_posix().startswith(f"{room}/") for room in ROOMS):
        return "a part of the project that is for instructors and authors."
    if name.name in FILES:
        return f"{FILES[name.name]} must not be here."
    if name.suffix not in KINDS and name.name not in NAMES:
        return "a kind of file that no class edition has."
    return ""


def _structure(name: Path, text: str, place: str, *, self_check: bool) -> Iterator[Finding]:
    if name.suffix == ".ipynb":
        yield from _notebook(text, place)
    elif name.name == "exercise.yaml" and not self_check:
        yield from _exercises(text, place)
    elif name.name == "quiz.yaml" and not self_check:
        yield from (
            Finding(place, f"{key}: only teachers have it.")
            for key in ("tempts", "exemplars")
            if re.search(rf"^[ -]*{key}:", text, re.MULTILINE)
        )


def _exercises(text: str, place: str) -> Iterator[Finding]:
    try:
        entries = yaml.safe_load(text)["exercises"]
        held = [(entry["id"], sorted(HELD & set(entry))) for entry in entries]
    except (yaml.YAMLError, KeyError, TypeError):
        yield Finding(place, "not the form of an exercise.yaml.")
        return
    yield from (Finding(place, f"{eid} has {', '.join(keys)}.") for eid, keys in held if keys)


def _notebook(text: str, place: str) -> Iterator[Finding]:
    try:
        notebook = json.loads(text)
        cells = notebook["cells"]
        if set(notebook["metadata"]) - set(METADATA):
            yield Finding(
                place, f"foreign metadata: {', '.join(sorted(set(notebook['metadata']) - set(METADATA)))}."
            )
        for number, cell in enumerate(cells, start=1):
            yield from _cell(cell, f"{place}, cell {number}")
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding(place, "not a notebook.")


def _cell(cell: dict[str, Any], place: str) -> Iterator[Finding]:
    foreign = sorted(set(cell["metadata"]) - set(KEPT_CELL_METADATA))
    if foreign:
        yield Finding(place, f"foreign metadata: {', '.join(foreign)}.")
    if cell.get("outputs") or cell.get("execution_count"):
        yield Finding(place, "it has been run: outputs may hold answers.")
    if cell.get("attachments"):
        yield Finding(place, "attached files.")
    if cell["cell_type"] == "code":
        yield from _answered("".join(cell["source"]), place)


def _answered(source: str, place: str) -> Iterator[Finding]:
    """Whether a cell that checks an answer holds anything but the starter's dots."""
    checked = {call["name"]: call["id"] for call in CALL.finditer(source)}
    try:
        statements = ast.parse(source).body if checked else []
    except SyntaxError:
        yield Finding(place, "code that cannot be read in a cell that checks an answer.")
        return
    for statement in statements:
        for name in _filled(statement) & set(checked):
            yield Finding(place, f"{name} of {checked[name]} is filled in.")


def _filled(statement: ast.stmt) -> set[str]:
    """Names that a statement gives more than dots."""
    if isinstance(statement, ast.FunctionDef):
        inner = statement.body[0]
        open_ = len(statement.body) == 1 and isinstance(inner, ast.Return) and _dots(inner.value)
        return set() if open_ else {statement.name}
    if isinstance(statement, ast.Assign) and not _dots(statement.value):
        return {
            node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)
        }
    return set()


def _dots(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Dict):
        return all(_dots(part) for part in value.values)
    return isinstance(value, ast.Constant) and value.value is ...
