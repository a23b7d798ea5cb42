"""Slides for the room: question, hook, vote, talk, vote again, charts, what held up. No key, no feedback.

One file per lesson with reveal.js inside, so that it opens without a network. Texts and charts are those of the lesson.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from course.classroom.export import drawn, page, sheets, source, views
from course.classroom.export.decksheets import on_screen, paragraph
from course.classroom.export.handouts import OFFLINE, SILENT
from course.model import CONFIDENCE
from course.prose import word_count
from course.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.classroom.export.source import Block, Part

Slide = dict[str, Any]

VOTED: Final = ("H", "P")
"""Sections whose questions are voted on, talked about and voted on again."""

LEAD: Final = 45
"""Longest paragraph, in words, that stands above a quotation."""

SEARCH: Final = "<p><strong>Search task"
HELD: Final = "What held up"


def deck(lesson: str, seed: str = "") -> str:
    """Write the slides of a lesson.

    Parameters
    ----------
    lesson : str
        Folder name, ``06-whose-voice``.
    seed : str
        Mixes the options as in a paper made with the same seed.
    """
    parts = source.read(lesson)
    title = unescape(parts[0].heading)
    return page.render("slides.html.j2", title=title, slides=slides(lesson, parts, seed))


def slides(lesson: str, parts: list[Part], seed: str = "") -> list[Slide]:
    """List the slides of a lesson.

    Parameters
    ----------
    lesson : str
        Folder name.
    parts : list of Part
        From `course.classroom.export.source.read`.
    seed : str
        See `deck`.
    """
    title = unescape(parts[0].heading)
    goals = [block.html for block in parts[0].blocks if block.kind == "list"]
    found: list[Slide] = [{"kind": "title", "head": title, "html": source.driving_question(parts)}]
    found += [{"kind": "page", "head": "By the end you can", "html": goal} for goal in goals[:1]]
    for part in parts[1:]:
        if part.beat == HELD:
            found.append({"kind": "page", "head": HELD, "html": _held(part)})
        elif part.number is not None:
            found += _beat(lesson, part, seed)
    for n, slide in enumerate(found):
        slide["dense"] = word_count(sheets_text(slide)) > 150
        slide["number"] = n
    return found


def sheets_text(slide: Slide) -> str:
    """Words of a slide, to choose the size of its letters."""
    shown = slide.get("view")
    said = [shown.stem, *(text for _, text in shown.options), *shown.items] if shown else []
    return " ".join(
        [re.sub(r"<svg.*?</svg>|<[^>]*>", " ", str(slide.get("html", "")), flags=re.DOTALL), *said]
    )


def _held(part: Part) -> str:
    return "".join(block.html for block in part.blocks if block.kind == "list")


def _beat(lesson: str, part: Part, seed: str) -> Iterator[Slide]:
    head = re.sub(r" \(.*minutes.*\)$", "", unescape(part.heading))
    held: list[Block] = []
    asks = [n for n, b in enumerate(part.blocks) if b.kind == "call" and b.name in {"ask", "quiz", "write"}]
    for n, block in enumerate(part.blocks):
        if block.kind == "details":
            if block.name.startswith(OFFLINE):
                return
        elif block.kind == "chart":
            if not asks or n < asks[-1]:
                yield _chart(block, head, f"c{part.number}-{n}-{len(part.heading)}")
        elif block.kind == "call" and block.name not in SILENT:
            yield from _before(held, head)
            for slide in _called(lesson, block, head, seed):
                yield slide if slide["kind"] != "work" else {**slide, "html": _task(held)}
            held = []
        else:
            held.append(block)
    yield from (slide for slide in _before(held, head) if SEARCH in slide["html"])


def _chart(block: Block, head: str, key: str) -> Slide:
    return {"kind": "chart", "head": head, "html": drawn.figure(block, key, caption=False)}


def _before(held: list[Block], head: str) -> Iterator[Slide]:
    """What stands before a question: quotations with their lead, a table, a search task."""
    quotes = [n for n, block in enumerate(held) if block.kind == "quote"]
    if quotes:
        lead = held[quotes[0] - 1] if quotes[0] else None
        words = lead.html if lead and lead.kind == "paragraph" and _short(lead) else ""
        yield {"kind": "page", "head": head, "html": words + "".join(held[n].html for n in quotes)}
    for n, block in enumerate(held):
        if block.kind == "table" and not on_screen(block.html):
            lead = held[n - 1] if n else None
            words = lead.html if lead and lead.kind == "paragraph" and _short(lead) else ""
            yield {"kind": "page", "head": head, "html": words + block.html}
        elif block.html.startswith(SEARCH):
            yield {"kind": "page", "head": head, "html": paragraph(block.html)}


def _task(held: list[Block]) -> str:
    """What the lesson says before a task, for a sheet that says nothing itself."""
    said = [paragraph(block.html) for block in held if block.kind == "paragraph" and _short(block)]
    return said[0] if said else ""


def _short(block: Block) -> bool:
    return word_count(re.sub(r"<[^>]*>", " ", block.html)) <= LEAD and not on_screen(block.html)


def _called(lesson: str, call: Block, head: str, seed: str) -> Iterator[Slide]:
    if call.name in {"ask", "write"}:
        yield _question(str(call.arguments[0]), head, seed)
    elif call.name == "quiz":
        count = sum(1 for item in bank.load(lesson) if ".Q" in item.id)
        yield {"kind": "task", "head": head, "count": count, "sure": list(CONFIDENCE), "html": ""}
    elif call.name in {"trail", "swaps"}:
        letter = {"trail": ".U", "swaps": ".V"}[call.name]
        items = [item for item in bank.load(lesson) if letter in item.id]
        yield from (_question(item.id, head, seed) for item in items)
    elif call.name not in {"reader", "conflict_log", "calibration"}:
        sheet = sheets.make(call, seed)
        if sheet is not None:
            yield {"kind": "work", "head": head, "title": sheet.title, "text": sheet.intro, "html": ""}


def _question(qid: str, head: str, seed: str) -> Slide:
    item = bank.question(qid)
    letter = qid.split(".")[1][0]
    vote = letter in VOTED and item.kind.value == "single"
    return {"kind": "question", "head": head, "view": views.view(item, seed), "vote": vote, "html": ""}
