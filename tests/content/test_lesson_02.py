"""Lesson 2: every number in its prose, questions, cards, exercise and teacher page follows from the tables."""

import datetime as dt
import re
from pathlib import Path

import pytest

from course import data
from course.charts.layers import tokens
from course.check import exercise
from course.model import ARTICLES, Kind
from course.quiz import bank, decks

LESSON = "02-peel-the-page"
FOLDER = Path(__file__).parents[2] / "lessons" / LESSON
TEXTS = {
    name: (FOLDER / name).read_text("utf8") for name in ("lesson.md", "quiz.yaml", "decks.yaml", "teacher.md")
}
APPEAL = [f"IND-P{number:02d}" for number in range(6, 11)]
EVENT, CAPTURE = dt.date(2020, 6, 16), dt.date(2024, 5, 21)


@pytest.fixture(scope="module")
def passages():
    return {row["passage"]: row for row in data.rows("passages")}


@pytest.fixture(scope="module")
def whole(passages):
    return by_article(passages.values())


@pytest.fixture(scope="module")
def furniture(passages):
    return by_article(row for row in passages.values() if row["part"] == "furniture")


@pytest.fixture(scope="module")
def body(passages):
    return by_article(row for row in passages.values() if row["part"] == "body")


def by_article(rows):
    found = dict.fromkeys(ARTICLES, 0)
    for row in rows:
        found[row["article"]] += row["tokens"]
    return found


def share(part, all_of_it):
    return round(100 * part / all_of_it, 1)


def dates():
    return {(row["article"], row["kind"]): row for row in data.rows("page_dates")}


def question(qid):
    return next(item for item in bank.load(LESSON) if item.id == qid)


def said(*parts):
    """Return the text in which all parts stand, from any file of the lesson."""
    missing = [part for part in parts if not any(part in " ".join(text.split()) for text in TEXTS.values())]
    assert missing == []


# The tables


def test_layers_of_a_passage_add_up_to_its_tokens(passages):
    found = dict.fromkeys(passages, 0)
    for row in data.rows("composition"):
        assert row["article"] == passages[row["passage"]]["article"]
        found[row["passage"]] += row["tokens"]
    assert found == {pid: row["tokens"] for pid, row in passages.items()}


def test_only_the_mixed_passages_have_two_layers(passages):
    rows = data.rows("composition")
    layers = {pid: {row["layer"]: row["tokens"] for row in rows if row["passage"] == pid} for pid in passages}
    assert {pid: found for pid, found in layers.items() if len(found) > 1} == {
        "BLOG-P02": {"wire copy": 19, "own text": 49},
        "GVS-P05": {"wire copy": 24, "own text": 40},
    }
    assert all(
        list(found) == [passages[pid]["layer"]]
        for pid, found in layers.items()
        if passages[pid]["layer"] != "mixed"
    )


def test_what_is_inferred_says_so_and_what_was_found_says_where():
    for row in data.rows("composition"):
        note = row["note"] or ""
        own = row["layer"] == "own text" and row["article"] in {"BLOG", "GVS"}
        copied = row["layer"] in {"wire copy", "unattributed copy", "image text"}
        found = row["layer"] == "unattributed copy" and "https://" in note
        assert note.startswith("Inferred") == ((own or copied) and not found)


def test_what_was_found_of_the_copy_in_blog():
    rows = [row for row in data.rows("composition") if row["article"] == "BLOG" and "copy" in row["layer"]]
    found = sum(row["tokens"] for row in rows if "Axios" in (row["note"] or ""))
    said(f"{found} of its {sum(row['tokens'] for row in rows)} copied tokens were found at Axios")


def test_the_splits_are_those_of_the_texts(article_texts):
    texts = {passage.id: passage.text for found in article_texts.values() for passage in found}
    lead = data.rows("upstream")[0]["text"]
    assert texts["BLOG-P02"].startswith(lead)
    assert len(lead.split()) == 19
    first = texts["GVS-P05"].partition(". The Korean")[0]
    assert len(first.split()) == 24


def test_the_ready_table_is_the_composition_added_up():
    summed = tokens(data.load("composition"))
    ready = data.load("page_layers").set_index("article")
    assert ready.to_numpy().tolist() == summed.to_numpy().tolist()
    assert list(ready.index) == list(ARTICLES)


