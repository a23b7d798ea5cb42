"""Grades for elsewhere: CSV without formulas, rosters that guess nobody, a workbook of text, nbgrader's own tables."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import filled_book
import openpyxl
import pytest
from filled_book import EVIL

from course.__main__ import main
from course.classroom import bundle as bundles
from course.classroom import outlets, outlets_nbgrader, outlets_platforms, outlets_roster, outlets_xlsx
from course.classroom.gradebook import Gradebook
from course.classroom.model import Graded
from course.model import CourseError

SCHEMA = Path(__file__).with_name("nbgrader-0.9.6.sql").read_text("utf8")
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    "\uff1d1+1",
    " =1",
    "\u202e=1",
    "\ufeff=1",
]
ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,01-1449 (5521),Final Grade
    Points Possible,,,,,4,(read only)
"Moss, Ada",101,a1,amoss,Group 1,,
"Aalder, Piet",102,a2,paalder,Group 1,3,
"Lee, Kim",103,a3,klee,Group 2,,
"Lee, Kim",104,a4,klee2,Group 2,,
"""


@pytest.fixture
def bundle(tmp_path):
    return filled_book.bundle(tmp_path)


@pytest.fixture
def book(tmp_path, bundle):
    with Gradebook(tmp_path / "graded" / "gradebook.db") as book:
        book.begin(bundle)
        yield book


