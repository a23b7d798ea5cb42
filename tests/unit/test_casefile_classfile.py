from __future__ import annotations

import json
import os

import pytest

from course import __main__ as command
from course.casefile import CaseFile, CaseFileError, agreement, classfile

MARK = {"n": 5, "median": 60, "low": 50, "high": 70}


def learner(folder, name, places, deck="L5.C1", **more):
    """A case file whose learner placed and checked cards."""
    path = folder / f"{name}.json"
    case = CaseFile.open(path)
    case.set_name(f"Name of {name}")
    case.remember(deck, {"cards": {card: {"at": at, "tries": 1, **more} for card, at in places.items()}})
    return path


def one_class(folder, *places):
    return [learner(folder, f"case-{n}", {"n1": at}) for n, at in enumerate(places)]


def test_medians_and_quartiles(tmp_path):
    made = classfile.summarise(one_class(tmp_path, 40, 50, 60, 70, 95))
    mark = {"n": 5, "median": 60, "low": 50, "high": 70}
    assert made == {"kind": "one-event-class", "version": 1, "learners": 5, "decks": {"L5.C1": {"n1": mark}}}


def test_quartiles_between_two_places(tmp_path):
    mark = classfile.summarise(one_class(tmp_path, 40, 50, 60, 70, 80, 90))["decks"]["L5.C1"]["n1"]
    assert mark == {"n": 6, "median": 65, "low": 52.5, "high": 77.5}


def test_fewer_than_five_are_left_out(tmp_path):
    files = one_class(tmp_path, 40, 50, 60, 70)
    assert classfile.summarise(files)["decks"] == {}
    files.append(learner(tmp_path, "fifth", {"n1": 80, "n2": 10}))
    assert list(classfile.summarise(files)["decks"]["L5.C1"]) == ["n1"]


def test_no_names_and_no_codes(tmp_path):
    files = one_class(tmp_path, *range(10, 60, 10))
    text = json.dumps(classfile.summarise(files))
    assert [path for path in files if CaseFile.open(path).code in text] == []
    assert "Name" not in text
    assert "case-" not in text


def test_the_place_before_any_feedback_counts(tmp_path):
    files = [learner(tmp_path, f"c{n}", {"n1": 70}, first=20) for n in range(5)]
    assert classfile.summarise(files)["decks"]["L5.C1"]["n1"]["median"] == 20


@pytest.mark.parametrize(
    "state",
    [{"at": 60}, {"at": 60, "tries": 0}, {"at": "60", "tries": 1}, {"at": True, "tries": 1}, {"tries": 1}, "60"],
)  # fmt: skip
def test_what_was_not_checked_or_is_no_number_is_left_out(tmp_path, state):
    files = one_class(tmp_path, 10, 20, 30, 40)
    odd = tmp_path / "odd.json"
    CaseFile.open(odd).remember("L5.C1", {"cards": {"n1": state}})
    made = classfile.summarise([*files, odd])
    assert (made["learners"], made["decks"]) == (5, {})


@pytest.mark.parametrize(("deck", "value"), [("05-how-sure/quiz", None), ("L5.C1", {"cards": ["n1"]})])
def test_other_front_ends_are_left_alone(tmp_path, deck, value):
    files = [learner(tmp_path, f"c{n}", {"n1": 50}, deck=deck) for n in range(5)]
    if value:
        for path in files:
            CaseFile.open(path).remember(deck, value)
    assert classfile.summarise(files)["decks"] == {}


def sorters(folder, *learners):
    """Case files of learners who sorted cards: for each, card to group, or card to what the front-end kept."""
    paths = [folder / f"g{n}.json" for n in range(len(learners))]
    for path, placed in zip(paths, learners, strict=True):
        cards = {
            card: kept if isinstance(kept, dict) else {"group": kept, "first": kept, "tries": 1}
            for card, kept in placed.items()
        }
        CaseFile.open(path).remember("L7.C1", {"cards": cards})
    return paths


def test_first_groups_are_counted(tmp_path):
    firsts = [{"k1": "report"}] * 3 + [{"k1": "opinion", "k2": "report"}] * 2
    made = classfile.summarise(sorters(tmp_path, *firsts))
    assert made["decks"] == {"L7.C1": {"k1": {"n": 5, "groups": {"opinion": 2, "report": 3}}}}
    assert {name: made["agreement"]["L7.C1"][name] for name in ("raters", "cards")} == {
        "raters": 5,
        "cards": 1,
    }
    assert classfile.summarise(sorters(tmp_path, *firsts[:4])[:4])["decks"] == {}


