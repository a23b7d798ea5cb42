"""Lesson 3: every number in it comes out of the tables, and out of the texts where they are in place."""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

import course
from course import data
from course.charts import collage
from course.charts.runs import KINDS
from course.check import exercise
from course.quiz import bank, decks
from course.text import overlap
from course.text.words import words

FOLDER = Path(__file__).parents[2] / "lessons" / "03-whose-words"
PARTS = ("lesson.md", "quiz.yaml", "decks.yaml", "exercise.md", "exercise.yaml", "teacher.md")
TEXT = {name: (FOLDER / name).read_text(encoding="utf-8") for name in PARTS}
LESSON, TEACHER = TEXT["lesson.md"], TEXT["teacher.md"]
PAIRS = {
    ("BLOG-P02", "AP-LEAD"): 19,
    ("BLOG-P05", "WSWS-P14"): 17,
    ("GVS-P14", "GVS-P43"): 13,
    ("BLOG-P05", "IND-P21"): 11,
    ("IND-P21", "WSWS-P14"): 11,
    ("GVS-P13", "GVS-P43"): 10,
    ("BLOG-P02", "GVS-P05"): 8,
    ("GVS-P05", "AP-LEAD"): 8,
    ("GVS-P12", "GVS-P39"): 7,
    ("BLOG-P04", "WSWS-P05"): 7,
    ("IND-P11", "WSWS-P03"): 7,
    ("WSWS-P11", "38-NORTH"): 5,
}


def rows(name):
    return data.rows(name)


def length(row):
    return int(row["words"])


@pytest.fixture(scope="module")
def runs():
    return {(row["text_a"], row["text_b"]): row for row in rows("runs")}


@pytest.fixture(scope="module")
def excerpts():
    return {row["excerpt"]: row["text"] for row in rows("excerpts")}


@pytest.fixture(scope="module")
def upstream():
    return {row["upstream"]: row["text"] for row in rows("upstream")}


@pytest.fixture(scope="module")
def pieces():
    return collage.blog_pieces(data.load("composition"))


def question(qid):
    return bank.question(qid)


def expected(eid):
    return exercise.find(eid).expected


# The table of runs


def test_the_table_of_runs_has_all_pairs_of_the_derived_table(runs):
    derived = {(row["passage_a"], row["passage_b"]): length(row) for row in rows("shared_runs")}
    upstream = {("BLOG-P02", "AP-LEAD"), ("GVS-P05", "AP-LEAD"), ("WSWS-P11", "38-NORTH")}
    assert {pair: length(row) for pair, row in runs.items() if pair not in upstream} == derived
    assert runs.keys() - derived.keys() == upstream
    assert len(runs) == 26


def test_runs_are_sorted_numbered_and_as_long_as_their_words(runs):
    listed = list(runs.values())
    assert [row["run"] for row in listed] == [f"R{n:02d}" for n in range(1, 27)]
    assert [length(row) for row in listed] == sorted((length(row) for row in listed), reverse=True)
    for row in listed:
        assert len(words(row["shared"])) == length(row)
        assert " ".join(words(row["shared"])) == row["shared"]


def test_pages_are_those_of_the_texts(runs):
    names = {"AP-LEAD": "AP", "38-NORTH": "38 North"}
    for (one, other), row in runs.items():
        assert row["page_a"] == one.partition("-")[0]
        assert row["page_b"] == names.get(other, other.partition("-")[0])


def test_kinds_of_runs(runs):
    assert Counter(row["kind"] for row in runs.values()) == {
        "agency lead without credit": 1,
        "same quotation": 6,
        "two agency stories on one page": 4,
        "paraphrase": 1,
        "stock wording": 14,
    }
    assert set(KINDS) == {row["kind"] for row in runs.values()}


def test_pairs_that_the_lesson_and_the_teacher_name(runs):
    for pair, count in PAIRS.items():
        assert length(runs[pair]) == count
    for (one, other), count in PAIRS.items():
        left, right = (
            {"AP-LEAD": "AP", "38-NORTH": "38 North"}.get(text, re.sub("-P0?", " P", text))
            for text in (one, other)
        )
        assert re.search(rf"\| {left} – {right} \| {count} \|", TEACHER), (left, right)


