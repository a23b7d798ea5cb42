"""A quotation against its source, word by word, with what the rule of quotation marks says of each change."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final

from course.model import PASSAGE_ID, CourseError
from course.widgets._base import FrontEnd, Store, module, style
from course.widgets._static import prose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]
RULE: Final = (
    "Inside quotation marks nothing may change without a sign. A word that you add goes into [square brackets]; "
    "what you leave out becomes \u2026"
)
"""What every quotation is held against."""

_SHOWN: Final = 5  # words of a sentence that name it in a menu
_LETTERS_OF_DAY: Final = {4: "%Y", 7: "%B %Y", 10: "{day} %B"}
_MODES: Final = {"read", "find", "shown"}


class Edits(FrontEnd):
    """Two wordings to choose, one under the other, whose differences are found first and then shown.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``view`` ("edits"), ``rule``, ``opens`` (the quotation and what it is compared
        with), ``families`` (wordings of one sentence: ``id``, ``label``, ``original``: the Korean, or None), ``texts``
        (``id``, ``name``, ``about``, ``family``, ``text``, ``quotes``: English rows that it goes back to, ``passage``,
        ``note``) and ``passages``.
    value : dict, optional
        ``printed``, ``source`` (IDs) and ``pairs``: for each pair ``mode`` (read, find or shown) and ``marks``.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("passage")
    _css = style("passage")

    def text(self) -> str:
        """Title and the two wordings in one line."""
        printed, source = self._asked()
        return f"{self.spec['title']}: {printed['name']} and {source['name']} (run this cell to use it)"

    def html(self) -> str:
        """Printable form: both wordings, to be compared with a pencil."""
        rows = "".join(
            f'<tr><th scope="row">{escape(text["name"])}</th><td>\u201c{escape(text["text"])}\u201d</td></tr>'
            for text in reversed(self._asked())
        )
        return (
            f"<p><strong>{prose(self.spec['title'])}</strong></p><p>Underline every word that differs.</p>"
            f'<table border="1"><tbody>{rows}</tbody></table><p>{escape(self.spec["rule"])}</p>'
        )

    def _asked(self) -> list[Spec]:
        known = {text["id"]: text for text in self.spec["texts"]}
        return [known[id_] for id_ in self.spec["opens"]]


def edits_widget(
    printed: str | None = None,
    source: str | None = None,
    *,
    rows: Sequence[Row],
    passages: Mapping[str, PassageView],
    store: Store | None = None,
) -> Edits:
    """Put a quotation under its source.

    Parameters
    ----------
    printed, source : str, optional
        Names of two rows, such as ``"WP-P05"`` and ``"KCNA-0613-a"``, in any order. Default: the row that the other
        quotes; without both, the first paragraph that quotes another text.
    rows : sequence of dict
        Rows of the table ``translations``.
    passages : mapping of str to PassageView
        The paragraphs to open.
    store : Store, optional
        Where each change is kept. What it remembers of this very call comes before the arguments.

    Returns
    -------
    Edits
        Ready to display.

    Raises
    ------
    CourseError
        If there is no such row, it is in Korean, or the two are no wordings of one sentence.
    """
    texts, families = wordings(rows)
    known = {text["id"]: text for text in texts}
    opens = _opens(texts, [_find(known, rows, id_) for id_ in (printed, source) if id_ is not None])
    wanted = {text["passage"] for text in texts}
    spec: Spec = {
        "id": f"quotes/{'+'.join(opens)}",
        "view": "edits",
        "title": "Hold a quotation against its source",
        "intro": "Are the words inside the quotation marks the words of the source?",
        "rule": RULE,
        "opens": opens,
        "families": families,
        "texts": texts,
        "passages": {id_: view for id_, view in passages.items() if id_ in wanted},
    }
    asked = {"printed": opens[0], "source": opens[1], "pairs": {}}
    return Edits(spec, value={**asked, **_remembered(spec, store)}, store=store)


def wordings(rows: Sequence[Row]) -> tuple[list[Spec], list[Spec]]:
    """Take the English rows of which there are at least two for one sentence.

    Parameters
    ----------
    rows : sequence of dict
        Rows of the table ``translations``.

    Returns
    -------
    tuple of list of dict
        The texts and the families, as the front-end is told of them.
    """
    table = {row["translation"]: row for row in rows}
    family = {id_: _chain(table, id_)[-1].split("-", 1)[-1] for id_ in table}
    english = [row for row in rows if row["language"] == "en"]
    several = [id_ for id_ in dict.fromkeys(family.values()) if _size(english, family, id_) > 1]
    texts = [
        _text(table, row, family[row["translation"]])
        for row in english
        if family[row["translation"]] in several
    ]
    families = [_family(rows, family, id_, texts) for id_ in several]
    return _numbered(texts), families


