import subprocess
import sys

import pytest

from course import paths
from course.model import CourseError, Kind
from course.quiz import bank

FILE = """
lesson: 03-x
title: Try
objectives: [{id: L3.O1, text: try}]
exit:
  - id: L3.Q1
    stem: >-
      Which one
      is it?
    objective: L3.O1
    options:
      - {text: One, feedback: Look again., tempts: It is first.}
      - {text: Two, key: true, feedback: Yes.}
      - {text: Three, feedback: No., tempts: It is last., look_at: [GVS-P04]}
write:
  - {id: L3.W1, kind: text, stem: Write., words: [5, 9]}
polls:
  - id: L3.T1
    stem: Which?
    scored: false
    options: [{text: A}, {text: B}]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    lesson = tmp_path / "03-x"
    lesson.mkdir()
    (lesson / "quiz.yaml").write_text(FILE, encoding="utf-8")
    return lesson


def test_load(folder):
    choice, write, poll = bank.load("03-x")
    assert (choice.id, choice.kind, choice.stem, choice.lesson) == (
        "L3.Q1",
        Kind.SINGLE,
        "Which one is it?",
        "03-x",
    )
    assert [(o.id, o.key, o.look_at) for o in choice.options] == [
        ("a", False, ()),
        ("b", True, ()),
        ("c", False, ("GVS-P04",)),
    ]
    assert choice.review_lags == (1, 3, 6)
    assert (write.words, write.confidence, write.review_lags) == ((5, 9), False, ())
    assert (poll.scored, poll.confidence) == (False, False)
    assert bank.bank("03-x").objectives == {"L3.O1": "try"}
    assert bank.question("L3.W1") == write


def test_a_changed_file_is_read_again(folder):
    assert bank.question("L3.T1").stem == "Which?"
    (folder / "quiz.yaml").write_text(FILE.replace("Which?", "Which track?"), encoding="utf-8")
    assert bank.question("L3.T1").stem == "Which track?"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: bank.load("03-y"), "There is no quiz for '03-y'. Did you mean 03-x? Known: 03-x."),
        (
            lambda: bank.question("L3.Q9"),
            "There is no question 'L3.Q9'. Did you mean L3.Q1? Known: L3.Q1, L3.W1, L3.T1.",
        ),
    ],
)
def test_unknown_names_list_known_ones(folder, ask, said):
    with pytest.raises(CourseError) as caught:
        ask()
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "stem: Which?",
            "stem: no",
            "03-x/quiz.yaml: L3.T1 in polls: stem is False, not text. Put it in quotation marks.",
        ),
        (
            "    stem: Which?\n",
            "",
            "03-x/quiz.yaml: L3.T1 in polls is broken: 'stem' is missing. Mend it there.",
        ),
        (
            "kind: text",
            "kind: essay",
            "03-x/quiz.yaml: L3.W1 in write is broken: 'essay' is not a valid Kind. Mend it there.",
        ),
        ("words: [5, 9]", "words: 9", "03-x/quiz.yaml: L3.W1 in write is broken: cannot unpack"),
        (
            "objectives: [{id: L3.O1, text: try}]",
            "objectives: [{id: L3.O1}]",
            "03-x/quiz.yaml: the header is broken at 'text'",
        ),
        (
            "- {id: L3.W1, kind: text, stem: Write., words: [5, 9]}",
            "text",
            "03-x/quiz.yaml: write should be a list",
        ),
        ("[{text: A}, {text: B}]", "[A, B]", "03-x/quiz.yaml: L3.T1 in polls is broken"),
    ],
)
def test_broken_files_name_file_and_item(folder, old, new, said):
    assert old in FILE
    (folder / "quiz.yaml").write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        bank.load("03-x")
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_loading_needs_neither_jsonschema_nor_pandas():
    heavy = ("jsonschema", "pandas", "numpy", "IPython", "ipywidgets", "altair")
    code = (
        "import sys; from course.quiz import bank, review, calibration, grade; from course.check import exercise;"
        f"bank.all_questions(); exercise.check('L1.E1', 9); print([m for m in {heavy!r} if m in sys.modules])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )
