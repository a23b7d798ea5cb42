"""What must hold for one question, whatever else stands in its file."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from course.model import Kind, Option, Outcome, Question
from course.prose import completeness, unwanted, word_count
from course.quiz import numeral
from course.quiz.grade import grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST: Final = {"stem": 60, "sentence": 40, "node": 45, "option": 25, "feedback": 70, "tempts": 50}
"""Most words of each kind of text."""

FEWEST_IN_BRIEF: Final = 4
"""Paragraphs that a brief has to cite at the least."""

_CATCH_ALL: Final = re.compile(r"(all|none|both|neither) of (the above|these|them)|the above", re.IGNORECASE)


def problems(question: Question) -> Iterator[str]:
    """Say what is wrong with one question, one sentence each."""
    yield from _by_kind(question)
    yield from _trail(question)
    yield from _desk(question)
    yield from _lengths(question)
    yield from _wording(question)


def texts(question: Question) -> Iterator[str]:
    """Everything in a question that someone reads."""
    yield question.stem
    for option in question.options:
        yield from (option.text, option.feedback, option.tempts)
    yield from (*question.items, *question.targets, *question.feedback.values(), *question.rubric)
    yield from (text for _, text in question.exemplars)
    yield from filter(None, (question.sentence, *question.node.values()))


def _by_kind(question: Question) -> Iterator[str]:
    if question.scored:
        yield from _CHECKS[question.kind](question)
    elif question.kind in {Kind.SINGLE, Kind.MULTIPLE} and not question.options:
        yield "a poll needs options; add them."
    elif any(option.key for option in question.options):
        yield "a poll has no key; take 'key' away or let it be scored."


def _choice(question: Question) -> Iterator[str]:
    keys = [option for option in question.options if option.key]
    if question.kind is Kind.SINGLE and len(keys) != 1:
        yield f"has {len(keys)} keys; a single choice has exactly one."
    if question.kind is Kind.MULTIPLE and not keys:
        yield "has no key; mark at least one option with 'key: true'."
    if question.kind is Kind.SINGLE and question.confidence and len(question.options) != 3:
        yield f"has {len(question.options)} options; a rated single choice has three (a guess stands for one in three)."
    for option in question.options:
        yield from _option(option)
    repeated = [
        text for text, count in Counter(o.text.casefold() for o in question.options).items() if count > 1
    ]
    yield from (f"two options read {text!r}; change one." for text in repeated)


def _trail(question: Question) -> Iterator[str]:
    """Check what a trail and a sentence with a gap need."""
    is_step = question.id.partition(".")[2].startswith("U")
    if is_step != bool(question.node):
        yield "a step of a trail has a 'node', and nothing else has; move it to 'trail' or take 'node' away."
    if (is_step or question.sentence) and question.kind is not Kind.SINGLE:
        yield f"is of kind {question.kind.value}; a step of a trail and a sentence with a gap are single choices."


def _desk(question: Question) -> Iterator[str]:
    """Check what a job of the correction desk needs."""
    if question.problems and question.job != "correction":
        yield "'problems' says what a correction may be about; take it away, or set 'job' to correction."
    if not question.job and not question.checks:
        return
    if not (question.job and question.checks):
        yield "'job' and 'checks' go together; name both or neither."
    if question.kind is not Kind.TEXT:
        yield f"is of kind {question.kind.value}; the correction desk takes texts only: take 'job' and 'checks' away."
    if "words" in question.checks and not any(question.words):
        yield "its length is checked, but 'words' says nothing; give fewest and most words."
    if "citations" in question.checks and not question.citations:
        yield "its citations are checked, but 'citations' says nothing; give how many."
    if question.job == "brief" and question.citations < FEWEST_IN_BRIEF:
        yield f"a brief cites at least {FEWEST_IN_BRIEF} paragraphs; set 'citations'."


def _option(option: Option) -> Iterator[str]:
    if not option.feedback:
        yield f"option {option.id} has no feedback; say what to look at, or why it is right."
    if not option.key and not option.tempts:
        yield f"option {option.id} has no 'tempts'; tell teachers why it attracts."
    if option.key and option.tempts:
        yield f"option {option.id} is a key but has 'tempts'; that is for wrong options."


def _feedback(question: Question, *names: str) -> Iterator[str]:
    yield from (
        f"feedback {name!r} is missing; write it." for name in names if not question.feedback.get(name)
    )


def _number(question: Question) -> Iterator[str]:
    yield from _feedback(question, "correct", "not_yet")
    if question.answer is None:
        yield "has no answer; give the number in 'answer'."
        return
    for name in question.feedback:
        if name in {"correct", "not_yet"}:
            continue
        value = numeral.read(name)
        if value is None:
            yield f"feedback {name!r} is neither correct, not_yet nor a number; rename it."
        elif grade(question, value).outcome is Outcome.CORRECT:
            yield f"feedback {name!r} is for a right answer; move it to 'correct'."


def _order(question: Question) -> Iterator[str]:
    yield from _feedback(question, "correct", "not_yet")
    if len(question.items) < 3 or question.targets:
        yield "needs at least three 'items' in the right order."


def _match(question: Question) -> Iterator[str]:
    yield from _feedback(question, "correct", "not_yet")
    if len(set(question.targets)) < 2:
        yield "needs 'pairs' with at least two different targets."


def _text(question: Question) -> Iterator[str]:
    levels = Counter(level for level, _ in question.exemplars)
    for level in range(1, len(question.rubric) + 1):
        if levels[level] < 2:
            yield f"has {levels[level]} exemplars of level {level}; write two."
    if not question.rubric:
        yield "has no rubric; describe the levels, level 1 first."
    for number, (level, text) in enumerate(question.exemplars, start=1):
        citations = question.citations if level == len(question.rubric) else 0
        missing = completeness(text, question.words, citations).missing
        yield from (f"exemplar {number} (level {level}): {sentence}" for sentence in missing)


def _lengths(question: Question) -> Iterator[str]:
    counted = [("stem", "stem", question.stem), ("sentence", "sentence", question.sentence)]
    counted += [("node", f"node, {name}", text) for name, text in question.node.items()]
    for option in question.options:
        counted += [
            ("option", f"option {option.id}", option.text),
            ("tempts", f"tempts of {option.id}", option.tempts),
        ]
        counted.append(("feedback", f"feedback of {option.id}", option.feedback))
    counted += [("feedback", f"feedback {name}", text) for name, text in question.feedback.items()]
    for kind, name, text in counted:
        if word_count(text) > LONGEST[kind]:
            yield f"{name} has {word_count(text)} words; cut it to {LONGEST[kind]}."


def _wording(question: Question) -> Iterator[str]:
    for text in texts(question):
        yield from (f"says {word!r}; write {instead}." for word, instead in unwanted(text))
    for option in question.options:
        if _CATCH_ALL.fullmatch(option.text.strip(" .")):
            yield f"option {option.id} is a catch-all; write an answer that stands on its own."


_CHECKS: Final[dict[Kind, Callable[[Question], Iterator[str]]]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.NUMBER: _number,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.TEXT: _text,
}
