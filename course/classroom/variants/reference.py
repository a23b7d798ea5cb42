"""Execute a reference solution and keep what it hands to ``course.check``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.check import functions
from course.check.plain import MISSING, plain
from course.model import CourseError, Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True)
class Ran:
    """What a solution leaves behind.

    Parameters
    ----------
    values : dict of str to object
        Exercise ID to the value that was checked.
    namespace : dict of str to object
        Its names.
    """

    values: dict[str, Any]
    namespace: dict[str, Any]


def run(notebook: NotebookNode) -> Ran:
    """Execute the code cells of one of our own solutions in this process; no widget shows, nothing is recorded.

    Parameters
    ----------
    notebook : NotebookNode
        From `course.build.source.solution`.

    Raises
    ------
    CourseError
        If a cell raises.
    """
    values: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__name__": "__main__", "_keep": values.__setitem__}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            exec(compile(cell.source.replace("course.check(", "_keep("), cell.id, "exec"), namespace)  # noqa: S102
        except Exception as error:
            first = cell.source.splitlines()[0]
            raise CourseError(
                f"the reference solution fails at {first!r}: {type(error).__name__}: {error}"
            ) from error
    return Ran(values, namespace)


def as_json(value: object) -> Any:  # noqa: ANN401
    """Write a value as the key of an exercise: plain, sets sorted, -0.0 as 0.0; None if it is no value."""
    found = plain(sorted(value) if isinstance(value, set | frozenset) else value)
    if isinstance(found, dict):
        return {str(key): as_json(part) for key, part in found.items()}
    if isinstance(found, list):
        return [as_json(part) for part in found]
    if found is MISSING or (isinstance(found, float) and abs(found) == float("inf")):
        return None
    return found + 0.0 if isinstance(found, float) else found


def call(function: Callable[..., object], case: dict[str, Any]) -> Any:  # noqa: ANN401
    """Give the inputs of a case to the reference function.

    Raises
    ------
    CourseError
        If it fails on them.
    """
    returned = functions.call(case, function)
    if isinstance(returned, Result):
        raise CourseError(f"the reference solution fails on {case['name']}: {returned.message}")
    return as_json(returned)
