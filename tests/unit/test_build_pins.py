import importlib.metadata
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from course.build import pins

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^[a-z0-9][a-z0-9.-]*==[0-9][\w.!+]*$")


@pytest.fixture(scope="module")
def constraints():
    return pins.constraints((ROOT / "pyproject.toml").read_text("utf8"))


def test_every_constraint_is_a_name_and_a_version(constraints):
    assert len(constraints) > 100
    assert [pin for pin in constraints if not PINNED.match(pin)] == []
    names = [pin.split("==")[0] for pin in constraints]
    assert len(set(names)) == len(names) == len(set(names) - {"rfc3987-syntax", "lark"})


def test_everything_installed_here_is_pinned_and_has_that_version(constraints):
    wanted = dict(pin.split("==") for pin in constraints)
    normal = lambda name: re.sub(r"[-_.]+", "-", name).lower()  # noqa: E731
    installed = {normal(d.name): d.version for d in importlib.metadata.distributions()}
    tools = {"one-event-five-stories", "pip", "setuptools", "wheel", "uv"}
    differs = {n: (v, wanted.get(n)) for n, v in installed.items() if n not in tools and wanted.get(n) != v}
    assert not differs, "run `course pins --upgrade`, or `uv sync`"


def test_environment_yml_has_the_same_versions(constraints):
    wanted = dict(pin.split("==") for pin in constraints)
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf8"))
    python, _, packages = environment["dependencies"]
    assert python == f"python={pins.BINDER_PYTHON}"
    listed = dict(line.split(";")[0].strip().split("==") for line in packages["pip"])
    assert listed == {name: wanted[name] for name in listed}
    for name in ("jupyterlab", "ipywidgets", "pandas", "altair", "nbval", "anywidget"):
        assert name in listed


@pytest.mark.skipif(not shutil.which("uv"), reason="uv is not on the path (pip install uv)")
def test_environment_yml_is_what_the_command_writes():
    assert (ROOT / "environment.yml").read_text("utf8") == pins.environment(ROOT)


def test_no_committed_file_carries_an_address():
    text = (ROOT / "pyproject.toml").read_text("utf8")
    assert "index-url" not in text
    assert tomllib.loads(text)["tool"]["uv"]["exclude-dependencies"] == ["rfc3987-syntax"]


def test_constraints_are_replaced_in_place():
    text = '[tool.uv]\nconstraint-dependencies = [\n  "a==1",\n]\nafter = 1\n'
    assert pins.with_constraints(text, ["b==2", "c==3"]) == (
        '[tool.uv]\nconstraint-dependencies = [\n  "b==2",\n  "c==3",\n]\nafter = 1\n')  # fmt: skip
