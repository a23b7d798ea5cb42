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
