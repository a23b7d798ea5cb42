"""The layout ``slide``: two percentages to move, and what they say together about the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import numbers
from course.model import CourseError
from course.widgets._static import prose
from course.widgets.order import Order

if TYPE_CHECKING:
    from course.widgets._base import Store

Spec = dict[str, Any]

EXPORTS: Final = 198
IMPORTS: Final = 10
"""China's exports to North Korea and imports from there, January and February 2020, in million dollars (WSWS P11)."""

ARTICLE: Final = {"total": 24, "imports": 74}
"""The two falls that WSWS P11 gives, in percent."""

SURPLUS: Final = 219
"""China's surplus of January and February 2019, in million dollars (38 North, 8 April 2020)."""

LIMITS: Final = {"total": 90, "imports": 99}
"""Largest fall that can be set, in percent."""

PRINTED: Final = (0, 24, 50, 74, 90, 97)
"""Falls of imports in the printed form."""


class Slide(Order):
    """Two percentages to move; see `Order`.

    The spec has ``given``, ``article``, ``start``, ``limits`` and ``surplus`` instead of cards. The value keeps ``total``
    and ``imports`` (percent) and ``line`` (whether the surplus is drawn).
    """

    def text(self) -> str:
        """Title and size in one line."""
        return f"{self.spec['title']}: 2 percentages to move (run this cell to use it)"

    def html(self) -> str:
        """Printable form: what is given, the steps, and a table of what follows from some falls of imports."""
        given, fall = self.spec["given"], self.spec["article"]["total"]
        head = f"<p><strong>{prose(self.spec['title'])}</strong></p><p>{prose(self.spec['intro'])}</p>"
        rows = "".join(_row(given, fall, imports) for imports in PRINTED)
        caption = f"If all trade fell by {fall} percent (million dollars, January and February)"
        columns = ("Imports fell by", "All trade 2019", "Imports 2019", "Exports 2019", "So exports")
        heads = "".join(f'<th scope="col">{name}</th>' for name in columns)
        return (
            f'{head}<table border="1"><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )


def slide_widget(*, store: Store | None = None) -> Slide:
    """Build the number explorer of lesson 10.

    Parameters
    ----------
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Slide
        Ready to display.
    """
    spec: Spec = {
        "id": "L10.slide",
        "title": "Move the percentages",
        "intro": (
            f"In January and February 2020 China sold the North goods for {EXPORTS} million dollars (exports) and bought "
            f"goods for {IMPORTS} million (imports). That is given. You choose by how much trade had fallen, and watch "
            "what 2019 must have been."
        ),
        "layout": "slide",
        "given": {"exports": EXPORTS, "imports": IMPORTS},
        "article": dict(ARTICLE),
        "start": {"total": ARTICLE["total"], "imports": ARTICLE["total"]},
        "limits": dict(LIMITS),
        "surplus": SURPLUS,
    }
    return Slide(spec, store=store)


def _row(given: dict[str, float], total: float, imports: float) -> str:
    head = f'<tr><th scope="row">{imports} percent</th>'
    try:
        found = numbers.reconcile(given["exports"], given["imports"], total / 100, imports / 100)
    except CourseError:
        return f'{head}<td colspan="4">impossible: imports of 2019 would be larger than all trade of 2019</td></tr>'
    amounts = (found.total_2019, found.imports_2019, found.exports_2019)
    cells = "".join(f"<td>{amount:.1f}</td>" for amount in amounts)
    way = "fell" if found.export_change < 0 else "rose"
    return f"{head}{cells}<td>{way} by {abs(found.export_change):.1f} percent</td></tr>"
