import pytest

from course.model import CourseError
from course.quiz import decks_dates
from course.quiz.decks import Deck
from course.widgets.order_sequence import sequence_widget

DATES = [
    "1945",
    "1953-07-27",
    "2004",
    "2016-02",
    "2018-04-27",
    "2018-06-12",
    "2018-09-14",
    "2020-06-16T14:49",
]
CARDS = [
    {"id": f"e{n}", "text": f"Event <{n}>", "name": f"Name {n}", "date": date, "right": "Secret.", "look": "See IND P5."}
    for n, date in enumerate(DATES)
]  # fmt: skip
ORDERS = [{"label": "IND P19 implies", "from": "IND-P19", "cards": ["e5", "e4", "e6"]}]
PASSAGES = {pid: {"id": pid, "gist": "Ours."} for pid in ("GVS-P44", "IND-P05", "IND-P19", "WP-P09")}


class Memory:
    def __init__(self):
        self.kept = {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def deck(**content):
    whole = {"cards": CARDS, "orders": ORDERS, "closing": "Secret end.", **content}
    return Deck("L9.C1", "09-x", "sequence", "In order", "Put *these* in order.", whole)


def widget(store=None, **content):
    return sequence_widget(deck(**content), passages=PASSAGES, store=store)


def test_cards_are_mixed_the_same_way_each_time_and_few_stand_right_by_luck():
    cards = widget().spec["cards"]
    assert cards == widget().spec["cards"]
    assert sorted(card["id"] for card in cards) == [card["id"] for card in CARDS]
    assert decks_dates.longest_chain([card["date"] for card in cards]) <= 3


def test_only_paragraphs_that_somebody_may_open_are_sent():
    cards = [{**CARDS[0], "from": "GVS-P44"}, *CARDS[1:]]
    assert set(widget(cards=cards).spec["passages"]) == {"GVS-P44", "IND-P05", "IND-P19"}


def test_the_short_form_has_its_cards_and_the_orders_that_fit():
    def short(ids):
        return sequence_widget(deck(short=ids), passages=PASSAGES, short=True).spec

    assert {card["id"] for card in short(["e1", "e4", "e7"])["cards"]} == {"e1", "e4", "e7"}
    assert short(["e1", "e4", "e7"])["orders"] == []
    assert short(["e4", "e5", "e6"])["orders"] == ORDERS
    with pytest.raises(CourseError, match=r"L9\.C1 has no short form"):
        sequence_widget(deck(), passages=PASSAGES, short=True)


def test_the_line_for_places_without_widgets_and_what_is_kept():
    store = Memory()
    made = widget(store=store)
    assert made.text() == "In order: 8 cards to put in order (run this cell to use it)"
    made.value = {"order": ["e1"], "cards": {}}
    assert store.kept == {"L9.C1": {"order": ["e1"], "cards": {}}}


def test_the_printed_form_has_the_cards_to_cut_out_and_no_date():
    cards = [{**CARDS[0], "from": "GVS-P44", "about": "background"}, *CARDS[1:]]
    html = widget(cards=cards).html()
    assert html == widget(cards=cards).html()
    assert html.count("border: 1px dashed") == len(CARDS)
    assert "<em>these</em>" in html
    assert "Event &lt;0&gt; <small>(background, GVS P44)</small>" in html
    for hidden in ("Secret", "See IND", "1945", "1953", "July", "e0"):
        assert hidden not in html


def test_a_date_that_cannot_be_read_is_one_line():
    with pytest.raises(CourseError, match="'1945-13' is no date"):
        widget(cards=[{**CARDS[0], "date": "1945-13"}, *CARDS[1:]])
