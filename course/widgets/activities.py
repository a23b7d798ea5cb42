"""The activities of lessons 2 to 6: decks of cards, the peeler, texts side by side, trails, and what a learner finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import casefile, data
from course.model import CourseError
from course.quiz import bank, decks
from course.quiz.calibration import summary
from course.widgets.align import aligner_widget
from course.widgets.form import Form
from course.widgets.glossary import glossary_widget
from course.widgets.order_groups import groups_widget
from course.widgets.order_scale import scale_widget
from course.widgets.order_stages import stages_widget
from course.widgets.passage import day
from course.widgets.peel import peeler_widget
from course.widgets.question import questions_widget
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from pathlib import Path

    from course.quiz.calibration import Calibration
    from course.widgets.align import Aligner
    from course.widgets.glossary import Glossary
    from course.widgets.order import Order
    from course.widgets.peel import Peeler
    from course.widgets.question import Questions

PEEL_DECK: Final = "L2.C2"
"""The deck that says what the layers of a page are, and which blocks to ask about."""

PAIRS_TO_TRY: Final = (
    ("BLOG-P02", "AP-LEAD", "a blog and an agency"),
    ("GVS-P05", "BLOG-P02", "two first sentences"),
    ("BLOG-P05", "WSWS-P14", "a blog and a website"),
    ("GVS-P14", "GVS-P43", "two paragraphs of one page"),
)
"""Pairs that `compare` offers, with a word on what they are and none on what they show."""

EXPERT_FIELDS: Final[list[dict[str, Any]]] = [
    {
        "name": "analyst",
        "label": "Analyst",
        "kind": "select",
        "required": True,
        "hint": "Choose one, and keep to the same person for all three searches.",
        "options": [
            {"id": "Glyn Davies", "label": "Glyn Davies (BLOG P12)"},
            {"id": "Leif-Eric Easley", "label": "Leif-Eric Easley (GVS P20)"},
            {"id": "Cheong Seong-chang", "label": "Cheong Seong-chang (GVS P32)"},
            {"id": "Harry Kazianis", "label": "Harry Kazianis (IND P26)"},
            {"id": "Lee Seong-hyon", "label": "Lee Seong-hyon (WSWS P9)"},
        ],
    },
    {
        "name": "search",
        "label": "Search",
        "kind": "select",
        "required": True,
        "hint": "One row for each of the three.",
        "options": [
            {"id": "money", "label": "Who pays for the institution?"},
            {"id": "record", "label": "What has this person said before, and how did it turn out?"},
            {"id": "disagrees", "label": "Which other expert disagrees, and why?"},
        ],
    },
    {
        "name": "found",
        "label": "What you found",
        "kind": "long",
        "required": True,
        "hint": "In your own words. “Nothing found” is a finding too: say where you looked.",
    },
    {
        "name": "source",
        "label": "Where",
        "kind": "text",
        "required": True,
        "hint": "Site, date, address. Not the institution's own page alone.",
    },
    {
        "name": "means",
        "label": "What it tells you",
        "kind": "long",
        "required": False,
        "hint": "Does it change how you read the quotation? What can it not tell you?",
    },
]

_EXPERT_SPEC: Final[dict[str, Any]] = {
    "id": "expert-card",
    "title": "Expert card",
    "intro": "Three searches on one analyst, away from the page that has the quotation. Add a row for each.",
    "noun": ["search", "searches"],
    "caption": "Your expert card",
    "add_label": "Add to the card",
    "fields": EXPERT_FIELDS,
}


def cards(deck_id: str, *, class_file: str | Path | None = None) -> Order:
    """A deck of cards to group, to place on a line or to rate step by step.

    Parameters
    ----------
    deck_id : str
        Such as ``L2.C1``.
    class_file : str or Path, optional
        For cards on a line: a class file (made by ``course class-file``), whose medians are shown after each check.

    Raises
    ------
    CourseError
        If there is no such deck, or the class file cannot be read or does not fit the deck.
    """
    deck, store = decks.find(deck_id), casefile.current()
    if class_file is not None and deck.layout != "scale":
        raise CourseError(
            f"{deck_id} is no deck for a line, so it shows no class. Leave class_file out, or choose another deck."
        )
    passages = passage_views()
    if deck.layout == "groups":
        table = deck.content.get("table")
        return groups_widget(
            deck, passages=passages, table_rows=data.rows(table["name"]) if table else None, store=store
        )
    if deck.layout == "stages":
        return stages_widget(deck, passages=passages, store=store)
    if deck.layout == "scale":
        return scale_widget(
            deck, passages=passages, class_marks=_class_marks(deck_id, class_file), store=store
        )
    raise CourseError(f"{deck_id} belongs to the page peeler: write course.peel('IND') instead.")


def _class_marks(deck_id: str, class_file: str | Path | None) -> dict[str, Any] | None:
    if class_file is None:
        return None
    from course.casefile import classfile  # noqa: PLC0415  (only a class has one)

    marks: dict[str, Any] = classfile.read(class_file)["decks"].get(deck_id, {})
    return marks


def peel(article: str = "IND") -> Peeler:
    """A page in layers: take off what is not the article, and watch how many words are left.

    Parameters
    ----------
    article : str
        BLOG, GVS, IND, WSWS or WP.
    """
    return peeler_widget(
        article,
        deck=decks.find(PEEL_DECK),
        passages=passage_views(layers=True),
        composition=data.rows("composition"),
        quotes=data.rows("quotes"),
        articles_rows=data.rows("articles"),
        store=casefile.current(),
    )


def compare(left: str | None = None, right: str | None = None) -> Aligner:
    """Two texts side by side, with the runs of words that they share.

    Parameters
    ----------
    left, right : str, optional
        Paragraphs such as ``BLOG-P02``, or ``AP-LEAD`` for the first sentence of AP's report. Default: the first of
        the pairs to try.
    """
    return aligner_widget(
        left,
        right,
        passages=passage_views(),
        upstream_rows=data.rows("upstream"),
        runs_rows=data.rows("shared_runs"),
        suggest=PAIRS_TO_TRY,
        store=casefile.current(),
    )


def trail(lesson: str) -> Questions:
    """The way of a claim upstream, one question for each step.

    Parameters
    ----------
    lesson : str
        Folder name of a lesson that has a trail, such as ``03-whose-words``.

    Raises
    ------
    CourseError
        If the lesson has none.
    """
    steps = [question for question in bank.load(lesson) if question.node]
    if not steps:
        raise CourseError(f"Lesson {lesson} has no trail. Lesson 03-whose-words has one.")
    views = passage_views()
    return questions_widget(
        steps,
        id=f"{lesson}/trail",
        title="Go upstream",
        intro="Choose the next step towards the origin. A dead end costs nothing: it tells you why, and you choose again.",
        passages=views,
        start=_start(views[steps[0].evidence[0]]),
        store=casefile.current(),
    )


def swaps(lesson: str) -> Questions:
    """Sentences in which you exchange the loaded words and see what is lost.

    Parameters
    ----------
    lesson : str
        Folder name of a lesson that has such sentences, such as ``07-words-that-push``.

    Raises
    ------
    CourseError
        If the lesson has none.
    """
    items = [question for question in bank.load(lesson) if ".V" in question.id]
    if not items:
        raise CourseError(f"Lesson {lesson} has no words to exchange. Lesson 07-words-that-push has some.")
    return questions_widget(
        items,
        id=f"{lesson}/swap",
        title="Exchange the words",
        intro="Choose other words and read the sentence again. Did a fact that you could check go missing?",
        passages=passage_views(),
        store=casefile.current(),
    )


def _start(view: Any) -> dict[str, str]:  # noqa: ANN401  (a passage view)
    row = next(row for row in data.rows("articles") if row["article"] == view["article"])
    short = view["id"].replace("-P0", " P").replace("-P", " P")
    return {"who": short, "when": day(row.get("published")), "adds": view["gist"]}


def glossary(term: str | None = None) -> Glossary:
    """Words and names of the course, with what they mean and how to say them.

    Parameters
    ----------
    term : str, optional
        A word, a name or another spelling of it, such as ``"DMZ"``. Default: all of them, with a search.
    """
    return glossary_widget(term, rows=data.rows("glossary"))


def expert_card() -> Form:
    """A form for three searches on one analyst, kept in the case file."""
    return Form(dict(_EXPERT_SPEC), store=casefile.current())


def calibration() -> None:
    """Show how well your confidence fits your answers so far: a sentence, a chart and a table."""
    from course import charts  # noqa: PLC0415  (Altair only where a chart is drawn)

    charts.show(charts.calibration(_bins(summary(casefile.current().answers()))))


def _bins(found: Calibration) -> Any:  # noqa: ANN401  (a data frame; pandas is not imported here)
    import pandas as pd  # noqa: PLC0415  (only where a chart is drawn)

    rows = [(b.rating, b.n, b.confidence, b.accuracy) for b in found.bins]
    return pd.DataFrame(rows, columns=["rating", "n", "confidence", "accuracy"]).astype(
        {"accuracy": "float64"}
    )


__all__: Final = ["calibration", "cards", "compare", "expert_card", "glossary", "peel", "swaps", "trail"]
