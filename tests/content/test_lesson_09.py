"""Every date and number of lesson 9, computed from the tables and, where they are in place, from the articles."""

import re
from datetime import date
from pathlib import Path

import pytest

from course import charts, data
from course.charts.series import SERIES
from course.check import exercise
from course.quiz import bank, decks

FOLDER = Path(__file__).parents[2] / "lessons" / "09-before-and-after"
FILES = ("lesson.md", "quiz.yaml", "decks.yaml", "exercise.md", "exercise.yaml", "teacher.md")
PARTS = {"year": 4, "month": 7, "day": 10}
"""Characters of a date that are known."""


def text(name):
    return (FOLDER / name).read_text("utf8")


def flat(name):
    """The file on one line, so that a phrase is found wherever its lines break."""
    return " ".join(text(name).split())


def question(qid):
    return next(q for q in bank.load("09-before-and-after") if q.id == qid)


def expected(eid):
    return next(item for item in exercise.load("09-before-and-after") if item.id == eid).expected


def events():
    return {row["event"]: row for row in data.rows("interval_events")}


def record():
    return {row["event"]: row for row in data.rows("timeline")}


def days(first, last):
    found = events()
    return (date.fromisoformat(found[last]["date"]) - date.fromisoformat(found[first]["date"])).days


def between(first, last):
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


# The sixteen events


def test_sixteen_events_stand_in_order_as_exact_as_they_say():
    rows = data.rows("interval_events")
    assert len(rows) == 16
    assert all(len(row["date"]) == PARTS[row["precision"]] for row in rows)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert [row["precision"] for row in rows].count("day") == 14


def test_every_date_is_that_of_the_record():
    for row in events().values():
        kept = record()[row["timeline"]]
        ends = {kept["date"], (kept["end_date"] or "") and kept["end_date"].isoformat()}
        assert row["date"] in {end[: len(row["date"])] for end in ends}, row["event"]


def test_every_event_names_a_source_and_passages_that_exist():
    known = {row["passage"] for row in data.rows("passages")}
    for row in events().values():
        assert "http" in row["source"]
        assert set(data.split(row["passages"])) <= known


def test_the_mentions_hold_all_passages_of_the_sixteen_events():
    mentions = {(row["event"], row["passage"]) for row in data.rows("timeline_mentions")}
    for row in events().values():
        assert {(row["timeline"], passage) for passage in data.split(row["passages"])} <= mentions


def test_no_source_of_the_lesson_is_a_site_that_the_course_does_not_link():
    barred = re.compile(r"kcnawatch|korea-np|kcna\.kp|rodong", re.IGNORECASE)
    assert not any(barred.search(row["source"]) for row in events().values())
    assert not any(barred.search(text(name)) for name in FILES)


# Intervals

INTERVALS = {
    "panmunjom to singapore": 46, "panmunjom to opening": 140, "singapore to opening": 94,
    "opening to suspension": 503, "suspension to demolition": 138, "opening to demolition": 641,
    "hanoi to demolition": 474, "statement to demolition": 3,
}  # fmt: skip


def test_the_eight_intervals():
    assert {name: days(*name.split(" to ")) for name in INTERVALS} == INTERVALS
    assert expected("L9.E1") == INTERVALS
    assert f"{', '.join(map(str, INTERVALS.values()))} days" in flat("teacher.md")


def test_foreseen_slips_are_the_slips_that_they_name():
    (item,) = [item for item in exercise.load("09-before-and-after") if item.id == "L9.E1"]
    for slip in item.diagnoses:
        ((name, value),) = slip.value.items()
        assert value != INTERVALS[name]
        if "counts both end days" in slip.message:
            assert value == INTERVALS[name] + 1
        if "one too few" in slip.message or "only the days that lie between" in slip.message:
            assert value == INTERVALS[name] - 1
    assert between("2018-02-28", "2020-06-16") == 839
    assert between("2019-02-27", "2020-06-16") == 475
    assert {"475", "473", "839", "641"} <= set(question("L9.D2").feedback)


def test_numbers_of_the_quiz():
    assert question("L9.D2").answer == days("hanoi", "demolition")
    key = {q: next(o.text for o in question(q).options if o.key) for q in ("L9.Q7", "L9.Q5", "L9.D1")}
    assert key["L9.Q7"] == f"{days('opening', 'suspension')} days"
    months = days("panmunjom", "opening") / (365.25 / 12)
    assert f"{months:.1f} months" in key["L9.Q5"]
    assert round(months) == 5
    share = days("suspension", "demolition") / days("opening", "demolition")
    assert key["L9.D1"] == "Less than a quarter"
    assert 0.2 < share < 0.25
    assert f"{100 * share:.1f} percent of 641" in flat("teacher.md")


