import json

import pytest

from course import data
from course.model import CourseError, Passage
from course.widgets.align import Aligner, aligner_widget
from course.widgets.views import passage_views

ROWS = [
    {
        "passage": id_,
        "article": id_.split("-")[0],
        "number": int(id_[-2:]),
        "part": part,
        "layer": "own text",
        "gist": gist,
        "tokens": 30,
    }
    for id_, part, gist in [
        ("GVS-P01", "apparatus", "A headline."),
        ("GVS-P02", "body", "A bridge <opened>, and it is said that many people came to see it on that day."),
        ("WP-P04", "body", "A view."),
    ]
]
EXCERPTS = [
    {"passage": "GVS-P02", "text": "the bridge was opened"},
    {"passage": "GVS-P02", "text": "a second & last excerpt"},
    {"passage": "WP-P04", "text": "they say the bridge was opened"},
]
UPSTREAM = [
    {
        "upstream": "AP-LEAD",
        "outlet": "AP",
        "kind": "agency report",
        "published": "2020-06-16",
        "text": "A bridge was opened",
        "words": 4,
    }
]
RUNS = [{"passage_a": "GVS-P02", "passage_b": "WP-P04", "words": "7"}]
PAIRS = [("GVS P2", "AP-LEAD", "GVS P2 and AP"), ("WP-P04", "GVS-P02", "WP and GVS")]


class Memory:
    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def aligner(left=None, right=None, texts=None, **options):
    views = passage_views(layers=True, rows=ROWS, excerpts=EXCERPTS, texts=texts or {})
    return aligner_widget(
        left,
        right,
        passages=views,
        upstream_rows=UPSTREAM,
        runs_rows=RUNS,
        excerpts_rows=EXCERPTS,
        **options,
    )


def text(widget, id_):
    return next(one for one in widget.spec["texts"] if one["id"] == id_)


def test_every_excerpt_travels_and_none_is_joined():
    shown = text(aligner(), "GVS-P02")
    assert shown["pieces"] == ["the bridge was opened", "a second & last excerpt"]
    assert not shown["whole"]


def test_no_excerpt_shows_a_backslash():
    widget = aligner_widget(passages=passage_views(texts={}), upstream_rows=[], runs_rows=[])
    pieces = [piece for one in widget.spec["texts"] for piece in one["pieces"]]
    assert any("$10 million" in piece for piece in pieces)
    assert not any("\\" in piece for piece in pieces)


def test_a_copy_takes_the_place_of_the_excerpts():
    texts = {"GVS": [Passage("GVS-P02", "GVS", 2, "On Monday the bridge was opened.")]}
    shown = text(aligner(texts=texts), "GVS-P02")
    assert (shown["pieces"], shown["whole"]) == (["On Monday the bridge was opened."], True)


def test_a_paragraph_of_which_nothing_can_be_shown_is_offered_all_the_same():
    assert text(aligner(), "GVS-P01")["pieces"] == []


def test_texts_upstream_are_given_as_they_stand():
    lead = text(aligner(), "AP-LEAD")
    assert (lead["option"], lead["whole"], lead["words"], lead["body"]) == (
        "AP lead of 16 June",
        True,
        4,
        False,
    )


def test_an_analysis_is_no_news_agency():
    upstream = {row["upstream"]: row for row in data.rows("upstream")}
    widget = aligner_widget(passages={}, upstream_rows=upstream.values(), runs_rows=[], excerpts_rows=[])
    said = {id_: [text(widget, id_)[key] for key in ("group", "option", "about")] for id_ in upstream}
    assert said["AP-LEAD"] == ["News agencies", "AP lead of 16 June", "first words of the report"]
    assert said["38-NORTH"] == ["Other texts upstream", "38 North, 8 April", "from an analysis"]


def test_a_choice_is_cut_between_words():
    assert text(aligner(), "GVS-P02")["option"] == "GVS P2 · A bridge <opened>, and it is said that many …"
    assert text(aligner(), "WP-P04")["option"] == "WP P4 · A view."


