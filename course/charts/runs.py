"""Lesson 3: how long the longest shared run of each pair of texts is, and what the pair turned out to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from course.charts import story, theme
from course.model import CourseError

if TYPE_CHECKING:
    import pandas as pd

KINDS: Final = {
    "agency lead without credit": "Agency words without a credit",
    "same quotation": "One statement, quoted by both",
    "two agency stories on one page": "Two agency stories joined on one page",
    "paraphrase": "Retold, with the same four numbers",
    "stock wording": "Stock wording: names, titles, the obvious phrase",
}
"""What the table calls each kind, and what the chart writes."""

COLUMNS: Final = ("text_a", "text_b", "words", "kind", "shared")
MOST: Final = 20
"""Last number on the axis, and largest limit."""

WIDTH: Final = 290
ROW: Final = 24
LONGEST: Final = 46
"""Longest line of shared words that fits, in characters."""


def shared_runs(runs: pd.DataFrame, limit: int = 8, at_least: int = 5) -> story.Figure:
    """Draw the longest shared run of each pair, with a limit that a slider moves.

    Parameters
    ----------
    runs : pandas.DataFrame
        Columns ``text_a``, ``text_b``, ``words``, ``kind`` and ``shared``, as in ``course.load("runs")``.
    limit : int
        From how many words on a pair counts as caught, 5 to 20; where the slider starts.
    at_least : int
        Leave out pairs with a shorter run.

    Returns
    -------
    altair chart
        One dot per pair, in groups by kind. Dots at the limit or beyond are filled, the others hollow.

    Raises
    ------
    CourseError
        If a column is missing, no pair is left, or the limit is not on the slider.
    """
    table = _checked(runs, limit, at_least)
    slider = alt.param(
        "limit", value=limit, bind=alt.binding_range(min=5, max=MOST, step=1, name="Limit in words: ")
    )
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelPadding=5)
    groups = alt.Row("group:N", sort=list(dict.fromkeys(table["group"])), header=header)
    layers = alt.layer(*_band(table), *_dots(table), *_words(table), data=_drawn(table))
    return story.tell(
        layers.properties(width=WIDTH, height=alt.Step(ROW))
        .facet(row=groups)
        .resolve_scale(y="independent")
        .properties(spacing=14)
        .add_params(slider),
        title="How many words in a row do they share?",
        takeaway=_takeaway(table, limit),
        description="One dot for each pair of texts, as far to the right as its longest shared run is long, in groups "
        "by kind of pair. A shaded field begins at the limit, which a slider below moves; dots inside it are filled. "
        "Behind each dot stand the words that the pair shares.",
        table=_in_words(table),
    )


def pair(text: str) -> str:
    """Write the ID of a text as readers say it: ``GVS P5``, ``AP`` or ``38 North``."""
    upstream = {"AP-LEAD": "AP", "38-NORTH": "38 North"}
    return upstream.get(text, text.replace("-P0", " P").replace("-P", " P"))


def _checked(runs: pd.DataFrame, limit: int, at_least: int) -> pd.DataFrame:
    missing = [name for name in COLUMNS if name not in runs.columns]
    if missing:
        raise CourseError(
            f'The table has no column {theme.listing(missing)}. Start from course.load("runs").'
        )
    if not 5 <= limit <= MOST:
        raise CourseError(f"limit={limit}: the slider runs from 5 to {MOST}, so choose a limit between them.")
    kept = runs[runs["words"] >= at_least]
    if kept.empty:
        raise CourseError(f"No pair shares {at_least} words in a row. Choose a smaller number for at_least.")
    return _grouped(kept)


def _grouped(kept: pd.DataFrame) -> pd.DataFrame:
    """Sort by kind, then by length, and give each group a heading with its size."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    rank = kept["kind"].map(order)
    table = kept.assign(rank=rank).sort_values(["rank", "words"], ascending=[True, False], kind="stable")
    sizes = table["kind"].value_counts()
    headings = {
        kind: f"{words} ({_pairs(int(sizes[kind]))})" for kind, words in KINDS.items() if kind in sizes
    }
    names = [f"{pair(a)} \u00b7 {pair(b)}" for a, b in zip(table["text_a"], table["text_b"], strict=True)]
    return table.assign(group=table["kind"].map(headings), pair=names).reset_index(drop=True)


