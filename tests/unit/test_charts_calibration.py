import json
from math import sqrt

import pandas as pd
import pytest

from course import charts
from course.charts.calibration import brier, wilson
from course.model import CONFIDENCE, CourseError
from course.quiz import calibration as counted


def bins(counts, accuracy):
    return pd.DataFrame(
        {
            "rating": list(CONFIDENCE),
            "n": counts,
            "confidence": list(CONFIDENCE.values()),
            "accuracy": pd.Series(accuracy, dtype="float64"),
        }
    )


def takeaway(counts, accuracy):
    return charts.calibration(bins(counts, accuracy)).to_dict()["usermeta"]["takeaway"]


def test_without_answers_the_frame_is_empty_and_says_so():
    spec = charts.calibration(bins([0] * 4, [None] * 4)).to_dict()
    assert "No rated answers yet" in json.dumps(spec["layer"])
    assert spec["usermeta"]["takeaway"].startswith("No rated answers yet.")
    assert [row[1] for row in spec["usermeta"]["table"]["rows"]] == ["0"] * 4


def test_few_answers_are_called_few():
    assert takeaway([0, 0, 1, 0], [None, None, 1, None]) == (
        "1 rated answer: you felt 75 percent sure, and it was right (Brier score 0.06). "
        "That is too few to say more: look again when you have 20."
    )
    assert "it was not right (Brier score 0.90)" in takeaway([0, 0, 0, 1], [None] * 3 + [0])
    assert takeaway([0, 19, 0, 0], [None, 0.5, None, None]).endswith("look again when you have 20.")


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (0.69, "You were too sure:"),
        (0.7, "Your confidence fits your answers."),
        (0.8, "Your confidence fits your answers."),
        (0.81, "You knew more than you thought:"),
    ],
)
def test_many_answers_get_a_verdict(right, verdict):
    said = takeaway([0, 0, 200, 0], [None, None, right, None])
    assert said.startswith(
        f"200 rated answers: you felt 75 percent sure and were right in {100 * right:.0f} percent (Brier score"
    )
    assert said.rpartition("). ")[2].startswith(verdict)
    assert "too few" not in said


def test_an_average_that_fits_hides_no_rating_that_does_not():
    said = takeaway([1, 4, 40, 14], [0, 0.75, 0.975, 1 / 14])
    assert said.endswith("On average that fits, but look at “certain”: it stands for 95%, and 7% were right.")
    few = takeaway([0, 0, 40, 7], [None, None, 0.875, 3 / 7])
    assert few.endswith("Your confidence fits your answers.")


def test_the_brier_score_is_said_once():
    assert takeaway([0, 20, 0, 0], [None, 0.5, None, None]).count("Brier score 0.25") == 1


def test_every_rating_has_its_count_above_the_frame():
    text = json.dumps(charts.calibration(bins([4, 0, 12, 200], [0.25, None, 0.5, 0.9])).to_dict())
    assert all(f'"n = {count}"' in text for count in (4, 0, 12, 200))
    assert all(f'"rating": "{rating}"' in text for rating in CONFIDENCE)


def test_the_brier_score_is_that_of_the_answers():
    attempts = {
        f"L1.Q{i}": [{"confidence": rating, "outcome": outcome}]
        for i, (rating, outcome) in enumerate(
            [("guess", "correct"), ("lean", "not-yet"), ("certain", "correct"), ("certain", "not-yet")]
        )
    }
    known = counted.summary(attempts)
    table = pd.DataFrame([vars_of(one) for one in known.bins])
    assert brier(table[table["n"] > 0].astype({"accuracy": "float64"})) == pytest.approx(known.brier)
    assert charts.calibration(table).to_dict()["usermeta"]["takeaway"].startswith("4 rated answers: ")


def vars_of(one):
    return {name: getattr(one, name) for name in ("rating", "n", "confidence", "accuracy")}


def test_always_lean_gives_a_quarter():
    assert brier(bins([0, 8, 0, 0], [None, 0.625, None, None]).iloc[[1]]) == pytest.approx(0.25)


@pytest.mark.parametrize(("right", "n"), [(0.5, 10), (0.0, 10), (1.0, 1), (0.9, 50)])
def test_the_ends_of_the_interval_are_as_unlikely_as_they_should_be(right, n):
    """Wilson's ends are the shares from which what was seen lies 1.96 standard errors away, or the edge."""
    for end in wilson(right, n):
        apart = abs(right - end) / sqrt(end * (1 - end) / n) if 0 < end < 1 else None
        assert apart is None or apart == pytest.approx(1.96, abs=1e-3)
        assert apart is not None or right == end


def test_more_answers_make_the_interval_narrower():
    few, many = wilson(0.6, 5), wilson(0.6, 200)
    assert few[0] < many[0] < 0.6 < many[1] < few[1]


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(CourseError, match='no column "n"'):
        charts.calibration(bins([1] * 4, [1] * 4).drop(columns="n"))
    with pytest.raises(CourseError, match="not between 0 and 1"):
        charts.calibration(bins([1] * 4, [1, 1, 1, 60]))
