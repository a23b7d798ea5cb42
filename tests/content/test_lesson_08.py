"""The numbers and claims of lesson 8, computed from the tables and, where they are at hand, from the articles."""

import re
from pathlib import Path

import pytest

from course import data
from course.check import exercise
from course.model import ARTICLES
from course.quiz import bank, decks
from course.text import edits, words

SLUG = "08-in-translation"
LESSON = Path(__file__).parents[2] / "lessons" / SLUG
FILES = ("lesson.md", "quiz.yaml", "decks.yaml", "exercise.md", "exercise.yaml", "teacher.md")
ROWS = {row["translation"]: row for row in data.rows("translations")}
WHOLE = ROWS["KCNA-0613-17"]["words"]
COPIES = {
    row["outlet"]: row for row in ROWS.values() if row["of"] == "KCNA-0613-17" and row["outlet"] in ARTICLES
}
NONE = {"inserted": [], "deleted": [], "substituted": [], "case": 0}
RULES = {row["spelling"]: row for row in data.rows("name_rules")}
FITS = {"ap": "AP's rule", "hyphen": "all-hyphen rule", "both": "both rules", "neither": "neither"}


def prose(name):
    return " ".join((LESSON / name).read_text(encoding="utf-8").split())


def question(qid):
    return next(item for item in bank.load(SLUG) if item.id == qid)


def exercise_of(eid):
    return next(item for item in exercise.load(SLUG) if item.id == eid)


def changes(printed, source):
    return edits.quote_edits(ROWS[printed]["text"], ROWS[source]["text"])


def used():
    return [row for row in data.rows("names") if row["count"] > 0]


def keeps_one_rule():
    own = {name: [RULES[row["spelling"]] for row in used() if row["article"] == name] for name in ARTICLES}
    return {
        name
        for name, rows in own.items()
        if all(row["ap"] for row in rows) or all(row["hyphen"] for row in rows)
    }


# Tables


def test_words_of_each_wording_are_counted():
    for row in ROWS.values():
        text = row["text"]
        count = len(text.split()) if row["language"] == "ko" else len(words.words(text))
        assert count == row["words"] <= 25, row["translation"]


def test_no_address_leads_to_the_north_or_to_a_copy_of_its_sites():
    shown = " ".join([*(row["source_url"] or "" for row in ROWS.values()), *(prose(name) for name in FILES)])
    assert not re.search(r"kcna\.|kcnawatch|korea-np|uriminzokkiri|rodong\.rep|naenara|\.kp\b|kfausa", shown)


def test_wordings_are_of_rows_that_exist_and_name_their_source():
    for row in ROWS.values():
        assert not row["of"] or row["of"] in ROWS
        assert (row["source_url"] or "").startswith("http") or row["passage"] or "no address" in row["source"]
        assert (row["outlet"] in ARTICLES) == bool(row["passage"])


@pytest.mark.texts
def test_wordings_of_the_articles_stand_there_letter_for_letter(article_texts):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    own = [row for row in ROWS.values() if row["passage"]]
    assert len(own) == 7
    for row in own:
        for piece in row["text"].split(" … "):
            assert piece in text[row["passage"]], row["translation"]


@pytest.mark.texts
def test_the_second_quotation_has_38_words_and_25_are_shown(article_texts):
    text = next(p.text for p in article_texts["WP"] if p.id == "WP-P05")
    first, second = re.findall(r"“([^”]+)”", text)
    assert (len(words.words(first)), len(words.words(second))) == (22, 38)
    assert second.startswith(
        "By exercising my power authorized by the Supreme Leader, our Party and the state"
    )
    assert ROWS["WP-P05-b"]["text"] in second
    assert ROWS["WP-P05-b"]["words"] == 25
    for name in ("lesson.md", "teacher.md"):
        assert "38" in prose(name)


