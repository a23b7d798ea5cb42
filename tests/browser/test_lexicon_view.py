"""The lexicon lab on a plain page with a fake model: no server, no kernel."""

from __future__ import annotations

import bare
import pytest

from course import data
from course.widgets.lexicon import lexicon_widget

pytestmark = pytest.mark.browser
TABLES = {
    part: data.rows(name)
    for part, name in {
        "lexicon_rows": "lexicon",
        "counts_rows": "word_counts",
        "articles_rows": "articles",
        "quotes_rows": "quotes",
    }.items()
}


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end of forms, of which the lab is a view."""
    page = bare.blank(browser, "form")
    yield page
    page.close()


@pytest.fixture(autouse=True)
def _no_faults(page):
    page.set_viewport_size({"width": 1000, "height": 900})
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    page.faults.clear()
    yield
    assert page.faults == []


def put(page, tables=TABLES, **value):
    widget = lexicon_widget(**tables)
    page.evaluate(bare.MODEL, [widget.spec, {**widget.value, **value}])


def switch(page):
    return page.get_by_role("checkbox", name="Count words inside quotations")


def field(page):
    return page.get_by_role("textbox", name="Add a word")


def add(page, word):
    field(page).fill(word)
    page.get_by_role("button", name="Add", exact=True).click()


def open_list(page):
    page.get_by_text("The course’s list:").click()


def order(page):
    return [item.get_attribute("data-article") for item in page.locator(".lexicon-place").all()]


def place(page, article):
    return page.locator(f".lexicon-place[data-article={article}]").inner_text()


def value(page):
    return page.evaluate("window.model.get('value')")


def says(page, text):
    page.locator(".course-status").get_by_text(text).wait_for()


def test_the_curriculum_ranks_with_and_without_quotations(page):
    put(page)
    assert order(page) == ["WSWS", "BLOG", "WP", "GVS", "IND"]
    sums = page.locator(".lexicon-sum")
    assert sums.all_inner_texts() == [
        "2.43 per 100 words: 24 hits in 989 words",
        "2.04 per 100 words: 9 hits in 442 words",
        "1.72 per 100 words: 7 hits in 407 words",
        "1.32 per 100 words: 13 hits in 984 words",
        "0.92 per 100 words: 6 hits in 650 words",
    ]
    assert page.locator(".lexicon-was").count() == 0
    switch(page).uncheck()
    assert order(page) == ["WSWS", "WP", "BLOG", "GVS", "IND"]
    says(page, "BLOG and WP change places: WP is now 2nd, BLOG 3rd.")
    assert sums.all_inner_texts() == [
        "2.39 per 100 words (was 2.43): 22 hits in 919 words outside quotations",
        "2.02 per 100 words (was 1.72): 7 hits in 347 words outside quotations",
        "1.69 per 100 words (was 2.04): 7 hits in 414 words outside quotations",
        "0.94 per 100 words (was 1.32): 8 hits in 847 words outside quotations",
        "0.74 per 100 words (was 0.92): 4 hits in 541 words outside quotations",
    ]
    assert "▲ up 1" in place(page, "WP")
    assert "▼ down 1" in place(page, "BLOG")
    assert page.locator(".lexicon-move:not(:empty)").count() == 2
    assert value(page) == {"added": [], "removed": [], "quoted": False}
    switch(page).check()
    says(page, "Quotations count. BLOG and WP change places: BLOG is now 2nd, WP 3rd.")


def test_bars_are_as_long_as_the_rates(page):
    put(page)
    longest, second = (bar.bounding_box()["width"] for bar in page.locator(".lexicon-fill").all()[:2])
    assert second / longest == pytest.approx((9 / 442) / (24 / 989), abs=0.01)


def test_words_leave_the_list_and_come_back(page):
    put(page)
    open_list(page)
    assert page.locator(".lexicon-chip").count() == 39
    page.get_by_role("button", name="Remove regime", exact=True).click()
    says(page, "“regime” is off the list. The order stays the same.")
    assert value(page)["removed"] == ["regime"]
    assert "21 hits" in place(page, "WSWS")
    assert page.get_by_text("The course’s list: 38 of 39 words").is_visible()
    page.get_by_role("button", name="Put regime back").click()
    says(page, "“regime” is back on the list.")
    assert value(page)["removed"] == []
    assert page.get_by_text("The course’s list: 39 words").is_visible()


def test_a_word_of_the_articles_can_be_added(page):
    put(page)
    add(page, " Threatened. ")
    says(page, "“threatened” is on the list: 1 time in the five: IND 1. The order stays the same.")
    assert "7 hits" in place(page, "IND")
    assert value(page)["added"] == ["threatened"]
    assert field(page).input_value() == ""
    assert page.get_by_text("Your words").is_visible()
    page.get_by_role("button", name="Remove threatened").click()
    assert value(page)["added"] == []
    assert page.evaluate("document.activeElement.labels?.[0].textContent") == "Add a word"


def test_a_word_in_quotations_says_so(page):
    put(page)
    quoted = next(
        row["word"] for row in TABLES["counts_rows"] if int(row["inside"]) == 1 and not int(row["outside"])
        and sum(other["word"] == row["word"] for other in TABLES["counts_rows"]) == 1
    )  # fmt: skip
    add(page, quoted)
    says(page, "It stands in a quotation.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a word first."),
        ("two words", "One word at a time"),
        ("regime", "“regime” is on the list already."),
        ("zebra", "Not in any of the five, so nothing changes."),
        ("threaten", "In the articles: threatened, threatening, threatens."),
        ("scu", "Not in any of the five, so nothing changes."),
        ("constructor", "Not in any of the five"),
        ("<b>x</b>", "Not in any of the five"),
    ],
)
def test_other_words_change_nothing_and_are_told_why(page, typed, said):
    put(page)
    add(page, typed)
    says(page, said)
    assert value(page) == {"added": [], "removed": [], "quoted": True}
    assert page.locator(".lexicon-side").get_by_text("Your words").is_visible() is False
    told = page.locator(".course-status").inner_text()
    assert "zebra" not in told
    assert "scu" not in told
    assert page.evaluate("document.activeElement.labels?.[0].textContent") == "Add a word"


def test_a_word_that_was_taken_off_is_put_back_by_typing_it(page):
    put(page, removed=["regime"])
    add(page, "REGIME")
    says(page, "“regime” is back on the list.")
    assert value(page) == {"added": [], "removed": [], "quoted": True}


def test_back_to_the_list_of_the_course(page):
    put(page, added=["threatened"], removed=["regime", "threats"], quoted=False)
    assert not switch(page).is_checked()
    page.get_by_role("button", name="Back to the course’s list").click()
    assert value(page) == {"added": [], "removed": [], "quoted": False}
    assert order(page) == ["WSWS", "WP", "BLOG", "GVS", "IND"]
    assert not page.get_by_role("button", name="Back to the course’s list").is_visible()


def test_without_any_word_all_share_the_first_place(page):
    words = lexicon_widget(**TABLES).spec["words"]
    put(page, removed=words[1:])
    open_list(page)
    page.get_by_role("button", name=f"Remove {words[0]}", exact=True).click()
    says(page, "No article has a hit now.")
    assert page.locator(".lexicon-rank").all_inner_texts() == ["1st"] * 5


def test_which_words_each_article_hits(page):
    put(page)
    page.get_by_text("Which words each article hits").click()
    found = page.locator(".lexicon-found > li[data-article=BLOG]")
    assert found.inner_text() == (
        "BLOG: disinformation 1, fury 1, impotence 1, incompetence 1, outrage 1, propaganda 1, regime 1, "
        "tragic 1 (quoted), useless 1 (quoted) (2 quotations, 28 words in all)"
    )
    switch(page).uncheck()
    assert "regime 1. Left out, in quotations: tragic 1, useless 1 (2 quotations" in found.inner_text()
    assert "regime 1, stinging 1" in page.locator(".lexicon-found > li[data-article=GVS]").inner_text()


def test_the_insult_shows_only_after_a_warning_and_a_click(page):
    put(page)
    assert not page.get_by_text("scum").first.is_visible()
    warning = page.get_by_text("one of the words is an insult")
    assert warning.is_visible()
    open_list(page)
    chip = page.get_by_role("button", name="Remove scum")
    assert warning.bounding_box()["y"] < chip.bounding_box()["y"]


def test_keyboard_alone_changes_the_list(page):
    put(page)
    switch(page).focus()
    page.keyboard.press("Space")
    assert value(page)["quoted"] is False
    page.keyboard.press("Tab")
    page.keyboard.type("threatened")
    page.keyboard.press("Enter")
    assert value(page)["added"] == ["threatened"]
    page.get_by_text("The course’s list:").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    words = lexicon_widget(**TABLES).spec["words"]
    assert value(page)["removed"] == words[:2]
    assert page.evaluate("document.activeElement.dataset.word") == words[2]


def test_a_value_from_python_shows_and_a_strange_one_does_no_harm(page):
    put(page)
    page.evaluate(
        "window.model.set('value', {added: ['zebra', 'regime', 'smoke', 'smoke'], removed: ['x'], quoted: false})"
    )
    chips = page.locator(".lexicon-side > .lexicon-row .lexicon-chip").all()
    assert [chip.get_attribute("data-word") for chip in chips] == ["smoke"]
    page.evaluate("window.model.set('value', {})")
    assert switch(page).is_checked()
    assert order(page) == ["WSWS", "BLOG", "WP", "GVS", "IND"]


def test_text_is_never_markup(page):
    tables = {
        "lexicon_rows": [{"list": "loaded", "word": "<img src=x onerror=alert(1)>"}],
        "counts_rows": [{"article": "GVS", "word": "<i>a</i>", "outside": 1, "inside": 0}],
        "articles_rows": [{"article": "GVS", "outlet": "<b>Space</b>"}],
        "quotes_rows": [],
    }
    put(page, tables)
    open_list(page)
    assert page.locator(".course-lexicon :is(img, i, b)").count() == 0
    assert "<b>Space</b>" in place(page, "GVS")


def test_rows_are_still_a_form(page):
    page.evaluate(
        """() => { const model = window.model; model.send = () => {};
        const spec = { id: "x", title: "Rows", intro: "", fields: [], noun: ["row", "rows"], caption: "c", add_label: "Put in" };
        const el = document.createElement("div"); document.body.replaceChildren(el);
        window.front.render({ model: { ...model, get: (name) => ({ spec, value: {} })[name] }, el }); }"""
    )
    assert page.get_by_role("button", name="Put in").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 320])
def test_accessible_and_never_wider_than_the_page(page, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(theme) => document.documentElement.setAttribute('data-theme', theme)", theme)
    put(page, added=["threatened"], removed=["regime"], quoted=False)
    for summary in page.locator("summary").all():
        summary.click()
    assert bare.violations(page, theme) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, input")].filter((one) => one.checkVisibility())
        .filter((one) => one.type !== "checkbox" && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""
    )
    assert small == []
