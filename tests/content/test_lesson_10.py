"""Every number of lesson 10, computed from the tables and the room of numbers."""

import math
import re
from pathlib import Path

import pytest
import yaml

from course import data, numbers
from course.check import exercise
from course.quiz import bank, decks
from course.widgets import slide

SLUG = "10-do-the-numbers-add-up"
ROOT = Path(__file__).parents[2]
LESSON = ROOT / "lessons" / SLUG
TRADE = {(row["source"], row["year"], row["flow"]): row for row in data.rows("trade")}
FOUND = numbers.reconcile(198, 10, 0.24, 0.74)
KEPT = numbers.with_surplus(198, 10, 219, import_fall=0.74)
OTHER = numbers.with_surplus(198, 10, 219, total_fall=0.24)
LIMITS = numbers.rounding(198, 10, 0.24, 0.74)
RECORD = {row["measure"]: row for row in data.rows("china_trade_jan_feb_claim")}
MONEY = {row["item"]: row for row in data.rows("liaison_office_money")}


def prose(name):
    return " ".join((LESSON / name).read_text("utf8").split())


def value(source, year, flow):
    return float(TRADE[source, year, flow]["value_musd"])


def question(qid):
    return next(item for item in bank.load(SLUG) if item.id == qid)


def task(eid):
    return next(item for item in exercise.load(SLUG) if item.id == eid)


# The table


def test_stated_values_are_those_of_the_record():
    export, imported = RECORD["exports to North Korea"], RECORD["imports from North Korea"]
    surplus = RECORD["China's surplus as 38 North states it"]
    assert value("The Diplomat", 2020, "exports") == float(export["jan_feb_2020_million_usd"])
    assert value("The Diplomat", 2020, "imports") == float(imported["jan_feb_2020_million_usd"])
    assert value("38 North", 2019, "surplus") == float(surplus["jan_feb_2019_million_usd"]) == slide.SURPLUS
    assert value("38 North", 2020, "surplus") == float(surplus["jan_feb_2020_million_usd"])
    for source in ("WSWS", "38 North"):
        assert (value(source, 2020, "exports"), value(source, 2020, "imports")) == (
            slide.EXPORTS,
            slide.IMPORTS,
        )


def test_derived_values_follow_from_the_stated_ones():
    exact = {
        ("WSWS", 2019, "exports"): FOUND.exports_2019,
        ("WSWS", 2019, "imports"): FOUND.imports_2019,
        ("WSWS", 2019, "total"): FOUND.total_2019,
        ("38 North", 2019, "exports"): KEPT.exports_2019,
        ("38 North", 2019, "imports"): KEPT.imports_2019,
        ("38 North", 2019, "total"): KEPT.exports_2019 + KEPT.imports_2019,
        ("The Diplomat", 2019, "exports"): numbers.base(197.4, 0.232),
        ("The Diplomat", 2019, "imports"): 20.1 + 18.0,
        ("The Diplomat", 2019, "total"): numbers.base(197.4, 0.232) + 38.1,
        ("WSWS", 2020, "total"): 208,
        ("38 North", 2020, "total"): 208,
        ("The Diplomat", 2020, "total"): 197.4 + 10.7,
    }
    assert {key for key, row in TRADE.items() if row["basis"] == "derived"} == set(exact)
    for key, number in exact.items():
        assert float(TRADE[key]["value_musd"]) == pytest.approx(number, abs=0.006), key


def test_derived_2019_of_the_customs_figures_agrees_with_the_record():
    for flow, measure in (
        ("exports", "exports to North Korea"),
        ("imports", "imports from North Korea"),
        ("total", "total trade"),
    ):
        assert value("The Diplomat", 2019, flow) == pytest.approx(
            float(RECORD[measure]["jan_feb_2019_million_usd"]), abs=0.05
        )


@pytest.mark.texts
def test_all_percentages_of_the_articles_stand_in_wsws(article_texts):
    found = [
        (passage.id, number)
        for passages in article_texts.values()
        for passage in passages
        for number in re.findall(r"(\d+) ?(?:percent|per cent|%)", passage.text)
    ]
    assert found == [("WSWS-P11", "24"), ("WSWS-P11", "74"), ("WSWS-P13", "60"), ("WSWS-P13", "40")]


@pytest.mark.texts
def test_the_numbers_of_the_paragraphs(article_texts):
    text = {passage.id: passage.text for passages in article_texts.values() for passage in passages}
    assert "198 million" in text["WSWS-P11"]
    assert "just \\$10 million" in text["WSWS-P11"]
    assert "8.6 million" in text["BLOG-P06"]
    assert "500,000 propaganda leaflets" in text["WP-P03"]
    assert "food" in text["WP-P03"]


# The lesson


