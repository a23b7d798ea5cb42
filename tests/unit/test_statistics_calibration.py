import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from course import charts
from course.model import CONFIDENCE, CourseError
from course.quiz.calibration import summary as of_learner
from course.statistics.calibration import calibration, frame, measures

rated = st.lists(st.tuples(st.sampled_from(list(CONFIDENCE)), st.booleans()), min_size=1, max_size=40)


def table(pairs, students=1):
    return pd.DataFrame(
        [
            {
                "student": f"s{n % students}",
                "form": "pre",
                "item": f"Q{n}",
                "correct": int(right),
                "confidence": sure,
            }
            for n, (sure, right) in enumerate(pairs)
        ]
    )


@given(rated)
def test_one_learner_gets_what_the_learner_sees(pairs):
    attempts = {
        f"L1.Q{n}": [{"confidence": name, "outcome": "correct" if right else "not-yet"}]
        for n, (name, right) in enumerate(pairs)
    }
    learner = of_learner(attempts)
    found = measures([CONFIDENCE[name] for name, _ in pairs], [int(right) for _, right in pairs])
    assert found.n == learner.n
    for name in ("brier", "confidence", "accuracy", "gap"):
        assert getattr(found, name) == pytest.approx(getattr(learner, name))
    for one, other in zip(found.bins, learner.bins, strict=True):
        assert (one.rating, one.n, one.accuracy) == (other.rating, other.n, pytest.approx(other.accuracy))
        assert one.confidence == pytest.approx(other.confidence)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_the_brier_score_is_that_of_scikit_learn(pairs):
    sure, right = [s for s, _ in pairs], [int(r) for _, r in pairs]
    assert measures(sure, right).brier == pytest.approx(brier_score_loss(right, sure, pos_label=1))


def test_briers_week_of_rain():
    """Brier 1950, one of two classes counted: forecasts for ten days, with rain on the
    second, third and fourth. He sums both classes, which is twice the score here: 0.19 = 2 x 0.095."""
    sure = [0.7, 0.9, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.1]
    rain = [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert 2 * measures(sure, rain).brier == pytest.approx(0.19)


def test_saying_half_each_time_gives_a_quarter():
    assert measures([0.5] * 4, [1, 0, 1, 1]).brier == 0.25


@pytest.mark.parametrize(
    ("sure", "rating"), [(0, "guess"), (0.4, "guess"), (0.6, "lean"), (0.8, "fairly sure"), (1, "certain")]
)
def test_other_confidences_go_to_the_nearest_rating(sure, rating):
    assert [one.rating for one in measures([sure], [1]).bins if one.n] == [rating]


def test_a_class_is_measured_and_unrated_answers_are_counted():
    found = calibration(table([(0.95, True), (0.95, False), (None, True), (0.5, True)], students=2))
    assert (found.students, found.left_out, found.found.n) == (2, 1, 3)
    assert found.found.gap == pytest.approx(2.4 / 3 - 2 / 3)


def test_the_interval_resamples_students_not_answers():
    """Two students who always agree with themselves: the class can only be one, the other, or both."""
    sure = [(0.95, True), (0.95, False)] * 20
    ends = calibration(table(sure, students=2)).gap_interval
    assert (ends.low, ends.high) == (pytest.approx(-0.05), pytest.approx(0.95))


def test_one_form_or_all():
    both = pd.concat([table([(0.5, True)]), table([(0.75, False)]).assign(form="post")])
    assert calibration(both).found.n == 2
    assert calibration(both, "post").found.accuracy == 0
    with pytest.raises(CourseError, match='no answers of form "final"'):
        calibration(both, "final")


def test_nobody_rated_anything():
    found = calibration(table([(None, True), (None, False)]))
    assert (found.students, found.found.n, found.found.brier, found.gap_interval) == (0, 0, None, None)
    assert [one.n for one in found.found.bins] == [0] * 4


def test_one_student_has_no_interval():
    assert calibration(table([(0.5, True), (0.75, False)])).gap_interval is None


def test_a_table_without_confidence_is_refused():
    with pytest.raises(CourseError, match='needs the column "confidence"'):
        calibration(table([(0.5, True)]).drop(columns="confidence"))


def test_the_chart_of_the_course_draws_it():
    found = calibration(table([(0.95, True), (0.5, False)], students=2)).found
    spec = charts.calibration(frame(found)).to_dict()
    assert spec["usermeta"]["takeaway"].startswith("2 rated answers")
