"""Lesson 1: which article states which fact."""

from __future__ import annotations

from typing import Final, Literal

import altair as alt
import pandas as pd

from course.charts import rows, story, theme

COLUMN: Final = 66
"""Pixels from one article to the next."""

STATES: Final = ["stated", "not stated"]
TICK: Final = "M-0.55,0.02L-0.18,0.4L0.55,-0.42"
DASH: Final = "M-0.35,0L0.35,0"


def fact_matrix(facts: pd.DataFrame) -> story.Figure:
    """Draw which article states which fact: a tick on a dark field, or a dash on an empty one.

    Parameters
    ----------
    facts : pandas.DataFrame
        Columns ``fact``, ``statement`` and one column of 0 and 1 per article.

    Returns
    -------
    altair chart
        One row per fact in the order given, one column per article, with totals.

    Raises
    ------
    CourseError
        If the table cannot be drawn; the message says why.
    """
    table = rows.checked(facts)
    articles = rows.articles(table)
    width, height = COLUMN * len(articles), rows.HEIGHT * len(table)
    cells = table.melt(["fact", "statement"], articles, "article", "stated")
    cells["stated"] = cells["stated"].map({1: STATES[0], 0: STATES[1]})
    names = pd.DataFrame({"fact": table["fact"], "label": rows.wrapped(table)})
    drawing = alt.layer(
        _fields(cells, articles),
        _marks(cells, articles),
        *rows.labels(alt.Chart(names).encode(y=rows.position())),
        *_row_totals(table, width),
        *_column_totals(table, articles, height),
    )
    return story.tell(
        drawing.properties(width=width, height=height),
        title="Which article states which fact?",
        takeaway=_takeaway(table, articles),
        description=f"A grid of {len(table)} facts by {len(articles)} articles. A tick on a dark field means that the "
        "article states the fact; a dash on an empty field means that it does not.",
        table=in_words(table),
    )


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Write a table of facts as people read it.

    Parameters
    ----------
    table : pandas.DataFrame
        What `course.charts.rows.checked` returns.

    Returns
    -------
    pandas.DataFrame
        Statement, yes or no for each article, and how many articles state the fact.
    """
    marks = {name: table[name].map({1: "yes", 0: "no"}) for name in rows.articles(table)}
    return pd.DataFrame(
        {"fact": table["fact"], "statement": table["statement"], **marks, "articles": table["support"]}
    )


def _across(articles: list[str]) -> alt.X:
    heads = alt.Axis(
        orient="top", labelAngle=0, labelFontWeight="bold", domain=False, ticks=False, title=None
    )
    return alt.X(
        "article:N", sort=articles, axis=heads, scale=alt.Scale(paddingInner=0.08, paddingOuter=0.04)
    )


def _fields(cells: pd.DataFrame, articles: list[str]) -> alt.Chart:
    fill = alt.Scale(domain=STATES, range=[theme.DARK, theme.EMPTY])
    tips = ["fact:N", "statement:N", "article:N", alt.Tooltip("stated:N", title="in this article")]
    drawn: alt.Chart = (
        alt.Chart(cells)
        .mark_rect(stroke=theme.LINE, strokeWidth=1, cornerRadius=4)
        .encode(
            x=_across(articles),
            y=rows.position(),
            color=alt.Color("stated:N", scale=fill, legend=None),
            tooltip=tips,
        )
    )
    return drawn


def _marks(cells: pd.DataFrame, articles: list[str]) -> alt.Chart:
    shapes = alt.Scale(domain=STATES, range=[TICK, DASH])
    strokes = alt.Scale(domain=STATES, range=[theme.ON_DARK, theme.MUTED])
    drawn: alt.Chart = (
        alt.Chart(cells)
        # silent for screen readers: the field below says the same
        .mark_point(
            filled=False,
            opacity=1,
            size=280,
            strokeWidth=2.6,
            strokeCap="round",
            strokeJoin="round",
            aria=False,
        )
        .encode(
            x=_across(articles),
            y=rows.position(),
            shape=alt.Shape("stated:N", scale=shapes, legend=None),
            stroke=alt.Stroke("stated:N", scale=strokes, legend=None),
        )
    )
    return drawn


def _row_totals(table: pd.DataFrame, width: int) -> list[alt.Chart]:
    counts = pd.DataFrame({"fact": table["fact"], "total": table["support"]})
    numbers = alt.Chart(counts).encode(x=alt.XValue(width + 34), y=rows.position())
    return [_numbers(numbers), _heading("articles", x=width + 34, y=-9, align="center")]


def _column_totals(table: pd.DataFrame, articles: list[str], height: int) -> list[alt.Chart]:
    counts = pd.DataFrame({"article": articles, "total": [int(table[name].sum()) for name in articles]})
    numbers = alt.Chart(counts).encode(x=_across(articles), y=alt.YValue(height + 16))
    return [_numbers(numbers), _heading("facts in the article", x=-14, y=height + 16, align="right")]


def _numbers(base: alt.Chart) -> alt.Chart:
    drawn: alt.Chart = base.mark_text(fontWeight="bold", fontSize=theme.BODY).encode(text=alt.Text("total:Q"))
    return drawn


def _heading(text: str, *, x: int, y: int, align: Literal["center", "right"]) -> alt.Chart:
    one = alt.Chart(alt.InlineData(values=[{}])).mark_text(align=align, color=theme.MUTED)
    drawn: alt.Chart = one.encode(x=alt.XValue(x), y=alt.YValue(y), text=alt.value(text))
    return drawn


def _takeaway(table: pd.DataFrame, articles: list[str]) -> str:
    totals = table[articles].sum()
    most, fewest = (
        [name for name in articles if totals[name] == edge] for edge in (totals.max(), totals.min())
    )
    blank = int((table["support"] == 0).sum())
    nobody = f"{blank} {'fact stands' if blank == 1 else 'facts stand'} in none of them."
    if totals.max() == totals.min():
        return f"Each article states {totals.max()} of {len(table)} facts; {nobody}"
    verb = "state" if most[1:] else "states"
    return f"{theme.listing(most)} {verb} {totals.max()} of {len(table)} facts, {theme.listing(fewest)} {totals.min()}; {nobody}"
