import argparse
import shutil

import pytest

from course import paths
from course.build import commands
from course.model import CourseError


@pytest.fixture
def copy(monkeypatch, tmp_path):
    """A copy of the lessons, so that a test may break them."""
    root = paths.root()
    shutil.copytree(root / "lessons", tmp_path / "lessons")
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path / "lessons")
    return tmp_path / "lessons/01-1449"


def check():
    return commands.run_build(argparse.Namespace(check=True))


def test_all_agrees_here(capsys):
    assert check() == 0
    assert "agree with their sources" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("quiz.yaml", "key: true", "key: false", "L1."),
        ("quiz.yaml", "IND-P12", "IND-P99", "IND-P99"),
        ("quiz.yaml", "exit:", "exit: [", "quiz.yaml"),
        ("exercise.yaml", "kind: number", "kind: nonsense", "L1.E1"),
    ],
)
def test_a_broken_bank_stops_the_build_and_is_named(copy, file, old, new, said):
    path = copy / file
    path.write_text(path.read_text("utf8").replace(old, new, 1), "utf8")
    with pytest.raises(CourseError, match="must be mended first") as stop:
        check()
    assert said in str(stop.value)
    assert file in str(stop.value)


def test_a_missing_exercise_file_is_named(copy):
    (copy / "exercise.yaml").unlink()
    with pytest.raises(CourseError, match=r"exercise\.yaml"):
        check()
