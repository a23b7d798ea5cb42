"""What is exported: the questions of a lesson, a form of the test or the claims, as one paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from course.model import CONFIDENCE, CourseError, Kind, Option, Question
from course.prose import spoken
from course.quiz import bank, discernment, forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LETTERS: Final = {letter: section for section, letter in bank.SECTIONS.items()}
ON_PAGE: Final = ("D", "U", "P", "V", "S")
"""Sections whose questions may speak of a chart, a table or cards on the page of the lesson."""

SURE: Final = ".sure"
"""End of the ID of a question about confidence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read before the questions, such as a constructed passage.

    Parameters
    ----------
    id, heading : str
        ``A3``; what stands above it.
    lines : tuple of str
        Its paragraphs.
    """

    id: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Questions that go out together.

    Parameters
    ----------
    name : str
        Start of its file names, ``06-whose-voice``.
    title, intro : str
        What stands above.
    questions : tuple of Question
        In their order.
    readings : tuple of Reading
        Stand before the questions.
    practice : bool
        Whether it is for practice: feedback shows, as many tries as one likes. A test shows nothing.
    """

    name: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    readings: tuple[Reading, ...] = ()
    practice: bool = True


def lesson_paper(lesson: str, sections: Sequence[str] = ("exit",)) -> Paper:
    """Questions of some sections of a lesson.

    Parameters
    ----------
    lesson : str
        Folder name, ``06-whose-voice``.
    sections : sequence of str
        Names as in ``quiz.yaml``, or ``all``.

    Raises
    ------
    CourseError
        If there is no such lesson or section.
    """
    unknown = [name for name in sections if name not in (*bank.SECTIONS, "all")]
    if unknown:
        raise CourseError(
            f"There is no section {unknown[0]!r}. Choose from {', '.join(bank.SECTIONS)}, or all."
        )
    chosen = bank.bank(lesson)
    items = [q for q in chosen.questions if "all" in sections or LETTERS[letter(q)] in sections]
    return Paper(lesson, f"Lesson {int(lesson[:2])} \u00b7 {chosen.title}", "", tuple(items))


def form_paper(name: str) -> Paper:
    """Form A or B of the test, with its passages, or the claims of the five articles.

    Parameters
    ----------
    name : str
        ``a``, ``b`` or ``claims``.
    """
    if name == "claims":
        return _claims_paper()
    form = forms.load(name.upper())
    passages = [
        Reading(p.id, f"{p.id} \u00b7 {p.outlet} \u00b7 {p.form} \u00b7 {p.label}", p.lines)
        for p in form.passages
    ]
    cards = [
        Reading(f"{task}-cards", f"Pages for {task}", tuple(_page(card) for card in pages))
        for task, pages in form.cards.items()
        if pages
    ]
    title = f"Form {form.form} \u00b7 {form.title}"
    items = (*form.items, *form.tasks)
    return Paper(f"form-{name.lower()}", title, form.intro, items, (*passages, *cards), practice=False)


def _page(card: dict[str, str]) -> str:
    return f"{card['who']}: {card['says']}"


def _claims_paper() -> Paper:
    found = discernment.load()
    return Paper("claims", found.title, found.intro, tuple(map(_claim, found.claims)), practice=False)


def _claim(claim: discernment.Claim) -> Question:
    marks = (("a", "Sound", claim.sound), ("b", "Faulty", not claim.sound))
    return Question(
        id=claim.id,
        lesson=discernment.LESSON,
        kind=Kind.SINGLE,
        stem=f"{spoken(claim.passage)}: {claim.claim}",
        options=tuple(Option(id_, text, key=key, feedback=claim.reason) for id_, text, key in marks),
        evidence=claim.paragraphs or (claim.passage,),
        shuffle=False,
        sound=claim.sound,
    )


def letter(question: Question) -> str:
    """Letter of the section in a question's ID: ``Q`` of ``L6.Q1``."""
    found = re.match(r"\w+\.([A-Z])", question.id)
    return found[1] if found else ""


def silent(paper: Paper) -> Paper:
    """Take all feedback out of a paper, for a test that tells nothing."""
    questions = tuple(
        replace(q, feedback={}, options=tuple(replace(o, feedback="") for o in q.options))
        for q in paper.questions
    )
    return replace(paper, questions=questions)


def with_confidence(paper: Paper) -> Paper:
    """Put a question about confidence behind each question that asks for it in the course."""
    return replace(paper, questions=tuple(_each_with_confidence(paper.questions)))


def _each_with_confidence(questions: Iterable[Question]) -> Iterable[Question]:
    for question in questions:
        yield question
        if question.confidence and question.scored:
            yield Question(
                id=f"{question.id}{SURE}",
                lesson=question.lesson,
                kind=Kind.SINGLE,
                stem=f"How sure are you of your answer to {question.id}?",
                options=tuple(Option("abcd"[n], level) for n, level in enumerate(CONFIDENCE)),
                confidence=False,
                scored=False,
                shuffle=False,
            )


def remarks(paper: Paper) -> list[str]:
    """What a reader of an export should know about a paper, whatever the outlet."""
    found: list[str] = []
    seen = [q.id for q in paper.questions if not q.id.endswith(SURE) and letter(q) in ON_PAGE]
    if seen and paper.practice:
        found.append(f"{', '.join(seen)}: may speak of a chart, a table or cards in the lesson; check them.")
    nodes = [q.id for q in paper.questions if q.node]
    if nodes:
        found.append(f"{', '.join(nodes)}: the chain of nodes needs the lesson; only the question is here.")
    return found


def right(question: Question) -> list[Option]:
    """Options of the key, or all of them where there is none."""
    return [option for option in question.options if option.key or not question.scored]


def positions(question: Question) -> Question:
    """Turn things to put in order into pairs of thing and place, for an outlet that knows matching only."""
    places = tuple(f"{n}" for n in range(1, len(question.items) + 1))
    return replace(question, kind=Kind.MATCH, targets=places)


def target_list(question: Question) -> list[str]:
    """Right sides of a match, each once."""
    return list(dict.fromkeys(question.targets))


def fields(question: Question) -> dict[str, Any]:
    """Feedback of a question without options: right, not yet, and by wrong value."""
    diagnosed = {n: text for n, text in question.feedback.items() if n not in ("correct", "not_yet")}
    return {
        "correct": question.feedback.get("correct", ""),
        "not_yet": question.feedback.get("not_yet", ""),
        "diagnosed": diagnosed,
    }
