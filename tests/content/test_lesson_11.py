"""The numbers and claims of lesson 11, computed from the tables and, where they are at hand, from the articles."""

import re
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from course import charts, data
from course.check import exercise
from course.model import ARTICLES
from course.quiz import bank, decks

SLUG = "11-why-and-what-is-left-out"
LESSON = Path(__file__).parents[2] / "lessons" / SLUG
OWN = {"author", "report"}
SHORT = {"actor": "A", "named expert": "E", "unnamed analysts": "U", "report": "R", "author": "W"}


def prose(name):
    return " ".join((LESSON / name).read_text(encoding="utf-8").split())


def citations():
    return [{**row, "article": row["passage"].split("-")[0]} for row in data.rows("cause_citations")]


def claims(keep=lambda _row: True):
    """Causes that each article asserts."""
    found = {name: set() for name in ARTICLES}
    for row in citations():
        if row["stance"] == "asserts" and keep(row):
            found[row["article"]].add(row["cause"])
    return found


def rows_of(held):
    counts = Counter(cause for causes in held.values() for cause in causes)
    return {row["cause"]: counts[row["cause"]] for row in data.rows("causes")}


def context():
    found = {name: set() for name in ARTICLES}
    for row in data.rows("omission_citations"):
        found[row["passage"].split("-")[0]].add(row["omission"])
    return found


def question(qid):
    return next(one for one in bank.load(SLUG) if one.id == qid)


def exercise_of(eid):
    return next(item for item in exercise.load(SLUG) if item.id == eid)


HELD = claims()
ROWS = rows_of(HELD)
TOTAL = sum(ROWS.values())


# Tables


def test_sums_are_those_of_the_course():
    assert list(ROWS.values()) == [5, 5, 3, 3, 3, 4, 1]
    assert {name: len(HELD[name]) for name in ARTICLES} == {"BLOG": 5, "GVS": 4, "IND": 5, "WSWS": 5, "WP": 5}
    assert TOTAL == 24
    assert [len(context()[name]) for name in ARTICLES] == [0, 2, 3, 2, 1]
    assert len(set().union(*context().values())) == 7
    assert len(data.rows("omissions")) == 10


def test_one_paragraph_denies_and_another_of_the_article_asserts():
    assert [(row["cause"], row["passage"]) for row in citations() if row["stance"] == "denies"] == [
        ("C1", "IND-P27")
    ]
    assert "C1" in HELD["IND"]


def test_second_voices_differ_from_the_first():
    also = [row for row in citations() if row["also"]]
    assert len(also) == 9
    assert [row for row in also if row["also"] == row["voice"]] == []


def test_roles_are_said_for_four_causes_and_every_map_has_two_actors():
    roles = {row["cause"]: row["role"] for row in data.rows("causes")}
    assert [cause for cause, role in roles.items() if role == "trigger"] == ["C1"]
    assert [cause for cause, role in roles.items() if role == "underlying"] == ["C2", "C3", "C4"]
    assert "C1 trigger; C2, C3, C4 underlying; C5, C6, C7 open" in prose("teacher.md")
    assert all(row["why"].endswith(".") and row["actors"] for row in data.rows("causes"))
    assert len({name for row in data.rows("causes") for name in row["actors"].split(";")}) >= 4


# The key in the teacher's page


def test_the_key_of_the_map_is_the_table():
    for cause in ROWS:
        line = next(
            line
            for line in (LESSON / "teacher.md").read_text("utf8").splitlines()
            if line.startswith(f"| {cause} ") and line.count("|") == 8
        )
        cells = [cell.strip() for cell in line.split("|")[2:-1]]
        assert cells[-1] == str(ROWS[cause])
        for name, cell in zip(ARTICLES, cells, strict=False):
            mine = [row for row in citations() if (row["cause"], row["article"]) == (cause, name)]
            said = [
                f"P{int(row['passage'].split('-P')[1])} {SHORT[row['voice']]}{' denies' if row['stance'] == 'denies' else ''}"
                for row in mine
            ]
            assert sorted(re.findall(r"P\d+ [A-Z](?: denies)?", cell)) == sorted(said), (cause, name)


def test_voices_that_are_accepted_as_well():
    found = {(row["cause"], row["passage"], SHORT[row["also"]]) for row in citations() if row["also"]}
    assert found == {
        ("C1", "BLOG-P10", "R"), ("C1", "GVS-P16", "R"), ("C1", "IND-P22", "R"), ("C4", "WSWS-P10", "R"),
        ("C1", "WSWS-P14", "W"), ("C2", "GVS-P13", "W"), ("C2", "WSWS-P09", "W"), ("C3", "WSWS-P07", "W"),
        ("C4", "WSWS-P11", "W"),
    }  # fmt: skip
    assert (
        "R for BLOG P10, GVS P16 and IND P22 in C1 and for WSWS P10; W for WSWS P14, GVS P13, WSWS P9 in C2, "
        "WSWS P7 and WSWS P11" in prose("teacher.md")
    )


