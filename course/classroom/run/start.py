"""How a Python of our own is started beside this one: same packages, none of its environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, Final

_BOOT: Final = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=False)"
)
_KEPT: Final = ("LD_LIBRARY_PATH", "SYSTEMROOT", "WINDIR")
"""All that is taken over from this process's environment: where libraries are."""
ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
"""Threads do not survive a fork, so none may be started by an import: not by OpenBLAS, not by Arrow's allocator."""


def environment(scratch: Path) -> dict[str, str]:
    """Make an environment that says nothing about whoever grades.

    Parameters
    ----------
    scratch : Path
        Folder for what IPython wants to keep.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": str(scratch),
        "USERPROFILE": str(scratch),
        "IPYTHONDIR": str(scratch / "ipython"),
        **ONE_THREAD,
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def python(
    module: str,
    argument: str,
    scratch: Path,
    errors: IO[bytes] | int,
    **more: Any,  # noqa: ANN401  (for Popen)
) -> subprocess.Popen[bytes]:
    """Start a module of this package.

    Parameters
    ----------
    module : str
        Its full name.
    argument : str
        Its only argument.
    scratch : Path
        Its home, and the folder in which it starts.
    errors : file
        Where what it complains of goes.
    **more
        For `subprocess.Popen`.
    """
    here = str(Path.cwd())  # with python -m it stands first, and may well be the folder of the submissions
    found = [entry for entry in sys.path if entry not in {"", here} and Path(entry).exists()]
    course = str(Path(__file__).parents[3])
    where = json.dumps(found if course in found else [*found, course])
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | more
    return subprocess.Popen(  # noqa: S603  (our own interpreter and words)
        [sys.executable, "-I", "-c", _BOOT, where, module, argument],
        env=environment(scratch),
        cwd=scratch,
        stderr=errors,
        start_new_session=True,  # Ctrl-C is for whoever grades; the others end when their connection does
        **streams,
    )
