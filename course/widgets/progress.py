"""Where the learner is, as a calm picture in plain HTML: no script, no style sheet, both themes."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from course import data, paths
from course.casefile import PARTS, part_of
from course.check import exercise
from course.model import CourseError
from course.quiz import bank, decks, review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TITLES: Final = (
    "Start here",
    "14:49",
    "Peel the page",
    "Whose words?",
    "Headline, lead, body",
    "How sure are they?",
    "Whose voice?",
    "Words that push",
    "In translation",
    "Before and after",
    "Do the numbers add up?",
    "Why? And what is left out?",
    "The correction desk",
)
"""Titles of the lessons, from 0."""

NAMES: Final = {
    "recall": "Recall",
    "hook": "Prediction",
    "practice": "Your turn",
    "matrix": "Matrix",
    "cards": "Cards",
    "trail": "Trail",
    "swap": "Words",
    "data": "Data",
    "quiz": "Exit quiz",
    "exercise": "Exercise",
    "writing": "Writing",
}

MATRIX_CELLS: Final = 40
"""Cells after which a matrix counts as done: eight facts in five articles, the short form of lesson 1."""

_ACCENT: Final = "var(--jp-brand-color1, #1976d2)"
_HIDDEN: Final = (
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
)


class Lesson(NamedTuple):
    """One lesson of the picture.

    Parameters
    ----------
    number : int
        From 0.
    title : str
        As the learner knows it.
    href : str or None
        Its notebook, from here; None while there is none.
    parts : dict of str to int
        How many items each part has, in the order of the lesson.
    """

    number: int
    title: str
    href: str | None
    parts: dict[str, int]


class ProgressPicture:
    """The picture, as notebooks show it.

    Parameters
    ----------
    summary : dict
        From `course.casefile.CaseFile.summary`.
    lessons : sequence of Lesson
        All lessons, in order.
    review : str
        Where the review is; empty if there is none.
    """

    def __init__(self, summary: Mapping[str, Any], lessons: Sequence[Lesson], review: str = "") -> None:
        self._summary = summary
        self._lessons = lessons
        self._review = review

    def __repr__(self) -> str:
        return "Your progress through the lessons (a picture; run this cell to see it)"

    def _repr_html_(self) -> str:
        built = [lesson for lesson in self._lessons if lesson.href]
        coming = [lesson for lesson in self._lessons if not lesson.href]
        rows = "".join(_lesson(lesson, self._done(lesson)) for lesson in built)
        return (
            '<div style="max-width:56rem;color:var(--jp-content-font-color1, inherit);line-height:1.5">'
            f"{self._next(built)}"
            f'<ol style="list-style:none;margin:0;padding:0">{rows}</ol>'
            f"{_coming(coming)}{_any_time(self._review)}</div>"
        )

    def _done(self, lesson: Lesson) -> dict[str, int]:
        tallies = self._summary["lessons"].get(lesson.number, {})
        return {
            part: min(tallies.get(part, {}).get("done", 0), total) for part, total in lesson.parts.items()
        }

    def _next(self, built: Sequence[Lesson]) -> str:
        style = "font-size:1.15em;font-weight:600;margin:0 0 0.9em"
        return f'<p style="{style}">{next_step(self._summary, built)}</p>' if built else ""


def next_step(summary: Mapping[str, Any], lessons: Iterable[Lesson]) -> str:
    """Say what to do next, as HTML.

    Parameters
    ----------
    summary : dict
        From `course.casefile.CaseFile.summary`.
    lessons : iterable of Lesson
        Those that have a notebook.

    Returns
    -------
    str
        The first open part of the lesson visited last; else of the first lesson with an open part.
    """
    last = summary["last"]
    for lesson in sorted(lessons, key=lambda lesson: (lesson.number != last, lesson.number)):
        tallies = summary["lessons"].get(lesson.number, {})
        for part, total in lesson.parts.items():
            if tallies.get(part, {}).get("done", 0) < total:
                words = f"{NAMES[part].lower()} of lesson {lesson.number}"
                return f"Next: {_link(lesson.href, words)}"
    return "You have done everything there is so far."


def _link(href: str | None, words: str) -> str:
    style = "color:var(--jp-content-link-color, inherit);text-decoration:underline"
    return f'<a href="{escape(href or "")}" style="{style}">{escape(words)}</a>'


def _lesson(lesson: Lesson, done: Mapping[str, int]) -> str:
    finished = sum(done[part] >= total for part, total in lesson.parts.items())
    parts = "part" if len(lesson.parts) == 1 else "parts"
    count = f"{finished} of {len(lesson.parts)} {parts} done" if lesson.parts else ""
    segments = "".join(_segment(NAMES[part], done[part], total) for part, total in lesson.parts.items())
    grid = "list-style:none;margin:0.35em 0 0;padding:0;display:flex;flex-wrap:wrap;gap:0.5em 0.6em"
    return (
        '<li style="margin:0 0 1.2em;padding:0">'
        f'<span style="font-weight:600">{lesson.number} · {_link(lesson.href, lesson.title)}</span> '
        f'<span style="opacity:0.85">&nbsp;{count}</span>'
        f'<ul style="{grid}">{segments}</ul></li>'
    )


def _segment(name: str, done: int, total: int) -> str:
    """One part: a bar that fills, its name, and in words how far it is."""
    share = round(100 * done / total)
    mark = "✓" if done >= total else f"{done}/{total}" if total > 1 and done else ""
    said = "done" if done >= total else f"{done} of {total}"
    border = _ACCENT if done else "var(--jp-ui-font-color2, currentColor)"
    return (
        '<li style="flex:1 1 5.2em;max-width:9em;min-width:0;margin:0;padding:0">'
        f'<div aria-hidden="true" style="height:0.7em;border:1px solid {border};border-radius:0.35em;overflow:hidden;'
        'forced-color-adjust:none">'
        f'<div style="width:{share}%;height:100%;background:{_ACCENT}"></div></div>'
        f'<span style="font-size:0.85em">{escape(name)}<span aria-hidden="true"> {mark}</span></span>'
        f'<span style="{_HIDDEN}">: {said}</span></li>'
    )


def _coming(lessons: Sequence[Lesson]) -> str:
    items = " · ".join(f"{lesson.number}&nbsp;{escape(lesson.title)}" for lesson in lessons)
    said = f'<p style="margin:0;opacity:0.85"><span style="font-weight:600">Coming:</span> {items}</p>'
    return said if lessons else ""


def _any_time(href: str) -> str:
    link = _link(href, "the review, ten questions from what you have done")
    return f'<p style="margin:0.6em 0 0"><strong>Any time:</strong> {link}</p>' if href else ""


def known_lessons(folder: Path | None = None, start: Path | None = None) -> list[Lesson]:
    """List lessons 0 to 12: those with a notebook can be opened, the others are still to come.

    Parameters
    ----------
    folder : Path, optional
        Where the notebooks are. Default: that of this course.
    start : Path, optional
        Where links start. Default: the kernel's folder, which is the open notebook's.

    Returns
    -------
    list of Lesson
        In order.
    """
    folder = folder or paths.notebooks()
    notebooks = {int(file.name[:2]): file for file in sorted(folder.glob("[0-9][0-9]-*.ipynb"))}
    here = start or Path.cwd()
    return [_known(number, title, notebooks.get(number), here) for number, title in enumerate(TITLES)]


def _known(number: int, title: str, notebook: Path | None, start: Path) -> Lesson:
    if notebook is None:
        return Lesson(number, title, None, {})
    return Lesson(number, title, _from_here(notebook, start), lesson_parts(notebook.stem))


def _from_here(notebook: Path, start: Path) -> str:
    try:
        return Path(os.path.relpath(notebook, start)).as_posix()
    except ValueError:  # another drive
        return notebook.name


def lesson_parts(lesson: str) -> dict[str, int]:
    """Count the items of each part of a lesson.

    Parameters
    ----------
    lesson : str
        Folder name, such as ``01-1449``.

    Returns
    -------
    dict of str to int
        In the order of the lesson; parts that it does not have are left out.
    """
    counts = dict.fromkeys(PARTS, 0)
    for item in _items(lesson):
        place = part_of(item)
        if place:
            counts[place[1]] += 1
    counts["recall"] = _deck_size(int(lesson[:2]))
    counts["cards"] = _judged_cards(lesson)
    source = paths.lessons() / lesson / "lesson.md"
    if source.is_file() and "course.matrix(" in source.read_text("utf-8"):
        counts["matrix"] = MATRIX_CELLS
    return {part: count for part, count in counts.items() if count}


def _items(lesson: str) -> list[str]:
    """IDs of a lesson's questions and exercises judged here; a lesson may lack either."""
    found: list[str] = []
    for load in (bank.load, exercise.load):
        try:
            found += [item.id for item in load(lesson) if getattr(item, "form", None) is None]
        except CourseError:
            continue
    return found


def _judged_cards(lesson: str) -> int:
    """Count the cards that are judged or rated; those to discuss are nobody's duty."""
    count = 0
    for deck in decks.load(lesson) if lesson in decks.lessons() else ():
        if deck.layout == "peel":
            continue
        table = deck.content.get("table")
        listed = decks.cards(deck, data.rows(table["name"]) if table else None)
        count += sum(deck.layout != "groups" or "group" in card for card in listed)
    return count


def _deck_size(number: int) -> int:
    return len(review.deck(number, {}, bank.all_questions())) if number else 0


def progress_picture(summary: Mapping[str, Any], lessons: Sequence[Lesson] | None = None) -> ProgressPicture:
    """Draw where the learner is.

    Parameters
    ----------
    summary : dict
        From `course.casefile.CaseFile.summary`.
    lessons : sequence of Lesson, optional
        Default: `known_lessons`.

    Returns
    -------
    ProgressPicture
        Shows itself in a notebook.
    """
    if lessons is not None:
        return ProgressPicture(summary, lessons)
    review = paths.notebooks() / "13-review.ipynb"
    href = _from_here(review, Path.cwd()) if review.is_file() else ""
    return ProgressPicture(summary, known_lessons(), href)
