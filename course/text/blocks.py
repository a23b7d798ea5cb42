"""Blocks of an article: splitting, numbering, and the hash by which a paragraph is known again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from course.model import Passage

_LINE_END: Final = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANK: Final = re.compile(r"\n\s*\n")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_QUOTE: Final = re.compile("[\"'`\u00ab\u00b4\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\uff02\uff07]+")
_DASH: Final = re.compile("[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")


def unified(text: str) -> str:
    r"""Return the text with ``\n`` as its only line end and without invisible characters.

    Parameters
    ----------
    text : str
        Any text; a byte order mark, soft hyphens and zero-width spaces are dropped.

    Returns
    -------
    str
        The same text, line by line.
    """
    return _LINE_END.sub("\n", _INVISIBLE.sub("", text))


def split(text: str) -> list[str]:
    """Split a text into its blocks.

    Parameters
    ----------
    text : str
        The raw text of a page.

    Returns
    -------
    list of str
        Every run of non-blank lines, with white space folded to single spaces.
    """
    return [" ".join(block.split()) for block in _BLANK.split(unified(text)) if block.strip()]


def passage_id(article: str, number: int) -> str:
    """Return the ID of a block: ``IND-P04`` for the fourth block of IND."""
    return f"{article}-P{number:02d}"


def passages(article: str, text: str) -> list[Passage]:
    """Give the blocks of a complete raw text their numbers.

    Parameters
    ----------
    article : str
        ID of the article.
    text : str
        Its raw text, with all page furniture: the number of a block is its position.

    Returns
    -------
    list of Passage
        In the order of the text, numbered from 1.
    """
    return [
        Passage(passage_id(article, number), article, number, block)
        for number, block in enumerate(split(text), start=1)
    ]


def canonical(block: str) -> str:
    """Return the form of a block that copies of it share.

    Unicode composed (NFC), white space folded, every quotation mark and apostrophe (single, double, curly,
    angled) turned into ``'``, every dash into ``-``, the ellipsis into three points. The result is for
    comparing only: it is not fit to be read.

    Parameters
    ----------
    block : str
        A block, folded or not.

    Returns
    -------
    str
        The canonical form.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", block)).replace("\u2026", "...")
    return " ".join(_DASH.sub("-", _QUOTE.sub("'", text)).split())


def sha256(block: str) -> str:
    """Return the hash of a block.

    Parameters
    ----------
    block : str
        A block, folded or not.

    Returns
    -------
    str
        64 hexadecimal digits: SHA-256 of the UTF-8 bytes of `canonical`.
    """
    return hashlib.sha256(canonical(block).encode()).hexdigest()
