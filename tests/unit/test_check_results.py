import numpy as np
import pandas as pd
import pytest

from course.check.results import correct, diagnosed, not_yet, untouched
from course.model import Diagnosis, Exercise, Outcome

EXERCISE = Exercise(
    "L9.E1",
    "09-x",
    "Try",
    "number",
    9,
    "Yes.",
    "Again.",
    diagnoses=(Diagnosis(8, "Close.", ("IND-P05",)), Diagnosis(7, "Far.")),
    evidence=("GVS-P04",),
)


@pytest.mark.parametrize("value", [None, ..., [...], (..., ...), {...}, {"a": ..., "b": ...}])
def test_untouched(value):
    assert untouched(value)


@pytest.mark.parametrize(
    "value", [0, False, "", [], {}, set(), [1, ...], {"a": ..., "b": 1}, pd.DataFrame(), np.array([])]
)
def test_touched(value):
    assert not untouched(value)


def test_results():
    assert (correct(EXERCISE).outcome, correct(EXERCISE).message, correct(EXERCISE).score) == (
        Outcome.CORRECT,
        "Yes.",
        1.0,
    )
    assert (not_yet("x", 0.5).look_at, not_yet("x", 0.5).score) == ((), 0.5)


def test_diagnosed_brings_its_own_passages_and_no_others():
    assert diagnosed(EXERCISE, lambda wrong: wrong == 8).look_at == ("IND-P05",)
    assert diagnosed(EXERCISE, lambda wrong: wrong == 7).look_at == ()
    assert diagnosed(EXERCISE, lambda _: False) is None
