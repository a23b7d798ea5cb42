"""``course build`` and ``course pins``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course import paths
from course.model import CourseError

if TYPE_CHECKING:
    import argparse


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``build`` and ``pins`` to the commands."""
    build = commands.add_parser("build", help="make notebooks, exercises and solutions from lessons/")
    build.add_argument(
        "--check", action="store_true", help="change nothing; fail if a committed file differs"
    )
    build.set_defaults(func=run_build)
    pins = commands.add_parser("pins", help="write the pinned versions to pyproject.toml and environment.yml")
    pins.add_argument("--upgrade", action="store_true", help="look for newer versions first")
    pins.set_defaults(func=run_pins)
    bundle = commands.add_parser("bundle", help="make one zip that starts the course without network")
    bundle.add_argument("--out", default="course-offline.zip", help="the zip (default: course-offline.zip)")
    bundle.add_argument(
        "--edition", default="", metavar="DIR", help="a class edition (default: this checkout)"
    )
    bundle.add_argument(
        "--system", action="append", metavar="NAME", help="linux, macos-arm, macos-intel, windows"
    )
    bundle.add_argument("--python", action="append", metavar="VERSION", help="3.11, 3.12, 3.13")
    bundle.set_defaults(func=run_bundle)


def run_build(arguments: argparse.Namespace) -> int:
    """Build, or compare; 1 if something differs."""
    try:
        from course.build import accessibility, notebooks  # noqa: PLC0415  (needs jupytext, which students do not have)
    except ImportError as error:
        raise CourseError(
            f"{error.name} is missing: building needs the author's tools. Run: uv sync"
        ) from error
    problems = _problems()
    if problems:
        raise CourseError("these must be mended first:\n" + "\n".join(problems))
    if arguments.check:
        differences = [*notebooks.drift(paths.root()), *_dictionary_drift(), *_accessibility_drift()]
        print("\n".join(differences) or "Notebooks and documents agree with their sources.")
        return 1 if differences else 0
    for path in notebooks.build(paths.root()):
        print(path)
    _dictionary_file().write_text(_dictionary(), encoding="utf8", newline="\n")
    print(_dictionary_file().relative_to(paths.root()))
    accessibility.page_file().write_text(accessibility.page(), encoding="utf8", newline="\n")
    print(accessibility.page_file().relative_to(paths.root()))
    return 0


def run_bundle(arguments: argparse.Namespace) -> int:
    """Make the zip for a room without network."""
    from pathlib import Path  # noqa: PLC0415

    from course.build import bundle  # noqa: PLC0415

    systems, pythons = arguments.system or list(bundle.SYSTEMS), arguments.python or list(bundle.PYTHONS)
    for given, known, what in (
        (systems, tuple(bundle.SYSTEMS), "system"),
        (pythons, bundle.PYTHONS, "Python"),
    ):
        if wrong := [name for name in given if name not in known]:
            raise CourseError(
                f"{wrong[0]!r} is no {what} that the zip can be made for. Known: {', '.join(known)}."
            )
    root = Path(arguments.edition) if arguments.edition else paths.root()
    if not (root / "environment.yml").is_file():
        raise CourseError(f"{root} is neither a checkout nor a class edition: it has no environment.yml.")
    target = Path(arguments.out)
    made = bundle.make(root, target, systems, pythons)
    print(f"{target}: {made['bytes'] / 1e6:.0f} MB, {made['files']} files and {made['wheels']} wheels")
    print(f"for {', '.join(systems)} with Python {', '.join(pythons)}. Unpack it, then read START-HERE.txt.")
    print(f"SHA-256 {bundle.digest(target)}")
    return 0


def _problems() -> list[str]:
    """Everything that is wrong with the quizzes, the decks and the checks, one line each."""
    from course import data  # noqa: PLC0415
    from course.check import exercise  # noqa: PLC0415
    from course.quiz import bank, decks  # noqa: PLC0415

    passages = {row["passage"] for row in data.rows("passages")}
    found: list[str] = []
    for folder in sorted(path.parent for path in paths.lessons().glob("*/lesson.md")):
        if (folder / "quiz.yaml").is_file():
            found += bank.validate(folder / "quiz.yaml", passages)
        if (folder / "decks.yaml").is_file():
            found += decks.validate(folder / "decks.yaml", passages)
        if (folder / "exercise.md").is_file():
            found += exercise.validate(folder / "exercise.yaml", passages)
    return found


def _dictionary_file() -> Any:  # noqa: ANN401
    return paths.root() / "docs" / "data-dictionary.md"


def _dictionary() -> str:
    import json  # noqa: PLC0415

    from course.build import dictionary  # noqa: PLC0415

    return dictionary.markdown(json.loads((paths.data() / "datapackage.json").read_text("utf8")))


def _dictionary_drift() -> list[str]:
    file = _dictionary_file()
    if file.is_file() and file.read_text("utf8") == _dictionary():
        return []
    return ["docs/data-dictionary.md: differs from data/datapackage.json. Run `course build`."]


def _accessibility_drift() -> list[str]:
    from course.build import accessibility  # noqa: PLC0415

    file = accessibility.page_file()
    if file.is_file() and file.read_text("utf8") == accessibility.page():
        return []
    return ["docs/accessibility.md: differs from its scripts or its record. Run `course build`."]


def run_pins(arguments: argparse.Namespace) -> int:
    """Write both files."""
    from course.build import pins  # noqa: PLC0415

    pins.update(paths.root(), upgrade=arguments.upgrade)
    print("Wrote pyproject.toml and environment.yml." if arguments.upgrade else "Wrote environment.yml.")
    return 0
