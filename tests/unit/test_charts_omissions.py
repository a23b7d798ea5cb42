import pandas as pd
import pytest

from course import charts
from course.model import CourseError

ITEMS = pd.DataFrame({"omission": ["O01", "O02", "O03"], "item": ["Reason", "Reply", "Casualties"]})
CITATIONS = pd.DataFrame(
    {"omission": ["O01", "O02", "O02", "O02"], "passage": ["GVS-P17", "IND-P17", "IND-P18", "WP-P03"]}
)


def told(items=ITEMS, citations=CITATIONS):
    return charts.omission_matrix(items, citations).to_dict()["usermeta"]


def test_sums_count_articles_and_not_paragraphs():
    table = told()["table"]
    assert table["columns"] == ["omission", "item", "BLOG", "GVS", "IND", "WSWS", "WP", "articles"]
    assert table["rows"] == [
        ["O01", "Reason", "no", "P17", "no", "no", "no", "1"],
        ["O02", "Reply", "no", "no", "P17, P18", "no", "P3", "2"],
        ["O03", "Casualties", "no", "no", "no", "no", "no", "0"],
    ]


def test_the_takeaway_is_counted():
    assert told()["takeaway"] == (
        "GVS, IND and WP have most, 1 of 3 items; together the five have 2, and 1 stands in none of them."
    )
    assert told(citations=CITATIONS[1:3])["takeaway"].startswith(
        "IND has most, 1 of 3 items; together the five have 1"
    )


def test_a_row_that_nobody_has_says_so():
    words = next(
        d for d in charts.omission_matrix(ITEMS, CITATIONS).to_dict()["datasets"].values() if "words" in d[0]
    )
    assert [row["words"] for row in words] == ["1", "2", "nobody"]


def test_a_broken_table_says_what_to_do():
    with pytest.raises(CourseError, match=r'no column "item". Start from course.load\("omissions"\)'):
        charts.omission_matrix(ITEMS.drop(columns="item"), CITATIONS)
    with pytest.raises(CourseError, match='no column "passage"'):
        charts.omission_matrix(ITEMS, CITATIONS.drop(columns="passage"))
    with pytest.raises(CourseError, match="no item left"):
        charts.omission_matrix(ITEMS[:0], CITATIONS)
    with pytest.raises(CourseError, match='"XYZ" is none'):
        charts.omission_matrix(ITEMS, CITATIONS.assign(passage="XYZ-P01"))
