"""What the figures of lesson 1 share: a table of facts, one fact per row, its statement at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from course.charts import theme
from course.model import ARTICLES, CourseError

if TYPE_CHECKING:
    import pandas as pd

HEIGHT: Final = 38
"""Pixels from one row to the next."""

LONGEST: Final = 38
"""Longest line of a statement, in characters."""


def articles(facts: pd.DataFrame) -> list[str]:
    """Columns that stand for articles, in the order of the course."""
    return [article for article in ARTICLES if article in facts.columns]


def checked(facts: pd.DataFrame) -> pd.DataFrame:
    """Check a table of facts before it is drawn.

    Parameters
    ----------
    facts : pandas.DataFrame
        Columns ``fact``, ``statement`` and one column of 0 and 1 per article.

    Returns
    -------
    pandas.DataFrame
        A copy with a column ``support``: how many articles state the fact.

    Raises
    ------
    CourseError
        If a column is missing, no row is left, a fact stands twice or a cell is neither 0 nor 1.
    """
    missing = [f'column "{name}"' for name in ("fact", "statement") if name not in facts.columns]
    missing += [] if articles(facts) else ["column for an article"]
    if missing:
        raise CourseError(f'The table has no {theme.listing(missing)}. Start from course.load("facts").')
    if facts.empty:
        raise CourseError(
            "There is no fact left to draw: the filter let none through. Loosen it and run the cell again."
        )
    if facts["fact"].duplicated().any():
        twice = facts.loc[facts["fact"].duplicated(), "fact"].iloc[0]
        raise CourseError(
            f"{twice} stands in the table twice. Keep one row per fact, then run the cell again."
        )
    marks = facts[articles(facts)]
    if not marks.isin([0, 1]).all(axis=None):
        raise CourseError("A cell of an article column is neither 0 nor 1. Mend the rows that you changed.")
    return facts.assign(support=marks.astype("int64").sum(axis="columns")).reset_index(drop=True)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a table as dictionaries."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def position(order: list[str] | None = None) -> alt.Y:
    """Vertical position of a fact.

    Parameters
    ----------
    order : list of str, optional
        Fact IDs from top to bottom; the order of the data without it.

    Returns
    -------
    altair.Y
        The same scale for every layer of a figure.
    """
    scale = alt.Scale(paddingInner=0.1, paddingOuter=0.05)
    return alt.Y("fact:N", sort=order, axis=None, scale=scale)


def wrapped(table: pd.DataFrame) -> list[str]:
    """Break the statements of a table into the lines that `labels` writes."""
    return ["\n".join(theme.lines(statement, LONGEST)) for statement in table["statement"]]


def labels(base: alt.Chart) -> list[alt.Chart]:
    """Write ID and statement to the left of each row, the statement in as many lines as it takes.

    Parameters
    ----------
    base : altair.Chart
        Its data have the columns ``fact`` and ``label`` (`wrapped`); its y position is the row.

    Returns
    -------
    list of altair.Chart
        Text marks: an axis cannot centre labels of several lines.
    """
    rise = alt.expr(f"-{theme.LINE_HEIGHT / 2} * (length(split(datum.label, '\\n')) - 1)")
    text = base.mark_text(align="right", dx=-50, dy=rise, lineBreak="\n", lineHeight=theme.LINE_HEIGHT)
    number = base.mark_text(align="right", dx=-14, color=theme.MUTED)
    return [
        text.encode(x=alt.XValue(0), text=alt.Text("label:N")),
        number.encode(x=alt.XValue(0), text=alt.Text("fact:N")),
    ]
