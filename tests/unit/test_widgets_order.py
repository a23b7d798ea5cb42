import pytest

from course.model import CourseError
from course.quiz.decks import Deck
from course.widgets._base import module, style
from course.widgets.order import Order
from course.widgets.order_groups import groups_widget

CARDS = [
    {
        "id": "k1",
        "text": "\u201cTuesday, May 21\u201d <b>",
        "from": "GVS-P02",
        "about": "top of the page",
        "group": "capture",
        "right": "It was saved then; IND P5 has another.",
        "not_yet": "Look at GVS P3.",
        "wrong": {"event": "WP-P4 says when."},
    },
    {"id": "k2", "text": "a day", "group": ["event", "capture"], "right": "Either.", "not_yet": "Neither."},
    {"id": "k3", "text": "to discuss", "from": "IND-P05", "about": "IND P5"},
]
CONTENT = {
    "groups": [
        {"id": "event", "label": "Event date", "hint": "when it happened"},
        {"id": "capture", "label": "Capture date"},
    ],
    "evidence": ["BLOG-P01"],
    "closing": "All in place.",
}
ROWS = [
    {
        "quote": "Q01",
        "passage": "BLOG-P05",
        "speaker": "Kim Yo Jong",
        "group": "event",
        "words": 17,
        "starts_with": "before long",
    }
]
TABLE = {
    "weigh": "words",
    "keep_empty": ["capture"],
    "table": {
        "name": "quotes",
        "id": "quote",
        "text": "starts_with",
        "from": "passage",
        "weight": "words",
        "group": "group",
        "about": "speaker",
    },
    "by_about": {"Kim Yo Jong": {"right": "She does.", "not_yet": "Who speaks?"}},
}


def view(id_):
    article, number = id_.split("-P")
    return {
        "id": id_,
        "article": article,
        "number": int(number),
        "part": "body",
        "layer": "article text",
        "gist": "Ours.",
        "excerpt": None,
        "text": None,
        "joined_to": None,
    }


PASSAGES = {
    id_: view(id_) for id_ in ("BLOG-P01", "BLOG-P05", "GVS-P02", "GVS-P03", "IND-P05", "WP-P04", "WP-P09")
}


class Memory:
    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def deck(**content):
    return Deck("L2.C1", "02-x", "groups", "Date detective", "Sort *these*.", {**CONTENT, **content})


def groups(store=None, **content):
    return groups_widget(deck(**(content or {"cards": CARDS})), passages=PASSAGES, store=store)


def test_a_card_has_its_keys_and_its_words():
    one, two, three = groups().spec["cards"]
    assert (one["keys"], two["keys"], three["keys"]) == (["capture"], ["event", "capture"], [])
    assert one["wrong"] == {"event": "WP-P4 says when."}
    assert "right" not in three


def test_only_paragraphs_that_somebody_may_open_are_sent():
    assert list(groups().spec["passages"]) == ["BLOG-P01", "GVS-P02", "IND-P05", "GVS-P03", "WP-P04"]


def test_groups_have_a_hint_and_the_deck_its_defaults():
    spec = groups().spec
    assert [group["hint"] for group in spec["groups"]] == ["when it happened", ""]
    assert (spec["id"], spec["layout"], spec["weigh"], spec["keep_empty"]) == ("L2.C1", "groups", "", [])


def test_shares_of_a_class_without_what_the_deck_no_longer_has():
    marks = {
        "k1": {"n": 9, "groups": {"capture": 3, "event": 4, "gone": 2}},
        "k2": {"n": 6, "groups": {"event": 4, "gone": 2}},
        "k3": {"n": 5, "median": 50, "low": 40, "high": 60},
        "k9": {"n": 5, "groups": {"event": 5}},
    }
    made = groups_widget(
        deck(cards=CARDS), passages=PASSAGES, class_marks=marks, class_agreement={"raters": 9}
    )
    assert made.spec["class"] == {"k1": {"n": 7, "groups": {"event": 4, "capture": 3}}}
    assert made.spec["class_agreement"] == {"raters": 9}
    assert (groups().spec["class"], groups().spec["class_agreement"]) == ({}, None)


def test_agreement_is_measured_where_the_deck_asks_for_it():
    assert groups().spec["agreement"] is False
    assert groups_widget(deck(agreement=True), passages=PASSAGES).spec["agreement"] is True


def test_rows_of_a_table_are_cards():
    spec = groups_widget(deck(**TABLE), passages=PASSAGES, table_rows=ROWS).spec
    assert spec["cards"] == [
        {
            "id": "Q01",
            "text": "\u201cbefore long \u2026\u201d",
            "about": "Kim Yo Jong",
            "from": "BLOG-P05",
            "weight": 17.0,
            "right": "She does.",
            "not_yet": "Who speaks?",
            "keys": ["event"],
        }
    ]
    with pytest.raises(CourseError, match=r"L2\.C1 takes its cards from a table"):
        groups_widget(deck(**TABLE), passages=PASSAGES)


def test_each_change_is_kept_and_comes_back():
    store = Memory()
    placed = {
        "cards": {"k1": {"group": "event", "checked": False, "right": False, "tries": 0, "shown": False}}
    }
    groups(store).value = placed
    assert store.kept == {"L2.C1": placed}
    assert groups(store).value == placed


def test_the_line_for_places_without_widgets():
    assert repr(groups()) == "Date detective: 3 cards for 2 groups (run this cell to sort them)"
    assert Order({"id": "x", "title": "T", "cards": []}).text() == "T: 0 cards (run this cell to use it)"


def test_the_printed_form_has_everything_but_the_key():
    html = groups().html()
    assert "<em>these</em>" in html
    assert "<strong>Event date</strong>: when it happened" in html
    assert "\u201cTuesday, May 21\u201d &lt;b&gt; <small>(top of the page, GVS P2)</small>" in html
    assert "to discuss <small>(IND P5)</small>" in html
    for hidden in ("It was saved then", "Look at", "says when", "Either", "All in place"):
        assert hidden not in html


def test_the_printed_form_says_the_weights_and_is_the_same_on_every_run():
    made = [groups_widget(deck(**TABLE), passages=PASSAGES, table_rows=ROWS).html() for _ in range(2)]
    assert "<small>(Kim Yo Jong, BLOG P5, 17 words)</small>" in made[0]
    assert made[0] == made[1]
    single = groups_widget(deck(**TABLE), passages=PASSAGES, table_rows=[{**ROWS[0], "words": 1}])
    assert "BLOG P5, 1 word)" in single.html()


def test_all_parts_are_in_the_module_and_in_the_style_sheet():
    code, sheet = module("order"), style("order")
    for part in (
        "function groupsLayout",
        "function groupsCard",
        "function groupsDraggable",
        "function groupsCheck",
    ):
        assert code.count(part) == 1
    assert sheet.index("--c-bg") < sheet.index(".course-order") < sheet.index(".groups-card")
    assert style("grid").count(".grid-bar {") == 1
