"""A labelled form whose rows are kept as a list. The conflict log is one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, Protocol

from course import data
from course.model import PASSAGE_ID, CourseError
from course.widgets._base import FrontEnd, module, style

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.widgets._base import Store

CONFLICT_FIELDS: Final[list[dict[str, Any]]] = [
    {
        "name": "claim_a",
        "label": "Claim A",
        "kind": "long",
        "required": True,
        "hint": "What one page says, and which page.",
    },
    {
        "name": "claim_b",
        "label": "Claim B",
        "kind": "long",
        "required": True,
        "hint": "What another page says instead, or leaves out.",
    },
    {
        "name": "passages",
        "label": "Paragraphs",
        "kind": "passages",
        "required": True,
        "hint": "Where it stands, such as GVS P14, WSWS P5.",
    },
    {
        "name": "best",
        "label": "Best evidence",
        "kind": "long",
        "required": False,
        "hint": "What settles it, or what would.",
    },
    {
        "name": "status",
        "label": "Status",
        "kind": "select",
        "required": True,
        "hint": "You can change it when you learn more.",
        "options": [
            {"id": "settled", "label": "Settled: the evidence decides it"},
            {"id": "contested", "label": "Contested: there is evidence on both sides"},
            {"id": "unknown", "label": "Unknown: nobody on these pages can tell"},
        ],
    },
]

_CONFLICT_SPEC: Final[dict[str, Any]] = {
    "id": "conflict-log",
    "title": "Conflict log",
    "intro": "Two pages disagree, or one is silent? Put it on record. The log goes with you through all lessons.",
    "noun": ["row", "rows"],
    "caption": "Your conflict log",
    "add_label": "Add to the log",
    "fields": CONFLICT_FIELDS,
}


class ConflictStore(Protocol):
    """What the conflict log needs of the case file."""

    def recall(self, widget_id: str) -> dict[str, Any]:
        """Return the value last kept under this ID, or an empty dict."""

    def remember(self, widget_id: str, value: dict[str, Any]) -> None:
        """Keep a value under this ID."""

    def conflicts(self) -> list[dict[str, Any]]:
        """Return all rows."""

    def add_conflict(self, row: dict[str, Any]) -> str:
        """Keep a new row."""

    def update_conflict(self, row_id: str, changes: dict[str, Any]) -> None:
        """Change a row."""

    def remove_conflict(self, row_id: str) -> None:
        """Take a row out."""

    def on_restore(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when the content was replaced as a whole."""


class Form(FrontEnd):
    """A form and the rows that were entered with it.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro``, ``fields`` (each with ``name``, ``label``, ``kind``: text, long, select or
        passages, ``required``, ``hint``, ``options``), ``add_label``, ``caption``, ``noun``.
    value : dict, optional
        ``rows``, each with an ``id``; ``draft``: what is typed and not yet added.
    store : Store, optional
        Where each change is kept.
    """

    _esm = module("form")
    _css = style("form")

    def __init__(
        self, spec: dict[str, Any], value: dict[str, Any] | None = None, store: Store | None = None
    ) -> None:
        reading = {"pattern": PASSAGE_ID.pattern, "blocks": paragraph_counts()}
        super().__init__({"noun": ["row", "rows"], "caption": spec["title"], **reading, **spec}, value, store)

    def html(self) -> str:
        """Return the static form: what one row holds."""
        items = "".join(
            f"<li><strong>{escape(f['label'])}</strong>: {escape(f['hint'])}</li>"
            for f in self.spec["fields"]
        )
        return f"<p><strong>{escape(self.spec['title'])}</strong></p><p>{escape(self.spec['intro'])}</p><ul>{items}</ul>"


class ConflictLog(Form):
    """The conflict log: its rows live in the case file as rows, not as the state of a front-end."""

    def __init__(self, store: ConflictStore) -> None:
        self._log = store
        super().__init__(dict(_CONFLICT_SPEC), value=self._kept())
        store.on_restore(self._show)
        self.on_msg(lambda _widget, _content, _buffers: self._show())

    def _kept(self) -> dict[str, Any]:
        draft = self._log.recall(_CONFLICT_SPEC["id"]).get("draft") or {}
        return {"rows": self._log.conflicts(), "draft": draft}

    def _show(self) -> None:
        """Show what the case file has now; another notebook may have added to it."""
        self.value = self._kept()

    def _keep(self, change: dict[str, Any]) -> None:
        """Write the difference, so that rows of another notebook stay as they are."""
        old = {row["id"]: row for row in change["old"].get("rows", [])}
        new = {row["id"]: row for row in change["new"].get("rows", [])}
        for row_id, row in new.items():
            self._write(row, old.get(row_id))
        for row_id in old.keys() - new.keys():
            self._log.remove_conflict(row_id)
        self._log.remember(self.spec["id"], {"draft": change["new"].get("draft") or {}})

    def _write(self, row: dict[str, Any], before: dict[str, Any] | None) -> None:
        kept = {known["id"]: known for known in self._log.conflicts()}.get(row["id"])
        if row == before or (kept is not None and {**kept, **row} == kept):
            return
        if kept is None:
            self._log.add_conflict(row)
        else:
            self._log.update_conflict(row["id"], row)


def paragraph_counts() -> dict[str, int]:
    """Return how many paragraphs each article has, so that a slip such as GVS-P99 is seen at once.

    Returns
    -------
    dict of str to int
        Article to number of paragraphs; empty if the table cannot be read.
    """
    try:
        return {row["article"]: int(row["blocks"]) for row in data.rows("articles")}
    except CourseError:
        return {}


def conflict_log_widget(store: ConflictStore) -> Form:
    """Build the conflict log of a learner.

    Parameters
    ----------
    store : ConflictStore
        The case file.

    Returns
    -------
    Form
        Ready to display.
    """
    return ConflictLog(store)
