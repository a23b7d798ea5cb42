"""The hand-coded tables and the record hold what the curriculum counts, and agree with one another."""

import csv
import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from course.model import ARTICLES

DATA = Path(__file__).parents[2] / "data"

# The claim behind each problem of the correction desk, and the verdict that the fact check gave it. The two were
# coded apart. Where they differ (E09, E11, E13, E14, E15) the difference is known and meant: the class also weighs
# what kind of correction is fair.
CLAIM_BEHIND = {
    "E01": ("GVS-P04-b", "wrong"),
    "E02": ("GVS-P04-a", "wrong"),
    "E03": ("BLOG-P04-b", "imprecise"),
    "E04": ("WP-P07-a", "wrong"),
    "E05": ("WP-P03-b", "imprecise"),
    "E06": ("IND-P07-a", "imprecise"),
    "E07": ("GVS-P02-a", "imprecise"),
    "E08": ("IND-P17-b", "wrong"),
    "E09": ("IND-P13-a", "right"),
    "E10": ("WSWS-P04-b", "wrong"),
    "E11": ("WSWS-P11-b", "wrong"),
    "E12": ("GVS-P23-a", "imprecise"),
    "E13": ("IND-P15-a", "wrong"),
    "E14": ("IND-P19-a", "wrong"),
    "E15": ("WP-P03-c", "right"),
}


