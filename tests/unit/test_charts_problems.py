import pandas as pd
import pytest

from course import charts
from course.charts import theme
from course.charts.problems import CLASSES
from course.model import CourseError

PROBLEMS = pd.DataFrame(
    {
        "problem": ["E1", "E2", "E3", "E4"],
        "passage": ["GVS-P04", "WP-P03", "GVS-P02", "IND-P19"],
        "problem_class": ["factual error", "factual error", "page artefact", "framing"],
    }
)


def told(problems=PROBLEMS):
    return charts.problem_classes(problems).to_dict()["usermeta"]


def test_every_class_keeps_its_row_and_its_count():
    table = told()["table"]
    assert table["columns"] == ["class", "count", "problems", "what a desk does"]
    assert [(row[0], row[1], row[2]) for row in table["rows"]] == [
        ("factual error", "2", "E1, E2"),
        ("wording", "0", "none"),
        ("contested", "0", "none"),
        ("framing", "1", "E4"),
        ("page artefact", "1", "E3"),
        ("opinion", "0", "none"),
    ]


def test_the_takeaway_is_counted():
    assert (
        told()["takeaway"]
        == "Of 4 problems a desk can mend 2 by changing words, 1 by adding some; 1 stays as it is."
    )
    assert told(PROBLEMS[:2])["takeaway"].endswith("0 by adding some; 0 stay as they are.")


def test_tiles_stand_side_by_side_and_never_on_one_another():
    datasets = charts.problem_classes(PROBLEMS).to_dict()["datasets"].values()
    places = {
        (row["class"], row["middle"])
        for rows in datasets
        for row in rows
        if "middle" in row and "problem" in row
    }
    assert len(places) == len(PROBLEMS)


def test_looks_differ_by_more_than_colour():
    for look in CLASSES.values():
        assert theme.contrast(look.text, look.fill) >= 4.5
        assert max(theme.contrast(look.fill, theme.PANEL), theme.contrast(look.outline, theme.PANEL)) >= 3
    assert len({(look.fill, look.dash) for look in CLASSES.values()}) == 3
    assert len({look.dash for look in CLASSES.values()}) == 2


def test_a_broken_table_says_what_to_do():
    with pytest.raises(CourseError, match=r'no column "passage". Start from course.load\("problems"\)'):
        charts.problem_classes(PROBLEMS.drop(columns="passage"))
    with pytest.raises(CourseError, match="no problem left"):
        charts.problem_classes(PROBLEMS[:0])
    with pytest.raises(CourseError, match='"typo" is no class of the course'):
        charts.problem_classes(PROBLEMS.assign(problem_class="typo"))
