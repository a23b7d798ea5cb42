from course.build import dictionary

PACKAGE = {
    "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    "resources": [
        {
            "name": "line",
            "path": "record/geo/line.geojson",
            "title": "A line",
            "sources": [{"title": "Natural Earth"}],
        },
        {
            "name": "facts",
            "path": "articles/facts.csv",
            "title": "Facts",
            "course:sources": "Our own coding.",
            "description": "What the articles say.",
            "schema": {
                "primaryKey": "fact",
                "foreignKeys": [
                    {"fields": "passage", "reference": {"resource": "passages", "fields": "passage"}}
                ],
                "fields": [
                    {"name": "fact", "description": "ID", "constraints": {"pattern": "F|G"}},
                    {
                        "name": "GVS",
                        "type": "integer",
                        "constraints": {"required": True, "enum": [0, 1], "minimum": 0},
                    },
                    {"name": "passage", "type": "string"},
                ],
            },
        },
    ],
}


def test_every_resource_and_column_is_described():
    page = dictionary.markdown(PACKAGE)
    assert page.startswith("# Data dictionary\n")
    assert "| [`facts`](#facts) | Facts |" in page
    assert "- One row per `fact`" in page
    assert "- `passage` refers to `passage` of [`passages`](#passages)" in page
    assert r"| `fact` | string | no | ID | form: `F\|G` |" in page
    assert "| `GVS` | integer | no |  | one of: `0`, `1`; at least 0 |" in page
    assert "| `passage` | string | yes |  |  |" in page
    assert "Basis: Our own coding." in page
    assert "- Natural Earth" in page
    assert "[CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/)" in page


def test_folders_come_in_order_and_once_each():
    page = dictionary.markdown(PACKAGE)
    assert page.index("## `data/articles/`") < page.index("## `data/record/geo/`")


def test_the_page_is_the_same_every_time_and_ends_in_one_line_break():
    page = dictionary.markdown(PACKAGE)
    assert page == dictionary.markdown(PACKAGE)
    assert page.endswith("\n")
    assert not page.endswith("\n\n")
