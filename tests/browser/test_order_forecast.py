"""A forecast is made before its card turns, and stays as it was made. A plain page, no server."""

from __future__ import annotations

import random

import bare
import pytest

from course.quiz import forecasts
from course.quiz.decks import Deck
from course.widgets.order_scale import scale_widget

pytestmark = pytest.mark.browser

EXPORTS = "\nexport { forecastLedger, forecastSentence };"
VIEW = {"id": "IND-P28", "article": "IND", "number": 28, "part": "body", "layer": "article text", "gist": "Ours.",
        "excerpt": None, "text": None, "joined_to": None}  # fmt: skip
CHECKED = {"checked_on": "2026-11-03"}
CONTENT = {
    "question": "How likely is it?",
    "forecast": True,
    "scale": {"min": 0, "max": 100, "step": 5, "low": "surely not", "high": "surely"},
    "cards": [
        {"id": "f1", "text": "It will fly by 2022.", "from": "IND-P28", "outcome": 1, "told": "It flew in March.",
         "source": "An agency, 25 March 2022: https://example.org/flew", **CHECKED},
        {"id": "f2", "text": "There will be talks.", "outcome": 0, "told": "Nobody met.", "source": "timeline", **CHECKED},
        {"id": "f3", "text": "It could become another arena.", "outcome": None, "told": "No date, no test.",
         "source": "our reading", **CHECKED},
    ],
    "closing": "Say it with a number and a date.",
}  # fmt: skip
FOCUS = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


