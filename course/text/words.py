"""Counting words: white-space tokens, the course tokeniser, and words of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_WORD: Final = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")


def tokens(text: str) -> list[str]:
    """Split at white space, as a reader counts.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        Tokens with their punctuation and capitals.
    """
    return text.split()


def words(text: str) -> list[str]:
    """Split with the course tokeniser.

    A word is a run of Latin letters and digits; hyphens and apostrophes inside it belong to it. Words are in
    lower case, and a curly apostrophe is written as a straight one, so that two copies of a text that differ
    only in their apostrophes have the same words.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        Words in the order of the text, without punctuation.
    """
    return _WORD.findall(text.lower().replace("\u2019", "'"))


def count(found: Iterable[str], lexicon: Collection[str]) -> int:
    """Count the words that stand in a word list.

    Parameters
    ----------
    found : iterable of str
        Words as `words` returns them; every occurrence counts.
    lexicon : collection of str
        Lower-case words.

    Returns
    -------
    int
        Number of occurrences.
    """
    listed = frozenset(lexicon)
    return sum(word in listed for word in found)
