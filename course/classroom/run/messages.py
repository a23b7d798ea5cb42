"""What a student's process may say, and nothing else. Its code can forge any of this: at most, that is an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.classroom.run.frames import Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 300
"""Characters of an error that are kept."""

_FORMS: Final[dict[str, dict[str, type | tuple[type, ...]]]] = {
    "ready": {},
    "refused": {"reason": str},
    "begin": {"cell": int},
    "done": {"cell": int, "error": (str, type(None))},
    "value": {"task": str, "value": object},
    "calls": {"task": str},
    "returned": {"task": str, "case": int, "value": object},
    "raised": {"task": str, "case": int, "error": str},
    "end": {},
}
"""Kind of message to its fields and their types."""


def checked(message: Any, cells: int, cases: Mapping[str, int]) -> dict[str, Any]:  # noqa: ANN401
    """Check the form of one message.

    Parameters
    ----------
    message : object
        As parsed.
    cells : int
        How many cells the submission has; the number after the last one stands for what comes after them.
    cases : mapping of str to int
        Exercise ID to how many inputs of ours it has.

    Returns
    -------
    dict
        The message itself.

    Raises
    ------
    Malformed
        If it is anything else than `_FORMS` describes, or out of range.
    """
    kind = message.get("kind") if isinstance(message, dict) else None
    form = _FORMS.get(kind) if isinstance(kind, str) else None
    if form is None or set(message) != {"kind", *form}:
        raise Malformed("it sent a message of no known kind")
    for name, wanted in form.items():
        if not isinstance(message[name], wanted) or (wanted is int and isinstance(message[name], bool)):
            raise Malformed(f"it sent a message with a wrong {name}")
    if "cell" in message and not 0 <= message["cell"] <= cells:
        raise Malformed("it sent a cell that does not exist")
    if "task" in message and message["task"] not in cases:
        raise Malformed("it sent an exercise that was not asked for")
    if "case" in message and not 0 <= message["case"] < cases[message["task"]]:
        raise Malformed("it sent a case that does not exist")
    return message  # type: ignore[no-any-return]
