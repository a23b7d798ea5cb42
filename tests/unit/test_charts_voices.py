import pandas as pd
import pytest

from course import charts
from course.charts import theme
from course.charts.voices import FILLS, INKS
from course.model import CourseError

QUOTES = pd.DataFrame(
    {
        "quote": ["Q1", "Q2", "Q3", "Q4"],
        "passage": ["IND-P17", "IND-P26", "WP-P05", "GVS-P20"],
        "group": ["ROK government", "independent experts", "DPRK state", "independent experts"],
        "words": [10, 20, 4, 16],
    }
)


def datasets(chart):
    return list(chart.to_dict()["datasets"].values())


def test_every_group_has_a_row_even_without_a_word():
    rows = datasets(charts.quoted_words(QUOTES))[0]
    assert [row["words"] for row in rows] == [36, 4, 10, 0, 0, 0, 0, 0]
    assert [row["shown"] for row in rows[-2:]] == ["0 words", "0 words"]


def test_bars_say_words_and_share():
    rows = datasets(charts.quoted_words(QUOTES))[0]
    assert [row["shown"] for row in rows[:3]] == ["36 words · 72.0 %", "4 words · 8.0 %", "10 words · 20.0 %"]


def test_the_takeaway_is_counted():
    told = charts.quoted_words(QUOTES).to_dict()["usermeta"]["takeaway"]
    assert told == "Of 50 quoted words: experts 36, ROK 10; 5 groups have none."


def test_a_group_that_is_quoted_leaves_the_zeros():
    letter = pd.DataFrame({"passage": ["WP-P03"], "group": ["leaflet groups"], "words": [60]})
    told = charts.quoted_words(pd.concat([QUOTES, letter])).to_dict()["usermeta"]["takeaway"]
    assert told == "Of 110 quoted words: leaflet groups 60, experts 36; 4 groups have none."


def test_parts_of_an_article_follow_one_another_in_the_order_of_the_groups():
    parts = next(rows for rows in datasets(charts.quoted_words(QUOTES, by="article")) if "start" in rows[0])
    assert [(row["article"], row["group"], row["start"], row["end"]) for row in parts] == [
        ("GVS", "independent experts", 0, 16),
        ("IND", "independent experts", 0, 20),
        ("IND", "ROK government", 20, 30),
        ("WP", "DPRK state", 0, 4),
    ]


def test_articles_keep_their_row_and_say_their_share_of_the_body():
    totals = next(rows for rows in datasets(charts.quoted_words(QUOTES, by="article")) if "shown" in rows[0])
    assert [row["shown"] for row in totals] == [
        "0 of 442 words · 0.0 %",
        "16 of 984 words · 1.6 %",
        "30 of 650 words · 4.6 %",
        "0 of 989 words · 0.0 %",
        "4 of 407 words · 1.0 %",
    ]


def test_the_table_holds_every_group_and_article():
    table = charts.quoted_words(QUOTES, by="article").to_dict()["usermeta"]["table"]
    assert len(table["columns"]) == 1 + 8 + 2
    assert table["rows"][2] == ["IND", "20", "0", "10", "0", "0", "0", "0", "0", "30", "4.6"]


def test_numbers_can_be_read_on_every_part():
    assert INKS.keys() == FILLS.keys()
    assert min(theme.contrast(INKS[group], FILLS[group]) for group in FILLS) >= 4.5


@pytest.mark.parametrize(
    ("table", "by", "message"),
    [
        (QUOTES, "speaker", "by is 'speaker'"),
        (QUOTES.drop(columns="words"), "group", 'no column "words"'),
        (QUOTES[:0], "group", "no quotation left"),
        (QUOTES.assign(group="nobody"), "group", '"nobody" is no group'),
        (QUOTES.assign(passage="AP-P01"), "article", '"AP" is none of the five'),
    ],
)
def test_what_cannot_be_drawn_is_said(table, by, message):
    with pytest.raises(CourseError, match=message):
        charts.quoted_words(table, by=by)
