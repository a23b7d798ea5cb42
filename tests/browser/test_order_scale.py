"""Cards on a line and beliefs in stages behave as a student expects, keyboard included. A plain page, no server."""

from __future__ import annotations

from itertools import pairwise

import bare
import pytest

from course.quiz.decks import Deck
from course.widgets.order_scale import scale_widget
from course.widgets.order_stages import stages_widget

pytestmark = pytest.mark.browser

VIEW = {"id": "IND-P11", "article": "IND", "number": 11, "part": "body", "layer": "article text", "gist": "Ours.",
        "excerpt": None, "text": None, "joined_to": None}  # fmt: skip
PASSAGES = {"IND-P11": VIEW}
SAID = {"right": "It leaves a way out.", "below": "It says more.", "above": "It says less."}
LADDER = {
    "question": "How sure does it sound?",
    "scale": {"min": 0, "max": 100, "step": 5, "low": "a pure guess", "high": "stated as certain"},
    "cards": [
        {
            "id": "n1",
            "text": "It appears to be gone.",
            "from": "IND-P11",
            "cue": "appears",
            "band": [60, 80],
            **SAID,
        },
        {"id": "n2", "text": "It is gone.", "cue": "is", "band": [90, 100], **SAID},
        {"id": "n3", "text": "Perhaps.", "band": [0, 20], **SAID},
    ],
    "closing": "You have read the small words.",
}
ZONES = [{"label": "Korea", "offset": 540}, {"label": "London", "offset": 60}, {"label": "UTC", "offset": 0}]
CLOCK = {
    "question": "When at the earliest?",
    "scale": {
        "clock": True,
        "min": "2020-06-16T05:30Z",
        "max": "2020-06-16T09:30Z",
        "step": 1,
        "zones": ZONES,
        "marks": [
            {"at": "2020-06-16T08:05Z", "label": "the committee opens"},
            {"at": "2020-06-16T08:12Z", "label": "stamp of the page, a rather long label for a small screen"},
            {"at": "2020-06-16T05:49Z", "label": "explosion"},
        ],
    },
    "cards": [
        {"id": "t1", "text": "They are meeting.", "band": ["2020-06-16T08:05Z", "2020-06-16T08:20Z"], **SAID}
    ],
    "closing": "Done.",
}
STAGES = {
    "question": "How likely is it?",
    "scale": {"min": 0, "max": 100, "step": 5, "low": "surely not", "high": "surely"},
    "cards": [
        {
            "id": "b1",
            "text": "It was a message.",
            "turn": 3,
            "expect": "down",
            "feedback": "One analyst says so.",
            "steps": [
                {"label": "Headline", "from": "IND-P11", "text": "“To send a message”"},
                {"label": "Lead", "text": "The lead."},
                {"label": "Body", "text": "The body."},
            ],
        }
    ],
    "closing": "Bodies pay what headlines promise.",
}
CLASS = {"n1": {"n": 14, "median": 70, "low": 60, "high": 80}}
FOCUS = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end in it."""
    page = bare.blank(browser, "order")
    yield page
    page.close()


def deck(content, layout="scale"):
    return Deck("L5.C1", "05-how-sure", layout, "A title", "Do this.", content)


def put(page, content=LADDER, value=None, class_marks=None):
    widget = scale_widget(deck(content), passages=PASSAGES, class_marks=class_marks)
    page.evaluate(bare.MODEL, [widget.spec, value or {}])


def put_stages(page, value=None):
    widget = stages_widget(deck(STAGES, "stages"), passages=PASSAGES)
    page.evaluate(bare.MODEL, [widget.spec, value or {}])


def kept(page, card):
    return page.evaluate("(id) => window.saved?.cards?.[id] ?? null", card)


def slider(page, n):
    return page.get_by_role("slider").nth(n)


def card(page, n):
    return page.locator(".scale-card").nth(n).inner_text()


def check(page):
    page.get_by_role("button", name="Check", exact=True).click()


def placed(**places):
    return {"cards": {name: {"at": at} for name, at in places.items()}}


def missed(at):
    return {"at": at, "checked": True, "right": False, "tries": 2, "shown": False}


def test_place_and_check_by_keyboard_alone(page):
    put(page)
    assert slider(page, 0).get_attribute("aria-valuetext") == "not placed yet"
    assert page.locator(".scale-marker:visible").count() == 0
    slider(page, 0).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert slider(page, 0).get_attribute("aria-valuetext") == "65"
    assert kept(page, "n1") == {"at": 65, "checked": False, "right": False, "shown": False}
    slider(page, 1).focus()
    page.keyboard.press("Tab")
    page.keyboard.type("43")
    page.keyboard.press("Tab")
    page.get_by_text("2 is placed at 45, the nearest place on the line.").wait_for()
    check(page)
    page.get_by_text("Inside the band: 1. Look again: 2. 1 not placed yet.").wait_for()
    assert "Inside the band, 60 to 80: It leaves a way out." in card(page, 0)
    assert "Below the band: It says more." in card(page, 1)
    assert "90" not in card(page, 1)
    assert page.locator(".scale-card mark").all_inner_texts() == ["appears", "is"]
    assert kept(page, "n1") == {
        "at": 65,
        "checked": True,
        "right": True,
        "tries": 1,
        "shown": False,
        "first": 65,
    }


def test_a_typed_place_keeps_the_focus_on_the_card_that_comes_next(page):
    put(page)
    slider(page, 1).focus()
    page.keyboard.press("Tab")
    page.keyboard.type("40")
    assert slider(page, 1).get_attribute("aria-valuetext") == "40"
    page.keyboard.press("Tab")
    page.wait_for_timeout(100)
    assert slider(page, 2).evaluate("slider => slider === slider.getRootNode().activeElement")
    assert kept(page, "n2")["at"] == 40


def test_cues_are_boxed_or_said_and_a_reason_does_not_say_yes_twice(page):
    two = {
        "id": "n1",
        "text": "They insist that they believe it.",
        "cue": "insist, believe",
        "band": [0, 40],
        **SAID,
    }
    none = {
        "id": "n2",
        "text": "It is.",
        "cue": "no softening word",
        "band": [0, 40],
        **SAID,
        "right": "Yes. it is flat.",
    }
    put(page, {**LADDER, "cards": [two, none]}, placed(n1=10, n2=10))
    assert page.get_by_text("Cue: no softening").count() == 0
    check(page)
    assert page.locator(".scale-card mark").all_inner_texts() == ["insist", "believe"]
    assert page.locator(".order-text").first.inner_text() == "They insist that they believe it."
    assert "Cue: no softening word" in card(page, 1)
    assert "Inside the band, 0 to 40: It is flat." in card(page, 1)


def test_place_here_keeps_the_focus_on_the_card(page):
    put(page)
    page.get_by_role("button", name="Place here (3)").press("Enter")
    page.get_by_text("3 is placed at 50.").wait_for()
    assert page.evaluate(FOCUS) == "How sure does it sound? 3, “Perhaps.”"
    assert kept(page, "n3")["at"] == 50


def test_every_stop_in_a_time_field_shows_the_focus(page):
    put(page, CLOCK)
    slider(page, 0).focus()
    page.keyboard.press("Tab")
    seen = []
    while (
        page.evaluate("() => document.activeElement.type") == "time"
    ):  # hours, minutes, the button of the clock
        seen.append(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
        page.keyboard.press("Tab")
    assert len(seen) >= 3
    assert set(seen) == {"solid"}


def test_nothing_to_check_is_said(page):
    put(page)
    check(page)
    page.get_by_text("Nothing is on the line yet.").wait_for()
    put(page, value={"cards": {"n1": missed(20)}})
    check(page)
    page.get_by_text("Nothing new to check.").wait_for()
    assert kept(page, "n1") is None


def test_show_me_comes_after_two_tries(page):
    put(page, value=placed(n1=90))
    show = page.get_by_role("button", name="Show me the band of 1")
    check(page)
    assert show.count() == 0
    slider(page, 0).press("ArrowRight")
    check(page)
    assert "Above the band: It says less." in card(page, 0)
    assert "60" not in card(page, 0)
    show.press("Enter")
    assert "The band is 60 to 80. You said 95. It leaves a way out." in card(page, 0)
    assert "The band is" in page.evaluate("document.activeElement.textContent")
    state = kept(page, "n1")
    assert (state["shown"], state["right"], state["tries"], state["first"]) == (True, False, 2, 90)


def test_the_class_is_shown_after_the_check_only(page):
    put(page, value=placed(n1=70), class_marks=CLASS)
    words = "Class median 70, middle half 60 to 80, 14 people."
    assert words not in card(page, 0)
    check(page)
    assert words in card(page, 0)
    assert page.locator(".scale-diamond").count() == 1


def test_a_marker_is_dragged_along_the_line_and_from_below_it(page):
    put(page, value=placed(n1=20))
    line = page.locator(".scale-field").bounding_box()
    for what, percent, name, at in ((".scale-marker", 50, "n1", 50), (".scale-chip", 75, "n2", 75)):
        start = page.locator(what).nth(0 if name == "n1" else 1).bounding_box()
        page.mouse.move(start["x"] + 12, start["y"] + 12)
        page.mouse.down()
        page.mouse.move(line["x"] + line["width"] * percent / 100, line["y"] + 10, steps=4)
        page.mouse.up()
        assert kept(page, name)["at"] == at


def test_markers_at_one_place_do_not_cover_one_another(page):
    put(page, value=placed(n1=50, n2=50, n3=52))
    boxes = [box.bounding_box() for box in page.locator(".scale-marker").all()]
    assert len({round(box["y"]) for box in boxes}) == 3


def test_all_settled_ends_with_the_closing(page):
    put(page, value=placed(n1=70, n2=95, n3=10))
    assert "small words" not in page.locator("main").inner_text()
    check(page)
    assert "3 of 3 inside the band. You have read the small words." in page.locator("main").inner_text()
    assert page.get_by_role("slider").count() == 0


def test_start_again_asks_first(page):
    put(page, value=placed(n1=70))
    page.get_by_role("button", name="Start again").press("Enter")
    assert page.evaluate(FOCUS) == "No, keep it"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS) == "Start again"
    page.get_by_role("button", name="Start again").press("Enter")
    page.get_by_role("button", name="Yes, start again").press("Enter")
    assert page.evaluate(FOCUS).endswith("1, “It appears to be gone.”")
    assert slider(page, 0).get_attribute("aria-valuetext") == "not placed yet"
    assert page.evaluate("window.saved.cards") == {}


def test_a_value_from_python_shows_at_once(page):
    put(page)
    page.evaluate(
        "window.model.set('value', {cards: {n1: {at: 70, checked: true, tries: 1}, n2: {at: 'x'}, n3: null}})"
    )
    assert "Inside the band" in card(page, 0)
    assert page.locator(".scale-marker:visible").count() == 1
    page.evaluate("window.model.set('value', {})")
    assert page.locator(".scale-marker:visible").count() == 0


def test_the_clock_speaks_in_every_zone(page):
    put(page, CLOCK, placed(t1=161))
    time = page.get_by_label("As a time in Korea")
    assert time.input_value() == "17:11"
    slider(page, 0).press("ArrowRight")
    words = "17:12 in Korea, 09:12 in London, 08:12 UTC"
    assert slider(page, 0).get_attribute("aria-valuetext") == words
    assert page.locator("output").inner_text() == words
    check(page)
    assert "Inside the band, 17:05 to 17:20 in Korea, 09:05 to 09:20 in London, 08:05 to 08:20 UTC:" in card(
        page, 0
    )


def test_a_time_is_typed_in_the_zone_that_was_chosen(page):
    put(page, CLOCK)
    page.get_by_label("Typed times are in").select_option(label="London")
    time = page.get_by_label("As a time in London")
    time.fill("07:00")
    time.dispatch_event("change")
    assert kept(page, "t1")["at"] == 30
    time.fill("12:00")
    time.dispatch_event("change")
    page.get_by_text("This line runs from 06:30 to 10:30 in London.").wait_for()
    assert kept(page, "t1")["at"] == 30
    check(page)
    assert "Too early: It says more." in card(page, 0)


@pytest.mark.parametrize("width", [320, 900])
def test_rulers_are_aligned_and_labels_do_not_meet(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    put(page, CLOCK)
    rulers = page.locator(".scale-ruler").all()
    assert [ruler.locator(".scale-tick").first.inner_text() for ruler in rulers] == [
        "15:00",
        "07:00",
        "06:00",
    ]
    assert len({ruler.locator(".scale-tick").first.bounding_box()["x"] for ruler in rulers}) == 1
    boxes = sorted((e.bounding_box() for e in page.locator(".scale-event").all()), key=lambda box: box["y"])
    assert [b for a, b in pairwise(boxes) if a["y"] + a["height"] > b["y"] + 1] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})


def test_stages_to_the_end_by_keyboard(page):
    put_stages(page)
    keep = page.get_by_role("button", name="Keep")
    keep.press("Enter")
    page.get_by_text("Move the slider first. For the middle, type 50.").wait_for()
    assert page.get_by_text("The lead.").is_hidden()
    slider(page, 0).focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    keep.press("Enter")
    page.get_by_text("Kept. Now read “Lead”, and rate again.").wait_for()
    assert page.evaluate(FOCUS).startswith("Lead")
    assert page.get_by_text("The lead.").is_visible()
    assert slider(page, 0).get_attribute("aria-valuetext") == "80"
    keep.press("Enter")
    number = page.get_by_label("As a number: claim 1, after “Body”")
    number.fill("31")
    keep.click()
    said = page.locator(".stages-end").inner_text()
    assert "You went from 80 after “Headline” to 30 after “Body”." in said
    assert (
        "At “Body” you moved down by 50. That fits what the text gives there: a reason to move down." in said
    )
    assert "One analyst says so." in said
    assert page.locator(".stages-numbers li").all_inner_texts() == ["Headline: 80", "Lead: 80", "Body: 30"]
    assert page.locator(".stages-point").count() == 3
    assert kept(page, "b1") == {"ratings": [80, 80, 30], "checked": True}
    assert "Bodies pay" in page.locator("main").inner_text()


def test_a_belief_is_never_called_wrong(page):
    put_stages(page, {"cards": {"b1": {"ratings": [60, 60, 60]}}})
    said = page.locator(".stages-end").inner_text()
    assert "You ended where you began, at 60." in said
    assert (
        "At “Body” you stayed where you were. Weigh it once more, for the text gives there a reason to move down."
        in said
    )
    assert "wrong" not in said


def test_rate_again_begins_at_the_headline(page):
    put_stages(page, {"cards": {"b1": {"ratings": [60, 50, 40]}}})
    page.get_by_role("button", name="Rate again").press("Enter")
    page.get_by_role("button", name="Yes, start again").press("Enter")
    assert page.evaluate(FOCUS) == "How likely is it? Claim 1, after “Headline”"
    assert page.get_by_text("The lead.").is_hidden()
    assert kept(page, "b1") == {"ratings": [], "checked": False}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_in_any_state(page, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    page.evaluate(
        "document.body.style.background = document.documentElement.dataset.theme === 'dark' ? '#111' : '#fff'"
    )
    shown = {**missed(20), "shown": True}
    states = {"cards": {"n1": missed(20), "n2": shown, "n3": {**missed(10), "right": True}}}
    found = []
    for show in (
        lambda: put(page),
        lambda: put(page, value=states, class_marks=CLASS),
        lambda: put(page, CLOCK, {"cards": {"t1": missed(10)}}),
        lambda: put_stages(page),
        lambda: put_stages(page, {"cards": {"b1": {"ratings": [60, 50, 40]}}}),
    ):
        show()
        found += bare.violations(page, theme, "main")
    assert found == []
