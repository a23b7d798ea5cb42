import json

import pytest

from course import data
from course.model import CourseError
from course.widgets.views import passage_views
from course.widgets.window import LEAVES, window_widget

KCNA = "KCNA-0613-17"
START = {"from": 1, "to": 17, "found": [], "checked": None, "shown": False}


class Memory:
    def __init__(self, kept):
        self.kept = {f"window/{KCNA}": kept}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def window(source=KCNA, **options):
    options = {"rows": data.rows("translations"), "passages": passage_views(texts={}), **options}
    return window_widget(source, **options)


def altered(text):
    return [
        {**row, "text": text} if row["translation"] == "IND-P21" else row for row in data.rows("translations")
    ]


def test_the_windows_of_the_four_articles():
    targets = {one["name"]: (one["windows"], one["kept"]) for one in window().spec["targets"]}
    assert targets == {
        "BLOG P5": ([[1, 17]], 17),
        "WSWS P14": ([[1, 17]], 17),
        "IND P21": ([[4, 14]], 11),
        "GVS P6": ([[8, 12], [13, 14]], 7),
    }


def test_every_cut_has_its_line():
    assert {one["id"] for one in window().spec["targets"]} == set(LEAVES)
    assert all(one["leaves"] for one in window().spec["targets"])


def test_a_paragraph_shows_the_excerpt_with_the_quotation():
    shown = window().spec["passages"]["GVS-P06"]["excerpt"]
    assert shown == "“useless north-south joint liaison office” would soon be seen “completely collapsed”."


def test_a_paragraph_without_excerpts_stays_as_it_is():
    views = passage_views(texts={})
    assert window(passages=views, excerpts_rows=[]).spec["passages"]["GVS-P06"] == views["GVS-P06"]


def test_the_window_starts_over_the_whole_sentence():
    assert window(KCNA.lower()).value == START


def test_what_was_kept_comes_first_but_for_windows_that_are_gone():
    kept = {"from": 4, "to": 14, "found": ["4-14", "2-3"], "checked": "4-14", "shown": False}
    assert window(store=Memory(kept)).value == {**kept, "found": ["4-14"]}
    assert window(store=Memory({**kept, "checked": "1-2"})).value["checked"] is None


@pytest.mark.parametrize(
    "kept", [{"from": 0, "to": 3}, {"from": 5, "to": 3}, {"from": 1, "to": 18}, {"from": "1", "to": 3}, {}]
)
def test_a_window_that_cannot_be_is_forgotten(kept):
    assert window(store=Memory({**kept, "found": ["1-17"]})).value == START


def test_what_no_article_quotes_says_what_is_quoted():
    with pytest.raises(CourseError, match=f"No article quotes 'KO-0616'. Choose one of .*{KCNA}"):
        window("KO-0616")


@pytest.mark.parametrize(
    "text", ["tragic view of the useless", "tragic … long", "tragic scene the useless", "nothing of it", ""]
)
def test_a_quotation_that_changes_words_has_no_window(text):
    with pytest.raises(CourseError, match="IND-P21 changes words of KCNA-0613-17"):
        window(rows=altered(text))


def test_the_static_form_has_the_sentence_and_no_key():
    widget = window()
    assert "Before long, a tragic scene" in widget.html()
    assert "GVS P6: from ______ to ______" in widget.html()
    assert "before long" not in widget.html()
    assert widget.text() == (
        "Set the window: KCNA, 13 June in BLOG P5, WSWS P14, IND P21, GVS P6 (run this cell to use it)"
    )


def test_the_spec_is_plain_json():
    spec = window().spec
    assert json.loads(json.dumps(spec)) == spec
