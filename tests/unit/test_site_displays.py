import pandas as pd
import pytest

from course import casefile
from course.build.site import assets
from course.build.site.displays import LONGEST_TABLE, Material
from course.charts.render import MIME
from course.widgets import kit
from course.widgets.portfolio import portfolio

CHART = {
    "$schema": "x",
    "mark": "bar",
    "usermeta": {"table": {"columns": []}, "takeaway": "t", "embedOptions": {"renderer": "svg"}},
}


def table(rows):
    body = "<tr><th>1</th></tr>" * rows
    return f'<div class="course-chart-table" role="region" tabindex="0" aria-label="T"><table>\n<caption>Trade &amp; aid</caption><tr></tr>{body}</table></div>'


def test_a_front_end_leaves_its_place_its_form_and_its_data():
    page = Material()
    made = page.html(kit.ask("L1.H1"))
    assert made.startswith('<div class="front" data-front="0">')
    assert "<li>" in made
    (front,) = page.fronts
    assert (front["keeps"], front["spec"]["id"]) == ("answers", "01-1449/L1.H1")
    assert front["module"] in page.modules


@pytest.mark.parametrize(
    ("make", "keeps"),
    [
        (kit.case_file, "casefile"),
        (kit.conflict_log, "conflicts"),
        (lambda: kit.reader("GVS"), "state"),
        (lambda: kit.recall("05-how-sure"), "recall"),
        (lambda: kit.quiz("01-1449"), "answers"),
    ],
)
def test_each_kind_keeps_by_its_own_rules(make, keeps):
    page = Material()
    page.html(make())
    assert page.fronts[0]["keeps"] == keeps


def test_nothing_of_the_authors_case_file_is_published():
    page = Material()
    page.html(kit.case_file())
    assert casefile.current().code not in str(page.fronts)


def test_recall_is_left_to_the_browser():
    page = Material()
    made = page.html(kit.recall("05-how-sure"))
    assert page.fronts[0]["spec"]["questions"] == []
    assert "Scripts choose these questions" in made


def test_what_only_python_makes_says_so():
    page = Material()
    assert "made in the notebooks" in page.html(portfolio())
    assert page.fronts == []


def test_a_chart_is_sent_without_the_words_that_stand_beside_it():
    page = Material()
    made = page.html({MIME: CHART, "text/plain": "d"})
    assert 'data-chart="0"' in made
    assert page.charts[0]["usermeta"] == {"embedOptions": {"renderer": "svg"}}
    assert page.charts[0]["$schema"] == assets.SCHEMA


def test_styles_for_notebooks_are_dropped_and_short_tables_stay():
    page = Material(slug="01-1449")
    made = page.html({"text/html": f"<style>x</style>\n{table(3)}"})
    assert made == table(3)
    assert page.tables == []


def test_a_long_table_gets_a_page_of_its_own():
    page = Material(slug="01-1449")
    made = page.html({"text/html": table(LONGEST_TABLE // 10)})
    assert f'href="../tables/01-1449-1.html">The table has {LONGEST_TABLE // 10} rows' in made
    assert page.tables[0][0] == "Trade &amp; aid"


def test_data_frames_and_text():
    page = Material()
    assert "<table>" in page.html(pd.DataFrame({"a": [1]}))
    assert page.html({"text/plain": "<4>"}) == '<pre class="said">&lt;4&gt;</pre>'
