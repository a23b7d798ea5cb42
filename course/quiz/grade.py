"""Judge one response to one question. Pure: no clock, no files, no randomness, and never an exception.

``question_grade.js`` judges in the browser by the same rules; ``tests/checkers/catalogue/grading.json`` holds both to them.
Every response is plain JSON. ``None``, ``""``, ``[]`` and ``{}`` are *not attempted*, and so is whatever cannot be
read as a response of the question's kind: only a readable answer can be *not yet* right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.model import Kind, Option, Outcome, Question, Result
from course.prose import completeness, plural, spoken
from course.quiz import numeral

if TYPE_CHECKING:
    from collections.abc import Callable

SLACK: Final = 1e-9
"""Forgives the last binary digit, so that 0.3 with tolerance 0.1 is within reach of 0.2."""

EMPTY: Final = {
    Kind.SINGLE: "Choose an answer first.",
    Kind.MULTIPLE: "Choose at least one answer first.",
    Kind.NUMBER: "Type a number first.",
    Kind.ORDER: "Put the items in order first.",
    Kind.MATCH: "Make your matches first.",
    Kind.TEXT: "Write your answer first.",
}
"""What an untouched question says."""


def grade(question: Question, response: object) -> Result:
    """Judge a response.

    Parameters
    ----------
    question : Question
        From `course.quiz.bank`.
    response : object
        single: option ID. multiple: list of option IDs. number: the typed string or a number. order: list of item
        indices as strings, in the chosen order. match: mapping of item index to target index. text: the string.

    Returns
    -------
    Result
        ``CORRECT``, ``NOT_YET`` or ``NOT_ATTEMPTED``. A poll (``scored`` false) takes every readable response as
        ``CORRECT``.
    """
    if _is_empty(response):
        return Result(Outcome.NOT_ATTEMPTED, EMPTY[question.kind])
    return _JUDGES[question.kind](question, response)


def _is_empty(response: object) -> bool:
    if isinstance(response, str):
        return not response.strip()
    return (
        response is None
        or response is ...
        or (isinstance(response, list | tuple | dict | set) and not response)
    )


def _single(question: Question, response: object) -> Result:
    """Right when the chosen option is a key. The message is the option's feedback."""
    chosen = next(
        (option for option in question.options if isinstance(response, str) and option.id == response), None
    )
    if chosen is None:
        return _unread("That is not one of the answers offered. Choose one of them.")
    look_at = chosen.look_at or question.evidence
    if chosen.key or not question.scored:
        return Result(Outcome.CORRECT, chosen.feedback or "Noted.", look_at, 1.0)
    return Result(Outcome.NOT_YET, chosen.feedback, look_at)


def _multiple(question: Question, response: object) -> Result:
    """Right when all keys are chosen and nothing else.

    Right: the question's ``correct`` feedback, or the feedback of the keys, joined by spaces. Not yet: ``N of M chosen
    are right.`` (each choice counts once), ``K more belong to the answer.`` if keys are missing, then the
    feedback of each wrong choice in the bank's order; if none is wrong, the question's ``not_yet`` feedback. Score:
    (right choices - wrong choices) / keys, not below 0.
    """
    ids = _strings(response)
    chosen = [option for option in question.options if ids is not None and option.id in ids]
    if ids is None or len(chosen) != len(set(ids)):
        return _unread("That is not one of the answers offered. Choose from the list.")
    if not question.scored:
        return Result(Outcome.CORRECT, question.feedback.get("correct", "Noted."), question.evidence, 1.0)
    right, wrong = [o for o in chosen if o.key], [o for o in chosen if not o.key]
    keys = [o for o in question.options if o.key]
    if not wrong and len(right) == len(keys):
        return _correct(question, " ".join(o.feedback for o in keys))
    message = _multiple_message(question, right, wrong, len(keys) - len(right))
    look_at = tuple(dict.fromkeys(pid for o in wrong for pid in o.look_at)) or question.evidence
    return Result(Outcome.NOT_YET, message, look_at, max(0.0, (len(right) - len(wrong)) / max(1, len(keys))))


def _multiple_message(question: Question, right: list[Option], wrong: list[Option], missing: int) -> str:
    chosen = len(right) + len(wrong)
    parts = [f"{len(right)} of {chosen} chosen {'is' if len(right) == 1 else 'are'} right."]
    if missing:
        parts.append(f"{missing} more {'belongs' if missing == 1 else 'belong'} to the answer.")
    parts += [option.feedback for option in wrong] or [question.feedback.get("not_yet", "")]
    return " ".join(part for part in parts if part)


