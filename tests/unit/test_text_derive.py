"""Derived tables of the invented articles, counted by hand."""

from dataclasses import replace

import pytest

from course.model import CourseError
from course.text import blocks, derive, tables


@pytest.fixture
def texts(invented):
    return {article: blocks.passages(article, invented.text(article)) for article in invented.blocks}


@pytest.fixture
def computed(texts):
    return derive.derive(texts, tables.sources())


def row(rows, **key):
    (found,) = (row for row in rows if all(row[column] == value for column, value in key.items()))
    return found


def test_a_passage_gets_its_counts_and_keeps_what_was_written(computed, invented):
    found = row(computed["passages"], passage="BLOG-P03")
    assert (found["tokens"], found["words"], found["gist"]) == ("16", "16", "Said.")
    assert found["sha256"] == blocks.sha256(invented.blocks["BLOG"][2])
    assert row(computed["passages"], passage="BLOG-P04")["tokens"] == "17"  # the dash is a token
    assert row(computed["passages"], passage="BLOG-P04")["words"] == "16"  # and no word


def test_an_article_gets_its_totals(computed, invented):
    found = row(computed["articles"], article="BLOG")
    assert found["blocks"] == "6"
    assert int(found["tokens"]) == sum(len(block.split()) for block in invented.blocks["BLOG"])
    body = [row(computed["passages"], passage=f"BLOG-P0{n}")["words"] for n in range(2, 6)]
    assert int(found["body_words"]) == sum(map(int, body))
    assert len({found["sha256"] for found in computed["articles"]}) == 5


def test_quotations_are_found_by_their_first_words(computed):
    assert [row["words"] for row in computed["quotes"]] == ["6", "19", "8", "5"]


def test_a_quotation_that_is_not_there_is_named(texts):
    sources = tables.sources()
    sources["quotes"][0]["starts_with"] = "Nobody said"
    with pytest.raises(CourseError, match="Q01: no quotation in BLOG-P03 starts with “Nobody said”"):
        derive.derive(texts, sources)


def test_a_passage_that_is_not_there_is_named(texts):
    sources = tables.sources()
    sources["quotes"][0]["passage"] = "BLOG-P66"
    with pytest.raises(CourseError, match=r"quotes\.csv names BLOG-P66"):
        derive.derive(texts, sources)


def test_every_spelling_is_counted_in_every_article(texts):
    texts["WP"].append(blocks.passages("WP", "Kim Jong Un, Kim Jong-un, KIM JONG UN")[0])
    found = derive.derive(texts, tables.sources())["names"]
    assert len(found) == 8 * 5
    assert row(found, spelling="Kim Jong Un", article="WP")["count"] == "1"
    assert row(found, spelling="Kim Jong Un", article="GVS")["count"] == "0"


def test_markers_are_counted_outside_and_inside_quotation_marks(computed):
    markers = computed["markers"]
    inside = row(markers, passage="GVS-P03", word="blow")
    assert (inside["list"], inside["in_quotes"], inside["count"]) == ("loaded", "true", "1")
    assert row(markers, passage="BLOG-P02", word="may")["in_quotes"] == "false"
    assert markers == sorted(markers, key=lambda row: [row[column] for column in derive.KEYS["markers"]])


def test_shared_runs_leave_out_heads_and_furniture(computed):
    assert computed["shared_runs"] == [
        {"passage_a": "BLOG-P02", "passage_b": "GVS-P02", "words": "8"},
        {"passage_a": "GVS-P03", "passage_b": "WSWS-P06", "words": "5"},
        {"passage_a": "GVS-P06", "passage_b": "GVS-P07", "words": "8"},
    ]


def test_word_counts_add_up_to_the_body(computed):
    for article in computed["articles"]:
        own = [row for row in computed["word_counts"] if row["article"] == article["article"]]
        assert sum(int(row["outside"]) + int(row["inside"]) for row in own) == int(article["body_words"])
    assert row(computed["word_counts"], article="WP", word="new") == {
        "article": "WP",
        "word": "new",
        "outside": "0",
        "inside": "2",
    }


def test_places_are_counted_as_whole_names_in_every_part_of_the_page(texts):
    texts["WP"][0] = blocks.passages("WP", "From Seoul to Pyongyang, Pyongyang’s Seoulites say")[0]
    texts["GVS"][7] = replace(texts["GVS"][7], text="Read more: a Washington-based SEOUL")
    assert derive.derive(texts, tables.sources())["place_mentions"] == [
        {"passage": "GVS-P08", "part": "furniture", "place": "Washington", "count": "1"},
        {"passage": "WP-P01", "part": "apparatus", "place": "Pyongyang", "count": "2"},
        {"passage": "WP-P01", "part": "apparatus", "place": "Seoul", "count": "1"},
    ]


def test_every_place_is_a_name_without_marks_in_order():
    assert list(derive.PLACES) == sorted(derive.PLACES)
    assert all(place.isalpha() for place in derive.PLACES)