@pytest.mark.parametrize(
    "said",
    [
        f"208 ÷ 0.76 = **{FOUND.total_2019:.1f}**",
        f"10 ÷ 0.26 = **{FOUND.imports_2019:.1f}**",
        f"it is {17.4 * 0.26:.1f}",
        f"Of the {FOUND.total_2019 - 208:.1f} million dollars that were lost",
        f"imports lost {FOUND.imports_2019 - 10:.1f}, which is {FOUND.import_share_of_fall:.1f} percent",
        f"lost more in dollars, {FOUND.exports_2019 - 198:.1f} million",
        f"between {LIMITS['total_2019'].low:.1f} and {LIMITS['total_2019'].high:.1f} million",
        f"by {-LIMITS['export_change'].high:.1f} to {-LIMITS['export_change'].low:.1f} percent",
        f"| {FOUND.exports_2019:.1f} | {FOUND.imports_2019:.1f} | {-FOUND.export_change:.1f} % | 74 % | 24 % |",
        f"| {KEPT.exports_2019:.1f} | {KEPT.imports_2019:.1f} | {-KEPT.export_change:.1f} % | 74 % | {-KEPT.total_change:.1f} % |",
        f"| {OTHER.exports_2019:.1f} | {OTHER.imports_2019:.1f} | {-OTHER.export_change:.1f} % | {-OTHER.import_change:.1f} % | 24 % |",
        "198 − 10 = 188 million",
        "| 257.0 | 38.1 | **23.2 %** | **71.9 %** | 29.5 % |",
        f"That makes {9.7e3 / 1215:.2f} million dollars",
        f"That is about {9.78e3 / 8.64:,.0f} won to the dollar",
        f"| the same won at the other rate | 9.78 | 1,215 | {9.78e3 / 1215:.2f} |",
    ],
)  # fmt: skip
def test_numbers_of_the_lesson(said):
    assert said in prose("lesson.md")


def test_customs_figures_in_the_lesson():
    total = numbers.change(value("The Diplomat", 2019, "total"), value("The Diplomat", 2020, "total"))
    imports = numbers.change(value("The Diplomat", 2019, "imports"), value("The Diplomat", 2020, "imports"))
    assert (round(total, 1), round(imports, 1)) == (-29.5, -71.9)
    assert float(RECORD["total trade"]["change_percent"]) == round(total, 1)
    year = next(row for row in data.rows("china_dprk_trade_annual") if row["year"] == 2020)
    assert f"for the whole year {-float(year['change_percent'])} percent" in prose("lesson.md")
    march = next(row for row in data.rows("china_dprk_trade_monthly") if row["period"] == "2020-03")
    assert f"In March alone it was {float(march['total_million_usd']):.1f} million" in prose("lesson.md")


def test_money_and_leaflets_agree_with_the_record():
    assert float(MONEY["refit for the liaison office"]["billion_won"]) == 9.78
    assert float(MONEY["refit at the rate of June 2020"]["million_usd_if_stated"]) == round(9.78e3 / 1215, 2)
    office, tower, whole = (
        float(MONEY[item]["billion_won"])
        for item in (
            "damages claimed: liaison office",
            "damages claimed: support centre",
            "damages claimed in all",
        )
    )
    assert office + tower == pytest.approx(whole)
    card = next(c for c in decks.find("L10.C1").content["cards"] if c["id"] == "k8")
    assert f"{100 * office / whole:.1f} percent is for the liaison office, and the rest" in card["text"]
    assert f"is {100 * office / whole:.1f} percent" in prose("teacher.md")
    days = {row["date"]: row for row in data.rows("leaflet_launches_claimed")}
    assert days["2020-05-31"]["leaflets"] == days["2020-06-22"]["leaflets"] == 500_000


def test_two_dollar_signs_in_one_cell_would_become_maths():
    cells = re.split(r"```\{code-cell\}.*?```", (LESSON / "lesson.md").read_text("utf8"), flags=re.DOTALL)
    assert max(cell.count("$") for cell in cells) == 1


def test_no_address_of_a_state_of_the_north():
    for path in LESSON.iterdir():
        assert not re.search(r"kcna\.kp|kcnawatch|korea-np|uriminzokkiri|rodong", path.read_text("utf8")), (
            path
        )


# Questions


def test_answers_of_the_number_questions():
    assert question("L10.P1").answer == round(FOUND.exports_2019, 1)
    assert question("L10.P2").answer == round(-FOUND.export_change, 1)
    assert question("L10.P3").answer == round(-KEPT.total_change, 1)
    nine = [row for (_, year, flow), row in TRADE.items() if year == 2019 and flow != "surplus"]
    assert len(nine) == 9
    assert question("L10.D2").answer == sum(row["basis"] == "stated" for row in nine)
    drawn = [row for (_, _, flow), row in TRADE.items() if flow != "surplus"]
    assert (len(drawn), sum(row["basis"] == "stated" for row in drawn)) == (18, 6)
    assert question("L10.R1").answer == numbers.base(50, 0.75)


