import altair as alt
import pandas as pd

from course.charts import story


def test_a_figure_carries_its_words():
    chart = alt.Chart(alt.InlineData(values=[{}])).mark_point()
    table = pd.DataFrame({"fact": ["F01"], "articles": [5]})
    spec = story.tell(chart, title="Why?", takeaway="Five.", description="A point.", table=table).to_dict()
    assert spec["title"] == {"text": "Why?", "subtitle": ["Five."]}
    assert spec["description"] == "Why. A point. Five."
    assert spec["usermeta"]["takeaway"] == "Five."
    assert spec["usermeta"]["table"] == {"columns": ["fact", "articles"], "rows": [["F01", "5"]]}


def test_missing_values_are_blank():
    table = pd.DataFrame(
        {"a": ["x", None], "b": pd.array([1, None], dtype="Int64"), "c": [1.5, float("nan")]}
    )
    assert story.as_json(table)["rows"] == [["x", "1", "1.5"], ["", "", ""]]
