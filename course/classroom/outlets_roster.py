"""The list of people that a learning platform exports, and who of them handed in what. Nobody is guessed."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from course.classroom.plain import named
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_BYTES: Final = 20 * 1024 * 1024
IDS: Final = ("ID", "SIS User ID", "SIS Login ID", "Identifier", "ID number", "Username", "Email address")
"""Columns that tell people apart, the surest first."""

NUMBERS: Final = ("ID", "Identifier")
"""Columns whose numbers Canvas and Moodle put into file names. A school's own ID numbers are others."""

_NUMBERED: Final = re.compile(r"(?P<name>.*)_(?P<id>\d+)")
_POSSIBLE: Final = "points possible"


@dataclass(frozen=True, slots=True)
class Roster:
    """What the platform exported.

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    people : tuple of dict of str to str
        One per person.
    possible : dict of str to str
        Canvas's row of possible points; empty if there is none.
    """

    header: tuple[str, ...]
    people: tuple[dict[str, str], ...]
    possible: dict[str, str]


@dataclass(frozen=True, slots=True)
class Matched:
    """Who is who.

    Parameters
    ----------
    students : dict of int to str
        Row of the roster to the student of the gradebook.
    left : tuple of str
        One line for each student that is no person of the roster for sure.
    """

    students: dict[int, str]
    left: tuple[str, ...]


def read(file: Path) -> Roster:
    """Read a roster.

    Parameters
    ----------
    file : Path
        CSV, as Canvas exports its gradebook, or Moodle its grades or a grading worksheet; commas, semicolons or tabs.

    Raises
    ------
    CourseError
        If it cannot be read, or has no column that tells people apart.
    """
    text = _text(file)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise CourseError(f"{file}: no CSV that can be read ({error}). Export it again.") from error
    header = [name.strip() for name in rows[0]] if rows else []
    if not set(header) & set(IDS):
        raise CourseError(
            f"{file}: none of the columns {', '.join(IDS)} is there. Export the grades of your course as CSV, in "
            "English, and give that file."
        )
    return _roster(header, rows[1:])


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CourseError(f"{file} is no roster: it has more than {MOST_BYTES // 1024**2} MB.")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CourseError(f"{file} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError:
        raise CourseError(
            f"{file} is not saved as UTF-8. Export it again, and do not open it before."
        ) from None


def _roster(header: list[str], rows: list[list[str]]) -> Roster:
    people, possible = [], {}
    for row in rows:
        person = dict(zip(header, [*row, *[""] * len(header)], strict=False))
        if person.get("Student", "").strip().casefold() == _POSSIBLE:
            possible = person
        elif any(person.get(name, "").strip() for name in IDS):
            people.append(person)
    return Roster(tuple(header), tuple(people), possible)


def match(students: Iterable[str], roster: Roster) -> Matched:
    """Find each student in the roster: by the number that the platform put into the file name, by ID, by name.

    Parameters
    ----------
    students : iterable of str
        Names as in the gradebook.
    roster : Roster
        From `read`.

    Returns
    -------
    Matched
        A student who fits several people, and two students who fit one person, are left out and named.
    """
    indexes = [_index(roster, keys) for keys in (_numbers, _ids, _names)]
    found: dict[str, int] = {}
    left = []
    for student in students:
        fits = _fits(student, indexes)
        if len(fits) == 1:
            found[student] = next(iter(fits))
        else:
            left.append(f"{named(student)}: {'several people' if fits else 'nobody'} of the roster")
    taken = Counter(found.values())
    left += [
        f"{named(s)}: somebody else is the same person of the roster"
        for s, n in found.items()
        if taken[n] > 1
    ]
    return Matched({n: student for student, n in found.items() if taken[n] == 1}, tuple(left))


def _fits(student: str, indexes: list[dict[str, set[int]]]) -> set[int]:
    numbers, ids, names = indexes
    numbered = _NUMBERED.fullmatch(student)
    if numbered and (fits := numbers.get(numbered["id"])):
        return fits
    if fits := ids.get(_folded(student)):
        return fits
    name = numbered["name"] if numbered else student
    return next((fits for key in _spelt(name) if (fits := names.get(key))), set())


def _index(roster: Roster, keys: object) -> dict[str, set[int]]:
    index: dict[str, set[int]] = {}
    for number, person in enumerate(roster.people):
        for key in keys(person):  # type: ignore[operator]
            index.setdefault(key, set()).add(number)
    return index


def _numbers(person: dict[str, str]) -> Iterator[str]:
    for column in NUMBERS:
        if value := _folded(person.get(column, "").strip()):
            yield value.removeprefix("participant ")


def _ids(person: dict[str, str]) -> Iterator[str]:
    for column in IDS:
        value = _folded(person.get(column, "").strip())
        if value:
            yield value.removeprefix("participant ")
            if "@" in value:
                yield value.partition("@")[0]


def _names(person: dict[str, str]) -> Iterator[str]:
    first = person.get("First name", "")
    last = person.get("Last name", person.get("Surname", ""))
    for name in (person.get("Student", ""), person.get("Full name", ""), f"{first} {last}"):
        yield from _spelt(name)


def _spelt(name: str) -> Iterator[str]:
    """Words of a name in any order; and, as Canvas writes it into file names, its letters in one."""
    words = re.findall(r"\w+", _folded(name))
    if words:
        yield " ".join(sorted(words))
        yield "".join(words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
