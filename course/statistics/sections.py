"""What the report says about the test itself: confidence, discernment, reliability, items, options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.statistics.calibration import calibration
from course.statistics.discernment import change
from course.statistics.distractors import SUSPECT, distractors
from course.statistics.items import items
from course.statistics.reliability import reliability
from course.statistics.wording import NONE, between, count, number, rows, signed

if TYPE_CHECKING:
    import pandas as pd

    from course.statistics.discernment import Discernment


def of_confidence(table: pd.DataFrame, forms: tuple[str, str], seed: int) -> str:
    """Section on calibration; empty where nobody rated an answer.

    Parameters
    ----------
    table : pandas.DataFrame
        Checked answers.
    forms : tuple of (str, str)
        The earlier and the later test.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    str
        Markdown.
    """
    if "confidence" not in table.columns or table["confidence"].isna().all():
        return ""
    lines = []
    for form in forms:
        found = calibration(table, form, seed=seed)
        known = found.found
        lines.append(
            [form, str(known.n), number(known.confidence), number(known.accuracy), signed(known.gap),
             between(found.gap_interval), number(known.brier)]
        )  # fmt: skip
    head = ["test", "rated answers", "mean confidence", "share right", "gap", "95 % interval", "Brier score"]
    return (
        "## Confidence\n\n"
        f"{rows(head, lines)}\n\n"
        "A gap above 0 means more confidence than right answers. The Brier score is 0 at best; saying 50 % every time "
        "gives 0.25. Give students their own chart rather than this table: `course.calibration()`."
    )


def of_discernment(table: pd.DataFrame, forms: tuple[str, str], seed: int) -> str:
    """Section on d' and c, as `of_confidence`; empty unless claims were judged in both tests."""
    if not {"sound", "flagged"} <= set(table.columns):
        return ""
    judged = table.dropna(subset=["sound", "flagged"])
    if not set(forms) <= set(judged["form"]):
        return ""
    found = change(judged, forms, seed=seed)
    lines = [_discerned(one) for one in (found.before, found.after)]
    lines.append(["change", "", "", signed(found.d_change), between(found.d_interval), signed(found.c_change),
                  between(found.c_interval)])  # fmt: skip
    head = ["test", "faulty flagged", "sound flagged", "d'", "95 % interval", "c", "95 % interval"]
    return (
        f"## Faulty or sound?\n\n{count(found.n, 'student')} judged claims in both tests. **{found.verdict}**\n\n"
        f"{rows(head, lines)}\n\n"
        "d' says how well the class tells the two kinds apart; 0 is guessing. c says how readily it flags: below 0, it "
        "flags readily. If c falls and d' does not rise, students have learned to distrust everything."
    )


def of_reliability(table: pd.DataFrame, forms: tuple[str, str], seed: int) -> str:
    """Section on KR-20, as `of_confidence`."""
    lines = []
    for form in forms:
        found = reliability(table, form, seed=seed)
        left = f" ({found.dropped} left items out)" if found.dropped else ""
        told = found.reason or f"{number(found.value)} (95 % interval: {between(found.interval)})."
        lines.append(f"- {form}, {count(found.n, 'student')}{left}, {count(found.items, 'item')}: {told}")
    return (
        "## Do the items agree? (KR-20)\n\n" + "\n".join(lines) + "\n\n"
        "With about 20 students this number is uncertain by 0.2 either way, often by more: do not compare two classes "
        "by it. A short test of many skills has a low one by design."
    )


def of_items(table: pd.DataFrame, form: str) -> str:
    """Section on the items of one test and on options that need a second look."""
    found = items(table, form)
    lines = [
        [one.item, str(one.n), number(one.difficulty), between(one.interval),
         number(one.item_total), between(one.item_total_interval) if one.item_total_interval else NONE,
         number(one.discrimination)]
        for one in found
    ]  # fmt: skip
    head = ["item", "n", "share right", "95 % interval", "r with the rest", "95 % interval", "upper − lower"]
    return (
        f"## Items of {form}\n\n{rows(head, lines)}\n\n"
        "A dash means that the number does not exist or would mislead: upper and lower groups need 60 students. Do not "
        "drop an item because of one class; pool terms first.\n\n" + _options(table, form)
    ).rstrip()


def _options(table: pd.DataFrame, form: str) -> str:
    if "response" not in table.columns or table["response"].isna().all():
        return ""
    flagged = [one for one in distractors(table, form) if one.flag]
    if not flagged:
        return "No option needs a second look."
    why = {True: "the top third prefers it to the key: read the item again", False: "hardly anybody chose it"}
    return "\n".join(
        f"- {one.item}, option {one.response} ({number(100 * one.share, 0)} % of {one.n}): {one.flag}, "
        f"{why[one.flag == SUSPECT]}."
        for one in flagged
    )


def _discerned(one: Discernment) -> list[str]:
    return [
        one.form, f"{one.hits} of {one.faulty}", f"{one.false_alarms} of {one.sound}",
        number(one.d_prime), between(one.d_interval), number(one.criterion), between(one.c_interval),
    ]  # fmt: skip
