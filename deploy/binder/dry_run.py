"""What Binder does, without Docker: the pins of environment.yml, then postBuild, then lesson 1 in a browser.

    uv run python deploy/binder/dry_run.py --python python3.12             # JupyterLab as pinned
    uv run python deploy/binder/dry_run.py --python python3.12 --lab 4.4.9 # JupyterLab of Binder's frozen base

Needs git, Chromium and a package registry. What it cannot show: the conda solve and the Docker build themselves.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests/browser"))
import harness  # noqa: E402

FROZEN = ("jupyterlab==", "jupyterlab-server==", "jupyter-builder==")
"""Pins that give way to another JupyterLab."""


def pins(lab: str) -> list[str]:
    """Pip's pins of environment.yml, with another JupyterLab if asked for."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text("utf8"))["dependencies"]
    found = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    return found if not lab else [*(p for p in found if not p.startswith(FROZEN)), f"jupyterlab=={lab}"]


def environment(folder: Path, python: str, lab: str) -> Path:
    """Make the environment as Binder would; the folder of its programs."""
    run = lambda *words, **more: subprocess.run(words, check=True, **more)  # noqa: E731
    run("git", "clone", "-q", "--no-hardlinks", str(ROOT), str(folder / "src"))
    run(python, "-m", "venv", str(folder / "env"))
    programs = folder / "env/bin"
    (folder / "pins.txt").write_text("\n".join(pins(lab)))
    run(str(programs / "pip"), "install", "-q", "-r", str(folder / "pins.txt"))
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    run("bash", "postBuild", cwd=folder / "src", env={**os.environ, "PATH": path}, stdout=subprocess.DEVNULL)
    return programs


def walk(folder: Path, programs: Path) -> dict[str, object]:
    """Run lesson 1 in the browser; what was there."""
    from playwright.sync_api import sync_playwright

    lab = harness.start_lab(folder / "lab", python=str(programs / "python"))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
            book = harness.open_book(lab, browser.new_context(), "notebooks/01-1449.ipynb")
            begin = time.perf_counter()
            book.run_all()
            seconds = time.perf_counter() - begin
            book.page.wait_for_selector(".course-question", state="attached")
            found = {
                "run_all_seconds": round(seconds, 2),
                "questions": book.page.locator(".course-question").count(),
                "charts": book.page.locator(".vega-embed, .jp-RenderedVegaCommon5").count(),
                "outside": book.outside(),
            }
            book.shut_down()
            return found
    finally:
        lab.stop()


def main() -> int:
    """Make the environment, run, and say what was found; 1 if something is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", default=sys.executable, help="Python to use (Binder: 3.12)")
    parser.add_argument("--lab", default="", help="another JupyterLab than the pinned one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "lab").mkdir()
        programs = environment(folder, given.python, given.lab)
        settings = (programs.parent / "share/jupyter/lab/settings/overrides.json").is_file()
        slow = list(programs.parent.glob("lib/python*/site-packages/rfc3987_syntax"))
        found = walk(folder, programs)
        version = subprocess.run(
            [programs / "jupyter", "lab", "--version"], capture_output=True, text=True, check=True
        )
    wrong = [
        *(["the settings overrides were not installed"] if not settings else []),
        *(["rfc3987-syntax is still there"] if slow else []),
        *(["no question or no chart was shown"] if not (found["questions"] and found["charts"]) else []),
        *([f"asked other hosts: {found['outside']}"] if found["outside"] else []),
    ]
    print(f"JupyterLab {version.stdout.strip()}: {found}")
    print("\n".join(wrong) or "All as it should be.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
