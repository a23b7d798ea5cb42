"""Lesson 11: which article claims which cause, and in whose voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.model import ARTICLES, CourseError

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMN: Final = 118
"""Pixels from one article to the next."""

ROW: Final = 62
LONGEST: Final = 24
"""Longest line of a cause, in characters."""

SOMEBODY, PAGE, NOBODY = "somebody else says it", "only the page itself says it", "not claimed"
FILLS: Final = {SOMEBODY: theme.DARK, PAGE: theme.MIDDLE, NOBODY: theme.EMPTY}
INKS: Final = {SOMEBODY: theme.ON_DARK, PAGE: theme.ON_MIDDLE, NOBODY: theme.MUTED}
OWN: Final = frozenset({"author", "report"})
"""Voices of the page itself."""

SHORT: Final = {"named expert": "expert", "unnamed analysts": "unnamed"}
"""What a voice is called in a cell, where there is little room."""

FITS: Final = 14
"""Characters that fit into a cell."""


def cause_matrix(causes: pd.DataFrame, citations: pd.DataFrame) -> story.Figure:
    """Draw which article claims which cause, where, and in whose voice.

    Parameters
    ----------
    causes : pandas.DataFrame
        Columns ``cause`` and ``label``, one row per cause.
    citations : pandas.DataFrame
        Columns ``cause``, ``passage``, ``stance`` and ``voice``, one row per cause and paragraph.

    Returns
    -------
    altair chart
        A heatmap of causes by articles with sums. A paragraph that denies a cause is named and not counted.

    Raises
    ------
    CourseError
        If a table cannot be drawn; the message says why.
    """
    table, names = checked(citations), named(causes)
    cells = _cells(table, names)
    width, height = COLUMN * len(ARTICLES), ROW * len(names)
    drawing = alt.layer(_fields(cells, names), *_words(cells, names), _labels(names), *_sums(cells, names))
    return story.tell(
        drawing.properties(width=width, height=height),
        title="Which article claims which cause, and in whose voice?",
        takeaway=_matrix_takeaway(cells, names),
        description=f"A grid of {len(names)} causes by {len(ARTICLES)} articles. A cell names the paragraphs and the "
        "voices. Dark: somebody else than the page says it. Orange: only the page itself says it. Empty: not claimed. "
        "A paragraph that denies the cause is not counted. Sums stand at the right and below.",
        table=_matrix_in_words(cells, names),
    )


def checked(citations: pd.DataFrame) -> pd.DataFrame:
    """Check a table of citations before it is drawn.

    Parameters
    ----------
    citations : pandas.DataFrame
        Columns ``cause``, ``passage``, ``stance`` and ``voice``.

    Returns
    -------
    pandas.DataFrame
        A copy with a column ``article``.

    Raises
    ------
    CourseError
        If a column is missing, no row is left, or a passage belongs to none of the five articles.
    """
    wanted = ("cause", "passage", "stance", "voice")
    missing = [f'column "{name}"' for name in wanted if name not in citations.columns]
    if missing:
        raise CourseError(
            f'The table has no {theme.listing(missing)}. Start from course.load("cause_citations") and keep its columns.'
        )
    if citations.empty:
        raise CourseError("There is no citation left to draw: the filter let none through. Loosen it.")
    table = citations.assign(article=citations["passage"].str.split("-").str[0])
    strange = sorted(set(table["article"]) - set(ARTICLES))
    if strange:
        raise CourseError(f'"{strange[0]}" is none of the five articles. Correct the column "passage".')
    return table


def named(causes: pd.DataFrame) -> pd.DataFrame:
    """Add to each cause the lines of its label: ID and name, broken where there is little room.

    Parameters
    ----------
    causes : pandas.DataFrame
        Columns ``cause`` and ``label``.

    Returns
    -------
    pandas.DataFrame
        ``cause``, ``label`` and ``lines``.

    Raises
    ------
    CourseError
        If a column is missing or no row is left.
    """
    missing = [f'column "{name}"' for name in ("cause", "label") if name not in causes.columns]
    if missing or causes.empty:
        raise CourseError(
            f'The table of causes has no {theme.listing(missing) or "row"}. Start from course.load("causes").'
        )
    lines = [
        "\n".join(theme.lines(f"{cause} {label}", LONGEST))
        for cause, label in zip(causes["cause"], causes["label"], strict=True)
    ]
    return causes[["cause", "label"]].assign(lines=lines)


# Matrix


def _cells(table: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """One row per cause and article: what to write in the cell and how to fill it."""
    known = set(table["cause"]) - set(names["cause"])
    if known:
        raise CourseError(
            f"{min(known)} is in the citations and not among the causes. Add it, or leave it out."
        )
    rows = [
        {
            "cause": cause,
            "article": article,
            **_cell(table[(table["cause"] == cause) & (table["article"] == article)]),
        }
        for cause in names["cause"]
        for article in ARTICLES
    ]
    return pd.DataFrame(rows)


def _cell(found: pd.DataFrame) -> dict[str, Any]:
    claims, denials = found[found["stance"] == "asserts"], found[found["stance"] == "denies"]
    voices = list(dict.fromkeys(claims["voice"]))
    state = NOBODY if claims.empty else PAGE if set(voices) <= OWN else SOMEBODY
    spoken = ", ".join(SHORT.get(voice, voice) for voice in voices)
    said = [places(claims["passage"]), *theme.lines(spoken, FITS)] if voices else []
    denied = [f"denied: {places(denials['passage'])}"] if len(denials) else []
    lines = [*said, *denied] or ["–"]
    return {"state": state, "claimed": int(len(claims) > 0), "lines": "\n".join(lines)}


def places(passages: Sequence[str] | pd.Series[str]) -> str:
    """Write paragraphs of one article as short as a cell needs it: ``P8, P10``, or ``P10–13`` for three and more.

    Parameters
    ----------
    passages : sequence of str
        Passage IDs, in order.

    Returns
    -------
    str
        Their numbers; empty if there are none.
    """
    numbers = [int(passage.split("-P")[1]) for passage in passages]
    whole = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
    return f"P{numbers[0]}–{numbers[-1]}" if whole else ", ".join(f"P{number}" for number in numbers)


def _across() -> alt.X:
    heads = alt.Axis(
        orient="top", labelAngle=0, labelFontWeight="bold", domain=False, ticks=False, title=None
    )
    return alt.X(
        "article:N", sort=list(ARTICLES), axis=heads, scale=alt.Scale(paddingInner=0.06, paddingOuter=0.03)
    )


def _down(names: pd.DataFrame) -> alt.Y:
    scale = alt.Scale(paddingInner=0.1, paddingOuter=0.05)
    return alt.Y("cause:N", sort=list(names["cause"]), axis=None, scale=scale)


def _fields(cells: pd.DataFrame, names: pd.DataFrame) -> alt.Chart:
    fill = alt.Scale(domain=list(FILLS), range=list(FILLS.values()))
    drawn: alt.Chart = (
        alt.Chart(cells)
        .mark_rect(stroke=theme.LINE, strokeWidth=1, cornerRadius=4)
        .encode(
            x=_across(),
            y=_down(names),
            color=alt.Color(
                "state:N", scale=fill, legend=alt.Legend(title=None, symbolStrokeColor=theme.MUTED)
            ),
            tooltip=[
                "cause:N",
                "article:N",
                alt.Tooltip("state:N", title="is"),
                alt.Tooltip("lines:N", title="where"),
            ],
        )
    )
    return drawn


def _words(cells: pd.DataFrame, names: pd.DataFrame) -> list[alt.Chart]:
    """What stands in the cells, one layer per fill: an ink that can be read on it."""
    rise = alt.expr("-8.5 * (length(split(datum.lines, '\\n')) - 1)")
    return [
        alt.Chart(cells)
        .transform_filter(f"datum.state == '{state}'")
        .mark_text(lineBreak="\n", lineHeight=theme.LINE_HEIGHT, dy=rise, color=ink, aria=False)
        .encode(x=_across(), y=_down(names), text=alt.Text("lines:N"))
        for state, ink in INKS.items()
        if (cells["state"] == state).any()
    ]


def _labels(names: pd.DataFrame) -> alt.Chart:
    rise = alt.expr(f"-{theme.LINE_HEIGHT / 2} * (length(split(datum.lines, '\\n')) - 1)")
    text = alt.Chart(names).mark_text(
        align="right", dx=-14, dy=rise, lineBreak="\n", lineHeight=theme.LINE_HEIGHT
    )
    drawn: alt.Chart = text.encode(x=alt.XValue(0), y=_down(names), text=alt.Text("lines:N"))
    return drawn


def _sums(cells: pd.DataFrame, names: pd.DataFrame) -> list[alt.Chart]:
    width, height = COLUMN * len(ARTICLES), ROW * len(names)
    rows = cells.groupby("cause", sort=False)["claimed"].sum().reset_index()
    columns = cells.groupby("article", sort=False)["claimed"].sum().reset_index()
    bold: dict[str, Any] = {"fontWeight": "bold", "fontSize": theme.BODY}
    head = alt.Chart(alt.InlineData(values=[{}]))
    return [
        alt.Chart(rows).mark_text(**bold).encode(x=alt.XValue(width + 34), y=_down(names), text="claimed:Q"),
        alt.Chart(columns).mark_text(**bold).encode(x=_across(), y=alt.YValue(height + 18), text="claimed:Q"),
        head.mark_text(color=theme.MUTED).encode(
            x=alt.XValue(width + 34), y=alt.YValue(-9), text=alt.value("articles")
        ),
        head.mark_text(align="right", color=theme.MUTED).encode(
            x=alt.XValue(-14), y=alt.YValue(height + 18), text=alt.value("causes in the article")
        ),
    ]


def _matrix_takeaway(cells: pd.DataFrame, names: pd.DataFrame) -> str:
    rows = cells.groupby("cause", sort=False)["claimed"].sum()
    most = [name for name in names["cause"] if rows[name] == rows.max()]
    own = [article for article in ARTICLES if _only_own(cells, article)]
    verb = "is" if len(most) == 1 else "are"
    lead = f"{theme.listing(most)} {verb} claimed by {rows.max()} of {len(ARTICLES)} articles"
    tail = f"{theme.listing(own)} {'claims' if len(own) == 1 else 'claim'} every cause in its own voice only"
    return f"{lead}; {tail}." if own else f"{lead}; every article lets somebody else speak for a cause."


def _only_own(cells: pd.DataFrame, article: str) -> bool:
    claimed = cells[(cells["article"] == article) & (cells["claimed"] == 1)]
    return len(claimed) > 0 and bool((claimed["state"] == PAGE).all())


def _matrix_in_words(cells: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    wide = cells.assign(words=cells["lines"].str.replace("\n", ": ", n=1).str.replace("\ndenied", "; denied"))
    wide["words"] = wide["words"].str.replace("\n", " ").str.replace("–$", "no", regex=True)
    words = wide.pivot_table(index="cause", columns="article", values="words", aggfunc="first", sort=False)
    sums = cells.groupby("cause", sort=False)["claimed"].sum().rename("articles")
    told = names.set_index("cause")[["label"]].join(words[list(ARTICLES)]).join(sums)
    return told.reset_index()