def deck(content=CONTENT):
    return Deck("L12.C1", "12-the-correction-desk", "scale", "Forecast ledger", "Before it turns.", content)


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end in it."""
    page = bare.blank(browser, "order", EXPORTS)
    yield page
    page.close()


def put(page, value=None, content=CONTENT, class_marks=None):
    widget = scale_widget(deck(content), passages={"IND-P28": VIEW}, class_marks=class_marks)
    bare.put(page, widget.spec, value)


def turned(**said):
    return {"cards": {name: {"at": at, "turned": True, "checked": True} for name, at in said.items()}}


def kept(page, card):
    return page.evaluate("(id) => window.saved?.cards?.[id] ?? null", card)


def turn(page, n):
    page.get_by_role("button", name=f"Turn the card ({n})").press("Enter")


def seen(page):
    return page.locator("main").inner_text()


def test_a_card_does_not_turn_before_a_probability_is_chosen(page):
    put(page)
    turn(page, 1)
    page.get_by_text("Card 1 stays face down until you have chosen a probability.").wait_for()
    assert page.evaluate(FOCUS).startswith("How likely is it? 1")
    assert page.evaluate("window.saved") is None
    html = page.locator("main").inner_html()
    for secret in ("It flew", "Nobody met", "No date", "example.org", "3 November"):
        assert secret not in html


def test_a_forecast_by_keyboard_alone(page):
    put(page)
    page.get_by_role("slider").nth(0).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")  # the number field
    page.keyboard.press("Tab")  # "Place here" has gone
    assert page.evaluate(FOCUS) == "Turn the card (1)"
    page.keyboard.press("Enter")
    said = "You said 70. That costs 0.09: 0 is the best, 1 the worst."
    assert said in page.evaluate("document.activeElement.innerText")
    card = page.locator(".scale-card").nth(0)
    assert "It happened. It flew in March." in card.inner_text()
    assert "Source: An agency, 25 March 2022: example.org" in card.inner_text()
    assert "Checked on 3 November 2026." in card.inner_text()
    assert card.get_by_role("link").get_attribute("href") == "https://example.org/flew"
    assert kept(page, "f1") == {
        "at": 70,
        "first": 70,
        "checked": True,
        "right": None,
        "tries": 1,
        "shown": False,
        "turned": True,
    }
    assert "1 of 3 cards turned" in seen(page)


def test_a_turned_card_is_locked(page):
    put(page, turned(f1=70))
    assert page.get_by_role("slider").count() == 2
    assert page.get_by_role("button", name="Turn the card (1)").count() == 0
    slider = page.locator("input[type=range]").first
    slider.evaluate(
        "s => { s.value = 100; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); }"
    )
    number = page.locator("input[type=number]").first
    number.evaluate(
        "s => { s.value = 100; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); }"
    )
    box = page.locator(".scale-marker").first.bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 12, steps=4)
    page.mouse.up()
    assert page.evaluate("window.model.get('value').cards.f1.at") == 70
    assert page.get_by_role("button", name="Start again").count() == 0


def test_a_value_from_the_case_file_shows_at_once(page):
    put(page, turned(f1=70))
    assert "It flew in March." in seen(page)
    page.evaluate("window.model.set('value', {})")
    assert "It flew" not in seen(page)
    page.evaluate("value => window.model.set('value', value)", turned(f1=20, f2=20, f3=20))
    assert "You said 20. That costs 0.64" in seen(page)
    assert "Your Brier score is 0.34 over 2 scored forecasts" in seen(page)
    page.evaluate(
        "window.model.set('value', {cards: {f1: {at: 'x', turned: true}, f2: null, f3: {turned: true}}})"
    )
    assert "0 of 3 cards turned" in seen(page)


def test_the_score_comes_last_in_words_first_with_the_untestable_apart(page):
    put(page, turned(f1=70, f3=90))
    assert "Brier" not in seen(page)
    page.get_by_role("slider").first.press("ArrowLeft")
    turn(page, 2)
    said = seen(page)
    assert forecasts.sentence(forecasts.ledger(deck(), page.evaluate("window.saved"))) in said
    assert "Say it with a number and a date." in said
    rows = page.locator(".forecast-ledger tbody tr").all_inner_texts()
    assert [row.split("\t")[1:] for row in rows] == [["70", "yes", "0.09"], ["45", "no", "0.20"]]
    assert page.locator(".forecast-ledger li").all_inner_texts() == [
        "3. It could become another arena. You said 90."
    ]
    assert "Nobody can say, so this one is not scored. No date, no test." in said


def test_scores_are_those_of_python(page):
    chance = random.Random(20)  # noqa: S311  (cases to try, no secret)
    script = """([cards, kept]) => {
      const found = window.made.forecastLedger(cards, (card) => kept[card.id] ?? { at: null, turned: false });
      return [found.brier, found.scored.length, found.untestable.length, found.waiting, window.made.forecastSentence(found)];
    }"""
    for _ in range(200):
        count = chance.randint(1, 8)
        cards = [{"id": f"f{n}", "text": "T.", "outcome": chance.choice([1, 0, None])} for n in range(count)]
        value = {
            "cards": {
                card["id"]: {"at": 5 * chance.randint(0, 20), "turned": chance.random() < 0.8}
                for card in cards
            }
        }
        found = forecasts.ledger(deck({**CONTENT, "cards": cards}), value)
        brier, *counts, sentence = page.evaluate(script, [cards, value["cards"]])
        assert brier == (None if found.brier is None else pytest.approx(found.brier, abs=1e-12))
        assert counts == [len(found.scored), len(found.untestable), found.waiting]
        assert sentence == forecasts.sentence(found)


def test_the_class_is_shown_after_the_card_has_turned(page):
    marks = {"f1": {"n": 14, "median": 70, "low": 60, "high": 80}}
    put(page, {"cards": {"f1": {"at": 50}}}, class_marks=marks)
    assert "Class median" not in seen(page)
    turn(page, 1)
    assert "Class median 70, middle half 60 to 80, 14 people." in seen(page)


def test_nothing_is_cut_off_on_a_small_screen(page):
    page.set_viewport_size({"width": 320, "height": 800})
    long = {
        **CONTENT["cards"][1],
        "text": "Antidisestablishmentarianism returns with intercontinental missiles.",
    }
    for value in ({}, turned(f1=70, f2=20, f3=90)):
        put(page, value, {**CONTENT, "cards": [CONTENT["cards"][0], long, CONTENT["cards"][2]]})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        wide = "[...document.querySelectorAll('.course-widget *')].filter(e => e.getBoundingClientRect().right > 320).length"
        assert page.evaluate(wide) == 0
    page.set_viewport_size({"width": 1000, "height": 900})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_in_any_state(page, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    found = []
    for value in ({}, turned(f1=70), turned(f1=70, f2=20, f3=90)):
        put(page, value)
        found += bare.violations(page, theme, "main")
    assert found == []
    assert page.faults == []
