"""The page on accessibility agrees with the scripts and with what was measured, and no front-end is left out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from course.build import accessibility
from course.model import Kind

ROOT = Path(__file__).parents[2]
WIDGETS = accessibility.widgets()
RECORD = json.loads(accessibility.record_file().read_text("utf8"))
OUTCOMES = {"focus", "checked", "expanded", "pressed", "value", "kept", "says", "shows"}


def test_the_page_is_what_the_command_writes():
    assert accessibility.page_file().read_text("utf8") == accessibility.page()


def test_the_record_is_of_these_front_ends_and_nothing_fell_short():
    assert list(RECORD["plain"]) == [entry["id"] for entry in WIDGETS]
    for name, one in RECORD["plain"].items():
        assert set(one["axe"].values()) == {0}, name
        assert set(one["overflow"].values()) == {0}, name
        assert all(kind["low"] == 0 for theme in one["contrast"].values() for kind in theme.values()), name


def test_jupyterlab_and_notebook_7_were_tried_and_kept_their_cells():
    assert [one["name"] for one in RECORD["applications"]] == ["JupyterLab", "Notebook"]
    for one in RECORD["applications"]:
        assert {"radio", "select", "button"} <= set(one["guard"])
        assert {"ArrowDown", "b", "d"} <= set(one["keys"])
        assert not any(one["guard"].values())
        assert one["shortcuts"] == []
        assert list(one["axe"]) == [entry["id"] for entry in WIDGETS if entry.get("lab")]


@pytest.mark.parametrize("entry", WIDGETS, ids=lambda entry: entry["id"])
def test_every_step_has_an_outcome_that_can_fail(entry):
    assert entry["script"]
    for step in entry["script"]:
        assert set(step) <= {"at", "keys", "does"} | OUTCOMES, step
        assert set(step) & OUTCOMES, step
        assert len(step.get("says", "long enough")) > 3, step
    if entry.get("axe"):
        assert "violations(" in (ROOT / "tests/browser" / f"{entry['axe']}.py").read_text("utf8")


def test_every_front_end_every_layout_and_every_kind_of_question_has_a_script():
    sources = ROOT / "course/widgets"
    opened = {entry["open"][0] for entry in WIDGETS}
    layouts = re.findall(r"^  (\w+): \(view\)", (sources / "order.js").read_text("utf8"), re.MULTILINE)
    named = {entry["id"] for entry in WIDGETS}
    assert set(layouts) <= named
    assert {str(kind) for kind in Kind} <= named
    assert {"matrix", "bingo", "reader", "peel", "compare", "compare_quotes", "window", "glossary"} <= opened
    assert {"conflict_log", "lexicon", "desk", "case_file", "portfolio", "review"} <= opened


def test_a_table_cell_keeps_its_bars():
    entry = {
        "id": "x",
        "title": "X",
        "open": ["ask", "L1|2"],
        "script": [{"keys": ["“a|b”"], "does": "types", "checked": "mixed"}],
    }
    section = accessibility._section(entry, {"name": "N", "controls": {"radio": [2, "A | B"]}})
    assert "type “a\\|b” | types (checked: mixed) |" in section
    assert "2 radio (such as “A \\| B”)" in section
