"""What exercise 1 expects follows from the table of facts."""

from pathlib import Path

import pandas as pd

from course.check import exercise

ARTICLES = ["BLOG", "GVS", "IND", "WSWS", "WP"]
FACTS = pd.read_csv(Path(__file__).parents[2] / "data" / "articles" / "facts.csv")
SUPPORT = FACTS.set_index("fact")[ARTICLES].sum(axis="columns")


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
