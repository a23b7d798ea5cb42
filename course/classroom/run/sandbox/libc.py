"""The few system calls that Python has no function for, through ctypes. Linux only; importing it is safe anywhere."""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache
from typing import Final

MACHINE: Final = platform.machine()
SUPPORTED: Final = os.name == "posix" and platform.system() == "Linux" and MACHINE in {"x86_64", "aarch64"}

PR_SET_PDEATHSIG: Final = 1
PR_SET_DUMPABLE: Final = 4
PR_SET_SECCOMP: Final = 22
PR_SET_NO_NEW_PRIVS: Final = 38
PR_CAP_AMBIENT: Final = 47
PR_CAP_AMBIENT_CLEAR_ALL: Final = 4

_CAPABILITY_VERSION_3: Final = 0x20080522


@cache
def libc() -> ctypes.CDLL:
    """The C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    """Raise what the last call set as errno, if it failed.

    Raises
    ------
    OSError
        If `result` is negative.
    """
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, what: str, *arguments: object) -> int:
    """Call the kernel by number; see `checked`."""
    return checked(libc().syscall(ctypes.c_long(number), *arguments), what)


def prctl(option: int, what: str, *arguments: int | ctypes.c_void_p) -> None:
    """Call ``prctl`` with up to four arguments; see `checked`."""
    padded = [*arguments, *[0] * (4 - len(arguments))]
    values = [part if isinstance(part, ctypes.c_void_p) else ctypes.c_ulong(part) for part in padded]
    checked(libc().prctl(option, *values), what)


def no_new_privileges() -> None:
    """Give up gaining rights by starting programs; Landlock and seccomp ask for it."""
    prctl(PR_SET_NO_NEW_PRIVS, "no_new_privs", 1)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends."""
    prctl(PR_SET_PDEATHSIG, "pdeathsig", 9)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def drop_capabilities() -> None:
    """Give up every capability, as root and inside a user namespace."""
    prctl(PR_CAP_AMBIENT, "ambient capabilities", PR_CAP_AMBIENT_CLEAR_ALL)
    header, empty = _Header(_CAPABILITY_VERSION_3, 0), (_Sets * 2)()
    checked(libc().capset(ctypes.byref(header), empty), "capset")
