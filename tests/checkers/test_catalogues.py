"""Right, wrong, untouched and nonsense answers to every exercise, each with the message that it must produce."""

import functools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

import course
from course.check import exercise
from course.model import Outcome

FILES = sorted((Path(__file__).parent / "catalogue").glob("[0-9][0-9]-*.yaml"))
LESSONS = [file.stem for file in FILES]


@functools.cache
def catalogue(lesson):
    return yaml.safe_load((Path(__file__).parent / "catalogue" / f"{lesson}.yaml").read_text("utf8"))


def names(lesson):
    """The names that an exercise notebook has before its answers, made anew so that no case spoils another."""
    found = {"np": np, "pd": pd}
    exec(catalogue(lesson)["setup"], found)  # noqa: S102  (our own catalogue)
    return found


def handed_in(lesson, case):
    if "value" in case:
        return case["value"]
    found = names(lesson)
    if "python" in case:
        return eval(case["python"], found)  # noqa: S307  (our own catalogue)
    before = set(found)
    exec(case["function"], found)  # noqa: S102  (our own catalogue)
    defined = [name for name in found if name not in before and callable(found[name])]
    return found[defined[-1]]


def label(case):
    if not isinstance(case, dict):
        return str(case)
    what = next(case[name] for name in ("function", "python", "value") if name in case)
    return f"{case['exercise']} {what!r}"[:60]


CASES = [(lesson, case) for lesson in LESSONS for case in catalogue(lesson)["cases"]]
EXERCISES = [(lesson, item) for lesson in LESSONS for item in exercise.load(lesson)]


def exercise_label(item):
    return getattr(item, "id", item)


def test_every_exercise_has_a_catalogue():
    folders = Path(exercise.paths.lessons()).glob("[0-9][0-9]-*/exercise.yaml")
    assert sorted(file.parent.name for file in folders) == LESSONS


@pytest.mark.parametrize(("lesson", "case"), CASES, ids=label)
def test_catalogue(lesson, case):
    result = exercise.check(case["exercise"], handed_in(lesson, case))
    assert (result.outcome, result.message) == (case["outcome"], case["message"])


@pytest.mark.parametrize(("lesson", "item"), EXERCISES, ids=exercise_label)
def test_every_diagnosis_and_every_outcome_is_in_the_catalogue(lesson, item):
    own = [case for case in catalogue(lesson)["cases"] if case["exercise"] == item.id]
    assert {diagnosis.message for diagnosis in item.diagnoses} <= {case["message"] for case in own}
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
@pytest.mark.parametrize(("lesson", "item"), EXERCISES, ids=exercise_label)
def test_nonsense_is_never_right_and_never_our_error(lesson, item, value):
    result = exercise.check(item.id, value)
    assert result.outcome in {Outcome.NOT_YET, Outcome.NOT_ATTEMPTED}
    assert 0 < len(result.message) < 600, lesson


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_solution_of_the_notebook_is_right(lesson, monkeypatch):
    monkeypatch.setattr(course, "check", lambda _id, value: value, raising=False)
    found = names(lesson)
    for item in exercise.load(lesson):
        before = dict(found)
        exec(exercise.solution(item.id), found)  # noqa: S102  (our own notebook)
        new = {
            name: value for name, value in found.items() if name not in before or before[name] is not value
        }
        new.pop("__builtins__", None)
        outcomes = {name: exercise.check(item.id, value).outcome for name, value in new.items()}
        assert Outcome.CORRECT in outcomes.values(), f"{item.id}: none of {outcomes} is right"
