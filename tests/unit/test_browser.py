"""Python in a browser: without pandas the rest goes on, and the case file lies where the browser keeps it."""

import json
import os
import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from course import browser, data, paths
from course.casefile import CaseFile, disk
from course.model import NoPandasError
from course.widgets.casebox import casebox_widget


@pytest.fixture
def no_pandas(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)


@pytest.fixture
def cells(no_pandas):
    """Run cells as a notebook does; what was printed, and whether an error was shown."""
    shell = InteractiveShell.instance()
    browser.start()

    def run(source):
        with capture_output() as said:
            shell.run_cell(source, store_history=True)
        # an exception that the handler took is no error to the front-end: JupyterLite looks at what was shown
        return said.stdout.strip(), "Traceback" in said.stdout or "Error:" in said.stdout

    yield run
    InteractiveShell.clear_instance()


def test_a_table_says_what_is_missing_and_the_next_cells_go_on(cells):
    said, failed = cells("import course\nfacts = course.load('facts')\nhigh = facts[facts.x > 1]")
    assert (said, failed) == (str(NoPandasError()), False)
    assert cells("high") == (browser.AGAIN, False)
    assert cells("import pandas as pd\nlexicon = pd.DataFrame()") == (browser.AGAIN, False)
    assert cells("pd.set_option('a', 1)") == (browser.AGAIN, False)
    assert cells("def count():\n    return 1\ncount()")[0].endswith(": 1")


@pytest.mark.parametrize(
    "source", ["never_heard_of", "import never_heard_of", "1 / 0", "from course import data\ndata.rows('x')"]
)
def test_other_mistakes_are_shown_as_ever(cells, source):
    cells("import course\nfacts = course.load('facts')")
    assert cells(source)[1]


def test_with_pandas_nothing_changes():
    shell = InteractiveShell.instance()
    browser.start()
    assert shell.custom_exceptions == ()
    InteractiveShell.clear_instance()


def test_without_a_notebook_nothing_happens(no_pandas):
    browser.start()


def test_a_script_gets_one_line_too(no_pandas):
    with pytest.raises(NoPandasError, match="need pandas"):
        data.load("facts")
    code = "import sys; sys.modules['pandas'] = None; import course\ntry: course.charts\nexcept Exception as e: print(e)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(NoPandasError())


def test_another_missing_module_keeps_its_own_error():
    error = ModuleNotFoundError(name="altair")
    assert NoPandasError.instead_of(error) is error


@pytest.fixture
def drive(monkeypatch, tmp_path):
    for name in ("COURSE_TEXTS", "COURSE_CASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(paths, "in_browser", lambda: True)
    monkeypatch.setattr(paths, "DRIVE", tmp_path)
    return tmp_path


def test_what_is_personal_lies_on_the_drive(drive):
    assert paths.case_file() == drive / "case-file.json"
    assert paths.texts() == drive / "texts"
    assert paths.notebooks() == drive / "notebooks"


def test_without_a_drive_it_lies_somewhere_at_least(drive, monkeypatch):
    monkeypatch.setattr(paths, "DRIVE", drive / "missing")
    assert paths.case_file().name == "case-file.json"
    assert drive not in paths.case_file().parents


def test_the_box_says_that_the_browser_keeps_it(drive):
    assert "stays in this browser" in casebox_widget(CaseFile.open(paths.case_file())).spec["intro"]


def test_it_is_saved_without_locks_and_links(drive, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.delattr(os, "link")
    case = CaseFile.open(paths.case_file())
    for response in "ab":
        case.record_answer("L1.Q1", {"response": response, "confidence": "certain", "outcome": "correct"})
    assert case.saved
    kept = json.loads(paths.case_file().read_text("utf8"))["answers"]["L1.Q1"]
    before = json.loads(disk.beside(paths.case_file(), "bak").read_text("utf8"))["answers"]["L1.Q1"]
    assert [len(kept), len(before)] == [2, 1]
    assert sorted(file.name for file in drive.iterdir()) == ["case-file.bak.json", "case-file.json"]
