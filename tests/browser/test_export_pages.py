"""Exported pages in Chromium: slides by keyboard and offline, everything within the slide, pages that print."""

import bare
import pytest
from axe_playwright_python.sync_playwright import Axe

from course.classroom.export import handouts, papers, printed, slides
from course.quiz import bank

pytestmark = pytest.mark.browser
LESSONS = [lesson for lesson in bank.lessons() if int(lesson[:2])]
TOO_LARGE = """() => [...document.querySelectorAll('.slides > section')].map((section, n) => {
  Reveal.slide(n, 0, 9);
  return section.scrollHeight > 721 || section.scrollWidth > 1281 ? section.innerText.slice(0, 60) : null;
}).filter(Boolean)"""


def opened(browser, folder, html):
    file = folder / "page.html"
    file.write_text(html, encoding="utf8")
    page = browser.new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.set_default_timeout(5000)
    page.faults, page.asked = [], []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(file.as_uri())
    return page


def violations(page):
    return [
        (found["id"], found["nodes"][0]["html"][:120])
        for found in Axe().run(page, options=bare.BRIEF).response["violations"]
    ]


@pytest.mark.parametrize("lesson", LESSONS[::3])
def test_slides_fit_and_ask_for_nothing(browser, tmp_path, lesson):
    page = opened(browser, tmp_path, slides.deck(lesson))
    page.wait_for_function("() => window.Reveal?.isReady()")
    assert page.evaluate(TOO_LARGE) == []
    assert page.faults == []
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_slides_go_by_keyboard_and_have_no_barrier(browser, tmp_path):
    page = opened(browser, tmp_path, slides.deck("06-whose-voice"))
    page.wait_for_function("() => window.Reveal?.isReady()")
    assert violations(page) == []
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "Two introductions" in page.locator("section.present h2").inner_text()
    faded = "() => getComputedStyle(document.querySelector('section.present .steps li:last-child')).opacity"
    assert page.evaluate(faded) == "0"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => ({faded})() === '1'")
    assert violations(page) == []
    page.keyboard.press("End")
    assert page.locator("section.present h2").inner_text() == "What held up"
    page.close()


def test_slides_print_one_to_a_page(browser, tmp_path):
    page = opened(browser, tmp_path, slides.deck("06-whose-voice"))
    page.wait_for_function("() => window.Reveal?.isReady()")
    data = page.pdf(prefer_css_page_size=True)
    assert data.count(b"/Type /Page\n") == page.evaluate("() => Reveal.getTotalSlides()")
    page.close()


def test_slides_can_be_read_without_scripts(browser, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, tmp_path, slides.deck("06-whose-voice"))
    assert page.get_by_text("Who speaks, who is spoken about, and who is missing?").is_visible()
    assert page.get_by_text("Nearly every quotation has a name.").is_visible()
    context.close()


@pytest.mark.parametrize("lesson", ["04-headline-lead-body", "05-how-sure"])
def test_handouts_have_no_barrier_and_stay_within_the_page(browser, tmp_path, lesson):
    for html in handouts.handout(lesson):
        page = opened(browser, tmp_path, html)
        assert violations(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert page.asked == [page.url]
        page.close()


@pytest.mark.parametrize("large", [False, True])
def test_paper_and_key_have_no_barrier(browser, tmp_path, large):
    paper = papers.lesson_paper("06-whose-voice", ["recall", "exit", "write"])
    for html in (
        printed.paper_page(paper, large=large, confidence=True),
        printed.key_page(paper, large=large),
    ):
        page = opened(browser, tmp_path, html)
        assert violations(page) == []
        size = page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")
        assert size == pytest.approx(24 if large else 14.67, abs=0.1)
        page.close()
