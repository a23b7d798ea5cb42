"""Lesson 12: sixteen suspected problems as tiles, by class, and what a desk does about each class."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

TILE: Final = 58
"""Pixels from one tile to the next."""

ROW: Final = 66
SIZE: Final = 50
"""Side of a tile in pixels."""


class Class(NamedTuple):
    """How a class of problems looks, and what a desk does about it.

    Parameters
    ----------
    answer : str
        What the desk does.
    fill, text, outline : str
        Colours of a tile.
    dash : tuple of int
        Dashes of its outline.
    """

    answer: str
    fill: str
    text: str
    outline: str
    dash: tuple[int, int]


_CORRECT: Final = (theme.DARK, theme.ON_DARK, theme.DARK, (1, 0))
_ADD: Final = (theme.MIDDLE, theme.ON_MIDDLE, theme.INK, (1, 0))
_LEAVE: Final = (theme.EMPTY, theme.INK, theme.MUTED, (5, 4))

CLASSES: Final = {
    "factual error": Class("correct it, with a dated note", *_CORRECT),
    "wording": Class("correct it, with a dated note", *_CORRECT),
    "contested": Class("say who says so, and who disagrees", *_ADD),
    "framing": Class("add what is missing", *_ADD),
    "page artefact": Class("label the layer: not part of the report", *_LEAVE),
    "opinion": Class("leave it, or print an answer to it", *_LEAVE),
}
"""Classes by what is done: words are changed, words are added, words stay."""

Layers: TypeAlias = alt.LayerChart | alt.FacetChart
"""What Altair says that layering gives."""


def problem_classes(problems: pd.DataFrame) -> story.Figure:
    """Draw every problem as a tile in the row of its class.

    Parameters
    ----------
    problems : pandas.DataFrame
        Columns ``problem``, ``passage`` and ``problem_class``, one row per problem.

    Returns
    -------
    altair chart
        Rows of tiles with the problem and its article; beside each row its count and what a desk does. A class
        without a problem keeps its row.

    Raises
    ------
    CourseError
        If the table cannot be drawn; the message says why.
    """
    tiles = _tiles(_checked(problems))
    counts = _counts(tiles)
    width, height = TILE * max(5, int(counts["count"].max())), ROW * len(CLASSES)
    return story.tell(
        alt.layer(*_drawn(tiles), *_words(counts, width)).properties(width=width, height=height),
        title="What is wrong, and what can a desk do about it?",
        takeaway=_takeaway(counts),
        description=f"{len(CLASSES)} rows, one for each class of problem. Each problem is a tile with its number and its "
        "article. Dark tiles stand for words that are changed, amber tiles for words that are added, tiles with a "
        "dashed outline for words that stay. At the end of a row stand the count and what a desk does.",
        table=_in_words(tiles, counts),
    )


def _checked(problems: pd.DataFrame) -> pd.DataFrame:
    missing = [
        f'column "{name}"' for name in ("problem", "passage", "problem_class") if name not in problems.columns
    ]
    if missing:
        raise CourseError(f'The table has no {theme.listing(missing)}. Start from course.load("problems").')
    if problems.empty:
        raise CourseError("There is no problem left to draw: the filter let none through. Loosen it.")
    strange = sorted(set(problems["problem_class"]) - set(CLASSES))
    if strange:
        raise CourseError(
            f'"{strange[0]}" is no class of the course. Use one of: {theme.listing(list(CLASSES))}.'
        )
    return problems


def _tiles(problems: pd.DataFrame) -> pd.DataFrame:
    tiles = problems[["problem", "passage", "problem_class"]].rename(columns={"problem_class": "class"})
    place = tiles.groupby("class").cumcount()
    article = tiles["passage"].str.split("-").str[0]
    return tiles.assign(
        article=article,
        middle=place * TILE + TILE / 2,
        done=[CLASSES[name].answer for name in tiles["class"]],
    ).reset_index(drop=True)


def _counts(tiles: pd.DataFrame) -> pd.DataFrame:
    found = tiles["class"].value_counts()
    rows = [
        {"class": name, "count": int(found.get(name, 0)), "done": look.answer}
        for name, look in CLASSES.items()
    ]
    return pd.DataFrame(rows)


def _row() -> alt.Y:
    heads = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelFontWeight="bold",
        labelFontSize=theme.BODY,
        labelPadding=14,
    )
    return alt.Y("class:N", sort=list(CLASSES), axis=heads)


def _along(width: int) -> alt.X:
    return alt.X("middle:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))


def _drawn(tiles: pd.DataFrame) -> list[alt.Chart]:
    """Tiles of each look, with the number above and the article below."""
    width = TILE * max(5, int(tiles["class"].value_counts().max()))
    drawn = []
    for name in dict.fromkeys(tiles["class"]):
        look = CLASSES[name]
        base = alt.Chart(tiles[tiles["class"] == name]).encode(x=_along(width), y=_row())
        square = base.mark_point(
            shape="square", filled=True, size=SIZE * SIZE, fill=look.fill, stroke=look.outline,
            strokeWidth=1.5, strokeDash=list(look.dash), opacity=1,
        )  # fmt: skip
        number = base.mark_text(dy=-7, fontWeight="bold", color=look.text, aria=False)
        article = base.mark_text(dy=11, color=look.text, aria=False)
        tips = [alt.Tooltip("problem:N"), alt.Tooltip("passage:N"), alt.Tooltip("class:N")]
        drawn += [
            square.encode(tooltip=tips),
            number.encode(text="problem:N"),
            article.encode(text="article:N"),
        ]
    return drawn


def _words(counts: pd.DataFrame, width: int) -> list[alt.Chart]:
    base = alt.Chart(counts).encode(y=_row())
    number = base.mark_text(align="left", fontWeight="bold", fontSize=17)
    done = base.mark_text(align="left", color=theme.INK)
    return [
        number.encode(x=alt.XValue(width + 12), text=alt.Text("count:Q")),
        done.encode(x=alt.XValue(width + 38), text=alt.Text("done:N")),
    ]


def _takeaway(counts: pd.DataFrame) -> str:
    by_class = dict(zip(counts["class"], counts["count"], strict=True))
    total = int(counts["count"].sum())
    mended = by_class["factual error"] + by_class["wording"]
    added = by_class["contested"] + by_class["framing"]
    rest = total - mended - added
    stay = "stays as it is" if rest == 1 else "stay as they are"
    return f"Of {total} problems a desk can mend {mended} by changing words, {added} by adding some; {rest} {stay}."


def _in_words(tiles: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    which = tiles.groupby("class")["problem"].agg(", ".join)
    rows = [
        {
            "class": row["class"],
            "count": row["count"],
            "problems": which.get(row["class"], "none"),
            "what a desk does": row["done"],
        }
        for row in records(counts)
    ]
    return pd.DataFrame(rows)
