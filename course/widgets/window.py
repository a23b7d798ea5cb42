"""The window: which words of one sentence an article lets its readers see."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.text.edits import aligned
from course.text.overlap import longest_run
from course.widgets._base import FrontEnd, Store, module, style
from course.widgets._static import listed, prose
from course.widgets.edits import wordings
from course.widgets.views import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]
GAP: Final = "\u2026"
"""What stands between two pieces of a quotation in the table."""

LEAVES: Final = {
    "BLOG-P05": "only the capitals. The sentence stands whole.",
    "WSWS-P14": "nothing. The sentence stands whole, letter for letter.",
    "IND-P21": "the time and the seeing: \u201cbefore long\u201d and \u201cwitness\u201d stand outside the marks.",
    "GVS-P06": "the time and the seeing, in other words: \u201cwould soon be seen\u201d. Her tone, \u201ca tragic scene\u201d, is gone.",
}
"""What each cut leaves to the writer, by row of the table ``translations``."""


class Window(FrontEnd):
    """One sentence and a window over it, to be set as each article set it.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``view`` ("window"), ``name``, ``about`` and ``text`` of the sentence, ``targets``
        (``id``, ``name``, ``passage``, ``windows``: pairs of word numbers from 1, ``pieces``: the words of each, ``kept``, ``leaves``) and
        ``passages``.
    value : dict, optional
        ``from``, ``to`` (word numbers), ``found`` (windows such as ``"5-15"``), ``checked`` (the window that the
        feedback speaks of) and ``shown``.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("passage")
    _css = style("passage")

    def text(self) -> str:
        """Title, sentence and number of articles in one line."""
        names = ", ".join(target["name"] for target in self.spec["targets"])
        return f"{self.spec['title']}: {self.spec['name']} in {names} (run this cell to use it)"

    def html(self) -> str:
        """Printable form: the sentence, and a line for each article."""
        tasks = listed(f"{escape(target['name'])}: from ______ to ______" for target in self.spec["targets"])
        return (
            f"<p><strong>{prose(self.spec['title'])}</strong></p><blockquote>{escape(self.spec['text'])}</blockquote>"
            f"<p>{escape(self.spec['about'])}</p><p>Which words does each article put between quotation marks?</p>{tasks}"
        )


def window_widget(
    source_id: str,
    *,
    rows: Sequence[Row],
    passages: Mapping[str, PassageView],
    excerpts_rows: Iterable[Row] | None = None,
    store: Store | None = None,
) -> Window:
    """Lay a window over a sentence.

    Parameters
    ----------
    source_id : str
        Row of the table ``translations`` that articles quote, such as ``KCNA-0613-17``.
    rows : sequence of dict
        Rows of the table ``translations``.
    passages : mapping of str to PassageView
        The paragraphs to open.
    excerpts_rows : iterable of dict, optional
        Rows of the table ``excerpts``: the one with the quotation is shown. Default: those of the course.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Window
        Ready to display.

    Raises
    ------
    CourseError
        If there is no such row, no article quotes it, or an article changes its words.
    """
    source, quoting = _quoted(rows, source_id)
    excerpts = list(_table("excerpts") if excerpts_rows is None else excerpts_rows)
    spec: Spec = {
        "id": f"window/{source['id']}",
        "view": "window",
        "title": "Set the window",
        "intro": "An article shows its readers a window: the words that it puts between quotation marks. Set the window as each article did, then check.",
        "name": source["name"],
        "about": source["about"],
        "text": source["text"],
        "targets": [_target(source, text) for text in quoting],
        "passages": {
            text["passage"]: _showing(passages[text["passage"]], text["text"], excerpts)
            for text in quoting
            if text["passage"] in passages
        },
    }
    start = {"from": 1, "to": _count(source["text"]), "found": [], "checked": None, "shown": False}
    return Window(spec, value={**start, **_remembered(spec, store)}, store=store)


def _table(name: str) -> Sequence[Row]:
    from course import data  # noqa: PLC0415  (only where no rows are handed in)

    return data.rows(name)


def _quoted(rows: Sequence[Row], wanted: str) -> tuple[Spec, list[Spec]]:
    texts, _ = wordings(rows)
    quoted = list(dict.fromkeys(id_ for text in texts if text["passage"] for id_ in text["quotes"]))
    id_ = next((id_ for id_ in quoted if id_.upper() == str(wanted).strip().upper()), None)
    if id_ is None:
        raise CourseError(f"No article quotes {wanted!r}. Choose one of {', '.join(quoted)}.")
    source = next(text for text in texts if text["id"] == id_)
    return source, [text for text in texts if text["passage"] and id_ in text["quotes"]]


def _count(text: str) -> int:
    return sum(step.source is not None for step in aligned("", text))


def _target(source: Spec, text: Spec) -> Spec:
    windows = _windows(source, text)
    return {
        "id": text["id"],
        "name": text["name"],
        "passage": text["passage"],
        "windows": windows,
        "pieces": [piece.strip() for piece in text["text"].split(GAP)],
        "kept": sum(to - from_ + 1 for from_, to in windows),
        "leaves": LEAVES.get(text["id"], ""),
    }


def _windows(source: Spec, text: Spec) -> list[list[int]]:
    """First and last word of each piece, counted in the source from 1."""
    windows: list[list[int]] = []
    after = 0
    for piece in text["text"].split(GAP):
        steps = [step for step in aligned(piece, source["text"]) if step.source is not None]
        kept = [number for number, step in enumerate(steps, 1) if step.kind != "outside" and number > after]
        changed = any(step.kind not in {"same", "case"} for step in steps if step.kind != "outside")
        if not kept or changed or kept[-1] - kept[0] + 1 != _count(piece):
            raise CourseError(
                f"No window fits: {text['id']} changes words of {source['id']}. Hold the two against each other, word by word, instead."
            )
        after = kept[-1]
        windows.append([kept[0], kept[-1]])
    return windows


def _showing(view: PassageView, words: str, excerpts: Sequence[Row]) -> PassageView:
    """Paragraph with that excerpt which shows the quotation, marks and all."""
    own = [readable(row["text"]) for row in excerpts if row["passage"] == view["id"]]
    best = max(own, key=lambda text: longest_run(text, words), default=view["excerpt"])
    return {**view, "excerpt": best}


def _remembered(spec: Spec, store: Store | None) -> Spec:
    """Return what the store kept, without windows that no article has any more."""
    kept = store.recall(spec["id"]) if store is not None else {}
    last = _count(spec["text"])
    from_, to = kept.get("from"), kept.get("to")
    if not (isinstance(from_, int) and isinstance(to, int) and 1 <= from_ <= to <= last):
        return {}
    known = {f"{one}-{two}" for target in spec["targets"] for one, two in target["windows"]}
    found = [window for window in kept.get("found") or [] if window in known]
    checked = kept.get("checked") if kept.get("checked") == f"{from_}-{to}" else None
    return {"from": from_, "to": to, "found": found, "checked": checked, "shown": bool(kept.get("shown"))}
