from math import comb
from statistics import NormalDist

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from course import paths
from course.model import CourseError
from course.quiz import discernment as room
from course.quiz.discernment import Tally, d_prime, measures, reaches, tally


def claim(number, *, sound):
    return room.Claim(f"X.{number:02}", "GVS-P04", "It was so.", sound, "Why.", ("GVS-P08",), ())


CLAIMS = tuple(claim(number, sound=number % 2 == 0) for number in range(1, 5))
FILE = {
    "title": "Two",
    "intro": "Half\n  of them.",
    "claims": [
        {
            "id": "X.01",
            "passage": "GVS-P04",
            "claim": "It was\n  so.",
            "sound": False,
            "reason": "It was not.",
            "paragraphs": ["GVS-P08"],
            "sources": [],
        }
    ],
}


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    path = tmp_path / room.LESSON / "discernment.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(FILE), "utf8")
    return path


def test_claims_are_read(path):
    found = room.load()
    assert (found.title, found.intro) == ("Two", "Half of them.")
    (one,) = found.claims
    assert (one.id, one.claim, one.sound, one.paragraphs) == ("X.01", "It was so.", False, ("GVS-P08",))


@pytest.mark.parametrize("broken", ["claims: [{id: X.01}]", "title: T\nclaims: []", "claims: 3"])
def test_a_broken_file_is_named_in_one_line(path, broken):
    path.write_text(broken, "utf8")
    with pytest.raises(CourseError, match=r"06-whose-voice/discernment\.yaml: a claim is broken") as error:
        room.load()
    assert "\n" not in str(error.value)


def test_validate_speaks_in_lines(tmp_path):
    (line,) = room.validate(tmp_path / "discernment.yaml")
    assert "not found" in line


def value(*flags, finished=True):
    return {
        "cards": {one.id: {"flagged": flag} for one, flag in zip(CLAIMS, flags, strict=False)},
        "finished": finished,
    }


def test_a_round_is_counted():
    assert tally(CLAIMS, value(True, True, False, False)) == Tally(1, 2, 1, 2)
    assert tally(CLAIMS, value(True, False, True, False)) == Tally(2, 2, 0, 2)


@pytest.mark.parametrize(
    "unfinished",
    [
        {},
        {"cards": None, "finished": True},
        {"cards": {"X.01": 3}, "finished": True},
        value(True, False, True),
        value(True, False, True, "yes"),
        value(True, False, True, None),
        value(True, False, True, False, finished=False),
    ],
)
def test_a_part_is_no_round(unfinished):
    assert tally(CLAIMS, unfinished) is None


def test_a_tally_measures_itself():
    found = Tally(9, 12, 3, 12)
    assert (found.d_prime, found.criterion) == measures(9, 12, 3, 12)
    assert found.reach == reaches(9, 12, 3, 12)


def test_macmillan_and_creelmans_faces():
    """Macmillan and Creelman 2005, chapter 1: 20 hits of 25 and 10 false alarms of 25 give d' = 1.095; c = -0.294."""
    sensitivity, criterion = d_prime(20 / 25, 10 / 25)
    assert sensitivity == pytest.approx(1.095, abs=0.0005)
    assert criterion == pytest.approx(-0.294, abs=0.0005)


def test_the_normal_quantiles_are_those_of_scipy():
    for hit, alarm in [(0.01, 0.99), (0.3, 0.2), (0.999, 0.5)]:
        assert d_prime(hit, alarm)[0] == pytest.approx(norm.ppf(hit) - norm.ppf(alarm))
        assert d_prime(hit, alarm)[1] == pytest.approx(-(norm.ppf(hit) + norm.ppf(alarm)) / 2)


def test_the_log_linear_rule_of_stanislaw_and_todorov():
    """Stanislaw and Todorov 1999, p. 143: add 0.5 to hits and false alarms and 1 to both numbers of trials."""
    assert measures(20, 25, 10, 25) == pytest.approx(d_prime(20.5 / 26, 10.5 / 26))
    assert measures(12, 12, 0, 12)[0] == pytest.approx(2 * norm.ppf(12.5 / 13))
    assert measures(12, 12, 0, 12)[0] == pytest.approx(3.54, abs=0.005)
    assert measures(12, 12, 12, 12) == pytest.approx((0, -norm.ppf(12.5 / 13)))


def test_without_one_kind_of_claim_there_is_no_measure():
    assert np.isnan(measures(1, 2, 0, 0)).all()
    assert np.isnan(measures(0, 0, 1, 2)).all()


counts = st.integers(0, 24)


@given(counts, counts)
def test_calling_sound_faulty_turns_both_signs(hits, alarms):
    """Swapping the kinds turns d'; flagging what was not flagged turns d' and c."""
    d, c = measures(hits, 24, alarms, 24)
    assert measures(alarms, 24, hits, 24) == pytest.approx((-d, c))
    assert measures(24 - hits, 24, 24 - alarms, 24) == pytest.approx((-d, -c))


@given(counts, st.integers(0, 23))
def test_one_more_hit_raises_d_prime_and_lowers_c(alarms, hits):
    before, after = measures(hits, 24, alarms, 24), measures(hits + 1, 24, alarms, 24)
    assert after[0] > before[0]
    assert after[1] < before[1]


def test_the_reach_is_that_of_gourevitch_and_galanter():
    """Variance of d' = H(1-H) / (n phi(z(H))^2) + F(1-F) / (m phi(z(F))^2); see Macmillan and Creelman 2005, 13.4."""
    hit, alarm = 9.5 / 13, 3.5 / 13
    parts = [rate * (1 - rate) / (12 * norm.pdf(norm.ppf(rate)) ** 2) for rate in (hit, alarm)]
    d_reach, c_reach = reaches(9, 12, 3, 12)
    assert d_reach == pytest.approx(norm.ppf(0.975) * sum(parts) ** 0.5)
    assert c_reach == pytest.approx(d_reach / 2)


def covered(d, c):
    """How often the intervals hold the true d' and c: all 169 tables, weighed by how likely each is."""
    hit, alarm = (NormalDist().cdf(side * d / 2 - c) for side in (1, -1))
    held = np.zeros(2)
    for hits in range(13):
        for alarms in range(13):
            chance = comb(12, hits) * hit**hits * (1 - hit) ** (12 - hits)
            chance *= comb(12, alarms) * alarm**alarms * (1 - alarm) ** (12 - alarms)
            found, reach = measures(hits, 12, alarms, 12), reaches(hits, 12, alarms, 12)
            held += chance * (np.abs(np.subtract(found, (d, c))) <= reach)
    return held


@pytest.mark.parametrize("d", [0, 0.5, 1, 1.5, 2, 2.5, 3])
def test_intervals_hold_what_they_promise(d):
    held = np.array([covered(d, c) for c in (-1, -0.5, 0, 0.5, 1)])
    assert held.min() >= 0.93
    assert held.max() < 1
