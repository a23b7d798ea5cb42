"""The glossary: every word, name and abbreviation of the course, or one of them opened in place."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from course.data import split
from course.model import CourseError
from course.widgets._base import FrontEnd, Store, module, style
from course.widgets._static import prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.widgets.views import Row

Spec = dict[str, Any]

KINDS: Final = {
    "place": "Place",
    "person": "Person",
    "organisation": "Organisation",
    "event": "Event",
    "journalism": "News and sources",
    "history": "History and politics",
    "course": "In this course",
}
"""Kinds of the table and what readers see, in the order of the menu."""

SPELLINGS: Final = {
    "hangul": "Hangul",
    "revised_romanisation": "Revised Romanisation",
    "mccune_reischauer": "McCune-Reischauer",
    "north_korean_spelling": "Spelling in the North",
}
"""Columns with a spelling and what readers see."""

HOW_TO_SAY: Final = (
    "Read each part as plain English: ah as in father, eh as in bed, oh as in go, oo as in moon, u or uh as in cup, "
    "uu as in good. Capitals mark the stressed part of an English word. Korean has hardly any stress, so Korean names "
    "have no capitals: say every part evenly. A hint only comes close."
)
"""How the hints are to be read."""

NEVER_LINKED: Final = (
    "kp",
    "kcna.co.jp",
    "kcnawatch.co",
    "kcnawatch.org",
    "korea-np.co.jp",
    "uriminzokkiri.com",
)
"""Hosts of the North's state and copies of them: reading them can be against the law in South Korea."""

_HANGUL: Final = re.compile(r"([\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+(?:[\s·]+[\uac00-\ud7a3]+)*)")


class Glossary(FrontEnd):
    """Terms to search, each with its meaning, how to say it and its spellings.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``view`` ("glossary"), ``opens`` (the term that the cell asked for, or empty),
        ``how_to_say``, ``kinds`` (``id``, ``label``) and ``entries``: each with ``term``, ``also``, ``kind``, ``plain``,
        ``say``, ``spellings`` (``label``, ``text``), ``lesson``, ``source``, ``url`` and ``host``.
    value : dict, optional
        ``query`` and ``kind``: what the list is filtered by.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("passage")
    _css = style("passage")

    def text(self) -> str:
        """The term and its meaning in one line, or how many terms there are."""
        one = self._asked()
        said = f"{one[0]['term']}: {one[0]['plain']}" if one else f"{len(self.spec['entries'])} terms"
        return f"Glossary, {said} (run this cell to use it)"

    def html(self) -> str:
        """Printable form: a list of terms with their meanings."""
        entries = self._asked() or self.spec["entries"]
        body = "".join(_printed(entry) for entry in entries)
        return (
            f"<p><strong>{escape(self.spec['title'])}</strong></p><dl>{body}</dl>"
            f"<p><em>How to say it:</em> {escape(self.spec['how_to_say'])}</p>"
        )

    def _asked(self) -> list[Spec]:
        """Hold the entry that the cell asked for, or nothing."""
        return [entry for entry in self.spec["entries"] if entry["term"] == self.spec["opens"]]


def glossary_widget(term: str | None = None, *, rows: Sequence[Row], store: Store | None = None) -> Glossary:
    """Build a glossary.

    Parameters
    ----------
    term : str, optional
        A term to open in place, in any case and spelling that the glossary has. Default: all terms, to search.
    rows : sequence of dict
        Rows of the table ``glossary``.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Glossary
        Ready to display.

    Raises
    ------
    CourseError
        If the glossary has no such term; names what is near it.
    """
    entries = [_entry(row) for row in sorted(rows, key=lambda row: row["term"].casefold())]
    opens = "" if term is None else _find(entries, term)["term"]
    present = {entry["kind"] for entry in entries}
    spec: Spec = {
        "id": f"glossary/{opens}" if opens else "glossary",
        "view": "glossary",
        "title": f"Glossary: {opens}" if opens else "Glossary",
        "intro": "" if opens else "Words, names and abbreviations of this course. Search, or open a term.",
        "opens": opens,
        "how_to_say": HOW_TO_SAY,
        "kinds": [{"id": kind, "label": label} for kind, label in KINDS.items() if kind in present],
        "entries": entries,
    }
    kept = store.recall(spec["id"]) if store is not None else {}
    return Glossary(spec, value={"query": "", "kind": "", **kept}, store=store)


def _entry(row: Row) -> Spec:
    url = _linkable(row.get("source_url") or "")
    return {
        "term": row["term"],
        "also": split(row.get("also")),
        "kind": row["kind"],
        "plain": row["plain"],
        "say": row.get("say") or "",
        "spellings": [
            {"label": label, "text": row[name]} for name, label in SPELLINGS.items() if row.get(name)
        ],
        "lesson": int(row["first_lesson"]),
        "source": row["source"],
        "url": url,
        "host": (urlsplit(url).hostname or "").removeprefix("www."),
    }


def _linkable(url: str) -> str:
    """Address if a reader may be sent there, else an empty string."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    forbidden = any(host == name or host.endswith(f".{name}") for name in NEVER_LINKED)
    return url if parts.scheme in {"http", "https"} and host and not forbidden else ""


