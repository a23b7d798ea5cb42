"""What a draw consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

CORRECT: Final = "Right, for the table of your class."


def always(_: dict[str, Any]) -> bool:
    """No further condition."""
    return True


@dataclass(frozen=True, slots=True)
class Twist:
    """How one exercise differs in this class.

    Parameters
    ----------
    hint : str
        The one hint that students get; true for every draw.
    not_yet, correct : str
        Messages of the check; true for every draw.
    slips : tuple of (str, str)
        Foreseen wrong answers: a Python expression over the names of the solution, and what to say to it.
    cases : tuple of dict
        For a function: ``name``, ``args`` and ``message`` of made-up inputs. The reference solution gives the results.
    """

    hint: str
    not_yet: str
    correct: str = CORRECT
    slips: tuple[tuple[str, str], ...] = ()
    cases: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One draw for one exercise notebook.

    Parameters
    ----------
    summary : str
        For the teacher: what differs.
    swaps : tuple of (str, str)
        What stands in ``exercise.md``, and what stands there instead.
    twists : dict of str to Twist
        Exercises whose key changes. All others stay as published.
    holds : callable
        Takes the names of the solution after its run; whether this draw makes a good exercise.
    """

    summary: str
    swaps: tuple[tuple[str, str], ...]
    twists: dict[str, Twist] = field(default_factory=dict)
    holds: Callable[[dict[str, Any]], bool] = always


def quoted(names: list[str]) -> str:
    """Write a list of names as Python: ``["F01", "F02"]``."""
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def listed(names: list[str]) -> str:
    """Write a list of names in a sentence: ``F01, F02 and F03``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def table(columns: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    """Write a table as an input of a function case."""
    return {"table": {"columns": columns, "rows": rows}}
