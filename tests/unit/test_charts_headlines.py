import re
from itertools import pairwise

import pandas as pd
import pytest

from course import charts, data
from course.charts.headlines import KINDS, split
from course.model import CourseError


@pytest.fixture
def table():
    return data.load("headlines")


def drawn(chart):
    return next(rows for rows in chart.to_dict()["datasets"].values() if "word" in rows[0])


def words(chart, article):
    return [(row["word"], row["kind"]) for row in drawn(chart) if row["article"] == article]


def test_a_headline_is_split_before_the_words_that_it_adds():
    assert split("Ferry sold to spite us", "to spite us") == (["Ferry", "sold"], ["to", "spite", "us"])
    assert split("Ferry sold", "") == (["Ferry", "sold"], [])


def test_every_word_has_a_tile_of_its_kind(table):
    chart = charts.headlines(table)
    assert [kind for _, kind in words(chart, "WSWS")] == ["the event"] * 6 + ["motive"] * 5
    assert {kind for _, kind in words(chart, "WP")} == {"the event"}
    counts = {article: len(words(chart, article)) for article in table["article"]}
    assert counts == dict(zip(table["article"], table["tokens"], strict=True))


def test_only_words_in_quotation_marks_are_marked_as_a_claim(table):
    claims = [row["word"] for row in drawn(charts.headlines(table)) if "claim" in row["kind"]]
    assert claims == ["'blows", "up'"]


def test_tiles_do_not_overlap_and_the_line_divides_them(table):
    for article in table["article"]:
        tiles = [row for row in drawn(charts.headlines(table)) if row["article"] == article]
        assert all(one["end"] < other["start"] for one, other in pairwise(tiles))
        assert all((row["end"] < 0) == row["kind"].startswith("the event") for row in tiles)


def test_kinds_differ_by_more_than_hue():
    looks = [(look[0], tuple(look[3]), look[4]) for look in KINDS.values()]
    assert len(set(looks)) == len(looks)


def test_the_takeaway_is_counted_in_the_rows_that_are_left(table):
    takeaway = charts.headlines(table).to_dict()["usermeta"]["takeaway"]
    assert re.findall(r"[\d.]+\d|\d", takeaway) == ["5", "2", "12.0"]
    context = table[table["adds"] == "context"]
    assert charts.headlines(context).to_dict()["usermeta"]["takeaway"] == (
        "Of 2 headlines, none state a motive or a verdict as fact; the mean length is 13.0 words."
    )


@pytest.mark.parametrize(
    ("adds", "said"),
    [
        ("motive", "WSWS's headline adds a motive, stated as a fact. 5 of its 11 words go beyond the event."),
        (
            "verdict",
            "BLOG's headline adds a verdict, stated as a fact. 5 of its 13 words go beyond the event.",
        ),
        ("nothing", "WP's headline adds nothing."),
    ],
)
def test_one_headline_alone_is_told_without_a_mean(table, adds, said):
    alone = charts.headlines(table[table["adds"] == adds])
    assert alone.to_dict()["usermeta"]["takeaway"] == f"To the event, {said}"


def test_a_table_that_cannot_be_drawn_says_why(table):
    with pytest.raises(CourseError, match=r'no column "article".*course\.load\("headlines"\)'):
        charts.headlines(pd.DataFrame({"x": [1]}))
    with pytest.raises(CourseError, match="no headline left to draw"):
        charts.headlines(table[table["tokens"] > 99])
