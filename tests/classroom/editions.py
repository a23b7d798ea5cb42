"""One class edition for all tests that look at one, made once."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from course.classroom.edition import make

SEED = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


@cache
def made():
    """Lessons 1, 5 and 10 for a class called autumn: one variant by rows, none, and one by numbers."""
    scratch = tempfile.TemporaryDirectory(prefix="editions-")
    made.scratch = scratch
    return make.make("autumn", make.chosen("1,5,10"), Path(scratch.name, "out"), seed=SEED)


def part(folder: Path) -> Path:
    """Some of its files, to spoil: a lesson with its exercise, and the papers."""
    target = folder / "edition"
    for name in ("README.md", "exercises/01-1449.ipynb", "lessons/01-1449"):
        source, copy = made().edition / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy)
    for name in ("course", "data/record"):
        (target / name).mkdir(parents=True)
    return target
