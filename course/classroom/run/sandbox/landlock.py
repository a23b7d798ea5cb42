"""Landlock: which files may be opened, and that no TCP port may. https://docs.kernel.org/userspace-api/landlock.html."""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from typing import TYPE_CHECKING, Final

from course.classroom.run.sandbox import libc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every machine
_VERSION_FLAG: Final = 1
_PATH_BENEATH: Final = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE: Final = 1 << 4 | 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_NETWORK: Final = 0b11  # bind and connect TCP
_SCOPES: Final = 0b11  # abstract sockets and signals

_READ: Final = _EXECUTE | _READ_FILE | _READ_DIR
_OWN: Final = _READ | _WRITE_FILE | _REMOVE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
_FILE_RIGHTS: Final = _EXECUTE | _READ_FILE | _WRITE_FILE | _TRUNCATE | _IOCTL_DEV


def version() -> int:
    """Version of the kernel's Landlock; 0 if it has none."""
    if not libc.SUPPORTED:
        return 0
    try:
        return libc.syscall(_CREATE, "landlock", None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    except OSError:
        return 0


def _handled(abi: int) -> int:
    """Every right on files that this version knows."""
    known = {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)
    return (1 << known) - 1


def ruleset(readable: Iterable[Path], writable: Iterable[Path], devices: Iterable[Path]) -> int:
    """Make a set of rules.

    Parameters
    ----------
    readable : iterable of Path
        May be read with all that is beneath.
    writable : iterable of Path
        Folders in which everything may be made, changed and removed.
    devices : iterable of Path
        Such as ``/dev/null``: may be read and written.

    Returns
    -------
    int
        A file descriptor, for `restrict`.

    Raises
    ------
    OSError
        If the kernel has no Landlock.
    """
    abi = version()
    if not abi:
        raise OSError("The kernel has no Landlock.")
    fields = [_handled(abi), *([_NETWORK] if abi >= 4 else []), *([_SCOPES] if abi >= 6 else [])]
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    made = libc.syscall(
        _CREATE, "landlock_create_ruleset", attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)
    )
    for paths, rights in (
        (readable, _READ),
        (writable, _OWN),
        (devices, _READ_FILE | _WRITE_FILE | _TRUNCATE),
    ):
        for path in paths:
            _add(made, path, rights & _handled(abi))
    return made


def _add(rules: int, path: Path, rights: int) -> None:
    """Add one rule; a path that does not exist needs none."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            rights &= _FILE_RIGHTS
        rule = struct.pack("=Qi", rights, handle)
        libc.syscall(
            _ADD,
            "landlock_add_rule",
            ctypes.c_int(rules),
            ctypes.c_int(_PATH_BENEATH),
            rule,
            ctypes.c_uint32(0),
        )
    finally:
        os.close(handle)


def restrict(rules: int) -> None:
    """Confine this process for the rest of its life.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    libc.no_new_privileges()
    libc.syscall(_RESTRICT, "landlock_restrict_self", ctypes.c_int(rules), ctypes.c_uint32(0))