def test_the_key_of_the_bingo_is_the_table():
    teacher = prose("teacher.md")
    for row in data.rows("omissions"):
        places = [p for p in data.rows("omission_citations") if p["omission"] == row["omission"]]
        for place in places:
            article, number = place["passage"].split("-P")
            part = re.search(rf"{row['omission']} ([^·]*?)(?: ·|$)", teacher)[1]
            assert re.search(rf"\bP{int(number)}\b", part), place
            assert article in part
    assert "BLOG 0, GVS 2, IND 3, WSWS 2, WP 1, together 7 of 10" in teacher
    assert "O08, O09, O10 nobody" in teacher


def test_the_switch_costs_wp_all_and_blog_one():
    without = claims(lambda row: row["voice"] != "author")
    lost = {name: sorted(HELD[name] - without[name]) for name in ARTICLES if HELD[name] - without[name]}
    assert lost == {"BLOG": ["C5"], "WP": ["C1", "C2", "C4", "C5", "C6"]}
    assert set(rows_of(without).values()) - {0} == set(rows_of(without).values())
    assert "no cause loses every link. By article, BLOG loses 1 of 5 (C5) and WP all 5" in prose("teacher.md")


def test_claims_that_only_the_page_makes():
    heard = claims(lambda row: row["voice"] not in OWN)
    own = {(name, cause) for name in ARTICLES for cause in HELD[name] - heard[name]}
    assert Counter(name for name, _ in own) == {"WP": 5, "BLOG": 1, "WSWS": 1}
    assert {("BLOG", "C5"), ("WSWS", "C1")} <= own
    assert question("L11.D2").answer == TOTAL - len(own) == 17
    assert set(question("L11.D2").feedback) >= {str(len(own)), str(TOTAL - 5), str(TOTAL - 6)}
    assert f"make {TOTAL} claims" in question("L11.D2").stem
    assert "17 of the 24 claims have somebody else behind them. Of the 7 others WP has 5" in prose(
        "teacher.md"
    )


def test_operate_and_code_track():
    assert not claims(lambda row: row["voice"] != "author")["WP"]
    unnamed = claims(lambda row: row["voice"] != "unnamed analysts")
    assert unnamed["BLOG"] == {"C1", "C5"}
    assert all(unnamed.values())
    assert all(claims(lambda row: row["voice"] != "named expert").values())
    pairs = [(a, b) for n, a in enumerate(ARTICLES) for b in ARTICLES[n + 1 :] if HELD[a] == HELD[b]]
    assert pairs == [("BLOG", "WP")]


# Questions and exercise


def test_the_answers_to_the_data_beat():
    assert HELD["BLOG"] == HELD["WP"]
    assert len(HELD["GVS"] & HELD["IND"]) == 4
    sets = {tuple(sorted(held)) for held in HELD.values()}
    assert [cause for cause in ROWS if sum(cause in one for one in sets) == 1] == ["C7"]
    assert sum("C6" not in one for one in sets) == 1
    assert [cause for cause, count in ROWS.items() if count == 5] == ["C1", "C2"]
    assert sorted(ROWS.values())[-3] == 4


def test_context_that_quiz_and_recall_ask_for():
    nowhere = {row["omission"] for row in data.rows("omissions")} - set().union(*context().values())
    assert nowhere == {"O08", "O09", "O10"}
    assert question("L11.R2").answer == len(nowhere)
    assert [name for name in ARTICLES if "O02" in context()[name]] == ["IND"]
    assert [name for name in ARTICLES if "O03" in context()[name]] == ["WSWS"]


def test_expected_values_of_the_exercise():
    assert exercise_of("L11.E1").expected == {cause: ROWS[cause] for cause in ("C1", "C2", "C3", "C4", "C7")}
    assert exercise_of("L11.E2").expected == {cause: ROWS[cause] for cause in ("C5", "C6")}
    assert exercise_of("L11.E2").tolerance == 1
    assert exercise_of("L11.E4").expected == {name: len(HELD[name]) for name in ARTICLES}
    together = len(set().union(*context().values()))
    assert exercise_of("L11.E5").expected == {
        **{name: len(context()[name]) for name in ARTICLES},
        "together": together,
    }
    case = exercise_of("L11.E6").cases[0]
    columns = case["args"][0]["table"]["columns"]
    assert case["args"][0]["table"]["rows"] == [[row[name] for name in columns] for row in citations()]
    assert case["expected"] == ROWS


