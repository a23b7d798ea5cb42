"""No file of the project holds more than 25 consecutive words of an article, in whatever disguise.

The search reads every file that is tracked or could be (not ignored), also notebooks and JSON with their strings
decoded, CSV cell by cell, and everything with escapes undone and markup taken out.
"""

import csv
import html
import io
import json
import os
import re
import subprocess
from itertools import zip_longest
from pathlib import Path

import pytest

from course.text import words

ROOT = Path(__file__).parents[2]
MOST = 25
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtvf]))")
_TAG = re.compile(r"<[^<>]*>")
_LINE_START = re.compile(r"^[ \t]*(?:[>#*|+-]|//|\d+[.)])+[ \t]", re.MULTILINE)
_LINK = re.compile(r"\]\([^)\s]*\)")
_SKIPPED = {".venv", ".git", "node_modules", "__pycache__", "texts"}


def shingles(text):
    """Return every group of one word more than may stand together."""
    found = words.words(text)
    return {tuple(found[i : i + MOST + 1]) for i in range(len(found) - MOST)}


def files():
    """Yield what is in the tree and not ignored."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [str(Path(folder, name)) for folder, _, names in _walk() for name in names]
    yield from (path for name in sorted(filter(None, listed)) if (path := ROOT / name).is_file())


def _walk():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in _SKIPPED]
        yield folder, folders, names


def readings(name, raw):
    """Yield the text of a file in each way in which words could be read from it."""
    text = raw.decode("utf-8", errors="replace")
    yield plain(text)
    if name.endswith((".json", ".ipynb", ".geojson")):
        yield plain(" ".join(strings(text)))
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(text)))
        yield plain(" ".join(cell for row in rows for cell in row))
        for column in zip_longest(
            *rows, fillvalue=""
        ):  # excerpts of neighbouring paragraphs stand in one column
            yield plain(" ".join(column))


def plain(text):
    """Undo escapes and take out markup."""
    unescaped = _ESCAPE.sub(lambda m: " " if m[3] else chr(int(m[1] or m[2], 16)), text)
    return _TAG.sub(" ", html.unescape(_LINK.sub(" ", _LINE_START.sub(" ", unescaped))))


def strings(text):
    """Return the strings of a JSON document, in its order."""
    found = []

    def walk(value):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list | dict):
            for item in value.values() if isinstance(value, dict) else value:
                walk(item)

    try:
        walk(json.loads(text))
    except ValueError:
        return []
    return found


def copied(name, raw, forbidden):
    """Return the first forbidden group of words in a file, as text, or nothing."""
    if b"\0" in raw[:4096]:
        return ""
    for text in readings(name, raw):
        shared = shingles(text) & forbidden
        if shared:
            return " ".join(min(shared)[:8])
    return ""


@pytest.mark.texts
def test_no_file_holds_more_than_25_words_of_an_article(article_texts):
    forbidden = set()
    for passages in article_texts.values():
        forbidden |= shingles("\n".join(passage.text for passage in passages))
    found = {str(path.relative_to(ROOT)): copied(path.name, path.read_bytes(), forbidden) for path in files()}
    assert len(found) > 20
    assert {name: start for name, start in found.items() if start} == {}


def test_the_test_before_and_after_is_read_too():
    read = {str(path.relative_to(ROOT)) for path in files()}
    assert {f"lessons/test-forms/{name}" for name in ("form-a.yaml", "form-b.yaml")} <= read


SENTENCE = (
    "On the morning of the fair the baker’s daughter carried nine loaves across the square, gave seven of them away, "
    "and asked the “kindest” man there to eat the last two with her."
)


def disguise(kind):
    """Return SENTENCE as it could hide in a file of some kind."""
    parts = SENTENCE.split()
    lines = [" ".join(parts[i : i + 7]) for i in range(0, len(parts), 7)]
    return {
        "plain.txt": SENTENCE,
        "wrapped.md": "\n> ".join(["", *lines]),
        "list.md": "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1)),
        "bold.md": SENTENCE.replace("seven", "**seven**").replace("square", "[square](http://a.example/b-c)"),
        "comment.py": "\n".join(f"# {line}" for line in lines),
        "strings.py": "\n".join(f'    "{line} "' for line in lines),
        "escaped.js": json.dumps("\n".join(lines)),
        "page.html": "<p>" + " ".join(f"<b class='x'>{html.escape(word)}</b>" for word in parts) + "</p>",
        "entities.html": SENTENCE.replace("’", "&rsquo;").replace("“", "&ldquo;").replace(" ", "&nbsp;"),
        "table.csv": "id,text\n" + "\n".join(f'"{line}"' for line in lines),
        "data.json": json.dumps({"x": SENTENCE}),
        "split.json": json.dumps({"source": [line + "\n" for line in lines]}, indent=1),
        "book.ipynb": json.dumps({"cells": [{"outputs": [{"text": [f"{line}\n" for line in lines]}]}]}),
        "drawing.svg": "".join(f"<tspan x='{n}'>{word}</tspan>" for n, word in enumerate(parts)),
    }[kind]


KINDS = [
    "plain.txt",
    "wrapped.md",
    "list.md",
    "bold.md",
    "comment.py",
    "strings.py",
    "escaped.js",
    "page.html",
    "entities.html",
    "table.csv",
    "data.json",
    "split.json",
    "book.ipynb",
    "drawing.svg",
]


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_sees_through(kind):
    forbidden = shingles(SENTENCE)
    assert copied(
        kind,
        f"Before. {disguise(kind)}\nAfter.".encode() if kind[-2:] == "md" else disguise(kind).encode(),
        forbidden,
    )


def test_25_words_are_allowed():
    few = " ".join(words.words(SENTENCE)[:MOST])
    assert not copied("a.txt", few.encode(), shingles(SENTENCE))
    assert copied("a.txt", f"{few} {words.words(SENTENCE)[MOST]}".encode(), shingles(SENTENCE))


def test_pictures_are_passed_over():
    assert not copied("a.png", b"\x89PNG\0" + SENTENCE.encode(), shingles(SENTENCE))
