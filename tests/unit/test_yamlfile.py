import json

import pytest

from course import yamlfile
from course.model import CourseError


@pytest.fixture
def file(tmp_path):
    folder = tmp_path / "01-x"
    folder.mkdir()
    return folder / "quiz.yaml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: 1\nb: }\n", "01-x/quiz.yaml, line 2: "),
        ("a: 1\nb: 2\na: 3\n", "01-x/quiz.yaml, line 3: 'a' stands twice"),
        ("- a\n", "01-x/quiz.yaml: starts with a list"),
        ("", "01-x/quiz.yaml: starts with a NoneType"),
        ("a: !!python/object:os.system x", "could not determine a constructor"),
    ],
)
def test_broken_yaml_is_one_line(file, content, said):
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        yamlfile.read(file)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_wrong_encoding(file):
    with pytest.raises(CourseError, match="not found"):
        yamlfile.read(file)
    file.write_bytes(b"a: \xff\xfe")
    with pytest.raises(CourseError, match="Save it as UTF-8"):
        yamlfile.read(file)


def test_schema_errors_name_place_and_remedy(tmp_path):
    schema = tmp_path / "schema.json"
    item = {
        "type": "object",
        "additionalProperties": False,
        "required": ["stem"],
        "properties": {
            "id": {},
            "stem": {"type": "string", "minLength": 1},
            "kind": {"enum": ["a", "b"]},
            "ref": {"pattern": "^X$", "description": "write X"},
            "many": {"minItems": 2},
            "few": {"maxItems": 1},
        },
    }
    schema.write_text(
        json.dumps({"properties": {"exit": {"items": item}, "n": {"maximum": 3}}}), encoding="utf-8"
    )
    content = {
        "exit": [
            {"id": "L1.Q1", "extra": 1},
            {"id": "L1.Q2", "stem": 14, "kind": "c", "ref": "Y", "many": [1], "few": [1, 2]},
            {"stem": ""},
        ],
        "n": 4,
    }
    assert list(yamlfile.against_schema(content, schema)) == [
        "L1.Q1: unknown 'extra'; known here: few, id, kind, many, ref, stem",
        "L1.Q1: 'stem' missing; add it",
        "L1.Q2, few: has 2 entries; give at most 1",
        "L1.Q2, kind: 'c' is not allowed; choose from a, b",
        "L1.Q2, many: has 1 entries; give at least 2",
        "L1.Q2, ref: 'Y' is not well formed; write X",
        "L1.Q2, stem: 14 should be a string; put text such as Yes or 14:49 in quotation marks",
        "exit 3, stem: is empty; write it",
        "n: 4 is greater than the maximum of 3",
    ]
