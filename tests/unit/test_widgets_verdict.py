from course.model import Outcome, Result
from course.widgets.verdict import Code, Verdict

VIEW = {
    "id": "GVS-P04",
    "article": "GVS",
    "number": 4,
    "part": "body",
    "layer": "own text",
    "gist": "A <made-up> gist.",
    "excerpt": "three made-up words",
    "text": None,
    "joined_to": None,
}


def test_right_says_so_once_and_where_it_stands():
    verdict = Verdict(Result(Outcome.CORRECT, "Right, 9 of 14."), {"GVS-P04": VIEW})
    assert repr(verdict) == "✓ Correct. 9 of 14. Where it stands: GVS P4."


def test_not_yet_says_where_to_look():
    verdict = Verdict(Result(Outcome.NOT_YET, "Count again."), {"GVS-P04": VIEW})
    assert repr(verdict) == "→ Not yet. Count again. Look again: GVS P4."


def test_html_escapes_everything_and_shows_the_excerpt():
    html = Verdict(Result(Outcome.NOT_YET, "Is 1 < 2?"), {"GVS-P04": VIEW})._repr_html_()
    assert "Is 1 &lt; 2?" in html
    assert "“three made-up words …”" in html
    assert "In our words: A &lt;made-up&gt; gist." in html
    assert 'role="status"' in html


def test_with_the_texts_in_place_the_words_stand_alone():
    html = Verdict(Result(Outcome.NOT_YET, "."), {"GVS-P04": {**VIEW, "text": "The whole."}})._repr_html_()
    assert "The whole." in html
    assert "In our words" not in html


def test_every_outcome_has_its_heading():
    starts = [repr(Verdict(Result(outcome, "."))).split(".")[0] for outcome in Outcome]
    assert len(set(starts)) == len(Outcome)


def test_a_hint_is_no_verdict():
    assert repr(Verdict.note("Hint 1", "Count the ones.")) == "Hint 1. Count the ones."


def test_code_is_escaped():
    assert Code("a < b")._repr_html_() == "<pre>a &lt; b</pre>"
    assert repr(Code("a < b")) == "a < b"


def test_an_untouched_answer_is_told_once():
    untouched = Result(Outcome.NOT_ATTEMPTED, "Not attempted yet: put your answer in.")
    assert repr(Verdict(untouched)) == "… Not attempted yet. Put your answer in."
