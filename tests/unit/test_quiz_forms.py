import json
from pathlib import Path

import pytest
import yaml

from course import paths
from course.model import CourseError, Kind
from course.quiz import forms

ITEM = {
    "id": "TA.01",
    "skill": "voice",
    "reasoning": "listen",
    "stem": "Who speaks\n  in A1?",
    "sound": True,
    "evidence": ["A1"],
    "options": [
        {"text": "KEY-TEXT is right", "key": True, "accepts": True, "feedback": "FEEDBACK yes."},
        {"text": "Nobody", "feedback": "FEEDBACK look.", "tempts": "TEMPTS silence."},
        {"text": "Everybody", "feedback": "FEEDBACK again.", "tempts": "TEMPTS noise."},
    ],
}
TASK = {
    "id": "TA.W1",
    "kind": "text",
    "skill": "cause",
    "reasoning": "look around",
    "stem": "Write.",
    "evidence": ["A1"],
    "words": [2, 9],
    "cards": [{"who": "A paper", "says": "It was so.", "url": "https://a.example"}],
    "rubric": ["RUBRIC one", "two", "three", "four"],
    "exemplars": [{"level": 1, "text": "EXAMPLE of this"}],
}
FORM = {
    "form": "A",
    "title": "Try",
    "intro": "Read\n  first.",
    "passages": [
        {
            "id": "A1",
            "label": "Constructed for this test",
            "outlet": "Try Daily (constructed)",
            "form": "news report",
            "lines": ["A headline", "A body\n  text"],
            "invented": ["INVENTED"],
            "planted": ["PLANTED"],
            "sources": [{"url": "https://SOURCE.example", "date": "2024-06", "supports": "it"}],
        }
    ],
    "items": [ITEM],
    "tasks": [TASK],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    folder = tmp_path / "test-forms"
    folder.mkdir()
    (folder / "form-a.yaml").write_text(yaml.safe_dump(FORM), "utf8")
    return folder


def test_a_form_is_read_whole(folder):
    form = forms.load("A")
    assert (form.form, form.title, form.intro) == ("A", "Try", "Read first.")
    assert form.passages[0].text == "A headline A body text"
    assert form.passages[0].sources[0].date == "2024-06"
    assert form.items[0].stem == "Who speaks in A1?"
    assert form.items[0].lesson == "test-forms"
    assert form.tasks[0].kind is Kind.TEXT
    assert form.reasoning == {"TA.01": "listen", "TA.W1": "look around"}
    assert form.accepts == {"TA.01": "a"}
    assert form.cards["TA.W1"][0]["who"] == "A paper"
    assert form.judged == form.items


def test_items_ask_for_confidence_and_never_come_back_in_a_lesson(folder):
    form = forms.load("A")
    assert form.items[0].confidence
    assert not form.tasks[0].confidence
    assert {question.review_lags for question in (*form.items, *form.tasks)} == {()}


def test_without_a_claim_nothing_is_judged(folder):
    item = {name: value for name, value in ITEM.items() if name != "sound"}
    (folder / "form-a.yaml").write_text(yaml.safe_dump({**FORM, "items": [item]}), "utf8")
    assert forms.load("A").judged == ()


def test_what_students_get_tells_no_answers(folder):
    text = json.dumps(forms.for_students(forms.load("A")))
    for secret in (
        "FEEDBACK",
        "TEMPTS",
        "INVENTED",
        "PLANTED",
        "SOURCE",
        "RUBRIC",
        "EXAMPLE",
        "accepts",
        "sound",
    ):
        assert secret not in text
    assert '"key"' not in text
    for shown in (
        "KEY-TEXT",
        "Constructed for this test",
        "Try Daily (constructed)",
        "A body text",
        "A paper",
    ):
        assert shown in text


def test_there_are_two_forms(folder):
    with pytest.raises(CourseError, match=r"no form 'C'\. Choose from A, B"):
        forms.load("C")


def test_an_installed_course_says_where_the_test_is(folder):
    with pytest.raises(CourseError, match=r"form-b\.yaml is not here: .* Ask your instructor"):
        forms.load("B")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"items": None}, "test-forms/form-a.yaml: the form is broken"),
        ({"passages": [{"id": "A1"}]}, "test-forms/form-a.yaml: the form is broken"),
        ({"items": [{"id": "TA.01"}]}, "TA.01 in items is broken: 'stem' is missing"),
    ],
)
def test_a_broken_form_is_named_in_one_line(folder, change, said):
    (folder / "form-a.yaml").write_text(yaml.safe_dump({**FORM, **change}), "utf8")
    with pytest.raises(CourseError, match=said) as error:
        forms.load("A")
    assert "\n" not in str(error.value)


def test_validate_speaks_in_lines(tmp_path):
    (line,) = forms.validate(Path(tmp_path) / "form-a.yaml")
    assert "not found" in line
