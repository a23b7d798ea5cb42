"""One printable page per lesson for a room without computers: what the widgets do, on paper, without any answer."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from course.classroom.export import drawn, page, sheets, source, views
from course.classroom.export.decksheets import on_screen, paragraph
from course.prose import word_count
from course.quiz import bank, review

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.classroom.export.sheets import Sheet
    from course.classroom.export.source import Block, Part
    from course.model import Question

ENDS: Final = ("What held up", "Words and names")
"""Headings that a handout leaves out: the one tells results, the other becomes a sheet."""

SILENT: Final = frozenset(
    {"case_file", "checked_on", "progress", "longest_run", "quote_edits", "reconcile", "load", "portfolio"}
)
"""Calls that leave nothing on paper."""

BRIDGE: Final = 30
"""Longest paragraph, in words, that may stand between two questions: longer ones often tell what came out."""

OFFLINE: Final = "No internet?"


@dataclass(slots=True)
class Draft:
    """A handout in the making.

    Parameters
    ----------
    lesson, seed : str
        What it is of; what mixes the cards.
    flow : list of dict
        What students read and answer, in order.
    later : list of dict
        What is given out after the prediction.
    offline : list of dict
        The card for a room without network.
    sheets : list of Sheet
        In the order in which the flow points to them.
    held_back : set of int
        Numbers of the sheets that belong to what is given out later.
    wanted, whole : set of str
        Paragraphs and articles for the reader.
    screen_only : list of str
        Calls for which there is nothing on paper.
    """

    lesson: str
    seed: str
    flow: list[dict[str, Any]] = field(default_factory=list)
    later: list[dict[str, Any]] = field(default_factory=list)
    offline: list[dict[str, Any]] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    held_back: set[int] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    screen_only: list[str] = field(default_factory=list)
    pictures: int = 0


def handout(lesson: str, seed: str = "", *, large: bool = False) -> tuple[str, str]:
    """Write the handout of a lesson, and apart from it the pages to give out later.

    Parameters
    ----------
    lesson : str
        Folder name, ``06-whose-voice``.
    seed : str
        Mixes cards and options the same way each time.
    large : bool
        Whether to use large print.

    Returns
    -------
    tuple of (str, str)
        Two pages that need nothing else. The first holds no answer of any kind; the second has the charts of the data
        beat, which show what a grid or a deck came to, and the offline card. It is empty where there is neither.
    """
    parts = source.read(lesson)
    return pages(parts, drafted(lesson, parts, seed), large=large)


def pages(parts: list[Part], draft: Draft, *, large: bool = False) -> tuple[str, str]:
    """Write both pages of a draft; see `handout`."""
    lists = [block.html for block in parts[0].blocks if block.kind == "list"]
    head = {
        "title": unescape(parts[0].heading),
        "draft": draft,
        "large": large,
        "letters": string.ascii_uppercase,
    }
    first = page.render(
        "handout.html.j2",
        **head,
        question=source.driving_question(parts),
        objectives=lists[0] if lists else "",
        reader=sheets.reader(draft.wanted, draft.whole),
        glossary=sheets.glossary(int(draft.lesson[:2])),
    )
    later = page.render("later.html.j2", **head) if draft.later or draft.offline else ""
    return first, later


def drafted(lesson: str, parts: list[Part], seed: str = "") -> Draft:
    """Sort what a lesson holds into flow, sheets, and what is given out later."""
    draft = Draft(lesson, seed)
    data_beats = {part.beat for part in parts if _letter(_first_ask(part)) == "D" and part.level == 2}
    for part in parts[1:]:
        if part.heading in ENDS or part.beat in ENDS:
            continue
        _part(draft, part, is_data=part.beat in data_beats)
    return draft


def _first_ask(part: Part) -> str:
    calls = [block for block in part.blocks if block.kind == "call" and block.name not in SILENT]
    return str(calls[0].arguments[0]) if calls and calls[0].name == "ask" else ""


def _letter(qid: str) -> str:
    found = re.match(r"L\d+\.([A-Z])", qid)
    return found[1] if found else ""


def _part(draft: Draft, part: Part, *, is_data: bool) -> None:
    after = is_data and part.level == 3
    place = draft.later if after else draft.flow
    heading = {"kind": "heading", "html": re.sub(r" \(.*minutes.*\)$", "", part.heading), "level": part.level}
    place.append(heading)
    asked = False
    asks = [n for n, block in enumerate(part.blocks) if block.kind == "call" and block.name in _QUESTIONS]
    for n, block in enumerate(part.blocks):
        ahead = [following.kind for following in part.blocks[n + 1 : n + 3]]
        if block.kind == "call":
            _call(draft, block, place)
            asked = True
            place = draft.later if is_data else place
        elif block.kind == "details":
            _details(draft, block, place)
            place = draft.offline
        # What comes after the last question of a data beat is to be changed on a screen.
        elif not (is_data and asks and n > asks[-1]):
            _other(draft, block, place, asked=asked, ahead=ahead)
    for held in (draft.flow, draft.later):
        while held and held[-1]["kind"] == "heading" and held[-1]["html"] == heading["html"]:
            held.pop()


def _details(draft: Draft, block: Block, place: list[dict[str, Any]]) -> None:
    if block.name.startswith(OFFLINE):
        draft.offline.append({"kind": "html", "html": block.html})
        return
    place.append({"kind": "boxed", "text": block.name})


def _other(draft: Draft, block: Block, place: list[dict[str, Any]], *, asked: bool, ahead: list[str]) -> None:
    if block.kind == "chart":
        draft.pictures += 1
        place.append({"kind": "html", "html": drawn.figure(block, f"c{draft.pictures}")})
    elif block.kind == "frame":
        _put(place, drawn.table(block))
    elif block.kind == "quote" or _kept(block, place is draft.later, asked=asked, ahead=ahead):
        draft.wanted |= sheets.mentions(block.html) if block.kind == "quote" else set()
        cut = block.kind == "paragraph" and on_screen(block.html)
        _put(place, paragraph(block.html) if cut else block.html)


def _put(place: list[dict[str, Any]], html: str) -> None:
    if html:
        place.append({"kind": "html", "html": html})


def _kept(block: Block, later: bool, *, asked: bool, ahead: list[str]) -> bool:  # noqa: FBT001
    """Whether prose goes to paper: what leads up to a question does, what tells its outcome does not."""
    if block.kind != "paragraph" and on_screen(block.html):
        return False
    if not asked or (later and block.html.startswith("<p><strong>Read.</strong>")):
        return True
    if block.kind == "table":
        return not later and ahead[:1] == ["call"]
    leads = ahead[:1] in (["call"], ["quote"]) or ahead == ["table", "call"]
    short = word_count(re.sub(r"<[^>]*>", " ", block.html)) <= BRIDGE
    return not later and block.kind == "paragraph" and short and leads


def _call(draft: Draft, block: Block, place: list[dict[str, Any]]) -> None:
    if block.name in SILENT or block.name == "glossary":
        return
    if block.name in _QUESTIONS:
        _questions(draft, _QUESTIONS[block.name](draft, block), place)
        return
    sheet = sheets.make(block, draft.seed)
    if sheet is None:
        draft.screen_only.append(block.name)
        return
    draft.wanted |= set(sheet.passages)
    draft.whole |= set(sheet.articles)
    if sheet.kind != "reader":
        if place is draft.later:
            draft.held_back.add(len(draft.sheets))
        draft.sheets.append(sheet)
        place.append({"kind": "pointer", "number": len(draft.sheets) - 1, "text": sheet.title})


def _questions(draft: Draft, items: list[Question], place: list[dict[str, Any]]) -> None:
    for item in items:
        draft.wanted |= set(item.evidence) | sheets.mentions(item.stem)
        place.append({"kind": "question", "view": views.view(item, draft.seed)})
        if item.node:
            place.append({"kind": "node", "id": item.id})


def _one(_draft: Draft, block: Block) -> list[Question]:
    return [bank.question(str(block.arguments[0]))]


def _recall(draft: Draft, _block: Block) -> list[Question]:
    chosen = review.deck(int(draft.lesson[:2]), {}, bank.all_questions())
    return [bank.question(qid) for qid in chosen]


def _of(letter: str) -> Callable[[Draft, Block], list[Question]]:
    def found(draft: Draft, _block: Block) -> list[Question]:
        return [item for item in bank.load(draft.lesson) if _letter(item.id) == letter]

    return found


_QUESTIONS: Final[dict[str, Callable[[Draft, Block], list[Question]]]] = {
    "ask": _one,
    "write": _one,
    "recall": _recall,
    "quiz": _of("Q"),
    "trail": _of("U"),
    "swaps": _of("V"),
    "desk": _of("W"),
}
