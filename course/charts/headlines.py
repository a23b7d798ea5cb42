"""Lesson 4: the five headlines word by word, and what each adds to the event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course import data
from course.charts import rows, story, theme
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENT: Final = "the event"
CLAIM: Final = "the event, marked as somebody's claim"

KINDS: Final = {
    EVENT: (theme.EMPTY, theme.MUTED, theme.INK, [1, 0], 1.0),
    CLAIM: (theme.EMPTY, theme.INK, theme.INK, [4, 3], 1.8),
    "context": (theme.MIDDLE, theme.INK, theme.ON_MIDDLE, [1, 0], 1.0),
    "motive": (theme.DARK, theme.DARK, theme.ON_DARK, [1, 0], 1.0),
    "verdict": (theme.EMPTY, theme.DARK, theme.INK, [1, 0], 3.5),
}
"""Fill, outline, text, dashes and width of the outline of each kind of word."""

COLUMNS: Final = ("article", "tokens", "attribution_mark", "verb", "adds", "asserts_intent_or_verdict")

STEP: Final = 52
"""Pixels from one headline to the next."""

TILE: Final = 30
GAP: Final = 3
PADDING: Final = 13
_NARROW: Final = frozenset("fijlrtI.,'-")
_WIDE: Final = frozenset("mwMWOGNKBTD")


def headlines(headlines: pd.DataFrame) -> story.Figure:
    """Draw each headline as a row of words: what happened to the left of a line, what is added to the right of it.

    Parameters
    ----------
    headlines : pandas.DataFrame
        Rows of ``course.load("headlines")``.

    Returns
    -------
    altair chart
        One row per headline, one tile per word, told apart by fill and outline.

    Raises
    ------
    CourseError
        If a column is missing or no headline is left.
    """
    table = _checked(headlines)
    tiles = pd.DataFrame(_tiles(table))
    base = alt.Chart(tiles).encode(y=_row(table))
    across = alt.Scale(domain=[tiles["start"].min(), tiles["end"].max()], nice=False)
    width = int(tiles["end"].max() - tiles["start"].min())
    return story.tell(
        alt.layer(*_words(base, across), *_names(table), *_ends(table, tiles, across), *_headings(across))
        .properties(width=width, height=STEP * len(table)),
        title="What does each headline add to the event?",
        takeaway=_takeaway(table),
        description="One row of word tiles per headline. Tiles to the left of the upright line tell what happened; "
        "tiles to the right of it are added. Added context has an amber field, an added motive a dark one, an added "
        "verdict a thick outline. A dashed outline marks words that the headline itself puts in quotation marks.",
        table=_in_words(table),
    )  # fmt: skip


def split(headline: str, added: str) -> tuple[list[str], list[str]]:
    """Split a headline into the words for the event and the words that go beyond it.

    Parameters
    ----------
    headline : str
        The whole headline.
    added : str
        Its last words, as in the column ``added_words``; may be empty.

    Returns
    -------
    tuple of (list of str, list of str)
        Words between white space, as students count them.
    """
    return headline.removesuffix(added).split(), added.split()


def _checked(headlines: pd.DataFrame) -> pd.DataFrame:
    missing = [f'column "{name}"' for name in (*COLUMNS, "added_words") if name not in headlines.columns]
    if missing:
        raise CourseError(f'The table has no {theme.listing(missing)}. Start from course.load("headlines").')
    if headlines.empty:
        raise CourseError(
            "There is no headline left to draw: the filter let none through. Loosen it and run the cell again."
        )
    texts = {row["article"]: row["headline"] for row in data.rows("articles")}
    return headlines.assign(
        headline=headlines["article"].map(texts), added_words=headlines["added_words"].fillna("")
    ).reset_index(drop=True)


def _row(table: pd.DataFrame) -> alt.Y:
    return alt.Y("article:N", sort=list(table["article"]), axis=None)


def _width(word: str) -> float:
    """Estimate the pixels that a word takes at 13 pixels of type; no font is at hand to measure it."""
    return sum(4.6 if letter in _NARROW else 10 if letter in _WIDE else 7.4 for letter in word)


def _tiles(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Set the words side by side; 0 is the line between the event and what is added."""
    for row in rows.records(table):
        event, added = split(row["headline"], row["added_words"])
        kinds = [_event_kind(word, row) for word in event] + [row["adds"]] * len(added)
        start = -sum(_width(word) + PADDING + GAP for word in event) - GAP
        for number, (word, kind) in enumerate(zip([*event, *added], kinds, strict=True)):
            start = GAP * 2 if number == len(event) else start
            end = start + _width(word) + PADDING
            yield {
                "article": row["article"], "word": word, "kind": kind, "ink": KINDS[kind][2],
                "start": start, "end": end, "middle": (start + end) / 2,
            }  # fmt: skip
            start = end + GAP


