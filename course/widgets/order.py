"""The order front-end: cards go into groups, onto a line, or are rated stage by stage."""

from __future__ import annotations

from course.widgets._base import FrontEnd, module, style


class Order(FrontEnd):
    """Cards to group, to place or to rate, judged in the browser. Each layout has a class of its own.

    Parameters
    ----------
    spec : dict
        ``id`` (that of the deck), ``title``, ``intro``, ``layout`` (groups, scale or stages), ``cards``, ``closing``,
        ``passages`` (ID to passage view), and what the layout needs besides.
    value : dict, optional
        ``cards``: card ID to what was done with it.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("order")
    _css = style("order")

    def text(self) -> str:
        """Title and size in one line."""
        return f"{self.spec['title']}: {len(self.spec['cards'])} cards (run this cell to use it)"
