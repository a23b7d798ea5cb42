"""Lesson 6: whose words stand in quotation marks, by group of speakers and by article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import altair as alt
import pandas as pd

from course import data
from course.charts import story, theme
from course.model import ARTICLES, CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS: Final = {
    "independent experts": ("experts", theme.DARK),
    "DPRK state": ("DPRK", theme.MIDDLE),
    "ROK government": ("ROK", "#7fa3b8"),
    "former US official": ("former US official", "#8a4f7d"),
    "US government": ("US", "#c9c1b0"),
    "scare quotes": ("scare quotes", theme.EMPTY),
    "leaflet groups": ("leaflet groups", "#4f7f5f"),
    "residents and workers": ("residents, workers", "#e6d08a"),
}
"""Short name and fill of each group; the name stands below its part of a bar."""

FILLS: Final = {group: fill for group, (_, fill) in LOOKS.items()}
INKS: Final = {
    group: theme.ON_DARK if theme.contrast(fill, theme.ON_DARK) >= 4.5 else theme.INK
    for group, fill in FILLS.items()
}
"""Colour of the number on each fill: at least 4.5 to 1 (WCAG 2.2)."""

ROW: Final = 46
"""Pixels from one group to the next."""

ARTICLE_ROW: Final = 66
WIDTH: Final = 430
LONGEST: Final = 27
"""Longest line of the name of a group, in characters."""

FITS: Final = 5
"""Words from which a part of a bar is wide enough for its number."""

Layers: TypeAlias = alt.LayerChart | alt.FacetChart
"""What Altair says that layering gives."""


def quoted_words(quotes: pd.DataFrame, by: Literal["group", "article"] = "group") -> story.Figure:
    """Draw how many quoted words each group of speakers has.

    Parameters
    ----------
    quotes : pandas.DataFrame
        Columns ``passage``, ``group`` and ``words``, one row per quotation.
    by : {"group", "article"}
        One bar per group, or one bar per article with the groups one after another.

    Returns
    -------
    altair chart
        Horizontal bars. Groups without a word keep their row; articles keep theirs as well.

    Raises
    ------
    CourseError
        If `by` is neither, or the table cannot be drawn; the message says why.
    """
    draw: dict[str, Callable[[pd.DataFrame], story.Figure]] = {"group": _by_group, "article": _by_article}
    if by not in draw:
        raise CourseError(f'by is {by!r}. Write by="group" or by="article".')
    return draw[by](_checked(quotes))


def _checked(quotes: pd.DataFrame) -> pd.DataFrame:
    missing = [f'column "{name}"' for name in ("passage", "group", "words") if name not in quotes.columns]
    if missing:
        raise CourseError(
            f'The table has no {theme.listing(missing)}. Start from course.load("quotes") and keep its columns.'
        )
    if quotes.empty:
        raise CourseError("There is no quotation left to draw: the filter let none through. Loosen it.")
    unknown = sorted(set(quotes["group"]) - set(_groups()["group"]))
    if unknown:
        raise CourseError(
            f'"{unknown[0]}" is no group of the table speaker_groups. Correct it in your table.'
        )
    table = quotes.assign(article=quotes["passage"].str.split("-").str[0])
    strange = sorted(set(table["article"]) - set(ARTICLES))
    if strange:
        raise CourseError(f'"{strange[0]}" is none of the five articles. Correct the column "passage".')
    return table


def _groups() -> pd.DataFrame:
    return data.load("speaker_groups").sort_values("order")


# By group


def _by_group(quotes: pd.DataFrame) -> story.Figure:
    table = _totals(quotes)
    return story.tell(
        _bars(table).properties(width=WIDTH, height=ROW * len(table)),
        title="Whose words stand in quotation marks?",
        takeaway=_group_takeaway(table),
        description="Horizontal bars, one for each of eight groups of speakers, each ending in its number of words and "
        "its share. A group without a word keeps its row: an open ring at zero and the words “0 words”.",
        table=table[["label", "words", "share"]].rename(
            columns={"label": "group", "share": "share in percent"}
        ),
    )


def _totals(quotes: pd.DataFrame) -> pd.DataFrame:
    """Words and share of every group, also of those that have none, in the order of speaker_groups."""
    words = quotes.groupby("group")["words"].sum()
    table = _groups().assign(words=lambda groups: groups["group"].map(words).fillna(0).astype("int64"))
    table["share"] = (100 * table["words"] / table["words"].sum()).round(1)
    shown = [_count(words, share) for words, share in zip(table["words"], table["share"], strict=True)]
    lines = ["\n".join(theme.lines(label, LONGEST)) for label in table["label"]]
    return table.assign(shown=shown, lines=lines)


def _count(words: int, share: float) -> str:
    return f"{words} words · {share} %" if words else "0 words"


def _bars(table: pd.DataFrame) -> Layers:
    y = alt.Y("group:N", sort=list(table["group"]), axis=None, scale=alt.Scale(paddingInner=0.34))
    base = alt.Chart(table[["group", "lines", "words", "shown"]]).encode(y=y)
    full, empty = base.transform_filter("datum.words > 0"), base.transform_filter("datum.words == 0")
    scale = alt.Scale(domain=[0, max(1, int(table["words"].max()))])
    x = alt.X("words:Q", title="Words in quotation marks", scale=scale, axis=_axis())
    tips = [alt.Tooltip("group:N"), alt.Tooltip("shown:N", title="has")]
    bars = full.mark_bar(stroke=theme.INK, strokeWidth=1).encode(
        x=x, color=_colour(table, FILLS), tooltip=tips
    )
    rings = empty.mark_point(filled=False, size=150, strokeWidth=2.5, color=theme.INK, opacity=1)
    drawn: Layers = alt.layer(
        bars,
        rings.encode(x=x, tooltip=tips),
        full.mark_text(align="left", dx=8).encode(x=x, text=alt.Text("shown:N")),
        empty.mark_text(align="left", dx=16, fontWeight="bold").encode(x=x, text=alt.Text("shown:N")),
        _labels(base),
    )
    return drawn


def _labels(base: alt.Chart) -> alt.Chart:
    rise = alt.expr(f"-{theme.LINE_HEIGHT / 2} * (length(split(datum.lines, '\\n')) - 1)")
    text = base.mark_text(align="right", dx=-16, dy=rise, lineBreak="\n", lineHeight=theme.LINE_HEIGHT)
    drawn: alt.Chart = text.encode(x=alt.XValue(0), text=alt.Text("lines:N"))
    return drawn


def _colour(table: pd.DataFrame, colours: dict[str, str]) -> alt.Color:
    """Colour of a group: by lightness first, and never alone, since every part is named."""
    groups = [name for name in colours if name in set(table["group"])]
    scale = alt.Scale(domain=groups, range=[colours[name] for name in groups])
    return alt.Color("group:N", scale=scale, legend=None)


def _axis() -> alt.Axis:
    return alt.Axis(tickCount=5, format="d", ticks=False, domain=False)


def _group_takeaway(table: pd.DataFrame) -> str:
    first, second = table.sort_values("words", ascending=False, kind="stable").iloc[:2].to_dict("records")
    zeros = int((table["words"] == 0).sum())
    groups = "1 group has" if zeros == 1 else f"{zeros} groups have"
    return (
        f"Of {table['words'].sum()} quoted words: {LOOKS[first['group']][0]} {first['words']}, "
        f"{LOOKS[second['group']][0]} {second['words']}; {groups} none."
    )


# By article


def _by_article(quotes: pd.DataFrame) -> story.Figure:
    parts, totals = _parts(quotes), _article_totals(quotes)
    return story.tell(
        _stacks(parts, totals).properties(width=WIDTH, height=ARTICLE_ROW * len(totals)),
        title="Who is quoted in which article?",
        takeaway=_article_takeaway(totals),
        description="Horizontal bars, one for each article, made of one part for each group of speakers. The number of "
        "words stands in a part, the name of the group below it, and the share of the article's body at the end.",
        table=_in_words(quotes, totals),
    )


def _parts(quotes: pd.DataFrame) -> pd.DataFrame:
    """One row per article and group that has words, with where it starts and ends in the bar."""
    parts = quotes.groupby(["article", "group"])["words"].sum().reset_index()
    order = [*ARTICLES, *_groups()["group"]]
    places = parts["article"].map(order.index) * len(order) + parts["group"].map(order.index)
    parts = parts.loc[places.sort_values().index].reset_index(drop=True)
    parts["end"] = parts.groupby("article")["words"].cumsum()
    parts["start"] = parts["end"] - parts["words"]
    parts["name"] = [LOOKS[group][0] for group in parts["group"]]
    return parts


def _article_totals(quotes: pd.DataFrame) -> pd.DataFrame:
    body = {row["article"]: row["body_words"] for row in data.rows("articles")}
    words = quotes.groupby("article")["words"].sum()
    rows = [{"article": name, "words": int(words.get(name, 0)), "body": body[name]} for name in ARTICLES]
    table = pd.DataFrame(rows)
    table["share"] = (100 * table["words"] / table["body"]).round(1)
    shown = [f"{row['words']} of {row['body']} words · {row['share']} %" for row in table.to_dict("records")]
    return table.assign(shown=shown)


def _stacks(parts: pd.DataFrame, totals: pd.DataFrame) -> Layers:
    # Positions of our own instead of Vega's stack, so that the name of a group can stand below its part.
    scale = alt.Scale(paddingInner=0.5, paddingOuter=0.25)
    y = alt.Y("article:N", sort=list(ARTICLES), axis=_names(), scale=scale)
    length = alt.Scale(domain=[0, int(totals["words"].max())])
    x = alt.X("start:Q", title="Words in quotation marks", scale=length, axis=_axis())
    base = alt.Chart(parts[["article", "group", "name", "words", "start", "end"]]).encode(x=x, y=y)
    tips = [alt.Tooltip("article:N"), alt.Tooltip("group:N"), alt.Tooltip("words:Q")]
    numbers = base.transform_filter(f"datum.words >= {FITS}").mark_text(align="left", dx=5, fontWeight="bold")
    ends = alt.Chart(totals[["article", "words", "shown"]]).mark_text(align="left", dx=8)
    drawn: Layers = alt.layer(
        base.mark_bar(stroke=theme.INK, strokeWidth=1).encode(
            x2=alt.X2("end"), color=_colour(parts, FILLS), tooltip=tips
        ),
        numbers.encode(text=alt.Text("words:Q"), color=_colour(parts, INKS)),
        base.mark_text(align="left", dx=1, dy=26, color=theme.MUTED).encode(text=alt.Text("name:N")),
        ends.encode(x=alt.X("words:Q"), y=y, text=alt.Text("shown:N")),
    ).resolve_scale(color="independent")
    return drawn


def _names() -> alt.Axis:
    return alt.Axis(title=None, labelFontWeight="bold", domain=False, ticks=False, labelPadding=10)


def _in_words(quotes: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    found = quotes.groupby(["article", "group"])["words"].sum().to_dict()
    counts = {
        group: [found.get((name, group), 0) for name in totals["article"]] for group in _groups()["group"]
    }
    return pd.DataFrame(
        {
            "article": totals["article"],
            **counts,
            "all": totals["words"],
            "percent of the body": totals["share"],
        }
    )


def _article_takeaway(totals: pd.DataFrame) -> str:
    ranked = totals.sort_values("share", ascending=False, kind="stable")
    most, least = ranked.iloc[0], ranked.iloc[-1]
    return (
        f"In {most['article']}, {most['share']} % of the body stands in quotation marks, the largest share; "
        f"in {least['article']} it is {least['share']} %."
    )
