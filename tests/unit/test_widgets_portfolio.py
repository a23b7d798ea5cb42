from __future__ import annotations

import pytest

from course.casefile import CaseFile
from course.widgets.portfolio import FILE, PortfolioBox, portfolio


@pytest.fixture
def case(tmp_path):
    return CaseFile.open(tmp_path / "case-file.json")


@pytest.fixture
def box(case):
    return PortfolioBox(case)


@pytest.fixture
def ask(box, monkeypatch):
    replies = []
    monkeypatch.setattr(box, "send", replies.append)

    def ask(kind, **extra):
        box._answer(box, {"type": kind, "id": "7", **extra}, [])
        return replies[-1] if replies else None

    return ask


def part(box, label):
    return next(part for part in box.value["parts"] if part["label"] == label)


def test_running_the_cell_writes_nothing(case, box):
    assert not case.path.with_name(FILE).exists()
    assert box.value["page"].startswith("<!doctype html>")
    assert part(box, "Brief")["missing"]


def test_make_writes_what_is_there_now_beside_the_case_file(case, box, ask):
    CaseFile.open(case.path).record_writing("L12.W5", "From the notebook next door.")
    reply = ask("make")
    assert reply["id"] == "7"
    assert "From the notebook next door." in reply["page"]
    assert case.path.with_name(FILE).read_text("utf8") == reply["page"] == box.value["page"]
    assert FILE in reply["note"]


def test_a_full_disk_is_said_and_the_page_comes_all_the_same(case, box, ask, monkeypatch):
    monkeypatch.setattr(
        "pathlib.Path.write_text", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "full"))
    )
    reply = ask("make")
    assert reply["page"].startswith("<!doctype html>")
    assert "the disk is full" in reply["note"]
    assert "keep the download" in reply["note"]


def test_it_follows_the_work_only_while_it_is_shown(case, box, ask):
    case.record_writing("L12.W5", "A brief.")
    assert part(box, "Brief")["missing"]
    ask("open")
    assert part(box, "Brief")["here"] == "2 words"
    case.record_writing("L12.W4", "A headline")
    assert part(box, "Headline")["here"] == "2 words"
    ask("close")
    case.record_writing("L12.W5", "A longer brief now.")
    assert part(box, "Brief")["here"] == "2 words"


def test_a_name_goes_in_and_out(case, box, ask):
    ask("name", name="  Ada  ")
    assert case.name == "Ada"
    assert "<bdi>Ada</bdi>" in ask("make")["page"]
    ask("name", name="x" * 200)
    assert len(case.name) == 80
    ask("name", name="  ")
    assert case.name is None
    assert "<bdi>" not in ask("make")["page"]


def test_an_unknown_message_is_ignored(ask):
    assert ask("dance") is None


def test_its_static_form_is_the_same_for_everybody(case, box):
    case.set_name("Ada")
    case.record_writing("L12.W5", "Mine.")
    other = PortfolioBox(case)
    assert (repr(box), box.html()) == (repr(other), other.html())
    assert "Ada" not in other.html()


def test_course_portfolio_takes_the_learners_own(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CASE_FILE", str(tmp_path / "mine.json"))
    from course import casefile

    casefile.current().set_name("Ada")
    assert portfolio().value["name"] == "Ada"
