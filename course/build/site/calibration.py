"""The chart of a reader's own confidence: drawn in the browser from the figure that notebooks have, with the reader's numbers."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd

from course import charts
from course.build.site import assets
from course.model import CONFIDENCE

CALL: Final = re.compile(r"course\.calibration\(\)\s*")
"""The cell that shows it."""


def place(shown: str, specs: list[dict[str, Any]]) -> str:
    """Make the place of the chart, and keep the figure that the browser fills.

    Parameters
    ----------
    shown : str
        What the cell shows at build time, when nothing has been answered: it stands where scripts do not run.
    specs : list of dict
        Charts of the page. The last one, of no answers, is exchanged.

    Returns
    -------
    str
        HTML that the host replaces as soon as it runs.
    """
    specs[-1] = figure()
    return f'<div class="front" data-view="calibration">{shown.replace("run this cell again", "look again")}</div>'


def figure() -> dict[str, Any]:
    """The figure with one answer of each rating, so that it has every mark.

    Returns
    -------
    dict
        Vega-Lite. ``static/views.js`` knows the data by its columns: ``low`` for the points, ``count`` for their heads.
    """
    rows = [(rating, 1, stands_for, stands_for) for rating, stands_for in CONFIDENCE.items()]
    bins = pd.DataFrame(rows, columns=["rating", "n", "confidence", "accuracy"])
    made: dict[str, Any] = charts.calibration(bins).to_dict()
    return {**made, "$schema": assets.SCHEMA, "usermeta": {}}
