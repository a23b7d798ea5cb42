"""Read a lesson's MyST sources as notebooks and split an exercise into its starter and its solution."""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

import jupytext
from nbformat.v4 import new_notebook

from course.model import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

MARKER: Final = re.compile(r"^(?P<indent>\s*)# (?P<word>BEGIN SOLUTION|ELSE|END SOLUTION)\s*$")
"""Lines that part a solution from what the student finds in its place."""

KEPT_CELL_METADATA: Final = ("jupyter", "name", "tags")
METADATA: Final[dict[str, Any]] = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""The same on every machine: no Python version, no editor state."""


def read(path: Path) -> NotebookNode:
    """Read one MyST Markdown notebook.

    Parameters
    ----------
    path : Path
        ``lesson.md`` or ``exercise.md``.

    Returns
    -------
    NotebookNode
        Notebook format 4.5 with stable cell IDs, course metadata only, and no outputs.

    Raises
    ------
    CourseError
        If the file is missing or is not a MyST notebook.
    """
    if not path.is_file():
        raise CourseError(
            f"{path}: not found. A lesson folder holds lesson.md; an exercise holds exercise.md."
        )
    try:
        raw = jupytext.read(path, fmt="md:myst")
    except Exception as error:
        raise CourseError(
            f"{path}: not a MyST notebook ({error}). Check the ```{{code-cell}} fences."
        ) from error
    cells = [_plain(cell) for cell in raw.cells if cell.source.strip()]
    return named(new_notebook(cells=cells))  # type: ignore[no-untyped-call]


def _plain(cell: NotebookNode) -> NotebookNode:
    """Keep the source, the kind and the metadata that the course uses."""
    plain = deepcopy(cell)
    plain.metadata = {key: cell.metadata[key] for key in KEPT_CELL_METADATA if key in cell.metadata}
    if plain.cell_type == "code":
        plain.outputs, plain.execution_count = [], None
    return plain


def named(notebook: NotebookNode) -> NotebookNode:
    """Give every cell an ID that depends on its text only, so that an edit changes one ID."""
    seen: dict[str, int] = {}
    for cell in notebook.cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    notebook.metadata = deepcopy(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def starter(notebook: NotebookNode) -> NotebookNode:
    """Replace each solution by what stands under its ``# ELSE``: what a student gets."""
    return _part(notebook, keep_solution=False)


def solution(notebook: NotebookNode) -> NotebookNode:
    """Keep each solution and drop what a student gets in its place."""
    return _part(notebook, keep_solution=True)


def _part(notebook: NotebookNode, *, keep_solution: bool) -> NotebookNode:
    parted = deepcopy(notebook)
    for number, cell in enumerate(parted.cells, start=1):
        if cell.cell_type == "code":
            try:
                cell.source = part(cell.source, keep_solution=keep_solution)
            except CourseError as error:
                raise CourseError(f"exercise.md, cell {number}: {error}") from error
    wanted, unwanted = (
        ("solution-only", "starter-only") if keep_solution else ("starter-only", "solution-only")
    )
    parted.cells = [
        c for c in parted.cells if unwanted not in c.metadata.get("tags", []) or wanted in c.metadata.tags
    ]
    return named(parted)


def part(source: str, *, keep_solution: bool) -> str:
    """Part one cell at its solution markers.

    Parameters
    ----------
    source : str
        Code with any number of ``# BEGIN SOLUTION`` ... ``# ELSE`` ... ``# END SOLUTION`` blocks (``# ELSE`` may be
        left out where the student gets nothing in its place).
    keep_solution : bool
        Which side to keep.

    Raises
    ------
    CourseError
        If a marker stands where it makes no sense.
    """
    kept: list[str] = []
    state = "outside"
    for number, line in enumerate(source.split("\n"), start=1):
        marker = MARKER.match(line)
        if marker:
            state = _next_state(state, marker["word"], number, line)
        elif state == "outside" or (state == "solution") == keep_solution:
            kept.append(line)
    if state != "outside":
        raise CourseError(
            f"# END SOLUTION is missing in the cell that starts with {source.splitlines()[0]!r}."
        )
    return "\n".join(kept)


_STEPS: Final = {
    ("outside", "BEGIN SOLUTION"): "solution",
    ("solution", "ELSE"): "else",
    ("solution", "END SOLUTION"): "outside",
    ("else", "END SOLUTION"): "outside",
}


def _next_state(state: str, word: str, number: int, line: str) -> str:
    if (state, word) not in _STEPS:
        raise CourseError(
            f"line {number} of a cell: {line.strip()!r} does not belong here. Order: BEGIN, ELSE, END."
        )
    return _STEPS[state, word]
