"""Feedback pages: one per student, escaped, under a safe name, and never more than the student may know."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import filled_book
import pytest
from filled_book import EVIL, KEY

from course.check import compare
from course.check import exercise as exercises
from course.classroom import feedback, feedback_texts, plain
from course.classroom.feedback_places import places, where
from course.classroom.gradebook import Gradebook
from course.classroom.model import Assignment, Bundle, Graded, Mark, Task
from course.model import CourseError, Outcome

VOID = {"meta", "br"}
NAMES = [
    "ada",
    "Ada",
    "ADA",
    "../../etc/passwd",
    "a/b\\c",
    "..",
    ".",
    "con",
    "CON.txt",
    "이은지",
    unicodedata.normalize("NFC", "José"),
    unicodedata.normalize("NFD", "José"),
    "name with spaces ",
    "x" * 300,
    "\u202egnp.exe",
    "a\nb",
    "😀",
    "'; DROP TABLE grades; --",
    EVIL.replace("\x00", ""),
    "index",
]


class Outline(HTMLParser):
    """Tags, headings, links, ids, and whether every element is closed in order."""

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


@pytest.fixture
def bundle(tmp_path):
    return filled_book.bundle(tmp_path)


@pytest.fixture
def book(tmp_path, bundle):
    with Gradebook(tmp_path / "graded" / "gradebook.db") as book:
        book.begin(bundle)
        yield book


def pages(book, bundle, tmp_path):
    """Student's heading to page."""
    written = feedback.write_all(book, bundle, tmp_path / "feedback")
    return [path.read_text("utf8") for path in written]


def test_a_page_says_what_was_right_what_to_look_at_and_where(book, bundle, tmp_path):
    book.keep(filled_book.graded("ada", answer="7"), "k")
    (html,) = pages(book, bundle, tmp_path)
    assert "<h1>Feedback for <bdi>ada</bdi></h1>" in html
    assert "Four floors, as the page says." in html
    assert "Look at the paragraph again." in html
    assert '<code dir="auto">7</code>' in html
    assert "<strong>GVS P14</strong>" in html
    assert places()["GVS-P14"].gist[:20] in html
    assert "Global Village Space" in html
    assert "2 of 4 points · 1 to look at" in html
    assert "0 extra" in html
    assert "Nothing here yet from: Lesson 2 · Peel the page." in html
    assert re.search(r"graded on \d{1,2} \w+ \d{4}", html)


def test_extra_points_hide_nothing_that_is_missing(book, bundle, tmp_path):
    marks = (
        Mark("L1.E1", Outcome.NOT_YET, 0.0, 2.0, "Said."),
        Mark("L1.E2", Outcome.NOT_ATTEMPTED, 0.0, 2.0, "Said."),
        Mark("L1.E3", Outcome.CORRECT, 2.0, 0.0, "Said."),
    )
    book.keep(Graded("ada", "01-1449", "d", marks), "k")
    (html,) = pages(book, bundle, tmp_path)
    assert "0 of 4 points, 2 extra · 2 to look at" in html
    assert "Together: <strong>0 of 4 points, 2 extra</strong>" in html


def test_of_a_right_answer_no_place_is_named(book, bundle, tmp_path):
    book.keep(filled_book.graded("ada"), "k")
    (html,) = pages(book, bundle, tmp_path)
    right = html.partition('class="task is-right"')[2].partition("</article>")[0]
    assert "Where to look" not in right
    assert html.count("Where to look") == 2


def test_the_key_is_on_no_page(book, bundle, tmp_path):
    for number, outcome in enumerate(Outcome):
        marks = tuple(Mark(f"L1.E{n}", outcome, 0.0, 2.0, "Said.", (), "mine") for n in (1, 2, 3))
        book.keep(Graded(f"s{number}", "01-1449", "d", marks), "k")
    book.keep(Graded("broken", "01-1449", "d", (), "It ran out of time. No answer came out of it."), "k")
    filled_book.text(book, "s1")
    found = pages(book, bundle, tmp_path)
    assert len(found) == 6
    assert all("Count the floors" in html for html in found if "broken" not in html)
    assert not [html for html in found if KEY in html]


