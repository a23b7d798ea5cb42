from dataclasses import replace

from course.quiz import bank, item_rules

CHOICE, POLL = bank.question("L1.Q1"), bank.question("L0.T1")


def test_the_questions_of_lesson_1_are_in_order():
    assert [list(item_rules.problems(question)) for question in (CHOICE, POLL)] == [[], []]


def test_all_of_them_may_begin_an_answer_but_not_be_one():
    def first_option_reads(text):
        first = replace(CHOICE.options[0], text=text)
        return list(item_rules.problems(replace(CHOICE, options=(first, *CHOICE.options[1:]))))

    assert first_option_reads("All of them say that it was empty") == []
    assert first_option_reads("All of them") == [
        "option a is a catch-all; write an answer that stands on its own."
    ]


def test_long_stems_are_counted():
    assert list(item_rules.problems(replace(CHOICE, stem="word " * 61))) == [
        "stem has 61 words; cut it to 60."
    ]


JOB = replace(
    bank.question("L1.W1"), job="brief", checks=("words", "citations"), words=(1, 400), citations=4, rubric=(), exemplars=()
)  # fmt: skip


def of_the_desk(**changes):
    return [line for line in item_rules.problems(replace(JOB, **changes)) if "rubric" not in line]


def test_only_a_correction_names_problems():
    assert of_the_desk(job="correction", problems=("E04",)) == []
    assert of_the_desk(problems=("E04",)) == [
        "'problems' says what a correction may be about; take it away, or set 'job' to correction."
    ]


def test_a_job_of_the_desk_needs_checks_and_what_they_look_for():
    assert of_the_desk() == []
    assert of_the_desk(job="", checks=()) == []
    assert of_the_desk(checks=()) == ["'job' and 'checks' go together; name both or neither."]
    assert of_the_desk(job="") == ["'job' and 'checks' go together; name both or neither."]
    assert of_the_desk(words=(0, 0)) == [
        "its length is checked, but 'words' says nothing; give fewest and most words."
    ]
    assert of_the_desk(job="headline", citations=0) == [
        "its citations are checked, but 'citations' says nothing; give how many."
    ]
    assert of_the_desk(citations=3) == ["a brief cites at least 4 paragraphs; set 'citations'."]


def test_only_texts_are_written_at_the_desk():
    found = list(item_rules.problems(replace(CHOICE, job="headline", checks=("place",))))
    assert found == ["is of kind single; the correction desk takes texts only: take 'job' and 'checks' away."]
