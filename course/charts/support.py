"""Lesson 1: how many articles state each fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt

from course.charts import rows, story, theme
from course.charts.matrix import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

GROUPS: Final = (
    ("Corroborated: two articles or more", theme.DARK, theme.DARK),
    ("One article only", theme.MIDDLE, theme.INK),
    ("No article", theme.EMPTY, theme.EMPTY),
)
"""Name, fill and outline of each group of facts."""


def fact_support(facts: pd.DataFrame, at_least: int = 0) -> story.Figure:
    """Draw how many articles state each fact, best supported first.

    Parameters
    ----------
    facts : pandas.DataFrame
        Columns ``fact``, ``statement`` and one column of 0 and 1 per article.
    at_least : int
        Leave out facts that fewer articles state.

    Returns
    -------
    altair chart
        One bar per fact in three groups: corroborated, one article only, no article.

    Raises
    ------
    CourseError
        If the table cannot be drawn, or no fact has so much support; the message says why.
    """
    table = rows.checked(facts)
    table = rows.checked(
        table[table["support"] >= at_least].sort_values("support", ascending=False, kind="stable")
    )
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelPadding=4)
    group = alt.Row("group:N", sort=list(_headings(table)), header=header)
    return story.tell(
        _bars(table, len(rows.articles(table)))
        .facet(row=group)
        .resolve_scale(y="independent")
        .properties(spacing=16),
        title="How many articles state each fact?",
        takeaway=_filtered(len(table), len(facts), at_least) if at_least else _takeaway(table),
        description="Horizontal bars, longest first, in up to three groups: facts stated by two articles or more, by "
        "one article only, and by no article. Each bar ends in its count.",
        table=in_words(table),
    )


def group_number(support: int) -> int:
    """Find the group of a fact.

    Parameters
    ----------
    support : int
        How many articles state it.

    Returns
    -------
    int
        Index into `GROUPS`.
    """
    return 2 - min(support, 2)


def _bars(table: pd.DataFrame, most: int) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(_drawn(table)).encode(y=rows.position())
    axis = alt.Axis(values=list(range(most + 1)), format="d", ticks=False, domain=False, labelFlush=False)
    length = alt.X(
        "support:Q", title="Articles that state the fact", scale=alt.Scale(domain=[0, most]), axis=axis
    )
    names = list(_headings(table))
    fill = alt.Scale(domain=names, range=[GROUPS[i][1] for i in _groups(table)])
    outline = alt.Scale(domain=names, range=[GROUPS[i][2] for i in _groups(table)])
    drawn: alt.LayerChart | alt.FacetChart = alt.layer(
        base.mark_bar(height=20, strokeWidth=1.5, cornerRadiusEnd=3).encode(
            x=length,
            color=alt.Color("group:N", scale=fill, legend=None),
            stroke=alt.Stroke("group:N", scale=outline, legend=None),
            tooltip=[
                alt.Tooltip("fact:N"),
                alt.Tooltip("statement:N"),
                alt.Tooltip("count:N", title="stated by"),
            ],
        ),
        base.mark_text(align="left", dx=8).encode(x=length, text=alt.Text("count:N")),
        *rows.labels(base),
    ).properties(width=330, height=alt.Step(rows.HEIGHT))
    return drawn


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    counts = [f"{n} article{'s' if n > 1 else ''}" if n else "no article" for n in table["support"]]
    headings = dict(zip(_groups(table), _headings(table), strict=True))
    groups = [headings[group_number(n)] for n in table["support"]]
    return table[["fact", "statement", "support"]].assign(
        label=rows.wrapped(table), count=counts, group=groups
    )


def _groups(table: pd.DataFrame) -> list[int]:
    return sorted({group_number(n) for n in table["support"]})


def _headings(table: pd.DataFrame) -> Iterator[str]:
    for group in _groups(table):
        size = sum(group_number(n) == group for n in table["support"])
        yield f"{GROUPS[group][0]} ({size} fact{'' if size == 1 else 's'})"


def _filtered(kept: int, total: int, at_least: int) -> str:
    articles = "1 article" if at_least == 1 else f"{at_least} articles"
    return f"{kept} of {total} facts {'stands' if kept == 1 else 'stand'} in at least {articles}."


def _takeaway(table: pd.DataFrame) -> str:
    counts = [sum(group_number(n) == group for n in table["support"]) for group in range(3)]
    facts = f"{len(table)} facts" if len(table) > 1 else "1 fact"
    verb = "stands" if counts[0] == 1 else "stand"
    return (
        f"Of {facts}, {counts[0]} {verb} in two articles or more, {counts[1]} in one article only "
        f"and {counts[2]} in none."
    )
