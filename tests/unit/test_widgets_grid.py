import json

import pytest

from course.model import CourseError
from course.widgets.grid import FACT_MARKS, Grid, fact_matrix_widget

ARTICLES = [{"article": "GVS", "outlet": "Herald"}, {"article": "WP", "outlet": "A blog"}]
FACTS = [
    {"fact": "F01", "statement": "The bridge is in <Kaesong>", "GVS": 1, "WP": 1},
    {"fact": "F02", "statement": "It opened in May", "GVS": 1, "WP": 0},
    {"fact": "F03", "statement": "It cost a lot", "GVS": 0, "WP": 0},
]


def citation(fact, passage, origin="not shown", basis="unknown", phrase="the bridge"):
    article = passage.split("-")[0]
    return {
        "fact": fact,
        "article": article,
        "passage": passage,
        "origin": origin,
        "origin_basis": basis,
        "phrase": phrase,
    }


CITATIONS = [
    citation("F01", "GVS-P03"),
    citation("F01", "GVS-P04", "KCNA", "inferred"),
    citation("F01", "WP-P02", "KCNA", "stated"),
    citation("F02", "GVS-P02", "the page itself", "stated", phrase=None),
]


def view(id_, part="body", layer="own text"):
    article, number = id_.split("-P")
    gist = f"What {id_} says."
    return {
        "id": id_,
        "article": article,
        "number": int(number),
        "part": part,
        "layer": layer,
        "gist": gist,
        "excerpt": None,
        "text": None,
        "joined_to": None,
    }


PASSAGES = {
    v["id"]: v
    for v in [
        view("GVS-P01", "furniture", "navigation"),
        view("GVS-P02", "furniture", "date line"),
        view("GVS-P03", "apparatus", "headline"),
        view("GVS-P04"),
        view("WP-P01", "furniture", "comments"),
        view("WP-P02"),
    ]
}


class Memory:
    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def matrix(facts=FACTS, citations=CITATIONS, **options):
    return fact_matrix_widget(
        facts, citations, ARTICLES, PASSAGES, **{"id": "01/matrix", "title": "Who says what?", **options}
    )


def test_rows_and_columns_come_from_the_tables():
    spec = matrix().spec
    assert [row["id"] for row in spec["rows"]] == ["F01", "F02", "F03"]
    assert spec["columns"] == [
        {"id": "GVS", "label": "GVS", "outlet": "Herald"},
        {"id": "WP", "label": "WP", "outlet": "A blog"},
    ]


def test_choices_are_the_article_its_heads_and_its_date_but_no_page_furniture():
    choices = matrix().spec["choices"]
    assert [v["id"] for v in choices["GVS"]] == ["GVS-P02", "GVS-P03", "GVS-P04"]
    assert [v["id"] for v in choices["WP"]] == ["WP-P02"]


def test_the_key_takes_any_of_several_paragraphs():
    cell = matrix().spec["key"]["F01|GVS"]
    assert cell["mark"] == "stated"
    assert cell["passages"] == ["GVS-P03", "GVS-P04"]
    assert cell["phrase"] == {"GVS-P03": "the bridge", "GVS-P04": "the bridge"}


def test_the_origin_is_the_first_that_the_page_shows():
    key = matrix().spec["key"]
    assert (key["F01|GVS"]["origin"], key["F01|GVS"]["basis"]) == ("KCNA", "inferred")
    assert (key["F01|WP"]["origin"], key["F01|WP"]["basis"]) == ("KCNA", "stated")


def test_what_a_page_says_of_itself_never_merges_with_another_page():
    assert matrix().spec["key"]["F02|GVS"]["origin"] == "GVS itself"


def test_a_blank_phrase_is_left_out():
    assert matrix().spec["key"]["F02|GVS"]["phrase"] == {}


def test_an_empty_cell_is_absent_and_has_no_origin():
    expected = {"mark": "absent", "passages": [], "phrase": {}, "origin": None, "basis": None, "note": None}
    assert matrix().spec["key"]["F03|WP"] == expected


