"""Whole batches in the box: the catalogues, memory, crashes of the machinery, interruption, and the slower way."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import pytest

from course import paths
from course.check import compare, exercise
from course.classroom.model import ABSENT, Cell, Task
from course.classroom.run import Job, Limits, begun_early, capabilities, judgeable, level, pool, run_batch
from course.classroom.run.station import Station
from course.model import CourseError, Exercise

sys.path.append(str(Path(__file__).parents[1] / "checkers"))
from test_catalogues import LESSONS, catalogue

SECRET = "KEY" + "-MARK-93ab51d0"


def a_task(eid="T1", name="total", expected=42):
    return Task(
        Exercise(eid, "01-x", "t", "number", expected, f"Right. {SECRET}", f"Not yet. {SECRET}"), "c", name
    )


def a_job(*sources, tag=None, tasks=None, data=None):
    cells = tuple(Cell(f"c{n}", source) for n, source in enumerate(sources))
    return Job(cells, tasks or (a_task(),), data or paths.data(), tag)


def one(*sources, **more):
    ((_, ran),) = run_batch([a_job(*sources)], 1, **more)
    return ran


def source_of(case):
    """A catalogue case as a student would write it."""
    if "function" in case:
        return f"_before = set(dir())\n{case['function']}\n_new = [n for n in dir() if n not in _before and callable(globals()[n])]\ncourse.check({case['exercise']!r}, globals()[[n for n in globals() if n in _new][-1]])"
    written = case["python"] if "python" in case else repr(case["value"]).replace("Ellipsis", "...")
    return f"course.check({case['exercise']!r}, ({written}))"


def catalogue_jobs(lesson):
    """As many submissions as it takes to hand in every case, each with one case per exercise."""
    per_exercise = defaultdict(list)
    for case in catalogue(lesson)["cases"]:
        per_exercise[case["exercise"]].append(case)
    setup = f"import numpy as np, pandas as pd, course, datetime\n{catalogue(lesson)['setup']}"
    tasks = tuple(Task(item, "c", "nothing_of_this_name") for item in exercise.load(lesson))
    for number in range(max(map(len, per_exercise.values()))):
        cases = [found[number] for found in per_exercise.values() if number < len(found)]
        yield a_job(setup, *map(source_of, cases), tag=(lesson, cases), tasks=tasks)


@pytest.fixture(scope="module")
def boxed():
    """What came of every catalogue case in the box: lesson to pairs of case and result."""
    found = defaultdict(list)
    jobs = (job for lesson in LESSONS for job in catalogue_jobs(lesson))
    for job, ran in run_batch(jobs, 2, limits=Limits(cell=60, total=300)):
        assert not ran.lost, ran
        lesson, cases = job.tag
        found[lesson] += [(case, ran.values[case["exercise"]]) for case in cases]
    return found


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_catalogue_case_gets_the_same_message_through_the_box(lesson, boxed):
    assert len(boxed[lesson]) == len(catalogue(lesson)["cases"])
    for case, value in boxed[lesson]:
        result = compare.judge(exercise.find(case["exercise"]), judgeable(value))
        assert (result.outcome, result.message) == (case["outcome"], case["message"]), case


def descendants(parent):
    """All processes below one, by what the system says."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == parent:
            pid = int(status.parent.name)
            found += [pid, *descendants(pid)]
    return found


def holds(pid, needle):
    """Whether a process has some bytes anywhere in its memory."""
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *rest = line.split()
            if "r" not in rights or rest[-1] in {"[vvar]", "[vsyscall]", "[vvar_vclock]"}:
                continue
            low, high = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(low)
                if needle in memory.read(high - low):
                    return True
            except OSError:
                continue
    return False


