"""What must not be found in a class edition, as runs of words, and what students may read anyway."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from course import paths, yamlfile
from course.build import source
from course.classroom.edition import package, withhold
from course.classroom.edition.readings import readings, words
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from course.classroom.model import Bundle, Task

RUN: Final = 5
"""Words of code or of a key in a row that give it away, unless students may read them anyway."""

PROSE: Final = 8
"""The same for sentences: two authors hardly write eight words alike by chance."""

SHORTEST: Final = 3
"""Shorter passages of our own would be found by chance."""

Runs = dict[tuple[str, ...], str]


@dataclass
class Secrets:
    """Runs of words that students must not find, each with what it is.

    Parameters
    ----------
    runs : dict
        Run of words to a name such as ``solution of 01-1449``.
    """

    runs: Runs = field(default_factory=dict)
    _index: tuple[int, list[int], set[tuple[str, ...]]] | None = None

    def add(self, text: str, what: str, shortest: int = SHORTEST) -> None:
        """Add all runs of a key; one that is too short to be told from chance is left out."""
        found = words(text)
        if shortest <= len(found) < RUN:
            self.runs.setdefault(tuple(found), what)
        for start in range(len(found) - RUN + 1):
            self.runs.setdefault(tuple(found[start : start + RUN]), what)

    def add_words(self, text: str, what: str, run: int) -> None:
        """Add the runs of sentences or code; one with mostly numbers could stand anywhere."""
        found = words(text)
        for start in range(len(found) - run + 1):
            part = tuple(found[start : start + run])
            if sum(word[0].isalpha() for word in part) > run // 2:
                self.runs.setdefault(part, what)

    def add_prose(self, text: str, what: str) -> None:
        """Add sentences; shorter ones are left out."""
        self.add_words(text, what, PROSE)

    def allow(self, text: str) -> None:
        """Take out every run that students may read anyway."""
        for reading in readings(text):
            for run in list(self._hits(reading)):
                del self.runs[run]

    def found(self, text: str) -> list[str]:
        """Name the secrets that a text holds, each once, with the words that show it."""
        hits: dict[str, str] = {}
        for run in self._hits(text):
            hits.setdefault(self.runs[run], " ".join(run))
        return [f"{what} ({shown!r})" for what, shown in hits.items()]

    def _hits(self, text: str) -> set[tuple[str, ...]]:
        if self._index is None or self._index[0] != len(self.runs):
            self._index = (
                len(self.runs),
                sorted({len(run) for run in self.runs}),
                {run[:2] for run in self.runs},
            )
        _, lengths, starts = self._index
        # Nearly every place fails at its first two words, which makes this several times as fast.
        found = words(text)
        places = [n for n, pair in enumerate(pairwise([*found, ""])) if pair in starts or pair[:1] in starts]
        runs = (tuple(found[place : place + length]) for place in places for length in lengths)
        return {run for run in runs if run in self.runs}


def collect(bundle: Bundle | None, *, self_check: bool = False) -> Secrets:
    """Gather what a class edition must not hold.

    Parameters
    ----------
    bundle : Bundle or None
        The edition's own bundle; without it only the published keys are known.
    self_check : bool
        Whether students may have the exercises' keys.

    Raises
    ------
    CourseError
        If the project's own sources are not here.
    """
    secrets = Secrets()
    tasks = [task for assignment in bundle.assignments for task in assignment.tasks] if bundle else []
    own = {task.exercise.id: task.exercise.expected for task in tasks}
    for folder in _lessons():
        _lesson(secrets, folder, own, keys=not self_check)
    for path in sorted((paths.lessons() / "test-forms").glob("*")):
        for text in texts(path):
            secrets.add_prose(text, f"test form ({path.name})")
    for task in tasks if not self_check else ():
        _key(secrets, task)
    for text in public():
        secrets.allow(text)
    if bundle and bundle.seed:
        secrets.add(bundle.seed, "the bundle's seed", shortest=1)
    return secrets


def _lessons() -> list[Path]:
    found = sorted(path.parent for path in paths.lessons().glob("[0-9][0-9]-*/lesson.md"))
    if not any((folder / "exercise.md").is_file() for folder in found):
        raise CourseError(
            "this copy of the course has no keys, so it cannot tell what must not be found. Scan in the project's repository."
        )
    return found


def _lesson(secrets: Secrets, folder: Path, own: dict[str, Any], *, keys: bool) -> None:
    """Add what a lesson holds back.

    Where this class has another list of names as the answer, the published one is no secret: the exercise may even say
    part of it, as the facts that the class leaves out.
    """
    if (folder / "teacher.md").is_file():
        secrets.add_prose(
            (folder / "teacher.md").read_text(encoding="utf-8"), f"teacher page of {folder.name}"
        )
    if (folder / "quiz.yaml").is_file() and keys:
        for text in _held(_yaml(folder / "quiz.yaml")):
            secrets.add_prose(text, f"held back from the quiz of {folder.name}")
    if not (folder / "exercise.md").is_file():
        return
    for part in _solutions((folder / "exercise.md").read_text(encoding="utf-8")):
        secrets.add_words(part, f"solution of {folder.name}", RUN)
    if keys:
        from course.check import exercise  # noqa: PLC0415

        for entry in exercise.load(folder.name):
            listed = isinstance(entry.expected, list)
            _exercise(
                secrets, entry, answers=not listed or own.get(entry.id, entry.expected) == entry.expected
            )


def _solutions(text: str) -> list[str]:
    return re.findall(
        r"^[ \t]*# BEGIN SOLUTION[ \t]*\n(.*?)^[ \t]*# (?:ELSE|END SOLUTION)", text, re.DOTALL | re.MULTILINE
    )


def _held(content: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(content, dict):
        for name, part in content.items():
            yield from (_strings(part) if name in withhold.HELD_KEYS else _held(part))
    elif isinstance(content, list):
        for part in content:
            yield from _held(part)


def _strings(content: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(content, str):
        yield content
    parts = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    for part in parts:
        yield from _strings(part)


def _key(secrets: Secrets, task: Task) -> None:
    _exercise(secrets, task.exercise)
    if not isinstance(task.exercise.expected, dict | list):
        secrets.add(f"{task.name} = {task.exercise.expected!r}", f"key of {task.exercise.id}", shortest=2)


def _exercise(secrets: Secrets, entry: Any, *, answers: bool = True) -> None:  # noqa: ANN401
    """Add what is right, what is said to right and wrong answers, and the later hints."""
    what = f"key of {entry.id}"
    for text in (entry.correct, entry.not_yet, *entry.hints[withhold.HINTS :]):
        secrets.add_prose(text, what)
    for diagnosis in entry.diagnoses:
        secrets.add_prose(diagnosis.message, what)
    if entry.kind == "prose" or not answers:
        return
    secrets.add(f"{entry.id} {_flat(entry.expected)}", what)
    if isinstance(entry.expected, dict | list):
        secrets.add(_flat(entry.expected), what, shortest=SHORTEST + 1)
    for case in entry.cases:
        secrets.add(f"expected {_flat(case['expected'])}", what, shortest=SHORTEST + 1)
        secrets.add_prose(case.get("message", ""), what)


def _flat(value: Any) -> str:  # noqa: ANN401
    """Write a value as its words, in the order in which JSON, YAML and Python alike write them."""
    return json.dumps(value, ensure_ascii=False)


def _yaml(path: Path) -> Any:  # noqa: ANN401
    return yamlfile.read(path)


def texts(path: Path) -> list[str]:
    """Read a file as the passages that it holds: each value of a YAML file, or the whole."""
    text = path.read_text(encoding="utf-8")
    return list(_strings(yamlfile.read(path))) if path.suffix in {".yaml", ".yml"} else [text]


@cache
def public() -> tuple[str, ...]:
    """Everything that students may read: lessons, starters, practice with its feedback, tables, the package."""
    found: list[str] = []
    for folder in _lessons():
        found.append((folder / "lesson.md").read_text(encoding="utf-8"))
        found += [withhold.quiz(path) for path in (folder / "quiz.yaml",) if path.is_file()]
        found += [withhold.decks(path) for path in (folder / "decks.yaml",) if path.is_file()]
        if (folder / "exercise.md").is_file():
            starter = source.starter(source.read(folder / "exercise.md"))
            found.append("\n\n".join(cell.source for cell in starter.cells))
    found += [path.read_text(encoding="utf-8") for path in sorted(_public_files())]
    return tuple(found)


def _public_files() -> Iterator[Path]:
    for path in paths.data().rglob("*.*"):
        if path.suffix in {".csv", ".json", ".md"} and "texts" not in path.relative_to(paths.data()).parts:
            yield path
    for path in paths.PACKAGE.rglob("*.*"):
        first = path.relative_to(paths.PACKAGE).parts[0]
        if path.suffix in {".py", ".js", ".css", ".json", ".html"} and first not in package.ROOMS_KEPT_BACK:
            yield path
