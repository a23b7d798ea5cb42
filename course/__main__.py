"""The command ``course``: one word for each thing that people do with the course."""

from __future__ import annotations

import argparse
import io
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUPS: Final = (
    "lab",
    "doctor",
    "text.commands",
    "casefile.commands",
    "portfolio.commands",
    "build.commands",
    "build.site.command",
    "classroom.assign",
    "classroom.commands",
    "classroom.report.commands",
    "classroom.outlets_commands",
    "classroom.export.commands",
)
"""Modules with commands, in the order of the help. A class edition has no instructor's rooms, so none of theirs."""


ALONE: Final = {"grade": ("classroom.commands",)}
"""Commands that people wait for: nothing but their own module is loaded for them."""


def parser(groups: Sequence[str] = GROUPS) -> argparse.ArgumentParser:
    """Every command with its options.

    Parameters
    ----------
    groups : sequence of str
        Modules with commands.

    Returns
    -------
    argparse.ArgumentParser
        Parsed arguments hold ``func``, which takes them and returns an exit status.
    """
    whole = argparse.ArgumentParser(
        prog="course", description="One Event, Five Stories: run, check and build the course."
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name in groups:
        if _here(f"course.{name}"):
            import_module(f"course.{name}").register(commands)  # each loads only what it needs
    return whole


def _here(name: str) -> bool:
    """Whether a module is in this copy of the course."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # not even its room is
        return False


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        Default: what was typed.

    Returns
    -------
    int
        0 if all went well, 1 if something is to be done, 2 if the command could not run.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that cannot be printed ends no command
    typed = list(sys.argv[1:] if argv is None else argv)
    own = [name for name in ALONE.get(typed[0] if typed else "", ()) if _here(f"course.{name}")]
    whole = parser(own or GROUPS)
    arguments, rest = whole.parse_known_args(typed)
    if rest and not getattr(arguments, "takes_rest", False):
        whole.error(f"unknown: {' '.join(rest)}")
    arguments.rest = rest
    try:
        return int(arguments.func(arguments))
    except CourseError as error:
        print(f"course: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
