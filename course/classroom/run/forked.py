"""A forked kernel as its client holds it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import socket

STEP: Final = 0.002
"""Seconds between two looks."""


class Copy:
    """A kernel that was forked, with what `subprocess.Popen` has and `LocalProvisioner` uses.

    Parameters
    ----------
    line : socket
        To the warm process, which reports how the kernel ended.
    pid : int
        Its process.
    alive : int
        Handle of it, which stays its own when the number is used again.
    """

    stdin = stdout = stderr = None

    def __init__(self, line: socket.socket, pid: int, alive: int) -> None:
        self._line, self.pid, self._alive = line.detach(), pid, alive
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Whether it has ended, and how."""
        if self.returncode is None and readable(self._line):
            try:
                said = os.read(self._line, 4096)
            except OSError:
                said = b""
            # without a word the warm process has gone, and its kernels are killed with it
            self.returncode = json.loads(said)["status"] if said else -signal.SIGKILL
            self._release()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Raises
        ------
        subprocess.TimeoutExpired
            If it takes longer.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(STEP)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._alive, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _release(self) -> None:
        for handle in (self._line, self._alive):
            if handle >= 0:
                os.close(handle)
        self._line = self._alive = -1

    def __del__(self) -> None:
        self._release()


def readable(handle: int) -> bool:
    """Whether something can be read from it now."""
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    return bool(waiting.poll(0))
