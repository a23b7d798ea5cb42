import re

import pytest

from course import paths
from course.build.site import assets, wording
from course.widgets._base import module


def sources():
    return "\n\n".join(path.read_text("utf8") for path in sorted(paths.lessons().glob("*/lesson.md")))


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in wording.EXCHANGED])
def test_every_pattern_occurs_in_some_lesson(pattern):
    assert re.search(pattern, sources(), re.DOTALL)


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in wording.IN_EXERCISES])
def test_every_pattern_occurs_in_some_exercise(pattern):
    texts = [path.read_text("utf8") for path in paths.lessons().glob("*/exercise.md")]
    assert any(re.search(pattern, text) for text in texts)


def test_what_only_holds_in_a_notebook_is_gone():
    said = wording.for_readers(
        "About 50 minutes. First choose **Run ▸ Run All Cells** in the menu above. A word? Look below."
    )
    assert said == "About 50 minutes. A word? Look below."


def test_other_prose_stays_as_it_is():
    text = "## 2 · Watch an editor think (8 minutes)\n\nAn editor checks one fact."
    assert wording.for_readers(text) == text


def test_only_the_section_on_notebooks_is_exchanged():
    text = "## Two minutes: how this page works\n\nCells.\n\n1. Run.\n\n## Your case file\n\nHere."
    said = wording.for_readers(text)
    assert "reader edition" in said
    assert "Cells." not in said
    assert said.endswith("## Your case file\n\nHere.")


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in wording.IN_FRONT_ENDS])
def test_every_sentence_occurs_in_some_front_end(sentence):
    assert any(sentence in module(name) for name in assets.names())


def test_no_front_end_asks_readers_for_a_command():
    made = assets.fronts({name: module(name) for name in assets.names()})
    assert "show them to readers who hold copies of their own" in made
    assert "with ${ALIGN_HOW}" not in made
    assert "with `course " not in made
