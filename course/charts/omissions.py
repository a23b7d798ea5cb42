"""Lesson 11: which article has which item of context, and what nobody has."""

from __future__ import annotations

from typing import Final, TypeAlias

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.causes import places
from course.model import ARTICLES, CourseError

COLUMN: Final = 84
"""Pixels from one article to the next."""

ROW: Final = 40
LONGEST: Final = 32
"""Longest line of an item, in characters."""

HAS, LACKS = "has it", "lacks it"

Layers: TypeAlias = alt.LayerChart | alt.FacetChart
"""What Altair says that layering gives."""


def omission_matrix(omissions: pd.DataFrame, citations: pd.DataFrame) -> story.Figure:
    """Draw which article has which item of context: the paragraph on a dark field, or a dash on an empty one.

    Parameters
    ----------
    omissions : pandas.DataFrame
        Columns ``omission`` and ``item``, one row per item.
    citations : pandas.DataFrame
        Columns ``omission`` and ``passage``, one row per item and paragraph.

    Returns
    -------
    altair chart
        One row per item, one column per article, with sums; rows that nobody has say so.

    Raises
    ------
    CourseError
        If a table cannot be drawn; the message says why.
    """
    items = _checked(omissions, citations)
    cells = _cells(items, citations)
    width, height = COLUMN * len(ARTICLES), ROW * len(items)
    drawing = alt.layer(
        _fields(cells, items), *_words(cells, items), _labels(items), *_sums(cells, items, width, height)
    )
    return story.tell(
        drawing.properties(width=width, height=height),
        title="Which article has which piece of context?",
        takeaway=_takeaway(cells),
        description=f"A grid of {len(items)} items by {len(ARTICLES)} articles. A dark field with a paragraph number "
        "means that the article has the item; a dash on an empty field means that it lacks it. At the right stands how "
        "many articles have the item, or the word nobody; below, how many items each article has.",
        table=_in_words(cells, items),
    )


def _checked(omissions: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    for table, name, wanted in (
        (omissions, "omissions", ("omission", "item")),
        (citations, "omission_citations", ("omission", "passage")),
    ):
        missing = [f'column "{column}"' for column in wanted if column not in table.columns]
        if missing:
            raise CourseError(f'The table has no {theme.listing(missing)}. Start from course.load("{name}").')
    if omissions.empty:
        raise CourseError("There is no item left to draw: the filter let none through. Loosen it.")
    strange = sorted(set(citations["passage"].str.split("-").str[0]) - set(ARTICLES))
    if strange:
        raise CourseError(f'"{strange[0]}" is none of the five articles. Correct the column "passage".')
    lines = ["\n".join(theme.lines(item, LONGEST)) for item in omissions["item"]]
    return omissions[["omission", "item"]].assign(lines=lines)


def _cells(items: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    found = citations.assign(article=citations["passage"].str.split("-").str[0])
    rows = []
    for item in items["omission"]:
        for article in ARTICLES:
            here = found.loc[(found["omission"] == item) & (found["article"] == article), "passage"]
            where = places(here)
            rows.append(
                {
                    "omission": item,
                    "article": article,
                    "state": HAS if where else LACKS,
                    "where": where or "–",
                }
            )
    return pd.DataFrame(rows)


def _across() -> alt.X:
    heads = alt.Axis(
        orient="top", labelAngle=0, labelFontWeight="bold", domain=False, ticks=False, title=None
    )
    return alt.X(
        "article:N", sort=list(ARTICLES), axis=heads, scale=alt.Scale(paddingInner=0.08, paddingOuter=0.04)
    )


def _down(items: pd.DataFrame) -> alt.Y:
    scale = alt.Scale(paddingInner=0.12, paddingOuter=0.06)
    return alt.Y("omission:N", sort=list(items["omission"]), axis=None, scale=scale)


def _fields(cells: pd.DataFrame, items: pd.DataFrame) -> alt.Chart:
    fill = alt.Scale(domain=[HAS, LACKS], range=[theme.DARK, theme.EMPTY])
    drawn: alt.Chart = (
        alt.Chart(cells)
        .mark_rect(stroke=theme.LINE, strokeWidth=1, cornerRadius=4)
        .encode(
            x=_across(),
            y=_down(items),
            color=alt.Color("state:N", scale=fill, legend=None),
            tooltip=["omission:N", "article:N", alt.Tooltip("state:N", title="the article"), "where:N"],
        )
    )
    return drawn


def _words(cells: pd.DataFrame, items: pd.DataFrame) -> list[alt.Chart]:
    return [
        alt.Chart(cells)
        .transform_filter(f"datum.state == '{state}'")
        .mark_text(color=ink, aria=False)
        .encode(x=_across(), y=_down(items), text=alt.Text("where:N"))
        for state, ink in ((HAS, theme.ON_DARK), (LACKS, theme.MUTED))
        if (cells["state"] == state).any()
    ]


def _labels(items: pd.DataFrame) -> alt.Chart:
    rise = alt.expr(f"-{theme.LINE_HEIGHT / 2} * (length(split(datum.lines, '\\n')) - 1)")
    text = alt.Chart(items).mark_text(
        align="right", dx=-14, dy=rise, lineBreak="\n", lineHeight=theme.LINE_HEIGHT
    )
    drawn: alt.Chart = text.encode(x=alt.XValue(0), y=_down(items), text=alt.Text("lines:N"))
    return drawn


def _sums(cells: pd.DataFrame, items: pd.DataFrame, width: int, height: int) -> list[alt.Chart]:
    has = cells.assign(n=(cells["state"] == HAS).astype("int64"))
    rows = has.groupby("omission", sort=False)["n"].sum().reset_index()
    rows["words"] = [str(n) if n else "nobody" for n in rows["n"]]
    columns = has.groupby("article", sort=False)["n"].sum().reset_index()
    head = alt.Chart(alt.InlineData(values=[{}]))
    return [
        alt.Chart(rows)
        .mark_text(fontWeight="bold", fontSize=theme.BODY)
        .encode(x=alt.XValue(width + 38), y=_down(items), text="words:N"),
        alt.Chart(columns)
        .mark_text(fontWeight="bold", fontSize=theme.BODY)
        .encode(x=_across(), y=alt.YValue(height + 17), text="n:Q"),
        head.mark_text(color=theme.MUTED).encode(
            x=alt.XValue(width + 38), y=alt.YValue(-9), text=alt.value("articles")
        ),
        head.mark_text(align="right", color=theme.MUTED).encode(
            x=alt.XValue(-14), y=alt.YValue(height + 17), text=alt.value("items in the article")
        ),
    ]


def _takeaway(cells: pd.DataFrame) -> str:
    has = cells[cells["state"] == HAS]
    items = cells["omission"].nunique()
    columns = has.groupby("article").size().reindex(list(ARTICLES), fill_value=0)
    most = [article for article in ARTICLES if columns[article] == columns.max()]
    verb = "has" if len(most) == 1 else "have"
    together = has["omission"].nunique()
    stand = "stands" if items - together == 1 else "stand"
    return (
        f"{theme.listing(most)} {verb} most, {columns.max()} of {items} items; "
        f"together the five have {together}, and {items - together} {stand} in none of them."
    )


def _in_words(cells: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    words = cells.assign(told=cells["where"].replace("–", "no"))
    wide = words.pivot_table(index="omission", columns="article", values="told", aggfunc="first", sort=False)
    sums = (cells["state"] == HAS).groupby(cells["omission"], sort=False).sum().rename("articles")
    return items.set_index("omission")[["item"]].join(wide[list(ARTICLES)]).join(sums).reset_index()