@pytest.fixture
def write(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def keep(book, *students, **more):
    for student in students:
        book.keep(filled_book.graded(student, **more), "k")


def placed(students, roster):
    matched = outlets_roster.match(students, roster)
    return {roster.people[n]["ID"]: student for n, student in matched.students.items()}, list(matched.left)


# The table


def test_the_table_has_points_levels_and_nothing_for_what_could_not_be_graded(book):
    keep(book, "ada", points=1.5)
    keep(book, "ben", problem="It ran out of time.")
    book.keep_level("ada", "L1.W1", "m", 2)
    book.keep_level("ada", "L1.W1", "n", 3)
    found = outlets.table(book)
    assert [(c.header, c.most) for c in found.columns] == [
        ("01-1449", 4.0),
        ("02-peel-the-page", 1.0),
        ("L1.W1 (level)", 4),
    ]
    assert found.rows == {"ada": {"01-1449": 1.5, "L1.W1": 2.5}, "ben": {}}
    assert found.open == ("ben, 01-1449: It ran out of time.",)


def test_writing_tasks_stand_in_the_order_of_the_lessons(book):
    for task in ("L10.W1", "L2.W1", "L1.W1"):
        book.keep_level("ada", task, "m", 1)
    assert [c.name for c in outlets.table(book).columns][2:] == ["L1.W1", "L2.W1", "L10.W1"]


# CSV


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_a_formula(text):
    (row,) = read(outlets.as_csv([[text, "b"]]))
    assert row[1] == "b"
    assert not row[0].startswith(outlets.FORMULA)
    assert not row[0][:1].isspace()


@pytest.mark.parametrize(
    "text", ["Ada", "-", "O'Brien", 'the "best"', "a,b", "a;b", "이은지", "1449", "a-b", "<script>"]
)
def test_other_texts_come_back_as_they_were(text):
    assert read(outlets.as_csv([[text, 1.5]])) == [[text, "1.5"]]


@pytest.mark.parametrize("text", ["Ana;=1+1", "Ana; @SUM(A1)", "=1;-1"])
def test_no_cell_begins_a_formula_where_a_semicolon_ends_one(text):
    cells = outlets.as_csv([[text, "b"]]).strip().split(";")
    assert not any(cell.strip().startswith(outlets.FORMULA) for cell in cells)


def test_a_name_with_line_ends_stays_one_row():
    assert read(outlets.as_csv([["a\nb\r\nc", ""], ["d", ""]])) == [["a b c", ""], ["d", ""]]


def test_the_plain_csv_is_read_again_with_every_name(book, tmp_path):
    names = ["=HYPERLINK(1)", "../a/b", "Ada", EVIL.replace("\x00", ""), "x" * 1_000_000]
    keep(book, *names)
    outlets.save(outlets.simple(outlets.table(book)), tmp_path / "new" / "grades.csv")
    raw = (tmp_path / "new" / "grades.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    csv.field_size_limit(2_000_000)
    rows = read(raw.decode("utf-8-sig"))
    csv.field_size_limit(131_072)
    assert rows[0] == ["Student", "01-1449", "02-peel-the-page"]
    assert rows[1] == ["Possible", "4", "1"]
    assert {row[0] for row in rows[2:]} >= {"'=HYPERLINK(1)", "../a/b", "Ada"}
    assert all(row[1:] == ["2", ""] for row in rows[2:])
    assert len(rows) == 2 + len(names)


def test_a_file_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="cannot be written"):
        outlets.save("", tmp_path / "file" / "grades.csv")


# Rosters


@pytest.mark.parametrize(
    ("student", "person"),
    [
        ("mossada_101", "101"),
        ("somebodyelse_101", "101"),  # the platform's number is surer than any name
        ("Ada Moss", "101"),
        ("Moss, Ada", "101"),
        ("\uff21\uff24\uff21 moss", "101"),
        ("amoss", "101"),
        ("a1", "101"),
        ("Piet Aalder_99999", "102"),  # the number of another list; the name still fits
        ("leekim_104", "104"),
    ],
)
def test_a_student_is_found(write, student, person):
    assert placed([student], outlets_roster.read(write(ROSTER))) == ({person: student}, [])


@pytest.mark.parametrize(
    ("students", "reason"),
    [
        (["Kim Lee"], "Kim Lee: several people of the roster"),
        (["Nobody"], "Nobody: nobody of the roster"),
        (["_"], "_: nobody of the roster"),
        (["Ada"], "Ada: nobody of the roster"),
        (["Ada Moss", "mossada_101"], "mossada_101: somebody else is the same person of the roster"),
    ],
)
def test_nobody_is_guessed(write, students, reason):
    found, left = placed(students, outlets_roster.read(write(ROSTER)))
    assert found == {}
    assert reason in left


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_are_read_too(write, delimiter, encoding):
    text = f"Username{delimiter}Full name\namoss{delimiter}Ada Moss\n"
    roster = outlets_roster.read(write(text, encoding))
    assert [person["Full name"] for person in roster.people] == ["Ada Moss"]


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        ("Name,Age\nAda,7\n", "utf-8", "none of the columns ID"),
        ("", "utf-8", "none of the columns ID"),
        ("ID,Student\n1,Åda\n", "latin-1", "not saved as UTF-8"),
    ],
)
def test_a_wrong_roster_is_one_line(write, text, encoding, message):
    with pytest.raises(CourseError, match=message):
        outlets_roster.read(write(text, encoding))
    with pytest.raises(CourseError, match="cannot be read"):
        outlets_roster.read(Path("/nowhere/roster.csv"))


# Canvas and Moodle


def test_canvas_gets_its_own_people_and_columns_back(book, write):
    keep(book, "mossada_101", "Kim Lee", "leekim_104")
    roster = outlets_roster.read(write(ROSTER))
    outlet = outlets_platforms.canvas(outlets.table(book), roster, {})
    rows = read(outlet.text)
    assert rows[0] == [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "01-1449 (5521)",
        "02-peel-the-page",
    ]
    assert rows[1] == ["Points Possible", "", "", "", "", "4", "1"]
    assert rows[2] == ["Moss, Ada", "101", "a1", "amoss", "Group 1", "2", ""]
    assert [row[5] for row in rows[3:]] == ["", "", "2"]  # who has no grade keeps what stands in Canvas
    assert outlet.notes == ("Not in the file: Kim Lee: several people of the roster",)


