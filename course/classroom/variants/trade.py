"""Lesson 10: other amounts and percentages. They are made up, and the notebook says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.classroom.variants.parts import Twist, Variant

if TYPE_CHECKING:
    import random

SOURCES = ("Source A", "Source B", "Source C")
PUBLISHED = '{"WSWS": ..., "38 North": ..., "The Diplomat": ...}'
INTRO = (
    "These are the two amounts that WSWS P11 states for January and February 2020, in million dollars: exports 198, "
    "imports 10. It also says that all trade fell by 24 percent and imports by 74 percent."
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What one class calculates with: million dollars, percentages, and each source's trade of 2019 and 2020."""

    exports: int
    imports: int
    fall: int
    import_fall: int
    surplus: int
    totals: tuple[tuple[float, float], ...]

    @property
    def amounts(self) -> str:
        """The four numbers in words."""
        return f"exports {self.exports}, imports {self.imports}; falls of {self.fall} and {self.import_fall} percent"


def draw(rng: random.Random) -> Variant:
    """Draw amounts, percentages, a surplus, and what three sources say."""
    exports, imports = rng.randint(140, 420), rng.randint(8, 32)
    fall, import_fall = rng.randint(16, 34), rng.choice([60, 65, 68, 72, 75, 78, 82, 84])
    # Near what follows from the other numbers, as two sources that nearly agree would be.
    sold = (exports + imports) / (1 - fall / 100) - imports / (1 - import_fall / 100)
    surplus = round(sold - imports / (1 - import_fall / 100)) + rng.choice([-1, 1]) * rng.randint(6, 30)
    now = [exports + imports + round(rng.uniform(-40, 40), 1) for _ in SOURCES]
    totals = tuple((round(after / (1 - rng.uniform(0.12, 0.4)), 2), round(after, 1)) for after in now)
    numbers = Numbers(exports, imports, fall, import_fall, surplus, totals)
    return Variant(
        f"made-up trade: {numbers.amounts}; surplus {surplus}",
        _swaps(numbers),
        _twists(numbers, rng),
        _sensible,
    )


def _sensible(names: dict[str, Any]) -> bool:
    """Whether everything falls, and no share is so small or large that the question has no point."""
    follows, kept = names["follows"], names["with_surplus"]
    falls = max(follows["export_change"], kept["export_change"], kept["total_change"]) < -2
    return falls and 12 < follows["import_share_of_fall"] < 75 and len(set(names["changes"].values())) == 3


def _rows(numbers: Numbers) -> str:
    rows = [
        f'        ["{name}", "total", {year}, {value}],\n'
        for name, pair in zip(SOURCES, numbers.totals, strict=True)
        for year, value in zip((2019, 2020), pair, strict=True)
    ]
    return "".join([*rows, f'        ["Source B", "surplus", 2019, {numbers.surplus}],\n'])


def _setup(numbers: Numbers) -> str:
    return (
        "import course\nimport pandas as pd\n\n"
        f"exports, imports = {numbers.exports}, {numbers.imports}\n"
        "trade = pd.DataFrame(\n    [\n"
        f"{_rows(numbers)}"
        '    ],\n    columns=["source", "flow", "year", "value_musd"],\n)\n'
        'stated = pd.Series({"exports": exports, "imports": imports}, name="value_musd")\n'
        "stated"
    )


PUBLISHED_SETUP = (
    'import course\n\ntrade = course.load("trade")\n'
    'stated = trade[(trade["source"] == "WSWS") & (trade["basis"] == "stated")].set_index("flow")["value_musd"]\n'
    'exports, imports = stated["exports"], stated["imports"]\nstated'
)


