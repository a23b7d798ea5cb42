"""The words of the course as frozen dataclasses. This floor knows nothing but the standard library."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

ARTICLES: Final = ("BLOG", "GVS", "IND", "WSWS", "WP")
"""The five articles, in the order in which the course names them."""

CONFIDENCE: Final = {"guess": 0.33, "lean": 0.50, "fairly sure": 0.75, "certain": 0.95}
"""The four confidence ratings and the probability each stands for (three-option items)."""

PASSAGE_ID: Final = re.compile(r"\b(BLOG|GVS|IND|WSWS|WP)[- ]?P(\d{1,2})\b")
"""How a reader may write a passage ID: ``GVS-P04``, ``GVS P4``, ``GVSP4``."""

BLOCKS: Final = {"BLOG": 15, "GVS": 46, "IND": 34, "WSWS": 22, "WP": 18}
"""How many passages each article has; ``GVS-P46`` is the last of its article."""


class CourseError(Exception):
    """Anything the course cannot do, said in one line: what, where, and what to do next."""

    def _render_traceback_(self) -> list[str]:
        """Show the line alone in a notebook: thirty lines of our code above it would help nobody."""
        return [f"{type(self).__name__}: {self}"]


class NoPandasError(CourseError):
    """A table or a chart was asked for where pandas is not installed, as it can happen in a browser (JupyterLite)."""

    def __init__(self) -> None:
        super().__init__(
            "Tables and charts need pandas, and there is none here. Questions, cards, the reader and writing work "
            "without it: go on with the next cell. On a computer with Python, python -m pip install pandas adds it."
        )

    @staticmethod
    def instead_of(error: ModuleNotFoundError) -> Exception:
        """Return the line to show if it is pandas that is missing, and the error itself if it is anything else."""
        return NoPandasError() if error.name in {"pandas", "numpy"} else error


class Outcome(StrEnum):
    """What became of an answer."""

    CORRECT = "correct"
    NOT_YET = "not-yet"
    NOT_ATTEMPTED = "not-attempted"
    CHECKER_ERROR = "checker-error"
    KEPT = "kept"
    """Of the right form, in an edition without the key: nobody has judged it yet."""


class Kind(StrEnum):
    """The kinds of question."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    ORDER = "order"
    MATCH = "match"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of non-blank lines of an article.

    Parameters
    ----------
    id : str
        ``ARTICLE-Pnn``, counted from 1, two digits at least.
    article : str
        One of `ARTICLES`.
    number : int
        Position of the block in the file, from 1.
    text : str
        The block with white space folded to single spaces.
    """

    id: str
    article: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a question offers.

    Parameters
    ----------
    id : str
        A letter, given by the order in the bank.
    text : str
        What the student reads.
    key : bool
        Whether it belongs to the right answer.
    feedback : str
        What the student reads after choosing it.
    tempts : str
        Why a wrong option attracts; for teachers, empty for keys.
    misconception : str
        ID of the misconception that it shows, or empty.
    look_at : tuple of str
        Passage IDs to open after choosing it; empty for those of the question.
    """

    id: str
    text: str
    key: bool = False
    feedback: str = ""
    tempts: str = ""
    misconception: str = ""
    look_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One item of the bank.

    Parameters
    ----------
    id : str
        ``L1.Q1`` (exit quiz), ``L1.H1`` (hook), ``L1.P1`` (practice), ``L1.D1`` (data beat), ``L1.W1`` (writing),
        ``L1.R1`` (recall in later lessons), ``L3.U1`` (trail), ``L7.V1`` (swap), ``L0.S1`` (set-up) or ``L0.T1`` (poll).
    lesson : str
        Folder name of the lesson, ``01-1449``.
    kind : Kind
        What sort of response it takes; see `course.quiz.grade`.
    stem : str
        The question.
    objective : str
        ID of the objective that it tests.
    evidence : tuple of str
        Passage IDs that settle it.
    options : tuple of Option
        For single and multiple.
    items : tuple of str
        For order: the things to order, in the right order. For match: the left sides.
    targets : tuple of str
        For match: the right side that belongs to each item, in the same order.
    answer : float or None
        For number: the value.
    tolerance : float
        For number: largest accepted distance from the value.
    unit : str
        For number: what is counted, shown behind the field.
    feedback : dict of str to str
        For kinds without options: ``correct``, ``not_yet`` and, for number, one text per diagnosed wrong value
        (the value as a string).
    confidence : bool
        Whether the student is asked how sure they are.
    scored : bool
        False for a poll, which has no key.
    rubric : tuple of str
        For text: level descriptors, level 1 first.
    exemplars : tuple of tuple of (int, str)
        For text: (level, our own example answer).
    words : tuple of (int, int)
        For text: fewest and most words asked for; (0, 0) for no limit.
    citations : int
        For text: fewest passage IDs to cite.
    review_lags : tuple of int
        After how many lessons it may come back as a recall item; empty for never.
    shuffle : bool
        Whether options may be shown in another order than the bank's.
    sound : bool or None
        For items that judge a claim: whether the claim is sound.
    sentence : str
        For single: a sentence with ``{gap}``, in which the browser shows the chosen option; else empty.
    node : dict of str to str
        For a step of a trail: ``who`` and ``when`` of the text that this step reaches, and what it ``adds`` and
        ``drops``; else empty.
    job : str
        For a text written at the correction desk: ``correction``, ``headline``, ``brief`` or ``reflection``; else empty.
    checks : tuple of str
        What the desk looks for in it: ``words``, ``date``, ``place``, ``attribution``, ``citations``, ``quotations``.
    problems : tuple of str
        For a correction: which rows of the table ``problems`` it may be about; empty for all.
    """

    id: str
    lesson: str
    kind: Kind
    stem: str
    objective: str = ""
    evidence: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    items: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    answer: float | None = None
    tolerance: float = 0.0
    unit: str = ""
    feedback: dict[str, str] = field(default_factory=dict)
    confidence: bool = True
    scored: bool = True
    skill: str = ""
    rubric: tuple[str, ...] = ()
    exemplars: tuple[tuple[int, str], ...] = ()
    words: tuple[int, int] = (0, 0)
    citations: int = 0
    review_lags: tuple[int, ...] = ()
    shuffle: bool = True
    sound: bool | None = None
    sentence: str = ""
    node: dict[str, str] = field(default_factory=dict)
    job: str = ""
    checks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A wrong value that the curriculum foresees, and what to say to it."""

    value: Any
    message: str
    look_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One checked answer of an exercise notebook.

    Parameters
    ----------
    id : str
        ``L1.E1``.
    lesson : str
        Folder name of the lesson.
    kind : str
        ``number``, ``text``, ``set``, ``mapping``, ``table``, ``function`` or ``prose``; see `course.check.compare`.
    expected : object
        The right value, plain JSON.
    correct, not_yet : str
        What is right; what to look at next.
    hints : tuple of str
        From a nudge to nearly there.
    diagnoses : tuple of Diagnosis
        Wrong values with a message of their own.
    evidence : tuple of str
        Passage IDs where the answer can be checked.
    form : dict or None
        In a class edition, which has no key: what may be asked of an answer's form; see `course.check.form`. None
        where the key is here.
    """

    id: str
    lesson: str
    title: str
    kind: str
    expected: Any
    correct: str
    not_yet: str
    points: int = 1
    tolerance: float = 0.0
    hints: tuple[str, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    evidence: tuple[str, ...] = ()
    cases: tuple[dict[str, Any], ...] = ()
    form: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a check or a grade found.

    Parameters
    ----------
    outcome : Outcome
        One of five.
    message : str
        What is right, or what to look at next; never the answer itself unless it is right.
    look_at : tuple of str
        Passage IDs to open.
    score : float
        0 to 1.
    """

    outcome: Outcome
    message: str
    look_at: tuple[str, ...] = ()
    score: float = 0.0
