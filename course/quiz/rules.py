"""What must hold for every file of the question bank, beyond its form. Called through `course.quiz.bank.validate`."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, Final

from course import paths, prose, yamlfile
from course.model import CourseError, Kind, Question
from course.quiz import item_rules
from course.quiz.bank import SECTIONS, Bank, read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SCHEMA: Final = Path(__file__).with_name("quiz.schema.json")

Problem = tuple[str, str]
"""Item ID (empty for the whole file) and one sentence: what is wrong and what to do."""


def problems(path: Path, known_passages: Collection[str] | None = None) -> list[str]:
    """List everything that is wrong with one file; see `course.quiz.bank.validate`."""
    name = yamlfile.short(path)
    try:
        content = yamlfile.read(path)
        broken = [f"{name}: {sentence}." for sentence in yamlfile.against_schema(content, SCHEMA)]
        return broken or [
            f"{name}: {_line(problem)}" for problem in _semantics(read(path), path, known_passages)
        ]
    except CourseError as error:
        return [str(error)]


def _line(problem: Problem) -> str:
    item, sentence = problem
    return f"{item}: {sentence}" if item else sentence


def _semantics(bank: Bank, path: Path, known: Collection[str] | None) -> Iterator[Problem]:
    passages = prose.all_passages() if known is None else set(known)
    yield from _ids(bank)
    yield from _ids_elsewhere(bank, path)
    yield from _objectives(bank)
    for question in bank.questions:
        yield from ((question.id, sentence) for sentence in item_rules.problems(question))
        yield from _passages(question, passages)
        yield from _misconceptions(question, bank)
    yield from balance([q for q in bank.questions if q.kind is Kind.SINGLE and q.scored])


def _ids(bank: Bank) -> Iterator[Problem]:
    """Check that IDs name the lesson, and that none stands twice."""
    own = f"L{int(bank.lesson[:2])}." if bank.lesson[:2].isdecimal() else "L"
    counts = Counter(question.id for question in bank.questions)
    for qid, count in counts.items():
        if count > 1:
            yield qid, f"stands {count} times; give each item its own ID."
        if not qid.startswith(own):
            yield qid, f"is not an ID of {bank.lesson}; start it with {own}"
    yield from _sections(bank)


def _sections(bank: Bank) -> Iterator[Problem]:
    """Check that the letter is that of the section; the bank keeps the order of sections."""
    letters = [question.id.partition(".")[2][:1] for question in bank.questions]
    order = {letter: index for index, letter in enumerate(SECTIONS.values())}
    ranks = [order[letter] for letter in letters]
    for question, rank, before in zip(bank.questions[1:], ranks[1:], ranks, strict=False):
        if rank < before:
            names = ", ".join(f"{name} {letter}" for name, letter in SECTIONS.items())
            yield question.id, f"stands in the wrong section for its letter; the letters are {names}."


def _ids_elsewhere(bank: Bank, path: Path) -> Iterator[Problem]:
    own = {question.id for question in bank.questions}
    for other in sorted(path.parent.parent.glob("[0-9][0-9]-*/quiz.yaml")):
        if other.resolve() != path.resolve():
            for qid in sorted(
                own & set(re.findall(r"\bid: *(L\d+\.[A-Z]\d+)", other.read_text(encoding="utf-8")))
            ):
                yield qid, f"stands in {yamlfile.short(other)} too; give one of them another ID."


def _objectives(bank: Bank) -> Iterator[Problem]:
    tested = {question.objective for question in bank.questions}
    for oid in bank.objectives:
        if oid not in tested:
            yield "", f"no item tests objective {oid}; write one or name it in an item's 'objective'."
    for question in bank.questions:
        if question.scored and question.objective not in bank.objectives:
            yield (
                question.id,
                f"objective {question.objective!r} is not in the header; choose from {', '.join(bank.objectives)}.",
            )


def _passages(question: Question, known: set[str]) -> Iterator[Problem]:
    looked_at = chain(question.evidence, *(option.look_at for option in question.options))
    named = chain.from_iterable(prose.mentioned(text) for text in item_rules.texts(question))
    for pid in dict.fromkeys(chain(looked_at, named)):
        if pid not in known:
            yield (
                question.id,
                f"passage {pid} does not exist; see the list of passages in data/articles/passages.csv.",
            )


def _misconceptions(question: Question, bank: Bank) -> Iterator[Problem]:
    for option in question.options:
        if option.misconception and option.misconception not in bank.misconceptions:
            yield (
                question.id,
                f"option {option.id}: misconception {option.misconception} is not in the header; add it.",
            )


def limit(count: int, chance: float) -> int:
    """Most hits that `count` fair draws exceed in under 5 % of cases (upper binomial tail)."""
    tail = [
        sum(comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(c + 1, count + 1))
        for c in range(count + 1)
    ]
    return next(c for c in range(count + 1) if tail[c] < 0.05)


def balance(questions: list[Question]) -> Iterator[Problem]:
    """Say where keys give themselves away by length or, from six items on, by position.

    The key may be the longest option in at most half of the items and one more. One position may hold the key as often
    as chance allows (`limit` at one third).
    """
    longest = sum(_key_is_longest(question) for question in questions)
    if longest > len(questions) / 2 + 1:
        yield (
            "",
            f"the key is the longest option in {longest} of {len(questions)} items; shorten keys or lengthen others.",
        )
    if len(questions) < 6:
        return
    positions = Counter(option.id for question in questions for option in question.options if option.key)
    allowed = limit(len(questions), 1 / 3)
    for position, count in sorted(positions.items()):
        if count > allowed:
            yield (
                "",
                f"option {position} is the key in {count} of {len(questions)} items (at most {allowed}); reorder some.",
            )


def _key_is_longest(question: Question) -> bool:
    keys = [len(option.text) for option in question.options if option.key]
    others = [len(option.text) for option in question.options if not option.key]
    return bool(keys and others) and max(keys) > max(others)


def folder() -> list[str]:
    """List everything that is wrong with any file of the bank."""
    return [
        line for path in sorted(paths.lessons().glob("[0-9][0-9]-*/quiz.yaml")) for line in problems(path)
    ]
