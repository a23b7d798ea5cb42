"""How charts look: colours, type and the one Altair theme, named ``course``."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Sequence

# A chart stands on a light panel of its own, in JupyterLab's light and dark theme alike. A transparent background
# would need text that can be read on white and on #111: for a contrast of 4.5:1 its relative luminance would have to
# be under 0.183 and over 0.203 at once, so no such colour exists. The panel also keeps printed pages, pictures and
# the static edition the same as what the class sees.
PANEL: Final = "#fcfbf8"
INK: Final = "#1c2733"
MUTED: Final = "#55606e"
LINE: Final = "#d8d4ca"

# Chosen by lightness first, so that they stay apart in greyscale and for every kind of colour blindness: dark, middle,
# and outline only. tests/content/test_charts.py measures the distances.
DARK: Final = "#1b4965"
MIDDLE: Final = "#f0a93b"
EMPTY: Final = "#fcfbf8"
ON_DARK: Final = "#ffffff"
ON_MIDDLE: Final = "#1c2733"

NORTH: Final = "#ddd3bd"
SOUTH: Final = "#f3eee1"
SEA: Final = "#d3e2ea"

FONT: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
SMALL: Final = 13
BODY: Final = 14
LINE_HEIGHT: Final = 17

CONFIG: Final[dict[str, Any]] = {
    "background": PANEL,
    "padding": 16,
    "font": FONT,
    "view": {"stroke": None, "continuousWidth": 420, "continuousHeight": 300},
    "title": {
        "anchor": "start", "frame": "bounds", "offset": 14, "color": INK, "fontSize": 19, "fontWeight": 600,
        "subtitleColor": MUTED, "subtitleFontSize": BODY, "subtitleLineHeight": 19, "subtitlePadding": 6,
    },
    "axis": {
        "labelColor": INK, "labelFontSize": SMALL, "titleColor": INK, "titleFontSize": SMALL, "titleFontWeight": 600,
        "titlePadding": 10, "gridColor": LINE, "domainColor": MUTED, "tickColor": MUTED, "labelLimit": 320,
    },
    "legend": {
        "labelColor": INK, "labelFontSize": SMALL, "labelLimit": 320, "titleColor": INK, "titleFontSize": SMALL,
        "titleFontWeight": 600, "symbolSize": 160, "orient": "top",
    },
    "header": {
        "labelColor": INK, "labelFontSize": BODY, "labelFontWeight": 600, "titleColor": INK, "titleFontSize": BODY,
    },
    "text": {"color": INK, "fontSize": SMALL},
    "bar": {"color": DARK},
    "line": {"color": DARK, "strokeWidth": 2.5},
    "point": {"color": DARK, "size": 70, "filled": True},
    "rect": {"color": DARK},
    "range": {"category": [DARK, MIDDLE, "#6f8fa3", "#8a4f7d", "#b8b0a2"]},
}  # fmt: skip
"""Vega-Lite configuration, within what version 5.6 knows."""

EMBED: Final = {"renderer": "svg", "actions": False}
"""Options for vega-embed: SVG, so that screen readers meet the marks; no menu, which has no accessible name."""


def enable() -> None:
    """Make ``course`` the theme of every Altair chart."""
    alt.theme.register("course", enable=True)(_theme)


def _theme() -> alt.theme.ThemeConfig:
    return {"config": CONFIG, "usermeta": {"embedOptions": EMBED}}  # type: ignore[typeddict-item]


def luminance(colour: str) -> float:
    """Relative luminance of a colour.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.

    Returns
    -------
    float
        0 (black) to 1 (white), as WCAG 2.2 defines it.
    """
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast between two colours.

    Parameters
    ----------
    one, other : str
        ``#rrggbb``.

    Returns
    -------
    float
        1 to 21, as WCAG 2.2 defines it.
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lines(text: str, width: int) -> list[str]:
    """Break a text into lines.

    Parameters
    ----------
    text : str
        One paragraph.
    width : int
        Longest line, in characters.

    Returns
    -------
    list of str
        Lines of about the same length, as few as possible.
    """
    widest = textwrap.wrap(text, width, break_long_words=False)
    for narrow in range(max(len(text) // max(len(widest), 1), 1), width):
        found = textwrap.wrap(text, narrow, break_long_words=False)
        if len(found) == len(widest) and all(len(line) <= narrow for line in found):
            return found
    return widest


def listing(parts: Sequence[str]) -> str:
    """Join words as a sentence does: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
