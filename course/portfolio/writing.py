"""What a student has written: the jobs of the correction desk, the texts of all lessons, the conflict log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course import data
from course.model import PASSAGE_ID, CourseError, Kind, Question
from course.prose import passage_id, spoken
from course.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.casefile.merge import State

DESK: Final = {
    "L12.W4": "Headline",
    "L12.W5": "Brief",
    "L12.W1": "Correction 1",
    "L12.W2": "Correction 2",
    "L12.W3": "Correction 3",
    "L12.W6": "Reflection",
}
"""Writing tasks of lesson 12 in the order of the portfolio."""

STATUS: Final = {"settled": "Settled", "contested": "Contested", "unknown": "Unknown"}
"""What may become of a row of the conflict log, best known first."""


@dataclass(frozen=True, slots=True)
class Text:
    """One writing task and what the student made of it.

    Parameters
    ----------
    id, title, task : str
        ``L12.W5``, what the portfolio calls it, and the task; empty if this edition does not have it.
    about : str
        For a correction where the student chose what to correct: the passage and the problem.
    body : str
        The latest version; empty if nothing was written.
    draft : bool
        Whether the latest version was not saved as an answer yet.
    level, levels : int
        The student's own score, 0 for none, and how many levels the rubric has.
    descriptor : str
        What the rubric says of that level.
    """

    id: str
    title: str
    task: str
    about: str
    body: str
    draft: bool
    level: int
    levels: int
    descriptor: str

    @property
    def words(self) -> int:
        """How many words the text has, counted at white space."""
        return len(self.body.split())

    @property
    def ready(self) -> bool:
        """Whether there is a text that was saved."""
        return bool(self.body) and not self.draft


@dataclass(frozen=True, slots=True)
class Conflict:
    """One row of the conflict log, as text."""

    claim_a: str
    claim_b: str
    passages: str
    best: str
    status: str


def desk(state: State) -> list[Text]:
    """List the jobs of the correction desk, written or not.

    Parameters
    ----------
    state : dict
        A case file, as `course.casefile.merge.parse` gives it.
    """
    known = {question.id: question for question in _questions("12-")}
    return [_text(qid, title, known.get(qid), state) for qid, title in DESK.items()]


def lessons(state: State) -> dict[str, list[Text]]:
    """List what was written in each other lesson.

    Parameters
    ----------
    state : dict
        A case file.

    Returns
    -------
    dict of str to list of Text
        By the lesson's number and title; lessons without a text are left out.
    """
    found = {}
    for lesson in bank.lessons():
        tasks = [question for question in _questions(lesson) if question.id not in DESK]
        texts = [_text(question.id, f"Text {n}", question, state) for n, question in enumerate(tasks, 1)]
        written = [text for text in texts if text.body]
        if written:
            found[f"Lesson {int(lesson[:2])} · {bank.bank(lesson).title}"] = written
    return found


def conflicts(state: State) -> list[Conflict]:
    """List the rows of the conflict log, settled ones first.

    Parameters
    ----------
    state : dict
        A case file.
    """
    rows = [_conflict(row) for row in state["conflicts"] if not row.get("removed")]
    order = list(STATUS.values())
    return sorted(rows, key=lambda row: order.index(row.status))


def clean(text: object) -> str:
    """Return a text without the control characters that no page may hold; empty if it is not a text.

    Parameters
    ----------
    text : object
        Whatever stands in the case file.
    """
    if not isinstance(text, str):
        return ""
    return "".join(mark for mark in text if mark in "\n\t" or mark.isprintable() or ord(mark) > 0x9F).strip()


def _questions(lesson: str) -> list[Question]:
    """Writing tasks of the lesson whose folder name begins so; none where this edition lacks it."""
    names = [name for name in bank.lessons() if name.startswith(lesson)]
    try:
        return [question for name in names for question in bank.load(name) if question.kind is Kind.TEXT]
    except CourseError:
        return []  # a portfolio is still made where one lesson's file is broken


def _text(qid: str, title: str, question: Question | None, state: State) -> Text:
    body, draft, level, problem = _latest(qid, state)
    rubric = question.rubric if question else ()
    own = level if isinstance(level, int) and 1 <= level <= len(rubric) else 0
    return Text(
        id=qid,
        title=title,
        task=question.stem if question else "",
        about=_about(problem),
        body=body,
        draft=draft,
        level=own,
        levels=len(rubric),
        descriptor=rubric[own - 1] if own else "",
    )


def _about(problem: str) -> str:
    """Name the problem that a correction is about: where it stands, and what the page says."""
    for row in data.rows("problems") if problem else ():
        if row["problem"] == problem:
            said = PASSAGE_ID.sub(lambda found: spoken(passage_id(found[1], int(found[2]))), row["statement"])
            return f"{spoken(row['passage'])}: {said}"
    return ""


def _latest(qid: str, state: State) -> tuple[str, bool, object, str]:
    """Text, whether it is a draft, own level, problem corrected: of what was saved and what a front-end holds, the newer."""
    versions = state["writing"].get(qid) or [{"at": "", "text": "", "level": None}]
    saved = versions[-1]
    at, kept = max(_drafts(qid, state), key=lambda pair: pair[0], default=("", {}))
    typed = clean(kept.get("response"))
    newer = bool(typed) and at > saved["at"] and typed != clean(saved["text"])
    body = typed if newer else clean(saved["text"])
    # The desk saves by itself, and the student says when a text is ready; elsewhere a saved text is an answer.
    open_still = not kept.get("shown") if qid in DESK and kept else newer and not kept.get("checked")
    level = kept.get("level") if newer else saved.get("level")
    return body, bool(body) and open_still, level, clean(kept.get("problem"))


def _drafts(qid: str, state: State) -> Iterator[tuple[str, dict[str, Any]]]:
    """What front-ends keep of a writing task, each with the moment."""
    for entry in state["widgets"].values():
        kept = entry["value"].get(qid)
        if isinstance(kept, dict):
            yield entry["at"], kept


def _conflict(row: dict[str, Any]) -> Conflict:
    status = row.get("status")
    return Conflict(
        claim_a=clean(row.get("claim_a")),
        claim_b=clean(row.get("claim_b")),
        passages=", ".join(map(clean, row.get("passages") or ())),
        best=clean(row.get("best")),
        status=STATUS.get(status, STATUS["unknown"]) if isinstance(status, str) else STATUS["unknown"],
    )
