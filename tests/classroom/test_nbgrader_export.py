"""The nbgrader course: metadata by its rules everywhere, and the real program where COURSE_TEST_NBGRADER names one.

``COURSE_TEST_NBGRADER`` is the folder of an environment that has nbgrader and the packages of the course, such as one
made by ``uv venv DIR && uv pip install nbgrader -e .``.
"""

import copy
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course.classroom import bundle, nbgrader
from course.model import CourseError

sys.path.insert(0, str(Path(__file__).parent))
import editions

PROGRAM = os.environ.get("COURSE_TEST_NBGRADER", "")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def course_folder(tmp_path_factory):
    made = editions.made()
    own = bundle.load(made.bundle)
    solutions = {
        one.name: nbformat.read(made.bundle / "solutions" / f"{one.name}.ipynb", as_version=4)
        for one in own.assignments
    }
    out = tmp_path_factory.mktemp("nbgrader") / "course"
    nbgrader.export(own, solutions, out)
    return out


def notebooks(folder, kind):
    return [nbformat.read(path, as_version=4) for path in sorted((folder / kind).rglob("*.ipynb"))]


@pytest.mark.parametrize("kind", ["source", "release"])
def test_the_metadata_is_valid(course_folder, kind):
    found = notebooks(course_folder, kind)
    assert len(found) == 3
    for notebook in found:
        nbformat.validate(notebook)
        assert nbgrader.problems(notebook) == []


def graded(notebook):
    return {
        c.metadata.nbgrader.grade_id: c
        for c in notebook.cells
        if "nbgrader" in c.metadata and c.metadata.nbgrader.grade
    }


def test_points_are_those_of_the_bundle(course_folder):
    own = bundle.load(editions.made().bundle)
    for assignment, notebook in zip(own.assignments, notebooks(course_folder, "source"), strict=True):
        points = {name: cell.metadata.nbgrader.points for name, cell in graded(notebook).items()}
        expected = {f"{t.exercise.id.replace('.', '-')}-test": t.points for t in assignment.tasks}
        expected |= {f"{qid.replace('.', '-')}-text": 4.0 for qid in assignment.written}
        assert points == expected


def test_the_release_holds_no_key_and_no_solution(course_folder):
    for notebook in notebooks(course_folder, "release"):
        text = "\n".join(cell.source for cell in notebook.cells)
        assert not [
            word for word in ("HIDDEN", "BEGIN SOLUTION", "_key", "expected", "_judge") if word in text
        ]
        assert all(
            cell.metadata.nbgrader.checksum == nbgrader.checksum(cell) for cell in graded(notebook).values()
        )


def run(notebook, change=None):
    """Run a notebook cell by cell; test cells give their points or nothing."""
    names, points = {}, {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        about = cell.metadata.nbgrader
        if about.grade:
            *lines, last = cell.source.replace(nbgrader.HIDDEN[1], "").rstrip().split("\n")
            try:
                exec("\n".join(lines), names)  # noqa: S102  (our own notebooks)
                points[about.grade_id] = eval(last, names)  # noqa: S307
            except AssertionError:
                points[about.grade_id] = 0
        else:
            exec(change(cell) if change else cell.source, names)  # noqa: S102  (our own notebooks)
    return points


def test_the_solutions_get_all_points(course_folder):
    for notebook in notebooks(course_folder, "source"):
        most = {
            name: c.metadata.nbgrader.points for name, c in graded(notebook).items() if c.cell_type == "code"
        }
        assert run(notebook) == most


def test_untouched_starters_get_none(course_folder):
    for source, release in zip(
        notebooks(course_folder, "source"), notebooks(course_folder, "release"), strict=True
    ):
        starters = {c.metadata.nbgrader.grade_id: c.source for c in release.cells if c.cell_type == "code"}
        points = run(source, lambda cell, starters=starters: starters[cell.metadata.nbgrader.grade_id])
        assert set(points.values()) == {0}


BROKEN = {
    "schema": lambda about: about.update(schema_version=2),
    "missing": lambda about: about.pop("grade"),
    "unknown": lambda about: about.update(extra=1),
    "points": lambda about: about.pop("points"),
    "negative": lambda about: about.update(points=-1),
    "id": lambda about: about.update(grade_id="L1.E1"),
    "type": lambda about: about.update(locked="yes"),
    "kind": lambda about: about.update(cell_type="markdown"),
    "checksum": lambda about: about.update(checksum="short"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_metadata_is_noticed(course_folder, what):
    notebook = copy.deepcopy(notebooks(course_folder, "release")[0])
    cell = next(c for c in notebook.cells if c.cell_type == "code" and c.metadata.nbgrader.grade)
    BROKEN[what](cell.metadata.nbgrader)
    assert nbgrader.problems(notebook)


def test_a_grade_id_that_stands_twice_is_noticed(course_folder):
    notebook = notebooks(course_folder, "release")[0]
    notebook.cells.append(copy.deepcopy(notebook.cells[-1]))
    assert any("twice" in problem for problem in nbgrader.problems(notebook))


def test_nothing_is_replaced(course_folder):
    with pytest.raises(CourseError, match="holds something"):
        nbgrader.export(bundle.load(editions.made().bundle), {}, course_folder)


def program(course_folder, *words):
    programs = str(Path(PROGRAM) / "bin")  # nbgrader calls alembic by its name
    own = {
        "HOME": str(course_folder.parent),
        "PYTHONPATH": str(ROOT),
        "JUPYTER_DEFAULT_PROVISIONER_NAME": "local-provisioner",  # nbgrader as it is
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    command = [f"{programs}/nbgrader", *words]
    env = {**os.environ, **own}
    done = subprocess.run(
        command, cwd=course_folder, env=env, capture_output=True, text=True, check=False, timeout=280
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(not PROGRAM, reason="COURSE_TEST_NBGRADER names no environment with nbgrader")
def test_the_real_nbgrader(course_folder):
    name = "01-1449"
    ours = notebooks(course_folder, "release")[0]
    code, said = program(course_folder, "validate", f"source/{name}/{name}.ipynb")
    assert "passes all the tests" in said, said
    code, said = program(course_folder, "generate_assignment", name, "--create", "--force")
    assert code == 0, said
    theirs = notebooks(course_folder, "release")[0]
    assert [(c.source, c.metadata) for c in theirs.cells] == [(c.source, c.metadata) for c in ours.cells]
    solved = copy.deepcopy(theirs)
    worked = {
        c.metadata.nbgrader.grade_id: c.source
        for c in notebooks(course_folder, "source")[0].cells
        if "nbgrader" in c.metadata
    }
    for cell in solved.cells:
        if "nbgrader" in cell.metadata and cell.metadata.nbgrader.solution:
            cell.source = worked[cell.metadata.nbgrader.grade_id]
    for student, notebook in (("right", solved), ("untouched", theirs)):
        path = course_folder / "submitted" / student / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), "utf8")
    code, said = program(course_folder, "autograde", name)
    assert code == 0, said
    code, said = program(course_folder, "export", "--to", "grades.csv")
    assert code == 0, said
    with (course_folder / "grades.csv").open(encoding="utf8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"right": 7.0, "untouched": 0.0}
