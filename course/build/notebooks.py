"""Write ``notebooks/``, ``exercises/`` and ``exercises/solutions/`` from ``lessons/``, or say what has drifted."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from course.build import source
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True)
class Target:
    """One notebook to write.

    Parameters
    ----------
    path : Path
        Relative to the root of the project.
    notebook : NotebookNode
        What it holds before execution.
    executed : bool
        Whether its outputs are stored.
    """

    path: Path
    notebook: NotebookNode
    executed: bool = False


def targets(root: Path) -> Iterator[Target]:
    """Every notebook that the lessons of a project make.

    Parameters
    ----------
    root : Path
        Folder that holds ``lessons/``.
    """
    for folder in sorted(path for path in (root / "lessons").iterdir() if (path / "lesson.md").is_file()):
        yield Target(Path("notebooks") / f"{folder.name}.ipynb", source.read(folder / "lesson.md"))
        if (folder / "exercise.md").is_file():
            exercise = source.read(folder / "exercise.md")
            yield Target(Path("exercises") / f"{folder.name}.ipynb", source.starter(exercise))
            yield Target(
                Path("exercises/solutions") / f"{folder.name}.ipynb", source.solution(exercise), executed=True
            )


WIDGET: Final = "application/vnd.jupyter.widget-view+json"
"""MIME name of a live widget. A stored notebook keeps its text and HTML forms only."""


def serialise(notebook: NotebookNode) -> str:
    """Notebook as text that is the same on every machine: sorted keys, one space of indent, LF, UTF-8."""
    return json.dumps(notebook, sort_keys=True, indent=1, ensure_ascii=False) + "\n"


def execute(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Run a notebook in a fresh kernel with a case file of its own.

    Raises
    ------
    CourseError
        If a cell raises; the message holds the cell and the error.
    """
    with tempfile.TemporaryDirectory() as scratch:
        # Neither the author's own case file nor their copies of the articles may change what is stored.
        own = {
            "COURSE_CASE_FILE": str(Path(scratch, "case.json")),
            "COURSE_TEXTS": str(Path(scratch, "texts")),
        }
        client = NotebookClient(
            notebook,
            timeout=120,
            kernel_name="python3",
            shutdown_kernel="immediate",  # one in fifteen would take three seconds to end by itself
            extra_arguments=["--log-level=ERROR"],  # its warning about TCP is not for authors
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute(env={**os.environ, **own})
        except CellExecutionError as error:
            raise CourseError(f"the solution does not run: {error.ename}: {error.evalue}") from error
    return _settled(notebook)


def _settled(notebook: NotebookNode) -> NotebookNode:
    """Drop what differs from run to run and count the code cells 1..n (nbval compares only counted cells)."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):
        cell.execution_count = count
        cell.metadata.pop("execution", None)
        for output in cell.outputs:
            if "execution_count" in output:
                output["execution_count"] = count
            output.get("data", {}).pop(
                WIDGET, None
            )  # its ID is drawn anew on each run, and means nothing later
    notebook.metadata = dict(source.METADATA)
    return notebook


def build(root: Path, out: Path | None = None) -> list[Path]:
    """Write every notebook and remove those whose lesson is gone.

    Parameters
    ----------
    root : Path
        Project with ``lessons/``.
    out : Path, optional
        Where to write. Default: the project itself.

    Returns
    -------
    list of Path
        The notebooks written, relative to ``out``.
    """
    out = out or root
    written = []
    for target in targets(root):
        path = out / target.path
        path.parent.mkdir(parents=True, exist_ok=True)
        notebook = _executed(target, root) if target.executed else target.notebook
        path.write_text(serialise(notebook), encoding="utf8", newline="\n")
        written.append(target.path)
    for stray in strays(out, written):
        (out / stray).unlink()
    return written


def _executed(target: Target, root: Path) -> NotebookNode:
    try:
        return execute(target.notebook, root)
    except CourseError as error:
        raise CourseError(f"lessons/{target.path.stem}/exercise.md: {error}") from error


def strays(out: Path, wanted: list[Path]) -> list[Path]:
    """Notebooks in the built folders that no lesson makes."""
    folders = ("notebooks", "exercises", "exercises/solutions")
    present = [path.relative_to(out) for folder in folders for path in sorted((out / folder).glob("*.ipynb"))]
    return [path for path in present if path not in wanted]


def drift(root: Path) -> list[str]:
    """What differs between the lessons and the committed notebooks.

    Returns
    -------
    list of str
        One line each; empty if all agree. Outputs of solutions are compared by nbval, here only their presence.
    """
    lines, wanted = [], []
    for target in targets(root):
        wanted.append(target.path)
        path = root / target.path
        if not path.is_file():
            lines.append(f"{target.path}: missing. Run `course build`.")
        elif not _agrees(target, path):
            lines.append(f"{target.path}: differs from lessons/{target.path.stem}. Run `course build`.")
    return lines + [f"{path}: no lesson makes it. Run `course build`." for path in strays(root, wanted)]


def _agrees(target: Target, path: Path) -> bool:
    text = path.read_text("utf8")
    if not target.executed:
        return text == serialise(target.notebook)
    stored: dict[str, Any] = json.loads(text)
    sources = [(c["cell_type"], c["id"], "".join(c["source"])) for c in stored["cells"]]
    expected = [(c.cell_type, c.id, c.source) for c in target.notebook.cells]
    counts = [c["execution_count"] for c in stored["cells"] if c["cell_type"] == "code"]
    return sources == expected and counts == list(range(1, len(counts) + 1))
