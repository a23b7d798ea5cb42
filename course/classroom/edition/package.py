"""The package, data and papers around the notebooks of an edition."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course import paths
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOMS_KEPT_BACK: Final = ("classroom", "build", "statistics", "_shipped")
"""Rooms of the package that no lesson imports."""

PAPERS: Final = ("LICENSE", "LICENSE-CONTENT", "CITATION.cff", "environment.yml", "postBuild", ".gitignore")
NEEDED: Final = ("pyproject.toml", "environment.yml", "postBuild", "LICENSE", "LICENSE-CONTENT")
README: Final = """# One Event, Five Stories · {name}

On 16 June 2020 a building was demolished in Kaesong. Five real articles reported it, and they do not tell the same story. In these lessons you find out what holds up, and how you can tell.

## Start

You need Python 3.11 or newer. One command sets everything up and opens the first page:

```bash
python3 -m pip install uv && uv run course lab
```

Does pip say *externally-managed-environment*? Run `pipx install uv` once, and after that `uv run course lab`. Nothing opens? The command prints an address that you can copy. `uv run course doctor` says what works here and what to do about the rest.

Did your teacher give you a link to Binder or to a hub? Then you need not install anything.

## What you do

1. Open `notebooks/00-start-here.ipynb`, then the lessons one after another:
{lessons}
2. Each lesson ends with an exercise in `exercises/`. {checks}
3. Hand in what your teacher asks for: the exercise notebooks, your case file, or both. Save a notebook before you hand it in; a case file you download with `course.case_file()`.

Nothing that you type leaves your machine until you hand it in.
"""
KEPT: Final = "The checks there tell you whether an answer has the right form. Your teacher's copy marks it."
OPEN: Final = "The checks there tell you what is right and what to look at next."


def require(root: Path) -> None:
    """Make sure that the whole course is here.

    Raises
    ------
    CourseError
        If this is an installed course without its repository.
    """
    missing = [name for name in NEEDED if not (root / name).is_file()]
    if missing or not (root / "course" / "classroom").is_dir():
        what = missing[0] if missing else "course/classroom"
        raise CourseError(
            f"{root}: {what} is not here. Make class editions in the project's repository: clone it and run `uv sync`."
        )


def write(out: Path, name: str, titles: dict[str, str], *, self_check: bool) -> None:
    """Write everything but notebooks and lessons.

    Parameters
    ----------
    out : Path
        The edition's folder, which exists.
    name : str
        Of the class.
    titles : dict of str to str
        Folder names of the lessons in it, and their titles.
    self_check : bool
        Whether the keys go to students as well.
    """
    root = paths.root()
    copy_package(root / "course", out / "course")
    copy_data(out / "data")
    for paper in PAPERS:
        if (root / paper).is_file():
            shutil.copy(root / paper, out / paper)
    _text(out / "pyproject.toml", pyproject(root / "pyproject.toml", titles))
    _text(out / "README.md", _readme(name, titles, self_check=self_check))
    (out / "deploy").mkdir()
    shutil.copy(root / "deploy" / "overrides.json", out / "deploy" / "overrides.json")
    for page in _pages_for_students(root / "docs"):
        target = out / page.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, target)


def copy_package(source: Path, target: Path) -> None:
    """Copy the package without the rooms that are the instructor's."""
    back = {source / name for name in ROOMS_KEPT_BACK}

    def skipped(folder: str, names: list[str]) -> set[str]:
        return {
            name
            for name in names
            if name == "__pycache__" or name.startswith(".") or Path(folder, name) in back
        }

    shutil.copytree(source, target, ignore=skipped)


def copy_data(target: Path) -> None:
    """Copy the tables and maps; full texts of articles never leave the instructor's machine."""
    shutil.copytree(paths.data(), target, ignore=shutil.ignore_patterns("texts", ".*", "__pycache__"))


def pyproject(file: Path, lessons: Iterable[str]) -> str:
    """Write the edition's ``pyproject.toml``: the same package with the same pins, and only these lessons in its wheel."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    project, uv = found["project"], found["tool"]["uv"]
    static = project.get("optional-dependencies", {}).get("static", [])
    shipped = {
        source: f"course/_shipped/{source}"
        for source in ["data/datapackage.json", "data/articles", "data/record"]
        + [f"lessons/{name}" for name in lessons]
    }
    kept = ("name", "version", "description", "readme", "requires-python", "license", "license-files")
    parts = [
        _table("build-system", found["build-system"]),
        _table("project", {**{key: project[key] for key in kept}, "dependencies": project["dependencies"]}),
        _table("project.optional-dependencies", {"static": static}) if static else "",
        _table("project.scripts", project["scripts"]),
        _table("tool.hatch.build.targets.wheel", {"packages": ["course"]}),
        _table(
            "tool.hatch.build.targets.wheel.shared-data",
            {"deploy/overrides.json": "share/jupyter/lab/settings/overrides.json"},
        ),
        _table("tool.hatch.build.targets.wheel.force-include", shipped),
        _table("tool.uv", uv),
    ]
    return "\n".join(filter(None, parts))


def _table(name: str, entries: dict[str, Any]) -> str:
    lines = [
        f"{_key(key)} = {_value(value)}" for key, value in entries.items() if not isinstance(value, dict)
    ]
    return "\n".join([f"[{name}]", *lines, ""])


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() else json.dumps(key)


def _value(value: Any) -> str:  # noqa: ANN401
    """Write a value; strings and lists of strings are the same in TOML as in JSON."""
    if isinstance(value, list):
        inner = "".join(f"  {json.dumps(part, ensure_ascii=False)},\n" for part in value)
        return f"[\n{inner}]"
    return json.dumps(value, ensure_ascii=False)


def _readme(name: str, titles: dict[str, str], *, self_check: bool) -> str:
    lessons = [
        f"   - [{int(lesson[:2])} · {title}](notebooks/{lesson}.ipynb)"
        for lesson, title in titles.items()
        if not lesson.startswith("00")
    ]
    return README.format(name=name, lessons="\n".join(lessons), checks=OPEN if self_check else KEPT)


def _pages_for_students(docs: Path) -> list[Path]:
    return sorted(path for path in (docs / "students").rglob("*.md") if path.is_file())


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
