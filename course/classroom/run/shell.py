"""An IPython shell that keeps what cells compute and throws away what they show."""

from __future__ import annotations

import ast
import io
import re
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

LONGEST: Final = 200
"""Characters of an error that are sent."""

_PROMPT: Final = re.compile(r"^\s*(In \[|>>>|\.\.\.)", re.MULTILINE)
"""Prompts that were copied with the code: IPython takes them away, though ``In [1]: x`` is Python as well."""


class TimeUp(BaseException):
    """Raised in a cell when its time is over; not an Exception, so that ``except Exception`` lets it through."""


class TooMuchPrinted(Exception):  # noqa: N818  (its name is what the student reads)
    """Raised by print when a run has printed all that it may."""


class _Counter(io.RawIOBase):
    """Counts bytes and forgets them.

    Parameters
    ----------
    limit : int
        Bytes that may be written.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401  (anything with a length in bytes)
        size = len(data)
        self._left -= size
        if self._left < 0:
            raise TooMuchPrinted("the notebook printed more than it may")
        return size


def count_output(limit: int) -> None:
    """Send all that is printed from now on nowhere, and stop at `limit` bytes."""
    stream = io.TextIOWrapper(_Counter(limit), encoding="utf-8", errors="replace", write_through=True)  # type: ignore[type-var]
    sys.stdout = sys.stderr = stream
    sys.stdin = io.StringIO()


def make() -> InteractiveShell:
    """Make the shell that every submission inherits. It has one thread and no history on disk.

    Displays are taken and dropped without being drawn: nothing of what a cell shows counts.
    """
    from IPython.core.displayhook import DisplayHook  # noqa: PLC0415
    from IPython.core.displaypub import DisplayPublisher  # noqa: PLC0415
    from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    class Hook(DisplayHook):
        def compute_format_data(self, _result: object) -> tuple[dict[str, Any], dict[str, Any]]:
            return {}, {}

        def write_format_data(self, *_arguments: object, **_named: object) -> None:
            return

    class Publisher(DisplayPublisher):
        def publish(self, *_arguments: object, **_named: object) -> None:
            return

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryAccessor.enabled = False
    config.InteractiveShell.displayhook_class = Hook
    config.InteractiveShell.display_pub_class = Publisher
    shell: InteractiveShell = InteractiveShell.instance(config=config)
    shell.InteractiveTB.set_mode("Plain")
    _forget_displays(shell)
    _transform_only_what_needs_it(shell.input_transformer_manager)
    return shell


def _forget_displays(shell: Any) -> None:  # noqa: ANN401  (attributes of another library)
    shell.display_formatter.format = lambda *_arguments, **_named: ({}, {})
    shell.showtraceback = lambda *_arguments, **_named: None  # nobody reads it, and colouring one takes 10 ms
    shell.showsyntaxerror = shell.showtraceback
    shell.showindentationerror = shell.showtraceback
    shell.ask_exit = lambda: None


def _transform_only_what_needs_it(manager: Any) -> None:  # noqa: ANN401  (IPython's TransformerManager)
    """Look for magics only in cells that are no Python as they stand; IPython reads every cell twice for them."""
    transform = manager.transform_cell
    parts = (manager.cleanup_transforms, manager.line_transforms, manager.token_transformers)
    known = [len(part) for part in parts]

    def transform_cell(cell: str) -> Any:  # noqa: ANN401  (text, unless a submission has changed that too)
        if [len(part) for part in parts] != known or _PROMPT.search(cell):
            return transform(cell)
        try:
            ast.parse(cell)
        except Exception:  # noqa: BLE001  (whatever it is, IPython says it in its own words)
            return transform(cell)
        return cell if cell.endswith("\n") else cell + "\n"

    manager.transform_cell = transform_cell


def run_cell(shell: Any, source: str) -> str | None:  # noqa: ANN401
    """Run one cell.

    Parameters
    ----------
    shell : InteractiveShell
        From `make`.
    source : str
        The code, magics included.

    Returns
    -------
    str or None
        The last line of its error; None if it had none.
    """
    result = shell.run_cell(source, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    return None if error is None else said(error)


def said(error: BaseException, cut: Callable[[str], str] = lambda text: text[:LONGEST]) -> str:
    """Write an error as its last line: type and text. Its text may be made by the student's code."""
    name = "TimeoutError" if isinstance(error, TimeUp) else type(error).__name__
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001  (an error that cannot even say what it is)
        text = ""
    return cut(f"{name}: {text}" if text else name)
