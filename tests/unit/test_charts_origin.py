import pandas as pd
import pytest

from course import charts
from course.charts.origin import origin_blocks, origin_counts
from course.model import CourseError

FACTS = pd.DataFrame(
    {
        "fact": ["F01", "F02", "F03"],
        "statement": ["one statement quoted by three", "a date on each page", "nobody says it"],
        "BLOG": [1, 0, 0],
        "GVS": [1, 1, 0],
        "IND": [1, 1, 0],
        "WP": [1, 0, 0],
        "support": [4, 2, 0],
    }
)
CITATIONS = pd.DataFrame(
    [
        ("F01", "BLOG", "KCNA", "inferred"),
        ("F01", "GVS", "KCNA", "stated"),
        ("F01", "GVS", "KCNA", "stated"),
        ("F01", "IND", "KCNA", "inferred"),
        ("F01", "IND", "AFP", "stated"),
        ("F01", "WP", "not shown", "unknown"),
        ("F02", "GVS", "the page itself", "stated"),
        ("F02", "IND", "the page itself", "stated"),
    ],
    columns=["fact", "article", "origin", "origin_basis"],
)


def blocks():
    return origin_blocks(FACTS, CITATIONS)


def test_articles_with_one_origin_are_merged():
    found = {
        (row.fact, row.origin, row.articles): row.size_
        for row in blocks().rename(columns={"size": "size_"}).itertuples()
    }
    assert found == {
        ("F01", "KCNA", "BLOG;GVS;IND"): 2.5,  # IND shows two origins, half for each
        ("F01", "AFP", "IND"): 0.5,
        ("F01", "not shown", "WP"): 1.0,
        ("F02", "the page itself", "GVS"): 1.0,  # each page is an origin of its own
        ("F02", "the page itself", "IND"): 1.0,
    }


def test_rows_are_as_long_as_the_support():
    sizes = blocks().groupby("fact")["size"].sum()
    assert sizes.to_dict() == {"F01": 4.0, "F02": 2.0}


def test_articles_that_show_no_origin_are_never_merged():
    silent = CITATIONS.assign(origin="not shown", origin_basis="unknown")
    found = origin_blocks(FACTS, silent)
    assert found.groupby("fact").size().to_dict() == {"F01": 4, "F02": 2}


def test_an_article_without_citation_shows_no_origin():
    assert set(origin_blocks(FACTS, CITATIONS[:0])["origin"]) == {"not shown"}


def test_citations_of_a_fact_that_the_table_denies_are_left_out():
    assert "BLOG" not in ";".join(origin_blocks(FACTS.assign(BLOG=0), CITATIONS)["articles"])


def test_origins_are_counted_apart_from_silence():
    counts = origin_counts(FACTS, blocks())
    assert counts[["origins", "silent"]].to_numpy().tolist() == [[2, 1], [2, 0], [0, 0]]


def test_the_takeaway_names_the_origin_behind_most_articles():
    spec = charts.origins(FACTS, CITATIONS).to_dict()
    assert spec["usermeta"]["takeaway"] == (
        "3 articles take F01 from one origin, KCNA; for 1 of 6 statements the article shows no origin."
    )


def test_takeaways_where_nothing_is_shared_or_stated():
    apart = charts.origins(FACTS, CITATIONS[CITATIONS["fact"] == "F02"]).to_dict()["usermeta"]["takeaway"]
    assert apart.startswith("No origin stands behind more than one article; for 4 of 6 statements")
    nobody = charts.origins(FACTS[2:], CITATIONS).to_dict()
    assert nobody["usermeta"]["takeaway"] == "No article states any of these facts."


def test_the_table_names_origins_articles_and_basis():
    rows = charts.origins(FACTS, CITATIONS).to_dict()["usermeta"]["table"]["rows"]
    assert rows[0][3] == "KCNA (BLOG, GVS, IND; inferred and stated); AFP (IND; stated)"
    assert rows[0][4] == "WP"
    assert rows[2][2:] == ["0", "none", "none"]


def test_the_facts_keep_their_order_even_without_articles():
    layer = charts.origins(FACTS.iloc[::-1], CITATIONS).to_dict()["layer"][0]
    assert layer["encoding"]["y"]["sort"] == ["F03", "F02", "F01"]


def test_citations_without_a_column_are_refused_in_words():
    with pytest.raises(CourseError, match=r"no column origin_basis\. Start from"):
        charts.origins(FACTS, CITATIONS.drop(columns="origin_basis"))
