import json

import pytest

from course import casefile
from course.model import CourseError
from course.quiz import discernment as claims_room
from course.widgets import order_judge
from course.widgets.order_judge import judge_widget

FOUND = claims_room.load()
PASSAGES = {
    pid: {"id": pid, "gist": "Ours."} for claim in FOUND.claims for pid in (claim.passage, *claim.paragraphs)
}
DONE = {
    "cards": {claim.id: {"flagged": not claim.sound, "confidence": "lean"} for claim in FOUND.claims},
    "finished": True,
}


class Store:
    """A case file that can be restored."""

    def __init__(self, kept=None):
        self.kept = kept or {}
        self.restore = lambda: None

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value

    def on_restore(self, callback):
        self.restore = callback


def test_the_first_round_holds_no_reason_and_no_source():
    widget = judge_widget("first", FOUND, passages=PASSAGES)
    text = json.dumps(widget.spec, ensure_ascii=False) + widget.html() + widget.text()
    for claim in FOUND.claims:
        assert claim.claim in widget.spec["cards"][int(claim.id[2:]) - 1]["text"]
        assert claim.reason not in text
        assert not [source for source in claim.sources if source in text]
    assert set(widget.spec["passages"]) == {claim.passage for claim in FOUND.claims}
    assert {name for card in widget.spec["cards"] for name in card} == {"id", "text", "from", "faulty"}


def test_neither_form_on_paper_tells_which_are_sound():
    first, again = (judge_widget(which, FOUND, passages=PASSAGES).html() for which in claims_room.ROUNDS)
    assert first == again
    assert first.count("<li>") == 24
    assert "GVS P4" in first
    for claim in FOUND.claims:
        assert claim.reason not in first


def test_the_second_round_has_reasons_and_sources():
    widget = judge_widget("again", FOUND, passages=PASSAGES)
    assert json.loads(json.dumps(widget.spec)) == widget.spec
    card = widget.spec["cards"][1]
    assert (card["faulty"], card["reason"], card["paragraphs"]) == (
        True,
        FOUND.claims[1].reason,
        list(FOUND.claims[1].paragraphs),
    )
    assert set(widget.spec["passages"]) == set(PASSAGES)
    assert widget.spec["first"] is None


def test_rounds_are_kept_apart_and_compared():
    store = Store({"discernment.first": DONE})
    again = judge_widget("again", FOUND, passages={}, store=store)
    assert again.value == {}
    assert again.spec["first"] == {"hits": 12, "faulty": 12, "falseAlarms": 0, "sound": 12}
    again.value = {"cards": {}}
    assert set(store.kept) == {"discernment.first", "discernment.again"}
    assert judge_widget("first", FOUND, passages={}, store=store).value == DONE
    assert (
        judge_widget(
            "again", FOUND, passages={}, store=Store({"discernment.first": {**DONE, "finished": False}})
        ).spec["first"]
        is None
    )


def test_a_restore_brings_both_rounds():
    store = Store()
    first, again = (judge_widget(which, FOUND, passages={}, store=store) for which in claims_room.ROUNDS)
    store.kept = {"discernment.first": DONE, "discernment.again": DONE}
    again._recall()
    first._recall()
    assert (again.spec["first"]["hits"], again.value, first.value) == (12, DONE, DONE)
    assert first.spec["first"] is None


def test_an_unknown_round_is_named():
    with pytest.raises(CourseError, match=r"no round 'second' .* Write course\.discernment\(\"first\"\) or"):
        judge_widget("second", FOUND, passages={})


def test_lessons_call_it(monkeypatch):
    store = Store()
    monkeypatch.setattr(order_judge.casefile, "current", lambda: store)
    widget = order_judge.discernment("first")
    assert (widget.spec["id"], len(widget.spec["cards"])) == ("discernment.first", 24)
    assert (
        repr(widget) == "Twenty-four claims, half of them sound: 24 claims to judge (run this cell to use it)"
    )
    assert widget.spec["passages"]["GVS-P04"]["gist"]


def test_a_round_survives_a_reload_and_a_restore(tmp_path):
    mine = casefile.CaseFile.open(tmp_path / "mine.json")
    judge_widget("first", FOUND, passages={}, store=mine).value = DONE
    reopened = casefile.CaseFile.open(tmp_path / "mine.json")
    assert judge_widget("first", FOUND, passages={}, store=reopened).value == DONE
    other = casefile.CaseFile.open(tmp_path / "other.json")
    first, again = (judge_widget(which, FOUND, passages={}, store=other) for which in claims_room.ROUNDS)
    other.merge(mine.to_json())
    assert first.value == DONE
    assert (again.value, again.spec["first"]["hits"]) == ({}, 12)
    other.erase()
    assert (first.value, again.spec["first"]) == ({}, None)
