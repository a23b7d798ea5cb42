"""A class made by a seeded simulation, for tests only: written into a real gradebook, and kept as plain rows beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from course.check import exercise
from course.classroom.casework import Work
from course.classroom.gradebook import FILE, Gradebook
from course.classroom.model import Assignment, Bundle, Graded, Mark, Task
from course.model import Kind, Outcome
from course.quiz import bank, discernment
from course.statistics import resample

LESSONS = ("01-1449", "02-peel-the-page", "04-headline-lead-body")
SURE = (0.33, 0.50, 0.75, 0.95)
ITEMS = 18


def few_resamples(patch):
    """Draw 300 resamples and not 10,000, for tests that look at the page and not at the numbers of its intervals."""
    patch.setitem(resample.interval.__kwdefaults__, "resamples", 300)


@dataclass
class Truth:
    """What was put in, as plain rows: the independent computations of the tests start from here."""

    students: list = field(default_factory=list)
    marks: list = field(
        default_factory=list
    )  # student, assignment, exercise, outcome, points, most, diagnosis, answer, message
    problems: list = field(default_factory=list)  # student, assignment, problem
    handed: list = field(default_factory=list)  # student, assignment
    answers: list = field(default_factory=list)  # student, item, attempt, response, correct, confidence, at
    claims: list = field(default_factory=list)  # student, round, claim, sound, flagged, confidence
    tests: list = field(default_factory=list)  # student, form, item, correct, confidence
    levels: list = field(default_factory=list)  # student, task, marker, level


def bundle(folder) -> Bundle:
    assignments = []
    for lesson in LESSONS:
        found = exercise.load(lesson)
        tasks = tuple(Task(one, f"c{i}", f"v{i}", 1.0) for i, one in enumerate(found))
        assignments.append(Assignment(lesson, lesson, tasks, ()))
    return Bundle("autumn", "0.1.0", "", tuple(assignments), folder)


@dataclass(frozen=True)
class Who:
    """One student."""

    name: str
    ability: float
    number: int


def build(folder, n, seed=7, name="student-{:03d}"):
    """Write a gradebook of n students into a folder and return what was put in."""
    rng, truth = np.random.default_rng(seed), Truth()
    with Gradebook(folder / FILE) as book:
        book.begin(bundle(folder))
        maker = Maker(book, truth, rng)
        for number in range(n):
            who = Who(name.format(number), rng.normal(), number)
            truth.students.append(who.name)
            for part in (maker.notebooks, maker.case_file, maker.tests, maker.levels):
                part(who)
    return truth


class Maker:
    """Makes the work of one student after the other."""

    def __init__(self, book, truth, rng):
        self.book, self.truth, self.rng = book, truth, rng

    def _knows(self, ability, hardness):
        return bool(self.rng.random() < 1 / (1 + np.exp(hardness - ability)))

    def notebooks(self, who):
        for a, lesson in enumerate(LESSONS):
            draw = self.rng.random()
            if draw < 0.08:
                continue  # not handed in
            problem = "It ran out of time. Look at it yourself." if draw < 0.12 else ""
            marks = [
                self._mark(who, lesson, (e, one), problem) for e, one in enumerate(exercise.load(lesson), a)
            ]
            self.truth.handed.append((who.name, lesson))
            if problem:
                self.truth.problems.append((who.name, lesson, problem))
            if self.rng.random() < 0.2:  # an earlier hand-in that no longer counts
                old = [Mark(m.exercise, Outcome.NOT_ATTEMPTED, 0.0, 1.0, "No answer.") for m in marks]
                self.book.keep(Graded(who.name, lesson, "old", tuple(old)), "key")
            self.book.keep(Graded(who.name, lesson, "new", tuple(marks), problem), "key")

    def _mark(self, who, lesson, place, problem):
        e, one = place
        draw, diagnosis, answer, message = self.rng.random(), -1, "", "No answer."
        if problem or draw < 0.07:
            outcome = Outcome.NOT_ATTEMPTED
        elif self._knows(who.ability, e / 3 - 1):
            outcome, answer, message = Outcome.CORRECT, "right", "Right."
        else:
            outcome, answer, message = Outcome.NOT_YET, repr(int(self.rng.integers(100, 104))), one.not_yet
            if one.diagnoses and self.rng.random() < 0.7:
                diagnosis = int(min(self.rng.geometric(0.5) - 1, len(one.diagnoses) - 1))
                answer, message = repr(one.diagnoses[diagnosis].value), one.diagnoses[diagnosis].message
        points = float(outcome is Outcome.CORRECT)
        if not problem:
            self.truth.marks.append(
                (who.name, lesson, one.id, str(outcome), points, 1.0, diagnosis, answer, message)
            )
        return Mark(one.id, outcome, points, 1.0, message, (), answer, diagnosis)

    def case_file(self, who):
        if self.rng.random() < 0.1:
            return
        at, rows = datetime(2026, 9, 1, 9, tzinfo=UTC) + timedelta(days=who.number), []
        for lesson in LESSONS:
            at += timedelta(hours=2)
            for place, item in enumerate(q for q in bank.load(lesson) if q.kind is Kind.SINGLE and q.scored):
                if self.rng.random() < 0.03:
                    continue
                for attempt in (1, 2):
                    key = [o.id for o in item.options if o.key]
                    wrong = [o.id for o in item.options if not o.key]
                    right = attempt == 2 or self._knows(who.ability, place % 5 / 2 - 1)
                    response = (
                        key[0] if right else wrong[min(int(self.rng.geometric(0.7)) - 1, len(wrong) - 1)]
                    )
                    at += timedelta(minutes=float(self.rng.choice([0.5, 2, 4, 40], p=[0.5, 0.3, 0.18, 0.02])))
                    sure = SURE[int(self.rng.integers(0, 4))] if item.confidence else None
                    rows.append(
                        (
                            item.id,
                            attempt,
                            json.dumps(response),
                            int(right),
                            float(right),
                            sure,
                            at.isoformat(),
                        )
                    )
                    self.truth.answers.append((who.name, item.id, attempt, response, int(right), sure, at))
                    if right:
                        break
        rounds = self._rounds(who)
        texts = [(f"L{i}.W1", "A text.", None, at.isoformat()) for i in (1, 2)]
        self.book.keep_work(who.name, Work(tuple(rows), tuple(texts), tuple(rounds)))

    def _rounds(self, who):
        for lift, place in ((0.2, "first"), (0.9, "again")):
            if self.rng.random() < 0.15:
                continue
            claims = discernment.load().claims
            if self.rng.random() < 0.1:
                claims = claims[:9]  # began and never finished
            for claim in claims:
                flagged = bool(
                    self.rng.normal() + (who.ability / 4 + lift) * (0.6 if not claim.sound else -0.6) > 0.1
                )
                sure = SURE[int(self.rng.integers(0, 4))]
                form = f"discernment.{place}"
                self.truth.claims.append((who.name, form, claim.id, claim.sound, flagged, sure))
                yield {"form": form, "item": claim.id, "sound": int(claim.sound), "flagged": int(flagged),
                       "correct": int(flagged != claim.sound), "confidence": sure}  # fmt: skip

    def tests(self, who):
        """Half of the class takes form A first, the other half form B."""
        rows = []
        for form, lift in (("pre", 0.0), ("post", 0.8)):
            letter = "AB"[(who.number + (form == "post")) % 2]
            if self.rng.random() < 0.1:
                continue
            for place in range(1, ITEMS + 1):
                correct = int(self._knows(who.ability + lift, place % 6 / 2 - 1))
                sure = SURE[int(self.rng.integers(0, 4))]
                self.truth.tests.append((who.name, form, f"T{letter}.{place:02d}", correct, sure))
                rows.append(
                    {
                        "student": who.name,
                        "form": form,
                        "item": f"T{letter}.{place:02d}",
                        "correct": correct,
                        "confidence": sure,
                    }
                )
        self.book.keep_test(rows)

    def levels(self, who):
        for task in ("L1.W1", "L2.W1"):
            first = int(self.rng.integers(1, 5))
            second = int(np.clip(first + self.rng.integers(-1, 2), 1, 4))
            for marker, level in (("Ada", first), ("Ben", second)):
                if self.rng.random() < 0.8:
                    self.book.keep_level(who.name, task, marker, level)
                    self.truth.levels.append((who.name, task, marker, level))
