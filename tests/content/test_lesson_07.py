"""Every number of lesson 7, computed from the tables and, where they are in place, from the articles."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from course import data
from course.check import exercise
from course.model import ARTICLES
from course.quiz import bank, decks

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "lessons" / "07-words-that-push"
LOADED = {row["word"] for row in data.rows("lexicon") if row["list"] == "loaded"}
MARKERS = [row for row in data.rows("markers") if row["list"] == "loaded"]


def text(name):
    return (FOLDER / name).read_text("utf8")


def flat(name):
    """The file on one line, so that a phrase is found wherever its lines break."""
    return " ".join(text(name).split())


def question(qid):
    return next(q for q in bank.load("07-words-that-push") if q.id == qid)


def task(eid):
    return next(item for item in exercise.load("07-words-that-push") if item.id == eid)


def counted():
    """Loaded words and all words of each article, outside and inside quotation marks."""
    found = {name: Counter() for name in ARTICLES}
    for row in data.rows("word_counts"):
        for side in ("outside", "inside"):
            found[row["article"]][side] += row[side]
            found[row["article"]][f"loaded {side}"] += row[side] * (row["word"] in LOADED)
    return found


def rates():
    """The rates with all words and outside quotation marks."""
    return {
        name: (
            round(100 * (n["loaded outside"] + n["loaded inside"]) / (n["outside"] + n["inside"]), 2),
            round(100 * n["loaded outside"] / n["outside"], 2),
        )
        for name, n in counted().items()
    }


def per_100(hits, words):
    return {name: round(100 * hits[name] / words[name], 2) for name in ARTICLES}


# Rates


def test_the_rates():
    assert rates() == {
        "BLOG": (2.04, 1.69),
        "GVS": (1.32, 0.94),
        "IND": (0.92, 0.74),
        "WSWS": (2.43, 2.39),
        "WP": (1.72, 2.02),
    }
    assert len(LOADED) == 39


def test_markers_and_word_counts_agree():
    for name, n in counted().items():
        own = [row for row in MARKERS if row["passage"].startswith(f"{name}-")]
        assert sum(row["count"] for row in own if row["in_quotes"]) == n["loaded inside"]
        assert sum(row["count"] for row in own if not row["in_quotes"]) == n["loaded outside"]
    body = {row["article"]: row["body_words"] for row in data.rows("articles")}
    assert {name: n["outside"] + n["inside"] for name, n in counted().items()} == body


def test_values_of_the_exercise():
    all_hits = {name: n["loaded outside"] + n["loaded inside"] for name, n in counted().items()}
    assert task("L7.E1").expected == all_hits
    assert sum(all_hits.values()) == 59
    assert sum(n["loaded inside"] for n in counted().values()) == 11
    assert "59 in all. Eleven of them" in task("L7.E1").correct
    assert task("L7.E2").expected == {name: pair[0] for name, pair in rates().items()}
    assert task("L7.E3").expected == {name: pair[1] for name, pair in rates().items()}


def ranking(which):
    return sorted(ARTICLES, key=lambda name: -rates()[name][which])


def test_who_changes_places():
    moved = {one for one, two in zip(ranking(0), ranking(1), strict=True) if one != two}
    assert set(task("L7.E4").expected) == moved == {"BLOG", "WP"}
    assert ranking(0) == ["WSWS", "BLOG", "WP", "GVS", "IND"]
    assert ranking(1) == ["WSWS", "WP", "BLOG", "GVS", "IND"]
    higher = [name for name, (everything, outside) in rates().items() if outside > everything]
    assert higher == ["WP"]


def test_the_diagnoses_are_the_slips_that_they_name():
    n = counted()
    hits = {name: n[name]["loaded outside"] + n[name]["loaded inside"] for name in ARTICLES}
    out = {name: n[name]["loaded outside"] for name in ARTICLES}
    words = {name: n[name]["outside"] + n[name]["inside"] for name in ARTICLES}
    outside = {name: n[name]["outside"] for name in ARTICLES}
    tokens = {row["article"]: row["tokens"] for row in data.rows("articles")}
    second = [d.value for d in task("L7.E2").diagnoses]
    third = [d.value for d in task("L7.E3").diagnoses]
    assert per_100(hits, outside) in second
    assert per_100(hits, outside) in third
    assert per_100(hits, tokens) in second
    assert per_100(out, words) in third
    assert per_100(hits, words) in third
    assert {"GVS": round(100 * 12 / words["GVS"], 2)} in second
    assert {"IND": rates()["IND"][0]} in third
    inside = {name: round(100 * n[name]["loaded inside"] / n[name]["inside"], 2) for name in ARTICLES}
    assert inside in third
    rows = Counter(row["passage"].partition("-")[0] for row in MARKERS)
    assert {name: rows[name] for name in ARTICLES if rows[name] != hits[name]} == {"GVS": 12}


def test_the_prose_has_the_rates():
    found = counted()
    for name, (everything, outside) in rates().items():
        n = found[name]
        row = next(line for line in text("teacher.md").splitlines() if line.startswith(f"| {name} |"))
        assert row == (
            f"| {name} | {n['loaded outside'] + n['loaded inside']} of {n['outside'] + n['inside']} | {everything:.2f} | "
            f"{n['loaded outside']} of {n['outside']} | {outside:.2f} |"
        )
    assert "WP goes from 1.72 to 2.02 and BLOG from 2.04 to 1.69" in question("L7.D2").stem
    assert "2.04 and 1.72, without quoted words 1.69 and 2.02" in question("L7.Q3").options[0].feedback
    assert "2.39 loaded words per 100" in question("L7.Q6").stem
    assert found["WP"]["inside"] == 60
    assert found["WP"]["loaded inside"] == 0
    assert "Sixty quoted words" in question("L7.D1").options[2].feedback
    assert "7 of 407" in flat("exercise.yaml")
    assert "7 of 414" in flat("exercise.yaml")


def test_every_rate_in_the_prose_is_computed():
    known = {f"{value:.2f}" for pair in rates().values() for value in pair}
    for name in ("lesson.md", "quiz.yaml", "teacher.md", "decks.yaml"):
        assert set(re.findall(r"\b\d\.\d\d\b", text(name))) <= known, name


def where(article, *, quoted):
    return Counter(
        row["passage"]
        for row in MARKERS
        for _ in range(row["count"])
        if row["passage"].startswith(f"{article}-") and row["in_quotes"] is quoted
    )


def test_whose_words_the_hits_are():
    assert where("BLOG", quoted=False) == {"BLOG-P02": 3, "BLOG-P09": 2, "BLOG-P10": 2}
    assert where("BLOG", quoted=True) == {"BLOG-P05": 2}
    assert where("GVS", quoted=True) == {"GVS-P06": 1, "GVS-P17": 2, "GVS-P20": 1, "GVS-P21": 1}
    assert where("WSWS", quoted=True) == {"WSWS-P14": 2}
    assert "three are in P2" in flat("lesson.md")
    assert "Four are in P9 and P10" in flat("lesson.md")


def test_regime_in_the_lists():
    found = {
        (row["article"], row["word"]): row["outside"] + row["inside"]
        for row in data.rows("word_counts")
        if row["word"] in {"regime", "regime's"}
    }
    assert found == {
        ("BLOG", "regime"): 1,
        ("BLOG", "regime's"): 1,
        ("GVS", "regime"): 2,
        ("WSWS", "regime"): 3,
    }
    assert "three times in WSWS, twice in BLOG and twice in GVS" in flat("lesson.md")


# Cards and tags


def cards():
    return decks.find("L7.C1").content["cards"]


def test_the_cards_are_the_table_of_tags():
    keys = [(card["from"], card.get("group")) for card in cards()]
    assert keys == [(row["passage"], row["tag"]) for row in data.rows("tags")]
    assert len(keys) == 13
    assert keys[-1] == ("WSWS-P17", None)


def test_counts_of_the_kinds():
    kinds = Counter(row["tag"] for row in data.rows("tags") if row["tag"])
    assert kinds == {"report": 3, "attributed analysis": 4, "author's opinion": 3, "speculation": 2}
    assert task("L7.E5").expected == kinds
    assert "Three reports, four attributed analyses, three opinions, two guesses" in flat("decks.yaml")
    assert "Report 3, attributed analysis 4, author's opinion 3, speculation 2" in flat("teacher.md")


def test_the_teacher_page_has_the_key():
    for card in cards():
        article, _, number = card["from"].partition("-P")
        row = next(line for line in text("teacher.md").splitlines() if line.startswith(f"| {card['id']} |"))
        assert f"| {article} P{int(number)} | {card.get('group', 'no key, discuss')} |" in row


def test_the_first_case_of_tag_counts_is_the_table():
    rows = task("L7.E7").cases[0]["args"][0]["table"]["rows"]
    assert rows == [[row["unit"], row["tag"]] for row in data.rows("tags")]


def test_the_first_case_of_loaded_rates_is_the_table():
    case = task("L7.E6").cases[0]
    assert set(case["args"][1]) == LOADED
    sums = Counter()
    for article, word, outside, inside in case["args"][0]["table"]["rows"]:
        sums[article] += outside + inside
        match = [r for r in data.rows("word_counts") if (r["article"], r["word"]) == (article, word)]
        if word != "all other words":
            assert [(outside, inside)] == [(r["outside"], r["inside"]) for r in match]
    assert sums == {row["article"]: row["body_words"] for row in data.rows("articles")}


def excerpts():
    found = {}
    for row in data.rows("excerpts"):
        found.setdefault(row["passage"], []).append(row["text"])
    return found


def test_cards_show_words_of_the_excerpts():
    for card in cards():
        shown = card["text"].replace(" …", "").strip("“”")
        assert any(
            shown in piece.strip("“”") or piece.strip("“”") in shown for piece in excerpts()[card["from"]]
        ), card["id"]
        assert len(shown.split()) <= 25


@pytest.mark.texts
def test_the_words_stand_in_the_passages(article_texts):
    whole = {passage.id: passage.text for found in article_texts.values() for passage in found}
    for card in cards():
        shown = card["text"].replace(" …", "")
        shown = shown[1:-1] if shown.startswith("“") and shown.endswith("”") else shown
        assert shown in whole[card["from"]], card["id"]
    for row in data.rows("frames"):
        assert row["wording"] in whole[row["passage"]], row["frame"]
    first = re.split(r"(?<=\.) ", whole["WSWS-P03"])[0]
    assert first in flat("lesson.md").replace("&quot;", '"')
    assert len(first.split()) == 25
    assert "As South Korean analyst Lee Seong-hyon told" in whole["WSWS-P09"]
    assert whole["IND-P28"].count("”") == 2
    assert "“" not in whole["IND-P28"]


@pytest.mark.texts
def test_swaps_change_one_place_of_the_article(article_texts):
    """What stands around the gap is the article's; the words in the gap are ours."""
    whole = {passage.id: passage.text for found in article_texts.values() for passage in found}
    for number in (1, 3, 4, 5, 6):
        item = question(f"L7.V{number}")
        before, after = (part.strip(" ….") for part in item.sentence.split("{gap}"))
        for part in (before, after):
            assert part in whole[item.evidence[0]], item.id


