import pandas as pd
import pytest

from course import charts
from course.charts import runs as module
from course.model import CourseError

RUNS = pd.DataFrame(
    {
        "text_a": ["GVS-P05", "BLOG-P02", "BLOG-P05", "WSWS-P11", "GVS-P12"],
        "text_b": ["AP-LEAD", "AP-LEAD", "WSWS-P14", "38-NORTH", "GVS-P39"],
        "words": [8, 19, 17, 5, 7],
        "kind": [
            "stock wording",
            "agency lead without credit",
            "same quotation",
            "paraphrase",
            "two agency stories on one page",
        ],
        "shared": ["a b", "one two", "three four", "five six", "seven eight"],
    }
)


def spec(**options):
    return charts.shared_runs(RUNS, **options).to_dict()


def drawn(chart):
    return next(iter(chart["datasets"].values()))


def test_pairs_stand_in_groups_by_kind():
    assert [row["pair"] for row in drawn(spec())] == [
        "BLOG P2 · AP",
        "BLOG P5 · WSWS P14",
        "GVS P12 · GVS P39",
        "WSWS P11 · 38 North",
        "GVS P5 · AP",
    ]


def test_groups_are_named_with_their_size():
    headings = [row["group"] for row in drawn(spec())]
    assert headings[0] == "Agency words without a credit (1 pair)"
    assert spec()["facet"]["row"]["sort"] == headings


@pytest.mark.parametrize(("limit", "caught", "copied"), [(5, 5, 1), (8, 3, 1), (18, 1, 1), (20, 0, 0)])
def test_the_takeaway_counts_what_the_limit_catches(limit, caught, copied):
    takeaway = spec(limit=limit)["usermeta"]["takeaway"]
    assert takeaway.startswith(f"A limit of {limit} words catches {caught} of 5 pairs, and {copied} of those")


def test_the_slider_starts_at_the_limit():
    (slider,) = [one for one in spec(limit=12)["params"] if one["name"] == "limit"]
    assert slider["value"] == 12
    assert slider["bind"] == {"input": "range", "min": 5, "max": 20, "step": 1, "name": "Limit in words: "}


def test_short_runs_can_be_left_out():
    assert [row["words"] for row in drawn(spec(at_least=8))] == [19, 17, 8]
    with pytest.raises(CourseError, match="No pair shares 21 words"):
        spec(at_least=21)


@pytest.mark.parametrize("limit", [4, 21])
def test_a_limit_off_the_slider_is_refused(limit):
    with pytest.raises(CourseError, match="from 5 to 20"):
        spec(limit=limit)


def test_a_missing_column_is_named():
    with pytest.raises(CourseError, match="no column kind"):
        charts.shared_runs(RUNS.drop(columns="kind"))


def test_the_table_has_the_whole_run():
    long = RUNS.assign(shared=["word " * 30 + "end"] * 5)
    table = charts.shared_runs(long).to_dict()["usermeta"]["table"]
    assert table["columns"] == ["pair", "words in a row", "what the pair is", "the shared words"]
    assert table["rows"][0][3].endswith("end")


@pytest.mark.parametrize("text", ["word " * 30 + "end", "a " * 80 + "b", "north korea " * 6 + "x"])
def test_long_runs_lose_their_middle(text):
    short = module._short(text)
    start, end = short.split(" \u2026 ")
    assert len(short) <= module.LONGEST + 2
    assert text.startswith(start)
    assert text.endswith(end)


def test_short_runs_are_written_out():
    assert module._short("to send a message to") == "to send a message to"


@pytest.mark.parametrize(
    ("text", "name"),
    [("GVS-P05", "GVS P5"), ("IND-P21", "IND P21"), ("AP-LEAD", "AP"), ("38-NORTH", "38 North")],
)
def test_texts_are_named_as_readers_say_it(text, name):
    assert module.pair(text) == name
