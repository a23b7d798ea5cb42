"""One page per student: what was right, what to look at, where in the articles, and the rubric of what they wrote.

A page is made from results alone. The key is never looked at: of an exercise only its title and the paragraphs where
its answer can be checked are read, so that what is not solved yet cannot stand on a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from course.classroom.feedback_places import Place, where
from course.classroom.feedback_texts import Written, written
from course.classroom.plain import clean, file_name, named, shortened
from course.model import CourseError, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import jinja2

    from course.classroom.gradebook import Gradebook
    from course.classroom.model import Assignment, Bundle, Graded, Mark, Task
    from course.model import Exercise

MOST_ANSWER: Final = 400
"""Characters of an answer that are shown."""

MOST_MESSAGE: Final = 2_000
"""Characters of a message; ours are shorter, and the last line of an error may not be."""

_STATES: Final = {
    Outcome.CORRECT: ("right", "Right"),
    Outcome.NOT_YET: ("look", "Not yet"),
    Outcome.NOT_ATTEMPTED: ("none", "No answer"),
    Outcome.CHECKER_ERROR: ("none", "Your teacher will look at it"),
    Outcome.KEPT: ("none", "Not judged yet"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise on the page."""

    id: str
    title: str
    state: str
    label: str
    points: str
    message: str
    answer: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One assignment on the page.

    Parameters
    ----------
    anchor, title : str
        Where it stands, and its name.
    points, look : str
        For the overview: points, and what is left to do.
    problem : str
        Why it could not be graded; empty if it could.
    lines : tuple of Line
        Exercises.
    texts : tuple of Written
        Writing tasks.
    """

    anchor: str
    title: str
    points: str
    look: str
    problem: str
    lines: tuple[Line, ...]
    texts: tuple[Written, ...]


def write_all(book: Gradebook, bundle: Bundle, folder: Path) -> list[Path]:
    """Write one page for each student of the gradebook.

    Parameters
    ----------
    book : Gradebook
        Its latest results, texts and levels.
    bundle : Bundle
        For titles and places; its key only tells which places would be the answer.
    folder : Path
        Where the pages go; made if it is not there.

    Returns
    -------
    list of Path
        In the order of names.

    Raises
    ------
    CourseError
        If the folder cannot be written to.
    """
    results: dict[str, dict[str, Graded]] = {}
    for graded in book.graded():
        results.setdefault(graded.student, {})[graded.assignment] = graded
    texts = written(book)
    days = {row["student"]: row["day"] for row in book.rows(_LAST)}
    pages = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for student in sorted({*results, *texts}):
            html = page(
                student, bundle, results.get(student, {}), texts.get(student, {}), days.get(student, "")
            )
            pages.append(folder / f"{file_name(student)}.html")
            pages[-1].write_text(html, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise CourseError(f"Feedback cannot be written to {folder}: {error.strerror or error}.") from error
    return pages


_LAST: Final = "SELECT student, MAX(graded_at) AS day FROM latest GROUP BY student"


def page(
    student: str,
    bundle: Bundle,
    results: Mapping[str, Graded],
    texts: Mapping[str, Written],
    graded_at: str = "",
) -> str:
    """Make one student's page.

    Parameters
    ----------
    student : str
        Name as in the gradebook.
    bundle : Bundle
        For titles and places.
    results : dict of str to Graded
        Latest result of this student by assignment.
    texts : dict of str to Written
        What this student wrote, by writing task.
    graded_at : str
        When the latest of it was graded.

    Returns
    -------
    str
        One HTML document without scripts and without addresses to load anything from. The same for the same results.
    """
    sections = list(_sections(bundle, results, texts))
    tasks = {task.exercise.id: task for assignment in bundle.assignments for task in assignment.tasks}
    marks = [mark for one in results.values() if not one.problem for mark in one.marks]
    return _template().render(
        student=named(student),
        class_name=named(bundle.name),
        day=_day(graded_at),
        sections=sections,
        total=_sum([(tasks[mark.exercise], mark) for mark in marks if mark.exercise in tasks])
        if marks
        else "",
        waiting=[_title(a) for a in bundle.assignments if f"a-{a.name}" not in {s.anchor for s in sections}],
    )


def _sections(
    bundle: Bundle, results: Mapping[str, Graded], texts: Mapping[str, Written]
) -> Iterator[Section]:
    for assignment in bundle.assignments:
        graded = results.get(assignment.name)
        own = tuple(
            text for qid in assignment.written if (text := texts.get(qid)) and (text.body or text.given)
        )
        if graded or own:
            yield _section(assignment, graded, own)
    known = {assignment.name for assignment in bundle.assignments}
    asked = {qid for assignment in bundle.assignments for qid in assignment.written}
    for number, (name, graded) in enumerate((n, g) for n, g in results.items() if n not in known):
        title = f"A file that belongs to no exercise of this class{f' ({named(name)})' if name else ''}"
        yield Section(f"other-{number}", title, "", "could not be graded", _why(graded), (), ())
    if others := tuple(text for qid, text in texts.items() if qid not in asked and text.given):
        yield Section("texts", "Texts from other lessons", "", "", "", (), others)


def _section(assignment: Assignment, graded: Graded | None, texts: tuple[Written, ...]) -> Section:
    title, anchor = _title(assignment), f"a-{assignment.name}"
    if graded is None:
        return Section(anchor, title, "", "texts only", "", (), texts)
    if graded.problem:
        return Section(anchor, title, "", "could not be graded", _why(graded), (), texts)
    tasks = {task.exercise.id: task for task in assignment.tasks}
    known = [(tasks[mark.exercise], mark) for mark in graded.marks if mark.exercise in tasks]
    asked = [task.exercise for task in assignment.tasks]
    lines = tuple(_line(task, mark, asked) for task, mark in known)
    left = sum(
        line.state == "look" or (line.state == "none" and not task.optional)
        for (task, _), line in zip(known, lines, strict=True)
    )
    look = f"{left} to look at" if left else "all right"
    return Section(anchor, title, _sum(known), look, "", lines, texts)


def _title(assignment: Assignment) -> str:
    """Say the lesson too: exercises have titles of their own."""
    title, digits = named(assignment.title), assignment.name[:2]
    return (
        title if title.startswith("Lesson") or not digits.isdecimal() else f"Lesson {int(digits)} · {title}"
    )


def _sum(known: list[tuple[Task, Mark]]) -> str:
    """Points, with those of extra exercises apart: they must not hide what is missing."""
    extra = sum(mark.points for task, mark in known if task.optional)
    given = sum(mark.points for task, mark in known if not task.optional)
    said = _points(given, sum(mark.most for _, mark in known))
    return f"{said}, {number(extra)} extra" if extra else said


def _why(graded: Graded) -> str:
    """First sentence of the reason, without the line and column in brackets: the rest is for the instructor."""
    said = shortened(clean(graded.problem), MOST_ANSWER).partition(". ")[0].removesuffix(".")
    return f"{re.sub(r' [(].*[)]', '', said)}."


def _line(task: Task, mark: Mark, asked: Sequence[Exercise]) -> Line:
    exercise, outcome = task.exercise, mark.outcome
    state, label = _STATES[outcome]
    if outcome is Outcome.NOT_YET and mark.points > 0:
        label = "Partly right"
    # What a function gave back for the inputs of the key may hold those inputs.
    return Line(
        exercise.id,
        clean(exercise.title),
        state,
        label,
        f"{number(mark.points)} extra" if task.optional else _points(mark.points, mark.most),
        shortened(clean(mark.message), MOST_MESSAGE),
        "" if exercise.kind == "function" else shortened(clean(mark.answer), MOST_ANSWER),
        () if outcome is Outcome.CORRECT else where(exercise, mark.look_at, asked),
    )


def number(value: float) -> str:
    """Write points as people do: 2, 2.5, 0.33."""
    return f"{round(value, 2):g}"


def _points(given: float, most: float) -> str:
    return f"{number(given)} of {number(most)} {'point' if most == 1 else 'points'}"


def _day(moment: str) -> str:
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return f"{found.day} {found:%B %Y}"


@cache
def _template() -> jinja2.Template:
    """Template with every value escaped: whatever a student wrote is shown as typed."""
    try:
        import jinja2  # noqa: PLC0415
        from markupsafe import Markup  # noqa: PLC0415
    except ImportError as error:
        raise CourseError(
            f"{error.name} is missing: feedback needs the instructor's tools. Run: uv sync --extra classroom"
        ) from error
    from course.widgets._static import prose  # noqa: PLC0415

    environment: Any = jinja2.Environment(
        autoescape=True,
        loader=jinja2.PackageLoader("course.classroom", "."),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = lambda text: Markup(prose(text))  # noqa: S704  (prose escapes all but its own tags)
    return environment.get_template("feedback.html")  # type: ignore[no-any-return]
