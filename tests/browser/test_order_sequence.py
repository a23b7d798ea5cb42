"""Cards in order of time and the interval ruler behave as a student expects, keyboard included. A plain page, no server."""

from __future__ import annotations

import random
from datetime import date, timedelta

import bare
import pytest

from course.quiz.decks import Deck
from course.widgets.order_sequence import sequence_widget
from course.widgets.ruler import ruler_widget

pytestmark = pytest.mark.browser

VIEW = {"article": "IND", "number": 19, "part": "body", "layer": "article text", "gist": "Ours.", "excerpt": None,
        "text": None, "joined_to": None}  # fmt: skip
PASSAGES = {pid: {**VIEW, "id": pid} for pid in ("GVS-P44", "IND-P19", "WSWS-P05")}
NAMED = {"a": ("1945", "Division"), "b": ("1945-08", "Surrender"), "c": ("1953-07-27", "Armistice"), "d": ("2018-04-27", "Talks"),
         "e": ("2018-06-12", "Singapore"), "f": ("2018-09-14", "Office"), "g": ("2020-06-13", "Statement"),
         "h": ("2020-06-16T14:49", "Demolition")}  # fmt: skip
CARDS = [
    {"id": id_, "text": f"The event that is called {name}", "name": name, "date": date_, "right": f"Reason {id_}.", "look": f"Not yet: hint {id_} in WSWS P5."}
    for id_, (date_, name) in NAMED.items()
]  # fmt: skip
CARDS[0]["from"] = "GVS-P44"
ORDERS = [{"label": "IND P19 implies", "from": "IND-P19", "cards": ["e", "d", "f"]}]
EVENTS = [
    {
        "event": "opening",
        "date": "2018-09-14",
        "precision": "day",
        "label": "Office opens",
        "passages": "WSWS-P05",
    },
    {"event": "suspension", "date": "2020-01-30", "precision": "day", "label": "Office suspended"},
    {"event": "vague", "date": "2020-01", "precision": "month", "label": "Border closed"},
    {"event": "statement", "date": "2020-06-13", "precision": "day", "label": "Statement"},
    {"event": "demolition", "date": "2020-06-16", "precision": "day", "label": "Demolition"},
    {"event": "year", "date": "2004", "precision": "year", "label": "Complex opens"},
]
FOCUS = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end in it."""
    page = bare.blank(
        browser,
        "order",
        exports="\nexport { datesBetween, datesCalendar, datesSpan, sequenceChain };",
        has_touch=True,
    )
    yield page
    page.close()


def put(page, order=None, *, short=False, **cards):
    """Show the cards, in an order such as "abdcefgh", with what was done with some of them."""
    content = {"cards": CARDS, "orders": ORDERS, "closing": "After is not because.", "short": ["d", "e", "f"]}
    deck = Deck("L9.C1", "09-x", "sequence", "In order", "Put them in order.", content)
    spec = sequence_widget(deck, passages=PASSAGES, short=short).spec
    page.evaluate(bare.MODEL, [spec, {"order": [*order], "cards": cards} if order else {}])


def put_ruler(page, **value):
    page.evaluate(bare.MODEL, [ruler_widget(rows=EVENTS, passages=PASSAGES).spec, value])


def saved(page):
    return page.evaluate("window.saved")


def order(page):
    return "".join(saved(page)["order"])


def row(page, name):
    return page.locator(".sequence-card", has_text=f"called {name}")


def select(page, name):
    return page.get_by_label(f"Position of “{name}”")


def check(page):
    page.get_by_role("button", name="Check", exact=True).click()


def status(page, text):
    page.locator(".course-status", has_text=text).wait_for()


RIGHT = {"right": True, "tries": 1, "shown": False, "checked": True}
WRONG = {"right": False, "tries": 2, "shown": False, "checked": True}
ALL = dict.fromkeys(NAMED, RIGHT)


def test_a_card_moves_by_keyboard_with_the_focus_and_is_announced(page):
    put(page, "hbcdefga")
    page.get_by_role("button", name="Up: “Division”").focus()
    page.keyboard.press("Enter")
    status(page, "“Division” is now seventh of eight.")
    assert page.evaluate(FOCUS) == "Up: “Division”"
    assert order(page) == "hbcdefag"
    select(page, "Division").focus()
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    status(page, "“Division” is now first of eight.")
    assert page.evaluate(FOCUS) == "Up: “Division”"
    page.keyboard.press("Enter")
    status(page, "“Division” is already first.")
    assert order(page) == "ahbcdefg"
    assert saved(page)["cards"]["a"] == {"right": False, "tries": 0, "shown": False, "checked": False}
    assert page.locator(".sequence-place").all_inner_texts() == [str(n) for n in range(1, 9)]


def test_a_position_of_two_digits_can_be_typed(page):
    many = [{**CARDS[2], "id": f"k{n}", "name": f"Card {n}", "date": f"{1900 + n}"} for n in range(12)]
    deck = Deck("L9.C1", "09-x", "sequence", "In order", "Put them in order.", {"cards": many})
    page.evaluate(
        bare.MODEL,
        [sequence_widget(deck, passages=PASSAGES).spec, {"order": [c["id"] for c in many], "cards": {}}],
    )
    select(page, "Card 2").focus()
    page.keyboard.type("11")
    page.keyboard.press("Tab")
    status(page, "“Card 2” is now eleventh of twelve.")
    assert page.evaluate(FOCUS) == "Up: “Card 2”"
    select(page, "Card 4").focus()
    page.keyboard.press("1")
    status(page, "“Card 4” is now first of twelve.")  # without another key, after a moment
    assert page.evaluate(FOCUS) == "Position of “Card 4”"


def test_dates_are_hidden_until_a_card_stands_right(page):
    put(page, "bacefdgh")
    assert "1945" not in page.locator("main").inner_text()
    check(page)
    status(page, "7 of 8 stand right to one another, 1 to look at again.")
    assert "Right. 1945: only the year is known." in row(page, "Division").inner_text()
    assert "August 1945: only the month is known." in row(page, "Surrender").inner_text()
    assert "16 June 2020, 14:49: the minute is known." in row(page, "Demolition").inner_text()
    wrong = page.locator("[data-state=look]")
    said = wrong.inner_text()
    assert ("Not yet. Hint d" in said, "2018" in said) == (True, False)
    wrong.get_by_role("button", name="Open paragraph WSWS P5").click()
    assert "Ours." in wrong.inner_text()


def test_what_is_the_wrong_way_round_is_drawn_and_said(page):
    put(page, "abdcefhg", **{**ALL, "d": {**WRONG, "tries": 1}, "g": {**WRONG, "tries": 1}})
    assert page.locator(".sequence-clashes li").all_inner_texts() == [
        "“Talks” stands before “Armistice”, but came later.",
        "“Statement” stands after “Demolition”, but came earlier.",
    ]
    assert page.locator(".sequence-line").count() == 2
    card = row(page, "Talks").bounding_box()
    line = min((one.bounding_box() for one in page.locator(".sequence-line").all()), key=lambda box: box["y"])
    assert line["x"] < card["x"]
    assert card["y"] < line["y"] < card["y"] + card["height"]
    assert page.locator(".sequence-line").first.evaluate("e => getComputedStyle(e).strokeDasharray") != "none"
    page.get_by_role("button", name="Down: “Talks”").click()
    assert page.locator(".sequence-clashes li").count() == 1


def test_cards_that_share_a_line_share_a_sentence(page):
    put(page, "abdefcgh", **{**ALL, "d": WRONG, "e": WRONG, "f": WRONG})
    assert page.locator(".sequence-clashes li").all_inner_texts() == [
        "“Talks”, “Singapore” and “Office” stand before “Armistice”, but came later."
    ]


def test_what_stood_right_stays_right_and_cannot_move(page):
    put(page, "abcdefgh", a=RIGHT, h=RIGHT)
    assert not select(page, "Division").is_visible()
    put(page, "hbcdefga", h=RIGHT)
    check(page)
    assert [id_ for id_, state in saved(page)["cards"].items() if state["right"]] == ["h"]


def test_nothing_to_check_is_said(page):
    put(page)
    check(page)
    status(page, "Nothing has moved yet.")
    assert saved(page) is None
    put(page, "abdcefgh", **{**ALL, "d": WRONG})
    check(page)
    status(page, "Nothing has moved since the last check. 7 of 8")
    assert saved(page) is None


def test_show_me_comes_after_two_checks(page):
    put(
        page,
        "dabcefgh",
        **{**ALL, "d": {**WRONG, "tries": 1, "checked": False}, "c": {**WRONG, "checked": False, "tries": 0}},
    )
    assert page.get_by_role("button", name="Show me").count() == 0
    check(page)
    page.get_by_role("button", name="Show me where “Talks” belongs").press("Enter")
    assert order(page) == "abcdefgh"
    assert saved(page)["cards"]["d"] == {"right": True, "tries": 2, "shown": True, "checked": True}
    assert page.evaluate(FOCUS).startswith("✓ Shown to you. 27 April 2018")
    status(page, "“Talks” belongs here, now fourth. All 8 stand right, 1 shown to you.")


def test_show_me_always_puts_a_card_where_it_is_right(page):
    for n in range(6):
        mixed = "".join(random.Random(n).sample("abcdefgh", 8))  # noqa: S311  (the same orders on every run)
        put(page, mixed)
        check(page)
        put(page, mixed, **{id_: {**state, "tries": 2} for id_, state in saved(page)["cards"].items()})
        while page.get_by_role("button", name="Show me").count():
            page.get_by_role("button", name="Show me").first.press("Enter")
        assert all(state["right"] for state in saved(page)["cards"].values())
        assert order(page)[2:] == "cdefgh"


def test_the_end_has_a_timeline_and_the_order_of_a_text_against_the_record(page):
    put(page, "bacdefgh", **ALL)
    said = page.locator(".sequence-end-of-all").inner_text()
    assert said.startswith("After is not because.")
    assert page.get_by_role("button", name="Check").count() == 0
    claim, record = (" ".join(one.split()) for one in page.locator(".sequence-claim").all_inner_texts())
    assert claim == "IND P19 implies: Singapore the wrong way round Talks then Office"
    assert record == "The record, 2018: Talks (27 April) then Singapore (12 June) then Office (14 September)"
    assert "“Singapore” stands before “Talks”, but came later." in said
    assert page.locator(".sequence-link.is-wrong").count() == 1
    labels = page.locator(".sequence-label").all_text_contents()
    assert "27 July 1953 Armistice" in labels
    assert {name for _, name in NAMED.values() if any(name in label for label in labels)} == {
        name for _, name in NAMED.values()
    }
    inside = page.locator(".sequence-strip").evaluate_all(
        "all => all.every((svg) => [...svg.querySelectorAll('text')].every((t) => t.getBBox().x + t.getBBox().width <= 822))"
    )
    assert inside


def test_the_short_form_and_what_was_done_with_it(page):
    put(page, "edf", short=True)
    select(page, "Singapore").select_option("2")
    check(page)
    status(page, "All 3 stand right.")
    assert page.evaluate(FOCUS).startswith("After is not because.")
    assert "The record, 2018:" in page.locator("main").inner_text()
    put(page, "def", d=RIGHT, e=RIGHT, f=RIGHT)
    assert page.locator("[data-state=right]").count() == 3
    assert page.locator(".sequence-card").first.inner_text().startswith("1\n")


def test_what_no_longer_fits_is_open_again(page):
    put(page, ["f", "nobody", "d", "d"], d=RIGHT, f=RIGHT, nobody=RIGHT)
    assert page.locator("[data-state=right]").count() == 1
    assert page.locator(".sequence-card").count() == 8


def test_start_again_asks_first(page):
    put(page, "abcdefgh", **ALL)
    page.get_by_role("button", name="Start again").press("Enter")
    page.get_by_role("button", name="Yes, start again").press("Enter")
    status(page, "The cards are mixed again.")
    assert saved(page) == {"cards": {}, "order": None}
    assert page.evaluate(FOCUS).startswith("Position of")
    assert page.locator(".sequence-timeline").count() == 0


def drag(page, name, to, *, touch=False):
    start = row(page, name).locator(".sequence-handle").bounding_box()
    x, y = start["x"] + 10, start["y"] + start["height"] / 2
    if touch:
        session = page.context.new_cdp_session(page)
        send = lambda kind, at: session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})  # noqa: E731
        send("touchStart", [{"x": x, "y": y}])
        for n in range(1, 5):
            send("touchMove", [{"x": x, "y": y + (to - y) * n / 4}])
        send("touchEnd", [])
        return
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, to, steps=4)
    assert page.locator(".sequence-mark").is_visible()
    page.mouse.up()


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_drag_by_the_handle(page, touch):
    put(page, "abcdefgh")
    page.evaluate("scrollTo(0, 0)")
    below = row(page, "Armistice").bounding_box()
    drag(page, "Division", below["y"] + below["height"] - 4, touch=touch)
    assert order(page) == "bcadefgh"
    status(page, "“Division” is now third of eight.")
    assert page.locator(".is-dragged, .sequence-mark:visible").count() == 0
    above = row(page, "Surrender").bounding_box()
    drag(page, "Talks", above["y"] + 3, touch=touch)
    assert order(page) == "dbcaefgh"


def test_a_click_on_the_handle_moves_nothing_and_a_right_card_stays(page):
    put(page, "abcdefgh", a=RIGHT)
    row(page, "Surrender").locator(".sequence-handle").click()
    start = row(page, "Division").locator(".sequence-handle").bounding_box()
    page.mouse.move(start["x"] + 3, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(start["x"] + 3, start["y"] + 300, steps=3)
    page.mouse.up()
    assert saved(page) is None


def test_the_page_scrolls_while_a_card_is_dragged(page):
    page.set_viewport_size({"width": 1000, "height": 400})
    put(page, "abcdefgh")
    page.evaluate("scrollTo(0, 0)")
    start = row(page, "Division").locator(".sequence-handle").bounding_box()
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(start["x"] + 9, 395, steps=3)
    page.wait_for_function("scrollY > 150")
    page.wait_for_function("window.innerHeight + scrollY >= document.documentElement.scrollHeight - 2")
    page.mouse.up()
    assert order(page).index("a") > 4
    page.set_viewport_size({"width": 1000, "height": 900})


def test_the_ruler_counts_in_words_and_as_a_bar(page):
    put_ruler(page)
    result = page.locator(".ruler-result")
    assert result.inner_text() == "Choose two events."
    page.get_by_label("From", exact=True).select_option("opening")
    assert result.inner_text() == "Choose the other event too."
    page.get_by_label("To", exact=True).select_option("suspension")
    words = "503 days, which is 1 year, 4 months and 16 days. The day of the first event is day 0."
    assert result.inner_text() == words
    axis, bar = page.locator(".ruler-axis").bounding_box(), page.locator(".is-sure").bounding_box()
    assert 0.8 < bar["width"] / axis["width"] < 0.95
    page.get_by_role("button", name="Swap").press("Enter")
    assert result.inner_text().startswith(words)
    assert "“Office opens” came first, so the ruler counts from there." in result.inner_text()
    assert saved(page) == {"from": "suspension", "to": "opening"}
    put_ruler(page, **{"from": "statement", "to": "demolition"})
    assert result.inner_text() == "3 days. The day of the first event is day 0."


def test_the_ruler_says_what_a_date_leaves_open(page):
    put_ruler(page, **{"from": "opening", "to": "vague"})
    result = page.locator(".ruler-result")
    assert result.inner_text().startswith(
        "Between 474 and 504 days: only the month is known for “Border closed”. That is about 16 months."
    )
    assert page.locator(".ruler-axis .is-open").count() == 1
    put_ruler(page, **{"from": "vague", "to": "year"})
    assert "only the month is known for “Border closed”, and only the year is known" in result.inner_text()
    put_ruler(page, **{"from": "suspension", "to": "vague"})
    assert "At most 29 days" in result.inner_text()
    assert "do not say which came first" in result.inner_text()


def test_measurements_are_kept_and_removed_by_keyboard(page):
    put_ruler(page, **{"from": "opening", "to": "suspension"})
    add = page.get_by_role("button", name="Keep this measurement")
    add.press("Enter")
    status(page, "Kept: “Office opens” to “Office suspended”: 503 days")
    page.get_by_role("button", name="Swap").click()
    add.press("Enter")
    status(page, "That measurement is on your list already.")
    page.get_by_label("To", exact=True).select_option("vague")
    add.press("Enter")
    days = [(one["low"], one["high"]) for one in saved(page)["measured"]]
    assert days == [(503, 503), (0, 29)]
    page.get_by_role("button", name="Remove “Office opens” to “Office suspended”").press("Enter")
    assert page.evaluate(FOCUS).startswith("Remove “Office suspended” to “Border closed”")
    page.keyboard.press("Enter")
    assert saved(page)["measured"] == []
    assert page.locator(".ruler-measured").is_hidden()


def days_of(text):
    """First and last day of a date, by Python's own calendar."""
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if len(text) == 7:
        first = date(int(text[:4]), int(text[5:]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(text), date.fromisoformat(text)


def test_days_are_those_of_python(page):
    relative = pytest.importorskip("dateutil.relativedelta").relativedelta
    chance = random.Random(20200616)  # noqa: S311  (the same pairs on every run)
    days = sorted(
        (date(1900, 1, 1) + timedelta(days=n)).isoformat() for n in chance.sample(range(60000), 400)
    )
    pairs = [tuple(sorted(pair)) for pair in zip(days, chance.sample(days, 400), strict=True)][::2]
    pairs += [("2019-01-31", "2019-03-01"), ("2020-02-29", "2021-02-28"), ("2020-01-31", "2020-02-29")]
    found = page.evaluate(
        """(pairs) => pairs.map(([a, b]) => { const got = window.made.datesBetween(a, b);
          return [got.low, got.high, window.made.datesCalendar(got.one.first, got.two.first)]; })""", pairs)  # fmt: skip
    for (a, b), (low, high, calendar) in zip(pairs, found, strict=True):
        one, two = date.fromisoformat(a), date.fromisoformat(b)
        assert (low, high) == ((two - one).days,) * 2
        gap = relative(two, one)
        assert calendar == {"years": gap.years, "months": gap.months, "days": gap.days}, (a, b)


def test_bounds_hold_for_months_and_years(page):
    chance = random.Random(1953)  # noqa: S311  (the same pairs on every run)
    days = [(date(1940, 1, 1) + timedelta(days=n)).isoformat() for n in chance.sample(range(30000), 400)]
    cut = [day[: chance.choice([4, 7, 10])] for day in days]
    pairs = [
        *zip(cut[::2], cut[1::2], strict=True),
        ("1945", "1945-08"),
        ("1945-12", "1946"),
        ("2020-02", "2020-02-29"),
    ]
    found = page.evaluate("(pairs) => pairs.map(([a, b]) => { const { low, high } = window.made.datesBetween(a, b); return [low, high]; })", pairs)  # fmt: skip
    for (a, b), got in zip(pairs, found, strict=True):
        (a0, a1), (b0, b1) = days_of(a), days_of(b)
        gaps = [(b0 - a1).days, (b1 - a0).days]
        low = 0 if gaps[0] <= 0 <= gaps[1] else min(map(abs, gaps))
        assert got == [low, max(map(abs, gaps))], (a, b)


@pytest.mark.parametrize(("theme", "width"), [("light", 1000), ("dark", 320)])
def test_accessible_and_never_wider_than_the_page(page, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    page.evaluate(
        "(theme) => { document.body.style.background = theme === 'dark' ? '#111' : '#fff'; }", theme
    )
    measured = [{"from": "opening", "to": "suspension"}]
    for show in (
        lambda: put(page),
        lambda: put(page, "abdcefhg", **{**ALL, "d": WRONG, "g": WRONG, "b": {**RIGHT, "shown": True}}),
        lambda: put(page, "abcdefgh", **ALL),
        lambda: put_ruler(page, **{"from": "year", "to": "opening", "measured": measured}),
    ):
        show()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert bare.violations(page, theme, "main") == []
    page.evaluate("delete document.documentElement.dataset.theme; document.body.style.background = ''")
    page.set_viewport_size({"width": 1000, "height": 900})
