"""Grading the same 40 submissions: ours with the full box, stock nbgrader, nbgrader without rfc3987-syntax, otter's API.

One notebook with four questions (a number, a set, a mapping, a function), public and hidden tests; 45 % of the submissions are right,
20 % wrong, 20 % raise an error, 15 % are untouched. Each tool gets the form it asks for, made from the same cells, and must
come to the same scores. nbgrader and otter are installed into throw-away environments first; installing is not timed.

Ours runs the cells as IPython does but draws no displays, because nothing that a cell shows counts; the others draw them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from course import paths
from course.check import compare
from course.classroom.model import Cell, Task
from course.classroom.run import Job, judgeable, run_batch
from course.model import Exercise, Outcome

SETUP = """import pandas as pd
import altair as alt

facts = pd.DataFrame({"fact": [f"F{n:02d}" for n in range(1, 15)],
    "BLOG": [1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1], "GVS": [1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1],
    "IND": [1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 1]})
support = facts.set_index("fact")[["BLOG", "GVS", "IND"]].sum(axis="columns")"""
SHOW = """alt.Chart(support.rename("articles").reset_index()).mark_bar().encode(x="articles:Q", y="fact:N")"""
LOOK = """facts.melt("fact").groupby("variable")["value"].agg(["sum", "mean"])"""
NAMES = ("corroborated", "single", "per_article", "fact_support")
STARTER = {
    "corroborated": "corroborated = ...",
    "single": "single = ...",
    "per_article": "per_article = ...",
    "fact_support": "def fact_support(facts):\n    return ...",
}
RIGHT = {
    "corroborated": "corroborated = int((support >= 2).sum())",
    "single": "single = set(support.index[support == 1])",
    "per_article": 'per_article = facts[["BLOG", "GVS", "IND"]].sum().to_dict()',
    "fact_support": 'def fact_support(facts):\n    return facts.set_index("fact").sum(axis="columns").to_dict()',
}
WRONG = {
    "corroborated": "corroborated = int((support > 2).sum())",
    "single": "single = {'F01'}",
    "per_article": 'per_article = {"BLOG": 1}',
    "fact_support": "def fact_support(facts):\n    return {}",
}
RAISES = {name: f"{name} = nothing_of_this_name" for name in NAMES}
MIX = ((0.45, RIGHT), (0.65, WRONG), (0.85, RAISES), (1.0, STARTER))

INPUT = {"table": {"columns": ["fact", "X", "Y"], "rows": [["A", 1, 0], ["B", 1, 1]]}}
EXPECTED = {
    "corroborated": 9,
    "single": ["F03", "F09", "F10", "F11"],
    "per_article": {"BLOG": 8, "GVS": 8, "IND": 8},
}
TESTS = {
    "corroborated": ("assert isinstance(corroborated, int)", "assert corroborated == EXPECTED"),
    "single": ("assert isinstance(single, set)", "assert single == set(EXPECTED)"),
    "per_article": ("assert len(per_article) == 3", "assert per_article == EXPECTED"),
    "fact_support": (
        "assert callable(fact_support)",
        'assert fact_support(pd.DataFrame([["A", 1, 0], ["B", 1, 1]], columns=["fact", "X", "Y"])) == {"A": 1, "B": 2}',
    ),
}


def tests(name: str) -> tuple[str, str]:
    public, hidden = TESTS[name]
    return public, hidden.replace("EXPECTED", repr(EXPECTED.get(name)))


def submissions(count: int) -> list[dict[str, str]]:
    """Answers of each student; each question starts elsewhere in the mix, so that few students are all of a kind."""
    found = []
    for student in range(count):
        answers = {}
        for number, name in enumerate(NAMES):
            share = ((student + number * 7) % count + 0.5) / count
            answers[name] = next(kind[name] for limit, kind in MIX if share <= limit)
        found.append(answers)
    return found


def scores(found: list[dict[str, str]]) -> list[int]:
    return [sum(answers[name] == RIGHT[name] for name in NAMES) for answers in found]


def cell(source: str, kind: str = "code", **metadata: object) -> dict[str, object]:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": metadata, **code}


def write(path: Path, cells: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for number, one in enumerate(cells):
        one["id"] = f"cell-{number}"
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))


def run(*words: object, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False, **more
    )  # type: ignore[call-overload]
    if done.returncode:
        raise SystemExit(f"{words[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done


def install(folder: Path, *packages: str) -> Path:
    python = folder / "bin/python"
    run("uv", "venv", "-q", "--python", sys.executable, folder, cwd=folder.parent)
    run("uv", "pip", "install", "-q", "--compile-bytecode", "--python", python, "pandas", "altair", "ipykernel", *packages, cwd=folder.parent)  # fmt: skip
    return python


class Nbgrader:
    """`nbgrader autograde` over a course folder."""

    def __init__(self, folder: Path, found: list[dict[str, str]], environment: Path) -> None:
        self.folder, self.bin = folder / "course", environment / "bin"
        self.folder.mkdir()
        marks = lambda name, **more: {"nbgrader": {"grade_id": name, "schema_version": 3, **more}}  # noqa: E731
        cells = [cell(text) for text in (SETUP, SHOW, LOOK)]
        for name in NAMES:
            answer = marks(name, grade=False, solution=True, locked=False, task=False)
            public, hidden = tests(name)
            source = f"{public}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
            test = marks(f"test_{name}", grade=True, solution=False, locked=True, task=False, points=1)
            cells += [cell(STARTER[name], **answer), cell(source, **test)]
        write(self.folder / "source/ps1/ps1.ipynb", cells)
        run(self.bin / "nbgrader", "generate_assignment", "ps1", cwd=self.folder, env=self.environment())
        release = json.loads((self.folder / "release/ps1/ps1.ipynb").read_text())
        for number, answers in enumerate(found):
            self.submit(json.loads(json.dumps(release)), f"s{number:03d}", answers)

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}", "HOME": str(self.folder)}

    def submit(self, notebook: dict, student: str, answers: dict[str, str]) -> None:
        for one in notebook["cells"]:
            name = one["metadata"].get("nbgrader", {}).get("grade_id")
            one["source"] = answers.get(name, one["source"])
        path = self.folder / "submitted" / student / "ps1/ps1.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))

    def grade(self) -> float:
        begin = time.perf_counter()
        run(self.bin / "nbgrader", "autograde", "ps1", "--force", cwd=self.folder, env=self.environment())
        return time.perf_counter() - begin

    def scores(self) -> list[int]:
        with sqlite3.connect(self.folder / "gradebook.db") as book:
            rows = book.execute(
                "select a.student_id, sum(coalesce(g.auto_score, 0)) from grade g join submitted_notebook n on g.notebook_id = n.id"
                " join submitted_assignment a on n.assignment_id = a.id group by a.student_id order by a.student_id"
            ).fetchall()
        return [round(score) for _, score in rows]


OTTER_LOOP = """
import json, sys, time, warnings
from pathlib import Path
from otter.api import grade_submission
found, begin = [], time.perf_counter()
for path in sorted(Path("submitted").glob("*.ipynb")):
    found.append(grade_submission(str(path), "autograder.zip", quiet=True).total)
