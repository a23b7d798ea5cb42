"""The case file in a box: its code, download, restore, erase. Nothing leaves the machine."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from course import paths
from course.casefile import CaseFileError
from course.widgets._base import FrontEnd, module, style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from course.casefile import CaseFile

REMIND_AFTER: Final = 8
"""Minutes of work after which a reminder to download appears, where the machine forgets (Binder)."""

_INTRO: Final = (
    "One small file with your answers, your writing and your conflict log. It stays on this machine: nothing is sent "
    "anywhere, and your name is in it only if you typed it."
)
_INTRO_ON_BINDER: Final = (
    "One small file with your answers, your writing and your conflict log. It goes nowhere else, and your name is in "
    "it only if you typed it."
)
_INTRO_IN_BROWSER: Final = (
    "One small file with your answers, your writing and your conflict log. It stays in this browser: nothing is sent "
    "anywhere, and your name is in it only if you typed it. A browser that clears its data clears this file too, so "
    "download it when you stop."
)


class CaseBox(FrontEnd):
    """Show the case file and let the learner take it along, bring it back or empty it.

    Parameters
    ----------
    case : CaseFile
        The learner's record. It is saved if it was not yet.
    binder : bool
        Whether this runs on a machine that forgets.

    Notes
    -----
    The content is kept in ``value`` as well, so that download works while the kernel is busy or gone. Only a box that
    is on a page follows the case file; one whose cell was run again lets go of it.
    """

    _esm = module("casebox")
    _css = style("casebox")

    def __init__(self, case: CaseFile, *, binder: bool = False) -> None:
        case.flush()
        spec = {
            "id": "case-file",
            "title": "Your case file",
            "intro": _INTRO_ON_BINDER if binder else _INTRO_IN_BROWSER if paths.in_browser() else _INTRO,
            "binder": binder,
            "remind_after": REMIND_AFTER,
        }
        super().__init__(spec, value=_shown(case))
        self._case = case
        self._views = 0
        self._leave: Callable[[], None] | None = None
        self.on_msg(self._answer)

    def text(self) -> str:
        """Return one line for places that show neither widgets nor HTML."""
        return "Your case file: download, restore or erase it (run this cell to use it)"

    def html(self) -> str:
        """Return the static form; the same on every machine, so without the code."""
        return f"<p><strong>Your case file.</strong> {_INTRO} Run this cell to download, restore or erase it.</p>"

    def _show(self) -> None:
        self.value = _shown(self._case)

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Do what the page asks for and say what became of it."""
        handle = {
            "open": self._open,
            "close": self._close,
            "download": self._download,
            "downloaded": self._downloaded,
            "restore": self._restore,
            "erase": self._erase,
        }.get(str(content.get("type")))
        if handle is None:
            return
        try:
            reply = handle(content)
        except CaseFileError as error:
            reply = {"ok": False, "message": str(error)}
        self._show()
        self.send({"id": content.get("id"), **reply})

    def _open(self, _content: dict[str, Any]) -> dict[str, Any]:
        self._views += 1
        if self._leave is None:
            self._leave = self._case.subscribe(self._show)
        self._case.refresh()
        return {"ok": True}

    def _close(self, _content: dict[str, Any]) -> dict[str, Any]:
        self._views -= 1
        if self._views <= 0 and self._leave is not None:
            self._leave()
            self._leave = None
        return {"ok": True}

    def _download(self, _content: dict[str, Any]) -> dict[str, Any]:
        self._case.refresh()
        return {"ok": True, "text": self._case.to_json()}

    def _downloaded(self, _content: dict[str, Any]) -> dict[str, Any]:
        self._case.downloaded = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"ok": True}

    def _restore(self, content: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "message": self._case.merge(str(content.get("text", ""))).message}

    def _erase(self, _content: dict[str, Any]) -> dict[str, Any]:
        copy = self._case.erase()
        kept = f" A copy of what was in it is kept beside it: {copy.name}." if copy else ""
        return {"ok": True, "message": f"Erased. Your new code is {self._case.code}.{kept}"}


def _shown(case: CaseFile) -> dict[str, Any]:
    summary = case.summary()
    return {
        "code": case.code,
        "updated": case.updated,
        "saved": case.saved,
        "inside": _inside(summary),
        "notices": list(case.notices),
        "downloaded": case.downloaded,
        "file": case.to_json(),
    }


def _inside(summary: Mapping[str, Any]) -> str:
    names = {"answers": "answer", "writing": "text", "conflicts": "conflict"}
    parts = [
        f"{summary[key]} {name}{'s' * (summary[key] > 1)}" for key, name in names.items() if summary[key]
    ]
    return ", ".join(parts) or "nothing yet"


def on_binder(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether this kernel runs on Binder, which forgets everything after about ten idle minutes."""
    return any(environ.get(name) for name in ("BINDER_LAUNCH_HOST", "BINDER_SERVICE_HOST"))


def casebox_widget(case: CaseFile) -> CaseBox:
    """Build the box.

    Parameters
    ----------
    case : CaseFile
        The learner's record.

    Returns
    -------
    CaseBox
        Ready to display.
    """
    return CaseBox(case, binder=on_binder())
