"""Variants: drawn from a secret, solvable, distinct, never typed, and not answered by what is published."""

import json

import pytest

from course import paths
from course.build import source
from course.check import compare, exercise
from course.classroom import variants
from course.classroom.variants import reference
from course.model import CourseError, Outcome

SEEDS = [f"a secret of the class number {n}" for n in range(30)]
LESSONS = list(variants.DRAWS)
VARIED = {
    "01-1449": {"L1.E1", "L1.E2", "L1.E3", "L1.E4", "L1.E5"},
    "06-whose-voice": {"L6.E1", "L6.E2", "L6.E3", "L6.E5"},
    "07-words-that-push": {"L7.E1", "L7.E2", "L7.E3", "L7.E4", "L7.E5"},
    "09-before-and-after": {"L9.E1"},
    "10-do-the-numbers-add-up": {"L10.E1", "L10.E2", "L10.E3", "L10.E4", "L10.E5"},
}


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def published(lesson):
    return source.read(paths.lessons() / lesson / "exercise.md")


@pytest.fixture(scope="module")
def drawn(lesson, published):
    return [variants.vary(lesson, seed, published) for seed in SEEDS]


def test_every_variant_is_solved_by_the_reference_solution_and_by_no_other(drawn):
    for one in drawn:
        values = reference.run(source.solution(one.notebook)).values
        for key in one.exercises:
            assert compare.judge(key, values[key.id]).outcome is Outcome.CORRECT, (one.summary, key.id)


def test_the_published_answers_fail(lesson, drawn):
    for one in drawn:
        for key, known in zip(one.exercises, exercise.load(lesson), strict=True):
            if key.id in VARIED[lesson]:
                assert compare.judge(key, known.expected).outcome is not Outcome.CORRECT, (
                    one.summary,
                    key.id,
                )


def test_what_does_not_vary_keeps_its_key(lesson, drawn):
    for key, known in zip(drawn[0].exercises, exercise.load(lesson), strict=True):
        if key.kind != "function" and key.id not in VARIED[lesson]:
            assert key == known


def test_no_two_classes_get_the_same(drawn):
    keys = {json.dumps([key.expected for key in one.exercises]) for one in drawn}
    assert len(keys) == len({one.summary for one in drawn}) == len(SEEDS)


def test_a_function_that_returns_the_numbers_of_one_table_fails(drawn):
    for key in (key for one in drawn for key in one.exercises if key.cases):
        first = key.cases[0]["expected"]
        found = compare.judge(key, lambda *_, first=first: first)
        assert found.outcome is not Outcome.CORRECT, key.id


def test_no_diagnosis_calls_a_right_answer_wrong(drawn):
    for key in (key for one in drawn for key in one.exercises if key.id in VARIED[key.lesson]):
        for diagnosis in key.diagnoses:
            wrong = diagnosis.value
            handed_in = key.expected | wrong if isinstance(wrong, dict) else wrong
            found = compare.judge(key, handed_in)
            assert found.outcome is Outcome.NOT_YET, (key.id, diagnosis)
            assert found.message in {one.message for one in key.diagnoses}


def test_nothing_of_the_published_messages_is_left_where_the_key_differs(lesson, drawn):
    known = {one.id: one for one in exercise.load(lesson)}
    for key in (key for one in drawn for key in one.exercises if key.id in VARIED[lesson]):
        assert key.correct != known[key.id].correct
        assert key.evidence == ()
        assert len(key.hints) == 1


def test_the_starter_is_untouched_and_runs(drawn):
    for one in drawn[:3]:
        ran = reference.run(source.starter(one.notebook))
        for key in one.exercises:
            if key.kind != "function":
                assert compare.judge(key, ran.values[key.id]).outcome is Outcome.NOT_ATTEMPTED


def test_the_same_seed_draws_the_same(lesson, published, drawn):
    variants._vary.cache_clear()
    assert variants.vary(lesson, SEEDS[0], published) == drawn[0]


def test_without_a_seed_nothing_varies(lesson, published):
    found = variants.vary(lesson, "", published)
    assert found.notebook == published
    assert list(found.exercises) == exercise.load(lesson)
    assert found.summary == ""


def test_real_articles_never_get_made_up_numbers():
    notebook = source.read(paths.lessons() / "10-do-the-numbers-add-up" / "exercise.md")
    text = "\n".join(
        c.source for c in variants.vary("10-do-the-numbers-add-up", SEEDS[0], notebook).notebook.cells
    )
    assert "made up" in text
    assert not [name for name in ("WSWS", "38 North", "The Diplomat") if name in text]


def test_a_changed_lesson_is_noticed(published, lesson):
    with pytest.raises(CourseError, match="no longer fits"):
        variants.swapped(published, (("words that no lesson has", ""),), lesson)


def test_a_solution_that_fails_is_named():
    notebook = source.named(source.read(paths.lessons() / "01-1449" / "exercise.md"))
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:1]
    notebook.cells[0].source = "1 / 0"
    with pytest.raises(CourseError, match=r"fails at '1 / 0': ZeroDivisionError"):
        reference.run(notebook)
