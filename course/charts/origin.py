"""Lesson 1: from articles to origins. Four articles that quote one statement are one source, not four."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import altair as alt
import pandas as pd

from course.charts import rows, story, theme
from course.model import CourseError

UNIT: Final = 82
"""Pixels that one article takes."""

NOT_SHOWN: Final = "not shown"
OWN: Final = "the page itself"
"""An origin of this name is another one on each page."""

KINDS: Final = {
    "one origin behind several articles": (theme.MIDDLE, theme.INK, theme.ON_MIDDLE, [1, 0]),
    "one origin, one article": (theme.DARK, theme.DARK, theme.ON_DARK, [1, 0]),
    "origin not shown": (theme.EMPTY, theme.MUTED, theme.INK, [5, 4]),
}
"""Fill, outline, text and dashes of each kind of block."""


def origins(facts: pd.DataFrame, citations: pd.DataFrame) -> story.Figure:
    """Draw the articles behind each fact, those with the same origin merged into one block.

    Parameters
    ----------
    facts : pandas.DataFrame
        Columns ``fact``, ``statement`` and one column of 0 and 1 per article.
    citations : pandas.DataFrame
        Columns ``fact``, ``article``, ``origin`` and ``origin_basis``, as in ``course.load("fact_citations")``.

    Returns
    -------
    altair chart
        One row per fact. A row is as long as the number of articles; each block is one origin. An article that shows
        no origin keeps a dashed block of its own: it may or may not share one.

    Raises
    ------
    CourseError
        If the table cannot be drawn; the message says why.
    """
    table = rows.checked(facts)
    blocks = origin_blocks(table, citations)
    place = rows.position(list(table["fact"]))
    base = alt.Chart(_placed(table, blocks)).encode(y=place)
    names = table[["fact"]].assign(label=rows.wrapped(table), count=_counts(table, blocks))
    counted = alt.Chart(names).encode(y=place)
    drawing = alt.layer(
        *_blocks(base, len(rows.articles(table))), *rows.labels(counted), _count_text(counted)
    )
    return story.tell(
        drawing.properties(width=UNIT * len(rows.articles(table)), height=rows.HEIGHT * len(table)),
        title="How many origins stand behind the articles?",
        takeaway=_takeaway(blocks),
        description="One row of blocks per fact. The row is as long as the number of articles that state the fact. "
        "Each solid block is one origin, as wide as the number of articles that lead back to it. Each dashed block is "
        "one article that shows no origin. The row ends in both numbers. Most origins are our inference from the wording; the table says which.",
        table=_in_words(table, blocks),
    )


def origin_blocks(facts: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    """Collapse articles to origins.

    Parameters
    ----------
    facts : pandas.DataFrame
        One column of 0 and 1 per article.
    citations : pandas.DataFrame
        Columns ``fact``, ``article``, ``origin`` and ``origin_basis``.

    Returns
    -------
    pandas.DataFrame
        One row per fact and origin: ``fact``, ``origin``, ``basis``, ``articles`` (a list, ``"GVS;IND"``) and ``size``
        in articles. An article that shows two origins counts half for each. Articles that show none are never merged:
        each has a row with the origin "not shown".
    """
    cited = _checked(citations)
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for fact in rows.records(facts):
        for article in (name for name in rows.articles(facts) if fact[name] == 1):
            shown = _shown(cited[(cited["fact"] == fact["fact"]) & (cited["article"] == article)])
            for origin, basis in shown.items():
                own = article if origin in {NOT_SHOWN, OWN} else ""
                block = found.setdefault(
                    (fact["fact"], origin, own), {"basis": set(), "articles": [], "size": 0.0}
                )
                block["basis"].add(basis)
                block["articles"].append(article)
                block["size"] += 1 / len(shown)
    return pd.DataFrame(
        [
            {"fact": fact, "origin": origin, "basis": theme.listing(sorted(block["basis"])),
             "articles": ";".join(block["articles"]), "size": block["size"]}
            for (fact, origin, _), block in found.items()
        ],
        columns=["fact", "origin", "basis", "articles", "size"],
    )  # fmt: skip


def origin_counts(facts: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Count articles and origins.

    Parameters
    ----------
    facts : pandas.DataFrame
        What `course.charts.rows.checked` returns.
    blocks : pandas.DataFrame
        What `origin_blocks` returns.

    Returns
    -------
    pandas.DataFrame
        ``fact``, ``statement``, ``support`` (articles), ``origins`` (shown ones) and ``silent`` (articles that show
        none), in the order of the facts.
    """
    unknown = blocks["origin"] == NOT_SHOWN
    named, silent = (blocks.loc[chosen, "fact"].value_counts() for chosen in (~unknown, unknown))
    counts = {"origins": facts["fact"].map(named), "silent": facts["fact"].map(silent)}
    whole = {name: count.fillna(0).astype("int64") for name, count in counts.items()}
    return facts[["fact", "statement", "support"]].assign(**whole)


def _checked(citations: pd.DataFrame) -> pd.DataFrame:
    missing = [
        name for name in ("fact", "article", "origin", "origin_basis") if name not in citations.columns
    ]
    if missing:
        raise CourseError(
            f'The citations have no column {theme.listing(missing)}. Start from course.load("fact_citations").'
        )
    return citations


