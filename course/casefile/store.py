"""Keeping a case file: memory, disk and the other notebooks in step, whatever happens to the disk.

Two notebooks are two processes with one case file. So each change is itself a small case file, and every save takes
the lock, reads what is on the disk, merges the change into it and replaces the file as a whole. What cannot be saved
stays pending, and goes out with the next change.
"""

from __future__ import annotations

import errno
import json
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from course.casefile import disk
from course.casefile.merge import LIMIT, CaseFileError, NewerVersionError, State, blank, merge, parse, stamp

if TYPE_CHECKING:
    from pathlib import Path

_LETTERS: Final = "CDGHJKMNPQRTVWX"
"""Capitals that are not vowels (so no words) and are not mistaken for a digit or for one another."""

_DOWNLOAD: Final = "Download your case file now (run course.case_file()), so that nothing is lost."
_REASONS: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the folder is read-only",
    errno.EACCES: "the folder or the file is read-only",
    errno.EPERM: "the folder or the file is read-only",
}

Callback = Callable[[], None]


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def new_code() -> str:
    """Draw six letters, none of them three times."""
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(6))
        if max(map(code.count, code)) < 3:
            return code


def as_text(state: State) -> str:
    """Return a case file as compact JSON that any UTF-8 file can hold."""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":")) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")


