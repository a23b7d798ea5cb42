import pandas as pd
import pytest

from course import charts
from course.charts.layers import GROUPS, tokens
from course.model import CourseError

MADE_UP = pd.DataFrame(
    [
        ("WP", "own text", 60),
        ("WP", "comments", 20),
        ("WP", "image text", 20),
        ("BLOG", "own text", 5),
        ("BLOG", "wire copy", 70),
        ("BLOG", "headline", 5),
        ("BLOG", "appeal", 12),
        ("BLOG", "navigation", 8),
    ],
    columns=["article", "layer", "tokens"],
)


def test_layers_are_added_up_in_groups_and_pages_in_the_order_of_the_course():
    found = tokens(MADE_UP)
    assert list(found.index) == ["BLOG", "WP"]
    assert list(found.loc["BLOG"]) == [5, 70, 5, 0, 20]
    assert list(found.loc["WP"]) == [60, 0, 0, 20, 20]


def test_every_layer_of_the_course_has_one_group():
    names = [layer for group in GROUPS for layer in group.layers]
    assert len(names) == len(set(names)) == 16


def test_segments_of_a_bar_join_up():
    rows = next(iter(charts.layers(MADE_UP).to_dict()["datasets"].values()))
    for article, whole in (("BLOG", 100), ("WP", 100)):
        own = [row for row in rows if row["article"] == article]
        assert [row["start"] for row in own] == [0, *(row["end"] for row in own[:-1])]
        assert own[-1]["end"] == whole


def test_a_page_without_furniture_keeps_its_zero():
    bare = MADE_UP[~MADE_UP["layer"].isin(["comments"])]
    rows = next(iter(charts.layers(bare).to_dict()["datasets"].values()))
    assert [row["tokens"] for row in rows if row["article"] == "WP" and row["group"] == "Page furniture"] == [
        0
    ]


def test_the_control_is_native_and_labelled():
    found = {param["name"]: param["bind"] for param in charts.layers(MADE_UP).to_dict()["params"]}
    assert found["shown"] == {
        "input": "select",
        "options": ["tokens", "share of the page"],
        "name": "Show: ",
    }


def test_the_takeaway_names_the_largest_and_the_smallest_share():
    more = pd.concat(
        [MADE_UP, pd.DataFrame([("GVS", "own text", 9), ("GVS", "footer", 1)], columns=MADE_UP.columns)]
    )
    said = charts.layers(more).to_dict()["usermeta"]["takeaway"]
    assert said == "BLOG has the largest share of page furniture, 20.0 %; GVS has the smallest, 10.0 %."


def test_one_page_alone_is_no_comparison():
    said = charts.layers(MADE_UP[MADE_UP["article"] == "WP"]).to_dict()["usermeta"]["takeaway"]
    assert said == "Of the page of WP, 20.0 % is page furniture."


def test_the_table_gives_all_tokens_and_the_share():
    table = charts.layers(MADE_UP).to_dict()["usermeta"]["table"]
    assert table["columns"][-2:] == ["all tokens", "furniture, percent"]
    assert table["rows"][0] == ["BLOG", "5", "70", "5", "0", "20", "100", "20.0"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            MADE_UP.drop(columns="tokens"),
            'The table has no column "tokens". Start from course.load("composition").',
        ),
        (MADE_UP[:0], "There is nothing left to draw"),
        (
            MADE_UP.replace({"layer": {"appeal": "advert"}}),
            "There is no layer 'advert'. The layers are: own text,",
        ),
    ],
    ids=["column", "empty", "layer"],
)
def test_a_broken_table_is_answered_in_one_line(broken, said):
    with pytest.raises(CourseError) as error:
        charts.layers(broken)
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)
