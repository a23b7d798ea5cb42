"""What can be checked about sentences: length, citations and the course's choice of words, never quality."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from course.model import BLOCKS, PASSAGE_ID

BANNED: Final = {
    r"regimes?": "government or leadership",
    r"defectors?": "people who left the North, or escapee",
    r"bomb(?:ed|ing|ings|s)": "demolished",
    r"provocations?": "what was done, in plain words",
    r"puppets?": "the government's name",
    r"human scum": "people who left the North",
    r"propaganda leaflets?": "leaflets, and what is printed on them",
    r"rightwing groups?|right-wing groups?": "leaflet groups, then who they are",
}
"""Pattern of a word, and what to write instead."""

_QUOTATION: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)\u2018[^\u2019]*\u2019(?!\w)|(?<!\w)'[^']*'(?!\w)")

_CITATION: Final = re.compile(PASSAGE_ID.pattern, re.IGNORECASE)


def word_count(text: str) -> int:
    """Count words the way a student counts them: runs of characters between white space."""
    return len(text.split())


def passage_id(article: str, number: int) -> str:
    """Write a passage ID in the course's form, ``GVS-P04``."""
    return f"{article.upper()}-P{number:02d}"


def exists(pid: str) -> bool:
    """Whether one of the five articles has this passage; `pid` in the course's form."""
    article, _, number = pid.partition("-P")
    return number.isdecimal() and 1 <= int(number) <= BLOCKS.get(article, 0)


def all_passages() -> set[str]:
    """IDs of all passages of the five articles."""
    return {passage_id(article, number) for article in BLOCKS for number in range(1, BLOCKS[article] + 1)}


def mentioned(text: str) -> list[str]:
    """Passage IDs in the order of their first mention, each once, existing or not.

    Parameters
    ----------
    text : str
        ``GVS-P04``, ``GVS P4``, ``gvs-p4`` and ``GVSP4`` all count.

    Returns
    -------
    list of str
        In the course's form, ``GVS-P04``.
    """
    found = (passage_id(match[1], int(match[2])) for match in _CITATION.finditer(text))
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what was asked for is there.

    Parameters
    ----------
    words : int
        Words written.
    cited : tuple of str
        Existing passages cited.
    missing : tuple of str
        One sentence per thing that is missing; empty when all is there.
    score : float
        Mean share of what is asked for that is there, 0 to 1.
    """

    words: int
    cited: tuple[str, ...]
    missing: tuple[str, ...]
    score: float


def completeness(text: str, words: tuple[int, int] = (0, 0), citations: int = 0) -> Completeness:
    """Compare a text with the length and the number of citations asked for.

    Parameters
    ----------
    text : str
        What the student wrote.
    words : tuple of (int, int)
        Fewest and most words; 0 for no limit.
    citations : int
        Fewest different existing passages to cite.

    Returns
    -------
    Completeness
        Quality is not looked at.
    """
    count, (fewest, most) = word_count(text), words
    cited = [pid for pid in mentioned(text) if exists(pid)]
    missing: list[str] = []
    if count < fewest:
        missing.append(f"You have {plural(count, 'word')}; write at least {fewest}.")
    if most and count > most:
        missing.append(f"You have {plural(count, 'word')}; cut {count - most} to come down to {most}.")
    missing += [_no_such_passage(pid) for pid in mentioned(text) if not exists(pid)]
    if len(cited) < citations:
        missing.append(
            f"You cite {plural(len(cited), 'paragraph')}; cite at least {citations}, such as GVS P14."
        )
    asked = [(count, fewest), (len(cited), citations), (most, count if most else 0)]
    shares = [min(1.0, have / need) for have, need in asked if need]
    return Completeness(count, tuple(cited), tuple(missing), sum(shares) / len(shares) if shares else 1.0)


def plural(count: int, noun: str) -> str:
    """``1 word``, ``2 words``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def spoken(pid: str) -> str:
    """Write a passage ID as people say it: ``IND-P05`` is ``IND P5``."""
    article, _, number = pid.partition("-P")
    return f"{article} P{int(number)}"


def _no_such_passage(pid: str) -> str:
    article = pid.partition("-P")[0]
    return f"{spoken(pid)} does not exist: {article} runs from P1 to P{BLOCKS[article]}."


def outside_quotations(text: str) -> str:
    """Blank out whatever stands between quotation marks."""
    return _QUOTATION.sub(" ", text)


def unwanted(text: str) -> list[tuple[str, str]]:
    """Find banned words outside quotation marks.

    Parameters
    ----------
    text : str
        Prose of the course.

    Returns
    -------
    list of (str, str)
        The word as it stands, and what to write instead.
    """
    own = outside_quotations(text)
    return [
        (match[0], instead)
        for pattern, instead in BANNED.items()
        for match in re.finditer(rf"\b(?:{pattern})\b", own, re.IGNORECASE)
    ]
