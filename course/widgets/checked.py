"""When a table was last checked against the world, and a calm note once that is long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from course import data
from course.model import CourseError

_NOTE = "border-inline-start: 4px solid #b7791f; padding-inline-start: 0.8em; max-width: 70ch"


@dataclass(frozen=True)
class Checked:
    """The day of a check, seen from today.

    Parameters
    ----------
    day : date
        When it was checked.
    today : date
        The day on which somebody reads it.
    """

    day: date
    today: date

    @property
    def is_old(self) -> bool:
        """Whether more than 12 months have gone by."""
        return (self.today.year - 1, self.today.month, self.today.day) > (
            self.day.year,
            self.day.month,
            self.day.day,
        )

    def __repr__(self) -> str:
        said = f"Checked on {self.day.day} {self.day:%B %Y}"
        if not self.is_old:
            return f"{said}."
        return (
            f"{said}, more than 12 months ago. What stands there was right on that day, and other things may have happened "
            "since. Search for newer reports before you rely on it."
        )

    def _repr_html_(self) -> str:
        frame = f' role="note" style="{_NOTE}"' if self.is_old else ""
        return f"<p{frame}>{escape(repr(self))}</p>"


def checked_on(table: str, today: date | None = None) -> Checked:
    """Say when a table was checked, and whether that is long ago.

    Parameters
    ----------
    table : str
        A table with a column ``checked_on``, such as ``"later_events"``. Of several days, the earliest counts.
    today : date, optional
        The day to compare with. Default: the day on which this runs.

    Raises
    ------
    CourseError
        If the table does not say when it was checked.
    """
    days = [str(row.get("checked_on") or "")[:10] for row in data.rows(table)]
    known = [date.fromisoformat(day) for day in days if day]
    if not known:
        raise CourseError(f"The table {table!r} does not say when it was checked. 'later_events' does.")
    return Checked(min(known), today or datetime.now().astimezone().date())
