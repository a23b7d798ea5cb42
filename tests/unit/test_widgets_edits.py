import json

import pytest

from course import data
from course.model import CourseError
from course.widgets.edits import RULE, Edits, edits_widget, wordings
from course.widgets.views import passage_views

KOREAN = "안녕하세요"


def row(id_, text, of=None, **more):
    base = {"outlet": id_.split("-")[0], "date": "2020-06-13", "language": "en", "speaker": "Somebody"}
    return {"translation": id_, "text": text, "of": of, "source": "an archive", "note": None, **base, **more}


ROWS = [
    row("KO-1-a", KOREAN, language="ko", note="<b>Korean</b>"),
    row("KCNA-1-a", "We will take a step, and soon, they said.", "KO-1-a", date=None),
    row("WP-P05", "We will take the step", "KCNA-1-a", passage="WP-P05", date="2020-06"),
    row("WP-P05-b", "they <said>", "KCNA-1-a", passage="WP-P05"),
    row("KFA-1-a", "We shall step.", "KO-1-a", date="2020"),
    row("KCNA-2", "alone"),
    row("KFA-3", "hopes of all"),
    row("IND-P17", "wishes of all", passage="IND-P17", of="KO-3"),
    row("KO-3", KOREAN, language="ko"),
]


class Memory:
    def __init__(self, kept):
        self.kept = kept

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def edits(*args, rows=ROWS, **options):
    return edits_widget(*args, rows=rows, passages=passage_views(texts={}), **options)


def text(id_):
    return next(one for one in wordings(ROWS)[0] if one["id"] == id_)


def test_a_sentence_with_one_wording_is_left_out():
    texts, families = wordings(ROWS)
    assert [one["id"] for one in texts] == ["KCNA-1-a", "WP-P05", "WP-P05-b", "KFA-1-a", "KFA-3", "IND-P17"]
    assert [family["id"] for family in families] == ["1-a", "3"]


def test_a_family_is_named_by_its_first_words_and_has_its_korean():
    first, second = wordings(ROWS)[1]
    assert first["label"] == "Somebody: “We will take a step, …”"
    assert second["label"] == "Somebody: “hopes of all”"
    assert first["original"] == {"name": "KO, 13 June", "text": KOREAN, "note": "<b>Korean</b>"}


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("KCNA-1-a", "KCNA"),
        ("WP-P05", "WP P5"),
        ("WP-P05-b", "WP P5, quotation 2"),
        ("KFA-1-a", "KFA, 2020"),
        ("KFA-3", "KFA, 13 June"),
    ],
)
def test_a_text_is_named_after_its_paragraph_or_outlet_and_day(id_, name):
    assert text(id_)["name"] == name


def test_two_wordings_of_one_sentence_never_have_the_same_name():
    rows = [row("KFA-1", "one"), row("KFA2-1", "two", outlet="KFA"), row("KFA-2", "one"), row("X-2", "two")]
    assert [one["name"] for one in wordings(rows)[0]] == [
        "KFA, 13 June",
        "KFA, 13 June, quotation 2",
        "KFA, 13 June",
        "X, 13 June",
    ]


def test_a_month_is_as_exact_as_it_is_known():
    rows = [{**one, "passage": None} for one in ROWS]
    assert wordings(rows)[0][1]["name"] == "WP, June 2020"


def test_only_english_rows_are_quoted():
    assert [text(id_)["quotes"] for id_ in ("WP-P05", "KCNA-1-a", "IND-P17")] == [["KCNA-1-a"], [], []]


def test_a_circle_of_rows_ends():
    rows = [row("A-1", "one", "B-1"), row("B-1", "two", "A-1")]
    assert [one["quotes"] for one in wordings(rows)[0]] == [["B-1"], ["A-1"]]


