"""``course grade``: from a folder or a zip of submissions to a gradebook and a page of feedback per student."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.prose import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from course.classroom.grade import Runner
    from course.classroom.gradebook import Gradebook
    from course.classroom.model import Bundle, Submission
    from course.classroom.run.station import Team
    from course.classroom.tally import Tally


MOST_WORKERS: Final = 256
MOST_SECONDS: Final = 600


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``grade`` to the commands."""
    grade = commands.add_parser(
        "grade",
        help="grade what students handed in",
        description="Grade submissions: nbgrader's tree, a flat folder, a Canvas or Moodle download, case files. "
        "Exit status: 0 all graded, 1 some could not be, 2 nothing was done.",
    )
    grade.add_argument("submitted", type=Path, metavar="SUBMITTED", help="folder or zip")
    grade.add_argument("--bundle", type=Path, required=True, metavar="KEY", help="your private bundle")
    grade.add_argument(
        "--out", type=Path, required=True, metavar="GRADED", help="folder for gradebook and feedback"
    )
    grade.add_argument(
        "--workers", type=_workers, default=None, help="processes at a time (default: one per core)"
    )
    grade.add_argument(
        "--seconds",
        type=_seconds,
        default=None,
        help="longest time for one cell, from 1 to 600 (default: 10)",
    )
    grade.add_argument("--again", action="store_true", help="grade anew what was graded with this key before")
    grade.add_argument(
        "--executor", default="local", metavar="WHERE", help="local, or dask://HOST:PORT for a Dask cluster"
    )
    grade.add_argument(
        "--trust-submissions",
        action="store_true",
        help="run without confinement: only for code that you trust as your own",
    )
    grade.add_argument("--no-feedback", action="store_true", help="make no pages for students")
    grade.set_defaults(func=run_grade)


def _workers(typed: str) -> int:
    """Read a number of processes that a machine can have."""
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{typed!r}: give a number from 1 to {MOST_WORKERS}.")
    return int(typed)


def _seconds(typed: str) -> float:
    """Read a time in which a cell can come to its end."""
    try:
        found = float(typed)
    except ValueError:
        found = 0.0
    if not 1 <= found <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"{typed!r}: give seconds from 1 to {MOST_SECONDS}.")
    return found


def run_grade(arguments: argparse.Namespace) -> int:
    """Grade, and say what came of it."""
    from course.classroom.run import begun_early  # noqa: PLC0415  (each command loads only what it needs)

    if arguments.executor != "local":
        return _grade(arguments, None)
    folder = arguments.bundle if arguments.bundle.is_dir() else arguments.bundle.parent
    with begun_early(folder / "data", arguments.workers, isolation(arguments)) as early:
        return _grade(arguments, early)


def _grade(arguments: argparse.Namespace, early: Team | None) -> int:
    from course.classroom import bundle as bundles  # noqa: PLC0415
    from course.classroom import intake, outlets  # noqa: PLC0415
    from course.classroom.gradebook import FILE, Gradebook  # noqa: PLC0415

    bundle = bundles.load(arguments.bundle)
    for option, place in (("--out", arguments.out), ("--bundle", bundle.folder)):
        if place.resolve().is_relative_to(arguments.submitted.resolve()):
            raise CourseError(
                f"{option} lies inside the submissions. Choose a folder elsewhere, so that it is not graded too."
            )
    submissions = intake.read(arguments.submitted, [assignment.name for assignment in bundle.assignments])
    with Gradebook(arguments.out / FILE) as book:
        try:
            tally = _graded(arguments, bundle, submissions, book, early)
        except KeyboardInterrupt:
            print("\nStopped. What was graded is kept; the same command goes on from here.", file=sys.stderr)
            return 130
        outlets.save(outlets.simple(outlets.table(book)), arguments.out / "grades.csv")
        pages = 0
        if not arguments.no_feedback:
            from course.classroom import feedback  # noqa: PLC0415

            pages = len(feedback.write_all(book, bundle, arguments.out / "feedback"))
        _say(tally, book, arguments.out, pages)
    return tally.status


def _graded(
    arguments: argparse.Namespace,
    bundle: Bundle,
    submissions: Sequence[Submission],
    book: Gradebook,
    early: Team | None,
) -> Tally:
    from course.classroom.grade import Batch  # noqa: PLC0415

    try:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415
    except ImportError as error:
        raise CourseError(
            f"{error.name} is missing: grading needs the instructor's tools. Run: uv sync --extra classroom"
        ) from error
    console = Console(stderr=True)
    columns = ("Grading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=not console.is_terminal) as progress:
        bar = progress.add_task("", total=len(submissions))
        batch = Batch(bundle, book, again=arguments.again, seen=lambda: progress.advance(bar))
        return batch.run(submissions, runner(arguments, progress.console.print, early))


def isolation(arguments: argparse.Namespace) -> str:
    """How submissions are to be confined."""
    return "none" if arguments.trust_submissions else "auto"


def runner(arguments: argparse.Namespace, say: Callable[[str], None], early: Team | None = None) -> Runner:
    """Choose who runs the submissions."""
    from course.classroom.run import Limits, run_batch  # noqa: PLC0415

    limits = Limits()
    if arguments.seconds:
        limits = Limits(cell=arguments.seconds, total=max(limits.total, 2 * arguments.seconds))
    how = isolation(arguments)
    if arguments.executor == "local":
        return partial(
            run_batch, workers=arguments.workers, isolation=how, limits=limits, say=say, early=early
        )
    from course.classroom import cluster  # noqa: PLC0415

    return cluster.runner(arguments.executor, isolation=how, limits=limits, say=say)


def _say(tally: Tally, book: Gradebook, out: Path, pages: int) -> None:
    """Print what came of it, where it lies, and which commands go on from here."""
    for line in tally.lines():
        print(line)
    texts = book.rows("SELECT COUNT(*) AS n FROM texts")[0]["n"]
    print(f"\nGrades:   {out / 'grades.csv'}")
    if pages:
        print(f"Feedback: {out / 'feedback'} ({plural(pages, 'page')}, one per student)")
    if texts:
        print(f"To mark:  {plural(texts, 'text')}, with course mark {out}")
    print(f"Next:     course report {out} --out report.html")
