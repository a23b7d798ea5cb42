import re

import pytest

from course.build.site import quoting
from course.model import CourseError

PAGE = "<head><title>No</title></head><main id='main'><p>It stood in Kaesong &amp; not in Pyongyang.</p>\n<p>김정은 \U0001f4f0 The end of it all.</p></main><p>No</p>"


def unquoted(text, page, shared):
    def letters(source, at, length):
        units = source.encode("utf-16-le")
        return units[2 * int(at, 36) : 2 * (int(at, 36) + int(length, 36))].decode("utf-16-le")

    text = re.sub("\u00a4(\\w+),(\\w+);", lambda found: letters(page, found[1], found[2]), text)
    return re.sub(
        "\u00a6(\\w+),(\\w+),(\\w+);",
        lambda found: letters(shared[int(found[1], 36)], found[2], found[3]),
        text,
    )


def test_words_are_those_of_the_main_part():
    assert (
        quoting.words(PAGE) == "It stood in Kaesong & not in Pyongyang.\n김정은 \U0001f4f0 The end of it all."
    )


def test_texts_are_quoted_from_the_page_and_from_what_is_shared():
    page, shared = quoting.words(PAGE), [{"a": 1}, "A shared sentence about the liaison office."]
    quotations = quoting.Quotations(page, quoting.source_of(shared))
    texts = [
        "GVS P4 says: It stood in Kaesong & not there.",
        "The end of it all. And a shared sentence about the liaison office? Short.",
        "Neither here nor there at all",
    ]
    made = quotations.packed({"texts": texts, "n": 1, "none": None})
    assert "\u00a4" in made["texts"][0]
    assert "\u00a4" in made["texts"][1]
    assert "\u00a61," in made["texts"][1]
    assert made["texts"][2] == texts[2]
    assert [unquoted(text, page, shared) for text in made["texts"]] == texts
    assert (made["n"], made["none"]) == (1, None)


def test_a_text_with_a_mark_is_refused():
    with pytest.raises(CourseError, match="as marks"):
        quoting.Quotations("", quoting.source_of([])).packed(["100 \u00a4"])


def test_the_checksum_tells_texts_apart():
    assert quoting.checksum("ab") == 97 * 31 + 98
    assert quoting.checksum("ab") != quoting.checksum("ba")
    assert quoting.checksum("x" * 50) < 2**32
