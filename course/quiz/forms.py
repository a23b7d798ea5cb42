"""The test before and after the course: ``lessons/test-forms/`` as frozen forms.

Form A and form B ask for the same skills about two other events. Neither goes to students except through an
instructor's export, and nothing here is called by a lesson. The format is described in ``forms.schema.json``. Loading
makes light checks only; `validate` makes all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course import paths, yamlfile
from course.model import CourseError, Question
from course.quiz.bank import read_item

if TYPE_CHECKING:
    from pathlib import Path

FORMS: Final = ("A", "B")
"""The two forms; half of a class takes A first, the other half B."""

BLUEPRINT: Final = {
    "corroborate": 3,
    "provenance": 2,
    "headline_body": 2,
    "certainty": 3,
    "voice": 3,
    "translation": 1,
    "sequence": 2,
    "percent": 2,
    "cause": 2,
}
"""Items per skill, in the order of a form."""

TASKS: Final = ("sequence", "cause")
"""Skills of the two tasks that students write: to put into context, and to read laterally."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page that bears out something in a constructed passage."""

    url: str
    date: str
    supports: str


@dataclass(frozen=True, slots=True)
class ConstructedPassage:
    """A short text written for the test, labelled so.

    Parameters
    ----------
    id : str
        ``A3``.
    label, outlet, form : str
        The words that say that it is constructed; an invented name; what kind of text it plays.
    lines : tuple of str
        Headline, date line and paragraphs.
    invented, planted : tuple of str
        For instructors: what is made up, and which errors are there on purpose.
    sources : tuple of Source
        What bears out the facts in it.
    """

    id: str
    label: str
    outlet: str
    form: str
    lines: tuple[str, ...]
    invented: tuple[str, ...]
    planted: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def text(self) -> str:
        """The whole passage in one line."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the test.

    Parameters
    ----------
    form, title, intro : str
        ``A`` or ``B``; what stands above the passages.
    passages : tuple of ConstructedPassage
        Everything that students need to read.
    items, tasks : tuple of Question
        Rated single choices, and the two tasks that students write.
    reasoning : dict of str to str
        Item ID to what a student has to do there; the same in both forms, item by item.
    accepts : dict of str to str
        Judged item to the option that takes its claim for sound; the other two flag it.
    cards : dict of str to tuple of dict
        Task to pages in our words, for a room without network.
    """

    form: str
    title: str
    intro: str
    passages: tuple[ConstructedPassage, ...]
    items: tuple[Question, ...]
    tasks: tuple[Question, ...]
    reasoning: dict[str, str]
    accepts: dict[str, str]
    cards: dict[str, tuple[dict[str, str], ...]]

    @property
    def judged(self) -> tuple[Question, ...]:
        """The items that judge a claim, for discrimination and bias."""
        return tuple(item for item in self.items if item.sound is not None)


def folder() -> Path:
    """Folder of the forms; an installed course has none."""
    return paths.lessons() / "test-forms"


def load(form: str) -> Form:
    """One form of the test.

    Parameters
    ----------
    form : str
        ``A`` or ``B``.

    Raises
    ------
    CourseError
        If there is no such form, it is not on this machine, or its file is broken.
    """
    if form not in FORMS:
        raise CourseError(f"There is no form {form!r}. Choose from {', '.join(FORMS)}.")
    return read(_present(folder() / f"form-{form.lower()}.yaml"))


def for_students(form: Form) -> dict[str, Any]:
    """Write a form as plain JSON with nothing in it that gives an answer away; an instructor exports this.

    Parameters
    ----------
    form : Form
        From `load`.

    Returns
    -------
    dict
        Passages with their labels, items with stems and options, tasks with their cards. No keys, no feedback, no
        skills, no rubrics, no examples, and nothing about sources and planted errors.
    """
    shown = ("id", "label", "outlet", "form", "lines")
    return {
        "form": form.form,
        "title": form.title,
        "intro": form.intro,
        "passages": [{name: getattr(passage, name) for name in shown} for passage in form.passages],
        "items": [
            {"id": item.id, "stem": item.stem, "options": {option.id: option.text for option in item.options}}
            for item in form.items
        ],
        "tasks": [
            {"id": task.id, "stem": task.stem, "words": task.words, "cards": form.cards[task.id]}
            for task in form.tasks
        ],
    }


def validate(path: Path) -> list[str]:
    """List everything that is wrong with one file.

    Parameters
    ----------
    path : Path
        A form.

    Returns
    -------
    list of str
        One line per problem, with file, item and what to do. Empty if all is well.
    """
    from course.quiz import forms_rules  # noqa: PLC0415  (only authors and tests need it)

    return forms_rules.problems(path)


def read(path: Path) -> Form:
    """Read one form; see `load`."""
    content = yamlfile.read(path)
    try:
        return _form(content, path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CourseError(f"{yamlfile.short(path)}: the form is broken at {error}. Mend it there.") from error


def _present(path: Path) -> Path:
    if path.is_file():
        return path
    raise CourseError(
        f"{yamlfile.short(path)} is not here: the test is not part of the installed course. "
        "Ask your instructor, or take it from the project's repository."
    )


def _form(content: dict[str, Any], path: Path) -> Form:
    written = [*content["items"], *content["tasks"]]
    items = tuple(read_item(entry, "items", path) for entry in content["items"])
    return Form(
        form=content["form"],
        title=_folded(content["title"]),
        intro=_folded(content["intro"]),
        passages=tuple(_passage(entry) for entry in content["passages"]),
        items=items,
        tasks=tuple(read_item(entry, "tasks", path) for entry in content["tasks"]),
        reasoning={entry["id"]: entry.get("reasoning", "") for entry in written},
        accepts=dict(filter(None, map(_accepting, content["items"], items))),
        cards={entry["id"]: tuple(map(_plain, entry.get("cards", ()))) for entry in content["tasks"]},
    )


def _passage(entry: dict[str, Any]) -> ConstructedPassage:
    plain = _plain(entry)
    sources = tuple(Source(**source) for source in plain.pop("sources"))
    return ConstructedPassage(**{"planted": (), **plain}, sources=sources)


def _accepting(entry: dict[str, Any], item: Question) -> tuple[str, str] | None:
    """ID of an item, and the options that take its claim for sound; right is a single one."""
    options = zip(entry["options"], item.options, strict=True)
    found = "".join(option.id for written, option in options if written.get("accepts"))
    return (item.id, found) if found else None


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    """Fold the line breaks of the YAML file, and make lists into tuples."""
    return {
        name: tuple(_folded(part) for part in value) if isinstance(value, list) else _folded(value)
        for name, value in entry.items()
    }


def _folded(value: Any) -> Any:  # noqa: ANN401  (any part of the file)
    return " ".join(value.split()) if isinstance(value, str) else value
