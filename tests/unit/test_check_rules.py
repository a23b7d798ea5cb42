import copy

import pytest
import yaml

from course.check import exercise

COMMON = {"title": "Try", "correct": "Yes.", "not_yet": "Again.", "hints": ["Look."], "evidence": ["GVS-P04"]}
CASE = {"name": "a list", "args": [[1]], "expected": 1}
GOOD = {
    "lesson": "03-x",
    "title": "Try",
    "exercises": [
        COMMON
        | {
            "id": "L3.E1",
            "kind": "number",
            "expected": 9,
            "diagnoses": [{"value": 8, "message": "One missed."}],
        },
        COMMON
        | {
            "id": "L3.E2",
            "kind": "set",
            "expected": ["F03"],
            "diagnoses": [{"value": "F13", "message": "None."}],
        },
        COMMON
        | {
            "id": "L3.E3",
            "kind": "mapping",
            "expected": {"GVS": 1},
            "diagnoses": [{"value": {"GVS": 2}, "message": "No."}],
        },
        COMMON
        | {
            "id": "L3.E4",
            "kind": "text",
            "expected": ["IND"],
            "diagnoses": [{"value": "GVS", "message": "No."}],
        },
        COMMON | {"id": "L3.E5", "kind": "function", "cases": [CASE]},
        COMMON | {"id": "L3.E6", "kind": "prose", "expected": {"words": [1, 9]}},
    ],
}


@pytest.fixture
def problems(tmp_path):
    def of(content):
        path = tmp_path / "03-x" / "exercise.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return exercise.validate(path)

    return of


def test_a_good_file_has_no_problems(problems):
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("index", "name", "value", "said"),
    [
        (0, "title", ..., "L3.E1: 'title' missing; add it."),
        (0, "kind", "sum", "L3.E1, kind: 'sum' is not allowed; choose from number"),
        (0, "hints", [], "L3.E1, hints: has 0 entries; give at least 1."),
        (0, "id", "L4.E1", "L4.E1 is not an ID of 03-x; start it with L3."),
        (0, "id", "L3.E2", "L3.E2 stands 2 times"),
        (0, "expected", ..., "L3.E1: 'expected' is missing"),
        (0, "expected", "9", "L3.E1: the expected value '9' does not pass its own check"),
        (0, "evidence", ["WP-P19"], "L3.E1: passage WP-P19 does not exist"),
        (0, "not_yet", "See IND P35.", "L3.E1: passage IND-P35 does not exist"),
        (0, "not_yet", "The regime did it.", "L3.E1: says 'regime'; write government or leadership."),
        (0, "diagnoses", [{"value": 9, "message": "No."}], "L3.E1: the diagnosis for 9 is for a right value"),
        (0, "diagnoses", [{"value": "8", "message": "No."}], "L3.E1: the diagnosis for '8' never shows"),
        (
            1,
            "diagnoses",
            [{"value": "F13", "message": "A."}, {"value": ["F03", "F13"], "message": "B."}],
            "L3.E2: the diagnosis for ['F03'",
        ),
        (2, "diagnoses", [{"value": {"IND": 2}, "message": "No."}], ""),
        (4, "cases", ..., "L3.E5: a function needs 'cases'"),
    ],
)
def test_each_fault_is_one_line_with_file_and_item(problems, index, name, value, said):
    content = copy.deepcopy(GOOD)
    entry = content["exercises"][index]
    entry[name] = value
    if value is ...:
        del entry[name]
    found = problems(content)
    if not said:
        assert found == []
        return
    assert any(line.startswith(f"03-x/exercise.yaml: {said}") for line in found), found


def test_broken_yaml_is_one_problem(tmp_path):
    path = tmp_path / "03-x" / "exercise.yaml"
    path.parent.mkdir()
    path.write_text("a: [", encoding="utf-8")
    assert len(exercise.validate(path)) == 1
