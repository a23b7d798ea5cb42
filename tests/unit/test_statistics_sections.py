import numpy as np
import pandas as pd
import pytest

from course.statistics import resample, sections
from course.statistics.answers import check
from course.statistics.discernment import change
from course.statistics.wording import between, signed

FORMS = ("pre", "post")


def answers(students=12, items=6, seed=1):
    random = np.random.default_rng(seed)
    return check(
        pd.DataFrame(
            [
                {
                    "student": f"s{student}",
                    "form": form,
                    "item": f"Q{item}",
                    "correct": int(random.random() < 0.5),
                    "confidence": random.choice([0.33, 0.5, 0.75, 0.95]),
                    "response": random.choice(["a", "b"]),
                    "sound": item % 2 == 0,
                    "flagged": bool(random.random() < 0.5),
                }
                for form in FORMS
                for student in range(students)
                for item in range(items)
            ]
        )
    )


@pytest.fixture(scope="module")
def table():
    return answers()


def test_confidence(table):
    text = sections.of_confidence(table, FORMS, resample.SEED)
    assert text.startswith("## Confidence")
    mean = table[table["form"] == "pre"]["confidence"].mean()
    assert f"| pre | 72 | {mean:.2f} |" in text


@pytest.mark.parametrize(
    "without", [lambda t: t.drop(columns="confidence"), lambda t: t.assign(confidence=np.nan)]
)
def test_without_ratings_there_is_no_section(table, without):
    assert sections.of_confidence(without(table), FORMS, 1) == ""


def test_discernment(table):
    text = sections.of_discernment(table, FORMS, resample.SEED)
    hits = table.query("form == 'pre' and not sound")["flagged"].sum()
    assert f"| pre | {hits} of 36 |" in text
    assert "12 students judged claims in both tests. **" in text
    found = change(table)
    assert f"| change |  |  | {signed(found.d_change)} |" in text
    assert f"| {signed(found.c_change)} | {between(found.c_interval)} |" in text


def test_without_claims_in_both_tests_there_is_no_section(table):
    early = table.assign(flagged=table["flagged"].where(table["form"] == "pre"))
    assert sections.of_discernment(early, FORMS, 1) == ""
    assert sections.of_discernment(table.drop(columns="sound"), FORMS, 1) == ""


def test_reliability_and_its_reasons(table):
    text = sections.of_reliability(table, FORMS, resample.SEED)
    assert "- pre, 12 students, 6 items: " in text
    assert "95 % interval: " in text
    one = sections.of_reliability(table[table["student"] == "s1"], FORMS, 1)
    assert "- post, 1 student, 6 items: It takes at least 3 students" in one
    gap = sections.of_reliability(table.drop(index=0), FORMS, 1)
    assert "- pre, 11 students (1 left items out), 6 items" in gap


def test_items(table):
    text = sections.of_items(table, "post")
    right = table.query("form == 'post' and item == 'Q3'")["correct"].mean()
    assert f"| Q3 | 12 | {right:.2f} |" in text
    assert text.count("\n| Q") == 6


def test_options_that_need_a_second_look():
    table = answers().assign(response="b", correct=0)
    assert "Q1, option b (100 % of 12): key suspect, the top third prefers it" in sections.of_items(
        table, "post"
    )
    fine = table.assign(correct=1)
    assert "No option needs a second look." in sections.of_items(fine, "post")
    rare = answers(students=50).assign(response="a", correct=1)
    rare.loc[rare["student"] == "s7", ["response", "correct"]] = ["b", 0]
    assert "Q1, option b (2 % of 50): non-functional, hardly anybody chose it." in sections.of_items(
        rare, "post"
    )
    assert "option" not in sections.of_items(table.drop(columns="response"), "post").split("\n\n")[-1]
