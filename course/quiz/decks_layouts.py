"""What must hold for one deck by its layout; see `course.quiz.decks_rules`."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from course import paths, prose
from course.model import CourseError
from course.quiz import decks, decks_dates, forecasts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from course.quiz.decks import Deck

Problem = tuple[str, str]
Card = dict[str, Any]

EXCERPT: Final = 25
"""Most words of an article that may stand together."""


def problems(deck: Deck) -> Iterator[Problem]:
    """Say what is wrong with one deck, as pairs of place and sentence."""
    yield from _CHECKS[deck.layout](deck)


def cards(deck: Deck) -> list[Card]:
    """List a deck's cards, those of its table too; without the table's if that cannot be read."""
    if deck.layout == "peel":
        return []
    if "table" not in deck.content:
        return decks.cards(deck)
    unreadable = any(_table(deck))
    return (
        list(deck.content.get("cards", []))
        if unreadable
        else decks.cards(deck, rows(deck.content["table"]["name"]))
    )


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table as text; an empty list if there is no such table."""
    package = json.loads((paths.data() / "datapackage.json").read_text("utf8"))
    found = [resource["path"] for resource in package["resources"] if resource["name"] == name]
    if not found or not found[0].endswith(".csv") or not (paths.data() / found[0]).is_file():
        return []
    with (paths.data() / found[0]).open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def _groups(deck: Deck) -> Iterator[Problem]:
    content = deck.content
    if not content.get("cards") and "table" not in content:
        yield deck.id, "has neither 'cards' nor 'table'; write one of them."
    yield from _table(deck)
    labels = {group["id"]: group["label"] for group in content["groups"]}
    for label, count in Counter(labels.values()).items():
        if count > 1:
            yield deck.id, f"{count} groups are called {label!r}; rename one."
    yield from _empty(deck, labels)
    found = cards(deck)
    if content.get("agreement"):
        yield from _agreement(deck.id, found)
    for card in found:
        yield from ((f"{deck.id} {card['id']}", sentence) for sentence in _group_card(card, labels, content))
    abouts = {card.get("about", "") for card in found}
    for about in content.get("by_about", {}):
        if found and about not in abouts:
            yield deck.id, f"by_about names {about!r}, but no card has that 'about'; correct the name."


def _table(deck: Deck) -> Iterator[Problem]:
    table = deck.content.get("table")
    if not table:
        return
    found = rows(table["name"])
    if not found:
        yield (
            deck.id,
            f"there is no table {table['name']!r} with rows in data/datapackage.json; correct the name.",
        )
        return
    for part, column in table.items():
        if part != "name" and column not in found[0]:
            yield (
                deck.id,
                f"table {table['name']} has no column {column!r} for {part!r}; it has {', '.join(found[0])}.",
            )


def _empty(deck: Deck, labels: dict[str, str]) -> Iterator[Problem]:
    keys = {key for card in cards(deck) for key in decks.group_keys(card)}
    for group in deck.content.get("keep_empty", ()):
        if group not in labels:
            yield deck.id, f"keep_empty names {group!r}, which is no group; choose from {', '.join(labels)}."
        elif group in keys:
            yield deck.id, f"keep_empty names {group!r}, but a card belongs there; take it off the list."


def _agreement(deck_id: str, found: list[Card]) -> Iterator[Problem]:
    """Kappa compares two single choices per card, and needs more than one kind of them."""
    keys = [(card["id"], decks.group_keys(card)) for card in found]
    for card_id, accepted in keys:
        if len(accepted) > 1:
            yield (
                f"{deck_id} {card_id}",
                "has several right groups, but the deck measures agreement; choose one key, or leave it out to discuss.",
            )
    if len({accepted[0] for _, accepted in keys if accepted}) < 2:
        yield deck_id, "measures agreement, but its keys name fewer than two groups; take 'agreement' out."


def _group_card(card: Card, labels: dict[str, str], content: dict[str, Any]) -> Iterator[str]:
    keys = decks.group_keys(card)
    for key in [*keys, *card.get("wrong", {})]:
        if key not in labels:
            yield f"there is no group {key!r}; choose from {', '.join(labels)}."
    if keys:
        about = f" (or in by_about under {card.get('about', '')!r})"
        yield from _needs(card, "right", "not_yet", elsewhere=about)
    for key in card.get("wrong", {}):
        if not keys or key in keys:
            yield f"'wrong' speaks of {key!r}, which is not wrong here; take it out."
    yield from _weight(card, content.get("weigh"))
    yield from _gives_away(card, [labels[key] for key in keys if key in labels])


def _needs(card: Card, *names: str, elsewhere: str = "") -> Iterator[str]:
    for name in names:
        if not card.get(name):
            yield f"{name!r} is missing; write it{elsewhere}."


def _weight(card: Card, weigh: str | None) -> Iterator[str]:
    if weigh and "weight" not in card:
        yield f"'weight' is missing; say how many {weigh} it has."
    if not weigh and "weight" in card:
        yield "has a weight, but the deck has no 'weigh'; say there what is counted, such as words."


def _gives_away(card: Card, right: list[str]) -> Iterator[str]:
    said = [("not_yet", card.get("not_yet", "")), *(card.get("wrong") or {}).items()]
    for name, text in said:
        for label in right:
            if re.search(rf"\b{re.escape(label)}\b", text, re.IGNORECASE):
                yield f"the feedback {name!r} names the right group, {label!r}; say where to look instead."