def _pairs(count: int) -> str:
    return f"{count} pair{'' if count == 1 else 's'}"


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    return table[["pair", "words", "group"]].assign(shared=[_short(text) for text in table["shared"]])


def _short(text: str) -> str:
    """Cut the middle out of a run that is too long for its line."""
    if len(text) <= LONGEST:
        return text
    words, room = text.split(" "), LONGEST - 3
    end = next(n for n in range(1, len(words)) if len(" ".join(words[-n - 1 :])) > room // 2)
    start = next(n for n in range(1, len(words)) if len(" ".join([*words[: n + 1], *words[-end:]])) > room)
    return f"{' '.join(words[:start])} \u2026 {' '.join(words[-end:])}"


def _across() -> alt.X:
    axis = alt.Axis(
        values=list(range(0, MOST + 1, 4)), format="d", ticks=False, domain=False, labelFlush=False
    )
    return alt.X("words:Q", title="Words in a row", scale=alt.Scale(domain=[0, MOST], nice=False), axis=axis)


def _down(table: pd.DataFrame) -> alt.Y:
    axis = alt.Axis(title=None, domain=False, ticks=False, labelPadding=8)
    return alt.Y("pair:N", sort=list(dict.fromkeys(table["pair"])), axis=axis)


def _band(table: pd.DataFrame) -> list[alt.Chart]:
    """Shade what the limit catches; half a word before it, so that a dot on the limit lies inside."""
    base = alt.Chart().transform_calculate(start="limit - 0.5", end=str(MOST)).encode(y=_down(table))
    across = alt.X("start:Q", scale=alt.Scale(domain=[0, MOST], nice=False))
    field = base.mark_bar(height=ROW, color=theme.MIDDLE, opacity=0.3, cornerRadius=0, aria=False)
    edge = base.mark_tick(thickness=2, size=ROW, color=theme.INK, aria=False)
    return [field.encode(x=across, x2=alt.X2("end:Q")), edge.encode(x=across)]


def _dots(table: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart().transform_calculate(zero="0").encode(y=_down(table))
    caught: Any = alt.condition("datum.words >= limit", alt.value(theme.DARK), alt.value(theme.EMPTY))
    tips = [alt.Tooltip("pair:N"), alt.Tooltip("words:Q", title="words in a row"), alt.Tooltip("shared:N")]
    stem = base.mark_rule(color=theme.MUTED, strokeWidth=1.2, aria=False)
    dot = base.mark_point(filled=True, size=150, opacity=1, stroke=theme.DARK, strokeWidth=2)
    return [stem.encode(x=_across(), x2=alt.X2("zero:Q")), dot.encode(x=_across(), fill=caught, tooltip=tips)]


def _words(table: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart().encode(y=_down(table))
    length = base.mark_text(align="right", fontWeight="bold", aria=False)
    shared = base.mark_text(align="left", color=theme.MUTED, fontStyle="italic", aria=False)
    return [
        length.encode(x=alt.XValue(WIDTH + 28), text=alt.Text("words:Q")),
        shared.encode(x=alt.XValue(WIDTH + 42), text=alt.Text("shared:N")),
    ]


def _takeaway(table: pd.DataFrame, limit: int) -> str:
    caught = table[table["words"] >= limit]
    copied = int((caught["kind"] == "agency lead without credit").sum())
    verb = "is" if copied == 1 else "are"
    return (
        f"A limit of {limit} words catches {len(caught)} of {_pairs(len(table))}, and {copied} of those {verb} "
        "copying without a credit."
    )


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    names = {
        "pair": "pair",
        "words": "words in a row",
        "kind": "what the pair is",
        "shared": "the shared words",
    }
    return table[list(names)].rename(columns=names)