def test_every_number_of_days_in_the_prose_is_a_known_one():
    known = {*INTERVALS.values(), 4, 22, 166, 161, 413, 475, 839}
    known |= {1}  # "one day less" and "a list of 1"
    for name in FILES:
        found = {int(number) for number in re.findall(r"\b(\d+)[ -]days?\b", text(name))}
        assert found <= known, name
    assert days("opening", "pyongyang") == 4
    assert between("2019-02-28", "2019-03-22") == 22
    assert between("2020-06-09", "2021-07-27") == 413
    assert between("2013-04-08", "2013-09-16") == 161


def test_dates_in_full_in_the_prose_stand_in_the_record():
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    known = {row["date"] for row in record().values()}
    known |= {row["end_date"].isoformat() for row in record().values() if row["end_date"]}
    known |= {"2013-04-03", "2019-02-28"}  # the gate is closed (note of 2013-09-16)
    known |= {"2026-11-22"}  # the day on which the sources were checked
    known |= {  # days on which a source appeared
        "2007-08-08", "2018-04-17", "2022-04-07", "2016-02-10", "2016-02-11", "2025-06-11", "2026-05-06",
        "2019-03-22", "2019-03-25", "2008-07-21",
    }  # fmt: skip
    known |= {"2004-01-01"}  # what pandas would make of a bare year
    pattern = rf"\b(\d{{1,2}}) ({'|'.join(months)}) (\d{{4}})\b"
    for name in FILES:
        for day, month, year in re.findall(pattern, text(name)):
            assert f"{year}-{months.index(month) + 1:02}-{int(day):02}" in known, (name, day, month, year)


# Orders and years


def test_one_order_of_seven_is_the_wrong_way_round():
    at = {name: row["date"] for name, row in events().items()}
    rows = data.rows("order_claims")
    wrong = [row["passage"] for row in rows if at[row["earlier"]] > at[row["later"]]]
    assert wrong == expected("L9.E2") == ["IND-P19"]
    assert len(rows) == 7
    assert "Six of the seven orders hold" in flat("exercise.yaml")


def test_one_year_of_eleven_is_wrong():
    rows = data.rows("year_claims")
    right = {row["event"]: int(row["date"][:4]) for row in events().values()}
    wrong = {
        row["passage"]: (row["year"], right[row["event"]])
        for row in rows
        if row["year"] != right[row["event"]]
    }
    assert wrong == {"WP-P07": (2018, 2019)}
    assert expected("L9.E3") == {"paragraph": "WP-P07", "printed": 2018, "right": 2019}
    assert len(rows) == 11
    assert "Ten of the eleven years hold" in flat("exercise.yaml")


@pytest.mark.texts
def test_the_years_stand_in_the_paragraphs(article_texts):
    whole = {passage.id: passage.text for found in article_texts.values() for passage in found}
    for row in data.rows("year_claims"):
        assert str(row["year"]) in whole[row["passage"]], row
    assert "February last year" in whole["GVS-P13"]
    assert "five months earlier" in whole["GVS-P35"]
    assert "in 2018 " in whole["IND-P17"].replace(",", " ")
    assert "A couple of days before" in whole["WP-P05"]
    assert "following the Kim-Donald Trump summit in Singapore" in whole["IND-P19"]
    assert "March 2019" in whole["WSWS-P07"]
    assert "last June" in whole["WSWS-P08"]
    assert "Last week" in whole["GVS-P19"]


@pytest.mark.texts
def test_quoted_words_stand_in_the_paragraph_that_the_lesson_names(article_texts):
    whole = {
        passage.id: passage.text.replace("’", "'") for found in article_texts.values() for passage in found
    }
    for passage, words in {
        "WP-P07": "failure of landing a deal with the US at the Hanoi Summit in 2018",
        "GVS-P25": "technically at war after Korean War hostilities ended with an armistice",
        "WSWS-P06": "rapidly began to deteriorate after a second summit between Trump and Kim in Vietnam in February 2019",
        "GVS-P12": "during subsequent months",
        "IND-P14": "set up in 2004",
        "IND-P15": "operated successfully for 12 years until the project was paused in 2016",
        "WSWS-P07": "a player, not an arbiter",
        "IND-P19": "talks between Kim Jong-un and South Korea's president Moon Jae-in, part of a period of blossoming "
        "peaceful relations following the Kim-Donald Trump summit in Singapore",
    }.items():
        assert words in whole[passage], passage


# Cards


def test_the_cards_are_the_sixteen_events():
    deck = decks.find("L9.C1").content
    rows = list(events().values())
    assert [card["id"] for card in deck["cards"]] == [f"e{number}" for number in range(1, 17)]
    for card, row in zip(deck["cards"], rows, strict=True):
        assert card["date"].startswith(row["date"]), card["id"]
        mentions = {m["passage"] for m in data.rows("timeline_mentions") if m["event"] == row["timeline"]}
        assert card["from"] in mentions, card["id"]
    assert deck["cards"][-1]["date"] == "2020-06-16T14:49"


