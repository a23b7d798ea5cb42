"""The question bank: ``lessons/NN-slug/quiz.yaml`` as frozen questions.

The format is described in ``quiz.schema.json``. Loading makes light checks only; `validate` makes all of them and is
what authors and tests call.
"""

from __future__ import annotations

import difflib
import string
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from course import paths, yamlfile
from course.model import CourseError, Kind, Option, Question

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

SECTIONS: Final = {
    "recall": "R",
    "setup": "S",
    "hook": "H",
    "practice": "P",
    "trail": "U",
    "swap": "V",
    "data": "D",
    "exit": "Q",
    "write": "W",
    "polls": "T",
}
"""Sections of a file and the letter of their item IDs, in the order in which a lesson shows them."""

LAGS: Final = (1, 3, 6)
"""After how many lessons an exit or recall item may come back, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Bank:
    """One lesson's file.

    Parameters
    ----------
    lesson, title : str
        Folder name and title of the lesson.
    objectives, misconceptions : dict of str to str
        ID to text.
    questions : tuple of Question
        In the order of `SECTIONS`, then of the file.
    """

    lesson: str
    title: str
    objectives: dict[str, str]
    misconceptions: dict[str, str]
    questions: tuple[Question, ...]


def lessons() -> list[str]:
    """Folder names of the lessons that have questions, in order."""
    return sorted(path.parent.name for path in paths.lessons().glob("[0-9][0-9]-*/quiz.yaml"))


def bank(lesson: str) -> Bank:
    """One lesson's questions with its objectives and misconceptions.

    Parameters
    ----------
    lesson : str
        Folder name, ``01-1449``.

    Raises
    ------
    CourseError
        If there is no such lesson, or its file is broken: one line with file, item and what to do.
    """
    if lesson not in lessons():
        raise CourseError(f"There is no quiz for {lesson!r}. {_known(lesson, lessons())}")
    path = paths.lessons() / lesson / "quiz.yaml"
    status = path.stat()
    return _cached(path, (status.st_mtime_ns, status.st_size))


def load(lesson: str) -> list[Question]:
    """All questions of one lesson; see `bank`."""
    return list(bank(lesson).questions)


def all_questions() -> list[Question]:
    """All questions of the course, lesson by lesson."""
    return [question for lesson in lessons() for question in load(lesson)]


def question(qid: str) -> Question:
    """One question of the course.

    Parameters
    ----------
    qid : str
        ``L1.Q3``.

    Raises
    ------
    CourseError
        If there is none; names similar ones.
    """
    found = {item.id: item for item in all_questions()}
    if qid not in found:
        raise CourseError(f"There is no question {qid!r}. {_known(qid, list(found))}")
    return found[qid]


def as_dict(item: Question) -> dict[str, Any]:
    """Write a question as plain JSON, the form that the widget reads."""
    plain = asdict(item)
    plain["kind"] = item.kind.value
    return plain


def validate(path: Path, known_passages: Collection[str] | None = None) -> list[str]:
    """List everything that is wrong with one file.

    Parameters
    ----------
    path : Path
        ``lessons/NN-slug/quiz.yaml``; the quizzes beside it are read for duplicate IDs.
    known_passages : collection of str, optional
        Passage IDs that exist; by default those of the five articles.

    Returns
    -------
    list of str
        One line per problem, with file, item and what to do. Empty if all is well.
    """
    from course.quiz import rules  # noqa: PLC0415  (only authors and tests need it)

    return rules.problems(path, known_passages)


def read(path: Path) -> Bank:
    """Read one file; see `bank`."""
    content = yamlfile.read(path)
    objectives, misconceptions = (
        {} if content.get(n) is None else content[n] for n in ("objectives", "misconceptions")
    )
    try:
        return Bank(
            lesson=path.parent.name,
            title=str(content.get("title", "")),
            objectives={entry["id"]: entry["text"] for entry in objectives},
            misconceptions={entry["id"]: entry["text"] for entry in misconceptions},
            questions=tuple(item for name in SECTIONS for item in _section(content, name, path)),
        )
    except (KeyError, TypeError) as error:
        raise CourseError(
            f"{yamlfile.short(path)}: the header is broken at {error}. Give objectives id and text."
        ) from error


@lru_cache(maxsize=64)
def _cached(path: Path, _version: tuple[int, int]) -> Bank:
    return read(path)


def _known(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    listed = ", ".join(names[:20]) + (" ..." if len(names) > 20 else "")
    return (f"Did you mean {close[0]}? " if close else "") + f"Known: {listed or 'none yet'}."


def _section(content: dict[str, Any], name: str, path: Path) -> list[Question]:
    entries = content.get(name) or []
    if not isinstance(entries, list):
        raise CourseError(f"{yamlfile.short(path)}: {name} should be a list; start each item with '- id:'.")
    return [read_item(entry, name, path) for entry in entries]


def read_item(entry: Any, section: str, path: Path) -> Question:  # noqa: ANN401  (whatever the author wrote)
    """Read one item of a file in the format of the bank.

    Parameters
    ----------
    entry : object
        The item as it stands in the file.
    section : str
        Where it stands; decides whether it comes back as a recall item.
    path : Path
        The file; its folder becomes the item's lesson.

    Raises
    ------
    CourseError
        If the item is broken: one line with file, item and what to do.
    """
    qid = entry.get("id", "an item without id") if isinstance(entry, dict) else repr(entry)
    try:
        return _built(entry, section, path.parent.name)
    except CourseError as error:
        raise CourseError(f"{yamlfile.short(path)}: {qid} in {section}: {error}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise CourseError(
            f"{yamlfile.short(path)}: {qid} in {section} is broken: {what}. Mend it there."
        ) from error


def _built(entry: dict[str, Any], section: str, lesson: str) -> Question:
    kind, scored = Kind(entry.get("kind", "single")), bool(entry.get("scored", True))
    pairs = entry.get("pairs", [])
    answer = entry.get("answer")
    return Question(
        id=_text(entry, "id"),
        lesson=lesson,
        kind=kind,
        stem=_text(entry, "stem"),
        objective=entry.get("objective", ""),
        evidence=tuple(entry.get("evidence", ())),
        options=tuple(_option(index, option) for index, option in enumerate(entry.get("options", []))),
        items=tuple(pair["item"] for pair in pairs) or tuple(entry.get("items", ())),
        targets=tuple(pair["target"] for pair in pairs),
        answer=None if answer is None else float(answer),
        tolerance=float(entry.get("tolerance", 0.0)),
        unit=entry.get("unit", ""),
        feedback={str(name): _clean(text) for name, text in entry.get("feedback", {}).items()},
        confidence=bool(entry.get("confidence", scored and kind is not Kind.TEXT)),
        scored=scored,
        skill=entry.get("skill", ""),
        rubric=tuple(_clean(level) for level in entry.get("rubric", ())),
        exemplars=tuple((int(e["level"]), _clean(e["text"])) for e in entry.get("exemplars", ())),
        words=_limits(entry.get("words", (0, 0))),
        citations=int(entry.get("citations", 0)),
        review_lags=tuple(entry.get("review_lags", _default_lags(section, kind))),
        shuffle=bool(entry.get("shuffle", True)),
        sound=entry.get("sound"),
        sentence=_clean(entry.get("sentence", "")),
        node={name: _clean(text) for name, text in entry.get("node", {}).items()},
        job=entry.get("job", ""),
        checks=tuple(entry.get("checks", ())),
        problems=tuple(entry.get("problems", ())),
    )


def _option(index: int, entry: dict[str, Any]) -> Option:
    return Option(
        id=string.ascii_lowercase[index],
        text=_text(entry, "text"),
        key=bool(entry.get("key", False)),
        feedback=_clean(entry.get("feedback", "")),
        tempts=_clean(entry.get("tempts", "")),
        misconception=entry.get("misconception", ""),
        look_at=tuple(entry.get("look_at", ())),
    )


def _default_lags(section: str, kind: Kind) -> tuple[int, ...]:
    return LAGS if section in {"exit", "recall"} and kind is not Kind.TEXT else ()


def _limits(words: Any) -> tuple[int, int]:  # noqa: ANN401
    fewest, most = words
    return int(fewest), int(most)


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry[name]
    if not isinstance(value, str) or not value.strip():
        raise CourseError(f"{name} is {value!r}, not text. Put it in quotation marks.")
    return _clean(value)


def _clean(text: str) -> str:
    """Fold the line breaks of the YAML file into spaces."""
    return " ".join(text.split())
