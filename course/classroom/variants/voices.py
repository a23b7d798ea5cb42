"""Lesson 6: the class audits fewer quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course import data
from course.classroom.variants.parts import Twist, Variant, listed, quoted, table
from course.model import ARTICLES

if TYPE_CHECKING:
    import random

PEOPLE = ("Ada Example", "Ben Example", "Cleo Example", "Dan Example")


def draw(rng: random.Random) -> Variant:
    """Leave out six to nine quotations."""
    quotes = [row["quote"] for row in data.rows("quotes")]
    left_out = sorted(rng.sample(quotes, rng.randint(6, 9)))
    summary = f"without the quotations {listed(left_out)}"
    return Variant(summary, _swaps(left_out, len(quotes)), _twists(rng), _complete)


def _complete(names: dict[str, Any]) -> bool:
    """Whether all groups and articles still speak, and one person leads by far."""
    quotes = names["quotes"]
    first, second = names["by_speaker"].sort_values(ascending=False).head(2)
    person = quotes.set_index("speaker")["speaker_kind"][names["by_speaker"].idxmax()]
    leads = first > second + 15 and "person" in set([person] if isinstance(person, str) else person)
    return leads and len(names["by_group"]) == 6 and set(names["shares"]) == set(ARTICLES)


def _swaps(left_out: list[str], count: int) -> tuple[tuple[str, str], ...]:
    return (
        (
            "Here you turn the piles into numbers.",
            f"Here you turn the piles into numbers. Your class works with {count - len(left_out)} of the {count}.",
        ),
        (
            'quotes = course.load("quotes")\n',
            (
                f"left_out = {quoted(left_out)}  # your class does without these\n"
                'quotes = course.load("quotes")\n'
                'quotes = quotes[~quotes["quote"].isin(left_out)].reset_index(drop=True)\n'
            ),
        ),
        (
            "How many words stand in quotation marks in the five articles? The table holds every quotation in double marks.",
            "How many words do the quotations of your table have, all together?",
        ),
        (
            "What share of each article's body stands in quotation marks?",
            "What share of each article's body do the quotations of your table make up?",
        ),
        (
            "Experts have 41.8 % of the quoted words and the DPRK state 40.6 %.",
            "Suppose that experts had 41 % of the quoted words and the DPRK state 39 %.",
        ),
    )


def _twists(rng: random.Random) -> dict[str, Twist]:
    by_speaker = 'quotes.groupby("speaker")["words"].sum().max()'
    return {
        "L6.E1": Twist(
            'Each row has a number in the column "words". All of them are wanted.',
            'Add up the column "words" from the first row to the last.',
            slips=(("len(quotes)", "That is the number of quotations. Add up their words."),),
        ),
        "L6.E2": Twist(
            "Six groups, six sums. Together they must give your number of part 1.",
            "Make one line for each group and add the words of its rows.",
            slips=(
                ('quotes.groupby("group").size().to_dict()', "You counted quotations. Add up their words."),
            ),
        ),
        "L6.E3": Twist(
            'Look down the column "speaker" and add up the words of each name. Who has most?',
            "Divide the words of the person who has most by all quoted words, and multiply by 100.",
            slips=(
                (f"int({by_speaker})", "That is the number of words. Divide it by all quoted words, times 100."),
                (f"round(float({by_speaker} / total), 3)", "Right as a fraction. Multiply by 100 to make it a percentage."),
            ),
        ),
        "L6.E5": Twist(
            "You need two numbers for each article, the sum of its quoted words and the words of its body.",
            "For each article, divide its quoted words by the words of its body and multiply by 100.",
            slips=(
                ('quotes.groupby("article")["words"].sum().to_dict()', ("These are the quoted words. Divide each by the words "
                 "of the article's body, times 100.")),
                ('(100 * quotes.groupby("article")["words"].sum() / total).round(1).to_dict()', ("You divided by all quoted "
                 "words. Here each article has a base of its own, the words of its body.")),
            ),
        ),
        "L6.E6": _function(rng),
    }  # fmt: skip


def _function(rng: random.Random) -> Twist:
    def made_up() -> list[Any]:
        words = rng.sample(range(3, 60), 6)
        people = [*rng.sample(PEOPLE, 3), rng.choice(PEOPLE)]
        rows: list[list[Any]] = [[name, "person", size] for name, size in zip(people, words[:4], strict=True)]
        rows += [["an office", "institution", 90], ["analysts", "group", words[5]]]
        return [table(["speaker", "speaker_kind", "words"], rows)]

    names = ("a made-up table", "another made-up table")
    message = "Count people only among the rows whose speaker_kind is person, and all words over all rows."
    return Twist(
        'Keep the people with quotes[quotes["speaker_kind"] == "person"]. Then group by "speaker" and sum "words", as in part 3.',
        "All words are the sum over all rows. The top person comes from the rows of people.",
        "Right, your function audits any table of this form.",
        cases=tuple({"name": name, "args": made_up(), "message": message} for name in names),
    )
