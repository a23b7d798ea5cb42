"""JupyterLab start, Run All, memory and installed size of lessons: the course's environment against a stock one, in one run.

Both are made for the run with ``uv venv`` and byte-compiled, with the same versions. The course's has what a student
installs. The stock one has jupyterlab, ipywidgets, pandas, altair and nbval as they install by default, plus the course
itself and what only the course needs (anywidget). What the course does to make charts start faster even there (it hides
rfc3987-syntax from Altair) is taken out of the stock side's copy, so that the stock side is what these packages do by
themselves. Memory is that of the server and all kernels after Run All, shared pages divided among those that share them.
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


def _run(*words: str) -> None:
    # not in the project's folder: there uv would leave rfc3987-syntax out of the stock side too
    subprocess.run(words, check=True, capture_output=True, cwd=tempfile.gettempdir())


def _environment(folder: Path) -> tuple[str, ...]:
    """Make an empty environment and return the beginning of the command that installs into it."""
    _run("uv", "venv", "-q", "--python", sys.executable, str(folder))
    python = str(folder / "bin/python")
    return ("uv", "pip", "install", "-q", "--compile-bytecode", "--python", python)


def course_python(folder: Path) -> str:
    """Make the environment that a student gets and return its Python."""
    install = _environment(folder)
    left_out = folder.parent / "left-out.txt"
    left_out.write_text("rfc3987-syntax")
    _run(*install, "--constraint", str(constraints(folder.parent)), "--excludes", str(left_out), str(ROOT))
    return str(folder / "bin/python")


def stock_python(folder: Path) -> str:
    """Make the stock environment and return its Python."""
    install = _environment(folder)
    _run(*install, "--constraint", str(constraints(folder.parent)), *STOCK)
    _run(*install, "--no-deps", str(ROOT))
    charts = next(folder.glob("lib/python*/site-packages/course/charts/__init__.py"))
    lines = charts.read_text("utf8").splitlines(keepends=True)
    kept = [line for line in lines if "rfc3987_syntax" not in line]
    assert len(kept) < len(lines), "the line to take out is not where it was"
    charts.write_text("".join(kept), "utf8")
    return str(folder / "bin/python")


def megabytes(folder: Path) -> float:
    """Size of everything installed in an environment."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir()) / 1e6


def memory(process: int) -> float:
    """Megabytes of a process and all that it started."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        children = Path(f"/proc/{process}/task").glob("*/children")
        started = [int(number) for file in children for number in file.read_text().split()]
    except OSError:  # ended meanwhile
        return 0
    own = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return own * 1024 / 1e6 + sum(memory(number) for number in started)


def constraints(folder: Path) -> Path:
    """The same versions on both sides, so that only what is installed differs."""
    sys.path.insert(0, str(ROOT))
    from course.build import pins

    file = folder / "constraints.txt"
    file.write_text("\n".join(pins.constraints((ROOT / "pyproject.toml").read_text("utf8"))))
    return file


def once(python: str, chromium: object, notebook: str) -> dict[str, float]:
    """Seconds to a running server, to an idle kernel, and for Run All; megabytes after it."""
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
            held = memory(lab.process.pid)
        finally:
            context.close()
            lab.stop()
    return {
        "server": served - begin,
        "open": opened - served,
        "run all": done - opened,
        "together": done - begin,
        "memory": held,
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
        print(line(step, ours, stock), flush=True)


def line(name: str, ours: float, stock: float) -> str:
    """One row of the result."""
    unit, digits = ("MB", 0) if name in ("memory", "installed") else ("s", 2)
    return f"{name:10} course {ours:6.{digits}f} {unit:2}  stock {stock:6.{digits}f} {unit:2}  ratio {ours / stock:.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", help="default: every lesson")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pythons = {
            "course": course_python(Path(folder, "course")),
            "stock": stock_python(Path(folder, "stock")),
        }
        print(line("installed", *(megabytes(Path(folder, name)) for name in pythons)), flush=True)
        chromium = playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
        lessons = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("notebooks/*.ipynb"))
        for notebook in arguments.notebooks or lessons:
            compare(pythons, chromium, notebook, arguments.runs)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