def test_foreseen_slips_of_the_number_questions():
    one = set(question("L10.P1").feedback) - {"correct", "not_yet"}
    assert one == {f"{273.7 + 38.5:.1f}", f"{273.7 - 10:.1f}", f"{273.7 - 198:.1f}"}
    two = set(question("L10.P2").feedback) - {"correct", "not_yet"}
    lost = 235.2 - 198
    assert two == {f"{100 * lost / 198:.1f}", f"{lost:.1f}", f"{100 - 100 * lost / 235.2:.1f}", "24"}
    for fall, surplus in (("24", "196.8"), ("30", "220.2"), ("29", "216")):
        found = numbers.reconcile(198, 10, int(fall) / 100, 0.74)
        assert f"{found.exports_2019 - found.imports_2019:.1f}".removesuffix(".0") == surplus
        assert surplus in question("L10.P3").feedback[fall]


def test_keys_of_the_exit_quiz():
    keys = {q.id: next(o.text for o in q.options if o.key) for q in bank.load(SLUG) if ".Q" in q.id}
    assert len(keys) == 7
    assert "about 16 percent" in keys["L10.Q1"]
    assert keys["L10.Q2"] == f"10 ÷ 0.26 = {FOUND.imports_2019:.1f} million"
    assert "24 percent" in keys["L10.Q4"]
    said = " ".join(o.feedback for q in bank.load(SLUG) for o in q.options)
    assert f"74 percent of {FOUND.imports_2019:.1f} is {FOUND.imports_2019 - 10:.1f} million" in said
    assert "between 14.4 and 17.2 percent" in said
    assert "all trade fell by 29.7 percent, and customs figures lead to 29.5" in said


def test_a_fall_of_exports_by_24_percent_would_not_do():
    """What the wrong option of Q1 claims, and the hint about 800 million on a card."""
    total = numbers.base(198, 0.24) + numbers.base(10, 0.74)
    assert round(numbers.change(total, 208), 1) != -24.0
    assert numbers.base(208, 0.74) == pytest.approx(800)


def test_exemplars_have_no_wrong_number_from_level_two_on():
    allowed = {
        "2019",
        "2020",
        "198",
        "10",
        "24",
        "74",
        "197.4",
        "10.7",
        "23.2",
        "71.9",
        "29.5",
        "295",
        "208",
        "38",
        "11",
    }
    for level, text in question("L10.W1").exemplars:
        if level > 1:
            assert set(re.findall(r"\d+(?:\.\d+)?", text)) <= allowed, text


def test_each_percentage_of_the_articles_is_a_card():
    cards = decks.find("L10.C1").content["cards"]
    own = [card for card in cards if "from" in card]
    assert [re.search(r"(\d+) percent", card["text"])[1] for card in own] == ["24", "74", "60", "40"]
    assert len({card["group"] for card in own}) == 4
    assert len(cards) == 8
    assert {card["group"] for card in cards} == {
        group["id"] for group in decks.find("L10.C1").content["groups"]
    }


# Exercise and teacher page


def test_expected_values_of_the_exercise():
    assert task("L10.E1").expected == round(FOUND.total_2019, 2)
    assert task("L10.E2").expected == round(FOUND.imports_2019, 2)
    rounded, kept = FOUND.rounded(), KEPT.rounded()
    assert task("L10.E3").expected == {name: rounded[name] for name in task("L10.E3").expected}
    assert task("L10.E4").expected == {name: kept[name] for name in task("L10.E4").expected}
    assert task("L10.E5").expected == {
        source: round(numbers.change(value(source, 2019, "total"), value(source, 2020, "total")), 1)
        for source in ("WSWS", "38 North", "The Diplomat")
    }
    for case in task("L10.E6").cases:
        assert case["expected"] == numbers.reconcile(*case["args"]).rounded(), case["name"]


def slips(eid):
    return [one.value for one in task(eid).diagnoses]


