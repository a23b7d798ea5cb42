"""Lesson 5: how sure a learner was, against how often they were right."""

from __future__ import annotations

from math import isnan, sqrt
from typing import Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

COLUMNS: Final = ("rating", "n", "confidence", "accuracy")
SIDE: Final = 360
"""Width and height in pixels."""

AIR: Final = 6
"""Percentage points around the frame, so that a point at 0 or 100 hides no label."""

ENOUGH: Final = 20
"""With fewer rated answers the sentence above the chart says that they are few: chance alone would make a gap."""

FEW: Final = f"That is too few to say more: look again when you have {ENOUGH}."

SOME: Final = 8
"""With fewer answers of one rating the sentence does not speak of that rating."""

CLOSE: Final = 5
"""Percentage points within which confidence counts as fitting."""

Z: Final = 1.959964
"""Standard normal quantile of a 95 % interval."""


def calibration(bins: pd.DataFrame) -> story.Figure:
    """Draw how often answers of each rating were right.

    Parameters
    ----------
    bins : pandas.DataFrame
        Columns ``rating``, ``n``, ``confidence`` and ``accuracy``, both shares from 0 to 1; ``accuracy`` is missing
        where ``n`` is 0. One row per rating, as `course.quiz.calibration.summary` has them.

    Returns
    -------
    altair chart
        One point per rating that was used, larger for more answers, with a 95 % Wilson interval; a diagonal shows a
        perfect fit. Without answers, the empty frame says so.

    Raises
    ------
    CourseError
        If the table cannot be drawn; the message says why.
    """
    table = _checked(bins)
    used = table[table["n"] > 0]
    layers = [*_frame(), *_heads(table), *(_points(_drawn(used)) if len(used) else [_nothing()])]
    return story.tell(
        alt.layer(*layers).properties(width=SIDE, height=SIDE),
        title="How well do you know what you know?",
        takeaway=_takeaway(used),
        description="A square with one point per rating that you used. Across: how sure you said you were, in percent. Up: "
        "how many of those answers were right at the first try, in percent. Points on the diagonal fit perfectly, points "
        "below it were too sure, points above it not sure enough. Larger points stand for more answers. A thin bar shows "
        "the range that chance alone allows (95 % interval).",
        table=_in_words(table),
    )


