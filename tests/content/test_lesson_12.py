"""The numbers and claims of lesson 12, computed from the tables and, where they are at hand, from the articles."""

import calendar
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from course import charts, data
from course.check import exercise
from course.model import BLOCKS
from course.quiz import bank, decks

SLUG = "12-the-correction-desk"
LESSON = Path(__file__).parents[2] / "lessons" / SLUG
START = date(2020, 6, 16)
DECIDED = ("right", "imprecise", "wrong")
VERDICT_OF = {
    "E02": "GVS-P04-a", "E09": "IND-P13-a", "E11": "WSWS-P11-b", "E12": "GVS-P23-a", "E13": "IND-P15-a",
    "E14": "IND-P19-a", "E15": "WP-P03-c",
}  # fmt: skip
"""The claim behind each problem whose class and verdict differ."""


def prose(name):
    return " ".join((LESSON / name).read_text(encoding="utf-8").split())


def lines(name):
    return (LESSON / name).read_text(encoding="utf-8").splitlines()


def question(qid):
    return next(one for one in bank.load(SLUG) if one.id == qid)


def exercise_of(eid):
    return next(item for item in exercise.load(SLUG) if item.id == eid)


def days(day):
    return (date.fromisoformat(str(day)[:10]) - START).days


def percent(part, whole):
    return round(100 * part / whole, 1)


CLAIMS = data.rows("claims")
VERDICTS = Counter(row["verdict"] for row in CLAIMS)
RIGHT, ALL = VERDICTS["right"], len(CLAIMS)
BASE = sum(VERDICTS[name] for name in DECIDED)
PROBLEMS = {row["problem"]: row for row in data.rows("problems")}
CLASSES = Counter(row["problem_class"] for row in PROBLEMS.values())
LEDGER = {row["card"]: row for row in data.rows("ledger")}
LATER = data.rows("later_events")
SCORED = [row for row in LEDGER.values() if row["outcome"] is not None]


# Classes


def test_classes_are_those_of_the_course():
    wanted = {
        "factual error": 5, "wording": 3, "page artefact": 2, "contested": 3, "framing": 2, "opinion": 1,
    }  # fmt: skip
    assert wanted == CLASSES
    assert exercise_of("L12.E1").expected == wanted
    assert exercise_of("L12.E5").cases[0]["expected"] == wanted
    rows = exercise_of("L12.E5").cases[0]["args"][0]["table"]["rows"]
    assert rows == [[pid, row["problem_class"]] for pid, row in PROBLEMS.items()]


def test_the_key_names_every_problem_of_each_class():
    teacher = prose("teacher.md")
    for name, count in CLASSES.items():
        listed = ", ".join(pid for pid, row in PROBLEMS.items() if row["problem_class"] == name)
        assert f"{name} ({count}): {listed}." in teacher.replace(
            name.capitalize(), name
        )  # a class begins a sentence there


def test_the_deck_follows_the_table_and_says_where_it_takes_a_second_class():
    cards = decks.find("L12.C2").content["cards"]
    assert [card["id"] for card in cards] == list(PROBLEMS)
    second = {}
    for card in cards:
        keys = decks.group_keys(card)
        assert keys[0] == PROBLEMS[card["id"]]["problem_class"], card["id"]
        assert card["from"] == PROBLEMS[card["id"]]["passage"]
        if len(keys) > 1:
            second[card["id"]] = keys[1]
            assert card["right"].startswith(f"Accepted. The table has {keys[0]}"), card["id"]
    assert second == {
        "E09": "framing", "E10": "contested", "E11": "factual error", "E12": "wording", "E13": "factual error",
        "E14": "factual error",
    }  # fmt: skip
    assert (
        "a second class for E09 (framing), E10 (contested), E11 (factual error), E12 (wording), E13 and E14 (factual"
        " error)" in prose("teacher.md")
    )


