"""Framing and the form of messages."""

import json
import os
import struct

import pytest

from course.classroom.run.attempt import Attempt
from course.classroom.run.frames import Channel, Malformed, Reader, pack
from course.classroom.run.messages import checked

SAID = [{"kind": "end"}, {"a": [1, "ä"]}, None]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_messages_come_whole_however_the_bytes_come(size):
    data = b"".join(map(pack, SAID))
    reader = Reader(1000, 10)
    found = [m for place in range(0, len(data), size) for m in reader.feed(data[place : place + size])]
    assert found == SAID


def test_what_came_before_rubbish_is_given():
    reader = Reader(1000, 10)
    messages = reader.feed(pack(1) + struct.pack(">I", 3) + b"\xff\xff\xff")
    assert next(messages) == 1
    with pytest.raises(Malformed, match="not JSON"):
        next(messages)


@pytest.mark.parametrize(
    "data",
    [struct.pack(">I", 2**31) + b"x", pack("x" * 200), b"".join(pack(n) for n in range(20))],
    ids=["length", "bytes", "count"],
)
def test_too_much_is_refused_before_it_is_kept(data):
    with pytest.raises(Malformed, match="more than it may"):
        list(Reader(100, 10).feed(data))


def test_deep_nesting_is_no_crash():
    body = b"[" * 100_000
    with pytest.raises(Malformed, match="not JSON"):
        list(Reader(10**6, 10).feed(struct.pack(">I", len(body)) + body))


def test_a_channel_reads_what_it_writes():
    reading, writing = os.pipe()
    channel = Channel(reading, writing)
    channel.send(SAID)
    assert channel.receive() == SAID
    os.close(writing)
    with pytest.raises(EOFError):
        channel.receive()
    os.close(reading)


GOOD = [
    {"kind": "ready"},
    {"kind": "begin", "cell": 2},
    {"kind": "done", "cell": 0, "error": None},
    {"kind": "value", "task": "T1", "value": {"t": "..."}},
    {"kind": "raised", "task": "T1", "case": 1, "error": "x"},
]
BAD = [
    None,
    [],
    {},
    {"kind": "mark"},
    {"kind": ["end"]},
    {"kind": "end", "outcome": "correct"},
    {"kind": "begin", "cell": 3},
    {"kind": "begin", "cell": -1},
    {"kind": "begin", "cell": True},
    {"kind": "begin", "cell": 1.0},
    {"kind": "done", "cell": 0, "error": 5},
    {"kind": "value", "task": "T2", "value": 1},
    {"kind": "value", "task": ["T1"], "value": 1},
    {"kind": "returned", "task": "T1", "case": 2, "value": 1},
]


@pytest.mark.parametrize("message", GOOD, ids=json.dumps)
def test_known_messages_pass(message):
    assert checked(message, 2, {"T1": 2}) == message


@pytest.mark.parametrize("message", BAD, ids=json.dumps)
def test_all_else_is_malformed(message):
    with pytest.raises(Malformed):
        checked(message, 2, {"T1": 2})


def test_messages_out_of_turn_are_malformed():
    attempt = Attempt()
    attempt.take({"kind": "begin", "cell": 1})
    with pytest.raises(Malformed, match="twice"):
        attempt.take({"kind": "begin", "cell": 1})
    with pytest.raises(Malformed, match="out of turn"):
        attempt.take({"kind": "returned", "task": "T1", "case": 0, "value": 1})
