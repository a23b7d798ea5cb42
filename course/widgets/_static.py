"""Helpers for the static HTML form of a front-end, shown where no widget runs."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKED: Final = re.compile(r"(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`)")
_TAGS: Final = (("**", "strong"), ("*", "em"), ("`", "code"))


def prose(text: str) -> str:
    """Turn plain text with ``**strong**``, ``*emphasis*`` and code in backticks into HTML; the rest is escaped.

    The same rules as ``prose`` in ``kit.js``.
    """
    return "".join(_tagged(part) for part in _MARKED.split(text))


def _tagged(part: str) -> str:
    for mark, tag in _TAGS:
        if len(part) > 2 * len(mark) and part.startswith(mark) and part.endswith(mark):
            return f"<{tag}>{escape(part[len(mark) : -len(mark)])}</{tag}>"
    return escape(part)


def listed(entries: Iterable[str], tag: str = "ul") -> str:
    """Join HTML fragments into a list; an empty string if there are none."""
    body = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<{tag}>{body}</{tag}>" if body else ""


def details(summary: str, body: str) -> str:
    """Make a part that opens on demand. Works without scripts; `body` is HTML."""
    return f"<details><summary>{escape(summary)}</summary>{body}</details>" if body else ""
