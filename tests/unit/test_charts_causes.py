import pandas as pd
import pytest

from course import charts
from course.charts import theme
from course.charts.causes import FILLS, INKS
from course.model import CourseError

CAUSES = pd.DataFrame({"cause": ["C1", "C2", "C3"], "label": ["Leaflets", "Talks", "Anger"]})
CITATIONS = pd.DataFrame(
    [
        ("C1", "BLOG-P02", "asserts", "author"),
        ("C1", "IND-P13", "asserts", "report"),
        ("C1", "IND-P22", "asserts", "actor"),
        ("C1", "IND-P27", "denies", "named expert"),
        ("C2", "BLOG-P08", "asserts", "report"),
        ("C2", "WP-P10", "asserts", "author"),
        ("C2", "WP-P11", "asserts", "author"),
        ("C2", "WP-P12", "asserts", "report"),
        ("C3", "GVS-P01", "denies", "actor"),
    ],
    columns=["cause", "passage", "stance", "voice"],
)


def told(figure):
    return figure.to_dict()["usermeta"]


def matrix(citations=CITATIONS):
    return charts.cause_matrix(CAUSES, citations)


def rows(citations=CITATIONS):
    table = told(matrix(citations))["table"]
    return {row[0]: dict(zip(table["columns"], row, strict=True)) for row in table["rows"]}


def test_sums_count_articles_and_leave_denials_out():
    assert {cause: row["articles"] for cause, row in rows().items()} == {"C1": "2", "C2": "2", "C3": "0"}


def test_a_cell_names_paragraphs_voices_and_a_denial():
    assert rows()["C1"]["IND"] == "P13, P22: report, actor; denied: P27"
    assert rows()["C2"]["WP"] == "P10–12: author, report"
    assert rows()["C3"]["GVS"] == "denied: P1"
    assert rows()["C3"]["WP"] == "no"


def test_the_fill_says_whether_somebody_else_speaks():
    cells = next(d for d in matrix().to_dict()["datasets"].values() if "state" in d[0])
    states = {(cell["cause"], cell["article"]): cell["state"] for cell in cells}
    assert states["C1", "IND"] == "somebody else says it"
    assert states["C1", "BLOG"] == states["C2", "WP"] == "only the page itself says it"
    assert states["C3", "GVS"] == "not claimed"


def test_the_takeaway_is_counted():
    assert told(matrix())["takeaway"] == (
        "C1 and C2 are claimed by 2 of 5 articles; BLOG and WP claim every cause in its own voice only."
    )
    heard = CITATIONS.assign(voice="named expert")
    assert told(matrix(heard))["takeaway"].endswith("every article lets somebody else speak for a cause.")


def test_words_can_be_read_on_every_fill():
    assert min(theme.contrast(FILLS[state], INKS[state]) for state in FILLS) >= 4.5


@pytest.mark.parametrize("draw", [matrix, charts.cause_sets])
def test_a_broken_table_says_what_to_do(draw):
    with pytest.raises(CourseError, match='no column "voice"'):
        draw(CITATIONS.drop(columns="voice"))
    with pytest.raises(CourseError, match="no citation left"):
        draw(CITATIONS[:0])
    with pytest.raises(CourseError, match='"XYZ" is none'):
        draw(CITATIONS.assign(passage="XYZ-P01"))


def test_a_cause_that_is_not_in_the_table_is_refused():
    with pytest.raises(CourseError, match="C3 is in the citations and not among the causes"):
        charts.cause_matrix(CAUSES[:2], CITATIONS)
    with pytest.raises(CourseError, match='no column "label"'):
        charts.cause_matrix(CAUSES.drop(columns="label"), CITATIONS)
