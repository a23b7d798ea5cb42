"""Reading the five complete original files, for maintainers: the only place where position makes the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.model import ARTICLES, CourseError
from course.text import blocks, reading, reference, tables

if TYPE_CHECKING:
    from pathlib import Path

    from course.model import Passage

_PREFIXES: Final = {f"{number:03d}": article for number, article in enumerate(ARTICLES)}


def read_originals(folder: Path | str) -> dict[str, list[Passage]]:
    """Read and number the five originals.

    A file belongs to an article if its name begins with the article's ID (``IND.txt``) or with its number in the
    order of `ARTICLES` (``002_...txt``), or if one of its first ten blocks is the article's headline.

    Parameters
    ----------
    folder : Path or str
        Folder with the complete files, page furniture included; other files in it are passed over.

    Returns
    -------
    dict of str to list of Passage
        By article, in the order of `ARTICLES`.

    Raises
    ------
    CourseError
        If an article is missing or there twice, or does not have as many blocks as ``passages.csv`` has rows.
    """
    found: dict[str, tuple[Path, list[Passage]]] = {}
    for item in reading.read_all([folder]):
        if isinstance(item, reading.Reading) and (article := _article(item)):
            if article in found:
                raise CourseError(
                    f"{item.path} and {found[article][0]} are both {article}. Leave one of them."
                )
            found[article] = item.path, blocks.passages(article, item.readings[0][1])
    return {article: _complete(folder, article, found) for article in ARTICLES}


def _article(item: reading.Reading) -> str:
    """Return the article that a file belongs to, by name or by headline."""
    name = item.path.stem.upper()
    for start, article in [*_PREFIXES.items(), *((article, article) for article in ARTICLES)]:
        if name == start or name.startswith((f"{start}_", f"{start}-", f"{start} ")):
            return article
    first = {blocks.canonical(block) for block in blocks.split(item.readings[0][1])[:10]}
    headlines = {blocks.canonical(row["headline"]): row["article"] for row in tables.read("articles")[1]}
    return next((article for headline, article in headlines.items() if headline in first), "")


def _complete(
    folder: Path | str, article: str, found: dict[str, tuple[Path, list[Passage]]]
) -> list[Passage]:
    """Return the passages of an article if they are as many as the table has."""
    if article not in found:
        raise CourseError(f"{folder}: no file is {article}. Name it {article}.txt.")
    path, passages = found[article]
    rows = len(reference.known_of(article))
    if len(passages) != rows:
        raise CourseError(
            f"{path}: {len(passages)} blocks, but passages.csv has {rows} of {article}. Take the complete original."
        )
    return passages
