"""Percentages and what they are of: find a base, test two figures against each other, and see what rounding allows.

The examples are those of lesson 10: China's trade with North Korea, January and February 2020, in million dollars.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product

from course.model import CourseError


@dataclass(frozen=True, slots=True, repr=False)
class _Rounded:
    """Numbers that are shown with two decimals, or one for percent."""

    def rounded(self) -> dict[str, float]:
        """Give the numbers as people print them: money with two decimals, percentages with one."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: round(value, 2 if name.endswith("2019") else 1) for name, value in values.items()}

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value:g}" for name, value in self.rounded().items())
        return f"{type(self).__name__}({shown})"


@dataclass(frozen=True, slots=True, repr=False)
class Reconciled(_Rounded):
    """What two percentages and two amounts say together about the year before.

    Parameters
    ----------
    total_2019, imports_2019, exports_2019 : float
        The amounts of the year before.
    export_change : float
        Change of exports in percent; below zero for a fall.
    import_share_of_fall : float
        How much of the fall of the total, in percent, is due to imports. ``nan`` if the total did not change.
    """

    total_2019: float
    imports_2019: float
    exports_2019: float
    export_change: float
    import_share_of_fall: float


@dataclass(frozen=True, slots=True, repr=False)
class WithSurplus(_Rounded):
    """What follows if the surplus of the year before is kept, and one of the two percentages.

    Parameters
    ----------
    exports_2019, imports_2019 : float
        The amounts of the year before.
    export_change, import_change, total_change : float
        Changes in percent; below zero for a fall.
    """

    exports_2019: float
    imports_2019: float
    export_change: float
    import_change: float
    total_change: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """Smallest and largest value that rounding allows, both included."""

    low: float
    high: float


def base(amount: float, fall: float) -> float:
    r"""Find what an amount was before it fell.

    Parameters
    ----------
    amount : float
        What is left.
    fall : float
        The fall as a fraction: 0.74 for 74 percent. Below zero for a rise.

    Returns
    -------
    float
        The base :math:`b` of the percentage.

    Raises
    ------
    CourseError
        If nothing is left after the fall, or the amount is below zero.

    Notes
    -----
    What is left is the rest of the base, not the percentage of it:

    .. math:: a = b\,(1 - f) \quad\Rightarrow\quad b = \frac{a}{1 - f}

    Examples
    --------
    >>> round(base(10, 0.74), 2)
    38.46
    """
    if amount < 0:
        raise CourseError(f"An amount of {amount:g} is below zero. Give what is left, a number from 0 up.")
    if fall >= 1:
        raise CourseError(
            f"A fall of {fall * 100:g} percent leaves nothing, so {amount:g} cannot be what is left. "
            "Give the fall as a fraction below 1: 0.74 stands for 74 percent."
        )
    return amount / (1 - fall)


def change(before: float, after: float) -> float:
    r"""Change in percent, below zero for a fall.

    Parameters
    ----------
    before, after : float
        The two amounts. The base is the first.

    Returns
    -------
    float
        :math:`100\,(a - b) / b`.

    Raises
    ------
    CourseError
        If the amount before is not above zero: a percentage of nothing means nothing.
    """
    if before <= 0:
        raise CourseError(f"The amount before is {before:g}. A percentage needs a base above zero.")
    return 100 * (after - before) / before


def reconcile(exports: float, imports: float, total_fall: float, import_fall: float) -> Reconciled:
    r"""Test whether a fall of the total and a fall of imports can both be right.

    Parameters
    ----------
    exports, imports : float
        The amounts after the fall.
    total_fall, import_fall : float
        The falls as fractions: 0.24 stands for 24 percent.

    Returns
    -------
    Reconciled
        The amounts before, and what they imply for exports.

    Raises
    ------
    CourseError
        If the figures cannot all be right; the message says why.

    Notes
    -----
    With exports :math:`x`, imports :math:`m` and the falls :math:`t` (total) and :math:`i` (imports),

    .. math::

        T = \frac{x + m}{1 - t}, \quad M = \frac{m}{1 - i}, \quad X = T - M,

    so exports changed by :math:`(x - X) / X`, and imports make up :math:`(M - m) / (T - x - m)` of the fall. The
    figures contradict one another only if :math:`M \ge T`. If they do not, that does not make them true.

    Examples
    --------
    >>> reconcile(198, 10, 0.24, 0.74).rounded()["exports_2019"]
    235.22
    """
    total, before = base(exports + imports, total_fall), base(imports, import_fall)
    if before >= total:
        why = (
            "A part cannot be larger than the whole"
            if before > total
            else "Nothing would be left for exports"
        )
        raise CourseError(
            f"Impossible: imports of 2019 would be {before:.1f}, and all trade of 2019 only {total:.1f}. {why}. "
            "Make the fall of imports smaller, or that of the total larger."
        )
    fallen = total - exports - imports
    return Reconciled(
        total_2019=total,
        imports_2019=before,
        exports_2019=total - before,
        export_change=change(total - before, exports),
        import_share_of_fall=100 * (before - imports) / fallen if fallen else float("nan"),
    )


