import numpy as np
import pandas as pd
import pytest

from course.model import CourseError
from course.statistics import answers


def table(**changes):
    """Two students, two tests, two items."""
    rows = pd.DataFrame(
        [
            {"student": student, "form": form, "item": item, "correct": correct}
            for student, form, item, correct in [
                ("ada", "pre", "Q1", 1),
                ("ada", "pre", "Q2", 0),
                ("ada", "post", "Q1", 1),
                ("ada", "post", "Q2", 1),
                ("ben", "pre", "Q1", 0),
                ("ben", "pre", "Q2", 0),
                ("ben", "post", "Q1", 1),
            ]
        ]
    )
    return rows.assign(**changes)


def test_scores_count_right_answers():
    counted = answers.scores(table())
    assert counted.loc["ada"].to_dict() == {"pre": 1, "post": 2}
    assert counted.loc["ben"].to_dict() == {"pre": 0, "post": 1}


def test_an_item_left_out_counts_as_not_right_and_is_counted():
    found = answers.matched(table())
    assert found.unanswered == 1
    assert found.sizes == (2, 2)
    assert found.scores.loc["ben", "post"] == 1


def test_students_with_one_test_only_are_dropped_and_named():
    alone = pd.DataFrame({"student": ["cy", 7], "form": ["pre", "post"], "item": "Q1", "correct": 1})
    found = answers.matched(pd.concat([table(), alone]))
    assert list(found.scores.index) == ["ada", "ben"]
    assert found.dropped == ("7", "cy")


def test_a_third_test_does_not_disturb_the_match():
    other = pd.DataFrame({"student": ["dee"], "form": ["midterm"], "item": "Q1", "correct": 1})
    found = answers.matched(pd.concat([table(), other]))
    assert found.dropped == ()
    assert len(found.scores) == 2


def test_the_matrix_has_students_items_and_gaps():
    spread = answers.matrix(table(), "post")
    assert list(spread.columns) == ["Q1", "Q2"]
    assert spread.loc["ada"].tolist() == [1, 1]
    assert np.isnan(spread.loc["ben", "Q2"])


def test_items_keep_their_order():
    rows = pd.DataFrame({"student": "ada", "form": "pre", "item": [10, 9, 2, 1], "correct": 1})
    assert list(answers.matrix(rows, "pre").columns) == ["10", "9", "2", "1"]


def test_a_missing_column_is_named_with_those_that_are_there():
    with pytest.raises(CourseError, match=r'no column "item". Columns there: student, form, correct'):
        answers.check(table().drop(columns="item"))


@pytest.mark.parametrize("value", [2, -1, 0.5, "yes", None])
def test_correct_is_zero_or_one(value):
    rows = table(correct=pd.Series([1, 1, value, 1, 1, 1, 1], dtype="object"))
    with pytest.raises(CourseError, match=r'Row 3 of the table of answers has .* in column "correct"'):
        answers.check(rows)


@pytest.mark.parametrize("ones", [[True] * 7, ["1"] * 7, [1.0] * 7])
def test_other_ways_to_write_one_are_read(ones):
    assert answers.check(table(correct=ones))["correct"].tolist() == [1] * 7


def test_a_second_row_for_an_item_is_refused_with_an_example():
    with pytest.raises(CourseError, match=r"Student ada has two rows for item Q1 of form pre \(1 rows"):
        answers.check(pd.concat([table(), table().head(1)]))


def test_numbers_and_texts_of_one_code_are_the_same_student():
    rows = pd.DataFrame({"student": [7, "7"], "form": "pre", "item": "Q1", "correct": 1})
    with pytest.raises(CourseError, match="Student 7 has two rows"):
        answers.check(rows)


def test_a_missing_code_is_refused():
    with pytest.raises(CourseError, match=r'Row 1 .* in column "student": every answer needs one'):
        answers.check(table(student=[None, *["x"] * 6]))


@pytest.mark.parametrize(
    ("name", "value"), [("confidence", 60), ("confidence", "sure"), ("flagged", "perhaps")]
)
def test_optional_columns_are_checked(name, value):
    with pytest.raises(CourseError, match=f'Row 2 .* in column "{name}"'):
        answers.check(table(**{name: pd.Series([None, value, *[None] * 5], dtype="object")}))


def test_an_item_cannot_be_sound_and_faulty():
    with pytest.raises(CourseError, match="Item Q1 is sound in one row and faulty in another"):
        answers.check(table(sound=[True, False, False, False, True, False, True]))


def test_a_form_that_is_not_there_is_named():
    with pytest.raises(CourseError, match=r'no answers of form "final". Forms there: pre, post'):
        answers.matched(table(), ("pre", "final"))
    with pytest.raises(CourseError, match=r'no answers of form "pre". Forms there: none'):
        answers.matched(table().head(0))


def test_the_table_that_was_given_is_not_changed():
    rows = table(confidence=0.5)
    before = rows.copy()
    answers.check(rows)
    pd.testing.assert_frame_equal(rows, before)


def test_other_columns_are_left_alone():
    assert "seat" not in answers.check(table(seat=3)).columns


def test_a_statistic_can_ask_for_a_column():
    with pytest.raises(CourseError, match='needs the column "flagged"'):
        answers.need(answers.check(table()), "flagged")
