"""What is run: the cells of one submission, the tasks to take answers for, the tables to compute with."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from course.classroom.run import wire
from course.classroom.run.recorder import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from course.classroom.model import Cell, Task
    from course.classroom.run.sandbox.limits import Limits

_LOADED: Final = re.compile(r"""\b(?:load|rows)\(\s*["']([A-Za-z_][A-Za-z0-9_-]{0,63})["']""")
_MOST_TABLES: Final = 30


@dataclass(frozen=True, slots=True)
class Job:
    """One submission to run.

    Parameters
    ----------
    cells : tuple of Cell
        Code cells of the submission, after repair, in the order in which they run.
    tasks : tuple of Task
        From our own bundle. Of these only ID, name and the inputs of functions travel.
    data : Path
        Folder of the tables of this class, without any key: all of it can be read by the submission.
    tag : object
        Whatever the caller wants to find again; does not travel.
    """

    cells: tuple[Cell, ...]
    tasks: tuple[Task, ...]
    data: Path
    tag: object = None

    @property
    def cases(self) -> dict[str, int]:
        """Exercise ID to the number of inputs that its key has."""
        return {task.exercise.id: len(task.exercise.cases) for task in self.tasks}

    @property
    def tables(self) -> list[str]:
        """Names that its cells load tables by, as far as they stand there: a hint, so that they are read only once."""
        found = (match[1] for cell in self.cells for match in _LOADED.finditer(cell.source))
        return sorted(set(islice(found, _MOST_TABLES)))

    @property
    def most_messages(self) -> int:
        """Messages that an honest run can send at most."""
        per_task = sum(count + 2 for count in self.cases.values())
        return 10 + 2 * len(self.cells) + per_task * (AT_ONCE + len(self.cells) + 1)

    def payload(self, skip: Collection[int], limits: Limits) -> dict[str, Any]:
        """Write what travels into the box: never what is right.

        Parameters
        ----------
        skip : collection of int
            Positions of cells that are left out, because they took their process with them.
        limits : Limits
            For this run.
        """
        return {
            "cells": [cell.source for cell in self.cells],
            "skip": sorted(skip),
            "tasks": [_asked(task) for task in self.tasks],
            "limits": asdict(limits),
        }


def _asked(task: Task) -> dict[str, Any]:
    exercise = task.exercise
    return {
        "id": exercise.id,
        "name": task.name,
        "function": exercise.kind == "function",
        "inputs": [wire.encode(case["args"]) for case in exercise.cases],
    }
