"""The JupyterLite edition's settings, and what its page promises. Building and running it: deploy/dry_run.py lite."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LITE = ROOT / "deploy/lite"
PIN = re.compile(r"[a-z0-9-]+(\[[a-z]+\])?==[0-9][0-9a-z.]*")
ADDRESS = re.compile(r"https?://(?!127\.0\.0\.1)|\b[\w-]+\.(?:org|com|net|io)\b")


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("lite_build", LITE / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)  # its tools are imported only where they are used
    return module


def settings():
    return json.loads((LITE / "jupyter-lite.json").read_text("utf8"))["jupyter-config-data"]


def script_pins():
    text = (LITE / "build.py").read_text("utf8")
    block = text.split("# /// script\n")[1].split("# ///")[0]
    return tomllib.loads(block.replace("# ", "").replace("#\n", "\n"))["dependencies"]


@pytest.mark.parametrize("name", ["browser.txt", "self-contained.txt"])
def test_the_browsers_packages_are_pinned(build, name):
    pins = build.pins(name)
    assert pins
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []


def test_the_tools_are_pinned():
    pins = script_pins()
    assert {"jupyterlite-core", "jupyterlite-pyodide-kernel"} <= {pin.split("==")[0] for pin in pins}
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []


def test_front_ends_and_python_are_of_the_same_version(build):
    """The part of anywidget that the page loads comes from the tools, the other part from the browser's wheels."""
    tools = {pin for pin in script_pins() if pin.startswith("anywidget==")}
    assert tools
    assert tools <= set(build.pins("browser.txt"))


def test_no_file_names_a_host():
    found = {path.name: ADDRESS.findall(path.read_text("utf8")) for path in LITE.iterdir() if path.is_file()}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_python_is_set_up_before_the_first_cell_and_asks_no_registry():
    """The kernel installs what is not in this list one after another, from an index; all of it is in the lock."""
    kernel = settings()["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert kernel["loadPyodideOptions"]["lockFileURL"].startswith("./static/wheels/")
    wanted = {"micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"}
    assert set(kernel["loadPyodideOptions"]["packages"]) == wanted


def test_only_what_is_used_is_built():
    config = json.loads((LITE / "jupyter_lite_config.json").read_text("utf8"))["LiteBuildConfig"]
    assert config["apps"] == ["lab"]
    assert config["contents"] == ["contents"]


def test_the_front_page_opens_a_notebook_that_is_there():
    page = (LITE / "index.html").read_text("utf8")
    paths = set(re.findall(r"path=([\w/.-]+\.ipynb)", page))
    assert len(paths) == 1
    assert (ROOT / paths.pop()).is_file()
    assert 'id="jupyter-config-data"' in page, "JupyterLite's own pages read it"


def test_notebooks_say_that_pandas_is_missing_only_where_it_is(build):
    path = ROOT / "notebooks/01-1449.ipynb"
    assert build.lesson(path, self_contained=False) == json.loads(path.read_text("utf8"))
    cells = build.lesson(path, self_contained=True)["cells"]
    assert "no pandas" in "".join(cells[1]["source"])
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_the_pages_commands_are_those_of_the_scripts(build, capsys, tmp_path, monkeypatch):
    readme = (LITE / "README.md").read_text("utf8")
    built = set(re.findall(r"uv run deploy/lite/build\.py.*", readme))
    assert built == {
        "uv run deploy/lite/build.py --out lite-site",
        "uv run deploy/lite/build.py --out lite-site --self-contained",
    }
    assert built <= {line.split("  #")[0].strip() for line in build.__doc__.splitlines()}
    monkeypatch.setattr("sys.argv", ["build.py", "--out", str(tmp_path), "--self-contained"])
    assert build.main() == 1
    assert "exists already" in capsys.readouterr().out
    assert "deploy/dry_run.py lite lite-site" in readme
