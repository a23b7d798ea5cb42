"""What travels comes back as the same thing to a check: every catalogue case, all nonsense, and forged content."""

import datetime as dt
import json
import sys
from collections import Counter
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.check import compare, exercise
from course.check.functions import function
from course.check.plain import describe, plain
from course.classroom.model import Task
from course.classroom.run import scientific, wire
from course.classroom.run.answers import Returned, judgeable
from course.classroom.run.attempt import Attempt
from course.classroom.run.frames import Malformed
from course.classroom.run.job import _asked
from course.classroom.run.messages import checked
from course.classroom.run.recorder import Recorder
from course.model import Exercise

sys.path.append(str(Path(__file__).parents[1] / "checkers"))
from test_catalogues import CASES, EXERCISES, NONSENSE, handed_in, label


def travelled(value):
    return wire.decode(json.loads(json.dumps(wire.encode(value), allow_nan=False)))


class Listener:
    """The other end of a channel, without a process in between; everything passes through JSON and the schema."""

    def __init__(self, item):
        self.item, self.attempt = item, Attempt()

    def send(self, message):
        checked(json.loads(json.dumps(message)), 1, {self.item.id: len(self.item.cases)})
        self.attempt.take(json.loads(json.dumps(message)))


def through_the_wire(item, value):
    other = Listener(item)
    Recorder(other, [json.loads(json.dumps(_asked(Task(item, "c", "answer"))))]).check(item.id, value)
    answers = other.attempt.values  # noqa: PD011  (a dictionary)
    return compare.judge(item, judgeable(answers[item.id]))


@pytest.mark.parametrize(("lesson", "case"), CASES, ids=label)
def test_every_catalogue_case_is_judged_alike(lesson, case):
    item = exercise.find(case["exercise"])
    live = compare.judge(item, handed_in(lesson, case))
    assert through_the_wire(item, handed_in(lesson, case)) == live
    assert (live.outcome, live.message) == (case["outcome"], case["message"])


@pytest.mark.parametrize("value", NONSENSE, ids=lambda v: type(v).__name__)
def test_nonsense_is_judged_alike(value):
    for _, item in EXERCISES:
        assert through_the_wire(item, value) == compare.judge(item, value)


class Colour(StrEnum):
    RED = "red"


TABLE = pd.DataFrame(
    {
        "a": [1, 2],
        "b": ["x", None],
        "c": [0.5, np.nan],
        "d": pd.to_datetime(["2020-06-16", None]),
        "e": pd.array([1, None], "Int64"),
        "f": pd.Categorical(["u", "v"]),
        "g": [True, False],
        "h": [["F01"], {"k": 1}],
    },
    index=pd.Index(["r", "s"], name="row"),
)
VALUES = [
    None,
    ...,
    True,
    0,
    2**70,
    -(10**400),
    0.1,
    float("inf"),
    float("nan"),
    "",
    "Käsong 개성",
    b"9",
    9j,
    (1, (2, 3)),
    {1, "a"},
    frozenset({1}),
    {1: "a", (2, 3): [4], None: None},
    Counter("aab"),
    Colour.RED,
    np.int8(3),
    np.float64(0.25),
    np.float32(0.25),
    np.bool_(True),
    np.str_("x"),
    np.datetime64("2020-06-16"),
    np.timedelta64(5, "m"),
    np.array([[1, 2], [3, 4]]),
    np.array(["a", "bc"]),
    np.array(5),
    np.array([1, "x", None], dtype=object),
    pd.NA,
    pd.NaT,
    pd.Timestamp("2020-06-16T05:49Z"),
    pd.Timestamp("2020-06-16"),
    pd.Timedelta(minutes=5),
    dt.date(2020, 6, 16),
    dt.datetime(2020, 6, 16, 5, 49, tzinfo=dt.UTC),
    dt.timedelta(days=1),
    TABLE,
    TABLE["a"],
    TABLE["f"],
    TABLE["d"],
    TABLE.index,
    TABLE.columns,
    pd.RangeIndex(3),
    TABLE.groupby("a")["c"].sum(),
    TABLE.set_index(["a", "b"])["c"],
    TABLE.set_index(["a", "b"]).index,
    pd.concat([TABLE, TABLE], axis=1),
    TABLE.iloc[:0],
    TABLE.groupby("a"),
    TABLE.sum,
    len,
    int,
    object(),
    range(3),
    alt.Chart(TABLE),
    Exception("x"),
]


def looks_alike(one, two):
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one.astype(object), two.astype(object), check_index_type=False)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one.astype(object), two.astype(object), check_index_type=False)
    elif isinstance(one, pd.Index):
        pd.testing.assert_index_equal(one, two)
    elif isinstance(one, set | frozenset):
        assert one == two  # members that collide stand in any order
    else:
        assert repr(plain(one)) == repr(plain(two))


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_kinds_keep_their_name_and_their_content(value):
    back = travelled(value)
    assert describe(back) == describe(value)
    assert isinstance(back, type) == isinstance(value, type)
    known = not (callable(value) or isinstance(back, wire.Unknown))
    if known:
        assert type(back).__name__ == type(value).__name__
        looks_alike(value, back)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(st.characters(codec="utf-8")),
        lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=30,
    )
)
def test_plain_values_come_back_equal(value):
    assert travelled(value) == value


def test_half_a_surrogate_pair_comes_back_printable():
    assert travelled("a\ud800b") == "a?b"


