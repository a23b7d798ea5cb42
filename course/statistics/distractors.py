"""Which wrong options students chose, and what that says about the item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from course.statistics.answers import check, matrix, need, of_form
from course.statistics.items import top_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

FEW: Final = 0.05
ENOUGH: Final = 40
TOP: Final = 1 / 3

UNUSED: Final = "non-functional"
SUSPECT: Final = "key suspect"


@dataclass(frozen=True, slots=True)
class Distractor:
    """One option of one item.

    Parameters
    ----------
    item, response : str
        The item and the option.
    key : bool
        Whether it was scored as right.
    n : int
        Answers to the item.
    share : float
        Share of them that chose the option.
    top_share : float
        The same in the top third, by score on the other items.
    flag : str
        "non-functional" for a wrong option that under 5 % of at least 40 answers chose; "key suspect" for a wrong
        option that the top third prefers to the key; else empty.
    """

    item: str
    response: str
    key: bool
    n: int
    share: float
    top_share: float
    flag: str


def distractors(
    answers: pd.DataFrame, form: str, options: Mapping[str, Sequence[str]] | None = None
) -> tuple[Distractor, ...]:
    """Count the options of each item.

    Parameters
    ----------
    answers : pandas.DataFrame
        With ``response``; answers without one are left out.
    form : str
        Which test.
    options : mapping, optional
        Item to all its options. Without it an option that nobody chose cannot be known.

    Returns
    -------
    tuple of Distractor
        Items in order of appearance, options by name.

    Raises
    ------
    CourseError
        If the column or the form is missing.

    Notes
    -----
    Three options are enough (Rodriguez 2005). A flag is a reason to read the item again, not a reason to drop it: in
    a class of 20 the top third is seven people.
    """
    table = check(answers)
    need(table, "response")
    given = of_form(table, form).dropna(subset=["response"])
    given = given.assign(response=given["response"].astype(str))
    wide = matrix(table, form)
    found: list[Distractor] = []
    for item, rows in given.groupby("item", sort=False):
        rest = (
            wide.drop(columns=[item]).sum(axis="columns").reindex(rows["student"]).to_numpy(dtype="float64")
        )
        found += _options(
            str(item), rows.assign(rest=rest), [str(name) for name in (options or {}).get(str(item), ())]
        )
    return tuple(found)


def _options(item: str, rows: pd.DataFrame, listed: Sequence[str]) -> list[Distractor]:
    n, rest = len(rows), rows["rest"].to_numpy()
    keys = set(map(str, rows.loc[rows["correct"] == 1, "response"]))
    chosen = {
        name: (rows["response"] == name).to_numpy(dtype="float64")
        for name in sorted({*listed, *map(str, rows["response"])})
    }
    top = {name: top_mean(picked, rest, TOP * n) for name, picked in chosen.items()}
    best = max((top[name] for name in keys), default=0.0)
    return [
        Distractor(
            item, name, name in keys, n, float(picked.mean()), top[name],
            "" if name in keys else _flag(n, float(picked.mean()), top[name], best),
        )
        for name, picked in chosen.items()
    ]  # fmt: skip


def _flag(n: int, share: float, top_share: float, key_share: float) -> str:
    if top_share > key_share + 1e-12:
        return SUSPECT
    return UNUSED if n >= ENOUGH and share < FEW else ""
