"""Charts of the page: Altair, drawn once as SVG, so that the page needs no script and no network."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from course.charts import story, theme
from course.classroom.report.view import Picture, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH: Final = 380
ROW: Final = 30
LABEL: Final = 30
"""Longest line of a label, in characters."""

OUTCOMES: Final = ("right", "not yet", "no answer")
HOW: Final = "Charts are drawn where vl-convert is installed: uv sync --extra static (or: python -m pip install vl-convert-python). Until then, tables stand in their place."


def picture(chart: story.Figure, axes: Mapping[str, str] | None = None) -> Picture:
    """Draw a chart that `course.charts.story.tell` gave its words.

    Parameters
    ----------
    chart : altair chart
        With title, takeaway, description and table.
    axes : mapping of str to str, optional
        Titles of axes to say otherwise: charts of lessons speak to a learner.
    """
    spec = _renamed(chart.to_dict(validate=False), axes or {})
    meta, title = spec["usermeta"], spec["title"]["text"]
    told = meta["table"]
    caption = f"{title} As a table" if title.endswith("?") else f"{title}, as a table"
    rows = tuple(tuple(row) for row in told["rows"])
    table = Table(caption, tuple(told["columns"]), rows, folded=can_draw())
    return Picture(title, meta["takeaway"], spec["description"], _svg(spec, title), table)


def _renamed(part: Any, axes: Mapping[str, str]) -> Any:  # noqa: ANN401  (JSON)
    if isinstance(part, dict):
        return {
            name: axes.get(it, it) if name == "title" and isinstance(it, str) else _renamed(it, axes)
            for name, it in part.items()
        }
    return [_renamed(one, axes) for one in part] if isinstance(part, list) else part


@cache
def can_draw() -> bool:
    """Whether vl-convert is here."""
    try:
        import vl_convert  # noqa: F401, PLC0415  (optional)
    except ImportError:
        return False
    return True


def outcomes(rows: Sequence[tuple[str, tuple[int, int, int]]], *, title: str, takeaway: str) -> story.Figure:
    """Draw what became of each exercise as one bar.

    Parameters
    ----------
    rows : sequence of (str, (int, int, int))
        Label, and how many students have it right, not yet, and no answer.
    title, takeaway : str
        See `course.charts.story.tell`.
    """
    order = [label for label, _ in rows]
    cells = [
        {"label": label, "outcome": OUTCOMES[i], "students": count, "order": i}
        for label, counts in rows
        for i, count in enumerate(counts)
    ]
    scale = alt.Scale(domain=list(OUTCOMES), range=[theme.DARK, theme.MIDDLE, theme.EMPTY])
    bars = alt.Chart(alt.InlineData(values=cells)).mark_bar(stroke=theme.MUTED, strokeWidth=1)
    drawn = bars.encode(
        x=alt.X(
            "students:Q",
            title="Students",
            stack="zero",
            axis=alt.Axis(tickMinStep=1, tickCount=6, format="d"),
        ),
        y=_labels(order),
        color=alt.Color("outcome:N", scale=scale, legend=alt.Legend(title=None)),
        order="order:Q",
    )
    table = pd.DataFrame([(label, *counts) for label, counts in rows], columns=["", *OUTCOMES])
    return story.tell(
        drawn.properties(width=WIDTH, height=ROW * len(rows)),
        title=title,
        takeaway=takeaway,
        description="One bar per exercise, longest part first where most students have it right: dark for right, amber "
        "for not yet, outline for no answer.",
        table=table,
    )


def ranges(
    rows: Sequence[tuple[str, float, float, float]],
    axis: tuple[str, tuple[float, float]],
    *,
    words: tuple[str, str, str],
    description: str,
    digits: int = 0,
) -> story.Figure:
    """Draw one point with a bar from low to high per row.

    Parameters
    ----------
    rows : sequence of (str, float, float, float)
        Label, value, low, high.
    axis : (str, (float, float))
        What is measured, and the ends of the scale.
    words : (str, str, str)
        Title, takeaway, and what low and high are.
    description : str
        See `course.charts.story.tell`.
    digits : int
        Decimals in the table.
    """
    cells = [{"label": label, "value": value, "low": low, "high": high} for label, value, low, high in rows]
    base = alt.Chart(alt.InlineData(values=cells)).encode(y=_labels([label for label, *_ in rows]))
    scale = alt.Scale(domain=list(axis[1]), nice=False)
    bar = base.mark_rule(strokeWidth=3, color=theme.MUTED).encode(
        x=alt.X("low:Q", title=axis[0], scale=scale, axis=alt.Axis(tickCount=6)), x2=alt.X2("high:Q")
    )
    point = base.mark_point(filled=True, opacity=1, color=theme.DARK, size=110).encode(
        x=alt.X("value:Q", scale=scale)
    )
    told = [
        (label, f"{value:.{digits}f}", f"{low:.{digits}f} to {high:.{digits}f}".replace("-", "−"))
        for label, value, low, high in rows
    ]
    return story.tell(
        alt.layer(bar, point).properties(width=WIDTH, height=ROW * len(rows)),
        title=words[0],
        takeaway=words[1],
        description=description,
        table=pd.DataFrame(told, columns=["", axis[0], words[2]]),
    )


def retold(chart: story.Figure, *, title: str, takeaway: str, description: str) -> story.Figure:
    """Give a chart of the course other words, with the same table: lessons speak to a learner, this page to a teacher."""
    table = chart.usermeta["table"]
    again = pd.DataFrame(table["rows"], columns=table["columns"])
    return story.tell(chart, title=title, takeaway=takeaway, description=description, table=again)


def _labels(order: list[str]) -> alt.Y:
    lines = alt.expr("split(datum.label, '\\n')")
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=260,
        labelPadding=8,
        labelExpr=lines.to_dict()["expr"],
    )
    return alt.Y("label:N", sort=order, axis=axis, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2))


def _svg(spec: dict[str, Any], title: str) -> str:
    """Draw without title, which the page writes itself, and as one image with one name for screen readers."""
    if not can_draw():
        return ""
    import vl_convert  # noqa: PLC0415  (optional)

    bare = {name: part for name, part in spec.items() if name not in {"title", "description", "usermeta"}}
    # More air at the left than the theme gives: fonts here and in the reader's browser differ in width.
    bare |= {
        "config": {**spec.get("config", {}), "aria": False},
        "padding": {"left": 40, "right": 24, "top": 16, "bottom": 16},
    }
    drawn: str = vl_convert.vegalite_to_svg(json.dumps(bare), vl_version="5.8")
    return _named(drawn, title)


def _named(svg: str, title: str) -> str:
    head, body = svg[: svg.index(">")], svg[svg.index(">") + 1 :]
    sizes = {name: re.search(rf'\s{name}="([^"]+)"', head) for name in ("viewBox", "width", "height")}
    kept = " ".join(f'{name}="{found[1]}"' for name, found in sizes.items() if found)
    anchor = re.sub(r"\W+", "-", title.lower())
    body = re.sub(
        r'\s(?:role|aria-[a-z]+)="[^"]*"', "", body
    )  # one image with one name, and no parts without
    own = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{anchor}", body)  # several drawings stand on one page
    return f'<svg xmlns="http://www.w3.org/2000/svg" {kept} role="img" aria-label="{escape(title)}">{own}'
