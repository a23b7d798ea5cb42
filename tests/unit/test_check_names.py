import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.check.names import collection, identifier, mapping, members
from course.model import Diagnosis, Exercise, Outcome

SET = Exercise(
    "L9.E1",
    "09-x",
    "Try",
    "set",
    ["F03", "F09", "F10"],
    "Yes.",
    "Again.",
    diagnoses=(Diagnosis("F13", "None."), Diagnosis(["2", "8", "9"], "Rows.")),
)
MAPPING = Exercise(
    "L9.E2",
    "09-x",
    "Try",
    "mapping",
    {"BLOG": 5, "GVS": 10, "WP": 2},
    "Yes.",
    "Again.",
    diagnoses=(Diagnosis({"GVS": 11}, "F02."),),
)


@pytest.mark.parametrize(
    ("name", "course_form"),
    [
        ("F3", "F03"),
        (" f03 ", "F03"),
        ("GVS P4", "GVS-P04"),
        ("gvsp4", "GVS-P04"),
        ("BLOG", "BLOG"),
        ("Won Kil U", "Won Kil U"),
        ("7", "7"),
    ],
)
def test_identifier(name, course_form):
    assert identifier(name) == course_form


@pytest.mark.parametrize(
    "name", ["A" + "0" * 200_000 + "x", "GVS P" + "0" * 200_000, "P" * 200_000, "F" + "1" * 9_999]
)
def test_a_name_without_end_is_no_identifier_and_takes_no_time(name):
    assert identifier(name) == name


@pytest.mark.parametrize(
    "value",
    [
        {"F03", "F09", "F10"},
        frozenset({"F03", "F09", "F10"}),
        ["F10", "F9", "f3", "F3"],
        ("F03", "F09", "F10"),
        pd.Series(["F03", "F09", "F10"], index=[2, 8, 9]),
        pd.Index(["F03", "F09", "F10"]),
        np.array(["F03", "F09", "F10"]),
        "F03, F09; F10",
        "{'F03', 'F09', 'F10'}",
        ["F03", "F09", "F10", ...],
    ],
)
def test_the_right_set_in_any_dress(value):
    assert collection(SET, value).outcome is Outcome.CORRECT


@pytest.mark.parametrize("typed", ["GVS P4, wp-p5", "GVS-P04 WP P5", "{GVSP4; WP P05}"])
def test_passages_in_one_text_keep_their_article(typed):
    assert members(typed) == {"GVS-P04", "WP-P05"}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"F03", "F09"}, "Right so far: F03, F09. 1 more to find. Again."),
        (
            {"F03", "F02", "F04"},
            "Right so far: F03. F02, F04 do not belong: look at their rows again. 2 more to find. Again.",
        ),
        (
            {"F03", "F09", "F10", "F02"},
            "Right so far: F03, F09, F10. F02 does not belong: look at its row again. Again.",
        ),
        ({"F01"}, "None of these belongs here yet. Again."),
        ({"F03", "F13"}, "None."),
        ([2, 8, 9], "Rows."),
        (set(), "Your list is empty. Again."),
        ("", "Your list is empty. Again."),
        (
            pd.DataFrame({"fact": ["F03"]}),
            "You gave a whole table. The question asks for IDs only: take the column that holds them.",
        ),
        (
            pd.Series({"F03": 1, "F09": 1, "F10": 1}),
            "You gave a column of numbers. The question asks for IDs only: take the names of its rows, with .index behind it.",
        ),
        (pd.Series([2, 8, 9]), "Rows."),
        (
            pd.Series([True, False]),
            "You gave yes/no values. Use them to pick the rows, then take the IDs of the rows that are left.",
        ),
        ({"F03": 1}, "You gave a dictionary. The question asks for IDs only: take its keys or its values."),
        (
            3,
            'You gave a number. The question asks for IDs or names in curly brackets, each in quotation marks, such as {"A", "B"}.',
        ),
        (
            len,
            'You gave a function. The question asks for IDs or names in curly brackets, each in quotation marks, such as {"A", "B"}.',
        ),
    ],
)
def test_other_sets(value, said):
    assert (collection(SET, value).outcome, collection(SET, value).message) == (Outcome.NOT_YET, said)


