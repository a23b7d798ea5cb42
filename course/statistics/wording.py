"""Numbers as a reader meets them: two decimals, a real minus sign, intervals with "to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.statistics.resample import Interval

NONE = "–"
"""Stands where a number does not exist."""


def number(value: float | None, digits: int = 2) -> str:
    """A number with a fixed count of decimals, or a dash."""
    if value is None:
        return NONE
    rounded = round(value, digits) + 0.0  # no "-0.00"
    return f"{rounded:.{digits}f}".replace("-", "−")


def signed(value: float | None, digits: int = 2) -> str:
    """A number with its sign, or a dash."""
    shown = number(value, digits)
    return f"+{shown}" if value is not None and round(value, digits) > 0 else shown


def between(ends: Interval | None, digits: int = 2) -> str:
    """An interval, or that there is none."""
    return "no interval" if ends is None else f"{number(ends.low, digits)} to {number(ends.high, digits)}"


def chance(p: float | None) -> str:
    """A probability with three decimals, or a dash."""
    if p is None:
        return NONE
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def count(n: int, one: str) -> str:
    """A count with its noun."""
    return f"{n} {one}{'' if n == 1 else 's'}"


def rows(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """A Markdown table; everything but the first column stands to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    safe = [[cell.replace("|", "\\|") for cell in row] for row in body]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *safe])
