"""What every comparison shares: untouched values and the three ways a result is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.model import Diagnosis, Exercise, Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Callable

UNTOUCHED: Final = "Not attempted yet: put your answer where the three dots are, then run the cell again."


def untouched(value: object) -> bool:
    """Whether this is what the starter holds: ``...``, None, or a list or mapping of nothing else."""
    if value is None or value is ...:
        return True
    parts = list(value.values()) if isinstance(value, dict) else value
    return (
        isinstance(parts, list | tuple | set | frozenset)
        and bool(parts)
        and all(part is ... for part in parts)
    )


def correct(exercise: Exercise) -> Result:
    """All is right."""
    return Result(Outcome.CORRECT, exercise.correct, exercise.evidence, 1.0)


def not_yet(message: str, score: float = 0.0) -> Result:
    """Say what to look at next."""
    # No evidence: the paragraphs that settle an answer would give it away.
    return Result(Outcome.NOT_YET, message, (), score)


def diagnosed(exercise: Exercise, matches: Callable[[Any], bool], score: float = 0.0) -> Result | None:
    """Find the foreseen wrong value that this one is, if any."""
    found: Diagnosis | None = next((d for d in exercise.diagnoses if matches(d.value)), None)
    return Result(Outcome.NOT_YET, found.message, found.look_at, score) if found else None
