"""The peeler: one page in layers that come off one by one, with a count of the tokens that are left."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any, cast

from course.model import CourseError
from course.prose import plural
from course.widgets._base import FrontEnd, Store, module, style
from course.widgets._static import prose
from course.widgets.passage import article_spec, find_article, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from course.quiz.decks import Deck
    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]


class Peeler(FrontEnd):
    """A page whose layers can be taken off and put back.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``view`` ("peel"), ``opens`` (article that the cell asked for), ``layers`` (``id``,
        ``label``, ``hint``), ``closing`` (said when the first layer is off and no block waits), ``asks`` (passage ID to ``ask``, ``keep``, ``drop``) and ``articles``: as for the reader, with
        ``total`` tokens; each passage with ``parts`` (``layer``, ``of``, ``tokens``, ``note``) and ``quoted`` words.
    value : dict, optional
        ``article``, ``off`` (layer IDs) and ``peeled`` (passage ID to ``peeled`` or ``kept``).
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("passage")
    _css = style("passage")

    def text(self) -> str:
        """Title, outlet and size in one line."""
        article = self._asked()
        blocks, size = plural(len(article["passages"]), "block"), plural(article["total"], "token")
        return f"{self.spec['title']}: {article['outlet']}, {blocks}, {size} (run this cell to use it)"

    def html(self) -> str:
        """Printable form: every block with its layer and its tokens, to be crossed out on paper."""
        article = self._asked()
        head = f"<p><strong>{prose(self.spec['title'])}</strong>: {escape(article['outlet'])}, {article['total']} tokens</p>"
        heads = "".join(
            f'<th scope="col">{name}</th>' for name in ("Block", "Layer", "Tokens", "What it says", "Peel?")
        )
        body = "".join(_printed(view) for view in article["passages"])
        return f'{head}<table border="1"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'

    def _asked(self) -> Spec:
        return find_article(self.spec["articles"], self.spec["opens"])


def peeler_widget(  # noqa: PLR0913  (four tables in, and what every front-end takes)
    article: str,
    *,
    deck: Deck | Mapping[str, Any],
    passages: Mapping[str, PassageView],
    articles_rows: Sequence[Row],
    composition: Iterable[Row] | None = None,
    quotes: Iterable[Row] = (),
    store: Store | None = None,
) -> Peeler:
    """Build a peeler.

    Parameters
    ----------
    article : str
        Article ID, such as ``IND``.
    deck : Deck or mapping
        A deck with the layout ``peel``: ``layers`` and ``asks``.
    passages : mapping of str to PassageView
        Every passage of every article, with its layer (``passage_views(layers=True)``).
    articles_rows : sequence of dict
        Rows of the table ``articles``.
    composition : iterable of dict, optional
        Rows of the table ``composition``, the parts of a paragraph in the order of its words. Default: each paragraph
        is one part.
    quotes : iterable of dict
        Rows of the table ``quotes``.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Peeler
        Ready to display.

    Raises
    ------
    CourseError
        If the article does not exist, the deck names a layer twice or a passage that does not exist, or the parts of
        a paragraph do not add up.
    """
    content = _content(deck)
    owner = _owners(content)
    _known(content, passages)
    views = _with_parts(passages, _parts(composition or ()), _quoted(quotes), owner)
    articles = [_with_total(article_spec(row, views)) for row in articles_rows]
    opens = find_article(articles, article)["id"]
    spec: Spec = {
        "id": f"{content['id']}/{opens}",
        "view": "peel",
        "title": content["title"],
        "intro": content.get("intro") or "",
        "opens": opens,
        "layers": [
            {"id": layer["id"], "label": layer["label"], "hint": layer.get("hint") or ""}
            for layer in content["layers"]
        ],
        "closing": content.get("closing") or "",
        "asks": content.get("asks") or {},
        "articles": articles,
    }
    return Peeler(
        spec, value={"article": opens, "off": [], "peeled": {}, **_remembered(spec, store)}, store=store
    )


def _content(deck: Deck | Mapping[str, Any]) -> Spec:
    """Everything that the author wrote, whether it comes as a deck or as plain data."""
    if isinstance(deck, dict):
        return deck
    full = cast("Deck", deck)
    return {**full.content, "id": full.id, "title": full.title, "intro": full.intro}


def _owners(content: Spec) -> dict[str, str]:
    """Which toggle covers a layer of the tables."""
    owner: dict[str, str] = {}
    for layer in content["layers"]:
        for name in layer.get("layers") or ():
            if name in owner:
                raise CourseError(
                    f"{content['id']}: the layer {name!r} stands under {owner[name]} and under {layer['id']}. Take it out of one."
                )
            owner[name] = layer["id"]
    return owner


def _known(content: Spec, passages: Mapping[str, PassageView]) -> None:
    unknown = [passage for passage in content.get("asks") or () if passage not in passages]
    if unknown:
        raise CourseError(f"{content['id']}, asks: there is no passage {unknown[0]}. Write it like WSWS-P21.")


def _parts(composition: Iterable[Row]) -> dict[str, list[Spec]]:
    parts: dict[str, list[Spec]] = defaultdict(list)
    for row in composition:
        part = {"layer": row["layer"], "tokens": int(row["tokens"]), "note": row.get("note") or None}
        parts[row["passage"]].append(part)
    return parts


def _quoted(quotes: Iterable[Row]) -> dict[str, int]:
    words: dict[str, int] = defaultdict(int)
    for row in quotes:
        words[row["passage"]] += int(row["words"])
    return words


def _with_parts(
    passages: Mapping[str, PassageView],
    parts: Mapping[str, Sequence[Spec]],
    quoted: Mapping[str, int],
    owner: Mapping[str, str],
) -> dict[str, Any]:
    """Add to each passage its parts, each with the toggle that covers it, and how many of its words are quoted."""
    views: dict[str, Any] = {}
    for id_, view in passages.items():
        whole = {"layer": view["layer"], "tokens": view["tokens"], "note": None}
        own = [{**part, "of": owner.get(part["layer"])} for part in parts.get(id_) or [whole]]
        added = sum(part["tokens"] for part in own)
        if added != view["tokens"]:
            raise CourseError(
                f"composition, {id_}: the parts have {added} tokens, the paragraph {view['tokens']}. Make them agree."
            )
        in_body = view["part"] == "body"
        views[id_] = {**view, "parts": own, "quoted": quoted.get(id_, 0) if in_body else 0}
    return views


def _with_total(article: Spec) -> Spec:
    return {**article, "total": sum(view["tokens"] for view in article["passages"])}


def _remembered(spec: Spec, store: Store | None) -> Spec:
    """Return what the store kept, without anything that is no longer there."""
    kept = store.recall(spec["id"]) if store is not None else {}
    articles = {article["id"] for article in spec["articles"]}
    if not kept or kept.get("article") not in articles:
        return {}
    layers = {layer["id"] for layer in spec["layers"]}
    known = {view["id"] for article in spec["articles"] for view in article["passages"]}
    return {
        "article": kept["article"],
        "off": [layer for layer in kept.get("off") or [] if layer in layers],
        "peeled": {id_: what for id_, what in (kept.get("peeled") or {}).items() if id_ in known},
    }


def _printed(view: Spec) -> str:
    layers = " + ".join(dict.fromkeys(part["layer"] for part in view["parts"]))
    return (
        f'<tr><th scope="row">{short_name(view["id"])}</th><td>{escape(layers)}</td>'
        f"<td>{view['tokens']}</td><td>{escape(view['gist'])}</td><td>&nbsp;</td></tr>"
    )
