"""The aligner: two texts side by side, with the runs of words that they share."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final

from course.model import PASSAGE_ID, CourseError
from course.text import words as tokeniser
from course.widgets._base import FrontEnd, Store, module, style
from course.widgets._static import listed, prose
from course.widgets.views import HIDDEN_LAYER, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]
LEAST: Final = 5
"""Fewest words of a run to show, until the student chooses another number."""

_LENGTH: Final = 48  # letters of a summary that fit into a list of choices
_UPSTREAM: Final = {
    "agency report": ("News agencies", "{outlet} lead of {day}", "first words of the report"),
    "analysis": ("Other texts upstream", "{outlet}, {day}", "from an analysis"),
}
"""What the list of choices says of a text upstream of each kind: its group, its line, and what its words are."""


class Aligner(FrontEnd):
    """Two texts to choose, with their shared runs marked in both.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``view`` ("align"), ``opens`` (the two texts that the cell asked for), ``texts``
        (``id``, ``name``, ``group``, ``option``, ``about``, ``body``, ``gist``, ``pieces``, ``whole``, ``words``),
        ``excerpts`` (of those two texts, for the static form), ``runs`` (``"BLOG-P05|IND-P21"`` to the longest run of
        the full paragraphs) and ``suggest`` (left, right, label).
    value : dict, optional
        ``left``, ``right`` (IDs of texts) and ``least`` (fewest words of a run to show).
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("passage")
    _css = style("passage")

    def text(self) -> str:
        """Title and the two texts in one line."""
        names = [self._named(id_)["name"] for id_ in self.spec["opens"] if id_]
        which = f": {' and '.join(names)}" if names else ""
        return f"{self.spec['title']}{which} (run this cell to use it)"

    def html(self) -> str:
        """Two columns for paper, with the excerpts of the course, or the pairs to try."""
        head = f"<p><strong>{prose(self.spec['title'])}</strong></p>"
        if not all(self.spec["opens"]):
            return head + listed(prose(label) for _, _, label in self.spec["suggest"])
        texts = [self._named(id_) for id_ in self.spec["opens"]]
        heads = "".join(f'<th scope="col">{escape(text["name"])}</th>' for text in texts)
        cells = "".join(f"<td>{self._printed(text)}</td>" for text in texts)
        table = f'<table border="1"><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>'
        return f"{head}<p>Underline the words that both have in the same order.</p>{table}{self._count()}"

    def _named(self, id_: str) -> Spec:
        return next(text for text in self.spec["texts"] if text["id"] == id_)

    def _printed(self, text: Spec) -> str:
        """Excerpts only, whatever is in place here: what is stored must not depend on it."""
        quoted = [f"\u201c{escape(piece)}\u201d" for piece in self.spec["excerpts"][text["id"]]]
        return (f"<p>{escape(text['gist'])}</p>" if text["gist"] else "") + listed(quoted)

    def _count(self) -> str:
        left, right = self.spec["opens"]
        run = self.spec["runs"].get(f"{left}|{right}") or self.spec["runs"].get(f"{right}|{left}")
        return f"<p>The full paragraphs share a run of {run} words.</p>" if run else ""


