"""Lessons and starters run untouched; solutions hold what they claim; committed files agree with their sources."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course.build import notebooks

ROOT = Path(__file__).parents[2]
STUDENT = sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("exercises/*.ipynb")])
SOLUTIONS = sorted(ROOT.glob("exercises/solutions/*.ipynb"))
name = lambda path: str(path.relative_to(ROOT))  # noqa: E731


def test_there_is_something_to_test():
    assert len(STUDENT) >= 3
    assert len(SOLUTIONS) >= 1


def test_committed_notebooks_agree_with_the_lessons():
    assert notebooks.drift(ROOT) == []


@pytest.mark.parametrize("path", STUDENT, ids=name)
def test_student_notebooks_are_stored_without_outputs(path):
    cells = [cell for cell in json.loads(path.read_text("utf8"))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


@pytest.mark.parametrize("path", STUDENT, ids=name)
def test_student_notebooks_run_untouched_without_a_warning(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import warnings; warnings.simplefilter('error')"))
    own = {"COURSE_CASE_FILE": str(tmp_path / "case.json"), "COURSE_TEXTS": str(tmp_path / "texts")}
    # one in fifteen kernels of ipykernel 7 takes three seconds to end by itself, so nobody asks them to
    client = NotebookClient(
        notebook,
        timeout=120,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute(env={**os.environ, **own})
    streams = [o for cell in notebook.cells for o in cell.get("outputs", []) if o.get("name") == "stderr"]
    assert streams == []


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_solutions_really_hold_outputs(path):
    """nbval passes a notebook whose outputs were stripped, so this must be looked at on its own."""
    code = [cell for cell in json.loads(path.read_text("utf8"))["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    checks = [cell for cell in code if "course.check(" in "".join(cell["source"])]
    assert checks
    for cell in checks:
        assert cell["outputs"], "".join(cell["source"])
        assert "".join(cell["outputs"][0]["data"]["text/plain"]).startswith("✓ Correct.")


def test_a_second_build_is_the_same_byte_for_byte(tmp_path):
    written = notebooks.build(ROOT, tmp_path)
    for path in written:
        assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes(), path