def read(name):
    with next(DATA.glob(f"*/**/{name}.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_article(*values):
    return dict(zip(ARTICLES, values, strict=True))


def article(passage):
    return passage.partition("-")[0]


def total(rows, column):
    return round(sum(float(row[column]) for row in rows if row[column]), 2)


def words_by(rows, column):
    found = Counter()
    for row in rows:
        found[row[column]] += int(row["words"])
    return dict(found)


def between(rows, column, first, last):
    return [row for row in rows if first <= int(re.sub(r"\D", "", row[column])[-4:]) <= last]


# Facts


def support():
    return {row["fact"]: sum(int(row[name]) for name in ARTICLES) for row in read("facts")}


def test_facts_hold_thirty_cells():
    assert sum(support().values()) == 30
    assert len(support()) == 14


def test_facts_per_article():
    assert {name: sum(int(row[name]) for row in read("facts")) for name in ARTICLES} == by_article(
        5, 10, 6, 7, 2
    )


def test_facts_by_strength():
    found = support()
    assert sum(count >= 2 for count in found.values()) == 9
    assert {fact for fact, count in found.items() if count == 1} == {"F03", "F09", "F10", "F11"}
    assert [fact for fact, count in found.items() if count == 0] == ["F13"]


def test_each_cell_of_the_facts_has_a_passage_and_each_passage_a_cell():
    cells = {(row["fact"], name) for row in read("facts") for name in ARTICLES if row[name] == "1"}
    assert {(row["fact"], row["article"]) for row in read("fact_citations")} == cells


def test_citations_of_facts():
    rows = read("fact_citations")
    assert len(rows) == 35
    for row in rows:
        assert row["article"] == article(row["passage"])
        assert len(row["phrase"].split()) <= 12
        assert (row["origin"] == "not shown") == (row["origin_basis"] == "unknown")


def test_four_articles_have_one_origin_for_the_words_of_kim_yo_jong():
    rows = [row for row in read("fact_citations") if row["fact"] == "F07"]
    assert [row["article"] for row in rows] == ["BLOG", "GVS", "IND", "WSWS"]
    assert {(row["origin"], row["origin_basis"]) for row in rows} == {("KCNA", "inferred")}


def test_only_what_a_passage_names_counts_as_stated():
    stated = {
        (row["passage"], row["origin"]) for row in read("fact_citations") if row["origin_basis"] == "stated"
    }
    assert stated == {
        ("IND-P05", "the page itself"),
        ("WSWS-P02", "the page itself"),
        ("WSWS-P03", "the page itself"),
        ("IND-P12", "Yonhap, quoting the Unification Ministry"),
        ("BLOG-P04", "Panmunjom Declaration"),
        ("GVS-P17", "KCNA"),
    }


# Quotations


def test_quotations_by_article():
    rows = [{**row, "article": article(row["passage"])} for row in read("quotes")]
    assert len(rows) == 31
    assert words_by(rows, "article") == by_article(28, 137, 109, 70, 60)


def test_quotations_by_group():
    found = words_by(read("quotes"), "group")
    assert sum(found.values()) == 404
    assert found == {
        "independent experts": 169,
        "DPRK state": 164,
        "ROK government": 49,
        "former US official": 11,
        "US government": 8,
        "scare quotes": 3,
    }


def test_quotations_by_speaker():
    assert words_by(read("quotes"), "speaker") == {
        "Kim Yo Jong": 112,
        "Harry Kazianis": 46,
        "Leif-Eric Easley": 45,
        "Cheong Seong-chang": 41,
        "Lee Seong-hyon": 37,
        "Kim You-geun": 36,
        "Korean Central News Agency": 24,
        "North Korean military": 15,
        "Glyn Davies": 11,
        "Ri Son Gwon": 8,
        "US State Department": 8,
        "Ministry of Unification": 7,
        "Moon Jae-in": 5,
        "North Korean government": 5,
        "": 3,
        "Presidential office of South Korea": 1,
    }


def test_nine_persons_are_quoted_and_all_are_in_people():
    persons = {row["speaker"] for row in read("quotes") if row["speaker_kind"] == "person"}
    assert len(persons) == 9
    assert persons <= {row["name"] for row in read("people")}


def test_quotations_begin_with_six_words_at_most():
    for row in read("quotes"):
        start = len(row["starts_with"].split())
        assert start == 6 or start <= int(row["words"]) <= 6


# Claims


def test_claims_by_verdict():
    rows = read("claims")
    assert Counter(row["verdict"] for row in rows) == {
        "right": 72,
        "wrong": 8,
        "imprecise": 24,
        "contested": 8,
        "unverifiable": 8,
        "opinion": 10,
    }
    assert Counter(article(row["passage"]) for row in rows) == by_article(21, 39, 25, 30, 15)


def test_claims_are_lettered_in_order():
    letters = {}
    for row in read("claims"):
        letters.setdefault(row["passage"], []).append(row["claim"].removeprefix(row["passage"] + "-"))
    assert all("".join(found) == "abcdef"[: len(found)] for found in letters.values())


def test_sources_of_claims_are_addresses():
    for row in read("claims"):
        for source in filter(None, row["source_urls"].split(";")):
            assert re.fullmatch(r"https?://[^\s/]+/\S*|github:[\w-]+/[\w-]+", source), (row["claim"], source)
        assert "http" not in row["evidence"]


# Headlines and attributions


def test_headlines():
    rows = read("headlines")
    assert {row["article"]: int(row["tokens"]) for row in rows} == by_article(13, 12, 14, 11, 10)
    assert [row["article"] for row in rows if row["asserts_intent_or_verdict"] == "true"] == ["BLOG", "WSWS"]
    assert [row["article"] for row in rows if row["attribution_mark"] != "none"] == ["IND"]
    assert [row["article"] for row in rows if row["adds"] == "nothing"] == ["WP"]


def test_attributions_by_class():
    found = {}
    for row in read("attributions"):
        assert len(row["snippet"].split()) <= 25
        found.setdefault(row["source_class"], []).append(row["passage"])
    assert found == {
        "named person": ["BLOG-P12", "GVS-P20", "IND-P26", "WSWS-P09"],
        "named institution": ["GVS-P10", "IND-P12", "WSWS-P11"],
        "anonymous group": ["BLOG-P09", "GVS-P09", "GVS-P28", "IND-P25"],
        "unsourced": ["BLOG-P06", "BLOG-P09", "WSWS-P13", "WP-P03", "WP-P06"],
    }


def test_word_lists():
    assert Counter(row["list"] for row in read("lexicon")) == {"hedge": 18, "loaded": 39}


# Causes and omissions


def cause_cells():
    return {(row["cause"], article(row["passage"])) for row in read("cause_citations")}


def test_causes():
    rows = Counter(cause for cause, _ in cause_cells())
    assert [rows[row["cause"]] for row in read("causes")] == [5, 5, 3, 3, 3, 4, 1]
    assert Counter(name for _, name in cause_cells()) == by_article(5, 4, 5, 5, 5)


def test_only_one_passage_denies_a_cause():
    denied = [row for row in read("cause_citations") if row["stance"] == "denies"]
    assert [(row["cause"], row["passage"], row["voice"]) for row in denied] == [
        ("C1", "IND-P27", "named expert")
    ]


def test_omissions():
    cells = {(row["omission"], article(row["passage"])) for row in read("omission_citations")}
    columns = Counter(name for _, name in cells)
    assert [columns[name] for name in ARTICLES] == [0, 2, 3, 2, 1]
    assert len({omission for omission, _ in cells}) == 7
    assert len(read("omissions")) == 10


def test_omissions_say_who_has_them():
    cells = {(row["omission"], article(row["passage"])) for row in read("omission_citations")}
    said = {
        (row["omission"], name) for row in read("omissions") for name in row["who_has_it"].split(";") if name
    }
    assert said == cells


# Problems and forecasts


def test_problems_by_class():
    found = {}
    for row in read("problems"):
        found.setdefault(row["problem_class"], []).append(row["problem"])
    assert found == {
        "factual error": ["E01", "E04", "E08", "E10", "E12"],
        "wording": ["E02", "E03", "E05"],
        "page artefact": ["E06", "E07"],
        "contested": ["E09", "E11", "E15"],
        "framing": ["E13", "E14"],
        "opinion": ["E16"],
    }


def test_problems_and_verdicts_differ_only_where_known():
    claims = {row["claim"]: row for row in read("claims")}
    passages = {row["problem"]: row["passage"] for row in read("problems")}
    for problem, (claim, verdict) in CLAIM_BEHIND.items():
        assert claims[claim]["verdict"] == verdict, problem
        assert claims[claim]["passage"] == passages[problem]
    assert passages.keys() - CLAIM_BEHIND == {"E16"}


def test_every_wrong_claim_is_a_problem():
    wrong = {row["claim"] for row in read("claims") if row["verdict"] == "wrong"}
    assert wrong <= {claim for claim, _ in CLAIM_BEHIND.values()}


def test_forecasts():
    rows = read("forecasts")
    assert [(row["passage"], row["score"], row["days"]) for row in rows] == [
        ("IND-P28", "right in kind, date left open", "646"),
        ("IND-P28", "not borne out", "7"),
        ("BLOG-P11", "right", ""),
        ("WSWS-P15", "wrong then, right later", "7"),
        ("WSWS-P20", "untestable", ""),
        ("WP-P09", "untestable", ""),
    ]
    assert all(bool(row["checked_on"]) == ("http" in row["source"]) for row in rows)


# The record


def test_events_of_the_timeline():
    rows = read("timeline")
    assert len(rows) == 120
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    days = Counter(row["date"] for row in rows)
    for row in rows:
        assert re.fullmatch(
            re.escape(row["date"]) + ("-[a-c]" if days[row["date"]] > 1 else ""), row["event"]
        )


def test_intervals_of_the_timeline():
    dates = {row["title"]: row["end_date"] or row["date"] for row in read("timeline")}

    def days(first, last):
        return (dt.date.fromisoformat(dates[last]) - dt.date.fromisoformat(dates[first])).days

    agreed, singapore, opened = "Panmunjom Declaration", "Singapore summit", "Liaison office opens"
    closed, demolished = "Liaison office closed because of the virus", "Liaison office blown up"
    assert (days(agreed, singapore), days(agreed, opened), days(singapore, opened)) == (46, 140, 94)
    assert (days(opened, closed), days(closed, demolished), days(opened, demolished)) == (503, 138, 641)
    assert days("Hanoi summit ends without agreement", demolished) == 474
    assert days("Kim Yo Jong announces the office's end", demolished) == 3
    assert days(demolished, "Kim Jong Un puts the military plans on hold") == 7


@pytest.mark.parametrize(
    ("name", "key", "count"), [("people", "person", 31), ("organisations", "organisation", 30)]
)
def test_short_names(name, key, count):
    rows = read(name)
    assert len({row[key] for row in rows}) == len(rows) == count
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row[key]) for row in rows)


