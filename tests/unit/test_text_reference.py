"""What is known without the texts."""

import os

import pytest

from course.model import CourseError
from course.text import reference


def test_passages_come_with_part_words_and_hash(invented):
    known = reference.known_passages()["IND-P02"]
    assert (known.article, known.number, known.part, known.words) == ("IND", 2, "apparatus", 6)
    assert reference.known_hashes()[known.sha256] == "IND-P02"
    assert list(reference.known_passages())[:2] == ["BLOG-P01", "BLOG-P02"]


def test_a_changed_table_is_read_again(invented):
    before = reference.known_passages()
    assert reference.known_passages() is before
    path = reference.table("passages")
    path.write_text(path.read_text(encoding="utf-8").replace("apparatus", "body"), encoding="utf-8")
    os.utime(path, (1, 1))
    assert reference.known_passages()["IND-P02"].part == "body"


def test_empty_hashes_are_not_known(invented):
    path = reference.table("passages")
    path.write_text("passage,article,number,part,words,sha256\nIND-P01,IND,1,body,,\n", encoding="utf-8")
    assert reference.known_passages()["IND-P01"].words == 0
    assert reference.known_hashes() == {}


def test_a_bad_row_is_named_with_its_line(invented):
    path = reference.table("passages")
    path.write_text("passage,article,number,part,words,sha256\nIND-P01,IND,one,body,,\n", encoding="utf-8")
    with pytest.raises(CourseError, match=r"passages\.csv, line 2: .*one"):
        reference.known_passages()


def test_a_missing_table_is_said(invented):
    reference.table("passages").unlink()
    with pytest.raises(CourseError, match="cannot be read"):
        reference.known_passages()


def test_the_vocabulary_counts_the_body_only_and_is_a_copy(invented):
    found = reference.vocabulary("BLOG")
    assert found["ferry"] == 1  # the headline's is not counted
    assert found["we"] == 1  # inside quotation marks
    found.clear()
    assert reference.vocabulary("BLOG")["ferry"] == 1


def test_without_word_counts_the_vocabulary_is_empty(invented):
    reference.table("word_counts").unlink()
    assert not reference.vocabulary("BLOG")
