"""The notebook ``class-report.ipynb``: the sections of the page one by one, and the tables behind them to go on with."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

_HEAD: Final = """\
# Class report

The same sections as the page that `course report` makes, with the tables behind them. Run the cells from the top.{warning}"""
_PRIVATE: Final = """

**This notebook names students once it has run.** Clear its outputs before you give it away."""
_READ: Final = """\
from pathlib import Path

from course.classroom.report import record, show

this_class = record.read({arguments})
len(this_class.students)"""
_SECTION: Final = 'show.section(this_class, "{anchor}"{shared})'
_AFTER: Final = """\
## Go on yourself

`this_class` holds plain pandas tables: `tasks`, `grades`, `marks`, `answers`, `tests`, `levels` and `texts`, with the columns that `gradebook.sql` describes."""
_EXAMPLE: Final = 'this_class.marks.groupby("exercise")["outcome"].value_counts().unstack(fill_value=0)'


def text(graded: Path, tests: Path | None = None, *, shared: bool = False) -> str:
    """Write the notebook.

    Parameters
    ----------
    graded : Path
        The folder that ``course grade`` wrote.
    tests : Path, optional
        As for `course.classroom.report.record.read`.
    shared : bool
        Whether its sections are those of a shared page; then the tables are not offered.

    Returns
    -------
    str
        A notebook without outputs, the same for the same arguments.
    """
    from course.classroom.report.page import TITLES  # noqa: PLC0415  (loads the statistics)

    paths = [f"Path({str(path.resolve())!r})" for path in (graded, tests) if path]
    cells = [
        ("markdown", _HEAD.format(warning="" if shared else _PRIVATE)),
        ("code", _READ.format(arguments=", ".join(paths))),
    ]
    for anchor, title in TITLES.items():
        cells += [("markdown", f"## {title}")]
        cells += [("code", _SECTION.format(anchor=anchor, shared=", shared=True" if shared else ""))]
    if not shared:
        cells += [("markdown", _AFTER), ("code", _EXAMPLE)]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    whole = {
        "cells": [_cell(place, kind, source) for place, (kind, source) in enumerate(cells)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _cell(place: int, kind: str, source: str) -> dict[str, Any]:
    name = hashlib.sha256(f"{place} {source}".encode()).hexdigest()[:8]
    base = {"cell_type": kind, "id": name, "metadata": {}, "source": source.splitlines(keepends=True)}
    return base | ({"execution_count": None, "outputs": []} if kind == "code" else {})
