"""Every lesson from the second on, run in JupyterLab with the network blocked: whole, accessible, never cut off."""

from __future__ import annotations

import re

import harness
import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LESSONS = sorted(path.stem for path in (harness.ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))[2:]
WIDGETS = re.compile(
    r"^course\.(recall|ask|quiz|write|reader|matrix|cards|peel|compare|trail|expert_card|conflict_log|case_file|swaps|glossary"
    r"|lexicon|compare_quotes|window|ruler|slide|cause_map|bingo|review|portfolio|discernment|desk)\(",
    re.MULTILINE,
)
CHARTS = re.compile(r"^course\.(show|calibration)\(", re.MULTILINE)
MIME = """() => window.jupyterapp.shell.currentWidget.content.widgets.flatMap(c => c.model.type !== 'code' ? [] :
  [...Array(c.model.outputs.length).keys()].flatMap(i => Object.keys(c.model.outputs.get(i).data)))"""


@pytest.fixture(autouse=True)
def _fresh_case_file(lab):
    lab.forget()


def source(lesson):
    return (harness.ROOT / "lessons" / lesson / "lesson.md").read_text("utf8")


def violations(page, **only):
    options = {"runOnly": only or {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, context=".course-widget", options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_runs_whole_in_both_themes_and_at_every_width(open_book, lesson):
    book = open_book(f"notebooks/{lesson}.ipynb")
    page = book.page
    book.wear("Light")
    book.run_all()
    assert book.outside() == []
    assert book.console == []
    shown = page.evaluate(MIME)
    assert shown.count("application/vnd.jupyter.widget-view+json") == len(WIDGETS.findall(source(lesson)))
    assert shown.count("application/vnd.vegalite.v5+json") == len(CHARTS.findall(source(lesson)))
    page.wait_for_function(
        "n => document.querySelectorAll('.course-widget').length >= n",
        arg=len(WIDGETS.findall(source(lesson))),
    )
    assert violations(page) == []
    book.wear("Dark")  # which changes colours and nothing else
    assert violations(page, type="rule", values=["color-contrast"]) == []
    for width in (650, 320):  # 650 pixels is a 1300 pixel window at 200 % zoom
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert page.evaluate(harness.WIDE) == [], width
