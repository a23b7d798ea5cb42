from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import casefile
from course.casefile import CaseFile, CaseFileError, NewerVersionError, disk
from course.casefile.merge import CODE, FORMAT, LIMIT, blank, merge, parse, stamp
from course.casefile.store import as_text, new_code
from course.casefile.summary import PARTS, part_of

START = datetime(2026, 11, 22, 4, 47, tzinfo=UTC)


class Clock:
    """A clock that moves one second at each look."""

    def __init__(self, start=START):
        self.moment = start

    def __call__(self):
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "case-file.json"


@pytest.fixture
def case(path):
    return CaseFile.open(path, clock=Clock())


def on_disk(path):
    return json.loads(path.read_text("utf-8"))


def files(path):
    return sorted(file.name for file in path.parent.iterdir())


# ---- merge: the laws ------------------------------------------------------------------------------------------------

moments = st.datetimes(min_value=START.replace(tzinfo=None), max_value=datetime(2026, 11, 22, 4, 50)).map(  # noqa: DTZ001
    lambda moment: stamp(moment.replace(tzinfo=UTC))
)
few = st.sampled_from
answer = st.fixed_dictionaries(
    {"at": moments, "response": few(["a", "b", ["a", "c"], {"0": "2"}])},
    optional={"outcome": few([None, "correct", "not-yet"]), "confidence": few([None, "lean"])},
)
exercise = st.fixed_dictionaries(
    {"at": moments, "outcome": few(["correct", "not-yet"]), "value": few(["9", "'x'"])}
)
text = st.fixed_dictionaries({"at": moments, "text": few(["", "One.", "북한"]), "level": few([None, 2, 3])})
widget = st.fixed_dictionaries(
    {"at": moments, "value": st.dictionaries(few(["cells", "tries"]), few([1, {"x": 2}]))}
)
row = st.fixed_dictionaries({"id": few(["c1", "c2", "c3"]), "at": moments, "claim_a": few(["p", "q"])})
visit = st.tuples(moments, moments).map(lambda pair: {"first": min(pair), "last": max(pair)})
maybe_moment = st.none() | moments


def sections(entry):
    return st.dictionaries(few(["L1.Q1", "L1.W1", "L2.Q1"]), st.lists(entry, max_size=3), max_size=3)


states = st.fixed_dictionaries(
    {
        "format": st.just(FORMAT),
        "version": st.just(1),
        "code": few([None, "KXMQRT", "CDGHJK"]),
        "created": maybe_moment,
        "updated": maybe_moment,
        "track": few([None, "read", "code"]),
        "track_at": maybe_moment,
        "name": few([None, "Jo"]),
        "name_at": maybe_moment,
        "answers": sections(answer),
        "exercises": sections(exercise),
        "writing": sections(text),
        "widgets": st.dictionaries(few(["01-1449/quiz", "01-1449/matrix"]), widget),
        "visits": st.dictionaries(few(["00-start-here", "01-1449"]), visit),
        "conflicts": st.lists(row, max_size=3),
    }
).map(lambda state: parse(json.dumps(state))[0])


@given(states, states)
def test_merge_is_commutative(a, b):
    assert merge(a, b) == merge(b, a)


@given(states, states, states)
def test_merge_is_associative(a, b, c):
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(states, states)
def test_merge_is_idempotent(a, b):
    both = merge(a, b)
    assert merge(a, a) == a
    assert merge(both, a) == both
    assert as_text(merge(both, b)) == as_text(both)


@given(states)
def test_a_blank_file_is_neutral(a):
    assert merge(a, blank()) == a


@given(states, states)
def test_merge_changes_neither_side(a, b):
    before = as_text(a), as_text(b)
    merge(a, b)
    assert (as_text(a), as_text(b)) == before


@given(states, states)
def test_merge_keeps_every_answer_and_text(a, b):
    both = merge(a, b)
    for section, field in (("answers", "response"), ("writing", "text")):
        for side in (a, b):
            for key, entries in side[section].items():
                kept = [(entry["at"], entry[field]) for entry in both[section][key]]
                assert all((entry["at"], entry[field]) in kept for entry in entries)
                assert [at for at, _ in kept] == sorted(at for at, _ in kept)


@given(states)
def test_text_and_back_is_the_same(a):
    assert parse(as_text(a)) == (a, 0)


