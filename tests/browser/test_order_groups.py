"""Cards go into groups by menu, keyboard and mouse, and a check says what to look at. A plain page, no server."""

from __future__ import annotations

import random

import bare
import pytest

from course.quiz.decks import Deck
from course.widgets.order_groups import groups_widget

pytestmark = pytest.mark.browser

VIEW = {"id": "GVS-P02", "article": "GVS", "number": 2, "part": "body", "layer": "article text", "gist": "A date.",
        "excerpt": None, "text": None, "joined_to": None}  # fmt: skip
GROUPS = [
    {"id": "event", "label": "Event date", "hint": "when it happened"},
    {"id": "saved", "label": "Capture date"},
]
CARDS = [
    {
        "id": "k1",
        "text": "Tuesday, May 21",
        "from": "GVS-P02",
        "group": "saved",
        "right": "Yes. It was saved.",
        "not_yet": "Look above the text.",
        "wrong": {"event": "Check the year."},
    },
    {"id": "k2", "text": "16 June", "group": "event", "right": "The day itself.", "not_yet": "See GVS P2."},
    {"id": "k3", "text": "a rumour"},
]
MANY = [
    {"id": f"m{n}", "text": f"Card {n}", "weight": n, "group": "event", "right": "So.", "not_yet": "Look."}
    for n in range(1, 32)
]


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the order front-end in it."""
    page = bare.blank(browser, "order", "\nexport { groupsKappa };", viewport={"width": 1100, "height": 900})
    yield page
    page.close()


def put(page, cards=CARDS, value=None, marks=None, agreed=None, **content):
    written = {"groups": GROUPS, "cards": cards, "closing": "All in place.", **content}
    widget = groups_widget(
        Deck("L2.C1", "02-x", "groups", "Dates", "Sort.", written),
        passages={"GVS-P02": VIEW},
        class_marks=marks,
        class_agreement=agreed,
    )
    page.evaluate(bare.MODEL, [widget.spec, value or {}])


def menu(page, text):
    return page.get_by_label(f"Group for “{text}”")


def place(page, text, label):
    menu(page, text).select_option(label=label)


def press(page, name="Check"):
    page.get_by_role("button", name=name, exact=True).click()


def status(page, text):
    page.locator(".course-status", has_text=text).wait_for()


def card(page, text):
    return page.locator(".groups-card", has_text=text)


def state(page, card_id):
    return page.evaluate("(id) => window.model.get('value').cards?.[id]", card_id)


def box(page, label):
    return page.locator(".groups-box", has_text=label)


def test_place_check_and_mend(page):
    put(page)
    press(page)
    status(page, "Place at least one card first.")
    place(page, "Tuesday, May 21", "1. Event date")
    status(page, "“Tuesday, May 21” is in Event date. 2 still to place.")
    assert box(page, "Event date").locator(".groups-card").count() == 1
    place(page, "a rumour", "2. Capture date")
    press(page)
    status(page, "0 of 2 right, 1 to look at again, 1 not placed, 1 to discuss.")
    assert "Not yet. Check the year." in card(page, "Tuesday").inner_text()
    assert "Kept to discuss." in card(page, "a rumour").inner_text()
    assert state(page, "k1") == {
        "group": "event",
        "checked": True,
        "right": False,
        "tries": 1,
        "shown": False,
        "first": "event",
    }
    press(page)
    status(page, "Nothing new to check: change a card that says “Not yet”.")
    place(page, "Tuesday, May 21", "2. Capture date")
    assert "Not yet." not in card(page, "Tuesday").inner_text()
    place(page, "16 June", "1. Event date")
    press(page)
    status(page, "All 2 right, 1 to discuss.")
    page.get_by_text("All in place.").wait_for()
    assert "✓ Right" in card(page, "Tuesday").inner_text()
    assert "It was saved." in card(page, "Tuesday").inner_text()
    assert not menu(page, "Tuesday, May 21").is_visible()
    assert state(page, "k1")["tries"] == 2


def test_two_wrong_tries_then_show_me(page):
    put(page)
    for label in ("1. Event date", "choose …", "1. Event date"):
        place(page, "Tuesday, May 21", label)
        if label != "choose …":
            press(page)
        assert page.get_by_role("button", name="Show me").count() == (state(page, "k1")["tries"] == 2)
    page.get_by_role("button", name="Show me where “Tuesday, May 21” belongs").click()
    status(page, "“Tuesday, May 21” belongs to Capture date.")
    assert state(page, "k1") == {
        "group": "saved",
        "checked": True,
        "right": True,
        "tries": 2,
        "shown": True,
        "first": "event",
    }
    assert page.evaluate("document.activeElement.className") == "groups-settled"
    assert box(page, "Capture date").locator(".groups-card").count() == 1


def test_paragraphs_open_from_the_card_and_from_the_feedback(page):
    put(page)
    card(page, "Tuesday").get_by_role("button", name="Open paragraph GVS P2").click()
    assert "A date." in card(page, "Tuesday").inner_text()
    place(page, "16 June", "2. Capture date")
    press(page)
    card(page, "16 June").get_by_role("button", name="Open paragraph GVS P2").click()
    assert "A date." in card(page, "16 June").inner_text()


def test_drag_with_the_mouse(page):
    put(page)
    page.locator("[data-group='event']").scroll_into_view_if_needed()
    handle = card(page, "16 June").locator(".groups-handle").bounding_box()
    target = page.locator("[data-group='event']").bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"] + 40, target["y"] + 40, steps=4)
    assert page.locator(".groups-ghost").inner_text() == "16 June"
    assert page.locator(".is-target").get_attribute("data-group") == "event"
    page.mouse.up()
    assert state(page, "k2")["group"] == "event"
    assert page.locator(".groups-ghost, .is-target").count() == 0
    assert box(page, "Event date").locator(".groups-card").count() == 1


def test_a_second_press_during_a_drag_leaves_no_copy_behind(page):
    put(page)
    handle = card(page, "16 June").locator(".groups-handle").bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.down()
    assert page.locator(".groups-ghost").count() == 1
    page.mouse.up()
    assert page.locator(".groups-ghost").count() == 0


def test_a_drag_that_ends_nowhere_changes_nothing(page):
    put(page)
    handle = card(page, "16 June").locator(".groups-handle").bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(1090, 890, steps=3)
    page.mouse.up()
    assert state(page, "k2") is None


def test_by_keyboard_the_card_waits_until_the_focus_leaves_it(page):
    put(page)
    page.get_by_role("button", name="Open paragraph GVS P2").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("1")
    assert state(page, "k1")["group"] == "event"
    assert page.locator(".groups-tray .groups-card").count() == 3
    page.keyboard.press("Tab")
    page.wait_for_function("document.querySelectorAll('.groups-tray .groups-card').length === 2")
    assert page.evaluate("document.activeElement.ariaLabel") == "Group for “16 June”"


def test_start_again_asks_first(page):
    put(page)
    assert not page.get_by_role("button", name="Start again").is_visible()
    place(page, "16 June", "1. Event date")
    press(page, "Start again")
    press(page, "No, keep it")
    assert state(page, "k2")["group"] == "event"
    press(page, "Start again")
    press(page, "Yes, start again")
    status(page, "All cards are back.")
    assert page.evaluate("window.model.get('value')") == {"cards": {}}
    assert page.locator(".groups-tray .groups-card").count() == 3
    assert page.evaluate("document.activeElement.textContent") == "Check"


def test_what_was_kept_comes_back(page):
    done = {"group": "saved", "checked": True, "right": True, "tries": 1, "shown": False}
    gone = {"group": "a group of an older deck", "checked": True, "right": False, "tries": 1, "shown": False}
    put(page, value={"cards": {"k1": done, "k2": gone}})
    assert page.locator(".course-status").inner_text() == "1 of 2 right, 2 not placed."
    assert box(page, "Capture date").locator(".groups-card").count() == 1
    page.evaluate("window.model.set('value', {})")
    assert page.locator(".groups-tray .groups-card").count() == 3


def test_many_cards_have_bars_and_a_filter(page):
    put(page, MANY, weigh="words", keep_empty=["saved"])
    place(page, "Card 3", "1. Event date")
    place(page, "Card 1", "2. Capture date")
    assert page.locator(".groups-sum").all_inner_texts() == ["3 words, 75%", "1 word, 25%"]
    page.get_by_label("Not placed (29)").check()
    assert page.locator(".groups-card:visible").count() == 29
    place(page, "Card 9", "1. Event date")
    assert card(page, "Card 9").is_visible()
    press(page)
    assert not card(page, "Card 9").is_visible()
    page.get_by_label("Look again (1)").check()
    assert page.locator(".groups-card:visible").all_inner_texts()[0].startswith("Card 1")


def test_groups_that_stay_empty_are_named_at_the_end(page):
    value = {
        "cards": {c["id"]: {"group": "event", "checked": False, "right": False, "tries": 0} for c in MANY}
    }
    put(page, MANY, value, weigh="words", keep_empty=["saved"])
    assert page.locator(".groups-sum").all_inner_texts() == ["496 words, 100%", "0 words"]
    took = page.evaluate("""() => {
      const check = [...document.querySelectorAll("button")].find((button) => button.textContent === "Check");
      const before = performance.now();
      check.click();
      return performance.now() - before;
    }""")
    assert page.locator(".groups-sum").all_inner_texts()[1] == "0 words: no card belongs here"
    assert took < 100  # 10 ms on an idle machine; a browser test shares its two cores


def kept(group, first, *, right=True, tries=1):
    return {"group": group, "checked": True, "right": right, "tries": tries, "shown": False, "first": first}


def test_the_first_choice_stays_whatever_comes_later(page):
    put(page)
    place(page, "Tuesday, May 21", "1. Event date")
    place(page, "Tuesday, May 21", "2. Capture date")
    place(page, "16 June", "2. Capture date")
    press(page)
    place(page, "16 June", "1. Event date")
    press(page)
    assert [state(page, card_id)["first"] for card_id in ("k1", "k2")] == ["saved", "saved"]
    press(page, "Start again")
    press(page, "Yes, start again")
    assert page.evaluate("window.model.get('value')") == {
        "cards": {"k1": {"first": "saved"}, "k2": {"first": "saved"}}
    }
    assert not page.get_by_role("button", name="Start again").is_visible()
    place(page, "16 June", "1. Event date")
    press(page)
    assert (state(page, "k2")["first"], state(page, "k2")["tries"]) == ("saved", 1)


def test_what_an_older_course_kept_has_its_first_choice_only_after_one_check(page):
    old = {"group": "event", "checked": True, "right": False, "tries": 1, "shown": False}
    put(page, value={"cards": {"k1": old, "k2": {**old, "group": "saved", "tries": 2}}})
    place(page, "Tuesday, May 21", "2. Capture date")
    place(page, "16 June", "1. Event date")
    press(page)
    assert [state(page, card_id)["first"] for card_id in ("k1", "k2")] == ["event", ""]


SIX = [
    {"id": f"s{n}", "text": f"Sentence {n}", "group": "event" if n < 4 else "saved", "right": "So.", "not_yet": "Look."}
    for n in range(6)
]  # fmt: skip


def test_agreement_with_the_key_is_shown_once_all_were_checked(page):
    put(page, [*SIX, CARDS[2]], agreement=True)
    box = page.locator(".groups-agreement")
    for n in range(5):
        place(page, f"Sentence {n}", "1. Event date")
    press(page)
    assert not box.is_visible()
    place(page, "Sentence 5", "2. Capture date")
    press(page)
    # Observed 5/6; by chance 5/6 * 4/6 + 1/6 * 2/6 = 22/36.
    status(page, "Your first choices agreed with the key on 5 of 6 cards (83\u00a0%).")
    words = box.inner_text()
    assert (
        "on 5 of 6 cards (83\u00a0%). Chance alone would give about 61\u00a0%. Cohen’s kappa: 0.57." in words
    )
    assert "With 6 cards, one card more or less moves it by about 0.43." in words
    assert "Krippendorff" not in words
    place(page, "Sentence 4", "2. Capture date")
    press(page)
    status(page, "6 of 6 right, 1 not placed.")
    assert box.inner_text() == words
    press(page, "Start again")
    press(page, "Yes, start again")
    assert box.inner_text() == words


def test_agreement_only_where_the_deck_asks_and_kappa_only_where_it_exists(page):
    done = {"cards": {f"s{n}": kept("event", "event", right=n < 4) for n in range(6)}}
    put(page, SIX, done)
    assert page.locator(".groups-agreement").count() == 0
    put(page, SIX[:4], done, agreement=True)
    assert "only one group was used" in page.locator(".groups-agreement").inner_text()
    put(page, SIX, done, agreement=True)
    assert "Cohen’s kappa: 0.00." in page.locator(".groups-agreement").inner_text()


def test_kappa_is_that_of_scikit_learn(page):
    metrics = pytest.importorskip("sklearn.metrics")
    chance = random.Random(20200616)  # noqa: S311  (the same tables on every run)
    for _ in range(20):
        size, kinds = chance.randint(5, 40), "abcd"[: chance.randint(2, 4)]
        key = [*kinds, *chance.choices(kinds, k=size)]
        mine = [one if chance.random() < 0.6 else chance.choice(kinds) for one in key]
        found = page.evaluate("([ones, others]) => window.made.groupsKappa(ones, others)", [mine, key])
        assert found["kappa"] == pytest.approx(metrics.cohen_kappa_score(mine, key), abs=1e-12)
        assert found["observed"] == pytest.approx(metrics.accuracy_score(key, mine))


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        ({"raters": 14, "cards": 6, "alpha": -0.004}, "(14 people, 6 cards): Krippendorff’s alpha 0.00."),
        ({"raters": 14, "cards": 6, "alpha": -0.214}, "alpha \u22120.21."),
        ({"raters": 14, "cards": 1}, "(14 people, 1 card): the class file has no Krippendorff’s alpha."),
    ],
)
def test_the_alpha_of_the_class(page, agreed, said):
    done = {"cards": {f"s{n}": kept("event", "event", right=n < 4) for n in range(6)}}
    put(page, SIX, done, agreed=agreed, agreement=True)
    assert said in page.locator(".groups-agreement").inner_text()


MARKS = {
    "k1": {"n": 8, "groups": {"event": 6, "saved": 2}},
    "k2": {"n": 7, "groups": {"event": 7}},
    "k3": {"n": 5, "groups": {"saved": 5}},
}


def test_what_the_class_chose_shows_once_a_card_is_settled(page):
    put(page, marks=MARKS)
    place(page, "Tuesday, May 21", "1. Event date")
    place(page, "a rumour", "1. Event date")
    assert page.locator(".groups-class").count() == 0
    press(page)
    assert "First choices" not in card(page, "Tuesday").inner_text()  # the largest part would be a hint
    assert "Capture date 100\u00a0%. Yours was Event date." in card(page, "a rumour").inner_text()
    place(page, "Tuesday, May 21", "2. Capture date")
    press(page)
    said = "First choices of your class (8 people): Event date 75\u00a0%, Capture date 25\u00a0%. Yours was Event date."
    assert said in card(page, "Tuesday").inner_text()
    widths = [part.bounding_box()["width"] for part in card(page, "Tuesday").locator(".groups-part").all()]
    assert 2.5 < widths[0] / widths[1] < 3.5
    assert page.locator(".groups-parts[aria-hidden=true]").count() == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 320])
@pytest.mark.parametrize("many", [False, True], ids=["few", "many"])
def test_agreement_is_accessible_and_never_wider_than_the_page(page, theme, width, many):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(theme) => document.documentElement.setAttribute('data-theme', theme)", theme)
    cards = [*SIX, *MANY] if many else SIX
    done = {"cards": {one["id"]: kept(one["group"], "event") for one in cards}}
    marks = {one["id"]: MARKS["k1"] for one in cards}
    put(page, cards, done, marks, {"raters": 8, "cards": 6, "alpha": 0.5}, agreement=True,
        **({"weigh": "words"} if many else {}))  # fmt: skip
    assert page.locator(".groups-agreement").is_visible()
    assert bare.violations(page, theme) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    room = "document.documentElement.scrollHeight - document.querySelector('.course-widget').scrollHeight"
    assert page.evaluate(room) < 60 or width == 320
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    page.set_viewport_size({"width": 1100, "height": 900})


@pytest.mark.parametrize("width", [1100, 320])
@pytest.mark.parametrize("cards", [CARDS, MANY], ids=["few", "many"])
def test_accessible_and_never_wider_than_the_page(page, width, cards):
    page.set_viewport_size({"width": width, "height": 900})
    weigh = {"weigh": "words"} if cards is MANY else {}
    wrong = {"group": "saved", "checked": True, "right": False, "tries": 2, "shown": False}
    put(page, cards, {"cards": {cards[0]["id"]: {**wrong, "group": "event"}, cards[1]["id"]: wrong}}, **weigh)
    assert bare.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size({"width": 1100, "height": 900})
