import json

import pytest

from course.model import CourseError
from course.widgets.glossary import KINDS, Glossary, fold, glossary_widget


def row(term, kind="place", **more):
    plain = {"plain": f"About {term}, <plain>.", "first_lesson": 4, "source": "Lesson 4"}
    return {"term": term, "kind": kind, **plain, **more}


ROWS = [
    row(
        "Kaesong",
        also="Gaeseong; Old & New",
        say="keh-sung",
        hangul="개성",
        mccune_reischauer="Kaesŏng",
        source_url="https://www.example.org/kaesong?a=1&b=2",
    ),
    row("DMZ", also="demilitarised zone", north_korean_spelling="북남 (the North first)"),
    row("Kim Yo Jong", "person", also="Kim Yo-jong"),
    row("Kim Jong Un", "person"),
    row("apple", "course"),
]


class Memory:
    def __init__(self):
        self.kept = {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def terms(widget):
    return [entry["term"] for entry in widget.spec["entries"]]


def entry(widget, term):
    return next(one for one in widget.spec["entries"] if one["term"] == term)


def test_terms_are_in_order_whatever_their_case():
    assert terms(glossary_widget(rows=ROWS)) == ["apple", "DMZ", "Kaesong", "Kim Jong Un", "Kim Yo Jong"]


def test_the_menu_has_the_kinds_that_occur_in_a_fixed_order():
    kinds = glossary_widget(rows=ROWS).spec["kinds"]
    assert [kind["id"] for kind in kinds] == ["place", "person", "course"]
    assert all(kind["label"] == KINDS[kind["id"]] for kind in kinds)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("DMZ", "DMZ"),
        ("dmz", "DMZ"),
        (" Demilitarised Zone ", "DMZ"),
        ("gaeseong", "Kaesong"),
        ("Kaesŏng", "Kaesong"),
        ("개성", "Kaesong"),
        ("kim yo-jong", "Kim Yo Jong"),
        ("KIMJONGUN", "Kim Jong Un"),
    ],
)
def test_a_term_is_found_in_any_case_and_spelling(asked, found):
    widget = glossary_widget(asked, rows=ROWS)
    assert widget.spec["opens"] == found
    assert widget.spec["id"] == f"glossary/{found}"
    assert widget.spec["title"] == f"Glossary: {found}"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("DMX", " Near it: DMZ."),
        ("zzzz", ""),
        ("Kaesung", " Near it: Kaesong."),
        ("jong", " Near it: Kim Jong Un, Kim Yo Jong."),
    ],
)
def test_an_unknown_term_gets_one_line_with_what_is_near(asked, near):
    with pytest.raises(CourseError) as caught:
        glossary_widget(asked, rows=ROWS)
    assert str(caught.value) == f"The glossary has no '{asked}'.{near} course.glossary() shows all 5 terms."


@pytest.mark.parametrize("asked", ["", "  ", "-"])
def test_nothing_is_no_term(asked):
    with pytest.raises(CourseError, match="The glossary has no"):
        glossary_widget(asked, rows=ROWS)


def test_a_term_comes_before_another_form_of_the_same_name():
    rows = [row("Alpha", also="Beta"), row("Beta")]
    assert glossary_widget("beta", rows=rows).spec["opens"] == "Beta"


@pytest.mark.parametrize(
    ("text", "folded"), [("Kŭmgang", "kumgang"), ("6·25", "625"), ("Workers’ Party", "workersparty")]
)
def test_folding_keeps_letters_and_digits(text, folded):
    assert fold(text) == folded


def test_spellings_are_those_that_the_row_has():
    widget = glossary_widget(rows=ROWS)
    assert entry(widget, "Kaesong")["spellings"] == [
        {"label": "Hangul", "text": "개성"},
        {"label": "McCune-Reischauer", "text": "Kaesŏng"},
    ]
    assert entry(widget, "Kaesong")["also"] == ["Gaeseong", "Old & New"]
    assert entry(widget, "apple")["spellings"] == []


@pytest.mark.parametrize(
    "url",
    [
        "http://www.kcna.kp/en",
        "http://VOK.rep.kp/index.php",
        "https://kcnawatch.org/newstream/1",
        "https://www.kcnawatch.co/",
        "http://www1.korea-np.co.jp/pk/",
        "http://kcna.kp./en",
        "ftp://example.org/x",
        "javascript:alert(1)",
        "GVS",
        "",
    ],
)
def test_some_addresses_are_never_linked(url):
    widget = glossary_widget("x", rows=[row("x", source_url=url)])
    assert (entry(widget, "x")["url"], entry(widget, "x")["host"]) == ("", "")
    assert "href" not in widget.html()


def test_a_link_shows_its_host():
    one = entry(glossary_widget(rows=ROWS), "Kaesong")
    assert (one["url"], one["host"]) == ("https://www.example.org/kaesong?a=1&b=2", "example.org")


def test_what_the_reader_looked_for_is_kept_only_where_there_is_a_store():
    store = Memory()
    widget = glossary_widget(rows=ROWS, store=store)
    assert widget.value == {"query": "", "kind": ""}
    widget.value = {"query": "kim", "kind": "person"}
    assert glossary_widget(rows=ROWS, store=store).value == {"query": "kim", "kind": "person"}
    assert glossary_widget("DMZ", rows=ROWS, store=store).value == {"query": "", "kind": ""}


def test_the_spec_is_plain_json():
    spec = glossary_widget("dmz", rows=ROWS).spec
    assert json.loads(json.dumps(spec)) == spec


def test_text_is_one_line():
    assert glossary_widget(rows=ROWS).text() == "Glossary, 5 terms (run this cell to use it)"
    said = glossary_widget("dmz", rows=ROWS).text()
    assert said == "Glossary, DMZ: About DMZ, <plain>. (run this cell to use it)"


def test_the_static_form_is_a_definition_list_of_everything():
    page = glossary_widget(rows=ROWS).html()
    assert page.count("<dt>") == page.count("<dd>") == 5
    assert "About Kaesong, &lt;plain&gt;." in page
    assert 'Hangul: <span lang="ko">개성</span><br>' in page
    assert 'Spelling in the North: <span lang="ko">북남</span> (the North first)' in page
    assert "Old &amp; New" in page
    assert '<a href="https://www.example.org/kaesong?a=1&amp;b=2">example.org</a>' in page
    assert "Say: keh-sung" in page


def test_the_static_form_of_one_term_has_that_term_only():
    page = glossary_widget("dmz", rows=ROWS).html()
    assert page.count("<dt>") == 1
    assert "<dt><strong>DMZ</strong></dt>" in page


def test_the_module_takes_no_markup_from_data():
    assert "innerHTML" not in str(Glossary._esm)
