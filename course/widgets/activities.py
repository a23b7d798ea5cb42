"""The activities of single lessons: the peeler, texts side by side, trails, exchanged words, the lexicon lab, the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course import casefile, data
from course.model import CourseError
from course.quiz import bank, decks
from course.widgets.align import aligner_widget
from course.widgets.edits import edits_widget
from course.widgets.glossary import glossary_widget
from course.widgets.lexicon import lexicon_widget
from course.widgets.passage import day
from course.widgets.peel import peeler_widget
from course.widgets.question import questions_widget
from course.widgets.ruler import ruler_widget
from course.widgets.slide import slide_widget
from course.widgets.views import passage_views
from course.widgets.window import window_widget

if TYPE_CHECKING:
    from course.widgets.align import Aligner
    from course.widgets.edits import Edits
    from course.widgets.glossary import Glossary
    from course.widgets.lexicon import Lexicon
    from course.widgets.peel import Peeler
    from course.widgets.question import Questions
    from course.widgets.ruler import Ruler
    from course.widgets.slide import Slide
    from course.widgets.window import Window

PEEL_DECK: Final = "L2.C2"
"""The deck that says what the layers of a page are, and which blocks to ask about."""

PAIRS_TO_TRY: Final = (
    ("BLOG-P02", "AP-LEAD", "a blog and an agency"),
    ("GVS-P05", "BLOG-P02", "two first sentences"),
    ("BLOG-P05", "WSWS-P14", "a blog and a website"),
    ("GVS-P14", "GVS-P43", "two paragraphs of one page"),
)
"""Pairs that `compare` offers, with a word on what they are and none on what they show."""


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


def compare_quotes(source: str | None = None, printed: str | None = None) -> Edits:
    """Two quotations word by word: what was put in, left out or changed between the quotation marks.

    Parameters
    ----------
    source, printed : str, optional
        IDs of the table ``translations``, such as ``KCNA-0613-a`` and ``WP-P05``.
    """
    return edits_widget(
        printed,
        source,
        rows=data.rows("translations"),
        passages=passage_views(),
        store=casefile.current(),
    )


def window(source: str = "KCNA-0613-17") -> Window:
    """One sentence of a source, and a window over it, set to what each article let its readers see.

    Parameters
    ----------
    source : str
        ID of the table ``translations``.
    """
    return window_widget(
        source, rows=data.rows("translations"), passages=passage_views(), store=casefile.current()
    )


def ruler() -> Ruler:
    """Measure the days between two events."""
    return ruler_widget(rows=data.rows("interval_events"), passages=passage_views(), store=casefile.current())


def slide() -> Slide:
    """The number explorer: move two percentages, and see which trade of 2019 they need."""
    return slide_widget(store=casefile.current())


def lexicon() -> Lexicon:
    """The lexicon lab: change a list of loaded words, and watch the five articles change places."""
    return lexicon_widget(
        lexicon_rows=data.rows("lexicon"),
        counts_rows=data.rows("word_counts"),
        articles_rows=data.rows("articles"),
        quotes_rows=data.rows("quotes"),
        store=casefile.current(),
    )


def glossary(term: str | None = None) -> Glossary:
    """Words and names of the course, with what they mean and how to say them.

    Parameters
    ----------
    term : str, optional
        A word, a name or another spelling of it, such as ``"DMZ"``. Default: all of them, with a search.
    """
    return glossary_widget(term, rows=data.rows("glossary"))


__all__: Final = [
    "compare",
    "compare_quotes",
    "glossary",
    "lexicon",
    "peel",
    "ruler",
    "slide",
    "swaps",
    "trail",
    "window",
]
