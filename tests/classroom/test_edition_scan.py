"""The scan finds every kind of leak that is planted, and nothing in an edition as it is made."""

import base64
import gzip
import html
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import yaml

from course import paths
from course.check import exercise
from course.classroom import bundle
from course.classroom.edition import scan, secrets
from course.model import CourseError

sys.path.insert(0, str(Path(__file__).parent))
import editions

STARTER = "exercises/01-1449.ipynb"
SOLUTION = "corroborated = int((support >= 2).sum())"


@pytest.fixture(scope="module")
def own():
    return bundle.load(editions.made().bundle)


@pytest.fixture(scope="module")
def known(own):
    return secrets.collect(own)


@pytest.fixture
def edition(tmp_path):
    return editions.part(tmp_path)


def found(edition, known):
    return [str(finding) for finding in scan.look(edition, known)]


def test_an_edition_as_it_is_made_holds_nothing(own):
    assert scan.scan(editions.made().edition, bundle=own) == []


def test_the_part_that_is_spoiled_below_holds_nothing_yet(edition, known):
    assert found(edition, known) == []


def test_the_published_answer_of_a_varied_exercise_may_stand_in_it(known):
    """A class may do without F03 and F09, which begin the published answer; its own answer is a secret all the same."""
    assert known.found('left_out = ["F03", "F09", "F14"]') == []
    assert secrets.collect(None).found('left_out = ["F03", "F09", "F14"]')
    own_bundle = bundle.load(editions.made().bundle)
    key = next(
        task.exercise for task in own_bundle.assignments[0].tasks if task.exercise.id == "L1.E4"
    ).expected
    assert known.found(json.dumps(key))


def notebook(edition, change, path=STARTER):
    content = json.loads((edition / path).read_text("utf8"))
    change(content)
    (edition / path).write_text(json.dumps(content), "utf8")


def cell_with(content, text):
    return next(cell for cell in content["cells"] if text in "".join(cell["source"]))


def fill(text, answer):
    def change(content):
        cell = cell_with(content, text)
        cell["source"] = "".join(cell["source"]).replace(text, answer)

    return change


def in_cell(**parts):
    return lambda content: cell_with(content, "corroborated = ...").update(parts)


def teacher(lesson="01-1449"):
    text = (paths.lessons() / lesson / "teacher.md").read_text("utf8")
    return next(line for line in text.splitlines() if len(line.split()) > 20)


def form_line():
    items = yaml.safe_load((paths.lessons() / "test-forms" / "form-a.yaml").read_text("utf8"))["items"]
    return next(item["stem"] for item in items if len(item["stem"].split()) > 12)


def exemplar():
    items = yaml.safe_load((paths.lessons() / "01-1449" / "quiz.yaml").read_text("utf8"))["write"]
    return items[0]["exemplars"][-1]["text"]


NOTEBOOK_LEAKS = {
    "an answer filled in": fill("corroborated = ...", "corroborated = 4"),
    "a mapping filled in": fill('"GVS": ...', '"GVS": 7'),
    "a function filled in": fill("return ...", "return {'single': 1}"),
    "a solution in a comment": fill("corroborated = ...", f"corroborated = ...\n# {SOLUTION}"),
    "an output": in_cell(outputs=[{"output_type": "stream", "name": "stdout", "text": "9"}]),
    "a run": in_cell(execution_count=3),
    "cell metadata": in_cell(metadata={"solution": "9"}),
    "nbgrader metadata": in_cell(metadata={"nbgrader": {"points": 1}}),
    "notebook metadata": lambda content: content["metadata"].update(answers={"L1.E1": 9}),
    "an attachment": lambda content: content["cells"][0].update(
        attachments={"key.png": {"image/png": "iVBORw0KGgo="}}
    ),
    "a solution in a hidden cell": lambda content: content["cells"].append(
        {"cell_type": "markdown", "id": "x", "metadata": {}, "source": f"<!-- {SOLUTION} -->"}
    ),
}


@pytest.mark.parametrize("leak", NOTEBOOK_LEAKS)
def test_leaks_in_notebooks(edition, known, leak):
    notebook(edition, NOTEBOOK_LEAKS[leak])
    hits = found(edition, known)
    assert hits
    assert all(hit.startswith(STARTER) for hit in hits)


def encoded(text):
    raw = text.encode()
    return {
        "plain": text,
        "in capitals": text.upper(),
        "folded over lines": "\n".join(text.split()),
        "base64": base64.b64encode(raw).decode(),
        "base64 for addresses": base64.urlsafe_b64encode(raw).decode().rstrip("="),
        "packed": base64.b64encode(gzip.compress(raw)).decode(),
        "deflated": base64.b64encode(zlib.compress(raw)).decode(),
        "escaped for HTML": html.escape(text).replace(" ", "&#32;"),
        "escaped for JSON": json.dumps({"note": "".join(f"\\u{ord(letter):04x}" for letter in text)}).replace(
            "\\\\", "\\"
        ),
        "percent": "".join(f"%{byte:02x}" for byte in raw),
    }


@pytest.mark.parametrize("way", list(encoded("")))
def test_a_solution_is_found_however_it_is_written(edition, known, way):
    (edition / "course" / "notes.py").write_text(f'NOTE = """{encoded(SOLUTION)[way]}"""\n', "utf8")
    assert any("course/notes.py" in hit and "solution of 01-1449" in hit for hit in found(edition, known))


