"""Paragraphs as the front-ends show them: what we wrote about each, and its words where they are in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from course.model import Passage

Row = dict[str, Any]
HIDDEN_LAYER: Final = "article text"
"""What body paragraphs are called where whose words they are is still to be found out."""


class PassageView(TypedDict):
    """One paragraph, ready for a front-end.

    ``text`` is None until the article's own copy is in place; ``tokens`` counts its words at white space either way.
    """

    id: str
    article: str
    number: int
    part: str
    layer: str
    gist: str
    excerpt: str | None
    text: str | None
    joined_to: str | None
    tokens: int


def passage_views(
    ids: Iterable[str] | None = None,
    *,
    layers: bool = False,
    rows: Sequence[Row] | None = None,
    excerpts: Sequence[Row] | None = None,
    texts: Mapping[str, Sequence[Passage]] | None = None,
) -> dict[str, PassageView]:
    """Collect paragraphs for a front-end.

    Parameters
    ----------
    ids : iterable of str, optional
        Passage IDs such as ``GVS-P04``; the result keeps their order. Default: every passage, in table order.
    layers : bool
        Whether body paragraphs say whose words they are (wire copy, own text ...). That is what lessons 2 and 3 find
        out, so elsewhere they all say "article text".
    rows, excerpts : sequence of dict, optional
        The tables ``passages`` and ``excerpts``. Default: those of the course.
    texts : mapping of str to sequence of Passage, optional
        Stored articles. Default: what ``course texts add`` has stored, which may be nothing.

    Returns
    -------
    dict of str to PassageView
        By passage ID.

    Raises
    ------
    CourseError
        If an ID is in no row of ``passages``.
    """
    table = {row["passage"]: row for row in (_table("passages") if rows is None else rows)}
    quoted = _first_excerpts(_table("excerpts") if excerpts is None else excerpts)
    words = {
        p.id: readable(p.text) for stored in (_stored() if texts is None else texts).values() for p in stored
    }
    wanted = list(table) if ids is None else list(ids)
    views = {id_: _view(_known(id_, table), quoted.get(id_), words.get(id_)) for id_ in wanted}
    return views if layers else {id_: _plain(view) for id_, view in views.items()}


def readable(text: str) -> str:
    """Write a text without the backslash that one copy of an article has before each dollar sign.

    Parameters
    ----------
    text : str
        An excerpt or a paragraph, letter for letter.

    Returns
    -------
    str
        The same with plain dollar signs.
    """
    return text.replace("\\$", "$")


def _plain(view: PassageView) -> PassageView:
    return {**view, "layer": HIDDEN_LAYER} if view["part"] == "body" else view


def _table(name: str) -> Sequence[Row]:
    from course import data  # noqa: PLC0415  (only where no rows are handed in)

    return data.rows(name)


def _stored() -> Mapping[str, Sequence[Passage]]:
    from course.text import library  # noqa: PLC0415  (only where no texts are handed in)

    return library.load()


def _first_excerpts(rows: Sequence[Row]) -> dict[str, str]:
    """First excerpt of each passage: two joined could run past the 25 words that we may quote."""
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row["passage"], readable(row["text"]))
    return first


def _known(id_: str, table: Mapping[str, Row]) -> Row:
    if id_ in table:
        return table[id_]
    same = [known for known, row in table.items() if id_.startswith(f"{row['article']}-")]
    hint = f"that article has {same[0]} to {same[-1]}" if same else "IDs look like GVS-P04"
    raise CourseError(f"The table of passages has no {id_}: {hint}.")


def _view(row: Row, excerpt: str | None, text: str | None) -> PassageView:
    return PassageView(
        id=row["passage"],
        article=row["article"],
        number=int(row["number"]),
        part=row["part"],
        layer=row["layer"],
        gist=row["gist"],
        excerpt=excerpt or None,
        text=text,
        joined_to=row.get("joined_to") or None,
        tokens=int(row.get("tokens") or 0),
    )
