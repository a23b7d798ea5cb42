"""Limits of a run, and those of them that the kernel keeps per process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one submission may use.

    Parameters
    ----------
    cell : float
        Seconds per cell.
    total : float
        Seconds for the whole run, repetitions included.
    memory : int
        Bytes beyond what the warm process has.
    folder : int
        Bytes in the working folder.
    printed : int
        Bytes that one run may print.
    answers : int
        Bytes that may come back.
    restarts : int
        How often a run begins anew after a cell has taken its process with it.
    """

    cell: float = 10.0
    total: float = 60.0
    memory: int = 1024 * MEGABYTE
    folder: int = 64 * MEGABYTE
    printed: int = 8 * MEGABYTE
    answers: int = 16 * MEGABYTE
    restarts: int = 3


FILES: int = 4096
"""Files that the working folder may hold."""
OPEN: int = 128
"""Files that may be open at once."""
LARGEST: int = 8
"""Part of the folder, one in so many, that one file may take: a file without a name is in no folder that can be counted."""


def apply(limits: Limits) -> None:
    """Set the limits of this process.

    Raises
    ------
    OSError
        If the system refuses.
    """
    import resource  # noqa: PLC0415  (there is none on Windows)

    mapped = _mapped()
    caps = {
        resource.RLIMIT_AS: mapped + limits.memory,
        resource.RLIMIT_CPU: int(limits.total) + 5,
        resource.RLIMIT_FSIZE: limits.folder // LARGEST,
        resource.RLIMIT_NOFILE: OPEN,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_NPROC: 0,  # does not bind root: the filter on system calls does
    }
    for which, cap in caps.items():
        _, hard = resource.getrlimit(which)
        cap = cap if hard == resource.RLIM_INFINITY else min(cap, hard)  # noqa: PLW2901
        resource.setrlimit(which, (cap, cap))


def remember_mapped() -> int:
    """Measure what this process has mapped, while ``/proc`` can still be read; its children start with the same."""
    global _MAPPED  # noqa: PLW0603  (measured once, inherited by fork)
    import os  # noqa: PLC0415
    import resource  # noqa: PLC0415

    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _MAPPED = pages * os.sysconf("SC_PAGESIZE")
    except OSError:  # macOS, or no /proc: leave room for what pandas usually maps
        _MAPPED = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + 1024 * MEGABYTE
    return _MAPPED


_MAPPED = 0


def _mapped() -> int:
    return _MAPPED or remember_mapped()
