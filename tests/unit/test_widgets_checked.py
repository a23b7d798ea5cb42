from datetime import date

import pytest

import course
from course.model import CourseError
from course.widgets.checked import Checked, checked_on

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "is_old"),
    [
        (date(2026, 11, 22), False),
        (date(2027, 11, 21), False),
        (date(2027, 11, 22), False),
        (date(2027, 11, 23), True),
        (date(2027, 12, 1), True),
        (date(2031, 1, 1), True),
        (date(2020, 1, 1), False),  # a clock that is wrong
    ],
)
def test_twelve_months(today, is_old):
    checked = checked_on("later_events", today)
    assert checked.day == DAY
    assert checked.is_old is is_old
    assert ("more than 12 months ago" in repr(checked)) is is_old
    assert ('role="note"' in checked._repr_html_()) is is_old


@pytest.mark.parametrize(("today", "is_old"), [(date(2029, 2, 28), False), (date(2029, 3, 1), True)])
def test_a_leap_day(today, is_old):
    assert Checked(date(2028, 2, 29), today).is_old is is_old


def test_what_it_says():
    assert repr(checked_on("later_events", DAY)) == "Checked on 22 November 2026."
    assert checked_on("later_events", DAY)._repr_html_() == "<p>Checked on 22 November 2026.</p>"
    assert repr(checked_on("later_events", date(2028, 1, 5))).startswith(
        "Checked on 22 November 2026, more than 12 months ago. "
    )


def test_without_a_day_it_looks_at_the_clock(monkeypatch):
    from course.widgets import checked

    class Clock:
        @staticmethod
        def now():
            return Clock()

        def astimezone(self):
            return self

        def date(self):
            return date(2028, 1, 1)

    monkeypatch.setattr(checked, "datetime", Clock)
    assert course.checked_on("later_events").is_old


def test_the_earliest_day_counts(monkeypatch):
    rows = [{"checked_on": "2026-11-22"}, {"checked_on": None}, {"checked_on": date(2025, 1, 31)}]
    monkeypatch.setattr("course.data.rows", lambda _: rows)
    assert checked_on("any", DAY).day == date(2025, 1, 31)


def test_a_table_that_was_never_checked():
    with pytest.raises(CourseError, match="'facts' does not say when it was checked"):
        checked_on("facts")
