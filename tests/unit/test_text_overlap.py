"""Shared runs, against a slow search that is plainly right."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.model import Passage
from course.text import overlap

texts = st.lists(st.text(alphabet="ab ", max_size=30).map(lambda s: " ".join(s.replace(" ", ""))), max_size=6)
sparse = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=15).map(" ".join), max_size=5)


def passages(found):
    return [Passage(f"X-P{n:02d}", "X", n, text) for n, text in enumerate(found, 1)]


def slow_runs(found, minimum):
    """Try every pair of places."""
    runs = []
    for one, two in itertools.combinations(found, 2):
        a, b = one.text.split(), two.text.split()
        for i, j in itertools.product(range(len(a)), range(len(b))):
            if i and j and a[i - 1] == b[j - 1]:
                continue
            pairs = zip(a[i:], b[j:], strict=False)
            length = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
            if length >= minimum:
                runs.append(overlap.Run(one.id, i, two.id, j, length))
    return runs


@given(texts | sparse, st.integers(1, 5))
def test_all_runs_are_those_of_the_slow_search(found, minimum):
    given_passages = passages(found)
    assert overlap.shared_runs(given_passages, minimum) == sorted(slow_runs(given_passages, minimum))


@given(texts | sparse, st.integers(1, 4), st.integers(1, 6))
def test_with_a_limit_no_run_is_new_and_none_is_there_twice(found, minimum, most):
    given_passages = passages(found)
    limited = overlap.shared_runs(given_passages, minimum, most)
    assert len(set(limited)) == len(limited)
    assert set(limited) <= set(slow_runs(given_passages, minimum))


@given(texts | sparse, st.integers(1, 4), st.integers(1, 6))
def test_with_a_limit_the_runs_with_a_rare_group_remain(found, minimum, most):
    given_passages = passages(found)
    groups = [
        tuple(p.text.split()[i : i + minimum]) for p in given_passages for i in range(len(p.text.split()))
    ]
    words = {p.id: p.text.split() for p in given_passages}

    def rare(run):
        row = words[run.a][run.a_start : run.a_start + run.length]
        return any(groups.count(tuple(row[i : i + minimum])) <= most for i in range(run.length - minimum + 1))

    expected = [run for run in sorted(slow_runs(given_passages, minimum)) if rare(run)]
    assert overlap.shared_runs(given_passages, minimum, most) == expected


@given(st.lists(st.sampled_from("abc"), max_size=25), st.lists(st.sampled_from("abc"), max_size=25))
def test_longest_run_is_that_of_the_slow_search(a, b):
    one, two = " ".join(a), " ".join(b)
    runs = slow_runs(passages([one, two]), 1)
    assert overlap.longest_run(one, two) == max((run.length for run in runs), default=0)


def test_a_run_says_where_it_stands():
    found = overlap.shared_runs(passages(["one two three four", "zero ONE, two — three!"]), 3)
    assert found == [overlap.Run("X-P01", 0, "X-P02", 1, 3)]


def test_runs_do_not_cross_the_end_of_a_passage():
    assert overlap.shared_runs(passages(["a b", "c d", "a b c d"]), 3) == []


def test_a_passage_is_not_compared_with_itself():
    assert overlap.shared_runs(passages(["a b c a b c"]), 2) == []


def test_longest_runs_has_one_entry_for_each_pair():
    found = passages(["a b c x d e", "d e y a b c", "q d e"])
    assert overlap.longest_runs(found, 2) == {
        ("X-P01", "X-P02"): 3,
        ("X-P01", "X-P03"): 2,
        ("X-P02", "X-P03"): 2,
    }


def test_a_stock_phrase_can_be_left_out():
    found = passages([f"w{n} all rights reserved v{n}" for n in range(4)])
    assert len(overlap.shared_runs(found, 3)) == 6
    assert overlap.shared_runs(found, 3, most=3) == []


def test_capitals_and_punctuation_do_not_count():
    assert overlap.longest_run("“Before long,” he said", "before Long he SAID") == 4
    assert overlap.longest_run("", "a") == overlap.longest_run("a", "b") == 0


def test_a_minimum_under_one_is_refused():
    with pytest.raises(ValueError, match="minimum is 0"):
        overlap.shared_runs([], 0)
