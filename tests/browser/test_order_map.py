"""Causes are linked by menu, drawn as lines and told in words; a switch takes the author away. A plain page, no server."""

from __future__ import annotations

import bare
import pytest

from course import data
from course.widgets.bingo import omission_grid_widget
from course.widgets.causemap import causemap_widget
from course.widgets.views import passage_views

pytestmark = pytest.mark.browser

BRIGHTER = "() => document.documentElement.removeAttribute('data-theme')"


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the order front-end in it."""
    page = bare.blank(browser, "order", viewport={"width": 1100, "height": 900})
    yield page
    page.close()


@pytest.fixture(scope="module")
def grid(browser):
    """A plain page with the matrix front-end in it."""
    page = bare.blank(browser, "grid", viewport={"width": 1100, "height": 900})
    yield page
    page.close()


def widget():
    return causemap_widget(
        causes_rows=data.rows("causes"), citations_rows=data.rows("cause_citations"), passages=passage_views()
    )


def solved(*causes):
    """The value with these causes (default: all) placed, checked and graded."""
    cards = {}
    for cause in widget().spec["causes"]:
        if causes and cause["id"] not in causes:
            continue
        done = {"checked": True, "tries": 0, "shown": False}
        for link in cause["links"]:
            cards[f"{cause['id']}|{link['passage']}"] = {"choice": link["keys"][0], "right": True, **done}
            cards[f"{cause['id']}>{link['keys'][0]}"] = {"grade": "2"}
        cards[cause["id"]] = {
            "choice": cause["role"] or "open",
            "right": True if cause["role"] else None,
            **done,
        }
    return cards


def put(page, cards=None, **value):
    page.evaluate(bare.MODEL, [widget().spec, {"cards": cards or {}, **value}])


def who(page, cause, passage):
    return page.get_by_label(f"{cause}, Who says so in {passage}?")


def section(page, cause):
    return page.locator(".causemap-section").nth(int(cause[1]) - 1)


def opened(page, cause):
    section(page, cause).evaluate("(e) => { e.open = true; }")
    return section(page, cause)


def status(page, text):
    page.locator(".course-status", has_text=text).wait_for()


def state(page, name):
    return page.evaluate("(id) => window.model.get('value').cards?.[id]", name)


def words(page):
    return page.locator(".causemap-words").inner_text()


def lines(page):
    return page.locator(".causemap-svg .causemap-line").count()


def test_link_check_look_again_and_mend(page):
    put(page)
    page.get_by_role("button", name="Check C1").click()
    status(page, "Choose who says so for at least one paragraph first.")
    who(page, "C1", "GVS P5").select_option("asserts:actor")
    who(page, "C1", "IND P27").select_option("asserts:named expert")
    assert lines(page) == 2
    page.get_by_role("button", name="Check C1").click()
    status(page, "C1: 0 of 10 paragraphs right, 2 to look at again, 8 not placed.")
    said = section(page, "C1").inner_text()
    assert "Is this somebody else's view" in said
    assert "for this cause or against it" in said
    who(page, "C1", "IND P27").select_option("denies:named expert")
    assert page.locator(".causemap-svg .causemap-cross").count() == 1
    assert state(page, "C1|IND-P27")["checked"] is False
    page.get_by_role("button", name="Check C1").click()
    status(page, "C1: 1 of 10 paragraphs right, 1 to look at again")
    assert state(page, "C1|IND-P27")["tries"] == 1


def test_a_second_voice_that_can_be_defended_is_right(page):
    put(page)
    for voice in ("report", "actor"):
        who(page, "C1", "GVS P16").select_option(f"asserts:{voice}")
        page.get_by_role("button", name="Check C1").click()
        status(page, "C1: 1 of 10 paragraphs right")


def test_two_wrong_tries_then_show_me(page):
    put(page)
    for voice in ("named expert", "actor"):
        assert page.get_by_role("button", name="Show me C1, WP P3").count() == 0
        who(page, "C1", "WP P3").select_option(f"asserts:{voice}")
        page.get_by_role("button", name="Check C1").click()
        status(page, "1 to look at again")
    page.get_by_role("button", name="Show me C1, WP P3").click()
    status(page, "C1, WP P3: the author.")
    assert state(page, "C1|WP-P03")["shown"] is True
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


def test_evidence_makes_the_line_thicker_and_is_never_judged(page):
    put(page)
    who(page, "C1", "GVS P17").select_option("asserts:actor")
    width = page.locator(".causemap-svg .causemap-line")
    assert width.get_attribute("stroke-width") == "2"
    page.get_by_label("C1, evidence of the North itself").select_option("3")
    assert width.get_attribute("stroke-width") == "8"
    assert state(page, "C1>asserts:actor") == {"grade": "3"}


def test_a_grade_is_read_whole(page):
    put(page)
    who(page, "C1", "GVS P17").select_option("asserts:actor")
    menu = page.get_by_label("C1, evidence of the North itself")
    menu.select_option("3")
    room, needed = menu.evaluate("""(e) => { const pen = document.createElement('canvas').getContext('2d');
      pen.font = getComputedStyle(e).font;
      return [e.clientWidth, pen.measureText(e.selectedOptions[0].text).width]; }""")
    assert room > needed + 20  # and the arrow of the menu


def test_trigger_and_underlying_cause(page):
    put(page)
    kind = page.get_by_label("C1: What kind of cause is it?")
    kind.select_option("underlying")
    page.get_by_role("button", name="Check C1").click()
    status(page, "the kind of cause to look at again")
    assert "how long before 16 June" in section(page, "C1").inner_text()
    kind.select_option("trigger")
    page.get_by_role("button", name="Check C1").click()
    section(page, "C1").get_by_text("✓ Right.").wait_for()
    assert "▲ trigger" in page.locator(".causemap-svg").inner_html()


def test_an_open_kind_is_not_marked(page):
    put(page)
    opened(page, "C6")
    page.get_by_label("C6: What kind of cause is it?").select_option("underlying")
    page.get_by_role("button", name="Check C6").click()
    section(page, "C6").get_by_text("Not marked.", exact=True).wait_for()


def test_without_the_author_one_article_loses_all(page):
    put(page, solved())
    before = lines(page)
    assert "7 of 7 causes linked to the event" in words(page)
    page.get_by_label("Leave out the author’s own voice").check()
    assert page.evaluate("window.model.get('value').without") is True
    assert "Without the author’s own voice all 7 keep at least one link." in words(page)
    assert "BLOG loses 1 of 5 (C5); WP loses all 5 (C1, C2, C4, C5, C6)." in words(page)
    assert lines(page) == before - 5
    assert "WP P3" not in page.locator(".causemap-scroll").inner_text()


def test_a_cause_that_rests_on_the_author_alone_is_named(page):
    put(page)
    opened(page, "C5")
    who(page, "C5", "WP P6").select_option("asserts:author")
    assert "only Pyongyang acts" in words(page)
    page.get_by_label("Leave out the author’s own voice").check()
    assert "C5 (Domestic politics, image) is left without support." in words(page)
    assert "no support left" in page.locator(".causemap-svg").inner_html()


def test_the_table_says_what_the_picture_shows(page):
    put(page, solved("C3"))
    page.get_by_text("The map as a table").click()
    row = page.locator(".causemap-scroll tbody tr").nth(2).inner_text()
    assert "a named expert: GVS P32, GVS P33, IND P27 (a reason is given)" in row
    assert "an underlying cause" in row


def test_the_rest_is_shown_after_three_causes(page):
    put(page, solved("C1", "C3"))
    rest = page.get_by_role("button", name="Show me the rest")
    assert not rest.is_visible()
    put(page, solved("C1", "C3", "C5"))
    rest.click()
    status(page, "The rest is filled in for you.")
    assert page.locator(".causemap-progress").inner_text().startswith("7 of 7 causes complete")
    assert state(page, "C7|IND-P25")["shown"] is True


def test_by_keyboard_alone(page):
    put(page)
    page.locator(".causemap-section summary").nth(1).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("u")  # typing chooses in a menu: unnamed analysts
    assert state(page, "C2|BLOG-P09")["choice"] == "asserts:unnamed analysts"
    page.get_by_label("Leave out the author’s own voice").focus()
    page.keyboard.press("Space")
    assert page.evaluate("window.model.get('value').without") is True


def test_what_was_placed_comes_back_and_nonsense_does_no_harm(page):
    put(
        page,
        {
            "C1|GVS-P05": {"choice": "asserts:gossip"},
            "C1|WP-P03": {"choice": "asserts:author"},
            "C1": {"choice": "x"},
        },
    )
    assert lines(page) == 1
    assert who(page, "C1", "GVS P5").input_value() == ""
    assert who(page, "C1", "WP P3").input_value() == "asserts:author"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 320])
def test_accessible_and_never_wider_than_the_page(page, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(t) => document.documentElement.setAttribute('data-theme', t)", theme)
    put(page, {**solved("C1", "C2"), "C3|IND-P27": {"choice": "asserts:author", "checked": True, "tries": 2}})
    page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    assert bare.violations(page, theme) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = page.evaluate(
        "[...document.querySelectorAll('.causemap-svg text')].map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 13
    page.evaluate(BRIGHTER)
    page.set_viewport_size({"width": 1100, "height": 900})


@pytest.mark.parametrize("width", [1100, 320])
def test_words_stay_in_their_boxes(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    put(page, solved())
    page.wait_for_timeout(150)
    over = page.evaluate(
        """[...document.querySelectorAll('.causemap-svg .causemap-title')].filter((text) =>
        text.getBoundingClientRect().right > text.previousElementSibling.getBoundingClientRect().right).map((t) => t.textContent)"""
    )
    assert over == []
    page.set_viewport_size({"width": 1100, "height": 900})


# The bingo


def bingo(page):
    built = omission_grid_widget(
        data.rows("omissions"),
        data.rows("omission_citations"),
        data.rows("articles"),
        passage_views(),
        id="11/bingo",
    )
    page.evaluate(bare.MODEL, [built.spec, {}])


def cell(page, item, article):
    return page.locator(f"select[aria-label^='{item} '][aria-label$=', {article}']")


def test_bingo_guess_check_and_look_again(grid):
    bingo(grid)
    assert grid.locator(".grid-progress").inner_text() == "0 of 10 items complete"
    assert grid.get_by_text("Count:").count() == 0
    for article in ("BLOG", "GVS", "IND", "WSWS", "WP"):
        cell(grid, "O08", article).focus()
        cell(grid, "O08", article).select_option("lacks")
    grid.get_by_role("button", name="Check O08").click()
    status(grid, "O08 is complete. Who has it: 0 of 5 articles.")
    cell(grid, "O03", "WSWS").focus()
    cell(grid, "O03", "WSWS").select_option("has:WSWS-P16")
    grid.get_by_role("button", name="Check O03").click()
    status(grid, "O03. Look again: WSWS.")
    cell(grid, "O03", "WSWS").select_option("has:WSWS-P17")
    grid.get_by_role("button", name="Check O03").click()
    status(grid, "O03. Right: WSWS.")


@pytest.mark.parametrize("width", [1100, 320])
def test_bingo_is_accessible_and_never_wider_than_the_page(grid, width):
    grid.set_viewport_size({"width": width, "height": 900})
    bingo(grid)
    assert bare.violations(grid) == []
    assert grid.evaluate("document.documentElement.scrollWidth") <= width
    grid.set_viewport_size({"width": 1100, "height": 900})
