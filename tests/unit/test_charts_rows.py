import pandas as pd
import pytest

from course.charts import rows
from course.model import CourseError


@pytest.fixture
def facts():
    return pd.DataFrame(
        {"fact": ["F01", "F02"], "statement": ["Where", "When"], "GVS": [1, 0], "BLOG": [1, 0]}
    )


def test_articles_come_in_the_order_of_the_course(facts):
    assert rows.articles(facts) == ["BLOG", "GVS"]


def test_support_is_counted_and_the_students_table_left_alone(facts):
    before = facts.copy()
    assert rows.checked(facts)["support"].tolist() == [2, 0]
    pd.testing.assert_frame_equal(facts, before)


def test_truth_values_count_as_marks(facts):
    assert rows.checked(facts.assign(GVS=[True, False]))["support"].tolist() == [2, 0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="fact"), r'has no column "fact"\. Start from course\.load\("facts"\)'),
        (lambda t: t.drop(columns=["GVS", "BLOG"]), "no column for an article"),
        (lambda t: t[t["GVS"] > 1], "no fact left to draw"),
        (lambda t: t.assign(GVS=[2, 0]), "neither 0 nor 1"),
        (lambda t: t.assign(GVS=[1, None]), "neither 0 nor 1"),
        (lambda t: pd.concat([t, t]), "F01 stands in the table twice"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused_in_words(facts, change, message):
    with pytest.raises(CourseError, match=message):
        rows.checked(change(facts))


def test_long_statements_are_wrapped():
    table = pd.DataFrame(
        {"statement": ["short", "a statement that is much too long for one line of a chart"]}
    )
    assert [label.count("\n") for label in rows.wrapped(table)] == [0, 1]
