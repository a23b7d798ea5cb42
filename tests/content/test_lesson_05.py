"""Every number of lesson 5, computed from the tables and, where they are in place, from the articles."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from course import data
from course.charts.calibration import wilson
from course.check import exercise
from course.model import ARTICLES, CONFIDENCE
from course.quiz import bank, decks

FOLDER = Path(__file__).parents[2] / "lessons" / "05-how-sure"


def text(name):
    return (FOLDER / name).read_text("utf8")


def flat(name):
    """The file on one line, so that a phrase is found wherever its lines break."""
    return " ".join(text(name).split())


def question(qid):
    return next(q for q in bank.load("05-how-sure") if q.id == qid)


def moments():
    return {
        row["event"]: datetime.strptime(row["utc"], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        for row in data.rows("times")
    }


def gap(earlier, later):
    found = moments()
    return int((found[later] - found[earlier]).total_seconds() // 60)


def expected(eid):
    return next(item for item in exercise.load("05-how-sure") if item.id == eid).expected


# Times


def test_utc_follows_from_the_printed_time_and_its_zone():
    zones = {"KST": 540, "BST": 60, "EDT": -240}
    for row in data.rows("times"):
        printed = datetime.strptime(f"2020-06-16 {row['local_time']}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        assert printed - timedelta(minutes=row["offset_minutes"]) == moments()[row["event"]]
        assert row["offset_minutes"] == zones[row["zone"]]


def test_a_source_on_the_web_has_an_address_and_a_passage_needs_none():
    for row in data.rows("times"):
        assert (row["source_url"] or row["source"]).startswith(("http", "IND-P"))


def test_gaps_in_minutes():
    assert [gap("explosion", other) for other in ("ap", "council", "ind", "briefing", "confirmation")] == [
        92,
        136,
        143,
        221,
        121,
    ]
    assert gap("council", "ind") == 7
    assert gap("confirmation", "ind") == 22
    assert gap("ind", "briefing") == 78
    assert gap("first_reports", "confirmation") == 80


def test_the_prose_has_these_gaps():
    assert "143 minutes after the demolition, 22 after the North's confirmation, 7 after" in flat(
        "teacher.md"
    )
    assert "78 *before* the briefing" in flat("teacher.md")
    assert "about 80 minutes after the first reports" in flat("lesson.md")
    assert "confirmed it 22 minutes before the stamp" in flat("exercise.yaml")
    assert "more than an hour after its stamp" in flat("decks.yaml")  # how much more is what D2 asks
    assert "78" not in flat("decks.yaml")
    assert question("L5.D2").answer == 78


def test_clock_times_in_the_prose_are_those_of_the_table():
    korea = {event: (when + timedelta(hours=9)).strftime("%H:%M") for event, when in moments().items()}
    assert korea == {
        "explosion": "14:49",
        "first_reports": "15:30",
        "ap": "16:21",
        "confirmation": "16:50",
        "council": "17:05",
        "ind": "17:12",
        "briefing": "18:30",
        "ministry": "15:50",
    }
    known = {*korea.values(), *(row["utc"][11:16] for row in data.rows("times"))}
    known |= {
        "09:12",
        "03:21",
        "10:30",
        "14:50",
        "17:06",
        "17:28",
    }  # London, New York, the North's count, its television, a report on it
    known |= {"00:00"}  # the sign of UTC in pandas
    other = {
        "05:00",
        "10:00",
        "14:00",
        "06:25",
        "06:45",
        "07:45",
        "09:25",
        "09:45",
    }  # ends of the line and of the bands
    other |= {"09:00", "01:00", "04:00", "23:50", "15:10"}  # offsets, and a made-up case of the exercise
    for name in ("lesson.md", "quiz.yaml", "teacher.md", "decks.yaml", "exercise.yaml", "exercise.md"):
        found = set(re.findall(r"\b\d\d:\d\d\b", text(name)))
        assert found <= known | other, name
    assert set(re.findall(r"\b\d\d:\d\d\b", text("lesson.md"))) <= known


def test_the_wrong_answers_about_time_are_the_slips_that_they_name():
    printed = {row["event"]: row["local_time"] for row in data.rows("times")}

    def minutes(clock):
        return int(clock[:2]) * 60 + int(clock[3:])

    feedback = question("L5.D2").feedback
    assert {"221", "143", "85", "364", "558"} <= set(feedback)
    assert gap("council", "briefing") == 85
    assert 143 + 221 == 364
    assert minutes(printed["briefing"]) - minutes("09:12") == 558
    ignored = minutes("09:12") - minutes("14:49")
    assert ignored == -337
    assert 143 + 8 * 60 == 623 == 10 * 60 + 23
    assert minutes(printed["ap"]) - minutes("14:49") == -688
    assert minutes("09:12") - minutes("17:05") == -473
    values = {d.value for e in exercise.load("05-how-sure") if e.id == "L5.E4" for d in e.diagnoses}
    assert {623, -337, 337, 203, 83, 8580, -143, 136, 92, 142} <= values


def test_values_of_the_exercise():
    assert expected("L5.E4") == gap("explosion", "ind")
    assert expected("L5.E5") == {
        "ap": gap("explosion", "ap"),
        "council": gap("explosion", "council"),
        "stamp minus council": gap("council", "ind"),
    }
    rows = data.rows("times")
    assert expected("L5.E3") == {
        "by local_time": min(rows, key=lambda row: row["local_time"])["event"],
        "by utc": min(rows, key=lambda row: row["utc"])["event"],
    }
    assert [row["event"] for row in rows] == sorted(row["event"] for row in rows)


# Attributions


def test_the_sixteen_snippets():
    rows = data.rows("attributions")
    kinds = {row["attribution"]: row["source_class"] for row in rows}
    assert expected("L5.E1") == kinds
    assert expected("L5.E2") == dict(Counter(kinds.values()))
    assert expected("L5.E2") == {
        "named person": 4,
        "named institution": 3,
        "anonymous group": 4,
        "unsourced": 5,
    }
    first = next(item for item in exercise.load("05-how-sure") if item.id == "L5.E7").cases[0]
    assert dict(first["args"][0]["table"]["rows"]) == kinds


def test_named_and_nameless():
    kinds = Counter(row["source_class"] for row in data.rows("attributions"))
    assert kinds["anonymous group"] + kinds["unsourced"] == 9
    assert kinds["named person"] + kinds["named institution"] == 7
    assert "Nine of the 16 snippets name nobody" in flat("exercise.md")
    assert "Seven snippets give a name, nine give none" in flat("exercise.yaml")
    assert (
        "named person 4 (BLOG P12 Davies, GVS P20, IND P26, WSWS P9), named institution 3 (GVS P10, IND P12, WSWS P11)"
        in (flat("teacher.md"))
    )


# Hedges


def test_hedges_follow_from_the_markers():
    counts = Counter()
    for row in data.rows("markers"):
        if row["list"] == "hedge":
            counts[row["passage"].partition("-")[0]] += row["count"]
    lengths = {row["article"]: row["body_words"] for row in data.rows("articles")}
    for row in data.rows("hedges"):
        assert row["hedges"] == counts[row["article"]]
        assert row["per_100_words"] == round(100 * counts[row["article"]] / lengths[row["article"]], 2)
        assert 0 <= row["after_reading"] <= row["hedges"]
    assert [row["article"] for row in data.rows("hedges")] == list(ARTICLES)
    assert sum(counts.values()) == 24


def test_hedges_are_those_of_the_curriculum():
    found = {
        row["article"]: (row["hedges"], row["per_100_words"], row["after_reading"])
        for row in data.rows("hedges")
    }
    assert found == {
        "BLOG": (6, 1.36, 5),
        "GVS": (1, 0.10, 1),
        "IND": (6, 0.92, 5),
        "WSWS": (4, 0.40, 4),
        "WP": (7, 1.72, 7),
    }


def test_what_the_notes_say_is_in_the_markers():
    found = {(row["passage"], row["word"]): row for row in data.rows("markers") if row["list"] == "hedge"}
    assert ("BLOG-P04", "could") in found
    assert found["IND-P18", "might"]["in_quotes"]
    assert sum(row["in_quotes"] for row in found.values()) == 1
    assert ("WSWS-P03", "nominally") in found
    assert {word for passage, word in found if passage == "IND-P28"} == {"could", "presumed"}
    assert {passage for passage, _ in found if passage.startswith("GVS")} == {"GVS-P09"}
    assert {passage for passage, _ in found if passage.startswith("WP-")} == {
        "WP-P03", "WP-P06", "WP-P07", "WP-P08", "WP-P10",
    }  # fmt: skip


def test_the_prose_has_the_counts_of_hedges():
    words = sum(row["list"] == "hedge" for row in data.rows("lexicon"))
    assert f"We counted {words} words" in question("L5.D1").stem
    assert words == 18
    lengths = {row["article"]: row["body_words"] for row in data.rows("articles")}
    gvs, _, wp = question("L5.D1").options
    assert f"one hedge word in {lengths['GVS']} words" in gvs.feedback
    assert f"seven in {lengths['WP']} words" in wp.feedback
    assert "(1.72 per 100) and GVS the fewest (0.10)" in question("L5.Q4").stem
    assert "all 24 of them" in flat("lesson.md")


# Cards


def cards(deck):
    return decks.find(deck).content["cards"]


def test_the_ladder_has_ten_sentences_with_bands():
    found = cards("L5.C1")
    assert len(found) == 10
    for card in found:
        low, high = card["band"]
        assert 0 <= low < high <= 100
        assert high - low <= 30
    assert {card["from"].partition("-")[0] for card in found} == set(ARTICLES)


def test_the_teacher_page_has_the_bands_of_the_deck():
    for card in cards("L5.C1"):
        low, high = card["band"]
        passage = f"{card['from'].partition('-')[0]} P{int(card['from'][-2:])}"
        row = next(line for line in text("teacher.md").splitlines() if line.startswith(f"| {card['id']} |"))
        assert f"| {passage} |" in row
        assert f"| {low}–{high} |" in row
        assert card["cue"] in row or card["cue"].startswith("no ")


def test_the_marks_of_the_clock_are_the_times_of_the_table():
    marks = [mark["at"] for mark in decks.find("L5.C2").content["scale"]["marks"]]
    assert sorted(marks) == sorted(row["utc"] for row in data.rows("times"))


def test_each_line_is_dated_by_an_event():
    bands = {card["id"]: card["band"] for card in cards("L5.C2")}
    at = {row["event"]: row["utc"] for row in data.rows("times")}
    assert all(low < high for low, high in bands.values())
    assert bands["k1"][1] == bands["k2"][1] == at["explosion"]
    assert bands["k3"][0] < at["first_reports"] < bands["k3"][1] == at["ministry"]
    assert bands["k4"][0] < at["ministry"] < bands["k4"][1] == at["ap"]
    assert bands["k5"][0] < at["confirmation"] < bands["k5"][1] <= at["council"]
    assert at["ind"] < bands["k6"][0] < at["briefing"] < bands["k6"][1]


def test_cards_use_the_words_of_the_excerpts():
    found = " ".join(row["text"] for row in data.rows("excerpts"))
    bonds = ("The bonds are reportedly", "needed to cover 60 percent of the budget.")
    for card in (*cards("L5.C1"), *cards("L5.C2")):
        words = card["text"].strip("“”")
        assert words in found or all(part in found for part in bonds), card["id"]


@pytest.mark.texts
def test_cards_stand_in_the_passage_that_they_name(article_texts):
    whole = {passage.id: passage.text for found in article_texts.values() for passage in found}
    whole["WSWS-P13"] = f"{whole['WSWS-P12']} {whole['WSWS-P13']}"
    for card in (*cards("L5.C1"), *cards("L5.C2")):
        assert card["text"].strip("“”") in whole[card["from"]], card["id"]


@pytest.mark.texts
def test_the_lines_that_the_lesson_dates_stand_on_the_page(article_texts):
    whole = {passage.id: passage.text for passage in article_texts["IND"]}
    assert "09:12 BST" in whole["IND-P05"]
    assert "North Korea confirms" in whole["IND-P05"]
    assert "told a briefing" in whole["IND-P17"]
    assert "appears" in whole["IND-P11"]


# Calibration


def test_what_the_lesson_says_about_the_ratings():
    said = flat("lesson.md")
    percent = [round(100 * value) for value in CONFIDENCE.values()]
    assert percent == [33, 50, 75, 95]
    assert "*Guess* stands for 33 percent, *lean* for 50, *fairly sure* for 75 and *certain* for 95" in said
    assert (1 - CONFIDENCE["lean"]) ** 2 == CONFIDENCE["lean"] ** 2 == 0.25
    assert "always says *lean* gets 0.25" in said
    guess = CONFIDENCE["guess"]
    assert round(((1 - guess) ** 2 + 2 * guess**2) / 3, 2) == 0.22
    assert "always *guess* with a third right gives 0.22" in flat("teacher.md")
    assert round(100 * 13 / 20) == 65
    assert "13 of 20 is 65 percent" in question("L5.D4").options[0].feedback
    low, high = wilson(13 / 20, 20)
    assert f"from {100 * low:.0f} to {100 * high:.0f} percent" in question("L5.D4").options[2].feedback


def test_the_objectives_are_those_of_the_lesson():
    objectives = yaml.safe_load(text("quiz.yaml"))["objectives"]
    assert len(objectives) == 5
    assert text("lesson.md").count("course.cards(") == 2
