"""One Event, Five Stories: the handful of names that lessons use.

Nothing is imported until it is used, so that ``import course`` costs next to nothing.

Examples
--------
>>> import course
>>> course.load("facts").shape
(14, 8)
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course import charts as charts
    from course.charts.show import show as show
    from course.data import load
    from course.numbers import reconcile
    from course.text.edits import quote_edits
    from course.text.overlap import longest_run
    from course.widgets.activities import (
        compare,
        compare_quotes,
        glossary,
        lexicon,
        peel,
        ruler,
        slide,
        swaps,
        trail,
        window,
    )
    from course.widgets.cards import cards
    from course.widgets.checked import checked_on
    from course.widgets.confidence import calibration
    from course.widgets.desk import desk
    from course.widgets.expert import expert_card
    from course.widgets.kit import (
        ask,
        case_file,
        check,
        conflict_log,
        hint,
        matrix,
        progress,
        quiz,
        reader,
        recall,
        solution,
        write,
    )
    from course.widgets.order_judge import discernment
    from course.widgets.portfolio import portfolio
    from course.widgets.reasons import bingo, cause_map
    from course.widgets.review import review

__version__ = "0.1.0"

_KIT = "course.widgets.kit"
_ACTIVITIES = "course.widgets.activities"
_HOME = {
    "ask": _KIT,
    "bingo": "course.widgets.reasons",
    "calibration": "course.widgets.confidence",
    "cards": "course.widgets.cards",
    "case_file": _KIT,
    "cause_map": "course.widgets.reasons",
    "charts": "course.charts",
    "check": _KIT,
    "checked_on": "course.widgets.checked",
    "compare": _ACTIVITIES,
    "compare_quotes": _ACTIVITIES,
    "conflict_log": _KIT,
    "discernment": "course.widgets.order_judge",
    "desk": "course.widgets.desk",
    "expert_card": "course.widgets.expert",
    "glossary": _ACTIVITIES,
    "hint": _KIT,
    "lexicon": _ACTIVITIES,
    "load": "course.data",
    "longest_run": "course.text.overlap",
    "matrix": _KIT,
    "peel": _ACTIVITIES,
    "portfolio": "course.widgets.portfolio",
    "progress": _KIT,
    "quiz": _KIT,
    "quote_edits": "course.text.edits",
    "reader": _KIT,
    "recall": _KIT,
    "reconcile": "course.numbers",
    "review": "course.widgets.review",
    "ruler": _ACTIVITIES,
    "show": "course.charts",
    "slide": _ACTIVITIES,
    "solution": _KIT,
    "swaps": _ACTIVITIES,
    "trail": _ACTIVITIES,
    "window": _ACTIVITIES,
    "write": _KIT,
}

__all__ = [
    "ask",
    "bingo",
    "calibration",
    "cards",
    "case_file",
    "cause_map",
    "charts",
    "check",
    "checked_on",
    "compare",
    "compare_quotes",
    "conflict_log",
    "desk",
    "discernment",
    "expert_card",
    "glossary",
    "hint",
    "lexicon",
    "load",
    "longest_run",
    "matrix",
    "peel",
    "portfolio",
    "progress",
    "quiz",
    "quote_edits",
    "reader",
    "recall",
    "reconcile",
    "review",
    "ruler",
    "show",
    "slide",
    "solution",
    "swaps",
    "trail",
    "window",
    "write",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name not in _HOME:
        raise AttributeError(f"course has no {name!r}. It has: {', '.join(sorted(_HOME))}.")
    try:
        module = importlib.import_module(_HOME[name])
    except ModuleNotFoundError as error:
        from course.model import NoPandasError  # noqa: PLC0415  (only where something is missing)

        raise NoPandasError.instead_of(error) from None
    value = module if module.__name__ == f"course.{name}" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Front(ModuleType):
    """Lets the names ``quiz`` and ``check`` be functions although rooms have the same names.

    Python makes a room an attribute of its parent when it is first imported; that must not hide the function.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType) and _HOME[name] != f"course.{name}"):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front

if sys.platform == "emscripten":
    from course import browser

    browser.start()
