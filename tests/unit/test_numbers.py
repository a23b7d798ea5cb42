from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from course import numbers
from course.model import CourseError

amounts = st.floats(1, 1e4)
falls = st.floats(-1, 0.99)


def test_the_figures_of_the_article():
    found = numbers.reconcile(198, 10, 0.24, 0.74)
    assert found.rounded() == {
        "total_2019": 273.68,
        "imports_2019": 38.46,
        "exports_2019": 235.22,
        "export_change": -15.8,
        "import_share_of_fall": 43.3,
    }
    assert repr(found).startswith("Reconciled(total_2019=273.68, imports_2019=38.46")


def test_the_surplus_keeps_one_percentage_and_moves_the_other():
    kept = numbers.with_surplus(198, 10, 219, import_fall=0.74).rounded()
    assert (kept["exports_2019"], kept["export_change"], kept["total_change"]) == (257.46, -23.1, -29.7)
    other = numbers.with_surplus(198, 10, 219, total_fall=0.24).rounded()
    assert (other["imports_2019"], other["import_change"], other["total_change"]) == (27.34, -63.4, -24.0)


def test_what_rounding_allows():
    found = numbers.rounding(198, 10, 0.24, 0.74)
    export, total = found["export_change"], found["total_2019"]
    assert (round(export.low, 1), round(export.high, 1)) == (-17.2, -14.4)
    assert (round(total.low, 1), round(total.high, 1)) == (270.6, 276.8)
    exact = numbers.rounding(198, 10, 0.24, 0.74, half=0)["total_2019"]
    assert exact.low == exact.high


@given(before=amounts, fall=falls)
def test_the_base_is_what_it_was_before_the_fall(before, fall):
    left = before * (1 - fall)
    assert numbers.base(left, fall) == pytest.approx(before)
    assert numbers.change(before, left) == pytest.approx(-100 * fall, abs=1e-9)


@given(exports=amounts, imports=amounts, total_fall=falls, import_fall=falls)
def test_what_comes_out_gives_back_what_went_in(exports, imports, total_fall, import_fall):
    possible = imports / (1 - import_fall) < (exports + imports) / (1 - total_fall) - 1e-6
    assume(possible)
    found = numbers.reconcile(exports, imports, total_fall, import_fall)
    assert found.exports_2019 + found.imports_2019 == pytest.approx(found.total_2019)
    assert numbers.change(found.total_2019, exports + imports) == pytest.approx(-100 * total_fall, abs=1e-6)
    assert numbers.change(found.imports_2019, imports) == pytest.approx(-100 * import_fall, abs=1e-6)


@given(exports=amounts, imports=amounts, total_fall=falls, import_fall=falls)
def test_it_is_impossible_exactly_if_imports_fill_the_whole(exports, imports, total_fall, import_fall):
    total, part = numbers.base(exports + imports, total_fall), numbers.base(imports, import_fall)
    if part >= total:
        with pytest.raises(CourseError, match="Impossible: imports of 2019"):
            numbers.reconcile(exports, imports, total_fall, import_fall)
    else:
        assert numbers.reconcile(exports, imports, total_fall, import_fall).exports_2019 > 0


@given(exports=amounts, imports=amounts, surplus=st.floats(-1e3, 1e4), fall=st.floats(0, 0.95))
def test_both_ways_round_the_surplus_agree(exports, imports, surplus, fall):
    assume(imports / (1 - fall) + surplus > 0.01)
    one = numbers.with_surplus(exports, imports, surplus, import_fall=fall)
    assert one.exports_2019 - one.imports_2019 == pytest.approx(surplus, abs=1e-6)
    assume(one.total_change < 99)
    two = numbers.with_surplus(exports, imports, surplus, total_fall=-one.total_change / 100)
    assert two.imports_2019 == pytest.approx(one.imports_2019, rel=1e-4, abs=1e-4)


unit = st.floats(-0.5, 0.5)


@given(dx=unit, dm=unit, dt=unit, di=unit)
def test_no_point_that_rounding_allows_lies_outside_the_bounds(dx, dm, dt, di):
    limits = numbers.rounding(198, 10, 0.24, 0.74)
    found = numbers.reconcile(198 + dx, 10 + dm, 0.24 + dt / 100, 0.74 + di / 100)
    for name, bounds in limits.items():
        assert bounds.low - 1e-9 <= getattr(found, name) <= bounds.high + 1e-9


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: numbers.reconcile(198, 10, 0.24, 0.97),
            "would be 333.3, and all trade of 2019 only 273.7. A part",
        ),
        (lambda: numbers.reconcile(0, 10, 0.5, 0.5), "Nothing would be left for exports"),
        (lambda: numbers.reconcile(198, 10, 24, 74), "fall of 2400 percent leaves nothing.*0.74 stands for"),
        (lambda: numbers.base(-1, 0.5), "below zero"),
        (lambda: numbers.change(0, 5), "needs a base above zero"),
        (lambda: numbers.with_surplus(198, 10, 219), "Keep one percentage"),
        (lambda: numbers.with_surplus(198, 10, 219, import_fall=0.7, total_fall=0.2), "and not both"),
        (lambda: numbers.with_surplus(198, 10, 400, total_fall=0.24), "Impossible: with a surplus of 400"),
        (lambda: numbers.rounding(198, 10, 0.24, 0.9635), "Impossible"),
    ],
)
def test_what_is_impossible_says_why_in_one_line(call, said):
    with pytest.raises(CourseError, match=said) as error:
        call()
    assert "\n" not in str(error.value)


def test_results_cannot_be_changed():
    with pytest.raises(AttributeError):
        numbers.reconcile(198, 10, 0.24, 0.74).total_2019 = 1


def test_the_total_that_does_not_change_has_no_shares():
    assert numbers.reconcile(198, 10, 0.0, 0.5).import_share_of_fall != numbers.reconcile(198, 10, 0.1, 0.5)
    share = numbers.reconcile(198, 10, 0.0, 0.5).import_share_of_fall
    assert share != share  # noqa: PLR0124  (only nan differs from itself)


def test_the_room_needs_the_standard_library_only():
    tree = ast.parse(Path(numbers.__file__).read_text("utf8"))
    tops = {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert tops - {"course"} <= sys.stdlib_module_names
