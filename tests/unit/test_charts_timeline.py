import pandas as pd
import pytest

from course import charts
from course.charts.intervals import day
from course.charts.lanes import PERIODS
from course.charts.timeline import middle, worded
from course.model import CourseError

EVENTS = pd.DataFrame(
    [
        ("2020-06-16-b", "2020-06-16", None, "the end", "It was demolished.", "liaison-office", "verified", "a paper"),
        ("2000-06-13", "2000-06-13", "2000-06-15", "a summit", "They met.", "summit", "verified", "a page"),
        ("1945-08", "1945-08", None, "a line", "It was drawn.", "division", "well-established", "nobody"),
    ],
    columns=["event", "date", "end_date", "title", "what_happened", "category", "confidence", "source_title"],
).assign(end_date=lambda table: pd.to_datetime(table["end_date"]))  # fmt: skip
MENTIONS = pd.DataFrame(
    [("2000-06-13", "WP-P07", "gives 1999"), ("2000-06-13", "GVS-P12", None)], columns=["event", "passage", "note"]
)  # fmt: skip


def spec(*args, **kwargs):
    return charts.timeline(EVENTS, *args, **kwargs).to_dict()


def params(found):
    return {param["name"]: param for param in found["params"]}


def test_events_stand_in_order_with_date_source_and_place_in_the_articles():
    rows = spec(MENTIONS)["usermeta"]["table"]["rows"]
    assert [row[0] for row in rows] == ["August 1945", "13 June 2000 to 15 June 2000", "16 June 2020"]
    assert [row[5] for row in rows] == ["nobody", "a page", "a paper"]
    assert [row[6] for row in rows] == ["", "WP P7 (gives 1999), GVS P12", ""]


def test_the_takeaway_counts_what_was_read_and_what_the_articles_speak_of():
    assert spec()["usermeta"]["takeaway"] == "3 events, 2 of them read in the source that stands with them."
    assert spec(MENTIONS)["usermeta"]["takeaway"].endswith("; the five articles speak of 1.")


def test_each_menu_offers_what_the_table_has():
    found = params(spec())
    assert found["kind"]["bind"]["options"] == ["all", "division", "summits", "liaison office"]
    assert found["sure"]["bind"]["options"] == ["all", "verified", "well-established"]
    assert found["chosen"]["bind"]["options"] == ["1945-08", "2000-06-13", "2020-06-16-b"]
    assert found["chosen"]["bind"]["labels"][1] == "2000-06-13: a summit"
    assert found["period"]["bind"]["options"] == list(range(len(PERIODS)))


def test_every_filter_of_the_picture_works_by_menu():
    """No mouse is needed: each parameter but the window on the strip is bound to a menu."""
    assert {name for name, param in params(spec()).items() if "bind" not in param} == {"window"}


def test_the_demolition_is_open_at_the_start_or_else_the_last_event_or_the_chosen_one():
    assert params(spec())["chosen"]["value"] == "2020-06-16-b"
    assert params(spec(chosen="1945-08"))["chosen"]["value"] == "1945-08"
    without = charts.timeline(EVENTS[EVENTS["event"] < "2020"]).to_dict()
    assert params(without)["chosen"]["value"] == "2000-06-13"


def test_the_first_stretch_of_time_holds_all_others():
    begin, end = (day(text) for text in PERIODS[0][1:])
    assert all(begin <= day(first) < day(last) <= end for _, first, last in PERIODS)


def test_a_month_stands_on_its_middle():
    assert middle("1945-08") == day("1945-08-15")
    assert middle("2020-06-16") == day("2020-06-16")
    assert worded("1945-08", pd.NaT) == "August 1945"


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match='no column "title"'):
        charts.timeline(EVENTS.drop(columns="title"))
    with pytest.raises(CourseError, match="no event left"):
        charts.timeline(EVENTS.iloc[:0])
    with pytest.raises(CourseError, match='"feast" has no place'):
        charts.timeline(EVENTS.assign(category="feast"))
    with pytest.raises(CourseError, match='no event "1066"'):
        charts.timeline(EVENTS, chosen="1066")
