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
