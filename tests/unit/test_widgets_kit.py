import json
from datetime import UTC, datetime

import pytest

from course import casefile
from course.model import CourseError
from course.widgets import kit

WRONG_AND_SURE = {
    "at": "2026-01-01T10:00:00.000Z",
    "response": "a",
    "confidence": "certain",
    "outcome": "not-yet",
}


@pytest.fixture
def case(monkeypatch, tmp_path):
    mine = casefile.CaseFile.open(tmp_path / "case.json", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(casefile, "current", lambda: mine)
    return mine


def asked(widget):
    return [question["id"] for question in widget.spec["questions"]]


def test_the_exit_quiz_holds_the_exit_items_only(case):
    quiz = kit.quiz("01-1449")
    assert asked(quiz) == [f"L1.Q{n}" for n in range(1, 7)]
    assert repr(quiz) == "Exit quiz · 14:49: 6 questions (run this cell to answer)"
    assert case.summary()["last"] == 1


def test_an_unknown_lesson_or_question_names_those_that_exist(case):
    with pytest.raises(CourseError, match="01-1449"):
        kit.quiz("01-1448")
    with pytest.raises(CourseError, match=r"L1\.Q1"):
        kit.ask("L1.Q9")


def test_lesson_1_recalls_lesson_0_what_was_sure_and_wrong_first(case):
    assert sorted(asked(kit.recall("01-1449"))) == ["L0.Q1", "L0.Q2", "L0.Q3"]
    case.record_answer("L0.Q3", WRONG_AND_SURE)
    assert asked(kit.recall("01-1449"))[0] == "L0.Q3"


def test_a_deck_that_is_begun_stays_the_same(case):
    begun = kit.recall("01-1449")
    last = asked(begun)[-1]
    begun.value = {
        last: {"attempts": [WRONG_AND_SURE], "response": "a", "checked": True, "outcome": "not-yet"}
    }
    case.record_answer(last, WRONG_AND_SURE)
    again = kit.recall("01-1449")
    assert last in asked(again)
    assert again.value == begun.value


def test_answers_reach_the_case_file_and_come_back(case):
    quiz = kit.quiz("01-1449")
    state = {
        "response": "a",
        "confidence": "certain",
        "checked": True,
        "outcome": "not-yet",
        "attempts": [WRONG_AND_SURE],
    }
    quiz.value = {"L1.Q1": state}
    assert case.answers()["L1.Q1"] == [WRONG_AND_SURE]
    assert kit.quiz("01-1449").value["L1.Q1"]["attempts"] == [WRONG_AND_SURE]


@pytest.mark.parametrize(("letter", "track"), [("a", "read"), ("b", "operate"), ("c", "code")])
def test_the_poll_sets_the_track_once_it_is_kept(case, letter, track):
    poll = kit.ask("L0.T1")
    poll.value = {"L0.T1": {"response": letter, "attempts": []}}
    assert case.track is None
    noted = {"at": "2026-01-01T10:00:00.000Z", "response": letter, "confidence": None, "outcome": "noted"}
    poll.value = {"L0.T1": {"response": letter, "attempts": [noted]}}
    assert case.track == track


def test_the_matrix_has_a_short_form(case):
    assert len(kit.matrix().spec["rows"]) == 14
    short = kit.matrix(rows=8)
    assert [row["id"] for row in short.spec["rows"]] == [f"F{n:02d}" for n in range(1, 9)]


@pytest.mark.parametrize("rows", [0, 15, -1])
def test_an_impossible_short_form_is_refused(case, rows):
    with pytest.raises(CourseError, match="a number from 1 to 14"):
        kit.matrix(rows=rows)


def test_checks_are_kept_and_an_untouched_one_is_not(case):
    assert repr(kit.check("L1.E1", ...)).startswith("… Not attempted yet.")
    assert case.exercises() == {}
    assert repr(kit.check("L1.E1", 8)).startswith("→ Not yet. Very close.")
    assert repr(kit.check("L1.E1", 9)).startswith("✓ Correct.")
    assert [entry["outcome"] for entry in case.exercises()["L1.E1"]] == ["not-yet", "correct"]


def test_hint_and_solution(case):
    assert repr(kit.hint("L1.E1")).startswith("Hint 1 of 3. Corroborated")
    assert "support >= 2" in repr(kit.solution("L1.E1"))


def test_nothing_of_the_teacher_reaches_the_page(case):
    text = json.dumps(kit.quiz("01-1449").spec)
    assert "tempts" not in text
    assert "Counts articles instead of origins." not in text


def test_the_reader_names_what_exists(case):
    assert kit.reader("GVS", at="P4").value["at"] == "GVS-P04"
    with pytest.raises(CourseError, match="BLOG"):
        kit.reader("BBC")


def test_case_file_conflict_log_and_progress_have_fixed_text_forms(case):
    for thing in (kit.case_file(), kit.conflict_log(), kit.write("L1.W1")):
        assert "0x" not in repr(thing)
        assert "(run this cell" in repr(thing)
    assert "0x" not in repr(kit.progress())
    assert "Next" in kit.progress()._repr_html_()
