"""Confinement of a student's process, in layers, each probed before it is trusted.

Levels: ``full`` has every layer; ``container`` is the set that works where namespaces are refused, as inside most
containers; ``none`` is anything less.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LEVELS: Final = ("none", "container", "full")
NAMESPACES, LANDLOCK, SECCOMP, LIMITS = "namespaces", "Landlock", "seccomp", "limits"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of confinement.

    Parameters
    ----------
    name : str
        ``namespaces``, ``Landlock``, ``seccomp`` or ``limits``.
    works : bool
        Whether it held when it was tried.
    reason : str
        What it keeps off, or why it is not to be had.
    """

    name: str
    works: bool
    reason: str


def level(layers: list[Layer]) -> str:
    """Name what these layers amount to."""
    works = {layer.name for layer in layers if layer.works}
    if works >= {NAMESPACES, LANDLOCK, SECCOMP, LIMITS}:
        return "full"
    return "container" if works >= {LANDLOCK, SECCOMP, LIMITS} else "none"


def tried(attempt: Callable[[], str]) -> tuple[bool, str]:
    """Run `attempt` in a child process of its own and hand back whether it held, and what it said.

    What it does to its process is gone afterwards. Linux only.
    """
    works, said = _begun(attempt)()
    return works, str(said)


def begun(probe: Callable[[], list[Layer]]) -> Callable[[], list[Layer]]:
    """Begin to probe in a child process of its own; the function that comes back waits for what it found.

    If that process dies, no layer is there, and the reason says so.
    """
    wait = _begun(lambda: [asdict(layer) for layer in probe()])

    def layers() -> list[Layer]:
        works, found = wait()
        if works:
            return [Layer(**layer) for layer in found]
        return [Layer(name, False, str(found)) for name in (NAMESPACES, LANDLOCK, SECCOMP, LIMITS)]

    return layers


def _begun(attempt: Callable[[], Any]) -> Callable[[], tuple[bool, Any]]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _report(attempt, writing)
    os.close(writing)

    def wait() -> tuple[bool, Any]:
        with os.fdopen(reading, "rb") as answer:
            said = answer.read()
        os.waitpid(child, 0)
        try:
            works, found = json.loads(said)
        except ValueError:
            return False, "its test process died"
        return bool(works), found

    return wait


def _report(attempt: Callable[[], Any], writing: int) -> None:
    """Say how it went and leave, whatever happens: this process must not go on as a copy of its parent."""
    try:
        try:
            answer = [True, attempt()]
        except BaseException as error:  # noqa: BLE001  (a layer that fails in any way is not there)
            answer = [False, f"{type(error).__name__}: {error}"]
        os.write(writing, json.dumps(answer).encode())
    finally:
        os._exit(0)
