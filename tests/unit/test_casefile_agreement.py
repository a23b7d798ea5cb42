"""Alpha as Krippendorff worked it out by hand: "Computing Krippendorff's Alpha-Reliability" (2011)."""

from __future__ import annotations

from collections import Counter

import pytest

from course.casefile import agreement

# His example C: 4 observers, 12 units, gaps; nominal alpha is .743.
A = "123321412..."
B = "1233224125.3"
C = ".3332342251."
D = "12332441251."


def units(*observers):
    return [Counter(value for value in unit if value != ".") for unit in zip(*observers, strict=True)]


def test_the_example_with_four_observers_and_gaps():
    assert agreement.alpha(units(A, B, C, D)) == pytest.approx(0.743, abs=0.0005)


def test_the_example_with_two_observers():
    assert agreement.alpha(units("0100000010", "1110010000")) == pytest.approx(0.095, abs=0.0005)


def test_full_agreement_is_one():
    assert agreement.alpha(units("ab", "ab", "ab")) == 1


@pytest.mark.parametrize("rated", [(), ("aaa", "aaa"), ("ab.", "..b")])
def test_what_cannot_be_told_from_habit_has_no_alpha(rated):
    assert agreement.alpha(units(*rated)) is None


def test_without_the_library_there_is_none(monkeypatch):
    monkeypatch.setattr(agreement, "available", lambda: False)
    assert agreement.alpha(units("ab", "ab")) is None
    assert "krippendorff" in agreement.MISSING