def test_points_on_the_map_are_the_places_with_coordinates():
    places = {row["name"]: (float(row["lon"]), float(row["lat"])) for row in read("places") if row["lat"]}
    features = json.loads((DATA / "record/geo/points.geojson").read_text(encoding="utf-8"))["features"]
    assert {one["properties"]["name"]: tuple(one["geometry"]["coordinates"]) for one in features} == places


def test_office_stood_south_of_the_parallel_and_in_the_north():
    office = next(row for row in read("places") if row["place"] == "liaison-office-building")
    assert float(office["lat"]) < 38
    assert (office["side_1945_1950"], office["side_in_2020"]) == ("South Korea", "North Korea")


# The series: published totals that the rows must add up to


def test_kaesong_complex_adds_up():
    assert total(between(read("kaesong_complex"), "year", 2005, 2014), "production_million_usd") == 2669.67


def test_inter_korean_trade_adds_up():
    rows = read("inter_korean_trade")
    assert total(between(rows, "year", 1989, 2005), "total_million_usd") == 6047.93
    association = 1976.21 + 1148.91 + 2343.12
    assert round(total(between(rows, "year", 1989, 2011), "total_million_usd") + association, 2) == 21789.36


def test_arrivals_add_up():
    rows = read("defectors_to_south")
    assert total(rows, "total_as_of_2012") == 23100
    assert total(between(rows, "year", 1998, 2022), "total_latest") == 33882
    for row in rows:
        if row["total_as_of_2012"]:
            assert total([row], "male_as_of_2012") + total([row], "female_as_of_2012") == float(
                row["total_as_of_2012"]
            )


