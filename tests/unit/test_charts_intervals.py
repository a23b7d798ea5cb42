import json

import pandas as pd
import pytest

from course import charts
from course.charts.intervals import MILLISECONDS, day, spoken
from course.model import CourseError

EVENTS = pd.DataFrame(
    [
        ("demolition", "2020-06-16", "day", "the end"),
        ("opening", "2018-09-14", "day", "the start"),
        ("suspension", "2020-01-30", "day", "the pause"),
        ("old", "1953-07-27", "day", "long ago"),
        ("vague", "2019", "year", "some time"),
    ],
    columns=["event", "date", "precision", "label"],
)


def meta(chart):
    return chart.to_dict()["usermeta"]


def values(chart):
    """Every row of data behind the chart."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def test_events_of_the_axis_that_are_dated_to_the_day_stand_in_order():
    rows = meta(charts.intervals(EVENTS))["table"]["rows"]
    assert rows == [
        ["14 September 2018", "the start", "0"],
        ["30 January 2020", "the pause", "503"],
        ["16 June 2020", "the end", "641"],
    ]


def test_the_stages_are_counted():
    assert meta(charts.intervals(EVENTS))["takeaway"] == (
        "The office was open for 503 days and stood idle for 138; together that makes 641 from opening to demolition."
    )


def test_without_the_three_days_of_the_office_there_is_no_shading():
    chart = charts.intervals(EVENTS[EVENTS["event"] != "suspension"])
    assert meta(chart)["takeaway"] == "2 dated events lie between 14 September 2018 and 16 June 2020."
    assert not [row for row in values(chart) if "stage" in row]
    assert len([row for row in values(charts.intervals(EVENTS)) if "stage" in row]) == 2


def test_an_absence_is_drawn_to_the_end_of_its_last_day():
    stripe = next(
        row
        for row in values(charts.intervals(EVENTS, away=("2019-03-22", "2019-03-25")))
        if row.get("text", "").startswith("away")
    )
    assert stripe["text"] == "away 3 days"
    said = charts.intervals(EVENTS, away=("2019-03-22", "2019-03-25")).to_dict()["description"]
    assert "for the 3 days of an absence, from 22 March 2019 to 25 March 2019." in said
    assert "absence" not in charts.intervals(EVENTS).to_dict()["description"]
    assert stripe["end"] - stripe["begin"] == 4 * MILLISECONDS


def test_days_are_read_and_written():
    assert spoken(day("2019-03-02")) == "2 March 2019"


def test_dates_may_also_be_timestamps():
    stamps = EVENTS[EVENTS["precision"] == "day"]
    stamps = stamps.assign(date=pd.to_datetime(stamps["date"]))
    assert meta(charts.intervals(stamps)) == meta(charts.intervals(EVENTS))


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match='no column "date" and "label"'):
        charts.intervals(EVENTS.drop(columns=["date", "label"]))
    with pytest.raises(CourseError, match="No event is left"):
        charts.intervals(EVENTS[EVENTS["event"] == "old"])
    with pytest.raises(CourseError, match='"2019-02-30" is not a day'):
        charts.intervals(EVENTS, away=("2019-02-30", "2019-03-25"))
    with pytest.raises(CourseError, match="ends before it begins"):
        charts.intervals(EVENTS, away=("2019-03-25", "2019-03-22"))


def test_the_axis_counts_in_universal_time():
    """A day must not turn into the day before for readers west of London."""
    text = json.dumps(charts.intervals(EVENTS).to_dict())
    assert '"type": "utc"' in text
    assert '"type": "time"' not in text
