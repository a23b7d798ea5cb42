"""``course mark``, ``course feedback`` and ``course gradebook``: what comes after ``course grade``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.model import CourseError

if TYPE_CHECKING:
    import argparse

    from course.classroom.outlets import Table
    from course.classroom.outlets_platforms import Outlet


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add the three commands."""
    mark = commands.add_parser(
        "mark",
        help="mark what students wrote, with its rubric",
        description="Writes GRADED/mark-writing.ipynb and opens it in JupyterLab. Texts stand under codes, without names.",
    )
    mark.add_argument("graded", type=Path, metavar="GRADED", help="folder that `course grade` wrote")
    mark.add_argument("--no-lab", action="store_true", help="write the notebook and open nothing")
    mark.set_defaults(func=run_mark)
    feedback = commands.add_parser("feedback", help="write the feedback pages again, after marking")
    feedback.add_argument("graded", type=Path, metavar="GRADED", help="folder that `course grade` wrote")
    feedback.add_argument("--bundle", type=Path, required=True, metavar="KEY", help="your private bundle")
    feedback.set_defaults(func=run_feedback)
    gradebook = commands.add_parser(
        "gradebook", help="grades as CSV or workbook, or into nbgrader's gradebook"
    )
    _register_gradebook(gradebook.add_subparsers(required=True, metavar="WHAT", title="what to do"))


def _register_gradebook(parts: Any) -> None:  # noqa: ANN401
    table = parts.add_parser(
        "csv",
        help="CSV for Canvas, Moodle or a spreadsheet",
        description="Exit status: 0 everybody is in the file, 1 somebody could not be placed, 2 nothing was written.",
    )
    table.add_argument("--for", dest="platform", choices=("canvas", "moodle", "plain"), default="plain")
    table.add_argument(
        "--roster", type=Path, metavar="CSV", help="grades, or a worksheet, as the platform exports them"
    )
    table.add_argument("--assignment", default="", metavar="NAME", help="which one a Moodle worksheet is for")
    table.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=HEADER",
        help="which column of the roster is which assignment",
    )
    table.set_defaults(func=run_csv)
    workbook = parts.add_parser("xlsx", help="a workbook: points, exercises, writing, what to look at")
    workbook.set_defaults(func=run_xlsx)
    for part, ending in ((table, "csv"), (workbook, "xlsx")):
        part.add_argument("graded", type=Path, metavar="GRADED", help="folder that `course grade` wrote")
        part.add_argument("--out", type=Path, help=f"the file (default: GRADED/grades.{ending})")
    merge = parts.add_parser("merge", help="write the grades into nbgrader's gradebook.db")
    merge.add_argument("graded", type=Path, metavar="GRADED", help="folder that `course grade` wrote")
    merge.add_argument(
        "--nbgrader", type=Path, required=True, metavar="FILE", help="gradebook.db of nbgrader"
    )
    merge.set_defaults(func=run_merge)


def run_mark(arguments: argparse.Namespace) -> int:
    """Write the notebook, and open it."""
    from course.classroom import marking  # noqa: PLC0415  (each command loads only what it needs)

    # if there is nothing, this says so here, and not in a notebook
    marking.pieces(marking.gradebook(arguments.graded))
    path = marking.notebook(arguments.graded)
    print(f"{path}: run its first code cell and say who you are.")
    if arguments.no_lab:
        return 0
    print("Stop JupyterLab with Ctrl+C here.")
    folder = path.parent.resolve()
    command = [sys.executable, "-m", "jupyterlab", str(folder / path.name), f"--ServerApp.root_dir={folder}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # containers often have no other user
    return subprocess.run(command, check=False).returncode  # noqa: S603  (our own words)


def run_feedback(arguments: argparse.Namespace) -> int:
    """Write every page again."""
    from course.classroom import bundle as bundles  # noqa: PLC0415
    from course.classroom import feedback  # noqa: PLC0415
    from course.classroom.gradebook import Gradebook  # noqa: PLC0415
    from course.classroom.marking import gradebook  # noqa: PLC0415

    file = gradebook(arguments.graded)
    bundle = bundles.load(arguments.bundle)
    with Gradebook(file) as book:
        book.begin(bundle)  # says so if the bundle is that of another class
        pages = feedback.write_all(book, bundle, file.parent / "feedback")
    print(f"{len(pages)} {'page' if len(pages) == 1 else 'pages'}: {file.parent / 'feedback'}")
    return 0


def run_csv(arguments: argparse.Namespace) -> int:
    """Write the CSV; 1 if somebody is not in it."""
    from course.classroom import outlets  # noqa: PLC0415
    from course.classroom.gradebook import Gradebook  # noqa: PLC0415
    from course.classroom.marking import gradebook  # noqa: PLC0415

    file = gradebook(arguments.graded)
    with Gradebook(file) as book:
        found = outlets.table(book)
    outlet = _outlet(arguments, found)
    target = arguments.out or file.parent / "grades.csv"
    outlets.save(outlet.text, target)
    print(target)
    for line in (*outlet.notes, *(f"Left empty: {line}" for line in found.open)):
        print(f"  {line}")
    return 1 if outlet.notes or found.open else 0


def _outlet(arguments: argparse.Namespace, found: Table) -> Outlet:
    from course.classroom import outlets, outlets_platforms, outlets_roster  # noqa: PLC0415

    headers = _headers(arguments.column, {column.name for column in found.columns})
    roster = outlets_roster.read(arguments.roster) if arguments.roster else None
    if arguments.platform == "canvas":
        return outlets_platforms.canvas(found, roster, headers)
    if arguments.platform == "moodle":
        return outlets_platforms.moodle(found, roster, headers, arguments.assignment)
    return outlets_platforms.Outlet(outlets.simple(found), ())


def _headers(given: list[str], known: set[str]) -> dict[str, str]:
    pairs = {part.partition("=")[0].strip(): part.partition("=")[2].strip() for part in given}
    for name, header in pairs.items():
        if name not in known or not header:
            raise CourseError(
                f'--column "{name}={header}": write NAME=HEADER, where NAME is one of {", ".join(sorted(known))}.'
            )
    return pairs


def run_xlsx(arguments: argparse.Namespace) -> int:
    """Write the workbook."""
    from course.classroom import outlets_xlsx  # noqa: PLC0415
    from course.classroom.gradebook import Gradebook  # noqa: PLC0415
    from course.classroom.marking import gradebook  # noqa: PLC0415

    file = gradebook(arguments.graded)
    target = arguments.out or file.parent / "grades.xlsx"
    with Gradebook(file) as book:
        outlets_xlsx.write(book, target)
    print(target)
    return 0


def run_merge(arguments: argparse.Namespace) -> int:
    """Merge; 1 if something was left out."""
    from course.classroom import outlets_nbgrader  # noqa: PLC0415
    from course.classroom.gradebook import Gradebook  # noqa: PLC0415
    from course.classroom.marking import gradebook  # noqa: PLC0415

    with Gradebook(gradebook(arguments.graded)) as book:
        done = outlets_nbgrader.merge(book, arguments.nbgrader)
    print(f"{done.scores} scores and {done.levels} levels written. The file as it was before: {done.copy}")
    for line in done.left:
        print(f"  Left out: {line}")
    return 1 if done.left else 0
