"""A quotation against its source, word by word: what was put in, left out, changed or given another capital."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from course.text import words as tokeniser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BRACKETED_LETTERS: Final = re.compile(r"\[(\w{1,2})\](?=\w)")
"""A changed letter, as in ``[T]he``: part of its word."""

_SIGN: Final = re.compile(r"\u2026|\.[ \u00a0]?\.[ \u00a0]?\.")
_KEPT: Final = {"same", "case"}


@dataclass(frozen=True, slots=True)
class Step:
    """One word of an alignment, or a pair of words.

    Parameters
    ----------
    kind : str
        ``same``, ``case`` (other capitals), ``substituted``, ``inserted``, ``deleted``, or ``outside`` (a word of the
        source before the first or after the last word of the quotation).
    source, printed : str or None
        The word as each text writes it.
    marked : bool
        Whether the quotation shows the change: the word stands in square brackets, or an ellipsis stands for it.
    """

    kind: str
    source: str | None
    printed: str | None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    spelled: str
    marked: bool
    sign: bool
    """Whether an ellipsis stands between this word and the one before."""


def quote_edits(printed: str, source: str) -> dict[str, Any]:
    """List the changes that a quotation makes without a sign.

    Words in square brackets and words that an ellipsis stands for are changes that the reader is told of: they are
    not listed. Nor are the words of the source before and after the quotation, for it may begin and end anywhere.

    Parameters
    ----------
    printed : str
        What stands between the quotation marks.
    source : str
        The text that is quoted.

    Returns
    -------
    dict
        ``inserted`` and ``deleted`` (words as the course tokeniser writes them), ``substituted`` (pairs of the old word
        and the new one) and ``case`` (number of words with other capitals).

    Examples
    --------
    >>> quote_edits("the South (ROK) authorities", "the south authorities")
    {'inserted': ['rok'], 'deleted': [], 'substituted': [], 'case': 1}
    """
    silent = [step for step in aligned(printed, source) if not step.marked]
    return {
        "inserted": [_lower(step.printed) for step in silent if step.kind == "inserted"],
        "deleted": [_lower(step.source) for step in silent if step.kind == "deleted"],
        "substituted": [
            [_lower(step.source), _lower(step.printed)] for step in silent if step.kind == "substituted"
        ],
        "case": sum(step.kind == "case" for step in silent),
    }


def words_kept(printed_pieces: str | Iterable[str], source: str) -> int:
    """Count the words of a source that stand in the pieces of it that somebody quotes.

    Parameters
    ----------
    printed_pieces : str or iterable of str
        The pieces, in the order of the source; or one text, in which an ellipsis parts the pieces.
    source : str
        The text that is quoted.

    Returns
    -------
    int
        Number of words of the source, other capitals allowed. Words that the writer put into brackets do not count.
    """
    pieces = [printed_pieces] if isinstance(printed_pieces, str) else printed_pieces
    steps = aligned(" \u2026 ".join(pieces), source)
    return sum(step.kind in _KEPT and not step.marked for step in steps)


def aligned(printed: str, source: str) -> list[Step]:
    """Align a quotation with its source by the fewest changed words.

    The dynamic programme of Levenshtein, in which a changed word costs as much as one put in or left out, so that
    neighbours are changed rather than left out and put in. Words left off at either end, or where an ellipsis stands,
    cost nothing. Among equally short ways it takes the one with most words kept, then fewest other capitals, then
    fewest words left off; where all that is equal, whatever is left out or put in comes first, so that of *Supreme
    Leader* against *Chairman* the noun is the word that changed. Work grows with the product of both lengths.

    Parameters
    ----------
    printed : str
        What stands between the quotation marks.
    source : str
        The text that is quoted.

    Returns
    -------
    list of Step
        In the order of both texts: every word of either stands in exactly one.
    """
    new, ends_with_sign = _words(printed)
    old, _ = _words(source)
    signs = {at for at, word in enumerate(new) if word.sign} | ({len(new)} if ends_with_sign else set())
    costs = _Costs(old, new, signs | {0, len(new)})
    return _steps(costs, signs)


class _Costs:
    """Least cost from each pair of places to the ends; the digits of a cost, from the left, are the four criteria."""

    def __init__(self, old: Sequence[_Word], new: Sequence[_Word], free: set[int]) -> None:
        self.old, self.new, self.free = old, new, free
        self.base = len(old) + len(new) + 1
        self.table = [[0] * (len(old) + 1) for _ in range(len(new) + 1)]
        for at_new in range(len(new), -1, -1):
            for at_old in range(len(old), -1, -1):
                if at_new < len(new) or at_old < len(old):
                    self.table[at_new][at_old] = min(total for total, _ in self.ways(at_new, at_old))

    def ways(self, at_new: int, at_old: int) -> list[tuple[int, str]]:
        """Every next step and what the whole way costs with it. The first of the cheapest is taken."""
        edit = self.base**3
        found = []
        if at_old < len(self.old):
            cost = 1 if at_new in self.free else edit
            found.append((cost + self.table[at_new][at_old + 1], "deleted"))
        if at_new < len(self.new):
            found.append((edit + self.table[at_new + 1][at_old], "inserted"))
        if at_new < len(self.new) and at_old < len(self.old):
            kind = _pair(self.old[at_old], self.new[at_new])
            cost = {"same": -(self.base**2), "case": self.base - self.base**2}.get(kind, edit)
            found.append((cost + self.table[at_new + 1][at_old + 1], kind))
        return found


def _pair(old: _Word, new: _Word) -> str:
    if old.word != new.word:
        return "substituted"
    return "same" if old.spelled == new.spelled else "case"


def _steps(costs: _Costs, signs: set[int]) -> list[Step]:
    steps: list[Step] = []
    at_new = at_old = 0
    while at_new < len(costs.new) or at_old < len(costs.old):
        _, kind = min(costs.ways(at_new, at_old), key=lambda way: way[0])
        old = None if kind == "inserted" else costs.old[at_old]
        new = None if kind == "deleted" else costs.new[at_new]
        marked = at_new in signs if new is None else new.marked
        if new is None and not marked and at_new in costs.free:
            kind = "outside"
        steps.append(Step(kind, old.spelled if old else None, new.spelled if new else None, marked))
        at_old, at_new = at_old + (old is not None), at_new + (new is not None)
    return steps


def _words(text: str) -> tuple[list[_Word], bool]:
    """Words by the course tokeniser, each as the text spells it, and whether the text ends with an ellipsis."""
    plain, inside = _without_brackets(text)
    lowered = [(low, at) for at, letter in enumerate(plain) for low in letter.lower()]
    lower = "".join(low for low, _ in lowered).replace("\u2019", "'")
    found: list[_Word] = []
    after = end = 0
    for word in tokeniser.words(plain):
        start = lower.index(word, after)
        after = start + len(word)
        first, last = lowered[start][1], lowered[after - 1][1] + 1
        sign = bool(_SIGN.search(plain[end:first]))
        spelled = plain[first:last].replace("\u2019", "'")
        found.append(_Word(word, spelled, any(inside[first:last]), sign))
        end = last
    return found, bool(_SIGN.search(plain[end:]))


def _without_brackets(text: str) -> tuple[str, list[bool]]:
    """Return a text without square brackets, and for each of its letters whether it stood inside a pair."""
    joined = _BRACKETED_LETTERS.sub("\x02\\1\x03", text.replace("\x02", " ").replace("\x03", " "))
    letters: list[str] = []
    inside: list[bool] = []
    open_ = False
    for at, letter in enumerate(joined):
        if letter in "[\x02":
            open_ = letter == "\x02" or "]" in joined[at:]
        if letter not in "\x02\x03":
            letters.append(" " if letter in "[]" else letter)
            inside.append(open_)
        if letter in "]\x03":
            open_ = False
    return "".join(letters), inside


def _lower(spelled: str | None) -> str:
    """Word as the course tokeniser writes it."""
    return "".join(tokeniser.words(spelled or ""))