def test_a_column_may_be_named(book, write):
    keep(book, "mossada_101")
    roster = outlets_roster.read(write(ROSTER.replace("01-1449 (5521)", "Exercise one (5521)")))
    found = outlets.table(book)
    assert (
        "Exercise one (5521)"
        in outlets_platforms.canvas(found, roster, {"01-1449": "Exercise one (5521)"}).text
    )
    with pytest.raises(CourseError, match="no column 'Exercise 1'"):
        outlets_platforms.canvas(found, roster, {"01-1449": "Exercise 1"})


def test_without_a_roster_canvas_gets_the_numbers_of_the_file_names(book):
    keep(book, "mossada_101", "Ada Moss")
    outlet = outlets_platforms.canvas(outlets.table(book), None, {})
    rows = read(outlet.text)
    assert rows[0][:4] == ["Student", "ID", "SIS Login ID", "Section"]
    assert [row[:2] for row in rows[2:]] == [["Ada Moss", ""], ["mossada", "101"]]
    assert "No roster was given" in outlet.notes[0]


def test_a_roster_of_moodle_is_not_taken_for_one_of_canvas(book, write):
    roster = outlets_roster.read(write("Username\nada\n"))
    with pytest.raises(CourseError, match="no column ID"):
        outlets_platforms.canvas(outlets.table(book), roster, {})


def test_moodle_gets_its_own_people_back(book, write):
    keep(book, "Ada Moss_77")
    text = "First name,Last name,ID number,Email address,Assignment: 01\nAda,Moss,7,ada@example.org,-\nEve,Moss,8,eve@example.org,-\n"
    outlet = outlets_platforms.moodle(outlets.table(book), outlets_roster.read(write(text)), {})
    assert read(outlet.text) == [
        ["First name", "Last name", "ID number", "Email address", "01-1449", "02-peel-the-page"],
        ["Ada", "Moss", "7", "ada@example.org", "2", ""],
        ["Eve", "Moss", "8", "eve@example.org", "", ""],
    ]
    assert outlet.notes == ()


def test_the_number_of_a_file_name_is_no_number_of_the_school(book, write):
    """Moodle numbers participants; a school's own ID number may be the same and somebody else's."""
    keep(book, "Ada Moss_77")
    text = "First name,Last name,ID number\nEve,Moss,77\nAda,Moss,8\n"
    outlet = outlets_platforms.moodle(outlets.table(book), outlets_roster.read(write(text)), {})
    assert [row[:4] for row in read(outlet.text)[1:]] == [
        ["Eve", "Moss", "77", ""],
        ["Ada", "Moss", "8", "2"],
    ]


def test_points_above_the_maximum_are_told_before_the_import(book, write):
    keep(book, "Ada Moss_77", points=9.0)
    text = "Identifier,Full name,Grade,Maximum Grade\nParticipant 77,Ada Moss,,4\n"
    found = outlets.table(book)
    outlet = outlets_platforms.moodle(found, outlets_roster.read(write(text)), {}, "01-1449")
    assert "01-1449: 1 grade above the maximum of 4, from extra points" in outlet.notes[0]


def test_a_worksheet_of_moodle_is_filled_in(book, write):
    keep(book, "Ada Moss_77")
    head = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\n"
    text = f"{head}Participant 77,Ada Moss,a@example.org,Submitted,,100,\nParticipant 78,Eve,e@example.org,None,5,100,=x\n"
    found, roster = outlets.table(book), outlets_roster.read(write(text))
    outlet = outlets_platforms.moodle(found, roster, {}, "01-1449")
    rows = read(outlet.text)
    assert [row[4] for row in rows] == ["Grade", "2", "5"]
    assert rows[2][6] == "'=x"
    assert rows[0] == head.strip().split(",")
    assert "Moodle's maximum is 100, ours 4" in outlet.notes[0]
    with pytest.raises(CourseError, match="--assignment 01-1449 or 02-peel-the-page"):
        outlets_platforms.moodle(found, roster, {})


# The workbook


