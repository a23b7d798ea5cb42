import pandas as pd

from course.build.site import tables


def test_rows_and_columns_are_headed():
    made = tables.html(pd.DataFrame({"a": [1, 2]}, index=pd.Index(["x", "y"], name="key")))
    assert '<th scope="col">key</th><th scope="col">a</th>' in made
    assert '<th scope="row">x</th><td class="n">1</td>' in made


def test_an_index_without_a_name_has_no_empty_header():
    assert '<thead><tr><td></td><th scope="col">a</th>' in tables.html(pd.DataFrame({"a": [1]}))


def test_a_series_is_a_table_of_one_column():
    made = tables.html(pd.Series([0.5, 2.0], index=["GVS", "WP"], name="share"))
    assert '<th scope="col">share</th>' in made
    assert '<td class="n">0.5</td>' in made
    assert '<td class="n">2.0</td>' in made


def test_long_tables_are_cut_and_say_so():
    made = tables.html(pd.DataFrame({"a": range(100)}))
    assert made.count('<th scope="row">') == 20
    assert "80 more rows are not shown here." in made
    assert "more rows" not in tables.html(pd.DataFrame({"a": range(60)}))


def test_values_are_escaped_rounded_and_missing_ones_named():
    made = tables.html(pd.DataFrame({"a": ["<b>", None], "b": [1 / 3, float("nan")], "c": [True, False]}))
    assert "<td>&lt;b&gt;</td>" in made
    assert ">0.333333<" in made
    assert made.count("NaN") == 2
    assert "<td>True</td>" in made


def test_days_have_no_midnight_and_are_not_broken():
    frame = pd.DataFrame({"day": pd.to_datetime(["2026-11-22", None]), "passage": ["GVS-P04", "GVS P4"]})
    made = tables.html(frame)
    assert '<td class="w">2026-11-22</td><td class="w">GVS-P04</td>' in made
    assert "NaN</td><td>GVS P4</td>" in made
    assert "05:49:00" in tables.html(pd.DataFrame({"at": pd.to_datetime(["2020-06-16 05:49"])}))
