"""With a finger on a phone: taps, swipes and drags, no mouse; a keyboard only to type. Some front-ends on plain pages."""

import accessible
import bare
import pytest

from course.build import accessibility

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FIT = """() => document.head.append(Object.assign(document.createElement("meta"),
  { name: "viewport", content: "width=device-width, initial-scale=1" }))"""
ENTRIES = {entry["id"]: entry for entry in accessibility.widgets()}
TARGETS = """() => [...document.querySelectorAll(".course-widget :is(button, select, input, textarea, summary)")]
  .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }))
  .map((one) => [one, (one.matches("[type=radio], [type=checkbox]") && one.closest("label")) || one])
  .map(([one, target]) => ({ name: `${one.tagName} ${target.className}`, width: target.getBoundingClientRect().width,
    height: target.getBoundingClientRect().height, isMain: one.matches(".course-main, select") || target.matches(".q-option, .q-pill"),
    letters: one.matches("button, summary, [type=radio], [type=checkbox], [type=range], [type=file]") ? 16 : parseFloat(getComputedStyle(one).fontSize) }))"""


@pytest.fixture
def phone(browser):
    """Show a front-end as its lesson does: ``phone("scale")``."""
    pages = []

    def show(name):
        widget = accessible.made(ENTRIES[name])
        page = bare.blank(browser, ENTRIES[name]["front"], **PHONE)
        pages.append(page)
        page.evaluate(FIT)
        bare.put(page, widget.spec, widget.value)
        page.wait_for_selector(".course-widget")
        return page

    yield show
    assert [page.faults for page in pages] == [[] for _ in pages]
    for page in pages:
        page.close()


def finger(page, *points):
    """Lay a finger on the first point, move it over the others and lift it."""
    session = page.context.new_cdp_session(page)
    for kind, at in zip(["touchStart", *["touchMove"] * len(points[1:])], points, strict=True):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(50)


def middle(locator):
    locator.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("name", ["single", "matrix", "scale", "sequence"])
def test_what_is_pressed_is_large_enough_and_typing_does_not_zoom(phone, name):
    targets = phone(name).evaluate(TARGETS)
    assert targets
    for one in targets:
        least = 44 if one["isMain"] else 24
        assert one["height"] >= least, one
        assert one["width"] >= 24, one
        assert one["letters"] >= 16, one  # below that, phones zoom into a field


def test_a_swipe_that_begins_on_a_slider_scrolls_and_leaves_the_slider_alone(phone):
    page = phone("scale")
    slider = page.locator("input[type=range]").first
    x, y = middle(slider)
    before = page.evaluate("scrollY")
    finger(page, (x + 60, y), *((x + 60, y - 12 * n) for n in range(1, 16)))
    assert page.evaluate("scrollY") > before + 50
    assert slider.get_attribute("aria-valuetext") == "not placed yet"
    assert page.evaluate("window.saved") is None


def test_a_slider_follows_a_finger_and_goes_where_it_is_tapped(phone):
    page = phone("scale")
    slider = page.locator("input[type=range]").first
    x, y = middle(slider)
    finger(page, *((x + 5 * n, y) for n in range(12)))
    dragged = int(slider.input_value())
    assert dragged > 50
    page.touchscreen.tap(x - 60, y)
    page.wait_for_function(
        "(before) => Number(document.querySelector('input[type=range]').value) < before", arg=50
    )
    assert page.evaluate("window.saved") is not None


def test_a_card_goes_into_a_group_by_finger_and_by_menu(phone):
    page = phone("groups")
    boxed = page.locator(".groups-box .groups-card")
    handle = page.locator(".groups-tray .groups-handle").last
    x, y = middle(handle)
    target = page.locator(".groups-box").first.bounding_box()
    finger(
        page,
        (x, y),
        (x + 30, y + 20),
        (target["x"] + 90, target["y"] + 30),
        (target["x"] + 95, target["y"] + 30),
    )
    assert boxed.count() == 1
    menu = page.locator(".groups-tray select").first
    menu.tap()
    menu.select_option(index=2)
    assert boxed.count() == 2  # at once: no keyboard waits in the menu