class CaseStore:
    """The part of a case file that knows memory, disk and who is watching.

    Parameters
    ----------
    path : Path
        Where the file is or will be. Nothing is written before the first change.
    clock : callable, optional
        Gives the present moment with its time zone.

    Attributes
    ----------
    notices : list of str
        What the learner should know, one line each; an entry goes when its reason is gone.
    saved : bool
        Whether the disk holds everything. False: some of it is in this notebook's memory only.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = now) -> None:
        self.path = path.resolve()
        self.notices: list[str] = []
        self.saved = True
        self._clock = clock
        self._mutex = threading.RLock()
        self._on_change: list[Callback] = []
        self._on_restore: list[Callback] = []
        self._trouble: str | None = None
        self._seen: disk.Signature | None = None
        self._pending = self._begin()
        self._state = self._pending
        self.refresh()

    def refresh(self) -> None:
        """Take in what another notebook has saved since. Cheap if there is nothing new."""
        with self._mutex:
            if disk.signature(self.path) == self._seen:
                return
            try:
                self._load_locked()
            except (OSError, NewerVersionError) as error:
                self._keep_in_memory(error)

    def flush(self) -> None:
        """Put on the disk what is not there yet, a newly drawn code included."""
        if self._pending != blank():
            self._apply({})

    def to_json(self) -> str:
        """Return the whole case file as text, with everything that is not on the disk yet."""
        return as_text(self._state)

    def subscribe(self, callback: Callback) -> Callback:
        """Call back after every change; calling what is returned ends that."""
        return _watch(self._on_change, callback)

    def on_restore(self, callback: Callback) -> Callback:
        """Call back when the content was restored or erased as a whole; calling what is returned ends that."""
        return _watch(self._on_restore, callback)

    # ---- for the subclass -------------------------------------------------------------------------------------------

    def _fresh(self) -> State:
        self.refresh()
        return self._state

    def _moment(self, at: object = None) -> str:
        """Return a given moment in the form of the file, or now."""
        try:
            given = datetime.fromisoformat(at) if isinstance(at, str) else self._clock()
        except ValueError:
            given = self._clock()
        return stamp(given if given.tzinfo else given.replace(tzinfo=UTC))

    def _later_than(self, at: str | None) -> str:
        """Return now, or a moment after `at`: the newest wins, also where another machine's clock is ahead."""
        moment = self._moment()
        if at is None or moment > at:
            return moment
        with suppress(ValueError, OverflowError):
            moment = stamp(datetime.fromisoformat(at).astimezone(UTC) + timedelta(milliseconds=1))
        return moment if moment > at else at + "0"

    def _apply(self, change: dict[str, Any], *, adopt: bool = False) -> None:
        """Merge a change in and save. With `adopt`, the change's code replaces ours."""
        change = {**blank(), **change, "updated": self._moment()}
        with self._mutex:
            pending = _join(self._pending, change, adopt=adopt)
            try:
                with disk.locked(self.path, self._patience()):
                    self._load()
                    self._store(_join(self._state, pending, adopt=adopt))
            except (OSError, NewerVersionError) as error:
                self._state, self._pending = _join(self._state, pending, adopt=adopt), pending
                self._keep_in_memory(error)
            except CaseFileError as error:
                self._tell(str(error))  # a front-end cannot show what its callback raises
                raise
        _call(self._on_change)

    def _start_again(self, *, backup: bool) -> Path | None:
        """Replace everything by an empty case file; the old content goes into a copy beside it."""
        with self._mutex, disk.locked(self.path, self._patience()):
            self._load()
            copy = disk.vacant(self.path, f"erased-{self._suffix()}") if backup else None
            if copy:
                disk.write(copy, self.to_json())
            self._store(self._begin())
        return copy

    def _restored(self) -> None:
        _call(self._on_restore)
        _call(self._on_change)

    # ---- memory and disk --------------------------------------------------------------------------------------------

    def _begin(self) -> State:
        return {**blank(), "code": new_code(), "created": self._moment(), "updated": self._moment()}

    def _suffix(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")

    def _patience(self) -> float:
        """Seconds to wait for another notebook. One that did not answer is not waited for again and again."""
        return 2.0 if self.saved else 0.05

    def _load_locked(self) -> None:
        try:
            with disk.locked(self.path, self._patience()):
                self._load()
        except (
            OSError
        ):  # no lock in a read-only folder, but what is there can be read: files are replaced as a whole
            self._load()

    def _load(self) -> None:
        """Bring memory up to date: what is on the disk, and what is pending."""
        signature = disk.signature(self.path)
        if signature != self._seen and signature is not None:
            self._state = _join(self._read(), self._pending)
        self._seen = disk.signature(self.path)

    def _read(self) -> State:
        try:
            state, unreadable = parse(self.path.read_bytes().decode("utf-8"))
        except NewerVersionError:
            raise
        except (CaseFileError, UnicodeDecodeError):
            return self._rescue()
        if unreadable:
            copy = disk.vacant(self.path, f"damaged-{self._suffix()}")
            disk.write(copy, self.path.read_text("utf-8"))
            self._tell(
                f"{unreadable} entries of your case file could not be read. A copy of it as it was: {copy.name}."
            )
        return state

    def _rescue(self) -> State:
        """Put a damaged file aside and go on with the copy of the state before. Renaming works on a full disk too."""
        backup = disk.beside(self.path, "bak")
        try:
            state, found = _join(parse(backup.read_text("utf-8"))[0], self._state), True
        except (OSError, ValueError, CaseFileError):
            state, found = self._state, False
        self._state = state
        aside = disk.move_aside(self.path, f"damaged-{self._suffix()}")
        if found:
            disk.rename(backup, self.path)
        used = (
            "the copy from one change earlier is in use"
            if found
            else "there was no copy, so a new one was begun"
        )
        self._tell(f"Your case file was damaged. It is kept as {aside.name}; {used}.")
        return state

    def _store(self, state: State) -> None:
        """Write a state; from then on it is what the disk has, and nothing is pending."""
        self._seen = disk.write(self.path, _within_limit(as_text(state)))
        self._state, self._pending = state, blank()
        self.saved = True
        if self._trouble in self.notices:
            self.notices.remove(self._trouble)
        self._trouble = None

    def _keep_in_memory(self, error: Exception) -> None:
        """Go on without the disk and say so once."""
        self.saved = False
        if self._trouble is None:
            self._trouble = (
                f"Your work cannot be saved on this machine: {reason(error)} "
                f"Until it can, this notebook keeps it in memory. {_DOWNLOAD}"
            )
            self._tell(self._trouble)

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def reason(error: Exception) -> str:
    """Say in plain words why the disk did not take a case file."""
    if isinstance(error, CaseFileError):
        return str(error)
    if isinstance(error, TimeoutError):
        return "another notebook is busy with the case file."
    number = error.errno if isinstance(error, OSError) else None
    return f"{_REASONS.get(number or 0) or getattr(error, 'strerror', None) or error}."


def _join(base: State, change: State, *, adopt: bool = False) -> State:
    """Merge under one code: that of the base if it has one, or that of the change with `adopt`."""
    if adopt and change["code"]:
        return merge({**base, "code": None, "created": None}, change)
    if base["code"]:
        return merge(base, {**change, "code": None, "created": None})
    return merge(base, change)


def _within_limit(text: str) -> str:
    if len(text.encode("utf-8")) > LIMIT:
        raise CaseFileError(
            f"This would make your case file larger than {LIMIT // 1_000_000} MB, so it was not kept. Shorten the text."
        )
    return text


def _watch(watchers: list[Callback], callback: Callback) -> Callback:
    watchers.append(callback)
    return lambda: watchers.remove(callback) if callback in watchers else None


def _call(watchers: list[Callback]) -> None:
    for callback in list(watchers):
        callback()