def test_what_a_limit_catches(runs):
    caught = {n: [row for row in runs.values() if length(row) >= n] for n in (7, 8, 9)}
    assert [len(caught[n]) for n in (7, 8, 9)] == [11, 8, 6]
    kinds = Counter(row["kind"] for row in caught[8])
    assert kinds == {
        "same quotation": 3,
        "two agency stories on one page": 2,
        "stock wording": 2,
        "agency lead without credit": 1,
    }
    assert "A limit of 8 catches 8 pairs, of which 1 owes a credit" in TEACHER
    assert "A limit of 7 catches 11" in TEACHER
    assert "put it to the test on 26 pairs" in LESSON


def test_no_limit_separates_what_owes_a_credit_from_the_rest(runs):
    owes = {"agency lead without credit", "paraphrase"}
    shortest = min(length(row) for row in runs.values() if row["kind"] in owes)
    longest = max(length(row) for row in runs.values() if row["kind"] not in owes)
    assert shortest < longest


# Quiz


def test_predictions_and_counts_of_the_quiz(runs):
    caught = [row for row in runs.values() if length(row) >= 8]
    asked = question("L3.D2")
    assert asked.answer == len(caught) == 8
    assert asked.feedback.keys() - {"correct", "not_yet"} == {"1", "3", "6", "9", "11", "18", "26"}
    assert len(runs) - len(caught) == 18
    (key,) = [option for option in question("L3.D1").options if option.key]
    assert "quote" in key.text
    assert Counter(row["kind"] for row in caught).most_common(1)[0] == ("same quotation", 3)
    assert len({row["kind"] for row in caught}) == 4  # three groups of several dots, and one dot alone


def test_what_most_pairs_at_five_are(runs):
    assert Counter(row["kind"] for row in runs.values()).most_common(1)[0][0] == "stock wording"


def test_the_share_in_the_chart_question(pieces):
    share = collage.own_share(pieces) / 10
    assert round(share) == 1
    longest = pieces.set_index("origin")["words"].loc[["Origin unknown", "Axios’s words"]]
    assert all(round(10 * count / 468) == 4 for count in longest)


def test_numbers_of_the_trail():
    claim = {row["measure"]: row for row in rows("china_trade_jan_feb_claim")}
    to_north, from_north = claim["exports to North Korea"], claim["imports from North Korea"]
    counted = [to_north["jan_feb_2020_million_usd"], from_north["jan_feb_2020_million_usd"]]
    customs = [*(str(number) for number in counted), str(from_north["change_percent"]).lstrip("-")]
    assert customs == ["197.4", "10.7", "71.9"]
    assert [round(float(number)) for number in customs] == [197, 11, 72]
    assert "197 and 11" in question("L3.P2").options[0].feedback
    for number in customs:
        assert number in question("L3.P2").stem
        assert number in TEACHER
    stated = claim["total trade as the article states it"]
    assert (float(stated["change_percent"]), float(stated["jan_feb_2020_million_usd"])) == (-24, 198 + 10)


def test_steps_of_the_trail():
    steps = [item for item in bank.load("03-whose-words") if item.node]
    assert [item.id for item in steps] == ["L3.U1", "L3.U2"]
    assert [item.node["when"] for item in steps] == ["8 April 2020", "March 2020"]
    row = next(row for row in rows("upstream") if row["upstream"] == "38-NORTH")
    assert str(row["published"]) == "2020-04-08"
    article = next(row for row in rows("articles") if row["article"] == "WSWS")
    assert str(article["published"]) == "2020-06-17"  # 70 days: ten weeks
    assert "ten weeks before WSWS" in steps[0].options[2].feedback


# The collage


def test_pieces_of_the_page(pieces):
    assert dict(zip(pieces["origin"], pieces["words"], strict=True)) == {
        "Headline": 13,
        "AP’s words": 19,
        "Own words": 49,
        "Origin unknown": 200,
        "AFP post": 27,
        "Axios’s words": 173,
        "Page furniture": 23,
    }
    assert pieces["words"].sum() == 504
    assert round(collage.own_share(pieces), 1) == 10.5
    for phrase in ("(49 at most)", "(200)", "(27)", "(173)", "Headline 13, page furniture 23, page 504"):
        assert phrase in TEACHER
    assert "running text 468, own share 10.5 percent" in TEACHER


def test_the_block_of_axios_has_one_address_everywhere():
    address = re.search(r"https://www\.axios\.com/\S+?\.html", LESSON)[0]
    notes = {row["passage"]: row["note"] for row in rows("composition")}
    assert {passage for passage, note in notes.items() if address in (note or "")} == set(collage.AXIOS)
    assert address in TEACHER


