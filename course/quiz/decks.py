"""Decks of cards: ``lessons/NN-slug/decks.yaml``, which front-ends turn into sorting, placing, rating and peeling.

The format is described in ``decks.schema.json``. Loading makes light checks only; `validate` makes all of them and is
what authors and tests call.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from course import paths, yamlfile
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

LAYOUTS: Final = ("groups", "scale", "stages", "sequence", "peel")
"""What a front-end can do with a deck."""


@dataclass(frozen=True, slots=True)
class Deck:
    """One deck of a lesson.

    Parameters
    ----------
    id : str
        ``L2.C1``.
    lesson : str
        Folder name, ``02-peel-the-page``.
    layout : str
        One of `LAYOUTS`.
    title, intro : str
        What stands above the cards.
    content : dict
        Everything that the author wrote for this deck, in the form of the file. Treat as read-only.
    """

    id: str
    lesson: str
    layout: str
    title: str
    intro: str
    content: dict[str, Any]


def lessons() -> list[str]:
    """Folder names of the lessons that have decks, in order."""
    return sorted(path.parent.name for path in paths.lessons().glob("[0-9][0-9]-*/decks.yaml"))


def load(lesson: str) -> list[Deck]:
    """All decks of one lesson.

    Parameters
    ----------
    lesson : str
        Folder name, ``02-peel-the-page``.

    Raises
    ------
    CourseError
        If there is no such lesson, or its file is broken: one line with file, deck and what to do.
    """
    if lesson not in lessons():
        raise CourseError(f"There are no cards for {lesson!r}. {_known(lesson, lessons())}")
    path = paths.lessons() / lesson / "decks.yaml"
    status = path.stat()
    return list(_cached(path, (status.st_mtime_ns, status.st_size)))


def find(deck_id: str) -> Deck:
    """One deck of the course.

    Parameters
    ----------
    deck_id : str
        ``L2.C1``.

    Raises
    ------
    CourseError
        If there is none; names similar ones.
    """
    own = re.match(r"L(\d+)\.", deck_id)
    # The lesson that the ID names is read first, so that a slip in another lesson's file does no harm here.
    for lesson in sorted(lessons(), key=lambda name: not (own and int(name[:2]) == int(own[1]))):
        for deck in load(lesson):
            if deck.id == deck_id:
                return deck
    known = [deck.id for lesson in lessons() for deck in load(lesson)]
    raise CourseError(f"There is no deck {deck_id!r}. {_known(deck_id, known)}")


def cards(deck: Deck, rows: Sequence[Mapping[str, Any]] | None = None) -> list[dict[str, Any]]:
    """List a deck's cards, those from a table too, each with its own feedback.

    Parameters
    ----------
    deck : Deck
        Layout groups, scale, stages or sequence.
    rows : sequence of mapping, optional
        Rows of the table that the deck names; needed only if it names one.

    Returns
    -------
    list of dict
        In the form of the file; a card without a key has no ``group``.
    """
    content = deck.content
    if "table" in content and rows is None:
        raise CourseError(
            f"{deck.id} takes its cards from a table: hand in the rows of {content['table']['name']}."
        )
    found = [*content.get("cards", []), *(_from_row(content["table"], row) for row in rows or ())]
    by_about = content.get("by_about", {})
    return [{**by_about.get(card.get("about", ""), {}), **card} for card in found]


def group_keys(card: Mapping[str, Any]) -> list[str]:
    """Groups that are right for a card; an empty list if it is never judged."""
    group = card.get("group", [])
    return [group] if isinstance(group, str) else list(group)


def _from_row(columns: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    """Make a card of a row; the deck says which column holds what. Blank cells are left out."""
    named = {name: row[column] for name, column in columns.items() if name != "name"}
    card = {name: value for name, value in named.items() if value not in (None, "")}
    if "weight" in card:
        card["weight"] = float(card["weight"])
    if columns["text"] == "starts_with":
        card["text"] = _opening(str(card["text"]), row.get("words"))
    return card


def _opening(text: str, words: object) -> str:
    """Put the first words of a quotation in quotation marks, with dots if it goes on."""
    whole = str(words).isdecimal() and len(text.split()) >= int(str(words))
    return f"\u201c{text}\u201d" if whole else f"\u201c{text} \u2026\u201d"


def validate(path: Path, known_passages: Collection[str] | None = None) -> list[str]:
    """List everything that is wrong with one file.

    Parameters
    ----------
    path : Path
        ``lessons/NN-slug/decks.yaml``; the decks beside it are read for duplicate IDs.
    known_passages : collection of str, optional
        Passage IDs that exist; by default those of the five articles.

    Returns
    -------
    list of str
        One line per problem, with file, deck, card and what to do. Empty if all is well.
    """
    from course.quiz import decks_rules  # noqa: PLC0415  (only authors and tests need it)

    return decks_rules.problems(path, known_passages)


def read(path: Path) -> tuple[Deck, ...]:
    """Read one file; see `load`."""
    entries = yamlfile.read(path).get("decks")
    if not isinstance(entries, list):
        raise CourseError(f"{yamlfile.short(path)}: decks should be a list; start each deck with '- id:'.")
    return tuple(_deck(entry, path) for entry in entries)


@lru_cache(maxsize=64)
def _cached(path: Path, _version: tuple[int, int]) -> tuple[Deck, ...]:
    return read(path)


def _deck(entry: Any, path: Path) -> Deck:  # noqa: ANN401  (whatever the author wrote)
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise CourseError(f"{yamlfile.short(path)}: a deck has no id; start it with '- id: L2.C1'.")
    missing = [name for name in ("layout", "title") if not isinstance(entry.get(name), str)]
    if missing:
        raise CourseError(f"{yamlfile.short(path)}: {entry['id']}: {' and '.join(missing)} missing; add it.")
    if entry["layout"] not in LAYOUTS:
        raise CourseError(
            f"{yamlfile.short(path)}: {entry['id']}: there is no layout {entry['layout']!r}; "
            f"choose from {', '.join(LAYOUTS)}."
        )
    plain = _folded(entry)
    return Deck(plain["id"], path.parent.name, plain["layout"], plain["title"], plain.get("intro", ""), plain)


def _folded(value: Any) -> Any:  # noqa: ANN401  (any part of the file)
    """Fold the line breaks of the YAML file into spaces."""
    if isinstance(value, dict):
        return {str(name): _folded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_folded(part) for part in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def _known(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    listed = ", ".join(names[:20]) + (" ..." if len(names) > 20 else "")
    return (f"Did you mean {close[0]}? " if close else "") + f"Known: {listed or 'none yet'}."
