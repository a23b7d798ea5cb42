"""Finding quotations."""

import pytest

from course.text import quotes


def texts(paragraph):
    return [quotation.text for quotation in quotes.quotations(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("He said “yes” and “no”.", ["yes", "no"]),
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He hoped ”to leave” at once.", ["to leave"]),
        ("He said: “It goes on.", ["It goes on."]),
        ('He said: "It goes on.', ["It goes on."]),
        ("The mayor’s ‘ship’ doesn't count", []),
        ("“One ‘inner’ thing,” he said", ["One ‘inner’ thing,"]),
        ("", []),
    ],
)
def test_quotations(paragraph, expected):
    assert texts(paragraph) == expected


def test_places_include_the_marks():
    paragraph = "He said “yes” twice."
    (found,) = quotes.quotations(paragraph)
    assert paragraph[found.start : found.end] == "“yes”"


def test_without_quotations_keeps_the_words_around_apart():
    assert quotes.without_quotations("so“yes”he said “and") == "so he said  "


def test_a_stray_closing_mark_at_the_end_is_no_quotation():
    assert texts("It has ended.”") == []
