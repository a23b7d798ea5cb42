"""Texts as markers get them: under codes, in an order of their own; and whether two markers agree."""

from __future__ import annotations

import hashlib
import itertools
import random
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course.classroom.feedback_texts import MOST_TEXT, asked
from course.classroom.plain import clean, shortened
from course.prose import completeness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.classroom.gradebook import Gradebook

SEED: Final = "marking_seed"
"""Name under which the gradebook keeps what codes are drawn from."""

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Signs of a code: none that looks like another."""

FEWEST: Final = 5
"""Texts that two must have marked before their agreement is computed."""

APART: Final = 2
"""Levels of difference from which two markers should talk about a text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to mark.

    Parameters
    ----------
    key : str
        Task and code, ``L1.W1/K7Q-2MX``: all that a marker's screen knows of the student.
    student, task, text : str
        Whose it is, what was asked, what was written.
    """

    key: str
    student: str
    task: str
    text: str

    @property
    def code(self) -> str:
        """What markers call it."""
        return self.key.partition("/")[2]


def pieces(book: Gradebook) -> list[Piece]:
    """Collect the texts of tasks that have a rubric.

    Parameters
    ----------
    book : Gradebook
        Gets a seed for the codes if it has none yet, so that codes stay the same from then on.

    Returns
    -------
    list of Piece
        By task and code, so that the order says nothing about names.
    """
    seed = book.meta(SEED)
    if not seed:
        seed = secrets.token_hex(16)
        book.note(SEED, seed)
    found: dict[str, Piece] = {}
    for row in book.rows("SELECT student, task, text FROM texts ORDER BY student, task"):
        text, question = clean(row["text"]).strip(), asked(row["task"])
        if text and question and question.rubric:
            key = _key(seed, row["task"], row["student"], found)
            found[key] = Piece(key, row["student"], row["task"], shortened(text, MOST_TEXT))
    return sorted(found.values(), key=lambda piece: (_lesson(piece.task), piece.key))


def _key(seed: str, task: str, student: str, taken: dict[str, Piece]) -> str:
    """Draw a code; where two students would share one, the second gets another."""
    for attempt in itertools.count():
        content = "\0".join((seed, task, student, str(attempt))).encode("utf-8", "surrogatepass")
        number = int.from_bytes(hashlib.sha256(content).digest()[:8])
        signs = "".join(ALPHABET[number >> 5 * place & 31] for place in range(6))
        key = f"{task}/{signs[:3]}-{signs[3:]}"
        if key not in taken:
            return key
    raise AssertionError  # count() has no end


def _lesson(task: str) -> tuple[int, str]:
    digits = task.removeprefix("L").partition(".")[0]
    return (int(digits) if digits.isdecimal() else 0), task


def order(found: list[Piece], marker: str) -> list[Piece]:
    """Shuffle the texts of each task, in another order for each marker: who is first is judged by other eyes.

    Parameters
    ----------
    found : list of Piece
        From `pieces`.
    marker : str
        Same marker, same order.
    """
    result: list[Piece] = []
    for task, same in itertools.groupby(found, key=lambda piece: piece.task):
        mixed = list(same)
        random.Random(f"{marker}/{task}").shuffle(mixed)  # noqa: S311  (an order, no secret)
        result += mixed
    return result


def shown(piece: Piece) -> dict[str, Any]:
    """What a marker's screen gets of a text: no name, no level that its writer or anybody else gave."""
    question = asked(piece.task)
    limits = (question.words, question.citations) if question else ((0, 0), 0)
    found = completeness(piece.text, *limits)
    return {
        "key": piece.key,
        "task": piece.task,
        "code": piece.code,
        "text": piece.text,
        "words": found.words,
        "cited": list(found.cited),
    }


def asks(found: list[Piece]) -> list[dict[str, Any]]:
    """Tasks of these texts, with their rubrics."""
    tasks = {piece.task: asked(piece.task) for piece in found}
    return [
        {"id": task, "stem": question.stem, "rubric": list(question.rubric), "words": list(question.words)}
        for task, question in tasks.items()
        if question
    ]


def agreement(book: Gradebook) -> str:
    """Say how far each two markers agree, and which texts they should talk about.

    Parameters
    ----------
    book : Gradebook
        Table levels.

    Returns
    -------
    str
        Plain text. Quadratically weighted kappa where two have marked at least `FEWEST` same texts.
    """
    given: dict[str, dict[tuple[str, str], int]] = {}
    for row in book.rows("SELECT student, task, marker, level FROM levels ORDER BY marker"):
        given.setdefault(row["marker"], {})[row["student"], row["task"]] = row["level"]
    if len(given) < 2:
        return "One marker so far. Agreement needs two who have marked the same texts."
    codes = {(piece.student, piece.task): piece.key for piece in pieces(book)}
    return "\n\n".join(
        "\n".join(_pair(pair, given, codes)) for pair in itertools.combinations(sorted(given), 2)
    )


def _pair(
    pair: tuple[str, str], given: dict[str, dict[tuple[str, str], int]], codes: dict[tuple[str, str], str]
) -> Iterator[str]:
    first, second = (given[marker] for marker in pair)
    both = sorted(first.keys() & second.keys(), key=lambda unit: codes.get(unit, ""))
    yield f"{pair[0]} and {pair[1]}: {len(both)} {'text' if len(both) == 1 else 'texts'} marked by both."
    if len(both) < FEWEST:
        yield f"Agreement is computed from {FEWEST} texts on."
    else:
        yield _kappa([(first[unit], second[unit]) for unit in both])
    apart = [unit for unit in both if abs(first[unit] - second[unit]) >= APART]
    if apart:
        yield f"Talk about these, which lie {APART} levels or more apart:"
    for unit in apart:
        yield f"  {codes.get(unit, unit[1])}: {first[unit]} and {second[unit]}"


def _kappa(pairs: list[tuple[int, int]]) -> str:
    import pandas as pd  # noqa: PLC0415

    from course.statistics import agreement as agreeing  # noqa: PLC0415
    from course.statistics import wording  # noqa: PLC0415

    same = sum(one == other for one, other in pairs)
    highest = max(4, *(level for pair in pairs for level in pair))
    found = agreeing.kappa(pd.DataFrame(pairs), "quadratic", list(range(1, highest + 1)))
    exact = f"Same level for {same} of {len(pairs)}."
    if found.value is None:
        return f"{exact} {found.reason}"
    ends = wording.between(found.interval)
    return f"{exact} Weighted kappa {wording.number(found.value)} (95 % interval {ends}; 1 is perfect, 0 is chance)."
