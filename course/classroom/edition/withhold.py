"""What of a lesson's sources goes to students, and what stays in the bundle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from course import yamlfile
from course.classroom.bundle import exercise_json
from course.classroom.edition.readings import words
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from nbformat import NotebookNode

    from course.model import Exercise

HELD_KEYS: Final = frozenset({"tempts", "exemplars"})
"""Parts of ``quiz.yaml`` that are for teachers, or would be copied as an answer to the writing task."""

HINTS: Final = 1
"""Hints that students get. They go from a nudge to nearly there, and the later ones nearly are the answer."""

NO_HINT: Final = (
    "Say in your own words what goes in and what should come out, and begin with a small example on paper."
)
"""Instead of a hint that is a line of the solution."""

HOW: Final = re.compile(
    r'The check below it tells you what is right and what to look at next\..*?course\.hint\("(?P<id>L\d+\.E\d+)", 2\)`'
    r" for a bigger hint\.",
    re.DOTALL,
)
"""What an exercise notebook says of its checks, as published."""

KEPT: Final = (
    "The check below it tells you whether your answer has the right **form**. Whether it **is** right, your teacher's copy "
    "says after you hand in this notebook. Until then you can change it as often as you like. Stuck? Write "
    '`course.hint("{id}")` in any cell and run it. When you are done, save the notebook: it holds your answers.'
)


def quiz(path: Path, *, self_check: bool = False) -> str:
    """``quiz.yaml`` for students: practice with all its feedback, without what only teachers need."""
    return _dumped(_without(yamlfile.read(path), frozenset() if self_check else HELD_KEYS))


def decks(path: Path) -> str:
    """``decks.yaml`` for students: as it is, without the author's comments."""
    return _dumped(yamlfile.read(path))


def exercises(
    path: Path,
    keys: Iterable[Exercise],
    starters: Mapping[str, str],
    solutions: Mapping[str, str],
    *,
    self_check: bool = False,
) -> str:
    """``exercise.yaml`` for students.

    Parameters
    ----------
    path : Path
        The published file, for its title.
    keys : iterable of Exercise
        As the bundle has them.
    starters : mapping of str to str
        Exercise ID to the code that students find in its cell.
    solutions : mapping of str to str
        Exercise ID to the code of its solution.
    self_check : bool
        Whether students get the keys as well.
    """
    head = yamlfile.read(path)
    entries = [
        _open(exercise)
        if self_check
        else _closed(exercise, starters.get(exercise.id, ""), solutions.get(exercise.id, ""))
        for exercise in keys
    ]
    return _dumped({"lesson": head["lesson"], "title": head["title"], "exercises": entries})


def explained(notebook: NotebookNode, lesson: str) -> NotebookNode:
    """Let the notebook say what its checks do in a class edition.

    Raises
    ------
    CourseError
        If the passage about the checks is not where every exercise has it.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown" and HOW.search(cell.source)]
    if len(cells) != 1:
        raise CourseError(
            f"lessons/{lesson}/exercise.md: the paragraph 'How it works' should say what the check tells and how to get a "
            "hint, once and in the words of the other lessons. Mend it there."
        )
    cells[0].source = HOW.sub(lambda match: KEPT.format(id=match["id"]), cells[0].source)
    return notebook


def form(exercise: Exercise, starter: str) -> dict[str, Any]:
    """Say what may be asked of an answer's form without giving anything of the answer away.

    Parameters
    ----------
    exercise : Exercise
        With its key.
    starter : str
        The code that students find in its cell; names that it does not show stay secret.
    """
    if exercise.kind == "prose":
        return dict(exercise.expected)
    if exercise.kind == "mapping" and all(f'"{name}": ...' in starter for name in exercise.expected):
        return {"entries": _entries(exercise.expected)}
    if exercise.kind == "table":
        return {"key": exercise.expected["key"]}
    return _function_form(exercise) if exercise.kind == "function" else {}


def _entries(expected: Mapping[str, Any]) -> dict[str, str]:
    return {name: "text" if isinstance(part, str) else "number" for name, part in expected.items()}


def _function_form(exercise: Exercise) -> dict[str, Any]:
    first = _example(exercise)
    others = [case for case in exercise.cases if case is not first]
    found: dict[str, Any] = {"example": {"name": first["name"], "args": first["args"]}}
    result = first["expected"]
    kinds = {dict: "mapping", list: "list", str: "text", int: "number", float: "number"}
    found["returns"] = {"kind": kinds[type(result)]}
    # Names that are the same whatever goes in are part of the question; others are part of the answer.
    if (
        isinstance(result, dict)
        and others
        and all(set(case["expected"]) == set(result) for case in others)
        and not _in_inputs(result, exercise)
    ):
        found["returns"]["entries"] = _entries(result)
    return found


def _example(exercise: Exercise) -> dict[str, Any]:
    """Choose a case to try a function on: a small made-up one, because a table of the lesson may hold another key."""
    made_up = [case for case in exercise.cases if "made-up" in case["name"]]
    return min(made_up or exercise.cases, key=lambda case: len(repr(case["args"])))


def _in_inputs(result: Mapping[str, Any], exercise: Exercise) -> bool:
    return any(repr(name) in repr(case["args"]) for case in exercise.cases for name in result)


def hints(exercise: Exercise, solution: str) -> list[str]:
    """Choose the hints for students: the first, unless it is a line of the solution."""
    code = " ".join(words(solution))
    spoken = [words(hint) for hint in exercise.hints[:HINTS]]
    told = any(" ".join(hint[n : n + 5]) in code for hint in spoken for n in range(len(hint) - 4))
    return [NO_HINT] if told else list(exercise.hints[:HINTS])


def _closed(exercise: Exercise, starter: str, solution: str) -> dict[str, Any]:
    return {
        "id": exercise.id,
        "title": exercise.title,
        "kind": exercise.kind,
        "points": exercise.points,
        "hints": hints(exercise, solution),
        "form": form(exercise, starter),
    }


def _open(exercise: Exercise) -> dict[str, Any]:
    return {name: part for name, part in exercise_json(exercise).items() if name != "lesson"}


def _without(content: Any, held: frozenset[str]) -> Any:  # noqa: ANN401
    if isinstance(content, dict):
        return {name: _without(part, held) for name, part in content.items() if name not in held}
    return [_without(part, held) for part in content] if isinstance(content, list) else content


_Dumper: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Plain(_Dumper):  # type: ignore[misc, valid-type]
    """Writes every value where it stands, never as a reference to an earlier one."""

    def ignore_aliases(self, _: Any) -> bool:  # noqa: ANN401
        return True


def _dumped(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)
