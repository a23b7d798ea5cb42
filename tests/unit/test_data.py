import datetime as dt
import json
import subprocess
import sys

import pandas as pd
import pytest

from course import data, paths
from course.data import DataError
from course.model import CourseError

FIELDS = [
    {"name": "id", "type": "string", "constraints": {"pattern": "F[0-9]{2}"}},
    {"name": "group", "type": "string", "constraints": {"enum": ["north", "south"]}},
    {"name": "count", "type": "integer", "constraints": {"minimum": 0, "maximum": 9, "required": True}},
    {"name": "share", "type": "number"},
    {"name": "sound", "type": "boolean"},
    {"name": "day", "type": "date", "constraints": {"minimum": "1945-08-15"}},
    {"name": "passages"},
]
HEADER = "id,group,count,share,sound,day,passages\n"
GOOD = HEADER + 'F01,north,3,0.5,true,2020-06-16,GVS-P04; IND-P12\nF02,south,0,,false,,"a, b"\n'


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a data package of one table and one map, and makes the course read it."""
    monkeypatch.setattr(paths, "data", lambda: tmp_path / "data")
    (tmp_path / "data").mkdir()

    def write(text, *, fields=None, key=("id",), encoding="utf-8"):
        schema = {"fields": fields or FIELDS, "primaryKey": list(key)}
        resources = [
            {"name": "facts", "path": "facts.csv", "schema": schema},
            {"name": "line", "path": "line.geojson", "format": "geojson"},
        ]
        package = tmp_path / "data" / "datapackage.json"
        package.write_text(json.dumps({"resources": resources}), encoding="utf-8")
        (tmp_path / "data" / "facts.csv").write_bytes(text.encode(encoding))
        (tmp_path / "data" / "line.geojson").write_text('{"type": "FeatureCollection"}', encoding="utf-8")
        return tmp_path / "data"

    return write


def test_a_table_becomes_a_frame_with_the_described_types(write):
    write(GOOD)
    frame = data.load("facts")
    assert list(frame.columns) == [field["name"] for field in FIELDS]
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "id": "str",
        "group": "str",
        "count": "int64",
        "share": "float64",
        "sound": "bool",
        "day": str(pd.to_datetime(pd.Series(["2020-06-16"])).dtype),
        "passages": "str",
    }
    assert frame["share"].isna().tolist() == [False, True]
    assert frame["day"].dt.year.tolist()[0] == 2020


def test_blank_cells_turn_whole_numbers_and_truth_values_into_nullable_columns(write):
    fields = [{"name": "id"}, {"name": "n", "type": "integer"}, {"name": "ok", "type": "boolean"}]
    write("id,n,ok\na,1,true\nb,,\n", fields=fields)
    frame = data.load("facts")
    assert [str(kind) for kind in frame.dtypes] == ["str", "Int64", "boolean"]
    assert frame["n"].isna().tolist() == [False, True]


def test_every_call_gives_a_fresh_copy(write):
    write(GOOD)
    frame = data.load("facts")
    frame.loc[0, "count"] = 9
    data.rows("facts")[0]["count"] = 9
    assert data.load("facts")["count"].tolist() == [3, 0]
    assert data.rows("facts")[0]["count"] == 3


def test_rows_are_plain_python_with_none_for_blank(write):
    write(GOOD)
    assert data.rows("facts") == [
        {"id": "F01", "group": "north", "count": 3, "share": 0.5, "sound": True,
         "day": dt.date(2020, 6, 16), "passages": "GVS-P04; IND-P12"},
        {"id": "F02", "group": "south", "count": 0, "share": None, "sound": False, "day": None, "passages": "a, b"},
    ]  # fmt: skip


def test_columns_follow_the_description_not_the_file(write):
    write("n,id\n1,a\n", fields=[{"name": "id"}, {"name": "n", "type": "integer"}])
    assert list(data.load("facts").columns) == ["id", "n"]


def test_a_changed_file_is_read_again(write):
    write(GOOD)
    assert len(data.rows("facts")) == 2
    write(GOOD + "F03,north,1,,,,\n")
    assert len(data.rows("facts")) == 3


def test_a_byte_order_mark_from_a_spreadsheet_does_no_harm(write):
    write("\ufeff" + GOOD)
    assert data.rows("facts")[0]["id"] == "F01"


def test_crlf_and_empty_lines_do_no_harm(write):
    write(GOOD.replace("\n", "\r\n") + "\r\n")
    assert len(data.rows("facts")) == 2


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("F02,east,0,,,,", 'line 3, column "group": "east" is not allowed; write one of: north, south.'),
        (
            "F2,north,0,,,,",
            'line 3, column "id": "F2" does not have the form F[0-9]{2}; write it in that form.',
        ),
        ("F02,north,,,,,", 'line 3, column "count": the cell is blank; write a value.'),
        (",north,1,,,,", 'line 3, column "id": the cell is blank; write a value.'),
        ("F02,north,10,,,,", 'line 3, column "count": "10" is too large; the most allowed is 9.'),
        ("F02,north,-1,,,,", 'line 3, column "count": "-1" is too small; the least allowed is 0.'),
        ("F02,north,1_0,,,,", 'line 3, column "count": "1_0" will not do; write a whole number, such as 12.'),
        ("F02,north,2.5,,,,", 'line 3, column "count": "2.5" will not do; write a whole number, such as 12.'),
        ("F02,north,1,nan,,,", 'line 3, column "share": "nan" will not do; write a number, such as 8.6.'),
        ("F02,north,1,,yes,,", 'line 3, column "sound": "yes" will not do; write true or false.'),
        (
            "F02,north,1,,,16/6/2020,",
            'column "day": "16/6/2020" will not do; write a date, such as 2020-06-16.',
        ),
        (
            "F02,north,1,,,2020-06-31,",
            'column "day": "2020-06-31" will not do; write a date, such as 2020-06-16.',
        ),
        (
            "F02,north,1,,,1910-08-29,",
            'column "day": "1910-08-29" is too small; the least allowed is 1945-08-15.',
        ),
        ("F01,north,1,,,,", 'line 3, column "id": "F01" already stands on line 2; make it unique.'),
        (
            "F02,north,1,,,,a,b",
            "line 3, 8 cells for 7 columns; put a cell that holds a comma in quotation marks.",
        ),
        ("F02,north", "line 3, 2 cells for 7 columns"),
    ],
)
def test_a_bad_row_names_file_line_column_value_and_what_to_do(write, row, message):
    write(HEADER + "F01,north,3,,,,\n" + row + "\n")
    with pytest.raises(DataError) as error:
        data.load("facts")
    assert str(error.value).startswith("data/facts.csv, line 3, ")
    assert message in str(error.value)


def test_lines_are_counted_as_an_editor_counts_them(write):
    write(HEADER + 'F01,north,3,,,,"two\nlines"\n\nF02,north,x,,,,\n')
    with pytest.raises(DataError, match=r'^data/facts\.csv, line 5, column "count"'):
        data.rows("facts")


def test_all_problems_are_listed_and_the_first_one_is_raised(write):
    write(HEADER + "F01,east,x,,,,\nF01,north,1,,,,\n")
    assert len(data.problems("facts")) == 3
    with pytest.raises(
        DataError, match=r'line 2, column "group".* And 2 more: course\.data\.problems\("facts"\)\.$'
    ):
        data.load("facts")


def test_a_sound_table_has_no_problems(write):
    write(GOOD)
    assert data.problems("facts") == []


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,group", 'line 1: column "count" is missing'),
        (HEADER.strip() + ",extra", 'line 1: column "extra" is not described'),
        (HEADER.strip() + ",id", 'line 1: column "id" stands 2 times; keep one.'),
        ("", 'line 1: column "id" is missing'),
    ],
)
def test_a_wrong_header_is_named(write, header, message):
    write(header + "\n")
    assert any(message in problem for problem in data.problems("facts"))


def test_a_key_of_two_columns_may_repeat_in_each(write):
    fields = [{"name": "a"}, {"name": "b"}]
    write("a,b\n1,1\n1,2\n", fields=fields, key=("a", "b"))
    assert data.problems("facts") == []
    write("a,b\n1,1\n1,2\n1,1\n", fields=fields, key=("a", "b"))
    assert data.problems("facts") == [
        'data/facts.csv, line 4, column "a", "b": "1, 1" already stands on line 2; make it unique.'
    ]


def test_unique_columns_may_be_blank_but_not_repeated(write):
    fields = [{"name": "a"}, {"name": "b", "constraints": {"unique": True}}]
    write("a,b\n1,x\n2,\n3,\n4,x\n", fields=fields, key=("a",))
    assert len(data.problems("facts")) == 1


def test_an_unknown_name_lists_the_known_ones_and_suggests(write):
    write(GOOD)
    with pytest.raises(DataError, match=r'no table "fact"\. Did you mean "facts"\? Known names: facts\.'):
        data.load("fact")
    with pytest.raises(DataError, match='Did you mean "facts"'):
        data.load("Facts.csv")
    with pytest.raises(DataError) as error:
        data.rows("zzz")
    assert "Did you mean" not in str(error.value)
    assert isinstance(error.value, CourseError)


def test_maps_and_tables_point_at_each_other(write):
    write(GOOD)
    assert data.geo("line") == {"type": "FeatureCollection"}
    with pytest.raises(DataError, match=r'map, not a table. Read it with course\.data\.geo\("line"\)'):
        data.load("line")
    with pytest.raises(DataError, match=r'table, not a map. Read it with course\.load\("facts"\)'):
        data.geo("facts")
    assert data.table_names() == ["facts"]
    assert data.geo_names() == ["line"]


def test_a_missing_file_says_how_to_get_it_back(write):
    folder = write(GOOD)
    (folder / "facts.csv").unlink()
    with pytest.raises(DataError, match=r"data/facts\.csv is missing\. Restore it"):
        data.load("facts")
    assert "is missing" in data.problems("facts")[0]
    (folder / "datapackage.json").unlink()
    with pytest.raises(DataError, match=r"data/datapackage\.json is missing"):
        data.table_names()


def test_broken_files_are_named(write):
    folder = write(GOOD.replace("north", "n\u00f6rd"), encoding="latin-1")
    with pytest.raises(
        DataError, match=r"data/facts\.csv is not UTF-8 \(byte \d+\)\. Save it as CSV UTF-8\."
    ):
        data.load("facts")
    write(HEADER + 'F01,"north"x,1,,,,\n')
    with pytest.raises(DataError, match=r"data/facts\.csv, near line 2: .*quotation mark"):
        data.load("facts")
    (folder / "line.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/line\.geojson is not valid JSON"):
        data.geo("line")


def test_list_cells_come_apart():
    assert data.split("GVS-P04; IND-P12;") == ["GVS-P04", "IND-P12"]
    assert data.split("") == data.split(None) == data.split(float("nan")) == []


def test_importing_the_module_does_not_import_pandas():
    code = "import sys, course.data; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


needs_package = pytest.mark.skipif(
    not (paths.data() / "datapackage.json").is_file(), reason="there is no data package"
)


@needs_package
def test_every_table_of_the_course_is_as_described():
    assert [line for name in data.table_names() for line in data.problems(name)] == []


@needs_package
def test_every_map_of_the_course_can_be_read():
    assert all("type" in data.geo(name) for name in data.geo_names())
