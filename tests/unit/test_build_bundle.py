"""The zip for a room without network: right pins for each system, nothing that students should not have, same bytes."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course.build import bundle, commands
from course.model import CourseError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def edition(tmp_path):
    """A folder that looks like a class edition, with things that must stay behind."""
    root = tmp_path / "edition"
    names = ("environment.yml", "notebooks/00.ipynb", "exercises/01.ipynb", "exercises/solutions/01.ipynb")
    more = (
        "lessons/01-x/teacher.md",
        "lessons/01-x/quiz.yaml",
        "lessons/test-forms/form-a.yaml",
        "tests/test_x.py",
    )
    for name in (*names, *more, ".venv-linux-312/lib/x.py", "course/x.pyc"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


@pytest.fixture
def wheels(tmp_path):
    folder = tmp_path / "wheels"
    folder.mkdir()
    (folder / "a-1-py3-none-any.whl").write_bytes(b"wheel")
    (folder / "requirements-linux-3.12.txt").write_text("a==1\n")
    return folder


def names(path):
    return {name.partition("/")[2] for name in zipfile.ZipFile(path).namelist()}


def test_markers_are_settled_for_the_computer_it_is_for():
    windows, linux = (" ".join(bundle.pins(ROOT, system, "3.12")) for system in ("windows", "linux"))
    assert "pywinpty==" in windows
    assert "pywinpty" not in linux
    assert "pexpect==" in linux
    assert "appnope==" in " ".join(bundle.pins(ROOT, "macos-arm", "3.13"))
    assert "overrides==" in " ".join(bundle.pins(ROOT, "linux", "3.11"))
    assert "overrides" not in linux
    assert ";" not in windows + linux


def test_what_students_should_not_have_stays_behind(edition, wheels, tmp_path):
    bundle.pack(edition, tmp_path / "x.zip", wheels)
    got = names(tmp_path / "x.zip")
    assert {"notebooks/00.ipynb", "exercises/01.ipynb", "lessons/01-x/quiz.yaml"} <= got
    assert {"start.py", "start-linux.sh", "start-macos.command", "start-windows.bat", "START-HERE.txt"} <= got
    assert {"wheels/a-1-py3-none-any.whl", "wheels/requirements-linux-3.12.txt"} <= got
    assert not [
        n
        for n in got
        if "solutions" in n or "teacher" in n or "test-forms" in n or n.startswith((".venv", "tests"))
    ]


def test_of_a_checkout_only_what_git_tracks(tmp_path):
    found = {path.as_posix() for path in bundle.files(ROOT)}
    assert "notebooks/00-start-here.ipynb" in found
    assert not [name for name in found if name.startswith(("data/texts", "tests/", "exercises/solutions"))]


def test_same_content_same_bytes(edition, wheels, tmp_path):
    made = [tmp_path / "1.zip", tmp_path / "2.zip"]
    for target in made:
        bundle.pack(edition, target, wheels)
    assert bundle.digest(made[0]) == bundle.digest(made[1])
    (edition / "notebooks/00.ipynb").write_text("other")
    bundle.pack(edition, made[1], wheels)
    assert bundle.digest(made[0]) != bundle.digest(made[1])


def test_start_scripts_may_be_run_and_windows_gets_its_line_ends(edition, wheels, tmp_path):
    bundle.pack(edition, tmp_path / "x.zip", wheels)
    archive = zipfile.ZipFile(tmp_path / "x.zip")
    modes = {info.filename.rpartition("/")[2]: info.external_attr >> 16 for info in archive.infolist()}
    assert modes["start-linux.sh"] & 0o111
    assert modes["start-macos.command"] & 0o111
    script = archive.read("one-event-five-stories/start-windows.bat")
    assert script.count(b"\r\n") == script.count(b"\n") > 5


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("No matching distribution found for a==1", "older version"),
        ("No matching distribution found for zz==9", "no wheels for linux with Python 3.12"),
        ("the registry is on fire", "the registry is on fire"),
    ],
)
def test_a_missing_wheel_gives_way_or_stops(monkeypatch, tmp_path, capsys, missing, says):
    """With a fake pip: fails once with this message, then works."""
    asked = []

    def fake(words, **_):
        asked.append(words[-1])
        failed = len(asked) == 1
        return subprocess.CompletedProcess(words, int(failed), "", f"ERROR: {missing}" if failed else "")

    monkeypatch.setattr(bundle, "pins", lambda *_: ["a==1"])
    monkeypatch.setattr(bundle.subprocess, "run", fake)
    if "a==1" in missing:
        assert bundle.download(ROOT, tmp_path, "linux", "3.12") == ["a<=1"]
        assert asked == ["a==1", "a<=1"]
        assert says in capsys.readouterr().out
        assert (tmp_path / "requirements-linux-3.12.txt").read_text() == "a<=1\n"
    else:
        with pytest.raises(CourseError, match=says):
            bundle.download(ROOT, tmp_path, "linux", "3.12")


def test_the_start_script_says_what_the_zip_was_made_for(tmp_path):
    for name in ("start.py",):
        (tmp_path / name).write_bytes((bundle.SCRIPTS / name).read_bytes())
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels/requirements-windows-3.10.txt").write_text("")
    run = subprocess.run(
        [sys.executable, "start.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "but for: windows-3.10" in run.stdout
    assert not list(tmp_path.glob(".venv*"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"system": ["amiga"]}, "'amiga' is no system"),
        ({"python": ["2.7"]}, "'2.7' is no Python"),
        ({"edition": "nowhere"}, "neither a checkout nor a class edition"),
    ],
)
def test_bad_options_are_one_clear_line(words, says):
    import argparse

    given = {"out": "x.zip", "edition": "", "system": None, "python": None} | words
    with pytest.raises(CourseError, match=says):
        commands.run_bundle(argparse.Namespace(**given))
