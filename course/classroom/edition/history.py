"""Every state of every file in the history of a repository: what was once committed can still be read."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def blobs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Read each object that any commit of a repository reaches, once.

    Parameters
    ----------
    folder : Path
        A folder; nothing is read if it is not the top of a repository.

    Yields
    ------
    tuple of (str, bytes)
        ``history: path`` and the content.

    Raises
    ------
    CourseError
        If there is a history and no git to read it with.
    """
    if not (folder / ".git").exists():
        return
    git = shutil.which("git")
    if git is None:
        raise CourseError(
            f"{folder} has a history (.git), and git is not installed here. Install git to have it looked through."
        )
    # --reflog and --all: a commit that was taken back is still there for whoever gets the folder.
    listed = _run(git, folder, "rev-list", "--objects", "--all", "--reflog", "--indexed-objects")
    paths = dict(line.decode("utf-8", "replace").partition(" ")[::2] for line in listed.splitlines())
    named = {name: path for name, path in paths.items() if path}
    stream = _run(git, folder, "cat-file", "--batch", given="\n".join(named).encode())
    place = 0
    while place < len(stream):
        end = stream.index(b"\n", place)
        name, kind, size = stream[place:end].decode().split(" ")
        place = end + 1 + int(size) + 1
        if kind == "blob":
            yield f"history: {named[name]}", stream[end + 1 : place - 1]


def _run(git: str, folder: Path, *words: str, given: bytes = b"") -> bytes:
    command = [git, "-C", str(folder), *words]
    done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise CourseError(f"{folder}: git says: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return done.stdout
