"""Judging claims: all before any is counted, words before numbers, and the same numbers as Python. A plain page."""

from __future__ import annotations

import bare
import pytest

from course.quiz import discernment as room
from course.quiz import discernment_words as words
from course.quiz.discernment import Tally
from course.widgets.order_judge import judge_widget
from course.widgets.views import passage_views

pytestmark = pytest.mark.browser

EXPORTS = (
    "\nexport { judgeMeasures, judgeMeaning, judgeNumbers, judgeCompared, judgeTally, judgeNormalInverse };"
)
FOUND = room.load()
CLOSE = 1e-12
FOCUS = "document.activeElement"


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end in it."""
    page = bare.blank(browser, "order", EXPORTS)
    yield page
    page.close()


def value(wrong=(), *, sure="lean", finished=True):
    """Every claim judged rightly but those whose numbers are given."""
    cards = {
        claim.id: {"flagged": claim.sound == (n in wrong), "confidence": sure}
        for n, claim in enumerate(FOUND.claims, start=1)
    }
    return {"cards": cards, "finished": finished}


def put(page, which="first", kept=None, first=None):
    spec = judge_widget(which, FOUND, passages=passage_views()).spec
    bare.put(page, {**spec, "first": first}, kept)


def seen(page):
    return page.locator("main").inner_text()


def count(page):
    page.get_by_role("button", name="Count all 24").press("Enter")


def saved(page):
    return page.evaluate("window.saved")


def tables():
    return [Tally(hits, 12, alarms, 12) for hits in range(13) for alarms in range(13)]


def in_browser(tally):
    return {"hits": tally.hits, "faulty": 12, "falseAlarms": tally.false_alarms, "sound": 12}


def test_every_table_of_hits_and_false_alarms_is_measured_as_in_python(page):
    found = page.evaluate("all => all.map(window.made.judgeMeasures)", list(map(in_browser, tables())))
    assert len(found) == 169
    for tally, there in zip(tables(), found, strict=True):
        here = (tally.d_prime, tally.criterion, *tally.reach)
        assert [there[name] for name in ("dPrime", "criterion", "dReach", "cReach")] == pytest.approx(
            here, abs=CLOSE
        )


def test_every_table_gets_the_same_sentences_as_in_python(page):
    script = "all => all.map(t => [...window.made.judgeMeaning(t), ...window.made.judgeNumbers(t)])"
    found = page.evaluate(script, list(map(in_browser, tables())))
    assert found == [[*words.meaning(tally), *words.numbers(tally)] for tally in tables()]
    assert len({tuple(sentences) for sentences in found}) == 169


def test_every_pair_of_rounds_is_compared_as_in_python(page):
    """All 169 by 169 pairs; one string per pair keeps the answer small."""
    script = "all => all.map(a => all.map(b => window.made.judgeCompared(a, b).join('|')))"
    found = page.evaluate(script, list(map(in_browser, tables())))
    for first, row in zip(tables(), found, strict=True):
        assert row == ["|".join(words.compared(first, again)) for again in tables()]


def test_the_inverse_of_the_normal_distribution_is_that_of_python(page):
    rates = [1e-12, 1e-9, 0.001, 0.024, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.9249, 0.9251, 0.975, 0.999]
    found = page.evaluate("rates => rates.map(window.made.judgeNormalInverse)", rates)
    assert found == pytest.approx([room._NORMAL.inv_cdf(rate) for rate in rates], abs=CLOSE)


@pytest.mark.parametrize("wrong", [(), (1,), (2, 3, 4), tuple(range(1, 25))])
def test_a_round_is_counted_as_in_python(page, wrong):
    put(page)
    kept = value(wrong)
    found = page.evaluate("kept => window.made.judgeTally(window.model.get('spec').cards, kept)", kept)
    assert found == in_browser(room.tally(FOUND.claims, kept))
    assert (
        page.evaluate(
            "window.made.judgeTally(window.model.get('spec').cards, {cards: {'X.01': 3}, finished: true})"
        )
        is None
    )


def test_a_whole_round_by_keyboard_alone(page):
    put(page)
    page.locator("input").first.focus()
    for number in range(1, 25):
        page.keyboard.press("Space" if number % 2 else "ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        if number < 24:
            page.keyboard.press("Tab")  # the paragraph of the next claim
            page.keyboard.press("Tab")
    assert "24 of 24 judged" in seen(page)
    assert page.locator(".judge-result").is_hidden()
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUS}.textContent") == "Count all 24"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUS}.textContent") == "What your flags say"
    cards = {
        claim.id: {"flagged": number % 2 == 0, "confidence": "guess"}
        for number, claim in enumerate(FOUND.claims, start=1)
    }
    assert saved(page) == {"cards": cards, "finished": True}
    for sentence in words.numbers(room.tally(FOUND.claims, saved(page))):
        assert sentence in seen(page)


def test_nothing_is_counted_before_all_are_judged(page):
    put(page)
    count(page)
    page.get_by_text("Not counted yet.").wait_for()
    assert "claims 1, 2, 3, 4, 5 and 19 more." in seen(page)
    assert page.evaluate(f"{FOCUS} === document.querySelector('input')")
    kept = value(finished=False)
    del kept["cards"]["X.07"]["confidence"]
    put(page, kept=kept)
    assert "23 of 24 judged" in seen(page)
    count(page)
    page.get_by_text("how sure you are: claim 7.").wait_for()
    assert page.evaluate(f"{FOCUS}.value") == "guess"
    assert page.locator(".judge-result").is_hidden()
    assert saved(page) is None


@pytest.mark.parametrize("which", ["first", "again"])
def test_no_answer_stands_on_the_page_before_the_count(page, which):
    put(page, which, value((3, 4), finished=False))
    html = page.locator("main").inner_html()
    for claim in FOUND.claims:
        assert claim.reason not in html
        assert not [source for source in claim.sources if source in html]
    assert "faulty=" not in html
    assert page.locator(".course-note").count() == 0


def test_the_first_round_gives_no_answer_away_and_is_locked(page):
    put(page, kept=value((3, 4, 5), finished=False))
    count(page)
    said = seen(page)
    tally = room.tally(FOUND.claims, saved(page))
    where = [said.index(sentence) for sentence in (*words.meaning(tally)[:1], *words.numbers(tally))]
    assert where == sorted(where)
    assert "Which claims are which stays open for now." in said
    assert page.locator(".course-note, .judge-result table").count() == 0
    assert not [claim.id for claim in FOUND.claims if claim.reason in said]
    assert page.get_by_role("radio").count() == 0
    assert said.count("You said: ") == 24
    before = saved(page)
    for other in (1, 5):  # claim 1: something is wrong, certain
        page.locator("input").nth(other).evaluate(
            "input => { input.checked = true; input.dispatchEvent(new Event('change')); }"
        )
    assert before["cards"]["X.01"] == {"flagged": False, "confidence": "lean"}
    assert page.evaluate("window.model.get('value')") == before


def test_words_come_before_numbers(page):
    put(page, kept=value((3, 4, 5)))
    said = seen(page)
    assert (
        said.index("Finding faults:") < said.index("Leaning:") < said.index("d\u2032 =") < said.index("c =")
    )
    assert "about 19 times in 20" in said


def test_the_second_round_has_the_answer_the_reason_and_the_sources(page):
    put(page, "again", value((3,), sure="certain"))
    cards = page.locator(".judge-card")
    assert "Something is wrong, as you said. " + FOUND.claims[1].reason in cards.nth(1).inner_text()
    assert "Something is wrong. You said that it is sound." in cards.nth(2).inner_text()
    assert "Sound, as you said." in cards.nth(0).inner_text()
    link = cards.nth(1).get_by_role("link")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (
        FOUND.claims[1].sources[0],
        "noopener noreferrer",
    )
    assert "Source: github:nagix/nk-missile-tests" in cards.nth(18).inner_text()
    cards.nth(1).get_by_role("button", name="Open paragraph GVS P36").press("Enter")
    assert "four storeys" in cards.nth(1).locator(".course-passage").inner_text()
    assert "Of the 24 claims that you were fairly sure or certain about, you judged 23 rightly." in seen(page)


def test_the_two_rounds_stand_side_by_side(page):
    put(page, "again", value((3,)), first=in_browser(Tally(7, 12, 5, 12)))
    rows = [row.split("\t") for row in page.locator(".judge-result table").inner_text().splitlines() if row]
    assert ["Faulty claims flagged", "7 of 12", "11 of 12"] in rows
    assert ["Sound claims flagged", "5 of 12", "0 of 12"] in rows
    for sentence in words.compared(Tally(7, 12, 5, 12), Tally(11, 12, 0, 12)):
        assert sentence in seen(page)
    put(page, "again", value((3,)))
    assert "no finished first round, so there is nothing to compare" in seen(page)


def test_a_value_from_python_shows_at_once(page):
    put(page, "again")
    spec = page.evaluate("window.model.get('spec')")
    page.evaluate("value => window.model.set('value', value)", value())
    assert "nothing to compare" in seen(page)
    page.evaluate(
        "spec => window.model.set('spec', spec)", {**spec, "first": in_browser(Tally(7, 12, 5, 12))}
    )
    assert "7 of 12" in seen(page)
    page.evaluate("window.model.set('value', {})")
    assert page.locator(".judge-result").is_hidden()
    assert page.get_by_role("radio").count() == 24 * 6
    assert page.locator("input:checked").count() == 0


@pytest.mark.parametrize("which", ["first", "again"])
def test_nothing_is_cut_off_on_a_small_screen(page, which):
    page.set_viewport_size({"width": 320, "height": 800})
    for kept in ({}, value((3, 9))):
        put(page, which, kept, first=in_browser(Tally(7, 12, 5, 12)))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        wide = "[...document.querySelectorAll('.course-widget *')].filter(e => e.getBoundingClientRect().right > 320).length"
        assert page.evaluate(wide) == 0
    page.set_viewport_size({"width": 1000, "height": 900})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_in_any_state(page, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    found = []
    for which in room.ROUNDS:
        for kept in ({}, value((3, 4), finished=False), value((3, 4))):
            put(page, which, kept, first=in_browser(Tally(7, 12, 5, 12)))
            found += bare.violations(page, theme, "main")
    assert found == []
    assert page.faults == []


@pytest.mark.slow  # a whole JupyterLab for one thing that test_lesson_01.py tries of questions
def test_a_round_survives_a_reload_of_the_lesson(open_book):
    """In JupyterLab: what was judged is in the case file, and comes back when the lesson is opened again."""
    path = f"notebooks/{room.LESSON}.ipynb"
    for again in (False, True):
        book = open_book(path)
        book.run_all()
        round_ = book.page.locator(".order-judge")
        round_.scroll_into_view_if_needed()
        claim = round_.locator(".judge-card").nth(6)
        if again:
            assert "1 of 24 judged" in round_.inner_text()
            assert claim.get_by_label("Something is wrong").is_checked()
            assert claim.get_by_label("Certain").is_checked()
            return
        claim.get_by_label("Something is wrong").check()
        claim.get_by_label("Certain").check()
        book.page.wait_for_timeout(800)  # the kernel writes the case file
        book.shut_down()
