"""What a case file holds: how far its learner has come, and what a restore brought in. Pure functions."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final, NamedTuple

PARTS: Final = (
    *("recall", "hook", "practice", "matrix", "cards", "trail", "swap"),
    *("data", "quiz", "exercise", "writing"),
)
"""The parts of a lesson that leave a trace in the case file, in the order of the lesson."""

_LETTERS: Final = dict(zip("RHPMCUVDQEW", PARTS, strict=True))
_ITEM: Final = re.compile(r"L(\d{1,2})\.([RHPMCUVDQEW])\d+")
_WIDGET: Final = re.compile(r"(\d{2})-[^/]*/(\w+)")

_WORK: Final = {
    "answers": ("answer", "answers"),
    "exercises": ("exercise check", "exercise checks"),
    "writing": ("text", "texts"),
    "conflicts": ("row of the conflict log", "rows of the conflict log"),
}

Tally = dict[str, int]


def part_of(item: str) -> tuple[int, str] | None:
    """Return the lesson and the part that an ID such as ``L1.Q1`` belongs to.

    Parameters
    ----------
    item : str
        ID of a question or an exercise.

    Returns
    -------
    tuple of (int, str) or None
        ``(1, "quiz")``; None for an ID of another form.
    """
    found = _ITEM.fullmatch(item)
    return (int(found[1]), _LETTERS[found[2]]) if found else None


def summarise(state: dict[str, Any]) -> dict[str, Any]:
    """Count what is done, lesson by lesson.

    Parameters
    ----------
    state : dict
        A case file.

    Returns
    -------
    dict
        ``code``, ``updated``, ``track``, ``answers``, ``writing`` and ``conflicts`` (how many), ``last`` (number of
        the lesson visited last, or None) and ``lessons``: for each number, for each of `PARTS` that was begun,
        ``done`` (items answered; solved, for exercises) and ``right``.
    """
    lessons: dict[int, dict[str, Tally]] = {}
    for item, done, right in _items(state):
        place = part_of(item)
        if (
            place and place[1] != "recall"
        ):  # L1.R1 is asked in later lessons; a recall is counted by its front-end
            _add(lessons, *place, int(done), int(right))
    _add_widgets(lessons, state["widgets"])
    return {
        "code": state["code"],
        "updated": state["updated"],
        "track": state["track"],
        "answers": len(state["answers"]),
        "writing": sum(bool(texts[-1]["text"].strip()) for texts in state["writing"].values()),
        "conflicts": sum(not row.get("removed") for row in state["conflicts"]),
        "last": _last_visited(state["visits"]),
        "lessons": {number: _in_order(lessons[number]) for number in sorted(lessons)},
    }


def _items(state: dict[str, Any]) -> list[tuple[str, bool, bool]]:
    """Every item with whether it is done and whether it is right. A text counts once, however it was kept."""
    answered = {item: (True, _solved(attempts)) for item, attempts in state["answers"].items()}
    solved = {item: (_solved(tries), _solved(tries)) for item, tries in state["exercises"].items()}
    written = {item: (bool(texts[-1]["text"].strip()), False) for item, texts in state["writing"].items()}
    return [(item, done, right) for item, (done, right) in {**written, **solved, **answered}.items()]


def _solved(tries: list[dict[str, Any]]) -> bool:
    return any(entry.get("outcome") == "correct" for entry in tries)


def _add(lessons: dict[int, dict[str, Tally]], number: int, part: str, done: int, right: int) -> None:
    tally = lessons.setdefault(number, {}).setdefault(part, {"done": 0, "right": 0})
    tally["done"] += done
    tally["right"] += right


def _add_widgets(lessons: dict[int, dict[str, Tally]], widgets: dict[str, Any]) -> None:
    """Count what only the front-ends hold: the cells of a matrix (``01-1449/matrix``), the cards of a deck (``L2.C1``)."""
    for name, entry in widgets.items():
        place = _widget_place(name)
        if place is None:
            continue
        value = entry["value"]
        cells = value.get("cells") or value.get("cards") or value
        checked = [cell for cell in cells.values() if isinstance(cell, dict) and cell.get("checked")]
        number, part = place
        if part == "cards":  # several decks of a lesson add up
            _add(lessons, number, part, len(checked), sum(cell.get("right") is True for cell in checked))
            continue
        known = lessons.get(number, {}).get(part, {"done": 0})["done"]
        if len(checked) > known:
            right = sum(cell.get("right") is True or cell.get("outcome") == "correct" for cell in checked)
            lessons.setdefault(number, {})[part] = {"done": len(checked), "right": right}


def _widget_place(name: str) -> tuple[int, str] | None:
    """Return lesson and part of a front-end that is named as a beat (``01-1449/matrix``) or as a deck (``L2.C1``)."""
    beat = _WIDGET.fullmatch(name)
    if beat:
        return (int(beat[1]), beat[2]) if beat[2] in PARTS else None
    place = part_of(name)
    return place if place and place[1] == "cards" else None


def _in_order(parts: dict[str, Tally]) -> dict[str, Tally]:
    return {part: parts[part] for part in PARTS if part in parts}


def _last_visited(visits: dict[str, Any]) -> int | None:
    numbered = [
        (visit["last"], int(lesson[:2])) for lesson, visit in visits.items() if lesson[:2].isdecimal()
    ]
    return max(numbered)[1] if numbered else None


class MergeReport(NamedTuple):
    """What a restore brought in: how many entries were new, and a line that says so."""

    answers: int
    exercises: int
    writing: int
    conflicts: int
    unreadable: int
    code: str
    message: str


def work(state: dict[str, Any]) -> Counter[str]:
    """Count the entries of each kind of work that a case file holds."""
    sizes = Counter({kind: sum(map(len, state[kind].values())) for kind in _WORK if kind != "conflicts"})
    sizes["conflicts"] = sum(not row.get("removed") for row in state["conflicts"])
    return sizes


def report(before: Counter[str], after: Counter[str], unreadable: int, code: str) -> MergeReport:
    """Say what a restore brought in.

    Parameters
    ----------
    before, after : Counter
        `work` of the case file before and after.
    unreadable : int
        Entries that had to be left out.
    code : str
        The learner's code after the restore.

    Returns
    -------
    MergeReport
        Counts of new entries and a message for the learner.
    """
    new = after - before
    parts = [f"{new[kind]} {names[new[kind] > 1]}" for kind, names in _WORK.items() if new[kind]]
    message = (
        f"Restored: {', '.join(parts)}." if parts else "Nothing new in that file: you have all of it already."
    )
    if unreadable:
        message += f" {unreadable} damaged entries were left out."
    counts = {kind: new[kind] for kind in _WORK}
    return MergeReport(**counts, unreadable=unreadable, code=code, message=f"{message} Your code is {code}.")
