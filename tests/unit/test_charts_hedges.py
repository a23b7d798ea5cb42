import pandas as pd
import pytest

from course import charts
from course.model import CourseError

HEDGES = pd.DataFrame(
    [
        ("GVS", 0, 0.0, 0, "none"),
        ("BLOG", 4, 2.0, 1, "three are none"),
        ("WP", 3, 1.0, 3, "all hold"),
    ],
    columns=["article", "hedges", "per_100_words", "after_reading", "note"],
)


def parts(chart):
    tables = chart.to_dict()["datasets"].values()
    rows = next(table for table in tables if "part" in table[0])
    return [(row["article"], row["begin"], row["end"], row["words"]) for row in rows]


def test_a_bar_is_split_where_the_reading_splits_it():
    assert parts(charts.hedges(HEDGES)) == [
        ("BLOG", 0.0, 0.5, 1),
        ("BLOG", 0.5, 2.0, 3),
        ("WP", 0.0, 1.0, 3),
    ]


def test_articles_stand_with_the_highest_rate_first():
    rows = charts.hedges(HEDGES).to_dict()["usermeta"]["table"]["rows"]
    assert [row[:4] for row in rows] == [
        ["BLOG", "4", "2.00", "1"],
        ["WP", "3", "1.00", "3"],
        ["GVS", "0", "0.00", "0"],
    ]


def test_the_takeaway_is_counted():
    assert charts.hedges(HEDGES).to_dict()["usermeta"]["takeaway"] == (
        "BLOG has 2.00 hedge words per 100, GVS 0.00; on reading, 3 of 7 words prove to be no hedge of the article's own."
    )
    one = charts.hedges(HEDGES[HEDGES["article"] == "WP"]).to_dict()["usermeta"]["takeaway"]
    assert one.startswith("WP has 1.00 hedge words per 100; on reading, 0 of 3")


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match='no column "hedges" and "note"'):
        charts.hedges(HEDGES.drop(columns=["hedges", "note"]))
    with pytest.raises(CourseError, match="no article left"):
        charts.hedges(HEDGES.iloc[:0])
    with pytest.raises(CourseError, match="more hedges after reading"):
        charts.hedges(HEDGES.assign(after_reading=9))
