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


def test_a_record_among_like_ones_may_stand_elsewhere_too():
    records = [{"a": n, "b": "z" * 50 if n else LONG["gist"]} for n in range(4)]
    made = pool.Pool([records, [records[2]]])
    rows = made.values[0]["$rows"]
    assert isinstance(rows[2], dict)
    assert made.values[1] == [rows[2]]
    assert pool.unpacked(made.values[0], made.shared) == records


def test_records_of_a_kind_are_written_by_what_differs():
    usual = {"unit": "", "tolerance": 0.0, "items": [], "confidence": True, "words": [0, 0]}
    records = [{"id": f"L1.Q{n}", **usual} for n in range(5)]
    records[3]["confidence"] = 1  # in Python this equals True
    made = pool.Pool([{"one": one} for one in records])
    assert made.values[0] == {"one": {"$like": 0, "id": "L1.Q0"}}
    assert made.values[3]["one"]["confidence"] == 1
    back = [pool.unpacked(value, made.shared)["one"] for value in made.values]
    assert json.dumps(back) == json.dumps(records)


def test_some_texts_are_always_shared():
    made = pool.Pool([{"a": "Office opens"}], always=["Office opens", "Office closes"])
    assert (made.values, made.shared) == ([{"a": {"$": 0}}], ["Office opens", "Office closes"])


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["t" * 70, "u" * 70]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4)
        | st.lists(
            st.fixed_dictionaries(dict.fromkeys("abcdefg", st.sampled_from([0, False, "", "u" * 70]))),
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(st.lists(trees, max_size=5))
def test_nothing_is_lost(values):
    values = json.loads(json.dumps(values))
    made = pool.Pool(values)
    back = [pool.unpacked(value, made.shared) for value in made.values]
    assert json.dumps(back, sort_keys=True) == json.dumps(values, sort_keys=True)
