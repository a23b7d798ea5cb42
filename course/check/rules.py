"""What must hold for every ``exercise.yaml``, beyond its form. Called through `course.check.exercise.validate`."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course import prose, yamlfile
from course.check import compare
from course.check.exercise import read
from course.model import CourseError, Diagnosis, Exercise, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SCHEMA: Final = Path(__file__).with_name("exercise.schema.json")


def problems(path: Path, known_passages: Collection[str] | None = None) -> list[str]:
    """List everything that is wrong with one file; see `course.check.exercise.validate`."""
    name = yamlfile.short(path)
    try:
        broken = list(yamlfile.against_schema(yamlfile.read(path), SCHEMA))
        if broken:
            return [f"{name}: {sentence}." for sentence in broken]
        known = prose.all_passages() if known_passages is None else set(known_passages)
        return [f"{name}: {sentence}" for sentence in _semantics(read(path), path, known)]
    except CourseError as error:
        return [str(error)]


def _semantics(exercises: tuple[Exercise, ...], path: Path, known: set[str]) -> Iterator[str]:
    own = f"L{int(path.parent.name[:2])}."
    for eid, count in Counter(exercise.id for exercise in exercises).items():
        if count > 1:
            yield f"{eid} stands {count} times; give each exercise its own ID."
        if not eid.startswith(own):
            yield f"{eid} is not an ID of {path.parent.name}; start it with {own}"
    for exercise in exercises:
        yield from (f"{exercise.id}: {sentence}" for sentence in _one(exercise, known))


def _one(exercise: Exercise, known: set[str]) -> Iterator[str]:
    yield from _passages(exercise, known)
    yield from _wording(exercise)
    if exercise.kind == "function":
        if not exercise.cases:
            yield "a function needs 'cases'; write at least two, so that fixed numbers cannot pass."
        return
    if exercise.expected is None:
        yield "'expected' is missing; give the right value."
        return
    yield from _diagnoses(exercise)


def _diagnoses(exercise: Exercise) -> Iterator[str]:
    """Hand in the right value and each foreseen wrong one, as a student would."""
    if (
        exercise.kind not in {"table", "prose"}
        and _outcome(exercise, _right(exercise)) is not Outcome.CORRECT
    ):
        yield f"the expected value {exercise.expected!r} does not pass its own check; give it the form of {exercise.kind!r}."
    for diagnosis in exercise.diagnoses:
        found = compare.judge(exercise, _handed_in(exercise, diagnosis))
        if found.outcome is Outcome.CORRECT:
            yield f"the diagnosis for {diagnosis.value!r} is for a right value; take it away."
        elif found.message != diagnosis.message:
            yield f"the diagnosis for {diagnosis.value!r} never shows; an earlier one takes its place, or its form is wrong."


def _outcome(exercise: Exercise, value: Any) -> Outcome:  # noqa: ANN401
    return compare.judge(exercise, value).outcome


def _right(exercise: Exercise) -> Any:  # noqa: ANN401
    several = exercise.kind == "text" and isinstance(exercise.expected, list)
    return exercise.expected[0] if several else exercise.expected


def _handed_in(exercise: Exercise, diagnosis: Diagnosis) -> Any:  # noqa: ANN401
    """Complete a diagnosis to a whole wrong answer: one wrong member, or some wrong entries."""
    if exercise.kind == "set" and isinstance(diagnosis.value, str):
        return [*exercise.expected, diagnosis.value]
    return exercise.expected | diagnosis.value if exercise.kind == "mapping" else diagnosis.value


def _texts(exercise: Exercise) -> Iterator[str]:
    yield from (exercise.title, exercise.correct, exercise.not_yet, *exercise.hints)
    yield from (diagnosis.message for diagnosis in exercise.diagnoses)
    yield from (case["message"] for case in exercise.cases if "message" in case)


def _passages(exercise: Exercise, known: set[str]) -> Iterator[str]:
    named = chain.from_iterable(prose.mentioned(text) for text in _texts(exercise))
    looked_at = chain(exercise.evidence, *(diagnosis.look_at for diagnosis in exercise.diagnoses))
    for pid in dict.fromkeys(chain(looked_at, named)):
        if pid not in known:
            yield f"passage {pid} does not exist; see the list of passages in data/articles/passages.csv."


def _wording(exercise: Exercise) -> Iterator[str]:
    for text in _texts(exercise):
        yield from (f"says {word!r}; write {instead}." for word, instead in prose.unwanted(text))
