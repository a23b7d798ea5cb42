"""Moodle XML and GIFT, re-read."""

import pytest
from export_readers import gift as read_gift
from export_readers import moodle as read_moodle

from course.classroom.export import gift, moodle, papers
from course.classroom.export.wording import html, stem
from course.model import Kind
from course.quiz import bank


@pytest.fixture(scope="module")
def made():
    lessons = [papers.lesson_paper(lesson, ["all"]) for lesson in bank.lessons()]
    return [*lessons, *(papers.form_paper(name) for name in ("a", "b", "claims"))]


def texts(node, path):
    return [found.text or "" for found in node.findall(path)]


@pytest.fixture(scope="module")
def xml(made):
    return read_moodle(moodle.export(made))


@pytest.fixture(scope="module")
def lines(made):
    return read_gift(gift.export(made))


def test_each_paper_has_its_category(made, xml, lines):
    assert [place.rpartition("/")[2] for place in xml[1]] == [paper.title for paper in made]
    assert {q["category"].rpartition("/")[2] for q in lines.values()} == {
        paper.title for paper in made if paper.questions
    }


def test_moodle_has_every_question_with_stem_and_grade(made, xml):
    for paper in made:
        for q in paper.questions:
            node = xml[0][q.id]
            assert html(stem(q)) in node.find("questiontext/text").text
            assert node.find("defaultgrade").text == str(int(q.scored))


def test_moodle_choices_score_and_speak_as_in_the_bank(made, xml):
    for q in (q for paper in made for q in paper.questions if q.options):
        node = xml[0][q.id]
        assert texts(node, "answer/text") == [html(o.text) for o in q.options]
        assert texts(node, "answer/feedback/text") == [html(o.feedback) for o in q.options]
        fractions = [float(a.get("fraction")) for a in node.findall("answer")]
        assert [f > 0 for f in fractions] == [o.key or not q.scored for o in q.options]
        assert max(fractions) == 100 if q.kind is Kind.SINGLE else sum(f for f in fractions if f > 0) == 100
        assert node.find("shuffleanswers").text == str(q.shuffle).lower()


def test_moodle_numbers_keep_every_diagnosis(xml):
    q = bank.question("L2.D2")
    node = xml[0]["L2.D2"]
    found = {
        a.find("text").text: (a.get("fraction"), a.find("feedback/text").text) for a in node.findall("answer")
    }
    assert found["23.6"] == ("100", html(q.feedback["correct"]))
    assert found["*"] == ("0", html(q.feedback["not_yet"]))
    for value in ("217", "0.236", "70.7"):
        assert found[value] == ("0", html(q.feedback[value]))
    assert float(node.find("answer/tolerance").text) == q.tolerance


def test_moodle_pairs_and_writing(xml):
    q = bank.question("L9.R1")
    node = xml[0]["L9.R1"]
    shown = list(zip(texts(node, "subquestion/text"), texts(node, "subquestion/answer/text"), strict=True))
    assert sorted(shown, key=lambda pair: pair[1]) == [
        (f"<p>{html(t)}</p>", str(n)) for n, t in enumerate(q.items, 1)
    ]
    assert [n for _, n in shown] != sorted(n for _, n in shown)
    essay = xml[0]["L6.W1"]
    assert (essay.find("minwordlimit").text, essay.find("maxwordlimit").text) == ("50", "150")
    assert html(bank.question("L6.W1").rubric[3]) in essay.find("graderinfo/text").text


def test_gift_has_every_question(made, lines):
    for paper in made:
        for q in paper.questions:
            assert html(stem(q)) in lines[q.id]["text"], q.id
        for part in paper.readings:
            assert lines[f"{paper.name}/{part.id}"]["kind"] == "description"


def test_gift_choices_score_and_speak_as_in_the_bank(made, lines):
    for q in (q for paper in made for q in paper.questions if q.options):
        found = lines[q.id]["answers"]
        assert [a["text"] for a in found] == [html(o.text) for o in q.options], q.id
        assert [a["feedback"] for a in found] == [html(o.feedback) for o in q.options], q.id
        assert [a["weight"] > 0 for a in found] == [o.key or not q.scored for o in q.options]
        if q.kind is Kind.SINGLE:
            assert [a["sign"] for a in found].count("=") == 1


def test_gift_numbers_keep_every_diagnosis(lines):
    q = bank.question("L6.D2")
    found = lines["L6.D2"]["answers"]
    assert lines["L6.D2"]["kind"] == "number"
    assert {a["text"]: (a["weight"], a["feedback"]) for a in found} == {
        "201:0": (100.0, html(q.feedback["correct"])),
        **{f"{wrong}:0": (0.0, html(q.feedback[wrong])) for wrong in ("127", "132", "206")},
        "": (0.0, html(q.feedback["not_yet"])),
    }


def test_gift_pairs(lines):
    q = bank.question("L4.R1")
    found = dict(a["text"].split(" -> ") for a in lines["L4.R1"]["answers"])
    assert found == {html(a): b for a, b in zip(q.items, q.targets, strict=True)}


def test_no_line_is_empty_inside_a_gift_question(made):
    blocks = gift.export(made).strip().split("\n\n")
    assert len(blocks) == sum(1 + len(p.readings) + len(p.questions) for p in made)


def test_marks_of_gift_are_escaped():
    assert gift.escaped(r"a=b ~ {c} #1: \d") == r"a\=b \~ \{c\} \#1\: \\d"


def test_confidence_is_asked_and_never_counts(made):
    paper = papers.with_confidence(papers.lesson_paper("06-whose-voice"))
    assert len(paper.questions) == 14
    node = read_moodle(moodle.export([paper]))[0]["L6.Q1.sure"]
    assert node.find("defaultgrade").text == "0"
    assert {a.get("fraction") for a in node.findall("answer")} == {"100"}
    found = read_gift(gift.export([paper]))["L6.Q1.sure"]["answers"]
    assert [a["weight"] for a in found] == [100.0] * 4
    assert any("L6.Q1.sure" in line for line in gift.losses(paper))


def test_what_is_lost_is_said(made):
    for paper in made:
        for q in paper.questions:
            if q.kind is Kind.ORDER:
                assert any(line.startswith(q.id) for line in moodle.losses(paper))
                assert any(line.startswith(q.id) for line in gift.losses(paper))
