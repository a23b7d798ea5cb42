"""The lexicon lab: a list of loaded words that the learner changes, and how often each article uses them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from course.widgets._base import FrontEnd, Store, module, style
from course.widgets._static import details, listed, prose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.widgets.views import Row

Spec = dict[str, Any]

LIST: Final = "loaded"
"""The list of the table ``lexicon`` that the lab starts with."""

INSULTS: Final = frozenset({"scum"})
"""Words of the list that are never suggested, and of which a line warns before the list opens."""

WARNING: Final = (
    "Before you open the lists: one of the words is an insult. The North’s state news agency used it, and GVS P17 "
    "quotes the agency."
)


class Lexicon(FrontEnd):
    """A list of words to change, and the five articles ranked by how often they use them.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``view`` ("lexicon"), ``words`` (the course's list), ``warning``, ``insults``,
        ``articles`` (``id``, ``outlet``, ``words``, ``outside``, ``quotations``) and ``counts``: word to article to how
        often it stands outside and inside quotation marks.
    value : dict, optional
        ``added`` and ``removed`` (words), and ``quoted``: whether words inside quotations count.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("form")
    _css = style("form")

    def text(self) -> str:
        """Title and size in one line."""
        size = f"{len(self.spec['words'])} words, {len(self.spec['articles'])} articles"
        return f"{self.spec['title']}: {size} (run this cell to change the list)"

    def html(self) -> str:
        """Printable form: the ranking with and without quotations, and the list on demand."""
        heads = "".join(f'<th scope="col">{prose(head)}</th>' for head in _HEADS)
        ranked = sorted(self.spec["articles"], key=lambda article: -_rate(self.spec, article, quoted=True))
        body = "".join(_printed(self.spec, article) for article in ranked)
        table = f'<table border="1"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
        words = details(f"The list: {len(self.spec['words'])} words", listed(map(prose, self.spec["words"])))
        warning = f"<p>{prose(self.spec['warning'])}</p>" if self.spec["warning"] else ""
        return f"<p><strong>{prose(self.spec['title'])}</strong></p><p>{prose(self.spec['intro'])}</p>{table}{warning}{words}"


_HEADS: Final = ("Article", "Hits", "Per 100 words", "Hits outside quotations", "Per 100 words outside")


def lexicon_widget(
    *,
    lexicon_rows: Sequence[Row],
    counts_rows: Sequence[Row],
    articles_rows: Sequence[Row],
    quotes_rows: Sequence[Row],
    store: Store | None = None,
) -> Lexicon:
    """Build the lexicon lab.

    Parameters
    ----------
    lexicon_rows, counts_rows, articles_rows, quotes_rows : sequence of dict
        Rows of the tables ``lexicon``, ``word_counts``, ``articles`` and ``quotes``.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Lexicon
        Ready to display.
    """
    words = sorted(row["word"] for row in lexicon_rows if row["list"] == LIST)
    insults = sorted(INSULTS.intersection(words))
    spec: Spec = {
        "id": "lexicon",
        "view": "lexicon",
        "title": "Lexicon lab",
        "intro": "How often does each article use a loaded word? Change the list, or leave quotations out, and watch "
        "the order of the five.",
        "words": words,
        "warning": WARNING if insults else "",
        "insults": insults,
        "articles": _articles(articles_rows, counts_rows, quotes_rows),
        "counts": _counts(counts_rows),
    }
    kept = store.recall(spec["id"]) if store is not None else {}
    return Lexicon(spec, value={"added": [], "removed": [], "quoted": True, **kept}, store=store)


def _articles(
    articles_rows: Sequence[Row], counts_rows: Sequence[Row], quotes_rows: Sequence[Row]
) -> list[Spec]:
    """Each article with the two numbers of words that a rate can be taken of."""
    outside, inside = Counter[str](), Counter[str]()
    for row in counts_rows:
        outside[row["article"]] += int(row["outside"])
        inside[row["article"]] += int(row["inside"])
    quotations = Counter(row["passage"].partition("-")[0] for row in quotes_rows)
    return [
        {
            "id": row["article"],
            "outlet": row["outlet"],
            "words": outside[row["article"]] + inside[row["article"]],
            "outside": outside[row["article"]],
            "quotations": quotations[row["article"]],
        }
        for row in articles_rows
    ]


def _counts(rows: Sequence[Row]) -> dict[str, dict[str, list[int]]]:
    """Word to article to times outside and inside quotation marks."""
    counts: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for row in rows:
        counts[row["word"]][row["article"]] = [int(row["outside"]), int(row["inside"])]
    return dict(sorted(counts.items()))


def _hits(spec: Mapping[str, Any], article: Spec, *, quoted: bool) -> int:
    found = [spec["counts"].get(word, {}).get(article["id"], [0, 0]) for word in spec["words"]]
    return sum(outside + (inside if quoted else 0) for outside, inside in found)


def _rate(spec: Mapping[str, Any], article: Spec, *, quoted: bool) -> float:
    """Hits per 100 words; the same as ``lexiconRow`` in ``form_lexicon.js``."""
    words: int = article["words"] if quoted else article["outside"]
    return 100 * _hits(spec, article, quoted=quoted) / words if words else 0.0


def _printed(spec: Mapping[str, Any], article: Spec) -> str:
    cells = "".join(
        f"<td>{_hits(spec, article, quoted=quoted)}</td><td>{_rate(spec, article, quoted=quoted):.2f}</td>"
        for quoted in (True, False)
    )
    return f'<tr><th scope="row">{prose(article["id"])}</th>{cells}</tr>'
