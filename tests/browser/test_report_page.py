"""The class report in a browser: accessible in both themes, on a phone and on paper."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

sys.path.insert(0, str(Path(__file__).parents[1] / "classroom"))
import simulated_class as sim

from course.classroom.report import page as report
from course.classroom.report import record

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Pages of classes of several sizes, private and shared."""
    made = {}
    for n in (0, 1, 12, 30):
        folder = tmp_path_factory.mktemp(f"class-{n}")
        sim.build(folder, n)
        found = record.read(folder)
        for shared in (False, True):
            made[n, shared] = folder / f"report-{shared}.html"
            made[n, shared].write_text(report.page(found, shared=shared), "utf8")
    return made


def opened(browser, file, **options):
    page = browser.new_page(**{"viewport": {"width": 1000, "height": 900}, "locale": "en-GB", **options})
    page.set_default_timeout(5000)
    page.asked, page.faults = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    return page


def violations(page):
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("n", "shared"), [(0, False), (1, False), (12, True), (30, False), (30, True)])
def test_the_page_is_accessible_and_asks_for_nothing(browser, files, n, shared, scheme):
    page = opened(browser, files[n, shared], color_scheme=scheme)
    assert page.asked == [files[n, shared].as_uri()]
    assert page.faults == []
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("n", [0, 30])
def test_a_phone_needs_no_sideways_scrolling_of_the_page(browser, files, n):
    page = opened(browser, files[n, False], viewport={"width": 320, "height": 800})
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    page.close()


def test_labels_of_charts_are_not_cut_off(browser, files):
    page = opened(browser, files[30, False])
    cut = """() => [...document.querySelectorAll('.chart svg')].flatMap((svg) => {
      const box = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text')].filter((text) => {
        const own = text.getBoundingClientRect();
        return own.width && (own.left < box.left || own.right > box.right);
      }).map((text) => text.textContent); })"""
    assert page.locator(".chart svg").count() >= 5
    assert page.evaluate(cut) == []
    page.close()


def test_on_paper_no_table_is_wider_than_the_sheet(browser, files):
    """176 mm between the margins of A4 are 665 pixels of 1/96 inch."""
    page = opened(browser, files[30, False], viewport={"width": 665, "height": 900})
    page.emulate_media(media="print")
    wide = """() => [...document.querySelectorAll('table, svg')].filter((it) => it.getBoundingClientRect().right > 666)
      .map((it) => it.textContent.slice(0, 60))"""
    assert page.evaluate(wide) == []
    page.close()


def test_the_keyboard_reaches_every_table_and_opens_what_is_folded(browser, files):
    page = opened(browser, files[30, False])
    summary = page.locator("details > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    assert page.locator(".scroll:not([tabindex='0'])").count() == 0
    page.close()
