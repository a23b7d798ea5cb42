"""Lesson 1 as students meet it: by mouse, by keyboard alone, again after a reload, in both themes, with no network."""

import json
import re

import harness
import pytest
from axe_playwright_python.sync_playwright import Axe

LESSON = "notebooks/01-1449.ipynb"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
NEW_KERNEL = """async () => {
  const { commands, shell } = window.jupyterapp;
  await commands.execute("notebook:clear-all-cell-outputs");
  await shell.currentWidget.context.sessionContext.session.kernel.restart();
}"""
WIDGETS = 12
CHARTS = 6


@pytest.fixture
def lesson(open_book):
    """Lesson 1, run, with an empty case file."""

    def opened():
        book = open_book(LESSON)
        book.run_all()
        return book

    return opened


@pytest.fixture(scope="module")
def shared(lab, lend):
    """One page with lesson 1, run: for tests that leave each other's cards alone and do not look at the case file."""
    lab.forget()
    book, back = lend(LESSON)
    book.run_all()
    yield book.page
    back()


def quiz(page):
    return page.locator(".course-question", has=page.get_by_role("heading", name="Exit quiz"))


def card(page, number):
    return quiz(page).locator(".q-card").nth(number - 1)


def answer(place, text, sure=None):
    place.get_by_role("radio", name=re.compile(f"^{re.escape(text)}")).check()
    if sure:
        place.get_by_label(sure, exact=True).check()
    place.get_by_role("button", name=re.compile("^Check")).click()


def choose(grid, fact, column, value):
    cell = grid.get_by_label(re.compile(f"^{fact} .*, {column}$"))
    cell.focus()
    cell.select_option(value)


def case_file(lab):
    return json.loads(lab.case_file.read_text("utf8"))


@pytest.fixture(autouse=True)
def _fresh_case_file(lab):
    lab.forget()
    yield
    lab.forget()


def test_run_all_from_the_menu_needs_no_network_and_makes_no_error(open_book):
    book = open_book(LESSON)
    page = book.page
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('[data-command="runmenu:run-all"]').click()
    page.wait_for_function("() => document.querySelectorAll('.course-widget').length > 0")
    book.run_all()
    assert book.outside() == []
    assert book.console == []
    shown = page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.widgets.flatMap(c => c.model.type === 'code' ? "
        "[...Array(c.model.outputs.length).keys()].map(i => Object.keys(c.model.outputs.get(i).data)) : []).flat()"
    )
    assert shown.count("application/vnd.jupyter.widget-view+json") >= WIDGETS
    assert shown.count("application/vnd.vegalite.v5+json") == CHARTS


def test_answer_by_mouse_read_the_feedback_and_find_it_after_a_reload(lesson, lab):
    book = lesson()
    first = card(book.page, 1)
    answer(first, "GVS", sure="Certain")
    first.get_by_text("Not yet.").wait_for()
    assert "Length and precision are different things." in first.inner_text()
    first.get_by_role("button", name="Open paragraph IND P12").click()
    assert "shortly before 3pm" in first.locator(".course-passage").inner_text()
    answer(first, "IND")
    first.get_by_text("Yes.", exact=True).wait_for()
    assert "Right at try 2." in first.inner_text()
    book.page.wait_for_timeout(500)
    tries = case_file(lab)["answers"]["L1.Q1"]
    assert [(t["response"], t["confidence"], t["outcome"]) for t in tries] == [
        ("a", "certain", "not-yet"),
        ("b", None, "correct"),
    ]
    book.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    book.page.wait_for_timeout(500)
    book.page.reload()
    book.page.wait_for_selector(".course-widget", timeout=60_000)
    card(book.page, 1).scroll_into_view_if_needed()
    card(book.page, 1).get_by_text("Right at try 2.").wait_for()


def test_answer_by_keyboard_alone_and_no_key_reaches_the_notebook(shared):
    page = shared
    cells = page.evaluate(CELLS)
    first = card(page, 3)
    first.scroll_into_view_if_needed()
    first.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "ArrowDown", "d", "d", "b", "ArrowDown"):
        page.keyboard.press(key)
    chosen = "input[type=radio]:checked"
    assert first.locator(chosen).count() == 1
    while first.locator(chosen).evaluate("r => r.value") != "a":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first.get_by_text("Yes.", exact=True).wait_for()
    assert "What nobody reports is a finding too" in first.locator("[aria-live]").all_inner_texts()[-1]
    assert page.evaluate(CELLS) == cells
    where = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before = page.evaluate(where)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(200)
    assert page.evaluate(where) == before + 1, "Esc gives the arrow keys back to the notebook"


def test_feedback_comes_while_the_kernel_is_busy(shared):
    page = shared
    page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel"
        ".requestExecute({code: 'import time; time.sleep(4)'}) }"
    )
    page.wait_for_timeout(300)
    answer(card(page, 6), "It did an embassy's job", sure="Guess")
    card(page, 6).get_by_text("Yes.", exact=True).wait_for(timeout=1000)


