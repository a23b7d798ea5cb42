"""Write the assignments of a bundle as a course for nbgrader: source with key and hidden tests, release without.

Cell metadata follows nbgrader's schema version 3. The hidden tests call the same comparison as the course's own grader,
with the key written into them; nbgrader removes them from the release and puts them back when it grades.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.build.notebooks import serialise
from course.build.source import METADATA
from course.classroom.bundle import exercise_json
from course.classroom.edition.starters import CALL
from course.model import CourseError
from course.quiz import bank

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from course.classroom.model import Assignment, Bundle, Task

SCHEMA: Final = 3
HIDDEN: Final = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
STUB: Final = "# Put your answer in place of the three dots above."
WRITTEN_POINTS: Final = 4.0
"""A written answer is marked by a person, one point per level of its rubric."""

CONFIG: Final = """# For nbgrader: run its commands in this folder. Students and the grading machine need the class edition installed
# (`pip install -e .` in the folder `edition`), so that `import course` works.
c = get_config()
c.CourseDirectory.course_id = "{name}"
c.ClearSolutions.code_stub = {{"python": "{stub}"}}
c.ClearSolutions.text_stub = "Write your answer here."
c.ClearSolutions.enforce_metadata = True
c.ClearHiddenTests.enforce_metadata = True
c.ExecutePreprocessor.timeout = 60
"""


def export(bundle: Bundle, solutions: dict[str, NotebookNode], out: Path) -> list[Path]:
    """Write ``nbgrader_config.py``, ``source/`` and ``release/``.

    Parameters
    ----------
    bundle : Bundle
        With the key.
    solutions : dict of str to NotebookNode
        Assignment name to its notebook with the solutions of this class.
    out : Path
        A folder that is not there yet, or is empty.

    Returns
    -------
    list of Path
        The notebooks written.

    Raises
    ------
    CourseError
        If the folder holds something.
    """
    if out.exists() and any(out.iterdir()):
        raise CourseError(f"{out} holds something already; choose an empty folder for --nbgrader.")
    out.mkdir(parents=True, exist_ok=True)
    config = CONFIG.format(name=bundle.name, stub=STUB)
    (out / "nbgrader_config.py").write_text(config, encoding="utf-8", newline="\n")
    written: list[Path] = []
    for assignment in bundle.assignments:
        source = source_notebook(assignment, solutions[assignment.name])
        for folder, notebook in (("source", source), ("release", release_notebook(source))):
            path = out / folder / assignment.name / f"{assignment.name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(serialise(notebook), encoding="utf-8", newline="\n")
            written.append(path)
    return written


def source_notebook(assignment: Assignment, solution: NotebookNode) -> NotebookNode:
    """Write one assignment with solutions, hidden tests and points.

    Parameters
    ----------
    assignment : Assignment
        From the bundle.
    solution : NotebookNode
        Its notebook with the solutions.
    """
    starters = {task.exercise.id: _cell(assignment, task.cell) for task in assignment.tasks}
    tasks = {task.exercise.id: task for task in assignment.tasks}
    cells: list[NotebookNode] = []
    for number, cell in enumerate(solution.cells):
        called = CALL.search(cell.source) if cell.cell_type == "code" else None
        if called:
            task = tasks[called["id"]]
            cells += [_solution_cell(task, starters[task.exercise.id], cell.source), _test_cell(task)]
        elif cell.cell_type == "code":
            cells.append(_locked(cell.source, f"given-{number}"))
        else:
            cells.append(new_markdown_cell(cell.source))  # type: ignore[no-untyped-call]
    cells += [part for qid in assignment.written for part in _written_cells(qid)]
    return _numbered(cells)


def release_notebook(source: NotebookNode) -> NotebookNode:
    """Take out solutions and hidden tests and add checksums, as ``nbgrader generate_assignment`` does."""
    cells = []
    for cell in source.cells:
        text = re.sub(rf"{HIDDEN[0]}.*?{HIDDEN[1]}", "", cell.source, flags=re.DOTALL).rstrip()
        text = re.sub(
            r"^([ \t]*)### BEGIN SOLUTION.*?### END SOLUTION",
            lambda match: match[1] + STUB,
            text,
            flags=re.DOTALL | re.MULTILINE,
        )
        make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        student = make(text, metadata=json.loads(json.dumps(cell.metadata)))  # type: ignore[no-untyped-call]
        about = student.metadata.get("nbgrader")
        if about:
            if about["solution"] and cell.cell_type == "markdown":
                student.source = "Write your answer here."
            about["cell_type"] = cell.cell_type
            about["checksum"] = checksum(student)
            student.metadata["deletable"] = False
            if about["locked"]:
                student.metadata["editable"] = False
        cells.append(student)
    return _numbered(cells)


def checksum(cell: NotebookNode) -> str:
    """MD5 of what nbgrader protects in a cell (`nbgrader.utils.compute_checksum`)."""
    about = cell.metadata["nbgrader"]
    digest = hashlib.md5(usedforsecurity=False)
    for part in (
        cell.source,
        cell.cell_type,
        about["grade"],
        about["solution"],
        about["locked"],
        about["grade_id"],
    ):
        digest.update(str(part).encode())
    if about["grade"]:
        digest.update(str(float(about["points"])).encode())
    return digest.hexdigest()


def problems(notebook: NotebookNode) -> list[str]:
    """Say what nbgrader would have against the metadata of a notebook, by the rules of its schema version 3."""
    found: list[str] = []
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells, start=1):
        about = cell.metadata.get("nbgrader")
        if about is not None:
            found += [f"cell {number}: {problem}" for problem in _problems(about, cell.cell_type)]
            gid = about.get("grade_id", "")
            if gid in seen:
                found.append(f"cell {number}: {gid} stands twice")
            seen.add(gid)
    return found


_TYPES: Final = {
    "schema_version": int,
    "grade": bool,
    "solution": bool,
    "locked": bool,
    "task": bool,
    "grade_id": str,
    "points": (int, float),
    "checksum": str,
    "cell_type": str,
}


def _problems(about: dict[str, Any], kind: str) -> list[str]:
    found = [f"{name} is unknown" for name in about if name not in _TYPES]
    found += [
        f"{name} is missing"
        for name in ("schema_version", "grade", "solution", "locked")
        if name not in about
    ]
    found += [
        f"{name} is {value!r}"
        for name, value in about.items()
        if name in _TYPES
        and (not isinstance(value, _TYPES[name]) or (isinstance(value, bool) and _TYPES[name] is not bool))  # type: ignore[arg-type]
    ]
    if about.get("schema_version") != SCHEMA:
        found.append("schema_version is not 3")
    if not re.fullmatch(r"[a-zA-Z0-9_\-]+", str(about.get("grade_id", ""))):
        found.append("grade_id has other characters than letters, digits, _ and -")
    if bool(about.get("grade")) != ("points" in about) or about.get("points", 0) < 0:
        found.append("points belong to graded cells, and to no others")
    if kind == "markdown" and about.get("grade") and not about.get("solution"):
        found.append("a graded text cell is one that students write in")
    if "cell_type" in about and about["cell_type"] != kind:
        found.append("cell_type is not that of the cell")
    if "checksum" in about and len(about["checksum"]) != 32:
        found.append("checksum has 32 characters")
    return found


def _cell(assignment: Assignment, cell_id: str) -> str:
    return next(cell.source for cell in assignment.cells if cell.id == cell_id)


def _about(
    grade_id: str, *, grade: bool = False, solution: bool = False, points: float | None = None
) -> dict[str, Any]:
    about = {
        "schema_version": SCHEMA,
        "grade": grade,
        "solution": solution,
        "locked": not solution,
        "task": False,
        "grade_id": grade_id,
    }
    return {"nbgrader": about | ({"points": points} if points is not None else {})}


def _grade_id(eid: str, what: str) -> str:
    return f"{eid.replace('.', '-')}-{what}"


def _solution_cell(task: Task, starter: str, solution: str) -> NotebookNode:
    """The starter's lines stay for students; the worked ones stand below them, between nbgrader's marks."""
    eid = task.exercise.id
    call = CALL.search(starter)
    if call is None:
        raise CourseError(
            f"{eid}: its cell has no course.check any more. Restore bundle.json from your copy of it."
        )
    before, check = starter[: call.start()].rstrip(), starter[call.start() :]
    worked = solution[: CALL.search(solution).start()].rstrip()  # type: ignore[union-attr]
    text = f"{before}\n### BEGIN SOLUTION\n{worked}\n### END SOLUTION\n{check}"
    return new_code_cell(text, metadata=_about(_grade_id(eid, "answer"), solution=True))  # type: ignore[no-any-return,no-untyped-call]


def _test_cell(task: Task) -> NotebookNode:
    """A cell that is worth the points: right gives all, part of it a part, everything else an error and none."""
    key = json.dumps(exercise_json(task.exercise), ensure_ascii=True)
    lines = [
        f"# {task.exercise.id} is marked here after you hand in.",
        HIDDEN[0],
        "import json as _json",
        "from course.check.compare import judge as _judge",
        "from course.model import Diagnosis as _Diagnosis, Exercise as _Exercise",
        f"_key = _json.loads({key!r})",
        '_key["diagnoses"] = tuple(_Diagnosis(**one) for one in _key.get("diagnoses", ()))',
        '_found = _judge(_Exercise(**{"expected": None, **_key}), ' + task.name + ")",
        "assert _found.score > 0, _found.message",
        f"float(_found.score * {float(task.points)})",
        HIDDEN[1],
    ]
    about = _about(_grade_id(task.exercise.id, "test"), grade=True, points=float(task.points))
    return new_code_cell("\n".join(lines), metadata=about)  # type: ignore[no-any-return,no-untyped-call]


def _locked(text: str, grade_id: str) -> NotebookNode:
    return new_code_cell(text, metadata=_about(grade_id))  # type: ignore[no-any-return,no-untyped-call]


def _written_cells(qid: str) -> list[NotebookNode]:
    """The lesson's writing task, marked by a person: its question, and a cell to write in."""
    item = bank.question(qid)
    rubric = "\n".join(f"{level}. {text}" for level, text in enumerate(item.rubric, start=1))
    asked = f"## Write\n\n{item.stem}\n\nLevels:\n\n{rubric}"
    best = max((text for level, text in item.exemplars if level == len(item.rubric)), key=len, default="")
    about = _about(
        _grade_id(qid, "text"), grade=True, solution=True, points=float(len(item.rubric) or WRITTEN_POINTS)
    )
    answer = f"### BEGIN SOLUTION\n\n{best}\n\n### END SOLUTION" if best else "Write your answer here."
    return [new_markdown_cell(asked), new_markdown_cell(answer, metadata=about)]  # type: ignore[no-untyped-call]


def _numbered(cells: list[NotebookNode]) -> NotebookNode:
    """Give cells IDs that stay the same from run to run; nbgrader knows them by their grade_id anyway."""
    for number, cell in enumerate(cells):
        about = cell.metadata.get("nbgrader", {})
        cell.id = about.get("grade_id") or f"text-{number}"
    notebook = new_notebook(cells=cells, metadata=json.loads(json.dumps(METADATA)))  # type: ignore[no-untyped-call]
    notebook.nbformat_minor = 5
    return notebook  # type: ignore[no-any-return]
