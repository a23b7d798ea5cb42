"""A question as paper shows it, and apart from that its key."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.classroom.export.papers import fields, right, target_list
from course.classroom.export.wording import option_order, shuffled, stem
from course.model import CONFIDENCE, Kind
from course.prose import exists, spoken

if TYPE_CHECKING:
    from course.model import Question


@dataclass(frozen=True, slots=True)
class View:
    """What a student gets: no key, no feedback.

    Parameters
    ----------
    id, kind, stem, unit : str
        As in the bank; the stem with its sentence.
    options : tuple of (str, str)
        Letter and text.
    items : tuple of str
        Things to order or to match, mixed.
    targets : tuple of (str, str)
        For a match: letter and text, mixed.
    words : tuple of (int, int)
        Fewest and most words; zeros for no limit.
    citations, lines : int
        Paragraphs to cite; lines to write on.
    sure : tuple of str
        Steps of confidence to choose from; empty if not asked.
    """

    id: str
    kind: str
    stem: str
    unit: str
    options: tuple[tuple[str, str], ...]
    items: tuple[str, ...]
    targets: tuple[tuple[str, str], ...]
    words: tuple[int, int]
    citations: int
    lines: int
    sure: tuple[str, ...]


def view(question: Question, seed: str = "", *, confidence: bool = True) -> View:
    """Write a question for paper.

    Parameters
    ----------
    question : Question
        From the bank.
    seed : str
        See `course.classroom.export.wording.option_order`.
    confidence : bool
        Whether to ask how sure the student is, where the course asks it.
    """
    options = [question.options[n].text for n in option_order(question, seed)]
    targets = target_list(question)
    return View(
        id=question.id,
        kind=question.kind.value,
        stem=stem(question),
        unit=question.unit,
        options=_lettered(options),
        items=tuple(question.items[n] for n in _left(question, seed)),
        targets=_lettered([targets[n] for n in _right(question, seed)]),
        words=question.words,
        citations=question.citations,
        lines=lines(question),
        sure=tuple(CONFIDENCE) if confidence and question.confidence and question.scored else (),
    )


def lines(question: Question) -> int:
    """Lines to write on: one for ten words, four at least."""
    return max(4, -(-question.words[1] // 10)) if question.kind is Kind.TEXT else 0


def _left(question: Question, seed: str) -> list[int]:
    return shuffled(seed, f"{question.id}/left", len(question.items))


def _right(question: Question, seed: str) -> list[int]:
    return shuffled(seed, f"{question.id}/right", len(target_list(question)))


def _lettered(texts: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(string.ascii_lowercase, texts, strict=False))


def key(question: Question, seed: str = "") -> dict[str, Any]:
    """Write the key of a question, with the letters that `view` gives.

    Parameters
    ----------
    question : Question
        From the bank.
    seed : str
        The one that the paper was made with.

    Returns
    -------
    dict
        ``id``, ``answer`` (one line per part), ``notes`` (answer and what is said to it), ``told``, ``rubric``,
        ``exemplars`` and ``evidence``.
    """
    told = fields(question)
    shown = [question.options[n] for n in option_order(question, seed)]
    letters = {option.id: string.ascii_lowercase[n] for n, option in enumerate(shown)}
    notes = [(letters[option.id], option.text, option.feedback) for option in shown if option.feedback]
    notes += [(value, "", text) for value, text in told["diagnosed"].items()]
    return {
        "id": question.id,
        "answer": _answer(question, seed, letters),
        "notes": notes,
        "told": [text for text in (told["correct"], told["not_yet"]) if text],
        "rubric": question.rubric,
        "exemplars": question.exemplars,
        "evidence": ", ".join(spoken(pid) if exists(pid) else pid for pid in question.evidence),
    }


def _answer(question: Question, seed: str, letters: dict[str, str]) -> list[str]:
    if question.kind is Kind.NUMBER:
        reach = f", give or take {question.tolerance:g}" if question.tolerance else ""
        return [f"{question.answer:.10g} {question.unit}".strip() + reach]
    if question.kind is Kind.ORDER:
        return [f"{n} {text}" for n, text in enumerate(question.items, 1)]
    if question.kind is Kind.MATCH:
        targets = target_list(question)
        given = {targets[n]: string.ascii_lowercase[place] for place, n in enumerate(_right(question, seed))}
        return [
            f"{question.items[n]}: {given[question.targets[n]]} ({question.targets[n]})"
            for n in _left(question, seed)
        ]
    if question.kind is Kind.TEXT or not question.scored:
        return []
    return [f"{letters[option.id]} {option.text}" for option in right(question)]
