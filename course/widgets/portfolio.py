"""The portfolio in a box: what is in it, what is still missing, and the page to hand in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from course import casefile
from course.casefile.merge import parse
from course.casefile.store import reason
from course.portfolio.page import contents, page
from course.widgets._base import FrontEnd, module, style

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.casefile import CaseFile

FILE: Final = "portfolio.html"
"""Name of the page beside the case file."""

_INTRO: Final = (
    "One page with your texts, your conflict log and your results, to read, print or hand in. It needs no network, and "
    "nobody gets it unless you send it."
)


class PortfolioBox(FrontEnd):
    """Show what a portfolio holds and hand it over.

    Parameters
    ----------
    case : CaseFile
        The learner's record.

    Notes
    -----
    The page is kept in ``value`` as well, so that download works while the kernel is busy or gone. Only a box that is
    on a page of a browser follows the case file.
    """

    _esm = module("casebox")
    _css = style("casebox")

    def __init__(self, case: CaseFile) -> None:
        self._case = case
        self._views = 0
        self._leave: Callable[[], None] | None = None
        spec = {"id": "portfolio", "view": "portfolio", "title": "Your portfolio", "intro": _INTRO}
        super().__init__(spec, value=self._whole())
        self.on_msg(self._answer)

    def text(self) -> str:
        """Return one line for places that show neither widgets nor HTML."""
        return "Your portfolio: one page to read, print or hand in (run this cell to make it)"

    def html(self) -> str:
        """Return the static form; the same on every machine, so without the learner's work."""
        return f"<p><strong>Your portfolio.</strong> {_INTRO} Run this cell to make it.</p>"

    def _state(self) -> dict[str, Any]:
        return parse(self._case.to_json())[0]

    def _parts(self) -> dict[str, Any]:
        state = self._state()
        parts = [asdict(part) for part in contents(state)]
        return {"code": self._case.code, "name": self._case.name or "", "parts": parts}

    def _whole(self) -> dict[str, Any]:
        return {**self._parts(), "page": page(self._state())}

    def _follow(self) -> None:
        """Show what is in it now; the page itself is made when it is asked for."""
        self.value = {**self.value, **self._parts()}

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Do what the browser asks for."""
        handle = {"open": self._open, "close": self._close, "make": self._make, "name": self._name}.get(
            str(content.get("type"))
        )
        if handle is not None:
            self.send({"id": content.get("id"), **handle(content)})

    def _open(self, _content: dict[str, Any]) -> dict[str, Any]:
        self._views += 1
        if self._leave is None:
            self._leave = self._case.subscribe(self._follow)
        self._case.refresh()
        self._follow()
        return {"ok": True}

    def _close(self, _content: dict[str, Any]) -> dict[str, Any]:
        self._views -= 1
        if self._views <= 0 and self._leave is not None:
            self._leave()
            self._leave = None
        return {"ok": True}

    def _name(self, content: dict[str, Any]) -> dict[str, Any]:
        """Put the name that the learner typed into the case file, or take it out."""
        self._case.set_name(str(content.get("name") or "").strip()[:80] or None)
        return {"ok": True}

    def _make(self, _content: dict[str, Any]) -> dict[str, Any]:
        """Make the page anew and write it beside the case file."""
        self._case.refresh()
        self.value = self._whole()
        try:
            target = self._case.path.with_name(FILE)
            target.write_text(self.value["page"], encoding="utf8", errors="replace", newline="\n")
        except OSError as error:
            note = f"It could not be written beside your case file ({reason(error).rstrip('.')}), so keep the download."
        else:
            note = f"It is also beside your case file, as {FILE}."
        return {"ok": True, "page": self.value["page"], "note": note}


def portfolio() -> PortfolioBox:
    """Your portfolio: one page of your work, to read, print or hand in."""
    return PortfolioBox(casefile.current())
