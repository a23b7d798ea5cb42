"""Make a class edition and its private bundle, side by side and both or neither."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import course
from course import paths
from course.build.notebooks import serialise
from course.classroom import bundle as bundles
from course.classroom.edition import package, scan, starters, withhold
from course.classroom.model import Bundle
from course.model import CourseError
from course.quiz import bank

if TYPE_CHECKING:
    from course.classroom.edition.starters import Exercises

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
KIND: Final = "one-event-class-edition"
SEED: Final = 16
"""Characters of a seed that is not guessed."""

PRIVATE: Final = """# Private: the bundle of the class {name}

This folder holds the key of every exercise, and the seed from which the exercises of this class were drawn. **Keep it to yourself, and keep a copy.** Without it nothing that students hand in can be graded. Never put it into a repository, a shared folder or a learning platform that students can read.

- `bundle.json`: exercises with right values, foreseen mistakes, points, and our copy of the notebooks' code. You may change `points` by hand.
- `solutions/`: the worked exercises of this class. Run one in JupyterLab to see its values; the checks in it know only
  the published exercise there, and say "Not yet" where your class has other rows. `course grade` knows both.
- `data/`: the tables of this class, without any key.
{variants}"""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made.

    Parameters
    ----------
    edition, bundle : Path
        The two folders.
    lessons : tuple of str
        Folder names of the lessons in it.
    variants : dict of str to str
        Lesson to what differs from the published exercise.
    """

    edition: Path
    bundle: Path
    lessons: tuple[str, ...]
    variants: dict[str, str]


def chosen(text: str) -> list[str]:
    """Read a choice of lessons.

    Parameters
    ----------
    text : str
        Numbers and ranges: ``1-6``, ``1,3,5-7``.

    Returns
    -------
    list of str
        Folder names, lesson 0 first: every edition starts there.

    Raises
    ------
    CourseError
        If it is no such choice, or a lesson is not there.
    """
    known = {
        int(path.parent.name[:2]): path.parent.name for path in paths.lessons().glob("[0-9][0-9]-*/lesson.md")
    }
    numbers: set[int] = {0}
    for part in text.split(","):
        found = re.fullmatch(r"\s*(\d{1,2})\s*(?:-\s*(\d{1,2})\s*)?", part)
        if not found or int(found[2] or found[1]) < int(found[1]):
            raise CourseError(f"--lessons {text}: write numbers and ranges, such as 1-6 or 1,3,5-7.")
        numbers |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
    absent = sorted(numbers - set(known))
    if absent:
        raise CourseError(
            f"--lessons {text}: there is no lesson {absent[0]}. There are lessons 0 to {max(known)}."
        )
    return [known[number] for number in sorted(numbers)]


