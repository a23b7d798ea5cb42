"""The one class that all front-ends share: a spec goes out, a value goes both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Protocol

import anywidget
import traitlets

_HERE = Path(__file__).parent

BORROWED: Final = {
    "desk": (
        *("question.css", "question_grade.js", "question_kept.js", "question_writing.js"),
        *("passage_align_words.js", "passage_edits_words.js"),
    ),
}
"""Files that a front-end takes from others, by its name."""


class Store(Protocol):
    """What a front-end needs of the case file."""

    def recall(self, widget_id: str) -> dict[str, Any]:
        """Return the value last kept under this ID, or an empty dict."""

    def remember(self, widget_id: str, value: dict[str, Any]) -> None:
        """Keep a value under this ID."""


def module(name: str) -> str:
    """Text of a front-end's ES module: the shared kit, what it borrows, its parts (``NAME_*.js``), then ``NAME.js``.

    Parameters
    ----------
    name : str
        File stem, such as ``question``.

    Returns
    -------
    str
        One ES module that runs in JupyterLab, Notebook 7, JupyterLite and the static edition.
    """
    parts = sorted(path.name for path in _HERE.glob(f"{name}_*.js"))
    return "\n".join(map(_read, ["kit.js", *_borrowed(name, ".js"), *parts, f"{name}.js"]))


def style(name: str) -> str:
    """Text of a front-end's style sheet: the shared kit, what it borrows, ``NAME.css``, then its parts (``NAME_*.css``)."""
    parts = sorted(path.name for path in _HERE.glob(f"{name}_*.css"))
    return "\n".join(map(_read, ["kit.css", *_borrowed(name, ".css"), f"{name}.css", *parts]))


def _borrowed(name: str, ending: str) -> list[str]:
    return [file for file in BORROWED.get(name, ()) if file.endswith(ending)]


def _read(file: str) -> str:
    return (_HERE / file).read_text("utf8")


class FrontEnd(anywidget.AnyWidget):
    """A front-end with plain JSON state.

    Parameters
    ----------
    spec : dict
        What to show. Must have ``id`` and ``title``.
    value : dict, optional
        What the student has done so far. Default: what the store remembers.
    store : Store, optional
        Where each change is kept.

    Notes
    -----
    The text and HTML forms are the same on every run, so that stored outputs compare as equal and places without
    widgets (an untrusted file, a static page) show something of use.
    """

    spec = traitlets.Dict().tag(sync=True)
    value = traitlets.Dict().tag(sync=True)

    def __init__(
        self, spec: dict[str, Any], value: dict[str, Any] | None = None, store: Store | None = None
    ) -> None:
        remembered = store.recall(spec["id"]) if store is not None and value is None else (value or {})
        super().__init__(spec=spec, value=remembered)
        self._store = store
        self._given = value or {}
        self.observe(self._keep, "value")
        watch = getattr(store, "on_restore", None)
        if watch is not None:
            watch(self._recall)

    def _recall(self) -> None:
        """Show what the store has after it was restored or erased as a whole."""
        if self._store is not None:
            self.value = {**self._given, **self._store.recall(self.spec["id"])}

    def _keep(self, change: dict[str, Any]) -> None:
        """Hand every change of the value to the store. Front-ends add to this."""
        if self._store is not None:
            self._store.remember(self.spec["id"], change["new"])

    def text(self) -> str:
        """One line for places that show neither widgets nor HTML."""
        return f"{self.spec['title']} (run this cell to use it)"

    def html(self) -> str:
        """Static form for places without widgets. Front-ends override this."""
        return ""

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # noqa: ANN401  (anywidget returns a bundle or a pair)
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        data = {**data, "text/plain": self.text()}
        if self.html():
            data["text/html"] = self.html()
        return data, metadata
