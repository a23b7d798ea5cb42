"""The floors of the house: arrows only point down, and starting up costs nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[2] / "course"
# Each room and the rooms that it may import; `course` itself and model, paths are open to all.
GROUND = {"model", "paths"}
MAY = {
    "model": set(),
    "paths": set(),
    "browser": set(),
    "prose": set(),
    "yamlfile": set(),
    "data": set(),
    "numbers": set(),
    "text": {"data"},
    "quiz": {"yamlfile", "prose"},
    "check": {"yamlfile", "prose"},
    "casefile": set(),
    "charts": {"data"},
    "statistics": {"quiz"},
    "portfolio": {"quiz", "check", "casefile", "charts", "data", "prose"},
    "widgets": {"quiz", "check", "casefile", "charts", "data", "numbers", "text", "prose", "portfolio"},
    "build": {"quiz", "check", "charts", "data", "text", "widgets", "casefile", "prose", "yamlfile"},
    "classroom": {
        "quiz",
        "check",
        "casefile",
        "charts",
        "data",
        "build",
        "statistics",
        "prose",
        "yamlfile",
        "text",
        "widgets",
    },
    "lab": set(),
    "doctor": {"data", "text", "widgets", "charts", "casefile", "classroom"},
    "__init__": {"browser", "widgets", "charts", "data", "numbers", "text"},
    "__main__": {"lab", "doctor", "text", "build", "casefile", "portfolio", "classroom"},
}


def modules():
    return sorted(path for path in COURSE.rglob("*.py") if "_shipped" not in path.parts)


def room(path):
    first = path.relative_to(COURSE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path):
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        rooms |= {name.split(".")[1] for name in names if name.startswith("course.")}
    return {name for name in rooms if (COURSE / name).is_dir() or (COURSE / f"{name}.py").is_file()}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(COURSE)))
def test_arrows_point_down(path):
    own = room(path)
    assert own in MAY, f"{own} is a new room: give it a floor in DESIGN and a line in MAY"
    upward = imported_rooms(path) - MAY[own] - GROUND - {own}
    assert not upward, f"{path.relative_to(COURSE)} imports {sorted(upward)}, which {own} may not"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(COURSE)))
def test_modules_stay_small(path):
    assert len(path.read_text("utf8").splitlines()) <= 300


def test_import_course_loads_nothing_heavy():
    heavy = ("pandas", "altair", "ipywidgets", "anywidget", "IPython", "yaml", "numpy")
    code = f"import sys, course; print([m for m in {heavy!r} if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


def test_every_public_name_is_there():
    import course

    assert {name for name in course.__all__ if getattr(course, name, None) is None} == set()
    with pytest.raises(AttributeError, match="course has no 'nonsense'"):
        _ = course.nonsense


def test_a_room_never_hides_a_function_of_the_same_name():
    code = "import course.quiz.bank, course.check.exercise, course; print(callable(course.quiz), callable(course.check))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True True"


def test_what_goes_wrong_is_one_line_in_a_notebook():
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    with capture_output() as said:
        shell.run_cell("import course; course.load('nonsense')")
    InteractiveShell.clear_instance()
    assert said.stdout.strip().startswith("DataError: ")
    assert "Traceback" not in said.stdout