def test_every_page_has_its_four_dates_known_or_not():
    found = dates()
    assert len(found) == 20
    for row in found.values():
        assert (row["date"] is None) == (row["basis"] == "not shown") == (row["reading"] is None)
        assert row["date"] is None or row["passage"]
    assert sum(row["date"] is not None for row in found.values()) == 7
    assert {name for (name, kind), row in found.items() if kind == "event" and row["date"]} == {"IND", "WSWS"}
    assert not any(row["date"] for (name, _), row in found.items() if name in {"BLOG", "WP"})


# Shares


def test_furniture_shares(whole, furniture):
    shares = {name: share(furniture[name], whole[name]) for name in ARTICLES}
    assert shares == {"BLOG": 4.6, "GVS": 6.3, "IND": 23.6, "WSWS": 1.1, "WP": 12.1}
    assert exercise.find("L2.E3").expected == shares
    assert question("L2.D2").answer == shares["IND"]
    said(
        "23.6 percent",
        "fewer than 13 tokens in 100",
        "58 of 480 is about 12 in 100",
        "70 of 1,116 is about 6 in 100",
    )
    assert sorted(shares.values())[-2] < 13


def test_the_table_of_the_teacher_page(whole, furniture):
    for name, row in tokens(data.load("composition")).iterrows():
        cells = [*row, whole[name], share(furniture[name], whole[name])]
        assert f"| {name} | {' | '.join(map(str, cells))} |" in TEXTS["teacher.md"]


