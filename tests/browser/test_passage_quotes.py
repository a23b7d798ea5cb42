"""A quotation against its source, and the window, on a plain page with a fake model: no server, no kernel."""

from __future__ import annotations

import bare
import pytest

from course import data
from course.text.edits import aligned
from course.widgets.edits import edits_widget
from course.widgets.views import passage_views
from course.widgets.window import window_widget

pytestmark = pytest.mark.browser
ROWS = data.rows("translations")
VIEWS = passage_views(texts={})
INVENTED = [
    ("", ""),
    ("", "a b"),
    ("a b", ""),
    ("No long, a tragic", "Before long, a tragic scene"),
    ("x b c y", "x a b y"),
    ("a [very] tragic … of the [Office] …", "Before long, a tragic scene of the useless office"),
    ("[T]he e[nd] [the] x [y", "the End, x y z"),
    ("one . . . two ... three...four", "one and two and three and four"),
    ("Kim\u2019s \u0130stanbul \u212aelvin \U0001f600ok \u02001 [\u00e9]a", "kim's istanbul kelvin OK 1 a"),
    ("same " * 12, "Same " * 7 + "other"),
    ("the poor in the department", "the arms of the department in charge"),
]
STEPS = "(pairs) => pairs.map(([printed, source]) => window.front.quoteEdits(printed, source))"


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end of paragraphs, of which both are views."""
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


def put(page, widget, **value):
    page.evaluate(bare.MODEL, [widget.spec, {**widget.value, **value}])


def edits(*opens):
    return edits_widget(*(opens or ("KCNA-0613-a", "WP-P05")), rows=ROWS, passages=VIEWS)


def window():
    return window_widget("KCNA-0613-17", rows=ROWS, passages=VIEWS)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).press("Enter")


def says(page, text):
    page.locator("[aria-live]").get_by_text(text, exact=True).wait_for()


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def mark(page, side, *words):
    for word in words:
        page.locator(f"[data-side={side}]").get_by_role("button", name=word, exact=True).first.click()


def value(page):
    return page.evaluate("window.model.get('value')")


def shown(page, mode="shown", **more):
    return {"pairs": {"WP-P05|KCNA-0613-a": {"mode": mode, "marks": {"printed": [], "source": []}, **more}}}


# ---- The alignment.


def test_both_languages_align_alike(page):
    english = [row["text"] for row in ROWS if row["language"] == "en"]
    pairs = [*INVENTED, *((one, two) for one in english for two in english)]
    found = page.evaluate(STEPS, pairs)
    for (printed, source), steps in zip(pairs, found, strict=True):
        assert steps == [[s.kind, s.source, s.printed, s.marked] for s in aligned(printed, source)], (
            printed,
            source,
        )


# ---- A quotation against its source.


def test_nothing_is_given_away_at_first(page):
    put(page, edits())
    text = page.locator(".course-edits").inner_text()
    assert "WP P5 quotes KCNA, 13 June." in text
    assert "became" not in text
    assert page.locator(".edits-columns").count() == 0
    assert page.get_by_role("button", name="Check").count() == 0


def test_the_student_finds_the_changes_by_keyboard(page):
    put(page, edits())
    press(page, "Find the changes yourself")
    assert focused(page) == "I"
    for _ in range(11):
        page.keyboard.press("ArrowRight")
    assert focused(page) == "South"
    page.keyboard.press("Space")
    page.keyboard.press("End")
    assert focused(page) == "action"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    assert value(page)["pairs"]["WP-P05|KCNA-0613-a"]["marks"] == {"printed": [11, 19], "source": []}
    press(page, "Check")
    says(page, "You found 2 of 3 changes. Read both lines aloud, one word at a time, capitals too.")
    mark(page, "printed", "ROK")
    press(page, "Check")
    says(page, "You found all 3 changes. They stand below, with the rule.")
    assert focused(page) == "Hide the changes"


def test_a_change_may_be_marked_in_either_text_and_what_is_the_same_is_counted(page):
    put(page, edits())
    press(page, "Find the changes yourself")
    mark(page, "source", "south", "feel")
    mark(page, "printed", "high")
    press(page, "Check")
    says(
        page,
        "You found 1 of 3 changes. 2 marked words are no changes. Read both lines aloud, one word at a time, capitals too.",
    )


def test_a_copy_without_changes_needs_no_mark(page):
    put(page, edits("WSWS-P14", "KCNA-0613-17"))
    press(page, "Find the changes yourself")
    press(page, "Check")
    says(page, "Right: nothing is changed.")
    assert (
        "17 of 17 words of KCNA, 13 June stand in WSWS P14. Without a sign: nothing is changed."
        in page.locator(".edits-count").inner_text()
    )


def test_each_change_is_told_with_its_rule(page):
    put(page, edits())
    press(page, "Show all changes")
    assert focused(page) == "Hide the changes"
    items = page.locator(".edits-item").all_inner_texts()
    assert [one.split("\n")[0] for one in items] == [
        "Capital: “south” became “South”",
        "Put in: “ROK” in round brackets",
        "Changed: “a” became “the”",
    ]
    assert "[ROK]" in items[1]
    assert page.locator(".edits-column:not([data-kind=same])").all_inner_texts() == [
        "south\nSouth\ncapital",
        "\u00a0\n(ROK)\nput in",
        "a\nthe\nchanged",
    ]
    assert "what you leave out becomes …" in page.locator(".edits-result .course-note").inner_text()
    says(page, "3 changes are shown, and told below.")
    assert page.locator(".edits-count").inner_text() == (
        "20 of 21 words of KCNA, 13 June stand in WP P5. Without a sign: 1 put in, 1 changed, 1 with another capital."
    )


def test_a_sign_keeps_the_rule(page):
    put(page, edits("DIPL-0613-b", "KCNA-0613-b"))
    press(page, "Show all changes")
    assert page.locator(".edits-item").first.inner_text() == (
        "Put in: “Kim Jong Un” in square brackets\n\nThe brackets tell the reader who added this. The rule is kept."
    )
    assert "Without a sign: nothing is changed." in page.locator(".edits-count").inner_text()


def test_translations_break_no_rule(page):
    put(page, edits("IND-P17", "HANI-0617"))
    press(page, "Show all changes")
    text = page.locator(".course-edits").inner_text()
    assert "No rule is broken here." in text
    assert "Other word: “betrayed” above, “broke” below" in text
    assert page.locator("details blockquote[lang=ko]").count() == 1
    assert "What you leave out" not in text


def test_another_quotation_brings_its_own_source(page):
    put(page, edits())
    first, second = page.get_by_label("Quotation", exact=True), page.get_by_label("Compare it with")
    first.select_option(label="GVS P6")
    assert second.evaluate("one => one.selectedOptions[0].label") == "KCNA, 13 June"
    assert page.locator(".edits-text h4").all_inner_texts() == ["KCNA, 13 June", "GVS P6"]
    second.select_option(label="IND P21")
    says(
        page,
        "GVS P6 and IND P21 print words of the same English text. Neither quotes the other: compare each with that text.",
    )
    first.select_option(label="KCNA, 13 June")
    assert page.locator(".edits-text h4").all_inner_texts()[0] == "KCNA, 13 June"


def test_a_kept_state_comes_back_and_a_strange_one_does_no_harm(page):
    put(page, edits(), **shown(page, "find", marks={"printed": [11], "source": []}))
    assert page.locator("[aria-pressed=true]").all_inner_texts() == ["South"]
    page.evaluate("window.model.set('value', {printed: 'OLD', source: 'KCNA-0613-a'})")
    page.evaluate("window.model.set('value', {})")
    page.evaluate("(value) => window.model.set('value', value)", {**edits().value, **shown(page)})
    assert page.locator(".edits-item").count() == 3


def test_the_paragraph_opens_in_place(page):
    put(page, edits(), **shown(page))
    press(page, "Open paragraph WP P5")
    assert "We will soon take the next action." in page.locator(".course-drawer").inner_text()


# ---- The window.


def choose(page, first, last):
    page.get_by_label("From word").select_option(str(first))
    page.get_by_label("To word").select_option(str(last))


def inside(page):
    return " ".join(page.locator(".window-word.is-in").all_inner_texts())


def test_the_whole_sentence_is_two_articles_window(page):
    put(page, window())
    press(page, "Check")
    says(
        page,
        "You keep 17 of 17 words (100.0 %). Nothing is left out. BLOG P5 and WSWS P14 show exactly this window.",
    )
    assert "✓ found: 17 of 17 words (100.0 %)" in page.locator(".window-target").first.inner_text()
    assert "Left to the writer" not in page.locator(".course-window").inner_text()


def test_two_menus_set_the_window(page):
    put(page, window())
    choose(page, 4, 14)
    says(page, "Window: words 4 to 14, 11 of 17 words (64.7 %).")
    assert inside(page).startswith("tragic scene of the useless")
    press(page, "Check")
    assert focused(page) == "Check"
    assert page.locator(".window-verdict").inner_text() == (
        "Found. You keep 11 of 17 words (64.7 %). Left out: “Before long, a” and “would be seen”. "
        "IND P21 shows exactly this window."
    )


def test_a_window_never_turns_inside_out(page):
    put(page, window())
    choose(page, 4, 14)
    page.get_by_label("From word").select_option("16")
    assert (value(page)["from"], value(page)["to"]) == (16, 16)
    page.get_by_label("To word").select_option("2")
    assert (value(page)["from"], value(page)["to"]) == (2, 2)


def test_an_article_with_two_pieces_has_two_windows(page):
    put(page, window())
    choose(page, 8, 14)
    press(page, "Check")
    assert "GVS P6 prints these words in 2 pieces" in page.locator(".window-verdict").inner_text()
    assert value(page)["found"] == []
    choose(page, 8, 12)
    press(page, "Check")
    assert "1 of 2 pieces found" in page.locator(".window-target").last.inner_text()


def test_when_all_are_found_each_cut_has_its_line(page):
    put(page, window(), found=["1-17", "4-14", "8-12"])
    choose(page, 13, 14)
    press(page, "Check")
    lines = page.locator(".window-leaves").all_inner_texts()
    assert len(lines) == 4
    assert "“before long” and “witness” stand outside the marks" in lines[2]
    page.locator("[aria-live]").get_by_text("All windows are found").wait_for()
    assert "7 of 17 words (41.2 %)" in page.locator(".window-target").last.inner_text()


def test_the_mouse_pulls_the_window(page):
    put(page, window())
    start, end = (page.locator(".window-word").nth(n).bounding_box() for n in (13, 7))
    page.mouse.move(start["x"] + 5, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 8, steps=12)
    page.mouse.up()
    says(page, "Window: words 8 to 14, 7 of 17 words (41.2 %).")
    page.mouse.move(start["x"], start["y"] + 60)
    assert (value(page)["from"], value(page)["to"]) == (8, 14)


def test_all_windows_on_demand(page):
    put(page, window())
    press(page, "Show all windows")
    assert focused(page) == "Hide the windows"
    assert (
        "“useless north-south joint liaison office” and “completely collapsed”"
        in page.locator(".window-pieces").all_inner_texts()
    )
    press(page, "Hide the windows")
    assert page.locator(".window-pieces").count() == 0


def test_a_kept_window_comes_back(page):
    put(page, window(), **{"from": 4, "to": 14, "found": ["4-14"], "checked": "4-14"})
    assert page.locator(".window-verdict").inner_text().startswith("Found. You keep 11 of 17")
    page.evaluate("window.model.set('value', {})")
    assert not page.locator(".window-verdict").is_visible()


# ---- Both.

STATES = [
    lambda page: put(page, edits()),
    lambda page: put(page, edits(), **shown(page, "find", marks={"printed": [11], "source": []})),
    lambda page: put(page, edits(), **shown(page)),
    lambda page: put(page, window(), found=["1-17", "4-14", "8-12", "13-14"], checked="1-17"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    for state in STATES:
        state(page)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        assert bare.violations(page, theme) == []


def test_nothing_sticks_out_on_a_narrow_screen(page):
    page.set_viewport_size({"width": 320, "height": 700})
    for state in STATES:
        state(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        wide = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
        assert page.locator(".course-widget").evaluate_all(wide) == 0


def test_text_is_never_markup(page):
    row = {
        "outlet": "X",
        "language": "en",
        "speaker": "<i>y</i>",
        "source": "<b>z</b>",
        "note": "<img src=x>",
    }
    rows = [
        {**row, "translation": "X-1", "text": "<b>one</b> two"},
        {**row, "translation": "Y-1", "text": "<b>one</b> three", "of": "X-1"},
    ]
    widget = edits_widget("Y-1", rows=rows, passages={})
    put(page, widget, pairs={"Y-1|X-1": {"mode": "shown"}})
    assert page.locator(".course-edits :is(b, img)", has_text="one").count() == 0
    assert page.locator(".course-edits img").count() == 0
