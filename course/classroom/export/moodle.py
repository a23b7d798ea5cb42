"""Moodle XML: one category per paper, feedback for every option and every diagnosed number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.classroom.export.markup import document, node
from course.classroom.export.papers import fields, positions, right
from course.classroom.export.wording import html, option_order, shuffled, stem
from course.model import Kind
from course.quiz import numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from course.classroom.export.papers import Paper, Reading
    from course.model import Question

TOP: Final = "$course$/top/One Event, Five Stories"
LINES: Final = 15
"""Height of a field for writing."""


def export(papers: Sequence[Paper], seed: str = "") -> str:
    """Write all papers into one file.

    Parameters
    ----------
    papers : sequence of Paper
        What to export.
    seed : str
        Mixes the options; empty for the order of the bank. Moodle may mix them again for each student.
    """
    root = node("quiz")
    for paper in papers:
        root.append(_category(paper))
        root.extend(_reading(paper, part) for part in paper.readings)
        root.extend(_question(question, seed) for question in paper.questions)
    return document(root)


def losses(paper: Paper) -> list[str]:
    """What Moodle XML cannot carry over, one line each."""
    found = [
        f"{q.id}: things to put in order became pairs of thing and place, since the ordering type is not in every Moodle."
        for q in paper.questions
        if q.kind is Kind.ORDER
    ]
    found += [
        f"{q.id}: paragraphs to cite are not counted by Moodle; limits of length and levels are carried over."
        for q in paper.questions
        if q.kind is Kind.TEXT and q.citations
    ]
    if not paper.practice:
        found.append("Moodle XML has no settings of a test: set one attempt and no review in Moodle itself.")
    return found


def _category(paper: Paper) -> Element:
    place = f"{TOP}/{paper.title.replace('/', '//')}"
    return node(
        "question",
        node("category", node("text", place)),
        _html("info", html(paper.intro)),
        type="category",
    )


def _html(tag: str, text: str, **attributes: str) -> Element:
    return node(tag, node("text", text), **{"format": "html", **attributes})


def _base(id_: str, kind: str, text: str, grade: int, general: str = "") -> Element:
    return node(
        "question",
        node("name", node("text", id_)),
        _html("questiontext", text),
        _html("generalfeedback", html(general)),
        node("defaultgrade", str(grade)),
        node("penalty", "0"),
        node("hidden", "0"),
        node("idnumber", id_),
        type=kind,
    )


def _reading(paper: Paper, part: Reading) -> Element:
    text = f"<h4>{html(part.heading)}</h4>" + "".join(f"<p>{html(line)}</p>" for line in part.lines)
    return _base(f"{paper.name}/{part.id}", "description", text, 0)


def _question(question: Question, seed: str) -> Element:
    kind, parts = _KINDS[question.kind](question, seed)
    unit = f" ({html(question.unit)})" if question.unit else ""
    # Writing has no right or wrong, so what is said to a complete answer is said to everybody.
    general = fields(question)["correct"] if question.kind is Kind.TEXT else ""
    found = _base(question.id, kind, f"<p>{html(stem(question))}{unit}</p>", int(question.scored), general)
    found.extend(parts)
    return found


def _answer(text: str, fraction: float, feedback: str, form: str = "html") -> Element:
    said = _html("feedback", html(feedback))
    # Moodle knows certain fractions only, and wants a third with five digits: 33.33333.
    return node("answer", node("text", text), said, fraction=f"{fraction:.7g}", format=form)


def _told(question: Question) -> list[Element]:
    told = fields(question)
    return [
        _html("correctfeedback", html(told["correct"])),
        _html("partiallycorrectfeedback", html(told["not_yet"])),
        _html("incorrectfeedback", html(told["not_yet"])),
    ]


def _choice(question: Question, seed: str) -> tuple[str, list[Element]]:
    keys = [option.id for option in right(question)]
    single = question.kind is Kind.SINGLE
    share = 100.0 if single else round(100 / len(keys), 5)
    wrong = 0.0 if single else -share
    answers = [
        _answer(html(o.text), share if o.id in keys else wrong, o.feedback)
        for o in (question.options[n] for n in option_order(question, seed))
    ]
    mixed = str(question.shuffle and not seed).lower()
    how = [
        node("single", str(single).lower()),
        node("shuffleanswers", mixed),
        node("answernumbering", "abc"),
    ]
    return "multichoice", [*how, *_told(question), *answers]


def _number(question: Question, _seed: str) -> tuple[str, list[Element]]:
    told = fields(question)
    answers = [_value(question.answer or 0.0, 100, told["correct"], question.tolerance)]
    for name, text in told["diagnosed"].items():
        value = numeral.read(name)
        if value is not None:
            answers.append(_value(value, 0, text, question.tolerance))
    if told["not_yet"]:
        answers.append(_answer("*", 0, told["not_yet"], "moodle_auto_format"))
    return "numerical", [*answers, node("unitgradingtype", "0"), node("showunits", "3")]


def _value(value: float, fraction: float, feedback: str, tolerance: float) -> Element:
    found = _answer(f"{value:.10g}", fraction, feedback, "moodle_auto_format")
    found.append(node("tolerance", f"{tolerance:.10g}"))
    return found


def _match(question: Question, seed: str) -> tuple[str, list[Element]]:
    pairs = []
    for n in shuffled(seed, f"{question.id}/left", len(question.items)):
        pair = _html("subquestion", f"<p>{html(question.items[n])}</p>")
        pair.append(node("answer", node("text", question.targets[n])))
        pairs.append(pair)
    return "matching", [node("shuffleanswers", "true"), *_told(question), *pairs]


def _order(question: Question, seed: str) -> tuple[str, list[Element]]:
    return _match(positions(question), seed)


def _text(question: Question, _seed: str) -> tuple[str, list[Element]]:
    fewest, most = question.words
    limits = [
        node(name, str(limit)) for name, limit in (("minwordlimit", fewest), ("maxwordlimit", most)) if limit
    ]
    how = {"responseformat": "editor", "responserequired": "1", "responsefieldlines": str(LINES)}
    settings = [node(name, value) for name, value in {**how, "attachments": "0"}.items()]
    return "essay", [
        *settings,
        *limits,
        _html("graderinfo", _levels(question)),
        _html("responsetemplate", ""),
    ]


def _levels(question: Question) -> str:
    rows = "".join(f"<li>{html(level)}</li>" for level in question.rubric)
    examples = "".join(f"<p><strong>{level}</strong> {html(text)}</p>" for level, text in question.exemplars)
    return (f"<ol>{rows}</ol>" if rows else "") + examples


_KINDS: Final[dict[Kind, Callable[[Question, str], tuple[str, list[Element]]]]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.NUMBER: _number,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.TEXT: _text,
}
