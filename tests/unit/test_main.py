import pytest

from course import __main__ as command
from course.model import CourseError


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["lab", "--help"],
        ["texts", "--help"],
        ["data", "--help"],
        ["build", "--help"],
        ["doctor", "--help"],
        ["class-file", "--help"],
        ["portfolio", "--help"],
        ["pins", "--help"],
    ],
)
def test_every_command_explains_itself(words, capsys):
    with pytest.raises(SystemExit) as stop:
        command.main(words)
    assert stop.value.code == 0
    assert "course" in capsys.readouterr().out


def test_an_unknown_option_is_refused(capsys):
    with pytest.raises(SystemExit) as stop:
        command.main(["doctor", "--nonsense"])
    assert stop.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


def test_an_expected_problem_is_one_line_and_exit_two(monkeypatch, capsys):
    def fail(_):
        raise CourseError("lessons/x: not found. Do this.")

    monkeypatch.setattr("course.doctor.run", fail)
    assert command.main(["doctor"]) == 2
    assert capsys.readouterr().err == "course: lessons/x: not found. Do this.\n"
