"""Right, wrong, untouched and nonsense answers to lesson 1, each with the message that it must produce."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from course.check import exercise
from course.model import Outcome

ARTICLES = ["BLOG", "GVS", "IND", "WSWS", "WP"]
FACTS = pd.read_csv(Path(__file__).parents[2] / "data" / "articles" / "facts.csv")
SUPPORT = FACTS.set_index("fact")[ARTICLES].sum(axis="columns")
CATALOGUE = yaml.safe_load((Path(__file__).parent / "catalogue" / "01-1449.yaml").read_text("utf8"))


def handed_in(case):
    names = {"facts": FACTS.copy(), "articles": ARTICLES, "support": SUPPORT.copy(), "np": np, "pd": pd}
    if "function" in case:
        exec(case["function"], names)  # noqa: S102  (our own catalogue)
        return names["fact_support"]
    return eval(case["python"], names) if "python" in case else case["value"]  # noqa: S307  (our own catalogue)


def label(case):
    what = next(case[name] for name in ("function", "python", "value") if name in case)
    return f"{case['exercise']} {what!r}"[:60]


@pytest.mark.parametrize("case", CATALOGUE, ids=label)
def test_catalogue(case):
    result = exercise.check(case["exercise"], handed_in(case))
    assert (result.outcome, result.message) == (case["outcome"], case["message"])


@pytest.mark.parametrize("question", exercise.load("01-1449"), ids=lambda e: e.id)
def test_every_diagnosis_and_every_outcome_is_in_the_catalogue(question):
    own = [case for case in CATALOGUE if case["exercise"] == question.id]
    assert {diagnosis.message for diagnosis in question.diagnoses} <= {case["message"] for case in own}
    assert {case["outcome"] for case in own} == {"correct", "not-yet", "not-attempted"}


NONSENSE = [
    "",
    "  ",
    "x" * 10**5,
    b"9",
    9j,
    10**5000,
    [[]],
    [None],
    {None: None},
    {1: {2: {3: 4}}},
    range(3),
    object,
    Exception(),
]


@pytest.mark.parametrize("value", NONSENSE, ids=lambda v: type(v).__name__)
@pytest.mark.parametrize("question", exercise.load("01-1449"), ids=lambda e: e.id)
def test_nonsense_is_never_right_and_never_our_error(question, value):
    result = exercise.check(question.id, value)
    assert result.outcome in {Outcome.NOT_YET, Outcome.NOT_ATTEMPTED}
    assert 0 < len(result.message) < 600


def test_expected_values_follow_from_the_table():
    expected = {question.id: question.expected for question in exercise.load("01-1449")}
    assert expected["L1.E1"] == (SUPPORT >= 2).sum()
    assert set(expected["L1.E2"]) == set(SUPPORT.index[SUPPORT == 1])
    assert set(expected["L1.E3"]) == set(SUPPORT.index[SUPPORT == 0])
    assert expected["L1.E4"] == FACTS[ARTICLES].sum().to_dict()
    assert expected["L1.E5"] == SUPPORT.sum()


def test_the_first_case_of_the_function_is_the_table():
    table = exercise.find("L1.E6").cases[0]["args"][0]["table"]
    assert table["rows"] == FACTS[table["columns"]].to_numpy().tolist()


def test_every_solution_of_the_notebook_is_right():
    for question in exercise.load("01-1449"):
        names = {"facts": FACTS.copy(), "articles": ARTICLES, "support": SUPPORT.copy()}
        before = set(names)
        exec(exercise.solution(question.id), names)  # noqa: S102  (our own notebook)
        answer = next(value for name, value in names.items() if name not in before | {"__builtins__"})
        assert exercise.check(question.id, answer).outcome is Outcome.CORRECT
