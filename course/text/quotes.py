"""Finding quotations in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_QUOTATION: Final = re.compile(r'[“"”]([^“"”]+)[“"”]|[“"]([^“"”]+)$')


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation.

    Parameters
    ----------
    text : str
        The words between the marks.
    start, end : int
        Where it stands in the searched text, marks included, so that ``searched[start:end]`` begins with a mark.
    """

    text: str
    start: int
    end: int


def quotations(text: str) -> list[Quotation]:
    """Find the quotations of a paragraph.

    Only double marks count, curly or straight; single marks are too often apostrophes. Real pages have slips, so
    any mark may open and any mark may close (IND-P28 opens with a closing mark), and a quotation that is still
    open at the end of the paragraph reaches to its end (GVS-P32 goes on in the next paragraph).

    Parameters
    ----------
    text : str
        One paragraph.

    Returns
    -------
    list of Quotation
        In the order of the text.
    """
    return [Quotation(m[1] or m[2], m.start(), m.end()) for m in _QUOTATION.finditer(text)]


def without_quotations(text: str) -> str:
    """Return a paragraph with each quotation replaced by one space.

    Parameters
    ----------
    text : str
        One paragraph.

    Returns
    -------
    str
        The writer's own words.
    """
    return _QUOTATION.sub(" ", text)
