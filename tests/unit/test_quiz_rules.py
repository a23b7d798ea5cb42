import copy

import pytest
import yaml

from course import paths
from course.quiz import bank, item_rules, rules


def item(number, key=1):
    """One good question with its key at the index given."""
    right = {"text": "Two", "key": True, "feedback": "Yes."}
    options = [{"text": f"Option {n}", "feedback": "Look again.", "tempts": "It is there."} for n in range(3)]
    options[key] = right
    return {
        "id": f"L3.Q{number}",
        "stem": "Which?",
        "objective": "L3.O1",
        "evidence": ["GVS-P04"],
        "options": options,
    }


def good():
    rubric = ["Little.", "Much."]
    exemplars = [
        {"level": level, "text": "The time is in IND-P12 and the place in WP-P02."} for level in (1, 1, 2, 2)
    ]
    feedback = {"correct": "Yes.", "not_yet": "Again."}
    return {
        "lesson": "03-x",
        "title": "Try",
        "objectives": [{"id": "L3.O1", "text": "try"}],
        "misconceptions": [{"id": "L3.M1", "text": "think"}],
        "recall": [
            {
                "id": "L3.R1",
                "kind": "order",
                "stem": "Order.",
                "objective": "L3.O1",
                "items": ["a", "b", "c"],
                "feedback": feedback,
            },
            {
                "id": "L3.R2",
                "kind": "match",
                "stem": "Match.",
                "objective": "L3.O1",
                "pairs": [{"item": "a", "target": "x"}, {"item": "b", "target": "y"}],
                "feedback": feedback,
            },
        ],
        "data": [
            {
                "id": "L3.D1",
                "kind": "number",
                "stem": "How many?",
                "objective": "L3.O1",
                "answer": 9,
                "feedback": feedback | {"8": "No."},
            }
        ],
        "exit": [item(n, key=n % 3) for n in range(1, 8)],
        "write": [
            {
                "id": "L3.W1",
                "kind": "text",
                "stem": "Write.",
                "objective": "L3.O1",
                "words": [5, 20],
                "citations": 2,
                "rubric": rubric,
                "exemplars": exemplars,
            }
        ],
        "polls": [
            {"id": "L3.T1", "stem": "Which?", "scored": False, "options": [{"text": "A"}, {"text": "B"}]}
        ],
    }


@pytest.fixture
def problems(tmp_path):
    def of(content, lesson="03-x"):
        path = tmp_path / lesson / "quiz.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return bank.validate(path)

    return of


def test_a_good_bank_has_no_problems(problems):
    assert problems(good()) == []


def change(path, value):
    """A bank with one thing changed; `...` takes it away."""
    content = copy.deepcopy(good())
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return content


FIRST = ("exit", 0)
WRONG, KEY = ("exit", 0, "options", 0), ("exit", 0, "options", 1)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((*FIRST, "stem"), ..., "L3.Q1: 'stem' missing; add it."),
        ((*FIRST, "stem"), 14, "L3.Q1, stem: 14 should be a string"),
        ((*FIRST, "kind"), "essay", "L3.Q1, kind: 'essay' is not allowed; choose from single, multiple"),
        ((*FIRST, "points"), 3, "L3.Q1: unknown 'points'"),
        ((*FIRST, "id"), "Q1", "Q1, id: 'Q1' is not well formed; write the lesson, a dot"),
        ((*FIRST, "id"), "L4.Q1", "L4.Q1: is not an ID of 03-x; start it with L3."),
        ((*FIRST, "id"), "L3.Q2", "L3.Q2: stands 2 times"),
        ((*FIRST, "id"), "L3.H1", "L3.H1: stands in the wrong section"),
        (
            (*FIRST, "evidence"),
            ["GVS-P4"],
            "L3.Q1, evidence 1: 'GVS-P4' is not well formed; write passage IDs as GVS-P04.",
        ),
        ((*FIRST, "evidence"), ["GVS-P47"], "L3.Q1: passage GVS-P47 does not exist"),
        ((*WRONG, "look_at"), ["WP-P19"], "L3.Q1: passage WP-P19 does not exist"),
        ((*WRONG, "feedback"), "See IND P35.", "L3.Q1: passage IND-P35 does not exist"),
        ((*FIRST, "objective"), "L3.O9", "L3.Q1: objective 'L3.O9' is not in the header; choose from L3.O1."),
        (
            ("objectives",),
            [{"id": "L3.O1", "text": "a"}, {"id": "L3.O2", "text": "b"}],
            "no item tests objective L3.O2",
        ),
        ((*WRONG, "misconception"), "L3.M9", "L3.Q1: option a: misconception L3.M9 is not in the header"),
        ((*KEY, "key"), False, "L3.Q1: has 0 keys; a single choice has exactly one."),
        ((*WRONG, "key"), True, "L3.Q1: has 2 keys"),
        ((*WRONG, "feedback"), ..., "L3.Q1: option a has no feedback"),
        ((*WRONG, "tempts"), ..., "L3.Q1: option a has no 'tempts'"),
        ((*KEY, "tempts"), "x", "L3.Q1: option b is a key but has 'tempts'"),
        ((*WRONG, "text"), "two", "L3.Q1: two options read 'two'"),
        ((*WRONG, "text"), "All of the above.", "L3.Q1: option a is a catch-all"),
        ((*WRONG, "text"), " ".join(["w"] * 26), "L3.Q1: option a has 26 words; cut it to 25."),
        ((*FIRST, "stem"), "Did the regime do it?", "L3.Q1: says 'regime'; write government or leadership."),
        (
            (*FIRST, "options"),
            good()["exit"][0]["options"][:2],
            "L3.Q1: has 2 options; a rated single choice has three",
        ),
        ((*FIRST, "kind"), "multiple", ""),
        (("polls", 0, "options", 0, "key"), True, "L3.T1: a poll has no key"),
        (("polls", 0, "options"), ..., "L3.T1: a poll needs options"),
        (("data", 0, "answer"), ..., "L3.D1: has no answer"),
        (("data", 0, "feedback", "nine"), "x", "L3.D1: feedback 'nine' is for a right answer"),
        (
            ("data", 0, "feedback", "wrong"),
            "x",
            "L3.D1: feedback 'wrong' is neither correct, not_yet nor a number",
        ),
        (("data", 0, "feedback", "not_yet"), ..., "L3.D1: feedback 'not_yet' is missing"),
        (("recall", 0, "items"), ..., "L3.R1: needs at least three 'items'"),
        (
            ("recall", 1, "pairs", 1, "target"),
            "x",
            "L3.R2: needs 'pairs' with at least two different targets.",
        ),
        (("write", 0, "rubric"), ..., "L3.W1: has no rubric"),
        (("write", 0, "exemplars", 0, "level"), 2, "L3.W1: has 1 exemplars of level 1; write two."),
        (
            ("write", 0, "exemplars", 2, "text"),
            "Five words, and IND-P12 only.",
            "L3.W1: exemplar 3 (level 2): You cite 1 paragraph",
        ),
        (("write", 0, "exemplars", 0, "text"), "Short.", "L3.W1: exemplar 1 (level 1): You have 1 word"),
    ],
)
def test_each_fault_is_one_line_with_file_and_item(problems, path, value, said):
    found = problems(change(path, value))
    if not said:
        assert found == []
        return
    assert any(line.startswith(f"03-x/quiz.yaml: {said}") for line in found), found
    assert all("\n" not in line for line in found)


