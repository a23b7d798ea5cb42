"""Lesson 2: what each of the five pages is made of, in tokens or as a share of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import altair as alt

from course.charts import story, theme
from course.model import ARTICLES, CourseError

if TYPE_CHECKING:
    import pandas as pd


class Group(NamedTuple):
    """Layers that are drawn as one, from the headline's neighbour inwards to the clutter at the end."""

    name: str
    layers: tuple[str, ...]
    fill: str
    text: str


GROUPS: Final = (
    Group("Own words", ("own text",), theme.DARK, theme.ON_DARK),
    Group("Copy from elsewhere", ("wire copy", "unattributed copy"), "#7d9cb0", theme.INK),
    Group(
        "Headline, subheads, credits",
        ("headline", "deck", "subhead", "byline", "credit"),
        "#dcd5c6",
        theme.INK,
    ),
    Group("Embeds, picture texts", ("embed", "image text"), "#9c5588", theme.ON_DARK),
    Group(
        "Page furniture",
        ("navigation", "date line", "appeal", "read-more link", "comments", "footer"),
        theme.MIDDLE,
        theme.ON_MIDDLE,
    ),
)
"""In the order in which a bar stacks them; neighbours differ in lightness (tests/content/test_charts.py)."""

SHOWN: Final = ("tokens", "share of the page")
HEIGHT: Final = 46
WIDTH: Final = 500
ROOM: Final = 0.07
"""A segment narrower than this share of the longest bar carries no number."""


def layers(composition: pd.DataFrame) -> story.Figure:
    """Draw what each page is made of, with a control for tokens or shares.

    Parameters
    ----------
    composition : pandas.DataFrame
        Columns ``article``, ``layer`` and ``tokens``, as in ``course.load("composition")``.

    Returns
    -------
    altair chart
        One bar per page, stacked by group of layers, page furniture last and counted at the right.

    Raises
    ------
    CourseError
        If a column is missing, nothing is left to draw, or a layer is unknown; the message says what to do.
    """
    table = tokens(composition)
    base = alt.Chart(_segments(table)).encode(y=_row(list(table.index)))
    drawing = alt.layer(_bars(base), _numbers(base), *_furniture(base)).add_params(_control())
    return story.tell(
        drawing.properties(width=WIDTH, height=HEIGHT * len(table)),
        title="What is each page made of?",
        takeaway=_takeaway(table),
        description="Horizontal stacked bars, one per page, in five groups of layers: own words, copy from "
        "elsewhere, headline and credits, embeds, and page furniture at the end. A control below switches "
        "between tokens and the share of the page. The column at the right gives the page furniture.",
        table=_in_words(table),
    )


def tokens(composition: pd.DataFrame) -> pd.DataFrame:
    """Add up tokens by page and group of layers.

    Parameters
    ----------
    composition : pandas.DataFrame
        As for `layers`.

    Returns
    -------
    pandas.DataFrame
        One row per article, in the order of the course, and one column per group of `GROUPS`.
    """
    _check(composition)
    names = {layer: group.name for group in GROUPS for layer in group.layers}
    unknown = sorted(set(composition["layer"]) - set(names))
    if unknown:
        raise CourseError(f"There is no layer {unknown[0]!r}. The layers are: {', '.join(names)}.")
    summed = composition.assign(group=composition["layer"].map(names)).pivot_table(
        index="article", columns="group", values="tokens", aggfunc="sum", fill_value=0
    )
    found = [article for article in ARTICLES if article in summed.index]
    wide: pd.DataFrame = summed.reindex(index=found, columns=[group.name for group in GROUPS], fill_value=0)
    return wide.astype("int64")


def _check(composition: pd.DataFrame) -> None:
    missing = [
        f'column "{name}"' for name in ("article", "layer", "tokens") if name not in composition.columns
    ]
    if missing:
        raise CourseError(
            f'The table has no {theme.listing(missing)}. Start from course.load("composition").'
        )
    if composition.empty:
        raise CourseError(
            "There is nothing left to draw: the filter let no row through. Loosen it and run again."
        )


def _segments(table: pd.DataFrame) -> pd.DataFrame:
    """One row per piece of a bar, with where it starts and ends in tokens and in percent."""
    import pandas as pd  # noqa: PLC0415

    longest = int(table.sum(axis="columns").max())
    pieces = []
    for article, row in table.iterrows():
        whole, start = int(row.sum()), 0
        for group in GROUPS:
            size = int(row[group.name])
            pieces.append((article, group.name, size, whole, start, start + size, size / longest))
            start += size
    found = pd.DataFrame(
        pieces, columns=["article", "group", "tokens", "whole", "start", "end", "width"]
    ).round(3)
    return found[found["tokens"].gt(0) | found["group"].eq(GROUPS[-1].name)]


