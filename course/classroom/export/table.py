"""One row per question, for a spreadsheet or an item bank of one's own."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from course.classroom.export.papers import fields, positions, right
from course.classroom.export.wording import option_order, plain, stem
from course.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.classroom.export.papers import Paper
    from course.model import Option, Question

COLUMNS: Final = (
    "paper",
    "id",
    "kind",
    "objective",
    "skill",
    "question",
    "options",
    "key",
    "tolerance",
    "unit",
    "feedback_right",
    "feedback_not_yet",
    "feedback_by_answer",
    "misconceptions",
    "evidence",
    "words",
    "points",
)
"""Several things in one cell stand on lines of their own."""


def export(papers: Sequence[Paper], seed: str = "") -> str:
    """Write all papers as one table.

    Parameters
    ----------
    papers : sequence of Paper
        What to export.
    seed : str
        Mixes the options; empty for the order of the bank.
    """
    held = io.StringIO()
    writer = csv.DictWriter(held, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for paper in papers:
        for part in paper.readings:
            writer.writerow(
                _safe(
                    {"paper": paper.name, "id": part.id, "kind": "reading"} | _read(part.heading, part.lines)
                )
            )
        for question in paper.questions:
            writer.writerow(_safe({"paper": paper.name} | _row(question, seed)))
    return held.getvalue()


def losses(paper: Paper) -> list[str]:
    """What a table cannot carry over, one line each."""
    return [
        f"{q.id}: example answers; they stand in quiz.yaml and on the printed key."
        for q in paper.questions
        if q.exemplars
    ]


def _read(heading: str, lines: Sequence[str]) -> dict[str, str]:
    return {"question": "\n".join(map(plain, (heading, *lines)))}


def _safe(row: dict[str, str]) -> dict[str, str]:
    """Keep a spreadsheet from taking text for a formula."""
    return {name: f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text for name, text in row.items()}


def _row(question: Question, seed: str) -> dict[str, str]:
    told = fields(question)
    options = [question.options[n] for n in option_order(question, seed)]
    by_answer = {o.id: o.feedback for o in options if o.feedback} | told["diagnosed"]
    fewest, most = question.words
    return {
        "id": question.id,
        "kind": question.kind.value,
        "objective": question.objective,
        "skill": question.skill,
        "question": plain(stem(question)),
        "options": _offered(question, options),
        "key": _key(question),
        "tolerance": f"{question.tolerance:g}" if question.kind is Kind.NUMBER else "",
        "unit": question.unit,
        "feedback_right": plain(told["correct"]),
        "feedback_not_yet": plain(told["not_yet"]),
        "feedback_by_answer": _lines(by_answer),
        "misconceptions": _lines({o.id: o.misconception for o in options if o.misconception}),
        "evidence": "\n".join(question.evidence),
        "words": f"{fewest} to {most}" if most else "",
        "points": str(int(question.scored)),
    }


def _lines(named: dict[str, str]) -> str:
    return "\n".join(f"{name}: {plain(text)}" for name, text in named.items())


def _offered(question: Question, options: Sequence[Option]) -> str:
    if options:
        return _lines({o.id: o.text for o in options})
    return "\n".join(question.rubric or question.items)


def _key(question: Question) -> str:
    if question.kind is Kind.NUMBER:
        return f"{question.answer:.10g}"
    if question.kind in {Kind.ORDER, Kind.MATCH}:
        paired = positions(question) if question.kind is Kind.ORDER else question
        return "\n".join(f"{a} -> {b}" for a, b in zip(paired.items, paired.targets, strict=True))
    return " ".join(o.id for o in right(question)) if question.scored else ""
