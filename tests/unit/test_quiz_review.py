import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.model import Kind, Question
from course.quiz import bank, review

LAGS = (1, 3, 6)


def lesson(number, items=6):
    return [
        Question(f"L{number}.Q{n}", f"{number:02d}-x", Kind.SINGLE, "?", review_lags=LAGS)
        for n in range(1, items + 1)
    ]


COURSE = list(itertools.chain.from_iterable(lesson(n) for n in range(13)))


def attempt(outcome, confidence):
    return {"at": "2026-01-01T00:00:00Z", "response": "a", "confidence": confidence, "outcome": outcome}


SURE_WRONG, WRONG = [attempt("not-yet", "certain")], [attempt("not-yet", "guess")]
UNSURE, SURE = [attempt("correct", "lean")], [attempt("correct", "fairly sure")]


def test_one_item_from_each_lag_and_different_places():
    assert review.deck(9, {}, COURSE) == ["L8.Q1", "L6.Q3", "L3.Q5"]


def test_sure_and_wrong_comes_first():
    attempts = {"L3.Q2": SURE_WRONG, "L8.Q4": WRONG, "L8.Q5": SURE}
    assert review.deck(9, attempts, COURSE) == ["L3.Q2", "L8.Q4", "L6.Q3"]


def test_among_equals_what_came_up_less_often_goes_first():
    again = [*SURE_WRONG, attempt("correct", None), *SURE]
    attempts = {"L8.Q1": again, "L8.Q4": SURE_WRONG}
    assert review.deck(9, attempts, COURSE)[0] == "L8.Q4"
    filling_a_gap = {"L2.Q1": again, "L2.Q5": SURE_WRONG}
    assert review.deck(4, filling_a_gap, COURSE)[0] == "L2.Q5"


def test_ranks():
    assert [review.need(tries) for tries in (SURE_WRONG, WRONG, UNSURE, [], SURE)] == [0, 1, 2, 3, 4]


def test_the_first_attempt_decides_and_unjudged_ones_do_not_count():
    assert review.need([attempt("not-attempted", None), *SURE_WRONG, *SURE]) == 0
    assert review.need([attempt("correct", None)]) == 4


@pytest.mark.parametrize("number", range(13))
def test_fills_from_what_exists(number):
    deck = review.deck(number, {}, COURSE)
    assert len(deck) == (0 if number == 0 else 3)
    assert all(int(qid[1:].split(".")[0]) < number for qid in deck)


def test_lesson_1_draws_on_lesson_0_of_the_real_course():
    assert review.deck(1, {}, bank.all_questions()) == ["L0.Q1", "L0.Q2", "L0.Q3"]


def test_a_small_bank_gives_a_small_deck():
    assert review.deck(1, {}, lesson(0, items=1)) == ["L0.Q1"]
    assert review.deck(5, {}, []) == []


def test_polls_and_items_without_lags_never_come_back():
    poll = Question("L0.T1", "00-x", Kind.SINGLE, "?", scored=False, review_lags=LAGS)
    hook = Question("L0.H1", "00-x", Kind.SINGLE, "?")
    assert review.deck(1, {}, [poll, hook]) == []


def test_an_item_comes_back_only_at_its_own_lags():
    only_one = Question("L0.R1", "00-x", Kind.SINGLE, "?", review_lags=(1,))
    assert review.deck(3, {}, [only_one, *lesson(2), *lesson(1)])[:2] == ["L2.Q1", "L2.Q2"]


HISTORY = st.dictionaries(
    st.sampled_from([question.id for question in COURSE]),
    st.sampled_from([SURE_WRONG, WRONG, UNSURE, SURE, []]),
    max_size=78,
)


@given(st.integers(0, 14), HISTORY)
def test_deterministic_unique_and_neediest_first(number, attempts):
    deck = review.deck(number, attempts, COURSE)
    assert deck == review.deck(number, dict(reversed(attempts.items())), COURSE)
    assert len(set(deck)) == len(deck) <= 3
    needs = [review.need(attempts.get(qid, ())) for qid in deck]
    assert needs == sorted(needs)


# ---- Sessions of the review.


def ids(due):
    return [one.id for one in due]


def later(tries, at):
    return [{**attempt, "at": at} for attempt in tries]


