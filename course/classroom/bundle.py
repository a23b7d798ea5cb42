"""The instructor's private bundle on disk: ``bundle.json``, read with care and written as a whole.

Plain JSON with a version, so that any tool can read it. The format is described in ``bundle.schema.json``.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from course import yamlfile
from course.check.compare import KINDS
from course.classroom.model import Assignment, Bundle, Cell, Task
from course.model import CourseError, Diagnosis, Exercise

KIND: Final = "one-event-bundle"
VERSION: Final = 1
FILE: Final = "bundle.json"
SCHEMA: Final = Path(__file__).with_name("bundle.schema.json")


def load(path: Path) -> Bundle:
    """Read a bundle.

    Parameters
    ----------
    path : Path
        Its folder, or the file ``bundle.json`` in it.

    Raises
    ------
    CourseError
        In one line, with file and place, if it is missing, is no bundle, is of a newer version or is broken.
    """
    file = path / FILE if path.is_dir() else path
    content = _parsed(file)
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise CourseError(f"{file}: this is no bundle of this course. Choose the folder that holds {FILE}.")
    if content.get("version") != VERSION:
        raise CourseError(
            f"{file}: written in version {content.get('version')!r}; this course reads version {VERSION}. "
            "Use the version of the course that made it."
        )
    broken = list(yamlfile.against_schema(content, SCHEMA))
    if broken:
        more = f" And {len(broken) - 1} more." if len(broken) > 1 else ""
        raise CourseError(f"{file}: {broken[0]}.{more} Restore the file from your copy of it.")
    return _bundle(content, file)


def save(bundle: Bundle, folder: Path | None = None) -> Path:
    """Write a bundle; a reader never sees half of it, and other users of the machine never see any.

    Parameters
    ----------
    bundle : Bundle
        What to write.
    folder : Path, optional
        Where. Default: its own folder.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    CourseError
        If something in it is not plain JSON.
    """
    folder = folder or bundle.folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = as_text(bundle)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".bundle-")  # readable by its owner only
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return Path(name).replace(folder / FILE)


def as_text(bundle: Bundle) -> str:
    """Write a bundle as JSON text that is the same for the same bundle."""
    assignments = [_assignment_json(assignment) for assignment in bundle.assignments]
    content = {
        "kind": KIND,
        "version": VERSION,
        "name": bundle.name,
        "course": bundle.version,
        "seed": bundle.seed,
        "assignments": assignments,
    }
    try:
        text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise CourseError(
            f"the key of {bundle.name} cannot be written ({error}). Mend exercise.yaml."
        ) from error
    if json.loads(text) != _listed(content):
        raise CourseError(f"a key of {bundle.name} has a name that is no text. Mend exercise.yaml.")
    return text + "\n"


def _listed(content: Any) -> Any:  # noqa: ANN401
    """Make tuples lists, as JSON has them; everything else must survive the round trip as it is."""
    if isinstance(content, dict):
        return {key: _listed(part) for key, part in content.items()}
    return [_listed(part) for part in content] if isinstance(content, list | tuple) else content


def _assignment_json(assignment: Assignment) -> dict[str, Any]:
    return {
        "name": assignment.name,
        "title": assignment.title,
        "tasks": [
            {
                "cell": task.cell,
                "name": task.name,
                "points": task.points,
                "optional": task.optional,
                "exercise": exercise_json(task.exercise),
            }
            for task in assignment.tasks
        ],
        "cells": [{"id": cell.id, "source": cell.source} for cell in assignment.cells],
        "written": list(assignment.written),
    }


def exercise_json(exercise: Exercise) -> dict[str, Any]:
    """Write an exercise with its key as plain JSON; empty parts are left out."""
    content = dataclasses.asdict(exercise)
    content = {name: list(part) if isinstance(part, tuple) else part for name, part in content.items()}
    for diagnosis in content["diagnoses"]:
        diagnosis["look_at"] = list(diagnosis["look_at"])
    return {name: part for name, part in content.items() if part not in (None, [])}


def exercise_from(content: dict[str, Any]) -> Exercise:
    """Read an exercise that `exercise_json` wrote."""
    lists = {name: tuple(content.get(name, ())) for name in ("hints", "evidence", "cases")}
    diagnoses = tuple(
        Diagnosis(entry["value"], entry["message"], tuple(entry.get("look_at", ())))
        for entry in content.get("diagnoses", ())
    )
    return Exercise(**{"expected": None, **content, **lists, "diagnoses": diagnoses})


def _parsed(file: Path) -> Any:  # noqa: ANN401
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(
            f"{file}: not found. `course assign new` makes a folder `bundle`; name that folder."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(
            f"{file}: cannot be read ({error}). Restore the file from your copy of it."
        ) from error
    except ValueError as error:
        raise CourseError(
            f"{file}: not valid JSON ({error}). Restore the file from your copy of it."
        ) from error


def _bundle(content: dict[str, Any], file: Path) -> Bundle:
    assignments = tuple(_assignment(entry, file) for entry in content["assignments"])
    names = [assignment.name for assignment in assignments]
    if len(set(names)) < len(names):
        raise CourseError(f"{file}: an assignment stands twice. Restore the file from your copy of it.")
    return Bundle(content["name"], content["course"], content["seed"], assignments, file.parent)


def _assignment(entry: dict[str, Any], file: Path) -> Assignment:
    cells = tuple(Cell(cell["id"], cell["source"]) for cell in entry["cells"])
    tasks = tuple(_task(task, file) for task in entry["tasks"])
    known = {cell.id for cell in cells}
    for task in tasks:
        if task.cell not in known:
            raise CourseError(
                f"{file}: {task.exercise.id} belongs to cell {task.cell!r}, which {entry['name']} does not have. "
                "Restore the file from your copy of it."
            )
    return Assignment(entry["name"], entry["title"], tasks, cells, tuple(entry["written"]))


def _task(entry: dict[str, Any], file: Path) -> Task:
    exercise = exercise_from(entry["exercise"])
    if exercise.kind not in KINDS or (exercise.kind == "function") != bool(exercise.cases):
        raise CourseError(
            f"{file}: {exercise.id} has no key of its kind ({exercise.kind}). Restore the file from your copy of it."
        )
    return Task(exercise, entry["cell"], entry["name"], float(entry["points"]), entry["optional"])
