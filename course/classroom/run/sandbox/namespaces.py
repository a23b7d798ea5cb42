"""A root of one's own: user, network, IPC, host name, process and mount namespaces without any privilege."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from course.classroom.run.sandbox import libc

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEW_USER: Final = 0x10000000
_NEW: Final = {
    "mount": 0x00020000,
    "cgroup": 0x02000000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}
_INNER: Final = 1000
"""User and group inside: not 0, so that nothing there thinks it is root."""

_MS_NOSUID, _MS_NODEV = 0x2, 0x4
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000
_MNT_DETACH: Final = 2
_PIVOT_ROOT: Final = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR: Final = 442
_ATTR_READ_ONLY, _ATTR_NOSUID = 0x1, 0x2
_AT_FDCWD: Final = -100
_AT_RECURSIVE: Final = 0x8000


def enter() -> None:
    """Leave the namespaces of the system; children are born in the new process namespace.

    Raises
    ------
    OSError
        If the system refuses, as containers do.
    """
    user, group = os.geteuid(), os.getegid()
    flags = _NEW_USER
    for flag in _NEW.values():
        flags |= flag
    libc.checked(libc.libc().unshare(flags), "unshare")
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny")
    (own / "uid_map").write_text(f"{_INNER} {user} 1")
    (own / "gid_map").write_text(f"{_INNER} {group} 1")


def new_root(place: Path, readable: Iterable[Path], devices: Iterable[Path], work: Path) -> None:
    """Make a read-only root that holds nothing but these paths, and move into it.

    Parameters
    ----------
    place : Path
        An empty folder on which it is built.
    readable : iterable of Path
        Folders and files, absolute, shown at the same place.
    devices : iterable of Path
        Device files.
    work : Path
        Empty folder to make, on which `fresh_folder` mounts.

    Raises
    ------
    OSError
        If the system refuses.
    """
    _mount("none", "/", flags=_MS_REC | _MS_PRIVATE)
    _mount("tmpfs", str(place), "tmpfs", _MS_NOSUID | _MS_NODEV, "size=1m,mode=755")
    for path in [*readable, *devices]:
        _show(path, place)
    _inside(place, work).mkdir(parents=True)
    os.chdir(place)
    libc.syscall(_PIVOT_ROOT[libc.MACHINE], "pivot_root", b".", b".")
    libc.checked(libc.libc().umount2(b".", _MNT_DETACH), "umount the old root")
    os.chdir("/")
    _read_only("/", recursive=False)


def fresh_folder(work: Path, size: int, files: int) -> None:
    """Mount an empty folder in memory, of at most `size` bytes and `files` files."""
    options = f"size={size},nr_inodes={files},mode=700"
    _mount("tmpfs", str(work), "tmpfs", _MS_NOSUID | _MS_NODEV, options)


def drop_folder(work: Path) -> None:
    """Take away what `fresh_folder` mounted, with all that is in it."""
    libc.checked(libc.libc().umount2(os.fsencode(work), _MNT_DETACH), "umount")


def _mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    words = [part.encode() if part else None for part in (source, target, kind)]
    done = libc.libc().mount(*words, ctypes.c_ulong(flags), options.encode() if options else None)
    libc.checked(done, f"mount {target}")


def _inside(place: Path, path: Path) -> Path:
    return place / path.relative_to("/")


def _show(path: Path, place: Path) -> None:
    """Bind one path read-only at the same place under the new root; a symbolic link is made again."""
    target = _inside(place, path)
    if path.is_symlink():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(path.readlink())
        return
    if not path.exists() or target.exists():
        return
    if path.is_dir():
        target.mkdir(parents=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    _mount(str(path), str(target), flags=_MS_BIND | _MS_REC)
    _read_only(str(target), recursive=True)


class _Attributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns"))


def _read_only(path: str, *, recursive: bool) -> None:
    wanted = _Attributes(_ATTR_READ_ONLY | _ATTR_NOSUID, 0, 0, 0)
    libc.syscall(
        _MOUNT_SETATTR,
        f"mount {path} read-only",
        ctypes.c_int(_AT_FDCWD),
        path.encode(),
        ctypes.c_uint(_AT_RECURSIVE if recursive else 0),
        ctypes.byref(wanted),
        ctypes.c_size_t(ctypes.sizeof(wanted)),
    )
