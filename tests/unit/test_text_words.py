"""The two ways of counting words, and word lists."""

import pytest

from course.text import words


def test_tokens_are_parted_by_white_space_only():
    assert words.tokens(" 3pm,  “a\u00a0b” —\n") == ["3pm,", "“a", "b”", "—"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The North-South office", ["the", "north-south", "office"]),
        ("Seoul’s won't 'quoted'", ["seoul's", "won't", "quoted"]),
        ("a — b–c -d- 9,5 $8.6", ["a", "b", "c", "d", "9", "5", "8", "6"]),
        ("*donju* [rather]", ["donju", "rather"]),
        ("détente", ["d", "tente"]),
        ("…“”", []),
    ],
)
def test_the_course_tokeniser(text, expected):
    assert words.words(text) == expected


def test_curly_and_straight_apostrophes_make_the_same_word():
    assert words.words("Kim’s") == words.words("Kim's")


def test_every_occurrence_of_a_listed_word_counts():
    found = words.words("May be, may not be: perhaps-not")
    assert words.count(found, {"may", "perhaps"}) == 2
    assert words.count([], {"may"}) == words.count(found, []) == 0
