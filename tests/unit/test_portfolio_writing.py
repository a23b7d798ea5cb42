from __future__ import annotations

import pytest

from course.casefile.merge import blank
from course.portfolio import writing

EARLY, LATE = "2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"


@pytest.fixture
def state():
    return blank()


def saved(state, qid, text, at=EARLY, level=None):
    state["writing"].setdefault(qid, []).append({"at": at, "text": text, "level": level})


def kept(state, qid, at=LATE, **value):
    state["widgets"][f"somewhere/{qid}"] = {"at": at, "value": {qid: value}}


def job(state, title):
    return next(text for text in writing.desk(state) if text.title == title)


def test_the_desk_lists_six_jobs_in_the_order_of_the_page(state):
    assert [text.title for text in writing.desk(state)] == list(writing.DESK.values())
    assert not any(text.ready or text.body or text.draft for text in writing.desk(state))
    assert all(text.task for text in writing.desk(state))


def test_the_latest_version_counts_with_its_own_score(state):
    saved(state, "L12.W5", "First version.", level=1)
    saved(state, "L12.W5", "Second version here.", at=LATE, level=3)
    brief = job(state, "Brief")
    assert (brief.body, brief.words, brief.level, brief.ready) == ("Second version here.", 3, 3, True)
    assert brief.descriptor
    assert 1 <= brief.level <= brief.levels


@pytest.mark.parametrize("level", [0, 9, "3", None, [2]])
def test_a_score_that_the_rubric_does_not_have_is_no_score(state, level):
    saved(state, "L12.W5", "A text.", level=level)
    assert job(state, "Brief").level == 0


def test_at_the_desk_a_text_is_a_draft_until_the_student_says_ready(state):
    saved(state, "L12.W4", "A headline")
    kept(state, "L12.W4", response="A headline", checked=True, shown=False)
    assert job(state, "Headline").draft
    kept(state, "L12.W4", response="A headline", checked=True, shown=True)
    assert job(state, "Headline").ready


def test_what_was_typed_and_not_saved_is_shown_as_a_draft(state):
    saved(state, "L1.W1", "Old.")
    kept(state, "L1.W1", response="Old. And new.", checked=False, level=2)
    ((text,),) = writing.lessons(state).values()
    assert (text.body, text.draft, text.level) == ("Old. And new.", True, 2)
    state["widgets"].clear()
    kept(state, "L1.W1", at="2025", response="Older still.", checked=False)
    ((text,),) = writing.lessons(state).values()
    assert (text.body, text.draft) == ("Old.", False)


def test_a_correction_names_the_problem_that_was_chosen(state):
    saved(state, "L12.W2", "It stood in Kaesong.")
    kept(state, "L12.W2", response="It stood in Kaesong.", shown=True, problem="E01")
    assert job(state, "Correction 2").about.startswith("GVS P4: ")
    kept(state, "L12.W2", response="It stood in Kaesong.", shown=True, problem="E09")
    assert "IND-P" not in job(state, "Correction 2").about
    kept(state, "L12.W2", response="It stood in Kaesong.", shown=True, problem="E99")
    assert job(state, "Correction 2").about == ""


def test_lessons_are_named_and_those_without_a_text_are_left_out(state):
    saved(state, "L3.W1", "Whose words.")
    saved(state, "L5.W1", "   ")
    saved(state, "L12.W5", "At the desk.")
    saved(state, "L99.W1", "From another course.")
    assert list(writing.lessons(state)) == ["Lesson 3 · Whose words?"]


def test_settled_rows_come_first_and_broken_ones_do_no_harm(state):
    state["conflicts"] = [
        {"id": "1", "at": EARLY, "status": ["odd"], "claim_a": {"a": 1}, "passages": ["GVS-P04"]},
        {"id": "2", "at": EARLY, "status": "settled", "claim_a": "A", "claim_b": "B", "best": "C"},
        {"id": "3", "at": EARLY, "removed": True},
    ]
    rows = writing.conflicts(state)
    assert [row.status for row in rows] == ["Settled", "Unknown"]
    assert (rows[1].claim_a, rows[1].passages, rows[1].best) == ("", "GVS-P04", "")


def test_clean_keeps_letters_of_every_script_and_drops_controls():
    assert writing.clean(" a\x00\x1b[31m\r\n\tb\x7f\x85 개성\u00a0é ") == "a[31m\n\tb 개성\u00a0é"
    assert writing.clean(None) == writing.clean(["x"]) == ""


def test_without_lesson_12_the_jobs_stay_without_a_task(state, monkeypatch, tmp_path):
    monkeypatch.setattr(writing.bank, "lessons", list)
    saved(state, "L12.W5", "A brief.")
    assert job(state, "Brief").body == "A brief."
    assert job(state, "Brief").task == ""
