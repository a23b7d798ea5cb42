"""Shared wording: runs of words that stand in two passages.

An index of short word groups finds them, so that the work grows with the total number of words and with the
number of runs to report, not with the number of pairs of passages.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from course.text import words as tokeniser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from course.model import Passage


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """The same words in two passages.

    Parameters
    ----------
    a, b : str
        IDs of the passages, in the order in which they were given.
    a_start, b_start : int
        Index of the run's first word in each passage, counted in words from 0.
    length : int
        Number of words. The run cannot be made longer at either end.
    """

    a: str
    a_start: int
    b: str
    b_start: int
    length: int


def shared_runs(passages: Iterable[Passage], minimum: int = 5, most: int | None = None) -> list[Run]:
    """Find all runs of words that two different passages share.

    Every group of `minimum` words goes into an index; each pair of places with the same group, and with different
    words before it, is the beginning of one run, which is then followed to its end. With N words in all the work
    is proportional to N plus the lengths of the runs found.

    A stock phrase that stands in f passages makes f(f - 1)/2 runs. They are part of the answer, so they cost what
    it takes to write them down; where they are not wanted (a footer on hundreds of pages), `most` keeps them from
    beginning a run, and with it the work is at most proportional to N times `most` times the length of a passage.

    Parameters
    ----------
    passages : iterable of Passage
        Of one article or of many. A passage is not compared with itself.
    minimum : int
        Fewest words of a run, at least 1.
    most : int, optional
        Leave out runs in which every group of `minimum` words stands in more than this number of places.
        Without it, the answer is complete.

    Returns
    -------
    list of Run
        Sorted by the passages' order, then by place.

    Raises
    ------
    ValueError
        If `minimum` is under 1.
    """
    if minimum < 1:
        raise ValueError(f"minimum is {minimum}, but a run has at least 1 word")
    return _Index(list(passages), minimum, most).runs()


def longest_runs(
    passages: Iterable[Passage], minimum: int = 5, most: int | None = None
) -> dict[tuple[str, str], int]:
    """Find the longest shared run of each pair of passages.

    Parameters
    ----------
    passages, minimum, most
        As for `shared_runs`.

    Returns
    -------
    dict of (str, str) to int
        Number of words by pair of IDs (in the order given); pairs under `minimum` are left out.
    """
    longest: dict[tuple[str, str], int] = {}
    for run in shared_runs(passages, minimum, most):
        pair = run.a, run.b
        longest[pair] = max(run.length, longest.get(pair, 0))
    return longest


def longest_run(a: str, b: str) -> int:
    """Count the words of the longest run that two texts share.

    A shared run of n words contains one of n - 1 words, so the length can be found by bisection: O(n log n) groups
    of words are looked up for n words.

    Parameters
    ----------
    a, b : str
        Any two texts; capitals and punctuation do not count.

    Returns
    -------
    int
        Number of words; 0 if they have no word in common.
    """
    first, second = tokeniser.words(a), tokeniser.words(b)
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        found = not set(_groups(first, middle)).isdisjoint(_groups(second, middle))
        low, high = (middle, high) if found else (low, middle - 1)
    return low


def _groups(found: Sequence[str], length: int) -> zip[tuple[str, ...]]:
    """Return all groups of `length` consecutive words."""
    return zip(*(found[i:] for i in range(length)), strict=False)


class _Index:
    """All words of all passages in one row, and where each group of words stands in it.

    Words are numbers, equal for equal words. A number of its own ends each passage, so that no run can cross its
    end, and none can leave the row: the number before the first word is, as Python counts, the last one.
    """

    def __init__(self, passages: list[Passage], minimum: int, most: int | None) -> None:
        self.passages, self.minimum = passages, minimum
        self.row: list[int] = []
        self.owner: list[int] = []
        self.first: list[int] = []
        self.bits = self._fill().bit_length()
        self.places = self._repeated()
        self.seeds = bytearray(len(self.row))
        for places in self.places:
            if most is None or len(places) <= most:
                for place in places:
                    self.seeds[place] = 1

    def _fill(self) -> int:
        """Write the words of all passages into the row and return how many different numbers that took."""
        numbers: dict[str, int] = defaultdict(lambda: len(numbers))
        for index, passage in enumerate(self.passages):
            found = [numbers[word] for word in tokeniser.words(passage.text)]
            self.first.append(len(self.row))
            self.row += [*found, numbers[f"end of {index}"]]
            self.owner += [index] * (len(found) + 1)
        return len(numbers)

    def _repeated(self) -> list[list[int]]:
        """Return the places of each group of words that stands in more than one.

        A group is one integer, the numbers of its words side by side, moved on word by word: exact like a tuple of
        words, but without an object for the garbage collector to visit.
        """
        bits, before_first = self.bits, self.minimum - 1
        mask = (1 << bits * self.minimum) - 1
        once: dict[int, int] = {}
        repeated: dict[int, list[int]] = {}
        group = 0
        for place, number in enumerate(self.row, -before_first):
            group = (group << bits | number) & mask
            before = once.setdefault(group, place) if place >= 0 else place
            if before != place:
                repeated.setdefault(group, [before]).append(place)
        return list(repeated.values())

    def runs(self) -> list[Run]:
        """Follow every pair of equal groups that begins a run."""
        pairs = (pair for places in self.places if self.seeds[places[0]] for pair in combinations(places, 2))
        found = [run for a, b in pairs if self.owner[a] != self.owner[b] and (run := self._grown(a, b))]
        return [self._named(*run) for run in sorted(found)]

    def _grown(self, a: int, b: int) -> tuple[int, int, int] | None:
        """Return start, start and length of the run through a and b, or None if an earlier seed stands for it."""
        row, length, back = self.row, self.minimum, 0
        while row[a - back - 1] == row[b - back - 1]:
            back += 1
            if self.seeds[a - back]:
                return None
        while row[a + length] == row[b + length]:
            length += 1
        return a - back, b - back, back + length

    def _named(self, a: int, b: int, length: int) -> Run:
        """Turn places in the row into places in passages."""
        one, two = self.owner[a], self.owner[b]
        return Run(
            self.passages[one].id, a - self.first[one], self.passages[two].id, b - self.first[two], length
        )