def test_class_and_verdict_differ_as_the_lesson_says():
    verdict = {row["claim"]: row["verdict"] for row in CLAIMS}
    table = [re.split(r" *\| *", line.strip("| ")) for line in lines("lesson.md") if line.startswith("| E")]
    assert [row[0][:3] for row in table] == list(VERDICT_OF)
    for place, said, of_class, _ in table:
        pid = place[:3]
        claim = VERDICT_OF[pid]
        assert said == verdict[claim]
        assert of_class == PROBLEMS[pid]["problem_class"]
        article, number = claim.split("-P")[0], int(claim[-4:-2])
        assert place == f"{pid}, {article} P{number}"
        assert PROBLEMS[pid]["passage"] == claim[:-2]


def test_foreseen_slips_in_counting_classes_come_from_the_tables():
    first_of_passage = {}
    for row in PROBLEMS.values():
        first_of_passage.setdefault(row["passage"], row["problem_class"])
    by_passage = Counter(first_of_passage.values())
    slips = [one.value for one in exercise_of("L12.E1").diagnoses]
    assert {name: by_passage[name] for name in ("wording", "contested")} in slips
    assert {"factual error": VERDICTS["wrong"]} in slips
    assert {"contested": VERDICTS["contested"]} in slips


def test_the_tiles_tell_what_the_question_asks():
    told = charts.problem_classes(data.load("problems")).to_dict()["usermeta"]
    assert (
        told["takeaway"]
        == "Of 16 problems a desk can mend 8 by changing words, 5 by adding some; 3 stay as they are."
    )
    mended = CLASSES["factual error"] + CLASSES["wording"]
    assert mended * 2 == len(PROBLEMS) == 16
    key = next(option for option in question("L12.D3").options if option.key)
    assert f"{mended} of {len(PROBLEMS)}" in key.feedback


# Rates


def test_the_rates_of_lesson_quiz_and_exercise():
    assert (RIGHT, ALL, BASE) == (72, 130, 104)
    assert exercise_of("L12.E4").expected == {
        "of all": percent(RIGHT, ALL),
        "of those decided": percent(RIGHT, BASE),
    }
    assert abs(question("L12.D2").answer - 100 * RIGHT / BASE) < 0.5
    assert f"The record settles {BASE} claims: {RIGHT} are right, {VERDICTS['imprecise']} imprecise and" in (
        question("L12.D2").stem
    )
    loose = 100 * (RIGHT + VERDICTS["imprecise"]) / BASE
    assert set(question("L12.D2").feedback) == {
        "correct",
        "not_yet",
        str(round(100 * RIGHT / ALL)),
        str(round(loose)),
    }
    lesson = prose("lesson.md")
    assert (
        f"Of {ALL} claims that we looked up, **{RIGHT} are right as they stand**, and {VERDICTS['wrong']} are wrong"
        in (lesson)
    )
    assert (
        f"Of the {BASE} on which the record decides, {round(100 * RIGHT / BASE)} percent are right" in lesson
    )
    assert f"and {round(loose)} percent are right or only loose" in lesson


def test_the_rates_of_the_teacher():
    teacher = prose("teacher.md")
    rest = ", ".join(
        f"{VERDICTS[name]} {name}" for name in ("imprecise", "wrong", "contested", "unverifiable", "opinion")
    )
    assert f"{RIGHT} of {ALL} claims are right ({percent(RIGHT, ALL)} percent), {rest}" in teacher
    base = BASE
    for name in ("contested", "unverifiable", "opinion"):
        base += VERDICTS[name]
        assert f"with {name} {percent(RIGHT, base)} (base {base})" in teacher
    assert {"of those decided": percent(RIGHT, BASE + VERDICTS["contested"])} in [
        one.value for one in exercise_of("L12.E4").diagnoses
    ]


