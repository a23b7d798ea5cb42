"""Computing the derived tables and columns from the articles' texts: texts in, rows out, nothing else."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from course.model import ARTICLES, CourseError
from course.text import blocks, overlap, quotes
from course.text.words import tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from course.model import Passage

Row: TypeAlias = dict[str, str]
Texts: TypeAlias = "Mapping[str, Sequence[Passage]]"

SHORTEST_RUN: Final = 5
"""Fewest words of a run in ``shared_runs.csv``."""

SPELLINGS: Final = {
    "Kim Jong-un": "kim-jong-un",
    "Kim Jong Un": "kim-jong-un",
    "Kim Jung-um": "kim-jong-un",
    "Kim Jung-un": "kim-jong-un",
    "Kim Yo-jong": "kim-yo-jong",
    "Kim Yo Jong": "kim-yo-jong",
    "Moon Jae-in": "moon-jae-in",
    "Moon Jae In": "moon-jae-in",
}
"""Spellings that ``names.csv`` counts, and the person each one stands for."""

PLACES: Final = (
    "Beijing",
    "Hanoi",
    "Kaesong",
    "Moscow",
    "Panmunjom",
    "Pyongyang",
    "Seoul",
    "Singapore",
    "Washington",
)
"""Names of places that ``place_mentions.csv`` counts: the capitals, the summits, and the two towns near the line."""

COLUMNS: Final = {
    "names": ("spelling", "article", "count", "person"),
    "markers": ("passage", "list", "word", "in_quotes", "count"),
    "shared_runs": ("passage_a", "passage_b", "words"),
    "word_counts": ("article", "word", "outside", "inside"),
    "place_mentions": ("passage", "part", "place", "count"),
}
"""Columns of the tables that are derived as a whole."""

KEYS: Final = {
    "passages": ("passage",),
    "articles": ("article",),
    "quotes": ("quote",),
    "names": ("spelling", "article"),
    "markers": ("passage", "list", "word", "in_quotes"),
    "shared_runs": ("passage_a", "passage_b"),
    "word_counts": ("article", "word"),
    "place_mentions": ("passage", "place"),
}
"""Primary keys of the tables that `derive` returns."""


def derive(texts: Texts, tables: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Compute all derived tables and columns.

    Parameters
    ----------
    texts : mapping of str to sequence of Passage
        All passages of all five articles.
    tables : mapping of str to sequence of dict
        The rows of ``passages``, ``articles``, ``quotes`` and ``lexicon``, whose hand-written columns are used and
        kept; their computed columns may be empty.

    Returns
    -------
    dict of str to list of dict
        The rows of each table of `KEYS`, cells as text.

    Raises
    ------
    CourseError
        If a table names a passage or a quotation that the texts do not have.
    """
    by_id = {passage.id: passage for found in texts.values() for passage in found}
    body = [_named(by_id, row, "passages") for row in tables["passages"] if row["part"] == "body"]
    return {
        "passages": [{**row, **_passage(_named(by_id, row, "passages"))} for row in tables["passages"]],
        "articles": [{**row, **_article(texts[row["article"]], body)} for row in tables["articles"]],
        "quotes": [{**row, "words": _quotation_words(by_id, row)} for row in tables["quotes"]],
        "names": list(_names(texts)),
        "markers": _sorted("markers", _markers(body, _lexicon(tables["lexicon"]))),
        "shared_runs": _sorted("shared_runs", _shared_runs(body)),
        "word_counts": _sorted("word_counts", _word_counts(body)),
        "place_mentions": _sorted("place_mentions", _place_mentions(by_id, tables["passages"])),
    }


def _named(by_id: Mapping[str, Passage], row: Row, table: str) -> Passage:
    """Return the passage that a row names."""
    if row["passage"] not in by_id:
        raise CourseError(
            f"{table}.csv names {row['passage']}, which is not in the texts. Correct the table."
        )
    return by_id[row["passage"]]


def _sorted(table: str, rows: Iterator[Row]) -> list[Row]:
    """Sort rows by primary key."""
    return sorted(rows, key=lambda row: [row[column] for column in KEYS[table]])