def _scale(deck: Deck) -> Iterator[Problem]:
    scale = deck.content["scale"]
    if deck.content.get("forecast"):
        yield from ((f"{deck.id} scale", sentence) for sentence in _scale_words(scale))
        yield from forecasts.problems(deck)
        return
    bad = list(_bad_times(deck))
    yield from bad
    yield from ((f"{deck.id} scale", sentence) for sentence in _scale_words(scale))
    if bad:
        return
    low, high = place(scale, scale["min"]), place(scale, scale["max"])
    if low >= high:
        yield deck.id, "the scale's min is not below its max; correct them."
        return
    for mark in scale.get("marks", ()):
        if not low <= place(scale, mark["at"]) <= high:
            yield deck.id, f"mark {mark['label']!r} lies outside the scale; correct its time or the scale."
    for card in deck.content["cards"]:
        yield from (
            (f"{deck.id} {card['id']}", sentence) for sentence in _scale_card(card, scale, (low, high))
        )


def place(scale: dict[str, Any], value: Any) -> float:  # noqa: ANN401  (a number, or a time of day as text)
    """Position on a scale: the number itself, or on a clock minutes after its start."""
    if not scale.get("clock"):
        return float(value)
    return (datetime.fromisoformat(value) - datetime.fromisoformat(scale["min"])).total_seconds() / 60


def _bad_times(deck: Deck) -> Iterator[Problem]:
    """Times that are no times on a clock, texts that are no numbers elsewhere."""
    scale = deck.content["scale"]
    named = [(f"{deck.id} scale", scale["min"]), (f"{deck.id} scale", scale["max"])]
    named += [(f"{deck.id} mark {mark['label']}", mark["at"]) for mark in scale.get("marks", ())]
    for card in deck.content["cards"]:
        named += [(f"{deck.id} {card['id']}", edge) for edge in card["band"]]
    for where, value in named:
        if scale.get("clock") and not _is_time(value):
            yield where, f'{value!r} is no time with a zone; write it as "2020-06-16T05:49Z".'
        if not scale.get("clock") and isinstance(value, str):
            yield where, f"{value!r} is text; write a number of the scale."


def _is_time(value: object) -> bool:
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False


def _scale_card(card: Card, scale: dict[str, Any], ends: tuple[float, float]) -> Iterator[str]:
    yield from _needs(card, "right", "below", "above")
    first, last = (place(scale, edge) for edge in card["band"])
    step = float(scale["step"])
    if first > last:
        yield "the band's lower end is above its upper end; swap them."
    elif first < ends[0] or last > ends[1]:
        yield "the band leaves the scale; keep it between min and max."
    elif ends[0] + ceil((first - ends[0]) / step - 1e-9) * step > last + 1e-9:
        yield f"no step of {scale['step']} lies in the band; widen it."


def _scale_words(scale: dict[str, Any]) -> Iterator[str]:
    for name in ("low", "high"):
        for word, instead in prose.unwanted(scale.get(name, "")):
            yield f"{name} says {word!r}; write {instead}."


def _stages(deck: Deck) -> Iterator[Problem]:
    scale = deck.content["scale"]
    if scale["min"] >= scale["max"]:
        yield deck.id, "the scale's min is not below its max; correct them."
    yield from ((f"{deck.id} scale", sentence) for sentence in _scale_words(scale))
    for card in deck.content["cards"]:
        yield from ((f"{deck.id} {card['id']}", sentence) for sentence in _stage_card(card))


def _stage_card(card: Card) -> Iterator[str]:
    steps = card["steps"]
    if card.get("turn", 1) > len(steps):
        yield f"turn is {card['turn']}, but there are {len(steps)} steps; name one of them."
    if card.get("turn") == 1:
        yield "turn is 1, but nothing can move a reader at the first step; name a later one."
    if card.get("expect") in {"up", "down"} and "turn" not in card:
        yield f"expects {card['expect']} but has no 'turn'; name the step that should have moved the reader."
    for step in steps:
        count = prose.word_count(step["text"])
        if step.get("from") and count > EXCERPT:
            yield f"step {step['label']!r} has {count} words of an article; cut it to {EXCERPT}."


def _sequence(deck: Deck) -> Iterator[Problem]:
    known = [card["id"] for card in deck.content["cards"]]
    for card in deck.content["cards"]:
        yield from ((f"{deck.id} {card['id']}", sentence) for sentence in _dated_card(card))
    chosen = [(f"order {order['label']!r}", order["cards"]) for order in deck.content.get("orders", ())]
    for name, listed in [*chosen, ("short", deck.content.get("short", []))]:
        for card_id, count in Counter(listed).items():
            if card_id not in known:
                yield deck.id, f"{name} names {card_id!r}, which is no card; choose from {', '.join(known)}."
            if count > 1:
                yield deck.id, f"{name} names {card_id!r} {count} times; name each card once."


def _dated_card(card: Card) -> Iterator[str]:
    try:
        date = decks_dates.spoken(card["date"])
    except CourseError as error:
        yield str(error)
        return
    for name in ("text", "name", "about", "look"):
        if re.search(rf"\b({date}|{card['date']})\b", card.get(name, "")):
            yield f"{name!r} gives away the date, {date}; leave it to the feedback 'right'."


def _peel(deck: Deck) -> Iterator[Problem]:
    known = {row["layer"] for row in [*rows("passages"), *rows("composition")] if row.get("layer")}
    counts = Counter(layer for entry in deck.content["layers"] for layer in entry.get("layers", ()))
    for layer, count in counts.items():
        if count > 1:
            yield deck.id, f"layer {layer!r} is covered {count} times; name it under one toggle."
        if layer not in known:
            yield deck.id, f"there is no layer {layer!r}; choose from {', '.join(sorted(known))}."


_CHECKS: Final[dict[str, Callable[[Deck], Iterator[Problem]]]] = {
    "groups": _groups,
    "scale": _scale,
    "stages": _stages,
    "sequence": _sequence,
    "peel": _peel,
}
