"""The notebooks of an edition, and what the bundle remembers of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from course import paths, yamlfile
from course.build import source
from course.classroom import variants
from course.classroom.edition import withhold
from course.classroom.model import Assignment, Cell, Task
from course.model import CourseError
from course.quiz import bank

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from course.model import Exercise

CALL: Final = re.compile(
    r"""course\.check\(\s*["'](?P<id>L\d+\.E\d+)["']\s*,\s*(?P<name>[A-Za-z_]\w*)\s*,?\s*\)"""
)
CODE_TRACK: Final = "For the code track"
LINK: Final = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<lesson>\d\d-[a-z0-9-]+)\.ipynb\)")


@dataclass(frozen=True, slots=True)
class Exercises:
    """One exercise notebook of an edition, from both sides.

    Parameters
    ----------
    assignment : Assignment
        For the bundle.
    starter, solution : NotebookNode
        What students get, and what the instructor keeps.
    variant : str
        For the teacher: what differs from the published exercise; empty if nothing does.
    """

    assignment: Assignment
    starter: NotebookNode
    solution: NotebookNode
    variant: str = ""

    @property
    def keys(self) -> tuple[Exercise, ...]:
        """The exercises with their keys, in the order of the notebook."""
        return tuple(task.exercise for task in self.assignment.tasks)

    @property
    def sources(self) -> dict[str, str]:
        """Exercise ID to the code of its cell in the starter."""
        code = {cell.id: cell.source for cell in self.assignment.cells}
        return {task.exercise.id: code[task.cell] for task in self.assignment.tasks}

    @property
    def solutions(self) -> dict[str, str]:
        """Exercise ID to the code of its cell in the solution."""
        code = [cell.source for cell in self.solution.cells if cell.cell_type == "code"]
        return {call["id"]: source for source in code for call in CALL.finditer(source)}


def exercises(lesson: str, seed: str = "", *, self_check: bool = False) -> Exercises:
    """Make the exercise notebook of one lesson for one class.

    Parameters
    ----------
    lesson : str
        Folder name.
    seed : str
        Secret of the bundle; empty for the exercises as published.
    self_check : bool
        Whether students get the keys as well, so that the notebook speaks of checks as published.

    Raises
    ------
    CourseError
        If a check has no key, or a key no check.
    """
    whole = source.read(paths.lessons() / lesson / "exercise.md")
    if not self_check:
        whole = withhold.explained(whole, lesson)
    varied = variants.vary(lesson, seed, whole)
    starter = source.starter(varied.notebook)
    assignment = Assignment(
        name=lesson,
        title=str(yamlfile.read(paths.lessons() / lesson / "exercise.yaml")["title"]),
        tasks=_tasks(starter, varied.exercises, lesson),
        cells=tuple(Cell(cell.id, cell.source) for cell in starter.cells if cell.cell_type == "code"),
        written=_written(lesson),
    )
    return Exercises(assignment, starter, source.solution(varied.notebook), varied.summary)


def _tasks(starter: NotebookNode, keys: tuple[Exercise, ...], lesson: str) -> tuple[Task, ...]:
    known = {exercise.id: exercise for exercise in keys}
    found: list[Task] = []
    optional = False
    for cell in starter.cells:
        if cell.cell_type == "markdown" and re.search(r"^##? ", cell.source, re.MULTILINE):
            optional = CODE_TRACK in cell.source
        for call in CALL.finditer(cell.source) if cell.cell_type == "code" else ():
            if call["id"] not in known:
                raise CourseError(
                    f"lessons/{lesson}/exercise.md checks {call['id']}, which exercise.yaml does not have."
                )
            exercise = known.pop(call["id"])
            found.append(Task(exercise, cell.id, call["name"], float(exercise.points), optional))
    if known:
        raise CourseError(
            f"lessons/{lesson}/exercise.md has no course.check for {', '.join(known)}; hand a plain name to it."
        )
    return tuple(found)


def _written(lesson: str) -> tuple[str, ...]:
    if lesson not in bank.lessons():
        return ()
    return tuple(item.id for item in bank.load(lesson) if item.id.split(".")[1].startswith("W"))


def lesson(name: str, included: list[str]) -> NotebookNode:
    """Make the notebook of one lesson; links lead to lessons of the edition only."""
    notebook = source.read(paths.lessons() / name / "lesson.md")
    first = next((other for other in included if not other.startswith("00")), name)

    def link(match: re.Match[str]) -> str:
        if match["lesson"] in included:
            return match[0]
        title = bank.bank(first).title if first in bank.lessons() else first
        return (
            f"[Lesson {int(first[:2])} · {title}]({first}.ipynb)" if name.startswith("00") else match["text"]
        )

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(link, cell.source)
    return notebook
