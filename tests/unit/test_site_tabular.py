import json

from hypothesis import given
from hypothesis import strategies as st

from course.build.site import tabular

WORDS = {f"w{n:02}": {"GVS": [n % 2, 0]} for n in range(20)}


def test_columns_with_one_value_have_no_cells():
    made = tabular.table([{"a": n, "b": "same"} for n in range(3)], [False] * 3)
    assert made == {"$columns": ["a", "b"], "$rows": [[0], [1], [2]], "$fixed": {"b": "same"}}


def test_columns_with_few_values_have_their_numbers():
    records = [{"kind": ("agreements", "families and aid")[n % 2], "n": n} for n in range(6)]
    made = tabular.table(records, [False] * 6)
    assert made["$rows"][:2] == [[0, 0], [1, 1]]
    assert made["$choices"] == {"kind": ["agreements", "families and aid"]}
    assert tabular.plain(made) == records


def test_references_are_numbers_and_texts_stay_texts():
    records = [{"text": {"$": 7}}, {"text": "short"}, {"text": None}, {"text": {"$": 8}}]
    made = tabular.table(records, [False] * 4)
    assert (made["$rows"], made["$refs"]) == ([[7], ["short"], [None], [8]], ["text"])
    assert tabular.plain(made) == records


def test_a_mapping_is_written_by_its_values():
    made = tabular.by_value(WORDS)
    assert [value for value, _ in made["$same"]] == [{"GVS": [0, 0]}, {"GVS": [1, 0]}]
    assert tabular.plain(made) == WORDS
    unsorted = dict(reversed(WORDS.items()))
    assert tabular.by_value(unsorted) is unsorted


cells = st.tuples(st.sampled_from([0, False, 1, True, "long enough to count"]), st.text(max_size=3))


@given(st.lists(cells, min_size=3))
def test_tables_lose_nothing(rows):
    records = [{"a": one, "b": two} for one, two in rows]
    made = tabular.table(records, [False] * len(records))
    assert json.dumps(tabular.plain(made)) == json.dumps(records)
