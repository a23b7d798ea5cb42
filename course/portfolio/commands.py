"""The command ``course portfolio``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from course import paths
from course.casefile.merge import CaseFileError, parse

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line.

    Parameters
    ----------
    subparsers : argparse action
        What ``ArgumentParser.add_subparsers`` returned. The command sets ``func``, which takes the parsed arguments
        and returns an exit code.
    """
    command = subparsers.add_parser(
        "portfolio",
        help="make a page to hand in from a case file",
        description="Make one HTML page from a case file: texts, conflict log, calibration, claims, forecasts and quiz "
        "results. It opens in any browser, needs no network, and prints on A4.",
    )
    command.add_argument("file", metavar="FILE", help="where the page goes: portfolio.html")
    command.add_argument("--case-file", metavar="F", help="the case file (default: the one of this course)")
    command.set_defaults(func=lambda args: make(args.file, args.case_file))


def make(out: str, case_file: str | None = None) -> int:
    """Make a portfolio.

    Parameters
    ----------
    out : str
        Where the page goes.
    case_file : str, optional
        Default: the learner's own.

    Returns
    -------
    int
        0.

    Raises
    ------
    CaseFileError
        There is no such case file, it is not one, or the page cannot be written.
    """
    source, target = Path(case_file) if case_file else paths.case_file(), Path(out)
    if source.resolve() == target.resolve():
        raise CaseFileError(f"{out} is the case file itself. Give the page another name: portfolio.html.")
    if target.suffix.lower() not in {".html", ".htm"}:
        raise CaseFileError(
            f"{out} does not end in .html, so a browser would not open it. Write portfolio.html."
        )
    state, unreadable = parse(_text(source))
    from course.portfolio.page import contents, page  # noqa: PLC0415  (only where a page is made)

    try:
        target.write_text(page(state), encoding="utf8", errors="replace", newline="\n")
    except OSError as error:
        raise CaseFileError(f"{target} cannot be written: {error.strerror or error}.") from error
    print(f"Written: {target}. Open it in a browser; print it from there.")
    if unreadable:
        print(f"{unreadable} damaged entries of the case file were left out.")
    for part in (part for part in contents(state) if part.missing):
        print(f"  {part.label}: {part.missing}")
    return 0


def _text(source: Path) -> str:
    try:
        return source.read_text("utf-8")
    except UnicodeDecodeError:
        raise CaseFileError(f"{source} is not a case file: it is not text. Choose another file.") from None
    except OSError as error:
        raise CaseFileError(
            f"The case file {source} cannot be read: {error.strerror or error}. Name yours: --case-file F."
        ) from error
