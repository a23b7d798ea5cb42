from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from course.casefile import CaseFile
from course.casefile.merge import blank, parse
from course.portfolio.page import contents, count, page

EVIL = "<script>evil()</script><img src=x onerror=evil()>{{ 7*7 }}{% raw %}</style></title>\"'>&amp;"
VOID = {"meta", "line", "circle", "br", "img", "link", "input"}


class Outline(HTMLParser):
    """Tags, headings, and whether every element is closed in order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.headings, self.open, self.wrong, self.links, self.ids = [], [], [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in {"href", "src"}]
        self.wrong += [name for name, _ in attrs if name.startswith("on")]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID and self.open.pop() != tag:
            self.wrong.append(tag)


def worked(tmp_path, text="It stood in Kaesong (GVS-P08).", lessons=range(13)):
    case = CaseFile.open(tmp_path / "case-file.json")
    for number in lessons:
        for item in range(1, 4):
            case.record_answer(
                f"L{number}.Q{item}", {"response": "a", "confidence": "lean", "outcome": "correct"}
            )
        case.record_writing(f"L{number}.W1", text, 2)
    case.add_conflict(
        {"claim_a": text, "claim_b": text, "passages": [text], "best": text, "status": "settled"}
    )
    return case


def made(case):
    return page(parse(case.to_json())[0])


def missing(case):
    return {part.label: part.missing for part in contents(parse(case.to_json())[0])}


def test_an_empty_case_file_makes_a_page_that_says_what_to_do():
    html = page(blank())
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "Still to come, at the desk of lesson 12." in html
    assert "<svg" not in html
    assert all(part.missing and not part.here for part in contents(blank()))


@pytest.mark.parametrize("lessons", [(), (0,), (1, 2, 3), range(13)])
def test_headings_never_skip_a_level_and_every_link_has_a_target(tmp_path, lessons):
    outline = Outline(made(worked(tmp_path, lessons=lessons)))
    assert outline.open == outline.wrong == []
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(
        after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False)
    )
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert all(link.startswith("#") for link in outline.links)


def test_hostile_texts_are_escaped_everywhere(tmp_path):
    case = worked(tmp_path, EVIL)
    case.set_name(EVIL)
    for qid in ("L12.W2", "L12.W5"):
        case.record_writing(qid, EVIL)
    case.remember("12-x/L12.W2", {"L12.W2": {"response": EVIL, "problem": EVIL, "shown": True}})
    case.remember("L12.C1", {"cards": {EVIL: {"at": EVIL, "turned": True}}})
    case.record_answer(EVIL, {"response": EVIL, "confidence": EVIL, "outcome": EVIL})
    html = made(case)
    outline = Outline(html)
    assert not {"script", "img", "iframe", "link", "form"} & set(outline.tags)
    assert outline.tags.count("style") == outline.tags.count("title") - 1 * html.count("<svg") == 1
    assert outline.open == outline.wrong == []
    assert "&lt;script&gt;evil()" in html
    assert "{{ 7*7 }}" in html


def test_it_needs_no_script_and_no_network(tmp_path):
    html = made(worked(tmp_path))
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert "@import" not in html
    assert "url(" not in html


def test_a_name_is_there_only_if_typed(tmp_path):
    case = worked(tmp_path)
    assert "<h1>Portfolio</h1>" in made(case)
    assert case.code in made(case)
    case.set_name("Ada <3")
    assert "<h1>Portfolio of <bdi>Ada &lt;3</bdi></h1>" in made(case)


def test_the_same_case_file_makes_the_same_page(tmp_path):
    case = worked(tmp_path)
    assert made(case) == made(case)


def test_what_is_missing_shrinks_with_the_work(tmp_path):
    case = worked(tmp_path, lessons=[1])
    before = missing(case)
    assert before["Conflict log"] == before["Calibration"] == before["Texts from the lessons"] == ""
    assert before["Lesson by lesson"].startswith("not begun: lessons 0, 2, 3")
    case.record_writing("L12.W5", "A brief.", 2)
    after = missing(case)
    assert {name for name in before if before[name] != after[name]} == {"Brief"}
    assert "2 words, own score 2 of 4" in made(case)


def test_an_open_question_of_an_exit_quiz_is_named(tmp_path):
    assert re.search(
        r"Lesson 1: \d questions? of the exit quiz still open", made(worked(tmp_path, lessons=[1]))
    )


def test_a_hand_edited_file_still_makes_a_page():
    state = blank() | {
        "updated": "yesterday",
        "name": None,
        "conflicts": [{"id": "1", "at": "1", "claim_a": 7}],
        "answers": {"L1.Q1": [{"at": "1", "outcome": {}, "confidence": []}]},
        "exercises": {"L1.E1": [{"at": "1", "outcome": [], "value": None}]},
        "writing": {"L1.W1": [{"at": "1", "text": "x", "level": {}}]},
        "widgets": {
            "L12.C1": {"at": "1", "value": {"cards": 7}},
            "discernment.again": {"at": "1", "value": {"cards": {"X.01": 1}, "finished": 1}},
            "a": {"at": "1", "value": {"L1.W1": {"response": 5}}},
        },
    }
    assert Outline(page(state)).wrong == []
    assert "last change" not in page(state)


def test_chart_text_stays_above_eleven_pixels_on_a_phone(tmp_path):
    html = made(worked(tmp_path))
    width = int(re.search(r'viewBox="0 0 (\d+)', html)[1])
    size = float(re.search(r"svg text \{ font: (\d+)px", html)[1])
    assert size * (320 - 32) / width >= 11


@pytest.mark.parametrize(("number", "said"), [(0, "0 words"), (1, "1 word"), (2, "2 words")])
def test_count(number, said):
    assert count(number, "word") == said


def test_the_headline_stands_above_the_brief_and_looks_like_one(tmp_path):
    case = worked(tmp_path)
    case.record_writing("L12.W4", "Office in Kaesong is gone")
    html = made(case)
    assert html.index('<article class="piece headline"') < html.index("Office in Kaesong is gone")
    assert html.index("Office in Kaesong is gone") < html.index('<h3 id="l12-w5">')
    assert html.count("piece headline") == 1


def test_a_forecast_is_dated_in_words(tmp_path):
    case = worked(tmp_path)
    case.remember("L12.C1", {"cards": {"f1": {"at": 10, "turned": True}}})
    html = made(case)
    assert "(checked on 22 November 2026)" in html
    assert "<dd>10%</dd>" in html


def test_rounds_that_were_never_begun_are_said_in_one_sentence(tmp_path):
    assert missing(worked(tmp_path))["Twenty-four claims"] == (
        "no round counted yet; the first is in lesson 6, the second in lesson 12"
    )
