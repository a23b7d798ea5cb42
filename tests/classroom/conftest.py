"""A small class: one bundle with one lesson."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # test folders are not packages
from small_class import LESSON, NAMES, ROOT, cell_of, code_cells, starter

from course.check import exercise
from course.classroom.model import Assignment, Bundle, Cell, Task


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    """Lesson 1's exercise with its key; the last answer is optional."""
    cells = code_cells(starter())
    tasks = tuple(
        Task(exercise.find(eid), cell_of(starter(), eid)["id"], name, 1.0, optional=eid == "L1.E6")
        for eid, name in NAMES.items()
    )
    return Assignment(
        LESSON, "Count the support", tasks, tuple(Cell(c["id"], "".join(c["source"])) for c in cells)
    )


@pytest.fixture(scope="session")
def bundle(assignment, tmp_path_factory) -> Bundle:
    """A bundle of one lesson; its tables are those of the course."""
    folder = tmp_path_factory.mktemp("bundle")
    (folder / "data").symlink_to(ROOT / "data")
    return Bundle("autumn", "0.1.0", "", (assignment,), folder)
