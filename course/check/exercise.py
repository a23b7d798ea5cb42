"""Checked answers: find one, check a value, give a hint, show the solution. Pure: no IPython.

The format of ``lessons/NN-slug/exercise.yaml`` is described in ``exercise.schema.json``. The solution's code stands in
``exercise.md``, in the cell that calls ``course.check`` with the exercise's ID.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from course import paths, yamlfile
from course.check import compare
from course.model import CourseError, Diagnosis, Exercise, Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_CODE: Final = re.compile(r"^(`{3,}|:{3,})\{code-cell\}[^\n]*\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
_SOLUTION: Final = re.compile(
    r"^[ \t]*# BEGIN SOLUTION[ \t]*\n(.*?)^[ \t]*# (?:ELSE|END SOLUTION)[ \t]*$", re.MULTILINE | re.DOTALL
)


def lessons() -> list[str]:
    """Folder names of the lessons that have checked exercises, in order."""
    return sorted(path.parent.name for path in paths.lessons().glob("[0-9][0-9]-*/exercise.yaml"))


def load(lesson: str) -> list[Exercise]:
    """All checked answers of one lesson.

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
        raise CourseError(f"There is no exercise for {lesson!r}. {_known(lesson, lessons())}")
    path = paths.lessons() / lesson / "exercise.yaml"
    status = path.stat()
    return list(_cached(path, (status.st_mtime_ns, status.st_size)))


def find(eid: str) -> Exercise:
    """One checked answer of the course.

    Parameters
    ----------
    eid : str
        ``L1.E1``.

    Raises
    ------
    CourseError
        If there is none; names similar ones.
    """
    found = {exercise.id: exercise for lesson in lessons() for exercise in load(lesson)}
    if eid not in found:
        raise CourseError(f"There is no exercise {eid!r}. {_known(str(eid), list(found))}")
    return found[eid]


def check(eid: str, value: object = ...) -> Result:
    """Check one value.

    Parameters
    ----------
    eid : str
        ``L1.E1``.
    value : object
        Whatever the student's variable holds; ``...`` and None are not attempted.

    Returns
    -------
    Result
        One of the five outcomes. Never raises: what goes wrong in here is a ``CHECKER_ERROR`` that says so.
    """
    try:
        return compare.judge(find(eid), value)
    except CourseError as error:
        return Result(Outcome.CHECKER_ERROR, str(error))
    except Exception as error:  # noqa: BLE001  (a student must never see our traceback as if it were theirs)
        what = f"{type(error).__name__}: {str(error)[:120]}"
        message = (
            f"Our check of {eid} broke ({what}). This is no fault of your answer. Please report it and go on."
        )
        return Result(Outcome.CHECKER_ERROR, message)


def judged_here(eid: str) -> bool:
    """Whether this copy of the course holds the key of an exercise; a class edition does not."""
    try:
        return find(eid).form is None
    except CourseError:
        return True


def hint(eid: str, n: int = 1) -> str:
    """Give the nth hint, from a nudge to nearly there; after the last one, say so.

    Parameters
    ----------
    eid : str
        ``L1.E1``.
    n : int
        1 for the first hint.

    Raises
    ------
    CourseError
        If there is no such exercise.
    """
    hints = find(eid).hints
    if n > len(hints):
        return f"That was the last hint for {eid}; there are {len(hints)}. Hint {len(hints)} was: {hints[-1]}"
    number = max(1, n)
    more = (
        f' For more: course.hint("{eid}", {number + 1})'
        if number < len(hints)
        else " (This is the last hint.)"
    )
    return f"Hint {number} of {len(hints)}: {hints[number - 1]}{more}"


def solution(eid: str) -> str:
    """Code of the solution, from ``exercise.md``.

    Parameters
    ----------
    eid : str
        ``L1.E1``.

    Raises
    ------
    CourseError
        If there is no such exercise, or this edition carries no solutions.
    """
    path = paths.lessons() / find(eid).lesson / "exercise.md"
    if not path.is_file():
        raise CourseError(
            f"This edition of the course carries no solutions, so there is none for {eid}. Ask your teacher."
        )
    call = re.compile(rf"""course\.check\(\s*["']{re.escape(eid)}["']""")
    cells = [match[2] for match in _CODE.finditer(path.read_text(encoding="utf-8")) if call.search(match[2])]
    parts = [textwrap.dedent(part).rstrip() for cell in cells for part in _SOLUTION.findall(cell)]
    if not parts:
        raise CourseError(
            f"This edition of the course shows no solution for {eid}. Try course.hint({eid!r})."
        )
    return "\n".join(parts)


def validate(path: Path, known_passages: Collection[str] | None = None) -> list[str]:
    """List everything that is wrong with one ``exercise.yaml``, one line per problem; see `course.quiz.bank.validate`."""
    from course.check import rules  # noqa: PLC0415  (only authors and tests need it)

    return rules.problems(path, known_passages)


def read(path: Path) -> tuple[Exercise, ...]:
    """Read one file; see `load`."""
    content = yamlfile.read(path)
    entries = content.get("exercises") or []
    if not isinstance(entries, list):
        raise CourseError(f"{yamlfile.short(path)}: exercises should be a list; start each one with '- id:'.")
    return tuple(_exercises(entries, path))


@lru_cache(maxsize=64)
def _cached(path: Path, _version: tuple[int, int]) -> tuple[Exercise, ...]:
    return read(path)


def _exercises(entries: list[Any], path: Path) -> Iterator[Exercise]:
    for entry in entries:
        eid = entry.get("id", "an exercise without id") if isinstance(entry, dict) else repr(entry)
        try:
            yield _exercise(entry, path.parent.name)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise CourseError(f"{yamlfile.short(path)}: {eid} is broken: {what}. Mend it there.") from error


def _exercise(entry: dict[str, Any], lesson: str) -> Exercise:
    if entry["kind"] not in compare.KINDS:
        raise ValueError(f"kind {entry['kind']!r} is unknown; choose from {', '.join(compare.KINDS)}")
    return Exercise(
        id=entry["id"],
        lesson=lesson,
        title=entry["title"],
        kind=entry["kind"],
        expected=entry.get("expected"),
        correct="" if "form" in entry else _clean(entry["correct"]),
        not_yet="" if "form" in entry else _clean(entry["not_yet"]),
        points=int(entry.get("points", 1)),
        tolerance=float(entry.get("tolerance", 0.0)),
        hints=tuple(_clean(text) for text in entry["hints"]),
        diagnoses=tuple(_diagnosis(part) for part in entry.get("diagnoses", ())),
        evidence=tuple(entry.get("evidence", ())),
        cases=tuple(_case(part) for part in entry.get("cases", ())),
        form=entry.get("form"),
    )


def _diagnosis(entry: dict[str, Any]) -> Diagnosis:
    return Diagnosis(entry["value"], _clean(entry["message"]), tuple(entry.get("look_at", ())))


def _case(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"message": _clean(entry["message"])} if "message" in entry else entry


def _clean(text: str) -> str:
    """Fold the line breaks of the YAML file into spaces."""
    return " ".join(text.split())


def _known(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return (f"Did you mean {close[0]}? " if close else "") + f"Known: {', '.join(names) or 'none yet'}."
