import pandas as pd
import pytest

from course import charts
from course.model import CourseError

FACTS = pd.DataFrame(
    {
        "fact": ["F01", "F02", "F03", "F04"],
        "statement": ["a", "b", "c", "d"],
        "BLOG": [0, 1, 1, 0],
        "GVS": [0, 1, 1, 1],
        "WP": [0, 0, 1, 0],
    }
)


def drawn(chart):
    spec = chart.to_dict()
    return next(iter(spec["datasets"].values()))


def test_bars_are_sorted_and_ties_keep_their_order():
    assert [row["fact"] for row in drawn(charts.fact_support(FACTS))] == ["F03", "F02", "F04", "F01"]


def test_every_bar_ends_in_its_count():
    assert [row["count"] for row in drawn(charts.fact_support(FACTS))] == [
        "3 articles",
        "2 articles",
        "1 article",
        "no article",
    ]


def test_groups_are_named_with_their_size():
    assert list(dict.fromkeys(row["group"] for row in drawn(charts.fact_support(FACTS)))) == [
        "Corroborated: two articles or more (2 facts)",
        "One article only (1 fact)",
        "No article (1 fact)",
    ]


def test_the_takeaway_is_counted():
    spec = charts.fact_support(FACTS).to_dict()
    assert spec["usermeta"]["takeaway"] == (
        "Of 4 facts, 2 stand in two articles or more, 1 in one article only and 1 in none."
    )


def test_facts_with_less_support_can_be_left_out():
    assert [row["fact"] for row in drawn(charts.fact_support(FACTS, at_least=2))] == ["F03", "F02"]
    with pytest.raises(CourseError, match="no fact left to draw"):
        charts.fact_support(FACTS, at_least=4)


def test_a_filtered_table_can_be_drawn():
    single = FACTS.assign(support=FACTS[["BLOG", "GVS", "WP"]].sum(axis=1)).query("support == 1")
    spec = charts.fact_support(single).to_dict()
    assert spec["usermeta"]["takeaway"].startswith("Of 1 fact, 0 stand in two articles or more, 1 in one")
    assert spec["facet"]["row"]["sort"] == ["One article only (1 fact)"]
