"""What the course knows of the articles without their texts: hashes, parts, and word counts of each passage."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from course import paths
from course.model import CourseError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Known:
    """A passage as ``data/articles/passages.csv`` describes it.

    Parameters
    ----------
    id, article : str
        Such as ``IND-P12`` and ``IND``.
    number : int
        Position in the original file, from 1.
    part : str
        ``body``, ``apparatus`` or ``furniture``.
    words : int
        Words by the course tokeniser.
    sha256 : str
        Hash of the canonical block; empty before the first ``course data build``.
    """

    id: str
    article: str
    number: int
    part: str
    words: int
    sha256: str


def table(name: str) -> Path:
    """Return the path of a table on the articles, such as ``passages``."""
    return paths.data() / "articles" / f"{name}.csv"


def known_passages() -> dict[str, Known]:
    """Read the passages, in the order of the table.

    Returns
    -------
    dict of str to Known
        By passage ID; read again only when the table has changed.

    Raises
    ------
    CourseError
        If the table is missing or a row cannot be read.
    """
    path = table("passages")
    try:
        return _known_passages(path, stamp(path))
    except OSError as error:
        raise CourseError(
            f"{path}: the table of passages cannot be read ({error.strerror}). Install the course again."
        ) from error


def known_of(article: str) -> list[Known]:
    """Return what is known of an article's passages, in order."""
    return [known for known in known_passages().values() if known.article == article]


def known_hashes() -> dict[str, str]:
    """Return the passage ID of each hash (empty before the first ``course data build``)."""
    return {known.sha256: known.id for known in known_passages().values() if known.sha256}


def vocabulary(article: str) -> Counter[str]:
    """Count the words of an article's body.

    Parameters
    ----------
    article : str
        ID of the article.

    Returns
    -------
    Counter
        Occurrences by word, from ``word_counts.csv``; empty if the table has nothing on the article.
    """
    path = table("word_counts")
    return _vocabularies(path, stamp(path)).get(article, Counter()).copy() if path.is_file() else Counter()


def stamp(path: Path) -> tuple[int, int]:
    """Return what tells a changed file from an unchanged one: time of change and size."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _known_passages(path: Path, _stamp: tuple[int, int]) -> dict[str, Known]:
    """Read one version of the table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {known.id: known for known in (_known(row, f"{path}, line {rows.line_num}") for row in rows)}


def _known(row: dict[str, str], where: str) -> Known:
    """Turn one row into a description."""
    try:
        return Known(
            id=row["passage"],
            article=row["article"],
            number=int(row["number"]),
            part=row["part"],
            words=int(row["words"] or 0),
            sha256=row["sha256"],
        )
    except (KeyError, ValueError) as error:
        raise CourseError(
            f"{where}: not a row of the table of passages ({error}). Restore the file."
        ) from error


@lru_cache(maxsize=4)
def _vocabularies(path: Path, _stamp: tuple[int, int]) -> dict[str, Counter[str]]:
    """Read one version of the word counts."""
    found: dict[str, Counter[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counts = found.setdefault(row["article"], Counter())
            counts[row["word"]] += int(row["outside"]) + int(row["inside"])
    return found
