import pandas as pd
import pytest

from course import charts
from course.model import CourseError

CAUSES = pd.DataFrame({"cause": ["C1", "C2", "C3"], "label": ["Leaflets", "Talks", "Anger"]})


def citations(*rows):
    return pd.DataFrame(
        [(cause, passage, stance, "author") for cause, passage, stance in rows],
        columns=["cause", "passage", "stance", "voice"],
    )


TWO = citations(
    ("C1", "BLOG-P02", "asserts"),
    ("C2", "BLOG-P03", "asserts"),
    ("C2", "WP-P03", "asserts"),
    ("C1", "WP-P04", "asserts"),
    ("C1", "IND-P13", "asserts"),
    ("C3", "IND-P27", "denies"),
)


def told(table, causes=CAUSES):
    return charts.cause_sets(table, causes).to_dict()["usermeta"]


def test_articles_with_the_same_causes_share_a_set():
    assert told(TWO)["table"]["rows"] == [["BLOG and WP", "C1, C2", "2"], ["IND", "C1", "1"]]


def test_the_takeaway_is_counted():
    assert told(TWO)["takeaway"] == (
        "3 articles have 2 different sets of causes: BLOG and WP name the very same; C1 is in every set."
    )
    apart = citations(("C1", "BLOG-P02", "asserts"), ("C2", "WP-P03", "asserts"))
    assert told(apart)["takeaway"] == (
        "2 articles have 2 different sets of causes: no two name the very same; no cause is in every set."
    )
    assert told(TWO[:4])["takeaway"] == (
        "2 articles have 1 set of causes: BLOG and WP name the very same; C1 and C2 are in every set."
    )


def test_a_denial_is_no_cause():
    assert "C3" not in str(told(TWO)["table"]["rows"])
    with pytest.raises(CourseError, match="no claim left to draw"):
        charts.cause_sets(TWO[5:], CAUSES)


def test_dots_are_for_every_cause_and_set():
    dots = next(d for d in charts.cause_sets(TWO, CAUSES).to_dict()["datasets"].values() if "held" in d[0])
    assert [(dot["set"], dot["cause"]) for dot in dots if dot["held"]] == [
        ("BLOG and WP", "C1"),
        ("BLOG and WP", "C2"),
        ("IND", "C1"),
    ]
    assert len(dots) == 6


def test_the_causes_of_the_course_are_the_default():
    assert "leaflets" in str(charts.cause_sets(TWO).to_dict()["datasets"]).lower()
