"""Reading, writing and comparing tables."""

import pytest

from course.model import CourseError
from course.text import blocks, derive, reference, tables


@pytest.fixture
def computed(invented):
    texts = {article: blocks.passages(article, invented.text(article)) for article in invented.blocks}
    return derive.derive(texts, tables.sources())


def edit(name, old, new):
    path = reference.table(name)
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new, 1).encode())


def test_what_was_built_does_not_differ(computed):
    assert tables.changes(computed) == []
    assert tables.write(computed) == []


def test_files_have_unix_line_ends_and_utf_8(computed):
    for name in computed:
        raw = reference.table(name).read_bytes()
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
        raw.decode("utf-8")


def test_a_changed_cell_is_shown_with_table_key_and_column(computed):
    edit("shared_runs", "GVS-P06,GVS-P07,8", "GVS-P06,GVS-P07,9")
    (change,) = tables.changes(computed)
    assert str(change) == "shared_runs.csv GVS-P06 GVS-P07 words: 9 committed, 8 computed"


def test_rows_too_many_and_too_few_are_shown(computed):
    edit("shared_runs", "GVS-P06,GVS-P07,8", "GVS-P06,GVS-P09,8")
    assert [str(change) for change in tables.changes(computed)] == [
        "shared_runs.csv GVS-P06 GVS-P07: nothing committed, a row computed",
        "shared_runs.csv GVS-P06 GVS-P09: a row committed, nothing computed",
    ]


def test_the_same_values_in_other_bytes_are_shown(computed):
    edit("shared_runs", "\n", "\r\n")
    (change,) = tables.changes(computed)
    assert "other order, quoting or line ends" in str(change)


def test_a_missing_table_is_shown_and_written(computed):
    reference.table("names").unlink()
    assert "a table of 40 rows computed" in str(tables.changes(computed)[0])
    assert tables.write(computed) == ["names"]
    assert tables.changes(computed) == []


def test_only_what_differs_is_written(computed):
    edit("quotes", "Q01,BLOG-P03,Ada Moss,6", "Q01,BLOG-P03,Ada Moss,7")
    before = reference.table("passages").stat().st_mtime_ns
    assert tables.write(computed) == ["quotes"]
    assert reference.table("passages").stat().st_mtime_ns == before


def test_a_ragged_row_is_named(invented):
    edit("quotes", "Q02,", "Q02,x,")
    with pytest.raises(CourseError, match=r"quotes\.csv, row 2: another number of cells"):
        tables.read("quotes")


def test_a_missing_source_is_named(invented):
    reference.table("lexicon").unlink()
    with pytest.raises(CourseError, match=r"lexicon\.csv cannot be read"):
        tables.sources()