def test_the_newest_wins_for_front_ends_rows_and_choices():
    old = {**blank(), "track": "read", "track_at": "1", "widgets": {"w": {"at": "1", "value": {"x": 1}}}}
    new = {**blank(), "track": "code", "track_at": "2", "widgets": {"w": {"at": "2", "value": {"x": 2}}}}
    old["conflicts"], new["conflicts"] = (
        [{"id": "c", "at": "1", "best": "a"}],
        [{"id": "c", "at": "2", "best": "b"}],
    )
    both = merge(new, old)
    assert both["track"] == "code"
    assert both["widgets"]["w"]["value"] == {"x": 2}
    assert [r["best"] for r in both["conflicts"]] == ["b"]


def test_of_two_accounts_of_one_attempt_the_fuller_stays():
    short = {**blank(), "answers": {"L1.Q1": [{"at": "1", "response": "b", "outcome": None}]}}
    full = {**blank(), "answers": {"L1.Q1": [{"at": "1", "response": "b", "outcome": "correct"}]}}
    assert merge(short, full)["answers"] == merge(full, short)["answers"] == full["answers"]


# ---- saving ---------------------------------------------------------------------------------------------------------


def test_opening_writes_nothing(case, path):
    assert not path.exists()
    assert case.saved
    assert case.notices == []


def test_every_change_is_on_the_disk_at_once(case, path):
    case.record_answer("L1.Q1", {"at": "2026-11-22T05:00:00Z", "response": "b", "outcome": "correct"})
    saved = on_disk(path)
    assert saved["format"] == "one-event-five-stories/case-file"
    assert saved["version"] == 1
    assert saved["code"] == case.code
    assert saved["answers"]["L1.Q1"] == [
        {"at": "2026-11-22T05:00:00.000Z", "response": "b", "outcome": "correct"},
    ]
    assert saved["name"] is None


def test_flush_saves_a_new_code_once(case, path):
    case.flush()
    first = path.read_bytes()
    case.flush()
    assert path.read_bytes() == first
    assert CaseFile.open(path).code == case.code


@pytest.mark.parametrize("_", range(50))
def test_a_code_is_six_letters_and_no_word(_):
    code = new_code()
    assert CODE.fullmatch(code)
    assert not set(code) & set("AEIOUYLSZB")


def test_the_state_before_is_kept(case, path):
    case.visit("01-1449")
    before = path.read_bytes()
    case.set_track("read")
    assert (path.parent / "case-file.bak.json").read_bytes() == before
    assert path.read_bytes() != before


def test_where_there_are_no_links_the_state_before_is_copied(case, path, monkeypatch):
    case.visit("01-1449")
    before = path.read_bytes()
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links")))
    case.set_track("read")
    assert (path.parent / "case-file.bak.json").read_bytes() == before


def test_the_same_attempt_twice_is_one(case, path):
    attempt = {"at": "2026-11-22T05:00:00.000Z", "response": ["a", "c"], "outcome": "not-yet"}
    case.record_answer("L1.Q1", attempt)
    before = path.read_bytes()
    case.record_answer("L1.Q1", attempt)
    assert path.read_bytes() == before
    assert len(case.answers()["L1.Q1"]) == 1


@pytest.mark.parametrize("at", [None, "yesterday", 7])
def test_an_attempt_without_a_moment_gets_one(case, at):
    case.record_answer("L1.Q1", {"at": at, "response": "b"})
    assert case.answers()["L1.Q1"][0]["at"].startswith("2026-11-22T04:47")


def test_moments_without_a_zone_are_utc(case):
    case.record_answer("L1.Q1", {"at": "2026-11-22T05:00:00", "response": "b"})
    assert case.answers()["L1.Q1"][0]["at"] == "2026-11-22T05:00:00.000Z"


def test_exercise_values_are_kept_as_text(case):
    case.record_exercise("L1.E1", "correct", {1: ...})
    case.record_exercise("L1.E1", "not-yet", "x" * 5000)
    first, second = case.exercises()["L1.E1"]
    assert first["value"] == "{1: Ellipsis}"
    assert len(second["value"]) == 1000


