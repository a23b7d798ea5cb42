"""The prose of lessons as HTML: headings that can be linked, links between pages, Korean marked as Korean."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markupsafe import Markup

from course.widgets.glossary import NEVER_LINKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_HANGUL: Final = re.compile(r"([\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+(?:[\s·]+[\uac00-\ud7a3]+)*)")
_BEAT: Final = re.compile(r"^(?P<number>\d+) · (?P<title>.+?)(?: \((?P<time>[^()]*minutes[^()]*)\))?$")
_NOTEBOOK: Final = re.compile(r"^(?P<folder>\.\./exercises/)?(?P<name>\d\d-[\w-]+)\.ipynb(?P<rest>#.*)?$")
_NEEDS_NOTEBOOK: Final = re.compile(r"\brun (?:it|the cell)\b|\bShift \+ Enter\b|\bChange \S+ and find out\b")

ONLY_NOTEBOOK: Final = (
    '<p class="aside"><strong>For the notebooks.</strong> Here you see the code and what it gives as it stands. To change and run it, '
    '<a href="../about.html#Notebooks">open the lesson as a notebook</a>.</p>\n'
)
"""What stands below a paragraph that asks the reader to change code."""


class Heading(NamedTuple):
    """One heading of a page: level 1 to 6, its address on the page, its words, and the minutes that it names."""

    level: int
    id: str
    text: str
    time: str


def korean(text: str) -> Markup:
    """Escape a text and mark its Korean letters as Korean, for the voices that read a page aloud."""
    return Markup(_HANGUL.sub(r'<span lang="ko">\1</span>', escape(text, quote=False)))  # noqa: S704  (just escaped)


def anchor(text: str) -> str:
    """Address of a heading: its words with hyphens between them, as in notebooks (``Words-and-names``)."""
    return re.sub(r"[^\w]+", "-", text).strip("-")


def linkable(url: str) -> str:
    """Address if a reader may be sent there, else an empty string (sites of the North's state: see the glossary)."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    forbidden = any(host == name or host.endswith(f".{name}") for name in NEVER_LINKED)
    return url if parts.scheme in {"http", "https"} and host and not forbidden else ""


def host(url: str) -> str:
    """Name of a site as people say it: ``yna.co.kr``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def html(text: str) -> tuple[str, list[Heading]]:
    """Turn the Markdown of one cell into HTML.

    Parameters
    ----------
    text : str
        MyST Markdown as lessons use it: CommonMark with tables and HTML.

    Returns
    -------
    tuple of (str, list of Heading)
        HTML, and the headings in it.
    """
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(text)
    headings = [_address(tokens, at) for at, token in enumerate(tokens) if token.type == "heading_open"]
    for token in tokens:
        for child in token.children or ():
            _adapt(child)
    made = parser.renderer.render(_with_notes(tokens), parser.options, {})
    return _framed(made), headings


def _address(tokens: Sequence[Token], at: int) -> Heading:
    """Give a heading its address; the number of a beat and its minutes step back."""
    inline = tokens[at + 1]
    found = _BEAT.match(inline.content)
    title, time = (found["title"], found["time"] or "") if found else (inline.content, "")
    id_ = anchor(title)
    tokens[at].attrSet("id", id_)
    if found and inline.children:
        number = f'<span class="beat">{found["number"]} · </span>'
        minutes = f' <span class="minutes">{time}</span>' if time else ""
        inline.children[0].type = "html_inline"
        inline.children[0].content = f"{number}{korean(title)}{minutes}"
        del inline.children[1:]
    plain = "".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"})
    return Heading(int(tokens[at].tag[1]), id_, title if found else plain, time)


def _adapt(token: Token) -> None:
    """Point links to pages of the edition, and mark Korean."""
    if token.type == "link_open":
        token.attrSet("href", page_link(str(token.attrGet("href"))))
    elif token.type == "text" and _HANGUL.search(token.content):
        token.type, token.content = "html_inline", korean(token.content)


def page_link(href: str) -> str:
    """Address in the edition of what a notebook links to."""
    found = _NOTEBOOK.match(href)
    return f"{found['folder'] or ''}{found['name']}.html{found['rest'] or ''}" if found else href


def _with_notes(tokens: list[Token]) -> list[Token]:
    """Put a note below each paragraph that asks to run changed code."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        out.append(token)
        if (
            token.type == "paragraph_close"
            and token.level == 0
            and _NEEDS_NOTEBOOK.search(_said(tokens[at - 1]))
        ):
            out.append(type(token)("html_block", "", 0, content=ONLY_NOTEBOOK))
    return out


def _said(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _framed(made: str) -> str:
    """Let wide tables scroll on their own, and head their columns."""
    framed = made.replace("<table>", '<div class="scroller"><table>').replace("</table>", "</table></div>")
    return framed.replace("<th>", '<th scope="col">').replace('<th style="', '<th scope="col" style="')