class Evil:
    """An object that misbehaves wherever it is asked something."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __eq__(self, other):
        raise RuntimeError("eq")

    __hash__ = object.__hash__

    def __repr__(self):
        raise RuntimeError("repr")


def test_an_object_that_answers_nothing_travels_by_name():
    assert describe(travelled(Evil())) == "a value of type Evil"


def test_what_is_too_deep_too_long_or_circular_travels_by_name():
    deep, circle = [], []
    for _ in range(100):
        deep = [deep]
    circle.append(circle)
    for value in (deep, circle, list(range(wire.MOST + 1)), "x" * (wire.LONGEST_TEXT + 1), 1 << 200_000):
        assert isinstance(travelled(value), wire.Unknown)
    assert isinstance(travelled(pd.Series(range(scientific.LARGEST + 1))), wire.Unknown)


FORGED = [
    {},
    {"t": "pickle", "v": "gASVAAAA"},
    {"t": "int", "v": "__import__('os')"},
    {"t": "float", "v": []},
    {"t": "sub", "of": "type", "name": "x", "v": {}},
    {"t": "sub", "of": "str", "name": "", "v": ""},
    {"t": "unknown", "name": "x" * 1000},
    {"t": "type", "name": ["x"]},
    {"t": "dict", "v": [[[], 1]]},
    {"t": "dict", "v": "ab"},
    {"t": "set", "v": [[1]]},
    {"t": "array", "dtype": "int64", "shape": [10**12], "v": [1]},
    {"t": "array", "dtype": "object", "shape": "x", "v": [1]},
    {"t": "scalar", "dtype": "V1000000000", "v": 0},
    {"t": "scalar", "dtype": "O", "v": 0},
    {"t": "moment", "dtype": "datetime64[as]x", "v": 1},
    {"t": "RangeIndex", "v": [0, 10**12, 1], "name": None},
    {"t": "series", "dtype": "int64", "name": [], "index": {"t": "index"}, "v": []},
    {"t": "table", "columns": None, "index": None, "dtypes": [], "v": []},
    {"t": "bytes", "v": "%%%"},
    {"t": "datetime", "v": "yesterday"},
    {"t": "...", "v": 1, "extra": {}},
    [[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]],
]


@pytest.mark.parametrize("content", FORGED, ids=lambda c: str(c)[:40])
def test_forged_content_is_refused_or_harmless(content):
    try:
        value = wire.decode(content)
    except Malformed:
        return
    assert value is ...


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=4),
        lambda x: (
            st.lists(x, max_size=3)
            | st.fixed_dictionaries({"t": st.sampled_from([*wire._READERS, *scientific._DECODERS]), "v": x})
        ),
        max_leaves=8,
    )
)
def test_forged_content_raises_nothing_but_malformed(content):
    with suppress(Malformed):
        wire.decode(content)


def an_exercise(**more):
    return Exercise("L9.E9", "09-x", "t", "function", None, "Right.", "Not yet.", **more)


def test_a_function_answers_again_what_it_answered():
    item = an_exercise(
        cases=({"name": "one", "args": [1], "expected": 2}, {"name": "two", "args": [2], "expected": 4})
    )
    answers = Returned([{"value": 2}, {"error": "ValueError: no: really"}])
    message = function(item, judgeable(answers)).message
    assert "raised ValueError: no: really." in message


def test_a_function_that_changes_its_input_does_not_disturb_the_next_try():
    item = an_exercise(cases=tuple({"name": n, "args": [[3, 1]], "expected": [1, 3]} for n in "ab"))

    def sort(values):
        values.sort()
        return values if values == [1, 3] else None

    assert through_the_wire(item, sort) == compare.judge(item, sort)


def test_a_set_travels_in_the_same_order_whatever_the_process():
    names = [f"F{n:02}" for n in range(40)]
    assert wire.encode(set(names))["v"] == names
    assert wire.encode(frozenset(reversed(names)))["v"] == names
    assert wire.encode({(2, "b"), (1, "a")}) == wire.encode({(1, "a"), (2, "b")})


COLLIDING = [n * (2**61 - 1) for n in range(1, 3000)]


def test_members_that_collide_stay_with_the_submission():
    assert wire.encode(set(COLLIDING)) == {"t": "unknown", "name": "set"}
    assert wire.encode(dict.fromkeys(COLLIDING))["t"] == "unknown"
    assert wire.encode(pd.Index(COLLIDING, dtype=object))["t"] == "unknown"
    for plain_names in (range(5000), map(str, range(5000)), (n / 7 for n in range(5000))):
        assert len(travelled(dict.fromkeys(plain_names))) == 5000


@pytest.mark.parametrize("tag", ["set", "frozenset", "dict", "index"])
def test_forged_members_that_collide_are_refused(tag):
    numbers = [{"t": "int", "v": hex(n)} for n in COLLIDING]
    members = [[number, 1] for number in numbers] if tag == "dict" else numbers
    with pytest.raises(Malformed, match="too large"):
        wire.decode({"t": tag, "v": members, "kind": "Index", "dtype": "object", "names": [None]})


def test_a_forged_type_takes_no_more_room_than_its_values():
    plain_index = {"t": "RangeIndex", "v": [0, 2, 1], "name": None}
    for dtype in ("S900000000", "V900000000", "i8,S900000000"):
        column = {"t": "series", "dtype": dtype, "name": None, "index": plain_index, "v": [1, 2]}
        assert wire.decode(column).dtype == object
        with pytest.raises(Malformed):
            wire.decode({"t": "moment", "dtype": f"datetime64[s],{dtype}", "v": 1})
    texts = wire.decode({"t": "array", "dtype": "<U9", "shape": [2], "v": ["x" * 10**6, ""]})
    assert texts.dtype == object
    with pytest.raises(Malformed, match="too long"):
        wire.decode({"t": "int", "v": "0x" + "f" * 10**5})


def test_a_forged_time_zone_opens_no_file():
    moment = {"t": "Timestamp", "v": "2020-06-16T05:49:00+00:00", "zone": "dateutil//etc/localtime"}
    assert str(wire.decode(moment).tz) == "UTC"
