"""The class file: where a class placed the cards of a scale, as medians and quartiles. No names, no codes, no small groups."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

from course.casefile.merge import LIMIT, CaseFileError, State, merge, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

KIND: Final = "one-event-class"
VERSION: Final = 1
FEWEST: Final = 5
"""People behind each number, at least. With fewer, a median could be traced to one of them."""

NUMBERS: Final = ("median", "low", "high")
_DECK: Final = re.compile(r"L\d{1,2}\.C\d+")
_BESIDE: Final = re.compile(r"\.(lock|bak|tmp|erased|damaged)\b[^.]*\.json$")
"""What a case file leaves beside itself; what a learner erased must not come back here."""

_HOW: Final = "Make one from the learners' case files: course class-file CASEFILES... --out class.json"


def summarise(files: Iterable[Path]) -> dict[str, Any]:
    """Make the class file of learners' case files.

    Parameters
    ----------
    files : iterable of Path
        Case files. Those that cannot be read are left out; `collect` says which.

    Returns
    -------
    dict
        ``kind``, ``version``, ``learners`` and ``decks``: deck ID to card ID to ``n``, ``median``, ``low`` and
        ``high`` (quartiles). Cards placed by fewer than `FEWEST` people are left out.
    """
    return class_file(collect(files)[0])


def collect(files: Iterable[Path]) -> tuple[list[State], list[str]]:
    """Read case files, each learner once.

    Parameters
    ----------
    files : iterable of Path
        Case files; a folder stands for every ``.json`` file in it, without backups.

    Returns
    -------
    tuple of (list of dict, list of str)
        One case file per learner, joined from all copies; and one line for each file that could not be read.
    """
    joined: dict[str, State] = {}
    skipped = []
    for path in _files(files):
        try:
            state = parse(_text(path))[0]
        except CaseFileError as error:
            skipped.append(f"{path}: {error}")
            continue
        key = state["code"] or str(path)
        joined[key] = merge(joined[key], state) if key in joined else state
    return list(joined.values()), skipped


def class_file(states: Sequence[State]) -> dict[str, Any]:
    """Make the class file of case files that are read already; see `summarise`."""
    placed: dict[str, dict[str, list[float]]] = {}
    for state in states:
        for deck, card, at in _places(state):
            placed.setdefault(deck, {}).setdefault(card, []).append(at)
    decks = {deck: _marks(cards) for deck, cards in sorted(placed.items())}
    return {
        "kind": KIND,
        "version": VERSION,
        "learners": len(states),
        "decks": {deck: marks for deck, marks in decks.items() if marks},
    }


def read(path: Path | str) -> dict[str, Any]:
    """Read a class file.

    Parameters
    ----------
    path : Path or str
        What `summarise` made, as JSON.

    Returns
    -------
    dict
        As `summarise` returns it.

    Raises
    ------
    CaseFileError
        One line that says what is wrong with the file and what to do.
    """
    path = Path(path)
    try:
        found = json.loads(_text(path).lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise CaseFileError(f"{path} is not JSON, so it is no class file. {_HOW}") from None
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise CaseFileError(f"{path} {_mistaken(found)} {_HOW}")
    if found.get("version") != VERSION:
        raise CaseFileError(
            f"{path} has version {found.get('version')!r}; this course reads version {VERSION}. {_HOW}"
        )
    _must_be_whole(found, path)
    return found


def _files(given: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        inside = sorted(path.glob("*.json")) if path.is_dir() else ()
        yield from (file for file in inside if not _BESIDE.search(file.name))
        if not path.is_dir():
            yield path


def _text(path: Path) -> str:
    """Text of a file.

    Raises
    ------
    CaseFileError
        There is no such file, or it is too large or no text.
    """
    try:
        if path.stat().st_size > LIMIT:
            raise CaseFileError(f"{path} is larger than {LIMIT // 1_000_000} MB, so it is none of our files.")
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise CaseFileError(f"There is no file {path}. Check the name and the folder.") from None
    except UnicodeDecodeError:
        raise CaseFileError(f"{path} is not text in UTF-8. Choose the file as it was downloaded.") from None
    except OSError as error:
        raise CaseFileError(f"{path} cannot be read: {error.strerror or error}.") from error


def _places(state: State) -> Iterator[tuple[str, str, float]]:
    """Where a learner put each card before any feedback: deck, card, place."""
    for deck, entry in state["widgets"].items():
        cards = entry["value"].get("cards")
        if not _DECK.fullmatch(deck) or not isinstance(cards, dict):
            continue
        for card, kept in cards.items():
            at = _first_place(kept)
            if at is not None:
                yield deck, card, at


def _first_place(kept: object) -> float | None:
    """Place at the first check; what was moved after feedback would only repeat the feedback."""
    if not isinstance(kept, dict) or not kept.get("tries"):
        return None
    at = kept.get("first", kept.get("at"))
    return at if _is_number(at) else None


def _marks(cards: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    return {card: _mark(places) for card, places in sorted(cards.items()) if len(places) >= FEWEST}


def _mark(places: Sequence[float]) -> dict[str, float]:
    low, _, high = quantiles(places, n=4, method="inclusive")
    return {"n": len(places), "median": _short(median(places)), "low": _short(low), "high": _short(high)}


def _short(number: float) -> float:
    """At most two decimals, and none where they are zero."""
    return int(number) if number == int(number) else round(number, 2)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _mistaken(found: object) -> str:
    if isinstance(found, dict) and "case-file" in str(found.get("format")):
        return "is the case file of one learner, not a class file."
    return "is not a class file."


def _must_be_whole(found: Mapping[str, Any], path: Path) -> None:
    decks = found.get("decks")
    cards = list(decks.values()) if isinstance(decks, dict) else [None]
    marks = [mark for entry in cards for mark in (entry.values() if isinstance(entry, dict) else [None])]
    if not all(map(_is_mark, marks)):
        raise CaseFileError(f"{path} is damaged: a card has no n, median, low and high in order. {_HOW}")


def _is_mark(mark: object) -> bool:
    if not isinstance(mark, dict) or not all(_is_number(mark.get(name)) for name in ("n", *NUMBERS)):
        return False
    return bool(mark["n"] >= FEWEST and mark["low"] <= mark["median"] <= mark["high"])