def _swaps(numbers: Numbers) -> tuple[tuple[str, str], ...]:
    intro = (
        "The numbers of your class are **made up**, so that nobody can look them up. Suppose that an article states for "
        f"January and February 2020, in million dollars: exports {numbers.exports}, imports {numbers.imports}. It also says "
        f"that all trade fell by {numbers.fall} percent and imports by {numbers.import_fall} percent."
    )
    return (
        (PUBLISHED_SETUP, _setup(numbers)),
        (INTRO, intro),
        ("after a fall of 24 percent", f"after a fall of {numbers.fall} percent"),
        ("after a fall of 74 percent", f"after a fall of {numbers.import_fall} percent"),
        ("(1 - 0.24)", f"(1 - {numbers.fall / 100})"),
        ("(1 - 0.74)", f"(1 - {numbers.import_fall / 100})"),
        ("Now give up the 24 percent.", f"Now give up the {numbers.fall} percent."),
        (
            "take the surplus of 2019 that 38 North states: exports were 219 million dollars more than imports.",
            (
                f"take the surplus of 2019 that a second source states: exports were {numbers.surplus} million dollars more than "
                "imports."
            ),
        ),
        (
            "The table below has all trade of both years, source by source.",
            "The table below has all trade of both years according to three other sources, made up as well.",
        ),
        (PUBLISHED, "{" + ", ".join(f'"{name}": ...' for name in SOURCES) + "}"),
        (
            "Parts 3 and 4 use the same 198, the same 10 and the same 74 percent,",
            (
                f"Parts 3 and 4 use the same {numbers.exports}, the same {numbers.imports} and the same "
                f"{numbers.import_fall} percent,"
            ),
        ),
    )


