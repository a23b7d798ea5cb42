"""The review and the portfolio in a real JupyterLab, and the portfolio's page on its own: screen, phone and paper."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import bare
import harness
import pytest
from axe_playwright_python.sync_playwright import Axe

from course.casefile import CaseFile
from course.casefile.merge import parse
from course.model import Kind, Option, Question
from course.portfolio.page import page as portfolio_page
from course.quiz import bank
from course.widgets.question import shown as question_spec

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BOOK = "notebooks/13-review.ipynb"
EVIL = "<script>window.evil = 1</script><img src=x onerror='window.evil = 1'>{{ 7 * 7 }}</style></title>\u202eend"


def worked(path, lessons, text="The office stood in Kaesong (GVS-P08)."):
    """A case file of somebody who was sure and wrong at every third question."""
    moment = [datetime(2026, 9, 1, tzinfo=UTC)]

    def clock():
        moment[0] += timedelta(seconds=7)
        return moment[0]

    case = CaseFile.open(path, clock=clock)
    questions = [q for q in bank.all_questions() if int(q.lesson[:2]) in lessons and ".Q" in q.id]
    for number, question in enumerate(questions):
        outcome = "correct" if number % 3 else "not-yet"
        case.record_answer(question.id, {"response": "a", "confidence": "certain", "outcome": outcome})
    for lesson in lessons:
        case.record_writing(f"L{lesson}.W1", text, 3)
    case.add_conflict({"claim_a": text, "claim_b": text, "passages": ["GVS-P04"], "status": "settled"})
    return case


def violations(page, context=None):
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


# ---- The review and the box, in JupyterLab.


@pytest.fixture(scope="module")
def review(lab, lend):
    """The review of somebody who has done three lessons, run once: the tests leave each other's parts alone."""
    lab.forget()
    worked(lab.case_file, range(1, 4))
    book, back = lend(BOOK)
    book.run_all()
    book.page.wait_for_selector(".q-card")
    yield book
    back()


def cards(page):
    return page.locator(".course-question .q-card")


def answer_all(page):
    """With the keyboard alone: the first option, how sure, check."""
    for card in cards(page).all():
        select = card.locator("select")
        for one in select.all():
            one.select_option(index=1)
        number = card.locator("input.q-number")
        if number.count():
            number.fill("1")
        choices = card.locator(".q-options input")
        if choices.count():
            choices.first.focus()
            page.keyboard.press("Space")
        sure = card.locator(".q-sure input")
        if sure.count():
            sure.first.focus()
            page.keyboard.press("Space")
        card.get_by_role("button", name="Check").focus()
        page.keyboard.press("Enter")


def test_nothing_done_yet_is_said_kindly(open_book, lab):
    """First: the page that the others share has a kernel that keeps its work."""
    lab.forget()
    book = open_book(BOOK)
    book.run_all()
    book.page.get_by_text("There is nothing to review yet.").wait_for()
    assert cards(book.page).count() == 0


def test_a_session_goes_on_where_it_was_left(review):
    page = review.page
    before = page.locator(".course-question .q-stem").all_text_contents()
    card = cards(page).nth(2)
    options = card.locator(".q-options input")
    if options.count():
        options.first.check()
    page.wait_for_timeout(500)
    review.run_all()
    page.wait_for_timeout(800)
    assert page.locator(".course-question .q-stem").all_text_contents() == before


def test_the_portfolio_is_downloaded_with_the_name_typed_and_follows_the_work(review, lab):
    page = review.page
    box = page.locator(".course-casebox", has_text="Your portfolio")
    box.scroll_into_view_if_needed()
    assert "still to come" in box.inner_text()
    box.get_by_label("Name on the page").fill("Ada")
    with page.expect_download() as download:
        box.get_by_role("button", name="Download my portfolio").press("Enter")
    assert download.value.suggested_filename.startswith("portfolio-")
    assert download.value.suggested_filename.endswith(".html")
    html = Path(download.value.path()).read_text("utf8")
    assert "Portfolio of <bdi>Ada</bdi>" in html
    beside = lab.case_file.with_name("portfolio.html")
    assert beside.read_text("utf8") == html
    beside.unlink()
    box.get_by_text("It is also beside your case file").wait_for()


def test_the_portfolio_opens_in_a_tab_of_its_own(review):
    page = review.page
    box = page.locator(".course-casebox", has_text="Your portfolio")
    with page.context.expect_page() as opened:
        box.get_by_role("button", name="Open it in a new tab").click()
    tab = opened.value
    tab.wait_for_selector("h1")
    assert tab.locator("h1").inner_text().startswith("Portfolio")
    tab.close()


def test_ten_questions_each_with_its_reason_and_ten_more_on_request(review, lab):
    page = review.page
    assert cards(page).count() == 10
    reasons = page.locator(".q-why").all_text_contents()
    assert len(reasons) == 10
    assert "You were sure and it was not right" in reasons[0]
    assert page.get_by_role("button", name="10 more questions").count() == 0
    answer_all(page)
    more = page.get_by_role("button", name="10 more questions")
    more.wait_for()
    page.get_by_text("This session is done.").wait_for()
    first = set(page.locator(".course-question .q-stem").all_text_contents())
    more.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Review, session 2").wait_for()
    page.wait_for_function("() => document.activeElement.classList.contains('course-title')")
    assert not first & set(page.locator(".course-question .q-stem").all_text_contents())
    page.locator("summary", has_text="What has come back so far").press("Enter")
    assert page.locator(".q-reviewed tbody tr").count() >= 2
    kept = json.loads(lab.case_file.read_text())["widgets"]
    assert {"13-review/1", "13-review/2"} <= set(kept)


