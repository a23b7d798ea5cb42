import numpy as np
import pandas as pd
import pytest

from course.model import CourseError
from course.quiz.discernment import measures
from course.statistics import discernment as room
from course.statistics.discernment import change, discernment, verdict
from course.statistics.resample import Interval


def judged(rates, students=12, claims=24, seed=1):
    """Half of the claims are faulty; `rates` gives each form its shares of faulty and of sound claims flagged."""
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        [
            {
                "student": f"s{student:02}",
                "form": form,
                "item": f"C{claim}",
                "sound": claim % 2 == 0,
                "flagged": bool(random.random() < (alarm if claim % 2 == 0 else hit)),
                "correct": 0,
            }
            for form, (hit, alarm) in rates.items()
            for student in range(students)
            for claim in range(claims)
        ]
    )


def test_a_class_is_counted_over_its_students():
    rows = judged({"pre": (0.8, 0.3)})
    found = discernment(rows, "pre")
    assert (found.students, found.faulty, found.sound) == (12, 144, 144)
    assert found.hits == int((rows["flagged"] & ~rows["sound"]).sum())
    assert found.false_alarms == int((rows["flagged"] & rows["sound"]).sum())
    assert found.d_prime == pytest.approx(measures(found.hits, 144, found.false_alarms, 144)[0])
    assert found.d_interval.low < found.d_prime < found.d_interval.high


def test_names_and_order_do_not_matter():
    rows = judged({"pre": (0.8, 0.3)})
    other = rows.sample(frac=1, random_state=3).assign(student=lambda t: "x" + t["student"])
    assert discernment(other, "pre").d_prime == discernment(rows, "pre").d_prime


def test_intervals_over_items_and_over_students_differ():
    rows = judged({"pre": (0.8, 0.3)}, students=4)
    assert discernment(rows, "pre", over="items").d_interval != discernment(rows, "pre").d_interval
    with pytest.raises(CourseError, match='say "students" or "items"'):
        discernment(rows, "pre", over="claims")


def test_answers_left_out_and_other_items_are_not_counted():
    rows = judged({"pre": (0.8, 0.3)}).astype({"flagged": "object", "sound": "object"})
    rows.loc[0, "flagged"] = None
    quiz = pd.DataFrame({"student": "s00", "form": "pre", "item": "Q1", "correct": [1]})
    found = discernment(pd.concat([rows, quiz]), "pre")
    assert found.faulty + found.sound == 12 * 24 - 1


def test_missing_columns_and_empty_ones_are_said():
    with pytest.raises(CourseError, match='needs the column "sound"'):
        discernment(judged({"pre": (1, 0)}).drop(columns="sound"), "pre")
    with pytest.raises(CourseError, match="Nobody judged a claim"):
        discernment(judged({"pre": (1, 0)}).assign(flagged=None), "pre")


def test_only_faulty_claims_give_no_measure():
    rows = judged({"pre": (0.8, 0.3)}).query("not sound")
    found = discernment(rows, "pre")
    assert (found.d_prime, found.criterion, found.d_interval) == (None, None, None)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ((0.9, 0.6), "The class flags more of everything; it does not clearly tell"),
        ((0.9, 0.1), "tells faulty claims from sound ones better than before."),
        ((0.6, 0.3), "No clear change, which in a small class"),
    ],
)
def test_a_change_is_told_in_words(after, words):
    found = change(judged({"pre": (0.6, 0.25), "post": after}, students=20))
    assert words in found.verdict
    assert found.n == 20


def test_more_of_everything_is_a_fall_of_c():
    found = change(judged({"pre": (0.4, 0.1), "post": (0.9, 0.6)}, students=20))
    assert found.c_interval.high < 0
    assert found.c_change == pytest.approx(found.after.criterion - found.before.criterion)
    assert found.d_change == pytest.approx(found.after.d_prime - found.before.d_prime)


def test_students_with_one_test_only_are_dropped_and_named():
    rows = judged({"pre": (0.6, 0.3), "post": (0.7, 0.3)})
    rows = rows[~((rows["student"] == "s03") & (rows["form"] == "post"))]
    found = change(rows)
    assert (found.n, found.dropped, found.before.students) == (11, ("s03",), 11)


def test_one_student_is_too_few():
    found = change(judged({"pre": (0.6, 0.3), "post": (0.7, 0.3)}, students=1))
    assert found.d_interval is None
    assert found.verdict.startswith("There are too few students")


up, down, flat = Interval(0.1, 0.5), Interval(-0.5, -0.1), Interval(-0.2, 0.2)


@pytest.mark.parametrize(
    ("d", "c", "words"),
    [
        (up, flat, "better than before."),
        (up, down, "better than before, and flags more of everything."),
        (up, up, "better than before, and flags less of everything."),
        (down, flat, "less well than before."),
        (flat, down, "That is distrust, not discernment."),
        (flat, up, "That is trust, not discernment."),
        (flat, flat, "No clear change"),
        (None, flat, "too few students"),
    ],
)
def test_every_verdict(d, c, words):
    assert words in verdict(d, c)


def test_the_tallies_are_students_by_four_counts():
    table = room._tallies(room._counted(judged({"pre": (1.0, 0.0)}, students=3), "pre"))
    assert table.tolist() == [[12, 12, 0, 12]] * 3