def test_talks_add_up():
    rows = read("inter_korean_talks")
    sums = Counter()
    for row in rows:
        sums[row["grouping"], row["counted_up_to"]] += int(row["talks"])
    assert sums["decade", "2018-04-16"] == sums["field", "2018-04-16"] == 655
    assert (sums["field", "2018-09-07"], sums["field", "2018-12-31"]) == (668, 36)
    assert total(between(read("inter_korean_talks_by_year"), "year", 2000, 2009), "talks") == 250


def test_trade_of_january_and_february_2020():
    rows = {row["measure"]: row for row in read("china_trade_jan_feb_claim")}
    exports, imports, both = (rows[name] for name in list(rows)[:3])
    for column in ("jan_feb_2019_million_usd", "jan_feb_2020_million_usd"):
        assert total([exports, imports], column) == float(both[column])
    change = 100 * (float(both["jan_feb_2020_million_usd"]) / float(both["jan_feb_2019_million_usd"]) - 1)
    assert round(change, 1) == float(both["change_percent"]) == -29.5
    assert float(rows["total trade as the article states it"]["change_percent"]) == -24


def test_outcomes_of_missile_tests_add_up():
    for row in read("missile_tests_by_year"):
        assert total([row], "missiles") == sum(
            total([row], name) for name in ("success", "failure", "unknown")
        )


def test_damages_claimed_add_up():
    sums = {
        row["item"]: row["billion_won"] for row in read("liaison_office_money") if "damages" in row["item"]
    }
    *parts, whole = map(float, sums.values())
    assert sum(parts) == whole


# With the articles


@pytest.mark.texts
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("fact_citations", "phrase"),
        ("attributions", "snippet"),
        ("quotes", "starts_with"),
        ("headlines", "verb"),
    ],
)
def test_quoted_words_stand_in_the_passage(article_texts, name, column):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    assert [row["passage"] for row in read(name) if row[column] not in text[row["passage"]]] == []


@pytest.mark.texts
def test_words_of_quotations_are_those_between_the_marks(article_texts):
    from course.text import quotes, words

    marked = Counter(
        (passage.id, len(words.words(quotation.text)))
        for found in article_texts.values()
        for passage in found
        for quotation in quotes.quotations(passage.text)
    )
    rows = Counter((row["passage"], int(row["words"])) for row in read("quotes"))
    assert rows <= marked
