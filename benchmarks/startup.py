"""JupyterLab start, first cell and Run All of a lesson: this environment against a stock one, in turns, in one run.

The stock environment is made with ``uv venv`` and has jupyterlab, ipywidgets, pandas, altair and nbval as they install
by default, plus the course itself and what only the course needs (anywidget). What the course does to make charts
start faster even there (it hides rfc3987-syntax from Altair) is taken out of the stock side's copy, so that the stock side
is what these packages do by themselves.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/browser"))
import harness  # noqa: E402

STOCK = ["jupyterlab", "ipywidgets", "pandas", "altair", "nbval", "anywidget", "platformdirs", "pyyaml"]


def stock_python(folder: Path) -> str:
    """Make the stock environment and return its Python."""
    python = folder / "bin/python"
    run = lambda *words: subprocess.run(words, check=True, cwd=folder.parent, capture_output=True)  # noqa: E731
    run("uv", "venv", "-q", "--python", sys.executable, str(folder))
    install = ("uv", "pip", "install", "-q", "--compile-bytecode", "--python", str(python))
    run(*install, "--constraint", str(constraints(folder.parent)), *STOCK)
    run(*install, "--no-deps", str(ROOT))
    charts = next(folder.glob("lib/python*/site-packages/course/charts/__init__.py"))
    lines = charts.read_text("utf8").splitlines(keepends=True)
    kept = [line for line in lines if "rfc3987_syntax" not in line]
    assert len(kept) < len(lines), "the line to take out is not where it was"
    charts.write_text("".join(kept), "utf8")
    return str(python)


def constraints(folder: Path) -> Path:
    """The same versions on both sides, so that only what is installed differs."""
    sys.path.insert(0, str(ROOT))
    from course.build import pins

    file = folder / "constraints.txt"
    file.write_text("\n".join(pins.constraints((ROOT / "pyproject.toml").read_text("utf8"))))
    return file


def once(python: str, chromium: object, notebook: str) -> dict[str, float]:
    """Seconds to a running server, to an idle kernel, and for Run All."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        lab = harness.start_lab(Path(folder), python=python)
        served = time.perf_counter()
        context = chromium.new_context(viewport={"width": 1300, "height": 1000})
        try:
            book = harness.open_book(lab, context, notebook)
            opened = time.perf_counter()
            book.run_all()
            done = time.perf_counter()
        finally:
            context.close()
            lab.stop()
    return {
        "server": served - begin,
        "open": opened - served,
        "run all": done - opened,
        "together": done - begin,
    }


def compare(pythons: dict[str, str], chromium: object, notebook: str, runs: int) -> None:
    """Measure one notebook on both sides in turns, and print medians and ratios."""
    times: dict[str, list[dict[str, float]]] = {name: [] for name in pythons}
    for run in range(runs + 1):
        for name, python in pythons.items():
            measured = once(python, chromium, notebook)
            if run:  # the first of each warms the disk
                times[name].append(measured)
    print(f"{notebook}, medians of {runs} runs, {os.cpu_count()} cores", flush=True)
    for step in times["course"][0]:
        ours, stock = (statistics.median(run[step] for run in times[name]) for name in ("course", "stock"))
        print(f"{step:10} course {ours:5.2f} s   stock {stock:5.2f} s   ratio {ours / stock:.2f}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", default=["notebooks/01-1449.ipynb"])
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pythons = {"course": sys.executable, "stock": stock_python(Path(folder, "stock"))}
        chromium = playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
        for notebook in arguments.notebooks:
            compare(pythons, chromium, notebook, arguments.runs)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
