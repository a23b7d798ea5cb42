"""The correction desk as a student meets it. A plain page with a fake model: no server, no kernel."""

from __future__ import annotations

import bare
import desk_jobs
import pytest

pytestmark = pytest.mark.browser
GOOD = "An earlier version said that the Hanoi summit was in 2018. It took place in February 2019 (GVS P13). Corrected on 3 March 2026."
DRAFT = {"L12.W4": {"response": "On 16 June 2020 an office fell.", "checked": True, "outcome": "not-yet"}}
READY = {"L12.W3": {"response": "Office in Kaesong is gone", "checked": True, "shown": True, "level": 2}}
CHECKS = ".desk-panel:not([hidden]) .desk-check"


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the desk."""
    page = bare.blank(browser, "desk")
    page.clock.install()  # so that nobody has to wait for what comes after seconds
    yield page
    page.close()


@pytest.fixture(autouse=True)
def _no_faults(page):
    page.set_viewport_size({"width": 1000, "height": 900})
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    page.faults.clear()
    yield
    assert page.faults == []


def put(page, value=None, **options):
    bare.put(page, desk_jobs.desk(**options).spec, value)


def row(page, name):
    return page.get_by_role("button", name=name)


def area(page):
    return page.get_by_label("Your text").and_(page.locator(":visible"))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).and_(page.locator(":visible")).press("Enter")


def states(page):
    return page.locator(".desk-open").all_text_contents()


def seen(page):
    return {
        check.locator(".desk-label").text_content().split("  ")[0]: check.get_attribute("class").split("is-")[
            1
        ]
        for check in page.locator(CHECKS).all()
    }


def says(page, text):
    page.locator("[aria-live]").get_by_text(text).wait_for()


def kept(page):
    return page.evaluate("window.model.get('value')")


def test_jobs_are_listed_with_their_state_and_one_is_open(page):
    put(page, {**DRAFT, **READY})
    assert states(page) == [
        "Correction 1To do",
        "Correction 2To do",
        "Headline✓ Ready",
        "BriefDraft",
        "ReflectionTo do",
    ]
    assert page.locator(".desk-sum").inner_text() == "Ready: 1 of 5. 1 draft begun."
    expanded = page.locator(".desk-open[aria-expanded=true]")
    assert expanded.text_content() == "BriefDraft"
    row(page, "Correction 1").click()
    assert expanded.text_content() == "Correction 1To do"
    row(page, "Correction 1").click()
    assert expanded.count() == 0
    assert page.locator(".desk-panel:visible").count() == 0


def test_a_new_desk_opens_its_first_job_and_waits(page):
    put(page)
    assert page.locator(".desk-open[aria-expanded=true]").text_content() == "Correction 1To do"
    assert (
        page.locator(".desk-check.is-wait:visible").count()
        == page.locator(".desk-check:visible").count()
        == 6
    )


def test_checks_follow_the_text_and_keep_quiet_while_keys_are_pressed(page):
    put(page)
    row(page, "Headline").click()
    area(page).press_sequentially("An office fell in Kaesong, the ministry said", delay=1)
    page.locator(".desk-check.is-fine", has_text="Says where: Kaesong.").wait_for()
    assert page.locator("[aria-live]").all_inner_texts() == [""] * page.locator("[aria-live]").count()
    area(page).fill("An office fell")
    page.locator(".desk-check.is-look:visible", has_text="No place yet").wait_for()
    page.clock.run_for(2000)
    says(page, "Look again: Length, Place, Attribution.")
    area(page).fill("An office fell in Kaesong, the ministry said")
    page.clock.run_for(2250)
    says(page, "No check says look again.")


def test_a_draft_is_kept_like_any_writing_when_the_field_is_left(page):
    put(page)
    area(page).fill("A text.")
    assert kept(page) == {}
    area(page).blur()
    state = kept(page)["L12.W1"]
    assert state == {"response": "A text.", "confidence": None, "checked": True, "outcome": "not-yet", "attempts": [],
                     "level": None, "shown": False}  # fmt: skip
    assert states(page)[0] == "Correction 1Draft"
    area(page).fill("")
    press(page, "Save")
    says(page, "Write your answer first.")
    assert kept(page)["L12.W1"]["response"] == ""
    assert states(page)[0] == "Correction 1To do"


def test_another_job_does_not_lose_what_was_typed(page):
    put(page)
    area(page).fill("Half a sentence")
    row(page, "Brief").press("Enter")
    area(page).fill("And a brief")
    row(page, "Correction 1").press("Enter")
    assert area(page).input_value() == "Half a sentence"
    assert {qid: state["response"] for qid, state in kept(page).items()} == {
        "L12.W1": "Half a sentence",
        "L12.W4": "And a brief",
    }


def test_ready_opens_levels_and_examples_and_no_check_stops_it(page):
    put(page)
    assert not page.get_by_text("Compare your answer").first.is_visible()
    press(page, "It is ready")
    says(page, "Write your answer first.")
    area(page).fill("A text.")
    press(page, "It is ready")
    says(
        page,
        "5 checks still say look again: that is yours to decide. The levels and examples are open below.",
    )
    assert states(page)[0] == "Correction 1✓ Ready"
    assert page.evaluate("document.activeElement.textContent") == "Ready ✓"
    page.get_by_label("Level 2.").and_(page.locator(":visible")).check()
    page.get_by_text("Read an example at level 4").and_(page.locator(":visible")).press("Enter")
    assert page.get_by_text(desk_jobs.EXEMPLARS[1][1]).and_(page.locator(":visible")).count() == 1
    area(page).fill(GOOD)
    area(page).blur()
    state = kept(page)["L12.W1"]
    assert (state["level"], state["shown"], state["response"]) == (2, True, GOOD)


def test_a_correction_shows_the_passage_that_it_is_about(page):
    put(page)
    about = page.locator(".desk-passage:visible")
    assert page.get_by_label("What do you correct?").and_(page.locator(":visible")).count() == 0
    assert "E04. The Hanoi summit is dated to 2018." in about.inner_text()
    row(page, "Correction 2").click()
    select = page.get_by_label("What do you correct?").and_(page.locator(":visible"))
    assert select.locator("option").count() == 17
    select.select_option("E15")
    assert "500,000 propaganda leaflets in balloons" in about.inner_text()
    assert "In our words" in about.inner_text()
    select.select_option("E05")
    assert "pro panda" in about.inner_text()
    assert kept(page)["L12.W2"]["problem"] == "E05"
    select.select_option("")
    assert about.count() == 0


def test_only_own_passage_is_no_proof(page):
    put(page)
    row(page, "Correction 2").click()
    area(page).fill("IND P17 said 2018. The year is 2007 (IND P17).")
    look = page.locator(".desk-check.is-look:visible", has_text="IND P17 is what you correct")
    look.wait_for()
    page.get_by_label("What do you correct?").and_(page.locator(":visible")).select_option("E01")
    page.locator(".desk-check.is-fine:visible", has_text="Says how we know: IND P17.").wait_for()


def test_keyboard_alone_writes_a_job_to_the_end(page):
    put(page)
    row(page, "Headline").focus()
    for key in ["Enter", "Tab"]:
        page.keyboard.press(key)
    page.keyboard.type("Office in Kaesong is gone, Seoul says")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "It is ready"
    page.keyboard.press("Space")
    says(page, "Ready.")
    for key in ["Tab", "Tab", "ArrowDown"]:
        page.keyboard.press(key)
    assert kept(page)["L12.W3"]["level"] == 2
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Read an example at level 1"


def test_what_python_restores_is_shown_but_never_under_the_students_hands(page):
    put(page)
    page.evaluate("v => window.model.set('value', v)", {"L12.W1": {"response": "Restored", "checked": True}})
    assert area(page).input_value() == "Restored"
    area(page).focus()
    area(page).press_sequentially("!")
    page.evaluate("v => window.model.set('value', v)", {"L12.W1": {"response": "Other", "checked": True}})
    assert area(page).input_value() == "Restored!"
    page.evaluate("window.model.set('value', {})")
    area(page).blur()


def test_text_is_never_markup(page):
    put(page, {"L12.W4": {"response": "“<img src=x onerror=alert(1)>” <b>said</b> Kaesong", "checked": True}})
    assert page.locator(".course-desk img, .course-desk .desk-checks b").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator(".desk-checks:visible").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["Correction 1", "Correction 2", "Headline", "Brief"])
def test_axe_finds_nothing(page, name, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    put(page, {**DRAFT, **READY, "L12.W2": {"response": GOOD, "shown": True, "problem": "E05"}})
    row(page, name).focus()
    if row(page, name).get_attribute("aria-expanded") == "false":
        row(page, name).press("Enter")
    page.wait_for_timeout(200)  # buttons change their colours in 120 ms
    assert bare.violations(page, theme) == []


LOST = "Not in your case file."


def test_a_desk_whose_kernel_is_gone_says_that_nothing_is_kept(page):
    put(page)
    page.evaluate("window.kernel = 'dead'")
    area(page).fill(GOOD)
    press(page, "Save")
    page.clock.run_for(3000)
    says(page, LOST)
    assert page.get_by_text("Saved.", exact=True).count() == 0
    assert states(page)[0] == "Correction 1Not saved"
    assert page.locator(".desk-sum").inner_text() == "Not in your case file: 1 text."
    press(page, "It is ready")
    page.clock.run_for(3000)
    says(page, LOST)
    assert page.get_by_text("Compare your answer").and_(page.locator(":visible")).count() == 1
    assert states(page)[0] == "Correction 1Not saved"
    page.evaluate("window.kernel = 'alive'; window.model.save_changes()")
    page.clock.run_for(6000)
    page.locator("[aria-live]").get_by_text("Ready.").wait_for()
    assert states(page)[0] == "Correction 1✓ Ready"


def test_a_draft_that_is_only_on_the_page_says_so_when_the_field_is_left(page):
    put(page)
    page.evaluate("window.kernel = 'dead'")
    area(page).fill("A text.")
    area(page).blur()
    page.clock.run_for(3000)
    says(page, LOST)
    page.evaluate("window.kernel = 'alive'; window.model.save_changes()")
    page.clock.run_for(6000)
    page.get_by_text("The notebook answers again.").wait_for()
    assert states(page)[0] == "Correction 1Draft"


def test_new_words_of_a_correction_are_no_quotation(page):
    put(page)
    area(page).fill(
        "WP P7 said “Hanoi Summit in 2018”. The sentence now reads “Hanoi summit in February 2019”."
    )
    page.locator(".desk-check:visible", has_text="Quotations").filter(has_text="exact, WP P7").wait_for()
    assert "February" not in page.locator(".desk-checks:visible").inner_text()
    row(page, "Brief").click()
    area(page).fill("The agency now says “an entirely new word was made”.")
    page.locator(".desk-check.is-open:visible", has_text="cannot be checked here").wait_for()


@pytest.mark.parametrize("width", [230, 320, 650])
def test_nothing_sticks_out_on_a_narrow_screen(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    put(
        page,
        {
            **DRAFT,
            **READY,
            "L12.W2": {"response": "“" + "x" * 90 + "” (IND P12)", "shown": True, "problem": "E11"},
        },
    )
    for name in ("Correction 1", "Correction 2", "Headline", "Brief"):
        row(page, name).focus()
        row(page, name).press("Enter")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
        assert page.locator(".course-desk, .desk-checks, .desk-job").evaluate_all(wide) == 0
