"""The correction desk: texts to write, and beside each what readers need and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import casefile, data
from course.model import PASSAGE_ID, CourseError
from course.prose import passage_id, spoken
from course.quiz import bank
from course.text.words import words
from course.widgets._base import Store, module, style
from course.widgets._static import details, listed, prose
from course.widgets.question import Questions, shown
from course.widgets.views import passage_views, readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.model import Question
    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]
INTRO: Final = (
    "Open a job and write. Beside your text you see what readers need and what is still missing. "
    "That never judges how good a text is, and it never stops you: you say when it is ready."
)
NAMES: Final = {
    "correction": "Correction",
    "headline": "Headline",
    "brief": "Brief",
    "reflection": "Reflection",
}
LOOKED_FOR: Final = {
    "words": "its length",
    "date": "the date of the event",
    "place": "the place",
    "attribution": "who says so",
    "citations": "paragraphs that exist",
    "quotations": "quotations of at most 25 words, letter for letter",
}
PARTS: Final = "what was wrong, what is right, how we know, when it was changed"


class Desk(Questions):
    """The jobs of a lesson, one of them open.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``questions`` (as `course.widgets.question.shown` makes them, each with
        ``problems``: IDs of what it may correct), ``problems`` (``id``, ``passage``, ``statement``, ``excerpt``), ``passages`` and
        ``quotable`` (``id`` of a passage or "", ``name``, ``text``, ``whole``).
    value : dict, optional
        As that of `course.widgets.question.Questions`; ``shown`` says that the text is ready, and a correction may have
        ``problem``.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("desk")
    _css = style("desk")

    def text(self) -> str:
        """Title and size in one line."""
        count = len(self.spec["questions"])
        return f"{self.spec['title']}: {count} {'job' if count == 1 else 'jobs'} (run this cell to write)"

    def html(self) -> str:
        """Every job with what it asks for, its levels to open, and the list of what can be corrected."""
        problems = [
            f"{row['id']}, {spoken(row['passage'])}: {prose(row['statement'])}"
            for row in self.spec["problems"]
        ]
        return (
            f"<p><strong>{prose(self.spec['title'])}</strong></p><p>{prose(self.spec['intro'])}</p>"
            + listed(map(_static_job, self.spec["questions"]), "ol")
            + details("What can be corrected", listed(problems))
        )


class _Drawers:
    """The store as the desk needs it: each text lies where `course.write` keeps it, under its own ID."""

    def __init__(self, store: Store, lesson: str, ids: Sequence[str]) -> None:
        self._store = store
        self._names = {qid: f"{lesson}/{qid}" for qid in ids}
        self._last: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever else the store can do)
        return getattr(self._store, name)

    def recall(self, _: str) -> dict[str, Any]:
        """Return the state of every text that was begun."""
        kept = {qid: self._store.recall(name).get(qid) for qid, name in self._names.items()}
        self._last = {qid: state for qid, state in kept.items() if state}
        return dict(self._last)

    def remember(self, _: str, value: dict[str, Any]) -> None:
        """Keep the texts that have changed; another notebook may have changed the others."""
        for qid, name in self._names.items():
            if qid in value and value[qid] != self._last.get(qid):
                self._store.remember(name, {qid: value[qid]})
        self._last = dict(value)


def desk_widget(  # noqa: PLR0913  (what every front-end takes, and the tables it stands on)
    questions: Sequence[Question],
    *,
    lesson: str,
    passages: Mapping[str, PassageView],
    problems: Sequence[Row],
    quotable: Sequence[Spec],
    store: Store | None = None,
) -> Desk:
    """Build the desk.

    Parameters
    ----------
    questions : sequence of Question
        Those with a job, in the order in which they are listed.
    lesson : str
        Folder name of their lesson; the case file keeps each text under it and its own ID.
    passages : mapping of str to PassageView
        Paragraphs that corrections are about; others are left out.
    problems : sequence of dict
        The table ``problems``. A correction that names some of them offers only those.
    quotable : sequence of dict
        What quotations are held against; see `sources`.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Desk
        Ready to display.
    """
    corrects = any(question.job == "correction" for question in questions)
    offered = [_problem(row, quotable) for row in (problems if corrects else ())]
    spec: Spec = {
        "id": f"{lesson}/desk",
        "title": "The correction desk",
        "intro": INTRO,
        "questions": [{**shown(item, {}), "problems": _offered(item, offered)} for item in questions],
        "problems": offered,
        "passages": {row["passage"]: passages[row["passage"]] for row in offered},
        "quotable": list(quotable),
    }
    drawers = None if store is None else _Drawers(store, lesson, [question.id for question in questions])
    return Desk(spec, store=drawers)