def test_frames_are_short_and_none_holds_the_insult():
    for row in data.rows("frames"):
        assert len(row["wording"].split()) <= 12, row["frame"]
        assert row["passage"].startswith(f"{row['article']}-")
    for name in ("frames", "tags"):
        assert "scum" not in " ".join(str(value) for row in data.rows(name) for value in row.values())


def test_the_insult_stands_once_after_a_warning():
    lesson = text("lesson.md")
    assert lesson.count("scum") == 2  # one excerpt
    assert (
        lesson.index("**A warning.**")
        < lesson.index("<details>")
        < lesson.index("human scum")
        < lesson.index("KCNA on 16 June 2020, quoted in GVS P17")
        < lesson.index("</details>")
    )


def test_no_table_opens_the_insult_by_itself():
    assert '"word"' not in re.search(r"hits\[\[.*?\]\]", text("exercise.md")).group()
    said = " ".join(
        str(part) for item in exercise.load("07-words-that-push") for part in (item.hints, item.diagnoses)
    )
    assert "scum" not in said


def test_no_file_but_the_lesson_holds_the_insult():
    for name in ("quiz.yaml", "decks.yaml", "exercise.md", "teacher.md"):
        assert "scum" not in text(name), name


# The record


def event(name):
    return next(row for row in data.rows("timeline") if row["event"] == name)


