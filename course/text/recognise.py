"""Recognising articles by the hashes of their paragraphs."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from course.model import ARTICLES
from course.text import blocks, differences, reading, reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from course.text.differences import Difference
    from course.text.reading import Reading, Refusal

_LONGEST: Final = 40  # lines that one paragraph may be wrapped over


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file: a passage that was recognised (with its ID) or something else (without)."""

    text: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """An article found in a file.

    Parameters
    ----------
    path : Path
        The file.
    article : str
        ID of the article.
    encoding : str
        ``UTF-8``, ``UTF-16``, ``Windows-1252`` or ``Mac Roman``.
    matched : dict of str to str
        Texts of the passages that match exactly, by ID, in the order of the article.
    differs : tuple of Difference
        Passages that stand in the file with other words.
    missing : tuple of str
        IDs of the passages that do not stand in the file.
    extra : tuple of str
        Blocks of the file that belong to no article.
    named : bool
        Whether the user named the file.
    """

    path: Path
    article: str
    encoding: str
    matched: dict[str, str]
    differs: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    named: bool = True

    @property
    def body_matched(self) -> int:
        """Number of body passages that match exactly."""
        return len(self.matched.keys() & _body(self.article))

    @property
    def needed(self) -> int:
        """Number of body passages that must match for the file to be accepted."""
        return math.ceil(len(_body(self.article)) / 2)

    @property
    def accepted(self) -> bool:
        """Whether the file is a copy of the article.

        At least half of the article's body passages must match exactly. Fewer could be an article that quotes it
        or another edition of the same agency copy; page furniture proves nothing, since every page of a site has
        it. Nothing wrong is let in by a generous rule: only paragraphs that match are ever stored.
        """
        return self.body_matched >= self.needed


def recognise(paths: Iterable[Path | str]) -> tuple[list[Recognition], list[Refusal]]:
    """Look for the course's articles in files and folders.

    Parameters
    ----------
    paths : iterable of Path or str
        Files under any name and folders (searched with their subfolders), in any order.

    Returns
    -------
    found : list of Recognition
        Accepted copies, at most one of each article (the most complete one), in the order of `ARTICLES`.
    refused : list of Refusal
        Everything else, with the reason.
    """
    found: dict[str, Recognition] = {}
    refused: list[Refusal] = []
    for item in reading.read_all(paths):
        copies = _in_file(item) if isinstance(item, reading.Reading) else [item]
        for copy in copies:
            if isinstance(copy, Recognition):
                _keep_better(copy, found, refused)
            else:
                refused.append(copy)
    return sorted(found.values(), key=lambda copy: ARTICLES.index(copy.article)), refused


def pieces(text: str, known: Mapping[str, str]) -> list[Piece]:
    """Cut a text into known passages and the rest.

    Lines are joined until their hash is known, the longest such stretch first. So it does not matter whether
    paragraphs are parted by one blank line, many or none, or wrapped over several lines.

    Parameters
    ----------
    text : str
        A decoded file.
    known : mapping of str to str
        Passage ID by hash.

    Returns
    -------
    list of Piece
        In the order of the text; what is not recognised is cut at blank lines.
    """
    lines = [" ".join(line.split()) for line in blocks.unified(text).split("\n")]
    folded = [blocks.canonical(line).encode() for line in lines]
    found: list[Piece] = []
    rest: list[str] = []
    place = 0
    while place < len(lines):
        end, passage = _longest_known(folded, place, known)
        if (passage or not lines[place]) and rest:
            found.append(Piece(" ".join(rest)))
            rest = []
        if passage:
            found.append(Piece(" ".join(filter(None, lines[place:end])), passage))
        elif lines[place]:
            rest.append(lines[place])
        place = end
    return [*found, Piece(" ".join(rest))] if rest else found


def _longest_known(folded: list[bytes], start: int, known: Mapping[str, str]) -> tuple[int, str]:
    """Return the end of the longest known stretch from a line on and its passage, or the next line and nothing."""
    best = start + 1, ""
    digest = hashlib.sha256(folded[start])
    for end in range(start + 1, min(start + _LONGEST, len(folded)) + 1) if folded[start] else ():
        line = folded[end - 1]
        if end > start + 1 and line:
            digest.update(b" " + line)
        if line and (passage := known.get(digest.hexdigest())):
            best = end, passage
    return best


def _body(article: str) -> set[str]:
    """Return the IDs of an article's body passages."""
    return {known.id for known in reference.known_of(article) if known.part == "body"}


def _in_file(file: Reading) -> list[Recognition | Refusal]:
    """Find the articles in one file (usually one; nothing forbids all five)."""
    readings = [_in_text(file, encoding, text) for encoding, text in file.readings]
    best = max(readings, key=lambda copies: sum(copy.body_matched for copy in copies))
    accepted: list[Recognition | Refusal] = [copy for copy in best if copy.accepted]
    return accepted or [reading.Refusal(file.path, _why_not(file, best), file.named)]


def _in_text(file: Reading, encoding: str, text: str) -> list[Recognition]:
    """Find every article of which at least one passage stands in a text."""
    cut = pieces(text, reference.known_hashes())
    articles = reference.known_passages()
    found = {articles[piece.passage].article for piece in cut if piece.passage}
    return [_recognition(file, encoding, article, cut) for article in ARTICLES if article in found]


def _recognition(file: Reading, encoding: str, article: str, cut: list[Piece]) -> Recognition:
    """Describe what stands of one article in a file."""
    known = reference.known_of(article)
    texts = {piece.passage: piece.text for piece in cut if piece.passage}
    order = [(piece.passage, piece.text) for piece in cut]
    differs, extra = differences.compare(known, order)
    named = {difference.passage for difference in differs}
    return Recognition(
        path=file.path,
        article=article,
        encoding=encoding,
        matched={k.id: texts[k.id] for k in known if k.id in texts},
        differs=differs,
        missing=tuple(k.id for k in known if k.id not in texts and k.id not in named),
        extra=extra,
        named=file.named,
    )


def _why_not(file: Reading, copies: list[Recognition]) -> str:
    """Say why a file is none of the articles."""
    likeliest = max(copies, key=lambda copy: copy.body_matched, default=None)
    if likeliest and likeliest.body_matched:
        share = f"{likeliest.body_matched} of its {len(_body(likeliest.article))} body paragraphs"
        return f"looks like {likeliest.article}, but only {share} match (needed: {likeliest.needed}). Use a fuller copy."
    if file.readings[0][0] != "UTF-8":
        return "not in UTF-8, and none of the five articles as it stands. Save it as plain text with the encoding UTF-8."
    return "none of the five articles: no body paragraph matches. Check that it is the article's text."


def _keep_better(copy: Recognition, found: dict[str, Recognition], refused: list[Refusal]) -> None:
    """Keep the more complete of two copies of an article and say so of the other."""
    other = found.setdefault(copy.article, copy)
    if other is copy:
        return
    better, worse = (copy, other) if len(copy.matched) > len(other.matched) else (other, copy)
    found[copy.article] = better
    counts = f"{len(better.matched)} paragraphs match there, {len(worse.matched)} here"
    reason = f"another copy of {copy.article}; {better.path} is used ({counts}). Nothing to do."
    refused.append(reading.Refusal(worse.path, reason, worse.named))
