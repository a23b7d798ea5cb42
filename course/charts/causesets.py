"""Lesson 11: which causes occur together."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import altair as alt
import pandas as pd

from course import data
from course.charts import story, theme
from course.charts.causes import checked, named
from course.model import ARTICLES, CourseError

SET_COLUMN: Final = 110
"""Pixels from one set to the next."""

SET_ROW: Final = 52
BAR: Final = 90
"""Height of the bars above the sets, in pixels."""

Layers: TypeAlias = alt.LayerChart | alt.FacetChart
"""What Altair says that layering gives."""

Set = dict[str, Any]


def cause_sets(citations: pd.DataFrame, causes: pd.DataFrame | None = None) -> story.Figure:
    """Draw which causes occur together: one column per set of causes, with the articles that have just this set.

    Parameters
    ----------
    citations : pandas.DataFrame
        Columns ``cause``, ``passage``, ``stance`` and ``voice``. Denials are not counted.
    causes : pandas.DataFrame, optional
        Columns ``cause`` and ``label``. Default: the course's seven.

    Returns
    -------
    altair chart
        Dots joined by a line for the causes of each set; above, how many articles have it, by name.

    Raises
    ------
    CourseError
        If a table cannot be drawn; the message says why.
    """
    table = checked(citations)
    names = named(data.load("causes") if causes is None else causes)
    sets = _sets(table[table["stance"] == "asserts"])
    order = [one["set"] for one in sets]
    width = SET_COLUMN * len(order)
    bars = _bars(sets, order).properties(width=width, height=BAR)
    dots = _dots(sets, names, order).properties(width=width, height=SET_ROW * len(names))
    return story.tell(
        alt.vconcat(bars, dots, spacing=10).resolve_scale(x="shared"),
        title="Which causes occur together?",
        takeaway=_takeaway(sets),
        description=f"A grid of {len(names)} causes by {len(order)} sets. A dark dot means that the cause is in the "
        "set; a line joins the dots of a set; an empty ring means that it is not. Bars above the grid give the number "
        "of articles with exactly this set, and name them.",
        table=_in_words(sets),
    )


def _sets(claims: pd.DataFrame) -> list[Set]:
    """One entry per set of causes, the most frequent first."""
    if claims.empty:
        raise CourseError(
            "There is no claim left to draw: every row denies. Keep rows whose stance is asserts."
        )
    pairs = list(zip(claims["article"], claims["cause"], strict=True))
    held = {name: tuple(sorted({cause for article, cause in pairs if article == name})) for name in ARTICLES}
    found: dict[tuple[str, ...], list[str]] = {}
    for name, causes in held.items():
        if causes:
            found.setdefault(causes, []).append(name)
    sets = [
        {"set": " and ".join(names), "causes": causes, "count": len(names)} for causes, names in found.items()
    ]
    return sorted(sets, key=lambda one: -one["count"])


def _set_axis(order: list[str], axis: alt.Axis | None) -> alt.X:
    return alt.X("set:N", sort=order, axis=axis, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2))


def _bars(sets: list[Set], order: list[str]) -> Layers:
    base = alt.Chart(pd.DataFrame(sets)[["set", "count"]]).encode(x=_set_axis(order, None))
    scale = alt.Scale(domain=[0, max(one["count"] for one in sets) * 1.45])
    y = alt.Y("count:Q", axis=None, scale=scale)
    drawn: Layers = alt.layer(
        base.mark_bar(color=theme.DARK).encode(y=y),
        base.mark_text(dy=-24, fontWeight="bold").encode(y=y, text=alt.Text("set:N")),
        base.mark_text(dy=-8, color=theme.MUTED)
        .encode(y=y, text=alt.Text("words:N"))
        .transform_calculate(words="datum.count == 1 ? '1 article' : datum.count + ' articles'"),
    )
    return drawn


def _dots(sets: list[Set], names: pd.DataFrame, order: list[str]) -> Layers:
    cells = pd.DataFrame(
        [
            {"set": one["set"], "cause": cause, "held": cause in one["causes"]}
            for one in sets
            for cause in names["cause"]
        ]
    )
    x = _set_axis(order, None)
    y = alt.Y("cause:N", sort=list(names["cause"]), axis=None)
    base = alt.Chart(cells).encode(x=x, y=y)
    held, free = base.transform_filter("datum.held"), base.transform_filter("!datum.held")
    tips = [alt.Tooltip("set:N", title="articles"), alt.Tooltip("cause:N", title="claim")]
    drawn: Layers = alt.layer(
        held.mark_line(color=theme.DARK, strokeWidth=4).encode(detail="set:N"),
        free.mark_point(
            filled=False, size=170, color=theme.MUTED, strokeWidth=1.5, opacity=1, fill=theme.EMPTY
        ),
        held.mark_point(filled=True, size=330, color=theme.DARK, opacity=1).encode(tooltip=tips),
        _labels_of_sets(names, y),
    )
    return drawn


def _labels_of_sets(names: pd.DataFrame, y: alt.Y) -> alt.Chart:
    rise = alt.expr(f"-{theme.LINE_HEIGHT / 2} * (length(split(datum.lines, '\\n')) - 1)")
    text = alt.Chart(names).mark_text(
        align="right", dx=-10, dy=rise, lineBreak="\n", lineHeight=theme.LINE_HEIGHT
    )
    drawn: alt.Chart = text.encode(x=alt.XValue(0), y=y, text=alt.Text("lines:N"))
    return drawn


def _takeaway(sets: list[Set]) -> str:
    everywhere = sorted(set.intersection(*(set(one["causes"]) for one in sets)))
    same = [one["set"] for one in sets if one["count"] > 1]
    kinds = "1 set" if len(sets) == 1 else f"{len(sets)} different sets"
    shared = f"{theme.listing(same)} name the very same" if same else "no two name the very same"
    verb = "is" if len(everywhere) == 1 else "are"
    core = f"{theme.listing(everywhere)} {verb} in every set" if everywhere else "no cause is in every set"
    return f"{sum(one['count'] for one in sets)} articles have {kinds} of causes: {shared}; {core}."


def _in_words(sets: list[Set]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "articles": [one["set"] for one in sets],
            "causes": [", ".join(one["causes"]) for one in sets],
            "number of causes": [len(one["causes"]) for one in sets],
        }
    )
