"""What a cell shows, as HTML with places for front-ends and charts, and the data that fills them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from course.build.site import assets, tables
from course.charts.render import MIME as CHART
from course.widgets import review
from course.widgets._base import FrontEnd
from course.widgets.casebox import CaseBox
from course.widgets.desk import Desk
from course.widgets.form import ConflictLog
from course.widgets.glossary import Glossary
from course.widgets.order_judge import Judge
from course.widgets.passage import Reader
from course.widgets.portfolio import PortfolioBox
from course.widgets.progress import ProgressPicture
from course.widgets.question import Questions

if TYPE_CHECKING:
    from course.build.site.execute import Shown

_STYLE: Final = re.compile(r"<style>.*?</style>\s*", re.DOTALL)
_TABLE: Final = re.compile(
    r'<div class="course-chart-table"[^>]*>(?P<table><table>\s*<caption>(?P<caption>.*?)</caption>.*?</table>)</div>',
    re.DOTALL,
)
LONGEST_TABLE: Final = 8000
"""Characters of the longest table of a chart that stands in the lesson itself."""

NEEDS_PYTHON: Final = {
    PortfolioBox: (
        '<div class="notice-box"><p><strong>Your portfolio is made in the notebooks.</strong> Download your case file '
        "at the end of this page, restore it in the notebook of this lesson, and make the portfolio there. "
        '<a href="../about.html#Notebooks">How to open the notebooks</a></p></div>'
    ),
}
"""What stands in the place of what only Python can make."""


@dataclass
class Material:
    """Front-ends and charts of one page, in the order in which they stand.

    Parameters
    ----------
    fronts, charts : list of dict
        What the host needs to mount them; their places in the page hold their index.
    modules : dict of str to str
        The ES modules of the front-ends, by `course.build.site.assets.key`.
    slug : str
        Folder name of the lesson.
    tables : list of (str, str)
        Captions and HTML of tables that are long enough for pages of their own.
    has_table_pages : bool
        Whether they get them, or stay where they are.
    """

    fronts: list[dict[str, Any]] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)
    modules: dict[str, str] = field(default_factory=dict)
    slug: str = ""
    tables: list[tuple[str, str]] = field(default_factory=list)
    has_table_pages: bool = True

    def html(self, shown: Shown) -> str:
        """Write one display, and keep the data that fills it."""
        if isinstance(shown, FrontEnd):
            return self._front(shown)
        if isinstance(shown, ProgressPicture):
            return '<div class="front" data-view="progress"></div>'
        if isinstance(shown, (pd.DataFrame, pd.Series)):
            return tables.html(shown)
        if CHART in shown:
            return self._chart(shown[CHART])
        if "text/html" in shown:
            return _TABLE.sub(self._table, _STYLE.sub("", shown["text/html"]))
        return f'<pre class="said">{escape(shown.get("text/plain", ""))}</pre>'

    def _front(self, front: FrontEnd) -> str:
        for kind, words in NEEDS_PYTHON.items():
            if isinstance(front, kind):
                return words
        place = len(self.fronts)
        module = str(front._esm)  # noqa: SLF001  (anywidget's name for it)
        self.modules[assets.key(module)] = module
        self.fronts.append(exported(front))
        return f'<div class="front" data-front="{place}">{_static(front)}</div>'

    def _table(self, found: re.Match[str]) -> str:
        """Leave a table in its place, or a link to it where it is long."""
        if len(found[0]) <= LONGEST_TABLE or not self.has_table_pages:
            return found[0]
        self.tables.append((found["caption"], found["table"]))
        address = f"../tables/{self.slug}-{len(self.tables)}.html"
        rows = found["table"].count("<tr>") - 1
        return f'<p><a href="{address}">The table has {rows} rows and a page of its own</a></p>'

    def _chart(self, spec: dict[str, Any]) -> str:
        """Leave a place for a chart. Its words and its table stand in the page already, so they are not sent twice."""
        place = len(self.charts)
        told = {
            **spec,
            "$schema": assets.SCHEMA,
            "usermeta": {"embedOptions": spec.get("usermeta", {}).get("embedOptions", {})},
        }
        self.charts.append(plain(told))
        return (
            f'<figure class="chart" data-chart="{place}"><p class="chart-wait">This chart needs scripts; '
            "the words below do not.</p></figure>"
        )


def plain(value: object) -> Any:  # noqa: ANN401  (JSON)
    """The value as plain JSON."""
    return json.loads(json.dumps(value))


def exported(front: FrontEnd) -> dict[str, Any]:
    """What the host needs of a front-end: its module, what it shows, and which part of the case file it keeps."""
    keeps = _keeps(front)
    spec = plain(front.spec)
    if keeps == "recall":
        spec["questions"] = []  # chosen in the browser, from the bank
    if keeps == "review":
        nothing = review._NOTHING.replace("run this cell again", "come back to this page")  # noqa: SLF001
        spec |= {"questions": [], "texts": {"intro": review._INTRO, "nothing": nothing}}  # noqa: SLF001
    value = {} if keeps in {"casefile", "review"} else plain(front.value)
    module = assets.key(str(front._esm))  # noqa: SLF001  (anywidget's name for it)
    return {"module": module, "keeps": keeps, "spec": spec, "value": value}


def _keeps(front: FrontEnd) -> str:
    """Which rules of the host keep what is done with a front-end."""
    if isinstance(front, Questions) and front.spec["id"].endswith("/recall"):
        return "recall"
    kinds = {
        Desk: "desk",
        Judge: "judge",
        review.Review: "review",
        Questions: "answers",
        ConflictLog: "conflicts",
        CaseBox: "casefile",
    }
    return next((name for kind, name in kinds.items() if isinstance(front, kind)), "state")


def _static(front: FrontEnd) -> str:
    """The form without scripts. What has a page of its own is linked, not repeated."""
    title = escape(front.spec["title"])
    if _keeps(front) == "recall":
        return f"<p><strong>{title}.</strong> Scripts choose these questions by what you have answered so far.</p>"
    if isinstance(front, Glossary):
        return (
            f'<p><strong>{title}.</strong> <a href="../glossary.html">All words and names on one page</a></p>'
        )
    if isinstance(front, Reader):
        links = ", ".join(
            f'<a href="../articles/{article["id"]}.html">{article["id"]}</a>'
            for article in front.spec["articles"]
        )
        return f"<p><strong>{title}.</strong> Each on a page of its own: {links}</p>"
    if isinstance(front, Judge) and front.spec["answers"]:
        return (
            f"<p><strong>{title}.</strong> {escape(front.spec['intro'])} "
            '<a href="06-whose-voice.html#At-home-if-you-like-Sound-or-faulty-10-minutes">The claims stand at the end of lesson 6</a></p>'
        )
    if isinstance(front, CaseBox):
        return "<p><strong>Your case file</strong> is kept by scripts, and this browser runs none.</p>"
    return front.html()
