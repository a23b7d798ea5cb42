import pandas as pd
import pytest

from course import charts


def table(**marks):
    count = len(next(iter(marks.values())))
    return pd.DataFrame(
        {
            "fact": [f"F{n:02d}" for n in range(1, count + 1)],
            "statement": [f"Statement {n}" for n in range(count)],
            **marks,
        }
    )


@pytest.mark.parametrize(
    ("facts", "takeaway"),
    [
        (table(BLOG=[1, 0], GVS=[1, 1]), "GVS states 2 of 2 facts, BLOG 1; 0 facts stand in none of them."),
        (table(BLOG=[1, 0], GVS=[1, 0]), "Each article states 1 of 2 facts; 1 fact stands in none of them."),
        (
            table(BLOG=[1, 0, 0], GVS=[0, 1, 0], WP=[0, 0, 0]),
            "BLOG and GVS state 1 of 3 facts, WP 0; 1 fact stands in none of them.",
        ),
    ],
)
def test_the_takeaway_is_counted(facts, takeaway):
    assert charts.fact_matrix(facts).to_dict()["usermeta"]["takeaway"] == takeaway


def test_the_table_says_yes_and_no():
    told = charts.fact_matrix(table(BLOG=[1, 0])).to_dict()["usermeta"]["table"]
    assert told == {
        "columns": ["fact", "statement", "BLOG", "articles"],
        "rows": [["F01", "Statement 0", "yes", "1"], ["F02", "Statement 1", "no", "0"]],
    }


def test_each_cell_has_a_symbol_besides_its_colour():
    layers = charts.fact_matrix(table(BLOG=[1, 0])).to_dict()["layer"]
    shapes = [
        layer["encoding"]["shape"]["scale"]["range"] for layer in layers if "shape" in layer["encoding"]
    ]
    assert len(set(shapes[0])) == 2


def test_the_size_follows_the_table():
    spec = charts.fact_matrix(table(BLOG=[1, 0, 1])).to_dict()
    assert (spec["width"], spec["height"]) == (66, 114)
