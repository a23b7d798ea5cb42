import pytest

from course.build.site.pages import INLINE, Page, written


def page(**more):
    return Page(
        "tables/x.html",
        "table.html",
        "A <title>",
        section="lessons",
        context={"table": "", "lesson": type("L", (), {"slug": "x", "name": "L"})},
        **more,
    )


def test_small_data_stands_in_the_page():
    files = written(page(), {"a": "</script>"})
    assert list(files) == ["tables/x.html"]
    assert (
        '<script type="application/json" id="page-data">{"a":"<\\/script>"}</script>'
        in files["tables/x.html"]
    )


def test_much_data_gets_a_file_beside_the_page():
    files = written(page(), {"a": "x" * INLINE})
    assert set(files) == {"tables/x.html", "tables/x.js"}
    assert files["tables/x.js"].startswith("window.coursePage = {")
    assert '<script defer src="x.js">' in files["tables/x.html"]


def test_links_start_at_the_root_and_titles_are_escaped():
    text = written(page(), {})["tables/x.html"]
    assert 'href="../assets/site.css"' in text
    assert "A &lt;title&gt;" in text


@pytest.mark.parametrize(("data", "wanted"), [({}, False), ({"charts": [1]}, True)])
def test_vega_is_loaded_only_where_a_chart_is(data, wanted):
    assert ("assets/vega.js" in written(page(data=data), {})["tables/x.html"]) is wanted
