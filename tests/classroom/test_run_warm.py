"""What the warm process does to be quick, and that a submission cannot tell."""

import json
import os
import subprocess
import sys
from pathlib import Path

import altair as alt
import pytest

from course import paths
from course.classroom.model import Cell, Task
from course.classroom.run import Job, run_batch
from course.classroom.run.sandbox import begun
from course.model import Exercise

ROOT = Path(__file__).parents[2]
CHART = """alt.theme.enable("default")
chart = alt.Chart(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})).mark_bar().encode(x="a:Q", y="b:N", color="b")
class Own(alt.X):
    _schema = {"type": "string", "pattern": "a class that altair does not have"}
again = alt.Chart.from_dict(chart.to_dict())
value = [chart.to_dict(), again.to_dict(), alt.X.from_dict({"field": "a", "type": "quantitative"}).to_dict()]"""


def job(*sources, names=("value",)):
    tasks = tuple(
        Task(Exercise(f"T{n}", "x", "t", "number", 0, "R.", "N."), "c", name) for n, name in enumerate(names)
    )
    return Job(tuple(Cell(f"c{n}", text) for n, text in enumerate(sources)), tasks, paths.data())


def ran(*sources, **more):
    ((_, found),) = run_batch([job(*sources, **more)], 1)
    assert not found.stopped
    return found


def in_a_fresh_python(source):
    code = f"{source}\nimport json\nprint(json.dumps(value))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout)


def without_names(charts):
    """Altair counts what it makes, and names it so."""
    return json.loads(json.dumps(charts).replace("\n", ""))


def test_charts_are_those_of_an_untouched_altair():
    source = f"import altair as alt\nimport pandas as pd\n{CHART}"
    found = ran(source)
    assert not found.errors
    assert without_names(found.values["T0"]) == without_names(in_a_fresh_python(source))


def test_a_class_that_a_submission_adds_is_found():
    source = (
        "import altair as alt\nold = alt.Dict.from_dict({'a': 1})\n"
        "class Own(alt.Dict):\n    _schema = {'type': 'object', 'title': 'of its own', 'minProperties': 1}\n"
        "class Holder(alt.Dict):\n    _schema = {'type': 'object', 'properties': {'inner': Own._schema}}\n"
        "value = type(Holder.from_dict({'inner': {'a': 1}})['inner']).__name__"
    )
    assert ran(source).values["T0"] == "Own"


def test_a_wrong_chart_is_still_an_error():
    found = ran(
        "import altair as alt\nalt.Axis(title=3.5, orient='nowhere')", "alt.X.from_dict({'field': 3})"
    )
    assert found.errors["c0"].startswith("SchemaValidationError")
    assert found.errors["c1"].startswith("ValidationError")


def test_the_widget_class_comes_when_it_is_named():
    found = ran(
        "import altair as alt\nimport sys\nbefore = 'anywidget' in sys.modules\n"
        "value = [before, alt.JupyterChart.__module__, alt.JupyterChart.__mro__[1].__name__]\n"
        "from altair import JupyterChart\nwidget = alt.JupyterChart is JupyterChart",
        names=("value", "widget"),
    )
    assert found.values["T0"] == [False, alt.JupyterChart.__module__, "AnyWidget"]
    assert found.values["T1"] is True


def test_pages_and_data_sets_come_when_they_are_named():
    found = ran(
        "import sys\nimport altair as alt\nimport pandas as pd\n"
        "before = [name in sys.modules for name in ('altair.datasets', 'altair.utils.html', 'webcolors')]\n"
        "chart = alt.Chart(pd.DataFrame({'a': [1]})).mark_point().encode(x='a')\n"
        "value = [before, chart.to_html()[:15], alt.datasets.__name__, alt.datasets.data.list_datasets()[0]]\n"
        "from altair import datasets\nsame = datasets is alt.datasets",
        names=("value", "same"),
    )
    assert not found.errors
    assert found.values["T0"] == [[False] * 3, "<!DOCTYPE html>", "altair.datasets", "airports"]
    assert found.values["T1"] is True


CELLS = [
    (">>> value = 3", 3),
    ("In [1]: value = 4", 4),
    ("    value = 5", 5),
    ("value = %pwd\nvalue = len(value) > 0", True),
    ("%%time\nvalue = 6", 6),
    ("\n\nvalue = 7  # no newline at the end", 7),
    ('value = """\n%not a magic\n"""', "\n%not a magic\n"),
    ("def f():\n    return 8\nvalue = f()\n", 8),
    ("ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['value = 9\\n'])\n0", None),
]


@pytest.fixture(scope="module")
def cells_ran():
    """What became of each of the cells: one warm process, a copy for each."""
    jobs = [job(cell, "0") for cell, _ in CELLS]
    found = {id(done): ran for done, ran in run_batch(jobs, 1)}
    return [found[id(one)] for one in jobs]


@pytest.mark.parametrize("number", range(len(CELLS)), ids=[repr(cell) for cell, _ in CELLS])
def test_cells_mean_what_ipython_takes_them_for(cells_ran, number):
    found, expected = cells_ran[number], CELLS[number][1]
    assert not found.stopped
    assert found.values["T0"] == (9 if expected is None else expected)
    assert not found.errors


def test_a_syntax_error_is_said_in_the_words_of_ipython():
    assert ran("value = = 3").errors["c0"].startswith("SyntaxError: invalid syntax")


def test_tables_are_named_by_the_cells_that_load_them():
    made = job(
        "import course\na = course.load('facts')",
        'b = course.data.rows( "actors")',
        "load(name)\nload('../x')",
    )
    assert made.tables == ["actors", "facts"]


def test_a_table_that_does_not_exist_is_told_to_the_student_and_stops_nothing():
    found = ran(
        "import course\nvalue = 1\ncourse.load('no_such_table')",
        "import course\nvalue = len(course.load('facts'))",
    )
    assert found.errors["c0"].startswith("DataError")
    assert found.values["T0"] > 5


def test_the_second_copy_finds_the_table_read():
    source = (
        "import course\nfrom course.data import tables\nvalue = tables._read.cache_info().currsize\n"
        "frame = course.load('facts')"
    )
    found = [one.values["T0"] for _, one in run_batch([job(source)] * 3, 1)]
    assert found == [1, 1, 1]


def test_what_a_submission_does_to_a_table_stays_with_it():
    spoil = (
        "import course\nfrom course.data import tables\nframe = course.load('facts')\nvalue = len(frame)\n"
    )
    spoil += "frame.drop(frame.index, inplace=True)\ncourse.data.package()['resources'].clear()\ntables._read.cache_clear()"
    found = [one.values["T0"] for _, one in run_batch([job(spoil)] * 3, 1)]
    assert found[0] > 5
    assert len(set(found)) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="begun forks")
def test_a_probe_that_dies_means_no_layer():
    layers = begun(lambda: os._exit(3))()
    assert len(layers) == 4
    assert not any(layer.works for layer in layers)
