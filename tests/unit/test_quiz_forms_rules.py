import copy
import dataclasses
from pathlib import Path

import pytest
import yaml

from course.quiz import forms, forms_rules

SOURCE = Path(__file__).parents[2] / "lessons" / "test-forms"


@pytest.fixture(scope="module")
def written():
    return yaml.safe_load((SOURCE / "form-a.yaml").read_text("utf8"))


@pytest.fixture
def said(tmp_path, written):
    """Return what is said about a file after a change to it."""

    def say(change, saved="form-a"):
        content = copy.deepcopy(written)
        change(content)
        path = tmp_path / f"{saved}.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf8")
        return [line.removeprefix(f"{tmp_path.name}/") for line in forms_rules.problems(path)]

    return say


def test_nothing_is_said_about_what_is_right(said):
    assert said(lambda _: None) == []


def item(content, number):
    return content["items"][number - 1]


CHANGES = {
    "label": (lambda c: c["passages"][0].update(label="News"), "Constructed for this test"),
    "outlet": (lambda c: c["passages"][0].update(outlet="The Times"), "end the name with (constructed)"),
    "few words": (
        lambda c: c["passages"][0].update(lines=["Too short."]),
        "A1: has 2 words; a passage has 60 to 130",
    ),
    "word": (lambda c: c["passages"][2]["lines"].append("The regime."), "A3: says 'regime'"),
    "planted": (
        lambda c: c["passages"][2].update(planted=["a slip"]),
        "A3: planted error 'a slip' names no skill",
    ),
    "unused": (
        lambda c: c["passages"].append({**c["passages"][0], "id": "A7"}),
        "A7: is not the evidence of any item",
    ),
    "number": (lambda c: item(c, 2).update(id="TA.09"), "TA.09: stands where TA.02 belongs"),
    "skill": (
        lambda c: item(c, 1).update(skill="voice"),
        "has 2 items for corroborate; the blueprint asks for 3",
    ),
    "tasks": (lambda c: c["tasks"].reverse(), "its tasks should be for sequence and cause"),
    "two keys": (lambda c: item(c, 1)["options"][0].update(key=True), "TA.01: has 2 keys"),
    "evidence": (lambda c: item(c, 1).update(evidence=["A9"]), "TA.01: passage A9 is not in this form"),
    "mention": (lambda c: item(c, 1).update(stem="Look at B2."), "TA.01: passage B2 is not in this form"),
    "accepts": (
        lambda c: item(c, 1)["options"][0].update(accepts=True),
        "TA.01: has 'accepts' but judges no claim",
    ),
    "no accepts": (lambda c: item(c, 2)["options"][0].pop("accepts"), "TA.02: has 0 options with 'accepts'"),
    "sound": (
        lambda c: item(c, 2).update(sound=False),
        "TA.02: 'sound' is false, but its key says otherwise",
    ),
    "half": (lambda c: item(c, 2).update(sound=False), "5 of 12 judged items are sound; it should be half"),
    "exemplars": (lambda c: c["tasks"][0]["exemplars"].pop(), "TA.W1: has 1 exemplars of level 4; write two"),
    "form": (lambda c: c.update(form="B"), "holds form B; rename it to form-b.yaml"),
    "date": (
        lambda c: c["passages"][0]["sources"][0].update(date="June"),
        "is not well formed; when the page",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_slip_is_named(said, name):
    change, sentence = CHANGES[name]
    lines = said(change)
    assert any(sentence in line for line in lines), lines
    assert all(line.startswith("form-a.yaml") and "\n" not in line for line in lines)


def test_keys_that_stand_out_are_named(said):
    def lengthen(content):
        for entry in content["items"]:
            for option in entry["options"]:
                option["text"] += " and so on and so on and so on" * bool(option.get("key"))

    assert any("the key is the longest option in 20 of 20 items" in line for line in said(lengthen))


def test_unlike_forms_are_named():
    form = forms.read(SOURCE / "form-a.yaml")
    first, *rest = form.items
    other = dataclasses.replace(
        form,
        items=(dataclasses.replace(first, skill="voice", stem="Why? " * 60), *rest),
        passages=(
            dataclasses.replace(form.passages[0], form="blog post", lines=("Short.",)),
            *form.passages[1:],
        ),
        reasoning={**form.reasoning, "TA.02": "something else"},
    )
    assert forms_rules.parallel(form, form) == []
    assert forms_rules.parallel(form, other) == [
        "TA.01 and TA.01: skill is corroborate and voice; make them alike.",
        "TA.01 and TA.01: differ much in length; bring them closer.",
        "TA.02 and TA.02: ask for different reasoning; make them alike.",
        "A1 plays 'agency report', A1 'blog post'; make them alike.",
        "A1 and A1 differ much in length; bring them closer.",
    ]