def test_what_held_up_is_right_by_the_table_of_claims():
    verdict = {row["claim"]: row["verdict"] for row in CLAIMS}
    held = ("BLOG-P06-d", "GVS-P36-a", "IND-P12-a", "WSWS-P17-a", "WP-P07-b")
    assert {verdict[claim] for claim in held} == {"right"}
    assert verdict["WP-P07-a"] == verdict["GVS-P04-b"] == "wrong"
    shown = [line for line in lines("lesson.md") if re.match(r"- \*\*[A-Z]+ P\d+\*\*", line)]
    assert [line.split("**")[1] for line in shown] == ["BLOG P6", "GVS P36", "IND P12", "WSWS P17", "WP P7"]


# Forecasts and days


def test_the_deck_is_the_ledger():
    deck = decks.find("L12.C1").content
    assert deck["forecast"] is True
    assert [card["id"] for card in deck["cards"]] == list(LEDGER)
    for card in deck["cards"]:
        row = LEDGER[card["id"]]
        assert (card["text"], card["from"], card["outcome"], card["told"], card["source"]) == (
            row["question"], row["passage"], row["outcome"], row["told"], row["source"],
        )  # fmt: skip
        assert card["checked_on"] == str(row["checked_on"])[:10]


def test_the_ledger_can_be_scored_by_the_day_it_names():
    forecasts = {row["forecast"]: row for row in data.rows("forecasts")}
    for row in LEDGER.values():
        assert forecasts[row["forecast"]]["passage"] == row["passage"]
        assert (row["deadline"] is None) == (row["outcome"] is None)
        assert (row["outcome"] is None) == (forecasts[row["forecast"]]["score"] == "untestable")
        if row["day"]:
            assert row["days"] == days(row["day"])
    assert LEDGER["f2"]["day"] <= LEDGER["f2"]["deadline"]
    assert LEDGER["f7"]["day"] <= LEDGER["f7"]["deadline"]
    assert (LEDGER["f1"]["outcome"], LEDGER["f2"]["outcome"]) == (0, 1)
    assert LEDGER["f1"]["deadline"] < LEDGER["f2"]["day"]


def test_days_are_646_7_9_and_18():
    counted = {
        "missile": LEDGER["f2"]["days"], "plans on hold": LEDGER["f6"]["days"], "25 June": LEDGER["f3"]["days"],
        "4 July": LEDGER["f4"]["days"],
    }  # fmt: skip
    assert counted == {"missile": 646, "plans on hold": 7, "25 June": 9, "4 July": 18}
    assert exercise_of("L12.E2").expected == counted
    assert exercise_of("L12.E6").cases[0]["expected"] == list(counted.values())
    assert exercise_of("L12.E6").cases[2]["expected"] == [days("2024-02-29")]
    slips = [one.value for one in exercise_of("L12.E2").diagnoses]
    assert {name: count + 1 for name, count in counted.items()} in slips
    assert {"missile": days("2021-03-24")} in slips
    told = {row["forecast"]: row["days"] for row in data.rows("forecasts")}
    assert (told["FC01"], told["FC02"], told["FC04"]) == (646, 7, 7)


def test_the_brier_scores():
    said = [0.1, 0.9, 0.2, 0.2, 0.7, 0.4, 0.6]
    outcome = [row["outcome"] for row in SCORED]
    squares = [(p - o) ** 2 for p, o in zip(said, outcome, strict=True)]
    assert exercise_of("L12.E3").expected == pytest.approx(sum(squares) / 7, abs=0.001)
    slips = sorted(one.value for one in exercise_of("L12.E3").diagnoses)
    distances = sum(abs(p - o) for p, o in zip(said, outcome, strict=True))
    wanted = sorted([sum(squares), distances / 7, sum(squares) / 7 * 10**4, sum(squares) / 9])
    assert slips == pytest.approx(wanted, rel=0.01)
    row = next(line for line in lines("exercise.md") if line.startswith("| probability"))
    assert [int(cell) / 100 for cell in re.findall(r"\d+", row)] == said
    row = next(line for line in lines("exercise.md") if line.startswith("| outcome"))
    assert [int(cell) for cell in re.findall(r"\d", row)] == outcome
    share = sum(outcome) / len(outcome)
    best = sum((share - o) ** 2 for o in outcome) / len(outcome)
    assert f"The best constant is {round(100 * share)} percent" in prose("teacher.md")
    assert f"with {best:.3f}" in prose("teacher.md")


