from test_charts_origin import CITATIONS, FACTS

from course import charts


def spec():
    return charts.explore_support(FACTS, CITATIONS).to_dict()


def test_the_controls_are_native_and_labelled():
    controls = {param["name"]: param["bind"] for param in spec()["params"]}
    assert controls["unit"] == {"input": "select", "options": ["articles", "origins"], "name": "Count: "}
    assert controls["least"] == {
        "input": "range",
        "min": 0,
        "max": 5,
        "step": 1,
        "name": "Smallest number to keep: ",
    }


def test_the_takeaway_compares_articles_and_origins():
    assert (
        spec()["usermeta"]["takeaway"]
        == "2 of 3 facts stand in two articles or more; for 2 of them two origins are shown."
    )


def test_the_table_keeps_silence_apart():
    table = spec()["usermeta"]["table"]
    assert table["columns"][2:] == ["articles", "origins shown", "articles that show no origin"]
    assert table["rows"][0][2:] == ["4", "2", "1"]


def test_facts_are_sorted_by_support():
    assert spec()["layer"][0]["encoding"]["y"]["sort"] == ["F01", "F02", "F03"]
