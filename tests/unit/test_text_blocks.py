"""Splitting, numbering and hashing of blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.text import blocks

PARAGRAPH = "The mayor’s boat — “Hope” — left at 9… and didn't return."


def test_a_block_is_a_run_of_lines_that_are_not_blank():
    text = "\n\n  First line\nsecond\tline \n \t \n\n\nNext\u00a0block\n"
    assert blocks.split(text) == ["First line second line", "Next block"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0b"])
def test_other_line_ends_make_the_same_blocks(end):
    assert blocks.split(f"one{end}two{end}{end}three") == ["one two", "three"]


def test_nothing_has_no_blocks():
    assert blocks.split("") == blocks.split(" \n\ufeff\n") == []


def test_passages_are_numbered_from_one_with_two_digits():
    found = blocks.passages("IND", "\n\n".join(f"block {n}" for n in range(1, 101)))
    assert [found[0].id, found[11].id, found[99].id] == ["IND-P01", "IND-P12", "IND-P100"]
    assert (found[11].article, found[11].number, found[11].text) == ("IND", 12, "block 12")


@pytest.mark.parametrize(
    "copy",
    [
        PARAGRAPH.replace(" ", "\u00a0"),
        PARAGRAPH.replace(" ", " \r\n "),
        "\ufeff" + PARAGRAPH + "\n\n",
        PARAGRAPH.replace("’", "'").replace("“", '"').replace("”", '"'),
        PARAGRAPH.replace("“", "«").replace("”", "»"),
        PARAGRAPH.replace("“", "``").replace("”", "''"),
        PARAGRAPH.replace("—", "--").replace("…", "..."),
        PARAGRAPH.replace("re", "re\u00ad"),
    ],
)
def test_the_same_paragraph_in_another_dress_has_the_same_hash(copy):
    assert blocks.sha256(copy) == blocks.sha256(PARAGRAPH)


def test_composed_and_decomposed_letters_have_the_same_hash():
    assert blocks.sha256("détente") == blocks.sha256("de\u0301tente")


@pytest.mark.parametrize(
    "other", [PARAGRAPH.replace("9", "8"), PARAGRAPH.lower(), PARAGRAPH + "!", PARAGRAPH[1:]]
)
def test_another_paragraph_has_another_hash(other):
    assert blocks.sha256(other) != blocks.sha256(PARAGRAPH)


@given(st.text())
def test_canonical_is_the_same_when_done_twice(text):
    once = blocks.canonical(text)
    assert blocks.canonical(once) == once


@given(st.lists(st.text(alphabet="ab '\"-", min_size=1).filter(str.strip), max_size=5))
def test_splitting_gives_back_what_was_joined(found):
    folded = [" ".join(block.split()) for block in found]
    assert blocks.split("\n\n \n".join(folded)) == folded