def _chain(table: Mapping[str, Row], id_: str) -> list[str]:
    """Return a row and the rows that it goes back to; an unknown one or a circle ends it."""
    chain = [id_]
    while (back := table[chain[-1]].get("of")) and back in table and back not in chain:
        chain.append(back)
    return chain


def _size(english: Sequence[Row], family: Mapping[str, str], id_: str) -> int:
    return sum(family[row["translation"]] == id_ for row in english)


def _text(table: Mapping[str, Row], row: Row, family: str) -> Spec:
    back = _chain(table, row["translation"])[1:]
    passage = row.get("passage") or None
    return {
        "id": row["translation"],
        "name": _name(row),
        "about": "" if passage else row["source"],
        "family": family,
        "text": row["text"],
        "quotes": [id_ for id_ in back if table[id_]["language"] == "en"],
        "passage": passage,
        "note": row.get("note") or "",
    }


def _name(row: Row) -> str:
    """``WP P5``, or who published it and when."""
    named = PASSAGE_ID.fullmatch(row.get("passage") or "")
    if named:
        return f"{named[1]} P{int(named[2])}"
    day = _day(str(row.get("date") or ""))
    return f"{row['outlet']}, {day}" if day else str(row["outlet"])


def _day(written: str) -> str:
    """``13 June`` out of a date as exact as it is known."""
    form = _LETTERS_OF_DAY.get(len(written))
    if not form:
        return written
    when = date.fromisoformat(f"{written}-01-01"[:10])
    return when.strftime(form.replace("{day}", str(when.day)))


def _numbered(texts: list[Spec]) -> list[Spec]:
    """Tell two quotations of one paragraph apart, and two wordings of one sentence from one outlet and day."""
    seen: dict[tuple[str, str], int] = {}
    for text in texts:
        key = ("" if text["passage"] else text["family"], text["name"])
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            text["name"] += f", quotation {seen[key]}"
    return texts


def _family(rows: Sequence[Row], family: Mapping[str, str], id_: str, texts: Sequence[Spec]) -> Spec:
    own = [row for row in rows if family[row["translation"]] == id_]
    korean = next((row for row in own if row["language"] == "ko"), None)
    words = next(text for text in texts if text["family"] == id_)["text"].split()
    begins = " ".join(words[:_SHOWN]) + (" \u2026" if len(words) > _SHOWN else "")
    return {
        "id": id_,
        "label": f"{own[0]['speaker']}: \u201c{begins}\u201d",
        "original": None
        if korean is None
        else {"name": _name(korean), "text": korean["text"], "note": korean.get("note") or ""},
    }


def _find(known: Mapping[str, Spec], rows: Sequence[Row], wanted: str) -> Spec:
    """Row that a person means by ``"KCNA-0613-a"``, ``"wp-p05"`` or ``"WP P5"``."""
    written = str(wanted).strip().upper()
    named = PASSAGE_ID.fullmatch(written)
    id_ = f"{named[1]}-P{int(named[2]):02d}" if named else written
    for text in known.values():
        if text["id"].upper() == id_:
            return text
    if any(row["translation"].upper() == id_ for row in rows):
        raise CourseError(f"{wanted} cannot be compared word by word: choose one of {', '.join(known)}.")
    raise CourseError(f"There is no quotation {wanted!r}. Choose one of {', '.join(known)}.")


def _opens(texts: Sequence[Spec], asked: Sequence[Spec]) -> list[str]:
    """Quotation first, then what it is compared with."""
    one = (
        asked[0] if asked else next((text for text in texts if text["passage"] and text["quotes"]), texts[0])
    )
    two = asked[1] if len(asked) > 1 else _partner(texts, one)
    if one["family"] != two["family"] or one is two:
        others = ", ".join(
            text["id"] for text in texts if text["family"] == one["family"] and text is not one
        )
        raise CourseError(
            f"{one['id']} and {two['id']} are not two wordings of one sentence. With {one['id']} go {others}."
        )
    return [two["id"], one["id"]] if one["id"] in two["quotes"] else [one["id"], two["id"]]


def _partner(texts: Sequence[Spec], one: Spec) -> Spec:
    others = [text for text in texts if text["family"] == one["family"] and text is not one]
    quoted = [text for text in others if text["id"] in one["quotes"]]
    quoting = [text for text in others if one["id"] in text["quotes"] and text["passage"]]
    return (quoted + quoting + others)[0]


def _remembered(spec: Spec, store: Store | None) -> Spec:
    """Return what the store kept, without anything that is no longer there."""
    kept = store.recall(spec["id"]) if store is not None else {}
    family = {text["id"]: text["family"] for text in spec["texts"]}
    printed, source = kept.get("printed"), kept.get("source")
    if printed == source or printed not in family or family.get(str(source)) != family[printed]:
        return {}
    pairs = {key: pair for key, pair in (kept.get("pairs") or {}).items() if pair.get("mode") in _MODES}
    return {"printed": printed, "source": source, "pairs": pairs}
