"""Comparing a changed paragraph with a passage of which only the length and the article's words are known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from course.text import reference
from course.text import words as tokeniser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.text.reference import Known

_SIMILAR: Final = 0.6  # lowest likeness at which a block counts as a changed passage


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage that stands in a file with other words.

    Parameters
    ----------
    passage : str
        Its ID.
    here, expected : int
        Number of words in the file and in the course's text.
    added : tuple of str
        Words of the file that the course's text does not have there, sorted.
    left_out : int
        Words of the course's text that the file does not have there.
    """

    passage: str
    here: int
    expected: int
    added: tuple[str, ...] = ()
    left_out: int = 0

    def __str__(self) -> str:
        changed = max(len(self.added), self.left_out)
        if not changed:
            return f"{self.passage}: the same words, but other signs or another order"
        counts = f"{changed} word{'s' if changed > 1 else ''} differ{'' if changed > 1 else 's'}"
        shown = ", ".join(self.added[:5]) + (" ..." if len(self.added) > 5 else "")
        only = f"; only here: {shown}" if shown else ""
        return f"{self.passage}: {counts} ({self.here} words here, {self.expected} expected{only})"


def compare(
    known: Sequence[Known], order: Sequence[tuple[str, str]]
) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """Find the passages that stand in a file in a changed form.

    The course does not hold the articles' texts, so a changed paragraph is known by its place (between the
    passages that match), its length, and the words that the article has left when those of its matching
    paragraphs are taken away.

    Parameters
    ----------
    known : sequence of Known
        All passages of one article, in order.
    order : sequence of (str, str)
        The file, cut into passage ID (empty if not recognised) and text.

    Returns
    -------
    differs : tuple of Difference
        Changed passages, in order.
    extra : tuple of str
        Texts that belong to no passage.
    """
    present = {passage for passage, _ in order}
    left = _words_left(known, order)
    found: list[Difference] = []
    extra: list[str] = []
    for before, after, texts in _gaps(known, order):
        absent = [k for k in known if before < k.number < after and k.id not in present]
        for text in texts:
            match = _likeliest(text, absent, left)
            if match is None:
                extra.append(text)
                continue
            absent = absent[absent.index(match) + 1 :]
            found.append(_difference(match, text, left))
    return tuple(found), tuple(extra)


def _words_left(known: Sequence[Known], order: Sequence[tuple[str, str]]) -> Counter[str]:
    """Count the words of the body without those of the passages that match."""
    body = {k.id for k in known if k.part == "body"}
    left = reference.vocabulary(known[0].article)
    for passage, text in order:
        if passage in body:
            left -= Counter(tokeniser.words(text))
    return left


def _gaps(known: Sequence[Known], order: Sequence[tuple[str, str]]) -> list[tuple[int, int, list[str]]]:
    """Return stretches of unknown texts with the numbers of the passages before and after them."""
    numbers = {k.id: k.number for k in known}
    gaps: list[tuple[int, int, list[str]]] = []
    before, texts = 0, list[str]()
    for passage, text in [*order, (known[-1].id, "")]:
        if not passage:
            texts.append(text)
        elif passage in numbers:
            after = numbers[passage] if text else known[-1].number + 1
            gaps += [(before, after, texts)] if texts else []
            before, texts = numbers[passage], []
    return gaps


def _likeliest(text: str, absent: Sequence[Known], left: Counter[str]) -> Known | None:
    """Return the absent passage that a text is most like, if any is like enough."""
    likeness = {k.id: _likeness(text, k, left) for k in absent}
    best = max(absent, key=lambda k: likeness[k.id], default=None)
    return best if best and likeness[best.id] >= _SIMILAR else None


def _likeness(text: str, passage: Known, left: Counter[str]) -> float:
    """Rate from 0 to 1 how well length and words of a text fit a passage."""
    found = Counter(tokeniser.words(text))
    length = min(found.total(), passage.words) / max(found.total(), passage.words, 1)
    if passage.part != "body" or not left:
        return length
    return length * (found & left).total() / max(found.total(), 1)


def _difference(passage: Known, text: str, left: Counter[str]) -> Difference:
    """Count the words in which a text differs from its passage."""
    found = Counter(tokeniser.words(text))
    here = found.total()
    if passage.part != "body" or not left:
        return Difference(passage.id, here, passage.words, (), abs(here - passage.words))
    added = tuple(sorted((found - left).elements()))
    kept = here - len(added)
    return Difference(passage.id, here, passage.words, added, max(passage.words - kept, 0))