@pytest.mark.parametrize(
    ("done", "size"), [((), 0), ((0,), 6), ((1,), 6), ((1, 2, 3), 10), (tuple(range(13)), 10)]
)
def test_a_session_draws_on_the_lessons_done_only(done, size):
    due = review.session(done, {}, COURSE)
    assert len(due) == size
    assert {one.lesson for one in due} <= set(done)


def test_without_a_history_lessons_take_turns_by_lag():
    assert [one.lesson for one in review.session(range(13), {}, COURSE)] == [12, 10, 7, 11, 9, 8, 6, 5, 4, 3]
    assert [one.lesson for one in review.session((1, 2, 3), {}, COURSE)][:6] == [3, 1, 2, 3, 1, 2]


def test_sure_and_wrong_opens_the_session_whatever_its_lesson():
    attempts = {"L2.Q5": SURE_WRONG, "L12.Q1": WRONG, "L12.Q2": SURE, "L5.Q6": SURE_WRONG}
    due = review.session(range(13), attempts, COURSE)
    assert set(ids(due)[:2]) == {"L2.Q5", "L5.Q6"}
    assert ids(due)[2] == "L12.Q1"


def test_sure_and_wrong_items_mix_lessons_too():
    attempts = {f"L{n}.Q{item}": SURE_WRONG for n in (1, 2, 11) for item in (1, 2)}
    due = review.session(range(13), attempts, COURSE)
    assert [one.lesson for one in due][:6] == [11, 2, 1, 11, 2, 1]


def test_what_was_mended_since_goes_back_into_the_row():
    mended = [*SURE_WRONG, attempt("correct", None), attempt("correct", "certain")]
    assert review.need(review.last_sitting(mended)) == 4
    assert ids(review.session((1,), {"L1.Q1": mended}, COURSE))[-1] == "L1.Q1"


def test_a_sitting_begins_with_a_confidence_or_after_a_right_answer():
    tries = [attempt("not-yet", "lean"), attempt("correct", None), attempt("not-yet", None)]
    assert review.last_sitting(tries) == tries[2:]
    assert review.last_sitting(tries[:2]) == tries[:2]
    assert review.last_sitting([]) == []


def test_among_equals_the_one_that_waited_longest():
    attempts = {
        "L1.Q1": later(WRONG, "2026-03-01"),
        "L1.Q2": later(WRONG, "2026-01-01"),
        "L1.Q3": later(WRONG, "2026-02-01"),
    }
    assert ids(review.session((1,), attempts, COURSE))[:3] == ["L1.Q2", "L1.Q3", "L1.Q1"]


def test_the_session_before_rests_unless_nothing_else_is_left():
    first = ids(review.session((1, 2), {}, COURSE))
    second = ids(review.session((1, 2), {}, COURSE, resting=first))
    assert second[:2] == [f"L{n}.Q6" for n in (2, 1)]
    assert set(second[2:]) <= set(first)
    assert ids(review.session((1,), {"L1.Q4": SURE_WRONG}, COURSE, resting=["L1.Q4"]))[-1] == "L1.Q4"


def test_each_item_says_why_it_comes_now():
    attempts = {"L3.Q1": SURE_WRONG, "L3.Q2": WRONG, "L3.Q3": UNSURE, "L3.Q4": SURE}
    said = {one.id: one.why for one in review.session((1, 3), attempts, COURSE)}
    assert said["L3.Q1"].startswith("Lesson 3, the latest that you have done. You were sure")
    assert said["L3.Q2"].endswith("It was not right the last time.")
    assert said["L3.Q3"].endswith("you were not sure.")
    assert said["L1.Q1"] == "Lesson 1, 2 lessons before your latest. You have not answered this one yet."
    assert len({one.split(". ", 1)[1] for one in said.values()}) >= 4


@given(st.sets(st.integers(0, 12)), HISTORY)
def test_sessions_are_deterministic_and_hold_nothing_twice(done, attempts):
    due = review.session(done, attempts, COURSE)
    assert due == review.session(sorted(done, reverse=True), dict(reversed(attempts.items())), COURSE)
    assert len(set(ids(due))) == len(due) == min(10, 6 * len(done))
    needs = [one.need == 0 for one in due]
    assert needs == sorted(needs, reverse=True)
