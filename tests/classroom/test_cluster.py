"""Grading on a real Dask cluster on loopback: the same grades as at home, with a worker killed on the way too."""

import argparse
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from small_class import RIGHT, answered, as_bytes, starter

from course.classroom import cluster, commands
from course.classroom.grade import Batch
from course.classroom.gradebook import Gradebook
from course.classroom.model import ABSENT, Ran, Submission
from course.classroom.run import Limits, Returned, run_batch
from course.model import CourseError

KINDS = [
    answered(**RIGHT),
    answered(corroborated="8", single="{'F03', 'x'}"),
    answered(per_article="facts", total="[1, float('nan'), None]"),
    answered(fact_support="def fact_support(facts):\n    return {'total': facts.size, 'single': 1 / 0}"),
    answered(total="(lambda: 30)"),
    starter(),
]


def submissions(count):
    return [
        Submission(f"s{n:03}", "01-1449", Path(f"{n}.ipynb"), as_bytes(KINDS[n % len(KINDS)]))
        for n in range(count)
    ]


def graded(bundle, folder, runner, count):
    with Gradebook(folder / "gradebook.db") as book:
        Batch(bundle, book).run(submissions(count), runner)
        return [replace(one, seconds=0.0) for one in book.graded()]


@pytest.fixture(scope="module")
def at_home(bundle, tmp_path_factory):
    """What a local run gives for the first twelve."""
    return graded(
        bundle, tmp_path_factory.mktemp("home"), lambda jobs: run_batch(jobs, say=lambda _: None), 12
    )


@pytest.fixture(scope="module")
def dask():
    """Two worker processes; dashboards off."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        silence_logs=50,
    ) as running:
        yield running


def runner(dask, said):
    address = dask.scheduler_address.replace("tcp://", "dask://")
    return cluster.runner(address, isolation="auto", limits=Limits(), say=said.append)


def test_the_same_grades_as_at_home(bundle, at_home, dask, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "AT_ONCE", 4)
    said = []
    assert graded(bundle, tmp_path, runner(dask, said), 12) == at_home
    assert "2 workers" in said[0]


def test_a_worker_killed_on_the_way_costs_nothing(bundle, at_home, dask, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "AT_ONCE", 2)
    inner = runner(dask, [])
    killed = []

    def killing(jobs):
        for done in inner(jobs):
            if not killed:
                killed.append(next(iter(dask.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)
            yield done

    assert graded(bundle, tmp_path, killing, 12) == at_home
    assert killed


def test_any_standard_executor_will_do(bundle, at_home, tmp_path):
    def threads(jobs):
        with ThreadPoolExecutor(1) as pool:
            yield from cluster.over(pool, jobs, "auto", Limits())

    assert graded(bundle, tmp_path, threads, 12) == at_home


def test_nothing_of_a_key_travels(bundle, assignment, monkeypatch):
    from course.classroom.repair import cells
    from course.classroom.run import Job

    job = Job(cells(as_bytes(starter()), assignment)[0], assignment.tasks, bundle.folder / "data")
    text = cluster._sent([job], "auto", Limits())
    for task in assignment.tasks:
        assert task.exercise.correct[:30] not in text
        assert all(diagnosis.message[:30] not in text for diagnosis in task.exercise.diagnoses)
    assert '"expected"' not in text


def test_what_comes_back_is_what_came_out():
    import pandas as pd

    table = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
    values = {
        "L1.E1": {1, 2},
        "L1.E2": table,
        "L1.E3": ...,
        "L1.E4": Returned([{"value": {"k": (1,)}}, {"error": "E: x"}]),
    }
    ran = Ran({**values, "L1.E5": ABSENT}, {"c": "line"}, "time", ("c2",), 1.5, "full")
    back = cluster._came(cluster._going(ran))
    values_of = back.values  # noqa: PD011  (no data frame)
    assert values_of["L1.E1"] == {1, 2}
    assert values_of["L1.E2"].equals(table)
    assert values_of["L1.E3"] is ...
    assert values_of["L1.E4"] == [{"value": {"k": (1,)}}, {"error": "E: x"}]
    assert isinstance(values_of["L1.E4"], Returned)
    assert "L1.E5" not in values_of
    assert (back.errors, back.stopped, back.lost, back.isolation) == (ran.errors, "time", ("c2",), "full")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("spark://x", "is no executor"),
        ("dask", "is no executor"),
        ("dask://127.0.0.1:9", "no Dask scheduler answers"),
    ],
)
def test_a_wrong_address_is_one_clear_line(monkeypatch, address, says):
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    given = argparse.Namespace(executor=address, workers=None, seconds=None, trust_submissions=False)
    with pytest.raises(CourseError, match=says):
        commands.runner(given, say=print)
