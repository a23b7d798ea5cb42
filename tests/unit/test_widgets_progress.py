from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from course import paths
from course.casefile import CaseFile
from course.model import CourseError
from course.widgets import progress
from course.widgets.progress import Lesson, known_lessons, lesson_parts, next_step, progress_picture

LESSONS = [
    Lesson(0, "Start here", "00-start-here.ipynb", {"quiz": 1}),
    Lesson(1, "14:49", "01-1449.ipynb", {"hook": 1, "matrix": 40, "quiz": 6}),
    Lesson(2, "Peel the page", None, {}),
]


def summary(lessons=None, last=None):
    return {"lessons": lessons or {}, "last": last}


def done(**parts):
    return {part: {"done": count, "right": 0} for part, count in parts.items()}


class Text(HTMLParser):
    """What a screen reader reads: text outside of aria-hidden elements."""

    def __init__(self, html):
        super().__init__()
        self.open, self.said = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(dict(attrs).get("aria-hidden") == "true")

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        if not any(self.open):
            self.said.append(data)


def said(picture):
    return " ".join("".join(Text(picture._repr_html_()).said).replace("\xa0", " ").split())


def test_the_picture_says_in_words_what_the_bars_show():
    text = said(progress_picture(summary({1: done(hook=1, matrix=10, quiz=2)}), LESSONS))
    assert "0 · Start here 0 of 1 part done" in text
    assert "1 · 14:49 1 of 3 parts done" in text
    assert "Prediction: done" in text
    assert "Matrix: 10 of 40" in text
    assert "Exit quiz: 2 of 6" in text
    assert "Coming: 2 Peel the page" in text


def test_bars_fill_by_share_and_never_overflow():
    html = progress_picture(summary({1: done(hook=3, matrix=10)}), LESSONS)._repr_html_()
    assert re.findall(r"width:(\d+)%", html) == ["0", "100", "25", "0"]


def test_built_lessons_are_links_and_others_are_coming():
    html = progress_picture(summary(), LESSONS)._repr_html_()
    assert 'href="01-1449.ipynb"' in html
    assert "Coming" not in progress_picture(summary(), LESSONS[:2])._repr_html_()
    assert "Next" not in progress_picture(summary(), LESSONS[2:])._repr_html_()


@pytest.mark.parametrize(
    ("lessons", "last", "words"),
    [
        ({}, None, "exit quiz of lesson 0"),
        ({}, 1, "prediction of lesson 1"),
        ({0: done(quiz=1)}, 0, "prediction of lesson 1"),
        ({1: done(hook=1, matrix=40)}, 1, "exit quiz of lesson 1"),
        ({1: done(hook=1, matrix=40, quiz=6)}, 1, "exit quiz of lesson 0"),
        ({0: done(quiz=1), 1: done(hook=1, matrix=40, quiz=6)}, 1, "done everything"),
    ],
)
def test_the_next_step_is_the_first_open_part(lessons, last, words):
    assert words in next_step(summary(lessons, last), LESSONS[:2])


def test_everything_is_escaped():
    evil = '<img src=x onerror="alert(1)">'
    html = progress_picture(
        summary(), [Lesson(0, evil, f'"{evil}', {"quiz": 1}), Lesson(1, evil, None, {})]
    )._repr_html_()
    assert "<img" not in html
    assert 'href="&quot;' in html


def test_it_needs_neither_script_nor_style_sheet():
    html = progress_picture(summary(), LESSONS)._repr_html_()
    assert "<style" not in html
    assert "<script" not in html


def test_its_text_is_fixed():
    assert repr(progress_picture(summary(), LESSONS)) == repr(
        progress_picture(summary({1: done(hook=1)}), LESSONS)
    )


def test_known_lessons_are_thirteen_and_link_from_where_one_is(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "exercises").mkdir()
    (tmp_path / "notebooks" / "01-1449.ipynb").touch()
    lessons = known_lessons(tmp_path / "notebooks", start=tmp_path / "exercises")
    assert [lesson.number for lesson in lessons] == list(range(13))
    assert lessons[1].href == "../notebooks/01-1449.ipynb"
    assert lessons[0].href is None
    assert lessons[12].title == "The correction desk"


def test_parts_come_from_the_bank_the_exercise_and_the_lesson(tmp_path, monkeypatch):
    (tmp_path / "01-1449").mkdir()
    (tmp_path / "01-1449" / "lesson.md").write_text('course.matrix("01-1449")')
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    monkeypatch.setattr(progress, "_items", lambda lesson: ["L1.Q1", "L1.Q2", "L1.E1", "L1.T1", "odd"])
    monkeypatch.setattr(progress, "_deck_size", lambda number: 3)
    assert lesson_parts("01-1449") == {"recall": 3, "matrix": 40, "quiz": 2, "exercise": 1}


def test_a_lesson_without_a_bank_has_no_items(monkeypatch):
    def missing(lesson):
        raise CourseError("none")

    monkeypatch.setattr(progress.bank, "load", missing)
    monkeypatch.setattr(progress.exercise, "load", missing)
    assert progress._items("05-how-sure") == []
    assert progress._deck_size(0) == 0


def test_it_draws_a_real_case_file(tmp_path):
    case = CaseFile.open(tmp_path / "case-file.json")
    case.record_answer("L1.Q1", {"response": "a", "outcome": "correct"})
    assert "Exit quiz: 1 of 6" in said(progress_picture(case.summary(), LESSONS))


def test_by_default_it_finds_the_lessons_itself():
    assert "The correction desk" in said(progress_picture(summary()))
