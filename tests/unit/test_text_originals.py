"""Numbering the complete originals by position."""

import pytest

from course.model import ARTICLES, CourseError
from course.text import originals


def test_files_are_known_by_number(invented):
    found = originals.read_originals(invented.folder)
    assert list(found) == list(ARTICLES)
    assert [passage.id for passage in found["WP"]][:2] == ["WP-P01", "WP-P02"]


@pytest.mark.parametrize("name", ["{}.txt", "{}-copy.md", "article called {n}"])
def test_files_are_known_by_article_or_headline(invented, name):
    for number, article in enumerate(ARTICLES):
        invented.file(article).rename(invented.folder / name.format(article, n=number))
    assert list(originals.read_originals(invented.folder)) == list(ARTICLES)


def test_other_files_are_passed_over(invented):
    (invented.folder / "notes.txt").write_text("Nothing here.", encoding="utf-8")
    (invented.folder / "empty").touch()
    assert len(originals.read_originals(invented.folder)) == 5


def test_a_missing_article_is_named(invented):
    invented.file("IND").unlink()
    with pytest.raises(CourseError, match="no file is IND"):
        originals.read_originals(invented.folder)


def test_an_article_there_twice_is_named(invented):
    (invented.folder / "IND.txt").write_text(invented.text("IND"), encoding="utf-8")
    with pytest.raises(CourseError, match="are both IND"):
        originals.read_originals(invented.folder)


def test_a_copy_with_blocks_missing_is_not_numbered(invented):
    invented.file("IND").write_text("\n\n".join(invented.blocks["IND"][1:]), encoding="utf-8")
    with pytest.raises(CourseError, match=r"6 blocks, but passages\.csv has 7 of IND"):
        originals.read_originals(invented.folder)
