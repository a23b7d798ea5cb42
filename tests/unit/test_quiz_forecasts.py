import copy

import pytest

from course.quiz import forecasts
from course.quiz.decks import Deck

DECK = {
    "id": "L12.C1",
    "layout": "scale",
    "forecast": True,
    "title": "Ledger",
    "intro": "Say how likely it is.",
    "question": "How likely?",
    "scale": {"min": 0, "max": 100, "step": 5, "low": "surely not", "high": "surely"},
    "cards": [
        {"id": "f1", "text": "It flies.", "outcome": 1, "told": "It flew.", "source": "timeline", "checked_on": "2026-11-20"},
        {"id": "f2", "text": "They talk.", "outcome": 0, "told": "Nobody met.", "source": "timeline", "checked_on": "2026-11-20"},
        {"id": "f3", "text": "An arena.", "outcome": None, "told": "No test.", "source": "none", "checked_on": "2026-11-20"},
    ],
    "closing": "That was it.",
}  # fmt: skip


def deck(**changes):
    content = {**copy.deepcopy(DECK), **changes}
    return Deck("L12.C1", "12-the-correction-desk", "scale", "Ledger", "", content)


def turned(**said):
    return {"cards": {name: {"at": at, "turned": True} for name, at in said.items()}}


def test_a_ledger_scores_what_was_turned_and_keeps_untestable_cards_apart():
    found = forecasts.ledger(deck(), turned(f1=70, f2=20, f3=90))
    assert [(entry.card["id"], entry.said) for entry in found.scored] == [("f1", 70), ("f2", 20)]
    assert [entry.penalty for entry in found.scored] == pytest.approx([0.09, 0.04])
    assert [(entry.said, entry.penalty) for entry in found.untestable] == [(90, None)]
    assert (found.waiting, found.brier) == (0, pytest.approx(0.065))


def test_what_is_placed_only_is_not_scored():
    value = {"cards": {"f1": {"at": 70}, "f2": {"turned": True}, "f3": None}}
    assert forecasts.ledger(deck(), value) == forecasts.Ledger((), (), 3, None)
    assert forecasts.ledger(deck(), {"cards": []}).waiting == 3
    assert forecasts.ledger(deck(), turned(f1=170, f2=True)).waiting == 3


@pytest.mark.parametrize(
    ("said", "brier"), [({"f1": 100, "f2": 0}, 0), ({"f1": 50, "f2": 50}, 0.25), ({"f1": 0, "f2": 100}, 1)]
)
def test_the_ends_of_the_brier_score(said, brier):
    assert forecasts.ledger(deck(), turned(**said)).brier == brier


@pytest.mark.parametrize(
    ("said", "start"),
    [
        (
            {"f1": 90, "f2": 20},
            "Your forecasts came closer to what happened than always saying 50 would have.",
        ),
        ({"f1": 50, "f2": 50}, "Your forecasts came about as close to what happened as always saying 50"),
        (
            {"f1": 10, "f2": 50},
            "Always saying 50 would have come closer to what happened than your forecasts did.",
        ),
    ],
)
def test_words_come_before_the_number(said, start):
    sentence = forecasts.sentence(forecasts.ledger(deck(), turned(**said)))
    assert sentence.startswith(start)
    assert "over 2 scored forecasts: 0 is perfect" in sentence


def test_one_forecast_is_one_and_none_says_nothing():
    assert "Your Brier score is 0.09 over 1 scored forecast:" in forecasts.sentence(
        forecasts.ledger(deck(), turned(f1=70))
    )
    assert forecasts.sentence(forecasts.ledger(deck(), turned(f3=70))) == ""


def test_halves_are_rounded_up():
    assert [forecasts.rounded(score) for score in (0.125, 0.0625, 0.124, 0, 1)] == [
        "0.13",
        "0.06",
        "0.12",
        "0.00",
        "1.00",
    ]


def test_a_sound_deck_has_no_problems():
    assert list(forecasts.problems(deck())) == []


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        ({"scale": {**DECK["scale"], "max": 10}}, "L12.C1 scale", "run from 0 to 100"),
        ({"cards": [DECK["cards"][2]]}, "L12.C1", "nothing can be scored"),
        (
            {"cards": [{**DECK["cards"][0], "checked_on": "2026-02-30"}]},
            "L12.C1 f1",
            "checked_on is '2026-02-30', and there is no such day",
        ),
    ],
)
def test_a_slip_is_named(changes, where, said):
    ((place, sentence),) = forecasts.problems(deck(**changes))
    assert place == where
    assert said in sentence