def test_the_story_of_the_complex():
    rows = {row["year"]: row for row in data.rows("kaesong_complex")}
    assert (rows[2015]["firms"], rows[2015]["nk_workers_year_end"]) == (124, 54988)
    assert rows[2004]["nk_workers_year_end"] == 255
    assert "124 firms from the South had 54,988 workers from the North there" in flat("lesson.md")
    assert "about 53,000" in event("2013-04-08")["what_happened"]
    assert event("2013-09-16")["title"] == "Kaesong complex reopens"
    assert event("2016-02-10")["title"].startswith("Seoul shuts")
    for name in (
        "2004-12-15",
        "2016-01-06",
        "2016-02-07",
        "2016-02-11",
        "2018-09-14",
        "2014-10-10",
        "2023-09-26",
    ):
        assert event(name)


def test_wages_in_dollars():
    won_to_dollars = 4.31 / 4860  # Yonhap, 1 August 2012
    assert round(4580 * won_to_dollars) == 4
    assert "4,580 won **an hour**, about 4 dollars" in flat("lesson.md")
    assert "67 dollars a month against about 4 dollars an hour" in flat("teacher.md")


def test_objectives_and_swaps():
    header = yaml.safe_load(text("quiz.yaml"))
    assert len(header["objectives"]) == 5
    assert len(header["swap"]) == 7
    listed = {question(f"L7.V{n}").options for n in range(1, 8)}
    keys = [next(option.text for option in question(f"L7.V{n}").options if option.key) for n in range(1, 8)]
    assert len(listed) == 7
    assert all(key in flat("teacher.md") for key in keys)


def test_tables_are_tidy():
    for name in ("frames", "tags"):
        with (ROOT / "data" / "articles" / f"{name}.csv").open(encoding="utf8", newline="") as file:
            rows = list(csv.reader(file))
        assert len({len(row) for row in rows}) == 1