def test_the_ledger_in_the_teachers_page():
    rows = [
        re.split(r" *\| *", line.strip("| ")) for line in lines("teacher.md") if re.match(r"\| f\d ", line)
    ]
    for card, _, outcome, day in rows:
        row = LEDGER[card]
        assert outcome == ("not scored" if row["outcome"] is None else str(row["outcome"]))
        assert day == ("–" if row["days"] is None else str(row["days"]))
    assert len(rows) == len(LEDGER)


# What happened next


def test_every_later_event_has_sources_and_the_day_it_was_checked():
    checked = {str(row["checked_on"])[:10] for row in LATER} | {
        str(row["checked_on"])[:10] for row in LEDGER.values()
    }
    assert checked == {"2026-11-22"}
    assert "As of 22 November 2026." in prose("lesson.md")
    assert "22 November 2026" in prose("teacher.md")
    dates = [row["date"] for row in LATER]
    assert dates == sorted(dates)
    assert all(url.startswith("http") for row in LATER for url in data.split(row["source_url"]))
    assert not [row for row in LATER if re.search(r"kcna\.kp|kcnawatch|korea-np|rodong", row["source_url"])]


MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


def test_every_date_of_the_thread_table_is_in_a_table():
    known = {row["date"] for row in LATER} | {str(row["date"]) for row in data.rows("timeline")}
    known |= {date[:7] for date in known}
    start = prose("lesson.md").index("| Thread | What the record has |")
    table = prose("lesson.md")[start : prose("lesson.md").index("*Sources: the tables `later_events`")]
    found = re.findall(r"(?:(\d{1,2}) )?(" + "|".join(MONTHS) + r") (\d{4})", table)
    assert len(found) >= 14
    for day, month, year in found:
        iso = f"{year}-{MONTHS[month]:02d}" + (f"-{int(day):02d}" if day else "")
        assert iso in known, iso


def test_what_the_forms_ask_for_is_not_told_before_the_last_test():
    told = [row["later"] for row in LATER if "2024-05" <= row["date"] < "2025"]
    assert told == []
    assert not re.search(r"(May|June|July|October) 2024|rubbish|road", prose("lesson.md"))


def test_the_newest_event_is_said_to_be_the_newest():
    assert max(row["date"] for row in LATER) == "2026-05-06"
    assert "found none later than May 2026 that bear on this list" in prose("lesson.md")
    assert "none later than 6 May 2026" in prose("teacher.md")


def test_later_events_agree_with_the_timeline_where_both_have_them():
    timeline = {str(row["date"]): row["what_happened"] for row in data.rows("timeline")}
    shared = [row for row in LATER if row["date"] in timeline]
    assert len(shared) >= 8
    numbers = {"2023-06-14": "44.7 billion won", "2023-09-26": "7", "2020-06-22": "500,000"}
    for day, number in numbers.items():
        row = next(row for row in shared if row["date"] == day)
        assert number in row["what_happened"]
        assert number in timeline[day]


def test_the_order_of_the_recall_item():
    days_of = ["2020-06-23", "2022-03-24", "2023-09-26", "2025-04-09"]
    assert days_of == sorted(days_of)
    assert {row["date"] for row in LATER} >= set(days_of)
    assert len(question("L12.R2").items) == 4


# The jobs