@pytest.mark.texts
def test_what_the_lesson_says_of_other_paragraphs(article_texts):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    assert "would before long witness the “tragic scene" in text["IND-P21"]
    assert "office” would soon be seen “completely" in text["GVS-P06"]
    assert "[rather]" in text["IND-P27"]
    assert "She has personally declared South Korea as ‘the enemy’." in text["WP-P06"]
    assert "human scum" in text["GVS-P17"]
    assert "Kim Yo-jong, sister of Kim Jong Un" in text["WP-P05"]
    assert not any("tragic scene" in re.sub(r"“[^”]*”", "", passage) for passage in text.values())
    everything = " ".join(text.values())
    assert "against the enemy" not in everything
    assert "General Staff" not in everything


# What was kept and what was changed


def test_first_quotation_of_wp():
    found = changes("WP-P05", "KCNA-0613-a")
    assert found == {"inserted": ["rok"], "deleted": [], "substituted": [["a", "the"]], "case": 1}
    counted = {key: value if key == "case" else len(value) for key, value in found.items()}
    assert exercise_of("L8.E3").expected == counted
    assert "First quotation (22 words against 21)" in prose("teacher.md")
    assert (ROWS["WP-P05"]["words"], ROWS["KCNA-0613-a"]["words"]) == (22, 21)


def test_second_quotation_has_no_change():
    assert changes("WP-P05-b", "KCNA-0613-b") == NONE
    assert exercise_of("L8.E4").expected == 0


def test_cgtn_differs_from_wp_in_one_word():
    assert changes("WP-P05", "CGTN-0614-a") == {**NONE, "substituted": [["a", "the"]]}
    assert changes("CGTN-0614-a", "KCNA-0613-a") == {**NONE, "inserted": ["rok"], "case": 1}


def test_yonhap_differs_from_kcna_in_one_capital():
    assert changes("YNA-0613-a", "KCNA-0613-a") == {**NONE, "case": 1}


def test_the_diplomat_marks_what_it_puts_in():
    source = "the Supreme Leader, our Party and the state"
    assert edits.quote_edits(ROWS["DIPL-0613-b"]["text"], source) == NONE
    assert ROWS["KCNA-0613-b"]["text"].startswith(source)


def test_ap_changes_nothing_but_what_its_brackets_hold():
    assert changes("AP-0613-e", "KCNA-0613-e") == {**NONE, "case": 1}


def test_words_kept():
    kept = {name: row["words"] for name, row in COPIES.items()}
    assert kept == {"BLOG": 17, "WSWS": 17, "IND": 11, "GVS": 7}
    assert exercise_of("L8.E1").expected == kept
    for row in COPIES.values():
        assert edits.words_kept(row["text"], ROWS["KCNA-0613-17"]["text"]) == row["words"]
    assert ROWS["WSWS-P14"]["text"] == ROWS["KCNA-0613-17"]["text"]
    assert changes("BLOG-P05", "KCNA-0613-17") == {**NONE, "case": 2}


def test_shares():
    shares = {name: round(100 * row["words"] / WHOLE, 1) for name, row in COPIES.items()}
    assert exercise_of("L8.E2").expected == {name: shares[name] for name in ("GVS", "IND")}
    for name, share in {"IND P21": shares["IND"], "GVS P6": shares["GVS"]}.items():
        assert re.search(rf"\| {name} \| \d+ \| {share} % \|", prose("teacher.md"))


def test_the_slur_stands_on_the_teacher_page_only_behind_a_warning():
    pages = {name: prose(name) for name in FILES}
    found = {name for name, text in pages.items() if re.search(r"\bscums?\b", text)}
    assert found == {"teacher.md"}
    text = pages["teacher.md"]
    assert 0 < text.index("scum") - text.index("Warning:") < 200
    assert text.count("scum") == 1


# Names


