"""From what came back to what a check can judge: functions answer again what they answered in the box."""

from __future__ import annotations

import re
from typing import Any, Final

from course.check.functions import Recorded
from course.check.results import untouched
from course.classroom.model import ABSENT

_NAMED_ERROR: Final = re.compile(r"([^\W\d]\w{0,79})(?:: (.*))?", re.DOTALL)


class Returned(list[dict[str, Any]]):
    """What a student's function returned for each of our inputs: ``{"value": ...}`` or ``{"error": "..."}``."""


def judgeable(value: object) -> object:
    """Make a value of `course.classroom.model.Ran` ready for `course.check.compare.judge`.

    Parameters
    ----------
    value : object
        One of ``Ran.values``.

    Returns
    -------
    object
        A function that gives the recorded answers in their order, for a `Returned`; Ellipsis, which is not attempted,
        for `ABSENT`; anything else as it is.
    """
    if isinstance(value, Returned):
        return _again(value)
    return ... if value is ABSENT else value


def _again(recorded: Returned) -> Recorded:
    answers = iter(recorded)

    def next_answer() -> object:
        answer = next(answers, {"error": "RuntimeError: it was not called"})
        if "error" in answer:
            raise _error(answer["error"])
        return answer["value"]

    return Recorded(next_answer)


def _error(line: str) -> Exception:
    """Make an error with the name and the text that the student's had."""
    match = _NAMED_ERROR.fullmatch(line)
    name, text = (match[1], match[2] or "") if match else ("Error", line)
    kind: type[Exception] = type(name, (Exception,), {})
    return kind(text)


def better(new: object, old: object) -> bool:
    """Whether a value takes the place of one that came before: the last one that is an answer at all counts."""
    return not _empty(new) or _empty(old)


def _empty(value: object) -> bool:
    if isinstance(value, Returned):
        return not value
    return value is ABSENT or untouched(value)