def test_writing_keeps_every_version_and_shows_the_latest(case, path):
    case.record_writing("L1.W1", "Draft.")
    case.record_writing("L1.W1", "Draft.")
    case.record_writing("L1.W1", "Final.")
    case.record_writing("L1.W1", "Final.", level=3)
    case.record_writing("L1.W1", "Final.")
    assert case.writing("L1.W1") == "Final."
    assert case.writing("L1.W2") == ""
    assert [(v["text"], v["level"]) for v in on_disk(path)["writing"]["L1.W1"]] == [
        ("Draft.", None),
        ("Final.", None),
        ("Final.", 3),
    ]


def test_front_ends_remember_and_recall(case, path):
    assert case.recall("01-1449/matrix") == {}
    case.remember("01-1449/matrix", {"cells": {"F01|BLOG": {"mark": "stated"}}})
    before = path.read_bytes()
    case.remember("01-1449/matrix", {"cells": {"F01|BLOG": {"mark": "stated"}}})
    assert path.read_bytes() == before
    case.recall("01-1449/matrix")["cells"].clear()
    assert CaseFile.open(path).recall("01-1449/matrix") == {"cells": {"F01|BLOG": {"mark": "stated"}}}


def test_what_json_does_not_know_becomes_text(case, path):
    case.remember("w", {"path": Path("x"), "number": float("nan"), "half": "\ud800"})
    assert CaseFile.open(path).recall("w") == {"path": "x", "number": "NaN", "half": "?"}


def test_track_and_name(case, path):
    assert (case.track, case.name) == (None, None)
    case.set_track("operate")
    case.set_name("지우")
    reopened = CaseFile.open(path)
    assert (reopened.track, reopened.name) == ("operate", "지우")
    case.set_name(None)
    assert case.name is None
    with pytest.raises(CaseFileError, match=r"no track 'fast'\. Choose one of: read, operate, code"):
        case.set_track("fast")


def test_the_conflict_log(case, path):
    row_id = case.add_conflict(
        {"claim_a": "A", "claim_b": "B", "passages": ["GVS-P14"], "status": "contested", "x": 1}
    )
    other = case.add_conflict({"id": "c-2", "claim_a": "C"})
    case.update_conflict(row_id, {"status": "settled", "best": "WSWS-P05"})
    rows = {row["id"]: row for row in CaseFile.open(path).conflicts()}
    assert rows[row_id]["status"] == "settled"
    assert rows[row_id]["claim_a"] == "A"
    assert "x" not in rows[row_id]
    case.remove_conflict(other)
    case.remove_conflict("never was")
    assert [row["id"] for row in case.conflicts()] == [row_id]
    assert "claim_a" not in next(row for row in on_disk(path)["conflicts"] if row["id"] == other)
    with pytest.raises(CaseFileError, match="no row 'c-2'"):
        case.update_conflict(other, {"best": ""})
    with pytest.raises(CaseFileError, match="no status 'maybe'"):
        case.add_conflict({"status": "maybe"})
    with pytest.raises(CaseFileError, match="list of IDs"):
        case.add_conflict({"passages": "GVS-P14"})


def test_visits_keep_first_and_last(case, path):
    case.visit("01-1449")
    first = on_disk(path)["visits"]["01-1449"]["first"]
    case.visit("01-1449")
    assert on_disk(path)["visits"]["01-1449"]["first"] == first
    assert on_disk(path)["visits"]["01-1449"]["last"] > first


def test_watchers_hear_of_changes_until_they_leave(case):
    heard = []
    leave = case.subscribe(lambda: heard.append(case.track))
    case.set_track("read")
    leave()
    leave()
    case.set_track("code")
    assert heard == ["read"]


def test_a_change_that_makes_the_file_too_large_is_refused(case, path):
    case.record_writing("L1.W1", "kept")
    with pytest.raises(CaseFileError, match="larger than 5 MB"):
        case.record_writing("L1.W2", "x" * LIMIT)
    assert case.writing("L1.W2") == ""
    case.record_writing("L1.W3", "kept too")
    assert set(on_disk(path)["writing"]) == {"L1.W1", "L1.W3"}


def test_a_case_file_behind_a_link_stays_where_it_is(tmp_path):
    real = tmp_path / "drive" / "case-file.json"
    real.parent.mkdir()
    real.write_text(as_text({**blank(), "code": "KXMQRT"}))
    link = tmp_path / "case-file.json"
    link.symlink_to(real)
    CaseFile.open(link).visit("01-1449")
    assert link.is_symlink()
    assert "01-1449" in on_disk(real)["visits"]


# ---- two notebooks --------------------------------------------------------------------------------------------------