def _passage(passage: Passage) -> Row:
    """Compute the columns of one passage."""
    return {
        "tokens": str(len(tokens(passage.text))),
        "words": str(len(words(passage.text))),
        "sha256": blocks.sha256(passage.text),
    }


def _article(passages: Sequence[Passage], body: Sequence[Passage]) -> Row:
    """Compute the columns of one article; its hash is that of the canonical blocks with blank lines between."""
    whole = "\n\n".join(blocks.canonical(passage.text) for passage in passages)
    own = [passage for passage in body if passage.article == passages[0].article]
    return {
        "blocks": str(len(passages)),
        "body_words": str(sum(len(words(passage.text)) for passage in own)),
        "tokens": str(sum(len(tokens(passage.text)) for passage in passages)),
        "sha256": hashlib.sha256(whole.encode()).hexdigest(),
    }


def _quotation_words(by_id: Mapping[str, Passage], row: Row) -> str:
    """Count the words of the quotation that a row describes."""
    start = words(row["starts_with"])
    for quotation in quotes.quotations(_named(by_id, row, "quotes").text):
        found = words(quotation.text)
        if start and found[: len(start)] == start:
            return str(len(found))
    raise CourseError(
        f"quotes.csv, {row['quote']}: no quotation in {row['passage']} starts with “{row['starts_with']}”. "
        "Correct the row."
    )


def _names(texts: Texts) -> Iterator[Row]:
    """Count the spellings of names in all blocks, capitals and hyphens as they stand."""
    for spelling, person in SPELLINGS.items():
        for article in ARTICLES:
            count = sum(passage.text.count(spelling) for passage in texts[article])
            yield {"spelling": spelling, "article": article, "count": str(count), "person": person}


def _lexicon(rows: Sequence[Row]) -> dict[str, frozenset[str]]:
    """Return the words of each list."""
    return {
        name: frozenset(row["word"] for row in rows if row["list"] == name)
        for name in {row["list"] for row in rows}
    }


def _outside_and_inside(text: str) -> dict[str, list[str]]:
    """Return the words outside (``false``) and inside (``true``) quotation marks."""
    inside = [word for quotation in quotes.quotations(text) for word in words(quotation.text)]
    return {"false": words(quotes.without_quotations(text)), "true": inside}


def _markers(body: Sequence[Passage], lists: Mapping[str, frozenset[str]]) -> Iterator[Row]:
    """Count the listed words of each passage."""
    for passage in body:
        for in_quotes, found in _outside_and_inside(passage.text).items():
            for name, listed in lists.items():
                for word, count in Counter(word for word in found if word in listed).items():
                    yield {
                        "passage": passage.id,
                        "list": name,
                        "word": word,
                        "in_quotes": in_quotes,
                        "count": str(count),
                    }


def _shared_runs(body: Sequence[Passage]) -> Iterator[Row]:
    """Find the longest shared run of each pair of passages, headlines and furniture left out."""
    in_order = sorted(body, key=lambda passage: passage.id)
    for (first, second), length in overlap.longest_runs(in_order, SHORTEST_RUN).items():
        yield {"passage_a": first, "passage_b": second, "words": str(length)}


def _word_counts(body: Sequence[Passage]) -> Iterator[Row]:
    """Count the words of each article, without their order."""
    outside: dict[str, Counter[str]] = {passage.article: Counter() for passage in body}
    inside: dict[str, Counter[str]] = {passage.article: Counter() for passage in body}
    for passage in body:
        found = _outside_and_inside(passage.text)
        outside[passage.article].update(found["false"])
        inside[passage.article].update(found["true"])
    for article, counts in outside.items():
        for word in counts.keys() | inside[article].keys():
            yield {
                "article": article,
                "word": word,
                "outside": str(counts[word]),
                "inside": str(inside[article][word]),
            }


def _place_mentions(by_id: Mapping[str, Passage], rows: Sequence[Row]) -> Iterator[Row]:
    """Count the places that each passage names, whether as a place or for the government that sits there."""
    for row in rows:
        text = _named(by_id, row, "passages").text
        for place in PLACES:
            if count := len(re.findall(rf"\b{place}\b", text)):
                yield {
                    "passage": row["passage"],
                    "part": row["part"],
                    "place": place,
                    "count": str(count),
                }
