"""The marking view on a plain page with a fake kernel: keys alone, blind to names, honest about what is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import bare
import pytest
from axe_playwright_python.sync_playwright import Axe

from course.classroom import marking
from course.classroom.gradebook import Gradebook

sys.path.insert(0, str(Path(__file__).parents[1] / "classroom"))
import filled_book

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STUDENTS = [f"student-name-{n}" for n in range(3)]
MODEL = """([spec, desk]) => {
  const heard = {};
  window.sent = [];
  window.alive = true;
  window.answer = (message) => (heard["msg:custom"] ?? []).forEach((f) => f(message));
  window.model = {
    get: (name) => ({ spec, value: {} })[name], on: (name, f) => (heard[name] ??= []).push(f), off() {},
    send(message) {
      window.sent.push(message);
      if (!window.alive) return;
      if (message.type === "marker") window.answer({ ...structuredClone(desk), marker: message.name });
      if (message.type === "level") window.answer({ ...message, type: "kept" });
    },
  };
  window.leave?.();
  const el = document.createElement("div");
  document.querySelector("main").replaceChildren(el);
  window.leave = window.front.render({ model: window.model, el });
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """What the kernel would send: three texts of one task, one of another, hostile words among them."""
    folder = tmp_path_factory.mktemp("marking")
    with Gradebook(folder / "gradebook.db") as book:
        for number, student in enumerate(STUDENTS):
            words = f"{filled_book.EVIL} **bold** It stood in Kaesong (GVS-P08), text {number}."
            filled_book.text(book, student, words)
        filled_book.text(book, STUDENTS[0], "Layers, see IND P6.", "L2.W1")
    view = marking.Marking(folder)
    view._marker = "ms"
    return view.desk()


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page(viewport={"width": 1000, "height": 900}, locale="en-GB")
    page.set_default_timeout(4000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.set_content(
        f"<!doctype html><html lang='en'><head><title>T</title><style>{marking.style()}</style></head>"
        "<body><h2>Page</h2><main></main><button>After</button></body></html>"
    )
    page.evaluate(bare.LOAD, marking.module())
    yield page
    page.close()


@pytest.fixture(autouse=True)
def _fresh(page, desk):
    page.set_viewport_size({"width": 1000, "height": 900})
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    page.evaluate(MODEL, [marking._SPEC, desk])
    yield
    assert page.faults == []
    page.faults.clear()


def start(page, name="ms"):
    page.get_by_label("Your name or initials").focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.locator(".mark-code:focus").wait_for()


def levels(page):
    return [
        (m["key"], m["level"], m["comment"]) for m in page.evaluate("window.sent") if m["type"] == "level"
    ]


def status(page, text):
    page.locator(".mark-desk").locator("[aria-live]").filter(has_text=text).wait_for()


def code(page):
    return page.locator(".mark-code").inner_text()


def press(page, keys):
    for key in keys:
        page.keyboard.press(key)


def test_a_marker_is_asked_first_and_by_keys_alone(page):
    assert page.evaluate("window.sent") == [{"type": "open"}]
    assert not page.locator(".mark-desk").is_visible()
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").inner_text() == "Write a name or initials first."
    start(page)
    assert not page.get_by_label("Your name or initials").is_visible()
    assert page.locator(".mark-me").inner_text().split() == ["Marker:", "ms", "Change"]


def test_a_kernel_that_is_gone_is_named_at_the_start(page):
    page.evaluate("window.alive = false")
    page.clock.install()
    page.get_by_label("Your name or initials").fill("ms")
    page.keyboard.press("Enter")
    page.clock.run_for(5500)
    page.locator("[aria-live]").filter(has_text="The kernel does not answer.").wait_for()


def test_digits_give_levels_and_letters_move(page, desk):
    start(page)
    keys = [text["key"] for text in desk["texts"] if text["task"] == "L1.W1"]
    press(page, ["3", "n", "1", "n", "4"])
    assert levels(page) == [(keys[0], 3, ""), (keys[1], 1, ""), (keys[2], 4, "")]
    status(page, f"Kept: level 4 for {keys[2].split('/')[1]}.")
    assert page.get_by_role("radio", name="4.").is_checked()
    press(page, ["p", "p"])
    assert page.get_by_role("radio", name="3.").is_checked()
    press(page, ["2"])
    assert levels(page)[-1] == (keys[0], 2, "")
    assert page.locator(".mark-count").inner_text() == "3 of 3 texts marked"
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [3, 3]


def test_the_ends_say_so(page):
    start(page)
    press(page, ["p"])
    status(page, "This is the first text of this task.")
    press(page, ["n", "n", "n"])
    status(page, "That was the last text of this task.")


def test_o_leads_to_the_next_text_without_a_level(page):
    start(page)
    first = code(page)
    press(page, ["n", "2", "p", "1", "o"])
    assert page.locator(".mark-hint", has_text="3 of 3").is_visible()
    press(page, ["1", "o"])
    status(page, "Every text of this task has a level.")
    assert first not in code(page)


def test_a_level_that_the_rubric_has_not_does_nothing(page):
    start(page)
    press(page, ["5", "9", "0", "x"])
    assert levels(page) == []


def test_in_a_comment_keys_are_letters_and_tab_leads_on(page, desk):
    start(page)
    press(page, ["3", "c"])
    page.keyboard.type("n1: name the origin")
    press(page, ["Tab", "Tab"])
    assert page.evaluate("document.activeElement.textContent") == "Nextn"
    page.keyboard.press("Enter")
    assert levels(page) == [
        (desk["texts"][0]["key"], 3, ""),
        (desk["texts"][0]["key"], 3, "n1: name the origin"),
    ]
    assert page.locator(".mark-hint", has_text="2 of 3").is_visible()
    press(page, ["p"])
    assert page.locator("textarea").input_value() == "n1: name the origin"


def test_a_comment_without_a_level_is_not_lost(page):
    start(page)
    press(page, ["c"])
    page.keyboard.type("first the words")
    page.keyboard.press("Tab")
    status(page, "The comment is kept together with a level: give one.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Next: stays, because the comment would go
    assert page.locator(".mark-hint", has_text="1 of 3").is_visible()
    page.get_by_role("radio").first.focus()
    page.keyboard.press("2")
    assert levels(page)[-1][1:] == (2, "first the words")


def test_a_comment_goes_by_itself_after_a_pause(page):
    start(page)
    press(page, ["3", "c"])
    page.keyboard.type("pause")
    page.wait_for_function("window.sent.at(-1).comment === 'pause'")


def test_keys_outside_the_view_are_not_ours(page):
    start(page)
    page.get_by_role("button", name="After").focus()
    press(page, ["1", "n", "2"])
    assert levels(page) == []


def test_a_click_on_the_text_keeps_the_keys(page):
    start(page)
    page.get_by_role("button", name="After").focus()
    page.locator(".mark-text").click()
    press(page, ["2"])
    assert [level for _, level, _ in levels(page)] == [2]


def test_keys_with_control_belong_to_others(page):
    start(page)
    press(page, ["Control+1", "Alt+2", "Control+n"])
    assert levels(page) == []


def test_kept_is_said_only_when_the_kernel_says_so(page):
    start(page)
    page.evaluate("window.alive = false")
    page.clock.install()
    press(page, ["3"])
    assert "Kept" not in page.locator(".mark-desk").locator("[aria-live]").inner_text()
    page.clock.run_for(5500)
    status(page, "Not kept yet. The kernel does not answer.")
    page.evaluate(
        "window.answer({ type: 'refused', key: 'x', why: 'The gradebook cannot be written (disk full).' })"
    )
    page.clock.run_for(100)
    status(page, "Not kept. The gradebook cannot be written (disk full).")


def test_no_name_is_on_the_page_and_nothing_of_a_text_runs(page):
    start(page)
    html = page.content()
    assert not [student for student in STUDENTS if student in html]
    assert page.locator(".mark-text *").count() == 0
    assert "<script>evil()</script>" in page.locator(".mark-text").inner_text()
    assert "**bold**" in page.locator(".mark-text").inner_text()


def test_another_task_has_another_rubric(page, desk):
    start(page)
    page.get_by_label("Task", exact=True).select_option("L2.W1")
    assert page.locator(".mark-count").inner_text() == "0 of 1 text marked"
    rubric = next(task["rubric"] for task in desk["tasks"] if task["id"] == "L2.W1")
    assert rubric[0][:30] in page.locator(".mark-level").first.inner_text()
    page.locator(".mark-code").focus()
    press(page, ["4"])
    assert page.locator("option").all_inner_texts() == ["L1.W1: 0 of 3 marked", "L2.W1: 1 of 1 marked"]


def test_a_second_marker_starts_with_nothing(page):
    start(page)
    press(page, ["3"])
    page.get_by_role("button", name="Change").click()
    start(page, "mr")
    assert page.locator(".mark-count").inner_text() == "0 of 3 texts marked"
    assert page.locator("input:checked").count() == 0


def test_cited_paragraphs_open(page):
    start(page)
    page.get_by_role("button", name="Open paragraph GVS P8").click()
    assert page.locator(".course-passage").is_visible()


@pytest.mark.parametrize("width", [320, 1000])
def test_nothing_for_axe_to_find_and_nothing_to_scroll_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")  # or buttons are still on their way to their colour
    for step in (lambda: None, lambda: start(page), lambda: press(page, ["3"])):
        step()
        assert violations(page, "light", {"type": "tag", "values": RULES}) == []
        # The dark theme changes colours and nothing else.
        assert violations(page, "dark", {"type": "rule", "values": ["color-contrast"]}) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def violations(page, theme, only):
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    rules = (
        {}
        if only["type"] == "rule"
        else {"page-has-heading-one": {"enabled": False}, "region": {"enabled": False}}
    )
    found = (
        Axe()
        .run(page, options={"runOnly": only, "rules": rules, "resultTypes": ["violations"]})
        .response["violations"]
    )
    return [(one["id"], one["nodes"][0]["html"]) for one in found]
