import pandas as pd
import pytest

from course import charts
from course.charts.trade import DERIVED, STATED
from course.model import CourseError

TRADE = pd.DataFrame(
    [
        ("A", 2019, "total", 200.0, "derived"),
        ("A", 2020, "total", 150.0, "stated"),
        ("A", 2019, "exports", 20.55, "stated"),
        ("B", 2019, "surplus", 7.0, "stated"),
    ],
    columns=["source", "year", "flow", "value_musd", "basis"],
)


def told(table):
    return charts.trade(table).to_dict()["usermeta"]


def panels(table, layer):
    """The rows that a layer of each panel draws."""
    spec = charts.trade(table).to_dict()
    return [spec["datasets"][panel["layer"][layer]["data"]["name"]] for panel in spec["vconcat"]]


def test_each_bar_says_its_number_and_who_says_so():
    exports, total = panels(TRADE, 0)
    assert [bar["says"] for bar in exports] == ["20.6 stated by A"]
    assert [bar["says"] for bar in total] == ["200 worked out", "150 stated by A"]
    assert [bar["basis"] for bar in total] == [DERIVED, STATED]


def test_only_derived_bars_are_striped_and_no_stripe_sticks_out():
    exports, total = panels(TRADE, 1)
    striped = [stripe for stripe in total if stripe["end"] > stripe["start"]]
    assert {stripe["row"] for stripe in striped} == {"A 2019"}
    assert max(stripe["end"] for stripe in striped) <= 200
    assert len(striped) == 25
    assert [s for s in exports if s["end"] > s["start"]] == []


def test_the_takeaway_counts_and_computes():
    said = told(TRADE)["takeaway"].replace("\u00a0", " ")
    assert (
        said == "What follows for all trade: A −25.0 %. 2 of 3 numbers are stated, the others are worked out."
    )
    assert told(TRADE[TRADE["flow"] == "exports"])["takeaway"].startswith("1 of 1 numbers is stated")


def test_the_table_leaves_the_surplus_out():
    rows = told(TRADE)["table"]["rows"]
    assert [row[1:] for row in rows] == [
        ["A", "2019", "200", "worked out"],
        ["A", "2020", "150", "stated"],
        ["A", "2019", "20.6", "stated"],
    ]


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match='no column "basis"'):
        charts.trade(TRADE.drop(columns="basis"))
    with pytest.raises(CourseError, match="left to draw"):
        charts.trade(TRADE[TRADE["flow"] == "surplus"])
    with pytest.raises(CourseError, match="two numbers for one flow"):
        charts.trade(pd.concat([TRADE, TRADE.iloc[:1]]))
