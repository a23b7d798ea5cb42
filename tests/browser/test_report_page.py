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
PAGES = [(0, False), (1, False), (18, False), (30, True)]
"""Size of the class, and whether shared: nothing to show, next to nothing, long tables folded, counts hidden."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Pages of classes of several sizes, private or shared."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        sim.few_resamples(patch)
        for n, shared in PAGES:
            folder = tmp_path_factory.mktemp(f"class-{n}")
            sim.build(folder, n)
            made[n, shared] = folder / "report.html"
            made[n, shared].write_text(report.page(record.read(folder), shared=shared), "utf8")
    return made


def opened(browser, file, **options):
    page = browser.new_page(**{"viewport": {"width": 1000, "height": 900}, "locale": "en-GB", **options})
    page.set_default_timeout(5000)
    page.asked, page.faults = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    return page


def violations(page, **options):
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], **options}
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def contrast(page):
    return violations(page, runOnly={"type": "rule", "values": ["color-contrast"]})


@pytest.mark.parametrize(("n", "shared"), PAGES)
def test_the_page_is_accessible_and_asks_for_nothing(browser, files, n, shared):
    page = opened(browser, files[n, shared], color_scheme="light")
    assert page.asked == [files[n, shared].as_uri()]
    assert page.faults == []
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert violations(page, rules={"color-contrast": {"enabled": False}}) == []
    # Cells of a column look alike, and the dark theme changes colours and nothing else.
    page.evaluate("() => document.querySelectorAll('tbody tr:nth-child(n+4)').forEach((row) => row.remove())")
    assert contrast(page) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert contrast(page) == []
    page.close()


@pytest.mark.parametrize("n", [0, 18])
def test_a_phone_needs_no_sideways_scrolling_of_the_page(browser, files, n):
    page = opened(browser, files[n, False], viewport={"width": 320, "height": 800})
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    page.close()


def test_labels_of_charts_are_not_cut_off(browser, files):
    page = opened(browser, files[18, False])
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
    page = opened(browser, files[18, False], viewport={"width": 665, "height": 900})
    page.emulate_media(media="print")
    wide = """() => [...document.querySelectorAll('table, svg')].filter((it) => it.getBoundingClientRect().right > 666)
      .map((it) => it.textContent.slice(0, 60))"""
    assert page.evaluate(wide) == []
    page.close()


def test_the_keyboard_reaches_every_table_and_opens_what_is_folded(browser, files):
    page = opened(browser, files[18, False])
    summary = page.locator("details > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    assert page.locator(".scroll:not([tabindex='0'])").count() == 0
    page.close()
