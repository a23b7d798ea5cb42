"""Dry runs of three ways to the course: Binder, a room without network, JupyterLite. Each runs lesson 1 in a browser.

    uv run python deploy/dry_run.py binder --python python3.12              # JupyterLab as pinned
    uv run python deploy/dry_run.py binder --python python3.12 --lab 4.4.9  # JupyterLab of Binder's frozen base
    unshare -rn uv run --no-sync python deploy/dry_run.py offline course-offline.zip --python python3.12
    uv run deploy/lite/build.py --out lite-site --self-contained && uv run python deploy/dry_run.py lite lite-site

Needs Chromium; `binder` also git and a package registry. `offline` runs without any network but loopback and refuses to
run with one; `lite` blocks every name but loopback. What `binder` cannot show: the conda solve and the Docker build themselves.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests/browser"), str(ROOT / "deploy/lite")]
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


def binder(given: argparse.Namespace, folder: Path) -> list[str]:
    """Pins, postBuild, lesson 1; what was wrong."""
    programs = environment(folder, given.python, given.lab)
    settings = (programs.parent / "share/jupyter/lab/settings/overrides.json").is_file()
    slow = list(programs.parent.glob("lib/python*/site-packages/rfc3987_syntax"))
    return [
        *([] if settings else ["the settings overrides were not installed"]),
        *(["rfc3987-syntax is still there"] if slow else []),
        *seen(programs / "python", walk(folder, programs)),
    ]


def offline(given: argparse.Namespace, folder: Path) -> list[str]:
    """Unpack the zip, start it as a student would, then lesson 1; what was wrong."""
    loopback()
    try:
        socket.create_connection(("1.1.1.1", 53), timeout=2).close()
    except OSError:
        pass
    else:
        return ["there is a network here: start this with `unshare -rn`"]
    subprocess.run(["unzip", "-q", given.zip, "-d", str(folder)], check=True)
    course = folder / "one-event-five-stories"
    begin = time.perf_counter()
    subprocess.run([given.python, "start.py", "doctor"], cwd=course, check=True)
    print(f"First start: {time.perf_counter() - begin:.1f} s")
    programs = next(course.glob(".venv-*")) / "bin"
    os.environ["PYTHONPATH"] = str(course)
    return seen(programs / "python", walk(folder, programs))


def lite(given: argparse.Namespace, _folder: Path) -> list[str]:
    """Answer, download, reload in a JupyterLite edition; what was wrong."""
    import trial

    return trial.run(Path(given.site).resolve(), every=given.every, pictures=given.pictures)


def loopback() -> None:
    """Switch on loopback in a network namespace of one's own."""
    with socket.socket() as probe, contextlib.suppress(OSError):
        fcntl.ioctl(
            probe, 0x8914, struct.pack("16sh22x", b"lo", 0x1 | 0x40)
        )  # SIOCSIFFLAGS: IFF_UP, IFF_RUNNING


def seen(python: Path, found: dict[str, object]) -> list[str]:
    """What lesson 1 lacked."""
    version = subprocess.run(
        [python, "-m", "jupyterlab", "--version"], capture_output=True, text=True, check=True
    )
    print(f"JupyterLab {version.stdout.strip()}: {found}")
    return [
        *([] if found["questions"] and found["charts"] else ["no question or no chart was shown"]),
        *([f"asked other hosts: {found['outside']}"] if found["outside"] else []),
    ]


def main() -> int:
    """Run one of the three, and say what was found; 1 if something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ways = parser.add_subparsers(required=True, metavar="WAY")
    first = ways.add_parser("binder")
    first.add_argument("--lab", default="", help="another JupyterLab than the pinned one")
    first.set_defaults(way=binder)
    second = ways.add_parser("offline")
    second.add_argument("zip", help="made by `course bundle`")
    second.set_defaults(way=offline)
    for way in (first, second):
        way.add_argument("--python", default=sys.executable, help="Python to use (Binder: 3.12)")
    third = ways.add_parser("lite")
    third.add_argument("site", help="made by `deploy/lite/build.py --self-contained`")
    third.add_argument(
        "--every", action="store_true", help="run every notebook, not only lesson 1 and Start here"
    )
    third.add_argument("--pictures", type=Path, help="folder for screenshots")
    third.set_defaults(way=lite)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "lab").mkdir()
        wrong = given.way(given, folder)
    print("\n".join(wrong) or "All as it should be.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
