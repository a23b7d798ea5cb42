"""question.js judges as course.quiz.grade does, and a card behaves as a student expects. A plain page, no server."""

from __future__ import annotations

import json
from pathlib import Path

import bare
import pytest

from course import prose
from course.model import BLOCKS, CONFIDENCE, Kind, Option, Question
from course.quiz.grade import EMPTY, grade
from course.widgets._base import module
from course.widgets.question import shown

pytestmark = pytest.mark.browser

CATALOGUE = Path(__file__).parents[1] / "checkers" / "catalogue" / "grading.json"
NUMBERS = [
    *(
        "9",
        " 9 ",
        "9.",
        ".5",
        "-.5",
        "+9",
        "+-9",
        "-+9",
        "\u22129",
        "\u20139",
        "9,0",
        "1,116",
        "1,116.5",
        "1.116,5",
    ),
    *(
        "11,16",
        "1,1,1",
        "1.116",
        "1 116",
        "1\u00a0116",
        "1\u202f116",
        "9 facts",
        "9 fact",
        "9FACTS",
        "nine",
        "Nine facts",
    ),
    *(
        "twenty-one",
        "eight",
        "$8.6",
        "8.6%",
        "$8.6%",
        "\u20a98",
        "8.6 million",
        "9e0",
        "0x9",
        "Infinity",
        "NaN",
        "",
        "  ",
    ),
    *(
        "\u0669",
        "\u00b9",
        "9\n",
        "--9",
        "9 9",
        "1,11",
        "1,1166",
        "facts",
        "9 facts facts",
        "\ufeff9",
        "9" * 400,
    ),
]
TEXTS = [
    *(
        "",
        "  ",
        "one",
        "GVS-P04",
        "gvs p4",
        "GVSP4",
        "GVS P004",
        "GVS-P99 and IND P0",
        "xGVS-P04",
        "\u00e9GVS-P04",
    ),
    *(
        "GVS-P04\u00e9",
        "GVS-P04_",
        "(GVS P4, IND-P12; WP P2)",
        "one\u00a0two\u2003three",
        "a\x1fb c\x85d",
        "\ufeffone two",
    ),
    *("BLOG P1 " * 30, "w\u017fw\u017f-p3", "GVS--P04", "WP P18 WP P19", "GVS-P4GVS-P5"),
]
ASKED = Question(
    "L9.Q1",
    "09-x",
    Kind.NUMBER,
    "How many?",
    answer=9.0,
    tolerance=0.5,
    unit="facts",
    feedback={"8": "Eight?"},
)
WRITTEN = Question("L9.W1", "09-x", Kind.TEXT, "Write.", words=(5, 20), citations=2)
CHOICE = Question(
    *("L9.Q2", "09-x", Kind.SINGLE, "Which article gives a clock time?"),
    evidence=("IND-P12",),
    options=(Option("a", "GVS", feedback="Length is not precision."), Option("b", "IND", key=True, feedback="IND P12."),
             Option("c", "WSWS", feedback="That is a date.")),
)  # fmt: skip
ORDERED = Question("L9.Q3", "09-x", Kind.ORDER, "Earliest first.", items=("agreed", "opened", "closed"))
VIEW = {"id": "IND-P12", "article": "IND", "number": 12, "part": "body", "layer": "own text", "gist": "Ours.",
        "excerpt": None, "text": None, "joined_to": None}  # fmt: skip


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the question front-end in it."""
    page = bare.blank(browser, "question")
    page.clock.install()  # so that nobody has to wait for what comes after seconds
    yield page
    page.close()


def judge(page, pairs):
    return page.evaluate("(pairs) => pairs.map(([q, r]) => window.front.grade(q, r))", pairs)


def put(page, *questions):
    listed = [shown(question, {"IND-P12": VIEW}) for question in questions]
    bare.put(page, {"id": "t", "title": "T", "intro": "", "questions": listed})


def state(page, question):
    return page.evaluate("(id) => window.model.get('value')[id]", question.id)


def test_catalogue(page):
    cases = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    for case, found in zip(cases, judge(page, [[c["question"], c["response"]] for c in cases]), strict=True):
        expected = {name: case[name] for name in ("outcome", "message", "look_at") if name in case}
        assert {name: found[name] for name in expected} == expected, (
            case["question"]["kind"],
            case["response"],
        )
        assert found["score"] == pytest.approx(case["score"], abs=1e-4), (
            case["question"]["kind"],
            case["response"],
        )


@pytest.mark.parametrize(("question", "responses"), [(ASKED, NUMBERS), (WRITTEN, TEXTS)])
def test_both_languages_read_alike(page, question, responses):
    asked = shown(question, {})
    for response, found in zip(responses, judge(page, [[asked, r] for r in responses]), strict=True):
        right = grade(question, response)
        assert (found["outcome"], found["message"]) == (right.outcome, right.message), repr(response)
        assert found["score"] == pytest.approx(right.score), repr(response)


def test_both_languages_hold_the_same_words(page):
    source = module("question")
    assert json.dumps(BLOCKS).replace('"', "").strip("{}") in source
    assert [message for message in EMPTY.values() if message not in source] == []
    assert [rating for rating in CONFIDENCE if f'["{rating}"' not in source] == []
    assert prose.plural(2, "word") in grade(WRITTEN, "two words").message


def test_check_says_what_is_missing(page):
    put(page, CHOICE)
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Choose an answer first. Then say how sure you are.").wait_for()
    page.get_by_label("GVS").check()
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Say how sure you are, then check.").wait_for()
    assert state(page, CHOICE)["attempts"] == []


def test_two_wrong_tries_then_the_answer(page):
    put(page, CHOICE)
    page.get_by_label("GVS").check()
    page.get_by_label("Certain").check()
    check = page.get_by_role("button", name="Check")
    check.click()
    assert page.locator(".q-verdict [aria-live]").inner_text() == "Not yet. Length is not precision."
    assert page.get_by_label("Lean").is_disabled()
    assert page.get_by_role("button", name="Show the answer").count() == 0
    check.click()
    page.get_by_text("You have checked this answer already.").wait_for()
    page.get_by_label("WSWS").check()
    check.click()
    page.get_by_role("button", name="Show the answer").click()
    assert "The answer: IND" in page.locator(".q-verdict").inner_text()
    now = state(page, CHOICE)
    assert [(a["response"], a["confidence"], a["outcome"]) for a in now["attempts"]] == [
        ("a", "certain", "not-yet"),
        ("c", None, "not-yet"),
    ]
    assert now["shown"]


def test_right_at_the_second_try_by_keyboard_alone(page):
    put(page, CHOICE)
    page.get_by_label("GVS").focus()
    for key in ("Space", "Tab", "Space", "Tab", "Space"):
        page.keyboard.press(key)
    assert "Not yet." in page.locator(".q-verdict").inner_text()
    assert "IND P12" in page.locator(".q-verdict").inner_text()
    page.get_by_label("IND", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Check").press("Enter")
    said = page.locator(".q-verdict [aria-live]").inner_text()
    assert "Yes. IND P12." in said
    assert "Right at try 2." in said
    assert page.locator(".q-option", has_text="your answer").inner_text().startswith("IND")
    assert page.get_by_role("button", name="Checked").get_attribute("aria-disabled") == "true"


def test_a_moved_item_keeps_the_focus_and_is_announced(page):
    put(page, ORDERED)
    page.get_by_label("Position of: closed").select_option(label="1")
    page.get_by_role("button", name="Down: closed").press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Down: closed"
    page.get_by_text("“closed” is now second of three.").wait_for()
    assert state(page, ORDERED)["response"][1] == "2"


def test_writing_is_kept_on_leaving_the_field(page):
    put(page, WRITTEN)
    area = page.get_by_label("Your answer")
    area.fill("The place is clear (IND P12, GVS P99).")
    assert page.locator(".q-count").inner_text() == (
        "8 of at most 20 words. 1 of 2 paragraphs cited: IND P12. No such paragraph: GVS P99."
    )
    area.blur()
    assert state(page, WRITTEN)["response"] == "The place is clear (IND P12, GVS P99)."
    assert state(page, WRITTEN)["checked"]


def test_writing_with_a_dead_kernel_is_not_called_saved(page):
    put(page, WRITTEN)
    page.evaluate("window.kernel = 'dead'")
    page.get_by_label("Your answer").fill("The place is clear (IND P12).")
    page.get_by_role("button", name="Save").press("Enter")
    page.clock.run_for(3000)
    page.get_by_text("Not in your case file.").wait_for()
    assert page.get_by_text("Saved.").count() == 0
    page.evaluate("window.kernel = 'alive'; window.model.save_changes()")
    page.clock.run_for(6000)
    page.get_by_text("Saved.").wait_for()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("None.", "1 of at most 20 words. 0 of 2 paragraphs cited."),
        ("IND P12, GVS P14.", "4 of at most 20 words. 2 of 2 paragraphs cited: IND P12, GVS P14."),
        (
            "IND P12, GVS P14, WP P2.",
            "6 of at most 20 words. 3 paragraphs cited, at least 2 asked for: IND P12, GVS P14, WP P2.",
        ),
    ],
)
def test_more_paragraphs_than_asked_for_read_naturally(page, text, said):
    put(page, WRITTEN)
    page.get_by_label("Your answer").fill(text)
    assert page.locator(".q-count").inner_text() == said


def test_feedback_that_opens_with_yes_does_not_say_it_twice(page):
    options = (Option("a", "GVS", feedback="No."), Option("b", "IND", key=True, feedback="Right, it is IND."))
    put(page, Question("L9.Q5", "09-x", Kind.SINGLE, "Which?", confidence=False, options=options))
    page.get_by_label("IND").check()
    page.get_by_role("button", name="Check").click()
    assert page.locator(".q-verdict [aria-live]").inner_text() == "Right, it is IND."


def test_feedback_kept_from_an_earlier_visit_is_no_news_and_new_feedback_comes_in_one_piece(page):
    put(page, CHOICE)
    page.get_by_label("GVS").check()
    page.get_by_label("Certain").check()
    page.get_by_role("button", name="Check").click()
    assert page.locator(".q-verdict [aria-live=polite] > *").count() == 1
    page.evaluate(bare.MODEL, [page.evaluate("window.model.get('spec')"), page.evaluate("window.saved")])
    assert page.locator(".q-verdict").inner_text().startswith("Not yet.")
    assert page.locator(".q-verdict [aria-live=polite]").count() == 0
    page.get_by_label("WSWS").check()
    page.get_by_role("button", name="Check").click()
    assert page.locator(".q-verdict [aria-live=polite] > *").count() == 1


def test_a_value_from_python_shows_at_once(page):
    put(page, CHOICE)
    page.evaluate("window.model.set('value', {'L9.Q2': {response: 'c', confidence: 'lean', attempts: []}})")
    assert page.get_by_label("WSWS").is_checked()
    assert page.get_by_label("Lean").is_checked()
    assert page.locator(".q-verdict").inner_text() == ""
