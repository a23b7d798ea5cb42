"""Disclosure control of a shared page: no count under 5, and none that can be computed from the others.

A row of counts divides the class: each student stands in exactly one cell, and everybody may know the size of the
class and these rules. Cells under 5, zero included, are pooled. A pool always takes in at least one larger cell, and
more until it holds 9 students. Only its sum is told.

Why that is enough: let a pooled cell have 0 to 4 students. Take any x of 0, 1, 2, 3, 4, and any larger cell z of the
pool. Put x students into the first, all other students of the pool into z, and none into the rest of the pool: z then
has at least 9 - 4 = 5. This row divides the class too and is told in the same way, because the same cells are under 5
or last in order. So nobody who reads the row can say which of the five values is the true one. The tests try every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FEWEST: Final = 5
"""A smaller count is not told."""

POOL: Final = 2 * FEWEST - 1
"""Fewest students in a pool of cells, so that each hidden cell may still have any value under 5."""

CLASS: Final = 10
"""A smaller class gets no numbers in a shared page."""


@dataclass(frozen=True, slots=True)
class Row:
    """What may be told of one row of counts.

    Parameters
    ----------
    shown : dict of str to int
        Cells that are told.
    hidden : tuple of str
        Cells that are pooled.
    together : int or None
        Their sum; None if nothing is hidden, or everything.
    """

    shown: dict[str, int]
    hidden: tuple[str, ...]
    together: int | None

    def total(self, cells: Collection[str]) -> int | None:
        """Sum of these cells, if what is told gives it: all are shown, or the whole pool is among them."""
        apart = [cell for cell in cells if cell in self.hidden]
        if apart and (set(self.hidden) - set(cells) or self.together is None):
            return None
        return sum(self.shown.get(cell, 0) for cell in cells) + (self.together or 0 if apart else 0)


def protect(cells: Mapping[str, int]) -> Row:
    """Hide the small cells of a row, and enough beside them.

    Parameters
    ----------
    cells : mapping of str to int
        Students in each cell. The order must not depend on the counts: where more must be hidden, the last go first.
    """
    if sum(cells.values()) < CLASS:
        return Row({}, tuple(cells), None)
    pool = {cell for cell, count in cells.items() if count < FEWEST}
    large = [cell for cell in cells if cell not in pool]
    if pool and large:
        pool.add(large.pop())
    while pool and large and _sum(cells, pool) < POOL:
        pool.add(large.pop())
    hidden = tuple(cell for cell in cells if cell in pool)
    together = _sum(cells, pool) if hidden and large else None
    return Row({cell: cells[cell] for cell in large}, hidden, together)


def _sum(cells: Mapping[str, int], names: Collection[str]) -> int:
    return sum(cells[name] for name in names)