def sources(
    views: Mapping[str, PassageView], excerpts: Sequence[Row], others: Sequence[tuple[str, str]]
) -> list[Spec]:
    """Collect what quotations are held against.

    Parameters
    ----------
    views : mapping of str to PassageView
        All passages; ``text`` where the learner has added an article.
    excerpts : sequence of dict
        The table ``excerpts``, for the passages without ``text``.
    others : sequence of tuple of (str, str)
        Name and words of sources outside the articles.

    Returns
    -------
    list of dict
        ``id`` (empty for a source outside), ``name``, ``text`` and ``whole`` (False for an excerpt).
    """
    found = [
        {"id": pid, "name": spoken(pid), "text": _joined(view, views), "whole": True}
        for pid, view in views.items()
        if view["text"]
    ]
    whole = {source["id"] for source in found}
    found += [
        {"id": row["passage"], "name": spoken(row["passage"]), "text": readable(row["text"]), "whole": False}
        for row in excerpts
        if row["passage"] not in whole
    ]
    return found + [{"id": "", "name": name, "text": text, "whole": False} for name, text in others]


def desk(lesson: str) -> Desk:
    """Your desk: corrections, a headline, a brief and a reflection, each with live checks.

    Parameters
    ----------
    lesson : str
        Folder name of a lesson that has such jobs, such as ``12-the-correction-desk``.

    Raises
    ------
    CourseError
        If the lesson has none.
    """
    jobs = [question for question in bank.load(lesson) if question.job]
    if not jobs:
        raise CourseError(
            f"Lesson {lesson} has no jobs for the desk. Lesson 12-the-correction-desk has some."
        )
    views = passage_views()
    outside = [(row["outlet"], row["text"]) for row in data.rows("upstream")]
    outside += [
        (row["outlet"], row["text"])
        for row in data.rows("translations")
        if row["language"] == "en" and not row.get("passage")
    ]
    return desk_widget(
        jobs,
        lesson=lesson,
        passages=views,
        problems=data.rows("problems"),
        quotable=sources(views, data.rows("excerpts"), outside),
        store=casefile.current(),
    )


def _problem(row: Row, quotable: Sequence[Spec]) -> Spec:
    """One thing to correct, with the excerpt of its passage that shares most words with the statement."""
    told = set(words(row["statement"]))
    excerpts = [one["text"] for one in quotable if one["id"] == row["passage"] and not one["whole"]]
    shown_words = max(excerpts, key=lambda text: len(told & set(words(text))), default=None)
    return {
        "id": row["problem"],
        "passage": row["passage"],
        "statement": _as_said(row["statement"]),
        "excerpt": shown_words,
    }


def _offered(question: Question, problems: Sequence[Spec]) -> list[str]:
    """IDs of what a correction may be about, as its task says: two problems can share a paragraph."""
    if question.job != "correction":
        return []
    return [row["id"] for row in problems if not question.problems or row["id"] in question.problems]


def _joined(view: PassageView, views: Mapping[str, PassageView]) -> str:
    """Words of a paragraph, with those of the neighbour where the page split a sentence."""
    pair = {view["id"], view["joined_to"]} | {
        other["id"] for other in views.values() if other["joined_to"] == view["id"]
    }
    return " ".join(views[pid]["text"] or "" for pid in sorted(filter(None, pair)) if pid in views).strip()


def _as_said(text: str) -> str:
    """Write the passage IDs in a text as people say them."""
    return PASSAGE_ID.sub(lambda found: spoken(passage_id(found[1], int(found[2]))), text)


def _static_job(question: Spec) -> str:
    asked = [LOOKED_FOR[name] for name in question["checks"]]
    if question["job"] == "correction":
        asked = [
            PARTS,
            *(LOOKED_FOR[name] for name in question["checks"] if name not in {"date", "attribution"}),
        ]
    levels = listed(
        f"Level {level}: {prose(descriptor)}" for level, descriptor in enumerate(question["rubric"], 1)
    )
    return (
        f"<p><strong>{NAMES[question['job']]}.</strong> {prose(question['stem'])}</p>"
        f"<p>Look for: {'; '.join(asked)}.{_limits(*question['words'])}</p>" + details("Levels", levels)
    )


def _limits(fewest: int, most: int) -> str:
    asked = [f"at least {fewest}" if fewest else "", f"at most {most}" if most else ""]
    return f" Words: {' and '.join(filter(None, asked))}." if any(asked) else ""
