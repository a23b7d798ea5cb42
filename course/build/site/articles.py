"""A page per article: every paragraph with its gist, its excerpt, its claims with verdicts, its quotations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from course import data
from course.build.site.pages import Entry, Page
from course.data import split
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.widgets.views import PassageView

    Row = Mapping[str, Any]

VERDICTS: Final = {
    "right": "Right",
    "imprecise": "Imprecise",
    "wrong": "Wrong",
    "contested": "Contested",
    "unverifiable": "No source found",
    "opinion": "Opinion",
}
"""Verdicts of the table ``claims`` and what readers see. They are on claims, never on outlets."""


def pages() -> list[Page]:
    """The list of articles, and a page for each.

    Returns
    -------
    list of Page
        In excerpt mode, whatever copies of the articles are at hand.
    """
    rows = data.rows("articles")
    views = passage_views(texts={})
    claims, quotes = _by_passage("claims"), _by_passage("quotes")
    made = [
        _page(row, [v for v in views.values() if v["article"] == row["article"]], claims, quotes)
        for row in rows
    ]
    return [_index(rows, made), *made]


def _by_passage(name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows(name):
        found[row["passage"]].append(row)
    return found


def _page(
    row: Row, views: list[PassageView], claims: Mapping[str, list[Row]], quotes: Mapping[str, list[Row]]
) -> Page:
    paragraphs = [_paragraph(view, claims.get(view["id"], []), quotes.get(view["id"], [])) for view in views]
    path = f"articles/{row['article']}.html"
    return Page(
        path=path,
        template="article.html",
        title=f"{row['article']}: {row['headline']}",
        description=f"{row['outlet']}, {row['outlet_kind']}: every paragraph in our words, with checked claims.",
        section="articles",
        context={"row": row, "paragraphs": paragraphs, "counts": _counts(paragraphs)},
        entries=list(_entries(path, paragraphs)),
    )


def _paragraph(view: PassageView, claims: list[Row], quotes: list[Row]) -> dict[str, Any]:
    judged = [
        {**claim, "said": VERDICTS[claim["verdict"]], "sources": split(claim.get("source_urls"))}
        for claim in claims
    ]
    return {
        "id": f"P{view['number']:02d}",
        "name": f"{view['article']} P{view['number']}",
        "view": view,
        "claims": judged,
        "quotes": [{**quote, "words": int(quote["words"])} for quote in quotes],
    }


def _counts(paragraphs: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Verdicts that occur, what readers see, and how often."""
    said = [claim["verdict"] for paragraph in paragraphs for claim in paragraph["claims"]]
    return [(verdict, name, said.count(verdict)) for verdict, name in VERDICTS.items() if verdict in said]


def _entries(path: str, paragraphs: list[dict[str, Any]]) -> Iterable[Entry]:
    for paragraph in paragraphs:
        claims = " ".join(claim["statement"] for claim in paragraph["claims"])
        parts = (str(paragraph["view"]["gist"]), claims)
        yield Entry("Article", paragraph["name"], f"{path}#{paragraph['id']}", " ".join(parts).strip(), parts)


def _index(rows: Iterable[Row], made: list[Page]) -> Page:
    return Page(
        path="articles/index.html",
        template="articles.html",
        title="The five articles",
        description="Five articles on one event, paragraph by paragraph, with 130 checked claims.",
        section="articles",
        context={"rows": list(zip(rows, [page.context["counts"] for page in made], strict=True))},
    )
