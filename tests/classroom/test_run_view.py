"""What is shown to a submission, and how the rest is left out."""

from pathlib import Path

from course import paths
from course.classroom.run.sandbox import view


def tree(folder, *names):
    for name in names:
        (folder / name).mkdir(parents=True)
    return folder


def test_a_folder_without_secrets_is_shown_whole(tmp_path):
    assert view.without(tree(tmp_path, "a/b"), (tmp_path / "absent",)) == [tmp_path]


def test_what_is_private_is_left_out_at_any_depth(tmp_path):
    tree(tmp_path, "a/b/key", "a/b/open", "a/c", "d")
    found = view.without(tmp_path, (tmp_path / "a/b/key",))
    assert found == [tmp_path / "a/b/open", tmp_path / "a/c", tmp_path / "d"]
    assert view.without(tmp_path / "a/b/key", (tmp_path / "a/b/key",)) == []


def test_a_course_inside_an_environment_is_shown_without_its_lessons(tmp_path, monkeypatch):
    site = (
        tree(tmp_path, "lib/site/course/_shipped/lessons", "lib/site/course/check", "lib/site/pandas")
        / "lib/site"
    )
    monkeypatch.setattr(view.paths, "PACKAGE", site / "course")
    monkeypatch.setattr(view.paths, "root", lambda: site / "course/_shipped")
    monkeypatch.setattr(view.sys, "prefix", str(tmp_path))
    shown = view.readable(tmp_path / "data")
    assert not any((site / "course/_shipped").is_relative_to(path) for path in shown)
    assert site / "course/check" in shown
    assert site / "pandas" in shown


def test_nothing_shown_lies_within_another_or_holds_a_key():
    shown = view.readable(paths.data())
    assert paths.data() in shown
    assert paths.lessons() in view.hidden()
    there = [path for path in view.hidden() if path.exists()]
    for private in (*there, Path.home(), Path("/tmp"), Path("/etc/passwd"), Path("/proc")):  # noqa: S108
        assert not any(private.resolve().is_relative_to(path.resolve()) for path in shown), private
    listed = [path for path in shown if path != paths.data()]
    assert not any(a != b and a.is_relative_to(b) for a in listed for b in listed)


def test_a_private_folder_beneath_something_readable_is_exposed(tmp_path, monkeypatch):
    assert not view.exposed(tmp_path)
    monkeypatch.setattr(view.sys, "base_prefix", str(tmp_path.parent))
    assert view.exposed(tmp_path)
