"""The calibration chart of the portfolio as numbers for an SVG: one row per rating, ring for said, dot for right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from course.quiz.calibration import Bin, Calibration

WIDTH: Final = 320
"""Units across. A phone shows it at nine tenths, so that text of 13 units is still larger than 11 pixels."""

LEFT: Final = 104
RIGHT: Final = 296
TOP: Final = 30
ROW: Final = 46
TICKS: Final = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Row:
    """One rating: where its row lies, and where ring, dot and the ends of the thin bar stand."""

    rating: str
    n: int
    y: float
    said: float
    right: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the template draws, and the same in words.

    Parameters
    ----------
    takeaway : str
        What the numbers say.
    columns, rows : list
        The table below the chart.
    marks : list of Row
        Rows of the chart.
    ticks : list of tuple of (float, int)
        Place across, and percent.
    height : int
        Units down.
    """

    takeaway: str
    columns: list[str]
    rows: list[list[str]]
    marks: list[Row]
    ticks: list[tuple[float, int]]
    height: int


def picture(found: Calibration) -> Picture:
    """Prepare the chart.

    Parameters
    ----------
    found : Calibration
        At least one rated answer.

    Returns
    -------
    Picture
        With the sentence and the table of `course.charts.calibration`, so that a student reads the same everywhere.
    """
    from course.charts import calibration as drawn  # noqa: PLC0415  (Altair only where there is something to say)

    words: Any = drawn(_table(found)).usermeta
    table = words["table"]
    return Picture(
        takeaway=words["takeaway"],
        columns=table["columns"],
        rows=table["rows"],
        marks=[_row(one, index) for index, one in enumerate(found.bins)],
        ticks=[(across(percent / 100), percent) for percent in TICKS],
        height=TOP + ROW * len(found.bins) + 8,
    )


def across(share: float) -> float:
    """Return where a share from 0 to 1 stands."""
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _row(one: Bin, index: int) -> Row:
    from course.charts.calibration import wilson  # noqa: PLC0415

    low, high = wilson(one.accuracy, one.n) if one.accuracy is not None else (0.0, 0.0)
    right = None if one.accuracy is None else across(one.accuracy)
    y = TOP + ROW * (index + 0.5)
    return Row(one.rating, one.n, y, across(one.confidence), right, across(low), across(high))


def _table(found: Calibration) -> Any:  # noqa: ANN401  (a data frame; pandas is not imported here)
    import pandas as pd  # noqa: PLC0415

    rows = [(one.rating, one.n, one.confidence, one.accuracy) for one in found.bins]
    return pd.DataFrame(rows, columns=["rating", "n", "confidence", "accuracy"]).astype(
        {"accuracy": "float64"}
    )
