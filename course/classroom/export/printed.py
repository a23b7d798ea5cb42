"""A paper to print, and its key on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.classroom.export import page, views
from course.classroom.export.papers import SURE

if TYPE_CHECKING:
    from course.classroom.export.papers import Paper
    from course.model import Question


def paper_page(paper: Paper, seed: str = "", *, large: bool = False, confidence: bool = False) -> str:
    """Write the paper that students get: nothing in it tells an answer.

    Parameters
    ----------
    paper : Paper
        What to print.
    seed : str
        Mixes the options the same way each time; empty for the order of the bank.
    large : bool
        Whether to use large print.
    confidence : bool
        Whether to ask how sure a student is.
    """
    shown = [views.view(question, seed, confidence=confidence) for question in _questions(paper)]
    return page.render(
        "paper.html.j2",
        title=paper.title,
        intro=paper.intro,
        readings=paper.readings,
        questions=shown,
        large=large,
        seed=seed,
    )


def key_page(paper: Paper, seed: str = "", *, large: bool = False) -> str:
    """Write the key to a paper made with the same seed."""
    keys = [views.key(question, seed) for question in _questions(paper)]
    return page.render("key.html.j2", title=paper.title, keys=keys, large=large, seed=seed)


def losses(_paper: Paper) -> list[str]:
    """Nothing is lost on paper."""
    return []


def _questions(paper: Paper) -> list[Question]:
    """Questions without those about confidence, which paper asks in one line."""
    return [question for question in paper.questions if not question.id.endswith(SURE)]
