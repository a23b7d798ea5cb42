"""From bytes to cells: what students do to notebooks, and what is said about it."""

import json

import pytest
from small_class import as_bytes, cell_of, code_cells, starter

from course.classroom import repair

COPY = "Copied cells share an ID"


def cells(notebook, assignment):
    content = notebook if isinstance(notebook, bytes) else as_bytes(notebook)
    return repair.cells(content, assignment)


def test_an_untouched_starter_gives_our_cells_and_no_notes(assignment):
    assert cells(starter(), assignment) == (assignment.cells, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(assignment, encoding):
    text = json.dumps(starter(), ensure_ascii=False)
    assert cells(text.encode(encoding), assignment)[0] == assignment.cells


def test_bytes_that_are_no_unicode_lose_no_cell(assignment):
    notebook = starter()
    code_cells(notebook)[0]["source"] = "name = 'X'"
    content = as_bytes(notebook).replace(b"'X'", b"'\xe9'")
    found, _ = cells(content, assignment)
    assert len(found) == len(assignment.cells)


def test_version_3_of_the_format(assignment):
    old = {
        "worksheets": [{"cells": [{"cell_type": "code", "input": 'course.check("L1.E1", 9)'}]}],
        "nbformat": 3,
    }
    found, notes = cells(old, assignment)
    assert [cell.source for cell in found] == ['course.check("L1.E1", 9)']
    assert any(note.startswith("L1.E2: its check is gone") for note in notes)


def test_deleted_set_up_cells_come_back_where_they_belong(assignment):
    notebook = starter()
    first = code_cells(notebook)[:2]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in first]
    found, notes = cells(notebook, assignment)
    assert [cell.id for cell in found] == [cell.id for cell in assignment.cells]
    assert "2 of our own set-up cells were missing and were put back." in notes


def test_set_up_cells_below_their_questions_run_first(assignment):
    notebook = starter()
    notebook["cells"].reverse()
    found, notes = cells(notebook, assignment)
    assert [cell.id for cell in found[:2]] == [cell.id for cell in assignment.cells[:2]]
    assert [cell.id for cell in found[2:]] == [cell.id for cell in reversed(assignment.cells[2:])]
    assert notes == ["2 of our own set-up cells stood below cells that need them and were run first."]


def test_a_changed_set_up_cell_stays_where_the_student_put_it(assignment):
    notebook = starter()
    first = code_cells(notebook)[0]
    first["source"] = "mine = 1"
    notebook["cells"].remove(first)
    notebook["cells"].append(first)
    found, notes = cells(notebook, assignment)
    assert found[-1].source == "mine = 1"
    assert notes == []


def test_an_answer_cell_that_was_deleted_stays_deleted(assignment):
    notebook = starter()
    notebook["cells"].remove(cell_of(notebook, "L1.E3"))
    found, notes = cells(notebook, assignment)
    assert not [cell for cell in found if "L1.E3" in cell.source]
    assert notes == ["L1.E3: its check is gone; the variable unreported was looked for instead."]


def test_a_copied_cell_runs_twice_under_two_names(assignment):
    notebook = starter()
    twin = cell_of(notebook, "L1.E1")
    notebook["cells"].append(dict(twin))
    found, notes = cells(notebook, assignment)
    assert len({cell.id for cell in found}) == len(found) == len(assignment.cells) + 1
    assert any(COPY in note for note in notes)
    assert "L1.E1: checked in 2 cells; the last answer counts." in notes


def test_ids_of_another_tool_bring_nothing_back(assignment):
    notebook = starter()
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"colab{number}"
    notebook["cells"] = notebook["cells"][4:]
    found, notes = cells(notebook, assignment)
    assert all(cell.id.startswith("colab") for cell in found)
    assert not [note for note in notes if "put back" in note]


@pytest.mark.parametrize("source", [None, 5, ["a", 5], {"x": 1}])
def test_odd_sources_are_text(assignment, source):
    notebook = {"cells": [{"cell_type": "code", "id": 7, "source": source}, "no cell", {"cell_type": "raw"}]}
    (cell,) = cells(notebook, assignment)[0]
    assert cell.id == "#0"
    assert isinstance(cell.source, str)


def test_more_cells_than_anybody_writes(assignment):
    notebook = {"cells": [{"cell_type": "code", "source": "1"}] * 900}
    found, notes = cells(notebook, assignment)
    assert len(found) == repair.MOST_CELLS
    assert "900 code cells; the first 500 were run." in notes


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"   \n", "The file is empty"),
        (b"not json", "no notebook that can be read"),
        (b"[" * 100_000, "no notebook that can be read"),
        (b'{"cells": 5}', "it has no list of cells"),
        (b"[]", "it has no list of cells"),
        (b'{"worksheets": []}', "it has no list of cells"),
        (bytes(range(256)), "no notebook that can be read"),
        (b"\xff\xfe\x00", "no notebook that can be read"),
        (b"PK\x03\x04", "no notebook that can be read"),
    ],
)
def test_no_notebook_says_what_to_do(assignment, content, says):
    with pytest.raises(repair.UnreadableError, match=says):
        repair.cells(content, assignment)
