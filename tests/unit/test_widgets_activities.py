"""What lessons call: decks, peeler, texts side by side, trail, expert card, calibration, and the deck of recall."""

from __future__ import annotations

import json

import pytest

import course
from course import casefile
from course.model import CourseError
from course.quiz import bank, decks

RATINGS = ("guess", "lean", "fairly sure", "certain")


def scored():
    return [q for q in bank.all_questions() if q.scored and q.confidence]


def answer(count, right=lambda n: n % 2 == 0, rating=lambda n: RATINGS[n % 4], but=""):
    """Give this many rated first attempts, a minute apart; more than there are questions go to made-up ones."""
    ids = [q.id for q in scored() if q.id != but] + [f"L99.Q{n}" for n in range(count)]
    case = casefile.current()
    for n in range(count):
        case.record_answer(
            ids[n],
            {
                "at": f"2026-01-01T{n // 60:02}:{n % 60:02}:00Z",
                "response": "a",
                "confidence": rating(n),
                "outcome": "correct" if right(n) else "not-yet",
            },
        )


@pytest.fixture
def displayed(monkeypatch):
    """What calibration shows: all of its text, and the sentence above the chart."""
    found = {"texts": []}
    monkeypatch.setattr(
        "IPython.display.display", lambda thing, **_: found["texts"].append(getattr(thing, "data", ""))
    )
    return found


def said(found):
    """The one sentence above the chart; nothing of it may stand anywhere else in plain sight."""
    shown = [text.partition("<details")[0] for text in found["texts"] if isinstance(text, str)]
    sentences = [text for text in shown if "rated answer" in text]
    assert len(sentences) == 1
    return sentences[0]


@pytest.mark.parametrize(
    "deck", [d for lesson in decks.lessons() for d in decks.load(lesson)], ids=lambda d: d.id
)
def test_every_deck_of_the_course_opens(deck):
    if deck.layout == "peel":
        with pytest.raises(CourseError, match=r"course\.peel"):
            course.cards(deck.id)
        assert course.peel("IND").spec["title"] == deck.title
    else:
        widget = course.cards(deck.id)
        assert widget.spec["id"] == deck.id
        assert widget.spec["cards"]
        assert deck.title in widget.text()


def test_a_class_shows_its_medians(tmp_path):
    file = tmp_path / "class.json"
    card = decks.find("L5.C1").content["cards"][0]["id"]
    marks = {card: {"n": 14, "median": 70, "low": 60, "high": 80}}
    file.write_text(
        json.dumps({"kind": "one-event-class", "version": 1, "learners": 14, "decks": {"L5.C1": marks}})
    )
    with_class = json.dumps(course.cards("L5.C1", class_file=file).spec)
    assert '"median": 70' in with_class
    assert '"median"' not in json.dumps(course.cards("L5.C1").spec)
    with pytest.raises(CourseError, match="shows no class"):
        course.cards("L4.C1", class_file=file)


def test_the_trail_starts_at_the_paragraph():
    spec = course.trail("03-whose-words").spec
    assert spec["trail"]["start"]["who"] == "WSWS P11"
    assert spec["trail"]["start"]["when"] == "17 June 2020"
    assert [q["id"] for q in spec["questions"]] == ["L3.U1", "L3.U2"]
    with pytest.raises(CourseError, match="has no trail"):
        course.trail("01-1449")


def test_texts_side_by_side_open_with_the_first_pair():
    assert "AP" in json.dumps(course.compare().spec)
    assert course.compare("GVS-P14", "GVS-P43").spec["id"] != course.compare().spec["id"]


def test_the_expert_card_keeps_its_rows():
    card = course.expert_card()
    card.value = {
        "rows": [{"id": "r1", "analyst": "Glyn Davies", "search": "money", "found": "x"}],
        "draft": {},
    }
    assert course.expert_card().value["rows"][0]["found"] == "x"


def test_calibration_of_nothing_says_what_to_do(displayed):
    course.calibration()
    assert "No rated answers yet. Answer a few questions" in said(displayed)


def test_calibration_of_one_answer_promises_nothing(displayed):
    answer(1)
    course.calibration()
    assert "1 rated answer: you felt 33 percent sure, and it was right" in said(displayed)
    assert "Brier score 0.45" in said(displayed)
    assert "too few" in said(displayed)


@pytest.mark.parametrize(
    ("right", "rating", "verdict"),
    [
        (lambda n: n % 2 == 0, lambda _: "certain", "You were too sure:"),
        (lambda _: True, lambda _: "guess", "You knew more than you thought:"),
        (lambda n: n % 4 != 0, lambda _: "fairly sure", "Your confidence fits your answers."),
    ],
)
def test_calibration_of_two_hundred_answers_draws_a_conclusion(displayed, right, rating, verdict):
    answer(200, right, rating)
    course.calibration()
    assert "200 rated answers:" in said(displayed)
    assert verdict in said(displayed)


@pytest.mark.parametrize("lesson", [name for name in bank.lessons() if name > "01"])
@pytest.mark.parametrize("count", [0, 1, 200])
def test_recall_has_three_items_from_earlier_lessons(lesson, count):
    answer(count)
    questions = course.recall(lesson).spec["questions"]
    assert len(questions) == len({q["id"] for q in questions}) == 3
    assert all(int(q["id"][1:].split(".")[0]) < int(lesson[:2]) for q in questions)


@pytest.mark.parametrize("lesson", [name for name in bank.lessons() if name > "01"])
def test_what_was_sure_and_wrong_comes_first(lesson):
    before = f"L{int(lesson[:2]) - 1}."
    worst = [q for q in bank.all_questions() if q.id.startswith(before) and 1 in q.review_lags][-1]
    answer(200, right=lambda _: True, rating=lambda _: "certain", but=worst.id)
    case = casefile.current()
    case.record_answer(
        worst.id,
        {"at": "2026-01-02T00:00:00Z", "response": "b", "confidence": "certain", "outcome": "not-yet"},
    )
    assert course.recall(lesson).spec["questions"][0]["id"] == worst.id


def test_the_glossary_opens_a_term_in_place():
    assert "Military Demarcation Line" in course.glossary("dmz").text()
    with pytest.raises(CourseError, match="Near it: Kaesong"):
        course.glossary("kaesng")


def test_a_slip_in_another_lesson_does_not_close_the_decks(monkeypatch):
    load = decks.load

    def broken(lesson):
        if lesson.startswith("02"):
            raise CourseError("02-peel-the-page/decks.yaml is broken")
        return load(lesson)

    monkeypatch.setattr(decks, "load", broken)
    assert decks.find("L5.C1").id == "L5.C1"
    with pytest.raises(CourseError, match="02-peel"):
        decks.find("L2.C1")
