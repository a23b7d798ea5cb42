import copy

import pytest
import yaml

from course.quiz import discernment, discernment_rules


@pytest.fixture(scope="module")
def written():
    return yaml.safe_load(discernment.file().read_text("utf8"))


@pytest.fixture
def said(tmp_path, written):
    """Return what is said about the file after a change to it."""

    def say(change):
        content = copy.deepcopy(written)
        change(content)
        path = tmp_path / "discernment.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf8")
        return [line.removeprefix(f"{tmp_path.name}/") for line in discernment_rules.problems(path)]

    return say


def test_nothing_is_said_about_what_is_right(said):
    assert said(lambda _: None) == []


CHANGES = {
    "count": (lambda c: c["claims"].pop(), "has 23 claims; it should be 24"),
    "half": (lambda c: c["claims"][0].update(sound=False), "11 of 24 claims are sound; it should be half"),
    "passage": (lambda c: c["claims"][0].update(passage="GVS-P99"), "X.01: passage GVS-P99 does not exist"),
    "word": (lambda c: c["claims"][1].update(reason="The regime."), "X.02: says 'regime'"),
    "long": (lambda c: c["claims"][2].update(reason="so " * 61), "X.03: reason has 61 words; cut it to 60"),
    "number": (lambda c: c["claims"].reverse(), "X.24: stands where X.01 belongs"),
    "field": (lambda c: c["claims"][0].pop("reason"), "X.01: 'reason' missing"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_slip_is_named(said, name):
    change, sentence = CHANGES[name]
    lines = said(change)
    assert any(sentence in line for line in lines), lines
    assert all(line.startswith("discernment.yaml") and "\n" not in line for line in lines)