def test_every_card_has_a_name_that_a_picture_can_hold():
    names = [card["name"] for card in decks.find("L9.C1").content["cards"]]
    assert len(set(names)) == 16
    assert max(map(len, names)) <= 25


def test_the_beats_fill_the_time_that_the_lesson_announces():
    beats = [
        int(minutes) for minutes in re.findall(r"^## \d .*?\((\d+) minutes", text("lesson.md"), re.MULTILINE)
    ]
    assert len(beats) == 8
    assert f"About {sum(beats)} minutes" in text("lesson.md")
    rows = re.findall(r"^\| \d [^|]+\| ([^|]+)\| ([^|]+)\| ([^|]+)\|", text("teacher.md"), re.MULTILINE)
    sums = [sum(int(cell) for cell in column if cell.strip() != "–") for column in zip(*rows, strict=True)]
    assert sums == [25, sum(beats), 75]


def test_state_media_say_what_the_constitution_says():
    said = flat("lesson.md")
    assert "On 17 October state media said that the constitution now calls the South a hostile state." in said
    row = record()["2024-10-17"]
    assert row["title"].startswith("State media")
    assert "Checked on 22 November 2026" in row["note"]


def test_the_implied_order_is_not_that_of_the_record():
    deck = decks.find("L9.C1").content
    (order,) = deck["orders"]
    at = {card["id"]: card["date"] for card in deck["cards"]}
    dates = [at[card] for card in order["cards"]]
    assert dates != sorted(dates)
    assert order["from"] == "IND-P19"
    assert set(order["cards"]) <= set(deck["short"])


def test_feedback_on_a_misplaced_card_does_not_give_its_date_away():
    for card in decks.find("L9.C1").content["cards"]:
        assert card["date"][:4] not in card["look"] or card["id"] == "e11", card["id"]


def test_the_teacher_page_has_the_key():
    for number, row in enumerate(events().values(), start=1):
        line = next(line for line in text("teacher.md").splitlines() if line.startswith(f"| e{number} |"))
        year = row["date"][:4]
        assert year in line
        if row["precision"] == "day":
            assert f"| {int(row['date'][8:])} " in line


# The record in the prose


def test_counts_of_the_timeline_and_of_the_series():
    rows = data.rows("timeline")
    kinds = [row["confidence"] for row in rows]
    assert len(rows) == 120
    said = flat("teacher.md")
    assert (kinds.count("verified"), kinds.count("well-established"), kinds.count("disputed")) == (105, 14, 1)
    assert "105 are verified, 14 well-established (general knowledge, no source opened), 1 disputed" in said
    spoken = {row["event"] for row in data.rows("timeline_mentions")}
    assert f"The five articles speak of {len(spoken)}." in said
    assert "120 events from 1945 to 2024" in flat("lesson.md")
    for name, label in zip(SERIES, ("Workers", "Output", "Trade", "Talks", "Arrivals"), strict=True):
        takeaway = charts.series(name, verified=True).to_dict()["usermeta"]["takeaway"]
        solid, total = re.findall(r"\d+", takeaway)[:2]
        assert f"{label}: {solid} of {total}" in said
    assert "43 of 95 values" in said
    assert charts.series().to_dict()["usermeta"]["takeaway"].startswith("43 of 95 values")


def test_the_history_is_in_the_record():
    said = flat("lesson.md")
    found = record()
    assert "53,000 workers" in found["2013-04-08"]["what_happened"]
    assert "53,000 workers" in said
    assert "166 days" in found["2013-09-16"]["what_happened"]
    assert between("2013-04-03", "2013-09-16") == question("L9.P3").answer == 166
    assert "255" in found["2004-12-15"]["what_happened"]
    assert "255 people" in said
    assert "413 days" in found["2021-07-27"]["what_happened"]
    assert "44.7 billion won" in found["2023-06-14"]["what_happened"]
    assert "South Korea did not sign" in found["1953-07-27"]["what_happened"]
    assert "**South Korea did not sign.**" in said
    assert "four or five returned" in found["2019-03-22"]["what_happened"]
    assert 1985 - 1953 == 32
    assert 2018 - 1953 == 65
    assert between("2004-12-15", "2016-02-10") // 365.25 == 11


def test_the_last_number_of_the_trade_is_that_of_the_table():
    trade = {row["year"]: row["total_million_usd"] for row in data.rows("inter_korean_trade")}
    assert f"from {trade[2015]:,.0f} million dollars in 2015 to {trade[2016]:,.0f} in 2016" in flat(
        "teacher.md"
    )
    talks = {row["year"]: row for row in data.rows("inter_korean_talks_by_year")}
    assert [year for year, row in talks.items() if row["status"] == "verified"] == [2018]
    assert talks[2018]["talks"] == 36


def test_what_happened_next_says_when_it_was_checked():
    assert "Checked on 22 November 2026" in flat("lesson.md")
    assert "22 November 2026" in flat("teacher.md")
