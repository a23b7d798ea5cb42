"""What a page is made of: sections with sentences, tables and pictures, all of them plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SMALL: Final = 30
"""Students below whom a page warns of what a small class cannot show."""

LONG: Final = 15
"""Rows of a table that are shown at once; the rest is folded up."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row names it.

    Parameters
    ----------
    caption : str
        What it shows.
    columns : tuple of str
        Heads.
    rows : tuple of tuple of str
        Cells.
    words : tuple of int
        Columns that hold words and not numbers, the first one aside.
    folded : bool
        Whether it waits behind its caption.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = ()
    folded: bool = False
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its words.

    Parameters
    ----------
    title, takeaway, description : str
        What it shows; what to see in it; how it is drawn.
    svg : str
        The drawing; empty where nothing can draw.
    table : Table
        The same as a table.
    """

    title: str
    takeaway: str
    description: str
    svg: str
    table: Table
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences, one below the other."""

    lines: tuple[str, ...]
    kind: str = "lines"


Part = Table | Picture | Lines


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page.

    Parameters
    ----------
    anchor, title : str
        Its place and its name.
    means, action : str
        What it shows, and what to do about it: one sentence each.
    here : str
        What there is, for the contents; empty if there is nothing.
    missing : str
        What is missing and where it would come from; empty if nothing is.
    parts : tuple
        Tables, pictures, sentences.
    warnings : tuple of str
        What not to conclude.
    """

    anchor: str
    title: str
    means: str
    action: str
    here: str = ""
    missing: str = ""
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = ()


def split(table: Table, rest: str) -> tuple[Table, ...]:
    """Show the first rows of a long table and fold up the rest.

    Parameters
    ----------
    table : Table
        Any.
    rest : str
        Caption of the folded part.
    """
    if len(table.rows) <= LONG:
        return (table,)
    first = Table(table.caption, table.columns, table.rows[:LONG], table.words)
    return first, Table(rest, table.columns, table.rows[LONG:], table.words, folded=True)
