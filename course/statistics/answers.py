"""The table of answers: one row per student, form and item. Checked here once, before anything is counted.

Columns: ``student`` (code), ``form`` ("pre", "post" or any name of a test), ``item``, ``correct`` (0 or 1) and, where
known, ``response`` (the option chosen), ``confidence`` (0 to 1), ``sound`` (whether the judged claim is sound) and
``flagged`` (whether the student flagged it as faulty).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from course.model import CourseError

KEYS: Final = ("student", "form", "item")
COLUMNS: Final = (*KEYS, "correct")
OPTIONAL: Final = ("response", "confidence", "sound", "flagged")
FORMS: Final = ("pre", "post")


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """Scores of the students who have answers in both forms.

    Parameters
    ----------
    scores : pandas.DataFrame
        Index ``student``, one column per form: right answers. An item without an answer counts as not right.
    sizes : tuple of int
        Items in each form.
    dropped : tuple of str
        Students with answers in one form only.
    unanswered : int
        Items that matched students left out, in both forms together.
    """

    scores: pd.DataFrame
    sizes: tuple[int, int]
    dropped: tuple[str, ...]
    unanswered: int


def check(answers: pd.DataFrame) -> pd.DataFrame:
    """Check a table of answers.

    Parameters
    ----------
    answers : pandas.DataFrame
        See the module.

    Returns
    -------
    pandas.DataFrame
        A copy with the known columns only: codes as text, ``correct`` as 0 or 1, ``sound`` and ``flagged`` as
        booleans that may be missing.

    Raises
    ------
    CourseError
        If a column or a code is missing, a value is out of range, or a student has two rows for one item.
    """
    missing = [name for name in COLUMNS if name not in answers.columns]
    if missing:
        there = ", ".join(str(name) for name in answers.columns) or "none"
        raise CourseError(
            f'The table of answers has no column "{missing[0]}". Columns there: {there}. Rename or add it.'
        )
    known = [name for name in (*COLUMNS, *OPTIONAL) if name in answers.columns]
    table = answers[known].reset_index(drop=True)
    for name in KEYS:
        _refuse(table[name].isna(), table, name, "every answer needs one")
    table = table.assign(**{name: table[name].astype(str) for name in KEYS}, correct=_zero_or_one(table))
    _refuse_twice(table)
    return _with_optional(table)


def scores(answers: pd.DataFrame) -> pd.DataFrame:
    """Count the right answers of each student.

    Parameters
    ----------
    answers : pandas.DataFrame
        See the module.

    Returns
    -------
    pandas.DataFrame
        Index ``student``, one column per form in order of appearance; missing where a student has no answer.
    """
    table = check(answers)
    counted = table.pivot_table(index="student", columns="form", values="correct", aggfunc="sum")
    return counted.reindex(columns=list(dict.fromkeys(table["form"])))


def matched(answers: pd.DataFrame, forms: tuple[str, str] = FORMS) -> Matched:
    """Keep the students who have answers in both forms, and name the others.

    Parameters
    ----------
    answers : pandas.DataFrame
        See the module.
    forms : tuple of (str, str)
        The earlier and the later test.

    Returns
    -------
    Matched
        Scores, and what was left out.

    Raises
    ------
    CourseError
        If a form is not in the table.
    """
    table = check(answers)
    both = scores(table).reindex(columns=[of_form(table, form)["form"].iloc[0] for form in forms])
    kept = both.dropna().astype("int64")
    sizes = [of_form(table, form)["item"].nunique() for form in forms]
    answered = int((table["student"].isin(kept.index) & table["form"].isin(forms)).sum())
    alone = both[both.notna().any(axis="columns")].index.difference(kept.index)
    return Matched(
        kept, (sizes[0], sizes[1]), tuple(str(code) for code in alone), len(kept) * sum(sizes) - answered
    )


def matrix(answers: pd.DataFrame, form: str, values: str = "correct") -> pd.DataFrame:
    """Spread one form out.

    Parameters
    ----------
    answers : pandas.DataFrame
        See the module.
    form : str
        Which test.
    values : str
        The column to spread.

    Returns
    -------
    pandas.DataFrame
        Index ``student``, one column per item in order of appearance; missing where there is no answer.

    Raises
    ------
    CourseError
        If the form or the column is not in the table.
    """
    table = of_form(check(answers), form)
    need(table, values)
    spread = table.pivot_table(index="student", columns="item", values=values, aggfunc="first")
    return spread.reindex(columns=list(dict.fromkeys(table["item"]))).astype("float64")


def of_form(table: pd.DataFrame, form: str) -> pd.DataFrame:
    """Rows of one form.

    Parameters
    ----------
    table : pandas.DataFrame
        Checked answers.
    form : str
        Which test.

    Returns
    -------
    pandas.DataFrame
        At least one row.

    Raises
    ------
    CourseError
        If there are none.
    """
    rows = table[table["form"] == form]
    if rows.empty:
        there = ", ".join(dict.fromkeys(table["form"])) or "none"
        raise CourseError(f'The table has no answers of form "{form}". Forms there: {there}.')
    return rows


def need(table: pd.DataFrame, *names: str) -> None:
    """Refuse a table that lacks an optional column which a statistic needs."""
    for name in names:
        if name not in table.columns:
            there = ", ".join(str(column) for column in table.columns)
            raise CourseError(
                f'This statistic needs the column "{name}", which the table lacks. Columns there: {there}.'
            )


def _zero_or_one(table: pd.DataFrame) -> pd.Series:
    values = pd.to_numeric(table["correct"], errors="coerce")
    _refuse(~values.isin([0, 1]), table, "correct", "it must be 0 or 1, and an item left out has no row")
    return values.astype("int64")


def _with_optional(table: pd.DataFrame) -> pd.DataFrame:
    if "confidence" in table.columns:
        values = pd.to_numeric(table["confidence"], errors="coerce")
        wrong = table["confidence"].notna() & ~values.between(0, 1)
        _refuse(wrong, table, "confidence", "it must be between 0 and 1, or missing")
        table = table.assign(confidence=values.astype("float64"))
    for name in ("sound", "flagged"):
        if name in table.columns:
            wrong = table[name].notna() & ~table[name].isin([True, False])
            _refuse(wrong, table, name, "it must be True or False, or missing")
            table = table.assign(**{name: table[name].astype("boolean")})
    if "sound" in table.columns:
        kinds = table.groupby("item")["sound"].nunique()
        if (kinds > 1).any():
            raise CourseError(
                f'Item {kinds.idxmax()} is sound in one row and faulty in another. Mend column "sound".'
            )
    return table


def _refuse(wrong: pd.Series, table: pd.DataFrame, name: str, rule: str) -> None:
    if wrong.any():
        first = int(wrong.to_numpy().argmax())
        raise CourseError(
            f'Row {first + 1} of the table of answers has {table[name].iloc[first]!r} in column "{name}": {rule}.'
        )


def _refuse_twice(table: pd.DataFrame) -> None:
    twice = table.duplicated(list(KEYS))
    if twice.any():
        student, form, item = table.loc[twice, list(KEYS)].iloc[0]
        raise CourseError(
            f"Student {student} has two rows for item {item} of form {form} ({int(twice.sum())} rows too many in all). "
            "Keep one row each."
        )
