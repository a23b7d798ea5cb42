"""The working folder where no kernel sees to it: nothing hides in it, and nothing stays in it."""

import os
import tempfile
from functools import partial
from pathlib import Path

import pytest

from course.classroom.run.sandbox import folder, limits, tried

NOBODY = 54321


@pytest.fixture
def work():
    """Not in pytest's own folder, which nobody else may enter."""
    above = Path(tempfile.mkdtemp(prefix="working-folder-"))
    made = above / "work"
    made.mkdir()
    yield made
    folder.remove(above)


def as_somebody(place, action):
    """Act as a user who is not root, in a process of its own: root may list everything."""

    def act():
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        return str(action())

    if os.geteuid():
        return str(action())
    place.parent.chmod(0o755)
    os.chown(place, NOBODY, NOBODY)
    works, said = tried(act)
    assert works, said
    return said


def closed(place):
    """A folder that may be written into and not listed, with a file in it."""
    (place / "closed").mkdir(0o300)
    (place / "closed/note").write_text("hidden")


def test_a_folder_that_may_not_be_listed_is_as_full_as_can_be(work):
    assert folder.usage(work) == 0
    as_somebody(work, partial(closed, work))
    assert int(as_somebody(work, partial(folder.usage, work))) > 1 << 50


def test_each_file_is_a_page_at_least_and_there_may_be_so_many(work, monkeypatch):
    for n in range(3):
        (work / str(n)).write_text("x")
    assert folder.usage(work) == 3 * 4096
    monkeypatch.setattr(limits, "FILES", 2)
    assert folder.usage(work) > 1 << 50


def test_a_folder_without_rights_is_emptied(work):
    as_somebody(work, partial(closed, work))
    as_somebody(work, partial(folder.empty, work))
    assert list(work.iterdir()) == []


def test_a_link_is_taken_away_and_what_it_leads_to_stays(work, tmp_path):
    diary = tmp_path / "diary"
    diary.write_text("mine")
    diary.chmod(0o400)
    (work / "link").symlink_to(diary)
    (work / "up").symlink_to(tmp_path)
    folder.empty(work)
    assert list(work.iterdir()) == []
    assert (diary.read_text(), diary.stat().st_mode & 0o777) == ("mine", 0o400)


def test_a_folder_nested_too_deep_is_removed_and_one_that_is_not_there_is_none(work):
    here = Path.cwd()
    os.chdir(work)
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(here)
    folder.remove(work)
    assert not work.exists()
    folder.remove(work)
