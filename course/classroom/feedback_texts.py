"""What one student wrote, and what people said to it: rubric, levels, comments. Markers stay nameless."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from course.classroom.plain import clean, shortened
from course.model import CourseError
from course.prose import word_count
from course.quiz import bank

if TYPE_CHECKING:
    from course.classroom.gradebook import Gradebook
    from course.model import Question

MOST_COMMENT: Final = 5_000
MOST_TEXT: Final = 20_000
_ORDINALS: Final = ("First reader", "Second reader", "Third reader", "Fourth reader")


@dataclass(frozen=True, slots=True)
class Given:
    """A level that a person gave: by whom (never the name), the level, the comment."""

    reader: str
    level: int
    comment: str


@dataclass(frozen=True, slots=True)
class Written:
    """One writing task of one student.

    Parameters
    ----------
    id, task : str
        ``L1.W1`` and the task.
    body : str
        The text; empty if it was marked elsewhere.
    words : int
        Its length.
    own : int
        Level that the student gave; 0 for none.
    rubric : tuple of (int, str, str)
        Level, descriptor, and who gave it: empty if nobody did.
    given : tuple of Given
        The lowest level first.
    """

    id: str
    task: str
    body: str
    words: int
    own: int
    rubric: tuple[tuple[int, str, str], ...]
    given: tuple[Given, ...]


def written(book: Gradebook) -> dict[str, dict[str, Written]]:
    """Collect all texts with their levels.

    Parameters
    ----------
    book : Gradebook
        Tables texts and levels.

    Returns
    -------
    dict of str to dict of str to Written
        Student, then writing task.
    """
    rows = book.rows("SELECT student, task, text, self_level FROM texts ORDER BY student, task")
    texts: dict[tuple[str, str], dict[str, Any]] = {(row["student"], row["task"]): row for row in rows}
    levels: dict[tuple[str, str], list[dict[str, Any]]] = {}
    # As the page shows them: from the names or the times of marking one could tell who gave which level.
    for row in book.rows("SELECT student, task, level, comment FROM levels ORDER BY level, comment"):
        levels.setdefault((row["student"], row["task"]), []).append(row)
    found: dict[str, dict[str, Written]] = {}
    for student, task in sorted({*texts, *levels}):
        one = _written(task, texts.get((student, task), {}), levels.get((student, task), []))
        found.setdefault(student, {})[task] = one
    return found


def _written(task: str, row: dict[str, Any], levels: list[dict[str, Any]]) -> Written:
    question = asked(task)
    body, own, rubric = (
        clean(row.get("text")).strip(),
        row.get("self_level"),
        question.rubric if question else (),
    )
    given = tuple(
        Given(_reader(n, len(levels)), level["level"], shortened(clean(level["comment"]), MOST_COMMENT))
        for n, level in enumerate(levels)
    )
    return Written(
        id=clean(task),
        task=question.stem if question else "",
        body=shortened(body, MOST_TEXT),
        words=word_count(body),
        own=own if isinstance(own, int) and 1 <= own <= len(rubric) else 0,
        rubric=tuple((n, text, _who(given, n)) for n, text in enumerate(rubric, 1)),
        given=given,
    )


def _reader(number: int, of: int) -> str:
    if of == 1:
        return "Your reader"
    return _ORDINALS[number] if number < len(_ORDINALS) else f"Reader {number + 1}"


def _who(given: tuple[Given, ...], level: int) -> str:
    return ", ".join(one.reader for one in given if one.level == level)


@cache
def asked(task: str) -> Question | None:
    """The writing task of this ID; None if this copy of the course has none."""
    try:
        return bank.question(task)
    except CourseError:
        return None
