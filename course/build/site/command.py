"""``course site``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import paths
from course.model import CourseError

if TYPE_CHECKING:
    import argparse


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``site`` to the commands."""
    site = commands.add_parser(
        "site",
        help="build the reader edition: web pages that need no Python",
        description="Build the reader edition: all lessons as web pages with the same questions, cards and charts. "
        "It opens from a file, and any web server can hold it.",
    )
    site.add_argument(
        "--out", required=True, metavar="DIR", help="a new or empty folder, or an earlier edition"
    )
    site.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Build, and say where to begin.

    Parameters
    ----------
    arguments : argparse.Namespace
        ``out``.

    Raises
    ------
    CourseError
        If the author's tools are missing, or something cannot be built.
    """
    try:
        from course.build.site import edition  # noqa: PLC0415  (needs jupytext, jinja2 and vl-convert)
    except ImportError as error:
        raise CourseError(
            f"{error.name} is missing: building needs the author's tools. Run: uv sync"
        ) from error
    out = Path(arguments.out)
    written = edition.build(paths.root(), out)
    pages = sum(path.suffix == ".html" for path in written)
    size = sum((out / path).stat().st_size for path in written) / 1e6
    print(f"Written: {pages} pages, {size:.1f} MB. Open {out / 'index.html'}")
    return 0
