"""``course doctor``: what is installed, what works, and what to do about anything that does not."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course import paths
from course.model import CourseError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

NEEDED: Final = ("jupyterlab", "ipywidgets", "anywidget", "pandas", "altair", "nbval")
AGAIN: Final = "Run: python3 -m pip install uv && uv sync"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report.

    Parameters
    ----------
    state : str
        ``ok``, ``note`` (works, could be better) or ``mend``.
    what : str
        What was looked at and what was found.
    advice : str
        What to do, for anything but ``ok``.
    """

    state: str
    what: str
    advice: str = ""


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``doctor`` to the commands."""
    doctor = commands.add_parser("doctor", help="say what is installed, what works, and what to do")
    doctor.set_defaults(func=run)


def run(_: argparse.Namespace) -> int:
    """Print every finding; 1 if something must be mended."""
    signs = {"ok": "ok  ", "note": "note", "mend": "MEND"}
    findings = [finding for check in CHECKS for finding in _guarded(check)]
    for finding in findings:
        print(f"{signs[finding.state]}  {finding.what}")
        if finding.advice:
            print(f"      -> {finding.advice}")
    broken = sum(finding.state == "mend" for finding in findings)
    print("\nAll is well." if not broken else f"\n{broken} thing(s) to mend, marked MEND above.")
    return 1 if broken else 0


def _guarded(check: Callable[[], list[Finding]]) -> list[Finding]:
    """A check that breaks is a finding, not a crash."""
    try:
        return check()
    except CourseError as error:
        return [Finding("mend", f"{check.__name__.strip('_')}: {error}")]  # it says itself what to do
    except Exception as error:  # noqa: BLE001  (whatever it is, the person should read it)
        return [Finding("mend", f"{check.__name__.strip('_')}: {type(error).__name__}: {error}", AGAIN)]


def _python() -> list[Finding]:
    found = f"Python {platform.python_version()} on {platform.system()} ({sys.prefix})"
    if sys.version_info >= (3, 11):  # noqa: UP036  (the doctor may be called by another Python than the one required)
        return [Finding("ok", found)]
    return [
        Finding("mend", found, "The course needs Python 3.11 or newer: https://www.python.org/downloads/")
    ]


def _packages() -> list[Finding]:
    findings = []
    for name in NEEDED:
        try:
            findings.append(Finding("ok", f"{name} {importlib.metadata.version(name)}"))
        except importlib.metadata.PackageNotFoundError:
            findings.append(Finding("mend", f"{name} is not installed", AGAIN))
    return findings


def _speed() -> list[Finding]:
    """What makes every kernel start later: one optional package, and compiled code that is not kept."""
    return [_optional_package(), *([_never_compiled()] if sys.dont_write_bytecode else [])]


def _never_compiled() -> Finding:
    said = "start-up: Python is told not to keep compiled code, so everything starts more slowly"
    return Finding("note", said, "Take PYTHONDONTWRITEBYTECODE out of your environment, then start again.")


def _optional_package() -> Finding:
    try:
        importlib.metadata.version("rfc3987-syntax")
    except importlib.metadata.PackageNotFoundError:
        return Finding("ok", "start-up: no slow optional packages")
    advice = "Optional: python3 -m pip uninstall -y rfc3987-syntax lark (nothing in the course uses them)"
    said = "start-up: rfc3987-syntax makes JupyterLab and charts start about a second later"
    return Finding("note", said, advice)


def _kernel() -> list[Finding]:
    """Notebooks ask for a kernel by its name; a kernel of that name may belong to another Python."""
    from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415

    spec = KernelSpecManager().get_kernel_spec("python3")
    called = spec.argv[0]
    if Path(called).parent in (
        Path(),
        Path(sys.executable).parent,
    ):  # a bare name means the Python of the server
        return [Finding("ok", "kernel: notebooks run in this Python")]
    advice = (
        f"Rename or remove {spec.resource_dir}; then notebooks run in the Python that JupyterLab runs in."
    )
    return [Finding("mend", f"kernel: notebooks would run in another Python, {called}", advice)]


def _widgets() -> list[Finding]:
    """The Python side makes a widget; the browser side is an extension that JupyterLab finds in these folders."""
    from jupyter_core.paths import jupyter_path  # noqa: PLC0415

    from course.casefile import CaseFile  # noqa: PLC0415
    from course.widgets.casebox import casebox_widget  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:  # looking must not make a case file
        casebox_widget(CaseFile.open(Path(scratch, "case-file.json")))
    wanted = {"@jupyter-widgets/jupyterlab-manager": "ipywidgets", "anywidget": "anywidget"}
    folders = [Path(folder) for folder in jupyter_path("labextensions")]
    missing = [package for name, package in wanted.items() if not any((f / name).is_dir() for f in folders)]
    if missing:
        return [Finding("mend", f"widgets: JupyterLab will not find {', '.join(missing)}", AGAIN)]
    return [Finding("ok", "widgets: Python side works, JupyterLab will find its side")]


def _charts() -> list[Finding]:
    import course  # noqa: PLC0415

    chart = course.charts.fact_matrix(course.load("facts"))
    bundle: Any = chart._repr_mimebundle_()
    data: dict[str, Any] = bundle[0] if isinstance(bundle, tuple) else bundle
    if "application/vnd.vegalite.v5+json" in data:
        return [Finding("ok", "charts: drawn by JupyterLab itself, no network needed")]
    return [Finding("mend", f"charts: JupyterLab cannot draw what they send ({', '.join(data)})", AGAIN)]


def _data() -> list[Finding]:
    from course import data  # noqa: PLC0415

    names = data.table_names()
    for name in names:
        data.load(name)
    return [Finding("ok", f"data: {len(names)} tables, all valid ({paths.data()})")]


def _texts() -> list[Finding]:
    from course.text import library  # noqa: PLC0415

    found = [status for status in library.status() if status.state != "absent"]
    if not found:
        what = "texts: none; the course shows summaries and short excerpts, and all of it works"
        return [Finding("note", what, "Optional. If you hold lawful copies: course texts add FOLDER")]
    bad = [status for status in found if status.state == "damaged"]
    said = ", ".join(f"{status.article} {status.present} of {status.total} paragraphs" for status in found)
    if bad:
        names = " ".join(status.article for status in bad)
        return [
            Finding(
                "mend", f"texts: damaged: {names}", f"Run: course texts remove {names}, then add them again"
            )
        ]
    return [Finding("ok", f"texts: {said} ({paths.texts()})")]


def _case_file() -> list[Finding]:
    file = paths.case_file()
    folder = file.parent
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
        advice = "Set COURSE_CASE_FILE to a file in a folder of yours, or download the case file after each lesson."
        return [Finding("mend", f"case file: {folder} cannot be written", advice)]
    if not file.exists():
        return [Finding("ok", f"case file: {file} (made with the first answer)")]
    return _opened(file)


def _opened(file: Path) -> list[Finding]:
    """What opening the case file would say, tried on a copy: looking must not change it."""
    from course.casefile import CaseFile, disk  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        for one in (file, disk.beside(file, "bak")):
            if one.exists():
                shutil.copyfile(one, Path(scratch, one.name))
        notices = CaseFile.open(Path(scratch, file.name)).notices
    if not notices:
        return [Finding("ok", f"case file: {file}")]
    advice = (
        "Lessons run all the same. If you have a downloaded copy of your case file, restore it in lesson 0."
    )
    return [Finding("note", f"case file: {file}: {' '.join(notices)}", advice)]


def _notebooks() -> list[Finding]:
    found = sorted(path.name for path in (paths.root() / "notebooks").glob("*.ipynb"))
    if not found:
        advice = "Get the whole course (clone its repository or unpack its ZIP file) and start from there."
        return [Finding("mend", "notebooks: none in this copy of the course", advice)]
    return [Finding("ok", f"notebooks: {', '.join(found)}")]


def _grading() -> list[Finding]:
    """Layers that confine submissions; for instructors only, whose tools students do not have."""
    try:
        import rich  # noqa: F401, PLC0415

        from course.classroom import run  # noqa: PLC0415
    except ImportError:
        return []  # a student's copy
    layers = run.capabilities()
    level = run.level(layers)
    works = "; ".join(f"{layer.name} ({layer.reason})" for layer in layers if layer.works)
    missing = "; ".join(f"{layer.name}: {layer.reason}" for layer in layers if not layer.works)
    said = f"grading: submissions are confined, level {level}: {works}"
    if level == "full":
        return [Finding("ok", said)]
    if level == "container":
        return [Finding("note", said, f"Good enough for a container. Missing: {missing}")]
    advice = f"Grade on Linux 5.13 or newer. Missing: {missing}. `course grade` refuses here, unless you trust every submission."
    return [Finding("note", "grading: submissions cannot be confined on this system", advice)]


CHECKS: Final[tuple[Callable[[], list[Finding]], ...]] = (
    _python,
    _packages,
    _speed,
    _kernel,
    _widgets,
    _charts,
    _data,
    _texts,
    _case_file,
    _notebooks,
    _grading,
)

__all__ = ["CHECKS", "CourseError", "Finding", "register", "run"]