def test_foreseen_wrong_values_come_from_the_slips_they_name():
    every = Counter(row["cause"] for row in citations())
    asserted = Counter(row["cause"] for row in citations() if row["stance"] == "asserts")
    first = [one.value for one in exercise_of("L11.E1").diagnoses]
    for counts in (every, asserted):
        assert {cause: counts[cause] for cause in ("C1", "C2", "C3", "C4")} in first
    by_article = [one.value for one in exercise_of("L11.E4").diagnoses]
    for rows in (citations(), [row for row in citations() if row["stance"] == "asserts"]):
        counts = Counter(row["article"] for row in rows)
        assert {name: counts[name] for name in ARTICLES} in by_article
    places = Counter(row["passage"].split("-")[0] for row in data.rows("omission_citations"))
    fifth = [one.value for one in exercise_of("L11.E5").diagnoses]
    assert {"GVS": places["GVS"], "IND": places["IND"]} in fifth
    assert {"together": sum(len(held) for held in context().values())} in fifth
    assert {"together": sum(places.values())} in fifth


def test_the_deck_of_judgement_is_the_table():
    cards = decks.find("L11.C1").content["cards"]
    assert len(cards) == 10
    for card in cards:
        cause, article = re.match(r"\*\*(C\d), .* in (\w+)\.\*\*", card["text"]).groups()
        assert card["group"] == ("claims" if cause in HELD[article] else "not"), card["id"]
        assert card["from"].startswith(f"{article}-")
    counted = Counter(card["text"][2:4] for card in cards if card["group"] == "claims")
    assert counted == {"C5": 3, "C6": 4}
    assert (
        "The course counts 3 for C5 (BLOG, WSWS, WP) and 4 for C6 (BLOG, GVS, IND, WP)"
        in exercise_of("L11.E2").correct
    )


# The record


def test_dates_of_the_history_box_are_in_the_record():
    days = {str(row["date"])[:10]: row for row in data.rows("timeline")}
    assert {"2018-04-27", "2018-06-12", "2019-02-27", "2020-01-30", "2020-05-31", "2020-06-04"} <= set(days)
    assert "500,000 leaflets" in days["2020-05-31"]["what_happened"]
    assert "500,000 leaflets" in prose("lesson.md")
    assert "15-storey" in " ".join(row["what_happened"] for row in data.rows("timeline"))
    months = (date(2020, 6, 16) - date(2019, 2, 28)).days / 30.44
    assert 15 < months < 16
    assert "almost 16 months before" in next(
        row["why"] for row in data.rows("causes") if row["cause"] == "C2"
    )


def test_the_stamp_in_korean_time():
    stamp = datetime(2020, 6, 16, 9, 12, tzinfo=timezone(timedelta(hours=1)))
    assert stamp.astimezone(timezone(timedelta(hours=9))).strftime("%H:%M") == "17:12"
    assert "The stamp of IND is 17:12 Korean time" in prose("teacher.md")


def test_what_held_up_is_right_by_the_table_of_claims():
    verdicts = {row["claim"]: row["verdict"] for row in data.rows("claims")}
    assert {verdicts[claim] for claim in ("BLOG-P08-a", "GVS-P13-a", "GVS-P16-a", "IND-P23-a")} == {"right"}
    assert verdicts["WSWS-P04-b"] == "wrong"
    assert verdicts["WSWS-P06-a"] == "contested"


def test_the_charts_agree_with_the_lesson():
    told = charts.cause_sets(data.load("cause_citations")).to_dict()["usermeta"]["takeaway"]
    assert told.endswith("BLOG and WP name the very same; C1 and C2 are in every set.")
    assert "Two of seven causes stand in all five articles. And three of the ten" in prose("lesson.md")


def test_words_that_bind():
    for path in LESSON.iterdir():
        text = path.read_text("utf8")
        assert not re.search(r"kcna\.kp|kcnawatch|korea-np|uriminzokkiri|rodong", text), path
        assert "scum" not in text, path
        assert "!" not in re.sub(r"!=|<!--", "", text), path


@pytest.mark.texts
def test_what_the_lesson_says_of_the_texts(article_texts):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    body = " ".join(text.values()).lower()
    assert not re.search(r"casualt|injur|wounded|nobody was hurt|no one was hurt", body)
    assert "15-stor" not in body
    assert "on Tuesday" in text["IND-P13"]
    assert "amid worsening tensions" in text["IND-P13"]
    assert "zero to do with leaflets" in text["IND-P27"]
    assert "the reason might be" in text["WP-P06"]
    assert "leverage" in text["BLOG-P09"]
    assert "leverage" in text["IND-P25"]
    assert "promised in Singapore" in text["GVS-P28"]
    assert "Seoul" in text["WSWS-P17"]
    assert "State Department" not in " ".join(text[f"IND-P{n:02d}"] for n in range(11, 30))
