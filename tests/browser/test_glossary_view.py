"""The glossary on a plain page with a fake model: no server, no kernel."""

from __future__ import annotations

import bare
import pytest

from course import data
from course.widgets.glossary import fold, glossary_widget

pytestmark = pytest.mark.browser
ALL = len(data.rows("glossary"))


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end of paragraphs, of which the glossary is a view."""
    page = bare.blank(browser, "passage")
    yield page
    page.close()


@pytest.fixture(autouse=True)
def _no_faults(page):
    page.set_viewport_size({"width": 1000, "height": 900})
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    page.faults.clear()
    yield
    assert page.faults == []


def put(page, term=None, rows=None, **value):
    widget = glossary_widget(term, rows=rows or data.rows("glossary"))
    page.evaluate(bare.MODEL, [widget.spec, {**widget.value, **value}])


def listed(page):
    return page.locator(".glossary-list summary b").all_text_contents()


def search(page):
    return page.get_by_label("Search for a word or a name")


def says(page, text):
    page.locator("[aria-live]").get_by_text(text, exact=True).wait_for()


def test_all_terms_are_there_closed_and_counted(page):
    put(page)
    assert len(listed(page)) == ALL
    assert page.locator("details[open]").count() == 0
    assert page.locator(".glossary-whole > summary").inner_text() == f"All {ALL} terms"
    assert page.locator(".course-status").inner_text() == ""  # nobody has asked for anything yet


def test_typing_filters_and_the_count_is_said(page):
    put(page)
    search(page).press_sequentially("kim y")
    assert listed(page)[:2] == ["Kim Yo Jong", "Kim You-geun"]
    assert page.locator(".glossary-whole").get_attribute("open") is not None
    says(page, f"{len(listed(page))} of {ALL} terms.")
    assert page.evaluate("window.model.get('value')") == {"query": "kim y", "kind": ""}
    search(page).fill("")
    says(page, f"{ALL} terms.")
    assert page.locator(".glossary-whole").get_attribute("open") is None


def test_another_spelling_finds_the_term_and_says_why(page):
    put(page)
    search(page).fill("gaesong")
    assert listed(page) == []
    search(page).fill("Gaeseong")
    first = page.locator(".glossary-list summary").first
    assert first.inner_text().split("\n")[0].startswith("Kaesong (Gaeseong)")
    search(page).fill("판문점")
    assert listed(page)[0] == "Panmunjom"
    search(page).fill("Kaesŏng")
    assert listed(page)[0] == "Kaesong"


def test_names_come_before_meanings_that_hold_the_word(page):
    put(page)
    search(page).fill("seoul")
    assert listed(page)[0] == "Seoul"
    assert "Daily NK" in listed(page)


def test_a_term_left_alone_opens_and_closes_again(page):
    put(page)
    search(page).fill("metonym")
    search(page).fill("metonymy")
    assert listed(page) == ["Metonym"]
    assert page.locator("details.glossary-fold[open]").count() == 1
    search(page).fill("me")
    assert page.locator("details.glossary-fold[open]").count() == 0


def test_nothing_found_says_what_to_do(page):
    put(page, kind="person")
    search(page).fill("xyz")
    says(page, "No term fits “xyz”. Try fewer letters, or choose all kinds.")
    assert not page.locator(".glossary-scroll").is_visible()


def test_the_menu_of_kinds_filters_too(page):
    put(page)
    page.get_by_label("Kind").select_option(label="Event")
    assert "Armistice" in listed(page)
    assert "Kaesong" not in listed(page)
    says(page, f"{len(listed(page))} of {ALL} terms.")


def test_keyboard_alone_finds_and_opens_a_term(page):
    put(page)
    search(page).focus()
    page.keyboard.type("kaesong")
    for _ in range(3):  # the kinds, the list as a whole, its first term
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Kaesong ")
    page.keyboard.press("Enter")
    meaning = page.locator(".glossary-fold[open] .glossary-meaning")
    assert "keh-sung" in meaning.inner_text()
    assert meaning.locator("[lang=ko]").first.inner_text() == "개성"


def test_a_link_opens_another_site_and_says_so(page):
    put(page, "KCNA")
    link = page.locator(".course-glossary > .glossary-meaning").get_by_role("link")
    assert link.text_content() == "montsame.mn, opens another site"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_one_term_stands_open_with_the_rest_behind_it(page):
    put(page, "dmz")
    assert page.get_by_role("heading", name="Glossary: DMZ").is_visible()
    assert page.get_by_text("Short for demilitarised zone").first.is_visible()
    assert not search(page).is_visible()
    page.get_by_text("Look up another word").press("Enter")
    search(page).fill("hedge")
    assert listed(page)[0] == "Hedge"


def test_the_hints_are_explained_on_demand(page):
    put(page, "Kim Yo Jong")
    told = page.get_by_text("Korean has hardly any stress")
    assert not told.is_visible()
    page.get_by_text("How to read the hints").press("Enter")
    assert told.is_visible()


def test_a_value_from_python_shows_and_a_strange_one_does_no_harm(page):
    put(page)
    page.evaluate("window.model.set('value', {query: 'afp', kind: 'old'})")
    assert search(page).input_value() == "afp"
    assert listed(page)[0] == "AFP"
    page.evaluate("window.model.set('value', {})")
    assert len(listed(page)) == ALL


def test_text_is_never_markup(page):
    row = {
        "term": "<b>x</b>", "kind": "course", "plain": "<img src=x onerror=alert(1)>", "also": "<i>y</i>",
        "first_lesson": 1, "source": "<a>z</a>",
    }  # fmt: skip
    put(page, rows=[row])
    assert listed(page) == ["<b>x</b>"]
    assert page.locator(".course-glossary img").count() == 0


def test_both_languages_fold_alike(page):
    names = [row[name] for row in data.rows("glossary") for name in ("term", "hangul", "mccune_reischauer")]
    names = [name for name in names if name]
    shown = page.evaluate("names => names.map(window.front.fold)", names)
    assert shown == [fold(name) for name in names]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("term", [None, "Kaesong"])
def test_axe_finds_nothing(page, term, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    put(page, term, query="kaesong")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    assert bare.violations(page, theme) == []


@pytest.mark.parametrize("term", [None, "Liaison office"])
def test_nothing_sticks_out_on_a_narrow_screen(page, term):
    page.set_viewport_size({"width": 320, "height": 700})
    put(page, term)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    wide = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    assert page.locator(".course-glossary, .glossary-scroll").evaluate_all(wide) == 0