def wilson(right: float, n: int) -> tuple[float, float]:
    """95 % interval of a share, after Wilson (1927).

    Parameters
    ----------
    right : float
        Share of right answers, 0 to 1.
    n : int
        Answers, at least 1.

    Returns
    -------
    tuple of (float, float)
        Lower and upper end, 0 to 1.
    """
    middle = (right + Z * Z / (2 * n)) / (1 + Z * Z / n)
    reach = Z * sqrt(right * (1 - right) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _checked(bins: pd.DataFrame) -> pd.DataFrame:
    missing = [f'"{name}"' for name in COLUMNS if name not in bins.columns]
    if missing:
        raise CourseError(
            f"The table has no column {theme.listing(missing)}. Use course.calibration() instead."
        )
    used = bins[bins["n"] > 0]
    shares = [*bins["confidence"], *used["accuracy"]]
    if any(share is None or isnan(share) or not 0 <= share <= 1 for share in shares):
        raise CourseError("A share in the table is not between 0 and 1. Use course.calibration() instead.")
    return bins.reset_index(drop=True)


def _drawn(used: pd.DataFrame) -> pd.DataFrame:
    ends = [wilson(float(row["accuracy"]), int(row["n"])) for row in records(used)]
    return pd.DataFrame(
        {
            "rating": used["rating"],
            "n": used["n"].astype("int64"),
            "sure": (used["confidence"] * 100).astype(float).round(1),
            "right": (used["accuracy"] * 100).astype(float).round(1),
            "low": [round(100 * low, 1) for low, _ in ends],
            "high": [round(100 * high, 1) for _, high in ends],
        }
    )


def _axis(title: str) -> dict[str, Any]:
    axis = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.label + ' %'", ticks=False, domain=False)
    return {"title": title, "scale": alt.Scale(domain=[-AIR, 100 + AIR], nice=False), "axis": axis}


def _across(field: str = "sure:Q") -> alt.X:
    return alt.X(field, **_axis("How sure you were"))


def _up(field: str = "right:Q") -> alt.Y:
    return alt.Y(field, **_axis("How often you were right"))


def _frame() -> list[alt.Chart]:
    """Draw the diagonal, and say on each side what it means to lie there."""
    ends = alt.Chart(alt.InlineData(values=[{"sure": 0, "right": 0}, {"sure": 100, "right": 100}]))
    line = ends.mark_line(color=theme.MUTED, strokeDash=[6, 4], strokeWidth=1.5, aria=False)
    return [
        line.encode(x=_across(), y=_up()),
        _side("not sure enough", 2, 97).mark_text(align="left", **_SIDE),
        _side("too sure", 98, 3).mark_text(align="right", **_SIDE),
    ]


_SIDE: Final[dict[str, Any]] = {"color": theme.MUTED, "fontStyle": "italic", "aria": False}


def _side(text: str, sure: int, right: int) -> alt.Chart:
    one = alt.Chart(alt.InlineData(values=[{"sure": sure, "right": right}]))
    drawn: alt.Chart = one.encode(x=_across(), y=_up(), text=alt.value(text))
    return drawn


def _points(table: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(table)
    size = alt.Scale(domain=[0, max(int(table["n"].max()), 4)], range=[60, 700])
    tips = [
        alt.Tooltip("rating:N"),
        alt.Tooltip("n:Q", title="answers"),
        alt.Tooltip("right:Q", title="right, in percent"),
    ]
    bar = base.mark_rule(color=theme.DARK, strokeWidth=2, opacity=0.55, aria=False)
    point = base.mark_point(filled=True, opacity=1, color=theme.MIDDLE, stroke=theme.INK, strokeWidth=1.5)
    return [
        bar.encode(x=_across(), y=_up("low:Q"), y2=alt.Y2("high:Q")),
        point.encode(x=_across(), y=_up(), size=alt.Size("n:Q", scale=size, legend=None), tooltip=tips),
    ]


def _heads(table: pd.DataFrame) -> list[alt.Chart]:
    """Write each rating with its number of answers above the frame, where no point can hide it."""
    heads = [
        {"sure": 100 * row["confidence"], "rating": row["rating"], "count": f"n = {row['n']}"}
        for row in records(table)
    ]
    words = alt.Chart(alt.InlineData(values=heads)).mark_text(aria=False)
    rating, count = words.encode(text=alt.Text("rating:N")), words.encode(text=alt.Text("count:N"))
    return [
        rating.encode(x=_across(), y=alt.YValue(-30)),
        count.encode(x=_across(), y=alt.YValue(-13)),
    ]


def _nothing() -> alt.Chart:
    one = alt.Chart(alt.InlineData(values=[{"sure": 32, "right": 87.5}]))
    drawn: alt.Chart = one.mark_text(fontSize=16, fontWeight="bold").encode(
        x=_across(), y=_up(), text=alt.value("No rated answers yet")
    )
    return drawn


def brier(bins: pd.DataFrame) -> float:
    """Brier score of the answers in the bins.

    Parameters
    ----------
    bins : pandas.DataFrame
        Rows with ``n`` above 0; columns ``n``, ``confidence`` and ``accuracy``.

    Returns
    -------
    float
        Mean squared distance between confidence and what happened, 0 best.
    """
    right = bins["accuracy"] * (1 - bins["confidence"]) ** 2
    wrong = (1 - bins["accuracy"]) * bins["confidence"] ** 2
    return float((bins["n"] * (right + wrong)).sum() / bins["n"].sum())


def _takeaway(used: pd.DataFrame) -> str:
    """Say in one or two sentences what the numbers say, and nothing about the learner where they are few."""
    total = int(used["n"].sum())
    if not total:
        return "No rated answers yet. Answer a few questions, say how sure you are, and run this cell again."
    right = round(100 * float((used["n"] * used["accuracy"]).sum() / total))
    sure = round(100 * float((used["n"] * used["confidence"]).sum() / total))
    score = f"(Brier score {brier(used):.2f})"
    if total == 1:
        found = f"1 rated answer: you felt {sure} percent sure, and it was {'right' if right else 'not right'} {score}."
    else:
        found = (
            f"{total} rated answers: you felt {sure} percent sure and were right in {right} percent {score}."
        )
    return f"{found} {_verdict(used, sure - right) if total >= ENOUGH else FEW}"


def _verdict(used: pd.DataFrame, gap: int) -> str:
    if abs(gap) <= CLOSE:
        return _outlier(used) or "Your confidence fits your answers."
    if gap > 0:
        return "You were too sure: before “certain”, ask yourself what could change your mind."
    return "You knew more than you thought: you can trust your answers a little more."


def _outlier(used: pd.DataFrame) -> str:
    """Name the rating that is furthest off although the average fits, unless chance could explain it."""
    off = []
    for row in records(used):
        low, high = wilson(float(row["accuracy"]), int(row["n"]))
        if row["n"] >= SOME and not low <= row["confidence"] <= high:
            off.append((abs(row["accuracy"] - row["confidence"]), row))
    if not off:
        return ""
    worst = max(off, key=lambda pair: pair[0])[1]
    return (
        f"On average that fits, but look at “{worst['rating']}”: it stands for {worst['confidence']:.0%}, "
        f"and {worst['accuracy']:.0%} were right."
    )


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    found = records(table)
    ranges = [wilson(float(row["accuracy"]), int(row["n"])) if row["n"] else None for row in found]
    return pd.DataFrame(
        {
            "rating": table["rating"],
            "answers": table["n"],
            "stands for": [f"{row['confidence']:.0%}" for row in found],
            "right": [f"{row['accuracy']:.0%}" if row["n"] else "none yet" for row in found],
            "95 % interval": [f"{ends[0]:.0%} to {ends[1]:.0%}" if ends else "" for ends in ranges],
        }
    )
