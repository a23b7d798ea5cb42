"""The command ``course report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.model import CourseError

if TYPE_CHECKING:
    import argparse


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``report`` to the commands."""
    command = commands.add_parser(
        "report",
        help="make a page about a class from its gradebook",
        description="Make one HTML page from a gradebook: who needs help, where the class is stuck, items, time, "
        "discernment, calibration, gains, agreement of markers. It opens in any browser and needs no network.",
    )
    command.add_argument("graded", type=Path, metavar="GRADED", help="the folder that course grade wrote")
    command.add_argument("--out", type=Path, metavar="FILE", help="where the page goes: report.html")
    command.add_argument(
        "--shared", action="store_true", help="name nobody and hide counts under 5: to show to others"
    )
    command.add_argument(
        "--tests", type=Path, metavar="CSV", help="answers to the test before and after the course"
    )
    command.add_argument(
        "--notebook",
        type=Path,
        metavar="FILE",
        help="write a notebook with the same sections: class-report.ipynb",
    )
    command.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the page, the notebook or both.

    Parameters
    ----------
    arguments : argparse.Namespace
        What was typed.

    Returns
    -------
    int
        0.

    Raises
    ------
    CourseError
        If there is no gradebook, nothing to write, or a file cannot be written.
    """
    if not arguments.out and not arguments.notebook:
        raise CourseError(
            "Say where the page goes: --out report.html, or --notebook class-report.ipynb, or both."
        )
    for path, ending in ((arguments.out, ".html"), (arguments.notebook, ".ipynb")):
        if path and path.suffix.lower() != ending:
            raise CourseError(
                f"{path} does not end in {ending}, so nothing would open it. Give it that ending."
            )
    from course.classroom.report import notebook, page, record  # noqa: PLC0415  (pandas and Altair only here)
    from course.statistics import libraries  # noqa: PLC0415

    libraries.stats()  # says at once if it is missing
    found = record.read(arguments.graded, arguments.tests)
    if arguments.out:
        _write(arguments.out, page.page(found, shared=arguments.shared))
        print(
            f"Written: {arguments.out}. Open it in a browser.{'' if arguments.shared else ' It names students: keep it to yourself.'}"
        )
    if arguments.notebook:
        _write(arguments.notebook, notebook.text(arguments.graded, arguments.tests, shared=arguments.shared))
        print(f"Written: {arguments.notebook}. Open it in JupyterLab and run it.")
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written: {error.strerror or error}. Choose another place."
        ) from error
