import re

import numpy as np
import pandas as pd
import pytest

from course.model import CourseError
from course.statistics import gains as room
from course.statistics.gains import gains
from course.statistics.report import summary
from course.statistics.wording import number


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch):
    monkeypatch.setattr(room, "RESAMPLES", 200)


def answers(students, lift=0.15, seed=1, items=10):
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        [
            {
                "student": f"s{student}",
                "form": form,
                "item": f"Q{item}",
                "correct": int(random.random() < share),
            }
            for form, share in (("pre", 0.4), ("post", 0.4 + lift))
            for student in range(students)
            for item in range(items)
        ]
    )


def test_the_order_is_that_of_the_curriculum():
    text = summary(answers(16))
    places = [
        text.index(words)
        for words in (
            "Students with both tests: 16",
            "Mean pre:",
            "Mean post:",
            "Difference:",
            "Effect size:",
            "Picture of every student:",
            "What a class of this size can show",
            "sign-flip test",
            "Do the items agree",
            "Items of post",
            "Before you conclude",
        )
    ]
    assert places == sorted(places)


def test_the_numbers_are_those_of_gains():
    table = answers(16)
    found, text = gains(table), summary(table)
    for value in (found.mean_pre, found.mean_post, found.difference, found.interval.low, found.interval.high,
                  found.effect, found.normalised_gain, found.normalised_change):  # fmt: skip
        assert number(value) in text


def test_a_p_value_never_stands_alone():
    for students, lift in [(16, 0.15), (8, 0.0), (40, 0.3)]:
        lines = [
            line for line in summary(answers(students, lift)).splitlines() if re.search(r"\bp [=<]", line)
        ]
        assert lines
        assert all(re.search(r"interval −?\d", line) for line in lines)


def test_the_power_table_has_a_row_for_this_class():
    text = summary(answers(17))
    assert "| **17 (this class)** | 0.72 |" in text
    assert "| 20 | 0.66 |" in text
    assert "| **20 (this class)** | 0.66 |" in summary(answers(20))


def test_zero_inside_the_interval_is_said():
    assert "zero is one of them, so the class may not have changed" in summary(answers(10, lift=0.0))
    assert "zero is not one of them" in summary(answers(30, lift=0.4))


def test_students_left_out_are_counted_and_named():
    table = answers(9)
    table = table[~((table["student"] == "s4") & (table["form"] == "post"))]
    text = summary(table)
    assert "**Students with both tests: 8.** 1 student with one test only left out: s4." in text
    assert "Students with one test only may differ" in text
    assert "Nobody was left out." in summary(answers(9))


@pytest.mark.parametrize(
    ("students", "small", "pool"), [(9, True, True), (10, True, False), (29, True, False), (30, False, False)]
)
def test_small_classes_are_warned(students, small, pool):
    text = summary(answers(students, items=4))
    assert ("one unusual student moves every number" in text) == small
    assert ("pool with other terms before you publish" in text) == pool
    assert "no number here says that the course caused the gain" in text


def test_an_exact_test_says_so():
    assert "every pattern of signs tried" in summary(answers(14))
    assert "9,999 random patterns of signs, so approximate" in summary(answers(15))


def test_one_student_and_nobody():
    one = summary(answers(1))
    assert "Only one student has answers in both tests" in one
    assert "p =" not in one
    table = answers(2)
    none = summary(table[(table["student"] == "s0") == (table["form"] == "pre")])
    assert "Students with both tests: 0." in none
    assert "Mean pre" not in none
    assert "nan" not in one + none
    assert "None" not in one + none


def test_everybody_right_both_times():
    text = summary(answers(5).assign(correct=1))
    assert "full score before the course" in text
    assert "No interval: see below." in text
    assert "nan" not in text


def test_the_same_answers_give_the_same_page():
    assert summary(answers(9)) == summary(answers(9))


def test_a_wrong_table_is_refused():
    with pytest.raises(CourseError, match='no column "correct"'):
        summary(answers(3).drop(columns="correct"))
