"""GIFT, the plain text format of Moodle that other platforms read as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from course.classroom.export.papers import SURE, fields, positions, right
from course.classroom.export.wording import html, option_order, shuffled, stem
from course.model import Kind
from course.quiz import numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from course.classroom.export.papers import Paper, Reading
    from course.model import Question

_SPECIAL: Final = re.compile(r"[\\~=#{}:]")


def export(papers: Sequence[Paper], seed: str = "") -> str:
    """Write all papers into one text, a blank line between two questions.

    Parameters
    ----------
    papers : sequence of Paper
        What to export.
    seed : str
        Mixes the options; empty for the order of the bank.
    """
    blocks: list[str] = []
    for paper in papers:
        blocks.append(f"$CATEGORY: $course$/top/One Event, Five Stories/{paper.title.replace('/', '//')}")
        blocks += [_reading(paper, part) for part in paper.readings]
        blocks += [_question(question, seed) for question in paper.questions]
    return "\n\n".join(blocks) + "\n"


def losses(paper: Paper) -> list[str]:
    """What GIFT cannot carry over, one line each."""
    found = [
        f"{q.id}: what is said to a right and to a wrong answer; GIFT has one text for both, so neither is there."
        for q in paper.questions
        if q.kind in {Kind.MULTIPLE, Kind.MATCH, Kind.ORDER} and q.feedback
    ]
    found += [
        f"{q.id}: things to put in order became pairs of thing and place; GIFT has no ordering."
        for q in paper.questions
        if q.kind is Kind.ORDER
    ]
    found += [
        f"{q.id}: levels, example answers and limits of length."
        for q in paper.questions
        if q.kind is Kind.TEXT
    ]
    free = [q.id for q in paper.questions if not q.scored]
    if free:
        found.append(
            f"{_named(free)}: GIFT has no points; give 0 points in Moodle, any answer counts as right."
        )
    fixed = [q.id for q in paper.questions if not q.shuffle and not q.id.endswith(SURE)]
    if fixed:
        found.append(f"{_named(fixed)}: fixed order of options; GIFT cannot ask for it.")
    return found


def _named(ids: Sequence[str]) -> str:
    return ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")


def escaped(text: str) -> str:
    """Put a backslash before each character that GIFT reads as a mark."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _words(text: str) -> str:
    return escaped(html(text))


def _head(id_: str) -> str:
    return f"::{escaped(id_)}::[html]"


def _reading(paper: Paper, part: Reading) -> str:
    text = f"<h4>{html(part.heading)}</h4>" + "".join(f"<p>{html(line)}</p>" for line in part.lines)
    return f"{_head(f'{paper.name}/{part.id}')}{escaped(text)}"


def _question(question: Question, seed: str) -> str:
    unit = f" ({question.unit})" if question.unit else ""
    body = _KINDS[question.kind](question, seed)
    # No line may be empty inside a question: that ends it.
    answers = f"{{\n{body}\n}}" if body else "{}"
    return f"{_head(question.id)}{_words(stem(question) + unit)} {answers}"


def _said(feedback: str) -> str:
    return f"#{_words(feedback)}" if feedback else ""


def _single(question: Question, seed: str) -> str:
    keys = [option.id for option in right(question)]
    options = [question.options[n] for n in option_order(question, seed)]
    # A second right answer is written with its weight: two signs of equality would make a short answer of it.
    marks = {id_: "=" if id_ == keys[0] else "~%100%" for id_ in keys}
    return "\n".join(f"{marks.get(o.id, '~')}{_words(o.text)}{_said(o.feedback)}" for o in options)


def _multiple(question: Question, seed: str) -> str:
    keys = [option.id for option in right(question)]
    share = f"{100 / len(keys):.7g}"
    options = [question.options[n] for n in option_order(question, seed)]
    return "\n".join(
        f"~%{'' if o.id in keys else '-'}{share}%{_words(o.text)}{_said(o.feedback)}" for o in options
    )


def _number(question: Question, _seed: str) -> str:
    told = fields(question)
    reach = f"{question.tolerance:.10g}"
    lines = [f"#=%100%{question.answer or 0.0:.10g}:{reach}{_said(told['correct'])}"]
    for name, text in told["diagnosed"].items():
        value = numeral.read(name)
        if value is not None:
            lines.append(f"=%0%{value:.10g}:{reach}{_said(text)}")
    if told["not_yet"]:
        lines.append(f"~{_said(told['not_yet'])}")
    return "\n".join(lines)


def _match(question: Question, seed: str) -> str:
    order = shuffled(seed, f"{question.id}/left", len(question.items))
    return "\n".join(f"={_words(question.items[n])} -> {escaped(question.targets[n])}" for n in order)


def _order(question: Question, seed: str) -> str:
    return _match(positions(question), seed)


def _text(question: Question, _seed: str) -> str:
    told = fields(question)["correct"]
    return f"####{_words(told)}" if told else ""


_KINDS: Final[dict[Kind, Callable[[Question, str], str]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.NUMBER: _number,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.TEXT: _text,
}
