from __future__ import annotations

import pytest

from course.casefile.merge import blank
from course.portfolio import results
from course.quiz import bank, decks, discernment


@pytest.fixture
def state():
    return blank()


def answered(state, qid, *outcomes, confidence="certain"):
    state["answers"][qid] = [
        {"at": str(n), "response": "a", "outcome": outcome, "confidence": None if n else confidence}
        for n, outcome in enumerate(outcomes)
    ]


def of(state, number):
    return next(lesson for lesson in results.lessons(state) if lesson.number == number)


def test_a_lesson_counts_first_tries_and_the_end(state):
    answered(state, "L1.Q1", "correct")
    answered(state, "L1.Q2", "not-yet", "correct", confidence="guess")
    answered(state, "L1.Q3", "not-yet")
    answered(state, "L1.H1", "correct")
    lesson = of(state, 1)
    items = [q for q in bank.load("01-1449") if ".Q" in q.id]
    assert (lesson.items, lesson.answered, lesson.first, lesson.right) == (len(items), 3, 1, 2)
    assert lesson.sure == pytest.approx((0.95 + 0.33 + 0.95) / 3)
    assert lesson.begun
    assert not of(state, 2).begun


def test_exercises_count_once_solved(state):
    state["exercises"]["L1.E1"] = [{"at": "1", "outcome": "not-yet"}, {"at": "2", "outcome": "correct"}]
    state["exercises"]["L1.E2"] = [{"at": "1", "outcome": "not-yet"}]
    lesson = of(state, 1)
    assert lesson.solved == 1 < lesson.exercises
    assert of(state, 0).exercises == 0


def test_attempts_of_a_strange_form_are_left_out(state):
    state["answers"] = {
        "L1.Q1": [{"at": "1", "outcome": ["correct"], "confidence": "certain"}],
        "L1.Q2": [{"at": "1", "outcome": "correct", "confidence": {"x": 1}}],
        "L1.Q3": [{"at": "1", "outcome": "noted"}],
        "L1.Q4": [{"at": "1", "outcome": "correct", "confidence": "lean"}],
    }
    assert list(results.judged(state)) == ["L1.Q4"]
    assert results.calibrated(state).n == 1


def judged_all(state, name, wrong=()):
    cards = {
        claim.id: {"flagged": claim.sound if claim.id in wrong else not claim.sound, "confidence": "lean"}
        for claim in discernment.load().claims
    }
    state["widgets"][f"discernment.{name}"] = {"at": "1", "value": {"cards": cards, "finished": True}}


def test_rounds_are_told_apart_and_compared(state):
    assert results.rounds(state).tallies == {}
    judged_all(state, "first", wrong={"X.01", "X.02", "X.03"})
    first = results.rounds(state)
    assert list(first.tallies) == ["first"]
    assert any("flagged" in line for line in first.said)
    judged_all(state, "again")
    both = results.rounds(state)
    assert (both.tallies["again"].hits, both.tallies["again"].false_alarms) == (12, 0)
    assert len(both.said) > len(first.said)


def test_an_unfinished_or_broken_round_is_no_round(state):
    state["widgets"]["discernment.first"] = {"at": "1", "value": {"cards": ["odd"], "finished": True}}
    assert results.rounds(state) == results.Rounds({}, ())


def test_only_turned_cards_are_in_the_ledger(state):
    cards = decks.find(results.LEDGER).content["cards"]
    first = next(card for card in cards if card["outcome"] == 1)
    other = next(card for card in cards if card is not first)
    value = {"cards": {first["id"]: {"at": 80, "turned": True}, other["id"]: {"at": 40}}}
    state["widgets"][results.LEDGER] = {"at": "1", "value": value}
    found = results.ledger(state)
    assert [entry.said for entry in found.scored] == [80]
    assert found.brier == pytest.approx(0.04)
    assert found.waiting == len(cards) - 1


def test_an_edition_without_the_ledger_or_the_claims_has_none(state, monkeypatch, tmp_path):
    monkeypatch.setattr(results, "LEDGER", "L12.C99")
    monkeypatch.setattr(discernment, "file", lambda: tmp_path / "none.yaml")
    assert results.ledger(state) is None
    assert results.rounds(state) == results.Rounds({}, ())
