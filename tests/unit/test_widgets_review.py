from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from course.casefile import CaseFile
from course.model import Kind, Option, Question
from course.quiz.review import SESSION
from course.widgets.review import PLACE, Review, lessons_done, review

OPTIONS = (Option("a", "A", key=True), Option("b", "B"))


def lesson(number, items=6):
    return [
        Question(
            f"L{number}.Q{n}", f"{number:02d}-x", Kind.SINGLE, "?", review_lags=(1, 3, 6), options=OPTIONS
        )
        for n in range(1, items + 1)
    ]


COURSE = list(itertools.chain.from_iterable(lesson(n) for n in range(13)))
COURSE_OF_THREE = [question for question in COURSE if question.id[1:3] in {"1.", "2.", "3."}]


@pytest.fixture
def case(tmp_path):
    moment = [datetime(2026, 1, 1, tzinfo=UTC)]

    def clock():
        moment[0] += timedelta(seconds=1)
        return moment[0]

    return CaseFile.open(tmp_path / "case-file.json", clock=clock)


def did(case, *lessons):
    for number in lessons:
        case.record_answer(f"L{number}.Q1", {"response": "b", "confidence": "certain", "outcome": "not-yet"})


def box(case):
    return Review(case, COURSE, {})


def shown(widget):
    return [question["id"] for question in widget.spec["questions"]]


def answer(widget, qid, outcome="correct"):
    attempt = {
        "at": widget._case._moment(),
        "response": "a",
        "confidence": "lean",
        "outcome": outcome,
    }
    state = {"response": "a", "confidence": "lean", "checked": True, "attempts": [attempt]}
    widget.value = {**widget.value, qid: state}


def test_without_a_lesson_it_says_what_to_do(case):
    widget = box(case)
    assert shown(widget) == []
    assert "begun its exit quiz" in widget.spec["intro"]
    assert widget.value == {}
    assert not case.path.exists()


@pytest.mark.parametrize(("lessons", "size"), [([1], 6), ([1, 2, 3], SESSION), (range(1, 13), SESSION)])
def test_it_works_with_one_three_and_twelve_lessons(case, lessons, size):
    did(case, *lessons)
    widget = box(case)
    assert len(shown(widget)) == size
    assert {question["lesson"] for question in widget.spec["questions"]} <= set(lessons)
    assert all(question["why"] for question in widget.spec["questions"])


def test_a_hook_or_a_recall_alone_does_not_bring_a_lesson_in(case):
    case.record_answer("L5.H1", {"response": "a", "confidence": "lean", "outcome": "correct"})
    case.record_answer("L4.R1", {"response": "a", "confidence": "lean", "outcome": "correct"})
    assert lessons_done(case) == []
    case.record_writing("L6.W1", "Done on paper, written here.")
    case.record_exercise("L7.E1", "correct", 9)
    assert lessons_done(case) == [6, 7]


def test_nothing_is_kept_before_the_first_answer_and_then_the_deck_stays(case):
    did(case, 1, 2, 3)
    widget = box(case)
    first = shown(widget)
    assert case.recall(f"{PLACE}/1") == {}
    answer(widget, first[4])
    did(case, 4)
    again = box(case)
    assert shown(again) == first
    assert again.value[first[4]]["checked"]
    assert again.spec["questions"][0]["why"].endswith("so it comes first.")


def test_reasons_of_a_session_under_way_are_those_it_began_with(case):
    did(case, 1, 2, 3)
    widget = box(case)
    before = {question["id"]: question["why"] for question in widget.spec["questions"]}
    answer(widget, "L3.Q1")
    answer(widget, "L3.Q2", "not-yet")
    after = {question["id"]: question["why"] for question in box(case).spec["questions"]}
    assert after == before


def test_answers_go_into_the_learners_record(case):
    did(case, 1)
    widget = box(case)
    answer(widget, "L1.Q1")
    assert [attempt["outcome"] for attempt in case.answers()["L1.Q1"]] == ["not-yet", "correct"]


def test_more_begins_another_session_with_other_questions(case):
    did(case, 1, 2, 3)
    widget = box(case)
    first = shown(widget)
    for qid in first:
        answer(widget, qid)
    widget._answer(widget, {"type": "more"}, [])
    assert widget.spec["title"] == "Review, session 2"
    assert len(set(shown(widget)) - set(first)) == len(COURSE_OF_THREE) - len(first)
    assert case.recall(f"{PLACE}/2")["deck"] == shown(widget)
    counts = widget.spec["review"]["before"]
    assert sum(came for came, _ in counts.values()) == len(first)
    assert sum(right for _, right in counts.values()) == len(first)


def test_a_finished_session_makes_way_for_the_next_when_the_cell_runs_again(case):
    did(case, 1, 2, 3)
    widget = box(case)
    first = shown(widget)
    for qid in first:
        answer(widget, qid)
    assert shown(widget) == first
    assert box(case).spec["id"] == f"{PLACE}/2"


def test_with_one_lesson_the_same_items_come_again(case):
    did(case, 1)
    widget = box(case)
    first = set(shown(widget))
    for qid in first:
        answer(widget, qid)
    widget._answer(widget, {"type": "more"}, [])
    assert set(shown(widget)) == first


def test_an_unknown_message_is_ignored(case):
    did(case, 1)
    widget = box(case)
    spec = widget.spec
    widget._answer(widget, {"type": "dance"}, [])
    assert widget.spec == spec


def test_erase_and_restore_show_what_is_open_then(case, tmp_path):
    did(case, 1)
    widget = box(case)
    kept = case.to_json()
    case.erase()
    assert shown(widget) == []
    case.merge(kept)
    assert len(shown(widget)) == 6


def test_a_question_that_has_left_the_bank_is_left_out(case):
    did(case, 1)
    case.remember(f"{PLACE}/1", {"deck": ["L1.Q1", "L1.Q99"], "L1.Q99": {"attempts": [{"at": "x"}]}})
    widget = box(case)
    assert "L1.Q99" not in shown(widget)
    case.remember(f"{PLACE}/1", {"deck": "nonsense"})
    assert len(shown(box(case))) == 6


def test_its_static_form_is_the_same_for_everybody(case):
    empty = box(case)
    did(case, 1, 2)
    full = box(case)
    assert (repr(empty), empty.html()) == (repr(full), full.html())


def test_the_real_course_fills_a_session(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CASE_FILE", str(tmp_path / "case-file.json"))
    from course import casefile

    did(casefile.current(), *range(1, 12))
    widget = review()
    assert len(shown(widget)) == SESSION
    assert len({question["lesson"] for question in widget.spec["questions"]}) > 4
