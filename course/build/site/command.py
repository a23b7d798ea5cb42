"""``course site``."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

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
        from rich.progress import track  # noqa: PLC0415  (author's tool)

        from course.build.site import edition  # noqa: PLC0415  (needs jupytext, jinja2 and vl-convert)
    except ImportError as error:
        raise CourseError(
            f"{error.name} is missing: building needs the author's tools. Run: uv sync"
        ) from error
    out = Path(arguments.out)
    written = edition.build(paths.root(), out, partial(track, description="Lessons"))
    print(_report(out, written))
    return 0


def _report(out: Path, written: list[Path]) -> str:
    """What was written, and what to do with it."""
    pages = Counter(_KINDS.get(path.parts[0], "other") for path in written if path.suffix == ".html")
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(pages.items(), key=lambda item: -item[1]))
    size = sum((out / path).stat().st_size for path in written) / 1e6
    return (
        f"Written to {out}: {sum(pages.values())} pages ({kinds}), {size:.1f} MB in {len(written)} files.\n"
        f"Read it: open {(out / 'index.html').resolve().as_uri()} in a browser; no server is needed.\n"
        f"Publish it: copy the whole folder to any web server."
    )


_KINDS: Final = {
    "lessons": "lessons",
    "exercises": "exercises",
    "articles": "on the articles",
    "tables": "long tables",
}
