"""Starting kernels: the same tools with stock kernels and with copies of a warm process, in turns, in one run.

nbclient runs notebooks of the course one after the other, nbval checks exercises with their solutions, and, with
``--nbgrader ENV``, an unchanged nbgrader grades 20 submissions; ENV is an environment with nbgrader and the course in
it. "start included" begins without a warm process; "running" finds the one that the run before left. Processor time
includes the kernels and the warm process.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import grading

ROOT = Path(__file__).parents[1]
KINDS = ("stock", "start included", "running")
CLIENT = """import os, sys, nbformat
from nbclient import NotebookClient
for path in sys.argv[1:]:
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": os.path.dirname(path)}}).execute()"""
Run = Callable[[dict[str, str]], None]


def quiet(command: list[object], env: dict[str, str], cwd: Path = ROOT) -> None:
    grading.run(*command, cwd=cwd, env=env)


def clients(count: int) -> Run:
    books = sorted((ROOT / "notebooks").glob("*.ipynb"))[:count]
    return lambda env: quiet([sys.executable, "-c", CLIENT, *books], env)


def nbval(count: int) -> Run:
    books = sorted((ROOT / "exercises/solutions").glob("*.ipynb"))[:count]
    return lambda env: quiet([sys.executable, "-m", "pytest", "-q", *books], env)


def nbgrader(folder: Path, environment: Path, count: int) -> Run:
    found = grading.submissions(count)
    tool = grading.Nbgrader(folder, found, environment)

    def grade(env: dict[str, str]) -> None:
        own = {**tool.environment(), **{name: env[name] for name in env if name.startswith("JUPYTER_")}}
        quiet([tool.bin / "nbgrader", "autograde", "ps1", "--force"], own, tool.folder)
        assert tool.scores() == grading.scores(found)

    return grade


def processor(place: Path) -> float:
    """Processor seconds of everything that was started here, also of a warm process that runs on."""
    while subprocess_ended():
        pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    for process in belonging(place):
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return seconds


def belonging(place: Path) -> list[Path]:
    """Warm processes with their socket in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(place) in (process / "cmdline").read_text():
                found.append(process)
        except OSError:
            continue
    return found


def subprocess_ended() -> bool:
    """Whether a process that had left its parent has ended; those come to this one, see `main`."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0] > 0
    except ChildProcessError:
        return False


def timed(run: Run, kind: str, place: Path) -> tuple[float, float]:
    env = {**os.environ, "JUPYTER_RUNTIME_DIR": str(place), "COURSE_CASE_FILE": str(place / "case.json")}
    env |= {
        "COURSE_TEST_KERNELS": "stock",
        "IPYTHONDIR": str(place / "ipython"),
    }  # ours is chosen here, not by pytest
    if kind != "stock":
        env["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "course-warm"
    before, begin = processor(place), time.perf_counter()
    run(env)
    wall = time.perf_counter() - begin
    return wall, processor(place) - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--nbgrader", type=Path, metavar="ENV")
    parser.add_argument("--submissions", type=int, default=20, help="for nbgrader")
    parser.add_argument("--only", default="", help="tasks whose names begin so")
    arguments = parser.parse_args()
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # whoever leaves its parent becomes a child of this process
    with tempfile.TemporaryDirectory(prefix="kernels-") as scratch:
        work = Path(scratch)
        tasks = {"nbclient, 1 notebook": clients(1), "nbclient, 6 notebooks": clients(6)}
        tasks |= {"nbval, 1 notebook": nbval(1), "nbval, 5 notebooks": nbval(5)}
        if arguments.nbgrader:
            count = arguments.submissions
            tasks[f"nbgrader, {count} submissions"] = nbgrader(work, arguments.nbgrader.absolute(), count)
        print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}; medians of {arguments.repeat}")
        print(
            "| task | kernels | wall s | times as fast | processor s | times less |\n| --- | --- | --- | --- | --- | --- |"
        )
        for name, run in tasks.items():
            if name.startswith(arguments.only):
                measure(name, run, work, arguments.repeat)


def measure(name: str, run: Run, work: Path, repeat: int) -> None:
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for _ in range(repeat):
        place = Path(tempfile.mkdtemp(dir=work))
        for kind in KINDS:
            found[kind].append(timed(run, kind, place))
        shutil.rmtree(place / "course-warm")  # the warm process ends with it
        while belonging(place):
            subprocess_ended()
            time.sleep(0.1)
    usual = [statistics.median(column) for column in zip(*found["stock"], strict=True)]
    load = os.getloadavg()[0]
    for kind in KINDS:
        wall, cpu = (statistics.median(column) for column in zip(*found[kind], strict=True))
        print(
            f"| {name} | {kind} | {wall:.1f} | {usual[0] / wall:.1f} | {cpu:.1f} | {usual[1] / cpu:.1f} |",
            flush=True,
        )
    print(f"load {load:.1f}", file=sys.stderr)


if __name__ == "__main__":
    main()
