"""The course's functions as a submission finds them: ``check`` keeps what it is given, the rest does nothing.

Widgets, quizzes, hints and solutions are for people; in the box their keys are not there either.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from course.check.results import untouched
from course.classroom.run import wire
from course.classroom.run.shell import TimeUp, said

if TYPE_CHECKING:
    from course.classroom.run.frames import Channel

AT_ONCE: Final = 20
"""Checks of one exercise that are sent at once; later ones wait for the end of the cell, so that a loop sends one."""


class Quiet:
    """Stands for a widget: shows nothing, and takes any attribute and any call."""

    def __call__(self, *_arguments: object, **_named: object) -> Quiet:
        """Return itself."""
        return self

    def __getattr__(self, name: str) -> Quiet:
        """Return itself for any public name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __repr__(self) -> str:
        """Return nothing to read."""
        return ""


QUIET: Final = Quiet()


class Recorder:
    """Takes answers and sends them.

    Parameters
    ----------
    channel : Channel
        To the other end.
    tasks : list of dict
        ``id``, ``name``, ``function`` and the ``inputs`` of each, in wire format.
    """

    def __init__(self, channel: Channel, tasks: list[dict[str, Any]]) -> None:
        self._channel = channel
        self._tasks = {task["id"]: task for task in tasks}
        self._sent = dict.fromkeys(self._tasks, 0)
        self._answered: set[str] = set()
        self._late: dict[str, Any] = {}

    def check(self, eid: object = "", value: object = ..., *_more: object, **_named: object) -> Quiet:
        """Keep a value, as ``course.check`` is called by the notebook; an ID of no exercise of ours is nothing."""
        if isinstance(eid, str) and eid in self._tasks:
            if not untouched(value):
                self._answered.add(eid)
            self._sent[eid] += 1
            if self._sent[eid] <= AT_ONCE:
                self._send(eid, value)
            else:
                self._late[eid] = value
        return QUIET

    def flush(self) -> None:
        """Send what waits for the end of a cell."""
        late, self._late = self._late, {}
        for eid, value in late.items():
            self._send(eid, value)

    def look_up(self, names: dict[str, Any]) -> None:
        """Take the variables of our own copy of the notebook for exercises of which nothing was handed over."""
        for eid, task in self._tasks.items():
            if eid not in self._answered and task["name"] in names:
                self._send(eid, names[task["name"]])

    def _send(self, eid: str, value: object) -> None:
        if self._tasks[eid]["function"] and callable(value) and not isinstance(value, type):
            self._call(eid, value)
        else:
            self._channel.send({"kind": "value", "task": eid, "value": wire.encode(value)})

    def _call(self, eid: str, function: Any) -> None:  # noqa: ANN401
        """Call a function with our inputs, each made anew, and send what it answers to each."""
        self._channel.send({"kind": "calls", "task": eid})
        for number, inputs in enumerate(self._tasks[eid]["inputs"]):
            about = {"task": eid, "case": number}
            try:
                returned = function(*(argument(part) for part in wire.decode(inputs)))
            except BaseException as error:
                self._channel.send({"kind": "raised", **about, "error": said(error)})
                if isinstance(error, TimeUp | MemoryError):
                    raise
            else:
                self._channel.send({"kind": "returned", **about, "value": wire.encode(returned)})


def argument(part: Any) -> Any:  # noqa: ANN401
    """Make one input, as `course.check.functions` makes it."""
    if isinstance(part, dict) and set(part) == {"table"}:
        import pandas as pd  # noqa: PLC0415  (only where a function takes a table)

        return pd.DataFrame(part["table"]["rows"], columns=part["table"]["columns"])
    return deepcopy(part)


def silence(course: Any) -> None:  # noqa: ANN401  (the package)
    """Put quiet stand-ins in the place of everything that shows, asks or knows answers."""
    shown = {"show"}
    for name, home in course._HOME.items():  # noqa: SLF001  (the package's own list of what it offers)
        if home.startswith("course.widgets.") or name in shown:
            setattr(course, name, QUIET)
