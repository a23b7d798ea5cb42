"""The instructor's bundle: it comes back as it was written, and says what is wrong with a broken file."""

import json
import stat
from dataclasses import replace

import pytest

from course.check import exercise
from course.classroom import bundle
from course.classroom.edition import starters
from course.classroom.model import Assignment, Bundle, Cell, Task
from course.model import CourseError


@pytest.fixture(scope="module")
def assignments():
    return tuple(starters.exercises(lesson, "s" * 16).assignment for lesson in exercise.lessons())


@pytest.fixture
def made(assignments, tmp_path):
    return Bundle("autumn", "0.1.0", "s" * 16, assignments, tmp_path / "bundle")


def test_every_lesson_comes_back_as_it_was(made):
    bundle.save(made)
    assert bundle.load(made.folder) == made
    assert bundle.load(made.folder / "bundle.json") == made


def test_only_the_owner_can_read_it(made):
    path = bundle.save(made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in made.folder.iterdir()] == ["bundle.json"]


def changed(made, change):
    path = bundle.save(made)
    content = json.loads(path.read_text("utf8"))
    change(content)
    path.write_text(json.dumps(content), "utf8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.pop("kind"), "is no bundle"),
        (lambda c: c.update(version=2), "reads version 1"),
        (lambda c: c.pop("seed"), "'seed' missing"),
        (lambda c: c.update(extra=1), "unknown 'extra'"),
        (lambda c: c["assignments"][0]["tasks"][0].update(points=-1), "points"),
        (lambda c: c["assignments"][0]["tasks"][0].update(cell="nowhere"), "does not have"),
        (lambda c: c["assignments"][0]["tasks"][5]["exercise"].pop("cases"), "no key of its kind"),
        (lambda c: c["assignments"].append(c["assignments"][0]), "stands twice"),
        (lambda c: c.update(assignments=[]), "assignments"),
    ],
)
def test_a_broken_bundle_is_one_clear_line(made, change, message):
    path = changed(made, change)
    with pytest.raises(CourseError, match=message) as caught:
        bundle.load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b'"text"', b""])
def test_what_is_no_bundle_at_all_is_said(tmp_path, content):
    (tmp_path / "bundle.json").write_bytes(content)
    with pytest.raises(CourseError, match=r"bundle\.json"):
        bundle.load(tmp_path)


def test_a_missing_bundle_is_said(tmp_path):
    with pytest.raises(CourseError, match="not found"):
        bundle.load(tmp_path)


@pytest.mark.parametrize("value", [{1: 2}, {1, 2}, float("nan"), (1 + 2j)])
def test_a_key_that_json_cannot_hold_is_refused(tmp_path, value):
    bad = replace(exercise.find("L1.E1"), expected=value)
    task = Task(bad, "c", "x")
    whole = Bundle("a", "1", "", (Assignment("01-1449", "T", (task,), (Cell("c", ""),)),), tmp_path)
    with pytest.raises(CourseError, match=r"exercise\.yaml"):
        bundle.save(whole)
    assert not (tmp_path / "bundle.json").exists()
