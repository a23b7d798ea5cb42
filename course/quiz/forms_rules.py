"""What must hold for the test's forms, beyond their form. Called through `course.quiz.forms.validate`."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from course import prose, yamlfile
from course.model import CourseError, Question
from course.quiz import item_rules, rules
from course.quiz.forms import BLUEPRINT, TASKS, ConstructedPassage, Form, read

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = Path(__file__).with_name("forms.schema.json")

PASSAGE_WORDS: Final = (60, 130)
"""Fewest and most words of a passage."""

CLOSE: Final = 1.5
"""How many times as long the longer of two parallel texts may be."""

_MENTION: Final = re.compile(r"\b[AB][1-9]\b")

Problem = tuple[str, str]
"""Where (item or passage, empty for the whole file) and one sentence: what is wrong and what to do."""


def problems(path: Path) -> list[str]:
    """List everything that is wrong with one file; see `course.quiz.forms.validate`."""
    name = yamlfile.short(path)
    try:
        content = yamlfile.read(path)
        broken = [f"{name}: {sentence}." for sentence in yamlfile.against_schema(content, SCHEMA)]
        return broken or [
            f"{name}: {where}: {said}" if where else f"{name}: {said}" for where, said in _all(path)
        ]
    except CourseError as error:
        return [str(error)]


def parallel(first: Form, second: Form) -> list[str]:
    """List where two forms are not alike, item by item.

    Parameters
    ----------
    first, second : Form
        The two forms.

    Returns
    -------
    list of str
        One line per difference in kind, skill, reasoning, soundness or length. Empty if all is well.
    """
    pairs = list(zip((*first.items, *first.tasks), (*second.items, *second.tasks), strict=False))
    found = [f"{a.id} and {b.id}: {said}" for a, b in pairs for said in _unlike(a, b, first, second)]
    for one, other in zip(first.passages, second.passages, strict=False):
        if one.form != other.form:
            found.append(f"{one.id} plays {one.form!r}, {other.id} {other.form!r}; make them alike.")
        if not _close(one.text, other.text):
            found.append(f"{one.id} and {other.id} differ much in length; bring them closer.")
    return found


def _all(path: Path) -> Iterator[Problem]:
    form = read(path)
    if path.stem != f"form-{form.form.lower()}":
        yield "", f"holds form {form.form}; rename it to form-{form.form.lower()}.yaml."
    yield from _ids(form)
    yield from _passages(form)
    yield from _counts(form)
    for question in (*form.items, *form.tasks):
        yield from ((question.id, sentence) for sentence in item_rules.problems(question))
        yield from _mentions(question, form)
    yield from _judged(form)
    yield from rules.balance(list(form.items))


def _ids(form: Form) -> Iterator[Problem]:
    letter = form.form
    expected = [f"{letter}{n}" for n in range(1, len(form.passages) + 1)]
    expected += [f"T{letter}.{n:02d}" for n in range(1, len(form.items) + 1)]
    expected += [f"T{letter}.W{n}" for n in range(1, len(form.tasks) + 1)]
    found = [passage.id for passage in form.passages]
    found += [question.id for question in (*form.items, *form.tasks)]
    for part, wanted in zip(found, expected, strict=True):
        if part != wanted:
            yield part, f"stands where {wanted} belongs; number them in order."


def _passages(form: Form) -> Iterator[Problem]:
    used = {pid for question in form.items for pid in question.evidence}
    for passage in form.passages:
        yield from _passage(passage)
        if passage.id not in used:
            yield passage.id, "is not the evidence of any item; use it or take it out."


def _passage(passage: ConstructedPassage) -> Iterator[Problem]:
    fewest, most = PASSAGE_WORDS
    count = prose.word_count(passage.text)
    if not fewest <= count <= most:
        yield passage.id, f"has {count} words; a passage has {fewest} to {most}."
    for word, instead in prose.unwanted(passage.text):
        yield passage.id, f"says {word!r}; write {instead}."
    for error in passage.planted:
        if error.partition(":")[0] not in BLUEPRINT:
            yield passage.id, f"planted error {error[:30]!r} names no skill; start it with one and a colon."


def _counts(form: Form) -> Iterator[Problem]:
    found = Counter(item.skill for item in form.items)
    for skill, wanted in BLUEPRINT.items():
        if found[skill] != wanted:
            yield "", f"has {found[skill]} items for {skill}; the blueprint asks for {wanted}."
    if tuple(task.skill for task in form.tasks) != TASKS:
        yield "", f"its tasks should be for {' and '.join(TASKS)}, in this order."


def _mentions(question: Question, form: Form) -> Iterator[Problem]:
    known = {passage.id for passage in form.passages}
    named = {pid for text in item_rules.texts(question) for pid in _MENTION.findall(text)}
    for pid in sorted((named | set(question.evidence)) - known):
        yield question.id, f"passage {pid} is not in this form; choose from {', '.join(sorted(known))}."


def _judged(form: Form) -> Iterator[Problem]:
    for item in form.items:
        accepting = form.accepts.get(item.id, "")
        if item.sound is None and accepting:
            yield item.id, "has 'accepts' but judges no claim; give 'sound' or take it away."
        elif item.sound is not None and len(accepting) != 1:
            yield item.id, f"has {len(accepting)} options with 'accepts'; mark exactly one."
        elif item.sound is not None and item.sound != _is_key(item, accepting):
            yield (
                item.id,
                f"'sound' is {str(item.sound).lower()}, but its key says otherwise; mend one of them.",
            )
    sound = sum(bool(item.sound) for item in form.judged)
    if not form.judged or 2 * sound != len(form.judged):
        yield "", f"{sound} of {len(form.judged)} judged items are sound; it should be half."


def _is_key(item: Question, option_id: str) -> bool:
    return any(option.key for option in item.options if option.id == option_id)


def _unlike(a: Question, b: Question, first: Form, second: Form) -> Iterator[str]:
    for name in ("kind", "skill", "sound", "words"):
        if getattr(a, name) != getattr(b, name):
            yield f"{name} is {getattr(a, name)} and {getattr(b, name)}; make them alike."
    if first.reasoning[a.id] != second.reasoning[b.id]:
        yield "ask for different reasoning; make them alike."
    if not _close(_read(a), _read(b)):
        yield "differ much in length; bring them closer."


def _read(question: Question) -> str:
    return " ".join((question.stem, *(option.text for option in question.options)))


def _close(one: str, other: str) -> bool:
    shorter, longer = sorted((prose.word_count(one), prose.word_count(other)))
    return longer <= CLOSE * shorter