def test_two_notebooks_keep_each_others_work(path):
    clock = Clock()
    one, two = CaseFile.open(path, clock=clock), CaseFile.open(path, clock=clock)
    one.record_answer("L1.Q1", {"response": "a"})
    two.record_answer("L1.Q2", {"response": "b"})
    one.set_track("read")
    assert set(two.answers()) == {"L1.Q1", "L1.Q2"}
    assert one.code == two.code == CaseFile.open(path).code
    assert two.track == "read"


def test_erased_work_does_not_come_back_from_another_notebook(path):
    clock = Clock()
    one, two = CaseFile.open(path, clock=clock), CaseFile.open(path, clock=clock)
    one.record_answer("L1.Q1", {"response": "a"})
    two.record_answer("L1.Q2", {"response": "b"})
    one.erase()
    two.record_answer("L1.Q3", {"response": "c"})
    assert set(two.answers()) == set(one.answers()) == {"L1.Q3"}
    assert one.code == two.code


WORKER = """
import sys
from pathlib import Path
from course.casefile import CaseFile
case = CaseFile.open(Path(sys.argv[1]))
for n in range(25):
    case.record_answer(f"L1.Q{n}", {"response": sys.argv[2]})
assert case.saved, case.notices
"""


def test_processes_that_save_at_the_same_time_lose_nothing(path):
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(path), name]) for name in "abc"]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    answers = CaseFile.open(path).answers()
    assert len(answers) == 25
    assert all({entry["response"] for entry in entries} == set("abc") for entries in answers.values())


CRASH = """
import os, sys
from pathlib import Path
from course.casefile import CaseFile
case = CaseFile.open(Path(sys.argv[1]))
os.fsync = lambda _: os._exit(9)
case.record_answer("L1.Q2", {"response": "b"})
"""


def test_a_crash_in_the_middle_of_a_save_leaves_the_file_whole_and_unlocked(case, path):
    case.record_answer("L1.Q1", {"response": "a"})
    before = path.read_bytes()
    assert subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False).returncode == 9
    assert path.read_bytes() == before
    case.record_answer("L1.Q3", {"response": "c"})
    assert case.saved


def test_a_file_that_vanishes_is_written_again_from_memory(case, path):
    case.record_answer("L1.Q1", {"response": "a"})
    path.unlink()
    case.record_answer("L1.Q2", {"response": "b"})
    assert set(on_disk(path)["answers"]) == {"L1.Q1", "L1.Q2"}


# ---- trouble with the disk ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "Input/output error")],
)
def test_a_disk_that_takes_nothing_loses_nothing(case, path, monkeypatch, number, words):
    case.record_writing("L1.W1", "before")
    before = path.read_bytes()

    def refuse(_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        case.record_writing("L1.W2", "typed on a full disk")
        case.record_writing("L1.W3", "and more")
    assert path.read_bytes() == before
    assert not case.saved
    assert len(case.notices) == 1
    assert words in case.notices[0]
    assert "Download your case file now" in case.notices[0]
    assert "typed on a full disk" in case.to_json()
    assert not [name for name in files(path) if "tmp" in name]
    case.set_track("read")
    assert case.saved
    assert case.notices == []
    assert set(on_disk(path)["writing"]) == {"L1.W1", "L1.W2", "L1.W3"}


def test_a_folder_that_cannot_be_made_keeps_work_in_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    case = CaseFile.open(tmp_path / "file" / "case-file.json")
    case.record_writing("L1.W1", "kept")
    assert not case.saved
    assert case.writing("L1.W1") == "kept"
    with pytest.raises(CaseFileError, match="could not be erased"):
        case.erase()
    assert case.writing("L1.W1") == "kept"


def test_a_read_only_file_is_respected(case, path, monkeypatch):
    case.visit("01-1449")
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    case.set_track("read")
    assert path.read_bytes() == before
    assert "read-only" in case.notices[0]


def test_a_lock_that_is_never_given_back_does_not_stop_the_lesson(case, path, monkeypatch):
    case.visit("01-1449")
    monkeypatch.setattr(CaseFile, "_patience", lambda _: 0.01)
    with disk.locked(path, 1):
        case.record_writing("L1.W1", "kept")
        assert "another notebook is busy" in case.notices[0]
        assert CaseFile.open(path).code == case.code
    case.set_track("read")
    assert case.saved
    assert on_disk(path)["writing"]["L1.W1"][0]["text"] == "kept"


def test_a_file_system_without_locks_still_saves(case, path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOLCK, "no locks")))
    case.visit("01-1449")
    assert path.exists()


