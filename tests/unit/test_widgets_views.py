from pathlib import Path

import pytest

from course.model import CourseError, Passage
from course.widgets.views import passage_views

ROWS = [
    {
        "passage": "GVS-P01",
        "article": "GVS",
        "number": 1,
        "part": "apparatus",
        "layer": "headline",
        "gist": "A headline.",
        "joined_to": None,
    },
    {
        "passage": "GVS-P02",
        "article": "GVS",
        "number": 2,
        "part": "body",
        "layer": "wire copy",
        "gist": "A bridge opened.",
        "joined_to": "GVS-P03",
        "tokens": "12",
    },
    {
        "passage": "WP-P01",
        "article": "WP",
        "number": 1,
        "part": "body",
        "layer": "own text",
        "gist": "A view.",
        "joined_to": "",
    },
]
EXCERPTS = [
    {"passage": "GVS-P02", "text": "the bridge was opened"},
    {"passage": "GVS-P02", "text": "a second excerpt of the same paragraph"},
]
TEXTS = {"WP": [Passage("WP-P01", "WP", 1, "We like the new bridge.")]}


def views(ids=None, texts=None, **options):
    return passage_views(ids, rows=ROWS, excerpts=EXCERPTS, texts={} if texts is None else texts, **options)


def test_all_passages_in_the_order_of_the_table():
    assert list(views()) == ["GVS-P01", "GVS-P02", "WP-P01"]


def test_asked_ids_keep_the_order_asked_for():
    assert list(views(["WP-P01", "GVS-P01"])) == ["WP-P01", "GVS-P01"]


def test_a_view_is_plain_and_complete():
    assert views(layers=True)["GVS-P02"] == {
        "id": "GVS-P02",
        "article": "GVS",
        "number": 2,
        "part": "body",
        "layer": "wire copy",
        "gist": "A bridge opened.",
        "excerpt": "the bridge was opened",
        "text": None,
        "joined_to": "GVS-P03",
        "tokens": 12,
    }


def test_whose_words_they_are_is_kept_for_the_lessons_about_it():
    assert [view["layer"] for view in views().values()] == ["headline", "article text", "article text"]
    assert [view["layer"] for view in views(layers=True).values()] == ["headline", "wire copy", "own text"]


def test_a_blank_join_is_no_join():
    assert views()["WP-P01"]["joined_to"] is None


def test_text_only_where_it_is_in_place():
    found = views(texts=TEXTS)
    assert found["WP-P01"]["text"] == "We like the new bridge."
    assert found["GVS-P02"]["text"] is None


def test_an_unknown_paragraph_says_what_the_article_has():
    with pytest.raises(CourseError, match=r"no GVS-P09: that article has GVS-P01 to GVS-P02"):
        views(["GVS-P09"])


def test_an_unknown_article_says_how_ids_look():
    with pytest.raises(CourseError, match="IDs look like GVS-P04"):
        views(["XYZ-P01"])


def test_the_module_loads_without_pandas():
    source = Path(passage_views.__code__.co_filename).read_text("utf8")
    assert "import pandas" not in source


def test_a_dollar_sign_is_shown_without_its_backslash():
    rows = [
        {"passage": "A-P01", "article": "A", "number": 1, "part": "body", "layer": "own text", "gist": "G."}
    ]
    excerpts = [{"passage": "A-P01", "text": r"just \$10"}]
    texts = {"A": [Passage("A-P01", "A", 1, r"It fell to just \$10.")]}
    view = passage_views(rows=rows, excerpts=excerpts, texts=texts)["A-P01"]
    assert (view["excerpt"], view["text"]) == ("just $10", "It fell to just $10.")
