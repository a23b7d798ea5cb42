import pandas as pd
import pytest

from course import charts, data
from course.model import CourseError


def told(names):
    return charts.name_spellings(names).to_dict()["usermeta"]


def cells(names):
    return next(
        rows for rows in charts.name_spellings(names).to_dict()["datasets"].values() if "look" in rows[0]
    )


def table(**counts):
    rows = [
        {"spelling": spelling.replace("_", " "), "article": article, "count": count}
        for spelling, by_article in counts.items()
        for article, count in by_article.items()
    ]
    return pd.DataFrame(rows)


def test_a_cell_holds_the_count_and_an_empty_one_a_dot():
    found = {
        (row["spelling"], row["article"]): (row["shown"], row["look"]) for row in cells(data.load("names"))
    }
    assert len(found) == 40
    assert found["Kim Jong Un", "WP"] == ("4", "AP's rule")
    assert found["Kim Jong Un", "IND"] == ("·", "never")
    assert found["Moon Jae-in", "GVS"] == ("2", "both rules")


def test_a_new_person_starts_after_a_gap():
    tops = {row["spelling"]: row["top"] for row in cells(data.load("names"))}
    values = list(tops.values())
    assert values == sorted(values)
    assert tops["Kim Yo Jong"] - tops["Kim Jung-un"] > tops["Kim Jung-un"] - tops["Kim Jung-um"]


def test_the_takeaway_is_counted():
    names = table(Kim_Jong_Un={"GVS": 3, "WP": 1}, Moon_Jae_In={"GVS": 0, "WP": 1})
    assert (
        told(names)["takeaway"]
        == "2 people, 5 mentions, 2 spellings. GVS keeps to one rule from first to last."
    )


def test_the_takeaway_says_so_when_nobody_keeps_to_a_rule():
    names = table(Kim_Jong_Un={"WP": 1}, Moon_Jae_In={"WP": 1})
    assert told(names)["takeaway"].endswith("None keeps to one rule from first to last.")


def test_of_one_person_the_takeaway_says_which_spelling_is_shared():
    names = data.load("names")
    one = names[names["person"] == "kim-jong-un"]
    assert told(one)["takeaway"] == (
        "12 mentions, 4 spellings. Kim Jong-un stands in 3 articles, more than any other."
    )


def test_the_table_has_articles_in_the_order_of_the_course():
    assert told(data.load("names"))["table"]["columns"] == [
        "spelling", "fits", "BLOG", "GVS", "IND", "WSWS", "WP",
    ]  # fmt: skip


def test_one_person_alone_can_be_drawn():
    names = data.load("names")
    one = names[names["person"] == "kim-yo-jong"]
    assert {row["spelling"] for row in cells(one)} == {"Kim Yo Jong", "Kim Yo-jong"}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (data.load("names").drop(columns="count"), 'no column "count"'),
        (data.load("names").iloc[:0], "no spelling left"),
        (table(Kim_Il_Sung={"GVS": 1}), '"Kim Il Sung" is no spelling'),
        (table(Kim_Jong_Un={"BBC": 1}), '"BBC" is none of the five'),
    ],
)
def test_what_cannot_be_drawn_is_said(names, message):
    with pytest.raises(CourseError, match=message):
        charts.name_spellings(names)
