"""Lesson 7: the rate of loaded words with and without quoted words, and who changes places."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course import data
from course.charts import story, theme
from course.charts.rows import records
from course.model import ARTICLES, CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS: Final = ("article", "word", "outside", "inside")
WIDTH: Final = 560
HEIGHT: Final = 420
SIDES: Final = ("all words", "without quoted words")
"""The two uprights of the chart, left and right."""

KEEPS: Final = "keeps its place"
MOVES: Final = "changes places"
LOOKS: Final = {MOVES: (theme.DARK, 4.0, [1, 0]), KEEPS: (theme.MUTED, 1.8, [6, 4])}
"""Colour, width and dashes of a line."""

APART: Final = 19
"""Fewest pixels between two labels on one side."""


def loaded_rates(counts: pd.DataFrame, words: Iterable[str] | None = None) -> story.Figure:
    """Draw how many loaded words each article has, with and without the words in quotation marks.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns ``article``, ``word``, ``outside`` and ``inside``, as in ``course.load("word_counts")``.
    words : iterable of str, optional
        The loaded words, in lower case; those of the course without it.

    Returns
    -------
    altair chart
        One line per article, from the rate with all words on the left to the rate without quoted words on the right.
        Lines of articles that change places are thick and whole, the others thin and dashed.

    Raises
    ------
    CourseError
        If the table or the list of words cannot be drawn; the message says why.
    """
    rates = _rates(_checked(counts), _listed(words))
    pairs = _swaps(rates)
    movers = {article for pair in pairs for article in pair}
    rates["line"] = [MOVES if article in movers else KEEPS for article in rates["article"]]
    drawing = alt.layer(*_lines(rates), *(_labels(rates, side) for side in SIDES))
    return story.tell(
        drawing.properties(width=WIDTH, height=HEIGHT),
        title="What happens to the ranking when quoted words are left out?",
        takeaway=_takeaway(rates, pairs),
        description="Two upright scales of loaded words per 100 words. The left one counts all words of an article, the "
        "right one only the words outside quotation marks. A line joins the two rates of each article: thick and whole "
        "if the article changes places with another one, thin and dashed if it keeps its place. Name and rate stand at "
        "both ends.",
        table=_in_words(rates),
    )


def _checked(counts: pd.DataFrame) -> pd.DataFrame:
    missing = [f'"{name}"' for name in COLUMNS if name not in counts.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("word_counts").'
        )
    known = counts[counts["article"].isin(ARTICLES)]
    if known.empty:
        raise CourseError("There is no article left to draw. Loosen the filter and run the cell again.")
    return known


def _listed(words: Iterable[str] | None) -> set[str]:
    if words is None:
        return {row["word"] for row in data.rows("lexicon") if row["list"] == "loaded"}
    if isinstance(words, str):
        raise CourseError(f'{words!r} is one text, not a list. Put your words into brackets: ["{words}"].')
    return {str(word) for word in words}


def _rates(counts: pd.DataFrame, listed: set[str]) -> pd.DataFrame:
    """One row per article with hits, words and rates on both sides."""
    sums = counts.groupby("article")[["outside", "inside"]].sum()
    hits = counts[counts["word"].isin(listed)].groupby("article")[["outside", "inside"]].sum()
    hits = hits.reindex(sums.index, fill_value=0)
    table = pd.DataFrame(
        {
            "hits_all": hits.sum(axis="columns"),
            "words_all": sums.sum(axis="columns"),
            "hits_out": hits["outside"],
            "words_out": sums["outside"],
        }
    )
    if (table["words_out"] == 0).any():
        raise CourseError(
            "An article has no words outside quotation marks. Start from the whole table again."
        )
    table["left"] = 100 * table["hits_all"] / table["words_all"]
    table["right"] = 100 * table["hits_out"] / table["words_out"]
    return table.reindex([name for name in ARTICLES if name in table.index]).reset_index(names="article")


def _swaps(rates: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of articles of which one is ahead on the left and the other on the right."""
    return [
        (str(one["article"]), str(two["article"]))
        for one, two in combinations(records(rates), 2)
        if (one["left"] - two["left"]) * (one["right"] - two["right"]) < 0
    ]


