"""Lesson 1: the class works with four of the five articles and some of the fourteen facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course import data
from course.classroom.variants.parts import Twist, Variant, listed, quoted, table
from course.model import ARTICLES

if TYPE_CHECKING:
    import random

WORDS = {9: "nine", 10: "ten", 11: "eleven"}


def draw(rng: random.Random) -> Variant:
    """Leave out one article and three to five facts."""
    out = rng.choice(ARTICLES)
    facts = [row["fact"] for row in data.rows("facts")]
    left_out = sorted(rng.sample(facts, rng.randint(3, 5)))
    kept = [name for name in ARTICLES if name != out]
    summary = f"without {out} and the facts {listed(left_out)}"
    count = len(facts) - len(left_out)
    return Variant(summary, _swaps(out, left_out, kept, count), _twists(rng), _asks_something)


def _asks_something(names: dict[str, Any]) -> bool:
    """Whether each of the three lists has a fact, so that no question is empty."""
    support = names["support"]
    return bool((support >= 2).sum() >= 3 and (support == 1).any() and (support == 0).any())


def _swaps(out: str, left_out: list[str], kept: list[str], count: int) -> tuple[tuple[str, str], ...]:
    setup = (
        f"left_out = {quoted(left_out)}  # your class does without these facts, and without {out}\n"
        f'facts = course.load("facts").drop(columns="{out}")\n'
        'facts = facts[~facts["fact"].isin(left_out)].reset_index(drop=True)\n'
        f"articles = {quoted(kept)}\n"
    )
    starter = "{" + ", ".join(f'"{name}": ...' for name in ARTICLES) + "}"
    return (
        (
            "Here you turn the marks into numbers.",
            (
                f"Here you turn the marks into numbers. Your class works with four articles and {WORDS[count]} facts, "
                "so the numbers are others than in the lesson."
            ),
        ),
        (f'facts = course.load("facts")\narticles = {quoted(list(ARTICLES))}\n', setup),
        ("how many of the five articles state the fact?", "how many of the four articles state the fact?"),
        (
            "Which fact does **nobody** report? Give its ID in curly brackets and quotation marks, as in part 2.",
            (
                "Which facts does **none** of your four articles state? There may be one or more. Give the IDs in curly brackets "
                "and quotation marks, as in part 2."
            ),
        ),
        (
            "How many of the 14 facts does each article state?",
            f"How many of the {count} facts does each article state?",
        ),
        (starter, "{" + ", ".join(f'"{name}": ...' for name in kept) + "}"),
        (
            (
                "Write a function that takes a table like `facts` and gives back the four numbers. It should work for other tables "
                "with the same five article columns too,"
            ),
            (
                "Write a function that takes a table with the columns fact, BLOG, GVS, IND, WSWS and WP and gives back the four "
                "numbers. It should work for any table with these columns,"
            ),
        ),
        (
            "GVS states most facts and WP fewest. Does that make GVS the better article?",
            "One article states most of your facts and one states fewest. Does that make the first the better article?",
        ),
    )


def _twists(rng: random.Random) -> dict[str, Twist]:
    return {
        "L1.E1": Twist(
            "Corroborated means here that at least two of your four articles state it. Which numbers in the list of "
            "support are large enough?",
            "Go down the list of support and count the rows with 2 or more. Rows with 0 or 1 do not count.",
            slips=(
                ("int((support >= 1).sum())", ("You counted every fact that at least one article states. A fact with a "
                 "single article is not corroborated yet. Count again from 2 upwards.")),
                ("int((support != 1).sum())", ("You took the single-article facts away from all. Facts that nobody "
                 "states are still among the rest, and they cannot be corroborated either.")),
                ("int((support == 2).sum())", ("You counted the facts with exactly two articles. Those with three or "
                 "four are corroborated as well.")),
                ("int((support > 2).sum())", "You counted the facts with more than two articles. Two are enough here."),
                ("int((support == 1).sum())", "You counted the facts that rest on one article. That is the next question."),
                ("int((support < 2).sum())", "You counted the facts that are not corroborated. The question asks for the others."),
                ("len(facts)", "That is the number of all facts. Count only those with a support of 2 or more."),
                ("int(support.sum())", "That adds up the support of all facts. Count rows, not ones."),
            ),
        ),
        "L1.E2": Twist(
            "Go through the list of support and stop at each 1. The name at the start of that line is what you need.",
            "Look for rows with exactly one 1 in the four article columns.",
        ),
        "L1.E3": Twist(
            "Look for the rows of your table that have no 1 at all. There may be more than one.",
            "Look for every row that has 0 in all four article columns.",
        ),
        "L1.E4": Twist(
            "This time count down the columns, one number for each article.",
            "Go down one column at a time and count its ones.",
            slips=(
                ("(len(facts) - facts[articles].sum()).to_dict()", ("These are the zeros of each column. Count the ones, "
                 "which mark what an article states.")),
            ),
        ),
        "L1.E5": Twist(
            "You have all you need in part 4. What do your four numbers add up to?",
            "Add up your four numbers from part 4, or the numbers in the list of support. Both ways lead to the same sum.",
            slips=(
                ("int(facts[articles].size - facts[articles].to_numpy().sum())", ("You counted the zeros. Count the ones, "
                 "which mark what an article states.")),
                ("int(facts[articles].size)", "That is the number of all boxes. Count only those that hold a 1."),
                ("len(facts)", "That is the number of facts. Count the ones in all four article columns."),
                ("int((support >= 1).sum())", ("That is the number of facts that at least one article states. A fact "
                 "with several articles has several ones, so count them all.")),
            ),
        ),
        "L1.E6": _function(rng),
    }  # fmt: skip


def _function(rng: random.Random) -> Twist:
    columns = ["fact", *ARTICLES]
    tables = [
        [[chr(65 + row), *(rng.randint(0, 1) for _ in ARTICLES)] for row in range(rng.randint(4, 7))]
        for _ in range(3)
    ]
    tables.append([["A", 0, 0, 0, 0, 0], ["B", 0, 0, 0, 0, 0]])
    names = (
        "a made-up table",
        "another made-up table",
        "a third made-up table",
        "a made-up table that nobody reports",
    )
    message = "Does your function count in the table it is given, or does it give back fixed numbers?"
    return Twist(
        "The first line of the function can be the line that made the list of support above. Use all five article columns.",
        "Add up the ones along each row first, then count how many rows have 2 or more, exactly 1, and 0.",
        "Right, your function counts in any table of this form.",
        cases=tuple(
            {"name": name, "args": [table(columns, rows)], "message": message}
            for name, rows in zip(names, tables, strict=True)
        ),
    )
