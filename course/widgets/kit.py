"""What lessons call: each name puts one front-end together from the bank, the tables and the case file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import casefile, data
from course.check import exercise
from course.model import CourseError, Outcome
from course.quiz import bank, review
from course.widgets.casebox import casebox_widget
from course.widgets.form import conflict_log_widget
from course.widgets.grid import fact_matrix_widget
from course.widgets.passage import reader_widget
from course.widgets.progress import progress_picture
from course.widgets.question import questions_widget
from course.widgets.verdict import Code, Verdict
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.model import Question
    from course.widgets.casebox import CaseBox
    from course.widgets.form import Form
    from course.widgets.grid import Grid
    from course.widgets.passage import Reader
    from course.widgets.question import Questions

MATRIX_NOTES: Final = {
    "F02|GVS": "The text says only “on Tuesday”, and that is a weekday, not a date. The page header shows a date, "
    "but in 2024: it is the day on which the page was saved.",
    "F08|IND": "The line under the video says “confirms”. It may be a later layer than the text around it.",
}


def _questions(questions: Sequence[Question], key: str, title: str, intro: str = "") -> Questions:
    return questions_widget(
        questions, id=key, title=title, intro=intro, passages=passage_views(), store=casefile.current()
    )


def _lesson_number(lesson: str) -> int:
    return int(lesson[:2])


def quiz(lesson: str) -> Questions:
    """Exit quiz of a lesson.

    Parameters
    ----------
    lesson : str
        Folder name, such as ``01-1449``.

    Raises
    ------
    CourseError
        If there is no such lesson; names those that exist.
    """
    chosen = bank.bank(lesson)
    casefile.current().visit(lesson)
    items = [question for question in chosen.questions if ".Q" in question.id]
    intro = (
        "Choose an answer, say how sure you are, then press Check. You can try again as often as you like."
    )
    return _questions(items, f"{lesson}/quiz", f"Exit quiz · {chosen.title}", intro)


def recall(lesson: str) -> Questions:
    """Three items from earlier lessons, what you were sure of and got wrong first."""
    bank.bank(lesson)
    every = bank.all_questions()
    store = casefile.current()
    picked = _deck(lesson, store, every)
    found = {question.id: question for question in every}
    title = "From earlier lessons"
    return _questions(
        [found[qid] for qid in picked], f"{lesson}/recall", title, "From memory, please. Guessing is fine."
    )


def _deck(lesson: str, store: casefile.CaseFile, every: Sequence[Question]) -> list[str]:
    """Keep the deck of a lesson once it is begun, so that running the cell again does not change the questions."""
    known = {question.id for question in every}
    begun = [qid for qid in store.recall(f"{lesson}/recall") if qid in known]
    fresh = review.deck(_lesson_number(lesson), store.answers(), every)
    return (begun + [qid for qid in fresh if qid not in begun])[: review.SIZE]


def ask(qid: str) -> Questions:
    """One question of a lesson, such as ``L1.H1``."""
    item = bank.question(qid)
    widget = _questions([item], f"{item.lesson}/{qid}", ASK_TITLES.get(qid.split(".")[1][0], "Question"))
    if qid == TRACK_POLL:
        widget.observe(_set_track, "value")
    return widget


ASK_TITLES: Final = {
    "D": "Look and think",
    "H": "Before you read on",
    "P": "Your turn",
    "R": "Recall",
    "S": "Try it",
    "T": "Your choice",
}
"""What a single question is called, by the letter of its section."""

TRACK_POLL: Final = "L0.T1"
TRACKS: Final = {"a": "read", "b": "operate", "c": "code"}
"""Options of the poll in lesson 0 and the tracks they stand for."""


def _set_track(change: dict[str, Any]) -> None:
    """Keep the track in the case file once the student has confirmed it."""
    tries = change["new"].get(TRACK_POLL, {}).get("attempts", [])
    if tries and tries[-1]["response"] in TRACKS:
        casefile.current().set_track(TRACKS[tries[-1]["response"]])


def write(qid: str) -> Questions:
    """A writing task with its rubric, self-score and example answers."""
    item = bank.question(qid)
    return _questions([item], f"{item.lesson}/{qid}", "Write")


def matrix(lesson: str = "01-1449", rows: int | None = None) -> Grid:
    """Grid of facts by articles: mark who states what, and where.

    Parameters
    ----------
    lesson : str
        Folder name of the lesson it belongs to.
    rows : int, optional
        How many facts, counted from the first. Default: all 14.
    """
    facts = data.rows("facts")
    if rows is not None and not 1 <= rows <= len(facts):
        raise CourseError(
            f"rows={rows}: there are {len(facts)} facts, so rows is a number from 1 to {len(facts)}."
        )
    return fact_matrix_widget(
        facts,
        data.rows("fact_citations"),
        data.rows("articles"),
        passage_views(),
        id=f"{lesson}/matrix",
        title="Who states what, and where?",
        intro="For each fact and article choose “not stated”, or the paragraph that states it.",
        rows=[fact["fact"] for fact in facts[:rows]],
        notes={
            cell: note for cell, note in MATRIX_NOTES.items() if cell[:3] in {f["fact"] for f in facts[:rows]}
        },
        store=casefile.current(),
    )


def reader(article: str, at: str | int | None = None, beside: str | None = None) -> Reader:
    """An article, opened at a paragraph, with another one beside it if you like.

    Parameters
    ----------
    article : str
        BLOG, GVS, IND, WSWS or WP.
    at : str or int, optional
        Paragraph, such as ``"P04"``.
    beside : str, optional
        Another article.
    """
    return reader_widget(
        article,
        at,
        beside,
        passages=passage_views(),
        articles_rows=data.rows("articles"),
        store=casefile.current(),
    )


def case_file() -> CaseBox:
    """Your case file: download it, restore it, see what is in it."""
    return casebox_widget(casefile.current())


def conflict_log() -> Form:
    """Rows where two pages disagree or a question stays open."""
    return conflict_log_widget(casefile.current())


def progress() -> object:
    """Where you are, as a picture and as a list."""
    return progress_picture(casefile.current().summary())


def check(eid: str, value: object) -> Verdict:
    """Check one answer of an exercise and keep the outcome in the case file.

    Parameters
    ----------
    eid : str
        Such as ``L1.E1``.
    value : object
        Your answer; ``...`` means "not attempted".

    Returns
    -------
    Verdict
        What is right, what to look at next, and where.
    """
    result = exercise.check(eid, value)
    # Where the teacher's copy judges, the notebook alone holds the answer.
    if result.outcome is not Outcome.NOT_ATTEMPTED and exercise.judged_here(eid):
        casefile.current().record_exercise(eid, str(result.outcome), value)
    return Verdict(result, passage_views(result.look_at))


def hint(eid: str, number: int = 1) -> Verdict:
    """A hint for an exercise; a higher number says more."""
    heading, _, said = exercise.hint(eid, number).partition(": ")
    return Verdict.note(heading, said)


def solution(eid: str) -> Code:
    """The worked solution of an exercise, where this edition has it."""
    return Code(exercise.solution(eid))


__all__: Final[list[Any]] = [
    "ask",
    "case_file",
    "check",
    "conflict_log",
    "hint",
    "matrix",
    "progress",
    "quiz",
    "reader",
    "recall",
    "solution",
    "write",
]
