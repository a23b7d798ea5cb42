from __future__ import annotations

import json

import pytest

from course.casefile import CaseFile
from course.widgets.casebox import casebox_widget, on_binder


@pytest.fixture
def case(tmp_path):
    return CaseFile.open(tmp_path / "case-file.json")


@pytest.fixture
def box(case, monkeypatch):
    for name in ("BINDER_LAUNCH_HOST", "BINDER_SERVICE_HOST"):
        monkeypatch.delenv(name, raising=False)
    return casebox_widget(case)


@pytest.fixture
def ask(box, monkeypatch):
    replies = []
    monkeypatch.setattr(box, "send", replies.append)

    def ask(kind, **extra):
        box._answer(box, {"type": kind, "id": "7", **extra}, [])
        return replies[-1] if replies else None

    return ask


def test_it_shows_the_code_and_saves_it(box, case):
    assert box.value["code"] == case.code == json.loads(case.path.read_text())["code"]
    assert box.value["saved"]
    assert box.value["inside"] == "nothing yet"


def test_its_text_and_html_are_the_same_on_every_machine(box, case):
    assert "case file" in repr(box)
    assert case.code not in repr(box) + box.html()
    assert box._repr_mimebundle_()[0]["text/plain"] == repr(box)


def test_it_follows_the_case_file_only_while_it_is_on_a_page(box, case, ask):
    case.record_answer("L1.Q1", {"response": "a"})
    assert "L1.Q1" not in box.value["file"]
    ask("open")
    ask("open")
    assert "L1.Q1" in box.value["file"]
    case.record_answer("L1.Q2", {"response": "a"})
    assert box.value["inside"] == "2 answers"
    assert "L1.Q2" in box.value["file"]
    ask("close")
    case.set_track("read")
    assert '"read"' in box.value["file"]
    ask("close")
    case.set_track("code")
    assert '"code":"' in box.value["file"]
    assert '"track":"read"' in box.value["file"]


def test_download_holds_what_another_notebook_saved(box, case, ask):
    CaseFile.open(case.path).record_writing("L1.W1", "from next door")
    reply = ask("download")
    assert reply["id"] == "7"
    assert "from next door" in reply["text"]
    assert "from next door" in box.value["file"]
    assert box.value["downloaded"] is None
    ask("downloaded")
    assert box.value["downloaded"].endswith("Z")


def test_restore_says_what_came_in(box, case, ask, tmp_path):
    other = CaseFile.open(tmp_path / "other.json")
    other.record_answer("L1.Q1", {"response": "a"})
    reply = ask("restore", text=other.to_json())
    assert reply["ok"]
    assert reply["message"].startswith("Restored: 1 answer.")
    assert box.value["inside"] == "1 answer"


def test_restore_of_another_file_is_refused_in_one_line(box, ask):
    reply = ask("restore", text='{"cells": [], "nbformat": 4}')
    assert reply == {"id": "7", "ok": False, "message": reply["message"]}
    assert "notebook" in reply["message"]


def test_erase_names_the_copy(box, case, ask):
    assert ask("erase")["message"] == f"Erased. Your new code is {case.code}."
    case.record_writing("L1.W1", "gone")
    assert "case-file.erased-" in ask("erase")["message"]
    assert box.value["code"] == case.code


def test_trouble_with_the_disk_is_shown(box, case, ask, monkeypatch):
    ask("open")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    case.set_track("read")
    assert not box.value["saved"]
    assert "the disk is full" in box.value["notices"][0]


def test_an_unknown_message_is_ignored(ask):
    assert ask("dance") is None


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"BINDER_LAUNCH_HOST": ""}, False),
        ({"BINDER_LAUNCH_HOST": "https://mybinder.org"}, True),
        ({"BINDER_SERVICE_HOST": "x"}, True),
    ],
)
def test_binder_is_known_by_its_variables(environ, expected):
    assert on_binder(environ) is expected


def test_on_binder_it_reminds_and_promises_less(case, monkeypatch):
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org")
    box = casebox_widget(case)
    assert box.spec["binder"]
    assert box.spec["remind_after"] == 8
    assert "stays on this machine" not in box.spec["intro"]
