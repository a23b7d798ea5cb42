"""A sentence with a gap and a trail, as question_trail.js draws them. A plain page, no server."""

from __future__ import annotations

import bare
import pytest

from course.model import Kind, Option, Question
from course.widgets.question import shown

pytestmark = pytest.mark.browser


def step(number, node):
    options = tuple(
        Option(id_, f"{text} {number}", key=key, feedback=f"About {text}.")
        for id_, text, key in [("a", "an agency", True), ("b", "a library", False), ("c", "a cousin", False)]
    )
    return Question(
        f"L9.U{number}",
        "09-x",
        Kind.SINGLE,
        f"Where next, {number}?",
        confidence=False,
        options=options,
        node=node,
    )


STEPS = [
    step(1, {"who": "An agency", "when": "16 June", "adds": "the full sentence", "drops": "the credit"}),
    step(2, {"who": "A ministry", "when": "15:30", "adds": "the time"}),
]
START = {"who": "GVS P5", "when": "", "adds": "What the page says."}
SWAP = Question(
    "L9.P1",
    "09-x",
    Kind.SINGLE,
    "Which word?",
    confidence=False,
    sentence="A sign of increasing {gap}, it said.",
    options=(
        Option("a", "relations", feedback="No."),
        Option("b", "tensions", key=True, feedback="Yes."),
        Option("c", "trade", feedback="No."),
    ),
)


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the question front-end in it."""
    page = bare.blank(browser, "question")
    yield page
    page.close()


def put(page, questions, value=None, **more):
    spec = {"id": "t", "title": "T", "intro": "", "questions": [shown(q, {}) for q in questions], **more}
    page.evaluate(bare.MODEL, [spec, value or {}])


def choose(page, number, text):
    card = page.locator(".q-card").nth(number - 1)
    card.get_by_label(f"{text} {number}").check()
    card.get_by_role("button", name="Check").click()


def chain(page):
    return [" ".join(text.split()) for text in page.locator(".q-node").all_inner_texts()]


def test_steps_open_one_after_another(page):
    put(page, STEPS, trail={"start": START})
    assert page.locator(".q-card:visible").count() == 1
    assert chain(page) == ["You start here: GVS P5 What the page says."]
    page.get_by_text("One more step opens when this one is done.").wait_for()
    choose(page, 1, "a library")
    assert page.locator(".q-card:visible").count() == 1
    assert chain(page)[1:] == ["✗ Dead end: a library 1"]
    choose(page, 1, "an agency")
    assert page.locator(".q-card:visible").count() == 2
    assert (
        chain(page)[2]
        == "One step upstream: An agency · 16 June the full sentence Lost on the way down the credit"
    )
    page.get_by_text("Step 2 of 2 is open, below.").wait_for()
    choose(page, 2, "an agency")
    assert len(chain(page)) == 4
    assert bare.violations(page) == []


def test_a_kept_trail_opens_where_it_was_left(page):
    done = {"response": "a", "checked": True, "outcome": "correct",
            "attempts": [{"at": "2026-01-01T00:00:00Z", "response": "a", "confidence": None, "outcome": "correct"}]}  # fmt: skip
    put(page, STEPS, {"L9.U1": done}, trail={"start": START})
    assert page.locator(".q-card:visible").count() == 2
    put(page, STEPS, {"L9.U2": done}, trail={"start": START})
    assert page.locator(".q-card:visible").count() == 1


def test_the_sentence_is_read_with_the_choice_in_it(page):
    put(page, [SWAP])
    sentence = page.locator(".q-sentence-text")
    assert sentence.get_attribute("aria-live") == "polite"
    assert "blank" in sentence.inner_text()
    for word in ("relations", "tensions"):
        page.get_by_label(word).focus()
        page.keyboard.press("Space")
        assert sentence.inner_text() == f"A sign of increasing {word}, it said."
        assert sentence.locator("mark").inner_text() == word
    assert bare.violations(page) == []
