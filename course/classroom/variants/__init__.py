"""Exercises varied by class: rows or numbers drawn from the bundle's seed, keys computed by the reference solution.

Each lesson that varies has a module with one ``draw``. It changes what the notebook says and what it starts from; the
solution that stands in ``exercise.md`` is then executed against that, and what it hands to ``course.check`` is the key.
No key is typed. Real articles keep their real numbers: rows may be left out, and where numbers must change the
notebook says that they are made up.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from course.build import source
from course.check import compare, exercise
from course.check.plain import plain, same
from course.classroom.variants import reference
from course.model import CourseError, Diagnosis, Exercise, Outcome

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from course.classroom.variants.parts import Twist, Variant

DRAWS: Final = {
    "01-1449": "facts",
    "06-whose-voice": "voices",
    "07-words-that-push": "loaded",
    "09-before-and-after": "intervals",
    "10-do-the-numbers-add-up": "trade",
}
"""Lesson to the module of this package that varies it."""

TRIES: Final = 300
"""Draws before giving up; about every second one is usable."""


@dataclass(frozen=True, slots=True)
class Varied:
    """One exercise notebook as one class gets it.

    Parameters
    ----------
    notebook : NotebookNode
        The whole of it, solution and starter in one, as `course.build.source.read` gives it.
    exercises : tuple of Exercise
        With the keys of this class.
    summary : str
        For the teacher: what differs; empty if nothing does.
    """

    notebook: NotebookNode
    exercises: tuple[Exercise, ...]
    summary: str = ""


def vary(lesson: str, seed: str, notebook: NotebookNode) -> Varied:
    """Draw the exercises of one class.

    Parameters
    ----------
    lesson : str
        Folder name.
    seed : str
        The bundle's secret; empty for the exercises as they are published.
    notebook : NotebookNode
        ``exercise.md`` of the lesson, read.

    Returns
    -------
    Varied
        The same for the same seed. Lessons without a module here come back as they are.

    Raises
    ------
    CourseError
        If a variant no longer fits ``exercise.md``, or no draw is usable.
    """
    if not seed or lesson not in DRAWS:
        return Varied(notebook, tuple(exercise.load(lesson)))
    return _vary(lesson, seed, json.dumps(notebook))


@lru_cache(maxsize=64)
def _vary(lesson: str, seed: str, text: str) -> Varied:
    import nbformat  # noqa: PLC0415

    notebook = nbformat.from_dict(json.loads(text))  # type: ignore[no-untyped-call]
    draw = import_module(f"{__name__}.{DRAWS[lesson]}").draw
    for attempt in range(TRIES):
        # What is drawn depends on the seed alone; the number only makes it another draw.
        variant = draw(random.Random(f"{seed}/{lesson}/{attempt}"))  # noqa: S311  (the seed is the secret)
        found = _applied(variant, notebook, lesson)
        if found:
            return found
    raise CourseError(
        f"no usable variant of {lesson} in {TRIES} draws. Make the edition with --as-published."
    )


def _applied(variant: Variant, notebook: NotebookNode, lesson: str) -> Varied | None:
    """Execute the reference solution against one draw; None if the draw gives no exercise worth asking."""
    changed = source.named(swapped(notebook, variant.swaps, lesson))
    ran = reference.run(source.solution(changed))
    keys = [
        _key(published, variant.twists[published.id], ran) if published.id in variant.twists else published
        for published in exercise.load(lesson)
    ]
    usable = all(_usable(key, published) for key, published in zip(keys, exercise.load(lesson), strict=True))
    return Varied(changed, tuple(keys), variant.summary) if usable and variant.holds(ran.namespace) else None


def swapped(notebook: NotebookNode, swaps: tuple[tuple[str, str], ...], lesson: str) -> NotebookNode:
    """Replace passages of the notebook; each must occur, so that a changed lesson cannot be varied wrongly."""
    from copy import deepcopy  # noqa: PLC0415

    changed = deepcopy(notebook)
    for old, new in swaps:
        if not any(old in cell.source for cell in changed.cells):
            raise CourseError(
                f"the variant of {lesson} no longer fits lessons/{lesson}/exercise.md: {old[:60]!r} is not there. "
                f"Change course/classroom/variants/{DRAWS[lesson]}.py with it."
            )
        for cell in changed.cells:
            cell.source = cell.source.replace(old, new)
    return changed


def _key(published: Exercise, twist: Twist, ran: reference.Ran) -> Exercise:
    bare = replace(
        published,
        correct=twist.correct,
        not_yet=twist.not_yet,
        hints=(twist.hint,),
        diagnoses=(),
        evidence=(),
        cases=(),
    )
    value = ran.values[published.id]
    if published.kind == "function":
        cases = tuple({**case, "expected": reference.call(value, case)} for case in twist.cases)
        return replace(bare, cases=cases)
    key = replace(bare, expected=reference.as_json(value))
    return replace(key, diagnoses=_diagnoses(key, twist, ran))


def _diagnoses(key: Exercise, twist: Twist, ran: reference.Ran) -> tuple[Diagnosis, ...]:
    """Work out each foreseen slip with the numbers of this class; drop those that collide."""
    found: list[Diagnosis] = []
    for expression, message in twist.slips:
        value = reference.as_json(eval(expression, ran.namespace))  # noqa: S307  (our own expressions)
        known = replace(key, diagnoses=tuple(found))
        verdict = compare.judge(known, value)
        taken = any(verdict.message == diagnosis.message for diagnosis in found)
        if verdict.outcome is Outcome.NOT_YET and not taken and _wrong(key, value):
            found.append(Diagnosis(value, message))
    return tuple(found)


def _wrong(key: Exercise, value: Any) -> bool:  # noqa: ANN401
    """Whether no right entry is called a slip: some entries of a mapping may be right by chance."""
    if not isinstance(value, dict):
        return True
    near = [name for name, part in value.items() if same(part, key.expected.get(name), 2 * key.tolerance)]
    return len(near) < len(value)


def _usable(key: Exercise, published: Exercise) -> bool:
    """Whether the answer exists, and the published one is wrong here."""
    if key is published or key.kind == "function":
        return True
    solvable = (
        key.expected not in ([], {}, None) and compare.judge(key, key.expected).outcome is Outcome.CORRECT
    )
    return solvable and compare.judge(key, published.expected).outcome is not Outcome.CORRECT


def values(notebook: NotebookNode) -> dict[str, Any]:
    """Run a solution and read what it hands to each check, as plain values."""
    return {eid: plain(value) for eid, value in reference.run(source.solution(notebook)).values.items()}
