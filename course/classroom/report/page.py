"""Make the page."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course.classroom.report import (
    attention,
    confidence,
    difficulty,
    figures,
    judging,
    learning,
    markers,
    options,
    pace,
    stuck,
)
from course.classroom.report.protect import CLASS
from course.classroom.report.view import SMALL, Section
from course.model import CourseError
from course.statistics.wording import count

if TYPE_CHECKING:
    from course.classroom.report.record import Record

_ALONE: Final = f"A class of fewer than {CLASS} students gets no numbers to share, because each of them could be recognised."
_HERE: Final = Path(__file__).parent
_SECTIONS: Final = (attention, stuck, difficulty, options, pace, judging, confidence, learning, markers)
TITLES: Final = {each.ABOUT[0]: each.ABOUT[1] for each in _SECTIONS}
"""Sections by anchor, in the order of the page."""


def sections(record: Record, *, shared: bool = False) -> tuple[Section, ...]:
    """Every section, in the order of the page.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether the page is for other people's eyes: no student is named, small counts are hidden.
    """
    return tuple(each.section(record, shared=shared) for each in _SECTIONS)


def fragment(record: Record, anchor: str, *, shared: bool = False) -> str:
    """HTML of one section without its title, for notebooks.

    Parameters
    ----------
    record : Record
        The class.
    anchor : str
        One of `TITLES`.
    shared : bool
        As in `sections`.

    Raises
    ------
    CourseError
        If there is no such section.
    """
    if anchor not in TITLES:
        raise CourseError(f'There is no section "{anchor}". Sections: {", ".join(TITLES)}.')
    if shared and len(record.students) < CLASS:
        return f"<p>{_ALONE}</p>"
    made = next(each for each in _SECTIONS if each.ABOUT[0] == anchor).section(record, shared=shared)
    return str(_template("fragment.html").render(one=made))


def page(record: Record, *, shared: bool = False, day: datetime | None = None) -> str:
    """Make the whole page.

    Parameters
    ----------
    record : Record
        The class; an empty one is fine.
    shared : bool
        As in `sections`.
    day : datetime, optional
        Stands on the page. Default: today.

    Returns
    -------
    str
        One HTML document without scripts and without addresses to load anything from.
    """
    alone = shared and len(record.students) < CLASS
    found = () if alone else sections(record, shared=shared)
    moment = day or datetime.now(UTC)
    return str(
        _template().render(
            name=record.name,
            day=f"{moment.day} {moment:%B %Y}",
            students=len(record.students),
            shared=shared,
            sections=found,
            notes=_notes(record, alone=alone),
        )
    )


def _notes(record: Record, *, alone: bool) -> list[str]:
    """What to know before anything else."""
    if alone:
        return [_ALONE]
    told = [] if figures.can_draw() else [figures.HOW]
    if not record.students:
        told.append(
            "The gradebook is empty. Grade notebooks and case files first: course grade SUBMITTED --bundle KEY --out GRADED."
        )
    elif len(record.students) < SMALL:
        told.append(
            f"{count(len(record.students), 'student')}: read counts and intervals, not percentages. One student more or less moves much."
        )
    return told


@cache
def _template(name: str = "page.html") -> Any:  # noqa: ANN401  (jinja2 comes with an extra)
    """Template with every value escaped: names and answers are shown as typed."""
    try:
        import jinja2  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise CourseError(
            "jinja2 is missing: the report needs the instructor's tools. Run: uv sync --extra classroom"
        ) from error
    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(_HERE),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
