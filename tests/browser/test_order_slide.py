"""The number explorer: its sums are those of course/numbers.py, and a keyboard is enough. A plain page, no server."""

from __future__ import annotations

import random

import bare
import pytest

from course import numbers
from course.model import CourseError
from course.widgets.slide import slide_widget

pytestmark = pytest.mark.browser

BARS = """() => Object.fromEntries([...document.querySelectorAll(".slide-row")].map((row) => [row.dataset.part, Number(row.dataset.value)]))"""


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end in it."""
    page = bare.blank(browser, "order")
    yield page
    page.close()


def put(page, **value):
    page.evaluate(bare.MODEL, [slide_widget().spec, value])


def said(page):
    page.wait_for_timeout(650)
    return page.locator(".course-status").inner_text()


def verdict(page):
    return page.locator(".slide-verdict").inner_text()


def states():
    dice = random.Random(10)  # noqa: S311  (the same fifty states on every run)
    fixed = [(24, 74), (0, 0), (90, 99), (24, 96.3), (24, 96.4), (29.7, 74)]
    return fixed + [(round(dice.uniform(0, 90), 1), round(dice.uniform(0, 99), 1)) for _ in range(44)]


def test_fifty_states_agree_with_python(page):
    possible = 0
    for total, imports in states():
        put(page, total=total, imports=imports)
        bars = page.evaluate(BARS)
        assert bars["total"] == pytest.approx(numbers.base(208, total / 100))
        assert bars["imports"] == pytest.approx(numbers.base(10, imports / 100))
        assert bars["surplus"] == pytest.approx(bars["total"] - 2 * bars["imports"])
        if bars["imports"] >= bars["total"]:
            with pytest.raises(CourseError) as error:
                numbers.reconcile(198, 10, total / 100, imports / 100)
            assert verdict(page).startswith(str(error.value).partition(", and all")[0])
            continue
        possible += 1
        found = numbers.reconcile(198, 10, total / 100, imports / 100)
        assert bars["exports"] == pytest.approx(found.exports_2019)
        size = f"{abs(found.export_change):.1f}"
        way = (
            "no change" if size == "0.0" else f"a {'fall' if found.export_change < 0 else 'rise'} of {size} %"
        )
        assert verdict(page) == f"Possible: for exports that means {way}."
    assert 20 < possible < 50


def test_by_keyboard_alone_to_the_numbers_of_the_article(page):
    put(page)
    imports = page.get_by_role("slider", name="Imports from the North fell by")
    assert imports.get_attribute("aria-valuetext") == "24 percent"
    imports.focus()
    page.keyboard.press("ArrowRight")
    assert imports.get_attribute("aria-valuetext") == "25 percent"
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("74")
    page.keyboard.press("Enter")
    assert page.evaluate("window.saved") == {"imports": 74}
    steps = page.locator(".slide-steps li").all_inner_texts()
    assert steps == [
        "All trade of 2019: 208 is the 76 % that is left. 208 ÷ 0.76 = 273.7.",
        "Imports of 2019: 10 is the 26 % that is left. 10 ÷ 0.26 = 38.5.",
        "Exports of 2019: 273.7 − 38.5 = 235.2.",
        "So exports went from 235.2 to 198: a fall of 15.8 %.",
    ]
    assert said(page) == "Possible: for exports that means a fall of 15.8 %."


def test_one_button_puts_in_both_numbers(page):
    put(page, total=10, imports=10)
    page.get_by_role("button", name="Put in the numbers of WSWS P11").press("Enter")
    assert page.evaluate("window.saved") == {"total": 24, "imports": 74}
    assert "15.8 %" in verdict(page)


def test_the_impossible_zone_says_why(page):
    put(page, total=24, imports=97)
    assert verdict(page) == (
        "Impossible: imports of 2019 would be 333.3 million, and all trade of 2019 only 273.7. "
        "A part cannot be larger than the whole, so exports would have to be less than nothing."
    )
    assert page.locator(".slide-row.is-bad:visible").count() == 2
    assert "longer than all trade (dashed line)" in page.locator("[data-part=imports]").inner_text()
    assert "Nobody can sell less than nothing." in page.locator(".slide-steps").inner_text()
    assert page.locator(".slide-steps li").count() == 3


def test_a_rise_is_possible(page):
    put(page, total=24, imports=90)
    assert verdict(page) == "Possible: for exports that means a rise of 14.0 %."


def test_the_line_of_the_surplus_is_met_or_not(page):
    put(page, total=24, imports=74)
    assert page.locator("[data-part=surplus]").is_hidden()
    line = page.get_by_role("button", name="Add the line “38 North: the surplus of 2019 was 219”")
    line.press("Enter")
    assert line.get_attribute("aria-pressed") == "true"
    assert page.evaluate("window.saved.line") is True
    meets = page.locator(".slide-meets")
    assert "is 196.8. The line says 219. The bars do not meet it: 22.2 too little." in meets.inner_text()
    assert "do not meet it" in said(page)
    total = page.get_by_role("spinbutton", name="All trade fell by, in percent")
    total.fill("29.7")
    total.press("Enter")
    assert meets.inner_text().endswith("The bars meet the line.")
    line.press("Enter")
    assert meets.is_hidden()


def test_what_cannot_be_typed_is_said_and_put_right(page):
    put(page)
    total = page.get_by_role("spinbutton", name="All trade fell by, in percent")
    total.fill("120")
    total.press("Enter")
    assert said(page).startswith("A number from 0 to 90, please. It is 90 now.")
    assert total.input_value() == "90"
    total.fill("")
    total.press("Tab")
    assert total.input_value() == "90"


def test_a_broken_value_shows_the_start(page):
    put(page, total="x", imports=None, line="yes")
    assert "Possible: for exports that means a fall of 24.0 %." in verdict(page)
    assert page.locator(".slide-meets").is_hidden()


@pytest.mark.parametrize("width", [320, 900])
def test_it_fits_the_screen(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    put(page, total=24, imports=97, line=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    put(page, total=90, imports=99, line=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_in_any_state(page, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    page.evaluate(
        "(theme) => { document.body.style.background = theme === 'dark' ? '#111' : '#fff'; }", theme
    )
    found = []
    for state in (
        {},
        {"total": 24, "imports": 97, "line": True},
        {"total": 29.7, "imports": 74, "line": True},
    ):
        put(page, **state)
        page.wait_for_timeout(200)
        found += bare.violations(page, theme, "main")
    assert found == []
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
