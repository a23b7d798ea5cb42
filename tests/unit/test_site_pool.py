import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.build.site import pool

LONG = {"gist": "x" * 130, "id": "GVS-P04"}


def test_what_occurs_twice_is_stored_once():
    made = pool.Pool([{"a": LONG}, {"b": [LONG, 1]}])
    assert made.values == [{"a": {"$": 0}}, {"b": [{"$": 0}, 1]}]
    assert made.shared == [LONG]


def test_parts_of_what_is_shared_are_counted_once():
    whole = {"one": LONG, "two": "y" * 50}
    made = pool.Pool([[whole], [whole]])
    assert len(made.shared) == 1  # LONG stands in one place only: inside the shared whole


def test_short_and_single_things_stay():
    values = [{"a": [1, 2], "b": "z" * 200}, {"a": [1, 2]}]
    made = pool.Pool(values)
    assert (made.values, made.shared) == (values, [])


def test_like_records_become_a_table():
    records = [{"a": n, "b": [n]} for n in range(4)]
    made = pool.Pool([{"rows": records}])
    assert made.values == [
        {"rows": {"$columns": ["a", "b"], "$rows": [[0, [0]], [1, [1]], [2, [2]], [3, [3]]]}}
    ]
    assert pool.unpacked(made.values[0], made.shared) == {"rows": records}


@pytest.mark.parametrize(
    "parts", [[{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 2}, {"b": 3}], [{}, {}, {}], [{"a": 1}, {"a": 2}, 3]]
)
def test_other_lists_stay_lists(parts):
    assert pool.Pool([parts]).values == [parts]


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["t" * 70, "u" * 70]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=30,
)


@given(st.lists(trees, max_size=5))
def test_nothing_is_lost(values):
    values = json.loads(json.dumps(values))
    made = pool.Pool(values)
    assert [pool.unpacked(value, made.shared) for value in made.values] == values
