import pandas as pd
import pytest

from course import charts
from course.charts.clock import clock_time
from course.model import CourseError

TIMES = pd.DataFrame(
    [
        ("late", "a briefing", "event", "18:30", "KST", "2020-06-16T09:30Z", "to the minute"),
        ("stamp", "a stamp", "stamp", "09:12", "BST", "2020-06-16T08:12Z", "to the minute"),
        ("first", "a bang", "event", "14:49", "KST", "2020-06-16T05:49Z", "to the minute"),
        ("smoke", "smoke", "event", "15:30", "KST", "2020-06-16T06:30Z", "about"),
    ],
    columns=["event", "label", "kind", "local_time", "zone", "utc", "precision"],
)


def words(chart):
    return chart.to_dict()["usermeta"]


def minutes(chart):
    return [row[-2] for row in words(chart)["table"]["rows"]]


def test_moments_stand_in_the_order_of_utc_with_minutes_from_the_first():
    rows = words(charts.clock(TIMES))["table"]["rows"]
    assert [row[0] for row in rows] == ["a bang", "smoke", "a stamp", "a briefing"]
    assert minutes(charts.clock(TIMES)) == ["0", "41", "143", "221"]


def test_each_moment_has_three_clocks_and_the_printed_time():
    rows = words(charts.clock(TIMES))["table"]["rows"]
    assert rows[2][1:5] == ["09:12 in London", "17:12", "08:12", "09:12"]


def test_dates_are_read_as_well_as_text():
    assert minutes(charts.clock(TIMES.assign(utc=pd.to_datetime(TIMES["utc"])))) == minutes(
        charts.clock(TIMES)
    )


def test_the_takeaway_speaks_of_the_last_stamp():
    assert words(charts.clock(TIMES))["takeaway"] == (
        "4 moments lie within 221 minutes; the stamp 09:12 BST stands at minute 143, and 1 follows it."
    )
    assert words(charts.clock(TIMES[TIMES["kind"] == "event"]))["takeaway"] == (
        "3 moments lie within 221 minutes."
    )
    assert words(charts.clock(TIMES[TIMES["event"] != "late"]))["takeaway"].endswith("and none follows it.")


def test_the_menu_offers_every_moment():
    (start,) = charts.clock(TIMES, choose=True).to_dict()["params"]
    assert start["value"] == 349
    assert start["bind"]["options"] == [349, 390, 492, 570]
    assert start["bind"]["labels"][2] == "17:12 a stamp"
    assert "bind" not in charts.clock(TIMES).to_dict()["params"][0]


@pytest.mark.parametrize("minute", [889, 889 - 1440, 889 + 1440])
def test_a_minute_is_written_as_a_clock_shows_it(minute):
    assert clock_time(minute) == "14:49"


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match='no column "utc"'):
        charts.clock(TIMES.drop(columns="utc"))
    with pytest.raises(CourseError, match="no moment left"):
        charts.clock(TIMES.iloc[:0])
    with pytest.raises(CourseError, match='"late" cannot be read'):
        charts.clock(TIMES.assign(utc=["half past nine", *TIMES["utc"].iloc[1:]]))
