"""Lesson 3: the page of BLOG as one long bar, cut wherever the words change hands."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, Final, Literal

import altair as alt
import pandas as pd

from course.charts import rows, story, theme
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH: Final = 780
BAR: Final = 74
TOP: Final = 74
"""Pixels above the bar, where the names of narrow pieces stand."""

AXIOS: Final = ("BLOG-P09", "BLOG-P10", "BLOG-P11", "BLOG-P12")
"""The block with signposts and bullet points, which Axios published on 17 June 2020."""

ORIGINS: Final = {
    "Headline": (theme.LINE, theme.MUTED, [1, 0]),
    "AP\u2019s words": (theme.DARK, theme.DARK, [1, 0]),
    "Own words": (theme.MIDDLE, theme.INK, [1, 0]),
    "Origin unknown": (theme.EMPTY, theme.MUTED, [5, 4]),
    "AFP post": (theme.DARK, theme.DARK, [1, 0]),
    "Axios\u2019s words": ("#d5e1e8", theme.INK, [1, 0]),
    "Page furniture": (theme.LINE, theme.MUTED, [1, 0]),
}
"""Fill, outline and dashes of each origin; a dashed outline means that nobody found the writer."""

_LAYERS: Final = {
    "headline": "Headline", "wire copy": "AP\u2019s words", "own text": "Own words", "embed": "AFP post",
    "unattributed copy": "Origin unknown", "comments": "Page furniture",
}  # fmt: skip

_LABELS: Final[dict[str, tuple[int, int, Literal["left", "right"]]]] = {
    "Headline": (0, 16, "left"), "AP\u2019s words": (0, TOP + BAR + 34, "left"), "Own words": (0, 44, "left"),
    "AFP post": (0, TOP + BAR + 34, "left"), "Page furniture": (1, 44, "right"),
}  # fmt: skip
"""Where a name stands that does not fit into its piece: at its start or end, at which height, and its anchor."""

RUNNING: Final = (
    "AP\u2019s words",
    "Own words",
    "Origin unknown",
    "AFP post",
    "Axios\u2019s words",
)
"""Origins that make up the running text: neither headline nor furniture."""


def blog_collage(composition: pd.DataFrame) -> story.Figure:
    """Draw whose words the page of BLOG holds, in the order of the page.

    Parameters
    ----------
    composition : pandas.DataFrame
        Columns ``passage``, ``layer`` and ``tokens``, as in ``course.load("composition")``; other articles are left
        out.

    Returns
    -------
    altair chart
        One bar as long as the page, cut into pieces by origin, each with its name and its number of words.

    Raises
    ------
    CourseError
        If the table has no rows on BLOG, or a layer that the chart does not know.
    """
    pieces = blog_pieces(composition)
    drawing = alt.layer(*_bar(pieces), *_names(pieces), *_bracket(pieces))
    return story.tell(
        drawing.properties(width=WIDTH, height=TOP + BAR + 96),
        title="Whose words stand on the page of BLOG?",
        takeaway=_takeaway(pieces),
        description="One long bar stands for the page, from the headline at the left to the comment tools at the "
        "right. It is cut wherever the words change hands, and each piece has its name and its number of words. A "
        "dashed outline means that the origin of the piece was not found. A bracket below marks the running text.",
        table=_in_words(pieces),
    )


def blog_pieces(composition: pd.DataFrame) -> pd.DataFrame:
    """Join neighbouring rows of one origin to pieces.

    Parameters
    ----------
    composition : pandas.DataFrame
        As for `blog_collage`.

    Returns
    -------
    pandas.DataFrame
        One row per piece, in page order: ``origin``, ``paragraphs``, ``words``, ``start`` and ``end`` in words.

    Raises
    ------
    CourseError
        As for `blog_collage`.
    """
    pieces = list(_joined(_checked(composition)))
    ends = list(accumulate(piece["words"] for piece in pieces))
    places = {"start": [end - piece["words"] for end, piece in zip(ends, pieces, strict=True)], "end": ends}
    return pd.DataFrame(pieces).assign(**places)


def _checked(composition: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in ("passage", "layer", "tokens") if name not in composition.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("composition").'
        )
    blog = composition[composition["passage"].str.startswith("BLOG-")]
    if blog.empty:
        raise CourseError("The table has no row on BLOG. Hand over the whole table, all five articles.")
    unknown = sorted(set(blog["layer"]) - set(_LAYERS))
    if unknown:
        raise CourseError(
            f"The chart does not know the layer {theme.listing(unknown)}. Mend the rows that you changed."
        )
    return blog


def _joined(blog: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for origin, members in groupby(rows.records(blog), _origin):
        found = list(members)
        numbers = [f"P{int(row['passage'][-2:])}" for row in found]
        span = numbers[0] if numbers[0] == numbers[-1] else f"{numbers[0]} to {numbers[-1]}"
        yield {"origin": origin, "paragraphs": span, "words": sum(int(row["tokens"]) for row in found)}


def _origin(row: dict[str, Any]) -> str:
    return "Axios\u2019s words" if row["passage"] in AXIOS else _LAYERS[row["layer"]]


def _x(field: str, pieces: pd.DataFrame) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, int(pieces["end"].max())], nice=False), axis=None)


def _scale(i: int) -> alt.Scale:
    return alt.Scale(domain=list(ORIGINS), range=[look[i] for look in ORIGINS.values()])


def _bar(pieces: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(pieces).encode(
        x=_x("start", pieces), x2=alt.X2("end:Q"), y=alt.YValue(TOP), y2=alt.Y2Value(TOP + BAR)
    )
    tips = [alt.Tooltip("origin:N"), alt.Tooltip("paragraphs:N"), alt.Tooltip("words:Q")]
    piece = base.mark_bar(strokeWidth=1.6, cornerRadius=3, xOffset=1, x2Offset=-1)
    fill, outline, dash = (_scale(i) for i in range(3))
    return [
        piece.encode(
            fill=alt.Fill("origin:N", scale=fill, legend=None),
            stroke=alt.Stroke("origin:N", scale=outline, legend=None),
            strokeDash=alt.StrokeDash("origin:N", scale=dash, legend=None),
            tooltip=tips,
        )
    ]


def _names(pieces: pd.DataFrame) -> list[alt.Chart]:
    """Write the name into each wide piece, and beside each narrow one with a line that leads to it."""
    told = pieces.assign(
        label=[
            f"{origin}\n{words} words"
            for origin, words in zip(pieces["origin"], pieces["words"], strict=True)
        ],
        middle=(pieces["start"] + pieces["end"]) / 2,
    )
    wide = told[~told["origin"].isin(list(_LABELS))]
    inside = alt.Chart(wide).mark_text(
        align="center", lineBreak="\n", lineHeight=19, dy=-10, fontSize=theme.BODY, aria=False
    )
    drawn = [inside.encode(x=_x("middle", pieces), y=alt.YValue(TOP + BAR / 2), text=alt.Text("label:N"))]
    for piece in rows.records(told[told["origin"].isin(list(_LABELS))]):
        drawn += _name(piece, pieces)
    return drawn


def _name(piece: dict[str, Any], pieces: pd.DataFrame) -> list[alt.Chart]:
    at_end, height, align = _LABELS[piece["origin"]]
    bold: Literal["bold", "normal"] = "bold" if piece["origin"] == "Own words" else "normal"
    one = pd.DataFrame([{"at": piece["middle"], "label": _beside(piece)}])
    edge = TOP + BAR if height > TOP else TOP
    near = height - 13 if height > TOP else height + 9
    leader = alt.Chart(one).mark_rule(color=theme.MUTED, strokeWidth=1.2, aria=False)
    name = alt.Chart(one).mark_text(
        align=align, dx=6 if at_end else -6, fontWeight=bold, fontSize=theme.BODY, aria=False
    )
    return [
        leader.encode(x=_x("at", pieces), y=alt.YValue(edge), y2=alt.Y2Value(near)),
        name.encode(x=_x("at", pieces), y=alt.YValue(height), text=alt.Text("label:N")),
    ]


def _beside(piece: dict[str, Any]) -> str:
    """Write a name on one line; what is the blogger's own can only be too high a number."""
    limit = "at most " if piece["origin"] == "Own words" else ""
    return f"{piece['origin']}: {limit}{piece['words']} words"


