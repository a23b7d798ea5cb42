from __future__ import annotations

import pytest

from course import data
from course.widgets.lexicon import Lexicon, lexicon_widget

TABLES = {
    "lexicon_rows": [
        {"list": "hedge", "word": "may"},
        {"list": "loaded", "word": "regime"},
        {"list": "loaded", "word": "absent"},
    ],
    "counts_rows": [
        {"article": "GVS", "word": "regime", "outside": "1", "inside": "1"},
        {"article": "GVS", "word": "a", "outside": "7", "inside": "1"},
        {"article": "WP", "word": "a", "outside": 4, "inside": 0},
    ],
    "articles_rows": [{"article": "WP", "outlet": "A page"}, {"article": "GVS", "outlet": "<b>Space</b>"}],
    "quotes_rows": [{"passage": "GVS-P06"}, {"passage": "GVS-P17"}],
}
# Article, hits and rate of all words, hits and rate outside quotations: lesson 7, data beat.
CURRICULUM = [
    ("WSWS", 24, 2.43, 22, 2.39),
    ("BLOG", 9, 2.04, 7, 1.69),
    ("WP", 7, 1.72, 7, 2.02),
    ("GVS", 13, 1.32, 8, 0.94),
    ("IND", 6, 0.92, 4, 0.74),
]


class Memory:
    def __init__(self):
        self.kept = {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def real(store=None):
    names = {"lexicon": "lexicon", "counts": "word_counts", "articles": "articles", "quotes": "quotes"}
    return lexicon_widget(**{f"{part}_rows": data.rows(name) for part, name in names.items()}, store=store)


def made(**more):
    return lexicon_widget(**{**TABLES, **more})


def test_the_list_starts_with_the_loaded_words_in_order():
    assert made().spec["words"] == ["absent", "regime"]
    assert len(real().spec["words"]) == 39


def test_the_curriculum_counts_come_out():
    spec, found = real().spec, []
    for name, *_ in CURRICULUM:
        article = next(one for one in spec["articles"] if one["id"] == name)
        hits = [spec["counts"].get(word, {}).get(name, [0, 0]) for word in spec["words"]]
        outside, every = sum(hit[0] for hit in hits), sum(map(sum, hits))
        rates = round(100 * every / article["words"], 2), round(100 * outside / article["outside"], 2)
        found.append((name, every, rates[0], outside, rates[1]))
    assert found == CURRICULUM


def test_words_add_up_to_the_other_tables():
    for article in real().spec["articles"]:
        body = next(row for row in data.rows("articles") if row["article"] == article["id"])["body_words"]
        quotes = [row for row in data.rows("quotes") if row["passage"].startswith(f"{article['id']}-")]
        assert article["words"] == int(body)
        assert article["words"] - article["outside"] == sum(int(row["words"]) for row in quotes)
        assert article["quotations"] == len(quotes)


def test_articles_have_both_sums_in_the_order_of_their_table():
    assert made().spec["articles"] == [
        {"id": "WP", "outlet": "A page", "words": 4, "outside": 4, "quotations": 0},
        {"id": "GVS", "outlet": "<b>Space</b>", "words": 10, "outside": 8, "quotations": 2},
    ]
    assert made().spec["counts"]["regime"] == {"GVS": [1, 1]}


def test_the_words_of_the_articles_are_sent_without_their_order():
    assert list(real().spec["counts"]) == sorted(real().spec["counts"])


def test_a_line_warns_of_the_insult_only_where_the_list_has_it():
    assert made().spec["warning"] == ""
    spec = made(lexicon_rows=[*TABLES["lexicon_rows"], {"list": "loaded", "word": "scum"}]).spec
    assert "GVS P17" in spec["warning"]
    assert "scum" not in spec["warning"] + spec["title"] + spec["intro"]
    assert spec["insults"] == ["scum"]


def test_each_change_is_kept_and_comes_back():
    store = Memory()
    widget = real(store)
    assert widget.value == {"added": [], "removed": [], "quoted": True}
    widget.value = {"added": ["threatened"], "removed": ["regime"], "quoted": False}
    assert store.kept == {"lexicon": widget.value}
    assert real(store).value == widget.value


def test_the_printed_form_ranks_and_keeps_the_list_shut():
    html = made().html()
    assert html.index("GVS</th><td>2</td><td>20.00</td><td>1</td><td>12.50</td>") < html.index("WP</th>")
    assert "<details><summary>The list: 2 words</summary><ul><li>absent</li>" in html
    assert "<details open" not in html
    assert html == made().html()
    assert "Before you open" in real().html()


def test_the_line_for_places_without_widgets():
    assert repr(made()) == "Lexicon lab: 2 words, 2 articles (run this cell to change the list)"


@pytest.mark.parametrize("part", ["function lexiconView", "function rowsView"])
def test_the_lab_is_a_part_of_the_form(part):
    assert Lexicon._esm.count(part) == 1
    assert ".lexicon-chip" in Lexicon._css
