"""``course export``: quizzes for learning platforms and paper, handouts, slides."""

from __future__ import annotations

import argparse
import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from course.classroom.export.papers import Paper

OUTLETS: Final = ("qti", "moodle", "gift", "print", "csv")
FORMS: Final = ("a", "b", "claims")
OUT: Final = Path("exports")

Files = dict[str, str | bytes]


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``export`` to the commands."""
    export = commands.add_parser(
        "export", help="write quizzes for Canvas, Moodle and paper, handouts and slides"
    )
    kinds = export.add_subparsers(required=True, metavar="WHAT", title="what")
    quiz = kinds.add_parser("quiz", help="questions with their feedback, for a platform or on paper")
    quiz.add_argument("--to", choices=OUTLETS, required=True, help="where to")
    quiz.add_argument(
        "--sections",
        default="exit",
        help=f"all, or some of {', '.join(bank.SECTIONS)}, with commas (default: exit)",
    )
    quiz.add_argument(
        "--form", choices=FORMS, help="the test before and after, or the 24 claims, instead of lessons"
    )
    quiz.add_argument("--confidence", action="store_true", help="also ask how sure the student is")
    quiz.add_argument(
        "--feedback",
        action=argparse.BooleanOptionalAction,
        help="carry feedback over (default: for lessons yes, for the test no)",
    )
    handouts = kinds.add_parser("handouts", help="one page to print per lesson, for a room without computers")
    slides = kinds.add_parser("slides", help="one file of slides per lesson, offline")
    for command, run in ((quiz, run_quiz), (handouts, run_handouts), (slides, run_slides)):
        _common(command)
        command.set_defaults(func=run)
    for command in (quiz, handouts):
        command.add_argument("--large-print", action="store_true", help="for pages: 18 point instead of 11")


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lessons", default="all", help="such as 6, 1-6, 1,3,9 or a folder name (default: all)"
    )
    command.add_argument(
        "--seed", default="", help="mix options and cards; the same word gives the same order (default: none)"
    )
    command.add_argument("--out", type=Path, default=OUT, help=f"folder to write to (default: {OUT})")


def chosen(text: str) -> list[str]:
    """Read which lessons are meant.

    Parameters
    ----------
    text : str
        ``all``, numbers and ranges with commas, or folder names.

    Returns
    -------
    list of str
        Folder names, in the order of the course, each once.

    Raises
    ------
    CourseError
        If something names no lesson.
    """
    known = bank.lessons()
    if text.strip().lower() == "all":
        return known
    wanted = {name for part in text.split(",") for name in _named(part.strip(), known)}
    return [lesson for lesson in known if lesson in wanted]


def taught(text: str) -> list[str]:
    """Read which lessons are meant, without the page that sets a notebook up: paper needs none."""
    found = [lesson for lesson in chosen(text) if int(lesson[:2])]
    if not found:
        raise CourseError(
            "Lesson 0 sets up the notebook, so there is nothing to print or to show. Choose others."
        )
    return found


def _named(part: str, known: list[str]) -> list[str]:
    numbers = re.fullmatch(r"(\d+)(?:\s*-\s*(\d+))?", part)
    if numbers:
        first, last = int(numbers[1]), int(numbers[2] or numbers[1])
        found = [lesson for lesson in known if first <= int(lesson[:2]) <= last]
    else:
        found = [lesson for lesson in known if lesson == part]
    if not found:
        close = [] if numbers else difflib.get_close_matches(part, known, n=1, cutoff=0.4)
        hint = f"Did you mean {close[0]}? " if close else ""
        raise CourseError(
            f"No lesson is called {part!r}. {hint}Write numbers such as 1-6, or: {', '.join(known)}."
        )
    return found


def run_quiz(arguments: argparse.Namespace) -> int:
    """Write the questions for one outlet, and say what it cannot take."""
    from course.classroom.export import papers  # noqa: PLC0415  (each command loads only what it needs)

    made = _papers(arguments)
    if not any(paper.questions for paper in made):
        raise CourseError(
            f"There are no questions in section {arguments.sections} of these lessons. Choose others with --sections."
        )
    made = [paper for paper in made if paper.questions]
    files, losses = _OUTLETS[arguments.to](made, arguments)
    _write(arguments.out, files)
    notes = [note for paper in made for note in (*papers.remarks(paper), *losses(paper))]
    _say("Not carried over, or to be checked:", notes)
    holders = "The files called key" if arguments.to == "print" else "These files"
    print(f"{holders} hold the answers. Do not put them where students can read them.")
    return 0


def _papers(arguments: argparse.Namespace) -> list[Paper]:
    from course.classroom.export import papers  # noqa: PLC0415

    if arguments.form:
        made = [papers.form_paper(arguments.form)]
    else:
        sections = [name.strip() for name in arguments.sections.split(",")]
        made = [papers.lesson_paper(lesson, sections) for lesson in chosen(arguments.lessons)]
    told = arguments.form is None if arguments.feedback is None else arguments.feedback
    made = made if told or arguments.to == "print" else [papers.silent(paper) for paper in made]
    return [papers.with_confidence(paper) for paper in made] if arguments.confidence else made


Made = tuple[Files, "Callable[[Paper], list[str]]"]


def _qti(made: Sequence[Paper], arguments: argparse.Namespace) -> Made:
    from course.classroom.export import qti  # noqa: PLC0415

    return {f"{_stem(made)}-qti.zip": qti.export(made, arguments.seed)}, qti.losses


def _moodle(made: Sequence[Paper], arguments: argparse.Namespace) -> Made:
    from course.classroom.export import moodle  # noqa: PLC0415

    return {f"{_stem(made)}-moodle.xml": moodle.export(made, arguments.seed)}, moodle.losses


def _gift(made: Sequence[Paper], arguments: argparse.Namespace) -> Made:
    from course.classroom.export import gift  # noqa: PLC0415

    return {f"{_stem(made)}-gift.txt": gift.export(made, arguments.seed)}, gift.losses


def _csv(made: Sequence[Paper], arguments: argparse.Namespace) -> Made:
    from course.classroom.export import table  # noqa: PLC0415

    # The mark in front tells Excel that the file is in UTF-8.
    return {f"{_stem(made)}.csv": "\ufeff" + table.export(made, arguments.seed)}, table.losses


def _print(made: Sequence[Paper], arguments: argparse.Namespace) -> Made:
    from course.classroom.export import printed  # noqa: PLC0415

    files: Files = {}
    for paper in made:
        large, seed = arguments.large_print, arguments.seed
        asked = arguments.confidence
        files[f"{paper.name}.html"] = printed.paper_page(paper, seed, large=large, confidence=asked)
        files[f"{paper.name}-key.html"] = printed.key_page(paper, seed, large=large)
    return files, printed.losses


_OUTLETS: Final[dict[str, Callable[[Sequence[Paper], argparse.Namespace], Made]]] = {
    "qti": _qti,
    "moodle": _moodle,
    "gift": _gift,
    "print": _print,
    "csv": _csv,
}


def _stem(made: Sequence[Paper]) -> str:
    return made[0].name if len(made) == 1 else "quizzes"


def run_handouts(arguments: argparse.Namespace) -> int:
    """Write a handout, and what is given out later, for each lesson."""
    from course.classroom.export import handouts  # noqa: PLC0415

    for lesson in taught(arguments.lessons):
        first, later = handouts.handout(lesson, arguments.seed, large=arguments.large_print)
        pages: Files = {f"{lesson}-handout.html": first}
        _write(arguments.out, pages | ({f"{lesson}-later.html": later} if later else {}))
    print(
        "Print the handouts for everybody. Keep the files called later until after the prediction and the search."
    )
    return 0


def run_slides(arguments: argparse.Namespace) -> int:
    """Write the slides of each lesson."""
    from course.classroom.export import slides  # noqa: PLC0415

    for lesson in taught(arguments.lessons):
        _write(arguments.out, {f"{lesson}-slides.html": slides.deck(lesson, arguments.seed)})
    return 0


def _write(folder: Path, files: Files) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            body = content if isinstance(content, bytes) else content.encode("utf8")
            (folder / name).write_bytes(body)
            print(folder / name)
    except OSError as error:
        raise CourseError(
            f"{folder}: cannot write there ({error.strerror}). Choose another folder with --out."
        ) from error


def _say(head: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        print(head)
        for line in found:
            print(f"  {line}")
