"""Lesson 8: how often each spelling of a name stands in each article, and which rule the spelling fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import altair as alt

from course import data
from course.charts import story, theme
from course.model import ARTICLES, CourseError

if TYPE_CHECKING:
    import pandas as pd

RULES: Final = {
    "AP's rule": (theme.DARK, theme.ON_DARK),
    "all-hyphen rule": (theme.MIDDLE, theme.ON_MIDDLE),
    "both rules": ("#9fbfd0", theme.INK),
    "neither": (theme.EMPTY, theme.INK),
}
"""Fill and text of each rule. The name of the rule stands in every row, so colour is never alone."""

COLUMN: Final = 62
ROW: Final = 34
GAP: Final = 16
"""Pixels between the spellings of two people."""

NONE: Final = "·"

Layers: TypeAlias = alt.LayerChart | alt.FacetChart
"""What Altair says that layering gives."""


def name_spellings(names: pd.DataFrame) -> story.Figure:
    """Draw a heatmap of spellings and articles.

    Parameters
    ----------
    names : pandas.DataFrame
        Rows of ``course.load("names")``: columns ``spelling``, ``article`` and ``count``.

    Returns
    -------
    altair chart
        One row per spelling, the people one under the other; one column per article, and the rule that fits.

    Raises
    ------
    CourseError
        If a column is missing, a spelling is unknown, or nothing is left to draw.
    """
    table = _checked(names)
    return story.tell(
        _drawing(table),
        title="Who spells whom how?",
        takeaway=_takeaway(table),
        description="A grid of spellings by articles, three blocks for three people. The number in a cell says how "
        "often the spelling stands on the page; a dot means never. Behind each row stands the rule that it fits: AP's "
        "rule, the all-hyphen rule, both or neither.",
        table=_in_words(table),
    )


def _checked(names: pd.DataFrame) -> pd.DataFrame:
    missing = [f'column "{name}"' for name in ("spelling", "article", "count") if name not in names.columns]
    if missing:
        raise CourseError(
            f'The table has no {theme.listing(missing)}. Start from course.load("names") and keep its columns.'
        )
    if names.empty:
        raise CourseError("There is no spelling left to draw: the filter let none through. Loosen it.")
    rules = data.load("name_rules")
    unknown = sorted(set(names["spelling"]) - set(rules["spelling"]))
    if unknown:
        raise CourseError(f'"{unknown[0]}" is no spelling of the table name_rules. Correct it in your table.')
    strange = sorted(set(names["article"]) - set(ARTICLES))
    if strange:
        raise CourseError(f'"{strange[0]}" is none of the five articles. Correct the column "article".')
    rules["place"] = range(len(rules))
    return rules.merge(names[["spelling", "article", "count"]], on="spelling").sort_values("place")


def _drawing(table: pd.DataFrame) -> Layers:
    tops = _tops(table)
    cells = table.assign(
        top=table["spelling"].map(tops),
        bottom=table["spelling"].map(tops) + ROW - 4,
        shown=table["count"].astype("string").where(table["count"] > 0, NONE),
        look=table["fits"].where(table["count"] > 0, "never"),
        rule=table["fits"],
    )
    heads = alt.Axis(
        orient="top", labelAngle=0, labelFontWeight="bold", domain=False, ticks=False, title=None
    )
    order = [name for name in ARTICLES if name in set(table["article"])]
    height = max(tops.values()) + ROW
    x = alt.X("article:N", sort=order, axis=heads, scale=alt.Scale(paddingInner=0.08, paddingOuter=0.04))
    columns = ["spelling", "article", "count", "top", "bottom", "shown", "look", "rule"]
    base = alt.Chart(cells[columns]).encode(x=x)
    drawn: Layers = alt.layer(
        _fields(base, height), _numbers(base, height), *_rows(cells, height, COLUMN * len(order))
    )
    sized: Layers = drawn.properties(width=COLUMN * len(order), height=height)
    told: Layers = sized.resolve_scale(color="independent")
    return told


def _tops(table: pd.DataFrame) -> dict[str, int]:
    """Where each row starts, in pixels from the top; a new person starts after a gap."""
    tops: dict[str, int] = {}
    people: list[str] = []
    for spelling, person in table[["spelling", "person"]].drop_duplicates().itertuples(index=False):
        people = people if person in people else [*people, person]
        tops[spelling] = ROW * len(tops) + GAP * (len(people) - 1)
    return tops


def _y(field: str, height: int) -> alt.Y:
    return alt.Y(
        f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False)
    )


def _fields(base: alt.Chart, height: int) -> alt.Chart:
    fills = alt.Scale(domain=[*RULES, "never"], range=[*(fill for fill, _ in RULES.values()), theme.PANEL])
    strokes = alt.Scale(domain=[*RULES, "never"], range=[*[theme.INK] * len(RULES), theme.LINE])
    widths = alt.Scale(domain=[*RULES, "never"], range=[1, 1, 1, 2.5, 1])
    tips = [
        "spelling:N",
        "article:N",
        alt.Tooltip("count:Q", title="times"),
        alt.Tooltip("rule:N", title="fits"),
    ]
    drawn: alt.Chart = base.mark_rect(cornerRadius=4).encode(
        y=_y("top", height),
        y2=alt.Y2("bottom"),
        color=alt.Color("look:N", scale=fills, legend=None),
        stroke=alt.Stroke("look:N", scale=strokes, legend=None),
        strokeWidth=alt.StrokeWidth("look:N", scale=widths, legend=None),
        tooltip=tips,
    )
    return drawn


def _numbers(base: alt.Chart, height: int) -> alt.Chart:
    inks = alt.Scale(domain=[*RULES, "never"], range=[*(ink for _, ink in RULES.values()), theme.MUTED])
    drawn: alt.Chart = base.mark_text(
        dy=(ROW - 4) / 2, fontWeight="bold", fontSize=theme.BODY, aria=False
    ).encode(
        y=_y("top", height),
        text=alt.Text("shown:N"),
        color=alt.Color("look:N", scale=inks, legend=None),
    )
    return drawn


def _rows(cells: pd.DataFrame, height: int, width: int) -> list[alt.Chart]:
    """The spelling in front of each row, and the rule behind it."""
    rows = alt.Chart(cells.drop_duplicates("spelling")[["spelling", "rule", "top"]])
    down = (ROW - 4) / 2
    front = rows.mark_text(align="right", dx=-12, dy=down).encode(
        x=alt.XValue(0), y=_y("top", height), text=alt.Text("spelling:N")
    )
    behind = rows.mark_text(align="left", dx=12, dy=down, color=theme.MUTED).encode(
        x=alt.XValue(width), y=_y("top", height), text=alt.Text("rule:N")
    )
    return [front, behind]


def _takeaway(table: pd.DataFrame) -> str:
    used = table[table["count"] > 0]
    people = used["person"].nunique()
    spellings = len(set(used["spelling"]))
    ways = f"{spellings} spelling{'s' if spellings > 1 else ''}"
    counted = f"{int(used['count'].sum())} mentions, {ways}."
    if people == 1:
        return f"{counted} {_most_shared(used)}"
    kept = [name for name in ARTICLES if name in set(used["article"]) and _keeps_one(used, name)]
    verb = "keeps" if len(kept) == 1 else "keep"
    end = f"{theme.listing(kept)} {verb} to one rule" if kept else "None keeps to one rule"
    return f"{people} people, {counted} {end} from first to last."


def _most_shared(used: pd.DataFrame) -> str:
    """Which spelling of one person most articles have."""
    shared = used.groupby("spelling", sort=False)["article"].nunique()
    most = [spelling for spelling in shared.index if shared[spelling] == shared.max()]
    found = f"{shared.max()} article{'s' if shared.max() != 1 else ''}"
    return f"{theme.listing(most)} {'stands' if len(most) == 1 else 'stand'} in {found}, more than any other."


def _keeps_one(used: pd.DataFrame, article: str) -> bool:
    """Whether all spellings of an article fit one and the same rule."""
    own = used[used["article"] == article]
    return bool(own["ap"].all() or own["hyphen"].all())


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    wide = table.pivot_table(
        index=["place", "spelling", "fits"], columns="article", values="count", aggfunc="sum"
    )
    order = [name for name in ARTICLES if name in wide.columns]
    return wide[order].reset_index().drop(columns="place")