def with_surplus(
    exports: float,
    imports: float,
    surplus_2019: float,
    *,
    import_fall: float | None = None,
    total_fall: float | None = None,
) -> WithSurplus:
    r"""Add a third figure, the surplus of the year before, and keep one of the two percentages.

    Parameters
    ----------
    exports, imports : float
        The amounts after the fall.
    surplus_2019 : float
        Exports minus imports of the year before.
    import_fall, total_fall : float, optional
        The fall that is kept, as a fraction. Give one of the two; the other follows.

    Returns
    -------
    WithSurplus
        The amounts before, and all three changes.

    Raises
    ------
    CourseError
        If not exactly one fall is given, or the figures cannot all be right.

    Notes
    -----
    With the surplus :math:`s = X - M`: keeping the fall of imports, :math:`M = m / (1 - i)` and :math:`X = M + s`.
    Keeping the fall of the total, :math:`T = (x + m) / (1 - t)` and :math:`M = (T - s) / 2`.

    Examples
    --------
    >>> with_surplus(198, 10, 219, import_fall=0.74).rounded()["total_change"]
    -29.7
    """
    if import_fall is not None and total_fall is None:
        before = base(imports, import_fall)
    elif total_fall is not None and import_fall is None:
        before = (base(exports + imports, total_fall) - surplus_2019) / 2
    else:
        raise CourseError(
            "Keep one percentage: give import_fall or total_fall, and not both. The other one follows from the surplus."
        )
    if before <= 0 or before + surplus_2019 <= 0:
        raise CourseError(
            f"Impossible: with a surplus of {surplus_2019:g}, 2019 would have imports of {before:.1f} and exports of "
            f"{before + surplus_2019:.1f}. Neither can be zero or less. Change the surplus or the percentage."
        )
    return WithSurplus(
        exports_2019=before + surplus_2019,
        imports_2019=before,
        export_change=change(before + surplus_2019, exports),
        import_change=change(before, imports),
        total_change=change(2 * before + surplus_2019, exports + imports),
    )


def rounding(
    exports: float, imports: float, total_fall: float, import_fall: float, *, half: float = 0.5
) -> dict[str, Bounds]:
    r"""Find what rounding alone allows: every figure may lie half a unit above or below.

    Parameters
    ----------
    exports, imports : float
        Amounts, printed as whole numbers.
    total_fall, import_fall : float
        Falls as fractions, printed as whole percentages.
    half : float
        Half of the last printed unit, for amounts and for percentages.

    Returns
    -------
    dict of str to Bounds
        ``total_2019`` and ``export_change``.

    Raises
    ------
    CourseError
        If some of the values that rounding allows contradict one another.

    Notes
    -----
    Interval arithmetic. Within the box of allowed values both results rise or fall with each figure and never turn, so
    that their ends lie at corners of the box. All 16 corners are computed, and the limits are the true ones.

    Examples
    --------
    >>> limits = rounding(198, 10, 0.24, 0.74)["export_change"]
    >>> round(limits.low, 1), round(limits.high, 1)
    (-17.2, -14.4)
    """
    step = half / 100
    box = ((exports, half), (imports, half), (total_fall, step), (import_fall, step))
    corners = [reconcile(*corner) for corner in product(*((v - d, v + d) for v, d in box))]
    return {
        name: Bounds(min(values), max(values))
        for name in ("total_2019", "export_change")
        for values in [[getattr(corner, name) for corner in corners]]
    }
