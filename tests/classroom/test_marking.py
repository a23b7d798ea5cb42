"""Marking: blind, kept at once, each marker alone, and the agreement of two."""

from __future__ import annotations

import json
import re
import sqlite3

import filled_book
import nbformat
import pytest
from filled_book import EVIL

from course.__main__ import main
from course.classroom import marking, marking_texts
from course.classroom.feedback_texts import asked
from course.classroom.gradebook import Gradebook
from course.model import CourseError

STUDENTS = [f"student-name-{n:02}" for n in range(12)]


@pytest.fixture
def graded(tmp_path):
    with Gradebook(tmp_path / "gradebook.db") as book:
        book.begin(filled_book.bundle(tmp_path))
        for number, student in enumerate(STUDENTS):
            filled_book.text(book, student, f"It stood in Kaesong (GVS-P08). Text {number}.", own=4)
            filled_book.text(book, student, f"Layers {number}, see IND P6.", "L2.W1")
    return tmp_path


class Sent(marking.Marking):
    """A view that keeps what it would send to the browser."""

    def __init__(self, folder):
        self.sent = []
        super().__init__(folder)

    def send(self, content, buffers=None):
        self.sent.append(content)

    def say(self, **message):
        self.sent.clear()
        self.hear(message)
        return self.sent[-1] if self.sent else None


def rows(
    folder, query="SELECT student, task, marker, level, comment FROM levels ORDER BY student, task, marker"
):
    with Gradebook(folder / "gradebook.db") as book:
        return [tuple(row.values()) for row in book.rows(query)]


def texts(folder):
    with Gradebook(folder / "gradebook.db") as book:
        return marking_texts.pieces(book)


# Codes and order


def test_codes_are_distinct_stay_and_say_nothing(graded):
    found = texts(graded)
    assert len({piece.key for piece in found}) == len(found) == 24
    assert texts(graded) == found
    assert all(re.fullmatch(r"L[12]\.W1/[A-HJ-NP-Z2-9]{3}-[A-HJ-NP-Z2-9]{3}", piece.key) for piece in found)
    by_student = [piece.student for piece in found if piece.task == "L1.W1"]
    assert by_student != sorted(by_student)
    code = {piece.task: piece.code for piece in found if piece.student == STUDENTS[0]}
    assert code["L1.W1"] != code["L2.W1"]  # one text does not give away another


def test_codes_stay_when_more_texts_come(graded):
    before = {piece.student: piece.key for piece in texts(graded) if piece.task == "L1.W1"}
    with Gradebook(graded / "gradebook.db") as book:
        filled_book.text(book, "a-late-one")
    after = {piece.student: piece.key for piece in texts(graded) if piece.task == "L1.W1"}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_two_students_never_share_a_code(graded, monkeypatch):
    monkeypatch.setattr(marking_texts, "ALPHABET", "AB" * 16)  # 64 codes for 12 students
    assert len({piece.key for piece in texts(graded)}) == 24


def test_another_class_has_other_codes(graded, tmp_path):
    with Gradebook(tmp_path / "other" / "gradebook.db") as book:
        for student in STUDENTS:
            filled_book.text(book, student)
    assert not {piece.key for piece in texts(graded)} & {piece.key for piece in texts(tmp_path / "other")}


def test_each_marker_has_an_order_of_their_own(graded):
    found = texts(graded)
    first, second = (marking_texts.order(found, name) for name in ("ms", "mr"))
    assert first == marking_texts.order(found, "ms")
    assert first != second
    assert (
        [piece.task for piece in first] == [piece.task for piece in second] == ["L1.W1"] * 12 + ["L2.W1"] * 12
    )
    assert sorted(map(str, first)) == sorted(map(str, found))


def test_empty_texts_and_tasks_without_a_rubric_are_left_out(graded):
    with Gradebook(graded / "gradebook.db") as book:
        filled_book.text(book, "empty", " \n\x00 ")
        filled_book.text(book, "unknown", "Words.", "L99.W1")
    assert {piece.student for piece in texts(graded)} == set(STUDENTS)


# The view


