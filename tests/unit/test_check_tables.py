import pandas as pd
import pytest

from course.check.tables import table
from course.model import Diagnosis, Exercise, Outcome

EXERCISE = Exercise(
    "L9.E1",
    "09-x",
    "Try",
    "table",
    {
        "key": "article",
        "rows": [
            {"article": "GVS", "tokens": 70, "share": 6.3},
            {"article": "IND", "tokens": 217, "share": 23.6},
        ],
    },
    "Yes.",
    "Again.",
    tolerance=0.1,
    diagnoses=(Diagnosis([{"article": "IND", "tokens": 60, "share": 6.5}], "You forgot the appeal."),),
)
COLUMN = Exercise(
    "L9.E2",
    "09-x",
    "Try",
    "table",
    {"key": "article", "rows": [{"article": "GVS", "n": 10}, {"article": "WP", "n": 2}]},
    "Yes.",
    "Again.",
)
RIGHT = pd.DataFrame({"article": ["GVS", "IND"], "tokens": [70, 217], "share": [6.3, 23.6]})


@pytest.mark.parametrize(
    "value",
    [
        RIGHT,
        RIGHT.iloc[::-1],
        RIGHT[["share", "article", "tokens"]],
        RIGHT.set_index("article"),
        RIGHT.set_index("article").rename_axis(index=None),
        RIGHT.assign(more="x"),
        RIGHT.astype({"tokens": "Int64", "article": "category"}),
        RIGHT.assign(tokens=RIGHT.tokens.astype(float), share=[6.27, 23.64]),
        RIGHT.to_dict("records"),
    ],
)
def test_the_right_table_in_any_dress(value):
    assert table(EXERCISE, value).outcome is Outcome.CORRECT


def test_a_series_fits_where_one_column_is_asked_for():
    assert table(COLUMN, pd.Series({"WP": 2, "GVS": 10})).outcome is Outcome.CORRECT
    assert "The question asks for a table" in table(EXERCISE, pd.Series({"GVS": 70})).message


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (RIGHT.assign(tokens=[70, 1]), "1 of 2 rows are right. Look again at IND. Again."),
        (RIGHT.iloc[:1], "1 of 2 rows are right. 1 still missing. Again."),
        (
            pd.concat([RIGHT, RIGHT.assign(article=["AP", "AFP"])]),
            "2 of 2 rows are right. Not asked for: AP, AFP. Again.",
        ),
        (RIGHT.assign(tokens=[70, 60], share=[6.3, 6.5]), "You forgot the appeal."),
        (RIGHT.drop(columns="share"), "The column share is not there. Again."),
        (RIGHT.iloc[:0], "Your table has no rows. Again."),
        (
            pd.concat([RIGHT, RIGHT]),
            "The column 'article' names a row twice. Each should stand once: group or filter first.",
        ),
        (RIGHT.assign(tokens=[70, None]), "1 of 2 rows are right. Look again at IND. Again."),
        ("x", "You gave text. The question asks for a table with a column 'article'."),
        ([1], "You gave a list of 1 value. The question asks for a table with a column 'article'."),
    ],
)
def test_other_tables(value, said):
    assert (table(EXERCISE, value).outcome, table(EXERCISE, value).message) == (Outcome.NOT_YET, said)
