import json

import pandas as pd
import pytest

from course import charts
from course.model import CourseError
from course.statistics.answers import scores as counted


def scores(pre, post):
    return pd.DataFrame({"pre": pre, "post": post}, index=[f"s{n}" for n in range(len(pre))])


def spec(pre, post, **more):
    return charts.slopes(scores(pre, post), **more).to_dict()


def values(drawn, layer):
    """Data of one layer: 0 the mean, 1 the lines, 3 and 4 the numbers beside the scores."""
    return drawn["datasets"][drawn["layer"][layer]["data"]["name"]]


def test_the_takeaway_counts_every_student():
    takeaway = spec([3, 4, 5, 6], [5, 6, 5, 4])["usermeta"]["takeaway"]
    assert takeaway == "2 of 4 gained, 1 lost, 1 stayed the same; the mean went from 4.5 to 5.0."


def test_students_without_both_scores_are_left_out_and_counted():
    drawn = spec([3, 4, None], [5, None, 4])
    assert drawn["usermeta"]["takeaway"].endswith("Left out with one test only: 2.")
    assert [row[0] for row in drawn["usermeta"]["table"]["rows"]] == ["s0"]


def test_students_who_share_both_scores_share_a_line():
    drawn = values(spec([3, 3, 4], [5, 5, 4]), 1)
    assert [(end["test"], end["score"], end["kind"], end["students"]) for end in drawn] == [
        ("pre", 3, "gained", 2),
        ("post", 5, "gained", 2),
        ("pre", 4, "same", 1),
        ("post", 4, "same", 1),
    ]


def test_every_line_has_its_mean():
    mean = values(spec([2, 4], [6, 8]), 0)
    assert [end["score"] for end in mean] == [3, 7]


def test_shared_scores_have_a_number_beside_them():
    drawn = spec([3, 3, 4], [5, 6, 6])
    assert values(drawn, 3) == [{"test": "pre", "score": 3, "count": "2"}]
    assert values(drawn, 4) == [{"test": "post", "score": 6, "count": "2"}]


def test_the_scale_ends_at_the_full_score():
    assert '"domain": [0, 16' in json.dumps(spec([3], [5], maximum=16))
    assert '"domain": [0, 5' in json.dumps(spec([3], [5]))
    assert '"domain": [0, 1]' in json.dumps(spec([0], [0]))


def test_the_table_has_changes_with_a_sign():
    rows = spec([3, 4, 5], [5, 4, 4.5])["usermeta"]["table"]
    assert rows["columns"] == ["student", "pre", "post", "change"]
    assert rows["rows"] == [["s0", "3", "5", "+2"], ["s1", "4", "4", "0"], ["s2", "5", "4.5", "-0.5"]]


def test_it_takes_the_scores_of_a_table_of_answers():
    rows = pd.DataFrame({"student": "ada", "form": ["pre", "post"], "item": "Q1", "correct": [0, 1]})
    assert charts.slopes(counted(rows)).to_dict()["usermeta"]["takeaway"].startswith("1 of 1 gained")


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match="needs 2 columns of scores; the table has 1"):
        charts.slopes(scores([1], [2])[["pre"]])
    with pytest.raises(CourseError, match="not made of numbers"):
        charts.slopes(scores(["1"], [2]))
    with pytest.raises(CourseError, match="No student has a score in both tests"):
        charts.slopes(scores([1.0, None], [None, 2.0]))
