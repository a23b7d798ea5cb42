"""Pins by name and version: uv's constraints in ``pyproject.toml`` and the same versions in ``environment.yml``."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path
from typing import Final

from course.model import CourseError

BINDER_PYTHON: Final = "3.12"
BLOCK: Final = re.compile(r"constraint-dependencies = \[[^\]]*\]\n")
_ENVIRONMENT: Final = """\
# For conda and Binder. Made by `course pins` from pyproject.toml: change it there.
name: one-event-five-stories
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python={python}
  - pip
  - pip:
{packages}
"""


def constraints(pyproject: str) -> list[str]:
    """Pins that stand in the text of a ``pyproject.toml``, as ``name==version`` with any marker behind ``;``."""
    return list(tomllib.loads(pyproject)["tool"]["uv"]["constraint-dependencies"])


def resolve(root: Path) -> list[str]:
    """Newest versions that work together, as uv finds them for every supported Python and system.

    Parameters
    ----------
    root : Path
        Project whose ``pyproject.toml`` is resolved without its present constraints.

    Raises
    ------
    CourseError
        If uv is missing or finds no solution.
    """
    if not shutil.which("uv"):
        raise CourseError("uv is not installed. Run: python3 -m pip install uv")
    with tempfile.TemporaryDirectory() as scratch:
        text = BLOCK.sub("constraint-dependencies = []\n", (root / "pyproject.toml").read_text("utf8"))
        Path(scratch, "pyproject.toml").write_text(text, "utf8")
        run = subprocess.run(["uv", "lock"], cwd=scratch, capture_output=True, text=True, check=False)  # noqa: S607
        if run.returncode:
            raise CourseError(f"uv could not resolve the dependencies:\n{run.stderr}")
        lock = tomllib.loads(Path(scratch, "uv.lock").read_text("utf8"))
    packages = [p for p in lock["package"] if "virtual" not in p["source"] and "editable" not in p["source"]]
    return sorted(f"{p['name']}=={p['version']}" for p in packages)


def with_constraints(pyproject: str, pins: list[str]) -> str:
    """Text of ``pyproject.toml`` with these pins in place of the present ones."""
    block = "constraint-dependencies = [\n" + "".join(f'  "{pin}",\n' for pin in pins) + "]\n"
    return BLOCK.sub(block, pyproject, count=1)


def environment(root: Path) -> str:
    """Text of ``environment.yml``: what a student needs to run the course, direct or not, pinned.

    Parameters
    ----------
    root : Path
        Project whose pins count.
    """
    command = [
        "uv",
        "export",
        "--no-hashes",
        "--no-dev",
        "--no-emit-project",
        "--no-header",
        "--no-annotate",
        "-q",
    ]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode:
        raise CourseError(f"uv export failed:\n{run.stderr}")
    lines = [line for line in run.stdout.splitlines() if line and not line.startswith("#")]
    packages = [f"      - {_for_pip(line)}" for line in lines]
    return _ENVIRONMENT.format(python=BINDER_PYTHON, packages="\n".join(packages))


def _for_pip(requirement: str) -> str:
    """Quote a requirement with a marker, which YAML would otherwise misread."""
    return f'"{requirement}"' if ";" in requirement else requirement


def update(root: Path, *, upgrade: bool) -> None:
    """Write both files anew.

    Parameters
    ----------
    root : Path
        The project.
    upgrade : bool
        Whether to look for newer versions first.
    """
    path = root / "pyproject.toml"
    if upgrade:
        path.write_text(with_constraints(path.read_text("utf8"), resolve(root)), "utf8")
    (root / "environment.yml").write_text(environment(root), "utf8")