def _control() -> alt.Parameter:
    choice = alt.binding_select(options=list(SHOWN), name="Show: ")
    return alt.param("shown", value=SHOWN[0], bind=choice)


def _row(order: list[str]) -> alt.Y:
    axis = alt.Axis(title=None, domain=False, ticks=False, labelFontSize=theme.BODY, labelPadding=10)
    return alt.Y("article:N", sort=order, axis=axis, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))


def _per_cent(part: str) -> str:
    """Switch a column between tokens and percent of the page."""
    return f"shown == '{SHOWN[0]}' ? datum.{part} : 100 * datum.{part} / datum.whole"


_SIZE: Final = (
    f"shown == '{SHOWN[0]}' ? datum.tokens : format(100 * datum.tokens / datum.whole, '.0f') + ' %'"
)
_FURNITURE: Final = (
    f"shown == '{SHOWN[0]}' ? datum.tokens + ' of ' + format(datum.whole, ',')"
    " : format(100 * datum.tokens / datum.whole, '.1f') + ' %'"
)
_WIDE: Final = f"(shown == '{SHOWN[0]}' ? datum.width : datum.tokens / datum.whole) >= {ROOM}"


def _bars(base: alt.Chart) -> alt.Chart:
    names = [group.name for group in GROUPS]
    colours = alt.Scale(domain=names, range=[group.fill for group in GROUPS])
    legend = alt.Legend(title=None, columns=3, columnPadding=24, symbolType="square", symbolStrokeWidth=0)
    axis = alt.Axis(
        title="Tokens, or percent of the page", ticks=False, domain=False, format=",d", tickCount=6
    )
    drawn: alt.Chart = (
        base.transform_calculate(left=_per_cent("start"), right=_per_cent("end"), told=_SIZE)
        .mark_bar(height=30, stroke=theme.PANEL, strokeWidth=1.5)
        .encode(
            x=alt.X("left:Q", axis=axis),
            x2=alt.X2("right:Q"),
            color=alt.Color("group:N", scale=colours, legend=legend),
            tooltip=[
                alt.Tooltip("article:N"), alt.Tooltip("group:N"), alt.Tooltip("told:N", title="size"),
            ],
        )
    )  # fmt: skip
    return drawn


def _numbers(base: alt.Chart) -> alt.Chart:
    """Write its size into each segment that has room for it."""
    light = [group.name for group in GROUPS if group.text == theme.ON_DARK]
    colour = alt.condition(
        alt.FieldOneOfPredicate(field="group", oneOf=light), alt.value(theme.ON_DARK), alt.value(theme.INK)
    )
    drawn: alt.Chart = (
        base.transform_filter(_WIDE)
        .transform_calculate(middle=f"(({_per_cent('start')}) + ({_per_cent('end')})) / 2", told=_SIZE)
        .mark_text(aria=False)
        .encode(x=alt.X("middle:Q"), text=alt.Text("told:N"), color=colour)
    )
    return drawn


def _furniture(base: alt.Chart) -> list[alt.Chart]:
    """Write the page furniture of each page into a column of its own, at the right of the bars."""
    last = base.transform_filter(alt.FieldEqualPredicate(field="group", equal=GROUPS[-1].name))
    style: dict[str, Any] = {"align": "left", "fontSize": theme.BODY}
    numbers = last.transform_calculate(told=_FURNITURE).mark_text(fontWeight="bold", **style)
    heading = last.transform_window(row="row_number()").transform_filter("datum.row == 1")
    return [
        numbers.encode(x=alt.XValue(WIDTH + 24), text=alt.Text("told:N")),
        heading.mark_text(color=theme.MUTED, **style).encode(
            x=alt.XValue(WIDTH + 24), y=alt.YValue(-8), text=alt.TextValue("Page furniture")
        ),
    ]


def _takeaway(table: pd.DataFrame) -> str:
    share = (100 * table[GROUPS[-1].name] / table.sum(axis="columns")).round(1)
    if len(share) == 1:
        return f"Of the page of {share.index[0]}, {share.iloc[0]} % is page furniture."
    return (
        f"{share.idxmax()} has the largest share of page furniture, {share.max()} %; "
        f"{share.idxmin()} has the smallest, {share.min()} %."
    )


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    whole = table.sum(axis="columns")
    share = (100 * table[GROUPS[-1].name] / whole).round(1)
    return table.assign(**{"all tokens": whole, "furniture, percent": share}).reset_index()
