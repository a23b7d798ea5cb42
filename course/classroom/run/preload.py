"""What a warm kernel finds imported, and what tells whether an import of today would still find the same.

Nothing that only looks like an import is done here: no cell runs, no chart is made, no shell exists. ``course.charts``
stays out, because importing it changes the theme of every chart, and a notebook must see that when it asks for it.
"""

from __future__ import annotations

import builtins
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KERNEL: Final = "ipykernel.kernelapp"
"""Reads the environment when it is imported, so each copy imports it anew; what it imports stays."""
_READ_AGAIN: Final = {"JPY_INTERRUPT_EVENT", "JPY_PARENT_PID", "OPENBLAS_NUM_THREADS", "PATH"}
_HIDDEN: Final = "rfc3987_syntax"
"""See `course.charts`: a second of every start, for a checker of addresses that no chart uses."""
ITS_OWN: Final = (
    KERNEL,
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "ipykernel.subshell_manager",
    "IPython.core.completer",
    "IPython.core.ultratb",
    "IPython.lib.pretty",
    "psutil",
)
"""What a kernel imports before there is a shell. Some of it keeps the standard output that it finds."""
MODULES: Final = (
    "pygments.formatters.html",
    "pygments.formatters.latex",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "stack_data",
    "numpy.random",
    "pandas",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "encodings.utf_8_sig",
    "altair",
    "narwhals._interchange.dataframe",
    "narwhals._pandas_like.dataframe",
    "narwhals._pandas_like.namespace",
    "narwhals._pandas_like.series",
    "narwhals.stable.v1._namespace",
    "ipywidgets",
    "anywidget",
    "yaml",
    "course.data",
    "course.check",
    "course.casefile",
    "course.quiz",
    "course.text.library",
    "course.text.reference",
    "course.widgets.activities",
    "course.widgets.cards",
    "course.widgets.desk",
    "course.widgets.kit",
)
"""What notebooks import and what shows their results. Those that are not there, or of another version, are left out."""


def import_all() -> set[str]:
    """Import what notebooks import.

    Returns
    -------
    set of str
        Names of the variables of the environment that were looked at meanwhile.
    """
    sys.modules.setdefault(_HIDDEN, None)  # type: ignore[arg-type]
    with _Watched() as seen:
        _import(ITS_OWN)
        with _InKernel():
            _import(MODULES)
    if sys.modules[_HIDDEN] is None:
        del sys.modules[_HIDDEN]
    widgets = sys.modules["ipywidgets"]
    widgets.register_comm_target()  # it does so itself where a shell exists when it is imported
    package, _, module = KERNEL.rpartition(".")
    del sys.modules[KERNEL]
    delattr(sys.modules[package], module)
    return seen - _READ_AGAIN


def _import(names: Iterable[str]) -> None:
    for name in names:
        with suppress(ImportError):
            import_module(name)


class _Watched:
    """Notes which variables of the environment are looked at."""

    def __enter__(self) -> set[str]:
        seen: set[str] = set()
        kind: Any = type(os.environ)
        self._kept = {name: getattr(kind, name) for name in ("__getitem__", "__contains__")}
        for name, usual in self._kept.items():
            setattr(kind, name, self._noting(usual, seen))
        return seen

    def __exit__(self, *_: object) -> None:
        for name, usual in self._kept.items():
            setattr(type(os.environ), name, usual)

    @staticmethod
    def _noting(usual: Any, seen: set[str]) -> Any:  # noqa: ANN401  (a method)
        def looked(environ: Mapping[str, str], name: str) -> Any:  # noqa: ANN401
            if sys._getframe(1).f_code.co_name != "__iter__":  # noqa: SLF001  (who reads all of them means none)
                seen.add(os.fsdecode(name))
            return usual(environ, name)

        return looked


class _InKernel:
    """Tells whoever asks while it is imported that this is a kernel and no terminal: pandas does, and shows more columns."""

    kernel = None

    def __enter__(self) -> None:
        self._usual = sys.stdout
        sys.stdout = Path(os.devnull).open("w", encoding="UTF-8")  # spelt as kernels spell it
        builtins.get_ipython = lambda: self  # type: ignore[attr-defined]

    def __exit__(self, *_: object) -> None:
        sys.stdout.close()
        sys.stdout = self._usual
        del builtins.get_ipython  # type: ignore[attr-defined]


class Files:
    """The files that were imported, to see later whether an import would find others."""

    def __init__(self) -> None:
        self._times = {path: _changed(path) for path in self._all()}

    def _all(self) -> set[str]:
        imported = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
        places = {place for place in sys.path if Path(place).name in {"site-packages", "dist-packages"}}
        course = Path(str(sys.modules["course"].__file__)).parent  # front-ends are read when imported
        beside = {
            os.path.join(folder, name)  # noqa: PTH118  (a thousand times)
            for folder, _, names in os.walk(course)
            if not folder.endswith("__pycache__")
            for name in names
        }
        return {path for path in imported if path} | places | beside

    def same(self) -> bool:
        """Whether all are as they were."""
        return all(_changed(path) == time for path, time in self._times.items())


def _changed(path: str) -> int | None:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116  (two thousand times per kernel)
    except OSError:
        return None


def shadowed(folder: str) -> str | None:
    """Find a module of a notebook's folder that would have been imported instead of one that is imported already.

    Parameters
    ----------
    folder : str
        Where the kernel is to start, which is the first place where it looks for modules.
    """
    try:
        names = {entry.name.partition(".")[0]: entry for entry in os.scandir(folder) if _importable(entry)}
    except OSError:
        return None
    for name in names.keys() & (sys.modules.keys() - set(sys.builtin_module_names)):
        found = getattr(sys.modules[name], "__file__", None)
        if Path(folder).resolve() not in Path(found or "").resolve().parents:
            return name
    return None


def _importable(entry: os.DirEntry[str]) -> bool:
    if entry.is_dir():
        return Path(entry.path, "__init__.py").is_file()
    return entry.name.endswith((".py", ".pyc", ".so"))


def differing(names: Iterable[str], first: Mapping[str, str], second: Mapping[str, str]) -> str | None:
    """Find a variable whose value is not the same in two environments."""
    return next((name for name in sorted(names) if first.get(name) != second.get(name)), None)
