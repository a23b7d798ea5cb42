import pytest

from course.model import CourseError
from course.widgets._base import module
from course.widgets.bingo import omission_grid_widget

ARTICLES = [{"article": "GVS", "outlet": "Herald"}, {"article": "WP", "outlet": "A blog"}]
ITEMS = [
    {"omission": "O01", "item": "The <reason>", "who_has_it": "GVS"},
    {"omission": "O02", "item": "Anybody hurt", "who_has_it": None},
]
CITATIONS = [{"omission": "O01", "passage": "GVS-P03"}, {"omission": "O01", "passage": "GVS-P04"}]


def view(id_, part="body", layer="own text"):
    article, number = id_.split("-P")
    return {
        "id": id_,
        "article": article,
        "number": int(number),
        "part": part,
        "layer": layer,
        "gist": "Ours.",
        "excerpt": None,
        "text": None,
        "joined_to": None,
    }


PASSAGES = {
    v["id"]: v
    for v in (view("GVS-P01", "furniture", "navigation"), view("GVS-P03"), view("GVS-P04"), view("WP-P02"))
}


def make(items=ITEMS, citations=CITATIONS, **options):
    return omission_grid_widget(items, citations, ARTICLES, PASSAGES, id="11/bingo", **options)


def test_the_key_says_who_has_what_and_where():
    key = make().spec["key"]
    assert {cell: (one["mark"], one["passages"]) for cell, one in key.items()} == {
        "O01|GVS": ("has", ["GVS-P03", "GVS-P04"]),
        "O01|WP": ("lacks", []),
        "O02|GVS": ("lacks", []),
        "O02|WP": ("lacks", []),
    }


def test_marks_are_has_and_lacks_and_only_one_cites():
    marks = make().spec["marks"]
    assert [(mark["id"], mark["cite"], mark["counts"]) for mark in marks] == [
        ("has", True, True),
        ("lacks", False, False),
    ]


def test_page_furniture_is_not_offered():
    assert [choice["id"] for choice in make().spec["choices"]["GVS"]] == ["GVS-P03", "GVS-P04"]


def test_notes_go_to_their_cell():
    assert make(notes={"O02|WP": "Look."}).spec["key"]["O02|WP"]["note"] == "Look."
    with pytest.raises(CourseError, match=r"O09\|WP, which is no cell"):
        make(notes={"O09|WP": "Look."})


@pytest.mark.parametrize(
    ("items", "citations", "message"),
    [
        (ITEMS, [], "O01, GVS: who_has_it names it but omission_citations has no paragraph"),
        (ITEMS, [*CITATIONS, {"omission": "O02", "passage": "WP-P02"}], "O02, WP: who_has_it leaves it out"),
        ([{**ITEMS[0]}, ITEMS[1]], [{"omission": "O01", "passage": "GVS-P01"}], "GVS-P01 is page furniture"),
    ],
)
def test_tables_that_disagree_are_refused(items, citations, message):
    with pytest.raises(CourseError, match=message):
        make(items, citations)


def test_it_speaks_of_items_and_not_of_facts():
    widget = make()
    assert widget.spec["words"]["rows"] == "items"
    assert '<th scope="col">Item</th>' in widget.html()
    assert "The &lt;reason&gt;" in widget.html()
    assert "rowWords(view).rows" in module("grid")