def test_before_a_marker_is_named_nothing_leaves_the_gradebook(graded):
    view = Sent(graded)
    assert view.say(type="open") is None
    assert view.say(type="level", key=texts(graded)[0].key, level=1) is None
    assert view.say(type="marker", name="  ") is None
    assert rows(graded) == []
    assert "Kaesong" not in json.dumps([view.spec, view.value, view.text(), view.html()])


def test_a_marker_sees_texts_and_no_names(graded):
    with Gradebook(graded / "gradebook.db") as book:
        filled_book.text(book, "student-name-evil", EVIL + "x" * 1_000_000)
    desk = Sent(graded).say(type="marker", name="ms")
    assert desk["type"] == "desk"
    assert len(desk["texts"]) == 25
    packed = json.dumps(desk)
    assert "student-name" not in packed
    assert "self" not in packed
    assert len(packed) < 200_000
    assert {task["id"]: task["rubric"] for task in desk["tasks"]} == {
        task: list(asked(task).rubric) for task in ("L1.W1", "L2.W1")
    }
    text = next(text for text in desk["texts"] if text["text"].endswith("Text 3."))
    assert (text["words"], text["cited"]) == (7, ["GVS-P08"])
    assert set(desk["passages"]) == {"GVS-P08", "IND-P06"}


def test_a_level_is_kept_at_once_and_confirmed(graded):
    view, piece = Sent(graded), texts(graded)[0]
    view.say(type="marker", name=" ms ")
    answer = view.say(type="level", key=piece.key, level=3, comment=" Well found. ")
    assert answer["type"] == "kept"
    assert rows(graded) == [(piece.student, piece.task, "ms", 3, "Well found.")]
    view.say(type="level", key=piece.key, level=2, comment="")
    assert rows(graded) == [(piece.student, piece.task, "ms", 2, "")]


def test_who_comes_back_goes_on(graded):
    piece = texts(graded)[0]
    view = Sent(graded)
    view.say(type="marker", name="ms")
    view.say(type="level", key=piece.key, level=3, comment="c")
    assert view.say(type="open")["levels"] == {piece.key: {"level": 3, "comment": "c"}}
    assert Sent(graded).say(type="marker", name="ms")["levels"] == {piece.key: {"level": 3, "comment": "c"}}


def test_the_second_marker_sees_nothing_of_the_first(graded):
    first, second = Sent(graded), Sent(graded)
    first.say(type="marker", name="ms")
    for piece in texts(graded):
        first.say(type="level", key=piece.key, level=1, comment="words of the first")
    desk = second.say(type="marker", name="mr")
    assert desk["levels"] == {}
    assert "words of the first" not in json.dumps(desk)
    second.say(type="level", key=texts(graded)[0].key, level=4)
    assert first.say(type="open")["levels"][texts(graded)[0].key]["level"] == 1
    assert first.say(type="marker", name="mr")["levels"] == {
        texts(graded)[0].key: {"level": 4, "comment": ""}
    }


@pytest.mark.parametrize(
    "message",
    [
        {"key": "L1.W1/XXX-XXX", "level": 1},
        {"key": None, "level": 1},
        {"key": ["a"], "level": 1},
        {"level": 0},
        {"level": 5},
        {"level": "3"},
        {"level": 2.5},
        {"level": None},
        {"level": 2, "comment": 7},
    ],
)
def test_a_message_that_does_not_fit_is_refused(graded, message):
    view = Sent(graded)
    view.say(type="marker", name="ms")
    answer = view.say(type="level", **{"key": texts(graded)[0].key, "comment": "", **message})
    assert answer["type"] == "refused"
    assert rows(graded) == []


@pytest.mark.parametrize(
    "content", [None, 7, "text", [], {}, {"type": []}, {"type": "marker"}, {"type": "marker", "name": 7}]
)
def test_nonsense_is_not_answered(graded, content):
    view = Sent(graded)
    view.hear(content)
    assert view.sent == []