def test_what_a_function_gave_back_is_not_shown(book, bundle, tmp_path):
    first = bundle.assignments[0]
    task = replace(first.tasks[1], exercise=replace(first.tasks[1].exercise, kind="function"))
    with_function = replace(bundle, assignments=(replace(first, tasks=(first.tasks[0], task)),))
    book.keep(filled_book.graded("ada", answer="[{'value': 'the hidden input'}]"), "k")
    (html,) = pages(book, with_function, tmp_path)
    assert "Look at the paragraph again." in html
    assert "the hidden input" not in html


@pytest.mark.parametrize("value", [..., {"nonsense": 1}, -7.25, "nonsense", ["nonsense"]])
def test_the_real_keys_are_on_no_page_either(book, tmp_path, value):
    real = tuple(
        Assignment(lesson, lesson, tuple(Task(one, "c", "n") for one in exercises.load(lesson)))
        for lesson in exercises.lessons()
    )
    shown, checked = [], 0
    for assignment in real:
        results = [(t.exercise, compare.judge(t.exercise, value)) for t in assignment.tasks]
        assert Outcome.CORRECT not in {result.outcome for _, result in results}
        marks = tuple(
            Mark(one.id, found.outcome, 0.0, 1.0, found.message, found.look_at, repr(value))
            for one, found in results
        )
        book.keep(Graded("ada", assignment.name, "d", marks), "k")
        shown += [text for one, _ in results for text in (one.correct, *one.hints)]
    real_bundle = Bundle("autumn", "0.1.0", "", real, tmp_path)
    (html,) = pages(book, real_bundle, tmp_path)
    for text in shown:
        checked += 1
        assert escape(text) not in html
    assert checked > 100


def test_no_page_has_anything_of_another_student(book, bundle, tmp_path):
    students = ["ada-unique", "ben-unique", "eve-unique"]
    for student in students:
        book.keep(filled_book.graded(student, answer=f"answer of {student}", message=f"for {student}"), "k")
        filled_book.text(book, student, f"text of {student}")
        book.keep_level(student, "L1.W1", f"marker of {student}", 2, f"comment for {student}")
    for student, html in zip(students, pages(book, bundle, tmp_path), strict=True):
        for part in ("answer of", "for", "text of", "comment for"):
            assert f"{part} {student}" in html
        assert not [other for other in students if other != student and other in html]
        assert "marker of" not in html


def test_what_is_for_the_instructor_stays_there(book, bundle, tmp_path):
    problem = "This is no notebook that can be read (Expecting: line 1 (char 0)). Ask for the file as JupyterLab saves it."
    book.keep(filled_book.graded("ada", notes=("Cell 3: suspicious",)), "k", file="/private/place.ipynb")
    book.keep(filled_book.graded("ben", problem=problem), "k")
    ada, ben = pages(book, bundle, tmp_path)
    assert "suspicious" not in ada
    assert "/private" not in ada
    assert "no notebook that can be read. Ask your teacher" in ben  # what stands in brackets helps no student
    assert "Ask for the file" not in ben
    assert "Four floors" not in ben  # nothing is said of answers that were not found
    assert "of 4 points" not in ben


def test_a_file_that_belongs_nowhere_is_named(book, bundle, tmp_path):
    book.keep(
        Graded("ada", "", "d", (), "It cannot be told which exercise this is: neither its name nor..."), "k"
    )
    (html,) = pages(book, bundle, tmp_path)
    assert "A file that belongs to no exercise of this class" in html
    assert "It cannot be told which exercise this is" in html


