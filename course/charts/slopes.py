"""For instructors: every student's score before and after, as one slope each."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.charts.rows import records
from course.model import CourseError

WIDTH: Final = 260
HEIGHT: Final = 340
MEAN: Final = "class mean"

KINDS: Final = {
    "gained": (theme.DARK, [1, 0]),
    "same": (theme.MUTED, [2, 3]),
    "lost": (theme.INK, [8, 5]),
    MEAN: (theme.MIDDLE, [1, 0]),
}
"""Colour and dashes of each kind of line."""


def slopes(scores: pd.DataFrame, maximum: float | None = None) -> story.Figure:
    """Draw every student's score in two tests.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row per student, in the index; two columns of points, the earlier test first, as
        `course.statistics.answers.scores` gives them. Students without both scores are left out, and counted.
    maximum : float, optional
        Full score, where the scale ends; the highest score without it.

    Returns
    -------
    altair chart
        One line per pair of scores, thicker and with a number at its ends where several students share a score; a
        broad line shows the mean.

    Raises
    ------
    CourseError
        If there are not two columns of numbers, or nobody has both scores.
    """
    table, left_out = _checked(scores)
    names = [str(name) for name in scores.columns]
    top = max(float(table[["before", "after"]].to_numpy().max()), maximum or 0)
    return story.tell(
        alt.layer(*_lines(table, names, top), *_counts(table, names, top)).properties(width=WIDTH, height=HEIGHT),
        title="What did each student gain?",
        takeaway=_takeaway(table, left_out),
        description="Two upright scales of points, the earlier test on the left and the later on the right. A line "
        "joins the two scores of each student: whole if the score rose, dotted if it stayed the same, dashed if it "
        "fell. Where students share both scores their line is thicker; a number beside a score says how many have it. "
        "A broad amber line joins the two means.",
        table=_in_words(table, names),
    )  # fmt: skip


def _checked(scores: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    if scores.shape[1] != 2:
        raise CourseError(
            f"A slope chart needs 2 columns of scores; the table has {scores.shape[1]}. Choose two tests."
        )
    if not all(pd.api.types.is_numeric_dtype(kind) for kind in scores.dtypes):
        raise CourseError(
            "A column of scores is not made of numbers. Use course.statistics.answers.scores(answers)."
        )
    both = scores.dropna().astype("float64")
    if both.empty:
        raise CourseError("No student has a score in both tests, so there is nothing to draw.")
    table = pd.DataFrame(
        {"student": both.index.astype(str), "before": both.iloc[:, 0].array, "after": both.iloc[:, 1].array}
    )
    change = table["after"] - table["before"]
    kind = change.map(lambda points: "gained" if points > 0 else "lost" if points < 0 else "same")
    return table.assign(change=change, kind=kind), len(scores) - len(both)


def _lines(table: pd.DataFrame, names: list[str], top: float) -> list[alt.Chart]:
    shared = table.groupby(["before", "after", "kind"], sort=True).size().reset_index(name="students")
    mean = pd.DataFrame(
        [
            {
                "before": table["before"].mean(),
                "after": table["after"].mean(),
                "kind": MEAN,
                "students": len(table),
            }
        ]
    )
    middle = _drawn(_ends(mean, names), names, top).mark_line(strokeWidth=9, opacity=0.75)
    each = _drawn(_ends(shared, names), names, top)
    width = alt.Scale(domain=[1, max(int(shared["students"].max()), 4)], range=[1.8, 6])
    point = each.mark_point(filled=True, size=55, opacity=1, strokeDash=[1, 0])
    return [
        middle,
        each.mark_line().encode(strokeWidth=alt.StrokeWidth("students:Q", scale=width, legend=None)),
        point,
    ]


def _ends(pairs: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "line": number,
            "test": test,
            "score": round(float(row[side]), 2),
            "kind": row["kind"],
            "students": int(row["students"]),
        }
        for number, row in enumerate(records(pairs))
        for test, side in zip(names, ("before", "after"), strict=True)
    ]


def _drawn(ends: list[dict[str, Any]], names: list[str], top: float) -> alt.Chart:
    def scale(look: int) -> alt.Scale:
        return alt.Scale(domain=list(KINDS), range=[style[look] for style in KINDS.values()])

    legend = alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=3, symbolSize=400, columns=4)
    drawn: alt.Chart = alt.Chart(alt.InlineData(values=ends)).encode(
        x=_across(names),
        y=_up(top),
        detail="line:N",
        color=alt.Color("kind:N", scale=scale(0), legend=legend),
        strokeDash=alt.StrokeDash("kind:N", scale=scale(1), legend=legend),
        tooltip=[alt.Tooltip("kind:N"), alt.Tooltip("score:Q"), alt.Tooltip("students:Q")],
    )
    return drawn


def _across(names: list[str]) -> alt.X:
    axis = alt.Axis(title=None, labelAngle=0, ticks=False, domain=False, grid=True, labelFontSize=theme.BODY)
    return alt.X("test:N", sort=names, axis=axis, scale=alt.Scale(type="point", padding=0.15))


def _up(top: float) -> alt.Y:
    axis = alt.Axis(title="Points", ticks=False, domain=False, offset=12, tickMinStep=1)
    return alt.Y("score:Q", axis=axis, scale=alt.Scale(domain=[0, top or 1], nice=False))


def _counts(table: pd.DataFrame, names: list[str], top: float) -> list[alt.Chart]:
    """Write how many students share a score beside it, outside the lines."""
    drawn = []
    for test, side, apart in zip(names, ("before", "after"), (-10, 10), strict=True):
        many = table[side].value_counts().sort_index().reset_index()
        rows = [
            {"test": test, "score": float(row[side]), "count": str(row["count"])}
            for row in records(many[many["count"] > 1])
        ]
        text = alt.Chart(alt.InlineData(values=rows))
        look = text.mark_text(align="left" if apart > 0 else "right", dx=apart, color=theme.MUTED, aria=False)
        drawn.append(look.encode(x=_across(names), y=_up(top), text="count:N"))
    return drawn


def _takeaway(table: pd.DataFrame, left_out: int) -> str:
    sizes = table["kind"].value_counts()
    gained, lost, same = (int(sizes.get(kind, 0)) for kind in ("gained", "lost", "same"))
    told = (
        f"{gained} of {len(table)} gained, {lost} lost, {same} stayed the same; the mean went from "
        f"{table['before'].mean():.1f} to {table['after'].mean():.1f}."
    )
    return f"{told} Left out with one test only: {left_out}." if left_out else told


def _in_words(table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    shown = table[["student", "before", "after", "change"]].round(2)
    for name in ("before", "after"):
        shown[name] = shown[name].map("{:g}".format)
    shown["change"] = shown["change"].map("{:+g}".format).replace("+0", "0")
    return shown.rename(columns={"before": names[0], "after": names[1]})
