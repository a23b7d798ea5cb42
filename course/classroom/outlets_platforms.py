"""CSV that Canvas and Moodle import: their own columns for people, ours for grades."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from course.classroom import outlets, outlets_roster
from course.classroom.plain import named
from course.model import CourseError
from course.prose import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.classroom.outlets import Column, Table
    from course.classroom.outlets_roster import Matched, Roster

CANVAS: Final = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
"""Columns that Canvas reads people from; SIS User ID is left out where the roster has none."""

MOODLE: Final = ("First name", "Last name", "Surname", "ID number", "Username", "Email address")
WORKSHEET: Final = ("Identifier", "Grade")
"""Columns by which a grading worksheet of one Moodle assignment is known."""

_NUMBERED: Final = re.compile(r"(?P<name>.*)_(?P<id>\d+)")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A file for a platform.

    Parameters
    ----------
    text : str
        The CSV.
    notes : tuple of str
        What the instructor should know before the import.
    """

    text: str
    notes: tuple[str, ...]


def canvas(found: Table, roster: Roster | None, headers: Mapping[str, str]) -> Outlet:
    """Write grades for Canvas.

    Parameters
    ----------
    found : Table
        From `course.classroom.outlets.table`.
    roster : Roster, optional
        Grades as Canvas exported them. Without it, people are told by the number in the file names that Canvas made.
    headers : dict of str to str
        Assignment to the name of its column in Canvas, where the roster has no column that begins with its name.

    Raises
    ------
    CourseError
        If the roster is not from Canvas, or a name of a column is unknown.
    """
    if roster is not None and "ID" not in roster.header:
        raise CourseError(
            "the roster has no column ID, so Canvas did not export it. Use --for moodle, or export it anew."
        )
    columns = [(column, _header(column, roster, headers)) for column in found.columns]
    people = [name for name in CANVAS if name != "SIS User ID" or (roster and name in roster.header)]
    top: list[list[object]] = [[*people, *(header for _, header in columns)]]
    blank = [""] * (len(people) - 1)
    top.append(["    Points Possible", *blank, *(outlets.shown(column.most) for column, _ in columns)])
    if roster is None:
        return Outlet(
            outlets.as_csv(top + [_unknown(s, g, blank, columns) for s, g in found.rows.items()]),
            (_NO_ROSTER,),
        )
    matched = outlets_roster.match(found.rows, roster)
    return Outlet(outlets.as_csv(top + _known(found, roster, matched, people, columns)), _left(matched))


_NO_ROSTER: Final = (
    "No roster was given, so people are told by the number in the name of their file, and by nothing where there is "
    "none. Give --roster with the grades as your platform exports them."
)


def moodle(found: Table, roster: Roster | None, headers: Mapping[str, str], assignment: str = "") -> Outlet:
    """Write grades for Moodle: for its import of grades, or a grading worksheet filled in.

    Parameters
    ----------
    found : Table
        From `course.classroom.outlets.table`.
    roster : Roster, optional
        Grades as Moodle exported them, or the grading worksheet of one assignment.
    headers : dict of str to str
        Assignment to the name of its column.
    assignment : str
        For a worksheet: which of our assignments it is for.
    """
    if roster is None:
        return Outlet(outlets.simple(found), (_NO_ROSTER,))
    matched = outlets_roster.match(found.rows, roster)
    if set(WORKSHEET) <= set(roster.header):
        return _worksheet(found, roster, matched, _chosen(found, assignment))
    columns = [(column, _header(column, roster, headers)) for column in found.columns]
    people = [name for name in MOODLE if name in roster.header]
    top: list[list[object]] = [[*people, *(header for _, header in columns)]]
    notes = (*_left(matched), *_above(found, matched, found.columns))
    return Outlet(outlets.as_csv(top + _known(found, roster, matched, people, columns)), notes)


def _above(found: Table, matched: Matched, columns: Sequence[Column]) -> tuple[str, ...]:
    """Say where extra points lead above the maximum, which Moodle does not go over unless it is set to."""
    rows = [found.rows[student] for student in matched.students.values()]
    high = {column: sum(row.get(column.name, 0.0) > column.most for row in rows) for column in columns}
    return tuple(
        f"{column.name}: {plural(count, 'grade')} above the maximum of {outlets.shown(column.most)}, from extra points. Moodle "
        "takes the maximum for them, or refuses them, unless its administrators allow unlimited grades."
        for column, count in high.items()
        if count
    )


def _worksheet(found: Table, roster: Roster, matched: Matched, column: Column) -> Outlet:
    """Fill in the grades and leave everything else as Moodle wrote it."""
    rows: list[list[object]] = [list(roster.header)]
    notes = [*_left(matched), *_above(found, matched, (column,))]
    for number, person in enumerate(roster.people):
        value = found.rows.get(matched.students.get(number, ""), {}).get(column.name)
        filled = {**person, "Grade": outlets.shown(value) if value is not None else person["Grade"]}
        rows.append([filled[name] for name in roster.header])
    highest = {_number(person.get("Maximum Grade", "")) for person in roster.people} - {None}
    if highest and highest != {column.most}:
        notes.append(
            f"{column.name}: Moodle's maximum is {outlets.shown(next(iter(highest)))}, ours {outlets.shown(column.most)}. "
            "Set the maximum in Moodle first; points are not converted."
        )
    return Outlet(outlets.as_csv(rows), tuple(notes))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _chosen(found: Table, assignment: str) -> Column:
    known = {column.name: column for column in found.columns}
    if assignment in known:
        return known[assignment]
    if not assignment and len(known) == 1:
        return next(iter(known.values()))
    raise CourseError(f"this is a worksheet of one assignment. Say which: --assignment {' or '.join(known)}")


def _header(column: Column, roster: Roster | None, headers: Mapping[str, str]) -> str:
    """Name of the column over there: as told, else the one that begins with our name, else our own."""
    if column.name in headers:
        if roster is not None and headers[column.name] not in roster.header:
            raise CourseError(
                f"the roster has no column {headers[column.name]!r}. Copy the name from its first line."
            )
        return headers[column.name]
    same = (
        [name for name in roster.header if name == column.header or name.startswith(f"{column.header} (")]
        if roster
        else []
    )
    return same[0] if len(same) == 1 else column.header


def _unknown(
    student: str, grades: Mapping[str, float], blank: list[str], columns: Sequence[tuple[Column, str]]
) -> list[object]:
    numbered = _NUMBERED.fullmatch(student)
    person = [named(numbered["name"]), numbered["id"], *blank[1:]] if numbered else [named(student), *blank]
    return [*person, *(outlets.shown(grades.get(column.name)) for column, _ in columns)]


def _known(
    found: Table,
    roster: Roster,
    matched: Matched,
    people: Sequence[str],
    columns: Sequence[tuple[Column, str]],
) -> list[list[object]]:
    """Everybody of the roster; an empty cell leaves over there what is there."""
    rows: list[list[object]] = []
    for number, person in enumerate(roster.people):
        grades = found.rows.get(matched.students.get(number, ""), {})
        rows.append(
            [
                *(person.get(name, "") for name in people),
                *(outlets.shown(grades.get(column.name)) for column, _ in columns),
            ]
        )
    return rows


def _left(matched: Matched) -> tuple[str, ...]:
    return tuple(f"Not in the file: {line}" for line in matched.left)
