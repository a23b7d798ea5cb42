"""A kernel provisioner for `jupyter_client`: Python kernels as copies of a process that has imported everything.

It is used only where it is asked for, with ``JUPYTER_DEFAULT_PROVISIONER_NAME=course-warm`` or in the metadata of a
kernel. Then nbgrader, nbval, nbclient and JupyterLab start kernels in a fraction of the time, unchanged. For your own
notebooks and for those that you would run anyway: a copy is not confined. `course grade` does not use it.

Where a copy would not be what a new process is, the kernel is started in the ordinary way: another language or another
Python, a system other than Linux, a module in the notebook's folder with the name of an imported one, a variable that
was read at import and is different now. What is left to tell a copy from a new process: modules that a notebook has
not imported yet are imported already, copies of one warm process order the elements of a set of words alike, and the
kernel is a child of the warm process, whose command line it shows.
"""

from __future__ import annotations

import asyncio
import os
import pathlib
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_client.connect import KernelConnectionInfo

    from course.classroom.run.askwarm import Launch
    from course.classroom.run.forked import Copy

_KNOWN: Final = {"cwd", "env", "extra_arguments", "independent", "kernel_id", "stderr", "stdin", "stdout"}
_PROGRAM: Final = ("-m", "ipykernel_launcher")


class WarmProvisioner(LocalProvisioner):
    """Starts Python kernels by forking, and all others as `LocalProvisioner` does."""

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Fork a kernel, or start it in the ordinary way where a fork would not be the same.

        Parameters
        ----------
        cmd : list of str
            Its command line.
        **kwargs
            For `subprocess.Popen`.
        """
        if not (sys.platform == "linux" and hasattr(os, "fork") and hasattr(os, "pidfd_open")):
            return await super().launch_kernel(cmd, **kwargs)
        from course.classroom.run import askwarm  # noqa: PLC0415  (nothing of it exists elsewhere)

        try:
            self.process = await _copied(cmd, kwargs)
        except (askwarm.Unsuited, OSError) as reason:
            self.log.debug("Kernel started in the ordinary way: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid  # it leads a group of its own
        self.cwd = kwargs.get("cwd", pathlib.Path.cwd())
        await askwarm.bound(self.process, self.connection_info)
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel, and notice it sooner than ten times a second."""
        for _ in range(100):
            if not self.process or self.process.poll() is not None:
                break
            await asyncio.sleep(0.005)
        return await super().wait()


async def _copied(cmd: list[str], wanted: Mapping[str, Any]) -> Copy:
    """Get a copy, or say why not."""
    from course.classroom.run import askwarm  # noqa: PLC0415

    strange = wanted.keys() - _KNOWN
    if strange or wanted.get("independent"):
        raise askwarm.Unsuited(f"it is to be started with {', '.join(sorted(strange)) or 'independence'}")
    with _Streams(wanted) as streams:
        return await askwarm.copy(_launch(cmd, wanted, streams))


def _launch(cmd: list[str], wanted: Mapping[str, Any], streams: tuple[int, int, int]) -> Launch:
    from course.classroom.run import askwarm  # noqa: PLC0415

    env = dict(os.environ if wanted.get("env") is None else wanted["env"])
    env["JPY_PARENT_PID"] = str(os.getpid())
    relative = [place for place in env.get("PYTHONPATH", "/").split(os.pathsep) if not place.startswith("/")]
    if relative or any(name.startswith("COVERAGE_PROCESS") for name in env):
        raise askwarm.Unsuited("its environment changes how Python starts")
    cwd = pathlib.Path(wanted.get("cwd") or ".").absolute()
    if not (cwd.is_dir() and os.access(cwd, os.X_OK)):
        raise askwarm.Unsuited(f"there is no folder {cwd}")
    return askwarm.Launch(*_divided(cmd), env, str(cwd), streams)


def _divided(cmd: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell what a command says to the interpreter from what it says to the kernel, if it starts ours."""
    from course.classroom.run import askwarm  # noqa: PLC0415

    words = [os.path.expanduser(word) for word in cmd]  # noqa: PTH111  (as `jupyter_client.launcher` does)
    at = next((n for n in range(1, len(words)) if tuple(words[n : n + 2]) == _PROGRAM), 0)
    flags = tuple(words[1:at])
    others = [flag for n, flag in enumerate(flags, 1) if flag[:1] != "-" and words[n - 1] not in {"-X", "-W"}]
    if not at or words[0] != sys.executable:
        raise askwarm.Unsuited("it is not a kernel of this Python")
    if others:
        raise askwarm.Unsuited("something else is started first")
    return flags, tuple(words[at + 2 :])


class _Streams:
    """Standard input, output and error of a kernel, as `jupyter_client.launcher` and `subprocess` choose them.

    Parameters
    ----------
    wanted : mapping
        What the client said of them.
    """

    def __init__(self, wanted: Mapping[str, Any]) -> None:
        self._wanted = wanted
        self._own: list[int] = []

    def __enter__(self) -> tuple[int, int, int]:
        try:
            output = self._handle("stdout", 1)
            error = output if self._wanted.get("stderr") == subprocess.STDOUT else self._handle("stderr", 2)
            return self._input(), output, error
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        for handle in self._own:
            os.close(handle)

    def _input(self) -> int:
        """Give it an end of file, where nothing else is said."""
        if self._wanted.get("stdin") is not None:
            return self._handle("stdin", 0)
        reading, writing = os.pipe()
        self._own.append(reading)
        os.close(writing)
        return reading

    def _handle(self, name: str, usual: int) -> int:
        from course.classroom.run import askwarm  # noqa: PLC0415

        asked = self._wanted.get(name)
        if asked is None:
            return usual
        if asked == subprocess.DEVNULL:
            self._own.append(os.open(os.devnull, os.O_RDWR))
            return self._own[-1]
        if asked == subprocess.PIPE:
            raise askwarm.Unsuited(f"its {name} is to be a pipe")
        return asked if isinstance(asked, int) else int(asked.fileno())
