"""Dates of cards that are known to the year, the month, the day or the minute, and orders of such dates.

The same rules as in ``order_dates.js`` and ``order_sequence.js``.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[datetime, datetime]

_FORM: Final = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?")
_REST: Final = "0001-01-01T00:00"


def span(date: str) -> Span:
    """First moment that fits a date, and the moment after the last.

    Parameters
    ----------
    date : str
        ``1945``, ``2016-02``, ``1953-07-27`` or ``2020-06-16T14:49``.

    Raises
    ------
    CourseError
        If it has another form, or there is no such day.
    """
    try:
        # What has another form is no date to Python either.
        first = datetime.fromisoformat(date + _REST[len(date) :] if _FORM.fullmatch(date) else "")
    except ValueError:
        raise CourseError(
            f'{date!r} is no date; write it as "1945", "2016-02", "1953-07-27" or "2020-06-16T14:49".'
        ) from None
    return first, _after(first, len(date))


def _after(first: datetime, length: int) -> datetime:
    if length == len("YYYY"):
        return first.replace(year=first.year + 1)
    if length == len("YYYY-MM"):
        return (first + timedelta(days=31)).replace(day=1)
    return first + (timedelta(days=1) if length == len("YYYY-MM-DD") else timedelta(minutes=1))


def spoken(date: str) -> str:
    """``27 July 1953``, ``February 2016``, ``1945`` or ``16 June 2020, 14:49``."""
    first, _ = span(date)
    month = f"{first:%B} {first.year}"
    forms = {
        4: str(first.year),
        7: month,
        10: f"{first.day} {month}",
        16: f"{first.day} {month}, {first:%H:%M}",
    }
    return forms[len(date)]


def longest_chain(dates: Sequence[str]) -> int:
    """How many dates of an order can stay where they are: no two of them are certainly the wrong way round."""
    best: dict[datetime, int] = {}
    for first, after in map(span, dates):
        for latest, count in [(datetime.min, 0), *best.items()]:  # noqa: DTZ901  (no zone anywhere here)
            if after > latest:
                key = max(latest, first)
                best[key] = max(best.get(key, 0), count + 1)
    return max(best.values(), default=0)