TEXTS = {
    "teacher page": teacher,
    "test form": form_line,
    "held back from the quiz": exemplar,
    "key of L1.E1": lambda: exercise.find("L1.E1").diagnoses[0].message,
    "key of L1.E4": lambda: json.dumps(exercise.find("L1.E4").expected),
    "key of L5.E1": lambda: repr(exercise.find("L5.E1").expected),
    "key of L1.E2": lambda: "L1.E2: F03 F09 F10 F11",
    "key of L5.E4": lambda: '{"L5.E4": 143}',
    "key of L6.E6": lambda: exercise.find("L6.E6").hints[-1],
    "the bundle's seed": lambda: editions.SEED,
}


@pytest.mark.parametrize("what", TEXTS)
@pytest.mark.parametrize("place", ["README.md", "data/record/notes.csv", "lessons/01-1449/lesson.md"])
def test_passages_that_only_instructors_have(edition, known, what, place):
    path = edition / place
    path.write_text((path.read_text("utf8") if path.is_file() else "") + f"\n\n{TEXTS[what]()}\n", "utf8")
    assert any(hit.startswith(place) and what in hit for hit in found(edition, known)), found(edition, known)


def test_the_keys_of_this_class_are_found(edition, known, own):
    tasks = {task.exercise.id: task.exercise for one in own.assignments for task in one.tasks}
    (edition / "README.md").write_text(f"{tasks['L1.E4'].expected} L10.E1 {tasks['L10.E1'].expected}", "utf8")
    hits = " ".join(found(edition, known))
    assert "key of L1.E4" in hits
    assert "key of L10.E1" in hits


FILES = {
    "lessons/01-1449/exercise.md": "x",
    "lessons/01-1449/teacher.md": "x",
    "lessons/test-forms/form-a.yaml": "x: 1",
    "exercises/solutions/01-1449.ipynb": "{}",
    "bundle/bundle.json": "{}",
    "bundle.json": "{}",
    "course/classroom/grade.py": "",
    "course/build/source.py": "",
    "course/__pycache__/x.py": "",
    "docs/instructors/assign.md": "",
    "tests/checkers/catalogue/01-1449.yaml": "x: 1",
    "data/texts/GVS.csv": "",
    "exercises/.ipynb_checkpoints/01-1449-checkpoint.ipynb": "{}",
    "case-file.json": "{}",
    "key.zip": "PK",
    "key": "",
    "picture.png": "\x89PNG",
}


@pytest.mark.parametrize("path", FILES)
def test_files_that_no_edition_has(edition, known, path):
    (edition / path).parent.mkdir(parents=True, exist_ok=True)
    (edition / path).write_text(FILES[path], "utf8")
    assert any(hit.startswith(path) for hit in found(edition, known))


def test_a_link_and_bytes_that_are_no_text(edition, known):
    (edition / "away.md").symlink_to("/etc/hostname")
    (edition / "raw.md").write_bytes(b"\xff\xfe\x00")
    assert {hit.split(":")[0] for hit in found(edition, known)} == {"away.md", "raw.md"}


@pytest.mark.parametrize("part", sorted(scan.HELD))
def test_parts_of_a_key_in_exercise_yaml(edition, known, part):
    path = edition / "lessons" / "01-1449" / "exercise.yaml"
    content = yaml.safe_load(path.read_text("utf8"))
    content["exercises"][0][part] = 4
    path.write_text(yaml.safe_dump(content), "utf8")
    assert any(f"L1.E1 has {part}." in hit for hit in found(edition, known))


def test_the_published_file_in_place_of_the_students(edition, known):
    for name in ("exercise.yaml", "quiz.yaml"):
        (edition / "lessons" / "01-1449" / name).write_bytes(
            (paths.lessons() / "01-1449" / name).read_bytes()
        )
    hits = found(edition, known)
    assert any("L1.E1 has" in hit for hit in hits)
    assert any("exemplars: only teachers" in hit for hit in hits)


def git(folder, *words):
    command = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.c", *words]
    subprocess.run(command, check=True, capture_output=True)


def test_what_was_committed_once_is_still_there(edition, known):
    git(edition, "init", "-q")
    leak = edition / "notes.md"
    leak.write_text(SOLUTION, "utf8")
    git(edition, "add", "notes.md")
    git(edition, "commit", "-qm", "one")
    git(edition, "rm", "-q", "notes.md")
    git(edition, "commit", "-qm", "two")
    assert any(hit.startswith("history: notes.md") for hit in found(edition, known))
    git(edition, "reset", "-q", "--hard", "HEAD~1")
    git(edition, "commit", "-q", "--amend", "--allow-empty", "-m", "other")
    assert any(hit.startswith("history: notes.md") for hit in found(edition, known))


def test_a_repository_of_the_edition_itself_is_clean(edition, known):
    git(edition, "init", "-q")
    git(edition, "add", "-A")
    git(edition, "commit", "-qm", "one")
    assert found(edition, known) == []


def test_with_self_check_keys_may_be_there_and_solutions_not(edition, own):
    path = edition / "lessons" / "01-1449" / "exercise.yaml"
    path.write_bytes((paths.lessons() / "01-1449" / "exercise.yaml").read_bytes())
    assert scan.scan(edition, bundle=own, self_check=True) == []
    (edition / "README.md").write_text(f"{SOLUTION}\n\n{teacher()}", "utf8")
    assert len(scan.scan(edition, bundle=own, self_check=True)) == 2


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CourseError, match="no such folder"):
        scan.scan(tmp_path / "nowhere")
