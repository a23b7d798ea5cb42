"""No test run touches the case file and the texts of the person who starts it; nbval's kernels inherit this too."""

import os
import tempfile
from pathlib import Path

import pytest

# Minutes in all: what they hold changes rarely. `uv run pytest -n 2 -m slow` runs them, `-m ""` runs everything.
SLOW = (
    "tests/browser/test_accessibility.py",
    "tests/browser/test_report_page.py",
    "tests/classroom/test_report_document.py",
    "tests/classroom/test_run_batch.py",
)
_OWN = tempfile.TemporaryDirectory(prefix="course-tests-")


def pytest_configure() -> None:
    """Point everything personal to an empty folder."""
    os.environ["COURSE_CASE_FILE"] = str(Path(_OWN.name, "case-file.json"))
    os.environ["COURSE_TEXTS"] = str(Path(_OWN.name, "texts"))
    if os.environ.get("COURSE_TEST_KERNELS") != "stock":
        _fork_kernels()


def _fork_kernels() -> None:
    """Let all kernels of one run, of every worker, be copies of one warm process, which ends with the run's folder."""
    os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "course-warm"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["JUPYTER_RUNTIME_DIR"] = str(Path(_OWN.name, "runtime"))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    _OWN.cleanup()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow ones before pytest chooses."""
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