def make(
    name: str, lessons: list[str], out: Path, *, seed: str | None = None, self_check: bool = False
) -> Made:
    """Write ``out/edition`` and ``out/bundle``.

    Parameters
    ----------
    name : str
        Of the class: letters, digits, dots, hyphens and underscores.
    lessons : list of str
        Folder names; see `chosen`.
    out : Path
        A folder that is not there yet, or is empty.
    seed : str, optional
        From which variants are drawn; empty for the exercises as published. Default: a new secret.
    self_check : bool
        Whether students get the keys, so that checks judge at once. Then the exercises cannot be graded.

    Raises
    ------
    CourseError
        If the name or the folder will not do, or if the scan finds anything in the edition that must not be there.
    """
    _ready(name, out)
    seed = secrets.token_hex(16) if seed is None else seed
    if seed and len(seed) < SEED:
        raise CourseError(
            f"--seed {seed}: who guesses the seed has the key. Give at least {SEED} characters, or leave it out."
        )
    exercises = [
        starters.exercises(lesson, seed, self_check=self_check)
        for lesson in lessons
        if (paths.lessons() / lesson / "exercise.yaml").is_file()
    ]
    if not exercises:
        raise CourseError("none of these lessons has an exercise, so there is nothing to assign.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as scratch:
        whole = Path(scratch, "whole")
        _edition(whole / "edition", name, lessons, exercises, self_check=self_check)
        found = _bundle(whole / "bundle", name, seed, exercises)
        _prove(whole / "edition", found, self_check=self_check)
        _move(whole, out)
    variants = {made.assignment.name: made.variant for made in exercises if made.variant}
    return Made(out / "edition", out / "bundle", tuple(lessons), variants)


def _ready(name: str, out: Path) -> None:
    package.require(paths.root())
    if not NAME.fullmatch(name):
        raise CourseError(
            f"{name!r} will not do as the name of a class: use letters, digits, dots, hyphens and underscores."
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CourseError(
            f"{out} holds something already. A bundle is needed for as long as its class is graded, so nothing is "
            "replaced: choose another --out."
        )


def _move(whole: Path, out: Path) -> None:
    if out.is_dir():
        out.rmdir()  # empty, as `_ready` has seen
    shutil.move(whole, out)


def _prove(edition: Path, bundle: Bundle, *, self_check: bool) -> None:
    findings = scan.scan(edition, bundle=bundle, self_check=self_check)
    if findings:
        lines = "\n".join(f"  {finding}" for finding in findings[:10])
        raise CourseError(f"the edition would give something away, so nothing was written:\n{lines}")


def _edition(
    folder: Path, name: str, lessons: list[str], exercises: list[Exercises], *, self_check: bool
) -> None:
    folder.mkdir(parents=True)
    titles = {lesson: bank.bank(lesson).title if lesson in bank.lessons() else lesson for lesson in lessons}
    package.write(folder, name, titles, self_check=self_check)
    for lesson in lessons:
        _notebook(folder / "notebooks" / f"{lesson}.ipynb", starters.lesson(lesson, lessons))
        _sources(folder / "lessons" / lesson, paths.lessons() / lesson, self_check=self_check)
    for made in exercises:
        lesson = made.assignment.name
        _notebook(folder / "exercises" / f"{lesson}.ipynb", made.starter)
        published = paths.lessons() / lesson / "exercise.yaml"
        text = withhold.exercises(published, made.keys, made.sources, made.solutions, self_check=self_check)
        _text(folder / "lessons" / lesson / "exercise.yaml", text)
    about = {
        "kind": KIND,
        "version": 1,
        "name": name,
        "course": course.__version__,
        "lessons": lessons,
        "self_check": self_check,
    }
    _text(folder / "edition.json", json.dumps(about, indent=1) + "\n")


def _sources(folder: Path, published: Path, *, self_check: bool) -> None:
    _text(folder / "lesson.md", (published / "lesson.md").read_text(encoding="utf-8"))
    if (published / "quiz.yaml").is_file():
        _text(folder / "quiz.yaml", withhold.quiz(published / "quiz.yaml", self_check=self_check))
    if (published / "decks.yaml").is_file():
        _text(folder / "decks.yaml", withhold.decks(published / "decks.yaml"))


def _bundle(folder: Path, name: str, seed: str, exercises: list[Exercises]) -> Bundle:
    folder.mkdir(mode=0o700, parents=True)
    assignments = tuple(made.assignment for made in exercises)
    bundle = Bundle(name, course.__version__, seed, assignments, folder)
    bundles.save(bundle)
    package.copy_data(folder / "data")
    for made in exercises:
        _notebook(folder / "solutions" / f"{made.assignment.name}.ipynb", made.solution)
    varied = [f"- Lesson {int(m.assignment.name[:2])}: {m.variant}." for m in exercises if m.variant]
    listed = "\n## How this class differs\n\n" + "\n".join(varied) + "\n" if varied else ""
    _text(folder / "README.md", PRIVATE.format(name=name, variants=listed))
    _text(folder / ".gitignore", "# Private: a repository around this folder must not take it in.\n*\n")
    return bundle


def _notebook(path: Path, notebook: object) -> None:
    _text(path, serialise(notebook))  # type: ignore[arg-type]


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
