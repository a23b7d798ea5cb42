"""Grading on a Dask cluster, through the standard Executor interface; the results are those of a local run.

A task is a handful of submissions. It goes to a machine as plain bytes, is run there by the same confined workers, and
comes back as plain bytes. If a machine dies, Dask gives its tasks to another one. The tables of the class travel once
to each machine; the key never leaves the instructor's.
"""

from __future__ import annotations

import atexit
import base64
import io
import json
import shutil
import tempfile
import zipfile
from concurrent.futures import Executor, as_completed
from dataclasses import asdict
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course.classroom.model import ABSENT, Cell, Ran, Task
from course.classroom.run import Job, Limits, Returned, run_batch, wire
from course.model import CourseError, Exercise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from course.classroom.grade import Runner

PATIENCE: Final = "10s"
"""How long a scheduler may take to answer."""

AT_ONCE: Final = 40
"""Submissions in one task: enough to pay for a warm start, few enough to be repeated when a machine dies."""


def runner(address: str, *, isolation: str, limits: Limits, say: Callable[[str], None]) -> Runner:
    """Connect to a cluster.

    Parameters
    ----------
    address : str
        ``dask://HOST:PORT``.
    isolation, limits, say
        As for `course.classroom.run.run_batch`; confinement is that of each machine.

    Raises
    ------
    CourseError
        If the address is none, Dask is not installed or nobody answers.
    """
    kind, _, place = address.partition("://")
    if kind != "dask" or not place:
        raise CourseError(f"{address!r} is no executor. Give local, or dask://HOST:PORT.")
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError as error:
        raise CourseError("Dask is not installed. Run: uv sync --extra dask") from error
    try:
        client: Any = Client(f"tcp://{place}", timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError) as error:
        raise CourseError(f"no Dask scheduler answers at {place}. Start one: dask scheduler") from error
    machines = len(client.scheduler_info()["workers"])
    say(f"Dask cluster at {place}: {machines} worker{'' if machines == 1 else 's'}")

    def run(jobs: Iterable[Job]) -> Iterator[tuple[Job, Ran]]:
        try:
            yield from over(client.get_executor(pure=False, retries=3), jobs, isolation, limits)
        finally:
            client.close()

    return run


def over(
    executor: Executor, jobs: Iterable[Job], isolation: str, limits: Limits
) -> Iterator[tuple[Job, Ran]]:
    """Run jobs on any standard executor, a few to a task.

    Yields
    ------
    tuple of Job and Ran
        As soon as a task is done.
    """
    waiting = {}
    stream = iter(jobs)
    while group := list(islice(stream, AT_ONCE)):
        task = _sent(group, isolation, limits)
        waiting[executor.submit(work, task, tables(group[0].data))] = group
    for future in as_completed(waiting):
        for job, ran in zip(waiting[future], json.loads(future.result()), strict=True):
            yield job, _came(ran)


@lru_cache(maxsize=4)
def tables(folder: Path) -> bytes:
    """Pack the tables of a class, to be sent along; the same folder is packed once."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                archive.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes())
    return buffer.getvalue()


def _sent(group: list[Job], isolation: str, limits: Limits) -> str:
    """Write a task: cells, names and inputs of functions. Nothing of a key is in it."""
    return json.dumps(
        {"jobs": [_job(job) for job in group], "isolation": isolation, "limits": asdict(limits)}
    )


def _job(job: Job) -> dict[str, Any]:
    return {
        "cells": [[cell.id, cell.source] for cell in job.cells],
        "tasks": [
            {
                "id": task.exercise.id,
                "kind": task.exercise.kind,
                "name": task.name,
                "cases": [{"args": case["args"]} for case in task.exercise.cases],
            }
            for task in job.tasks
        ],
    }


def work(task: str, packed: bytes) -> str:
    """Run one task on the machine where this is called; what came out, as text."""
    asked = json.loads(task)
    data = _unpacked(packed)
    jobs = [_received(job, data, number) for number, job in enumerate(asked["jobs"])]
    done: dict[int, dict[str, Any]] = {}
    limits = Limits(**asked["limits"])
    for job, ran in run_batch(jobs, workers=1, isolation=asked["isolation"], limits=limits):
        done[int(str(job.tag))] = _going(ran)
    return json.dumps([done[number] for number in range(len(jobs))])


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> Path:
    """Unpack the tables, once to each process, into a folder that nobody else can have prepared."""
    place = Path(tempfile.mkdtemp(prefix="one-event-tables-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(place / "data")
    return place / "data"


def _received(content: dict[str, Any], data: Path, number: int) -> Job:
    cells = tuple(Cell(name, source) for name, source in content["cells"])
    tasks = tuple(
        Task(
            Exercise(t["id"], "", "", t["kind"], None, correct="", not_yet="", cases=tuple(t["cases"])),
            cell="",
            name=t["name"],
        )
        for t in content["tasks"]
    )
    return Job(cells, tasks, data, number)


def _going(ran: Ran) -> dict[str, Any]:
    values = {
        exercise: {"returned": [_answer(one) for one in value]}
        if isinstance(value, Returned)
        else wire.encode(value)
        for exercise, value in ran.values.items()
        if value is not ABSENT
    }
    return {
        "values": base64.b64encode(json.dumps(values).encode()).decode(),
        "errors": ran.errors,
        "stopped": ran.stopped,
        "lost": list(ran.lost),
        "seconds": ran.seconds,
        "isolation": ran.isolation,
    }


def _answer(one: dict[str, Any]) -> dict[str, Any]:
    return one if "error" in one else {"value": wire.encode(one["value"])}


def _came(content: dict[str, Any]) -> Ran:
    values = json.loads(base64.b64decode(content["values"]))
    return Ran(
        {exercise: _value(value) for exercise, value in values.items()},
        content["errors"],
        content["stopped"],
        tuple(content["lost"]),
        content["seconds"],
        content["isolation"],
    )


def _value(content: Any) -> object:  # noqa: ANN401
    if isinstance(content, dict) and "returned" in content:
        return Returned(
            one if "error" in one else {"value": wire.decode(one["value"])} for one in content["returned"]
        )
    return wire.decode(content)
