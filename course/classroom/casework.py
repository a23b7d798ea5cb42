"""What a case file says a student did: answers judged again by our own bank, texts, and rounds with the 24 claims.

A case file is the student's own file, so nothing that it says about right and wrong is taken over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course.casefile import CaseFileError
from course.casefile.merge import parse
from course.model import CONFIDENCE, CourseError, Outcome
from course.quiz import bank, grade

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.model import Question

MOST_TEXT: Final = 20_000
"""Longest text that is kept, in characters."""
MOST_LEVEL: Final = 100
"""Highest level that a student may claim; rubrics have four."""


@dataclass(frozen=True, slots=True)
class Work:
    """Rows for the gradebook.

    Parameters
    ----------
    answers : tuple
        Item, attempt, response (JSON), correct, score, confidence, at.
    texts : tuple
        Task, text, own level, at.
    tests : tuple of dict
        Rounds of the 24 claims: ``form``, ``item``, ``sound``, ``flagged``, ``confidence``.
    """

    answers: tuple[tuple[Any, ...], ...]
    texts: tuple[tuple[Any, ...], ...]
    tests: tuple[dict[str, Any], ...]


def read(content: bytes) -> Work:
    """Read a case file.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    CourseError
        If it is none, in the words that students read as well.
    """
    try:
        state, _ = parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CourseError("This is no case file: it is not text. Ask for it again.") from error
    except CaseFileError as error:
        raise CourseError(str(error)) from error
    return Work(tuple(_answers(state)), tuple(_texts(state)), tuple(_rounds(state)))


def questions() -> dict[str, Question]:
    """Every question of the course by its ID."""
    return {question.id: question for lesson in bank.lessons() for question in bank.load(lesson)}


def _answers(state: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    known = questions()
    for item, attempts in state.get("answers", {}).items():
        for number, attempt in enumerate(attempts, 1):
            response = attempt.get("response")
            correct, score = _judged(known.get(item), response)
            text = json.dumps(response, ensure_ascii=False)[:MOST_TEXT]
            yield item, number, text, correct, score, _sure(attempt), str(attempt.get("at", ""))


def _judged(question: Question | None, response: object) -> tuple[int | None, float | None]:
    """Judge again; nothing for polls, unknown items and what is no answer."""
    if question is None or not question.scored:
        return None, None
    try:
        result = grade.grade(question, response)
    except (CourseError, TypeError, ValueError, KeyError, AttributeError):
        return None, None  # a response that was made by hand
    if result.outcome not in {Outcome.CORRECT, Outcome.NOT_YET}:
        return None, None
    return int(result.outcome is Outcome.CORRECT), result.score


def _sure(attempt: Mapping[str, Any]) -> float | None:
    said = attempt.get("confidence")
    return CONFIDENCE.get(said) if isinstance(said, str) else None


def _texts(state: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for task, versions in state.get("writing", {}).items():
        if versions:
            last = versions[-1]
            yield (
                task,
                str(last.get("text", ""))[:MOST_TEXT],
                _level(last.get("level")),
                str(last.get("at", "")),
            )


def _level(said: object) -> int | None:
    """Take the level that students gave themselves, if it is one."""
    return said if type(said) is int and 0 <= said <= MOST_LEVEL else None


def _rounds(state: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Rounds of the 24 claims, whose key is our own."""
    from course.quiz import discernment  # noqa: PLC0415

    sound = {claim.id: claim.sound for claim in discernment.load().claims}
    for place in ("first", "again"):
        kept = state.get("widgets", {}).get(f"discernment.{place}", {}).get("value", {})
        cards = kept.get("cards")
        for item, mark in cards.items() if isinstance(cards, dict) else ():
            if item in sound and isinstance(mark, dict) and isinstance(mark.get("flagged"), bool):
                yield {
                    "form": f"discernment.{place}",
                    "item": item,
                    "sound": int(sound[item]),
                    "flagged": int(mark["flagged"]),
                    "correct": int(mark["flagged"] != sound[item]),
                    "confidence": _sure(mark),
                }
