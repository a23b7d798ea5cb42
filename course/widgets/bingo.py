"""Omission bingo: which article has which item of context, guessed first and then checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.widgets.grid import DATE_LAYERS, CellKey, Grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.widgets._base import Store
    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]

HAS_MARKS: Final = (
    {"id": "has", "label": "has it", "symbol": "\u2713", "cite": True, "counts": True},
    {"id": "lacks", "label": "lacks it", "symbol": "\u2013", "cite": False, "counts": False},
)
"""Marks of the bingo; see `course.widgets.grid.FACT_MARKS`."""

WORDS: Final = {"row": "Item", "rows": "items", "support": "Who has it", "origins": False}

INTRO: Final = (
    "Guess first: for each item and article choose “lacks it”, or the paragraph that has it. "
    "Then check a row, and see who told readers what."
)


def omission_grid_widget(  # noqa: PLR0913  (three tables in, and what every front-end takes)
    omissions_rows: Sequence[Row],
    citations_rows: Sequence[Row],
    articles_rows: Sequence[Row],
    passages: Mapping[str, PassageView],
    *,
    id: str,  # noqa: A002  (the name that every front-end uses)
    title: str = "Omission bingo",
    intro: str = INTRO,
    notes: Mapping[str, str] | None = None,
    store: Store | None = None,
) -> Grid:
    """Build the grid of context items by articles.

    Parameters
    ----------
    omissions_rows, citations_rows, articles_rows : sequence of dict
        Rows of the tables ``omissions``, ``omission_citations`` and ``articles``.
    passages : mapping of str to PassageView
        Every passage of these articles.
    id, title, intro : str
        Where the case file keeps the marks; what stands above the table.
    notes : mapping of str to str, optional
        Extra feedback by cell (``"O08|IND"``), shown once the cell is checked.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Grid
        Ready to display.

    Raises
    ------
    CourseError
        If the tables disagree, a citation cannot be chosen, or a note belongs to no cell.
    """
    columns = [{"id": a["article"], "label": a["article"], "outlet": a["outlet"]} for a in articles_rows]
    choices = {column["id"]: _citable(passages, column["id"]) for column in columns}
    key = {
        f"{item['omission']}|{column['id']}": _cell(item, column["id"], citations_rows)
        for item in omissions_rows
        for column in columns
    }
    _checked(key, choices)
    for cell, note in (notes or {}).items():
        if cell not in key:
            raise CourseError(
                f"There is a note for {cell}, which is no cell of the bingo; write it as O08|IND."
            )
        key[cell]["note"] = note
    spec: Spec = {
        "id": id,
        "title": title,
        "intro": intro,
        "words": dict(WORDS),
        "rows": [{"id": item["omission"], "label": item["item"]} for item in omissions_rows],
        "columns": columns,
        "marks": [dict(mark) for mark in HAS_MARKS],
        "choices": choices,
        "key": key,
    }
    return Grid(spec, store=store)


def _citable(passages: Mapping[str, PassageView], article: str) -> list[PassageView]:
    """Paragraphs that a cell offers: not the page around the article."""
    return [
        view
        for view in passages.values()
        if view["article"] == article and (view["part"] != "furniture" or view["layer"] in DATE_LAYERS)
    ]


def _cell(item: Row, article: str, citations: Sequence[Row]) -> CellKey:
    cited = [
        row["passage"]
        for row in citations
        if row["omission"] == item["omission"] and row["passage"].split("-")[0] == article
    ]
    said = article in str(item.get("who_has_it") or "").split(";")
    if said != bool(cited):
        which = (
            "names it but omission_citations has no paragraph"
            if said
            else "leaves it out but a paragraph is cited"
        )
        raise CourseError(
            f"omissions.csv, {item['omission']}, {article}: who_has_it {which}. Make the tables agree."
        )
    return CellKey(
        mark="has" if cited else "lacks", passages=cited, phrase={}, origin=None, basis=None, note=None
    )


def _checked(key: Mapping[str, CellKey], choices: Mapping[str, Sequence[PassageView]]) -> None:
    """Refuse a key that no student could give."""
    offered = {view["id"] for views in choices.values() for view in views}
    for cell, right in key.items():
        missing = [passage for passage in right["passages"] if passage not in offered]
        if missing:
            raise CourseError(
                f"omission_citations, {cell}: {', '.join(missing)} is page furniture or in no table of passages."
            )