def test_the_short_form_keeps_the_order_of_the_table():
    assert [row["id"] for row in matrix(rows=["F03", "F01"]).spec["rows"]] == ["F01", "F03"]


def test_a_generator_of_rows_works():
    assert len(matrix(rows=(f"F0{n}" for n in (1, 2))).spec["rows"]) == 2


def test_an_unknown_row_lists_the_known_ones():
    with pytest.raises(CourseError, match=r"no F09; rows may name F01, F02, F03"):
        matrix(rows=["F01", "F09"])


def test_a_note_reaches_its_cell():
    assert (
        matrix(notes={"F02|WP": "A weekday is no date."}).spec["key"]["F02|WP"]["note"]
        == "A weekday is no date."
    )


def test_a_note_on_a_fact_outside_the_short_form_is_left_out():
    assert "F03|WP" not in matrix(rows=["F01"], notes={"F03|WP": "Unused."}).spec["key"]


def test_a_note_on_no_cell_is_an_error():
    with pytest.raises(CourseError, match=r"note for F77\|WP"):
        matrix(notes={"F77|WP": "Nothing."})


def test_a_fact_without_a_citation_is_an_error():
    with pytest.raises(CourseError, match=r"F02, column GVS: 1 but fact_citations names no paragraph"):
        matrix(citations=CITATIONS[:3])


def test_a_citation_without_a_fact_is_an_error():
    with pytest.raises(CourseError, match=r"F03, column WP: 0 but fact_citations names a paragraph"):
        matrix(citations=[*CITATIONS, citation("F03", "WP-P02")])


def test_a_key_that_no_student_could_give_is_an_error():
    with pytest.raises(CourseError, match=r"F03\|WP: WP-P01 is page furniture"):
        matrix(facts=[*FACTS[:2], {**FACTS[2], "WP": 1}], citations=[*CITATIONS, citation("F03", "WP-P01")])


def test_the_spec_is_plain_json():
    spec = matrix().spec
    assert json.loads(json.dumps(spec)) == spec


def test_exactly_one_mark_counts_as_support():
    assert [mark["id"] for mark in FACT_MARKS if mark["counts"]] == ["stated"]


def test_the_value_comes_from_the_store_and_goes_back_to_it():
    store = Memory(
        {
            "01/matrix": {
                "cells": {"F01|GVS": {"mark": "absent", "passage": None, "checked": False, "right": False}}
            }
        }
    )
    grid = matrix(store=store)
    assert grid.value["cells"]["F01|GVS"]["mark"] == "absent"
    grid.value = {"cells": {}, "view": "origins", "tries": 1}
    assert store.kept["01/matrix"]["view"] == "origins"


def test_text_is_one_fixed_line():
    assert (
        repr(matrix())
        == matrix().text()
        == "Who says what?: 3 rows by 2 columns to mark (run this cell to use it)"
    )


def test_the_printable_form_has_statements_and_empty_cells_and_no_answers():
    html = matrix().html()
    assert "F01 The bridge is in &lt;Kaesong&gt;" in html
    assert html.count("<td>") == 6
    assert html.count('scope="row"') == 3
    assert "P03" not in html


def test_other_matrices_may_bring_their_own_marks():
    marks = [{"id": "yes", "label": "yes", "symbol": "Y", "cite": False, "counts": True}]
    spec = {
        "id": "x",
        "title": "T",
        "rows": [{"id": "r", "label": "Row"}],
        "columns": [{"id": "c", "label": "C"}],
        "marks": marks,
        "choices": {},
        "key": {},
    }
    assert "Write in each cell: Y yes." in Grid(spec).html()


def test_the_module_is_one_text_with_the_kit_first():
    text = str(Grid._esm)
    assert text.index("function guardKeys") < text.index("function judge") < text.index("export default")
    assert "import " not in [line[:7] for line in text.splitlines()]
    assert "innerHTML" not in text
