"""Section: which options students chose first, and which options do no work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from course.classroom.report import partition
from course.classroom.report.stuck import HIDDEN
from course.classroom.report.view import Lines, Section, Table
from course.statistics.distractors import ENOUGH, SUSPECT, Distractor, distractors
from course.statistics.wording import count

if TYPE_CHECKING:
    from course.classroom.report.record import Record

SURE: Final = 15
"""First answers from which on an option is flagged: the best third of fewer is four students or less."""

SHORT: Final = 70
"""Characters of a question or an option that are shown."""

ABOUT: Final = (
    "options",
    "Which options students chose",
    "What students chose at their first try in each single-choice question; the sign ✓ marks the right option.",
    "Where an option is flagged as “key suspect”, read the item again before you blame the students; a popular wrong option is a lesson to teach.",
)


def analysed(record: Record) -> tuple[Distractor, ...]:
    """Count the options of every single choice that anybody answered, lesson by lesson.

    Parameters
    ----------
    record : Record
        The class.
    """
    first = record.first_tries
    single = first[[bool(record.options(item)) for item in first["item"]]]
    if single.empty:
        return ()
    rows = pd.DataFrame({"student": single["student"], "form": single["lesson"].astype(str), "item": single["item"],
                         "correct": single["correct"], "response": single["response"]})  # fmt: skip
    listed = {item: [name for name, _ in record.options(item)] for item in rows["item"].unique()}
    lessons = sorted(rows["form"].unique(), key=int)
    keys = {(item, name) for item in listed for name, right in record.options(item) if right}
    found = (one for form in lessons for one in distractors(rows, form, listed))
    # The right option is known from the bank: where nobody chose it, the answers alone do not tell.
    return tuple(
        replace(one, key=True, flag="") if (one.item, one.response) in keys else one for one in found
    )


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether small counts are hidden.
    """
    found = analysed(record)
    if not found:
        return Section(
            *ABOUT, missing="no case file with answers to questions yet: collect case files and grade them"
        )
    lessons: dict[str, list[tuple[str, ...]]] = {}
    counts = partition.choices(record)
    for item in dict.fromkeys(one.item for one in found):
        mine = [one for one in found if one.item == item]
        row = _shared_row(counts[item], mine) if shared else _row(mine)
        lessons.setdefault(item.split(".")[0].removeprefix("L"), []).append(
            (f"{item} {short(record.questions[item].stem)}", *row)
        )
    columns = ("Question", "Chosen by", "No answer" if shared else "n")
    tables = tuple(
        Table(f"Lesson {name}", columns, tuple(rows), words=(1,), folded=len(lessons) > 1)
        for name, rows in lessons.items()
    )
    flagged = () if shared else (_flags(record, found),)
    here = count(len({one.item for one in found}), "question")
    return Section(*ABOUT, here=here, parts=(*flagged, *tables), warnings=_warnings(record, shared=shared))


def short(text: str) -> str:
    """The first words of a text, to know it by.

    Parameters
    ----------
    text : str
        A question or an option.
    """
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rsplit(' ', 1)[0]} …"


def _row(mine: list[Distractor]) -> tuple[str, ...]:
    told = [f"{one.response}{' ✓' if one.key else ''} {round(one.share * one.n)}" for one in mine]
    return " · ".join(told), str(mine[0].n)


def _shared_row(counts: partition.Counts, mine: list[Distractor]) -> tuple[str, ...]:
    row = counts.protected
    keys = set(counts.right)
    told = [
        f"{one.response}{' ✓' if one.response in keys else ''} {row.shown.get(one.response, HIDDEN)}"
        for one in mine
    ]
    none = row.shown.get(partition.NONE)
    return " · ".join(told), HIDDEN if none is None else str(none)


def _flags(record: Record, found: tuple[Distractor, ...]) -> Lines:
    texts = {
        (item, option.id): option.text
        for item in {one.item for one in found}
        for option in record.questions[item].options
    }
    suspects = [
        f"{one.item}, option {one.response} (“{short(texts[one.item, one.response])}”): {SUSPECT}. {100 * one.share:.0f} % of {one.n} "
        "chose it, and the best third prefers it to the key."
        for one in found
        if one.flag == SUSPECT and one.n >= SURE
    ]
    idle = [f"{one.item} {one.response}" for one in found if one.flag and one.flag != SUSPECT]
    if idle:
        suspects.append(f"Hardly anybody chose (under 5 % of at least {ENOUGH}): {', '.join(idle)}.")
    return Lines(tuple(suspects) or ("No option needs a second look.",))


def _warnings(record: Record, *, shared: bool) -> tuple[str, ...]:
    told = ["Only the first try counts: later ones follow the feedback."]
    if not shared and len(record.students) < 2 * SURE:
        told.append(f"Under {SURE} answers no option is flagged: a third of them says too little.")
    if len(record.students) < ENOUGH:
        told.append(f"Under {ENOUGH} answers, an option that nobody chose says nothing about the option.")
    if shared:
        told.append("“Hidden” protects counts under 5; see above.")
    return tuple(told)