def _lines(rates: pd.DataFrame) -> list[alt.Chart]:
    ends = [
        {
            "article": row["article"],
            "line": row["line"],
            "side": side,
            "rate": round(float(row[end]), 3),
            "words": f"{row[hits]} of {row[total]}",
        }
        for row in records(rates)
        for side, end, hits, total in (
            (SIDES[0], "left", "hits_all", "words_all"),
            (SIDES[1], "right", "hits_out", "words_out"),
        )
    ]
    base = alt.Chart(alt.InlineData(values=ends)).encode(
        x=_across(), y=_up(rates), detail="article:N", color=_look(0, alt.Color),
        tooltip=[alt.Tooltip("article:N"), alt.Tooltip("side:N"), alt.Tooltip("rate:Q"), alt.Tooltip("words:N")],
    )  # fmt: skip
    line = base.mark_line().encode(strokeWidth=_look(1, alt.StrokeWidth), strokeDash=_look(2, alt.StrokeDash))
    return [line, base.mark_point(filled=True, size=90, opacity=1)]


def _look(which: int, channel: Any) -> Any:  # noqa: ANN401  (a channel class of Altair)
    legend = alt.Legend(title=None, symbolType="stroke", symbolSize=500, columns=2, offset=6)
    scale = alt.Scale(domain=list(LOOKS), range=[look[which] for look in LOOKS.values()])
    return channel("line:N", scale=scale, legend=legend)


def _across() -> alt.X:
    axis = alt.Axis(
        title=None, orient="top", labelAngle=0, ticks=False, domain=False, grid=True, labelFontSize=theme.BODY,
        labelFontWeight="bold", labelPadding=10,
    )  # fmt: skip
    return alt.X("side:N", sort=list(SIDES), axis=axis, scale=alt.Scale(type="point", padding=0.5))


def _top(rates: pd.DataFrame) -> float:
    return max(float(rates[["left", "right"]].to_numpy().max()) * 1.06, 0.5)


def _up(rates: pd.DataFrame, field: str = "rate:Q") -> alt.Y:
    axis = alt.Axis(
        title="Loaded words per 100 words", ticks=False, domain=False, grid=False, tickCount=5, offset=8
    )
    return alt.Y(field, axis=axis, scale=alt.Scale(domain=[0, _top(rates)], nice=False))


def _labels(rates: pd.DataFrame, side: str) -> alt.Chart:
    """Name and rate beside the end of each line, moved apart where two would overlap."""
    left = side == SIDES[0]
    rows = sorted(records(rates), key=lambda row: row["left" if left else "right"])
    smallest, floor = APART * _top(rates) / HEIGHT, -1.0
    shown = []
    for row in rows:
        rate = float(row["left" if left else "right"])
        floor = max(rate, floor + smallest)
        text = f"{row['article']}  {rate:.2f}" if left else f"{rate:.2f}  {row['article']}"
        shown.append({"side": side, "at": round(floor, 3), "text": text})
    look = alt.Chart(alt.InlineData(values=shown)).mark_text(
        align="right" if left else "left", dx=-14 if left else 14, fontSize=theme.BODY, fontWeight="bold"
    )
    drawn: alt.Chart = look.encode(x=_across(), y=_up(rates, "at:Q"), text=alt.Text("text:N"))
    return drawn


def _takeaway(rates: pd.DataFrame, pairs: list[tuple[str, str]]) -> str:
    if not pairs:
        return "No two articles change places when quoted words are left out."
    if len(pairs) > 1:
        names = theme.listing([f"{one} with {two}" for one, two in pairs[:3]])
        return f"{len(pairs)} pairs change places when quoted words are left out, such as {names}."
    one, two = (next(row for row in records(rates) if row["article"] == name) for name in pairs[0])
    return (
        f"{one['article']} and {two['article']} change places: {one['left']:.2f} and {two['left']:.2f} with all words, "
        f"{one['right']:.2f} and {two['right']:.2f} without quoted words."
    )


def _in_words(rates: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": rates["article"],
            "loaded words": rates["hits_all"],
            "all words": rates["words_all"],
            "per 100": [f"{rate:.2f}" for rate in rates["left"]],
            "loaded words outside quotation marks": rates["hits_out"],
            "words outside quotation marks": rates["words_out"],
            "per 100 outside": [f"{rate:.2f}" for rate in rates["right"]],
        }
    )
