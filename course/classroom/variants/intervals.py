"""Lesson 9: eight other pairs of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course import data
from course.classroom.variants.parts import Twist, Variant

if TYPE_CHECKING:
    import random

PAIRS = (
    ("panmunjom", "singapore"),
    ("panmunjom", "opening"),
    ("singapore", "opening"),
    ("opening", "suspension"),
    ("suspension", "demolition"),
    ("opening", "demolition"),
    ("hanoi", "demolition"),
    ("statement", "demolition"),
)
"""As published; the first is worked out in the notebook as an example."""


def draw(rng: random.Random) -> Variant:
    """Eight pairs, the earlier event first, none of them published."""
    dated = sorted(
        (str(row["date"]), row["event"]) for row in data.rows("interval_events") if row["precision"] == "day"
    )
    names = [event for _, event in dated]
    pool = [(a, b) for place, a in enumerate(names) for b in names[place + 1 :] if (a, b) not in PAIRS]
    pairs = tuple(rng.sample(pool, len(PAIRS)))
    summary = "intervals: " + ", ".join(f"{a} to {b}" for a, b in pairs)
    return Variant(summary, _swaps(pairs), {"L9.E1": _twist(pairs)})


def _swaps(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    old_pairs, new_pairs = ("".join(f'    ("{a}", "{b}"),\n' for a, b in chosen) for chosen in (PAIRS, pairs))
    old_names, new_names = (
        "".join(f'    "{a} to {b}": ...,\n' for a, b in chosen) for chosen in (PAIRS, pairs)
    )
    return (
        (old_pairs, new_pairs),
        (old_names, new_names),
        (
            "How many **days** lie between these?",
            "How many **days** lie between these eight pairs of your class?",
        ),
    )


def _twist(pairs: tuple[tuple[str, str], ...]) -> Twist:
    both = "One too many counts both end days. The day of the first event is day 0."
    few = "One too few. The day of the second event counts, the day of the first does not."
    turned = "The length is right and the direction is not. Take the earlier date away from the later one."
    slips = [
        (f'{{"{a} to {b}": {expression}}}', f"{a} to {b}: {message}")
        for a, b in pairs
        for expression, message in (
            (f'intervals["{a} to {b}"] + 1', both),
            (f'intervals["{a} to {b}"] - 1', few),
            (f'-intervals["{a} to {b}"]', turned),
        )
    ]
    return Twist(
        "The ruler has the events. Choose the two and read the number.",
        "The day of the first event is day 0. Begin on the day after it and stop on the day of the second. With pandas, write "
        '.days behind the brackets, so that "46 days 00:00:00" becomes a plain number.',
        "Right, all eight.",
        tuple(slips),
    )
