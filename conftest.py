"""No test run touches the case file and the texts of the person who starts it; nbval's kernels inherit this too."""

import os
import tempfile
from pathlib import Path

_OWN = tempfile.TemporaryDirectory(prefix="course-tests-")


def pytest_configure() -> None:
    """Point everything personal to an empty folder."""
    os.environ["COURSE_CASE_FILE"] = str(Path(_OWN.name, "case-file.json"))
    os.environ["COURSE_TEXTS"] = str(Path(_OWN.name, "texts"))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    _OWN.cleanup()