@pytest.mark.parametrize(
    ("kept", "counted"),
    [
        ({"group": "opinion", "first": "report", "tries": 2, "checked": True}, "report"),
        ({"first": "report"}, "report"),  # started again: what was chosen before the reasons stays
        ({"group": "report", "tries": 1, "checked": True}, "report"),  # from before `first` was kept
        ({"group": "report", "tries": 2, "checked": True}, None),
        ({"group": "report", "tries": 1, "checked": False}, None),  # moved after the feedback
        ({"group": "report", "tries": 0}, None),
        ({"group": "", "first": "", "tries": 1}, None),
    ],
)
def test_only_what_was_chosen_before_the_feedback_counts(tmp_path, kept, counted):
    decks = classfile.summarise(sorters(tmp_path, *[{"k1": kept}] * 5))["decks"]
    assert decks == ({"L7.C1": {"k1": {"n": 5, "groups": {counted: 5}}}} if counted else {})


def test_alpha_is_that_of_the_published_counts(tmp_path):
    firsts = [{"k1": "report", "k2": "opinion", "k3": "report"}] * 4 + [{"k1": "report", "k2": "report"}]
    made = classfile.summarise(sorters(tmp_path, *firsts))
    assert made["agreement"] == {
        "L7.C1": {"raters": 5, "cards": 2, "alpha": 0.62}
    }  # 1 - (2 / 10) / (48 / 90)
    assert classfile.read(made_file(tmp_path, **made)) == made


def test_without_the_library_alpha_is_left_out_and_the_command_says_so(tmp_path, capsys, monkeypatch):
    files = sorters(tmp_path, *[{"k1": "report", "k2": "opinion"}] * 5)
    monkeypatch.setattr(agreement, "available", lambda: False)
    status, said, _ = run(capsys, *files, "--out", tmp_path / "out.json")
    assert status == 0
    assert "cards with a median: 0; cards with counts of groups: 2." in said
    assert "alpha was left out: krippendorff is not installed" in said
    assert classfile.read(tmp_path / "out.json")["agreement"] == {"L7.C1": {"raters": 5, "cards": 2}}


def test_a_learner_counts_once_with_the_newest_file(tmp_path):
    files = one_class(tmp_path, 10, 20, 30, 40, 50)
    older = tmp_path / "copy.json"
    older.write_bytes(files[4].read_bytes())
    CaseFile.open(files[4]).remember("L5.C1", {"cards": {"n1": {"at": 90, "tries": 1}}})
    for order in ([*files, older], [older, *files]):
        made = classfile.summarise(order)
        assert made["learners"] == 5
        assert made["decks"]["L5.C1"]["n1"] == {"n": 5, "median": 30, "low": 20, "high": 40}


def test_broken_files_are_skipped_and_listed(tmp_path):
    files = one_class(tmp_path, *range(10, 60, 10))
    broken = {"empty": b"", "text": b"hello", "other": b"{}", "latin": b"\xff\xfe\x00"}
    for name, content in broken.items():
        (tmp_path / f"{name}.json").write_bytes(content)
    states, skipped = classfile.collect(
        [*files, *(tmp_path / f"{name}.json" for name in broken), tmp_path / "gone"]
    )
    assert len(states) == 5
    assert [line.split(": ")[0].rsplit("/", 1)[-1] for line in skipped] == [
        *("empty.json", "text.json", "other.json", "latin.json"),
        "gone",
    ]


def test_a_folder_without_backups_and_what_was_erased(tmp_path):
    one_class(tmp_path, *range(10, 60, 10))
    assert CaseFile.open(tmp_path / "case-0.json").erase() is not None
    states, skipped = classfile.collect([tmp_path])
    assert (len(states), skipped) == (5, [])
    assert classfile.class_file(states)["decks"] == {}


def made_file(tmp_path, **changes):
    path = tmp_path / "class.json"
    path.write_text(
        json.dumps(
            {
                "kind": "one-event-class",
                "version": 1,
                "learners": 5,
                "decks": {"L5.C1": {"n1": MARK}},
                **changes,
            }
        )
    )
    return path


