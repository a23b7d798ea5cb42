"""The learner's own record: one JSON file on the learner's machine, saved at every change, never sent anywhere."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

from course import paths
from course.casefile.merge import CaseFileError, NewerVersionError, parse, plain
from course.casefile.store import CaseStore, reason
from course.casefile.summary import PARTS, MergeReport, part_of, report, summarise, work

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PARTS", "CaseFile", "CaseFileError", "MergeReport", "NewerVersionError", "current", "part_of"]

_TRACKS: Final = ("read", "operate", "code")
_ROW: Final = {"claim_a": "", "claim_b": "", "passages": [], "best": "", "status": "unknown"}
_STATUS: Final = ("settled", "contested", "unknown")


class CaseFile(CaseStore):
    """A learner's answers, texts, conflict log and the state of the front-ends.

    Notes
    -----
    No method raises because of the disk: what cannot be saved stays in memory, `notices` says so once, and every later
    change tries again (only `erase` raises, because it must not seem done). Methods raise `CaseFileError` for what
    they are given.
    """

    downloaded: str | None = None
    """When the learner last downloaded a copy, as far as this process knows."""

    @classmethod
    def open(cls, path: Path, **options: Any) -> CaseFile:  # noqa: ANN401  (handed on to the constructor)
        """Open a case file, or begin one where there is none.

        Parameters
        ----------
        path : Path
            Where the file is or will be.
        **options
            ``clock``: gives the present moment with its time zone.

        Returns
        -------
        CaseFile
            Always a working one; `notices` says what was wrong with the file, if anything.
        """
        return cls(path, **options)

    @property
    def code(self) -> str:
        """Six letters that stand for the learner; drawn on this machine."""
        return str(self._state["code"])

    @property
    def track(self) -> str | None:
        """How the learner works: ``read``, ``operate`` or ``code``; None before the choice."""
        track: str | None = self._fresh()["track"]
        return track

    @property
    def name(self) -> str | None:
        """What the learner typed as a name; None unless typed."""
        name: str | None = self._fresh()["name"]
        return name

    @property
    def updated(self) -> str:
        """Moment of the last change, in UTC."""
        return str(self._state["updated"])

    def answers(self) -> dict[str, list[dict[str, Any]]]:
        """Return all attempts by question, oldest first."""
        return dict(self._fresh()["answers"])

    def exercises(self) -> dict[str, list[dict[str, Any]]]:
        """Return all checks by exercise, oldest first."""
        return dict(self._fresh()["exercises"])

    def writing(self, qid: str) -> str:
        """Return the latest text for a question; empty if there is none."""
        versions = self._fresh()["writing"].get(qid)
        return str(versions[-1]["text"]) if versions else ""

    def recall(self, widget_id: str) -> dict[str, Any]:
        """Return the value last kept for a front-end, or an empty dict."""
        kept = self._fresh()["widgets"].get(widget_id)
        return dict(plain(kept["value"])) if kept else {}

    def conflicts(self) -> list[dict[str, Any]]:
        """Return the rows of the conflict log, oldest first."""
        return [{**_ROW, **plain(row)} for row in self._fresh()["conflicts"] if not row.get("removed")]

    def summary(self) -> dict[str, Any]:
        """Count what is done; see `course.casefile.summary.summarise`."""
        return summarise(self._fresh())

    def record_answer(self, qid: str, attempt: dict[str, Any]) -> None:
        """Keep one attempt at a question. Keeping the same attempt again changes nothing.

        Parameters
        ----------
        qid : str
            ID of the question.
        attempt : dict
            ``at`` (UTC; now, if missing), ``response``, ``confidence``, ``outcome``.
        """
        self._record("answers", qid, {**attempt, "at": self._moment(attempt.get("at"))})

    def record_exercise(self, eid: str, outcome: str, value: object) -> None:
        """Keep one check of an exercise.

        Parameters
        ----------
        eid : str
            ID of the exercise.
        outcome : str
            One of `course.model.Outcome`.
        value : object
            What was checked; at most 1000 characters of its ``repr`` are kept.
        """
        self._record(
            "exercises", eid, {"at": self._moment(), "outcome": str(outcome), "value": repr(value)[:1000]}
        )

    def record_writing(self, qid: str, text: str, level: int | None = None) -> None:
        """Keep a version of a text, unless neither text nor level has changed.

        Parameters
        ----------
        qid : str
            ID of the question.
        text : str
            What the learner wrote.
        level : int, optional
            The learner's own score.
        """
        versions = self._fresh()["writing"].get(qid)
        last = versions[-1] if versions else {"at": None, "text": "", "level": None}
        if (text, level) not in ((last["text"], None), (last["text"], last.get("level"))):
            at = self._later_than(last["at"])
            self._record("writing", qid, {"at": at, "text": text, "level": level})

    def _record(self, section: str, key: str, entry: dict[str, Any]) -> None:
        kept = plain(entry)
        if kept not in self._fresh()[section].get(key, []):
            self._apply({section: {key: [kept]}})

    def remember(self, widget_id: str, value: dict[str, Any]) -> None:
        """Keep the present state of a front-end, unless it is what was kept last."""
        kept = plain(value)
        if self.recall(widget_id) != kept:
            at = self._later_than(self._state["widgets"].get(widget_id, {}).get("at"))
            self._apply({"widgets": {widget_id: {"at": at, "value": kept}}})

    def visit(self, lesson: str) -> None:
        """Note that a lesson was opened now."""
        moment = self._moment()
        self._apply({"visits": {lesson: {"first": moment, "last": moment}}})

    def set_track(self, track: str | None) -> None:
        """Choose how to work: ``read``, ``operate`` or ``code``."""
        if track is not None and track not in _TRACKS:
            raise CaseFileError(f"There is no track {track!r}. Choose one of: {', '.join(_TRACKS)}.")
        self._apply({"track": track, "track_at": self._later_than(self._fresh()["track_at"])})

    def set_name(self, name: str | None) -> None:
        """Put a name into the case file, or take it out again with None."""
        self._apply({"name": plain(name), "name_at": self._later_than(self._fresh()["name_at"])})

    def add_conflict(self, row: dict[str, Any]) -> str:
        """Add a row to the conflict log.

        Parameters
        ----------
        row : dict
            ``claim_a``, ``claim_b``, ``passages`` (list of IDs), ``best`` (evidence), ``status``; ``id`` where a
            front-end has made one.

        Returns
        -------
        str
            The row's ID.

        Raises
        ------
        CaseFileError
            There is no such status.
        """
        row_id = str(row.get("id") or f"c-{self._moment()}-{secrets.token_hex(3)}")
        self._keep_row({**_ROW, **_fields(row), "id": row_id})
        return row_id

    def update_conflict(self, row_id: str, changes: dict[str, Any]) -> None:
        """Change fields of a row of the conflict log."""
        rows = {row["id"]: row for row in self.conflicts()}
        if row_id not in rows:
            raise CaseFileError(
                f"The conflict log has no row {row_id!r}. It has: {', '.join(rows) or 'none'}."
            )
        self._keep_row({**rows[row_id], **_fields(changes)})

    def remove_conflict(self, row_id: str) -> None:
        """Take a row out of the conflict log. Its ID stays, so that no older copy brings it back."""
        if any(row["id"] == row_id for row in self.conflicts()):
            self._keep_row({"id": row_id, "removed": True})

    def _keep_row(self, row: dict[str, Any]) -> None:
        before = {known["id"]: known["at"] for known in self._fresh()["conflicts"]}
        self._apply({"conflicts": [{**plain(row), "at": self._later_than(before.get(row["id"]))}]})

    def merge(self, text: str) -> MergeReport:
        """Restore: bring in everything from another copy of the case file.

        Parameters
        ----------
        text : str
            Content of a downloaded case file.

        Returns
        -------
        MergeReport
            What was new. The code stays, unless nothing had been done under it: then the restored one goes on.

        Raises
        ------
        CaseFileError
            The text is not a case file, is too large, or comes from a newer course. Nothing has changed.
        """
        incoming, unreadable = parse(text)
        before = self._fresh()
        self._apply(incoming, adopt=not work(before).total())
        self._restored()
        return report(work(before), work(self._state), unreadable, self.code)

    def erase(self) -> Path | None:
        """Empty the case file and draw a new code.

        Returns
        -------
        Path or None
            Copy of what was erased, beside the case file; None if there was nothing.

        Raises
        ------
        CaseFileError
            The file cannot be written. Nothing was erased.
        """
        state = self._fresh()
        try:
            backup = self._start_again(backup=bool(work(state).total() or state["widgets"]))
        except (OSError, NewerVersionError) as error:
            raise CaseFileError(
                f"The case file could not be erased: {reason(error)} Nothing has changed."
            ) from error
        self._restored()
        return backup


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a row that the log knows, if they hold what it can keep."""
    fields = {key: row[key] for key in _ROW if key in row}
    if fields.get("status", "unknown") not in _STATUS:
        raise CaseFileError(f"There is no status {fields['status']!r}. Choose one of: {', '.join(_STATUS)}.")
    if isinstance(fields.get("passages", []), str):
        raise CaseFileError(
            "The paragraphs of a conflict are a list of IDs, such as ['GVS-P04', 'WSWS-P05']."
        )
    return fields


_open: dict[Path, CaseFile] = {}


def current() -> CaseFile:
    """Return the learner's case file: one for the whole process.

    Returns
    -------
    CaseFile
        The file at `course.paths.case_file`; ``COURSE_CASE_FILE`` puts it elsewhere.
    """
    path = paths.case_file()
    if path not in _open:
        _open[path] = CaseFile.open(path)
    return _open[path]
