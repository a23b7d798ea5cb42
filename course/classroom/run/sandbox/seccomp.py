"""A seccomp filter, assembled by hand: no processes, no threads, no sockets, no signals to others.

Threads are refused with processes: a filter cannot count them, the limit on processes does not bind root, and no
exercise of the course starts one. Python says "can't start new thread", which is an ordinary error of that cell.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from functools import cache
from typing import TYPE_CHECKING, Final

from course.classroom.run.sandbox import libc, syscalls

if TYPE_CHECKING:
    from collections.abc import Iterable

_ARCHITECTURE: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32: Final = 0x40000000  # calls of the x32 variant begin here

_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL: Final = 0x15
_JUMP_GREATER: Final = 0x25
_AND: Final = 0x54  # BPF_ALU | BPF_AND | BPF_K
_RETURN: Final = 0x06

_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_ERRNO: Final = 0x00050000
_NOT_PERMITTED: Final = _ERRNO | errno.EPERM
_NO_SUCH_CALL: Final = _ERRNO | errno.ENOSYS

_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_SECCOMP_MODE_FILTER: Final = 2

_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15
_F_SETLEASE, _F_NOTIFY = 1024, 1026
_OWNERSHIP: Final = (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX)  # a file that sends signals, to anybody
_WATCHING: Final = (_F_SETLEASE, _F_NOTIFY)  # a file that keeps others waiting, or tells of them
_CONTROLS: Final = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal (TCGETS, TCGETS2, TIOCGWINSZ), how much is there, wait or not, keep over exec or not. All others are
refused: some type into terminals, and some change files that Landlock lets nobody write to."""
_AF_UNIX, _SOCK_STREAM = 1, 1
_SOCKET_KIND: Final = 0xF

Instruction = tuple[int, int, int, int]
"""Operation, jump if true, jump if false, constant."""


def program(machine: str, pid: int) -> list[Instruction]:
    """Assemble the filter.

    Parameters
    ----------
    machine : str
        ``x86_64`` or ``aarch64``.
    pid : int
        The process that will be filtered, as it sees itself: it may send signals to nobody else.
    """
    asked = syscalls.asked(machine)
    rules = [
        *_answer_all(syscalls.refused(machine).values(), _NOT_PERMITTED),
        *_answer_all(syscalls.absent(machine).values(), _NO_SUCH_CALL),
        (_JUMP_EQUAL, 0, 1, asked["clone"]),
        _return(_NOT_PERMITTED),
    ]
    for name in ("kill", "tkill", "tgkill"):
        rules += _only(asked[name], 0, (pid,))
    rules += _only(asked["prlimit64"], 0, (0, pid))
    rules += _never(asked["fcntl"], 1, (*_OWNERSHIP, *_WATCHING))
    rules += _only(asked["ioctl"], 1, _CONTROLS)
    rules += _never(asked["prctl"], 0, (libc.PR_SET_PDEATHSIG,))  # it ends with its parent
    rules += _only_stream_pairs(asked["socketpair"])
    return [*_opening(machine), *rules, _return(_ALLOW)]


def _opening(machine: str) -> list[Instruction]:
    variant = [(_JUMP_GREATER, 0, 1, _X32 - 1), _return(_KILL)] if machine == "x86_64" else []
    return [
        (_LOAD, 0, 0, _ARCH),
        (_JUMP_EQUAL, 1, 0, _ARCHITECTURE[machine]),
        _return(_KILL),
        (_LOAD, 0, 0, _NUMBER),
        *variant,
        (_JUMP_GREATER, 0, 1, syscalls.HIGHEST),
        _return(_NO_SUCH_CALL),
    ]


def _return(value: int) -> Instruction:
    return (_RETURN, 0, 0, value)


def _answer_all(numbers: Iterable[int], answer: int) -> list[Instruction]:
    return [step for number in numbers for step in ((_JUMP_EQUAL, 0, 1, number), _return(answer))]


def _guarded(number: int, body: list[Instruction]) -> list[Instruction]:
    """Run `body`, which must return on every path, for one call only."""
    return [(_JUMP_EQUAL, 0, len(body), number), *body]


def _argument(position: int) -> Instruction:
    """Load the low half of an argument; the kernel reads no more of these."""
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * position)


def _only(number: int, position: int, allowed: tuple[int, ...]) -> list[Instruction]:
    """Allow a call if its argument is one of these."""
    checks = [step for value in allowed for step in ((_JUMP_EQUAL, 0, 1, value), _return(_ALLOW))]
    return _guarded(number, [_argument(position), *checks, _return(_NOT_PERMITTED)])


def _never(number: int, position: int, refused: tuple[int, ...]) -> list[Instruction]:
    """Allow a call unless its argument is one of these."""
    return _guarded(number, [_argument(position), *_answer_all(refused, _NOT_PERMITTED), _return(_ALLOW)])


def _only_stream_pairs(number: int) -> list[Instruction]:
    """Connected pairs only: asyncio wakes itself up with one. A datagram pair could write to any socket file."""
    return _guarded(
        number,
        [
            _argument(0),
            (_JUMP_EQUAL, 1, 0, _AF_UNIX),
            _return(_NOT_PERMITTED),
            _argument(1),
            (_AND, 0, 0, _SOCKET_KIND),
            (_JUMP_EQUAL, 0, 1, _SOCK_STREAM),
            _return(_ALLOW),
            _return(_NOT_PERMITTED),
        ],
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def assembled(machine: str, pid: int) -> bytes:
    """Write `program` as the kernel reads it; all but the process number is made once and inherited by copies."""
    return _for_somebody(machine).replace(_WORD.pack(_SOMEBODY), _WORD.pack(pid))


@cache
def _for_somebody(machine: str) -> bytes:
    return b"".join(struct.pack("=HBBI", *step) for step in program(machine, _SOMEBODY))


_SOMEBODY: Final = 0x7ABCDEF1  # no process has this number, and no other constant of the program is it
_WORD: Final = struct.Struct("=I")


def install(pid: int) -> None:
    """Filter this process for the rest of its life.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    code = assembled(libc.MACHINE, pid)
    buffer = ctypes.create_string_buffer(code, len(code))
    loaded = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc.no_new_privileges()
    libc.prctl(
        libc.PR_SET_SECCOMP,
        "seccomp",
        _SECCOMP_MODE_FILTER,
        ctypes.cast(ctypes.byref(loaded), ctypes.c_void_p),
    )
