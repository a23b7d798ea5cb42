import pandas as pd
import pytest

from course import charts
from course.charts.mentions import ORDER
from course.model import CourseError
from course.text.derive import PLACES

MENTIONS = pd.DataFrame(
    {
        "passage": ["GVS-P04", "GVS-P08", "GVS-P36", "GVS-P40", "WP-P02"],
        "part": ["body", "body", "body", "furniture", "body"],
        "place": ["Pyongyang", "Kaesong", "Kaesong", "Pyongyang", "Kaesong"],
        "count": [1, 2, 1, 7, 1],
    }
)
METONYMS = pd.DataFrame(
    {
        "passage": ["GVS-P04", "GVS-P05", "GVS-P12", "GVS-P40"],
        "part": ["body", "body", "body", "furniture"],
        "phrase": ["in Pyongyang", "from Pyongyang", "to Pyongyang", "warns Pyongyang"],
        "refers_to": ["city", "government", "city", "government"],
        "right_place": pd.array([False, None, True, None], dtype="boolean"),
    }
)


def dataset(column, metonyms=METONYMS, mentions=MENTIONS):
    found = charts.place_mentions(mentions, metonyms).to_dict()["datasets"].values()
    return next(rows for rows in found if column in rows[0])


def test_mentions_are_added_up_without_the_furniture():
    counts = {(row["article"], row["place"]): row["count"] for row in dataset("count")}
    assert counts == {("GVS", "Kaesong"): 3, ("GVS", "Pyongyang"): 1, ("WP", "Kaesong"): 1}


def test_each_use_is_named_without_the_furniture():
    assert [(row["paragraph"], row["use"]) for row in dataset("use")] == [
        ("P4", "city, wrong place"),
        ("P5", "government"),
        ("P12", "city, right place"),
    ]


def test_the_takeaway_is_counted():
    takeaway = charts.place_mentions(MENTIONS, METONYMS).to_dict()["usermeta"]["takeaway"]
    assert takeaway == (
        "GVS names Kaesong 3 times and Pyongyang 3 times; 2 of these 3 mean the city, 1 of them in the wrong place."
    )


def test_the_table_holds_both_parts():
    table = charts.place_mentions(MENTIONS, METONYMS).to_dict()["usermeta"]["table"]
    assert table["columns"] == ["place or use", "BLOG", "GVS", "IND", "WSWS", "WP"]
    assert ["Kaesong", "0", "3", "0", "0", "1"] in table["rows"]
    assert ["P4: city, wrong place", "", "1", "", "", ""] in table["rows"]


def test_a_filtered_table_can_be_drawn():
    cities = METONYMS[METONYMS["refers_to"] == "city"]
    assert [row["paragraph"] for row in dataset("use", cities)] == ["P4", "P12"]


def test_a_table_that_cannot_be_drawn_says_why():
    with pytest.raises(CourseError, match=r'course\.load\("place_mentions"\)'):
        charts.place_mentions(METONYMS.drop(columns="part"), METONYMS)
    with pytest.raises(CourseError, match='text left in "metonyms"'):
        charts.place_mentions(MENTIONS, METONYMS[METONYMS["part"] == "furniture"])


def test_every_counted_place_has_its_row():
    assert sorted(ORDER) == list(PLACES)
