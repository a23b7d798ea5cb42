"""How well a learner's confidence fits the learner's answers, as a chart and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course import casefile
from course.quiz.calibration import summary

if TYPE_CHECKING:
    from course.quiz.calibration import Calibration


def calibration() -> None:
    """Show how well your confidence fits your answers so far: a sentence, a chart and a table."""
    from course import charts  # noqa: PLC0415  (Altair only where a chart is drawn)

    charts.show(charts.calibration(_bins(summary(casefile.current().answers()))))


def _bins(found: Calibration) -> Any:  # noqa: ANN401  (a data frame; pandas is not imported here)
    import pandas as pd  # noqa: PLC0415  (only where a chart is drawn)

    rows = [(b.rating, b.n, b.confidence, b.accuracy) for b in found.bins]
    return pd.DataFrame(rows, columns=["rating", "n", "confidence", "accuracy"]).astype(
        {"accuracy": "float64"}
    )