def test_a_level_that_cannot_be_kept_is_not_confirmed(graded, monkeypatch):
    view = Sent(graded)
    view.say(type="marker", name="ms")

    def full(*_):
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(Gradebook, "keep_level", full)
    answer = view.say(type="level", key=texts(graded)[0].key, level=3, comment="")
    assert answer["type"] == "refused"
    assert "disk full" in answer["why"]


def test_a_marker_has_a_name_on_one_line(graded):
    view = Sent(graded)
    assert view.say(type="marker", name="\u202ea\nb" + "x" * 500)["marker"] == "a b" + "x" * 57


def test_a_gradebook_without_texts_says_where_they_are(tmp_path):
    Gradebook(tmp_path / "gradebook.db").close()
    with pytest.raises(CourseError, match="case files of students"):
        marking.view(tmp_path)


def test_a_folder_without_gradebook_gets_none(tmp_path):
    with pytest.raises(CourseError, match=r"holds no gradebook\.db"):
        marking.view(tmp_path)
    assert list(tmp_path.iterdir()) == []


# Agreement


def mark(folder, marker, levels, task="L1.W1"):
    with Gradebook(folder / "gradebook.db") as book:
        for student, level in zip(STUDENTS, levels, strict=False):
            book.keep_level(student, task, marker, level)


def said(folder):
    with Gradebook(folder / "gradebook.db") as book:
        return marking_texts.agreement(book)


def test_agreement_needs_two_and_five(graded):
    assert said(graded).startswith("One marker so far.")
    mark(graded, "ms", [1, 2, 3, 4])
    mark(graded, "mr", [1, 2, 3, 4])
    assert said(graded) == "mr and ms: 4 texts marked by both.\nAgreement is computed from 5 texts on."


def test_agreement_is_quadratically_weighted_kappa(graded, capsys):
    sklearn = pytest.importorskip("sklearn.metrics")
    one, other = [1, 2, 3, 4, 4, 2, 1, 3, 2, 4], [1, 2, 3, 4, 3, 2, 2, 3, 4, 4]
    mark(graded, "ms", one)
    mark(graded, "mr", other)
    expected = sklearn.cohen_kappa_score(one, other, weights="quadratic")
    text = said(graded)
    assert f"Weighted kappa {expected:.2f} (95 % interval" in text
    assert "Same level for 7 of 10." in text
    code = next(p.key for p in texts(graded) if p.student == STUDENTS[8] and p.task == "L1.W1")
    assert text.endswith(f"Talk about these, which lie 2 levels or more apart:\n  {code}: 4 and 2")
    assert "student-name" not in text
    marking.agreement(graded)
    assert capsys.readouterr().out == text + "\n"


def test_agreement_of_one_level_only_says_why_there_is_no_kappa(graded):
    mark(graded, "ms", [3] * 6)
    mark(graded, "mr", [3] * 6)
    assert "Same level for 6 of 6. Only one rating was ever used" in said(graded)


# The notebook and the command


def test_the_command_writes_a_valid_notebook_and_keeps_one_that_is_there(graded, capsys):
    assert main(["mark", str(graded), "--no-lab"]) == 0
    path = graded / marking.NOTEBOOK
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    assert [cell.cell_type for cell in book.cells] == ["markdown", "code", "markdown", "code", "markdown"]
    path.write_text("mine")
    assert main(["mark", str(graded), "--no-lab"]) == 0
    assert path.read_text() == "mine"
    assert main(["mark", str(graded / "nowhere"), "--no-lab"]) == 2
    assert "holds no gradebook.db" in capsys.readouterr().err


def test_its_cells_run_where_it_lies(graded, monkeypatch, capsys):
    marking.notebook(graded)
    book = nbformat.read(graded / marking.NOTEBOOK, as_version=4)
    monkeypatch.chdir(graded)
    names = {}
    for cell in book.cells:
        if cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102  (our own words)
    assert "One marker so far." in capsys.readouterr().out


def test_the_command_says_at_once_that_there_is_nothing_to_mark(tmp_path, capsys):
    with Gradebook(tmp_path / "gradebook.db"):
        pass
    assert main(["mark", str(tmp_path), "--no-lab"]) == 2
    assert "no written answers" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]
