from __future__ import annotations

import json
import re

from course.widgets.order import Order
from course.widgets.slide import slide_widget


class Memory:
    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def test_the_spec_is_plain_json_with_the_figures_of_the_lesson():
    made = slide_widget()
    assert isinstance(made, Order)
    assert json.loads(json.dumps(made.spec)) == made.spec
    assert made.spec["given"] == {"exports": 198, "imports": 10}
    assert made.spec["article"] == {"total": 24, "imports": 74}
    assert (made.spec["surplus"], made.spec["layout"]) == (219, "slide")


def test_it_does_not_open_on_the_figures_of_the_article():
    spec = slide_widget().spec
    assert spec["start"] != spec["article"]
    assert all(spec["start"][name] <= most for name, most in spec["limits"].items())


def test_what_was_done_is_kept_and_comes_back():
    store = Memory({"L10.slide": {"total": 30, "imports": 74, "line": True}})
    made = slide_widget(store=store)
    assert made.value == {"total": 30, "imports": 74, "line": True}
    made.value = {**made.value, "line": False}
    assert store.kept["L10.slide"]["line"] is False


def test_the_printed_form_has_the_sums_and_an_impossible_row():
    page = slide_widget().html()
    assert page.count("<tr>") == 7
    assert "<td>273.7</td><td>38.5</td><td>235.2</td><td>fell by 15.8 percent</td>" in page
    assert "rose by 14.0 percent" in page
    assert len(re.findall("impossible", page)) == 1


def test_one_line_of_text():
    assert slide_widget().text() == "Move the percentages: 2 percentages to move (run this cell to use it)"
