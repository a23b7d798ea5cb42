import pandas as pd
import pytest

from course.model import CourseError
from course.statistics.distractors import distractors


def answers(choices, key="a", more=0):
    """One item with these choices, and `more` items that the first students get right, so that they come out on top."""
    rows = [
        {
            "student": f"s{n:02}",
            "form": "pre",
            "item": "Q1",
            "response": chosen,
            "correct": int(chosen == key),
        }
        for n, chosen in enumerate(choices)
    ]
    rows += [
        {
            "student": f"s{n:02}",
            "form": "pre",
            "item": f"R{i}",
            "response": "x",
            "correct": int(n < len(choices) / 3),
        }
        for n in range(len(choices))
        for i in range(more)
    ]
    return pd.DataFrame(rows)


def of_first(table, **more):
    return {one.response: one for one in distractors(table, "pre", **more) if one.item == "Q1"}


def test_shares_and_keys():
    found = of_first(answers("aaabbc"))
    assert {name: (one.key, one.n, one.share) for name, one in found.items()} == {
        "a": (True, 6, 0.5),
        "b": (False, 6, pytest.approx(1 / 3)),
        "c": (False, 6, pytest.approx(1 / 6)),
    }


def test_the_top_third_is_taken_by_the_other_items():
    found = of_first(answers("bbaaaaaac", more=3))
    assert found["b"].top_share == pytest.approx(2 / 3)
    assert found["a"].top_share == pytest.approx(1 / 3)
    assert found["b"].flag == "key suspect"
    assert found["c"].flag == ""


def test_the_item_itself_does_not_make_the_top_third():
    """All are level on the other items, so the top third chooses as everybody does."""
    assert of_first(answers("aabb"))["b"].top_share == pytest.approx(0.5)


def test_a_good_key_is_not_suspect():
    assert not any(one.flag for one in of_first(answers("aaabbccbc", more=3)).values())


def test_a_tie_is_not_a_preference():
    assert of_first(answers("abab"))["b"].flag == ""


@pytest.mark.parametrize(
    ("n", "few", "flag"), [(40, 1, "non-functional"), (40, 2, ""), (39, 1, ""), (100, 4, "non-functional")]
)
def test_hardly_chosen_means_under_five_percent_of_forty(n, few, flag):
    assert of_first(answers("a" * (n - few) + "b" * few))["b"].flag == flag


def test_an_option_that_nobody_chose_has_to_be_named():
    choices = "a" * 30 + "b" * 15
    assert set(of_first(answers(choices))) == {"a", "b"}
    found = of_first(answers(choices), options={"Q1": ["a", "b", "c"]})
    assert (found["c"].share, found["c"].flag) == (0, "non-functional")


def test_if_nobody_was_right_the_key_is_suspect():
    assert of_first(answers("bbc", key="a"))["b"].flag == "key suspect"


def test_shares_add_up():
    found = of_first(answers("aabbbc" * 5, more=2))
    assert sum(one.share for one in found.values()) == pytest.approx(1)
    assert sum(one.top_share for one in found.values()) == pytest.approx(1)


def test_answers_without_a_choice_are_left_out():
    assert of_first(answers(["a", "b", None, "a"]))["a"].n == 3


def test_one_answer():
    assert of_first(answers("a"))["a"].share == 1


def test_a_table_without_choices_is_refused():
    with pytest.raises(CourseError, match='needs the column "response"'):
        distractors(answers("ab").drop(columns="response"), "pre")
