import pytest

from course.build import source
from course.model import CourseError

CELL = """x = 1
# BEGIN SOLUTION
answer = x + 1
# ELSE
answer = ...
# END SOLUTION
check(answer)"""

LESSON = """---
kernelspec:
  name: python3
  display_name: Python 3
---

# A heading

```{code-cell} ipython3
:tags: [remove-input]
1 + 1
```

```{code-cell} ipython3
1 + 1
```

Text after.
"""


def test_a_student_finds_the_other_side_of_the_solution():
    assert source.part(CELL, keep_solution=False) == "x = 1\nanswer = ...\ncheck(answer)"
    assert source.part(CELL, keep_solution=True) == "x = 1\nanswer = x + 1\ncheck(answer)"


def test_a_solution_may_leave_nothing_behind():
    assert source.part("# BEGIN SOLUTION\na = 1\n# END SOLUTION", keep_solution=False) == ""


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("# BEGIN SOLUTION\na = 1", "END SOLUTION is missing"),
        ("# ELSE\na = 1", "'# ELSE' does not belong here"),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\n# END SOLUTION", "line 2 of a cell"),
        ("a = 1\n# END SOLUTION", "Order: BEGIN, ELSE, END"),
    ],
)
def test_misplaced_markers_are_named(cell, message):
    with pytest.raises(CourseError, match=message):
        source.part(cell, keep_solution=True)


def test_cells_have_stable_unique_ids_and_no_outputs(tmp_path):
    file = tmp_path / "lesson.md"
    file.write_text(LESSON, "utf8")
    first, again = source.read(file), source.read(file)
    ids = [cell.id for cell in first.cells]
    assert ids == [cell.id for cell in again.cells]
    assert len(set(ids)) == len(ids) == 4
    assert ids[2] == f"{ids[1]}-2", "the same code twice: the second is numbered"
    assert first.cells[1].metadata == {"tags": ["remove-input"]}
    assert all(
        cell.outputs == [] and cell.execution_count is None
        for cell in first.cells
        if cell.cell_type == "code"
    )
    assert first.metadata == source.METADATA


def test_an_edit_changes_one_id_only(tmp_path):
    file = tmp_path / "lesson.md"
    file.write_text(LESSON, "utf8")
    before = [cell.id for cell in source.read(file).cells]
    file.write_text(LESSON.replace("Text after", "Other text"), "utf8")
    after = [cell.id for cell in source.read(file).cells]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, True, False]


def test_a_missing_lesson_is_one_clear_line(tmp_path):
    with pytest.raises(CourseError, match=r"lesson\.md: not found"):
        source.read(tmp_path / "lesson.md")
