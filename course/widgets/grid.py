"""The matrix front-end: one control per cell takes a mark and the paragraph that shows it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, TypedDict

from course.model import CourseError
from course.widgets._base import FrontEnd, Store, module, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]
NOT_SHOWN: Final = "not shown"
OWN_PAGE: Final = "the page itself"
DATE_LAYERS: Final = frozenset({"byline", "date line"})
"""Layers that can be cited even where they belong to the page furniture."""

FACT_MARKS: Final = (
    {"id": "stated", "label": "stated", "symbol": "\u2713", "cite": True, "counts": True},
    {"id": "absent", "label": "not stated", "symbol": "\u2013", "cite": False, "counts": False},
    {"id": "contradicted", "label": "contradicted", "symbol": "\u2717", "cite": True, "counts": False},
)
"""Marks of the fact matrix. ``cite``: a paragraph must be named. ``counts``: the cell adds to the row's support."""


class CellKey(TypedDict):
    """What is right for one cell, and what to say about it."""

    mark: str
    passages: list[str]
    phrase: dict[str, str]
    origin: str | None
    basis: str | None
    note: str | None


class Grid(FrontEnd):
    """Rows by columns of cells to mark, cite and check.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``rows`` and ``columns`` (``id``, ``label``), ``marks`` (as `FACT_MARKS`),
        ``choices`` (column ID to passage views) and ``key`` (``"F01|BLOG"`` to `CellKey`). ``words`` may rename ``row``,
        ``rows`` and ``support``, and take the count by origin away (``origins``: False).
    value : dict, optional
        ``cells`` (``"F01|BLOG"`` to mark, passage, checked, right, tries, shown), ``view`` and ``tries``.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("grid")
    _css = style("grid")

    def text(self) -> str:
        """Title and size in one line."""
        rows, columns = len(self.spec["rows"]), len(self.spec["columns"])
        return f"{self.spec['title']}: {rows} rows by {columns} columns to mark (run this cell to use it)"

    def html(self) -> str:
        """Printable form: the statements and empty cells."""
        heads = "".join(f'<th scope="col">{escape(c["label"])}</th>' for c in self.spec["columns"])
        body = "".join(_printed_row(row, len(self.spec["columns"])) for row in self.spec["rows"])
        row_name = self.spec.get("words", {}).get("row", "Fact")
        caption = f"{escape(self.spec['title'])}. Write in each cell: {escape(_legend(self.spec['marks']))}."
        return (
            f'<table border="1"><caption>{caption}</caption>'
            f'<thead><tr><th scope="col">{escape(row_name)}</th>{heads}</tr></thead><tbody>{body}</tbody></table>'
        )


def fact_matrix_widget(  # noqa: PLR0913  (four tables in, and what every front-end takes)
    facts_rows: Sequence[Row],
    citations_rows: Sequence[Row],
    articles_rows: Sequence[Row],
    passages: Mapping[str, PassageView],
    *,
    id: str,  # noqa: A002  (the name that every front-end uses)
    title: str,
    intro: str = "",
    rows: Iterable[str] | None = None,
    notes: Mapping[str, str] | None = None,
    store: Store | None = None,
) -> Grid:
    """Build the matrix of facts by articles.

    Parameters
    ----------
    facts_rows, citations_rows, articles_rows : sequence of dict
        Rows of the tables ``facts``, ``fact_citations`` and ``articles``.
    passages : mapping of str to PassageView
        Every passage of these articles.
    id, title, intro : str
        Where the case file keeps the marks; what stands above the table.
    rows : iterable of str, optional
        Fact IDs, for a short form. Default: all.
    notes : mapping of str to str, optional
        Extra feedback by cell (``"F02|GVS"``), shown once the cell is checked.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Grid
        Ready to display.

    Raises
    ------
    CourseError
        If a fact is unknown, or facts and citations disagree.
    """
    facts = _chosen(facts_rows, rows)
    columns = [{"id": a["article"], "label": a["article"], "outlet": a["outlet"]} for a in articles_rows]
    choices = {c["id"]: _citable(passages, c["id"]) for c in columns}
    spec: Spec = {
        "id": id,
        "title": title,
        "intro": intro,
        "rows": [{"id": f["fact"], "label": f["statement"]} for f in facts],
        "columns": columns,
        "marks": [dict(mark) for mark in FACT_MARKS],
        "choices": choices,
        "key": {
            f"{f['fact']}|{c['id']}": _cell_key(f, c["id"], citations_rows) for f in facts for c in columns
        },
    }
    _add_notes(spec["key"], notes or {}, set(_fact_ids(facts_rows)))
    _must_be_citable(spec["key"], choices)
    return Grid(spec, store=store)


def _fact_ids(facts_rows: Sequence[Row]) -> list[str]:
    return [row["fact"] for row in facts_rows]


def _chosen(facts_rows: Sequence[Row], ids: Iterable[str] | None) -> list[Row]:
    """Facts in the order of the table."""
    if ids is None:
        return list(facts_rows)
    wanted = list(ids)
    unknown = [id_ for id_ in wanted if id_ not in _fact_ids(facts_rows)]
    if unknown:
        known = ", ".join(_fact_ids(facts_rows))
        raise CourseError(f"The fact matrix has no {', '.join(unknown)}; rows may name {known}.")
    return [row for row in facts_rows if row["fact"] in wanted]


def _citable(passages: Mapping[str, PassageView], article: str) -> list[PassageView]:
    """Paragraphs that a cell offers: the article, its heads and credits, its date; not the page around it."""
    return [
        view
        for view in passages.values()
        if view["article"] == article and (view["part"] != "furniture" or view["layer"] in DATE_LAYERS)
    ]


def _cell_key(fact: Row, article: str, citations_rows: Sequence[Row]) -> CellKey:
    cited = [row for row in citations_rows if (row["fact"], row["article"]) == (fact["fact"], article)]
    stated = int(fact[article]) == 1
    if stated != bool(cited):
        says = (
            "1 but fact_citations names no paragraph" if stated else "0 but fact_citations names a paragraph"
        )
        raise CourseError(f"facts.csv, {fact['fact']}, column {article}: {says}. Make the two tables agree.")
    source = _source(cited)
    return CellKey(
        mark="stated" if stated else "absent",
        passages=[row["passage"] for row in cited],
        phrase={row["passage"]: row["phrase"] for row in cited if row.get("phrase")},
        origin=_origin(source, article),
        basis=source.get("origin_basis"),
        note=None,
    )


def _source(cited: Sequence[Row]) -> Row:
    """First citation whose origin the page shows, or an empty row."""
    return next((row for row in cited if row.get("origin") not in (None, "", NOT_SHOWN)), {})


def _origin(source: Row, article: str) -> str | None:
    """Name of the origin. What a page says of itself has no origin outside that page."""
    return f"{article} itself" if source.get("origin") == OWN_PAGE else source.get("origin")


def _add_notes(key: Mapping[str, CellKey], notes: Mapping[str, str], facts: set[str]) -> None:
    for cell, note in notes.items():
        if cell in key:
            key[cell]["note"] = note
        elif cell.split("|")[0] not in facts:  # a short form leaves out notes on facts that it does not show
            raise CourseError(
                f"There is a note for {cell}, which is no cell of the matrix; write it as F02|GVS."
            )


def _must_be_citable(key: Mapping[str, CellKey], choices: Mapping[str, Sequence[PassageView]]) -> None:
    """Refuse a key that no student could give."""
    offered = {view["id"] for views in choices.values() for view in views}
    for cell, right in key.items():
        missing = [passage for passage in right["passages"] if passage not in offered]
        if missing:
            raise CourseError(
                f"fact_citations, {cell}: {', '.join(missing)} is page furniture or in no table of passages."
            )


def _legend(marks: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(
        f"{m['symbol']} {m['label']}" + (" (with the paragraph)" if m.get("cite") else "") for m in marks
    )


def _printed_row(row: Mapping[str, str], width: int) -> str:
    empty = "<td>&nbsp;</td>" * width
    return f'<tr><th scope="row">{escape(row["id"])} {escape(row["label"])}</th>{empty}</tr>'
