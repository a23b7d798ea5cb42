"""Make the page: what there is, what is still to come, and the HTML of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jinja2

from course.portfolio import results, writing
from course.portfolio.picture import LEFT, RIGHT, WIDTH, picture
from course.quiz import forecasts

if TYPE_CHECKING:
    from course.casefile.merge import State
    from course.portfolio.writing import Text

_HERE: Final = Path(__file__).parent

ROUNDS: Final = {"first": "After lesson 6", "again": "Lesson 12"}
"""What the portfolio calls the two rounds of judging claims."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the contents.

    Parameters
    ----------
    anchor, label : str
        Where it stands in the page, and its name.
    here : str
        What there is, in words.
    missing : str
        What is still to come and where it is made; empty if nothing is.
    """

    anchor: str
    label: str
    here: str
    missing: str


def contents(state: State) -> list[Part]:
    """List the parts of a portfolio with what is in them and what is still missing.

    Parameters
    ----------
    state : dict
        A case file, as `course.casefile.merge.parse` gives it.
    """
    return [
        *(_job(text) for text in writing.desk(state)),
        _log(state),
        _confidence(state),
        _rounds(state),
        _ledger(state),
        _quizzes(state),
        _texts(state),
    ]


def _job(text: Text) -> Part:
    """A job of the desk: its text, its draft, or where to write it."""
    anchor, words = text.id.lower().replace(".", "-"), count(text.words, "word")
    if text.ready:
        score = f", own score {text.level} of {text.levels}" if text.level else ""
        return Part(anchor, text.title, words + score, "")
    if text.body:
        return Part(
            anchor, text.title, f"a draft of {words}", "still a draft: say at the desk that it is ready"
        )
    return Part(anchor, text.title, "", "still to come, at the desk of lesson 12")


def _log(state: State) -> Part:
    rows = writing.conflicts(state)
    tally = [f"{sum(row.status == name for row in rows)} {name.lower()}" for name in writing.STATUS.values()]
    missing = "" if rows else "no row yet; the log is in every lesson"
    return Part(
        "log", "Conflict log", f"{count(len(rows), 'row')}: {', '.join(tally)}" if rows else "", missing
    )


def _confidence(state: State) -> Part:
    number = results.calibrated(state).n
    missing = "" if number else "no rated answer yet; say how sure you are when you answer"
    return Part("calibration", "Calibration", count(number, "rated answer") if number else "", missing)


def _rounds(state: State) -> Part:
    done = results.rounds(state).tallies
    here = " and ".join(ROUNDS[name].lower() for name in done)
    open_rounds = [label for name, label in ROUNDS.items() if name not in done]
    missing = f"not finished: {' and '.join(open_rounds).lower()}" if open_rounds else ""
    if not done:
        missing = "no round counted yet; the first is in lesson 6, the second in lesson 12"
    return Part("discernment", "Twenty-four claims", here, missing)


def _ledger(state: State) -> Part:
    found = results.ledger(state)
    turned = [*found.scored, *found.untestable] if found else []
    if not found or not turned:
        return Part("forecasts", "Forecast ledger", "", "no card turned yet, in lesson 12")
    score = "" if found.brier is None else f", Brier score {forecasts.rounded(found.brier)}"
    missing = f"{count(found.waiting, 'card')} still to turn" if found.waiting else ""
    return Part("forecasts", "Forecast ledger", f"{count(len(turned), 'card')} turned{score}", missing)


def _quizzes(state: State) -> Part:
    lessons = results.lessons(state)
    begun = [lesson for lesson in lessons if lesson.begun]
    rest = [str(lesson.number) for lesson in lessons if lesson not in begun]
    missing = f"not begun: {'lesson' if len(rest) == 1 else 'lessons'} {', '.join(rest)}" if rest else ""
    return Part("lessons", "Lesson by lesson", count(len(begun), "lesson") if begun else "", missing)


def _texts(state: State) -> Part:
    number = sum(map(len, writing.lessons(state).values()))
    missing = "" if number else "none yet; the last part of each lesson asks for one"
    return Part("texts", "Texts from the lessons", count(number, "text") if number else "", missing)


def count(number: int, noun: str) -> str:
    """Say how many: ``1 word``, ``2 words``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def page(state: State) -> str:
    """Make the whole page.

    Parameters
    ----------
    state : dict
        A case file, as `course.casefile.merge.parse` gives it; an empty one is fine.

    Returns
    -------
    str
        One HTML document without scripts and without addresses to load anything from. The same for the same state.
    """
    found = results.calibrated(state)
    ledger = results.ledger(state)
    return _template().render(
        name=writing.clean(state["name"]),
        code=writing.clean(state["code"]),
        day=_day(state["updated"]),
        parts=contents(state),
        desk=writing.desk(state),
        conflicts=writing.conflicts(state),
        picture=picture(found) if found.n else None,
        frame={"width": WIDTH, "left": LEFT, "right": RIGHT},
        rounds=results.rounds(state),
        round_names=ROUNDS,
        forecasts=[*ledger.scored, *ledger.untestable] if ledger else [],
        score=forecasts.sentence(ledger) if ledger else "",
        lessons=[lesson for lesson in results.lessons(state) if lesson.begun],
        texts=writing.lessons(state),
    )


def _day(moment: Any) -> str:  # noqa: ANN401  (whatever stands in the case file)
    """Write a moment as a day: 22 November 2026."""
    try:
        found = datetime.fromisoformat(str(moment))
    except ValueError:
        return ""
    return f"{found.day} {found:%B %Y}"


@cache
def _template() -> jinja2.Template:
    """Template with every value escaped: whatever a student or a hand-edited file holds is shown as typed."""
    loader = jinja2.FileSystemLoader(_HERE)
    environment = jinja2.Environment(
        autoescape=True, loader=loader, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"count": count, "day_of": _day}
    return environment.get_template("page.html")
