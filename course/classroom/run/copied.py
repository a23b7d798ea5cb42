"""How a copy of the warm process becomes a kernel that nobody can tell from one that was started in the ordinary way."""

from __future__ import annotations

import ctypes
import importlib
import os
import runpy
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course.classroom.run.sandbox import libc

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.classroom.run.warmkernel import Request

_SETTERS: Final = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "openblas_set_num_threads",
)


def become(request: Request, parent: int, made: Mapping[str, str]) -> None:
    """Run the kernel that was asked for; comes back when it ends.

    Parameters
    ----------
    request : Request
        Its environment, folder, streams and arguments.
    parent : int
        Number of the warm process.
    made : mapping
        Variables of the environment that imports set.
    """
    os.setsid()
    libc.die_with_parent()
    if os.getppid() != parent:  # it ended before it could be watched
        os._exit(1)
    _standard(request.streams)
    words = request.words
    os.environ.clear()
    os.environ.update({**made, **words["env"]})
    time.tzset()
    os.chdir(words["cwd"])
    _draw_anew()
    _threads_again()
    _forget_ourselves()
    importlib.invalidate_caches()
    sys.orig_argv[:] = words["command"]
    sys.argv[:] = ["", *words["arguments"]]
    if not sys.flags.safe_path:
        sys.path.insert(0, str(Path.cwd()))  # as -m does, and the launcher takes it away again
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)


def _standard(streams: list[int]) -> None:
    for number, handle in enumerate(streams):
        os.dup2(handle, number)
        os.close(handle)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream and not stream.write_through:
            stream.reconfigure(line_buffering=stream is sys.__stderr__ or stream.isatty())


def _draw_anew() -> None:
    """Python's generator is seeded again by itself after a fork; numpy's global one is not."""
    tempfile.tempdir = None
    numpy: Any = sys.modules.get("numpy.random")
    if numpy:
        numpy.seed()


def _forget_ourselves() -> None:
    """Leave nothing of the classroom among the modules: a notebook has not imported it."""
    for name in [name for name in sys.modules if f"{name}.".startswith("course.classroom.")]:
        del sys.modules[name]
    vars(sys.modules["course"]).pop("classroom", None)


def _threads_again() -> None:
    """Give OpenBLAS the threads that it would have taken, had it not been told to take one."""
    asked = (os.environ.get(f"{name}_NUM_THREADS") for name in ("OPENBLAS", "GOTO", "OMP"))
    count = next((int(value) for value in asked if value and value.isdecimal()), 0)
    count = count or len(os.sched_getaffinity(0))
    if count == 1:
        return
    lines = Path("/proc/self/maps").read_text("utf-8", "surrogateescape").splitlines()
    for path in {line.split(maxsplit=5)[-1] for line in lines if "openblas" in line}:
        with suppress(OSError):
            library = ctypes.CDLL(path)
            setter = next((name for name in _SETTERS if hasattr(library, name)), None)
            if setter:
                library[setter](count)
