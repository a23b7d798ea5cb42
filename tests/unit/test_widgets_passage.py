import datetime as dt
import json

import pytest

from course.model import CourseError
from course.widgets.passage import Reader, reader_widget

ARTICLES = [
    {
        "article": "GVS",
        "headline": "A bridge <opens>",
        "outlet": "Herald",
        "author": "A. Writer",
        "published": dt.date(2020, 6, 6),
    },
    {"article": "WP", "headline": "My bridge", "outlet": "A blog", "author": None, "published": None},
]


def view(id_, part="body", text=None):
    article, number = id_.split("-P")
    return {
        "id": id_,
        "article": article,
        "number": int(number),
        "part": part,
        "layer": "own text",
        "gist": f"Gist of {id_}.",
        "excerpt": None,
        "text": text,
        "joined_to": None,
    }


PASSAGES = {
    v["id"]: v
    for v in [view("GVS-P02"), view("GVS-P01", "furniture"), view("GVS-P12"), view("WP-P01"), view("WP-P04")]
}


class Memory:
    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def reader(article="GVS", at=None, beside=None, passages=PASSAGES, **options):
    return reader_widget(article, at, beside, passages=passages, articles_rows=ARTICLES, **options)


@pytest.mark.parametrize("at", ["P12", "p12", 12, "12", "GVS-P12", "GVS P12", "GVSP12", " gvs-p12 ", "P012"])
def test_a_paragraph_may_be_written_in_many_ways(at):
    assert reader(at=at).value["at"] == "GVS-P12"


@pytest.mark.parametrize("at", ["P04", "P4", 4, "WP-P04", "WP P4", "WPP4"])
def test_an_article_id_that_ends_in_p_is_no_trap(at):
    assert reader("WP", at=at).value["at"] == "WP-P04"


@pytest.mark.parametrize("at", ["P3", 0, 99, "first", "", "-1"])
def test_an_unknown_paragraph_says_what_there_is(at):
    with pytest.raises(CourseError, match=r"GVS has no paragraph .* It has P1 to P12"):
        reader(at=at)


def test_a_paragraph_of_another_article_names_that_article():
    with pytest.raises(CourseError, match="WP-P04 is a paragraph of WP, not of GVS"):
        reader("GVS", at="WP-P04")


@pytest.mark.parametrize(("article", "beside"), [("XYZ", None), ("GVS", "XYZ")])
def test_an_unknown_article_lists_the_known_ones(article, beside):
    with pytest.raises(CourseError, match=r"no article 'XYZ'. Choose one of GVS, WP"):
        reader(article, beside=beside)


def test_lower_case_is_understood():
    assert reader("gvs", beside="wp").value["beside"] == "WP"


def test_every_article_travels_with_its_paragraphs_in_order():
    articles = reader().spec["articles"]
    assert [article["id"] for article in articles] == ["GVS", "WP"]
    assert [v["id"] for v in articles[0]["passages"]] == ["GVS-P01", "GVS-P02", "GVS-P12"]


def test_mode_says_whether_a_copy_is_in_place():
    passages = {**PASSAGES, "WP-P01": view("WP-P01", text="We like bridges.")}
    assert [a["mode"] for a in reader(passages=passages).spec["articles"]] == ["excerpt", "full"]


def test_dates_are_written_as_people_write_them():
    assert [a["published"] for a in reader().spec["articles"]] == ["6 June 2020", ""]


def test_the_first_state():
    assert reader(at=2, highlight="bridge").value == {
        "article": "GVS",
        "at": "GVS-P02",
        "beside": None,
        "hidden": [],
        "highlight": "bridge",
    }


def test_the_store_comes_before_the_arguments():
    store = Memory(
        {
            "reader/GVS-P02": {
                "article": "WP",
                "at": "WP-P04",
                "beside": "GVS",
                "hidden": ["furniture"],
                "highlight": None,
            }
        }
    )
    assert reader(at=2, store=store).value["article"] == "WP"
    assert reader(at=12, store=store).value["article"] == "GVS"


@pytest.mark.parametrize(
    "stale",
    [
        {"article": "OLD"},
        {"article": "GVS", "at": "GVS-P77"},
        {"article": "GVS", "beside": "OLD"},
        {"hidden": 3},
    ],
)
def test_a_memory_of_things_that_are_gone_is_dropped(stale):
    assert reader(at=2, store=Memory({"reader/GVS-P02": stale})).value["at"] == "GVS-P02"


def test_changes_go_to_the_store():
    store = Memory()
    box = reader(beside="WP", store=store)
    box.value = {**box.value, "hidden": ["furniture"]}
    assert store.kept["reader/GVS+WP"]["hidden"] == ["furniture"]


def test_the_spec_is_plain_json():
    spec = reader().spec
    assert json.loads(json.dumps(spec)) == spec


def test_text_is_one_line_and_does_not_follow_clicks():
    box = reader(at=2)
    before = box.text()
    box.value = {**box.value, "article": "WP", "at": None}
    assert before == repr(box) == "Reader: Herald, “A bridge <opens>” at GVS-P02 (run this cell to use it)"


def test_the_static_form_has_headline_credits_and_gists_without_furniture():
    html = reader().html()
    assert "<strong>A bridge &lt;opens&gt;</strong><br>Herald, A. Writer, 6 June 2020" in html
    assert '<li value="12"><strong>P12</strong> Gist of GVS-P12.</li>' in html
    assert "GVS-P01" not in html


def test_the_static_form_says_what_the_page_leaves_out():
    assert "A blog, no author named, no date of publication" in reader("WP").html()


def test_the_module_takes_no_markup_from_data():
    assert "innerHTML" not in str(Reader._esm)
