"""Python in a browser (JupyterLite) where pandas did not come along: say so in a line, and let *Run All* go on.

JupyterLite ends *Run All* at the first error, whatever the tags of the cell, so one missing table would take every
question after it away. Here a cell that wanted pandas says so and counts as run.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from typing import TYPE_CHECKING, Any, Final

from course.model import NoPandasError

if TYPE_CHECKING:
    from collections.abc import Callable

AGAIN: Final = "No table or chart here: pandas is missing."


def start() -> None:
    """Catch what comes of missing pandas in this notebook, if it is missing and this is a notebook."""
    shell_of = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)
    shell = shell_of()
    if shell is not None and importlib.util.find_spec("pandas") is None:
        shell.set_custom_exc((NoPandasError, ModuleNotFoundError, NameError), handler())


def handler() -> Callable[..., None]:
    """Make what IPython calls with an exception of a cell. It remembers which names no cell could make.

    Returns
    -------
    callable
        Takes the shell, the type of the exception, the exception, its traceback and an offset.
    """
    never_made: set[str] = set()
    told = False

    def said(shell: Any, _kind: type, error: Exception, _trace: object, tb_offset: int | None = None) -> None:  # noqa: ANN401
        nonlocal told
        if isinstance(error, ModuleNotFoundError):
            error_here = NoPandasError.instead_of(error)
        elif isinstance(error, NameError) and error.name in never_made:
            error_here = NoPandasError()
        else:
            error_here = error
        if not isinstance(error_here, NoPandasError):
            shell.showtraceback(tb_offset=tb_offset)
            return
        never_made.update(_names_of(shell.user_ns["In"][-1]) - set(shell.user_ns))
        print(AGAIN if told else error_here)
        told = True

    return said


def _names_of(cell: str) -> set[str]:
    """Names that a cell would have made."""
    try:
        nodes = list(ast.walk(ast.parse(cell)))
    except SyntaxError:  # a magic command
        return set()
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    aliases = [
        alias for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names
    ]
    return stored | defined | {alias.asname or alias.name.split(".")[0] for alias in aliases}