def test_a_workbook_has_text_and_numbers_and_no_formula(book, tmp_path):
    for name in [*FORMULAS, EVIL.replace("\x00", "")]:
        book.keep(filled_book.graded(name, answer=name, message="\x0b=1", notes=("=note",)), "k")
        filled_book.text(book, name, "=" + "x" * 1_000_000)
        book.keep_level(name, "L1.W1", "=marker", 2, "@comment")
    keep(book, "ben", problem="=problem")
    outlets_xlsx.write(book, tmp_path / "grades.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "grades.xlsx")
    assert workbook.sheetnames == ["Points", "Exercises", "Writing", "To look at"]
    cells = [
        cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(
        cell.quotePrefix
        for cell in cells
        if str(cell.value).startswith(outlets.FORMULA) and cell.data_type == "s"
    )
    assert "=note" in {cell.value for cell in cells}
    assert "=problem" in {row[2].value for row in workbook["To look at"].iter_rows(min_row=2)}
    points = list(workbook["Points"].iter_rows(values_only=True))
    assert points[0] == ("Student", "01-1449", "02-peel-the-page", "L1.W1 (level)", "Points")
    assert points[1] == ("Possible", 4, 1, 4, 5)
    assert {row[1:] for row in points[2:]} == {(2, None, 2, 2), (None, None, None, None)}


def test_an_empty_gradebook_makes_a_workbook_too(book, tmp_path):
    outlets_xlsx.write(book, tmp_path / "grades.xlsx")
    assert openpyxl.load_workbook(tmp_path / "grades.xlsx")["Exercises"].max_row == 1


# nbgrader


@pytest.fixture
def theirs(tmp_path):
    file = tmp_path / "gradebook-of-nbgrader.db"
    with closing(sqlite3.connect(file)) as db:
        db.executescript(SCHEMA)
    return file


def made_there(file, name="01-1449", tasks=("L1-E1", "L1-E2", "L1-E3"), text="L1-W1-text"):
    """An assignment as ``nbgrader generate_assignment`` leaves it: test cells, solution cells, one for a text."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("INSERT INTO assignment VALUES ('a', ?, NULL, 'default_course')", (name,))
        db.execute("INSERT INTO notebook VALUES ('n', ?, 'a', '{}')", (name,))
        for task in tasks:
            db.execute("INSERT INTO base_cell VALUES (?, ?, 'n', 'GradeCell')", (f"{task}t", f"{task}-test"))
            db.execute("INSERT INTO grade_cells VALUES (?, 2, 'code')", (f"{task}t",))
            db.execute(
                "INSERT INTO base_cell VALUES (?, ?, 'n', 'SolutionCell')", (f"{task}s", f"{task}-answer")
            )
            db.execute("INSERT INTO solution_cells VALUES (?)", (f"{task}s",))
        db.execute("INSERT INTO base_cell VALUES ('w', ?, 'n', 'GradeCell')", (text,))
        db.execute("INSERT INTO grade_cells VALUES ('w', 4, 'markdown')")


def ask(file, query):
    with closing(sqlite3.connect(file)) as db:
        return db.execute(query).fetchall()


SCORES = (
    "SELECT s.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade FROM grade g "
    "JOIN base_cell b ON b.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id "
    "JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 2"
)


def test_scores_go_into_the_cells_that_nbgrader_made(book, theirs):
    made_there(theirs)
    keep(book, "ada", points=1.5)
    done = outlets_nbgrader.merge(book, theirs)
    assert (done.scores, done.levels, done.left) == (3, 0, [])
    assert ask(theirs, SCORES) == [
        ("ada", "L1-E1-test", 1.5, None, 0),
        ("ada", "L1-E2-test", 0.0, None, 0),
        ("ada", "L1-E3-test", 0.0, None, 0),
        ("ada", "L1-W1-text", None, None, 1),  # for a person, as nbgrader does it
    ]
    assert ask(theirs, "SELECT COUNT(*) FROM comment") == [(3,)]
    assert ask(theirs, "SELECT name, COUNT(*) FROM assignment GROUP BY 1") == [
        ("01-1449", 1),
        ("02-peel-the-page", 1),
    ]
    assert ask(theirs, "PRAGMA foreign_key_check") == []


def test_a_second_merge_changes_what_is_new_and_nothing_else(book, theirs):
    made_there(theirs)
    keep(book, "ada", points=1.5)
    outlets_nbgrader.merge(book, theirs)
    first = ask(theirs, SCORES)
    counts = "SELECT (SELECT COUNT(*) FROM grade), (SELECT COUNT(*) FROM comment), (SELECT COUNT(*) FROM submitted_notebook)"
    before = ask(theirs, counts)
    outlets_nbgrader.merge(book, theirs)
    assert ask(theirs, SCORES) == first
    keep(book, "ada", points=2.0)
    outlets_nbgrader.merge(book, theirs)
    assert ask(theirs, SCORES)[0] == ("ada", "L1-E1-test", 2.0, None, 0)
    assert ask(theirs, counts) == before


def test_a_score_that_a_person_gave_stands_and_asks_to_be_looked_at(book, theirs):
    made_there(theirs)
    keep(book, "ada", points=1.0)
    outlets_nbgrader.merge(book, theirs)
    with closing(sqlite3.connect(theirs)) as db, db:
        db.execute("UPDATE grade SET manual_score = 1.75, needs_manual_grade = 0 WHERE cell_id = 'L1-E1t'")
    outlets_nbgrader.merge(book, theirs)
    assert ask(theirs, SCORES)[0] == ("ada", "L1-E1-test", 1.0, 1.75, 0)
    keep(book, "ada", points=2.0)
    outlets_nbgrader.merge(book, theirs)
    assert ask(theirs, SCORES)[0] == ("ada", "L1-E1-test", 2.0, 1.75, 1)


def test_levels_become_scores_of_the_text_and_follow_a_second_marker(book, theirs):
    made_there(theirs)
    keep(book, "ada")
    book.keep_level("ada", "L1.W1", "m", 2)
    assert outlets_nbgrader.merge(book, theirs).levels == 1
    assert ask(theirs, SCORES)[3] == ("ada", "L1-W1-text", None, 2.0, 0)
    book.keep_level("ada", "L1.W1", "n", 3)
    outlets_nbgrader.merge(book, theirs)
    assert ask(theirs, SCORES)[3][3] == 2.5
    assert ask(theirs, "SELECT auto_comment FROM comment WHERE cell_id = 'w'") == [
        ("Marked with the rubric of the course: level 2.5 of 4.",)
    ]
    with closing(sqlite3.connect(theirs)) as db, db:
        db.execute("UPDATE grade SET manual_score = 4 WHERE cell_id = 'w'")
    done = outlets_nbgrader.merge(book, theirs)
    assert done.left == ["ada, L1.W1: has a score of its own in nbgrader (4)"]
    assert ask(theirs, SCORES)[3][3] == 4


def test_what_cannot_be_merged_is_named(book, theirs):
    made_there(theirs, tasks=("L1-E1",), text="other-text")
    keep(book, "ada", "a/b", "..")
    keep(book, "ben", problem="It ran out of time.")
    book.keep(Graded("eve", "", "d", (), "It cannot be told which exercise this is."), "k")
    book.keep_level("ada", "L1.W1", "m", 2)
    done = outlets_nbgrader.merge(book, theirs)
    assert done.left == [
        "'..': cannot be a student's name in nbgrader",
        "'a/b': cannot be a student's name in nbgrader",
        "ada, L1.E2: nbgrader's notebook has no such cell",
        "ada, L1.E3: nbgrader's notebook has no such cell",
        "ben, 01-1449: not graded",
        "eve, unknown exercise: not graded",
        "ada, L1.W1: nbgrader's notebook has no such cell",
    ]
    assert ask(theirs, "SELECT id FROM student") == [("ada",)]


def test_the_file_is_copied_before_and_left_alone_when_something_fails(book, theirs, monkeypatch):
    made_there(theirs)
    keep(book, "ada")
    before = theirs.read_bytes()
    monkeypatch.setattr(
        outlets_nbgrader._Merge, "levels", lambda self: self.db.execute("SELECT * FROM nowhere")
    )
    with pytest.raises(CourseError, match="Nothing was changed"):
        outlets_nbgrader.merge(book, theirs)
    assert ask(theirs, SCORES) == []
    monkeypatch.undo()
    done = outlets_nbgrader.merge(book, theirs)
    assert done.copy.name == "gradebook-of-nbgrader.db.before-merge-2"
    assert ask(done.copy, SCORES) == []
    assert theirs.read_bytes() != before


def test_what_is_no_gradebook_of_nbgrader_is_one_line(book, tmp_path, theirs):
    keep(book, "ada")
    with pytest.raises(CourseError, match="is not there"):
        outlets_nbgrader.merge(book, tmp_path / "none.db")
    (tmp_path / "text.db").write_text("no database, but quite a long text" * 9)
    for file in (tmp_path / "text.db", book.path):
        with pytest.raises(CourseError, match=r"no gradebook of nbgrader|Nothing was changed"):
            outlets_nbgrader.merge(book, file)
    with closing(sqlite3.connect(theirs)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = 'older'")
    with pytest.raises(CourseError, match="another version of nbgrader"):
        outlets_nbgrader.merge(book, theirs)


# The commands


@pytest.fixture
def graded(tmp_path, bundle):
    with Gradebook(tmp_path / "graded" / "gradebook.db") as book:
        book.begin(bundle)
        keep(book, "mossada_101")
    return tmp_path / "graded"


def test_the_commands_write_files(graded, write, theirs, capsys):
    assert main(["gradebook", "csv", str(graded)]) == 0
    assert main(["gradebook", "xlsx", str(graded)]) == 0
    assert main(["gradebook", "csv", str(graded), "--for", "canvas", "--roster", str(write(ROSTER))]) == 0
    assert main(["gradebook", "merge", str(graded), "--nbgrader", str(theirs)]) == 0
    assert "3 scores and 0 levels written" in capsys.readouterr().out
    assert {path.name for path in graded.iterdir()} == {"gradebook.db", "grades.csv", "grades.xlsx"}


def test_the_exit_status_says_that_somebody_is_missing(graded, write, capsys):
    with Gradebook(graded / "gradebook.db") as book:
        keep(book, "stranger")
    command = ["gradebook", "csv", str(graded), "--for", "canvas", "--roster", str(write(ROSTER))]
    assert main(command) == 1
    assert "Not in the file: stranger: nobody of the roster" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [(["--column", "nonsense=x"], "NAME is one of 01-1449"), (["--column", "01-1449"], "write NAME=HEADER")],
)
def test_a_wrong_option_is_one_line(graded, options, message, capsys):
    assert main(["gradebook", "csv", str(graded), *options]) == 2
    assert message in capsys.readouterr().err


def test_a_folder_without_gradebook_stays_as_it_is(tmp_path, capsys):
    for command in ("csv", "xlsx"):
        assert main(["gradebook", command, str(tmp_path)]) == 2
    assert "holds no gradebook.db" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_feedback_is_written_again_after_marking(graded, bundle, monkeypatch, capsys):
    monkeypatch.setattr(bundles, "load", lambda path: bundle)
    with Gradebook(graded / "gradebook.db") as book:
        filled_book.text(book, "mossada_101")
        book.keep_level("mossada_101", "L1.W1", "m", 3, "Well found.")
    assert main(["feedback", str(graded), "--bundle", "key"]) == 0
    assert "1 page" in capsys.readouterr().out
    assert "Well found." in (graded / "feedback" / "mossada_101.html").read_text("utf8")
