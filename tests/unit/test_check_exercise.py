import pytest

from course import paths
from course.check import compare, exercise
from course.model import CourseError, Outcome

FILE = """
lesson: 03-x
title: Try
exercises:
  - id: L3.E1
    title: Count
    kind: number
    expected: 9
    correct: Right.
    not_yet: >-
      Count
      again.
    hints: [Look., Count., Type 9.]
    diagnoses: [{value: 8, message: One missed.}]
  - {id: L3.E2, title: Name, kind: text, expected: IND, correct: Right., not_yet: Again., hints: [Read.]}
"""
NOTEBOOK = """
# Try

```{code-cell} ipython3
import course
```

```{code-cell} ipython3
:tags: [keep]
# BEGIN SOLUTION
count = (support >= 2).sum()
# ELSE
count = ...
# END SOLUTION
course.check("L3.E1", count)
```

```{code-cell} ipython3
def name(table):
    # BEGIN SOLUTION
    if table:
        return "IND"
    # END SOLUTION
    return ...
# BEGIN SOLUTION
other = 1
# END SOLUTION
course.check('L3.E2', name)
```

```{code-cell} ipython3
course.hint("L3.E1")
```
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    lesson = tmp_path / "03-x"
    lesson.mkdir()
    (lesson / "exercise.yaml").write_text(FILE, encoding="utf-8")
    (lesson / "exercise.md").write_text(NOTEBOOK, encoding="utf-8")
    return lesson


def test_load_and_find(folder):
    assert [found.id for found in exercise.load("03-x")] == ["L3.E1", "L3.E2"]
    assert exercise.find("L3.E1").not_yet == "Count again."
    assert exercise.lessons() == ["03-x"]


@pytest.mark.parametrize(
    ("value", "outcome", "message"),
    [
        (9, Outcome.CORRECT, "Right."),
        (8, Outcome.NOT_YET, "One missed."),
        (7, Outcome.NOT_YET, "Count again."),
        (
            ...,
            Outcome.NOT_ATTEMPTED,
            "Not attempted yet: put your answer where the three dots are, then run the cell again.",
        ),
    ],
)
def test_check(folder, value, outcome, message):
    assert (exercise.check("L3.E1", value).outcome, exercise.check("L3.E1", value).message) == (
        outcome,
        message,
    )


def test_check_without_a_value_is_not_attempted(folder):
    assert exercise.check("L3.E1").outcome is Outcome.NOT_ATTEMPTED


@pytest.mark.parametrize("eid", ["L3.E3", "", None, 7])
def test_an_unknown_exercise_is_our_error_and_says_so(folder, eid):
    result = exercise.check(eid, 9)
    assert result.outcome is Outcome.CHECKER_ERROR
    assert result.message.startswith(f"There is no exercise {eid!r}.")
    assert result.message.endswith("Known: L3.E1, L3.E2.")


def test_a_broken_check_says_that_it_is_ours(folder, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setitem(compare.KINDS, "number", broken)
    result = exercise.check("L3.E1", 9)
    assert result.outcome is Outcome.CHECKER_ERROR
    assert result.message == (
        "Our check of L3.E1 broke (ZeroDivisionError: division by zero). "
        "This is no fault of your answer. Please report it and go on."
    )


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, 'Hint 1 of 3: Look. For more: course.hint("L3.E1", 2)'),
        (0, 'Hint 1 of 3: Look. For more: course.hint("L3.E1", 2)'),
        (3, "Hint 3 of 3: Type 9. (This is the last hint.)"),
        (4, "That was the last hint for L3.E1; there are 3. Hint 3 was: Type 9."),
    ],
)
def test_hints(folder, n, said):
    assert exercise.hint("L3.E1", n) == said


def test_solution(folder):
    assert exercise.solution("L3.E1") == "count = (support >= 2).sum()"
    assert exercise.solution("L3.E2") == 'if table:\n    return "IND"\nother = 1'


def test_an_edition_without_solutions_says_so(folder):
    path = folder / "exercise.md"
    path.write_text(NOTEBOOK.replace("# BEGIN SOLUTION", "# your turn"), encoding="utf-8")
    with pytest.raises(
        CourseError, match=r"This edition of the course shows no solution for L3.E1. Try course.hint"
    ):
        exercise.solution("L3.E1")
    path.unlink()
    with pytest.raises(CourseError, match="This edition of the course carries no solutions"):
        exercise.solution("L3.E1")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "kind: number",
            "kind: sum",
            "03-x/exercise.yaml: L3.E1 is broken: kind 'sum' is unknown; choose from number, text",
        ),
        ("    title: Count\n", "", "03-x/exercise.yaml: L3.E1 is broken: 'title' is missing. Mend it there."),
        ("value: 8, ", "", "03-x/exercise.yaml: L3.E1 is broken: 'value' is missing"),
    ],
)
def test_broken_files_name_file_and_item(folder, old, new, said):
    assert old in FILE
    (folder / "exercise.yaml").write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        exercise.load("03-x")
    assert str(caught.value).startswith(said)


def test_exercises_must_be_a_list(folder):
    (folder / "exercise.yaml").write_text("exercises: none", encoding="utf-8")
    with pytest.raises(CourseError, match="exercises should be a list"):
        exercise.load("03-x")


def test_unknown_lesson_lists_known_ones(folder):
    with pytest.raises(
        CourseError, match=r"There is no exercise for '03-y'. Did you mean 03-x\? Known: 03-x."
    ):
        exercise.load("03-y")
