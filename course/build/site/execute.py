"""Run a lesson's code cells in this process and keep what each of them shows, as objects."""

from __future__ import annotations

import atexit
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from course.casefile.merge import blank
from course.casefile.store import as_text
from course.model import CourseError
from course.widgets._base import FrontEnd
from course.widgets.progress import ProgressPicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

CODE: Final = "READER"
"""Code of the case file that lessons are built with. It decides the order of the options, so a build can be repeated."""

BEGUN: Final = "2020-06-16T05:49:00.000Z"

OWN_FORM: Final = (FrontEnd, ProgressPicture, pd.DataFrame, pd.Series)
"""What the edition shows in a form of its own."""

Shown = Any
"""A front-end, the picture of progress, a data frame or series as it is; anything else as a dict of MIME type to content."""


class _Publisher(DisplayPublisher):
    """Takes what ``display`` is given."""

    shell: _Shell

    def publish(self, data: dict[str, Any], *_args: object, **_options: object) -> None:
        """Keep one bundle."""
        self.shell.shown.append(dict(data))


class _Hook(DisplayHook):
    """Takes the value of a cell's last line."""

    shell: _Shell

    def __call__(self, result: object = None) -> None:
        """Keep one value: as it is where the edition has its own form for it."""
        if isinstance(result, OWN_FORM):
            self.shell.shown.append(result)
        elif result is not None:
            data, _metadata = self.compute_format_data(result)  # type: ignore[no-untyped-call]
            if data:  # a value with a display of its own, such as a chart, has been taken already
                self.shell.shown.append(dict(data))


class _Shell(InteractiveShell):
    """IPython without a terminal, a kernel or a history."""

    shown: list[Shown]
    displayhook_class = _Hook
    display_pub_class = _Publisher

    def showtraceback(self, *_args: object, **_options: object) -> None:
        """Print nothing: the error is raised where the cell was run."""


def run(notebook: NotebookNode, name: str) -> list[list[Shown]]:
    """Run every code cell of a lesson in excerpt mode, with a case file of its own.

    Parameters
    ----------
    notebook : NotebookNode
        From `course.build.source.read`.
    name : str
        What errors call it, such as ``lessons/01-1449/lesson.md``.

    Returns
    -------
    list of list
        For each code cell what it shows, in order.

    Raises
    ------
    CourseError
        If a cell raises; the message holds the cell and the error.
    """
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    with _own_files() as scratch, _shell(scratch) as shell, pd.option_context("display.max_colwidth", None):
        return [_run(shell, source, f"{name}, code cell {number}") for number, source in enumerate(cells, 1)]


def _run(shell: Any, source: str, where: str) -> list[Shown]:  # noqa: ANN401  (IPython is not typed)
    shell.shown = []
    with capture_output(display=False) as said:
        result = shell.run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        raise CourseError(f"{where} does not run: {type(error).__name__}: {error}")
    printed = [{"text/plain": said.stdout.rstrip()}] if said.stdout.strip() else []
    return printed + list(shell.shown)


@contextmanager
def _own_files() -> Iterator[Path]:
    """Neither the author's case file nor their copies of the articles may change what is built."""
    with tempfile.TemporaryDirectory() as scratch:
        case = Path(scratch, "case-file.json")
        case.write_text(as_text({**blank(), "code": CODE, "created": BEGUN, "updated": BEGUN}), "utf8")
        own = {"COURSE_CASE_FILE": str(case), "COURSE_TEXTS": str(Path(scratch, "texts"))}
        before = {key: os.environ.get(key) for key in own}
        os.environ.update(own)
        try:
            yield Path(scratch)
        finally:
            for key, value in before.items():
                os.environ.pop(key) if value is None else os.environ.update({key: value})


@contextmanager
def _shell(scratch: Path) -> Iterator[Any]:
    InteractiveShell.clear_instance()
    config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    shell = _Shell.instance(config=config, ipython_dir=str(scratch / "ipython"))
    try:
        yield shell
    finally:
        atexit.unregister(
            shell.atexit_operations
        )  # it saves a history, of which there is none, and collects garbage
        _Shell.clear_instance()
