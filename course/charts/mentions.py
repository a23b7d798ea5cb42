"""Lesson 4: which places the articles name, and what GVS means by one of them."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.model import ARTICLES, CourseError

ORDER: Final = (
    "Kaesong",
    "Panmunjom",
    "Pyongyang",
    "Seoul",
    "Washington",
    "Beijing",
    "Moscow",
    "Hanoi",
    "Singapore",
)
"""The two towns near the line, the capitals, the places of summits."""

WRONG: Final = "city, wrong place"
RIGHT: Final = "city, right place"
GOVERNMENT: Final = "government"
USES: Final = {
    WRONG: (theme.MIDDLE, theme.INK, theme.ON_MIDDLE, 3.0),
    RIGHT: (theme.EMPTY, theme.INK, theme.INK, 1.5),
    GOVERNMENT: (theme.DARK, theme.DARK, theme.ON_DARK, 1.0),
}
"""Fill, outline, text and width of the outline of each use of a name."""

STEP: Final = 40
COLUMN: Final = 56


def place_mentions(mentions: pd.DataFrame, metonyms: pd.DataFrame) -> story.Figure:
    """Draw the places that each article names in its text, and every "Pyongyang" of GVS with what it means.

    Parameters
    ----------
    mentions : pandas.DataFrame
        Rows of ``course.load("place_mentions")``.
    metonyms : pandas.DataFrame
        Rows of ``course.load("metonyms")``.

    Returns
    -------
    altair chart
        At the left a grid of places and articles with a dot as large as the count; at the right one row per use.

    Raises
    ------
    CourseError
        If a column is missing, or no row of the articles' own text is left.
    """
    counts, uses = _counts(mentions), _uses(metonyms)
    return story.tell(
        alt.hconcat(_grid(counts), _list(uses), spacing=36),
        title="Which places do the articles name?",
        takeaway=_takeaway(counts, uses),
        description="Two parts. At the left a grid of places by articles; each dot is as large as the number of times "
        "that the article's text names the place, and the number stands in it. At the right every use of Pyongyang in "
        "the text of GVS, from top to bottom as one reads: a dark label for the government, an empty one for the city, "
        "an amber one with a thick outline for the city in the wrong place.",
        table=_in_words(counts, uses),
    )


def _body(table: pd.DataFrame, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    missing = [f'column "{column}"' for column in columns if column not in table.columns]
    if missing:
        raise CourseError(f'The table has no {theme.listing(missing)}. Start from course.load("{name}").')
    found = table[table["part"] == "body"]
    if found.empty:
        raise CourseError(
            f'There is no row of the articles\' own text left in "{name}": the filter let none through. '
            "Loosen it and run the cell again."
        )
    return found


def _counts(mentions: pd.DataFrame) -> pd.DataFrame:
    """Add up the mentions by article and place, the page furniture left out."""
    body = _body(mentions, "place_mentions", ("passage", "part", "place", "count"))
    articles = body["passage"].str.partition("-")[0]
    added: pd.DataFrame = (
        body.assign(article=articles).groupby(["place", "article"], as_index=False).agg({"count": "sum"})
    )
    return added


def _uses(metonyms: pd.DataFrame) -> pd.DataFrame:
    """Name each use of the word, the page furniture left out."""
    columns = ("passage", "part", "phrase", "refers_to", "right_place")
    body = _body(metonyms, "metonyms", columns).reset_index(drop=True)
    use = [
        GOVERNMENT if meaning == GOVERNMENT else RIGHT if right else WRONG
        for meaning, right in zip(body["refers_to"], body["right_place"].fillna(value=False), strict=True)
    ]
    short = [f"P{int(passage[-2:])}" for passage in body["passage"]]
    return body.assign(use=use, paragraph=short, ink=[USES[name][2] for name in use])[
        ["passage", "paragraph", "phrase", "use", "ink"]
    ]


def _grid(counts: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    places = [place for place in ORDER if place in set(counts["place"])]
    heads = alt.Axis(
        orient="top", labelAngle=0, labelFontWeight="bold", domain=False, ticks=False, title=None
    )
    sides = alt.Axis(
        domain=False, ticks=False, title=None, grid=True, labelFontSize=theme.BODY, labelPadding=10
    )
    base = alt.Chart(counts).encode(
        x=alt.X("article:N", axis=heads, scale=alt.Scale(domain=list(ARTICLES))),
        y=alt.Y("place:N", axis=sides, scale=alt.Scale(domain=places)),
    )
    dot = base.mark_circle(color=theme.DARK, opacity=1).encode(
        size=alt.Size("count:Q", scale=alt.Scale(domain=[0, 10], range=[0, 1150]), legend=None),
        tooltip=[alt.Tooltip("article:N"), alt.Tooltip("place:N"), alt.Tooltip("count:Q")],
    )
    large = alt.datum["count"] >= 3
    beside = alt.expr("datum.count >= 3 ? 0 : 16")
    number = base.mark_text(aria=False, fontWeight="bold", dx=beside).encode(
        text=alt.Text("count:Q"),
        color=alt.condition(large, alt.value(theme.ON_DARK), alt.value(theme.INK)),
    )
    drawn: alt.LayerChart | alt.FacetChart = alt.layer(dot, number).properties(
        width=COLUMN * len(ARTICLES),
        height=STEP * len(places),
        title=alt.TitleParams("Times each article names a place", fontSize=theme.BODY, offset=10),
    )
    return drawn


def _list(uses: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(uses).encode(y=alt.Y("passage:N", sort=list(uses["passage"]), axis=None))
    kind = alt.Scale(domain=list(USES), range=[look[0] for look in USES.values()])
    outline = alt.Scale(domain=list(USES), range=[look[1] for look in USES.values()])
    thick = alt.Scale(domain=list(USES), range=[look[3] for look in USES.values()])
    tile = base.mark_bar(height=26, cornerRadius=4).encode(
        x=alt.XValue(36),
        x2=alt.X2Value(168),
        color=alt.Color("use:N", scale=kind, legend=None),
        stroke=alt.Stroke("use:N", scale=outline, legend=None),
        strokeWidth=alt.StrokeWidth("use:N", scale=thick, legend=None),
        tooltip=[alt.Tooltip("passage:N"), alt.Tooltip("use:N"), alt.Tooltip("phrase:N")],
    )
    number = base.mark_text(align="right", color=theme.MUTED).encode(
        x=alt.XValue(28), text=alt.Text("paragraph:N")
    )
    name = base.mark_text(aria=False).encode(
        x=alt.XValue(102), text=alt.Text("use:N"), color=alt.Color("ink:N", scale=None)
    )
    drawn: alt.LayerChart | alt.FacetChart = alt.layer(tile, number, name).properties(
        width=180,
        height=STEP * len(ORDER),
        title=alt.TitleParams("“Pyongyang” in GVS, as one reads", fontSize=theme.BODY, offset=28),
    )
    return drawn


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _takeaway(counts: pd.DataFrame, uses: pd.DataFrame) -> str:
    own = counts[counts["article"] == "GVS"].set_index("place")["count"]
    city = uses[uses["use"] != GOVERNMENT]
    wrong = int((city["use"] == WRONG).sum())
    return (
        f"GVS names Kaesong {_times(int(own.get('Kaesong', 0)))} and Pyongyang {_times(len(uses))}; "
        f"{len(city)} of these {len(uses)} {'means' if len(city) == 1 else 'mean'} the city, "
        f"{wrong} of them in the wrong place."
    )


def _in_words(counts: pd.DataFrame, uses: pd.DataFrame) -> pd.DataFrame:
    """Write both parts as one table: the grid first, then one row per use."""
    grid = counts.pivot_table(index="place", columns="article", values="count", fill_value=0)
    order = [place for place in ORDER if place in grid.index]
    grid = grid.reindex(index=order, columns=list(ARTICLES), fill_value=0).astype("int64").astype("string")
    told = grid.reset_index().rename(columns={"place": "place or use"})
    lines = [f"{row.paragraph}: {row.use}" for row in uses.itertuples()]
    single = pd.DataFrame({"place or use": lines, "GVS": "1"})
    return pd.concat([told, single], ignore_index=True)
