"""Lesson 1, for those who operate rather than code: move a slider, count articles or origins.

The controls are Vega-Lite parameters, so they live in the chart: they answer at once, need no kernel and also work in
the static edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from course.charts import rows, story, theme
from course.charts.origin import origin_blocks, origin_counts

if TYPE_CHECKING:
    import pandas as pd

BY: Final = ("articles", "origins")


def explore_support(facts: pd.DataFrame, citations: pd.DataFrame) -> story.Figure:
    """Draw the support of each fact with two controls: what to count, and the least support to keep.

    Parameters
    ----------
    facts : pandas.DataFrame
        Columns ``fact``, ``statement`` and one column of 0 and 1 per article.
    citations : pandas.DataFrame
        Columns ``fact``, ``article``, ``origin`` and ``origin_basis``, as in ``course.load("fact_citations")``.

    Returns
    -------
    altair chart
        Bars with controls below. Facts below the line stay in their place and turn pale. Articles that show no origin
        are drawn in outline and not counted as origins.

    Raises
    ------
    CourseError
        If the table cannot be drawn; the message says why.
    """
    table = rows.checked(facts).sort_values("support", ascending=False, kind="stable")
    counts = origin_counts(table, origin_blocks(table, citations))
    least = alt.param(
        "least", value=1, bind=alt.binding_range(min=0, max=5, step=1, name="Smallest number to keep: ")
    )
    unit = alt.param("unit", value=BY[0], bind=alt.binding_select(options=list(BY), name="Count: "))
    base = (
        alt.Chart(counts.assign(label=rows.wrapped(table)))
        .transform_calculate(
            value="unit == 'origins' ? datum.origins : datum.support",
            reach="unit == 'origins' ? datum.origins + datum.silent : datum.support",
        )
        .transform_calculate(kept="datum.value >= least", told=_TOLD)
        .encode(y=rows.position(list(table["fact"])))
    )
    drawing = alt.layer(*_bars(base, len(rows.articles(table))), *_labels(base), _counter(base))
    return story.tell(
        drawing.properties(width=495, height=rows.HEIGHT * len(table)).add_params(unit, least),
        title="How much support is enough?",
        takeaway=_takeaway(counts),
        description="Horizontal bars, one per fact, with two controls below: count articles or origins, and the "
        "smallest number to keep. Facts with less turn pale. Articles that show no origin are drawn in outline.",
        table=_in_words(counts),
    )


_TOLD: Final = (
    "unit == 'articles' ? datum.support + (datum.support == 1 ? ' article' : ' articles')"
    " : datum.origins + (datum.origins == 1 ? ' origin' : ' origins')"
    " + (datum.silent ? ' + ' + datum.silent + ' not shown' : '')"
)


_KEPT: Final = (
    "datum.kept + ' of ' + datum.all + ' facts have at least ' + least + ' '"
    " + (least == 1 ? slice(unit, 0, -1) : unit)"
)


def _bars(base: alt.Chart, most: int) -> list[alt.Chart]:
    title = "Articles or origins behind the fact"
    ticks = list(range(most + 1))
    axis = alt.Axis(
        values=ticks, format="d", ticks=False, domain=False, labelFlush=False, titleAnchor="start"
    )
    # The axis ends past the last tick: the words behind the longest bar change, and the frame does not grow with them.
    length = alt.X("value:Q", title=title, scale=alt.Scale(domain=[0, most * 1.5]), axis=axis)
    pale, faint = (alt.condition("datum.kept", alt.value(1), alt.value(rest)) for rest in (0.15, 0.45))
    tips = ["fact:N", "statement:N", alt.Tooltip("told:N", title="support")]
    dashes: dict[str, Any] = {
        "fill": theme.EMPTY,
        "stroke": theme.MUTED,
        "strokeDash": [5, 4],
        "strokeWidth": 1.5,
    }
    outline = base.transform_filter("datum.reach > datum.value").mark_bar(height=20, aria=False, **dashes)
    solid = base.mark_bar(height=20, color=theme.DARK, cornerRadiusEnd=3)
    words = base.mark_text(align="left", dx=8)
    return [
        outline.encode(x=length, x2=alt.X2("reach:Q"), opacity=faint),
        solid.encode(x=length, opacity=pale, tooltip=tips),
        words.encode(x=alt.X("reach:Q", title=title), text=alt.Text("told:N"), opacity=_readable()),
    ]


def _readable() -> Any:  # noqa: ANN401  (Altair's own union)
    """Make words step back where bars turn pale, at a contrast of 5.9:1."""
    return alt.condition("datum.kept", alt.value(1), alt.value(0.72))


def _labels(base: alt.Chart) -> list[alt.Chart]:
    statement, number = rows.labels(base)
    return [statement.encode(opacity=_readable()), number]


def _counter(base: alt.Chart) -> alt.Chart:
    """Write above the bars how many facts are kept."""
    drawn: alt.Chart = (
        base.transform_aggregate(kept="sum(kept)", all="count()")
        .transform_calculate(text=_KEPT)
        .mark_text(align="left", fontWeight="bold", fontSize=theme.BODY)
        .encode(x=alt.XValue(0), y=alt.YValue(-14), text=alt.Text("text:N"))
    )
    return drawn


def _takeaway(counts: pd.DataFrame) -> str:
    two = [(counts[column] > 1).sum() for column in ("support", "origins")]
    return f"{two[0]} of {len(counts)} facts stand in two articles or more; for {two[1]} of them two origins are shown."


def _in_words(counts: pd.DataFrame) -> pd.DataFrame:
    names = {"support": "articles", "origins": "origins shown", "silent": "articles that show no origin"}
    return counts.rename(columns=names)