DAMAGES = [b"", b'{"format": "one-ev', b"\xff\xfe\x00bad", b"[]", b"[" * 100_000]


@pytest.mark.parametrize("damage", DAMAGES, ids=["empty", "cut off", "not text", "other JSON", "too deep"])
def test_a_damaged_file_is_put_aside_and_the_copy_used(case, path, damage):
    case.record_writing("L1.W1", "first")
    case.record_writing("L1.W2", "second")
    path.write_bytes(damage)
    reopened = CaseFile.open(path, clock=Clock())
    assert reopened.writing("L1.W1") == "first"
    assert reopened.code == case.code
    (aside,) = path.parent.glob("case-file.damaged-20261122T0447*.json")
    assert aside.read_bytes() == damage
    assert aside.name in reopened.notices[0]
    assert CaseFile.open(path).writing("L1.W1") == "first"
    case.visit("01-1449")
    assert case.writing("L1.W1") == "first"


def test_a_file_damaged_under_an_open_notebook_comes_back_whole(case, path):
    case.record_writing("L1.W1", "first")
    case.record_writing("L1.W2", "second")
    path.write_bytes(b"{")
    case.visit("01-1449")
    assert set(on_disk(path)["writing"]) == {"L1.W1", "L1.W2"}


def test_a_damaged_file_without_a_copy_begins_a_new_one(path):
    path.parent.mkdir()
    path.write_bytes(b"{")
    case = CaseFile.open(path)
    case.visit("01-1449")
    assert "there was no copy" in case.notices[0]
    assert on_disk(path)["code"] == case.code


def test_two_damages_in_one_second_are_both_kept(path):
    path.parent.mkdir()
    for damage in (b"{", b"}"):
        path.write_bytes(damage)
        CaseFile.open(path, clock=lambda: START)
    assert len(list(path.parent.glob("case-file.damaged-*"))) == 2


def test_unreadable_entries_are_kept_in_a_copy(case, path):
    case.record_writing("L1.W1", "first")
    damaged = on_disk(path) | {"answers": {"L1.Q1": [{"response": "no moment"}]}}
    path.write_text(json.dumps(damaged))
    reopened = CaseFile.open(path)
    assert reopened.writing("L1.W1") == "first"
    assert "1 entries" in reopened.notices[0]
    (copy,) = path.parent.glob("case-file.damaged-*")
    assert on_disk(copy) == damaged


def test_a_file_of_a_newer_course_is_left_untouched(case, path):
    case.visit("01-1449")
    path.write_text(json.dumps(on_disk(path) | {"version": 2, "new": "thing"}))
    before = path.read_bytes()
    old = CaseFile.open(path)
    old.record_writing("L1.W1", "kept in memory")
    case.record_writing("L1.W2", "here too")
    assert path.read_bytes() == before
    assert old.writing("L1.W1") == "kept in memory"
    assert len(old.notices) == 1
    assert "newer course" in old.notices[0]
    with pytest.raises(CaseFileError, match="newer course"):
        old.erase()
    assert path.read_bytes() == before


# ---- restoring and erasing ------------------------------------------------------------------------------------------


@pytest.fixture
def other(tmp_path):
    other = CaseFile.open(tmp_path / "other.json", clock=Clock(START - timedelta(days=1)))
    other.record_answer("L1.Q1", {"response": "a"})
    other.record_writing("L1.W1", "From the other machine.")
    other.add_conflict({"claim_a": "A"})
    return other


def test_restore_joins_two_machines_under_ones_own_code(case, other):
    case.record_answer("L1.Q2", {"response": "b"})
    code = case.code
    report = case.merge(other.to_json())
    assert (report.answers, report.writing, report.conflicts, report.unreadable) == (1, 1, 1, 0)
    assert report.message == (f"Restored: 1 answer, 1 text, 1 row of the conflict log. Your code is {code}.")
    assert case.code == code == CaseFile.open(case.path).code
    assert set(case.answers()) == {"L1.Q1", "L1.Q2"}
    assert case.merge(other.to_json()).message.startswith("Nothing new in that file")


