"""Every table is as the data package describes it; the judge is the reference implementation of the standard."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from course import data

DATA = Path(__file__).parents[2] / "data"
FOLDERS = (DATA / "articles", DATA / "record")
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TABLES = [resource for resource in PACKAGE["resources"] if resource["path"].endswith(".csv")]
MAPS = [resource for resource in PACKAGE["resources"] if resource not in TABLES]
WORST = 20


def names(resources):
    return [resource["name"] for resource in resources]


def columns(resource):
    return [field["name"] for field in resource["schema"]["fields"]]


def listed(value):
    return [value] if isinstance(value, str) else value


def report(descriptor, folder):
    """Validate a package; return one line per error."""
    from frictionless import Package

    checked = Package.from_descriptor(descriptor, basepath=str(folder)).validate()
    assert [task.name for task in checked.tasks] == names(descriptor["resources"])
    return [f"{task.name}: {error.message}" for task in checked.tasks for error in task.errors] + [
        error.message for error in checked.errors
    ]


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the data folder to break."""
    for folder in FOLDERS:
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path


def test_descriptor_is_valid():
    from frictionless import Package

    assert Package.validate_descriptor(PACKAGE).flatten(["message"]) == []


def test_whole_package_is_valid():
    errors = report(PACKAGE, DATA)
    assert errors[:WORST] == []


def test_the_judge_sees_a_broken_foreign_key(copy):
    path = copy / "articles" / "cause_citations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("BLOG-P08", "BLOG-P99"), encoding="utf-8")
    errors = report(PACKAGE, copy)
    assert any("cause_citations" in error and "BLOG-P99" in error for error in errors)


def test_the_judge_sees_a_wrong_type(copy):
    path = copy / "record" / "series" / "nuclear_tests.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2006-10-09", "9 October 2006"), encoding="utf-8"
    )
    errors = report(PACKAGE, copy)
    assert any("nuclear_tests" in error and "9 October 2006" in error for error in errors)


@pytest.mark.parametrize("name", names(TABLES))
def test_the_course_reads_every_table_the_same_way(name):
    assert data.problems(name) == []


def test_every_file_is_described_and_every_description_has_its_file():
    found = {
        path.relative_to(DATA).as_posix()
        for folder in FOLDERS
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert found == {resource["path"] for resource in PACKAGE["resources"]}


def test_names_are_file_stems_and_unique():
    assert all(one["name"] == Path(one["path"]).stem for one in PACKAGE["resources"])
    assert len(set(names(PACKAGE["resources"]))) == len(PACKAGE["resources"])


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=names(PACKAGE["resources"]))
def test_every_resource_says_what_it_is_and_where_it_comes_from(resource):
    for key in ("title", "description", "format", "mediatype", "encoding", "profile", "course:sources"):
        assert resource[key], key
    for field in resource.get("schema", {}).get("fields", []):
        assert field["title"], field["name"]
        assert field["description"].endswith((".", ")")), field["name"]


@pytest.mark.parametrize("resource", TABLES, ids=names(TABLES))
def test_files_are_plain_csv(resource):
    raw = (DATA / resource["path"]).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    rows = list(csv.reader(raw.decode("utf-8").splitlines(keepends=True), strict=True))
    assert rows[0] == columns(resource)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("resource", TABLES, ids=names(TABLES))
def test_keys_are_set(resource):
    schema = resource["schema"]
    required = {field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")}
    assert set(listed(schema["primaryKey"])) <= required
    assert schema["missingValues"] == [""]


@pytest.mark.parametrize("resource", TABLES, ids=names(TABLES))
def test_every_column_that_names_a_passage_or_article_is_a_foreign_key(resource):
    links = {
        tuple(listed(link["fields"])): link["reference"]["resource"]
        for link in resource["schema"].get("foreignKeys", [])
    }
    for column in columns(resource):
        if column in {"passage", "passage_a", "passage_b"} and resource["name"] != "passages":
            assert links[column,] == "passages"
        if column in {"article", "fact", "cause", "omission"} and resource["schema"]["primaryKey"] != column:
            assert (
                links[column,]
                == {"article": "articles", "fact": "facts", "cause": "causes", "omission": "omissions"}[
                    column
                ]
            )


def test_derived_tables_are_marked():
    derived = [one["name"] for one in TABLES if one.get("course:derived")]
    assert derived == ["names", "markers", "shared_runs", "word_counts", "place_mentions"]


def test_derived_columns_are_marked():
    from course.text import derive

    marked = {
        one["name"]: [field["name"] for field in one["schema"]["fields"] if field.get("course:derived")]
        for one in TABLES
    }
    assert {name: found for name, found in marked.items() if found} == {
        "articles": ["blocks", "body_words", "tokens", "sha256"],
        "passages": ["tokens", "words", "sha256"],
        "quotes": ["words"],
    }
    for name in ("names", "markers", "shared_runs", "word_counts", "place_mentions"):
        assert columns(next(one for one in TABLES if one["name"] == name)) == list(derive.COLUMNS[name])


@pytest.mark.parametrize("resource", MAPS, ids=names(MAPS))
def test_maps_are_geojson_or_topojson(resource):
    found = data.geo(resource["name"])
    assert found["type"] == {"geojson": "FeatureCollection", "topojson": "Topology"}[resource["format"]]
    assert "schema" not in resource


def test_others_are_credited():
    sources = " ".join(source["title"] for source in PACKAGE["sources"])
    for name in (
        "Natural Earth",
        "GeoNames",
        "stiles/north-korea-provocations (CC0)",
        "nagix/nk-missile-tests (Apache-2.0)",
    ):
        assert name in sources
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"