def _bracket(pieces: pd.DataFrame) -> list[alt.Chart]:
    """Mark the running text below the bar, which is what the share is taken of."""
    running = pieces[pieces["origin"].isin(RUNNING)]
    start, end = int(running["start"].min()), int(running["end"].max())
    y = TOP + BAR + 60
    one = pd.DataFrame([{"start": start, "end": end, "middle": (start + end) / 2}])
    text = f"Running text: {int(running['words'].sum())} words"
    base = alt.Chart(one)
    line = base.mark_rule(color=theme.INK, strokeWidth=1.5, aria=False)
    tick = base.mark_tick(orient="vertical", size=10, thickness=1.5, color=theme.INK, aria=False)
    return [
        line.encode(x=_x("start", pieces), x2=alt.X2("end:Q"), y=alt.YValue(y)),
        tick.encode(x=_x("start", pieces), y=alt.YValue(y)),
        tick.encode(x=_x("end", pieces), y=alt.YValue(y)),
        base.mark_text(fontSize=theme.BODY, aria=False).encode(
            x=_x("middle", pieces), y=alt.YValue(y + 18), text=alt.value(text)
        ),
    ]


def own_share(pieces: pd.DataFrame) -> float:
    """Share of the blogger's own words in the running text, in percent.

    Parameters
    ----------
    pieces : pandas.DataFrame
        What `blog_pieces` returns.

    Returns
    -------
    float
        0 to 100, not rounded.
    """
    running = pieces[pieces["origin"].isin(RUNNING)]
    own = running.loc[running["origin"] == "Own words", "words"].sum()
    return float(100 * own / running["words"].sum())


def _takeaway(pieces: pd.DataFrame) -> str:
    own = int(pieces.loc[pieces["origin"] == "Own words", "words"].sum())
    running = int(pieces.loc[pieces["origin"].isin(RUNNING), "words"].sum())
    return f"At most {own} of {running} words of running text are the blogger\u2019s own: {own_share(pieces):.1f} percent."


def _in_words(pieces: pd.DataFrame) -> pd.DataFrame:
    shown = {
        "AP\u2019s words": "no credit on the page",
        "AFP post": "named on the page",
        "Own words": "at most",
    }
    notes = [
        shown.get(origin, "writer not shown" if ORIGINS[origin][2] != [1, 0] else "")
        for origin in pieces["origin"]
    ]
    return pieces[["origin", "paragraphs", "words"]].assign(note=notes)
