"""Lessons and exercises as pages."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from course.build import source
from course.build.site import calibration, code, execute, markup, prose
from course.build.site.displays import Material
from course.build.site.pages import Entry, Page
from course.build.site.wording import IN_EXERCISES, for_readers
from course.check import exercise
from course.widgets.progress import lesson_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TITLE: Final = re.compile(r"^# (?P<lesson>Lesson \d+ · )?(?P<title>.+)$", re.MULTILINE)
_QUESTION: Final = re.compile(r"^> \*\*(?P<question>.+)\*\*$", re.MULTILINE)
_TIME: Final = re.compile(r"(?P<twice>Two sessions of a|\bA)bout (?P<minutes>\d+) minutes")
_TAGS: Final = re.compile(r"<[^<>]+>")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What other pages say of a lesson.

    Parameters
    ----------
    slug, title, question : str
        Folder name; its title; what it asks.
    number, minutes : int
        From 0; how long it takes, 0 where it does not say.
    parts : dict of str to int
        How many items each part has.
    has_exercise : bool
        Whether an exercise belongs to it.
    is_numbered : bool
        Whether its title has its number; the beginning and the review have none.
    """

    slug: str
    title: str
    question: str
    number: int
    minutes: int
    parts: dict[str, int]
    has_exercise: bool
    is_numbered: bool

    @property
    def name(self) -> str:
        """How it is called elsewhere."""
        return f"Lesson {self.number} · {self.title}" if self.is_numbered else self.title


def known(root: Path) -> list[Lesson]:
    """Every folder with a ``lesson.md``, in order."""
    folders = sorted(path.parent for path in (root / "lessons").glob("[0-9][0-9]-*/lesson.md"))
    return [_lesson(folder) for folder in folders]


def _lesson(folder: Path) -> Lesson:
    text = (folder / "lesson.md").read_text("utf8")
    title, question, time = _TITLE.search(text), _QUESTION.search(text), _TIME.search(text)
    return Lesson(
        slug=folder.name,
        title=title["title"] if title else folder.name,
        question=question["question"] if question else "",
        number=int(folder.name[:2]),
        minutes=int(time["minutes"]) * (2 if len(time["twice"]) > 1 else 1) if time else 0,
        parts=lesson_parts(folder.name),
        has_exercise=(folder / "exercise.md").is_file(),
        is_numbered=bool(title and title["lesson"]),
    )


@dataclass
class _Reading:
    """What the cells of one source become, in order.

    Parameters
    ----------
    path, kind, where : str
        Address of the page; how the search calls it.
    """

    path: str
    kind: str
    where: str
    body: list[str] = field(default_factory=list)
    headings: list[prose.Heading] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def take(self, text: str) -> None:
        """Take the prose of one cell."""
        made, found = prose.html(text)
        self.body.append(made)
        self.headings += found
        self.entries += sections(text, self.path, self.kind, self.where)

    def asks(self) -> bool:
        """Whether the text just before asks to change code."""
        return bool(self.body) and self.body[-1].rstrip().endswith(prose.ONLY_NOTEBOOK.rstrip())

    def html(self) -> Markup:
        """The whole body."""
        return Markup(markup.light("\n".join(self.body)))  # noqa: S704  (made of our own sources)

    def toc(self) -> list[prose.Heading]:
        """Headings of the second level."""
        return [heading for heading in self.headings if heading.level == 2]


def page(lesson: Lesson, root: Path, neighbours: tuple[Lesson | None, Lesson | None]) -> list[Page]:
    """Run a lesson and make its page, and a page for each long table in it.

    Parameters
    ----------
    lesson : Lesson
        From `known`.
    root : Path
        Folder that holds ``lessons/``.
    neighbours : tuple of (Lesson or None, Lesson or None)
        The lessons before and after.
    """
    reading, material = _read(lesson, root)
    whole = Page(
        path=reading.path,
        template="lesson.html",
        title=lesson.name,
        description=lesson.question or f"{lesson.name}, with questions and charts.",
        section="lessons",
        context={"lesson": lesson, "body": reading.html(), "before": neighbours[0], "after": neighbours[1]},
        data={"fronts": material.fronts, "charts": material.charts, "lesson": lesson.slug},
        modules=material.modules,
        entries=joined(reading.entries),
        toc=reading.toc(),
    )
    return [whole, *(_table_page(lesson, *one) for one in enumerate(material.tables, 1))]


