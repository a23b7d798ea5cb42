import pytest

from course.build.site import edition
from course.build.site.pages import Page
from course.model import CourseError


@pytest.fixture
def small(monkeypatch):
    """An edition of two pages, so that writing is tested without running the lessons."""
    monkeypatch.setattr(
        edition,
        "pages",
        lambda root, watch, only: [edition._about(), Page("search.html", "search.html", "Search")],
    )
    monkeypatch.setattr(edition.lessons, "known", lambda root: [])
    monkeypatch.setattr(edition.assets, "vega", lambda: "")


def test_it_writes_pages_and_what_they_share(small, tmp_path):
    files = {str(path) for path in edition.build(tmp_path, tmp_path / "out")}
    assert {
        "about.html",
        "search.html",
        "assets/site.css",
        "assets/site.js",
        "assets/fronts.js",
        ".nojekyll",
    } <= files
    assert all((tmp_path / "out" / file).is_file() for file in files)


def test_building_again_replaces_an_edition(small, tmp_path):
    out = tmp_path / "out"
    edition.build(tmp_path, out)
    (out / "old.html").write_text("x")
    edition.build(tmp_path, out)
    assert not (out / "old.html").exists()


def test_a_folder_with_other_files_is_left_alone(small, tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(CourseError, match="holds other files"):
        edition.build(tmp_path, tmp_path)
    assert (tmp_path / "mine.txt").is_file()


def test_every_question_that_comes_back_is_in_the_bank():
    found = edition._bank()
    assert {"id", "lags", "question"} == set(found[0])
    assert len({one["id"] for one in found}) == len(found) > 50
    assert all("tempts" not in option for one in found for option in one["question"]["options"])
