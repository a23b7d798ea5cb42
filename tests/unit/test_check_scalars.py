import decimal
import math

import numpy as np
import pandas as pd
import pytest

from course.check.scalars import MISSING_VALUE, number, prose, text
from course.model import Diagnosis, Exercise, Outcome

NUMBER = Exercise(
    "L9.E1", "09-x", "Try", "number", 9, "Yes.", "Again.", diagnoses=(Diagnosis(8, "One missed."),)
)
SHARE = Exercise("L9.E2", "09-x", "Try", "number", 23.6, "Yes.", "Again.", tolerance=0.1)
TEXT = Exercise(
    "L9.E3",
    "09-x",
    "Try",
    "text",
    ["IND-P12", "twelve"],
    "Yes.",
    "Again.",
    diagnoses=(Diagnosis("IND-P11", "One on."),),
)
PROSE = Exercise(
    "L9.E4", "09-x", "Try", "prose", {"words": [3, 6], "citations": 1}, "Now read it again.", "Again."
)


@pytest.mark.parametrize(
    "value",
    [
        9,
        9.0,
        np.int64(9),
        np.float32(9),
        np.array(9),
        np.array([9]),
        pd.Series([9]),
        pd.Series([9], dtype="Int64").sum(),
        [9],
    ],
)
def test_the_right_number_in_any_dress(value):
    assert number(NUMBER, value).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (8, "One missed."),
        (np.float64(8), "One missed."),
        (10, "Again."),
        (-9, "Again."),
        (10**400, "Again."),
        (math.inf, "Again."),
        ("9", "'9' stands in quotation marks, so Python takes it for text. A number goes without them."),
        ("nine", "'nine' is text to Python. Write a number in digits and without quotation marks."),
        (
            "9 %",
            "'9 %' stands in quotation marks, so Python takes it for text. A number goes without them, and without a sign or a word behind it.",
        ),
        ((273, 68), "Python takes 273,68 for two numbers. If you mean one, write a point: 273.68."),
        ((0, 277), "Python takes 0,277 for two numbers. If you mean one, write a point: 0.277."),
        (
            (1, 435),
            "Python takes 1,435 for two numbers. If you mean one, leave the comma out: 1435. If it is a decimal comma, write a point: 1.435.",
        ),
        (pd.Timedelta(days=9), "You gave a length of time. The question asks for one number, such as 3."),
        (True, "Your value is True or False. The question asks for a number: how many?"),
        (np.True_, "Your value is True or False. The question asks for a number: how many?"),
        (math.nan, MISSING_VALUE),
        (pd.NA, MISSING_VALUE),
        (
            pd.Series([1, 2]),
            "You gave a column of 2 values. The question asks for one number: count or add up what you have.",
        ),
        (
            pd.DataFrame({"a": [9]}),
            "You gave a whole table. The question asks for one number: count or add up what you have.",
        ),
        (
            {9},
            "You gave a list of 1 value. The question asks for one number: count or add up what you have.",
        ),
        ({}, "You gave a dictionary. The question asks for one number: count or add up what you have."),
        (lambda: 9, "You gave a function, not its result. Call it: write brackets behind its name."),
        (9j, "You gave a value of type complex. The question asks for one number, such as 3."),
        (
            decimal.Decimal(9),
            "You gave a value of type Decimal. The question asks for one number, such as 3.",
        ),
    ],
)
def test_other_values_are_told_what_they_are(value, said):
    result = number(NUMBER, value)
    assert (result.outcome, result.message) == (Outcome.NOT_YET, said)


@pytest.mark.parametrize(
    ("value", "right"), [(23.6, True), (23.7, True), (23.5, True), (23.71, False), (24, False)]
)
def test_tolerance(value, right):
    assert (number(SHARE, value).outcome is Outcome.CORRECT) is right


@pytest.mark.parametrize(
    "value", ["IND-P12", "ind p12", "INDP12", " “IND-P12”. ", "Twelve", np.str_("twelve"), ["twelve"]]
)
def test_text_is_lenient_about_its_dress(value):
    assert text(TEXT, value).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("value", "outcome", "said"),
    [
        ("IND P11", Outcome.NOT_YET, "One on."),
        ("GVS", Outcome.NOT_YET, "Again."),
        (12, Outcome.NOT_YET, "You gave a number. The question asks for text, in quotation marks."),
        (
            "  ",
            Outcome.NOT_ATTEMPTED,
            "Not attempted yet: put your answer where the three dots are, then run the cell again.",
        ),
    ],
)
def test_other_texts(value, outcome, said):
    assert (text(TEXT, value).outcome, text(TEXT, value).message) == (outcome, said)


@pytest.mark.parametrize(
    ("value", "outcome", "said"),
    [
        ("The time: IND-P12.", Outcome.CORRECT, "3 words, 1 passage cited. Now read it again."),
        (
            "Too short",
            Outcome.NOT_YET,
            "You have 2 words; write at least 3. You cite 0 paragraphs; cite at least 1, such as GVS P14.",
        ),
        (
            "",
            Outcome.NOT_ATTEMPTED,
            "Not attempted yet: put your answer where the three dots are, then run the cell again.",
        ),
        (7, Outcome.NOT_YET, "You gave a number. Write sentences between quotation marks."),
    ],
)
def test_prose_is_measured_not_judged(value, outcome, said):
    assert (prose(PROSE, value).outcome, prose(PROSE, value).message) == (outcome, said)