def _read(lesson: Lesson, root: Path) -> tuple[_Reading, Material]:
    file = root / "lessons" / lesson.slug / "lesson.md"
    notebook = source.read(file)
    shown = iter(execute.run(notebook, str(file.relative_to(root))))
    reading = _Reading(f"lessons/{lesson.slug}.html", "Lesson", lesson.name)
    material = Material(slug=lesson.slug)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            made = "\n".join(material.html(one) for one in next(shown))
            if calibration.CALL.fullmatch(cell.source):
                reading.body.append(calibration.place(made, material.charts))
            else:
                reading.body.append(code.cell(cell.source, made, is_asked=reading.asks()))
        else:
            reading.take(for_readers(cell.source))
    return reading, material


def _table_page(lesson: Lesson, number: int, table: tuple[str, str]) -> Page:
    """A table of a chart that is too long for the lesson."""
    caption, made = table
    title = html.unescape(caption)
    return Page(
        path=f"tables/{lesson.slug}-{number}.html",
        template="table.html",
        title=title,
        description=f"Table of {lesson.name}: {title}",
        section="lessons",
        context={"table": Markup(made), "lesson": lesson},  # noqa: S704
    )


def exercise_page(lesson: Lesson, root: Path) -> Page:
    """The exercise of a lesson, to read: its prose, its starter code with what that shows, and its hints."""
    notebook = source.starter(source.read(root / "lessons" / lesson.slug / "exercise.md"))
    reading = _Reading(f"exercises/{lesson.slug}.html", "Exercise", f"Exercise {lesson.number}")
    material = Material(slug=lesson.slug, has_table_pages=False)
    shown = iter(execute.run(notebook, f"lessons/{lesson.slug}/exercise.md"))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            displays = next(shown)
            if "course.check(" in cell.source:  # it says that nothing has been tried yet
                displays = []
            reading.body += [code.coloured(cell.source), *map(material.html, displays), *_hints(cell.source)]
        else:
            reading.take(for_readers(cell.source, IN_EXERCISES))
    reading.body = [
        made.replace(prose.ONLY_NOTEBOOK, "") for made in reading.body
    ]  # the page says so at its top
    title = next((heading.text for heading in reading.headings if heading.level == 1), lesson.title)
    return Page(
        path=reading.path,
        template="exercise.html",
        title=title,
        description=f"Exercise for {lesson.name}: read it here, do it in the notebook.",
        section="lessons",
        context={"lesson": lesson, "body": reading.html()},
        data={"fronts": material.fronts, "charts": material.charts},
        modules=material.modules,
        entries=joined(reading.entries),
        toc=reading.toc(),
    )


def _hints(code: str) -> Iterator[str]:
    """The hints of what a cell checks, to open one after another."""
    for eid in re.findall(r'course\.check\("(L\d+\.E\d+)"', code):
        for number, hint in enumerate(exercise.find(eid).hints, 1):
            yield f'<details class="hint"><summary>Hint {number} for {eid}</summary><p>{prose.korean(hint)}</p></details>'


def sections(text: str, path: str, kind: str, where: str) -> Iterator[Entry]:
    """Cut the prose of a cell at its headings, for the search."""
    parts = re.split(r"^(#{1,3} .+)$", text, flags=re.MULTILINE)
    yield Entry(kind, where, path, _words(parts[0]))
    for line, rest in zip(parts[1::2], parts[2::2], strict=True):
        heading = prose.html(line)[1][0]
        if heading.level == 1:
            yield Entry(kind, where, path, _words(rest))
        else:
            yield Entry(kind, f"{where}: {heading.text}", f"{path}#{heading.id}", _words(rest))


def joined(entries: Iterable[Entry]) -> list[Entry]:
    """Put what follows a heading in later cells to it: a cell without a heading goes on where the last one ended."""
    out: list[Entry] = []
    for entry in entries:
        if out and "#" not in entry.address:
            out[-1] = replace(out[-1], text=f"{out[-1].text} {entry.text}".strip())
        else:
            out.append(entry)
    return [entry for entry in out if entry.text]


def _words(text: str) -> str:
    made, _ = prose.html(text)
    return re.sub(r"\s+", " ", html.unescape(_TAGS.sub(" ", made))).strip()


def progress_data(lessons: Iterable[Lesson]) -> list[dict[str, Any]]:
    """What the host needs to draw progress."""
    return [
        {
            "number": one.number,
            "title": one.title,
            "name": one.name,
            "href": f"lessons/{one.slug}.html",
            "parts": one.parts,
        }
        for one in lessons
    ]
