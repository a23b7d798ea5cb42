"""The code of cells: folded above what it shows, with few colours."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import Any, Final

from pygments.lexers import PythonLexer  # type: ignore[import-untyped]
from pygments.token import Token  # type: ignore[import-untyped]

_CALL: Final = re.compile(
    r"\s*(?:import course|course\.(?!charts|load|show|reconcile|quote_edits)\w+\([^\n]*\))\s*"
)
_COLOURS: Final = (
    (Token.Comment, "c"),
    (Token.Keyword, "k"),
    (Token.Operator.Word, "k"),
    (Token.Literal.String, "s"),
    (Token.Literal.Number, "m"),
)
"""Kinds of tokens and the classes of the style sheet."""


def cell(source: str, shown: str, *, is_asked: bool = False) -> str:
    """What a cell shows, with its code folded above; calls that only open a front-end say nothing to readers.

    The code stands open where the text asks about it, and where its answer is a line of Python that says little alone.
    """
    if all(_CALL.fullmatch(line) for line in source.splitlines() if line.strip()):
        return f'<div class="cell">{shown}</div>' if shown else ""
    is_open = " open" if is_asked or shown.startswith('<pre class="said">') else ""
    folded = f'<details class="code"{is_open}><summary>Code</summary>{coloured(source)}</details>'
    return f'<div class="cell">{folded}\n{shown}</div>'


def coloured(source: str) -> str:
    """Python as HTML with the classes of the style sheet; what has no colour has no element, so that pages stay light."""
    parts = []
    for kind, tokens in groupby(PythonLexer().get_tokens(source), lambda token: _colour(token[0])):
        text = escape("".join(text for _, text in tokens), quote=False)
        parts.append(f'<span class="{kind}">{text}</span>' if kind else text)
    return f'<pre class="source" tabindex="0"><code>{"".join(parts)}</code></pre>'


def _colour(token: Any) -> str:  # noqa: ANN401  (Pygments is not typed)
    return next((name for kind, name in _COLOURS if token in kind), "")