def _number(question: Question, response: object) -> Result:
    """Right within ``tolerance``; read by `course.quiz.numeral.read`.

    Not yet: the feedback whose name is a number within ``tolerance`` of the response, or ``not_yet``.
    """
    value = numeral.read(response, question.unit)
    if value is None:
        return _unread("We cannot read that as a number. Type digits, such as 9 or 8.6.")
    if not question.scored or _near(value, question.answer, question.tolerance):
        return _correct(question, "Right.")
    diagnosed = (
        text
        for name, text in question.feedback.items()
        if _near(value, numeral.read(name), question.tolerance)
    )
    return Result(Outcome.NOT_YET, next(diagnosed, question.feedback.get("not_yet", "Not yet.")))


def _near(value: float, target: float | None, tolerance: float) -> bool:
    return target is not None and abs(value - target) <= tolerance + SLACK


def _order(question: Question, response: object) -> Result:
    """Right when the indices read 0, 1, 2 ...; items with the same text may change places.

    A response that does not name every item once is not attempted. Not yet: ``In the right place: N of M.``,
    then ``not_yet``. Score: N / M.
    """
    ids = _strings(response)
    total = len(question.items)
    if ids is None or sorted(ids) != sorted(str(index) for index in range(total)):
        return _unread(f"Put all {total} items in order, each once, before you check.")
    placed = sum(question.items[int(index)] == item for index, item in zip(ids, question.items, strict=True))
    return _placed(question, placed, total, "In the right place")


def _match(question: Question, response: object) -> Result:
    """Right when every item has a target with the text of its own (two items may share a target's text).

    Items without a target, or unknown indices, are not attempted. Not yet: ``Matched rightly: N of M.``, then
    ``not_yet``. Score: N / M.
    """
    total = len(question.items)
    pairs = (
        {_index(item): _index(target) for item, target in response.items()}
        if isinstance(response, dict)
        else {}
    )
    indices = {str(index) for index in range(total)}
    if not (set(pairs) <= indices and set(pairs.values()) <= indices) or not pairs:
        return _unread(f"Match each of the {total} items with one of the answers offered.")
    if len(pairs) < total:
        return _unread(f"Match all {total} before you check: {total - len(pairs)} still to do.")
    placed = sum(
        question.targets[int(pairs[str(index)])] == target for index, target in enumerate(question.targets)
    )
    return _placed(question, placed, total, "Matched rightly")


def _placed(question: Question, placed: int, total: int, how: str) -> Result:
    if placed == total or not question.scored:
        return _correct(question, "Right.")
    message = f"{how}: {placed} of {total}. {question.feedback.get('not_yet', '')}".strip()
    return Result(Outcome.NOT_YET, message, question.evidence, placed / total)


def _text(question: Question, response: object) -> Result:
    """Complete when length and citations are as asked (`course.prose.completeness`); quality is not judged.

    Complete: ``All there: N words, M paragraphs cited (IND P12, GVS P14).``, then ``correct``. Not yet: one sentence per missing
    thing. Score: completeness, 0 to 1.
    """
    if not isinstance(response, str):
        return _unread(EMPTY[Kind.TEXT])
    found = completeness(response, question.words, question.citations)
    if found.missing:
        return Result(Outcome.NOT_YET, " ".join(found.missing), question.evidence, found.score)
    names = f" ({', '.join(spoken(pid) for pid in found.cited)})" if found.cited else ""
    summary = (
        f"All there: {plural(found.words, 'word')}, {plural(len(found.cited), 'paragraph')} cited{names}."
    )
    message = f"{summary} {question.feedback.get('correct', '')}".strip()
    return Result(Outcome.CORRECT, message, found.cited, 1.0)


def _correct(question: Question, otherwise: str) -> Result:
    return Result(Outcome.CORRECT, question.feedback.get("correct", otherwise), question.evidence, 1.0)


def _unread(message: str) -> Result:
    return Result(Outcome.NOT_ATTEMPTED, message)


def _strings(response: object) -> list[str] | None:
    """Read a list of strings or small whole numbers; one string counts as a list of one."""
    if isinstance(response, str):
        return [response]
    return (
        [_index(part) for part in response] if isinstance(response, list | tuple | set | frozenset) else None
    )


def _index(part: object) -> str:
    """Read an index or an ID; whatever is neither becomes one that no question has."""
    if isinstance(part, str):
        return str(part)
    return str(part) if isinstance(part, int) and 0 <= part < 1000 else "?"


_JUDGES: Final[dict[Kind, Callable[[Question, object], Result]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.NUMBER: _number,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.TEXT: _text,
}
