import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.check import exercise
from course.check.compare import KINDS, judge
from course.model import Exercise, Outcome

SCHEMA = json.loads((exercise.paths.PACKAGE / "check" / "exercise.schema.json").read_text("utf8"))
ONE_OF_EACH = [
    Exercise("L9.E1", "09-x", "Try", "number", 9, "Yes.", "Again."),
    Exercise("L9.E2", "09-x", "Try", "text", "IND", "Yes.", "Again."),
    Exercise("L9.E3", "09-x", "Try", "set", ["F03"], "Yes.", "Again."),
    Exercise("L9.E4", "09-x", "Try", "mapping", {"GVS": 10}, "Yes.", "Again."),
    Exercise("L9.E5", "09-x", "Try", "table", {"key": "a", "rows": [{"a": "x", "b": 1}]}, "Yes.", "Again."),
    Exercise(
        "L9.E6",
        "09-x",
        "Try",
        "function",
        None,
        "Yes.",
        "Again.",
        cases=({"name": "1", "args": [1], "expected": 1},),
    ),
    Exercise("L9.E7", "09-x", "Try", "prose", {"words": [1, 2]}, "Yes.", "Again."),
]


def test_every_kind_of_the_schema_can_be_judged():
    assert (
        set(SCHEMA["$defs"]["exercise"]["properties"]["kind"]["enum"])
        == set(KINDS)
        == {e.kind for e in ONE_OF_EACH}
    )


@pytest.mark.parametrize("value", [..., None, [...], {"a": ...}])
@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda e: e.kind)
def test_untouched(question, value):
    assert judge(question, value).outcome is Outcome.NOT_ATTEMPTED


ANYTHING = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.just(...) | st.builds(object),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.sets(st.text()),
    max_leaves=6,
)


@given(st.sampled_from(ONE_OF_EACH), ANYTHING)
def test_never_raises_and_always_says_something(question, value):
    result = judge(question, value)
    assert result.outcome is not Outcome.CHECKER_ERROR
    assert result.message
    assert 0 <= result.score <= 1
