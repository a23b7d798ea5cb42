"""The command ``course``: one word for each thing that people do with the course."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Sequence


def parser() -> argparse.ArgumentParser:
    """Every command with its options.

    Returns
    -------
    argparse.ArgumentParser
        Parsed arguments hold ``func``, which takes them and returns an exit status.
    """
    from course import lab  # noqa: PLC0415  (each command loads only what it needs)
    from course.build import commands as build  # noqa: PLC0415
    from course.casefile import commands as casefile  # noqa: PLC0415
    from course.doctor import register as doctor  # noqa: PLC0415
    from course.text import commands as text  # noqa: PLC0415

    whole = argparse.ArgumentParser(
        prog="course", description="One Event, Five Stories: run, check and build the course."
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for register in (lab.register, doctor, text.register, casefile.register, build.register):
        register(commands)
    return whole


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
    whole = parser()
    arguments, rest = whole.parse_known_args(argv)
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