def test_the_key_is_in_no_memory_but_the_graders():
    marker = "student" + "-wrote-5521"
    batch = run_batch(
        [a_job("1 + 1"), a_job(f"s = {marker!r}\nimport time; time.sleep(300)")],
        1,
        limits=Limits(cell=300, total=300),
    )
    next(batch)
    time.sleep(3)
    family = [
        pid
        for pid in descendants(os.getpid())
        if b"course.classroom" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    assert len(family) >= 3  # warm process, station, submission
    assert holds(os.getpid(), SECRET.encode())
    assert [pid for pid in family if holds(pid, SECRET.encode())] == []
    assert [pid for pid in family if holds(pid, marker.encode())] == family[
        -1:
    ]  # the search does find things
    batch.close()


def test_the_next_submission_finds_nothing_of_the_one_before():
    leaves = "import os, pandas as pd, builtins\nopen('note', 'w').write('x')\nos.environ['LEFT'] = '1'\npd.LEFT = builtins.LEFT = 1\nleft = 1"
    finds = "import os, pandas as pd, builtins\ntotal = [os.listdir(), 'LEFT' in os.environ, hasattr(pd, 'LEFT'), hasattr(builtins, 'LEFT'), 'left' in dir()]"
    for isolation in ("full", "container", "none"):
        results = [ran for _, ran in run_batch([a_job(leaves), a_job(finds)], 1, isolation)]
        assert results[1].values["T1"] == [[], False, False, False, False]


def test_random_numbers_are_not_the_same_for_everybody():
    draw = "import random, numpy as np\ntotal = [random.random(), float(np.random.random())]"
    first, second = (ran.values["T1"] for _, ran in run_batch([a_job(draw)] * 2, 1))
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_the_whole_run_has_a_limit_and_keeps_what_came_before():
    slow = "while True:\n    try:\n        while True:\n            pass\n    except BaseException: pass"
    ran = one(
        "total = 42\nimport course; course.check('T1', total)",
        slow,
        slow,
        "1",
        limits=Limits(cell=1, total=3),
    )
    assert (ran.values["T1"], ran.stopped) == (42, "time")
    assert ran.lost == ("c1", "c2", "c3")
    assert "TimeoutError" in ran.errors["c1"]


def test_repetition_is_bounded():
    ends = "import os; os._exit(0)"
    ran = one("total = 1", *[ends] * 6, limits=Limits(restarts=2))
    assert ran.stopped == "died"
    assert ran.lost == tuple(f"c{n}" for n in range(1, 7))
    assert ran.values["T1"] is ABSENT


def test_results_come_as_soon_as_they_are_made():
    jobs = [a_job("import time; time.sleep(4)", tag="slow"), *(a_job("1", tag=n) for n in range(5))]
    order = [job.tag for job, _ in run_batch(jobs, 2)]
    assert sorted(map(str, order)) == ["0", "1", "2", "3", "4", "slow"]
    assert order[-1] == "slow"


def test_jobs_are_taken_one_by_one():
    taken = []

    def jobs():
        for number in range(1000):
            taken.append(number)
            yield a_job("1")

    batch = run_batch(jobs(), 1)
    next(batch)
    batch.close()
    assert len(taken) < 100
    assert family() == []


def family():
    """Processes of ours that were not there before this test; the browser of other tests was."""
    return [
        pid
        for pid in descendants(os.getpid())
        if pid not in BEFORE and Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


BEFORE = set()


@pytest.fixture(autouse=True)
def _who_was_there_before():
    BEFORE.clear()
    BEFORE.update(descendants(os.getpid()))


def test_an_error_of_the_caller_ends_everything():
    def jobs():
        yield a_job("1")
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        list(run_batch(jobs(), 2))
    assert family() == []


def test_a_station_that_breaks_down_is_replaced(monkeypatch):
    opened = []
    plain = Station.open

    def breaks_once(self, limits, tables=()):
        line = plain(self, limits, tables)
        if not opened:
            for pid in family():
                os.kill(pid, signal.SIGKILL)
        opened.append(1)
        return line

    monkeypatch.setattr(Station, "open", breaks_once)
    results = [ran.values["T1"] for _, ran in run_batch([a_job("total = 42")] * 3, 1)]
    assert results == [42, 42, 42]


def test_one_breakdown_costs_nobody_else(monkeypatch):
    plain = Station.open

    def breaks_for_one(self, limits, tables=()):
        line = plain(self, limits, tables)
        send = line.send

        def watched(data):
            send(data)
            if b"the bad one" in data:
                self._control.shutdown(socket.SHUT_RDWR)
                self._control.close()

        line.send = watched
        return line

    monkeypatch.setattr(Station, "open", breaks_for_one)
    jobs = [
        a_job("'the bad one'; total = 0", tag="bad"),
        *(a_job("import time; time.sleep(1); total = 42", tag=n) for n in range(6)),
    ]
    found = {job.tag: ran for job, ran in run_batch(jobs, 2)}
    assert found.pop("bad").stopped == "died"
    assert [ran.values["T1"] for ran in found.values()] == [42] * 6


def test_a_station_that_always_breaks_down_costs_only_its_submission(monkeypatch):
    plain = Station.open

    def breaks(self, limits, tables=()):
        line = plain(self, limits, tables)
        for pid in family():
            os.kill(pid, signal.SIGKILL)
        return line

    monkeypatch.setattr(Station, "open", breaks)
    ran = one("total = 42")
    assert (ran.stopped, ran.lost) == ("died", ("c0",))
    assert "broke down" in ran.errors["c0"]


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
from test_run_batch import a_job
from course.classroom.run import run_batch
for job, ran in run_batch((a_job("import time; time.sleep(0.2)") for _ in range(10**6)), 2):
    print("one", flush=True)
"""


def processes_of(session):
    return [pid for pid in descendants(session) if Path(f"/proc/{pid}").exists()]


def alive(pids):
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        found += [pid] if state != "Z" else []
    return found


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda s: s.name)
def test_whatever_ends_the_grader_ends_every_process(stop):
    before = set(Path(tempfile.gettempdir()).glob("course-run-*"))
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    grader = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    for _ in range(3):
        grader.stdout.readline()
    begun = processes_of(grader.pid)
    folders = set(Path(tempfile.gettempdir()).glob("course-run-*")) - before
    assert folders
    assert len(begun) >= 5
    grader.send_signal(stop)
    grader.wait(timeout=20)
    grader.stdout.close()
    for _ in range(100):
        if not alive(begun) and not any(folder.exists() for folder in folders):
            break
        time.sleep(0.1)
    assert alive(begun) == []
    assert [folder for folder in folders if folder.exists()] == []


def test_the_slower_way_says_so_and_gives_the_same():
    said = []
    ran = one(
        "total = 42\nimport course; course.check('T1', total)",
        "import os; os._exit(1)",
        "1/0",
        fork=False,
        say=said.append,
    )
    assert said == [pool.SLOWER]
    assert (ran.values["T1"], ran.isolation, ran.lost) == (42, "container", ("c1",))
    assert ran.errors["c2"].startswith("ZeroDivisionError")


def test_the_slower_way_is_confined_too():
    reads = f"total = open({str(paths.lessons() / '01-1449' / 'exercise.yaml')!r}).read()"
    assert "PermissionError" in one(reads, fork=False, say=str).errors["c0"]
    assert "Error" in one("import socket; socket.socket()", fork=False, say=str).errors["c0"]


def test_what_cannot_be_confined_is_refused(monkeypatch):
    monkeypatch.setitem(pool.STRENGTH, "full", 0)
    with pytest.raises(CourseError, match="--trust-submissions"):
        one("1")
    assert family() == []


def test_trusted_code_runs_without_confinement():
    ran = one(
        f"total = len(open({str(paths.lessons() / '01-1449' / 'exercise.yaml')!r}).read())", isolation="none"
    )
    assert ran.isolation == "none"
    assert ran.values["T1"] > 0


def test_a_wrong_word_for_isolation_is_one_line():
    with pytest.raises(CourseError, match="choose auto, full, container or none"):
        one("1", isolation="maximum")


def test_a_bundle_where_submissions_can_read_is_refused(monkeypatch, tmp_path):
    shutil.copytree(paths.data(), tmp_path / "data", ignore=shutil.ignore_patterns("texts"))
    (tmp_path / "bundle.json").write_text("{}")
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path.parent))
    with pytest.raises(CourseError, match="Move it to a folder of your own"):
        list(run_batch([a_job("1", data=tmp_path / "data")], 1))


def test_tables_come_from_the_class(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(paths.data(), data, ignore=shutil.ignore_patterns("texts"))
    facts = (data / "articles" / "facts.csv").read_text("utf8").splitlines()
    (data / "articles" / "facts.csv").write_text("\n".join(facts[:4]) + "\n", "utf8")
    jobs = [
        a_job("import course; total = len(course.load('facts'))", data=d, tag=d) for d in (data, paths.data())
    ]
    assert {job.tag: ran.values["T1"] for job, ran in run_batch(jobs, 1)} == {data: 3, paths.data(): 14}


def test_all_layers_hold_here():
    layers = capabilities()
    assert [layer.works for layer in layers] == [True] * 4, layers
    assert level(layers) == "full"
    assert level(layers[1:]) == "container"
    assert level(layers[2:]) == "none"


def test_the_warm_process_has_one_thread(monkeypatch):
    threads = []
    plain = Station.__init__

    def noted(self, control, hello):
        threads.append(hello["threads"])
        plain(self, control, hello)

    monkeypatch.setattr(Station, "__init__", noted)
    one("1")
    assert threads == [1]


def test_a_warm_process_that_does_not_start_says_why(tmp_path):
    with pytest.raises(CourseError, match=r"did not start: .*datapackage"):
        list(run_batch([a_job("1", data=tmp_path)], 1))
    assert family() == []


def test_a_module_beside_the_submissions_is_not_imported(tmp_path, monkeypatch):
    (tmp_path / "pandas.py").write_text("1 / 0")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert not one("import pandas\npandas.DataFrame()").errors


def test_a_warm_process_may_be_begun_early_and_ends_unused():
    folders = set(Path(tempfile.gettempdir()).glob("course-run-*"))
    with begun_early(paths.data(), 1) as early:
        ((_, ran),) = run_batch([a_job("1 / 0")], 1, early=early)
    assert ran.errors["c0"].startswith("ZeroDivisionError")
    with begun_early(paths.data(), 2):
        pass
    with begun_early(paths.data() / "nowhere") as nothing:
        assert nothing is None
    assert family() == []
    assert set(Path(tempfile.gettempdir()).glob("course-run-*")) <= folders


def test_many_in_a_row_leave_no_file_open_and_no_folder():
    before = len([*Path("/proc/self/fd").iterdir()])
    folders = set(Path(tempfile.gettempdir()).glob("course-run-*"))
    assert len(list(run_batch((a_job("1") for _ in range(100)), 2))) == 100
    assert len([*Path("/proc/self/fd").iterdir()]) <= before + 1
    assert {f for f in Path(tempfile.gettempdir()).glob("course-run-*") if f not in folders} == set()
    assert threading.active_count() < 5


def test_nothing_of_the_key_is_in_what_travels():
    item = exercise.find("L1.E6")
    payload = json.dumps(a_job("1", tasks=(Task(item, "c", "f"),)).payload([], Limits()))
    assert set(json.loads(payload)["tasks"][0]) == {"id", "name", "function", "inputs"}
    for text in (item.correct, item.not_yet, *item.hints, *(d.message for d in item.diagnoses)):
        assert json.dumps(text)[1:-1] not in payload
    assert "expected" not in payload
