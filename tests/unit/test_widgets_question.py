from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from course.model import Kind, Option, Question
from course.widgets._static import details, listed, prose
from course.widgets.question import Questions, questions_widget, shown

OPTIONS = tuple(
    Option(
        id_,
        text,
        key=key,
        feedback=f"About {text}.",
        tempts="A secret for teachers.",
        misconception="M1",
        look_at=look,
    )
    for id_, text, key, look in [
        ("a", "GVS", False, ()),
        ("b", "IND", True, ("IND-P12",)),
        ("c", "WP", False, ()),
    ]
)
CHOICE = Question(
    "L1.Q1", "01-1449", Kind.SINGLE, "Who gives *a* time?", evidence=("GVS-P14",), options=OPTIONS
)
NUMBER = Question(
    "L1.Q2", "01-1449", Kind.NUMBER, "How many?", answer=9.0, unit="facts", feedback={"correct": "Nine."}
)
ORDER = Question("L1.Q3", "01-1449", Kind.ORDER, "In order.", items=("agreed", "opened", "closed", "gone"))
MATCH = Question(
    "L1.Q4", "01-1449", Kind.MATCH, "Match.", items=("x", "y", "z"), targets=("one", "two", "one")
)
WRITING = Question("L1.W1", "01-1449", Kind.TEXT, "Write.", confidence=False, rubric=("Poor", "Good"))
POLL = Question("L1.T1", "01-1449", Kind.SINGLE, "Which?", scored=False, options=OPTIONS)
EVERY = (CHOICE, NUMBER, ORDER, MATCH, WRITING, POLL)
PASSAGES = {
    pid: {"id": pid, "article": pid[:3], "number": 1, "part": "body", "layer": "own text", "gist": "Ours.",
          "excerpt": None, "text": None, "joined_to": None}
    for pid in ("GVS-P14", "IND-P12", "WSWS-P05")
}  # fmt: skip
CODES = [f"CODE{n}" for n in range(40)]


class Store:
    """Notes what a front-end hands over."""

    def __init__(self, remembered=None, code="KXMQRA"):
        self.code, self.remembered, self.calls = code, remembered or {}, []

    def recall(self, widget_id):
        return self.remembered

    def remember(self, widget_id, value):
        self.calls.append(("remember", widget_id))

    def record_answer(self, qid, attempt):
        self.calls.append(("answer", qid, attempt))

    def record_writing(self, qid, text, level):
        self.calls.append(("writing", qid, text, level))

    def records(self):
        return [call for call in self.calls if call[0] != "remember"]


class PlainStore:
    """A store without a learner's record."""

    def recall(self, widget_id):
        return {}

    def remember(self, widget_id, value):
        self.kept = value


def build(*questions, **options):
    return questions_widget(questions or EVERY, id="01-1449/quiz", title="Exit quiz", **options)


def attempt(response, at="2026-01-01T00:00:00.000Z"):
    return {"at": at, "response": response, "confidence": "lean", "outcome": "not-yet"}


def state(*attempts, **more):
    return {"response": "a", "checked": True, "attempts": list(attempts), **more}


def test_spec_is_plain_json_without_what_is_for_teachers():
    spec = build(passages=PASSAGES, code="").spec
    assert json.loads(json.dumps(spec)) == spec
    assert "secret" not in json.dumps(spec)
    assert "misconception" not in json.dumps(spec)


def test_only_paragraphs_that_feedback_opens_are_sent():
    assert list(shown(CHOICE, PASSAGES)["passages"]) == ["GVS-P14", "IND-P12"]
    assert shown(CHOICE, {})["passages"] == {}


def test_order_of_options_depends_on_question_and_learner_alone():
    orders = {code: [o["id"] for o in shown(CHOICE, {}, code)["options"]] for code in CODES}
    assert orders == {code: [o["id"] for o in shown(CHOICE, {}, code)["options"]] for code in CODES}
    assert len({tuple(order) for order in orders.values()}) == 6
    assert [
        o["id"] for o in build(CHOICE, store=Store(code="CODE7")).spec["questions"][0]["options"]
    ] == orders["CODE7"]


def test_options_stay_where_the_bank_says_so():
    fixed = Question("L1.Q9", "01-1449", Kind.SINGLE, "?", options=OPTIONS, shuffle=False)
    assert {tuple(o["id"] for o in shown(fixed, {}, code)["options"]) for code in CODES} == {("a", "b", "c")}


def test_items_to_order_never_stand_in_the_right_order():
    pair = Question("L1.Q8", "01-1449", Kind.ORDER, "?", items=("first", "second"))
    assert {tuple(shown(pair, {}, code)["display"]) for code in CODES} == {("1", "0")}
    assert all(sorted(shown(ORDER, {}, code)["display"]) == ["0", "1", "2", "3"] for code in CODES)


def test_each_target_is_offered_once():
    assert {tuple(sorted(shown(MATCH, {}, code)["display"])) for code in CODES} == {("0", "1")}


def test_new_attempts_reach_the_record_once():
    store = Store()
    widget = build(store=store)
    first, second = attempt("a"), attempt("c", at="2026-01-01T00:00:01.000Z")
    widget.value = {"L1.Q1": state(first)}
    widget.value = {"L1.Q1": state(first, second), "L1.Q2": state(attempt("8"))}
    widget.value = {**widget.value, "L1.Q3": {"response": ["1", "0", "2", "3"], "attempts": []}}
    assert store.records() == [
        ("answer", "L1.Q1", first),
        ("answer", "L1.Q1", second),
        ("answer", "L1.Q2", attempt("8")),
    ]
    assert store.calls.count(("remember", "01-1449/quiz")) == 3