NAMED = Exercise(
    "L9.E3", "09-x", "Try", "set", ["leaflet groups", "residents and workers"], "Yes.", "Again.",
    diagnoses=(Diagnosis("scare quotes", "Three words."), Diagnosis(["6", "7"], "Rows.")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"leaflet groups", "residents and workers"}, "Yes."),
        ({"Leaflet groups", " Residents and workers"}, "Yes."),
        ("leaflet groups, residents and workers", "Yes."),
        ("Residents and workers", "Right so far: residents and workers. 1 more to find. Again."),
        ({"Scare quotes", "leaflet groups"}, "Three words."),
        ({6, 7}, "Rows."),
    ],
)
def test_capitals_make_no_other_name_and_spaces_no_two(value, said):
    assert collection(NAMED, value).message == said


def test_an_and_between_ids_is_no_id():
    assert members("F03, F09 and F10") == {"F03", "F09", "F10"}


IDS = [f"F{n:02d}" for n in range(1, 15)]


@given(st.sets(st.sampled_from(IDS), min_size=1))
def test_a_message_never_gives_away_what_is_missing(found):
    result = collection(SET, found)
    assert (result.outcome is Outcome.CORRECT) == (found == {"F03", "F09", "F10"})
    if result.outcome is Outcome.NOT_YET:
        assert not [name for name in SET.expected if name not in found and name in result.message]
        assert result.score < 1


@pytest.mark.parametrize(
    "value",
    [
        {"BLOG": 5, "GVS": 10, "WP": 2},
        {"WP": 2.0, "GVS": np.int64(10), " BLOG ": 5},
        {"wp": 2, "Gvs": 10, "blog": 5},
        pd.Series({"BLOG": 5, "GVS": 10, "WP": 2}),
        pd.Series({"BLOG": 5, "GVS": 10, "WP": 2}, dtype="Int64"),
    ],
)
def test_the_right_mapping_in_any_dress(value):
    assert mapping(MAPPING, value).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"BLOG": 5, "GVS": 9, "WP": 3}, "Right so far: BLOG. Look again: GVS, WP. Again."),
        ({"BLOG": 5, "GVS": ...}, "Right so far: BLOG. Still open: GVS, WP. Again."),
        ({"BLOG": 5, "GVS": 11, "WP": 2}, "F02."),
        ({"BLOG": 5, "GVS": 10, "WP": 2, "AP": 1}, "Right so far: BLOG, GVS, WP. Not asked for: AP. Again."),
        (
            {"BLOG": "5", "GVS": pd.NA, "WP": True},
            (
                "Look again: BLOG, GVS, WP. For BLOG, '5' stands in quotation marks, so Python takes it for text. "
                "A number goes without them. Again."
            ),
        ),
        (
            {"BLOG": pd.DataFrame({"a": [1]})},
            "Look again: BLOG. Still open: GVS, WP. For BLOG you gave a whole table, and a number is asked for. Again.",
        ),
        ({"blog": 5, "gvs": 11, "wp": 2}, "F02."),
        ({}, "Still open: BLOG, GVS, WP. Again."),
        (
            [5, 10, 2],
            "You gave a list of 3 values. The question asks for a dictionary: a name, a colon, a value.",
        ),
        (
            pd.DataFrame({"BLOG": [5]}),
            "You gave a whole table. The question asks for one value per name: add up each column first.",
        ),
    ],
)
def test_other_mappings(value, said):
    assert (mapping(MAPPING, value).outcome, mapping(MAPPING, value).message) == (Outcome.NOT_YET, said)


def test_naming_everything_is_no_way_to_points():
    item = Exercise("L9.E2", "09-x", "Try", "mapping", {"F01": 1, "F02": 2}, "Yes.", "Again.")
    assert mapping(item, {"F01": 1, "F02": 2}).score == 1
    found = mapping(item, {"F01": 1, "F02": 2, "F03": 3})
    assert (found.outcome, found.score) == (Outcome.NOT_YET, 0.5)
    assert mapping(item, {f"F{n:02}": n for n in range(1, 99)}).score == 0
