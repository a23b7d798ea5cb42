"""The reader: one article, or two side by side, opened at a paragraph."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final

from course.model import PASSAGE_ID, CourseError
from course.widgets._base import FrontEnd, Store, module, style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]
_PARAGRAPH: Final = re.compile(r"P?(\d+)")


class Reader(FrontEnd):
    """Articles paragraph by paragraph, each with its ID.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``opens`` and ``at`` (what the cell asked for) and ``articles``: each with ``id``, ``label``, ``headline``, ``outlet``, ``author``,
        ``published``, ``mode`` (``full`` or ``excerpt``) and ``passages``.
    value : dict, optional
        ``article``, ``at``, ``beside``, ``hidden`` (parts or layers) and ``highlight``.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("passage")
    _css = style("passage")

    def text(self) -> str:
        """Outlet, headline and paragraph in one line."""
        article = self._open_article()
        at = f" at {self.spec['at']}" if self.spec["at"] else ""
        return f"Reader: {article['outlet']}, \u201c{article['headline']}\u201d{at} (run this cell to use it)"

    def html(self) -> str:
        """Headline and what each paragraph says, in our words."""
        article = self._open_article()
        items = "".join(
            f'<li value="{view["number"]}"><strong>{escape(short_name(view["id"]))}</strong> {escape(view["gist"])}</li>'
            for view in article["passages"]
            if view["part"] != "furniture"
        )
        return (
            f"<p><strong>{escape(article['headline'])}</strong><br>{escape(_credits(article))}</p>"
            f"<p>Each paragraph in our words:</p><ol>{items}</ol>"
        )

    def _open_article(self) -> Spec:
        """Take it from what the cell asked for, so that stored outputs do not depend on the reader's clicks."""
        first: str = self.spec["opens"]
        return next(article for article in self.spec["articles"] if article["id"] == first)


def reader_widget(  # noqa: PLR0913  (what a lesson says, and the tables)
    article: str,
    at: str | int | None = None,
    beside: str | None = None,
    *,
    passages: Mapping[str, PassageView],
    articles_rows: Sequence[Row],
    highlight: str | None = None,
    store: Store | None = None,
) -> Reader:
    """Build a reader.

    Parameters
    ----------
    article : str
        Article ID, such as ``GVS``.
    at : str or int, optional
        Paragraph to open: ``"P04"``, ``"P4"``, ``4`` or ``"GVS-P04"``.
    beside : str, optional
        ID of another article to put beside it.
    passages : mapping of str to PassageView
        Every passage of every article.
    articles_rows : sequence of dict
        Rows of the table ``articles``.
    highlight : str, optional
        Words to box in the paragraph.
    store : Store, optional
        Where each change is kept. What it remembers of this very call comes before the arguments.

    Returns
    -------
    Reader
        Ready to display.

    Raises
    ------
    CourseError
        If the article or the paragraph does not exist.
    """
    articles = [article_spec(row, passages) for row in articles_rows]
    first = find_article(articles, article)
    second = find_article(articles, beside) if beside else None
    paragraph = None if at is None else _paragraph(first, at)
    spec: Spec = {
        "id": _reader_id(first, paragraph, second),
        "title": "Read the articles",
        "opens": first["id"],
        "at": paragraph,
        "articles": articles,
    }
    asked = {
        "article": first["id"],
        "at": paragraph,
        "beside": second["id"] if second else None,
        "hidden": [],
        "highlight": highlight,
    }
    return Reader(spec, value={**asked, **_remembered(spec, store)}, store=store)


def article_spec(row: Row, passages: Mapping[str, PassageView]) -> Spec:
    """What a front-end is told of an article: how it is called, and its paragraphs in order."""
    own = sorted(
        (v for v in passages.values() if v["article"] == row["article"]), key=lambda view: view["number"]
    )
    return {
        "id": row["article"],
        "label": row["article"],
        "headline": row["headline"],
        "outlet": row["outlet"],
        "author": row.get("author") or "",
        "published": day(row.get("published")),
        "mode": "full" if any(view["text"] for view in own) else "excerpt",
        "passages": own,
    }


def day(published: date | str | None) -> str:
    """Write a day as people do: ``16 June 2020``; empty if there is none, and as it stands if it is no ISO day."""
    if not published:
        return ""
    try:
        when = published if isinstance(published, date) else date.fromisoformat(published)
    except ValueError:
        return str(published)
    return f"{when.day} {when:%B %Y}"


def find_article(articles: Sequence[Spec], wanted: str) -> Spec:
    """Article with this ID, in any case; an unknown one is refused with the list of those that exist."""
    for article in articles:
        if article["id"] == str(wanted).strip().upper():
            return article
    known = ", ".join(article["id"] for article in articles)
    raise CourseError(f"There is no article {wanted!r}. Choose one of {known}.")


def _paragraph(article: Spec, at: str | int) -> str:
    """ID of the paragraph that a person means by 4, ``"P4"`` or ``"GVS-P04"``."""
    written = str(at).strip().upper()
    full, short = PASSAGE_ID.fullmatch(written), _PARAGRAPH.fullmatch(written)
    if full and full[1] != article["id"]:
        raise CourseError(
            f"{at} is a paragraph of {full[1]}, not of {article['id']}: open the article {full[1]!r}."
        )
    number = int(full[2]) if full else int(short[1]) if short else -1
    for view in article["passages"]:
        if view["number"] == number:
            return str(view["id"])
    last = max((view["number"] for view in article["passages"]), default=0)
    raise CourseError(
        f"{article['id']} has no paragraph {at!r}. It has P1 to P{last}; write 4, 'P4' or 'P04'."
    )


def _reader_id(article: Spec, at: str | None, beside: Spec | None) -> str:
    return f"reader/{at or article['id']}" + (f"+{beside['id']}" if beside else "")


def _remembered(spec: Spec, store: Store | None) -> Spec:
    """Return what the store kept, unless it names something that is no longer there."""
    kept = store.recall(spec["id"]) if store is not None else {}
    articles = {article["id"]: {view["id"] for view in article["passages"]} for article in spec["articles"]}
    if kept.get("article") not in articles or kept.get("beside") not in (None, *articles):
        return {}
    if kept.get("at") not in (None, *articles[kept["article"]]):
        return {}
    return kept


def short_name(passage: str) -> str:
    """``GVS-P04`` as people say it: ``P4``."""
    return f"P{int(passage.rsplit('P', 1)[1])}"


def _credits(article: Spec) -> str:
    author, published = (
        article["author"] or "no author named",
        article["published"] or "no date of publication",
    )
    return f"{article['outlet']}, {author}, {published}"
