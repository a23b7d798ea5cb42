import json
from types import SimpleNamespace

import pytest

from course import data
from course.model import CourseError
from course.widgets.peel import Peeler, peeler_widget
from course.widgets.views import passage_views

FURNITURE = {"BLOG": (23, 504), "GVS": (70, 1116), "IND": (217, 918), "WSWS": (11, 1016), "WP": (58, 480)}
DECK = {
    "id": "L2.C2",
    "title": "Peel the page",
    "intro": "Take off a layer.",
    "layers": [
        {
            "id": "furniture",
            "label": "Page furniture",
            "layers": ["navigation", "comments", "appeal", "read-more link", "footer", "date line"],
        },
        {"id": "embeds", "label": "Embedded posts", "layers": ["embed", "image text"]},
        {"id": "wire", "label": "Copy from elsewhere", "layers": ["wire copy", "unattributed copy"]},
        {"id": "staff", "label": "The site's own words", "layers": ["own text"]},
        {"id": "heads", "label": "Heads", "layers": ["headline", "deck", "subhead", "byline", "credit"]},
        {"id": "quotes", "label": "Quotations"},
    ],
    "asks": {"WP-P01": {"ask": "Keep it?", "keep": "Kept.", "drop": "Gone."}},
}
ARTICLES = [
    {"article": "GVS", "headline": "A <bridge>", "outlet": "Herald", "author": None, "published": "6 June"},
    {"article": "WP", "headline": "My bridge", "outlet": "A blog", "author": None, "published": None},
]


def row(id_, part, layer, tokens):
    article, number = id_.split("-P")
    return {
        "passage": id_,
        "article": article,
        "number": int(number),
        "part": part,
        "layer": layer,
        "gist": f"Gist of {id_}, <plain>.",
        "tokens": tokens,
    }


ROWS = [
    row("GVS-P02", "body", "mixed", 10),
    row("GVS-P01", "furniture", "navigation", 4),
    row("WP-P01", "furniture", "footer", 3),
]
COMPOSITION = [
    {"passage": "GVS-P02", "layer": "wire copy", "tokens": 6, "note": "Inferred."},
    {"passage": "GVS-P02", "layer": "own text", "tokens": "4", "note": ""},
]
QUOTES = [
    {"passage": "GVS-P02", "words": 2},
    {"passage": "GVS-P02", "words": 1},
    {"passage": "GVS-P01", "words": 2},
]


LOADED = SimpleNamespace(
    id="L2.C2",
    title="Peel the page",
    intro="Take off a layer.",
    content={"layers": DECK["layers"], "asks": DECK["asks"]},
)


class Memory:
    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def peeler(article="GVS", deck=DECK, composition=COMPOSITION, **options):
    views = passage_views(layers=True, rows=ROWS, excerpts=[], texts={})
    return peeler_widget(
        article,
        deck=deck,
        passages=views,
        composition=composition,
        quotes=QUOTES,
        articles_rows=ARTICLES,
        **options,
    )


def block(widget, id_):
    return next(
        view for article in widget.spec["articles"] for view in article["passages"] if view["id"] == id_
    )


@pytest.fixture(scope="module")
def real():
    return peeler_widget(
        "IND",
        deck=DECK | {"asks": {}},
        passages=passage_views(layers=True, texts={}),
        composition=data.rows("composition"),
        quotes=data.rows("quotes"),
        articles_rows=data.rows("articles"),
    )


@pytest.mark.parametrize("article", FURNITURE)
def test_furniture_counts_are_those_of_the_curriculum(real, article):
    shown = next(one for one in real.spec["articles"] if one["id"] == article)
    parts = [part for view in shown["passages"] for part in view["parts"] if part["of"] == "furniture"]
    assert (sum(part["tokens"] for part in parts), shown["total"]) == FURNITURE[article]


def test_every_part_of_the_five_articles_has_a_layer(real):
    views = [view for article in real.spec["articles"] for view in article["passages"]]
    assert [(view["id"], part) for view in views for part in view["parts"] if part["of"] is None] == []


def test_a_mixed_paragraph_is_split():
    assert block(peeler(), "GVS-P02")["parts"] == [
        {"layer": "wire copy", "tokens": 6, "note": "Inferred.", "of": "wire"},
        {"layer": "own text", "tokens": 4, "note": None, "of": "staff"},
    ]


def test_without_composition_a_paragraph_is_one_part_and_may_have_no_layer():
    assert block(peeler(composition=None), "GVS-P02")["parts"] == [
        {"layer": "mixed", "tokens": 10, "note": None, "of": None}
    ]


def test_quotations_count_in_body_paragraphs_only():
    assert [block(peeler(), id_)["quoted"] for id_ in ("GVS-P02", "GVS-P01")] == [3, 0]


def test_a_deck_object_and_plain_data_give_the_same():
    assert peeler(deck=LOADED).spec == peeler().spec


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(CourseError, match=r"composition, GVS-P02: the parts have 6 tokens, the paragraph 10"):
        peeler(composition=COMPOSITION[:1])


def test_a_layer_under_two_toggles_is_refused():
    twice = [*DECK["layers"], {"id": "more", "label": "More", "layers": ["footer"]}]
    with pytest.raises(CourseError, match=r"L2.C2: the layer 'footer' stands under furniture and under more"):
        peeler(deck={**DECK, "layers": twice})


def test_an_ask_about_a_passage_that_is_not_there_is_refused():
    with pytest.raises(CourseError, match="there is no passage WP-P77"):
        peeler(deck={**DECK, "asks": {"WP-P77": {}}})


def test_an_unknown_article_lists_the_known_ones():
    with pytest.raises(CourseError, match=r"no article 'XYZ'. Choose one of GVS, WP"):
        peeler("XYZ")


def test_each_article_that_a_cell_opens_keeps_its_own_state():
    store = Memory()
    widget = peeler("wp", store=store)
    widget.value = {**widget.value, "off": ["furniture"]}
    assert store.kept == {"L2.C2/WP": {"article": "WP", "off": ["furniture"], "peeled": {}}}
    assert peeler("wp", store=store).value["off"] == ["furniture"]
    assert peeler("GVS", store=store).value == {"article": "GVS", "off": [], "peeled": {}}


def test_what_is_no_longer_there_is_dropped_from_memory():
    kept = {"article": "WP", "off": ["furniture", "old"], "peeled": {"WP-P01": "kept", "WP-P77": "peeled"}}
    assert peeler(store=Memory({"L2.C2/GVS": kept})).value == {
        "article": "WP",
        "off": ["furniture"],
        "peeled": {"WP-P01": "kept"},
    }
    assert peeler(store=Memory({"L2.C2/GVS": {"article": "OLD"}})).value["article"] == "GVS"


def test_the_spec_is_plain_json():
    spec = peeler(deck=LOADED).spec
    assert json.loads(json.dumps(spec)) == spec


def test_text_is_one_line():
    assert peeler().text() == "Peel the page: Herald, 2 blocks, 14 tokens (run this cell to use it)"


def test_the_static_form_lists_every_block_in_order_whatever_was_clicked():
    widget = peeler()
    before = widget.html()
    widget.value = {**widget.value, "article": "WP", "off": ["wire"]}
    assert widget.html() == before
    assert (
        '<th scope="row">P2</th><td>wire copy + own text</td><td>10</td><td>Gist of GVS-P02, &lt;plain&gt;.</td>'
        in before
    )
    assert before.index(">P1<") < before.index(">P2<")


def test_the_module_takes_no_markup_from_data():
    assert "innerHTML" not in str(Peeler._esm)