def test_what_is_remembered_is_not_recorded_again():
    store = Store({"L1.Q1": state(attempt("a"))})
    widget = build(store=store)
    assert widget.value == store.remembered
    widget.value = {**widget.value, "L1.Q2": state()}
    assert store.records() == []


def test_saved_writing_reaches_the_record_with_the_level():
    store = Store()
    widget = build(store=store)
    widget.value = {"L1.W1": {"response": "A draft", "checked": False, "level": None}}
    widget.value = {"L1.W1": {"response": "A text", "checked": True, "level": None}}
    for level in (1, 2, 1):
        widget.value = {"L1.W1": {"response": "A text", "checked": True, "level": level}}
    assert store.records() == [("writing", "L1.W1", "A text", level) for level in (None, 1, 2, 1)]


def test_a_store_without_a_record_only_remembers():
    store = PlainStore()
    widget = build(store=store)
    widget.value = {"L1.Q1": state(attempt("a"))}
    assert store.kept == widget.value


@pytest.mark.parametrize(
    "value", [{"L1.Q1": None}, {"L1.Q1": {"attempts": None}}, {"gone": state(attempt("a"))}]
)
def test_an_odd_value_does_no_harm(value):
    store = Store()
    build(store=store).value = value
    assert store.records() == []


def test_one_line_of_text():
    assert repr(build()) == "Exit quiz: 6 questions (run this cell to answer)"
    assert repr(build(CHOICE)) == "Exit quiz: 1 question (run this cell to answer)"


def test_static_form_is_the_same_for_every_learner():
    forms = {build(code=code, passages=PASSAGES).html() for code in CODES}
    assert len(forms) == 1
    form = forms.pop()
    assert form.count("<details>") == form.count("<summary>Feedback</summary>") == 6
    assert "Who gives <em>a</em> time?" in form
    assert "✓ IND: About IND." in form
    assert "✓ GVS" not in form
    assert "<strong>Answer:</strong> 9 facts" in form
    assert "<strong>Right order:</strong> agreed; opened; closed; gone" in form
    assert "x → one; y → two; z → one" in form
    assert "Level 2: Good" in form
    assert "Look again: GVS P14" in form


def test_static_form_is_well_formed_and_escaped():
    odd = Question(
        "L1.Q7",
        "01-1449",
        Kind.SINGLE,
        "<b>Who</b> & *who*?",
        options=(Option("a", "<script>", feedback="1 < 2"),),
    )
    form = build(odd).html()
    assert "<script>" not in form
    assert "&lt;b&gt;Who&lt;/b&gt; &amp; <em>who</em>?" in form
    open_tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: open_tags.append(tag)
    parser.handle_endtag = lambda tag: open_tags.pop() == tag or pytest.fail(f"{tag} closes another tag")
    parser.feed(form)
    assert open_tags == []


def test_mime_bundle_carries_all_forms():
    bundle, _ = build(CHOICE)._repr_mimebundle_()
    assert {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"} <= set(bundle)


def test_module_is_one_file_without_imports():
    lines = Questions._esm.splitlines()
    assert [line for line in lines if line.startswith("import ")] == []
    assert sum(line.startswith("export ") for line in lines) == 1


def test_static_helpers():
    assert prose("**a** *b* `c` 2 * 3 * 4") == "<strong>a</strong> <em>b</em> <code>c</code> 2 * 3 * 4"
    assert listed([]) == ""
    assert listed(["a"], "ol") == "<ol><li>a</li></ol>"
    assert details("More", "") == ""


STEP = Question(
    *("L3.U1", "03-x", Kind.SINGLE, "Where next?"), options=OPTIONS,
    node={"who": "An agency", "when": "16 June", "adds": "The full sentence."},
)  # fmt: skip


def test_a_trail_carries_its_start_and_its_nodes():
    spec = build(STEP, start={"who": "GVS P5", "when": "", "adds": "Ours."}).spec
    assert spec["trail"] == {"start": {"who": "GVS P5", "when": "", "adds": "Ours."}}
    assert spec["questions"][0]["node"] == STEP.node
    assert "trail" not in build(CHOICE).spec


def test_the_static_form_says_where_a_step_leads():
    assert "One step upstream:</strong> An agency, 16 June. The full sentence." in build(STEP).html()
    assert "upstream" not in build(CHOICE).html()


class Disk(Store):
    """A case file that may be in trouble."""

    def __init__(self, notices=()):
        super().__init__()
        self.saved, self.notices = not notices, list(notices)


@pytest.mark.parametrize("notices", [(), ("The disk is full.",)])
def test_it_says_what_is_kept_of_a_question(notices, monkeypatch):
    widget = questions_widget([WRITING], id="w", title="T", store=Disk(notices))
    state = {"response": "Text.", "checked": True, "level": None}
    widget.value = {"L1.W1": state}
    sent = []
    monkeypatch.setattr(widget, "send", sent.append)
    widget._confirm(widget, {"type": "kept?", "id": "1", "of": "L1.W1"}, [])
    widget._confirm(widget, {"type": "kept?", "id": "2", "of": "L1.W9"}, [])
    widget._confirm(widget, {"type": "something else", "id": "3"}, [])
    trouble = " ".join(notices)
    assert sent == [
        {"id": "1", "ok": True, "state": state, "trouble": trouble},
        {"id": "2", "ok": True, "state": None, "trouble": trouble},
    ]
