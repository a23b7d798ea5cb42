import os

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.build.site import execute
from course.model import CourseError
from course.widgets._base import FrontEnd


def run(*cells):
    return execute.run(new_notebook(cells=[new_code_cell(cell) for cell in cells]), "lesson.md")


def test_each_cell_gives_what_it_shows_in_order():
    shown = run(
        "import course\nprint('said')\ncourse.load('facts')",
        "x = 1",
        "from IPython.display import HTML, display\ndisplay(HTML('<b>one</b>'))\n'two'",
    )
    assert shown[0][0] == {"text/plain": "said"}
    assert isinstance(shown[0][1], pd.DataFrame)
    assert shown[1] == []
    assert [bundle.get("text/html") or bundle["text/plain"] for bundle in shown[2]] == ["<b>one</b>", "'two'"]


def test_front_ends_come_as_objects_with_the_readers_code():
    shown = run("import course\ncourse.ask('L1.H1')", "course.case_file()")
    assert isinstance(shown[0][0], FrontEnd)
    assert shown[1][0].value["code"] == execute.CODE


def test_two_runs_show_the_same():
    cell = "import course\ncourse.quiz('01-1449')"
    assert run(cell)[0][0].spec == run(cell)[0][0].spec


def test_texts_at_hand_are_not_used(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_TEXTS", str(tmp_path / "mine"))
    shown = run("import os\nos.environ['COURSE_TEXTS']")
    assert "mine" not in shown[0][0]["text/plain"]
    assert os.environ["COURSE_TEXTS"] == str(tmp_path / "mine")


def test_an_error_names_lesson_and_cell():
    with pytest.raises(CourseError, match=r"lesson\.md, code cell 2 does not run: ZeroDivisionError"):
        run("1", "1 / 0")


def test_a_cell_that_is_no_python_is_an_error_too():
    with pytest.raises(CourseError, match="code cell 1 does not run: SyntaxError"):
        run("1 +")


def test_prose_is_not_run():
    book = new_notebook(cells=[new_markdown_cell("1 / 0"), new_code_cell("7")])
    assert execute.run(book, "x") == [[{"text/plain": "7"}]]