def test_the_grid_by_menu_opens_the_paragraph_and_collapses_to_origins(shared):
    page = shared
    grid = page.locator(".course-grid")
    grid.scroll_into_view_if_needed()

    def mark(fact, column, value):
        choose(grid, fact, column, value)

    for column, value in {
        "BLOG": "absent",
        "GVS": "stated:GVS-P05",
        "IND": "stated:IND-P12",
        "WSWS": "absent",
        "WP": "absent",
    }.items():
        mark("F03", column, value)
    grid.get_by_role("button", name="Check F03").click()
    grid.get_by_text("look again").first.wait_for()
    assert grid.locator(".course-passage").count() == 1
    mark("F03", "GVS", "absent")
    grid.get_by_role("button", name="Check F03").click()
    grid.get_by_text("F03 is complete. Support: 1 of 5 articles.").wait_for()
    for fact in ("F07", "F13"):
        stated = (
            {"BLOG": "BLOG-P05", "GVS": "GVS-P06", "IND": "IND-P21", "WSWS": "WSWS-P14"}
            if fact == "F07"
            else {}
        )
        for column in ("BLOG", "GVS", "IND", "WSWS", "WP"):
            mark(fact, column, f"stated:{stated[column]}" if column in stated else "absent")
    grid.get_by_role("button", name="Check all marked").click()
    grid.get_by_label("origins").check()
    assert "KCNA" in grid.locator("tr", has_text="F07").first.inner_text()
    assert re.search(r"4 articles\W+1 origin", grid.locator("tr", has_text="F07").first.inner_text())


def test_feedback_opens_the_reader_at_the_paragraph(shared):
    page = shared
    first = card(page, 1)
    answer(first, "WSWS", sure="Guess")
    first.get_by_role("button", name="Open paragraph WSWS P3").click()
    first.get_by_role("button", name="Read WSWS P3 in the reader").click()
    focused = page.locator(".reader-item:focus")
    focused.wait_for()
    assert focused.get_attribute("data-id") == "WSWS-P03"


def test_a_new_kernel_and_another_machine_have_the_answers(lesson, lab, tmp_path):
    book = lesson()
    answer(card(book.page, 5), "GVS P14 and WSWS P5", sure="Fairly sure")
    card(book.page, 5).get_by_text("two different publishers").wait_for()
    book.page.wait_for_timeout(500)
    box = book.page.locator(".course-casebox").last
    box.scroll_into_view_if_needed()
    with book.page.expect_download() as download:
        box.get_by_role("button", name="Download my case file").click()
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text("utf8"))["answers"]["L1.Q5"][0]["outcome"] == "correct"

    book.page.evaluate(NEW_KERNEL)
    book.page.wait_for_function("() => document.querySelectorAll('.course-widget').length === 0")
    book.run_all()
    assert_answered(book.page)

    book.put_away()
    lab.forget()
    book.turn_to(LESSON)
    book.run_all()
    card(book.page, 5).scroll_into_view_if_needed()
    assert card(book.page, 5).locator("input:checked").count() == 0
    box.scroll_into_view_if_needed()
    box.locator("input[type=file]").set_input_files(saved)
    assert_answered(book.page)
    assert case_file(lab)["answers"]["L1.Q5"][0]["confidence"] == "fairly sure"


def assert_answered(page):
    card(page, 5).scroll_into_view_if_needed()
    card(page, 5).get_by_text("two different publishers").wait_for()
    assert card(page, 5).get_by_role("radio", name=re.compile("^GVS P14 and WSWS P5")).is_checked()


def test_no_accessibility_violation_inside_our_widgets_and_nothing_cut_off(lesson):
    """650 pixels is a 1300 pixel window at 200 % zoom."""
    book = lesson()
    book.wear("Light")
    page = book.page
    answer(card(page, 1), "GVS", sure="Certain")
    card(page, 1).get_by_role("button", name="Open paragraph IND P12").click()
    answer(card(page, 4), "GVS gives a reader more", sure="Lean")
    grid = page.locator(".course-grid")
    choose(grid, "F03", "GVS", "stated:GVS-P05")
    grid.get_by_role("button", name="Check F03").click()
    assert page.locator(".course-widget").count() >= WIDGETS
    assert violations(page, type="tag", values=RULES) == []
    book.wear("Dark")  # which changes colours and nothing else
    assert violations(page, type="rule", values=["color-contrast"]) == []
    book.wear("Light")
    for width in (650, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert page.evaluate(harness.WIDE) == [], width


def violations(page, **only):
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = Axe().run(page, context=".course-widget", options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def test_start_here_runs_and_answers(open_book, lab):
    book = open_book("notebooks/00-start-here.ipynb")
    book.run_all()
    page = book.page
    question = page.locator(".course-question").first
    answer(question, "Five", sure="Certain")
    question.get_by_text("And questions work on your machine.").wait_for()
    poll = page.locator(".course-question").nth(1)
    poll.get_by_label("Operate:", exact=False).check()
    poll.get_by_role("button", name=re.compile("^Keep my answer")).click()
    page.wait_for_timeout(700)
    assert case_file(lab)["track"] == "operate"
    assert book.outside() == []


def test_the_exercise_starter_runs_untouched_and_checks_an_answer(open_book):
    book = open_book("exercises/01-1449.ipynb")
    book.run_all()
    page = book.page
    assert page.get_by_text("Not attempted yet.").count() == 6
    cell = page.locator(".jp-CodeCell", has_text="corroborated = ...").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type('corroborated = 8\ncourse.check("L1.E1", corroborated)')
    page.keyboard.press("Shift+Enter")
    page.get_by_text("Does only GVS report that Pyongyang confirmed it").wait_for()