def test_the_desk_has_six_jobs_in_order():
    jobs = [(item.id, item.job) for item in bank.load(SLUG) if item.job]
    assert jobs == [
        ("L12.W1", "correction"), ("L12.W2", "correction"), ("L12.W3", "correction"), ("L12.W4", "headline"),
        ("L12.W5", "brief"), ("L12.W6", "reflection"),
    ]  # fmt: skip
    for qid, words in {"L12.W4": (6, 14), "L12.W5": (120, 200), "L12.W6": (60, 120)}.items():
        assert tuple(question(qid).words) == words
    assert question("L12.W5").citations == 4
    assert "120 to 200 words" in question("L12.W5").stem
    assert "6 to 14 words" in question("L12.W4").stem


def test_each_correction_offers_what_its_task_asks_for():
    of_class = {pid: row["problem_class"] for pid, row in PROBLEMS.items()}
    offered = {qid: set(question(qid).problems) for qid in ("L12.W1", "L12.W2", "L12.W3")}
    assert {pid for pid in PROBLEMS if PROBLEMS[pid]["passage"] == "WP-P07"} == offered["L12.W1"]
    assert "but not E01 or E04" in question("L12.W2").stem
    assert offered["L12.W2"] == {
        pid for pid, name in of_class.items() if name in {"factual error", "wording"}
    } - {"E01", "E04"}
    assert offered["L12.W3"] == {
        pid for pid, name in of_class.items() if name in {"contested", "framing", "page artefact"}
    }
    for qid, problems in offered.items():
        assert set(question(qid).evidence) == {PROBLEMS[pid]["passage"] for pid in problems}
        assert "quotations" in question(qid).checks


def test_every_level_four_text_has_the_four_parts_of_a_note():
    for qid in ("L12.W1", "L12.W2", "L12.W3"):
        for level, text in question(qid).exemplars:
            dated = re.search(r"(on|,|Correct\w+) 22 November 2026", text)
            assert bool(dated) or level < 4, text


def test_the_calls_of_the_lesson_stand_in_both_sessions():
    lesson = prose("lesson.md")
    first, second = lesson.split("## Break · The first session ends here")
    assert all(call in first for call in ('course.cards("L12.C2")', 'course.cards("L12.C1")', "course.desk("))
    assert all(
        call in second
        for call in (
            "course.conflict_log()",
            'course.discernment("again")',
            "course.quiz(",
            "course.portfolio()",
        )
    )
    minutes = [[int(m) for m in re.findall(r"^## \d+ · .*\((\d+) minutes", "\n".join(part), re.MULTILINE)]
               for part in _halves()]  # fmt: skip
    assert [sum(part) for part in minutes] == [50, 50]


def _halves():
    text = lines("lesson.md")
    cut = text.index("## Break · The first session ends here")
    return text[:cut], text[cut:]


def test_the_page_has_as_many_paragraphs_as_the_feedback_says():
    assert BLOCKS["GVS"] - 1 >= 40
    assert "Forty-odd other paragraphs" in question("L12.Q1").options[2].feedback


def test_words_that_bind():
    for path in LESSON.iterdir():
        text = path.read_text("utf8")
        assert not re.search(r"kcna\.kp|kcnawatch|korea-np|uriminzokkiri|rodong", text), path
        assert "scum" not in text, path
        assert "!" not in re.sub(r"!=|<!--", "", text), path


@pytest.mark.texts
def test_what_the_lesson_says_of_the_texts(article_texts):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    assert "in Pyongyang" in text["GVS-P04"]
    assert "police complaint" in text["GVS-P23"]
    assert "Kaesong" in text["GVS-P08"]
    assert "Kaesong" in text["GVS-P36"]
    assert "Kaesong" in text["GVS-P44"]
    assert "rising tensions" in text["GVS-P03"]
    assert "Hanoi Summit in 2018" in text["WP-P07"]
    assert "propaganda leaflets" in text["WP-P03"]
    assert "refurbish" in text["BLOG-P06"]
    assert "ICBM) since 2017" in text["IND-P28"]
    assert "2020" not in text["IND-P28"]
    assert text["WP-P09"].rstrip().endswith("?")
    for problem in PROBLEMS.values():
        assert problem["passage"] in text
