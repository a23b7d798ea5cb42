"""One section of the report in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.classroom.report import page

if TYPE_CHECKING:
    from course.classroom.report.record import Record


def section(record: Record, anchor: str, *, shared: bool = False) -> None:
    """Show one section.

    Parameters
    ----------
    record : Record
        The class.
    anchor : str
        One of `course.classroom.report.page.TITLES`.
    shared : bool
        As in `course.classroom.report.page.sections`.

    Raises
    ------
    CourseError
        If there is no such section.
    """
    from IPython.display import HTML, display  # noqa: PLC0415  (only notebooks have it)

    display(HTML(page.fragment(record, anchor, shared=shared)))  # type: ignore[no-untyped-call]