@pytest.mark.parametrize(
    "asked",
    [("WP-P05", "KCNA-1-a"), ("kcna-1-A", "wp p5"), ("WP-P05",), ("KCNA-1-a",), ()],
)
def test_the_order_of_the_two_does_not_matter(asked):
    assert edits(*asked).value == {"printed": "WP-P05", "source": "KCNA-1-a", "pairs": {}}


def test_two_of_which_neither_quotes_the_other_keep_their_order():
    assert edits("KFA-1-a", "WP-P05").spec["opens"] == ["KFA-1-a", "WP-P05"]
    assert edits("KFA-1-a").spec["opens"] == ["KFA-1-a", "KCNA-1-a"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("OLD-1",), "There is no quotation 'OLD-1'. Choose one of KCNA-1-a, WP-P05"),
        (("WP-P05", "KO-1-a"), "KO-1-a cannot be compared word by word"),
        (("KCNA-2",), "KCNA-2 cannot be compared"),
        (("WP-P05", "KFA-3"), "not two wordings of one sentence. With WP-P05 go KCNA-1-a, WP-P05-b, KFA-1-a"),
        (("WP-P05", "WP-P05"), "not two wordings of one sentence"),
    ],
)
def test_what_cannot_be_compared_says_what_can(asked, said):
    with pytest.raises(CourseError, match=said.replace(".", r"\.")):
        edits(*asked)


def test_what_was_kept_comes_first():
    kept = {"printed": "KFA-1-a", "source": "KCNA-1-a", "pairs": {"KFA-1-a|KCNA-1-a": {"mode": "shown"}}}
    assert edits("WP-P05", store=Memory({"quotes/WP-P05+KCNA-1-a": kept})).value == kept


@pytest.mark.parametrize(
    "kept", [("OLD-1", "KCNA-1-a"), ("WP-P05", "OLD-1"), ("WP-P05", "KFA-3"), ("WP-P05", "WP-P05")]
)
def test_a_pair_that_is_gone_is_forgotten(kept):
    memory = Memory({"quotes/WP-P05+KCNA-1-a": {"printed": kept[0], "source": kept[1]}})
    assert edits("WP-P05", store=memory).value == {"printed": "WP-P05", "source": "KCNA-1-a", "pairs": {}}


def test_a_strange_mode_is_forgotten():
    pairs = {"a": {"mode": "dance"}, "b": {"mode": "find"}}
    memory = Memory({"quotes/WP-P05+KCNA-1-a": {"printed": "WP-P05", "source": "KCNA-1-a", "pairs": pairs}})
    assert edits("WP-P05", store=memory).value["pairs"] == {"b": {"mode": "find"}}


def test_the_static_form_has_the_words_and_no_key():
    widget = edits("WP-P05-b", "KCNA-1-a")
    shown = widget.html()
    assert shown.index("KCNA") < shown.index("WP P5")
    assert "“they &lt;said&gt;”" in shown
    assert RULE in shown
    assert "became" not in shown
    assert (
        widget.text()
        == "Hold a quotation against its source: WP P5, quotation 2 and KCNA (run this cell to use it)"
    )
    widget.value = {**widget.value, "printed": "KFA-1-a"}
    assert widget.html() == shown


def test_the_spec_is_plain_json_with_the_paragraphs_that_it_needs():
    spec = edits().spec
    assert json.loads(json.dumps(spec)) == spec
    assert set(spec["passages"]) == {"WP-P05", "IND-P17"}


def test_the_real_table_fits():
    rows = data.rows("translations")
    widget = edits("KCNA-0613-a", "WP-P05", rows=rows)
    assert widget.spec["opens"] == ["WP-P05", "KCNA-0613-a"]
    names = [(one["family"], one["name"]) for one in widget.spec["texts"]]
    assert len(names) == len(set(names))
    assert all(family["original"] for family in widget.spec["families"] if family["id"] in {"0613-a", "0616"})
    assert max(len(one["text"].split()) for one in widget.spec["texts"]) <= 25


def test_the_module_takes_no_markup_from_data():
    assert "innerHTML" not in str(Edits._esm)