def fold(text: str) -> str:
    """Reduce a name to its letters and digits, without case and marks, so that ``Kaesŏng`` is found as ``kaesong``."""
    plain = unicodedata.normalize("NFD", text).casefold()
    return "".join(mark for mark in plain if mark.isalnum())


def _names(entry: Spec) -> list[str]:
    """Everything that an entry is found by, folded; the term first."""
    spelled = [spelling["text"] for spelling in entry["spellings"]]
    return [fold(name) for name in (entry["term"], *entry["also"], *spelled)]


def _find(entries: Sequence[Spec], wanted: str) -> Spec:
    """Find the entry that a person means: by its term first, then by any other form."""
    asked = fold(str(wanted))
    by_term = [entry for entry in entries if fold(entry["term"]) == asked]
    by_name = [entry for entry in entries if asked and asked in _names(entry)]
    for entry in by_term + by_name:
        return entry
    near = _near(entries, asked)
    hint = f" Near it: {', '.join(near)}." if near else ""
    raise CourseError(
        f"The glossary has no {wanted!r}.{hint} course.glossary() shows all {len(entries)} terms."
    )


def _near(entries: Sequence[Spec], asked: str, most: int = 3) -> list[str]:
    """List terms whose names look like what was asked, or hold it."""
    owner = {name: entry["term"] for entry in reversed(entries) for name in reversed(_names(entry))}
    holding = [name for name in reversed(owner) if len(asked) > 2 and asked in name]
    holding.sort(key=lambda name: not name.startswith(asked))
    alike = get_close_matches(asked, owner, n=most, cutoff=0.65)
    return list(dict.fromkeys(owner[name] for name in (*holding, *alike)))[:most]


def _printed(entry: Spec) -> str:
    lines = [f"Say: {entry['say']}"] if entry["say"] else []
    lines += [f"Also: {', '.join(entry['also'])}"] if entry["also"] else []
    lines += [f"{one['label']}: {one['text']}" for one in entry["spellings"]]
    lines += [f"{KINDS[entry['kind']]}, first in lesson {entry['lesson']}. Source: {entry['source']}"]
    link = f' (<a href="{escape(entry["url"])}">{escape(entry["host"])}</a>)' if entry["url"] else ""
    notes = "<br>".join(_korean(line) for line in lines)
    return (
        f"<dt><strong>{escape(entry['term'])}</strong></dt><dd>{prose(entry['plain'])}<br>{notes}{link}</dd>"
    )


def _korean(text: str) -> str:
    """Escape, with Korean letters marked as Korean for the voices that read a page aloud."""
    return _HANGUL.sub(r'<span lang="ko">\1</span>', escape(text))
