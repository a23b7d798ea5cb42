"""What must hold for every file of decks, beyond its form. Called through `course.quiz.decks.validate`."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course import prose, yamlfile
from course.model import CourseError
from course.quiz import decks_layouts
from course.quiz.decks import Deck, read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SCHEMA: Final = Path(__file__).with_name("decks.schema.json")

LONGEST: Final = {
    "title": 12,
    "intro": 60,
    "question": 25,
    "label": 12,
    "name": 6,
    "hint": 25,
    "text": 60,
    "about": 25,
}
"""Most words of each kind of text."""

LONGEST_OTHER: Final = 70
"""Most words of a feedback, of a closing and of whatever else `LONGEST` does not name."""

_NAMES: Final = frozenset(
    {"id", "layout", "objective", "evidence", "from", "group", "keep_empty", "band", "scale", "date", "short"}
    | {"source", "checked_on"}
)
"""Fields that hold names and numbers, not sentences; a scale's own words are looked at by its layout."""

_QUOTED: Final = re.compile(r"\u201c([^\u201d]*)\u201d|\"([^\"]*)\"")

Problem = tuple[str, str]
"""Where (deck, card) and one sentence: what is wrong and what to do."""


def problems(path: Path, known_passages: Collection[str] | None = None) -> list[str]:
    """List everything that is wrong with one file; see `course.quiz.decks.validate`."""
    name = yamlfile.short(path)
    try:
        content = yamlfile.read(path)
        broken = [f"{name}: {sentence}." for sentence in yamlfile.against_schema(content, SCHEMA)]
        if broken:
            return broken
        found = [*_header(content, path), *_semantics(read(path), path, known_passages)]
        return [
            f"{name}: {where}: {sentence}" if where else f"{name}: {sentence}" for where, sentence in found
        ]
    except CourseError as error:
        return [str(error)]


def _header(content: dict[str, Any], path: Path) -> Iterator[Problem]:
    if content["lesson"] != path.parent.name:
        yield (
            "",
            f"lesson is {content['lesson']!r}, but the folder is {path.parent.name}; write the folder's name.",
        )


def _semantics(found: tuple[Deck, ...], path: Path, known: Collection[str] | None) -> Iterator[Problem]:
    passages = prose.all_passages() if known is None else set(known)
    yield from _ids(found, path)
    yield from _ids_elsewhere(found, path)
    objectives = _objectives(path)
    for deck in found:
        yield from _objective(deck, objectives)
        yield from _own_ids(deck)
        yield from decks_layouts.problems(deck)
        for where, text, longest in _texts(deck):
            yield from ((where, sentence) for sentence in _wording(text, longest))
        yield from _passages(deck, passages)


def _ids(found: tuple[Deck, ...], path: Path) -> Iterator[Problem]:
    number = path.parent.name[:2]
    own = f"L{int(number)}." if number.isdecimal() else "L"
    for deck_id, count in Counter(deck.id for deck in found).items():
        if count > 1:
            yield deck_id, f"stands {count} times; give each deck its own ID."
        if not deck_id.startswith(own):
            yield deck_id, f"is not an ID of {path.parent.name}; start it with {own}C"


def _ids_elsewhere(found: tuple[Deck, ...], path: Path) -> Iterator[Problem]:
    own = {deck.id for deck in found}
    for other in sorted(path.parent.parent.glob("[0-9][0-9]-*/decks.yaml")):
        if other.resolve() != path.resolve():
            for deck_id in sorted(own & set(re.findall(r"\bid: *(L\d+\.C\d+)", other.read_text("utf8")))):
                yield deck_id, f"stands in {yamlfile.short(other)} too; give one of them another ID."


def _objectives(path: Path) -> set[str] | None:
    """Objectives of the quiz beside the file; None if there is no quiz that can be read."""
    try:
        header = yamlfile.read(path.with_name("quiz.yaml")).get("objectives")
        return {entry["id"] for entry in header or ()}
    except (CourseError, KeyError, TypeError):
        return None


def _objective(deck: Deck, known: set[str] | None) -> Iterator[Problem]:
    objective = deck.content.get("objective")
    if objective and known is not None and objective not in known:
        yield deck.id, f"objective {objective} is not in quiz.yaml; choose from {', '.join(sorted(known))}."


def _own_ids(deck: Deck) -> Iterator[Problem]:
    for kind in ("cards", "groups", "layers"):
        counts = Counter(entry["id"] for entry in deck.content.get(kind, ()))
        for id_, count in counts.items():
            if count > 1:
                yield f"{deck.id} {id_}", f"stands {count} times in {kind}; give each its own ID."


def _texts(deck: Deck) -> Iterator[tuple[str, str, int]]:
    """Everything in a deck that someone reads: where it stands, the text, the most words that it may have."""
    for name, value in deck.content.items():
        yield from _texts_in(f"{deck.id} {name}", name, value)


def _texts_in(where: str, name: str, value: Any) -> Iterator[tuple[str, str, int]]:  # noqa: ANN401
    if name in _NAMES or name == "table" or (name == "layers" and value and isinstance(value[0], str)):
        return
    if isinstance(value, str):
        yield where, value, LONGEST.get(name, LONGEST_OTHER)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            label = part.get("id") or part.get("label") or number if isinstance(part, dict) else number
            yield from _texts_in(f"{where} {label}", "", part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts_in(f"{where}, {key}", str(key), part)


def _wording(text: str, longest: int) -> Iterator[str]:
    if prose.word_count(text) > longest:
        yield f"has {prose.word_count(text)} words; cut it to {longest}."
    for word, instead in prose.unwanted(text):
        yield f"says {word!r}; write {instead}."
    for match in _QUOTED.finditer(text):
        count = prose.word_count(match[1] or match[2] or "")
        if count > decks_layouts.EXCERPT:
            yield f"quotes {count} words in a row; cut the quotation to {decks_layouts.EXCERPT}."


def _passages(deck: Deck, known: set[str]) -> Iterator[Problem]:
    for where, pid in dict.fromkeys(_named_passages(deck)):
        if pid not in known:
            yield (
                where,
                f"passage {pid} does not exist; see the list of passages in data/articles/passages.csv.",
            )


def _named_passages(deck: Deck) -> Iterator[tuple[str, str]]:
    yield from ((deck.id, pid) for pid in deck.content.get("evidence", ()))
    yield from ((f"{deck.id} asks", pid) for pid in deck.content.get("asks", {}))
    for card in decks_layouts.cards(deck):
        for part in (card, *card.get("steps", ())):
            if part.get("from"):
                yield f"{deck.id} {card['id']}", part["from"]
    for order in deck.content.get("orders", ()):
        if order.get("from"):
            yield f"{deck.id} order {order['label']!r}", order["from"]
    for where, text, _ in _texts(deck):
        yield from ((where, pid) for pid in prose.mentioned(text))