def _twists(numbers: Numbers, rng: random.Random) -> dict[str, Twist]:
    total, part = numbers.fall / 100, numbers.import_fall / 100
    left = "That is the part which was lost. Divide by the part which is left."
    sign = "The size is right. A fall gets a minus sign here."
    base = "You divided by what there was in 2020. The base of a change is what there was before."
    fraction = "Right as a fraction. Multiply by 100 to make it a percentage."
    return {
        "L10.E1": Twist(
            "Add exports and imports. Is that 2019 before the fall, or what is left of it?",
            "Add the two amounts of 2020 first. They are the part that is left. Which part of 2019 is that, in percent?",
            "Right, for the numbers of your class.",
            (
                (f"round((exports + imports) * {1 + total}, 2)", ("You added the percentage. But it is of 2019, and you took "
                 "it of 2020. Take it away from your number, and you do not get back to where you started.")),
                (f"round((exports + imports) / {1 - part}, 2)", "You used the percentage of imports. All trade has another one."),
                (f"round((exports + imports) / {total}, 2)", f"You divided by {total}. {left}"),
                (f"round(exports / {1 - total}, 2)", ("You started from the exports alone. All trade is exports and imports "
                 "together.")),
                (f"round((exports - imports) / {1 - total}, 2)", ("You took imports away. All trade is both directions "
                 "together, so add them.")),
                ("exports + imports", "That is all trade of 2020. The question is about the year before."),
                (f"round(exports + imports / {1 - total}, 2)", ("Python divides before it adds, so only the imports were "
                 "divided. Put round brackets around the sum of exports and imports.")),
                (f"round((exports + imports) * {1 - total}, 2)", ("You took the percentage away once more. The amounts are "
                 "what is left already, so 2019 must be more.")),
            ),
        ),
        "L10.E2": Twist(
            "The imports of 2020 are what is left after the fall. How many percent are left?",
            "The imports of 2020 are what is left. Which part of 2019 is that, in percent?",
            "Right, for the numbers of your class.",
            (
                (f"round(imports * {1 + part}, 2)", "You added the percentage. But it is of 2019, and not of what is left."),
                (f"round(imports / {part}, 2)", f"You divided by {part}. {left}"),
                (f"round(imports / {1 - total}, 2)", "You used the percentage of all trade. Imports have one of their own."),
                (f"round(imports * {1 - part}, 2)", ("You took the percentage away once more. The amount is what is left "
                 "already, so 2019 must be more.")),
            ),
        ),
        "L10.E3": Twist(
            "All trade is exports and imports. You have both numbers of 2019 for two of the three.",
            "The exports of 2019 are what is left of all trade when imports of the same year are taken away. A change is divided "
            "by what there was before. The share is one fall in dollars divided by another. For each of the last two, multiply "
            "by 100.",
            "Right, all three. A big percentage of a small base is a small amount.",
            (
                ('{"export_change": -follows["export_change"]}', sign),
                ('{"export_change": round(100 * (exports - before_exports) / exports, 1)}', base),
                (f'{{"export_change": {-(numbers.fall + numbers.import_fall) / 2}}}', ("You took the average of the two "
                 "percentages. Percentages of different bases have no average that means anything.")),
                (f'{{"export_change": {-numbers.fall}}}', "That is the fall of all trade. Exports have one of their own."),
                ('{"export_change": round((exports - before_exports) / before_exports, 3)}', fraction),
                ('{"exports_2019": round(before_total - imports, 2)}', ("You took away the imports of 2020. Take away the "
                 "imports of the same year as the whole.")),
                ('{"exports_2019": round(before_total + before_imports, 2)}', ("You added imports. They are part of all trade "
                 "already, so take them away.")),
                ('{"import_share_of_fall": round(100 - follows["import_share_of_fall"], 1)}', ("That is the share of exports. "
                 "The rest is due to imports.")),
                ('{"import_share_of_fall": round(100 * before_imports / before_total, 1)}', ("That is the share of imports in "
                 "all trade of 2019. Here compare two falls in dollars.")),
            ),
        ),
        "L10.E4": Twist(
            "Exports less imports is the surplus. Imports are the number of part 2.",
            f"A surplus of {numbers.surplus} means that exports are {numbers.surplus} more than imports. You know the imports "
            "of 2019 from part 2. A change is divided by what there was before, times 100, with one decimal.",
            "Right, for the numbers of your class. One figure given up changes all that follows.",
            (
                (f'{{"exports_2019": {numbers.surplus}}}', ("That is the surplus, so exports less imports. Exports themselves "
                 "are more.")),
                ('{"exports_2019": surplus + imports}', ("You added the imports of 2020. The surplus is that of 2019, so take "
                 "the imports of that year.")),
                ('{"exports_2019": follows["exports_2019"]}', ("That is the number of part 3. This time the surplus takes the "
                 "place of the percentage.")),
                ('{"export_change": follows["export_change"]}', "That change belongs to part 3. Use the new exports as the base."),
                ('{"export_change": -with_surplus["export_change"]}', sign),
                ('{"total_change": -with_surplus["total_change"]}', sign),
                (f'{{"total_change": {-numbers.fall}}}', ("That percentage is what we gave up. Add the new exports and the "
                 "imports of 2019, and compare with the trade of 2020.")),
            ),
        ),
        "L10.E5": Twist(
            "Do one source first. Which year is the base?",
            "For each source, take 2019 away from 2020, divide by 2019 and multiply by 100.",
            "Right, for the table of your class.",
            (
                ("{name: -value for name, value in changes.items()}", "The sizes are right. A fall gets a minus sign here."),
                ("(100 * (total[2020] - total[2019]) / total[2020]).round(1).to_dict()", base),
                ("((total[2020] - total[2019]) / total[2019]).round(3).to_dict()", ("Right as fractions. Multiply by 100 to "
                 "make percentages of them.")),
            ),
        ),
        "L10.E6": _function(rng),
    }  # fmt: skip


def _function(rng: random.Random) -> Twist:
    def made_up() -> list[Any]:
        part, total = rng.randint(55, 88) / 100, rng.randint(10, 35) / 100
        return [rng.randint(120, 800), rng.randint(5, 30), total, part]

    names = ("made-up numbers", "other made-up numbers", "a third set of made-up numbers")
    message = "Does your function calculate with the four inputs that it is given?"
    return Twist(
        "The body has three steps that you did by hand in parts 1 to 3. Put names where the numbers were.",
        "Work out all trade of 2019, then imports, then exports, then the two percentages.",
        "Right, your function works for any two percentages.",
        cases=tuple({"name": name, "args": made_up(), "message": message} for name in names),
    )