print(json.dumps([time.perf_counter() - begin, [round(score) for score in found]]))
"""  # fmt: skip


class Otter:
    """`otter.api.grade_submission` in a loop, in one process."""

    def __init__(self, folder: Path, found: list[dict[str, str]], environment: Path) -> None:
        self.folder, self.python = folder / "otter", environment / "bin/python"
        self.folder.mkdir()
        raw = lambda text: cell(text, "raw")  # noqa: E731
        cells = [
            raw("# ASSIGNMENT CONFIG\ninit_cell: true\nenvironment: false"),
            *map(cell, (SETUP, SHOW, LOOK)),
        ]
        for name in NAMES:
            public, hidden = tests(name)
            solution = RIGHT[name].replace("\n    return", "\n    # nothing\n    return")
            cells += [
                raw(f"# BEGIN QUESTION\nname: {name}\npoints: 1\nall_or_nothing: true"), cell("Answer.", "markdown"),
                raw("# BEGIN SOLUTION"), cell(f"# BEGIN SOLUTION {name}\n{solution}\n# END SOLUTION"), raw("# END SOLUTION"),
                raw("# BEGIN TESTS"), cell(public), cell(f"# HIDDEN\n{hidden}"), raw("# END TESTS"), raw("# END QUESTION"),
            ]  # fmt: skip
        write(self.folder / "ps1.ipynb", cells)
        run(
            environment / "bin/otter",
            "assign",
            "--no-run-tests",
            "--no-pdfs",
            "ps1.ipynb",
            "dist",
            cwd=self.folder,
        )
        next((self.folder / "dist/autograder").glob("*.zip")).rename(self.folder / "autograder.zip")
        student = json.loads((self.folder / "dist/student/ps1.ipynb").read_text())
        for number, answers in enumerate(found):
            self.submit(json.loads(json.dumps(student)), f"s{number:03d}", answers)

    def submit(self, notebook: dict, student: str, answers: dict[str, str]) -> None:
        """Put each answer in front of the check of its question; the starter of the question has no content."""
        cells = []
        for one in notebook["cells"]:
            source = "".join(one["source"])
            name = next((n for n in NAMES if f'grader.check("{n}")' in source), None)
            cells += [cell(answers[name])] if name else []
            if one["cell_type"] == "code" and source.strip() == "...":
                continue
            cells.append(one)
        notebook["cells"] = cells
        for number, one in enumerate(cells):
            one["id"] = f"cell-{number}"
        path = self.folder / "submitted" / f"{student}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(notebook))

    def grade(self) -> float:
        done = run(self.python, "-c", OTTER_LOOP, cwd=self.folder)
        seconds, self.found = json.loads(done.stdout.strip().splitlines()[-1])
        return float(seconds)

    def scores(self) -> list[int]:
        return list(self.found)


class Ours:
    """`course.classroom.run`, with the box and with the comparison."""

    def __init__(self, found: list[dict[str, str]], workers: int) -> None:
        self.workers, self.memory = workers, 0
        kinds = {
            "corroborated": "number",
            "single": "set",
            "per_article": "mapping",
            "fact_support": "function",
        }
        cases = ({"name": "a small table", "args": [INPUT], "expected": {"A": 1, "B": 2}},)
        self.tasks = tuple(
            Task(Exercise(name, "b", name, kinds[name], EXPECTED.get(name), "Right.", "Not yet.", cases=cases), name, name)
            for name in NAMES
        )  # fmt: skip
        self.cells = [
            tuple(Cell(str(n), text) for n, text in enumerate([SETUP, SHOW, LOOK, *answers.values()]))
            for answers in found
        ]
        self.found: dict[int, int] = {}

    def grade(self, count: int | None = None) -> float:
        """Grade so many submissions, the same ones again and again."""
        count = count or len(self.cells)
        jobs = (Job(self.cells[n % len(self.cells)], self.tasks, paths.data(), n) for n in range(count))
        begin = time.perf_counter()
        for job, ran in run_batch(jobs, self.workers, "full"):
            outcomes = [
                compare.judge(task.exercise, judgeable(ran.values[task.exercise.id])) for task in self.tasks
            ]
            self.found[job.tag] = sum(result.outcome is Outcome.CORRECT for result in outcomes)
        return time.perf_counter() - begin

    def scores(self) -> list[int]:
        return [self.found[number] for number in range(len(self.cells))]

    def watched(self, count: int) -> tuple[int, int]:
        """Grade while looking at the memory of all processes: highest sum of their shares, highest of one child."""
        peaks, done = [0, 0], threading.Event()

        def look() -> None:
            while not done.wait(0.02):
                shares = [share(pid) for pid in below(os.getpid())]
                peaks[:] = [max(peaks[0], sum(shares)), max(peaks[1], *shares, 0)]

        watcher = threading.Thread(target=look)
        watcher.start()
        self.grade(count)
        done.set()
        watcher.join()
        return peaks[0], peaks[1]


def below(parent: int) -> list[int]:
    try:
        lists = [path.read_text() for path in Path(f"/proc/{parent}/task").glob("*/children")]
    except OSError:
        return []
    own = [int(pid) for pid in " ".join(lists).split()]
    return [*own, *(pid for child in own for pid in below(child))]


def share(pid: int) -> int:
    """Memory of a process, what it shares divided among those that share it."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--most", type=int, default=1000, help="submissions of the largest class")
    parser.add_argument("--environments", type=Path, help="keep the throw-away environments here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        compare_all(Path(scratch), arguments)


def compare_all(folder: Path, arguments: argparse.Namespace) -> None:
    found = submissions(arguments.students)
    places = (arguments.environments or folder).resolve()
    wanted = {
        "stock": ["nbgrader==0.9.6"],
        "lean": ["nbgrader==0.9.6"],
        "otter": ["otter-grader==7.0.0"],
    }
    for name, packages in wanted.items():
        if not (places / name).exists():
            python = install(places / name, *packages)
            if name == "lean":
                run("uv", "pip", "uninstall", "-q", "--python", python, "rfc3987-syntax", cwd=places)
    for name in ("stock", "lean"):
        (folder / name).mkdir(exist_ok=True)
    work = folder / "work"
    for name in wanted:
        (work / name).mkdir(parents=True)
    tools = {
        "nbgrader, stock": Nbgrader(work / "stock", found, places / "stock"),
        "nbgrader without rfc3987-syntax": Nbgrader(work / "lean", found, places / "lean"),
        "otter's API": Otter(work / "otter", found, places / "otter"),
        "ours": Ours(found, 2),
    }
    seconds: dict[str, list[float]] = {name: [] for name in tools}
    effort: dict[str, list[float]] = {name: [] for name in tools}
    for turn in range(arguments.repeat):
        for name, tool in tools.items():
            before = used()
            seconds[name].append(tool.grade())
            effort[name].append(used() - before)
            load = os.getloadavg()[0]
            print(
                f"turn {turn + 1}: {name}: {seconds[name][-1]:.2f} s, processors {effort[name][-1]:.2f} s, load {load:.1f}",
                flush=True,
            )
            if tool.scores() != scores(found):
                raise SystemExit(f"{name} gave {tool.scores()}, right is {scores(found)}")
    report(seconds, tools["ours"], arguments)
    own = statistics.median(effort["ours"])
    print("\nprocessor time, start included (says more than wall time on a busy machine):")
    for name, each in effort.items():
        busy = statistics.median(each)
        print(f"{name:34} {busy / len(found) * 1000:8.1f} ms each, {busy / own:6.1f} times ours")


def used() -> float:
    """Processor seconds of this process and of all that it has waited for."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def report(seconds: dict[str, list[float]], ours: Ours, arguments: argparse.Namespace) -> None:
    count = arguments.students
    begin = statistics.median(ours.grade(1) for _ in range(3))
    sizes = [size for size in (10, 100, 1000) if size <= arguments.most]
    walls = {size: ours.grade(size) for size in sizes}
    largest = sizes[-1]
    rate = (walls[largest] - begin) / (largest - 1)
    print(
        f"\n{count} submissions, medians of {arguments.repeat}, {os.cpu_count()} processors, all scores equal"
    )
    ours_each = statistics.median(seconds["ours"]) / count
    for name, each in seconds.items():
        per = statistics.median(each) / count
        print(
            f"{name:34} {per * 1000:8.1f} ms each   ours with its start {per / ours_each:6.1f} times as fast"
            f"   ours once started {per / rate:6.1f} times"
        )
    print(f"\nours, start to first result: {begin * 1000:.0f} ms; once started: {rate * 1000:.1f} ms each")
    for size, wall in walls.items():
        more = (wall - begin) / max(1, size - 1)
        print(
            f"{size:6} submissions: {wall:7.2f} s, {wall / size * 1000:6.1f} ms each, {more * 1000:6.1f} without the start"
        )
    together, one = ours.watched(100)
    print(
        f"memory at most: {together / 2**20:.0f} MB for all processes together, {one / 2**20:.0f} MB for the largest of them"
    )


if __name__ == "__main__":
    main()