def test_hostile_texts_are_escaped_everywhere(book, bundle, tmp_path):
    book.keep(filled_book.graded(EVIL.replace("\x00", ""), answer=EVIL, message=EVIL), "k")
    filled_book.text(book, EVIL.replace("\x00", ""), EVIL)
    book.keep_level(EVIL.replace("\x00", ""), "L1.W1", EVIL, 2, EVIL)
    (html,) = pages(book, bundle, tmp_path)
    outline = Outline(html)
    assert not {"script", "img", "iframe", "link", "form", "object"} & set(outline.tags)
    assert outline.tags.count("style") == outline.tags.count("title") == 1
    assert outline.open == outline.wrong == []
    assert html.count("&lt;script&gt;evil()") == 6  # title, heading, message, answer, text, comment
    assert "{{ 7*7 }}" in html
    assert "\x1b" not in html
    assert "\x00" not in html
    assert "\u202e" not in html.partition("</header>")[0]  # a name cannot turn the line around


def test_a_message_may_be_marked_up_and_nothing_more(book, bundle, tmp_path):
    book.keep(filled_book.graded("ada", message="**Not** `len(x)` *yet* <b>no</b>"), "k")
    (html,) = pages(book, bundle, tmp_path)
    assert "<strong>Not</strong> <code>len(x)</code> <em>yet</em> &lt;b&gt;no&lt;/b&gt;" in html


def test_a_page_stays_small_whatever_was_answered(book, bundle, tmp_path):
    mega = "가" * 1_000_000
    book.keep(filled_book.graded("ada", answer=mega, message=mega), "k")
    filled_book.text(book, "ada", mega)
    book.keep_level("ada", "L1.W1", "m", 1, mega)
    (html,) = pages(book, bundle, tmp_path)
    assert len(html) < 60_000
    assert "(999,600 more characters)" in html


def test_it_needs_no_script_and_no_network(book, bundle, tmp_path):
    book.keep(filled_book.graded("ada"), "k")
    book.keep(filled_book.graded("ada", assignment="02-peel-the-page"), "k")
    filled_book.text(book, "ada")
    book.keep_level("ada", "L1.W1", "m", 3, "Good.")
    (html,) = pages(book, bundle, tmp_path)
    outline = Outline(html)
    assert "default-src 'none'" in html
    assert not re.search(r"<script|@import|url\(|https?://", html)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.open == outline.wrong == []
    assert outline.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))


def test_the_rubric_shows_the_level_and_the_comment(book, bundle, tmp_path):
    filled_book.text(book, "ada", own=3)
    (html,) = pages(book, bundle, tmp_path)
    assert "Nobody has marked it yet." in html
    assert "you gave it level 3" in html
    assert "is-given" not in html.partition("</style>")[2]
    book.keep_level("ada", "L1.W1", "Ms Right", 2, "Name the origin.")
    (html,) = pages(book, bundle, tmp_path)
    given = re.findall(r'<li class="is-given"><strong class="who">([^<]*)</strong> ([^<]*)</li>', html)
    assert given == [("Your reader:", feedback_texts.asked("L1.W1").rubric[1])]
    assert "Name the origin." in html
    book.keep_level("ada", "L1.W1", "Mr Left", 4, "")
    (html,) = pages(book, bundle, tmp_path)
    assert re.findall(r'class="who">([^<]*)<', html) == ["First reader:", "Second reader:"]
    assert "Ms Right" not in html


def test_who_marked_first_cannot_be_told_from_the_page(book, bundle, tmp_path, monkeypatch):
    levels, shown = {"Ms Right": 2, "Mr Left": 4}, []
    filled_book.text(book, "ada")
    for order in (["Ms Right", "Mr Left"], ["Mr Left", "Ms Right"]):
        for day, marker in enumerate(order, 1):
            monkeypatch.setattr(
                "course.classroom.gradebook.moment", lambda day=day: f"2026-01-0{day}T09:00:00"
            )
            book.keep_level("ada", "L1.W1", marker, levels[marker], "")
        given = feedback_texts.written(book)["ada"]["L1.W1"].given
        assert [(one.reader, one.level) for one in given] == [("First reader", 2), ("Second reader", 4)]
        shown += pages(book, bundle, tmp_path)
    assert shown[0] == shown[1]


