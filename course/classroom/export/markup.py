"""XML for the outlets: elements built by nesting, written the same byte for byte each time."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every file in a package: the earliest that a zip knows, so that equal content gives an equal file."""


def node(tag: str, *children: ET.Element | str, **attributes: str) -> ET.Element:
    """Build an element.

    Parameters
    ----------
    tag : str
        Its name.
    *children : Element or str
        What it holds; a string is its text.
    **attributes : str
        Its attributes.
    """
    element = ET.Element(tag, attributes)
    for child in children:
        if isinstance(child, str):
            element.text = (element.text or "") + child
        else:
            element.append(child)
    return element


def document(root: ET.Element) -> str:
    """Write a document with its declaration, indented."""
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def number(*parts: str) -> str:
    """Make an identifier of nine digits that depends on the parts only."""
    digest = hashlib.sha256("|".join(parts).encode()).digest()
    return str(100_000_000 + int.from_bytes(digest[:8], "big") % 900_000_000)


def package(files: Mapping[str, str]) -> bytes:
    """Pack files into a zip that is the same for the same content."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode("utf8"))
    return held.getvalue()
