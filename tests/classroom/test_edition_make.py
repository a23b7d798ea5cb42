"""A class edition and its bundle: complete, private where it must be, usable by a student without the repository."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from course import paths
from course.check import exercise
from course.classroom import bundle
from course.classroom.edition import make, package, starters, withhold
from course.model import CourseError
from course.quiz import bank

sys.path.insert(0, str(Path(__file__).parent))
import editions

LESSONS = ["00-start-here", "01-1449", "05-how-sure", "10-do-the-numbers-add-up"]


@pytest.fixture(scope="module")
def made():
    return editions.made()


def as_student(made, code, tmp_path):
    """Run code with the edition's own package and nothing of the repository."""
    own = {
        "PYTHONPATH": str(made.edition),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # the scan looks at the same folder
    env = {**os.environ, **own, "COURSE_CASE_FILE": str(tmp_path / "case.json")}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip().splitlines()


def test_both_halves_are_there(made):
    assert [path.name for path in sorted((made.edition / "notebooks").iterdir())] == [
        f"{name}.ipynb" for name in LESSONS
    ]
    assert [path.name for path in sorted((made.edition / "exercises").iterdir())] == [
        f"{name}.ipynb" for name in LESSONS[1:]
    ]
    assert {path.name for path in made.bundle.iterdir()} == {
        ".gitignore",
        "README.md",
        "bundle.json",
        "data",
        "solutions",
    }
    assert (made.bundle / ".gitignore").read_text("utf8").endswith("\n*\n")
    assert set(made.variants) == {"01-1449", "10-do-the-numbers-add-up"}


def test_the_bundle_knows_cells_and_names(made):
    own = bundle.load(made.bundle)
    first = own.assignments[0]
    assert own.seed == editions.SEED
    assert [(task.exercise.id, task.name, task.optional) for task in first.tasks][::5] == [
        ("L1.E1", "corroborated", False),
        ("L1.E6", "fact_support", True),
    ]
    assert first.written == ("L1.W1",)
    notebook = json.loads((made.edition / "exercises" / "01-1449.ipynb").read_text("utf8"))
    assert [cell.id for cell in first.cells] == [
        c["id"] for c in notebook["cells"] if c["cell_type"] == "code"
    ]


def test_checks_of_an_edition_judge_form_and_record_nothing(made, tmp_path):
    code = (
        "import course, course.paths as p\n"
        "print(p.PACKAGE)\n"
        "for value in (..., 4, 9, '9'): print(repr(course.check('L1.E1', value)))\n"
        "print(repr(course.hint('L1.E1')))\n"
        "print(p.case_file().exists())\n"
        "try: course.solution('L1.E1')\n"
        "except course.model.CourseError as e: print(e)\n"
    )
    place, untouched, right, wrong, text, hint, recorded, solution = as_student(made, code, tmp_path)
    assert place == str(made.edition / "course")
    assert untouched.startswith("… Not attempted")
    assert right == wrong
    assert right.startswith("✎ Kept.")
    assert "quotation marks" in text
    assert hint.startswith("Hint 1 of 1")
    assert recorded == "False"
    assert "carries no solutions" in solution


def test_practice_keeps_its_feedback_and_the_rubric(made, tmp_path):
    code = (
        "from course.quiz import bank\n"
        "q = bank.question('L1.H1'); print(all(o.feedback for o in q.options), any(o.tempts for o in q.options))\n"
        "w = bank.question('L1.W1'); print(len(w.rubric), len(w.exemplars))\n"
    )
    assert as_student(made, code, tmp_path) == ["True False", "4 0"]


def test_the_command_line_has_no_instructors_rooms(made, tmp_path):
    code = "from course.__main__ import parser; print(parser().format_help())"
    said = "\n".join(as_student(made, code, tmp_path))
    assert "lab" in said
    assert not [word for word in ("assign", "build", "grade") if f"\n    {word} " in said]


@pytest.mark.parametrize("lesson", LESSONS[1:])
def test_every_notebook_runs_untouched(made, lesson, tmp_path):
    code = (
        "import json, sys\nns = {}\n"
        f"for cell in json.load(open({str(made.edition / 'exercises' / lesson)!r} + '.ipynb', encoding='utf8'))['cells']:\n"
        "    if cell['cell_type'] == 'code': exec(''.join(cell['source']), ns)\n"
        "print('ran')"
    )
    assert as_student(made, code, tmp_path)[-1] == "ran"


def test_pyproject_ships_these_lessons_only(made):
    found = tomllib.loads((made.edition / "pyproject.toml").read_text("utf8"))
    ours = tomllib.loads((paths.root() / "pyproject.toml").read_text("utf8"))
    shipped = found["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert [name for name in shipped if name.startswith("lessons/")] == [
        f"lessons/{name}" for name in LESSONS
    ]
    assert all((made.edition / name).exists() for name in shipped)
    assert found["project"]["dependencies"] == ours["project"]["dependencies"]
    assert found["tool"]["uv"] == ours["tool"]["uv"]
    assert "dependency-groups" not in found


def test_links_lead_to_lessons_of_the_edition():
    notebook = starters.lesson("00-start-here", ["00-start-here", "05-how-sure"])
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "(05-how-sure.ipynb)" in text
    assert "(01-1449.ipynb)" not in text


@pytest.mark.parametrize("lesson", exercise.lessons())
def test_every_lesson_can_be_assigned(lesson):
    found = starters.exercises(lesson)
    path = paths.lessons() / lesson / "exercise.yaml"
    entries = yaml.safe_load(withhold.exercises(path, found.keys, found.sources, found.solutions))[
        "exercises"
    ]
    assert [entry["id"] for entry in entries] == [key.id for key in exercise.load(lesson)]
    assert all(set(entry) == {"id", "title", "kind", "points", "hints", "form"} for entry in entries)
    assert "right **form**" in "\n".join(cell.source for cell in found.starter.cells)


def test_a_hint_that_is_a_line_of_the_solution_stays_back():
    key = exercise.find("L3.E6")
    assert withhold.hints(key, starters.exercises("03-whose-words").solutions["L3.E6"]) == [withhold.NO_HINT]


def test_a_function_is_never_tried_on_a_table_that_holds_a_key():
    shown = withhold.form(exercise.find("L5.E7"), "")
    assert "made-up" in shown["example"]["name"]


def test_names_that_the_starter_does_not_show_stay_secret():
    key = exercise.find("L1.E4")
    assert withhold.form(key, "per_article = ...") == {}
    assert withhold.form(exercise.find("L9.E6"), "")["returns"] == {"kind": "mapping"}


def test_self_check_gives_the_keys_of_the_class():
    made = starters.exercises("01-1449", editions.SEED, self_check=True)
    path = paths.lessons() / "01-1449" / "exercise.yaml"
    entries = yaml.safe_load(
        withhold.exercises(path, made.keys, made.sources, made.solutions, self_check=True)
    )["exercises"]
    assert entries[0]["expected"] == made.keys[0].expected
    assert "what is right and what to look at next" in "\n".join(cell.source for cell in made.starter.cells)


def test_a_quiz_for_students_is_a_whole_quiz(tmp_path):
    for lesson in bank.lessons():
        folder = tmp_path / lesson
        folder.mkdir()
        (folder / "quiz.yaml").write_text(withhold.quiz(paths.lessons() / lesson / "quiz.yaml"), "utf8")
        assert [q.id for q in bank.read(folder / "quiz.yaml").questions] == [q.id for q in bank.load(lesson)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1", [0, 1]), ("1-3", [0, 1, 2, 3]), (" 2, 4-5 ", [0, 2, 4, 5]), ("0", [0]), ("1,1", [0, 1])],
)
def test_a_choice_of_lessons(text, numbers):
    assert [int(name[:2]) for name in make.chosen(text)] == numbers


@pytest.mark.parametrize("text", ["", "one", "3-1", "1-", "99", "1;2", "-1"])
def test_no_choice_of_lessons(text):
    with pytest.raises(CourseError, match="--lessons"):
        make.chosen(text)


@pytest.mark.parametrize("name", ["", "../up", "a b", ".hidden", "a/b", "x" * 70])
def test_names_that_will_not_do(name, tmp_path):
    with pytest.raises(CourseError, match="name of a class"):
        make.make(name, make.chosen("1"), tmp_path / "out")


def test_nothing_is_ever_replaced(tmp_path):
    (tmp_path / "bundle").mkdir()
    with pytest.raises(CourseError, match="nothing is replaced"):
        make.make("autumn", make.chosen("1"), tmp_path)


def test_a_seed_that_can_be_guessed_is_refused(tmp_path):
    with pytest.raises(CourseError, match="guesses"):
        make.make("autumn", make.chosen("1"), tmp_path / "out", seed="2026")


def test_a_leak_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "README", package.README + "\ncorroborated = int((support >= 2).sum())\n")
    with pytest.raises(CourseError, match=r"README\.md: solution of 01-1449"):
        make.make("autumn", make.chosen("1"), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_installed_course_says_what_it_needs(tmp_path):
    with pytest.raises(CourseError, match=r"pyproject\.toml is not here"):
        package.require(tmp_path)