def _shown(cited: pd.DataFrame) -> dict[str, str]:
    """Find the origins that one article shows for one fact, with their basis; "not shown" only if it shows none."""
    named = {row["origin"]: row["origin_basis"] for row in rows.records(cited) if row["origin"] != NOT_SHOWN}
    return named or {NOT_SHOWN: "unknown"}


def _kind(block: dict[str, Any]) -> str:
    several, single, unknown = KINDS
    if block["origin"] == NOT_SHOWN:
        return unknown
    return several if ";" in block["articles"] else single


def _placed(table: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Give every block its place in the row: merged ones first, dashed ones last."""
    drawn = []
    order = list(KINDS)
    statements = dict(zip(table["fact"], table["statement"], strict=True))
    for fact, members in blocks.groupby("fact", sort=False):
        ranked = sorted(rows.records(members), key=lambda block: order.index(_kind(block)))
        ends = [0.0]
        for block in ranked:
            ends.append(ends[-1] + block["size"])
        for block, (start, end) in zip(ranked, pairwise(ends), strict=True):
            label = "\n".join(theme.lines(block["origin"].split(",")[0], 12 * max(round(block["size"]), 1)))
            told = {
                "statement": statements[fact],
                "articles": block["articles"].replace(";", ", "),
                "kind": _kind(block),
            }
            place = {
                "start": start,
                "end": end,
                "middle": (start + end) / 2,
                "label": label,
                "ink": KINDS[_kind(block)][2],
            }
            drawn.append({"fact": fact, "origin": block["origin"], "basis": block["basis"], **told, **place})
    return pd.DataFrame(drawn)


def _blocks(base: alt.Chart, most: int) -> list[alt.Chart]:
    fill, outline, dash = (_scale(i) for i in (0, 1, 3))
    legend = alt.Legend(title=None, symbolType="square", symbolStrokeWidth=1.5, columns=3, offset=6)
    across = alt.Scale(domain=[0, most], nice=False)
    rise = alt.expr(f"-{theme.LINE_HEIGHT / 2 - 1} * (length(split(datum.label, '\\n')) - 1)")
    return [
        base.mark_bar(height=32, strokeWidth=1.5, cornerRadius=4, xOffset=2, x2Offset=-2).encode(
            x=alt.X("start:Q", scale=across, axis=None),
            x2=alt.X2("end:Q"),
            color=alt.Color("kind:N", scale=fill, legend=legend),
            stroke=alt.Stroke("kind:N", scale=outline, legend=legend),
            strokeDash=alt.StrokeDash("kind:N", scale=dash, legend=legend),
            tooltip=[
                alt.Tooltip("fact:N"),
                alt.Tooltip("statement:N"),
                alt.Tooltip("origin:N"),
                alt.Tooltip("basis:N"),
                alt.Tooltip("articles:N"),
            ],
        ),
        base.mark_text(lineBreak="\n", lineHeight=theme.LINE_HEIGHT - 2, dy=rise, aria=False).encode(
            x=alt.X("middle:Q", scale=across, axis=None),
            text=alt.Text("label:N"),
            color=alt.Color("ink:N", scale=None),
        ),
    ]


def _scale(i: int) -> alt.Scale:
    return alt.Scale(domain=list(KINDS), range=[look[i] for look in KINDS.values()])


def _count_text(base: alt.Chart) -> alt.Chart:
    drawn: alt.Chart = base.mark_text(align="left", dx=12).encode(
        x=alt.XValue(alt.expr("width")), text=alt.Text("count:N")
    )
    return drawn


def _counts(table: pd.DataFrame, blocks: pd.DataFrame) -> list[str]:
    counted = origin_counts(table, blocks)
    columns = (counted[name] for name in ("support", "origins", "silent"))
    return [_count(support, named, silent) for support, named, silent in zip(*columns, strict=True)]


def _count(support: int, named: int, silent: int) -> str:
    if not support:
        return "no article"
    parts = [f"{named} origin{'' if named == 1 else 's'}"] if named else []
    parts += [f"{silent} not shown"] if silent else []
    return f"{support} \u2192 {' + '.join(parts)}"


def _takeaway(blocks: pd.DataFrame) -> str:
    if blocks.empty:
        return "No article states any of these facts."
    named = blocks[blocks["origin"] != NOT_SHOWN]
    shared = named[named["articles"].str.contains(";")]
    total, silent = round(blocks["size"].sum()), len(blocks) - len(named)
    unknown = f"for {silent} of {total} statements the article shows no origin."
    if shared.empty:
        return f"No origin stands behind more than one article; {unknown}"
    top = max(rows.records(shared), key=lambda block: block["size"])
    return f"{len(top['articles'].split(';'))} articles take {top['fact']} from one origin, {top['origin']}; {unknown}"


def _in_words(table: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    named = blocks[blocks["origin"] != NOT_SHOWN]
    silent = blocks[blocks["origin"] == NOT_SHOWN]
    return pd.DataFrame(
        {
            "fact": table["fact"],
            "statement": table["statement"],
            "articles": table["support"],
            "origins": [_origin_text(named[named["fact"] == fact]) for fact in table["fact"]],
            "articles that show no origin": [
                ", ".join(silent[silent["fact"] == fact]["articles"]) or "none" for fact in table["fact"]
            ],
        }
    )


def _origin_text(blocks: pd.DataFrame) -> str:
    shown = [
        f"{block['origin']} ({block['articles'].replace(';', ', ')}; {block['basis']})"
        for block in rows.records(blocks)
    ]
    return "; ".join(shown) or "none"