def test_restore_on_a_fresh_machine_goes_on_under_the_restored_code(case, other):
    case.visit("00-start-here")
    assert case.merge(other.to_json()).code == other.code
    assert CaseFile.open(case.path).code == other.code


def test_restore_takes_a_byte_order_mark(case, other):
    assert case.merge("\ufeff" + other.to_json()).answers == 1


@pytest.mark.parametrize(
    "ahead", [stamp(START + timedelta(days=99)), "2027-01-01T00:00:00Z", "9999-12-31", "zzz"]
)
def test_work_after_a_restore_wins_over_a_machine_whose_clock_is_ahead(case, ahead):
    state = {**blank(), "track": "read", "track_at": ahead, "name": "Old", "name_at": ahead}
    state["widgets"] = {"w": {"at": ahead, "value": {"x": 1}}}
    state["writing"] = {"L1.W1": [{"at": ahead, "text": "old", "level": None}]}
    state["conflicts"] = [{"id": "c", "at": ahead, "best": "old"}]
    case.merge(json.dumps(state))
    case.set_track("code")
    case.set_name("New")
    case.remember("w", {"x": 2})
    case.record_writing("L1.W1", "new")
    case.update_conflict("c", {"best": "new"})
    reopened = CaseFile.open(case.path)
    assert (reopened.track, reopened.name) == ("code", "New")
    assert reopened.recall("w") == {"x": 2}
    assert reopened.writing("L1.W1") == "new"
    assert reopened.conflicts()[0]["best"] == "new"


def test_the_later_of_two_changes_in_one_moment_wins(path):
    case = CaseFile.open(path, clock=lambda: START)
    for value in (3, 9, 1):
        case.remember("w", {"x": value})
    assert case.recall("w") == {"x": 1}


def test_restore_tells_the_front_ends(case, other):
    heard = []
    leave = case.on_restore(lambda: heard.append(1))
    case.merge(other.to_json())
    case.erase()
    leave()
    case.merge(other.to_json())
    assert heard == [1, 1]


def test_restore_after_erasing_brings_everything_back(case, other):
    case.merge(other.to_json())
    kept = case.to_json()
    case.erase()
    assert case.merge(kept).writing == 1
    assert len(case.conflicts()) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("Dear diary", "not JSON"),
        ('{"format": "one-event-five-sto', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"cells": [], "nbformat": 4}', r"a notebook \(.ipynb\)"),
        ('{"a": 1}', "not a case file of this course"),
        ("[1]", "not a case file of this course"),
        ("x" * (LIMIT + 1), "too large"),
        (json.dumps({**blank(), "version": "1"}), "no valid version"),
        (json.dumps({**blank(), "version": True}), "no valid version"),
    ],
)
def test_restore_refuses_other_files_in_one_line(case, path, content, words):
    case.visit("01-1449")
    before = path.read_bytes()
    with pytest.raises(CaseFileError, match=words) as refusal:
        case.merge(content)
    assert "\n" not in str(refusal.value)
    assert path.read_bytes() == before


def test_restore_refuses_a_newer_format(case):
    with pytest.raises(NewerVersionError, match="Update the course"):
        case.merge(json.dumps({**blank(), "version": 2}))


def test_restore_leaves_out_what_has_the_wrong_shape_and_says_so(case, other):
    odd = json.loads(other.to_json()) | {
        "code": "<script>",
        "exercises": [],
        "widgets": {"w": {"at": "1", "value": 3}},
        "visits": {"01-1449": {"first": 1}},
        "conflicts": [{"id": "c", "at": "1", "passages": "GVS-P04"}, {"id": "d", "at": "1"}, 3],
        "track": 4,
    }
    odd["answers"]["L1.Q2"] = "b"
    odd["writing"]["L1.W2"] = [{"at": "1"}, {"at": "2", "text": "Good."}]
    report = case.merge(json.dumps(odd))
    assert report.unreadable == 7
    assert "7 damaged entries were left out" in report.message
    assert case.code != "<script>"
    assert case.writing("L1.W2") == "Good."
    assert [row["id"] for row in case.conflicts()] == ["d"]


@pytest.mark.parametrize("section", ["answers", "widgets", "visits", "conflicts"])
@pytest.mark.parametrize("shape", [None, 3, "text", {"a": None}, [[]]])
def test_any_shape_of_section_is_survived(case, section, shape):
    report = case.merge(json.dumps({**blank(), section: shape}))
    assert report.answers == report.conflicts == 0
    assert report.unreadable >= 1


