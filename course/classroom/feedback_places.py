"""Where to look: paragraphs of the five articles, with what each says in our words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from course import data
from course.prose import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from course.model import Exercise


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: a paragraph as people say it, its outlet, and what it says in our words."""

    spoken: str
    outlet: str
    gist: str


@cache
def places() -> dict[str, Place]:
    """Every paragraph of the five articles, by its ID."""
    outlets = {row["article"]: row["outlet"] for row in data.rows("articles")}
    return {
        row["passage"]: Place(spoken(row["passage"]), outlets[row["article"]], row["gist"])
        for row in data.rows("passages")
    }


def where(exercise: Exercise, look_at: Iterable[str], asked: Iterable[Exercise] = ()) -> tuple[Place, ...]:
    """Choose the paragraphs that help without being the answer.

    Parameters
    ----------
    exercise : Exercise
        Its evidence serves where the check names no paragraph. Where the answer is an article or a paragraph, the
        evidence would name it, so there is none then.
    look_at : iterable of str
        What the check said to look at.
    asked : iterable of Exercise
        All exercises of the assignment: a paragraph that another one asks for is left out as well.
    """
    named = tuple(look_at)
    ids = named or exercise.evidence
    own = {pid for pid in ids if {pid, pid.partition("-P")[0]} & _answers(exercise)}
    others = set().union(*(_answers(one) for one in asked))
    chosen = ids if named or not own else ()
    return tuple(places()[pid] for pid in chosen if pid in places() and pid not in own | others)


def _answers(exercise: Exercise) -> set[str]:
    """Texts that are the answer, or members of it: among them articles and paragraphs that were to be found."""
    found = exercise.expected
    parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else [found]
    return {part for part in parts if isinstance(part, str)}
