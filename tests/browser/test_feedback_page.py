"""Feedback pages in a browser: nothing runs, nothing is cut off, nothing for axe to find, and they print."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from course.classroom import feedback
from course.classroom.gradebook import Gradebook

sys.path.insert(0, str(Path(__file__).parents[1] / "classroom"))
import filled_book

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page with everything on it: right, not yet, untouched, a file that broke, a text with two readers, hostile words."""
    folder = tmp_path_factory.mktemp("feedback")
    bundle = filled_book.bundle(folder)
    name = filled_book.EVIL.replace("\x00", "") + "이은지"
    with Gradebook(folder / "gradebook.db") as book:
        book.begin(bundle)
        book.keep(filled_book.graded(name, answer="x" * 900, message=filled_book.EVIL), "k")
        problem = "It ran out of time. No answer came out of it; look at it yourself."
        book.keep(filled_book.graded(name, assignment="02-peel-the-page", problem=problem), "k")
        filled_book.text(
            book, name, f"It stood in Kaesong (GVS-P08). {filled_book.EVIL} {'long' * 200}\n\nA second part."
        )
        book.keep_level(name, "L1.W1", "m", 2, f"Name the origin. {filled_book.EVIL}")
        book.keep_level(name, "L1.W1", "n", 3, "Well found.")
        (page,) = feedback.write_all(book, bundle, folder / "feedback")
    return page.as_uri()


@pytest.mark.parametrize("width", [320, 1000])
def test_nothing_for_axe_to_find_and_nothing_to_scroll_sideways(browser, address, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, {"type": "tag", "values": RULES}) == []
    page.emulate_media(color_scheme="dark")  # which changes colours and nothing else
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert violations(page, {"type": "rule", "values": ["color-contrast"]}) == []
    context.close()


def violations(page, only):
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_nothing_that_a_student_wrote_runs_or_loads(browser, address):
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert asked == [address]
    assert said == []
    assert page.locator("script, img, iframe").count() == 0
    assert page.title().startswith("Feedback for <script>evil()")
    page.close()


def test_it_prints_light_and_whole(browser, address):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"
    context.close()
