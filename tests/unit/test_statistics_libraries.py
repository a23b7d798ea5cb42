import subprocess
import sys

import pytest

from course.model import CourseError
from course.statistics import libraries


def test_they_are_there():
    assert libraries.stats().norm.cdf(0) == 0.5
    assert libraries.optimize().brentq(lambda x: x - 1, 0, 3) == pytest.approx(1)
    assert libraries.krippendorff().alpha([[1, 2], [1, 2]], level_of_measurement="nominal") == 1


@pytest.mark.parametrize("name", ["scipy", "krippendorff"])
def test_a_missing_library_is_one_line_that_says_how_to_install_it(name, monkeypatch):
    monkeypatch.setitem(sys.modules, name, None)
    asked = [libraries.krippendorff] if name == "krippendorff" else [libraries.stats, libraries.optimize]
    for ask in asked:
        with pytest.raises(CourseError, match=f"need {name}, .*uv sync --extra statistics") as said:
            ask()
        assert "\n" not in str(said.value)


def test_nothing_that_a_student_runs_loads_them():
    code = (
        "import sys, course, course.charts, course.widgets.kit, course.widgets.activities\n"
        "print([m for m in ('scipy', 'krippendorff', 'sklearn', 'course.statistics') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_room_can_be_imported_without_them():
    code = (
        "import sys\n"
        "for name in ('scipy', 'krippendorff', 'sklearn'):\n    sys.modules[name] = None\n"
        "from course.statistics import report, agreement\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