def test_a_marked_text_of_a_lesson_outside_the_bundle_is_shown_too(book, bundle, tmp_path):
    filled_book.text(book, "ada", "From lesson three.", "L3.W1")
    assert "From lesson three." not in pages(book, bundle, tmp_path)[0]
    book.keep_level("ada", "L3.W1", "m", 1)
    (html,) = pages(book, bundle, tmp_path)
    assert "Texts from other lessons" in html
    assert "From lesson three." in html


def test_only_the_latest_grade_counts_and_pages_do_not_change_by_themselves(book, bundle, tmp_path):
    book.keep(filled_book.graded("ada", points=0.0, message="the first time"), "k")
    book.keep(filled_book.graded("ada", message="the second time"), "k")
    first = pages(book, bundle, tmp_path)
    assert "the second time" in first[0]
    assert "the first time" not in first[0]
    assert pages(book, bundle, tmp_path) == first


def test_every_name_gets_a_file_of_its_own(book, bundle, tmp_path):
    for name in NAMES:
        book.keep(filled_book.graded(name, message=f"for {name.encode().hex()}"), "k")
    folder = tmp_path / "out" / "feedback"
    written = feedback.write_all(book, bundle, folder)
    assert len(written) == len(NAMES)
    assert sorted(folder.iterdir()) == sorted(written)
    assert list((tmp_path / "out").iterdir()) == [folder]
    folded = {unicodedata.normalize("NFKC", path.name).casefold() for path in written}
    assert len(folded) == len(NAMES)  # also where case and composed letters are the same
    for path in written:
        assert re.fullmatch(r"[^/\\:*?\"<>|\x00-\x1f\u202e. ][^/\\:*?\"<>|\x00-\x1f\u202e]*\.html", path.name)
        assert len(path.name.encode()) < 130
    for name in NAMES:
        html = (folder / f"{plain.file_name(name)}.html").read_text("utf8")
        assert f"for {name.encode().hex()}<" in html


def test_a_plain_name_cannot_take_the_file_of_another():
    other = plain.file_name("Ada")
    assert plain.file_name("ada") == "ada"
    assert plain.file_name(other) != other
    assert plain.file_name("\udcff") != plain.file_name("\udcfe")


def test_a_folder_that_cannot_be_written_is_one_line(book, bundle, tmp_path):
    book.keep(filled_book.graded("ada"), "k")
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="Feedback cannot be written"):
        feedback.write_all(book, bundle, tmp_path / "file")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb", "ab"),
        (" a \n b\t", "a b"),
        ("", "no name"),
        (None, "no name"),
        ("\x07", "no name"),
        ("e\u0301", "é"),
    ],
)
def test_names_are_shown_on_one_line_without_tricks(text, expected):
    assert plain.named(text) == expected


@pytest.mark.parametrize(
    ("expected", "evidence", "look_at", "shown"),
    [
        (["GVS-P04"], ["GVS-P04", "GVS-P08"], [], []),  # the paragraph was to be found
        (["GVS-P04"], ["GVS-P04"], ["GVS-P12", "GVS-P04"], ["GVS P12"]),
        (["BLOG", "WSWS"], ["BLOG-P01", "WSWS-P01"], [], []),  # the articles were to be found
        ({"paragraph": "WP-P07", "printed": 2018}, ["WP-P07"], [], []),
        ({"GVS-P12": "fits"}, ["GVS-P12"], [], ["GVS P12"]),  # the paragraph stands in the question
        (3, ["GVS-P08"], [], ["GVS P8"]),
    ],
)
def test_where_to_look_is_never_the_answer(expected, evidence, look_at, shown):
    exercise = replace(
        filled_book.exercise("L4.E4", "04-headline-lead-body"), expected=expected, evidence=tuple(evidence)
    )
    assert [place.spoken for place in where(exercise, look_at)] == shown


def test_nor_is_it_the_answer_to_another_part():
    first, second = (filled_book.exercise(f"L4.E{n}", "04-headline-lead-body") for n in (3, 4))
    first = replace(first, expected=3, evidence=("GVS-P04", "GVS-P12"))
    asked = [first, replace(second, expected=["GVS-P04"])]
    assert [place.spoken for place in where(first, (), asked)] == ["GVS P12"]