@pytest.mark.parametrize("written", ["GVS-P02", "gvs-p2", "GVS P2", "GVSP2", " GVS-P02 "])
def test_a_paragraph_may_be_written_in_many_ways(written):
    assert aligner(written, "ap-lead").value == {"left": "GVS-P02", "right": "AP-LEAD", "least": 5}


@pytest.mark.parametrize("written", ["GVS-P09", "P2", "", "REUTERS"])
def test_an_unknown_text_says_what_to_write(written):
    with pytest.raises(CourseError, match=r"no text .* Write a paragraph such as 'BLOG-P02', or AP-LEAD"):
        aligner(written)


def test_a_pair_to_try_must_exist():
    with pytest.raises(CourseError, match="no text 'OLD-P01'"):
        aligner(suggest=[("OLD-P01", "GVS-P02", "old")])


def test_the_first_pair_to_try_opens_by_itself():
    assert aligner(suggest=PAIRS).value["left"] == "GVS-P02"
    assert aligner("WP-P04", suggest=PAIRS).value == {"left": "WP-P04", "right": None, "least": 5}
    assert aligner().value == {"left": None, "right": None, "least": 5}


def test_the_store_comes_before_the_arguments():
    kept = {"left": "WP-P04", "right": None, "least": 12}
    store = Memory({"compare/GVS-P02+AP-LEAD": kept})
    assert aligner("GVS-P02", "AP-LEAD", store=store).value == kept
    assert aligner("GVS-P02", "WP-P04", store=store).value["left"] == "GVS-P02"


def test_a_memory_of_a_text_that_is_gone_is_dropped():
    store = Memory({"compare/GVS-P02+AP-LEAD": {"left": "OLD-P01", "right": "AP-LEAD", "least": 9}})
    assert aligner("GVS-P02", "AP-LEAD", store=store).value == {
        "left": "GVS-P02",
        "right": "AP-LEAD",
        "least": 5,
    }


def test_the_spec_is_plain_json():
    spec = aligner(suggest=PAIRS).spec
    assert json.loads(json.dumps(spec)) == spec


def test_the_static_forms_do_not_depend_on_copies_or_clicks():
    texts = {"GVS": [Passage("GVS-P02", "GVS", 2, "On Monday the bridge was opened.")]}
    plain, full = aligner("GVS-P02", "WP-P04"), aligner("GVS-P02", "WP-P04", texts=texts)
    full.value = {**full.value, "left": "AP-LEAD"}
    assert (full.text(), full.html()) == (plain.text(), plain.html())
    assert plain.text() == "Compare two texts: GVS P2 and WP P4 (run this cell to use it)"
    assert "<li>“the bridge was opened”</li><li>“a second &amp; last excerpt”</li>" in plain.html()
    assert "A bridge &lt;opened&gt;" in plain.html()
    assert "share a run of 7 words" in plain.html()


def test_the_static_form_without_texts_names_the_pairs_to_try():
    assert (
        aligner("WP-P04", suggest=PAIRS).html().endswith("<ul><li>GVS P2 and AP</li><li>WP and GVS</li></ul>")
    )


def test_the_real_tables_fit():
    widget = aligner_widget(
        "BLOG-P02",
        "AP-LEAD",
        passages=passage_views(texts={}),
        upstream_rows=data.rows("upstream"),
        runs_rows=data.rows("shared_runs"),
    )
    assert widget.spec["runs"]["BLOG-P05|WSWS-P14"] == 17
    longest = max((len(piece.split()), t["id"]) for t in widget.spec["texts"] for piece in t["pieces"])
    assert longest[0] <= 25, longest
    assert text(widget, "BLOG-P02")["about"] == ""


def test_the_module_takes_no_markup_from_data():
    assert "innerHTML" not in str(Aligner._esm)
