import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.model import Kind, Option, Outcome, Question
from course.quiz import bank
from course.quiz.grade import EMPTY, grade

CATALOGUE = Path(__file__).parents[1] / "checkers" / "catalogue" / "grading.json"
CASES = json.loads(CATALOGUE.read_text("utf8"))


def from_json(plain):
    """A question from what the widget is given."""
    tuples = {name: tuple(value) for name, value in plain.items() if isinstance(value, list)}
    options = tuple(Option(**(option | {"look_at": tuple(option["look_at"])})) for option in plain["options"])
    return Question(**(plain | tuples | {"kind": Kind(plain["kind"]), "options": options}))


QUESTIONS = list({case["question"]["id"]: from_json(case["question"]) for case in CASES}.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['question']['id']} {case['response']!r}")
def test_catalogue_shared_with_the_browser(case):
    result = grade(from_json(case["question"]), case["response"])
    assert result.outcome == case["outcome"]
    assert result.message == case["message"]
    assert result.score == pytest.approx(case["score"], abs=1e-4)
    assert list(result.look_at) == case["look_at"]


def test_catalogue_has_every_kind_right_wrong_and_untouched():
    found = {(case["question"]["kind"], case["outcome"]) for case in CASES}
    assert found >= {(k.value, o) for k in Kind for o in ("correct", "not-yet", "not-attempted")}


def test_questions_survive_the_trip_through_json():
    for question in bank.all_questions():
        plain = json.loads(json.dumps(bank.as_dict(question)))
        back = from_json(plain)
        assert replace(back, exemplars=question.exemplars) == question


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.just(...)
    | st.builds(object),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner),
    max_leaves=6,
)


@given(st.sampled_from(QUESTIONS), ANYTHING)
def test_never_raises_and_always_says_something(question, response):
    result = grade(question, response)
    assert result.outcome in {Outcome.CORRECT, Outcome.NOT_YET, Outcome.NOT_ATTEMPTED}
    assert result.message
    assert 0 <= result.score <= 1
    assert (result.score == 1) == (result.outcome is Outcome.CORRECT)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
@pytest.mark.parametrize("response", [None, "", " ", [], {}, ..., ()])
def test_untouched(question, response):
    result = grade(question, response)
    assert (result.outcome, result.message) == (Outcome.NOT_ATTEMPTED, EMPTY[question.kind])


@pytest.mark.parametrize("response", [10**5000, [10**5000], {"0": 10**5000}], ids=["int", "list", "dict"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_numbers_too_long_to_print(question, response):
    assert grade(question, response).outcome in {Outcome.NOT_ATTEMPTED, Outcome.NOT_YET}


def test_tables_and_arrays():
    import numpy as np
    import pandas as pd

    for question, response in itertools.product(
        QUESTIONS, [np.arange(3), pd.DataFrame({"a": [1]}), pd.Series([1])]
    ):
        assert grade(question, response).outcome is Outcome.NOT_ATTEMPTED


ORDER = Question("L9.R1", "09-x", Kind.ORDER, "?", items=("a", "b", "c", "d"), feedback={"not_yet": "Again."})


@given(st.permutations(range(4)))
def test_order_only_the_bank_order_is_right(order):
    result = grade(ORDER, [str(index) for index in order])
    assert (result.outcome is Outcome.CORRECT) == (order == sorted(order))
    assert result.score == sum(place == index for place, index in enumerate(order)) / 4


MATCH = Question("L9.R2", "09-x", Kind.MATCH, "?", items=("a", "b", "c"), targets=("x", "y", "z"))


@given(st.permutations(range(3)))
def test_match_only_own_targets_are_right(order):
    result = grade(MATCH, {str(item): str(target) for item, target in enumerate(order)})
    assert (result.outcome is Outcome.CORRECT) == (order == [0, 1, 2])


def test_order_items_with_the_same_text_may_change_places():
    question = replace(ORDER, items=("a", "b", "b", "c"))
    assert grade(question, ["0", "2", "1", "3"]).outcome is Outcome.CORRECT


@pytest.mark.parametrize("question", bank.all_questions(), ids=lambda q: q.id)
def test_every_question_of_the_course_can_be_answered_rightly(question):
    right = {
        Kind.SINGLE: next((o.id for o in question.options if o.key or not question.scored), None),
        Kind.MULTIPLE: [o.id for o in question.options if o.key],
        Kind.NUMBER: str(question.answer),
        Kind.ORDER: [str(index) for index in range(len(question.items))],
        Kind.MATCH: {str(index): str(index) for index in range(len(question.items))},
        Kind.TEXT: question.exemplars[-1][1] if question.exemplars else "",
    }[question.kind]
    assert grade(question, right).outcome is Outcome.CORRECT