def test_foreseen_wrong_values_come_from_the_slips_they_name():
    sums = {208 * 1.24, 208 / 0.26, 208 / 0.24, 198 / 0.76, 188 / 0.76, 208, 208 * 0.76}
    sums |= {198 + 10 / 0.76, 208 * 0.24, 208 + 24}
    assert {round(number, 2) for number in sums} | {258, 274} == set(slips("L10.E1"))
    sums = {10 * 1.74, 10 / 0.74, 10 / 0.76, 84, 10 * 0.26, 10 * 0.74, 38.1, 38}
    assert {round(number, 2) for number in sums} == set(slips("L10.E2"))
    lost = FOUND.exports_2019 - 198
    for slip in (
        {"export_change": -(24 + 74) / 2},
        {"export_change": -round(100 * lost / 198, 1)},
        {"export_change": -round(lost, 1)},
        {"exports_2019": round(198 / 0.76, 2)},
        {"exports_2019": round(FOUND.total_2019 - 10, 2)},
        {"exports_2019": round(FOUND.total_2019 + FOUND.imports_2019, 2)},
        {"import_share_of_fall": round(100 - FOUND.import_share_of_fall, 1)},
        {"import_share_of_fall": round(100 * FOUND.imports_2019 / FOUND.total_2019, 1)},
        {"import_share_of_fall": round(FOUND.imports_2019 - 10, 2)},
        {"import_share_of_fall": round(100 * 28.5 / 65.7, 1)},
        {"import_share_of_fall": round(100 * (FOUND.imports_2019 - 10) / lost, 1)},
        {"export_change": -round(100 * 198 / FOUND.exports_2019, 1)},
        {"export_change": round(FOUND.export_change)},
    ):
        assert slip in slips("L10.E3"), slip
    for slip in (
        {"exports_2019": 219 + 10},
        {"exports_2019": round(219 - KEPT.imports_2019, 2)},
        {"exports_2019": round(OTHER.exports_2019, 2)},
        {"export_change": round(100 * (198 - KEPT.exports_2019) / 198, 1)},
        {"total_change": round(100 * (208 - KEPT.exports_2019 - KEPT.imports_2019) / 208, 1)},
        {"export_change": round((198 - KEPT.exports_2019) / KEPT.exports_2019, 3)},
        {"export_change": round(198 - KEPT.exports_2019, 2)},
        {"total_change": round(208 - KEPT.exports_2019 - KEPT.imports_2019, 2)},
    ):
        assert slip in slips("L10.E4"), slip
    totals = {
        s: (value(s, 2019, "total"), value(s, 2020, "total")) for s in ("WSWS", "38 North", "The Diplomat")
    }
    for slip in (
        lambda before, after: 100 * (after - before) / after,
        lambda before, after: after - before,
        lambda before, after: 100 * after / before,
        lambda before, after: (after - before) / before,
    ):
        assert {s: round(slip(*pair), 1) for s, pair in totals.items()} in slips("L10.E5")


@pytest.mark.parametrize(
    "said",
    [
        f"| {FOUND.imports_2019 - 10:.2f} of {FOUND.total_2019 - 208:.2f} | {FOUND.import_share_of_fall:.1f} % |",
        f"| {FOUND.exports_2019 - 198:.2f} of {FOUND.total_2019 - 208:.2f} | {100 - FOUND.import_share_of_fall:.1f} % |",
        f"makes it {208 / 0.26:.0f} in 2019; 74 percent for exports as well makes these {198 / 0.26:.1f}",
        f"imports of 2019 are {OTHER.imports_2019:.2f} (−{-OTHER.import_change:.1f} percent), exports {OTHER.exports_2019:.2f}",
        f"exports of 2019 are {KEPT.exports_2019:.2f} (−{-KEPT.export_change:.1f} percent), all trade −{-KEPT.total_change:.1f} percent",
        f"at 24 and 90 percent (+{numbers.reconcile(198, 10, 0.24, 0.9).export_change:.1f} percent)",
        f"impossible from about {math.ceil(1000 * (1 - 10 / FOUND.total_2019)) / 10} percent for imports",
    ],
)  # fmt: skip
def test_numbers_of_the_teacher_page(said):
    assert said in prose("teacher.md")


def test_the_key_of_the_cards():
    groups = {card["id"]: card["group"] for card in decks.find("L10.C1").content["cards"]}
    assert groups == {
        "k1": "trade", "k2": "imports", "k3": "budget", "k4": "bonds", "k5": "bonds", "k6": "imports", "k7": "exports", "k8": "suit",
    }  # fmt: skip
    key = "k1 all trade · k2 imports · k3 budget · k4, k5 bonds · k6 imports · k7 exports · k8 the sum claimed in court"
    assert key in prose("teacher.md")


def test_the_lesson_calls_what_is_there():
    text = (LESSON / "lesson.md").read_text("utf8")
    asked = set(re.findall(r'course\.(?:ask|write)\("(L10\.\w+)"\)', text))
    known = {q.id for q in bank.load(SLUG)}
    assert asked == {qid for qid in known if not re.search(r"\.[QR]\d", qid)}
    assert yaml.safe_load(text.split("---")[1])["kernelspec"]["name"] == "python3"


def test_what_is_stated_is_a_third():
    stated = [key for key, row in TRADE.items() if row["basis"] == "stated" and key[2] != "surplus"]
    assert len(stated) == 6
    assert {year for _, year, _ in stated} == {2020}
    assert "six of 18, two from each source" in next(o.feedback for o in question("L10.D1").options if o.key)
    assert "a third, 6 of 18" in prose("teacher.md")