def test_the_notebook_is_accessible_in_both_themes_and_on_a_phone(review):
    page = review.page
    assert review.outside() == []
    assert review.console == []
    review.wear("Light")
    assert violations(page, ".course-widget") == []
    review.wear("Dark")
    assert violations(page, ".course-widget") == []
    review.wear("Light")
    page.set_viewport_size({"width": 320, "height": 800})
    page.wait_for_timeout(300)
    assert page.evaluate(harness.WIDE) == []
    page.set_viewport_size({"width": 1300, "height": 1000})


# ---- Without a kernel: a plain page and a model that nobody answers.


def test_the_portfolio_is_downloaded_although_the_notebook_is_gone(browser):
    page = bare.blank(browser, "casebox", accept_downloads=True)
    parts = [{"anchor": "a", "label": "Brief", "here": "", "missing": "still to come"}]
    spec = {"id": "portfolio", "view": "portfolio", "title": "Your portfolio", "intro": ""}
    bare.put(page, spec, {"code": "KXMQRT", "name": "", "parts": parts, "page": "<!doctype html><p>Kept</p>"})
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my portfolio").click()
    assert "Kept" in Path(download.value.path()).read_text("utf8")
    assert re.fullmatch(r"portfolio-KXMQRT-\d{4}-\d\d-\d\d\.html", download.value.suggested_filename)
    page.get_by_text("The notebook does not answer just now").wait_for()
    page.close()


def test_ten_more_without_a_notebook_says_so(browser):
    page = bare.blank(browser, "question")
    options = (Option("a", "A", key=True, feedback="Yes."), Option("b", "B", feedback="No."))
    question = Question("L1.Q1", "01-x", Kind.SINGLE, "?", options=options)
    spec = {"id": "13-review/1", "title": "Review", "intro": ""}
    spec["questions"] = [{**question_spec(question, {}), "why": "Lesson 1. New.", "lesson": 1}]
    spec["review"] = {"more": 10, "titles": ["Start", "14:49"], "before": {}}
    attempt = {"at": "x", "response": "a", "confidence": "lean", "outcome": "correct"}
    bare.put(page, spec, {"L1.Q1": {"response": "a", "outcome": "correct", "attempts": [attempt]}})
    page.evaluate("() => { window.model.send = () => {}; }")
    page.get_by_role("button", name="10 more questions").click()
    page.get_by_text("The notebook does not answer.").wait_for()
    assert page.locator(".q-reviewed tbody tr").all_text_contents() == ["1 \u00b7 14:4911"]
    assert page.faults == []
    page.close()


# ---- The page itself.


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portfolio")
    cases = {
        "empty": CaseFile.open(folder / "a.json"),
        "all": worked(folder / "b.json", range(13)),
        "evil": worked(folder / "c.json", range(13), EVIL),
    }
    cases["evil"].set_name(EVIL)
    for name, case in cases.items():
        (folder / f"{name}.html").write_text(portfolio_page(parse(case.to_json())[0]), "utf8")
    return folder


@pytest.fixture
def shown(browser, made):
    opened = []

    def show(name, **options):
        page = browser.new_page(**options)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((made / f"{name}.html").as_uri())
        opened.append(page)
        return page

    yield show
    for page in opened:
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["empty", "all", "evil"])
def test_the_page_is_accessible_and_fits_a_phone(shown, name, scheme):
    page = shown(name, viewport={"width": 320, "height": 800}, color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    over = "() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 320).map(e => e.outerHTML.slice(0, 80))"
    assert page.evaluate(over) == []
    sizes = "() => [...document.querySelectorAll('svg text')].map(t => 13 * t.getCTM().a)"
    assert all(size >= 11 for size in page.evaluate(sizes))
    assert (page.locator("svg").count() == 1) is (name != "empty")


def test_hostile_texts_are_shown_as_typed_and_nothing_is_fetched(shown):
    page = shown("evil")
    assert page.evaluate("window.evil") is None
    assert page.locator("script, img, link, iframe").count() == 0
    assert page.locator("style").count() == 1
    assert "<script>window.evil = 1</script>" in page.locator("h1").inner_text()
    assert "{{ 7 * 7 }}" in page.locator(".text").first.inner_text()
    assert page.asked == [page.url]


@pytest.mark.parametrize(("name", "pages"), [("empty", (1, 3)), ("all", (5, 16))])
def test_it_prints_on_a4(shown, name, pages):
    pdf = shown(name).pdf(prefer_css_page_size=True)
    assert b"595" in pdf
    assert pages[0] <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= pages[1]


def test_paper_is_light_even_in_the_dark(shown):
    page = shown("all", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_keyboard_reaches_every_part_from_the_contents(shown):
    page = shown("all")
    parts = page.locator("nav a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Headline"
    targets = parts.evaluate_all("links => links.map(a => document.querySelector(a.hash)?.tagName)")
    assert set(targets) == {"H2", "H3"}