def aligner_widget(  # noqa: PLR0913  (four tables in, and what every front-end takes)
    left: str | None = None,
    right: str | None = None,
    *,
    passages: Mapping[str, PassageView],
    upstream_rows: Sequence[Row],
    runs_rows: Iterable[Row],
    excerpts_rows: Iterable[Row] | None = None,
    suggest: Iterable[Sequence[str]] = (),
    store: Store | None = None,
) -> Aligner:
    """Build an aligner.

    Parameters
    ----------
    left, right : str, optional
        Passage IDs (``"BLOG-P02"`` or ``"BLOG P2"``) or IDs of the table ``upstream``. Default: the first pair to try,
        else the student chooses.
    passages : mapping of str to PassageView
        Every passage of every article.
    upstream_rows, runs_rows : iterable of dict
        Rows of the tables ``upstream`` and ``shared_runs``.
    excerpts_rows : iterable of dict, optional
        Rows of the table ``excerpts``. Default: those of the course.
    suggest : iterable of (str, str, str)
        Pairs to try: left, right and what the button says.
    store : Store, optional
        Where each change is kept. What it remembers of this very call comes before the arguments.

    Returns
    -------
    Aligner
        Ready to display.

    Raises
    ------
    CourseError
        If a text does not exist.
    """
    pairs = [list(pair) for pair in suggest]
    if left is None and right is None and pairs:
        left, right = pairs[0][0], pairs[0][1]
    excerpts = _excerpts(_table("excerpts") if excerpts_rows is None else excerpts_rows)
    texts = [_passage(view, excerpts.get(id_, [])) for id_, view in passages.items()]
    texts += [_upstream(row) for row in upstream_rows]
    known = {text["id"]: text for text in texts}
    opens = [_find(known, left), _find(known, right)]
    quotable = {row["upstream"]: [row["text"]] for row in upstream_rows} | excerpts
    spec: Spec = {
        "id": f"compare/{'+'.join(id_ or '?' for id_ in opens)}",
        "view": "align",
        "title": "Compare two texts",
        "intro": "Runs of words that both texts have, in the same order, are marked with the same number.",
        "opens": opens,
        "texts": texts,
        "excerpts": {id_: quotable.get(id_, []) for id_ in opens if id_},
        "runs": {f"{row['passage_a']}|{row['passage_b']}": int(row["words"]) for row in runs_rows},
        "suggest": [[_find(known, one), _find(known, two), label] for one, two, label in pairs],
    }
    asked = {"left": opens[0], "right": opens[1], "least": LEAST}
    return Aligner(spec, value={**asked, **_remembered(spec, store)}, store=store)


def _table(name: str) -> Sequence[Row]:
    from course import data  # noqa: PLC0415  (only where no rows are handed in)

    return data.rows(name)


def _excerpts(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Excerpts of each passage, apart: two joined could run past the 25 words that we may quote."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["passage"], []).append(readable(row["text"]))
    return found


def _passage(view: PassageView, excerpts: Sequence[str]) -> Spec:
    name = f"{view['article']} P{view['number']}"
    return {
        "id": view["id"],
        "name": name,
        "group": view["article"],
        "option": f"{name} \u00b7 {_cut(view['gist'])}",
        "about": "" if view["layer"] == HIDDEN_LAYER else view["layer"],
        "body": view["part"] == "body",
        "gist": view["gist"],
        "pieces": [view["text"]] if view["text"] else list(excerpts),
        "whole": bool(view["text"]),
        "words": view["tokens"],
    }


def _upstream(row: Row) -> Spec:
    published = date.fromisoformat(str(row["published"]))
    day = f"{published.day} {published:%B}"
    group, option, about = _UPSTREAM[row["kind"]]
    return {
        "id": row["upstream"],
        "name": f"{row['outlet']}, {day}",
        "group": group,
        "option": option.format(outlet=row["outlet"], day=day),
        "about": about,
        "body": False,
        "gist": None,
        "pieces": [row["text"]],
        "whole": True,
        "words": len(tokeniser.tokens(row["text"])),
    }


def _cut(gist: str) -> str:
    """Beginning of a summary, cut between words."""
    return gist if len(gist) <= _LENGTH else gist[:_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " \u2026"


def _find(known: Mapping[str, Spec], wanted: str | None) -> str | None:
    """ID of the text that a person means by ``"BLOG P2"``, ``"blog-p02"`` or ``"AP-LEAD"``."""
    if wanted is None:
        return None
    written = wanted.strip().upper()
    named = PASSAGE_ID.fullmatch(written)
    id_ = f"{named[1]}-P{int(named[2]):02d}" if named else written
    if id_ in known:
        return id_
    others = ", ".join(text["id"] for text in known.values() if not PASSAGE_ID.fullmatch(text["id"]))
    raise CourseError(
        f"There is no text {wanted!r} to compare. Write a paragraph such as 'BLOG-P02', or {others}."
    )


def _remembered(spec: Spec, store: Store | None) -> Spec:
    """Return what the store kept, unless it names a text that is no longer there."""
    kept = store.recall(spec["id"]) if store is not None else {}
    known = {None, *(text["id"] for text in spec["texts"])}
    return kept if {kept.get("left"), kept.get("right")} <= known else {}
