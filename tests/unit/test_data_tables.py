import pytest

from course.data import tables

SCHEMA = {
    "primaryKey": "id",
    "fields": [{"name": "id"}, {"name": "n", "type": "integer"}, {"name": "year", "type": "year"}],
}


@pytest.fixture
def read(tmp_path):
    def read(text, schema=SCHEMA):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8")
        return tables.read(path, "t.csv", schema)

    return read


def test_rows_are_typed_and_blank_cells_are_none(read):
    assert read("id,n,year\na,-3,2020\nb,,\n") == (
        ({"id": "a", "n": -3, "year": 2020}, {"id": "b", "n": None, "year": None}),
        (),
    )


def test_sound_rows_survive_beside_bad_ones(read):
    table = read("id,n,year\na,x,2020\nb,2\nc,3,20\n")
    assert [row["id"] for row in table.rows] == ["a", "c"]
    assert [problem.split(",")[1] for problem in table.problems] == [" line 2", " line 3", " line 4"]


def test_an_empty_file_misses_every_column(read):
    assert len(read("").problems) == 3


def test_limits_hold_for_dates_too(read):
    field = {
        "name": "day",
        "type": "date",
        "constraints": {"maximum": "2020-06-16", "enum": ["2020-06-16", "2020-06-17"]},
    }
    table = read("day\n2020-06-16\n2020-06-17\n2020-06-18\n", {"fields": [field]})
    assert [problem.split(": ")[1] for problem in table.problems] == [
        '"2020-06-17" is too large; the most allowed is 2020-06-16.',
        '"2020-06-18" is too large; the most allowed is 2020-06-16.',
    ]


def test_an_unknown_type_is_read_as_text(read):
    assert read("a\n1;2\n", {"fields": [{"name": "a", "type": "list"}]}).rows == ({"a": "1;2"},)
