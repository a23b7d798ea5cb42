"""From the bytes of a notebook to the code cells that are run, with a note on everything that is not as we gave it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from course.classroom.model import Cell
from course.classroom.plain import storable

if TYPE_CHECKING:
    from course.classroom.model import Assignment

MOST_CELLS: Final = 500
_EMPTY: Final = "The file is empty. Ask the student to save the notebook and hand it in again."
_BROKEN: Final = (
    "This is no notebook that can be read ({why}). Ask for the file as JupyterLab saves it (File, Download)."
)


class UnreadableError(Exception):
    """A submission that is no notebook; the message says what to do."""


def cells(content: bytes, assignment: Assignment) -> tuple[tuple[Cell, ...], list[str]]:
    """Take the code cells out of a notebook.

    Our own set-up cells that are missing are put back where they belong. Everything else is run as it was handed in:
    answers are found by the exercise that they are handed to, so moved, copied and renamed cells lose nothing.

    Parameters
    ----------
    content : bytes
        The file.
    assignment : Assignment
        Our own copy.

    Returns
    -------
    tuple of Cell
        In the order in which they run; each ID once.
    list of str
        What the instructor should know.

    Raises
    ------
    UnreadableError
        If the file is no notebook.
    """
    notebook = _notebook(content)
    found = _code_cells(notebook)
    notes: list[str] = []
    if len(found) > MOST_CELLS:
        notes.append(f"{len(found)} code cells; the first {MOST_CELLS} were run.")
        found = found[:MOST_CELLS]
    found = _each_id_once(found, notes)
    _about_tasks(found, assignment, notes)
    return tuple(_with_setup(found, assignment, notes)), notes


def _notebook(content: bytes) -> dict[str, Any]:
    if not content.strip():
        raise UnreadableError(_EMPTY)
    try:
        parsed = json.loads(_text(content))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(_BROKEN.format(why=str(error)[:80])) from error
    if not isinstance(parsed, dict) or not isinstance(_cell_list(parsed), list):
        raise UnreadableError(_BROKEN.format(why="it has no list of cells"))
    return parsed


def _text(content: bytes) -> str:
    """Decode as editors save: UTF-8 with or without a mark, UTF-16 with one; anything else byte by byte."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _cell_list(notebook: dict[str, Any]) -> object:
    """List the cells of version 4, or of version 3, where they lie in worksheets."""
    if "cells" in notebook:
        return notebook["cells"]
    sheets = notebook.get("worksheets")
    if isinstance(sheets, list) and sheets and isinstance(sheets[0], dict):
        return sheets[0].get("cells")
    return None


def _code_cells(notebook: dict[str, Any]) -> list[Cell]:
    listed = _cell_list(notebook)
    found = []
    for position, cell in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            text = "".join(map(str, source)) if isinstance(source, list) else str(source)
            name = cell.get("id")
            given = storable(name[:80]) if isinstance(name, str) else ""
            found.append(Cell(given or f"#{position}", text))
    return found


def _each_id_once(found: list[Cell], notes: list[str]) -> list[Cell]:
    """A copied cell keeps its ID in some editors; both copies are run, under names of their own."""
    times = Counter(cell.id for cell in found)
    if twice := sorted(name for name, count in times.items() if count > 1):
        notes.append(f"Copied cells share an ID: {', '.join(twice[:5])}. All copies were run.")
    seen: Counter[str] = Counter()
    result = []
    for cell in found:
        seen[cell.id] += 1
        again = seen[cell.id]
        result.append(cell if again == 1 else Cell(f"{cell.id} (copy {again})", cell.source))
    return result


def _about_tasks(found: list[Cell], assignment: Assignment, notes: list[str]) -> None:
    """Say which answers are handed in nowhere, and which several times."""
    for task in assignment.tasks:
        call = re.compile(rf"""course\.check\(\s*["']{re.escape(task.exercise.id)}["']""")
        times = sum(bool(call.search(cell.source)) for cell in found)
        if times == 0:
            notes.append(
                f"{task.exercise.id}: its check is gone; the variable {task.name} was looked for instead."
            )
        elif times > 1:
            notes.append(f"{task.exercise.id}: checked in {times} cells; the last answer counts.")


def _with_setup(found: list[Cell], assignment: Assignment, notes: list[str]) -> list[Cell]:
    """Put our own set-up cells back where a student deleted them."""
    asking = {task.cell for task in assignment.tasks}
    ours = [cell.id for cell in assignment.cells]
    have = {cell.id for cell in found}
    if not have & set(ours):  # another tool wrote it, with IDs of its own: nothing can be told from them
        return found
    result = _set_up_first(found, [cell for cell in assignment.cells if cell.id not in asking], ours, notes)
    missing = [cell for cell in assignment.cells if cell.id not in have and cell.id not in asking]
    for cell in missing:
        before = set(ours[: ours.index(cell.id)])
        place = max((n + 1 for n, other in enumerate(result) if other.id in before), default=0)
        result.insert(place, cell)
    if missing:
        notes.append(f"{len(missing)} of our own set-up cells were missing and were put back.")
    return result


def _set_up_first(found: list[Cell], set_up: list[Cell], ours: list[str], notes: list[str]) -> list[Cell]:
    """Move our own set-up cells, where a student moved cells above them, back before the cells that come after them.

    Only cells that are as we gave them: what a student changed may need what stands above it now.
    """
    result = list(found)
    moved = 0
    for mine in set_up:
        later = set(ours[ours.index(mine.id) + 1 :])
        first = next((n for n, cell in enumerate(result) if cell.id in later), len(result))
        here = next((n for n, cell in enumerate(result) if cell == mine), -1)
        if here > first:
            result.insert(first, result.pop(here))
            moved += 1
    if moved:
        notes.append(f"{moved} of our own set-up cells stood below cells that need them and were run first.")
    return result
