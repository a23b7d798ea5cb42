"""Lesson 7: the class counts with a shorter list of loaded words, and with ten of the thirteen cards."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from course import data
from course.classroom.variants.parts import Twist, Variant, listed, quoted, table
from course.model import ARTICLES

if TYPE_CHECKING:
    import random

KINDS = ["report", "attributed analysis", "author's opinion", "speculation"]
STAYS = "scum"
"""The notebook speaks of this word by its place, so it stays on every list."""


def draw(rng: random.Random) -> Variant:
    """Leave out six to ten words and three cards."""
    words = sorted({row["word"] for row in data.rows("lexicon") if row["list"] == "loaded"} - {STAYS})
    left_out = sorted(rng.sample(words, rng.randint(6, 10)))
    cards = sorted(rng.sample([row["unit"] for row in data.rows("tags") if row["tag"]], 3))
    summary = f"without the words {listed(left_out)}, and without the cards {listed(cards)}"
    return Variant(summary, _swaps(left_out, cards), _twists(rng), _complete)


def _complete(names: dict[str, Any]) -> bool:
    """Whether every article and every kind has something to count, and no two rates are so close that rounding decides."""
    counted = set(names["all_hits"]) == set(ARTICLES) and min(names["rates_outside"].values()) > 0
    rates = [sorted(names[name].values()) for name in ("rates_all", "rates_outside")]
    apart = all(b - a > 0.02 for ranked in rates for a, b in itertools.pairwise(ranked))
    return counted and apart and set(names["kinds"]) == set(KINDS)


def _swaps(left_out: list[str], cards: list[str]) -> tuple[tuple[str, str], ...]:
    return (
        (
            "Here you count them, and you find out",
            "Here you count them with a shorter list, which your class has for itself, and you find out",
        ),
        (
            'markers = course.load("markers")\nhits = markers[markers["list"] == "loaded"]\n',
            (
                f"left_out = {quoted(left_out)}  # not on the list of your class\n"
                'markers = course.load("markers")\n'
                'hits = markers[(markers["list"] == "loaded") & ~markers["word"].isin(left_out)]\n'
            ),
        ),
        (
            'loaded = set(lexicon[lexicon["list"] == "loaded"]["word"])',
            'loaded = set(lexicon[lexicon["list"] == "loaded"]["word"]) - set(left_out)',
        ),
        (
            "Which two have changed places? Give both names in curly brackets,",
            "Which have changed places? Give their names in curly brackets,",
        ),
        (
            "These are the thirteen cards of the lesson.",
            "These are ten of the thirteen cards of the lesson.",
        ),
        (
            'tags = course.load("tags")\n',
            (
                'tags = course.load("tags")\n'
                f'tags = tags[~tags["unit"].isin({quoted(cards)})].reset_index(drop=True)  # the cards of your class\n'
            ),
        ),
    )


def _twists(rng: random.Random) -> dict[str, Twist]:
    sums = 'found.sum(axis="columns")'
    return {
        "L7.E1": Twist(
            'The name of the article stands before the hyphen in the column "passage". All rows of one article stand together.',
            "Go down the table article by article and add up the last column.",
            slips=(
                ('found["outside"].to_dict()', ("These are the words outside quotation marks. Here count both kinds; the "
                 "others are left out in part 3.")),
            ),
        ),
        "L7.E2": Twist(
            "You need two numbers for each article, the count of part 1 and the number of all its words.",
            'For each article, divide your count of part 1 by its number in the column "all" and multiply by 100.',
            slips=(
                ("all_hits", ("These are the counts of part 1. Divide each by the number of words of its article and "
                 "multiply by 100.")),
                (f'({sums} / sizes["all"]).round(4).to_dict()', "These are rates for one word. Multiply by 100."),
                (f'(100 * {sums} / sizes["outside"]).round(2).to_dict()', ("You divided by the words outside quotation "
                 'marks. In this part all words count, so use the column "all".')),
                ("rates_outside", ("That is the answer to part 3. Here the quoted words still count, above and below the "
                 "line of the fraction.")),
            ),
        ),
        "L7.E3": Twist(
            "Count only the rows in which in_quotes is False.",
            "Take the words outside quotation marks in both places, in the count and in what you divide by.",
            slips=(
                ("rates_all", ("These are the rates of part 2, with all words. Take what stands in quotation marks out of "
                 "both numbers.")),
                ('(100 * found["outside"] / sizes["all"]).round(2).to_dict()', ("The quoted words are gone from the count, "
                 'and not yet from what you divide by. Use the column "outside".')),
                (f'(100 * {sums} / sizes["outside"]).round(2).to_dict()', ("You divide by the right words, but the count "
                 "still holds the quoted ones.")),
                ('found["outside"].to_dict()', ('Those are the right counts. Divide each by its number in the column "outside" '
                 "and multiply by 100.")),
            ),
        ),
        "L7.E4": Twist(
            "Write down both rankings, highest rate first, and compare them place by place.",
            "Write the five names in order of part 2, and below them in order of part 3.",
        ),
        "L7.E5": Twist(
            'Begin with the column "voice". Where it says author, it is no attributed analysis.',
            "Read each reason and go through the three questions of the lesson. The four numbers together must give the "
            "number of cards that have a key.",
        ),
        "L7.E6": _rates(rng),
        "L7.E7": _tags(rng),
    }  # fmt: skip


def _rates(rng: random.Random) -> Twist:
    def made_up() -> list[Any]:
        words = ["awful", "lovely", "splendid", "dreadful"]
        rows = [
            [article, word, rng.randint(0, 4), rng.randint(0, 3)] for article in "ABC" for word in words[:3]
        ]
        rows += [[article, "day", rng.randint(60, 240), rng.randint(0, 40)] for article in "ABC"]
        return [
            table(["article", "word", "outside", "inside"], rows),
            [*rng.sample(words[:3], 2), "dreadful"],
        ]

    message = (
        "Does your function use the list and the table that it is given, and only what is outside the marks?"
    )
    names = ("a made-up table", "another made-up table", "a third made-up table")
    return Twist(
        'counts["word"].apply(lambda word: word in listed) is True for each word on the list. True counts as 1 when you multiply.',
        'For each article, add up "outside" of the words on the list, divide by the sum of "outside" of all its words, and '
        "multiply by 100.",
        "Right, your function gives the rates for any list.",
        cases=tuple({"name": name, "args": made_up(), "message": message} for name in names),
    )


def _tags(rng: random.Random) -> Twist:
    def made_up(count: int) -> list[Any]:
        kinds = [*rng.sample(KINDS, 3), None]
        return [
            table(["unit", "tag"], [[chr(65 + row), rng.choice(kinds)] for row in range(count)] + [["Z", kinds[0]]])
        ]  # fmt: skip

    message = "A kind that does not occur must be there too, with 0. And rows without a kind count nowhere."
    names = ("a made-up table of cards", "another made-up table of cards")
    return Twist(
        'The four names are "report", "attributed analysis", "author\'s opinion" and "speculation". Count the rows of each.',
        "Count how many rows have each of the four kinds in the column tag, and return a dictionary with all four.",
        "Right, your function counts in any table of this form.",
        cases=tuple({"name": name, "args": made_up(rng.randint(5, 9)), "message": message} for name in names),
    )
