"""The command ``course class-file``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.casefile import agreement, classfile
from course.casefile.merge import CaseFileError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line.

    Parameters
    ----------
    subparsers : argparse action
        What ``ArgumentParser.add_subparsers`` returned. The command sets ``func``, which takes the parsed arguments
        and returns an exit code.
    """
    command = subparsers.add_parser(
        "class-file",
        help="for teachers: sum up where a class placed the cards",
        description="Make one file of medians and counts from the case files of a class. It holds no names and no codes, and "
        f"leaves out every card that fewer than {classfile.FEWEST} people have checked.",
    )
    command.add_argument("files", nargs="+", metavar="CASEFILES", help="case files, or a folder of them")
    command.add_argument("--out", required=True, metavar="FILE", help="where the class file goes: class.json")
    command.set_defaults(func=lambda args: make(args.files, args.out))


def make(given: Sequence[str], out: str) -> int:
    """Make a class file.

    Parameters
    ----------
    given : sequence of str
        Case files and folders.
    out : str
        Where the class file goes.

    Returns
    -------
    int
        0; or 1 if a file could not be read or there are too few for any number.

    Raises
    ------
    CaseFileError
        No file could be read, `out` is one of them, or it cannot be written.
    """
    files = [Path(name) for name in given]
    target = Path(out)
    if any(target.resolve() == path.resolve() for path in files):
        raise CaseFileError(f"{out} is one of the case files. Give the class file another name.")
    states, skipped = classfile.collect(files)
    for line in skipped:
        print(f"not used: {line}", file=sys.stderr)
    if not states:
        raise CaseFileError("None of these files is a case file, so no class file was written.")
    made = classfile.class_file(states)
    _write(target, made)
    _report(target, made)
    return int(bool(skipped) or not made["decks"])


def _report(target: Path, made: dict[str, Any]) -> None:
    marks = [mark for cards in made["decks"].values() for mark in cards.values()]
    counted = sum("groups" in mark for mark in marks)
    counts = f"; cards with counts of groups: {counted}" if counted else ""
    print(
        f"Written: {target}. Learners: {made['learners']}; cards with a median: {len(marks) - counted}{counts}."
    )
    if not marks:
        print(f"No card was checked by {classfile.FEWEST} or more learners, so there is no median yet.")
    if made.get("agreement") and not agreement.available():
        print(agreement.MISSING)


def _write(target: Path, made: dict[str, object]) -> None:
    try:
        target.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise CaseFileError(f"{target} cannot be written: {error.strerror or error}.") from error
