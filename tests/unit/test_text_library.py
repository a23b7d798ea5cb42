"""Keeping the user's own copies."""

import json
import os

import pytest

from course import paths
from course.model import ARTICLES, CourseError
from course.text import library


def stored(article):
    return paths.texts() / f"{article}.json"


def test_nothing_is_in_place_at_first(invented):
    assert library.load() == {}
    assert {one.state for one in library.status()} == {"absent"}


def test_what_was_added_is_loaded_in_order(invented):
    added, refused = library.add([invented.folder])
    assert (len(added), refused) == (5, [])
    found = library.load()
    assert list(found) == list(ARTICLES)
    assert [passage.text for passage in found["IND"]] == invented.blocks["IND"]
    assert [passage.number for passage in found["IND"]] == list(range(1, 8))
    assert {one.state for one in library.status()} == {"complete"}


def test_adding_again_changes_nothing(invented):
    library.add([invented.folder])
    before = stored("IND").stat().st_mtime_ns
    added, _ = library.add([invented.file("IND")])
    assert added[0].new == ()
    assert stored("IND").stat().st_mtime_ns == before


def test_a_poorer_copy_takes_nothing_away_and_a_better_one_fills_gaps(invented, tmp_path):
    short = tmp_path / "short.txt"
    short.write_text("\n\n".join(invented.blocks["IND"][2:]), encoding="utf-8")
    library.add([short])
    (ind,) = (one for one in library.status() if one.article == "IND")
    assert (ind.state, ind.present, ind.total, ind.missing) == ("partial", 5, 7, ("IND-P01", "IND-P02"))
    assert library.add([invented.file("IND")])[0][0].new == ("IND-P01", "IND-P02")
    library.add([short])
    assert len(library.load()["IND"]) == 7


def test_changed_paragraphs_are_not_kept(invented, tmp_path):
    changed = tmp_path / "a.txt"
    changed.write_text(invented.text("IND").replace("Smoke", "Steam"), encoding="utf-8")
    library.add([changed])
    assert "IND-P05" not in {passage.id for passage in library.load()["IND"]}


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("Smoke", "Steam"),
        lambda text: text.replace("/text", "/other"),
        lambda text: text.replace("IND-P05", "IND-P77"),
        lambda _: "[]",
        lambda _: "",
    ],
)
def test_a_damaged_copy_is_reported_and_not_loaded(invented, damage):
    library.add([invented.folder])
    stored("IND").write_text(damage(stored("IND").read_text(encoding="utf-8")), encoding="utf-8")
    assert list(library.load()) == ["BLOG", "GVS", "WSWS", "WP"]
    (ind,) = (one for one in library.status() if one.article == "IND")
    assert (ind.state, ind.present) == ("damaged", 0)
    assert "course texts add" in ind.problem
    library.add([invented.file("IND")])
    assert len(library.load()["IND"]) == 7


def test_a_copy_with_bytes_that_are_not_utf_8_is_damaged(invented):
    library.add([invented.folder])
    stored("IND").write_bytes(b"\xff\xfe\xfa")
    assert "IND" not in library.load()


def test_files_are_read_again_only_when_changed(invented, monkeypatch):
    library.add([invented.folder])
    library.load()
    monkeypatch.setattr(json, "loads", lambda _: pytest.fail("read again"))
    assert len(library.load()) == 5


def test_the_result_can_be_changed_without_harm(invented):
    library.add([invented.folder])
    library.load()["IND"].clear()
    assert len(library.load()["IND"]) == 7


def test_a_changed_table_of_passages_makes_the_copy_stale(invented):
    library.add([invented.folder])
    library.load()
    path = invented.data / "articles" / "passages.csv"
    library.write(path, path.read_text(encoding="utf-8").replace("IND-P05,IND,5", "IND-P95,IND,95"))
    assert "IND" not in library.load()


def test_remove_takes_the_named_or_all(invented):
    library.add([invented.folder])
    assert library.remove(["ind", "IND"]) == ["IND"]
    assert list(library.load()) == ["BLOG", "GVS", "WSWS", "WP"]
    assert library.remove() == ["BLOG", "GVS", "WSWS", "WP"]
    assert library.remove() == []


def test_remove_refuses_an_unknown_article_and_deletes_nothing(invented):
    library.add([invented.folder])
    with pytest.raises(CourseError, match="CNN: there is no such article"):
        library.remove(["IND", "CNN"])
    assert len(library.load()) == 5


def test_nothing_half_written_is_left(invented, monkeypatch):
    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CourseError, match="No space left"):
        library.add([invented.folder])
    assert list(paths.texts().iterdir()) == []


def test_written_bytes_are_what_was_given(tmp_path):
    library.write(tmp_path / "new" / "a", "é\n“x”\r\n")
    assert (tmp_path / "new" / "a").read_bytes() == "é\n“x”\r\n".encode()
