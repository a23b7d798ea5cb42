"""What a batch came to, and how an instructor is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from course.classroom.plain import named
from course.prose import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.classroom.model import Graded, Ran, Submission

LISTED: Final = 20
"""Lines of each list that are printed."""

FAILED: Final = "Could not be graded, and stays without points:"
LOST: Final = "Cells were lost on the way, so look at these yourself:"
ASIDE: Final = "Left out, because the same student handed in another file for the same exercise:"


@dataclass(slots=True)
class Tally:
    """What a batch came to.

    Parameters
    ----------
    graded, partly, failed, skipped, case_files : int
        Graded as a whole; with cells lost on the way; not to be graded; graded before; case files read.
    problems : list of str
        One line for each file that could not be used.
    look : list of str
        One line for each submission that lost cells.
    aside : list of str
        One line for each file that was left out because the same student handed in another one.
    """

    graded: int = 0
    partly: int = 0
    failed: int = 0
    skipped: int = 0
    case_files: int = 0
    problems: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)

    def count(self, graded: Graded, ran: Ran) -> None:
        """Add one result."""
        if graded.problem:
            self.failed += 1
        elif ran.stopped or ran.lost:
            self.partly += 1
            self.look.append(f"{graded.student}, {graded.assignment}: {' '.join(graded.notes)}")
        else:
            self.graded += 1

    def leave_out(self, one: Submission) -> None:
        """Note the files that do not count beside this one."""
        self.aside += [f"{one.student}: {other} ({one.path.name} counts)" for other in one.others]

    @property
    def status(self) -> int:
        """0 if all went well, 1 if something needs a look."""
        return 1 if self.failed else 0

    def lines(self) -> Iterator[str]:
        """Say it: numbers first, then each list that has anything in it."""
        parts = [f"{self.graded} graded"]
        parts += [f"{self.partly} graded with cells lost on the way"] if self.partly else []
        parts += [f"{self.failed} could not be graded"] if self.failed else []
        parts += [f"{self.skipped} unchanged since the last run"] if self.skipped else []
        parts += [f"{plural(self.case_files, 'case file')} read"] if self.case_files else []
        yield ", ".join(parts) + "."
        for title, found in ((FAILED, self.problems), (LOST, self.look), (ASIDE, self.aside)):
            if found:
                yield title
            yield from (
                f"  {named(line)}" for line in found[:LISTED]
            )  # students' words must not move the cursor
            if len(found) > LISTED:
                yield f"  and {len(found) - LISTED} more."