def test_multiple_needs_a_key(problems):
    content = change((*KEY, "key"), False)
    content["exit"][0]["kind"] = "multiple"
    assert any("L3.Q1: has no key" in line for line in problems(content))


def test_broken_yaml_is_one_problem(tmp_path):
    path = tmp_path / "03-x" / "quiz.yaml"
    path.parent.mkdir()
    path.write_text("a: [", encoding="utf-8")
    assert len(bank.validate(path)) == 1


def test_ids_are_unique_in_the_course(problems):
    assert problems(good()) == []
    other = good()
    other["lesson"] = "04-y"
    found = problems(other, lesson="04-y")
    assert "04-y/quiz.yaml: L3.Q1: stands in 03-x/quiz.yaml too; give one of them another ID." in found


def test_known_passages_can_be_given(tmp_path, problems):
    problems(good())
    found = bank.validate(tmp_path / "03-x" / "quiz.yaml", known_passages={"GVS-P04", "IND-P12"})
    assert {line.split(": ")[2] for line in found} == {
        "passage WP-P02 does not exist; see the list of passages in data/articles/passages.csv."
    }


def test_keys_may_not_be_the_longest_too_often(problems):
    content = good()
    for entry in content["exit"][:5]:
        next(option for option in entry["options"] if option.get("key"))["text"] = "A much longer answer"
    assert "the key is the longest option in 5 of 7 items" in problems(content)[0]


def test_keys_may_not_stand_in_one_place_too_often(problems):
    content = good()
    content["exit"] = [item(n, key=2) for n in range(1, 8)]
    assert "option c is the key in 7 of 7 items (at most 4)" in problems(content)[0]


def test_limit_is_the_binomial_95th_percentile():
    assert [rules.limit(n, 1 / 3) for n in (6, 7, 12, 20)] == [4, 4, 7, 10]


def test_folder_goes_through_all_lessons(tmp_path, problems, monkeypatch):
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    problems(good())
    assert rules.folder() == []


def test_texts_are_all_that_someone_reads():
    found = set(item_rules.texts(bank.question("L1.W1")))
    assert len(found) == 1 + 1 + 4 + 8


def trail(**change):
    node = {"who": "An agency", "when": "16 June", "adds": "The full sentence."}
    content = good()
    content["trail"] = [item(1) | {"id": "L3.U1", "node": node} | change]
    return content


def test_a_trail_is_in_order(problems):
    assert problems(trail()) == []


def test_a_step_without_a_node_is_found(problems):
    content = trail()
    del content["trail"][0]["node"]
    assert "a step of a trail has a 'node'" in problems(content)[0]


def test_a_node_outside_a_trail_is_found(problems):
    content = trail()
    content["exit"][0]["node"] = content["trail"][0]["node"]
    assert "L3.Q1: a step of a trail has a 'node', and nothing else has" in problems(content)[0]


def test_a_sentence_needs_its_gap_and_a_single_choice(problems):
    content = good()
    content["exit"][0]["sentence"] = "No gap here."
    assert "sentence" in problems(content)[0]
    content["exit"][0]["sentence"] = "A {gap} here."
    assert problems(content) == []
    content["data"][0]["sentence"] = "A {gap} here."
    assert "L3.D1: is of kind number" in problems(content)[0]