def test_rules_follow_from_the_shape_of_a_name():
    side = {row["person"]: row["side"] for row in data.rows("people")}
    north = {row["person"]: row["north_korean_spelling"] for row in data.rows("people")}
    for spelling, row in RULES.items():
        letters = spelling.replace("-", " ").lower() == north[row["person"]].lower()
        hyphen = bool(re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+", spelling))
        three = bool(re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+", spelling))
        southern = side[row["person"]] == "South Korea"
        assert row["hyphen"] == int(letters and hyphen), spelling
        assert row["ap"] == int(letters and (hyphen if southern else three)), spelling
        kind = {(1, 0): "ap", (0, 1): "hyphen", (1, 1): "both", (0, 0): "neither"}[row["ap"], row["hyphen"]]
        assert row["fits"] == FITS[kind]


def test_every_spelling_has_a_rule_and_a_card_with_the_right_weight():
    mentions = {}
    articles = {}
    for row in used():
        mentions[row["spelling"]] = mentions.get(row["spelling"], 0) + row["count"]
        articles.setdefault(row["spelling"], []).append(row["article"])
    assert set(mentions) == set(RULES)
    cards = {card["text"]: card for card in decks.find("L8.C1").content["cards"]}
    assert set(cards) == set(RULES)
    for spelling, card in cards.items():
        assert card["weight"] == mentions[spelling]
        assert FITS[card["group"]] == RULES[spelling]["fits"]
        assert card["about"] == ", ".join(sorted(articles[spelling], key=ARTICLES.index))


@pytest.mark.texts
def test_each_name_stands_where_its_card_says(article_texts):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    for card in decks.find("L8.C1").content["cards"]:
        assert card["text"] in text[card["from"]]


def test_numbers_of_the_teacher_page():
    told = re.search(r"AP's rule only: (.*?) Together (\d+)\.", prose("teacher.md"))
    counts = {}
    for row in used():
        counts[row["spelling"]] = counts.get(row["spelling"], 0) + row["count"]
    assert int(told[2]) == sum(counts.values()) == 26
    for spelling in ("Kim Jong Un", "Kim Yo Jong", "Kim Jong-un", "Kim Yo-jong"):
        assert re.search(rf"{spelling} \({counts[spelling]}(?: mentions)?\)", told[1])
    assert f"Both: Moon Jae-in ({counts['Moon Jae-in']})" in told[1]
    per_article = {name: sum(row["count"] for row in used() if row["article"] == name) for name in ARTICLES}
    assert ", ".join(f"{name} {count}" for name, count in per_article.items()) in prose("teacher.md")
    kinds = {name: sum(row["article"] == name for row in used()) for name in ARTICLES}
    assert kinds == {"BLOG": 5, "GVS": 3, "IND": 3, "WSWS": 3, "WP": 3}


def test_two_articles_keep_to_one_rule():
    assert keeps_one_rule() == {"GVS", "IND"} == set(exercise_of("L8.E5").expected)
    assert next(o.text for o in question("L8.D1").options if o.key) == "In two of the five"
    assert next(o.text for o in question("L8.Q6").options if o.key) == "GVS"
    assert len(data.rows("names")) == 40
    assert "Forty rows" in prose("lesson.md")


def test_the_spelling_of_most_articles():
    counts = {}
    for row in used():
        counts[row["spelling"]] = counts.get(row["spelling"], 0) + 1
    assert max(counts, key=counts.get) == "Moon Jae-in"
    assert (counts["Moon Jae-in"], counts["Kim Yo-jong"], counts["Kim Jong Un"]) == (4, 3, 2)


def test_romanisations_are_those_of_the_record():
    people = {row["person"]: row for row in data.rows("people")}
    columns = ("hangul", "revised_romanisation", "mccune_reischauer", "north_korean_spelling")
    for person in ("kim-jong-un", "kim-yo-jong", "moon-jae-in"):
        line = " | ".join(people[person][name] for name in columns)
        assert f"| {line} |" in prose("lesson.md")
    jung = [row for row in people.values() if "Jung" in row["name"] and "정" in (row["hangul"] or "")]
    assert {row["side"] for row in jung} == {"South Korea"}


# Time


def test_parts_add_up_to_the_time_that_is_announced():
    minutes = [
        int(found)
        for found in re.findall(
            r"^## \d · .*\((\d+) minutes", (LESSON / "lesson.md").read_text("utf8"), re.MULTILINE
        )
    ]
    table = re.findall(
        r"^\| \d [^|]*\|[^|]*\| *(\d+) *\| *(\d+) *\|",
        (LESSON / "teacher.md").read_text("utf8"),
        re.MULTILINE,
    )
    assert len(minutes) == 8
    assert minutes == [int(middle) for middle, _ in table]
    assert (sum(minutes), sum(int(long) for _, long in table)) == (55, 75)
    assert "About 55 minutes" in prose("lesson.md")


# Prose and the table


@pytest.mark.parametrize(
    "wording",
    [
        "KCNA-0613-d",
        "CGTN-0614-a",
        "YNA-0613-a",
        "IND-P17",
        "HANI-0617",
        "XIN-0616",
        "KBS-0616",
        "MACH-0613-b",
    ],
)
def test_the_lesson_quotes_the_table_exactly(wording):
    assert ROWS[wording]["text"].rstrip(",") in prose("lesson.md")


def test_the_enemy_and_the_authorities_stand_in_one_sentence():
    assert ROWS["KCNA-0613-d"]["text"].startswith("the right")
    assert "the south Korean authorities" in ROWS["KCNA-0613-e"]["text"]
    assert 'that very sentence stand "the south Korean authorities"' in prose("lesson.md")


def test_korean_of_the_lesson_is_that_of_the_table():
    assert ROWS["KO-0616"]["text"] in prose("lesson.md")
    assert "위원장동지와 당과 국가" in ROWS["KO-0613-b"]["text"]
    assert "북남공동련락사무소" in ROWS["KO-0613-17"]["text"]
    assert "남북 공동연락사무소" in ROWS["KHAN-0613-17"]["text"]
    assert "남조선것들" in ROWS["KO-0613-a"]["text"]


def test_cards_of_the_second_deck_quote_the_table():
    cards = {card["id"]: card for card in decks.find("L8.C2").content["cards"]}
    assert len(cards) == 8
    inside = {"s1": "DIPL-0613-b", "s2": "WP-P05", "s5": "YNA-0613-a", "s6": "AP-0613-e", "s7": "WP-P05"}
    for card, wording in inside.items():
        assert cards[card]["text"].strip("“”") in ROWS[wording]["text"]
    assert ROWS["KBS-0616"]["text"] in cards["s3"]["text"]
    key = {
        card["id"]: [card["group"]] if isinstance(card["group"], str) else card["group"]
        for card in cards.values()
    }
    assert [card for card, groups in key.items() if groups == ["silent"]] == ["s2", "s5", "s8"]
    assert [card for card, groups in key.items() if len(groups) == 2] == ["s4", "s7"]
    assert "Silent: s2, s5, s8." in prose("teacher.md")


def test_best_exemplars_quote_exactly():
    """Between the marks of a level 4 text stand words of the table, and brackets."""
    texts = [text for level, text in question("L8.W1").exemplars if level == 4]
    assert len(texts) == 2
    sources = [row["text"] for row in ROWS.values() if row["translation"].startswith("KCNA")]
    for text in texts:
        for quotation in re.findall(r'"([^"]+)"', text.split("Note:")[0]):
            assert any(edits.quote_edits(quotation, source) == NONE for source in sources), quotation


def test_poor_exemplars_do_not():
    texts = [text for level, text in question("L8.W1").exemplars if level <= 2]
    sources = [row["text"] for row in ROWS.values() if row["translation"].startswith("KCNA")]
    for text in texts:
        quotations = re.findall(r'"([^"]+)"', text.split("note:")[0].split("Note:")[0])
        exact = [any(edits.quote_edits(q, source) == NONE for source in sources) for q in quotations]
        assert not all(exact), text


def test_the_fixed_cases_of_the_function_are_right():
    for case in exercise_of("L8.E6").cases:
        found = edits.quote_edits(*case["args"])
        assert {name: found[name] for name in case["expected"]} == case["expected"]
