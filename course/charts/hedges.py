"""Lesson 5: how many words sound unsure, and how many of them still do when the sentence is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS: Final = ("article", "hedges", "per_100_words", "after_reading", "note")
HEIGHT: Final = 72
"""Pixels from one article to the next."""

LONGEST: Final = 74
"""Longest line of a note, in characters."""

PARTS: Final = {
    "still a hedge when read in its sentence": (theme.DARK, theme.DARK, [1, 0]),
    "counted, but no hedge of the article's own": (theme.EMPTY, theme.MUTED, [5, 4]),
}
"""Fill, outline and dashes of each part of a bar."""


def hedges(hedges: pd.DataFrame) -> story.Figure:
    """Draw the rate of hedge words, and what is left of it after reading.

    Parameters
    ----------
    hedges : pandas.DataFrame
        Columns ``article``, ``hedges``, ``per_100_words``, ``after_reading`` and ``note``, as in
        ``course.load("hedges")``.

    Returns
    -------
    altair chart
        One bar per article, highest rate first. Words that a reader would not call hedges are drawn in outline.

    Raises
    ------
    CourseError
        If the table cannot be drawn; the message says why.
    """
    table = _checked(hedges)
    drawing = alt.layer(*_bars(table), *_words(table))
    return story.tell(
        drawing.properties(width=470, height=HEIGHT * len(table)),
        title="How many words sound unsure, and do they still when you read them?",
        takeaway=_takeaway(table),
        description="One horizontal bar per article, highest rate first: hedge words per 100 words of running text. The "
        "solid part are words that mark doubt in their sentence. The dashed part was counted, but is no hedge of the "
        "article's own. Beside each bar stand the rate and both counts, and below it the reason.",
        table=_in_words(table),
    )


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    missing = [f'"{name}"' for name in COLUMNS if name not in table.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("hedges").'
        )
    if table.empty:
        raise CourseError("There is no article left to draw. Loosen the filter and run the cell again.")
    if (table["after_reading"] > table["hedges"]).any():
        raise CourseError(
            "An article has more hedges after reading than before. Mend the rows that you changed."
        )
    return table.sort_values("per_100_words", ascending=False, kind="stable").reset_index(drop=True)


def _parts(table: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in records(table):
        edge = row["per_100_words"] * row["after_reading"] / row["hedges"] if row["hedges"] else 0.0
        ends = (0.0, edge, row["per_100_words"])
        counts = (row["after_reading"], row["hedges"] - row["after_reading"])
        for part, begin, end, count in zip(PARTS, ends, ends[1:], counts, strict=False):
            if count:
                yield {
                    "article": row["article"],
                    "part": part,
                    "begin": round(begin, 3),
                    "end": round(end, 3),
                    "words": count,
                }


def _row(table: pd.DataFrame) -> alt.Y:
    heads = alt.Axis(
        title=None, ticks=False, domain=False, labelFontWeight="bold", labelFontSize=theme.BODY, labelPadding=12,
        labelOffset=-15,
    )  # fmt: skip
    return alt.Y("article:N", sort=list(table["article"]), axis=heads)


def _bars(table: pd.DataFrame) -> list[alt.Chart]:
    fill, outline, dash = (
        alt.Scale(domain=list(PARTS), range=[look[i] for look in PARTS.values()]) for i in range(3)
    )
    legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=1.5, columns=2, offset=8)
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(_parts(table))))
        .mark_bar(height=22, strokeWidth=1.5, yOffset=-15)
        .encode(
            x=_length(table),
            x2=alt.X2("end:Q"),
            y=_row(table),
            color=alt.Color("part:N", scale=fill, legend=legend),
            stroke=alt.Stroke("part:N", scale=outline, legend=legend),
            strokeDash=alt.StrokeDash("part:N", scale=dash, legend=legend),
            tooltip=[alt.Tooltip("article:N"), alt.Tooltip("part:N"), alt.Tooltip("words:Q")],
        )
    )
    return [drawn]


def _length(table: pd.DataFrame, field: str = "begin:Q") -> alt.X:
    most = float(table["per_100_words"].max())
    axis = alt.Axis(
        values=[0, 0.5, 1, 1.5, 2], format=".1f", ticks=False, domain=False, grid=False, titleAnchor="start"
    )
    scale = alt.Scale(domain=[0, max(2.0, most) * 1.15], nice=False)
    return alt.X(field, title="Hedge words per 100 words", scale=scale, axis=axis)


def _words(table: pd.DataFrame) -> list[alt.Chart]:
    text = table[["article", "per_100_words"]].assign(
        count=[_count(row) for row in records(table)],
        note=["\n".join(theme.lines(note, LONGEST)) for note in table["note"]],
    )
    base = alt.Chart(text).encode(y=_row(table))
    rate = base.mark_text(align="left", dx=8, dy=-15, fontWeight="bold")
    note = base.mark_text(align="left", dx=2, dy=9, color=theme.MUTED, lineBreak="\n", lineHeight=15)
    return [
        rate.encode(x=_length(table, "per_100_words:Q"), text=alt.Text("count:N")),
        note.encode(x=alt.XValue(0), text=alt.Text("note:N")),
    ]


def _count(row: dict[str, object]) -> str:
    return f"{row['per_100_words']:.2f}  ({row['hedges']} counted, {row['after_reading']} after reading)"


def _takeaway(table: pd.DataFrame) -> str:
    most, least = records(table)[0], records(table)[-1]
    lost = int((table["hedges"] - table["after_reading"]).sum())
    total = int(table["hedges"].sum())
    fell = f"on reading, {lost} of {total} words prove to be no hedge of the article's own."
    if len(table) == 1:
        return f"{most['article']} has {most['per_100_words']:.2f} hedge words per 100; {fell}"
    return (
        f"{most['article']} has {most['per_100_words']:.2f} hedge words per 100, {least['article']} "
        f"{least['per_100_words']:.2f}; {fell}"
    )


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": table["article"],
            "hedge words counted": table["hedges"],
            "per 100 words": [f"{rate:.2f}" for rate in table["per_100_words"]],
            "after reading": table["after_reading"],
            "what reading showed": table["note"],
        }
    )