def _event_kind(word: str, row: dict[str, Any]) -> str:
    marked = row["attribution_mark"] != "none" and word.strip("'\u2018\u2019") in row["verb"].split()
    return CLAIM if marked else EVENT


def _scale(i: int) -> alt.Scale:
    return alt.Scale(domain=list(KINDS), range=[look[i] for look in KINDS.values()])


def _words(base: alt.Chart, across: alt.Scale) -> list[alt.Chart]:
    legend = alt.Legend(title=None, symbolType="square", columns=5, offset=30, symbolSize=190)
    kind = "kind:N"
    return [
        base.mark_bar(height=TILE, cornerRadius=3).encode(
            x=alt.X("start:Q", scale=across, axis=None),
            x2=alt.X2("end:Q"),
            color=alt.Color(kind, scale=_scale(0), legend=legend),
            stroke=alt.Stroke(kind, scale=_scale(1), legend=legend),
            strokeDash=alt.StrokeDash(kind, scale=_scale(3), legend=legend),
            strokeWidth=alt.StrokeWidth(kind, scale=_scale(4), legend=legend),
            tooltip=[alt.Tooltip("article:N"), alt.Tooltip("word:N"), alt.Tooltip("kind:N")],
        ),
        base.mark_text(fontSize=theme.SMALL, aria=False).encode(
            x=alt.X("middle:Q", scale=across, axis=None),
            text=alt.Text("word:N"),
            color=alt.Color("ink:N", scale=None),
        ),
    ]


def _names(table: pd.DataFrame) -> list[alt.Chart]:
    counted = pd.DataFrame(
        {"article": table["article"], "words": [f"{tokens} words" for tokens in table["tokens"]]}
    )
    base = alt.Chart(counted).encode(x=alt.XValue(-70), y=_row(table))
    return [
        base.mark_text(align="left", dy=-8, fontWeight="bold", fontSize=theme.BODY).encode(
            text=alt.Text("article:N")
        ),
        base.mark_text(align="left", dy=9, color=theme.MUTED).encode(text=alt.Text("words:N")),
    ]


def _ends(table: pd.DataFrame, tiles: pd.DataFrame, across: alt.Scale) -> list[alt.Chart]:
    """Write behind each row what it adds, and draw the line that all rows share."""
    last = tiles.groupby("article")["end"].max()
    ends = pd.DataFrame({"article": table["article"], "adds": table["adds"]})
    ends["end"] = [max(last[article], GAP * 2) for article in table["article"]]
    line = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(stroke=theme.INK, strokeWidth=1.5)
    text = alt.Chart(ends).mark_text(align="left", dx=9, fontWeight="bold")
    return [
        line.encode(x=alt.X("zero:Q", scale=across, axis=None)),
        text.encode(x=alt.X("end:Q", scale=across, axis=None), y=_row(table), text=alt.Text("adds:N")),
    ]


def _headings(across: alt.Scale) -> Iterator[alt.Chart]:
    for text, align, shift in (("what happened", "right", -8), ("what is added", "left", 8)):
        one = alt.Chart(alt.InlineData(values=[{"zero": 0}]))
        yield one.mark_text(align=align, dx=shift, color=theme.MUTED).encode(  # type: ignore[arg-type]
            x=alt.X("zero:Q", scale=across, axis=None), y=alt.YValue(-8), text=alt.value(text)
        )


def _takeaway(table: pd.DataFrame) -> str:
    if len(table) == 1:
        return _takeaway_of_one(table)
    asserting = list(table.loc[table["asserts_intent_or_verdict"], "article"])
    plain = list(table.loc[table["adds"] == "nothing", "article"])
    names = f" ({theme.listing(asserting)})" if asserting else ""
    verb = "states" if len(asserting) == 1 else "state"
    bare = f"{theme.listing(plain)} {'adds' if len(plain) == 1 else 'add'} nothing; " if plain else ""
    return (
        f"Of {len(table)} headlines, {len(asserting) or 'none'} {verb} a motive or a verdict as fact{names}; {bare}"
        f"the mean length is {table['tokens'].mean():.1f} words."
    )


def _takeaway_of_one(table: pd.DataFrame) -> str:
    """Say of a single headline what it adds; a mean and a count of one would read oddly."""
    (row,) = rows.records(table)
    how = ", stated as a fact" if row["asserts_intent_or_verdict"] else ""
    kind = row["adds"] if row["adds"] in {"context", "nothing"} else f"a {row['adds']}{how}"
    added = len(row["added_words"].split())
    share = f" {added} of its {row['tokens']} words go beyond the event." if added else ""
    return f"To the event, {row['article']}'s headline adds {kind}.{share}"


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": table["article"],
            "headline": table["headline"],
            "words": table["tokens"],
            "adds": table["adds"],
            "added words": [words or "none" for words in table["added_words"]],
            "states a motive or verdict as fact": table["asserts_intent_or_verdict"].map(
                {True: "yes", False: "no"}
            ),
        }
    )
