"""Every way in which a machine or a person might read a file: as it stands, unescaped, parsed, decoded, unpacked."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import json
import re
import urllib.parse
import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 20_000_000
"""Bytes of one file, and of one unpacked part, that are looked through."""

_ENCODED: Final = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")


_WORD: Final = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")


def words(text: str) -> list[str]:
    """Fold a text into its words and numbers, in small letters; code is cut at underscores and marks alike."""
    return _WORD.findall(text.lower())


def readings(text: str) -> Iterator[str]:
    """Read a text in every way.

    Parameters
    ----------
    text : str
        Of a file.

    Yields
    ------
    str
        The text itself first, then what else it says, if that differs.
    """
    yield text
    plain = html.unescape(urllib.parse.unquote(text))
    if plain != text:
        yield plain
    try:
        yield "\n".join(_spoken(json.loads(text)))
    except ValueError:
        if "\\u" in text or "\\n" in text:
            yield re.sub(
                r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text.replace("\\n", "\n")
            )
    for match in _ENCODED.finditer(text):
        yield from _decoded(match[0])


def _spoken(content: Any) -> Iterator[str]:  # noqa: ANN401
    """Everything that a JSON file says, names included, with notebook sources as one text."""
    if isinstance(content, dict):
        for name, part in content.items():
            yield name
            yield from _spoken(part)
    elif isinstance(content, list):
        texts = [part for part in content if isinstance(part, str)]
        yield from ["".join(texts)] if texts and len(texts) == len(content) else []
        for part in content:
            yield from _spoken(part)
    else:
        yield str(content)


def _decoded(text: str) -> Iterator[str]:
    for decode in (base64.b64decode, base64.urlsafe_b64decode):
        try:
            content = decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError):
            continue
        for unpack in (bytes, gzip.decompress, _inflate):
            try:
                yield unpack(content)[:LARGEST].decode("utf-8")
            except (OSError, EOFError, zlib.error, UnicodeDecodeError):
                continue


def _inflate(content: bytes) -> bytes:
    return zlib.decompressobj().decompress(content, LARGEST)