def test_the_prediction_uses_the_numbers_of_the_table(whole, furniture):
    stem = question("L2.D1").stem
    numbers = [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\d", stem)]
    assert numbers == [whole["GVS"], furniture["GVS"], whole["WP"], furniture["WP"]]
    assert furniture["GVS"] > furniture["WP"]
    assert furniture["GVS"] / whole["GVS"] < furniture["WP"] / whole["WP"]


def test_foreseen_slips_of_the_share(body, whole, furniture):
    ind = furniture["IND"]
    found = {float(name) for name in question("L2.D2").feedback if name[0].isdigit()}
    assert found == {
        ind,
        0.236,
        share(body["IND"], whole["IND"]),
        share(ind, body["IND"]),
        round(100 * ind / (whole["IND"] - ind)),
    }
    assert f"It is {ind} divided by {whole['IND']}" in question("L2.D2").feedback["not_yet"]


def test_copy_from_elsewhere():
    table = tokens(data.load("composition"))
    shares = (100 * table["Copy from elsewhere"] / table.sum(axis="columns")).round()
    assert shares.nlargest(2).to_dict() == {"GVS": 82, "BLOG": 78}
    said("about 82 percent, and BLOG comes next with about 78")


def test_kinds_of_clutter_in_gvs(passages):
    layers = [
        row["layer"] for row in passages.values() if row["article"] == "GVS" and row["part"] == "furniture"
    ]
    assert layers.count("read-more link") == 4
    kinds = {
        name: {
            row["layer"] for row in passages.values() if (row["article"], row["part"]) == (name, "furniture")
        }
        for name in ARTICLES
    }
    assert len(set(layers)) == 4 > max(len(found) for name, found in kinds.items() if name != "GVS")
    said("a banner, a date and four links to other stories")


# The exercise


def test_the_appeal(passages, whole, furniture):
    appeal = sum(passages[pid]["tokens"] for pid in APPEAL)
    assert {row["passage"] for row in passages.values() if row["layer"] == "appeal"} == set(APPEAL)
    assert exercise.find("L2.E1").expected == appeal == 157
    assert exercise.find("L2.E2").expected == share(appeal, whole["IND"]) == 17.1
    assert appeal / furniture["IND"] > 2 / 3
    slips = {diagnosis.value for diagnosis in exercise.find("L2.E1").diagnoses}
    one = {pid: passages[pid]["tokens"] for pid in ["IND-P05", *APPEAL, "IND-P11"]}
    assert slips == {
        appeal - one["IND-P06"], appeal - one["IND-P10"], appeal - one["IND-P06"] - one["IND-P10"], one["IND-P07"],
        furniture["IND"], len(APPEAL), appeal + one["IND-P05"], appeal + one["IND-P11"],
    }  # fmt: skip


def test_foreseen_slips_of_the_appeal(body, whole, furniture):
    page, ind = whole["IND"], furniture["IND"]
    assert [diagnosis.value for diagnosis in exercise.find("L2.E2").diagnoses] == [
        share(157, ind), share(157, page - ind), share(157, page - 157), share(157, body["IND"]), share(ind, page),
        share(ind - 157, page), round(157 / page, 3), round(page / 157, 1), 157,
    ]  # fmt: skip


def test_foreseen_slips_of_five_pages(passages, whole, furniture):
    every = sum(whole.values())
    without = {
        name: share(furniture[name], whole[name] - furniture[name]) for name in ARTICLES if name != "WSWS"
    }
    apart = {pid: passages[pid]["tokens"] for pid in ("GVS-P02", "GVS-P45", "BLOG-P08", "WP-P04", "WSWS-P21")}
    heads = sum(passages[f"IND-P0{number}"]["tokens"] for number in (3, 4, 5))
    assert [diagnosis.value for diagnosis in exercise.find("L2.E3").diagnoses] == [
        {name: round(share(furniture[name], whole[name])) for name in ARTICLES},
        {row["article"]: share(row["own_words"], whole[row["article"]]) for row in data.rows("page_layers")},
        {"IND": share(furniture["IND"] - 157, whole["IND"])},
        {"IND": share(furniture["IND"] + heads, whole["IND"])},
        {name: round(furniture[name] / whole[name], 3) for name in ARTICLES},
        furniture,
        without,
        {name: share(furniture[name], every) for name in ARTICLES},
        {name: share(whole[name] - furniture[name], whole[name]) for name in ARTICLES},
        {"GVS": share(furniture["GVS"] + apart["GVS-P45"], whole["GVS"])},
        {"GVS": share(furniture["GVS"] - apart["GVS-P02"], whole["GVS"])},
        {"BLOG": share(furniture["BLOG"] + apart["BLOG-P08"], whole["BLOG"])},
        {"WP": share(furniture["WP"] + apart["WP-P04"], whole["WP"])},
        {"WSWS": share(furniture["WSWS"] - apart["WSWS-P21"], whole["WSWS"])},
    ]
    said("leaves out the appeal (60 of 918)", "adds headline, deck and byline (269 of 918)")
    assert (furniture["IND"] - 157, furniture["IND"] + heads) == (60, 269)


def test_the_hints_of_five_pages_name_the_sums(whole):
    hint = " ".join(exercise.find("L2.E3").hints)
    assert f"The sums are {', '.join(str(whole[name]) for name in ARTICLES[:-1])} and {whole['WP']}." in hint


def test_the_page_of_the_function_is_the_table(passages):
    table = exercise.find("L2.E6").cases[0]["args"][0]["table"]
    assert table["rows"] == [
        [row[name] for name in table["columns"]] for row in passages.values() if row["article"] == "IND"
    ]


def test_paragraphs_after_joins(passages):
    body = [row for row in passages.values() if row["article"] == "WSWS" and row["part"] == "body"]
    joins = [(row["passage"], row["joined_to"]) for row in body if row["joined_to"]]
    assert joins == [("WSWS-P12", "WSWS-P13"), ("WSWS-P19", "WSWS-P20")]
    assert (len(body), len(body) - len(joins)) == (18, exercise.find("L2.E5").expected) == (18, 16)
    said("18 blocks and 2 joins make 16 paragraphs")


# Dates and times


def test_two_tuesdays():
    found = dates()
    assert found["IND", "event"]["date"] == found["WSWS", "event"]["date"] == EVENT.isoformat()
    assert found["GVS", "capture"]["date"] == CAPTURE.isoformat()
    assert EVENT.strftime("%A") == CAPTURE.strftime("%A") == "Tuesday"
    days = (CAPTURE - EVENT).days
    assert exercise.find("L2.E4").expected == days == 1435 == 205 * 7
    said("nearly four years apart, and exactly a whole number of weeks", "1,435 days or 205 weeks")
    assert "1,435" not in TEXTS["lesson.md"]  # the exercise asks for it
    slips = {diagnosis.value for diagnosis in exercise.find("L2.E4").diagnoses}
    assert {days + 1, days - 1, -days, days // 7, 4 * 365 + 1, 4 * 365} <= slips
    assert {(dt.date(2024, 1, 1) - EVENT).days, (dt.date(2024, 7, 12) - EVENT).days} <= slips
    assert dt.date(2024, 7, 12) - dt.date(2024, 6, 16) == dt.date(2024, 6, 16) - CAPTURE


def test_the_clock_of_that_afternoon():
    seoul = dt.timezone(dt.timedelta(hours=9))
    moments = {row["event"]: row["utc"] for row in data.rows("times")}
    names = ("explosion", "confirmation", "council", "ind", "briefing")
    times = [dt.datetime.fromisoformat(str(moments[name])) for name in names]
    clock = [time.astimezone(seoul).strftime("%H:%M") for time in times]
    assert clock == sorted(clock) == ["14:49", "16:50", "17:05", "17:12", "18:30"]
    assert times[4] - times[3] == dt.timedelta(minutes=78)
    assert times[3] - times[1] == dt.timedelta(minutes=22)
    assert re.findall(r"^\| (\d\d:\d\d) \|", TEXTS["lesson.md"], re.MULTILINE) == clock
    said(
        "eight hours behind Korea",
        "14:49, 16:50, 17:12 and 18:30 in Korean time",
        "78 minutes after it",
        "78 minutes after the time on the stamp",
        "22 minutes before the stamp",
        "The 78 minutes between stamp and briefing are our arithmetic",
    )
    assert "78 minutes after the stamp" in dates()["IND", "edit"]["how"]


def test_the_sources_of_the_clock_are_those_of_the_table():
    rows = {row["event"]: row["source_url"] for row in data.rows("times")}
    for name in ("explosion", "confirmation", "council", "briefing"):
        assert rows[name] in TEXTS["lesson.md"]
    assert rows["briefing"] in dates()["IND", "edit"]["how"]


# Widgets and quotations


def test_the_cards_and_their_key():
    deck = decks.find("L2.C1").content
    assert {card["id"]: card["group"] for card in deck["cards"]} == {
        "k1": "capture",
        "k2": "event",
        "k3": "publication",
        "k4": ["publication", "edit"],
        "k5": "capture",
        "k6": "publication",
        "k7": "event",
        "k8": "edit",
    }
    assert len({card["from"].partition("-")[0] for card in deck["cards"]}) == 3
    assert deck["intro"].startswith("Eight scraps from three pages.")


def test_feedback_on_a_wrong_card_does_not_name_the_right_group():
    deck = decks.find("L2.C1").content
    labels = {group["id"]: group["label"] for group in deck["groups"]}
    for card in deck["cards"]:
        for right in [card["group"]] if isinstance(card["group"], str) else card["group"]:
            told = [card["not_yet"], *card.get("wrong", {}).values()]
            assert not [text for text in told if labels[right].lower() in text.lower()]


def test_the_peeler_knows_every_layer_once():
    layers = [name for layer in decks.find("L2.C2").content["layers"] for name in layer.get("layers", [])]
    assert len(layers) == len(set(layers))
    assert set(layers) == {row["layer"] for row in data.rows("composition")}


def test_where_the_peeler_stops_first(passages, whole, furniture):
    left = whole["IND"] - furniture["IND"]
    waits = passages["IND-P07"]["tokens"]
    said(f"IND stops at {left + waits} of {whole['IND']} until P7 is answered, then it goes to {left}")


def test_the_questions_of_the_peeler_reach_a_page_that_is_peeled(passages):
    asks = decks.find("L2.C2").content["asks"]
    assert {passages[pid]["article"] for pid in asks} == {"GVS", "IND", "WSWS"}


def test_quotations_are_word_for_word(article_texts):
    texts = {passage.id: passage.text for found in article_texts.values() for passage in found}
    for card in decks.find("L2.C1").content["cards"]:
        assert card["text"].strip("“”") in texts[card["from"]]
    quoted = re.findall(r'> "([^"]*)"\n>\n> — (\w+) P(\d+)', TEXTS["lesson.md"])
    quoted += re.findall(r'"([^"]*)" \(([A-Z]+) P(\d+)\)', TEXTS["lesson.md"])
    assert len(quoted) == 6
    for words, article, number in quoted:
        assert words in texts[f"{article}-P{int(number):02d}"]


def test_the_keys_of_the_quiz_stand_at_different_places():
    keys = [
        option.id
        for item in bank.load(LESSON)
        if item.kind is Kind.SINGLE
        for option in item.options
        if option.key
    ]
    assert {letter: keys.count(letter) for letter in set(keys)}.keys() == {"a", "b", "c"}
