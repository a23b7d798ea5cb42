"""Where to look: paragraphs of the five articles, with what each says in our words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from course import data
from course.prose import spoken


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
