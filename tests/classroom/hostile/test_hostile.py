"""Hostile and broken submissions: right score or a clear reason, grader alive, nothing touched, nothing learnt."""

import os
import shutil
import socket
import sys
import threading
from pathlib import Path

import pytest

from course import paths
from course.check import compare
from course.classroom.model import Cell, Task
from course.classroom.run import Job, Limits, can_fork, capabilities, judgeable, level, run_batch
from course.model import Exercise, Outcome

sys.path.append(str(Path(__file__).parent))
from cases import CASES, NOTHING

SECRET = "KEY" + "-MARK-7c41e09b"
LIMITS = Limits(cell=2, total=25, memory=256 * 2**20, folder=16 * 2**20, printed=2**20)
LEVELS = ("full", "container")


def tasks():
    def made(eid, kind, **more):
        return Exercise(
            eid,
            "01-x",
            "t",
            kind,
            more.pop("expected", None),
            f"Right {SECRET}.",
            f"Not yet {SECRET}.",
            **more,
        )

    cases = tuple({"name": f"the number {n}", "args": [n], "expected": 2 * n} for n in (1, 5, 9))
    return (
        Task(made("T1", "number", expected=42), "c1", "total"),
        Task(made("T2", "mapping", expected={"a": 1, "b": 2}), "c2", "names"),
        Task(made("T3", "function", cases=cases), "c3", "double"),
    )


class Ear:
    """Listens on loopback and on a socket file, and remembers whether anybody came."""

    def __init__(self, folder):
        self.heard = []
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.path = str(folder / "ear")
        self.unix.bind(self.path)
        self.unix.listen()
        for name, ear in (("tcp", self.tcp), ("udp", self.udp), ("unix", self.unix)):
            threading.Thread(target=self.listen, args=(name, ear), daemon=True).start()

    def listen(self, name, ear):
        while True:
            try:
                if name == "udp":
                    ear.recv(9)
                else:
                    ear.accept()[0].close()
            except OSError:
                return
            self.heard.append(name)

    def close(self):
        for ear in (self.tcp, self.udp, self.unix):
            ear.close()


def contents(folder):
    """Everything about a tree that a submission could change."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            path.is_file() and path.read_bytes(),
        )
        for path in [folder, *sorted(folder.rglob("*"))]
    }


class Ground:
    """Home with a diary, a bundle with a key, listeners, and a secret in the grader's environment."""

    def __init__(self, folder):
        self.home = folder / "home"
        self.home.mkdir()
        (self.home / "diary").write_text(SECRET)
        bundle = folder / "bundle"
        shutil.copytree(paths.data(), bundle / "data", ignore=shutil.ignore_patterns("texts"))
        (bundle / "bundle.json").write_text(SECRET)
        self.data = bundle / "data"
        self.ear = Ear(folder)
        self.before = contents(folder / "home") | contents(bundle)
        self.folder = folder

    def words(self):
        ear = self.ear
        return {
            "home": self.home, "data": self.data, "lessons": paths.lessons(), "pid": os.getpid(), "secret": "",
            "tcp": ear.tcp.getsockname()[1], "udp": ear.udp.getsockname()[1], "unix": ear.path,
        }  # fmt: skip

    def job(self, case):
        cells = case.cells()
        for word, value in self.words().items():
            cells = [cell.replace(f"<<{word}>>", str(value)) for cell in cells]
        return Job(tuple(Cell(f"c{n}", cell) for n, cell in enumerate(cells)), tasks(), self.data, case)

    def after(self):
        return contents(self.folder / "home") | contents(self.folder / "bundle")


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    made = Ground(tmp_path_factory.mktemp("ground"))
    os.environ["GRADER_TOKEN"] = SECRET
    yield made
    del os.environ["GRADER_TOKEN"]
    made.ear.close()


@pytest.fixture(scope="module")
def ran(ground):
    """Every case at every level that this machine has, each batch on two workers."""
    assert can_fork()
    found = {}
    for isolation in LEVELS:
        jobs = [ground.job(case) for case in CASES]
        found[isolation] = {job.tag.name: result for job, result in run_batch(jobs, 2, isolation, LIMITS)}
    return found


def test_this_machine_has_the_full_box():
    assert level(capabilities()) == "full"


def test_there_are_enough_cases():
    assert len({case.name for case in CASES}) == len(CASES) >= 30


@pytest.mark.parametrize("isolation", LEVELS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_right_score_or_a_clear_reason(case, isolation, ran):
    result = ran[isolation][case.name]
    assert result.isolation == isolation
    outcomes = tuple(
        compare.judge(task.exercise, judgeable(result.values[task.exercise.id])).outcome for task in tasks()
    )
    assert outcomes == case.outcomes, result
    " ".join(result.errors.values()).encode()  # raises if it cannot be printed and kept
    place = f"c{len(case.answers) + 1 if case.after else 1}"
    if case.error:
        assert case.error in result.errors[place], result
    if case.extra and case.lost is not None:
        assert (place in result.lost) == case.lost, result


@pytest.mark.parametrize("isolation", LEVELS)
def test_the_grader_hears_of_everybody(isolation, ran):
    assert set(ran[isolation]) == {case.name for case in CASES}


@pytest.mark.parametrize("isolation", LEVELS)
def test_no_secret_comes_out(isolation, ran):
    leaks = [name for name, result in ran[isolation].items() if SECRET in repr(result)]
    assert leaks == []


def test_nothing_outside_was_touched(ground, ran):
    assert ground.after() == ground.before
    assert not Path("/tmp/course-hostile").exists()  # noqa: S108
    assert not Path("/dev/shm/course-hostile").exists()  # noqa: S108


def test_nobody_called(ground, ran):
    assert ground.ear.heard == []
    socket.create_connection(ground.ear.tcp.getsockname()).close()  # the ear does hear
    for _ in range(100):
        if ground.ear.heard:
            break
        threading.Event().wait(0.05)
    assert ground.ear.heard == ["tcp"]


def test_an_answer_is_all_that_a_forged_message_can_be(ground, ran):
    assert ran["full"]["forges an answer"].values["T1"] == 41  # its own later answer counts
    assert NOTHING is Outcome.NOT_ATTEMPTED
