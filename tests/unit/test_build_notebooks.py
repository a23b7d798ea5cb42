import json

import pytest

from course.build import notebooks
from course.model import CourseError

HEAD = "---\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n\n"
EXERCISE = (
    HEAD
    + "# Ex\n\n```{code-cell} ipython3\n# BEGIN SOLUTION\na = 41 + 1\n# ELSE\na = ...\n# END SOLUTION\na\n```\n"
)


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "lessons/07-made-up"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(HEAD + "# Lesson\n\n```{code-cell} ipython3\n1\n```\n", "utf8")
    (folder / "exercise.md").write_text(EXERCISE, "utf8")
    return tmp_path


def read(path):
    return json.loads(path.read_text("utf8"))


def test_build_writes_lesson_starter_and_executed_solution(project):
    assert [str(p) for p in notebooks.build(project)] == [
        "notebooks/07-made-up.ipynb", "exercises/07-made-up.ipynb", "exercises/solutions/07-made-up.ipynb"]  # fmt: skip
    starter = read(project / "exercises/07-made-up.ipynb")["cells"][1]
    solved = read(project / "exercises/solutions/07-made-up.ipynb")["cells"][1]
    assert (starter["source"], starter["outputs"], starter["execution_count"]) == ("a = ...\na", [], None)
    assert solved["outputs"][0]["data"]["text/plain"] == "42"
    assert (solved["execution_count"], solved["outputs"][0]["execution_count"]) == (1, 1)
    assert solved["metadata"] == {}


def test_a_second_build_is_the_same_byte_for_byte(project, tmp_path):
    written = notebooks.build(project)
    notebooks.build(project, tmp_path / "again")
    assert [(project / p).read_bytes() for p in written] == [
        (tmp_path / "again" / p).read_bytes() for p in written
    ]


def test_drift_names_what_differs(project):
    assert notebooks.drift(project)[0] == "notebooks/07-made-up.ipynb: missing. Run `course build`."
    notebooks.build(project)
    assert notebooks.drift(project) == []
    (project / "lessons/07-made-up/lesson.md").write_text(HEAD + "# Changed\n", "utf8")
    (project / "notebooks/99-gone.ipynb").write_text("{}", "utf8")
    assert notebooks.drift(project) == [
        "notebooks/07-made-up.ipynb: differs from lessons/07-made-up. Run `course build`.",
        "notebooks/99-gone.ipynb: no lesson makes it. Run `course build`.",
    ]


def test_a_stripped_solution_is_drift(project):
    notebooks.build(project)
    path = project / "exercises/solutions/07-made-up.ipynb"
    stripped = read(path)
    stripped["cells"][1]["execution_count"] = None
    path.write_text(json.dumps(stripped), "utf8")
    assert len(notebooks.drift(project)) == 1


def test_build_removes_a_notebook_whose_lesson_is_gone(project):
    (project / "notebooks").mkdir()
    (project / "notebooks/99-gone.ipynb").write_text("{}", "utf8")
    notebooks.build(project)
    assert not (project / "notebooks/99-gone.ipynb").exists()


def test_a_solution_that_raises_is_named(project):
    (project / "lessons/07-made-up/exercise.md").write_text(EXERCISE.replace("41 + 1", "1 / 0"), "utf8")
    with pytest.raises(CourseError, match="ZeroDivisionError"):
        notebooks.build(project)
