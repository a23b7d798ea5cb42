import json
from html.parser import HTMLParser

import pytest

from course import data
from course.model import CourseError, Kind, Passage, Question
from course.widgets import desk
from course.widgets._base import BORROWED, module, style
from course.widgets.views import passage_views

LESSON = "12-the-correction-desk"
VIEWS = passage_views(texts={})
EXCERPTS = data.rows("excerpts")
QUOTABLE = desk.sources(VIEWS, EXCERPTS, [("KCNA", "We will soon take a next action.")])


def job(number, kind="correction", checks=("words", "date"), **more):
    return Question(
        f"L12.W{number}", LESSON, Kind.TEXT, f"Write *it* {number}.", confidence=False, words=(20, 90),
        rubric=("Poor & vague", "Good"), exemplars=((1, "Secret."),), job=kind, checks=tuple(checks), **more
    )  # fmt: skip


def build(*jobs, store=None):
    return desk.desk_widget(
        jobs or (job(1, problems=("E04",)), job(2), job(3, "brief", ("citations",), citations=4)),
        lesson=LESSON, passages=VIEWS, problems=data.rows("problems"), quotable=QUOTABLE, store=store,
    )  # fmt: skip


class Store:
    """A case file in memory."""

    code = "KXMQRA"

    def __init__(self, kept=None):
        self.kept, self.calls, self.watchers = kept or {}, [], []

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value
        self.calls.append(widget_id)

    def record_writing(self, qid, text, level):
        self.calls.append((qid, text, level))

    def on_restore(self, callback):
        self.watchers.append(callback)


def written(text, **more):
    return {"response": text, "checked": True, "level": None, "shown": False, **more}


def test_spec_is_plain_json_with_what_may_be_corrected():
    spec = build().spec
    assert json.loads(json.dumps(spec)) == spec
    assert [question["problems"] for question in spec["questions"]] == [
        ["E04"],
        [f"E{n:02}" for n in range(1, 17)],
        [],
    ]
    assert set(spec["passages"]) == {row["passage"] for row in data.rows("problems")}
    assert next(row["statement"] for row in spec["problems"] if row["id"] == "E09").endswith(
        "(so too IND P4)."
    )
    assert {"record", "problem_class", "source"} & set(spec["problems"][0]) == set()


def test_each_problem_has_the_excerpt_that_shows_it():
    shown = {row["id"]: row["excerpt"] for row in build().spec["problems"]}
    assert "pro panda" in shown["E05"]
    assert shown["E15"].startswith("500,000")
    assert "2018" in shown["E08"]


def test_a_desk_without_corrections_has_no_problems():
    spec = build(job(1, "headline", ("words",))).spec
    assert (spec["problems"], spec["passages"], spec["questions"][0]["problems"]) == ([], {}, [])


def test_of_two_problems_in_one_paragraph_only_the_named_one_is_offered():
    spec = build(job(1, problems=("E02", "E15"), evidence=("GVS-P04", "WP-P03"))).spec
    assert spec["questions"][0]["problems"] == ["E02", "E15"]


def test_sources_are_excerpts_until_an_article_is_there():
    assert {source["whole"] for source in QUOTABLE} == {False}
    assert len(QUOTABLE) == len(EXCERPTS) + 1
    assert QUOTABLE[-1] == {
        "id": "",
        "name": "KCNA",
        "text": "We will soon take a next action.",
        "whole": False,
    }
    views = passage_views(texts={"WP": [Passage("WP-P07", "WP", 7, "In Hanoi \\$5 were \\$6.")]})
    sources = [one for one in desk.sources(views, EXCERPTS, []) if one["id"] == "WP-P07"]
    assert sources == [{"id": "WP-P07", "name": "WP P7", "text": "In Hanoi $5 were $6.", "whole": True}]


def test_a_sentence_that_the_page_split_can_be_quoted_across():
    first, second = next((view["id"], view["joined_to"]) for view in VIEWS.values() if view["joined_to"])
    article = first.split("-")[0]
    texts = {
        article: [Passage(pid, article, VIEWS[pid]["number"], f"words of {pid}") for pid in (first, second)]
    }
    found = {one["id"]: one["text"] for one in desk.sources(passage_views(texts=texts), [], [])}
    both = " ".join(f"words of {pid}" for pid in sorted((first, second)))
    assert found == {first: both, second: both}


def test_each_text_lies_where_write_keeps_it():
    store = Store({f"{LESSON}/L12.W2": {"L12.W2": written("Old.")}})
    widget = build(store=store)
    assert widget.value == {"L12.W2": written("Old.")}
    widget.value = {**widget.value, "L12.W1": written("New.", problem="E04")}
    assert store.calls == [f"{LESSON}/L12.W1", ("L12.W1", "New.", None)]
    assert store.kept[f"{LESSON}/L12.W1"] == {"L12.W1": written("New.", problem="E04")}


def test_what_another_notebook_wrote_is_not_overwritten():
    store = Store()
    widget = build(store=store)
    widget.value = {"L12.W1": written("One.")}
    store.kept[f"{LESSON}/L12.W3"] = {"L12.W3": written("Elsewhere.")}
    widget.value = {**widget.value, "L12.W1": written("One, longer.")}
    assert store.kept[f"{LESSON}/L12.W3"] == {"L12.W3": written("Elsewhere.")}
    store.watchers[0]()
    assert widget.value["L12.W3"] == written("Elsewhere.")


def test_a_write_widget_and_the_desk_show_the_same(monkeypatch, tmp_path):
    from course import casefile
    from course.widgets import kit

    store = casefile.CaseFile.open(tmp_path / "case.json")
    monkeypatch.setattr(casefile, "current", lambda: store)
    made = desk.desk(LESSON)
    qid = made.spec["questions"][-1]["id"]
    made.value = {qid: written("My reflection.", level=3)}
    assert kit.write(qid).value == {qid: written("My reflection.", level=3)}
    assert store.writing(qid) == "My reflection."
    assert desk.desk(LESSON).value == made.value


def test_the_static_form_has_every_job_and_no_example():
    html = build().html()
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)
    parser.handle_endtag = tags.remove
    parser.feed(html)
    assert tags == []
    assert "Write <em>it</em> 1." in html
    assert "Poor &amp; vague" in html
    assert (
        "Look for: what was wrong, what is right, how we know, when it was changed; its length. Words: at least 20 and at most 90."
        in html
    )
    assert "E09, IND P13: The North is said" in html
    assert "Secret" not in html
    assert build().html() == html


def test_text_form():
    assert build().text() == "The correction desk: 3 jobs (run this cell to write)"
    assert repr(build(job(1))) == "The correction desk: 1 job (run this cell to write)"


def test_a_lesson_without_jobs_says_which_has_some():
    with pytest.raises(
        CourseError,
        match=r"Lesson 01-1449 has no jobs for the desk\. Lesson 12-the-correction-desk has some\.",
    ):
        desk.desk("01-1449")


def test_what_is_borrowed_comes_before_what_uses_it():
    text, css = module("desk"), style("desk")
    assert text.index("function grade(") < text.index("function deskResults(") < text.index("export default")
    assert text.count("export default") == 1
    assert css.index(".q-actions") < css.index(".desk-bench")
    assert "desk" not in module("question")
    assert set(BORROWED) == {"desk"}
