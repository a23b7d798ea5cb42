import itertools

import pandas as pd
import pytest

from course import charts
from course.model import CourseError

COUNTS = pd.DataFrame(
    [
        ("BLOG", "fury", 1, 2),
        ("BLOG", "the", 99, 8),
        ("WP", "fury", 2, 0),
        ("WP", "the", 98, 100),
        ("IND", "the", 50, 0),
    ],
    columns=["article", "word", "outside", "inside"],
)


def told(chart):
    return chart.to_dict()["usermeta"]


def tables(chart, key):
    """The tables of a figure whose rows have this key."""
    spec = chart.to_dict()
    found = [*spec.get("datasets", {}).values()]
    found += [layer["data"]["values"] for layer in spec["layer"] if "values" in layer.get("data", {})]
    return [rows for rows in found if key in rows[0]]


def test_rates_are_hits_per_100_words_on_both_sides():
    table = told(charts.loaded_rates(COUNTS, ["fury"]))["table"]["rows"]
    assert table == [
        ["BLOG", "3", "110", "2.73", "1", "100", "1.00"],
        ["IND", "0", "50", "0.00", "0", "50", "0.00"],
        ["WP", "2", "200", "1.00", "2", "100", "2.00"],
    ]


def test_articles_that_change_places_have_thick_lines():
    chart = charts.loaded_rates(COUNTS, ["fury"])
    lines = {row["article"]: row["line"] for row in tables(chart, "rate")[0]}
    assert lines == {"BLOG": "changes places", "WP": "changes places", "IND": "keeps its place"}
    assert told(chart)["takeaway"] == (
        "BLOG and WP change places: 2.73 and 1.00 with all words, 1.00 and 2.00 without quoted words."
    )


def test_without_a_change_it_says_so():
    assert told(charts.loaded_rates(COUNTS, ["zebra"]))["takeaway"].startswith(
        "No two articles change places"
    )


def test_several_changes_are_counted():
    more = pd.concat(
        [COUNTS, pd.DataFrame([("GVS", "fury", 0, 3), ("GVS", "the", 60, 0)], columns=COUNTS.columns)]
    )
    takeaway = told(charts.loaded_rates(more, ["fury"]))["takeaway"]
    assert takeaway == (
        "3 pairs change places when quoted words are left out, such as BLOG with GVS, BLOG with WP and GVS with WP."
    )


def test_labels_keep_apart():
    chart = charts.loaded_rates(COUNTS, ["zebra"])
    labels = tables(chart, "at")
    assert len(labels) == 2
    for side in labels:
        heights = sorted(row["at"] for row in side)
        assert min(b - a for a, b in itertools.pairwise(heights)) > 0.02
        assert sorted(row["text"].replace("0.00", "").strip() for row in side) == ["BLOG", "IND", "WP"]


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match='no column "word" and "inside"'):
        charts.loaded_rates(COUNTS.drop(columns=["word", "inside"]))
    with pytest.raises(CourseError, match="no article left"):
        charts.loaded_rates(COUNTS.iloc[:0])
    with pytest.raises(CourseError, match=r"'fury' is one text.*\[\"fury\"\]"):
        charts.loaded_rates(COUNTS, "fury")
    with pytest.raises(CourseError, match="no words outside"):
        charts.loaded_rates(COUNTS.assign(outside=0), ["fury"])