def test_weights_of_the_deck_are_those_of_the_page(pieces):
    deck = decks.find("L3.C1")
    weights = Counter()
    for card in deck.content["cards"]:
        groups = card["group"] if isinstance(card["group"], list) else [card["group"]]
        weights[groups[0]] += card["weight"]
    page = pieces.set_index("origin")["words"]
    assert weights == {
        "ap": page["AP’s words"],
        "own": page["Own words"],
        "unknown": page["Origin unknown"],
        "afp": page["AFP post"],
        "style": page["Axios’s words"],
    }
    assert sum(weights.values()) == 468
    assert "Of 468 words of running text, at most 49" in deck.content["closing"]
    assert len(deck.content["cards"]) == 10
    assert "Ten pieces" in deck.content["intro"]


def test_cards_quote_excerpts_of_their_paragraph(excerpts):
    for card in decks.find("L3.C1").content["cards"]:
        quoted = card["text"].strip("“”")
        own = [text for name, text in excerpts.items() if name.startswith(f"X-{card['from']}")]
        assert any(quoted in text for text in own), card["id"]


# Excerpt mode


@pytest.mark.parametrize(("pair", "count"), [item for item in PAIRS.items() if item[1] not in {5, 7}])
def test_excerpts_show_the_long_runs(pair, count, excerpts, upstream):
    """Without the articles, too, students see what they are asked about."""

    def pieces_of(text):
        own = [piece for name, piece in excerpts.items() if name.startswith(f"X-{text}")]
        return own or [upstream[text]]

    best = max(overlap.longest_run(one, other) for one, other in itertools.product(*(map(pieces_of, pair))))
    assert best == count


def test_calls_in_the_lesson(upstream):
    assert course.longest_run("The old ferry is gone.", "They say that the old ferry is sold.") == 4
    assert "Four words" in LESSON
    mine = re.search(r'mine = "([^"]+)"', LESSON)[1]
    assert course.longest_run(mine, upstream["AP-LEAD"]) == 4
    assert "The run is 4 now" in LESSON
    assert course.longest_run("The North has destroyed the joint office.", upstream["AP-LEAD"]) <= 2


def test_pairs_of_the_problem(excerpts):
    for name, count in {"A": 19, "B": 17, "C": 8, "D": 7}.items():
        line = next(line for line in LESSON.splitlines() if line.startswith(f"| **{name}**"))
        cells = [cell.strip() for cell in line.split("|")]
        assert int(cells[4]) == count == len(words(cells[3]))


def test_first_sentences_of_the_offline_card(upstream):
    lead = upstream["AP-LEAD"]
    stamped = re.findall(r'^- (?:TIME|K2).*?: "([^"]+)"$', LESSON, re.MULTILINE)
    assert [overlap.longest_run(lead, sentence) for sentence in stamped] == [9, 16]
    assert all(len(words(sentence)) <= 25 for sentence in stamped)


def test_minutes_add_up():
    minutes = [int(found) for found in re.findall(r"^## \d .*\((\d+) minutes", LESSON, re.MULTILINE)]
    assert sum(minutes) == 55
    script = re.findall(r"^\| \d [^|]*\| ([\d–]+) \| (\d+) \| (\d+) \|", TEACHER, re.MULTILINE)
    columns = [[int(cell) if cell != "–" else 0 for cell in column] for column in zip(*script, strict=True)]
    assert [sum(column) for column in columns] == [25, 55, 75]
    assert columns[1] == minutes


def test_no_dollar_sign_turns_into_mathematics():
    """JupyterLab sets what stands between two dollar signs of a cell as a formula."""
    assert "$" not in LESSON


def test_cited_paragraphs_exist():
    known = {row["passage"] for row in rows("passages")}
    for name, text in TEXT.items():
        for article, number in re.findall(r"\b(BLOG|GVS|IND|WSWS|WP)[- ]P(\d{1,2})\b", text):
            assert f"{article}-P{int(number):02d}" in known, name


# Exercise