def test_a_class_file_is_read_again(tmp_path):
    path = made_file(tmp_path)
    assert classfile.read(path)["decks"]["L5.C1"]["n1"] == MARK
    assert classfile.read(str(path)) == classfile.read(path)
    assert classfile.read(made_file(tmp_path, decks={}))["decks"] == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "other"}, "is not a class file"),
        ({"format": "one-event-five-stories/case-file", "kind": None}, "the case file of one learner"),
        ({"version": 2}, "has version 2; this course reads version 1"),
        ({"decks": None}, "is damaged"),
        ({"decks": {"L5.C1": None}}, "is damaged"),
        ({"decks": {"L5.C1": {"n1": {**MARK, "n": 4}}}}, "is damaged"),
        ({"decks": {"L5.C1": {"n1": {**MARK, "low": 65}}}}, "is damaged"),
        ({"decks": {"L5.C1": {"n1": {**MARK, "high": "70"}}}}, "is damaged"),
        ({"decks": {"L5.C1": {"n1": 70}}}, "is damaged"),
        ({"decks": {"L7.C1": {"k1": {"n": 6, "groups": {"report": 5}}}}}, "is damaged"),
        ({"decks": {"L7.C1": {"k1": {"n": 4, "groups": {"report": 4}}}}}, "is damaged"),
        ({"decks": {"L7.C1": {"k1": {"n": 5, "groups": {"report": "5"}}}}}, "is damaged"),
        ({"decks": {"L7.C1": {"k1": {"n": 0, "groups": []}}}}, "is damaged"),
        ({"agreement": {"L7.C1": {"raters": 5}}}, "the agreement of a deck"),
        ({"agreement": {"L7.C1": {"raters": 5, "cards": 2, "alpha": "high"}}}, "the agreement of a deck"),
        ({"agreement": []}, "the agreement of a deck"),
    ],
)
def test_every_bad_class_file_says_what_is_wrong(tmp_path, changes, said):
    with pytest.raises(CaseFileError, match=said) as caught:
        classfile.read(made_file(tmp_path, **changes))
    assert "\n" not in str(caught.value)
    assert "course class-file" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"), [(b"[]", "is not a class file"), (b"{", "is not JSON"), (b"\xff\xfe", "UTF-8")]
)
def test_every_bad_file_says_what_is_wrong(tmp_path, content, said):
    path = tmp_path / "class.json"
    path.write_bytes(content)
    with pytest.raises(CaseFileError, match=said):
        classfile.read(path)


def test_a_file_that_is_missing_too_large_or_a_folder(tmp_path, monkeypatch):
    with pytest.raises(CaseFileError, match="There is no file"):
        classfile.read(tmp_path / "class.json")
    with pytest.raises(CaseFileError, match="cannot be read"):
        classfile.read(tmp_path)
    monkeypatch.setattr(classfile, "LIMIT", 10)
    with pytest.raises(CaseFileError, match="larger than"):
        classfile.read(made_file(tmp_path))


def run(capsys, *words):
    status = command.main(["class-file", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_command_makes_the_file(tmp_path, capsys):
    folder = tmp_path / "class"
    folder.mkdir()
    one_class(folder, *range(10, 60, 10))
    out = tmp_path / "class.json"
    status, said, _ = run(capsys, folder, "--out", out)
    assert (status, said) == (0, f"Written: {out}. Learners: 5; cards with a median: 1.\n")
    assert classfile.read(out)["decks"]["L5.C1"]["n1"]["median"] == 30


def test_the_command_lists_what_it_skipped(tmp_path, capsys):
    files = one_class(tmp_path, *range(10, 60, 10))
    status, _, err = run(capsys, *files, tmp_path / "gone.json", "--out", tmp_path / "out.json")
    assert status == 1
    assert err.startswith("not used: ")
    assert "gone.json" in err
    assert (tmp_path / "out.json").is_file()


def test_the_command_says_when_there_are_too_few(tmp_path, capsys):
    status, said, _ = run(capsys, *one_class(tmp_path, 10, 20), "--out", tmp_path / "out.json")
    assert status == 1
    assert "No card was checked by 5 or more learners" in said


def test_the_command_never_writes_over_a_case_file(tmp_path, capsys):
    files = one_class(tmp_path, 10)
    before = files[0].read_bytes()
    status, _, err = run(capsys, *files, "--out", files[0])
    assert status == 2
    assert "is one of the case files" in err
    assert files[0].read_bytes() == before


def test_the_command_without_any_case_file_writes_nothing(tmp_path, capsys):
    status, _, err = run(capsys, tmp_path / "gone.json", "--out", tmp_path / "out.json")
    assert status == 2
    assert "no class file was written" in err
    assert not (tmp_path / "out.json").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders differ")
def test_the_command_says_where_it_cannot_write(tmp_path, capsys):
    status, _, err = run(capsys, *one_class(tmp_path, 10), "--out", tmp_path / "no" / "out.json")
    assert status == 2
    assert "cannot be written" in err
