"""The reader edition in Firefox, from its files, with the keyboard alone: whole, kept, and honest about what it keeps apart."""

import firefox
import pytest
import site_pages

from course import paths
from course.build.site import edition

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not firefox.FIREFOX, reason="no Firefox here: install it, or set FIREFOX to its path"),
]
LESSON = "lessons/01-1449"
PAGES = ("index", LESSON, "exercises/01-1449", "articles/WP", "timeline", "search")
QUESTION = (
    """[...document.querySelectorAll(".course-question")].filter((one) => one.querySelector(".q-card"))[1]"""
)
VERDICT = f"() => {QUESTION}.querySelector('.q-verdict.course-note')?.textContent"
NOTICES = "() => document.querySelector('[data-view=notices]').textContent"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """One lesson, and every page that is no lesson."""
    out = tmp_path_factory.mktemp("site") / "sample"
    edition.build(paths.root(), out, only=("01-1449",))
    return out


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A Firefox that knows nothing yet."""
    started = firefox.Firefox(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


def visit(browser, sample, name):
    browser.open((sample / f"{name}.html").as_uri())
    browser.wait_for(site_pages.DRAWN)


def test_pages_are_whole_and_fit_every_width(browser, sample):
    found = []
    for name in PAGES:
        browser.widen(site_pages.WIDTHS[0])
        visit(browser, sample, name)
        found += browser.evaluate(site_pages.EMPTY)
        for width in site_pages.WIDTHS:
            browser.widen(width)
            browser.evaluate(site_pages.SETTLED)
            found += [f"{name}, {width} pixels: {wide}" for wide in browser.evaluate(site_pages.WIDE)]
    assert found == []
    assert browser.errors == []


def test_an_answer_is_judged_and_there_again_after_a_reload(browser, sample):
    visit(browser, sample, LESSON)
    browser.evaluate(f"() => {QUESTION}.querySelector('input[type=radio]').focus()")
    browser.press("Space", "Tab", "Space", "Tab", "Enter")
    browser.wait_for(VERDICT)
    said = browser.evaluate(VERDICT)
    browser.reload()
    browser.wait_for(site_pages.READY)
    assert browser.evaluate(VERDICT) == said
    assert browser.evaluate(f"() => {QUESTION}.querySelector('input[type=radio]').checked") is True


def test_pages_opened_as_files_are_kept_apart_and_say_so(browser, sample):
    visit(browser, sample, LESSON)
    browser.evaluate("() => localStorage.setItem('probe', 'yes')")
    assert "keeps the answers of each page apart" in browser.evaluate(NOTICES)
    visit(browser, sample, "timeline")
    assert browser.evaluate("() => localStorage.getItem('probe')") is None
    assert browser.evaluate(NOTICES) == ""
