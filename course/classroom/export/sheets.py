"""What a lesson's widgets become on paper: grids, strips to cut out, lines to place things on, tables to fill in.

Every maker takes what the lesson gave its widget and returns a `Sheet`, or None where paper has nothing to offer. Keys and
feedback are never read into a sheet: each names the fields that it takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from course import data
from course.classroom.export.decksheets import deck_sheet, sentences
from course.classroom.export.wording import plain
from course.model import CONFIDENCE
from course.prose import spoken
from course.quiz import decks, discernment
from course.widgets import activities, bingo, causemap, edits, expert, form, grid, lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.classroom.export.source import Block

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a handout.

    Parameters
    ----------
    kind : str
        Name of the template that draws it.
    title, intro : str
        What stands above it.
    values : dict
        What the template asks for.
    passages : tuple of str
        Paragraphs to put into the reader.
    articles : tuple of str
        Articles to put into the reader as a whole.
    """

    kind: str
    title: str
    intro: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


def make(call: Block, seed: str = "") -> Sheet | None:
    """Make the sheet that stands in for a call of a widget.

    Parameters
    ----------
    call : Block
        A call in a lesson.
    seed : str
        Mixes cards; the same order for the same seed.
    """
    maker = MAKERS.get(call.name)
    return maker(call, seed) if maker else None


def articles() -> list[str]:
    """IDs of the five articles."""
    return [row["article"] for row in data.rows("articles")]


def _cards(call: Block, seed: str) -> Sheet | None:
    deck = decks.find(call.arguments[0])
    table = deck.content.get("table")
    rows = data.rows(table["name"]) if table else None
    found = deck_sheet(deck, decks.cards(deck, rows), seed)
    return Sheet(*found) if found else None


def _grid(title: str, intro: str, rows: list[tuple[str, str]], marks: Any) -> Sheet:  # noqa: ANN401
    legend = "; ".join(f"{m['symbol']} {m['label']}{' + paragraph' if m['cite'] else ''}" for m in marks)
    values = {"rows": rows, "columns": articles(), "legend": legend}
    return Sheet("grid", title, sentences(intro), values, articles=tuple(articles()))


def _matrix(call: Block, _seed: str) -> Sheet:
    rows = data.rows("facts")[: call.options.get("rows")]
    named = [(row["fact"], row["statement"]) for row in rows]
    return _grid("Who states what, and where?", "", named, grid.FACT_MARKS)


def _bingo(_call: Block, _seed: str) -> Sheet:
    named = [(row["omission"], row["item"]) for row in data.rows("omissions")]
    return _grid("Omission bingo", bingo.INTRO, named, bingo.HAS_MARKS)


def _peel(call: Block, _seed: str) -> Sheet:
    article = str(call.arguments[0] if call.arguments else "IND")
    deck = decks.find(activities.PEEL_DECK)
    layers = [(layer["label"], layer.get("hint", "")) for layer in deck.content["layers"]]
    rows = [
        (spoken(row["passage"]), row["gist"], int(row["tokens"] or 0))
        for row in data.rows("passages")
        if row["article"] == article
    ]
    values = {"layers": layers, "rows": rows, "article": article}
    return Sheet("peel", deck.title, sentences(deck.intro), values)


def _compare(call: Block, _seed: str) -> Sheet:
    first = tuple(str(name) for name in call.arguments[:2])
    known = {pair[:2] for pair in activities.PAIRS_TO_TRY}
    pairs = [(first[0], first[1], "")] if len(first) == 2 and first not in known else []
    rows = [
        (label, _wording(left), _wording(right)) for left, right, label in [*pairs, *activities.PAIRS_TO_TRY]
    ]
    return Sheet("compare", "Two texts side by side", "", {"rows": rows})


def _wording(name: str) -> tuple[str, str]:
    """Name and words of an excerpt or of a text upstream."""
    for row in data.rows("upstream"):
        if row["upstream"] == name:
            return f"{row['outlet']}, {row['kind']}", row["text"]
    return spoken(name), excerpts().get(name, "")


def excerpts() -> dict[str, str]:
    """First excerpt of each paragraph that has one: two together could run past what may be quoted."""
    first: dict[str, str] = {}
    for row in data.rows("excerpts"):
        first.setdefault(row["passage"], row["text"].replace("\\$", "$"))
    return first


def _form(spec: Row, rows: int) -> Sheet:
    fields = [
        (part["label"], part["hint"], [option["label"] for option in part.get("options", ())])
        for part in spec["fields"]
    ]
    return Sheet("form", spec["title"], spec["intro"], {"fields": fields, "rows": rows})


def _conflicts(_call: Block, _seed: str) -> Sheet:
    return _form(form._CONFLICT_SPEC, 2)  # noqa: SLF001  (the one place where its words stand)


def _expert(_call: Block, _seed: str) -> Sheet:
    return _form(expert._EXPERT_SPEC, 3)  # noqa: SLF001  (the same)


def _lexicon(_call: Block, _seed: str) -> Sheet:
    words = sorted(row["word"] for row in data.rows("lexicon") if row["list"] == lexicon.LIST)
    return Sheet("words", "Lexicon lab", "", {"words": [w for w in words if w not in lexicon.INSULTS]})


