import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.statistics.reliability import consistency, cronbach, reliability

# Wuensch, "The Kuder-Richardson 20" (core.ecu.edu/wuenschk/StatHelp/KR20.txt): ten students, ten items,
# sum of pq 2.18, variance of totals 5.84.
WUENSCH = """
1111110110
1011011101
1111011001
0010001000
0000010010
1110111111
1101110111
1111111101
0101111101
1101101110
"""


def textbook():
    return pd.DataFrame([[int(cell) for cell in line] for line in WUENSCH.split()])


def test_the_textbook_example():
    table = textbook().to_numpy()
    assert (table.mean(axis=0) * (1 - table.mean(axis=0))).sum() == pytest.approx(2.18)
    assert table.sum(axis=1).var() == pytest.approx(5.84)
    assert consistency(textbook()).value == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
    assert consistency(textbook()).value == pytest.approx(0.696, abs=0.0005)


tables = st.integers(2, 6).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 1), min_size=k, max_size=k), min_size=3, max_size=15)
)


@given(tables)
def test_alpha_from_covariances(rows):
    """Independent form: k / (k - 1) * (sum of covariances between items / variance of totals)."""
    table = np.array(rows, dtype="float64")
    k, covariances = table.shape[1], np.cov(table, rowvar=False)
    total = covariances.sum()
    if total < 1e-12:
        assert np.isnan(cronbach(table))
    else:
        between = total - np.trace(covariances)
        assert cronbach(table) == pytest.approx(k / (k - 1) * between / total)


@given(tables, st.randoms())
def test_the_order_of_students_and_items_does_not_matter(rows, random):
    table = np.array(rows, dtype="float64")
    one, other = list(range(len(table))), list(range(table.shape[1]))
    random.shuffle(one)
    random.shuffle(other)
    assert cronbach(table[one][:, other]) == pytest.approx(cronbach(table), nan_ok=True)


def test_items_that_always_agree_give_one():
    assert cronbach(np.array([[1, 1, 1], [0, 0, 0], [1, 1, 1.0]])) == pytest.approx(1)


def test_points_work_as_well_as_right_and_wrong():
    """Cronbach's alpha of two rubric rows with covariance 1 and variances 1: 2 / 1 * (2 / 4) = 1."""
    assert consistency(pd.DataFrame({"a": [1, 2, 3], "b": [2, 3, 4]})).value == pytest.approx(1)


def test_the_interval_holds_the_value_and_is_reproducible():
    found = consistency(textbook())
    assert found.interval.low < found.value < found.interval.high
    assert consistency(textbook()) == found
    assert consistency(textbook(), seed=3).interval != found.interval


def test_students_who_left_an_item_out_are_dropped_and_counted():
    gaps = textbook().astype("float64")
    gaps.loc[3, 2] = np.nan
    found = consistency(gaps)
    assert (found.n, found.dropped, found.items) == (9, 1, 10)
    assert found.value == consistency(textbook().drop(index=3)).value


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (textbook()[[0]], "at least 2 items"),
        (textbook().head(2), "at least 3 students .* there are 2"),
        (textbook().head(0), "at least 3 students .* there are 0"),
        (textbook() * 0 + 1, "All students have the same total"),
        (textbook() * 0, "All students have the same total"),
        (pd.DataFrame({"a": [1, 0, 1], "b": [0, 1, 0]}), "All students have the same total"),
    ],
)
def test_where_it_is_undefined_a_reason_is_given(table, reason):
    found = consistency(table)
    assert (found.value, found.interval) == (None, None)
    assert re.search(reason, found.reason)


def test_from_a_table_of_answers():
    rows = textbook().reset_index(names="student").melt("student", var_name="item", value_name="correct")
    found = reliability(rows.assign(form="pre"), "pre")
    assert found.value == pytest.approx(0.696, abs=0.0005)
    assert (found.n, found.items, found.dropped, found.reason) == (10, 10, 0, "")
