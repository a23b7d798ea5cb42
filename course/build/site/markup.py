"""Shorter markup for the same page: what browsers, readers and scripts do not need is left out."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"""(<[a-zA-Z/!](?:"[^"]*"|'[^']*'|[^'">])*>)""")
_SCRIPT: Final = re.compile(r"(<script\b.*?</script>)", re.DOTALL)
_FEEDBACK: Final = re.compile(
    r"<ul><li>(?P<options>(?:(?!</?ul>).)*)</li></ul>(?P<between>(?:(?!</?[uo]l>).)*<summary>Feedback</summary>)"
    r"<ul><li>(?P<told>(?:(?!</?ul>).)*)</li></ul>",
    re.DOTALL,
)
_REGION: Final = re.compile(
    r'(<div class="course-chart-table") role="region" tabindex="0" aria-label="[^"]*">'
)
_WORKSHEET: Final = re.compile(
    r'<table border="1"><caption>[^<]*</caption><thead>(?:(?!</thead>).)*</thead><tbody>'
    r'(?P<rows>(?:<tr><th scope="row">(?:(?!</th>).)*</th>(?:<td>&nbsp;</td>)+</tr>)+)</tbody></table>'
)
_ROW: Final = re.compile(r'<tr><th scope="row">((?:(?!</th>).)*)</th>(?:<td>&nbsp;</td>)+</tr>')
CLASSES: Final = {
    ' style="border: 1px dashed; padding: 0.6em 0.8em; margin: 0 0 0.6em; break-inside: avoid"': ' class="strip"',
    ' style="display: flex; gap: 0.6em; align-items: baseline; margin: 1.6em 0 0.2em"': ' class="line"',
    '<span style="flex: 1; min-width: 4em; border-bottom: 2px solid">&nbsp;</span>': "<span></span>",
}
"""Styles that stand in the style sheet instead. Each must occur in some lesson: a test says so."""

_ENDS: Final = frozenset({"</li>", "</td>", "</th>", "</tr>", "</thead>", "</tbody>"})
"""End tags that HTML lets one leave out, wherever we have them: before the next of their kind, or at the end."""
_AFTER_P: Final = re.compile(
    r"<(p|ul|ol|div|table|h[1-6]|details|pre|blockquote|section|hr)\b|</(div|details|section|blockquote|li|main)>"
)
"""Tags before which a paragraph ends by itself."""
_QUOTED: Final = re.compile(r"""="([^\s"'=<>`]*[^\s"'=<>`/])\"""")

_RIGHT: Final = "\u2713 "
_NEXT: Final = "</li><li>"


def light(html: str) -> str:
    """Make markup shorter without taking anything away from readers.

    Parameters
    ----------
    html : str
        A part of a page.

    Returns
    -------
    str
        Quotation marks in texts as they are; feedback that names its option by its letter; frames of tables that get
        their role and name from ``static/page.js``, if they scroll; no empty cells to write in, which a page has no
        use for.
    """
    parts = _TAG.split(html)
    parts[::2] = [
        text.replace("&quot;", '"').replace("&#x27;", "'").replace("&#39;", "'") for text in parts[::2]
    ]
    made = "".join(parts)
    for style, name in CLASSES.items():
        made = made.replace(style, name)
    made = _WORKSHEET.sub(lambda found: f"<ul>{_ROW.sub(_item, found['rows'])}</ul>", made)
    return _REGION.sub(r"\1>", _FEEDBACK.sub(_lettered, made))


def lean(html: str) -> str:
    """Leave out end tags and quotation marks that HTML can do without; browsers make the same page of it.

    Parameters
    ----------
    html : str
        A page or a part of one, well-formed.
    """
    parts = _SCRIPT.split(html)
    parts[::2] = map(_leaner, parts[::2])
    return "".join(parts)


def _leaner(html: str) -> str:
    parts = _TAG.split(html)
    kept = parts.copy()
    for at in range(1, len(parts), 2):
        tag, text, after = parts[at], parts[at + 1], "".join(parts[at + 2 : at + 3])
        if tag in _ENDS or (tag == "</p>" and not text.strip() and _AFTER_P.match(after)):
            kept[at] = ""
        elif not tag.endswith("/>"):
            kept[at] = _QUOTED.sub(r"=\1", tag)
    return "".join(kept)


def _item(row: re.Match[str]) -> str:
    return f"<li>{row[1]}</li>"


def _lettered(found: re.Match[str]) -> str:
    """Options and their feedback as two lists with the same letters, if each feedback repeats its option."""
    options, told = found["options"].split(_NEXT), found["told"].split(_NEXT)
    begins = [f"{option}: " for option in options]
    plain = [text.removeprefix(_RIGHT) for text in told]
    if len(options) != len(told) or not all(map(str.startswith, plain, begins)):
        return found[0]
    short = [
        (_RIGHT if text.startswith(_RIGHT) else "") + text.removeprefix(_RIGHT).removeprefix(begin)
        for text, begin in zip(told, begins, strict=True)
    ]
    lists = [f'<ol type="a"><li>{_NEXT.join(items)}</li></ol>' for items in (options, short)]
    return f"{lists[0]}{found['between']}{lists[1]}"