def _quotes(call: Block, _seed: str) -> Sheet:
    known = {row["translation"]: row for row in data.rows("translations")}
    rows = [
        (f"{known[name]['outlet']}, {known[name]['date']}", known[name]["text"])
        for name in call.arguments
        if name in known
    ]
    return Sheet("wordings", "Hold a quotation against its source", edits.RULE, {"rows": rows})


def _window(call: Block, _seed: str) -> Sheet:
    name = str(call.arguments[0] if call.arguments else "KCNA-0613-17")
    rows = data.rows("translations")
    source = next(row for row in rows if row["translation"] == name)
    of = {row["translation"]: row.get("of") for row in rows}
    quoting = tuple(row["passage"] for row in rows if row.get("passage") and of[row["translation"]] == name)
    values = {
        "words": source["text"].split(),
        "about": f"{source['outlet']}, {source['date']}",
        "articles": [spoken(passage) for passage in quoting],
    }
    return Sheet("window", "Set the window", "", values, passages=quoting)


def _ruler(_call: Block, _seed: str) -> Sheet:
    events = [(row["label"], row["date"], row["precision"]) for row in data.rows("interval_events")]
    return Sheet("ruler", "Interval ruler", "", {"events": events})


def _slide(_call: Block, _seed: str) -> Sheet:
    from course.widgets import slide  # noqa: PLC0415  (one lesson needs it)

    values = {
        "falls": slide.PRINTED,
        "total": slide.ARTICLE["total"],
        "exports": slide.EXPORTS,
        "imports": slide.IMPORTS,
        "surplus": slide.SURPLUS,
    }
    return Sheet("worked", "Move the percentages", "", values)


def _causes(_call: Block, _seed: str) -> Sheet:
    cited = data.rows("cause_citations")
    gists = {row["passage"]: row["gist"] for row in data.rows("passages")}
    causes = [
        (
            row["cause"],
            row["label"],
            [(spoken(c["passage"]), gists[c["passage"]]) for c in cited if c["cause"] == row["cause"]],
        )
        for row in data.rows("causes")
    ]
    values = {
        "causes": causes,
        "voices": [(voice["label"], voice["hint"]) for voice in causemap.VOICES],
        "grades": [(grade["label"], grade["hint"]) for grade in causemap.GRADES],
        "roles": [role["label"] for role in causemap.ROLES],
    }
    return Sheet("causes", "Cause map", causemap.INTRO, values)


def _claims(_call: Block, _seed: str) -> Sheet:
    found = discernment.load()
    rows = [(claim.id, spoken(claim.passage), claim.claim) for claim in found.claims]
    wanted = tuple(claim.passage for claim in found.claims)
    return Sheet("claims", found.title, found.intro, {"rows": rows, "sure": list(CONFIDENCE)}, wanted)


def _reader(call: Block, _seed: str) -> Sheet:
    named = [str(name) for name in (*call.arguments[:1], call.options.get("beside")) if name]
    return Sheet("reader", "", articles=tuple(named))


def _calibration(_call: Block, _seed: str) -> Sheet:
    return Sheet("calibration", "How sure were you?", "", {"levels": list(CONFIDENCE)})


def glossary(number: int) -> Sheet:
    """Words and names that a lesson introduces."""
    rows = [
        (row["term"], row.get("hangul") or "", row.get("say") or "", row["plain"])
        for row in data.rows("glossary")
        if row["first_lesson"] is not None and int(row["first_lesson"]) == number
    ]
    return Sheet("glossary", "Words and names", "", {"rows": sorted(rows, key=lambda row: row[0].lower())})


def reader(wanted: set[str], whole: set[str]) -> Sheet:
    """What the course has of the paragraphs that a handout needs: a summary, and an excerpt where there is one.

    Parameters
    ----------
    wanted : set of str
        Single paragraphs.
    whole : set of str
        Articles, of which all paragraphs are shown but the page around them.
    """
    shown = excerpts()
    heads = {row["article"]: (row["outlet"], row["headline"]) for row in data.rows("articles")}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for row in data.rows("passages"):
        around = row["part"] == "furniture" and row["layer"] not in grid.DATE_LAYERS
        if row["passage"] in wanted or (row["article"] in whole and not around):
            line = (spoken(row["passage"]), row["gist"], shown.get(row["passage"], ""))
            groups.setdefault(row["article"], []).append(line)
    listed = [(article, heads[article][0], rows) for article, rows in groups.items()]
    return Sheet("reader", "Reader", "", {"groups": listed})


def mentions(text: str) -> set[str]:
    """Paragraphs that a text names."""
    from course.prose import exists, mentioned  # noqa: PLC0415  (a name of its own here)

    return {pid for pid in mentioned(re.sub(r"<[^>]*>", " ", plain(text))) if exists(pid)}


MAKERS: Final[dict[str, Callable[[Block, str], Sheet | None]]] = {
    "bingo": _bingo,
    "calibration": _calibration,
    "cards": _cards,
    "cause_map": _causes,
    "compare": _compare,
    "compare_quotes": _quotes,
    "conflict_log": _conflicts,
    "discernment": _claims,
    "expert_card": _expert,
    "lexicon": _lexicon,
    "matrix": _matrix,
    "peel": _peel,
    "reader": _reader,
    "ruler": _ruler,
    "slide": _slide,
    "window": _window,
}
"""Functions that lessons call, and what makes a sheet of each."""
