"""The question bank, the decks and the exercises of the whole course: form, keys, passages, objectives, wording."""

import csv
from itertools import chain
from pathlib import Path

import pytest

from course import prose
from course.check import exercise
from course.model import CONFIDENCE, Kind
from course.quiz import bank, decks

ROOT = Path(__file__).parents[2]
PASSAGES = ROOT / "data" / "articles" / "passages.csv"
QUIZZES = sorted(ROOT.glob("lessons/*/quiz.yaml"))
DECKS = sorted(ROOT.glob("lessons/*/decks.yaml"))
EXERCISES = sorted(ROOT.glob("lessons/*/exercise.yaml"))


@pytest.fixture(scope="module")
def passages():
    with PASSAGES.open(encoding="utf-8", newline="") as file:
        return {row["passage"] for row in csv.DictReader(file)}


def test_the_table_of_passages_has_the_blocks_of_the_model(passages):
    assert passages == prose.all_passages()


@pytest.mark.parametrize("path", QUIZZES, ids=lambda p: p.parent.name)
def test_quiz_has_no_problems(path, passages):
    assert bank.validate(path, passages) == []


@pytest.mark.parametrize("path", DECKS, ids=lambda p: p.parent.name)
def test_decks_have_no_problems(path, passages):
    assert decks.validate(path, passages) == []


@pytest.mark.parametrize("path", EXERCISES, ids=lambda p: p.parent.name)
def test_exercise_has_no_problems(path, passages):
    assert exercise.validate(path, passages) == []


@pytest.mark.parametrize("path", QUIZZES + DECKS + EXERCISES, ids=lambda p: f"{p.parent.name} {p.name}")
def test_the_header_names_the_folder(path):
    assert path.read_text("utf8").startswith(f"lesson: {path.parent.name}\n")


def test_ids_are_unique_in_the_course():
    ids = [question.id for question in bank.all_questions()]
    ids += [item.id for lesson in exercise.lessons() for item in exercise.load(lesson)]
    assert len(ids) == len(set(ids))


def test_rated_items_fit_the_probabilities_of_the_ratings():
    rated = [q for q in bank.all_questions() if q.confidence and q.kind is Kind.SINGLE]
    assert {len(question.options) for question in rated} == {3}
    assert CONFIDENCE["guess"] == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("lesson", [name for name in bank.lessons() if name >= "01"])
def test_a_lesson_has_its_beats(lesson):
    questions = bank.load(lesson)
    letters = {question.id.partition(".")[2][0] for question in questions}
    assert letters >= {"H", "D", "Q", "W"}
    assert 6 <= sum(".Q" in question.id for question in questions) <= 7


@pytest.mark.parametrize("lesson", [name for name in bank.lessons() if name >= "01"])
def test_items_of_the_exit_quiz_name_their_evidence(lesson):
    assert not [q.id for q in bank.load(lesson) if ".Q" in q.id and not q.evidence]


def test_misconceptions_of_the_header_are_met_by_an_option():
    for lesson in bank.lessons():
        found = bank.bank(lesson)
        met = {option.misconception for option in chain.from_iterable(q.options for q in found.questions)}
        assert set(found.misconceptions) <= met
