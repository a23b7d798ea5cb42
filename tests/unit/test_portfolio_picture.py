from __future__ import annotations

import pytest

from course.charts.calibration import wilson
from course.portfolio.picture import LEFT, RIGHT, WIDTH, across, picture
from course.quiz.calibration import summary


def answers(*pairs):
    return {
        f"L1.Q{n}": [{"outcome": "correct" if right else "not-yet", "confidence": rating}]
        for n, (rating, right) in enumerate(pairs)
    }


@pytest.fixture
def drawn():
    return picture(summary(answers(("lean", True), ("lean", False), ("certain", True))))


def test_shares_lie_between_the_ends():
    assert (across(0), across(0.5), across(1)) == (LEFT, (LEFT + RIGHT) / 2, RIGHT)
    assert RIGHT < WIDTH


def test_each_rating_has_a_row_and_unused_ones_no_dot(drawn):
    assert [row.rating for row in drawn.marks] == ["guess", "lean", "fairly sure", "certain"]
    assert [row.right for row in drawn.marks] == [None, across(0.5), None, across(1)]
    assert [row.said for row in drawn.marks] == [across(share) for share in (0.33, 0.5, 0.75, 0.95)]
    assert all(0 < row.y < drawn.height for row in drawn.marks)


def test_the_thin_bar_is_the_interval_of_the_course(drawn):
    low, high = wilson(0.5, 2)
    assert (drawn.marks[1].low, drawn.marks[1].high) == (across(low), across(high))


def test_sentence_and_table_are_those_of_the_lesson(drawn):
    assert drawn.takeaway.startswith("3 rated answers: you felt 65 percent sure and were right in 67 percent")
    assert drawn.columns[0] == "rating"
    assert drawn.rows[1][:4] == ["lean", "2", "50%", "50%"]
