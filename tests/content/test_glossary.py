"""The glossary agrees with the record, covers what the course promises, and keeps to the course's own words."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from course import data
from course.prose import unwanted, word_count
from course.widgets.glossary import NEVER_LINKED, _linkable, fold

ROOT = Path(__file__).parents[2]
ROWS = data.rows("glossary")
TERMS = {row["term"]: row for row in ROWS}
MOST_WORDS = 45
DISCUSSED = {"Provocation", "Puppet", "Regime"}
"""Entries about a word that the course does not use itself."""

APPENDIX = [
    *(
        "AP",
        "AFP",
        "Reuters",
        "Armistice",
        "Blue House",
        "Attribution",
        "DMZ",
        "DPRK",
        "ROK",
        "Donju",
        "Furniture",
    ),
    *(
        "Hedge",
        "Kaesong",
        "KCNA",
        "Lateral reading",
        "Lead",
        "Deck",
        "Metonym",
        "Panmunjom",
        "Primary source",
    ),
    *("Romanisation", "Wire copy", "Yonhap"),
]
CHOICES = {
    "North Korea": "unification",
    "Pyongyang": "metonym",
    "Seoul": "metonym",
    "Regime": "scholars",
    "People who left the North": "disagree",
    "Talbukmin": "saeteomin",
    "Leaflet groups": "Fighters for a Free North Korea and Keunsaem",
    "Leaflets": "the North planned",
    "Provocation": "quotations, with the speaker",
    "Puppet": "quotations, with the speaker",
    "Demolished": "aircraft",
    "Kim Yo Jong": "She is the sister of Kim Jong Un",
    "Korean War": "6·25",
}
"""Terms that need care, and what their entry must mention."""

SPELLED = {
    "hangul": "hangul",
    "revised_romanisation": "revised_romanisation",
    "mccune_reischauer": "mccune_reischauer",
}
NORTHERN = {
    "people": "north_korean_spelling",
    "places": "north_korean_spelling",
    "organisations": "north_korean_name_or_spelling",
}
LESSON_TERMS = {
    1: "origin armistice panmunjom kaesong yonhap passageid dataframe conflictlog unificationministry",
    2: "furniture pagefurniture layer token pac bst stamp webarchive waybackmachine capturedate embed caption credit",
    3: "newsagency wirecopy ap reuters paraphrase upstream sharedrun collage stockwording 38north chinesecustoms",
    4: "deck lead body slip metonym 38thparallel goryeo nan dmz",
    5: "hedge leverage attribution utc anonymoussource brierscore bond dailynk nationalsecuritycouncil bluehouse",
    6: "audit titleline thinktank lateralreading unitedfrontdepartment sejonginstitute keunsaem ewhawomansuniversity",
    7: "loadedword label lexicon attributedanalysis speculation regime talbukmin saeteomin cohenskappa kaesongindustrialcomplex",
    8: "ellipsis squarebrackets rodongsinmun romanisation hangul kcna xinhua cgtn pivot joseon primarysource",
    9: "chronology interval precision divisionofkorea armistice unitednationscommand militaryagreement kumgang comparablecase",
}


def record(row):
    table, _, key = row["record"].partition(":")
    column = {"people": "person", "places": "place", "organisations": "organisation"}[table]
    return next((one for one in data.rows(table) if one[column] == key), None)


def names(row):
    spelled = [row[column] for column in (*SPELLED, "north_korean_spelling") if row[column]]
    return {fold(name) for name in (row["term"], *data.split(row["also"]), *spelled)}


RECORDED = [row for row in ROWS if row["record"]]
ALL_NAMES = set().union(*(names(row) for row in ROWS))


def test_the_glossary_has_a_useful_size():
    assert 70 <= len(ROWS) <= 160


@pytest.mark.parametrize("term", APPENDIX)
def test_every_term_of_the_short_glossary_is_there(term):
    assert term in TERMS


@pytest.mark.parametrize("term", CHOICES)
def test_terms_that_need_care_mention_what_they_must(term):
    assert CHOICES[term] in TERMS[term]["plain"] + (TERMS[term]["also"] or "")


@pytest.mark.parametrize("lesson", LESSON_TERMS)
def test_terms_that_lessons_use_are_found(lesson):
    assert [term for term in LESSON_TERMS[lesson].split() if term not in ALL_NAMES] == []


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: row["term"])
def test_spellings_agree_with_the_record(row):
    found = record(row)
    assert found, f"{row['record']} is in no row"
    for column, there in SPELLED.items():
        assert row[column] == found[there], column
    table = row["record"].split(":")[0]
    assert row["north_korean_spelling"] == found[NORTHERN[table]]


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: row["term"])
def test_the_name_in_the_record_finds_the_entry(row):
    short = re.sub(r" \(.*| of the Korean People.*", "", record(row)["name"])
    assert fold(short) in names(row) or fold(short) == fold("Liaison office building")


def test_northern_spellings_come_from_the_record_only():
    assert [row["term"] for row in ROWS if row["north_korean_spelling"] and not row["record"]] == []


@pytest.mark.parametrize("kind", ["person", "place", "organisation"])
def test_kinds_agree_with_the_table_that_a_row_comes_from(kind):
    tables = {"person": "people", "place": "places", "organisation": "organisations"}
    wrong = [
        row["term"] for row in RECORDED if row["kind"] == kind and not row["record"].startswith(tables[kind])
    ]
    assert wrong == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["term"])
def test_meanings_are_short_whole_and_in_our_words(row):
    assert word_count(row["plain"]) <= MOST_WORDS
    assert row["plain"].endswith((".", ".”"))
    assert "!" not in row["plain"]
    used = unwanted(" ".join(row[name] or "" for name in ("plain", "say", "source")))
    assert used == []


def test_words_that_we_do_not_use_are_headwords_only_where_they_are_discussed():
    heads = {row["term"] for row in ROWS if unwanted(row["term"])}
    assert heads == DISCUSSED


def test_slurs_are_not_looked_up():
    assert "scum" not in (ROOT / "data/record/glossary.csv").read_text(encoding="utf-8").casefold()


def test_no_name_leads_to_two_entries():
    owner = {}
    for row in ROWS:
        for name in names(row):
            assert owner.setdefault(name, row["term"]) == row["term"], name


@pytest.mark.parametrize("row", [row for row in ROWS if row["source_url"]], ids=lambda row: row["term"])
def test_addresses_are_ones_that_a_pupil_may_open(row):
    assert _linkable(row["source_url"]) == row["source_url"]
    assert not any(name in urlsplit(row["source_url"]).netloc for name in NEVER_LINKED[1:])


def test_abbreviations_are_spelled_and_korean_names_said_evenly():
    for row in ROWS:
        if re.fullmatch(r"[A-Z]{2,4}", row["term"]) and row["term"] != "PAC":
            assert "say the letters" in row["say"], row["term"]
        if row["record"] and row["hangul"] and row["kind"] == "person":
            hint = row["say"].partition(";")[0]
            assert hint == hint.lower(), row["term"]
    assert TERMS["Kim Yo Jong"]["say"] == "kim yuh-jung"


def test_a_lesson_of_today_knows_the_terms_that_it_is_said_to_bring():
    missing = []
    for row in ROWS:
        folder = next(ROOT.glob(f"lessons/{row['first_lesson']:02d}-*"), None)
        if folder and row["first_lesson"] <= 9:
            words = fold(" ".join(path.read_text(encoding="utf-8") for path in folder.glob("*.*")))
            missing += [] if any(name in words for name in names(row)) else [row["term"]]
    assert missing == ["Leaflet ban"]  # lesson 6 tells of the law and gives it no name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["term"])
def test_dates_in_a_meaning_have_a_source_that_is_more_than_a_lesson(row):
    years = re.findall(r"\b1[89]\d\d\b|\b20[012]\d\b", row["plain"])
    if years and not row["source_url"]:
        assert row["source"].startswith("Record: "), years


def test_days_of_the_timeline_are_right():
    days = {row["event"]: row for row in data.rows("timeline")}
    for row in ROWS:
        cited = re.findall(r"\b\d{4}-\d\d(?:-\d\d)?(?:-[a-c])?\b", row["source"])
        assert [day for day in cited if day not in days] == [], row["term"]