def test_erase_empties_the_file_and_keeps_a_copy(case, path):
    case.record_writing("L1.W1", "gone")
    code = case.code
    copy = case.erase()
    assert case.writing("L1.W1") == ""
    assert case.code != code
    assert on_disk(path)["writing"] == {}
    assert copy.name.startswith("case-file.erased-20261122T0447")
    assert on_disk(copy)["writing"]["L1.W1"][0]["text"] == "gone"
    assert case.erase() is None


def test_all_files_beside_it_share_its_name(case, path):
    case.record_writing("L1.W1", "a")
    case.erase()
    path.write_bytes(b"{")
    case.visit("01-1449")
    assert all(name.startswith("case-file") and name.endswith(".json") for name in files(path))


# ---- summary and the one case file of a process ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ("L1.Q1", (1, "quiz")),
        ("L1.H1", (1, "hook")),
        ("L1.P1", (1, "practice")),
        ("L12.R3", (12, "recall")),
        ("L1.M1", (1, "matrix")),
        ("L2.C1", (2, "cards")),
        ("L3.U1", (3, "trail")),
        ("L1.D1", (1, "data")),
        ("L1.E1", (1, "exercise")),
        ("L1.W1", (1, "writing")),
        ("L1.X1", None),
        ("quiz", None),
    ],
)
def test_an_id_says_lesson_and_part(item, place):
    assert part_of(item) == place


def test_summary_counts_what_is_done(case):
    for item, outcome in (("L1.Q1", "correct"), ("L1.Q2", "not-yet"), ("L1.H1", None), ("odd", "correct")):
        case.record_answer(item, {"response": "a", "outcome": outcome})
    case.record_answer(
        "L1.R1", {"response": "a", "outcome": "correct"}
    )  # asked in lesson 2: no recall of lesson 1
    case.record_exercise("L1.E1", "not-yet", 8)
    case.record_exercise("L1.E2", "not-yet", 8)
    case.record_exercise("L1.E2", "correct", 9)
    case.record_writing("L1.W1", "Three sentences.")
    case.record_writing("L2.W1", "  ")
    case.remember("01-1449/matrix", {"cells": {"F01|BLOG": {"checked": True, "right": True}, "F02|WP": {}}})
    case.remember("01-1449/quiz", {"L1.Q1": {"checked": True}})
    case.remember("01-1449/other", {"x": {"checked": True}})
    case.add_conflict({"claim_a": "A"})
    case.visit("00-start-here")
    case.visit("01-1449")
    summary = case.summary()
    assert summary["lessons"][1] == {
        "hook": {"done": 1, "right": 0},
        "matrix": {"done": 1, "right": 1},
        "quiz": {"done": 2, "right": 1},
        "exercise": {"done": 1, "right": 1},
        "writing": {"done": 1, "right": 0},
    }
    assert list(summary["lessons"][1]) == [part for part in PARTS if part in summary["lessons"][1]]
    assert summary["lessons"][2] == {"writing": {"done": 0, "right": 0}}
    assert (summary["last"], summary["conflicts"], summary["writing"], summary["answers"]) == (1, 1, 1, 5)


def test_summary_adds_up_the_decks_of_a_lesson(case):
    case.remember(
        "L2.C1", {"cards": {"k1": {"checked": True, "right": True}, "k2": {"group": "event"}, "k3": None}}
    )
    case.remember("L2.C3", {"cards": {"n1": {"checked": True, "right": False}}})
    case.remember("L2.C4", {"cards": {}})
    case.remember("L3.U1", {"x": {"checked": True}})
    case.record_answer("L3.U1", {"response": "a", "outcome": "correct"})
    assert case.summary()["lessons"] == {
        2: {"cards": {"done": 2, "right": 1}},
        3: {"trail": {"done": 1, "right": 1}},
    }


def test_summary_of_nothing(case):
    assert case.summary()["lessons"] == {}
    assert case.summary()["last"] is None


def test_current_is_one_case_file_per_path(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CASE_FILE", str(tmp_path / "mine.json"))
    assert casefile.current() is casefile.current()
    assert casefile.current().path == (tmp_path / "mine.json").resolve()
    monkeypatch.setenv("COURSE_CASE_FILE", str(tmp_path / "other.json"))
    assert casefile.current().path.name == "other.json"
