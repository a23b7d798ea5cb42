import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.model import CONFIDENCE
from course.quiz.calibration import summary


def attempt(outcome, confidence):
    return {"at": "2026-01-01T00:00:00Z", "response": "a", "confidence": confidence, "outcome": outcome}


def test_nothing_rated_is_no_error():
    for attempts in (
        {},
        {"L1.Q1": []},
        {"L1.Q1": [attempt("correct", None)]},
        {"L1.Q1": [attempt("not-attempted", "guess")]},
    ):
        found = summary(attempts)
        assert (found.n, found.brier, found.gap) == (0, None, None)
        assert [part.n for part in found.bins] == [0, 0, 0, 0]


def test_worked_example():
    found = summary(
        {
            "a": [attempt("correct", "certain")],
            "b": [attempt("not-yet", "certain")],
            "c": [attempt("correct", "guess")],
        }
    )
    assert found.n == 3
    assert found.brier == pytest.approx((0.05**2 + 0.95**2 + 0.67**2) / 3)
    assert found.confidence == pytest.approx((0.95 + 0.95 + 0.33) / 3)
    assert found.accuracy == pytest.approx(2 / 3)
    assert found.gap == pytest.approx(found.confidence - found.accuracy)
    assert [(part.rating, part.n, part.accuracy) for part in found.bins] == [
        ("guess", 1, 1.0),
        ("lean", 0, None),
        ("fairly sure", 0, None),
        ("certain", 2, 0.5),
    ]


def test_only_the_first_judged_attempt_counts():
    tries = [attempt("not-attempted", "certain"), attempt("not-yet", "lean"), attempt("correct", "certain")]
    found = summary({"a": tries})
    assert (found.n, found.accuracy, found.confidence) == (1, 0.0, 0.5)


def test_a_first_attempt_without_rating_is_not_replaced_by_a_later_one():
    assert summary({"a": [attempt("not-yet", None), attempt("correct", "certain")]}).n == 0


@given(
    st.dictionaries(
        st.text(max_size=4),
        st.tuples(st.sampled_from(["correct", "not-yet"]), st.sampled_from(list(CONFIDENCE))),
    )
)
def test_bounds(answers):
    found = summary({qid: [attempt(*answer)] for qid, answer in answers.items()})
    assert found.n == len(answers) == sum(part.n for part in found.bins)
    if answers:
        assert 0 <= found.brier <= 1
        assert -1 <= found.gap <= 1
