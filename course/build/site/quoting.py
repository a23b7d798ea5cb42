"""Texts that stand in a page already are not sent twice: the data of its scripts quotes them by their place."""

from __future__ import annotations

import re
from collections import defaultdict
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE, SHARED = "\u00a4", "\u00a6"
"""``¤2s,1f;`` stands for letters of the page, ``¦7,0,1f;`` for letters of a shared entry: numbers to the base of 36."""

SHORTEST: Final = 14
"""Letters from which on a quotation is shorter than its text."""

_MODULUS: Final = 4294967291
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class _Main(HTMLParser):
    """Collects the text within ``main``, as ``textContent`` has it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._is_inside |= tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._is_inside &= tag != "main"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.parts.append(data)


def words(page: str) -> str:
    """The text of the main part of a page, letter for letter as browsers have it."""
    reader = _Main()
    reader.feed(page)
    return "".join(reader.parts)


def checksum(text: str) -> int:
    """Number by which ``static/unpack.js`` sees whether a page still has its words."""
    total = 0
    for unit in memoryview(text.encode("utf-16-le")).cast("H"):
        total = (total * 31 + unit) % _MODULUS
    return total


class Source:
    """Texts to quote from, and where their pieces stand.

    Parameters
    ----------
    texts : iterable of (str, str)
        How quotations of a text begin, and the text.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.texts = list(texts)
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (_, text) in enumerate(self.texts):
            for at in range(len(text) - SHORTEST + 1):
                self._where[text[at : at + SHORTEST]].append((number, at))

    def longest(self, text: str, at: int) -> tuple[int, str]:
        """Length of the longest quotation of what begins there, and how it is written; 0 where there is none."""
        best = (0, 0, 0)
        for number, start in self._where.get(text[at : at + SHORTEST], ()):
            source, length = self.texts[number][1], SHORTEST
            while (
                at + length < len(text) and source[start + length : start + length + 1] == text[at + length]
            ):
                length += 1
            best = max(best, (length, number, start), key=lambda one: one[0])
        length, number, start = best
        mark, source = self.texts[number] if length else ("", "")
        before, quoted = _units(source[:start]), _units(source[start : start + length])
        return length, f"{mark}{_base36(before)},{_base36(quoted)};"


def source_of(shared: list[Any]) -> Source:
    """What pages share as a source: its plain texts are quoted in parts."""
    return Source(
        (f"{SHARED}{_base36(place)},", text) for place, text in enumerate(shared) if isinstance(text, str)
    )


class Quotations:
    """Puts quotations of a page, and of what pages share, in the place of texts.

    Parameters
    ----------
    page : str
        From `words`.
    shared : Source
        From `source_of`.
    """

    def __init__(self, page: str, shared: Source) -> None:
        self._sources = (Source([(PAGE, page)]), shared)

    def packed(self, value: Any) -> Any:  # noqa: ANN401  (JSON)
        """The value with quotations in the place of its texts.

        Raises
        ------
        CourseError
            If a text has one of the two marks itself.
        """
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self.packed(part) for part in value]
        if isinstance(value, dict):
            return {name: self.packed(part) for name, part in value.items()}
        return value

    def _text(self, text: str) -> str:
        if re.search(f"[{PAGE}{SHARED}]", text):
            raise CourseError(
                f"the reader edition uses {PAGE} and {SHARED} as marks. A text has them: {text[:80]!r}"
            )
        parts, at = [], 0
        while at < len(text):
            length, quotation = max(source.longest(text, at) for source in self._sources)
            parts.append(quotation if length else text[at])
            at += length or 1
        return "".join(parts)


def _units(text: str) -> int:
    """How long browsers think that a text is."""
    return len(text.encode("utf-16-le")) // 2


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
