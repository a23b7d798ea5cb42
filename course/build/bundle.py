"""``course bundle``: one zip that starts the course in a room without network.

The zip holds the course's files, wheels of everything it needs for each system and Python, and one start script for
each system. The wheels are those of the pins in ``environment.yml``, and pip checks nothing else: it installs from the
folder, with ``--no-index``.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PYTHONS: Final = ("3.11", "3.12", "3.13")
SYSTEMS: Final[dict[str, dict[str, Any]]] = {
    "linux": {
        "platforms": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
        "markers": {
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
    },
    "macos-arm": {
        "platforms": ["macosx_14_0_arm64", "macosx_11_0_universal2"],
        "markers": {
            "sys_platform": "darwin",
            "platform_system": "Darwin",
            "os_name": "posix",
            "platform_machine": "arm64",
        },
    },
    "macos-intel": {
        "platforms": ["macosx_14_0_x86_64", "macosx_11_0_universal2"],
        "markers": {
            "sys_platform": "darwin",
            "platform_system": "Darwin",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
    },
    "windows": {
        "platforms": ["win_amd64"],
        "markers": {
            "sys_platform": "win32",
            "platform_system": "Windows",
            "os_name": "nt",
            "platform_machine": "AMD64",
        },
    },
}
"""System to pip's platform tags and to the markers that hold there."""

LEFT_OUT: Final = (
    "tests/",
    "benchmarks/",
    ".ci/",
    ".github/",
    "deploy/",
    "docs/decisions/",
    "lessons/test-forms/",
    "exercises/solutions/",
)
"""What a student's computer does not need, or should not have."""

RELAXED: Final = 6
"""How many pins may give way to an older version before we give up."""

MISSING: Final = re.compile(r"No matching distribution found for (\S+)")
SCRIPTS: Final = Path(__file__).parent / "offline"
STAMP: Final = (2020, 6, 16, 14, 49, 0)
"""Time of every file in the zip, so that the same content makes the same zip."""


def pins(root: Path, system: str, python: str) -> list[str]:
    """Pins that one system and Python needs, markers settled.

    Parameters
    ----------
    root : Path
        Where ``environment.yml`` is.
    system : str
        One of `SYSTEMS`.
    python : str
        One of `PYTHONS`.
    """
    from packaging.requirements import Requirement  # noqa: PLC0415  (author's tool)

    entries = yaml.safe_load((root / "environment.yml").read_text("utf8"))["dependencies"]
    lines = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    here = {
        **SYSTEMS[system]["markers"],
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    wanted = (Requirement(line) for line in lines)
    return [f"{r.name}{r.specifier}" for r in wanted if r.marker is None or r.marker.evaluate(here)]


def download(root: Path, wheels: Path, system: str, python: str) -> list[str]:
    """Fetch the wheels of one system and Python into a folder that all of them share.

    Where a pinned version has no wheel for this system, the newest older one is taken, and said.

    Returns
    -------
    list of str
        The requirements as they were met.

    Raises
    ------
    CourseError
        If a wheel cannot be had: names the system and says what pip said.
    """
    wanted = pins(root, system, python)
    for _ in range(RELAXED):
        words = _pip(wheels, system, python, wanted)
        run = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
        if not run.returncode:
            (wheels / f"requirements-{system}-{python}.txt").write_text("\n".join(wanted) + "\n", "utf8")
            return wanted
        missing = MISSING.search(run.stderr)
        if not missing or missing[1] not in wanted:
            break
        older = missing[1].replace("==", "<=")
        print(f"{system}, Python {python}: no wheel of {missing[1]}; taking an older version")
        wanted = [older if pin == missing[1] else pin for pin in wanted]
    said = " ".join(line for line in run.stderr.splitlines() if line.startswith("ERROR"))
    raise CourseError(f"no wheels for {system} with Python {python}: {said[:300] or run.stderr[-300:]}")


def _pip(wheels: Path, system: str, python: str, wanted: list[str]) -> list[str]:
    tag = f"cp{python.replace('.', '')}"
    command = [
        "uv",
        "tool",
        "run",
        "--quiet",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
    ]
    command += [
        "--implementation=cp",
        f"--python-version={python}",
        *(f"--abi={abi}" for abi in (tag, "abi3", "none")),
    ]
    command += [f"--platform={name}" for name in SYSTEMS[system]["platforms"]]
    return [*command, "--dest", str(wheels), *wanted]


def files(root: Path) -> Iterator[Path]:
    """Files of the course that belong in the zip, relative to its folder, sorted.

    Parameters
    ----------
    root : Path
        A checkout (what git tracks counts) or a class edition (everything counts).
    """
    for name in sorted(_names(root)):
        if not name.startswith(LEFT_OUT) and not name.endswith("teacher.md"):
            yield Path(name)


def _names(root: Path) -> Iterable[str]:
    if (root / ".git").exists():
        run = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)  # noqa: S607
        return [name for name in run.stdout.split("\0") if name and (root / name).is_file()]
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return [
        p.as_posix()
        for p in found
        if not p.name.endswith(".pyc") and not p.parts[0].startswith((".venv", ".git"))
    ]


def make(
    root: Path, target: Path, systems: Sequence[str] = tuple(SYSTEMS), pythons: Sequence[str] = PYTHONS
) -> dict[str, int]:
    """Make the zip.

    Parameters
    ----------
    root : Path
        Checkout or class edition.
    target : Path
        The zip.
    systems, pythons : sequence of str
        Which computers it is for.

    Returns
    -------
    dict of str to int
        ``files``, ``wheels`` and ``bytes``.
    """
    if not shutil.which("uv"):
        raise CourseError("uv is not installed. Run: python3 -m pip install uv")
    from rich.progress import track  # noqa: PLC0415  (author's tool)

    with tempfile.TemporaryDirectory() as scratch:
        wheels = Path(scratch)
        wanted = [(system, python) for system in systems for python in pythons]
        for system, python in track(wanted, "Fetching wheels"):
            download(root, wheels, system, python)
        return pack(root, target, wheels)


def pack(root: Path, target: Path, wheels: Path) -> dict[str, int]:
    """Put the course, the wheels and the start scripts into the zip; same content, same bytes."""
    top, count = "one-event-five-stories", 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files(root):
            _add(archive, f"{top}/{path.as_posix()}", (root / path).read_bytes())
            count += 1
        for script in sorted(SCRIPTS.iterdir()):
            if script.is_file():
                _add(
                    archive,
                    f"{top}/{script.name}",
                    script.read_bytes(),
                    run=script.suffix in {".sh", ".command"},
                )
        found = sorted(wheels.glob("*.whl"))
        for wheel in [*found, *sorted(wheels.glob("requirements-*.txt"))]:
            _add(archive, f"{top}/wheels/{wheel.name}", wheel.read_bytes(), packed=True)
    return {"files": count, "wheels": len(found), "bytes": target.stat().st_size}


def _add(
    archive: zipfile.ZipFile, name: str, content: bytes, *, run: bool = False, packed: bool = False
) -> None:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.external_attr = (0o755 if run else 0o644) << 16
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def digest(path: Path) -> str:
    """SHA-256 of the zip, so that a teacher can tell whether a copy on a stick is whole."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
