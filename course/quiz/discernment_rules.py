"""What must hold for the claims to judge, beyond their form. Called through `course.quiz.discernment.validate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from course import prose, yamlfile
from course.model import CourseError
from course.quiz.discernment import Claim, read

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = Path(__file__).with_name("discernment.schema.json")

CLAIMS: Final = 24

LONGEST_REASON: Final = 60

Problem = tuple[str, str]
"""Where (a claim, empty for the whole file) and one sentence: what is wrong and what to do."""


def problems(path: Path) -> list[str]:
    """List everything that is wrong with the file; see `course.quiz.discernment.validate`."""
    name = yamlfile.short(path)
    try:
        broken = [f"{name}: {sentence}." for sentence in yamlfile.against_schema(yamlfile.read(path), SCHEMA)]
        return broken or [
            f"{name}: {where}: {said}" if where else f"{name}: {said}"
            for where, said in _claims(read(path).claims)
        ]
    except CourseError as error:
        return [str(error)]


def _claims(claims: tuple[Claim, ...]) -> Iterator[Problem]:
    if len(claims) != CLAIMS:
        yield "", f"has {len(claims)} claims; it should be {CLAIMS}."
    for number, claim in enumerate(claims, start=1):
        if claim.id != f"X.{number:02d}":
            yield claim.id, f"stands where X.{number:02d} belongs; number them in order."
        yield from ((claim.id, said) for said in _claim(claim))
    sound = sum(claim.sound for claim in claims)
    if 2 * sound != len(claims):
        yield "", f"{sound} of {len(claims)} claims are sound; it should be half."


def _claim(claim: Claim) -> Iterator[str]:
    for pid in (claim.passage, *claim.paragraphs, *prose.mentioned(f"{claim.claim} {claim.reason}")):
        if not prose.exists(pid):
            yield f"passage {pid} does not exist; see the list of passages in data/articles/passages.csv."
    for word, instead in prose.unwanted(f"{claim.claim} {claim.reason}"):
        yield f"says {word!r}; write {instead}."
    if prose.word_count(claim.reason) > LONGEST_REASON:
        yield f"reason has {prose.word_count(claim.reason)} words; cut it to {LONGEST_REASON}."
