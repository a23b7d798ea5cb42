"""Disclosure control, proved by trying every class: what is told never tells a count under 5."""

from collections import defaultdict
from itertools import product

import pytest

from course.classroom.report.protect import CLASS, FEWEST, protect


def rows(size, cells):
    """Every way to divide a class of this size."""
    names = [f"c{i}" for i in range(cells)]
    for counts in product(range(size + 1), repeat=cells - 1):
        if sum(counts) <= size:
            yield dict(zip(names, (*counts, size - sum(counts)), strict=True))


def told(row):
    """What a reader sees, who knows the size of the class and the rules."""
    seen = protect(row)
    return tuple(sorted(seen.shown.items())), seen.hidden, seen.together


@pytest.mark.parametrize(
    ("size", "cells"),
    [*((n, c) for n in (10, 11, 13, 17, 22, 30) for c in (2, 3)), (14, 4), (19, 4), (26, 4), (16, 5)],
)
def test_every_hidden_small_count_may_be_any_number_under_five(size, cells):
    worlds = defaultdict(list)
    for row in rows(size, cells):
        worlds[told(row)].append(row)
    for (shown, hidden, _), alike in worlds.items():
        assert all(count >= FEWEST for _, count in shown)
        for cell in hidden:
            possible = {row[cell] for row in alike}
            small = {count for count in possible if count < FEWEST}
            assert small in (set(), set(range(FEWEST))), (shown, hidden, cell)
            assert len(possible) >= FEWEST, (shown, hidden, cell)


def test_no_sum_of_hidden_cells_is_under_five():
    for row in rows(23, 4):
        seen = protect(row)
        if seen.together is not None:
            assert seen.together == sum(row[cell] for cell in seen.hidden) >= 2 * FEWEST - 1
            assert len(seen.hidden) >= 2


def test_a_row_without_small_counts_is_told_as_it_is():
    seen = protect({"right": 20, "no answer": 5, "other": 5})
    assert (seen.shown, seen.hidden) == ({"right": 20, "no answer": 5, "other": 5}, ())
    assert [seen.total(("right",)), seen.total(("no answer", "other"))] == [20, 10]


def test_a_zero_is_hidden_like_any_small_count():
    seen = protect({"right": 12, "no answer": 0, "other": 9})
    assert seen.hidden == ("no answer", "other")
    assert seen.together == 9
    assert seen.total(("right",)) == 12
    assert seen.total(("other",)) is None
    assert seen.total(("no answer", "other")) == 9
    assert seen.total(("right", "other")) is None


def test_a_small_class_is_told_nothing():
    seen = protect({"right": CLASS - 1, "other": 0})
    assert (seen.shown, seen.together) == ({}, None)
    assert seen.total(("right", "other")) is None


def test_the_usual_rule_alone_would_tell():
    """Hide what is under 5 and the smallest other cell: 5 students in two hidden cells of 0 and 5 are then known."""

    def usual(row):
        small = {cell for cell, count in row.items() if count < FEWEST}
        if len(small) == 1:
            small.add(min((cell for cell in row if cell not in small), key=row.get))
        return tuple(sorted((cell, count) for cell, count in row.items() if cell not in small)), tuple(
            sorted(small)
        )

    worlds = defaultdict(list)
    for row in rows(17, 3):
        worlds[usual(row)].append(row)
    assert any(
        len({row[cell] for row in alike}) == 1 for (_, hidden), alike in worlds.items() for cell in hidden
    )
