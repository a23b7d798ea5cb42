"""What lessons say about notebooks, put for readers of web pages."""

from __future__ import annotations

import re
from typing import Final

WHERE: Final = "site/wording.py"

HOW_A_PAGE_WORKS: Final = """## Two minutes: how this page works

This is the **reader edition** of the course: web pages that need no programming and nothing installed. Questions, cards and charts work right here, also without a network.

1. Read from top to bottom. Answer when you are asked, then press **Check**. You are told at once what is right and why.
2. What you answer and write is kept in this browser, in your case file (see below).
3. Each lesson is a **notebook** too: a page in which you can change the code behind the tables and charts. Here the code waits under **Code**. [How to open the notebooks](../about.html#Notebooks)
4. Exercises are checked in the notebooks. You put your answer where you see three dots, `...`. As long as the dots stand there, the check says that you have not tried it yet.

Prefer the keyboard? **Tab** goes from control to control, the arrow keys choose an answer, **Space** or **Enter** presses a button.
"""

EXCHANGED: Final[tuple[tuple[str, str], ...]] = (
    (r"## Two minutes: how this page works\n.*?(?=\n## |\Z)", HOW_A_PAGE_WORKS),
    (r" ?[^.\n]*\*\*Run ▸ Run All Cells\*\*[^.\n]*\.", ""),
    (r"So this notebook asks", "So this page asks"),
    (r' If you see the words "model not found"[^\n]*again\.', ""),
    (
        r"goes into one file: your \*\*case file\*\*\. It stays where [^.]*\.",
        "is kept in this browser: your **case file**.",
    ),
    (r", or write `course\.glossary\(\"DMZ\"\)` in a cell to see one word:", ":"),
    (r"\b([Ll])eave the notebook\b", r"\1eave the page"),
    (
        r"Your teacher has one more test, like the one at the start\. It is not in this notebook\.",
        "Do you take this course in a class? Then your teacher has one more test, like the one at the start.",
    ),
    (r" Then run all cells again and go on below\.", " Then go on below."),
    (r" If your teacher has added lawful copies, you see the full text instead\.", ""),
    (r"(in a line of code, and run it) \|", r"\1 (in the notebooks) |"),
    (r"\n\*\*Next:\*\* \[Lesson 1 [^\n]*", ""),  # the page ends with the same link
    (
        r"\*Short of time\? Do the first eight facts only:[^\n]*",
        "*Short of time? Do the first eight facts only.*",
    ),
    (
        r"\n?\*\*Exercise:\*\* (\[[^\n]*?\]\([^\n]*?\)) · \*\*Save your work:\*\*",
        r"**Exercise:** \1 · **Save your work:**",
    ),
)
"""Patterns in a lesson's prose and what stands in their place. Each must occur in some lesson: a test says so."""


IN_FRONT_ENDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "The full articles belong to their publishers: add your own copy with `course texts add`.",
        "The full articles belong to their publishers. The notebooks show them to readers who hold copies of their own.",
    ),
    (" Add your own copy with ${ALIGN_HOW} to see them.", ""),
    (
        "To see the full paragraphs, add your own copies with ${ALIGN_HOW}.",
        "The notebooks show the full paragraphs to readers who hold copies of their own.",
    ),
)
"""Sentences of front-ends that ask for a command, which readers of web pages do not have, and what stands in their place."""


IN_EXERCISES: Final[tuple[tuple[str, str], ...]] = (
    (
        r"\*\*How it works\.\*\*[^\n]*",
        (
            "**How it works.** In the notebook you put your answer where you see `...`, and a check tells you at once what "
            "is right and what to look at next. Here you can work it out on paper. Stuck? Open the hints below each part."
        ),
    ),
)
"""The same for exercises, where nothing runs on the page."""


def in_front_end(module: str) -> str:
    """Put what a front-end says for readers.

    Parameters
    ----------
    module : str
        Text of an ES module, or of a part of one.

    Returns
    -------
    str
        The same module; only its sentences differ.
    """
    for sentence, words in IN_FRONT_ENDS:
        module = module.replace(sentence, words)
    return module


def for_readers(text: str, patterns: tuple[tuple[str, str], ...] = EXCHANGED) -> str:
    """Put the prose of one cell for readers.

    Parameters
    ----------
    text : str
        Markdown as authors write it.
    patterns : tuple of (str, str), optional
        `EXCHANGED` for lessons, `IN_EXERCISES` for exercises.

    Returns
    -------
    str
        The same with everything that only holds in a notebook exchanged.
    """
    for pattern, words in patterns:
        text = re.sub(pattern, words, text, flags=re.DOTALL)
    return text
