"""The class file: where a class placed cards, as medians or as counts. No names, no codes, no small groups."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

from course.casefile import agreement
from course.casefile.merge import LIMIT, CaseFileError, State, merge, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

KIND: Final = "one-event-class"
VERSION: Final = 1
FEWEST: Final = 5
"""People behind each number, at least. With fewer, a number could be traced to one of them."""

Place = float | str
"""A number on a line, or the ID of a group."""

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
        ``kind``, ``version``, ``learners`` and ``decks``: deck ID to card ID to ``n`` with ``median``, ``low`` and
        ``high`` (quartiles) for a card on a line, or with ``groups`` (group ID to people) for a card in a group.
        Cards placed by fewer than `FEWEST` people are left out. With decks of groups also ``agreement``: deck ID to
        ``raters``, ``cards`` and Krippendorff's ``alpha``, which is left out where it cannot be computed.
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
    placed: dict[str, dict[str, list[Place]]] = {}
    raters: Counter[str] = Counter()
    for state in states:
        found = list(_places(state))
        raters.update({deck for deck, _, _ in found})
        for deck, card, place in found:
            placed.setdefault(deck, {}).setdefault(card, []).append(place)
    marked = {deck: _marks(cards) for deck, cards in sorted(placed.items())}
    decks = {deck: marks for deck, marks in marked.items() if marks}
    made = {"kind": KIND, "version": VERSION, "learners": len(states), "decks": decks}
    agreed = {deck: _agreed(marks, raters[deck]) for deck, marks in decks.items() if _in_groups(marks)}
    return {**made, "agreement": agreed} if agreed else made


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


def _places(state: State) -> Iterator[tuple[str, str, Place]]:
    """Where a learner put each card before any feedback: deck, card, place."""
    for deck, entry in state["widgets"].items():
        cards = entry["value"].get("cards")
        if not _DECK.fullmatch(deck) or not isinstance(cards, dict):
            continue
        for card, kept in cards.items():
            at = _first_place(kept)
            if at is not None:
                yield deck, card, at


def _first_place(kept: object) -> Place | None:
    """Place at the first check; what was moved after feedback would only repeat the feedback."""
    if not isinstance(kept, dict):
        return None
    first, tries = kept.get("first"), kept.get("tries")
    if isinstance(first, str):  # also kept when the learner starts again
        return first or None
    if tries == 1 and kept.get("checked") and isinstance(kept.get("group"), str):
        return kept["group"] or None
    at = first if first is not None else kept.get("at")
    return at if tries and _is_number(at) else None


def _marks(cards: Mapping[str, Sequence[Place]]) -> dict[str, dict[str, Any]]:
    """One mark per card with enough people; a card is on a line or in groups, whichever more people say."""
    marks = {}
    for card, places in sorted(cards.items()):
        groups = [place for place in places if isinstance(place, str)]
        numbers = [place for place in places if not isinstance(place, str)]
        if max(len(groups), len(numbers)) >= FEWEST:
            marks[card] = _counts(groups) if len(groups) > len(numbers) else _mark(numbers)
    return marks


def _counts(groups: Sequence[str]) -> dict[str, Any]:
    return {"n": len(groups), "groups": dict(sorted(Counter(groups).items()))}


def _mark(places: Sequence[float]) -> dict[str, Any]:
    low, _, high = quantiles(places, n=4, method="inclusive")
    return {"n": len(places), "median": _short(median(places)), "low": _short(low), "high": _short(high)}


def _in_groups(marks: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, int]]:
    return [mark["groups"] for mark in marks.values() if "groups" in mark]


def _agreed(marks: Mapping[str, Mapping[str, Any]], raters: int) -> dict[str, float]:
    """Agreement of a class among itself, from the counts that the file shows."""
    units = _in_groups(marks)
    alpha = agreement.alpha(units)
    known = {} if alpha is None else {"alpha": _short(alpha)}
    return {"raters": raters, "cards": len(units), **known}


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
    if not all(_is_mark(mark) or _is_counts(mark) for mark in marks):
        raise CaseFileError(
            f"{path} is damaged: a card has neither n, median, low and high in order nor counts of groups. {_HOW}"
        )
    agreed = found.get("agreement", {})
    if not isinstance(agreed, dict) or not all(map(_is_agreement, agreed.values())):
        raise CaseFileError(
            f"{path} is damaged: the agreement of a deck lacks raters, cards or a number. {_HOW}"
        )


def _is_mark(mark: object) -> bool:
    if not isinstance(mark, dict) or not all(_is_number(mark.get(name)) for name in ("n", *NUMBERS)):
        return False
    return bool(mark["n"] >= FEWEST and mark["low"] <= mark["median"] <= mark["high"])


def _is_counts(mark: object) -> bool:
    groups = mark.get("groups") if isinstance(mark, dict) else None
    if not isinstance(mark, dict) or not isinstance(groups, dict):
        return False
    people = list(groups.values())
    if not all(_is_number(number) and number > 0 for number in people):
        return False
    return bool(mark.get("n") == sum(people) >= FEWEST)


def _is_agreement(entry: object) -> bool:
    if not isinstance(entry, dict) or not all(_is_number(entry.get(name)) for name in ("raters", "cards")):
        return False
    return entry["raters"] >= FEWEST and ("alpha" not in entry or _is_number(entry["alpha"]))
