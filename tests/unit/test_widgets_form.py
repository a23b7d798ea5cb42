from __future__ import annotations

import re

import pytest

from course import data
from course.casefile import CaseFile
from course.data import DataError
from course.widgets import form
from course.widgets.form import Form, conflict_log_widget

ROW = {"id": "c-1", "claim_a": "A", "claim_b": "B", "passages": ["GVS-P14"], "best": "", "status": "unknown"}
SPEC = {
    "id": "x",
    "title": "A <form>",
    "intro": "Why",
    "add_label": "Add",
    "fields": [{"name": "a", "label": "A & B", "kind": "text", "hint": ""}],
}


@pytest.fixture
def case(tmp_path):
    return CaseFile.open(tmp_path / "case-file.json")


def set_rows(widget, rows, draft=None):
    widget.value = {"rows": rows, "draft": draft or {}}


def test_a_form_keeps_its_value_in_the_store(case):
    widget = Form(SPEC, store=case)
    widget.value = {"rows": [{"id": "1", "a": "text"}]}
    assert Form(SPEC, store=case).value == {"rows": [{"id": "1", "a": "text"}]}


def test_the_static_form_escapes_everything():
    html = Form(SPEC).html()
    assert "A &lt;form&gt;" in html
    assert "A &amp; B" in html
    assert "<form>" not in html


def test_a_form_has_words_for_its_rows():
    assert Form(SPEC).spec["caption"] == "A <form>"
    assert Form(SPEC).spec["noun"] == ["row", "rows"]


def test_it_reads_paragraphs_as_the_course_does():
    found = re.search(Form(SPEC).spec["pattern"], "see GVS P4 and more")
    assert found.groups() == ("GVS", "4")


def test_paragraph_counts_come_from_the_table_of_articles(monkeypatch):
    monkeypatch.setattr(data, "rows", lambda name: [{"article": "GVS", "blocks": 46}])
    assert form.paragraph_counts() == {"GVS": 46}


def test_without_the_table_any_number_passes(monkeypatch):
    def missing(name):
        raise DataError("no table")

    monkeypatch.setattr(data, "rows", missing)
    assert form.paragraph_counts() == {}


def test_rows_of_the_conflict_log_go_to_the_case_file(case):
    widget = conflict_log_widget(case)
    set_rows(widget, [ROW])
    assert [row["claim_a"] for row in case.conflicts()] == ["A"]
    set_rows(widget, [{**ROW, "status": "settled"}])
    assert case.conflicts()[0]["status"] == "settled"
    set_rows(widget, [])
    assert case.conflicts() == []
    set_rows(widget, [ROW])
    assert [row["id"] for row in case.conflicts()] == ["c-1"]


def test_an_unchanged_row_is_not_written_again(case):
    widget = conflict_log_widget(case)
    set_rows(widget, [ROW])
    before = case.conflicts()
    set_rows(widget, [ROW], {"claim_a": "typing"})
    assert case.conflicts() == before


def test_rows_and_draft_come_back(case):
    set_rows(conflict_log_widget(case), [ROW], {"claim_a": "half a thought"})
    again = conflict_log_widget(CaseFile.open(case.path))
    assert [row["id"] for row in again.value["rows"]] == ["c-1"]
    assert again.value["draft"] == {"claim_a": "half a thought"}


def test_rows_of_another_notebook_stay(case):
    widget = conflict_log_widget(case)
    CaseFile.open(case.path).add_conflict({**ROW, "id": "c-0", "claim_a": "next door"})
    set_rows(widget, [ROW])
    assert [row["claim_a"] for row in case.conflicts()] == ["next door", "A"]
    widget._handle_custom_msg({"type": "open"}, [])
    assert [row["claim_a"] for row in widget.value["rows"]] == ["next door", "A"]


def test_it_follows_restore_and_erase(case):
    widget = conflict_log_widget(case)
    set_rows(widget, [ROW])
    kept = case.to_json()
    case.erase()
    assert widget.value["rows"] == []
    case.merge(kept)
    assert [row["id"] for row in widget.value["rows"]] == ["c-1"]


def test_its_text_is_fixed(case):
    assert repr(conflict_log_widget(case)) == "Conflict log (run this cell to use it)"


def test_every_field_is_labelled(case):
    fields = conflict_log_widget(case).spec["fields"]
    assert [field["name"] for field in fields] == ["claim_a", "claim_b", "passages", "best", "status"]
    assert all(field["label"] and field["hint"] for field in fields)
    assert [option["id"] for option in fields[-1]["options"]] == ["settled", "contested", "unknown"]
