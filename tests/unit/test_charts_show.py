from html.parser import HTMLParser

import altair as alt
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from course.charts import render, show, story
from course.charts.show import html_table, words

EVIL = "<script>alert(\"1\")</script> & 'co'"


@pytest.fixture
def figure():
    chart = alt.Chart(alt.InlineData(values=[{}])).mark_point()
    table = pd.DataFrame({"fact": ["F01"], "articles": [5]})
    return story.tell(chart, title="Why?", takeaway="Five & more.", description="A point.", table=table)


@pytest.fixture
def shown():
    """Runs `show` as a notebook does and returns what it displayed."""
    InteractiveShell.instance()

    def shown(*arguments, **options):
        with capture_output() as captured:
            show(*arguments, **options)
        return [output.data for output in captured.outputs]

    yield shown
    InteractiveShell.clear_instance()


def test_takeaway_chart_and_words_come_in_this_order(shown, figure):
    above, chart, below = shown(figure)
    assert "<strong>Five &amp; more.</strong>" in above["text/html"]
    assert render.MIME in chart
    assert below["text/html"].count("<details") == 1
    assert "Why. A point. Five &amp; more." in below["text/html"]


def test_the_takeaway_can_wait_below_where_a_question_asks_for_it(shown, figure):
    chart, below = shown(figure, takeaway=False)
    assert chart[render.MIME]["title"] == "Why?"
    assert "<strong>Five &amp; more.</strong>" in below["text/html"]


def test_the_takeaway_does_not_stand_twice(shown, figure):
    chart = shown(figure)[1][render.MIME]
    assert chart["title"] == "Why?"
    assert figure.to_dict()["title"]["subtitle"] == ["Five & more."]


def test_the_output_is_the_same_every_time(shown, figure):
    assert shown(figure) == shown(figure)


def test_another_table_may_be_given(shown, figure):
    below = shown(figure, pd.DataFrame({"place": ["Seoul"], "km": [51]}))[2]["text/html"]
    assert '<th scope="row">Seoul</th><td>51</td>' in below


def test_any_chart_can_be_shown(shown):
    outputs = shown(alt.Chart(alt.InlineData(values=[{}])).mark_point())
    assert len(outputs) == 2
    assert "no description" in outputs[1]["text/html"]
    assert "<table" not in outputs[1]["text/html"]


def test_everything_is_escaped():
    table = {"columns": [EVIL], "rows": [[EVIL]]}
    above, below = words({"title": EVIL, "description": EVIL, "usermeta": {"takeaway": EVIL, "table": table}})
    assert "<script" not in above + below
    assert 'alert("' not in above + below


def test_the_table_has_a_caption_and_heads_that_name_rows_and_columns():
    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.found = []

        def handle_starttag(self, tag, attrs):
            self.found.append((tag, dict(attrs).get("scope")))

    reader = Reader()
    page = html_table({"columns": ["fact", "n"], "rows": [["F01", "5"], ["F02", "2"]]}, "Facts")
    reader.feed(page)
    assert reader.found.count(("th", "col")) == 2
    assert reader.found.count(("th", "row")) == 2
    assert reader.found.count(("td", None)) == 2
    assert ("caption", None) in reader.found
    assert "<th></th>" not in page


def test_a_title_of_several_lines_becomes_one_caption():
    spec = {"title": {"text": ["One", "two"]}, "usermeta": {"table": {"columns": ["a"], "rows": []}}}
    assert "<caption>One two</caption>" in words(spec)[1]
