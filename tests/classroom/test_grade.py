"""A batch: judged outside, kept at once, resumed, and never stopped by one submission."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from small_class import LESSON, NAMES, RIGHT, answered, as_bytes, starter

from course.classroom.grade import ERROR, NO_ANSWER, Batch, judge, key_digest, shown
from course.classroom.gradebook import Gradebook
from course.classroom.model import ABSENT, Ran, Submission
from course.classroom.run import run_batch
from course.classroom.tally import Tally
from course.model import Outcome

SUM = """def fact_support(facts):
    support = facts[["BLOG", "GVS", "IND", "WSWS", "WP"]].sum(axis="columns")
    return {"corroborated": int((support >= 2).sum()), "single": int((support == 1).sum()),
            "unreported": int((support == 0).sum()), "total": int(support.sum())}
"""


def handed_in(student, content, assignment=LESSON):
    content = content if isinstance(content, bytes) else as_bytes(content)
    return Submission(student, assignment, Path(f"{student}.ipynb"), content)


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "gradebook.db") as book:
        yield book


@pytest.fixture
def runner():
    return lambda jobs: run_batch(jobs, workers=2, say=lambda _: None)


def outcomes(graded):
    return {mark.exercise: str(mark.outcome) for mark in graded.marks}


def test_right_wrong_untouched_and_unreadable_in_one_batch(bundle, book, runner):
    submissions = [
        handed_in("right", answered(**RIGHT, fact_support=SUM)),
        handed_in("wrong", answered(corroborated="8", total="1 / 0")),
        handed_in("untouched", starter()),
        handed_in("broken", b"{"),
    ]
    tally = Batch(bundle, book).run(submissions, runner)
    found = {graded.student: graded for graded in book.graded()}
    assert (tally.graded, tally.failed, tally.status) == (3, 1, 1)
    assert (found["right"].points, found["right"].most) == (6.0, 5.0)  # the optional answer adds
    assert set(outcomes(found["untouched"]).values()) == {"not-attempted"}
    assert found["untouched"].points == 0
    wrong = {mark.exercise: mark for mark in found["wrong"].marks}
    assert wrong["L1.E1"].diagnosis == 0
    assert "One fact is easy to miss" in wrong["L1.E1"].message
    assert wrong["L1.E5"].message == ERROR.format(error="ZeroDivisionError: division by zero")
    assert found["broken"].problem.startswith("This is no notebook that can be read")
    assert tally.problems == [f"broken, 01-1449: {found['broken'].problem}"]
    assert {graded.isolation for graded in found.values()} <= {"full", "container", ""}


def test_a_second_run_grades_only_what_is_new(bundle, book, runner):
    ana, ben = handed_in("ana", answered(total="30")), handed_in("ben", starter())
    Batch(bundle, book).run([ana, ben], runner)
    changed = handed_in("ben", answered(total="30"))
    tally = Batch(bundle, book).run([ana, changed], runner)
    assert (tally.graded, tally.skipped) == (1, 1)
    assert [row["student"] for row in book.rows("SELECT student FROM grades ORDER BY id")] in (
        ["ana", "ben", "ben"],
        ["ben", "ana", "ben"],
    )


def test_what_could_not_be_graded_is_told_again_by_every_run(bundle, book, runner):
    broken = handed_in("ben", b"{")
    first = Batch(bundle, book).run([broken], runner)
    second = Batch(bundle, book).run([broken], runner)
    assert (second.failed, second.skipped, second.status) == (1, 0, 1)
    assert second.problems == first.problems
    assert len(book.rows("SELECT * FROM grades")) == 1


def test_the_summary_names_who_lost_cells_and_what_was_left_out(bundle, book):
    ana = replace(handed_in("ana", starter()), others=("old/ana.ipynb",))
    lost = Ran({"L1.E5": 30}, stopped="died", lost=("c7", bundle.assignments[0].tasks[1].cell))
    told = "\n".join(Batch(bundle, book).run([ana], lambda jobs: ((job, lost) for job in jobs)).lines())
    assert "0 graded, 1 graded with cells lost on the way." in told
    assert "  ana, 01-1449: " in told
    assert "Its process died. Answers up to there count. Not run: c7, L1.E2" in told
    assert "ana: old/ana.ipynb (ana.ipynb counts)" in told
    assert "Also handed in, and left out: old/ana.ipynb" in book.graded()[0].notes


def test_late_is_a_note_for_the_instructor(bundle, book):
    late = replace(handed_in("ana", starter()), late=0.01)
    Batch(bundle, book).run([late], lambda jobs: ((job, Ran()) for job in jobs))
    assert book.graded()[0].notes == ("Handed in late, as the platform says.",)


def test_the_command_says_what_to_do_next_and_ends_with_a_status(bundle, tmp_path, capsys, monkeypatch):
    from course.__main__ import main
    from course.classroom import bundle as bundles

    monkeypatch.setattr(bundles, "load", lambda _: bundle)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/ana_01-1449.ipynb").write_bytes(as_bytes(starter()))
    (tmp_path / "in/ben_01-1449.ipynb").write_bytes(b"{")
    out = tmp_path / "graded"
    for _ in range(2):
        assert main(["grade", str(tmp_path / "in"), "--bundle", "x", "--out", str(out)]) == 1
    said = capsys.readouterr().out
    assert "0 graded, 1 could not be graded, 1 unchanged since the last run." in said
    assert f"Feedback: {out / 'feedback'} (2 pages, one per student)" in said
    assert f"Next:     course report {out} --out report.html" in said


def test_grading_again_gives_the_same_and_keeps_the_history(bundle, book, runner):
    ana = handed_in("ana", answered(total="30"))
    Batch(bundle, book).run([ana], runner)
    first = book.graded()
    Batch(bundle, book, again=True).run([ana], runner)
    assert [replace(one, seconds=0) for one in book.graded()] == [replace(one, seconds=0) for one in first]
    assert len(book.rows("SELECT * FROM grades")) == 2


def test_another_key_grades_anew(bundle, book, runner):
    assignment = bundle.assignments[0]
    task = replace(assignment.tasks[4], exercise=replace(assignment.tasks[4].exercise, expected=31))
    other = replace(bundle, assignments=(replace(assignment, tasks=(*assignment.tasks[:4], task)),))
    assert key_digest(other.assignments[0]) != key_digest(assignment)
    ana = handed_in("ana", answered(total="31"))
    Batch(bundle, book).run([ana], runner)
    assert outcomes(book.graded()[0])["L1.E5"] == "not-yet"
    Batch(other, book).run([ana], runner)
    assert outcomes(book.graded()[0])["L1.E5"] == "correct"


def test_what_was_graded_before_a_stop_is_kept(bundle, book):
    def stopping(jobs):
        for number, job in enumerate(jobs):
            if number == 2:
                raise KeyboardInterrupt
            yield job, Ran({"L1.E5": 30})

    submissions = [handed_in(name, starter()) for name in ("a", "b", "c", "d")]
    with pytest.raises(KeyboardInterrupt):
        Batch(bundle, book).run(submissions, stopping)
    assert [graded.student for graded in book.graded()] == ["a", "b"]
    tally = Batch(bundle, book).run(submissions, lambda jobs: ((job, Ran()) for job in jobs))
    assert (tally.skipped, tally.graded) == (2, 2)


def test_a_runner_on_threads_never_meets_the_gradebook(bundle, book):
    def threaded(jobs):
        made = []
        thread = threading.Thread(target=lambda: made.extend((job, Ran()) for job in jobs))
        thread.start()
        thread.join()
        yield from made

    tally = Batch(bundle, book).run([handed_in("a", b""), handed_in("b", starter())], threaded)
    assert (tally.graded, tally.failed) == (1, 1)


def test_a_strange_value_costs_one_mark_and_not_the_batch(bundle, assignment):
    class Odd:
        def __eq__(self, other):
            raise RuntimeError("no")

        __hash__ = None

        def __repr__(self):
            return "odd"

    ran = Ran({"L1.E1": Odd(), "L1.E5": 30})
    found = judge(handed_in("ana", starter()), assignment, ran)
    assert outcomes(found)["L1.E5"] == "correct"
    assert outcomes(found)["L1.E1"] in {"not-yet", "checker-error"}


@pytest.mark.parametrize("stop", ["time", "memory", "output", "died", "refused"])
def test_a_run_that_was_stopped_says_why_and_keeps_what_it_had(assignment, stop):
    one = handed_in("ana", starter())
    nothing = judge(one, assignment, Ran(stopped=stop))
    some = judge(one, assignment, Ran({"L1.E5": 30}, stopped=stop, lost=("c7",)))
    assert "look at it yourself" in nothing.problem
    assert some.problem == ""
    assert some.points == 1.0
    assert any("Answers up to there count" in note for note in some.notes)
    assert "Not run: c7" in some.notes


def test_no_answer_says_what_to_do(assignment):
    found = judge(handed_in("ana", starter()), assignment, Ran({"L1.E1": ABSENT}))
    assert {mark.message for mark in found.marks} == {NO_ANSWER}


def test_partial_answers_get_their_share(assignment):
    per_article = {"BLOG": 5, "GVS": 11, "IND": 5, "WSWS": 6, "WP": 99}
    right = assignment.tasks[3].exercise.expected
    found = judge(handed_in("a", starter()), assignment, Ran({"L1.E4": {**right, "WP": 99}}))
    assert found.points == pytest.approx(0.8)
    assert per_article.keys() == right.keys()


def test_answers_are_shown_short_and_on_one_line():
    assert shown("a\nb") == r"'a\nb'"
    assert len(shown("x" * 10_000)) == 200


def test_strange_numbers_texts_and_names_stop_nothing(bundle, book):
    strange = Ran(
        {"L1.E1": 10**5000, "L1.E2": [10**5000], "L1.E4": {"GVS": 10**5000}}, {"c": "ValueError: \ud800"}
    )
    cell = {"cell_type": "code", "id": "\ud800", "source": "1"}
    ana = handed_in("ana", json.dumps({"cells": [cell, cell]}).encode())
    tally = Batch(bundle, book).run(
        [ana, handed_in("ben", starter())], lambda jobs: ((job, strange) for job in jobs)
    )
    assert (tally.graded, tally.failed) == (2, 0)
    found = {mark.exercise: mark for mark in book.graded()[0].marks}
    assert found["L1.E1"].outcome is Outcome.NOT_YET
    assert found["L1.E1"].answer == "a value with a number of thousands of digits"


def test_what_nobody_thought_of_costs_one_submission(bundle, book, monkeypatch):
    def broken(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("course.classroom.repair.cells", broken)
    monkeypatch.setattr("course.classroom.casework.read", broken)
    work = handed_in("ben", b'{"format": "one-event-five-stories/case-file"}', "")
    tally = Batch(bundle, book).run([handed_in("ana", starter()), work], iter)
    assert (tally.failed, tally.status) == (2, 1)
    assert all(
        "Our own grader could not deal with this (ZeroDivisionError)" in line for line in tally.problems
    )


def test_a_case_file_written_by_hand_is_read_as_far_as_it_goes(bundle, book):
    from course.casefile.merge import blank

    text = {"at": "1", "text": "Mine."}
    writing = {
        "L1.W1": [text | {"level": {"a": 1}}],
        "L2.W1": [text | {"level": 10**30}],
        "L3.W1": [text | {"level": 3}],
    }
    cards = {
        "discernment.first": {"at": "1", "value": {"cards": ["x"]}},
        "discernment.again": {"at": "1", "value": {"cards": 7}},
    }
    answers = {"L1.Q1": [{"at": "1", "response": "\ud800"}]}
    content = json.dumps({**blank(), "writing": writing, "widgets": cards, "answers": answers}).encode()
    tally = Batch(bundle, book).run([handed_in("ana", content, "")], iter)
    assert (tally.case_files, tally.problems) == (1, [])
    assert [row["self_level"] for row in book.rows("SELECT self_level FROM texts ORDER BY task")] == [
        None,
        None,
        3,
    ]


def test_the_summary_moves_no_cursor_and_turns_no_line():
    told = list(Tally(failed=1, problems=["ana: \x1b[2J\x1b]0;x\x07 \u202e40 graded\ud800"]).lines())
    assert told[-1] == "  ana: [2J]0;x 40 graded"


@pytest.mark.parametrize(
    "options",
    [["--workers", "-1"], ["--workers", "0"], ["--seconds", "nan"], ["--seconds", "-3"], ["--seconds", "x"]],
)
def test_numbers_that_make_no_sense_are_refused(options, capsys):
    from course.__main__ import main

    with pytest.raises(SystemExit) as stopped:
        main(["grade", "in", "--bundle", "key", "--out", "out", *options])
    assert stopped.value.code == 2
    assert f"{options[1]!r}: give " in capsys.readouterr().err


def test_the_key_among_the_submissions_is_refused(bundle, tmp_path, capsys, monkeypatch):
    from course.__main__ import main
    from course.classroom import bundle as bundles

    (tmp_path / "in/key").mkdir(parents=True)
    monkeypatch.setattr(bundles, "load", lambda place: replace(bundle, folder=place))
    status = main(
        ["grade", str(tmp_path / "in"), "--bundle", str(tmp_path / "in/key"), "--out", str(tmp_path / "out")]
    )
    assert status == 2
    assert "--bundle lies inside the submissions" in capsys.readouterr().err


def test_messages_of_the_batch_never_hold_the_key(bundle, book, runner):
    Batch(bundle, book).run([handed_in("ana", answered(total="5"))], runner)
    mark = next(m for m in book.graded()[0].marks if m.exercise == "L1.E5")
    assert "30" not in mark.message


def test_a_case_file_is_read_and_judged_by_our_own_bank(bundle, book, runner):
    from course.quiz import bank

    question = next(q for q in bank.load(LESSON) if q.id == "L1.Q1")
    key = next(option.id for option in question.options if option.key)
    wrong = next(option.id for option in question.options if not option.key)
    at = "2026-11-22T09:00:00.000Z"
    state = {
        "format": "one-event-five-stories/case-file",
        "version": 1,
        "code": "ABCDEF",
        "created": at,
        "updated": at,
        "answers": {
            "L1.Q1": [
                {"at": at, "response": wrong, "confidence": "certain", "outcome": "correct"},  # a lie
                {"at": at.replace("09:", "10:"), "response": key, "confidence": "lean", "outcome": "not-yet"},
            ],
            "made.up": [{"at": at, "response": {"x": []}, "outcome": "correct"}],
        },
        "writing": {"L1.W1": [{"at": at, "text": "My <b>text</b>", "level": 3}]},
        "widgets": {
            "discernment.first": {
                "at": at,
                "value": {"cards": {"X.01": {"flagged": True, "confidence": "lean"}, "zz": {"flagged": 1}}},
            }
        },
    }
    one = handed_in("ana", json.dumps(state).encode(), "")
    tally = Batch(bundle, book).run(
        [one, handed_in("ben", b'{"format": "one-event-five-stories/case-file"', "")], runner
    )
    assert (tally.case_files, tally.failed) == (1, 1)
    rows = book.rows("SELECT item, attempt, correct, confidence FROM answers ORDER BY item, attempt")
    assert [tuple(row.values()) for row in rows] == [
        ("L1.Q1", 1, 0, 0.95),
        ("L1.Q1", 2, 1, 0.5),
        ("made.up", 1, None, None),
    ]
    assert [tuple(row.values()) for row in book.rows("SELECT task, text, self_level FROM texts")] == [
        ("L1.W1", "My <b>text</b>", 3)
    ]
    (row,) = book.rows("SELECT * FROM tests")
    assert (row["form"], row["item"], row["sound"], row["flagged"], row["correct"]) == (
        "discernment.first",
        "X.01",
        1,
        1,
        0,
    )


def test_names_of_the_small_class_are_those_of_the_exercise(assignment):
    assert {task.exercise.id: task.name for task in assignment.tasks} == NAMES
    assert Outcome.CORRECT == "correct"


def test_numbers_of_numpy_are_shown_as_numbers():
    import numpy as np

    assert shown(np.float64(17.1)) == "17.1"
    assert shown({"a": np.int64(3)}) == "{'a': 3}"


def test_sets_are_shown_in_the_same_order_everywhere():
    assert shown({"F11", "F03", "F09"}) == "{'F03', 'F09', 'F11'}"
    assert shown(set()) == "{}"


def test_what_is_still_open_is_shown_as_it_stands_in_the_notebook():
    assert shown({"BLOG": 5, "WP": ...}) == "{'BLOG': 5, 'WP': ...}"
    assert shown("Ellipsis") == "'Ellipsis'"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("TimeoutError: it ran longer than 10 seconds", "a loop that never stops"),
        ("SystemExit: it ended its own process (status 0)", "such as exit()"),
        ("KeyError: 'token'", "stopped with this: KeyError: 'token'"),
    ],
)
def test_an_error_is_told_in_words_that_help(assignment, error, says):
    ran = Ran({}, errors={assignment.tasks[0].cell: error})
    assert says in judge(handed_in("ana", starter()), assignment, ran).marks[0].message
