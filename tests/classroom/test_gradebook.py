"""The gradebook keeps what it is given, its history, and says whose it is."""

import sqlite3
from contextlib import closing

import pytest

from course.classroom.casework import Work
from course.classroom.gradebook import Gradebook
from course.classroom.model import Graded, Mark
from course.model import CourseError, Outcome

LESSON = "01-1449"
COUNTS = """SELECT 'answers' name, COUNT(*) n FROM answers UNION SELECT 'texts', COUNT(*) FROM texts
UNION SELECT 'tests', COUNT(*) FROM tests"""


def graded(student="ana", points=1.0, digest="d1", **more):
    mark = Mark("L1.E1", Outcome.CORRECT, points, 1.0, "Right.", ("IND-P05",), "9", -1)
    other = Mark("L1.E2", Outcome.NOT_YET, 0.0, 1.0, "Not <b>yet</b>.", (), "'x'", 2)
    return Graded(
        student, LESSON, digest, (mark, other), notes=("a note",), seconds=0.1, isolation="full", **more
    )


@pytest.fixture
def book(tmp_path, bundle):
    with Gradebook(tmp_path / "out" / "gradebook.db") as book:
        book.begin(bundle)
        yield book


def test_what_is_kept_comes_back_as_it_was(book):
    book.keep(graded(), "key", "ana.ipynb")
    assert book.graded() == [graded()]
    assert (graded().points, graded().most) == (1.0, 2.0)


def test_marks_come_in_the_order_of_the_notebook(book):
    one = graded()
    book.keep(Graded("ana", LESSON, "d", one.marks[::-1]), "key")
    assert [mark.exercise for mark in book.graded()[0].marks] == ["L1.E1", "L1.E2"]


def test_the_latest_result_counts_and_the_others_stay(book):
    book.keep(graded(points=0.0), "key")
    book.keep(graded(points=1.0, digest="d2"), "key")
    assert [one.points for one in book.graded()] == [1.0]
    assert [row["points"] for row in book.rows("SELECT points FROM grades ORDER BY id")] == [0.0, 1.0]
    assert book.known() == {("ana", LESSON, "d2", "key"): ""}


def test_every_result_is_safe_before_the_next(book):
    book.keep(graded(), "key")
    with closing(sqlite3.connect(book.path)) as other:
        assert other.execute("SELECT COUNT(*) FROM marks").fetchone() == (2,)


def test_closing_leaves_one_file(tmp_path, bundle):
    with Gradebook(tmp_path / "gradebook.db") as book:
        book.begin(bundle)
        book.keep(graded(), "key")
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]


def test_tasks_hold_no_key(book, bundle):
    text = str(book.rows("SELECT * FROM tasks"))
    assert "L1.E6" in text
    for task in bundle.assignments[0].tasks:
        assert str(task.exercise.correct) not in text


def test_work_of_a_case_file_twice_is_the_same(book):
    work = Work(
        (("L1.Q1", 1, '"a"', 1, 1.0, 0.75, "2026"),),
        (("L1.W1", "My text", 3, "2026"),),
        (
            {
                "form": "discernment.first",
                "item": "X.01",
                "sound": 1,
                "flagged": 0,
                "correct": 1,
                "confidence": 0.5,
            },
        ),
    )
    for _ in range(2):
        book.keep_work("ana", work)
    counts = {row["name"]: row["n"] for row in book.rows(COUNTS)}
    assert counts == {"answers": 1, "texts": 1, "tests": 1}
    assert book.rows("SELECT * FROM tests")[0]["response"] == ""


def test_two_markers_give_a_level_each_and_may_change_their_own(book):
    for marker, level in (("A", 2), ("B", 3), ("A", 4)):
        book.keep_level("ana", "L1.W1", marker, level, "well argued")
    assert [(row["marker"], row["level"]) for row in book.rows("SELECT * FROM levels ORDER BY marker")] == [
        ("A", 4),
        ("B", 3),
    ]


def test_another_class_may_not_write_into_it(book, bundle):
    from dataclasses import replace

    with pytest.raises(CourseError, match=r"belongs to the class 'autumn', and the bundle to 'spring'"):
        book.begin(replace(bundle, name="spring"))


def test_something_else_is_no_gradebook(tmp_path):
    (tmp_path / "gradebook.db").write_text("hello " * 500)
    with pytest.raises(CourseError, match="is no gradebook of this course"):
        Gradebook(tmp_path / "gradebook.db")


def test_half_a_character_can_be_kept(book):
    half = Mark("L1.E1", Outcome.NOT_ATTEMPTED, 0.0, 1.0, "It said \ud800.", (), "\udcff")
    book.keep(Graded("ana", LESSON, "d", (half,), "\ud800", notes=("\ud800",)), "key", "b\udcff.ipynb")
    (kept,) = book.graded()
    assert (kept.problem, kept.notes, kept.marks[0].message) == ("%D800", ("%D800",), "It said %D800.")


def test_a_full_disk_is_one_line_and_keeps_what_was_there(book):
    book.keep(graded(), "key")
    (size,) = book._db.execute("PRAGMA page_count").fetchone()
    book._db.execute(f"PRAGMA max_page_count = {size}")
    with pytest.raises(CourseError, match=r"cannot be written \(database or disk is full\)\. Make room"):
        book.keep(graded(problem="x" * 50_000), "key")
    assert book.graded()[0].student == "ana"


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CourseError, match="cannot be opened"):
        Gradebook(tmp_path / "file" / "gradebook.db")


def test_a_newer_version_says_so(tmp_path):
    path = tmp_path / "gradebook.db"
    Gradebook(path).close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE meta SET value = '9' WHERE name = 'version'")
    with pytest.raises(CourseError, match="another version"):
        Gradebook(path)
