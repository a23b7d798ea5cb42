"""Running what students handed in: warm, confined, cell by cell, with the key elsewhere.

`run_batch` is the way in. Everything that comes out of it is plain data; `judgeable` makes it ready for
`course.check.compare.judge`. Names are loaded when they are used: the warm process needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from course.classroom.run.answers import Returned, judgeable
    from course.classroom.run.batch import begun_early, can_fork, capabilities, run_batch
    from course.classroom.run.job import Job
    from course.classroom.run.sandbox import Layer, level
    from course.classroom.run.sandbox.limits import Limits

__all__ = [
    "Job",
    "Layer",
    "Limits",
    "Returned",
    "begun_early",
    "can_fork",
    "capabilities",
    "judgeable",
    "level",
    "run_batch",
]

_HOME: Final = {
    "Job": "job",
    "Layer": "sandbox",
    "Limits": "sandbox.limits",
    "Returned": "answers",
    "begun_early": "batch",
    "can_fork": "batch",
    "capabilities": "batch",
    "judgeable": "answers",
    "level": "sandbox",
    "run_batch": "batch",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (any of the above)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return found
