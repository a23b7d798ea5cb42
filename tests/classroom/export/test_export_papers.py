"""Papers, their wording, the table, and the printed page with its key."""

import csv
import io
import re

import pytest

from course.classroom.export import papers, printed, table, views, wording
from course.model import CourseError, Kind
from course.quiz import bank, forms


def test_sections_are_chosen_by_name():
    assert [q.id for q in papers.lesson_paper("06-whose-voice").questions] == [
        f"L6.Q{n}" for n in range(1, 8)
    ]
    some = papers.lesson_paper("06-whose-voice", ["hook", "write"])
    assert [q.id for q in some.questions] == ["L6.H1", "L6.W1"]
    assert papers.lesson_paper("06-whose-voice", ["all"]).questions == bank.bank("06-whose-voice").questions
    with pytest.raises(CourseError, match="no section 'exits'"):
        papers.lesson_paper("06-whose-voice", ["exits"])


def test_the_claims_are_judged_sound_or_faulty_with_the_reason():
    paper = papers.form_paper("claims")
    assert len(paper.questions) == 24
    assert sum(papers.right(q)[0].text == "Sound" for q in paper.questions) == 12
    assert all(len({o.feedback for o in q.options}) == 1 for q in paper.questions)


def test_a_form_has_its_passages_and_nothing_for_instructors():
    paper, form = papers.form_paper("b"), forms.load("B")
    assert [part.id for part in paper.readings][:6] == [p.id for p in form.passages]
    told = " ".join(line for part in paper.readings for line in (part.heading, *part.lines))
    for passage in form.passages:
        assert not any(text in told for text in (*passage.invented, *passage.planted))


def test_shuffling_is_stable_complete_and_never_in_order():
    for count in range(2, 9):
        for seed in ("", "autumn"):
            order = wording.shuffled(seed, "L9.R1", count)
            assert order == wording.shuffled(seed, "L9.R1", count)
            assert sorted(order) == list(range(count)) != order
    assert wording.shuffled("", "x", 6) != wording.shuffled("autumn", "x", 6)
    assert list(wording.option_order(bank.question("L6.Q1"), "")) == [0, 1, 2]
    assert list(wording.option_order(bank.question("L0.T1"), "autumn")) == [0, 1, 2]


def test_korean_is_marked_outside_tags_only():
    assert (
        wording.html("*Namjoseon* (남조선 것들)") == '<em>Namjoseon</em> (<span lang="ko">남조선 것들</span>)'
    )
    assert wording.korean('<a title="남조선">x</a>') == '<a title="남조선">x</a>'


def test_the_table_can_be_read_back():
    paper = papers.lesson_paper("02-peel-the-page", ["all"])
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table.export([paper])))}
    assert list(rows) == [q.id for q in paper.questions]
    single = bank.question("L2.Q1")
    assert rows["L2.Q1"]["key"] == papers.right(single)[0].id
    assert rows["L2.Q1"]["options"].splitlines() == [f"{o.id}: {o.text}" for o in single.options]
    assert rows["L2.D2"]["key"] == "23.6"
    assert "217: " in rows["L2.D2"]["feedback_by_answer"]
    assert len(rows["L2.P1"]["key"].splitlines()) == 3


def test_the_table_holds_no_formula():
    assert table._safe({"a": "=1+1", "b": "-x", "c": "fine"}) == {"a": "'=1+1", "b": "'-x", "c": "fine"}


def told(question):
    """Everything that the bank says of an answer."""
    yield from (o.feedback for o in question.options)
    yield from (o.tempts for o in question.options)
    yield from question.feedback.values()
    yield from question.rubric
    yield from (text for _, text in question.exemplars)


@pytest.mark.parametrize("name", [*bank.lessons(), "a", "b", "claims"])
def test_a_printed_paper_tells_no_answer_and_its_key_tells_all(name):
    paper = (
        papers.form_paper(name) if len(name) < 3 or name == "claims" else papers.lesson_paper(name, ["all"])
    )
    page = wording.text_of(printed.paper_page(paper, "autumn", confidence=True))
    key = wording.text_of(printed.key_page(paper, "autumn"))
    for q in paper.questions:
        assert wording.text_of(wording.html(wording.stem(q)))[:60] in page
        for text in filter(None, told(q)):
            assert wording.text_of(wording.html(text)) not in page, q.id
        for option in q.options:
            assert wording.text_of(wording.html(option.feedback)) in key


def test_letters_of_the_key_are_those_of_the_paper():
    for q in bank.all_questions():
        if q.kind is Kind.SINGLE and q.scored:
            shown = dict(views.view(q, "autumn").options)
            letter, _, text = views.key(q, "autumn")["answer"][0].partition(" ")
            assert shown[letter] == text == papers.right(q)[0].text
    match = views.view(bank.question("L6.R1"), "autumn")
    line = views.key(bank.question("L6.R1"), "autumn")["answer"][0]
    left, letter, target = re.fullmatch(r"(.*): (\w) \((.*)\)", line).groups()
    assert left in match.items
    assert dict(match.targets)[letter] == target


def test_large_print_is_asked_for_by_a_class():
    paper = papers.lesson_paper("06-whose-voice")
    assert '<html lang="en" class="large">' in printed.paper_page(paper, large=True)
    assert '<html lang="en">' in printed.paper_page(paper)
