from __future__ import annotations

import json

from course.quiz.decks import Deck
from course.widgets.order import Order
from course.widgets.order_stages import stages_widget

PASSAGES = {pid: {"id": pid, "gist": "Ours."} for pid in ("WSWS-P01", "WSWS-P09", "GVS-P04")}
CARD = {
    "id": "b1",
    "text": "It was a *message*.",
    "steps": [
        {"label": "Headline", "from": "WSWS-P01", "text": "“To send a message”", "note": "for authors"},
        {"label": "Body", "from": "WSWS-P09", "text": "One <analyst> reads it so."},
    ],
    "turn": 2,
    "expect": "down",
    "feedback": "Secret feedback.",
}
CONTENT = {
    "question": "How likely is it?",
    "scale": {"min": 0, "max": 100, "step": 5, "low": "surely not", "high": "surely"},
    "cards": [CARD],
    "closing": "Secret closing.",
}


def widget(content=CONTENT, intro="Rate, then read on."):
    return stages_widget(
        Deck("L4.C1", "04-x", "stages", "Only the headline", intro, content), passages=PASSAGES
    )


def test_the_spec_is_plain_json_with_what_the_browser_needs():
    made = widget()
    assert isinstance(made, Order)
    assert json.loads(json.dumps(made.spec)) == made.spec
    card = made.spec["cards"][0]
    assert (made.spec["layout"], card["turn"], card["expect"]) == ("stages", 2, "down")
    assert card["steps"][0] == {"label": "Headline", "from": "WSWS-P01", "text": "“To send a message”"}
    assert list(made.spec["passages"]) == ["WSWS-P01", "WSWS-P09"]


def test_the_printed_form_has_every_step_and_no_feedback():
    page = widget().html()
    assert page.count("border-bottom") == 2
    assert "One &lt;analyst&gt; reads it so." in page
    assert "<small>(WSWS P9)</small>" in page
    assert "0 (surely not)" in page
    assert "Secret" not in page


def test_one_line_of_text():
    two = {**CONTENT, "cards": [CARD, {**CARD, "id": "b2"}]}
    assert widget().text() == "Only the headline: 1 claim to rate (run this cell to use it)"
    assert "2 claims" in widget(two, intro="").text()
