"""How the outcome of a check looks: as HTML, and as one plain paragraph where there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final

from course.model import Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.widgets.views import PassageView

HEADINGS: Final = {
    Outcome.CORRECT: "✓ Correct.",
    Outcome.NOT_YET: "→ Not yet.",
    Outcome.NOT_ATTEMPTED: "… Not attempted yet.",
    Outcome.CHECKER_ERROR: "! Nothing was checked.",
    Outcome.KEPT: "✎ Kept.",
}
OPENING: Final = re.compile(r"^(Right|Yes|Correct|Not attempted yet)[,.:]\s*")
_BAR: Final = {
    Outcome.CORRECT: "#1f8a52",
    Outcome.NOT_YET: "#c27803",
    Outcome.NOT_ATTEMPTED: "#768396",
    Outcome.CHECKER_ERROR: "#c2410c",
    Outcome.KEPT: "#4b6cb7",
}
"""Colour of the bar beside the text; the heading says the same in words."""


@dataclass(frozen=True)
class Verdict:
    """What a check found, ready to display.

    Parameters
    ----------
    result : Result
        From `course.check`.
    passages : mapping of str to PassageView
        Paragraphs to look at again.
    heading : str
        Instead of the outcome's own heading.
    """

    result: Result
    passages: Mapping[str, PassageView] = field(default_factory=dict)
    heading: str = ""

    @classmethod
    def note(cls, heading: str, message: str) -> Verdict:
        """A message that judges nothing, such as a hint."""
        return cls(Result(Outcome.NOT_ATTEMPTED, message), heading=f"{heading}.")

    @property
    def title(self) -> str:
        """Heading of the box."""
        return self.heading or HEADINGS[self.result.outcome]

    @property
    def message(self) -> str:
        """What the check says, without an opening "Right," that the heading has said already."""
        said = OPENING.sub("", self.result.message)
        return said[:1].upper() + said[1:]

    @property
    def look(self) -> str:
        """What the paragraphs are for."""
        return "Where it stands" if self.result.outcome is Outcome.CORRECT else "Look again"

    def __repr__(self) -> str:
        places = ", ".join(_spoken(id_) for id_ in self.passages)
        return f"{self.title} {self.message}" + (f" {self.look}: {places}." if places else "")

    def _repr_html_(self) -> str:
        bar = _BAR[self.result.outcome]
        style = (
            f"border-left:6px solid {bar};padding:.5rem .9rem;max-width:44rem;line-height:1.5;"
            "background:var(--jp-layout-color1,transparent);color:var(--jp-content-font-color1,inherit)"
        )
        cards = "".join(_card(view, self.look) for view in self.passages.values())
        return (
            f'<div role="status" style="{style}"><p style="margin:.2rem 0"><strong>{escape(self.title)}</strong> '
            f"{escape(self.message)}</p>{cards}</div>"
        )


def _spoken(passage: str) -> str:
    article, number = passage.split("-P")
    return f"{article} P{int(number)}"


def _card(view: PassageView, look: str) -> str:
    """One paragraph to look at again, closed until it is wanted."""
    words = view["text"] or (f"“{view['excerpt']} …”" if view["excerpt"] else "")
    gist = "" if view["text"] else f"<p style='margin:.3rem 0'>In our words: {escape(view['gist'])}</p>"
    quote = f"<p style='margin:.3rem 0'>{escape(words)}</p>" if words else ""
    return f"<details><summary>{look}: {_spoken(view['id'])}</summary>{quote}{gist}</details>"


@dataclass(frozen=True)
class Code:
    """Source code to read."""

    source: str

    def __repr__(self) -> str:
        return self.source

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.source)}</pre>"