def test_values_of_the_exercise(runs, excerpts, upstream, pieces):
    assert expected("L3.E1") == course.longest_run(excerpts["X-BLOG-P02"], upstream["AP-LEAD"]) == 19
    pairs = {
        "A": ("X-BLOG-P02", "X-GVS-P05"),
        "B": ("X-GVS-P14", "X-GVS-P43"),
        "C": ("X-GVS-P13", "X-GVS-P43"),
        "D": ("X-GVS-P12-b", "X-GVS-P39"),
    }
    counted = {name: course.longest_run(*(excerpts[x] for x in pair)) for name, pair in pairs.items()}
    assert expected("L3.E2") == counted
    inside = [length(row) for row in runs.values() if row["page_a"] == row["page_b"] == "GVS"]
    assert expected("L3.E3") == sum(count >= 7 for count in inside) == 3
    caught = [row for row in runs.values() if length(row) >= 8]
    copied = [row for row in caught if row["kind"] == "agency lead without credit"]
    assert expected("L3.E4") == {"caught": len(caught), "without credit": len(copied)}
    assert expected("L3.E5") == round(collage.own_share(pieces), 1)


def test_slips_that_the_exercise_foresees(runs, excerpts, upstream):
    def naive(split):
        one, other = split(excerpts["X-BLOG-P02"]), split(upstream["AP-LEAD"])
        return next(n for n in range(len(one), 0, -1) if one[:n] == other[:n])

    assert naive(str.split) == 18  # "Korea," with its comma is another word than "Korea"
    assert naive(lambda text: re.findall(r"\w+", text.lower())) == 20  # "inter-Korean" as two words
    assert len(words(excerpts["X-BLOG-P02"])) == 23
    inside = [length(row) for row in runs.values() if row["page_a"] == row["page_b"] == "GVS"]
    one_side = [row for row in runs.values() if "GVS" in {row["page_a"], row["page_b"]} and length(row) >= 7]
    assert (len(inside), len(one_side), sum(count > 7 for count in inside)) == (5, 5, 2)
    assert sum(count for count in inside if count >= 7) == 30
    assert len(words(excerpts["X-GVS-P43"])) == 25
    found = {100 * 49 / 504: 9.7, 100 * 68 / 468: 14.5, 100 * 62 / 468: 13.2, 100 * 49 / 491: 10.0}
    found |= {100 * 49 / 481: 10.2, 100 * 62 / 504: 12.3, 100 * 419 / 468: 89.5, 100 * 19 / 468: 4.1}
    for exact, foreseen in found.items():
        assert exact == pytest.approx(foreseen, abs=0.06)


def test_cases_of_the_function_are_what_the_course_counts():
    for case in exercise.find("L3.E6").cases:
        assert case["expected"] == course.longest_run(*case["args"]), case["name"]


def test_excerpts_of_the_exercise_are_said_as_they_stand(excerpts):
    for name in re.findall(r'excerpts\["([^"]+)"\]', TEXT["exercise.md"] + LESSON):
        assert name in excerpts


# With the articles


@pytest.mark.texts
def test_runs_stand_in_both_texts(article_texts, runs, upstream):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found} | upstream
    for (one, other), row in runs.items():
        assert overlap.longest_run(text[one], text[other]) == length(row)
        for each in (one, other):
            assert f" {row['shared']} " in f" {' '.join(words(text[each]))} "


@pytest.mark.texts
def test_subheads_would_make_six_pairs(article_texts):
    part = {row["passage"]: row["part"] for row in rows("passages")}
    found = [passage for passage in article_texts["GVS"] if part[passage.id] != "furniture"]
    longest = overlap.longest_runs(found, 7)
    assert len(longest) == 6
    heads = {pair for pair in longest if {part[p] for p in pair} == {"apparatus"}}
    assert set(itertools.chain.from_iterable(heads)) == {"GVS-P03", "GVS-P07", "GVS-P15"}


@pytest.mark.texts
def test_the_page_of_blog_does_not_name_ap(article_texts):
    assert not any(re.search(r"\bAP\b|Associated", passage.text) for passage in article_texts["BLOG"])


@pytest.mark.texts
def test_quoted_words_of_the_lesson_stand_in_the_articles(article_texts):
    everything = " ".join(passage.text for found in article_texts.values() for passage in found)
    run = f" {' '.join(words(everything))} "
    for quoted in (
        "may be more for domestic consumption",
        "its joint liaison office with South Korea",
        "AFP with additional input by GVS News Desk",
        "Chinese customs has reported a 24 percent decline in trade with North Korea for the first two months of 2020.",
        "hot air balloons",
    ):
        assert f" {' '.join(words(quoted))} " in run, quoted
