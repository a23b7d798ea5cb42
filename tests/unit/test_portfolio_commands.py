import pytest

from course import __main__ as command
from course.casefile import CaseFile


@pytest.fixture
def case(tmp_path):
    found = CaseFile.open(tmp_path / "case-file.json")
    found.record_writing("L1.W1", "A text of mine.")
    return found


def test_it_writes_the_page_and_says_what_is_missing(case, tmp_path, capsys):
    target = tmp_path / "portfolio.html"
    assert command.main(["portfolio", str(target), "--case-file", str(case.path)]) == 0
    assert "A text of mine." in target.read_text("utf8")
    said = capsys.readouterr().out
    assert f"Written: {target}" in said
    assert "Brief: still to come" in said


def test_the_learners_own_case_file_is_the_default(case, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_CASE_FILE", str(case.path))
    assert command.main(["portfolio", str(tmp_path / "p.html")]) == 0


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("p.html none.json", "cannot be read"),
        ("p.html notebook.json", "notebook"),
        ("p.html picture.json", "not text"),
        ("p.txt case-file.json", "does not end in .html"),
        ("case-file.json case-file.json", "is the case file itself"),
        ("no/such/p.html case-file.json", "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(case, tmp_path, capsys, names, words):
    (tmp_path / "notebook.json").write_text('{"cells": [], "nbformat": 4}')
    (tmp_path / "picture.json").write_bytes(b"\xff\xd8\xff")
    before = case.path.read_bytes()
    out, source = (str(tmp_path / name) for name in names.split())
    status = command.main(["portfolio", out, "--case-file", source])
    said = capsys.readouterr().err
    assert status == 2
    assert words in said
    assert said.count("\n") == 1
    assert case.path.read_bytes() == before


def test_damaged_entries_are_counted(tmp_path, capsys):
    case = CaseFile.open(tmp_path / "case-file.json")
    case.flush()
    text = case.path.read_text().replace('"conflicts":[]', '"conflicts":[7]')
    case.path.write_text(text)
    assert command.main(["portfolio", str(tmp_path / "p.html"), "--case-file", str(case.path)]) == 0
    assert "1 damaged entries" in capsys.readouterr().out
