"""The command line of the exports."""

import pytest

from course.__main__ import main
from course.classroom.export import commands
from course.model import CourseError


def run(capsys, *words):
    status = main(["export", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_lessons_are_named_by_number_range_or_folder():
    assert commands.chosen("6") == ["06-whose-voice"]
    assert [name[:2] for name in commands.chosen("3,1-2")] == ["01", "02", "03"]
    assert commands.chosen("06-whose-voice, 6") == ["06-whose-voice"]
    assert commands.chosen("all")[0].startswith("00")
    assert commands.taught("all")[0].startswith("01")
    with pytest.raises(CourseError, match="Did you mean 06-whose-voice"):
        commands.chosen("whose-voice")
    with pytest.raises(CourseError, match="Lesson 0 sets up"):
        commands.taught("0")


@pytest.mark.parametrize(
    ("to", "names"),
    [
        ("qti", {"06-whose-voice-qti.zip"}),
        ("moodle", {"06-whose-voice-moodle.xml"}),
        ("gift", {"06-whose-voice-gift.txt"}),
        ("csv", {"06-whose-voice.csv"}),
        ("print", {"06-whose-voice.html", "06-whose-voice-key.html"}),
    ],
)
def test_each_outlet_writes_its_files_the_same_each_time(capsys, tmp_path, to, names):
    status, out, _ = run(capsys, "quiz", "--to", to, "--lessons", "6", "--out", str(tmp_path))
    assert status == 0
    assert {path.name for path in tmp_path.iterdir()} == names
    assert "hold the answers" in out
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    run(capsys, "quiz", "--to", to, "--lessons", "6", "--out", str(tmp_path))
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_what_is_lost_is_listed(capsys, tmp_path):
    _, out, _ = run(
        capsys, "quiz", "--to", "gift", "--lessons", "9", "--sections", "recall", "--out", str(tmp_path)
    )
    assert "L9.R1: things to put in order became pairs" in out


def test_a_test_form_is_silent_unless_asked(capsys, tmp_path):
    run(capsys, "quiz", "--to", "moodle", "--form", "a", "--out", str(tmp_path))
    quiet = (tmp_path / "form-a-moodle.xml").read_text("utf8")
    run(capsys, "quiz", "--to", "moodle", "--form", "a", "--feedback", "--out", str(tmp_path))
    told = (tmp_path / "form-a-moodle.xml").read_text("utf8")
    said = "Three publishers, one origin."
    assert said not in quiet
    assert said in told


def test_handouts_and_slides(capsys, tmp_path):
    assert run(capsys, "handouts", "--lessons", "6", "--large-print", "--out", str(tmp_path))[0] == 0
    assert run(capsys, "slides", "--lessons", "6", "--out", str(tmp_path))[0] == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"06-whose-voice-{kind}.html" for kind in ("handout", "later", "slides")}
    assert 'class="large"' in (tmp_path / "06-whose-voice-handout.html").read_text("utf8")


def test_mistakes_are_one_line(capsys, tmp_path):
    status, _, err = run(capsys, "quiz", "--to", "csv", "--lessons", "99")
    assert (status, err.count("\n")) == (2, 1)
    status, _, err = run(capsys, "quiz", "--to", "csv", "--lessons", "6", "--sections", "polls")
    assert "no questions in section polls" in err
    (tmp_path / "file").write_text("")
    status, _, err = run(capsys, "quiz", "--to", "csv", "--lessons", "6", "--out", str(tmp_path / "file"))
    assert "--out" in err
