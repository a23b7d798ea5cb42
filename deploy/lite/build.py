# /// script
# requires-python = ">=3.12"
# dependencies = [
#   "anywidget==0.11.0",
#   "jupyter-server==2.21.1",
#   "jupyterlab-widgets==3.0.17",
#   "jupyterlite-core==0.8.6",
#   "jupyterlite-pyodide-kernel==0.8.6",
#   "pip==25.3",
#   "pyodide-lock[wheel]==0.2.1",
# ]
# ///
"""Build the JupyterLite edition: the course in a browser, with Python in it and no server.

    uv run deploy/lite/build.py --out lite-site                     # to publish; Pyodide comes from its CDN
    uv run deploy/lite/build.py --out lite-site --self-contained    # no other host is asked; without pandas

Needs uv, npm and the registries of both. uv makes an environment of the pins above and forgets it again; the course's
own is left alone. What was tried and what was not: README.md in this folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pyodide_lock import PyodideLockSpec

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
CORE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
"""What the kernel loads of Pyodide itself."""

SOURCES: Final = ("markupsafe", "pyyaml")
"""Packages whose wheels are compiled, but which do without: built here, with no compiler to be found."""

KERNEL: Final = ("ipykernel", "piplite", "pyodide_kernel")
"""Wheels that the kernel's extension brings along."""

NO_PANDAS: Final = """\
> **This edition has no pandas.** It was built to need no other computer, and pandas cannot come along yet. Questions, \
cards, the reader, writing and your case file work. Cells that make a table or a chart say that pandas is missing. \
All tables and charts are in the reader edition (`course site`)."""


def run(*words: str | Path, **more: Any) -> None:  # noqa: ANN401  (handed on)
    """Run a command; stop where it fails."""
    subprocess.run([str(word) for word in words], check=True, **more)


def pins(name: str) -> list[str]:
    """Pins of one file in this folder."""
    lines = (line.strip() for line in (HERE / name).read_text("utf8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def pyodide(folder: Path) -> Path:
    """Fetch the Pyodide that the kernel was made for, from npm; its folder."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    run("npm", "pack", "--silent", f"pyodide@{PYODIDE_VERSION}", cwd=folder, stdout=subprocess.DEVNULL)
    with tarfile.open(folder / f"pyodide-{PYODIDE_VERSION}.tgz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def wheels(folder: Path, *, self_contained: bool) -> list[Path]:
    """Gather the wheels that the site brings along: the course, what it needs, and the kernel."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION

    folder.mkdir()
    run("uv", "build", "-q", "--wheel", "--out-dir", folder, ROOT)
    wanted = pins("browser.txt") + (pins("self-contained.txt") if self_contained else [])
    plain = [pin for pin in wanted if not pin.startswith(SOURCES)]
    pip = (sys.executable, "-m", "pip", "-q", "--disable-pip-version-check")
    tags = (
        "--platform=any",
        "--abi=none",
        "--implementation=py",
        f"--python-version={PYODIDE_PYTHON_VERSION}",
    )
    run(*pip, "download", "--no-deps", "--only-binary=:all:", *tags, "-d", folder, *plain)
    for pin in set(wanted) - set(plain):
        name = pin.split("==")[0]
        bare = {**os.environ, "CC": "no-compiler", "PYYAML_FORCE_LIBYAML": "0"}
        run(*pip, "wheel", "--no-deps", f"--no-binary={name}", "-w", folder, pin, env=bare)
    extension = Path(
        sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
    )
    for name in KERNEL:
        shutil.copy(next(extension.glob(f"{name}-*.whl")), folder)
    return sorted(folder.glob("*.whl"))


def lock(core: Path, found: list[Path], *, self_contained: bool) -> PyodideLockSpec:
    """List every package that Python in the browser can load, and where from.

    What the course needs and nobody has for browsers is left out: JupyterLab and nbval, and pandas if self-contained.
    """
    from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL
    from pyodide_lock import PyodideLockSpec
    from pyodide_lock.utils import add_wheels_to_spec

    spec = PyodideLockSpec.from_json(core / "pyodide-lock.json")
    if self_contained:
        spec.packages = {}
    for package in spec.packages.values():
        package.file_name = f"{PYODIDE_CDN_URL}/{package.file_name}"
    spec = add_wheels_to_spec(spec, found, ignore_missing_dependencies=True)
    for package in spec.packages.values():
        package.depends = [name for name in package.depends if name in spec.packages]
    return spec


def lesson(path: Path, *, self_contained: bool) -> dict[str, Any]:
    """Read a notebook. Without pandas it says so near the top."""
    book: dict[str, Any] = json.loads(path.read_text("utf8"))
    if self_contained:
        note = {
            "cell_type": "markdown",
            "id": "no-pandas",
            "metadata": {},
            "source": NO_PANDAS.splitlines(keepends=True),
        }
        book["cells"].insert(1, note)
    return book


def project(folder: Path, core: Path, *, self_contained: bool) -> None:
    """Lay out what `jupyter lite` builds from: settings, notebooks, and Pyodide if it comes along."""
    for source in (
        HERE / "jupyter_lite_config.json",
        HERE / "jupyter-lite.json",
        HERE.parent / "overrides.json",
    ):
        folder.mkdir(exist_ok=True)
        shutil.copy(source, folder)
    for room in ("notebooks", "exercises"):
        target = folder / "contents" / room
        target.mkdir(parents=True)
        for path in sorted((ROOT / room).glob("*.ipynb")):
            text = json.dumps(lesson(path, self_contained=self_contained), ensure_ascii=False, indent=1)
            (target / path.name).write_text(text + "\n", "utf8")
    if self_contained:
        (folder / "static/pyodide").mkdir(parents=True)
        for name in CORE:
            shutil.copy(core / name, folder / "static/pyodide")


def build(out: Path, scratch: Path, *, self_contained: bool) -> None:
    """Build the site."""
    core = pyodide(scratch)
    found = wheels(scratch / "wheels", self_contained=self_contained)
    project(scratch / "lite", core, self_contained=self_contained)
    words = ("-m", "jupyterlite_core", "build", "--output-dir", out)
    run(sys.executable, *words, cwd=scratch / "lite")
    target = out / "static/wheels"
    target.mkdir(parents=True)
    for wheel in found:
        shutil.copy(wheel, target)
    lock(core, found, self_contained=self_contained).to_json(target / "pyodide-lock.json")
    shutil.copy(HERE / "index.html", out)


def main() -> int:
    """Read the command line, build, and say how to look at it; 1 if the folder is taken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder to make; must not exist"
    )
    parser.add_argument("--self-contained", action="store_true", help="ask no other host; without pandas")
    given = parser.parse_args()
    out = given.out.resolve()
    if out.exists():
        print(f"{given.out} exists already. Remove it, or name another folder.")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        build(out, Path(scratch), self_contained=given.self_contained)
    files = [path for path in out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"{given.out}: {size:.0f} MB in {len(files)} files. Look at it: python3 -m http.server -d {given.out}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
