"""Agreement of a class among itself: Krippendorff's alpha, where the library for it is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MISSING: Final = (
    "Krippendorff's alpha was left out: krippendorff is not installed here. Install it with: "
    "uv sync --extra statistics (or: python -m pip install krippendorff), then make the class file again."
)


def available() -> bool:
    """Whether alpha can be computed here."""
    return find_spec("krippendorff") is not None


def alpha(units: Sequence[Mapping[str, int]]) -> float | None:
    """Krippendorff's alpha for kinds without an order.

    Parameters
    ----------
    units : sequence of mapping
        For each card, how many people chose each group. Cards that fewer than two people judged say nothing.

    Returns
    -------
    float or None
        1 is full agreement, 0 what chance gives. None if the library is missing, no card was judged twice, or only
        one group was ever chosen, so that agreement cannot be told from habit.
    """
    pairable = [unit for unit in units if sum(unit.values()) > 1]
    groups = sorted({group for unit in pairable for group, people in unit.items() if people})
    if len(groups) < 2 or not available():
        return None
    import krippendorff  # noqa: PLC0415  (an optional extra, and it loads numpy)

    counts = [[unit.get(group, 0) for group in groups] for unit in pairable]
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
