"""Texts of the bank for an outlet: as HTML with Korean marked, as plain text, in an order that never changes."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import TYPE_CHECKING, Final

from course.widgets._static import prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.model import Question

_LETTERS: Final = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
_HANGUL: Final = re.compile(rf"[{_LETTERS}]+(?:[ ·,.-]+[{_LETTERS}]+)*")
_TAG: Final = re.compile(r"(<[^>]*>)")
_MARKS: Final = re.compile(r"\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|`([^`]+)`")

GAP: Final = "______"
"""What stands in a sentence where the chosen words go."""


def korean(html: str) -> str:
    """Mark Korean in HTML, so that screen readers change their voice and browsers their hyphenation.

    Parameters
    ----------
    html : str
        Text with tags; what stands inside a tag is left alone.
    """
    parts = _TAG.split(html)
    return "".join(
        part if part.startswith("<") else _HANGUL.sub(r'<span lang="ko">\g<0></span>', part) for part in parts
    )


def html(text: str) -> str:
    """Turn a text of the bank into HTML: emphasis as tags, everything else escaped, Korean marked."""
    return korean(prose(text).replace("&quot;", '"').replace("&#x27;", "'"))


def plain(text: str) -> str:
    """Take the marks for emphasis out of a text of the bank."""
    return _MARKS.sub(lambda found: found[1] or found[2] or found[3], text)


def text_of(page: str) -> str:
    """Words of a piece of HTML, white space folded."""
    return " ".join(unescape(_TAG.sub(" ", page)).split())


def stem(question: Question) -> str:
    """Question with the sentence that it fills in, if it has one."""
    if not question.sentence:
        return question.stem
    return f"{question.stem} \u201c{question.sentence.replace('{gap}', GAP)}\u201d"


def shuffled(seed: str, key: str, count: int) -> list[int]:
    """Mix the numbers from 0, the same way each time for one seed and key, and never into the order they have.

    Parameters
    ----------
    seed : str
        Chosen by the instructor; another seed gives another order.
    key : str
        What is mixed, such as the ID of a question.
    count : int
        How many.

    Returns
    -------
    list of int
        Every number once. Two or more never come back in their own order: for things to put in order that is the key.
    """
    order = sorted(range(count), key=lambda n: hashlib.sha256(f"{seed}|{key}|{n}".encode()).digest())
    return order if count < 2 or order != list(range(count)) else [*order[1:], order[0]]


def option_order(question: Question, seed: str) -> Sequence[int]:
    """Order of the options: that of the bank without a seed, mixed with one, unless the question forbids it."""
    count = len(question.options)
    return shuffled(seed, question.id, count) if seed and question.shuffle else range(count)
