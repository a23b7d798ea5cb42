from __future__ import annotations

import json

import pytest

from course import casefile
from course.model import CourseError
from course.quiz.decks import Deck
from course.widgets.order import Order
from course.widgets.order_scale import line, printed_ends, scale_widget

PASSAGES = {pid: {"id": pid, "gist": "Ours."} for pid in ("GVS-P05", "IND-P11", "WP-P01")}
CONTENT = {
    "question": "How sure does it *sound*?",
    "scale": {"min": 0, "max": 100, "step": 5, "low": "a pure guess", "high": "stated as certain"},
    "cards": [
        {"id": "n1", "text": "It appears so.", "from": "IND-P11", "cue": "appears", "band": [55, 80],
         "right": "Secret right.", "below": "Secret below.", "above": "Secret above.", "note": "for authors"},
        {"id": "n2", "text": "It <is> so.", "about": "a stranger", "band": [90, 100], "right": "R", "below": "B", "above": "A"},
    ],
    "closing": "All done.",
}  # fmt: skip
CLOCK = {
    "question": "When?",
    "scale": {
        "clock": True,
        "min": "2020-06-16T05:30Z",
        "max": "2020-06-16T09:30Z",
        "step": 1,
        "zones": [{"label": "Korea", "offset": 540}, {"label": "UTC", "offset": 0}],
        "marks": [{"at": "2020-06-16T08:05Z", "label": "meeting"}, {"at": "2020-06-16T05:49Z", "label": "bang"}],
    },
    "cards": [
        {"id": "t1", "text": "Now.", "band": ["2020-06-16T08:05Z", "2020-06-16T08:20Z"], "right": "R", "below": "B", "above": "A"}
    ],
    "closing": "Done.",
}  # fmt: skip


class Store:
    """A case file that holds one value."""

    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def deck(content=CONTENT, intro="Place them."):
    return Deck("L5.C1", "05-how-sure", "scale", "Ladder", intro, content)


def clock_scale(**changes):
    return {**CLOCK["scale"], **changes}


def test_the_spec_is_plain_json_with_what_the_browser_needs():
    widget = scale_widget(deck(), passages=PASSAGES)
    assert isinstance(widget, Order)
    assert json.loads(json.dumps(widget.spec)) == widget.spec
    first, second = widget.spec["cards"]
    assert (widget.spec["layout"], widget.spec["id"], first["band"], first["cue"]) == (
        "scale",
        "L5.C1",
        [55, 80],
        "appears",
    )
    assert "note" not in first
    assert second["about"] == "a stranger"
    assert list(widget.spec["passages"]) == ["IND-P11"]


def test_class_marks_go_to_the_cards_of_this_deck_only():
    mark = {"n": 14, "median": 70, "low": 60, "high": 80}
    marks = {"n1": {**mark, "names": "none"}, "other": mark}
    assert scale_widget(deck(), passages={}, class_marks=marks).spec["class"] == {"n1": mark}
    assert scale_widget(deck(), passages={}).spec["class"] == {}


def test_the_value_is_kept_under_the_deck():
    store = Store({"L5.C1": {"cards": {"n1": {"at": 60}}}})
    widget = scale_widget(deck(), passages={}, store=store)
    assert widget.value["cards"]["n1"]["at"] == 60
    widget.value = {"cards": {"n1": {"at": 65}}}
    assert store.kept["L5.C1"]["cards"]["n1"]["at"] == 65


def test_a_clock_runs_in_minutes():
    spec = scale_widget(deck(CLOCK), passages={}).spec
    scale = spec["scale"]
    assert (scale["min"], scale["max"], scale["start"], scale["day"]) == (0, 240, 330, "16 June 2020")
    assert scale["marks"] == [{"at": 19, "label": "bang"}, {"at": 155, "label": "meeting"}]
    assert spec["cards"][0]["band"] == [155, 170]


def test_a_clock_may_pass_midnight_and_name_another_zone():
    scale = line(clock_scale(min="2020-06-16T23:00", max="2020-06-17T04:00+03:00"))
    assert (scale["max"], scale["day"]) == (120, "16 June 2020 to 17 June 2020")


def test_a_time_that_is_none_is_named_with_its_deck():
    with pytest.raises(CourseError, match=r"Deck L5\.C1: 'at noon' is not a time"):
        scale_widget(deck({**CLOCK, "scale": clock_scale(min="at noon")}), passages={})


def test_the_printed_form_has_strips_and_no_key():
    page = scale_widget(deck(), passages=PASSAGES).html()
    assert page.count("border-bottom") == 2
    assert "It &lt;is&gt; so." in page
    assert "IND P11" in page
    assert "0 (a pure guess)" in page
    assert "100 (stated as certain)" in page
    assert [word for word in ("Secret", "55", "80", "All done") if word in page] == []


def test_the_printed_clock_has_its_events_in_every_zone():
    page = scale_widget(deck(CLOCK, intro=""), passages={}).html()
    assert "bang: 14:49 Korea, 05:49 UTC" in page
    assert printed_ends(line(CLOCK["scale"])) == ("14:30 Korea", "18:30 Korea")
    assert "The line ends: 18:30 Korea, 09:30 UTC" in page
    assert "08:20" not in page


def test_one_line_of_text():
    assert scale_widget(deck(), passages={}).text() == "Ladder: 2 cards to place (run this cell to use it)"


def test_a_scale_without_words_or_step():
    assert line({"min": 1, "max": 7}) == {"min": 1, "max": 7, "step": 1}
    assert printed_ends({"min": 1, "max": 7}) == ("1", "7")


FORECAST = {
    **CONTENT,
    "forecast": True,
    "cards": [
        {"id": "f1", "text": "It flies.", "from": "IND-P11", "outcome": 1, "told": "Secret told.", "source": "Secret source",
         "checked_on": "2026-11-03", "note": "for authors"},
        {"id": "f2", "text": "An arena.", "outcome": None, "told": "Nobody knows.", "source": "S", "checked_on": "2026-11-03"},
    ],
}  # fmt: skip


def test_a_forecast_has_an_outcome_and_no_band():
    spec = scale_widget(deck(FORECAST), passages=PASSAGES).spec
    assert (spec["layout"], spec["forecast"]) == ("scale", True)
    assert spec["cards"][0] == {
        "id": "f1",
        "text": "It flies.",
        "from": "IND-P11",
        "outcome": 1,
        "told": "Secret told.",
        "source": "Secret source",
        "checked_on": "3 November 2026",
    }
    assert spec["cards"][1]["outcome"] is None
    assert list(spec["passages"]) == ["IND-P11"]
    assert scale_widget(deck(), passages={}).spec["forecast"] is False


def test_a_forecast_on_paper_keeps_its_outcome_back():
    page = scale_widget(deck(FORECAST), passages=PASSAGES).html()
    assert "It flies." in page
    assert "Secret" not in page


def test_a_turned_forecast_survives_a_reload_and_a_restore(tmp_path):
    turned = {"cards": {"f1": {"at": 70, "turned": True}}}
    mine = casefile.CaseFile.open(tmp_path / "mine.json")
    scale_widget(deck(FORECAST), passages={}, store=mine).value = turned
    reopened = casefile.CaseFile.open(tmp_path / "mine.json")
    assert scale_widget(deck(FORECAST), passages={}, store=reopened).value == turned
    other = casefile.CaseFile.open(tmp_path / "other.json")
    shown = scale_widget(deck(FORECAST), passages={}, store=other)
    other.merge(mine.to_json())
    assert shown.value == turned
