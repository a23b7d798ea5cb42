"""A small class with hostile names and texts, in a gradebook filled through its own class."""

from __future__ import annotations

from course.classroom.casework import Work
from course.classroom.model import Assignment, Bundle, Graded, Mark, Task
from course.model import Diagnosis, Exercise, Outcome

EVIL = "<script>evil()</script><img src=x onerror=evil()>{{ 7*7 }}</style></title>\"'>&amp;\u202ekcab\x00\x1b[31m"
KEY = "KEYKEYKEY"


def exercise(eid, lesson, title="Count the floors"):
    """Whatever could give the answer away says so."""
    return Exercise(
        eid,
        lesson,
        title,
        "text",
        f"{KEY}-expected",
        f"{KEY}-correct",
        f"{KEY}-not-yet",
        hints=(f"{KEY}-hint",),
        diagnoses=(Diagnosis(f"{KEY}-value", f"{KEY}-diagnosis", ("GVS-P04",)),),
        evidence=("GVS-P14",),
        cases=({"args": [f"{KEY}-case"], "value": f"{KEY}-case"},),
    )


def bundle(tmp_path):
    first = tuple(
        Task(exercise(f"L1.E{n}", "01-1449"), f"cell-{KEY}", f"name-{KEY}", 2.0, optional=n == 3)
        for n in (1, 2, 3)
    )
    second = (Task(exercise("L2.E1", "02-peel-the-page"), "c", "layers", 1.0),)
    return Bundle(
        "autumn",
        "0.1.0",
        KEY,
        (
            Assignment("01-1449", "Lesson 1 · 14:49", first, written=("L1.W1",)),
            Assignment("02-peel-the-page", "Lesson 2 · Peel the page", second, written=("L2.W1",)),
        ),
        tmp_path / "bundle",
    )


def graded(
    student, points=2.0, answer="4", message="Look at the paragraph again.", assignment="01-1449", **more
):
    """Right, not yet, and the extra one untouched; or one mark for the second assignment."""
    if assignment != "01-1449":
        marks = (Mark("L2.E1", Outcome.NOT_YET, 0.0, 1.0, message, ("IND-P12",), answer),)
    else:
        marks = (
            Mark("L1.E1", Outcome.CORRECT, points, 2.0, "Four floors, as the page says.", (), "4"),
            Mark("L1.E2", Outcome.NOT_YET, 0.0, 2.0, message, ("GVS-P14",), answer),
            Mark("L1.E3", Outcome.NOT_ATTEMPTED, 0.0, 0.0, "No answer was found."),
        )
    return Graded(student, assignment, f"digest of {student}"[:40], marks, **more)


def text(book, student, words="It stood in Kaesong (GVS-P08).", task="L1.W1", own=2):
    book.keep_work(student, Work((), ((task, words, own, "2026-01-01T00:00:00Z"),), ()))
