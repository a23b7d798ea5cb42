"""The numbers and claims of lesson 6, computed from the tables and, where they are at hand, from the articles."""

import re
from collections import Counter
from pathlib import Path

import pytest

from course import data
from course.check import exercise
from course.model import ARTICLES
from course.quiz import bank, decks
from course.text import words

SLUG = "06-whose-voice"
LESSON = Path(__file__).parents[2] / "lessons" / SLUG
SISTER = {"BLOG-P05", "GVS-P06", "IND-P20", "WSWS-P14", "WP-P05"}


def prose(name):
    return " ".join((LESSON / name).read_text(encoding="utf-8").split())


def quotes():
    return [{**row, "article": row["passage"].split("-")[0]} for row in data.rows("quotes")]


def sums(column):
    found = Counter()
    for row in quotes():
        found[row[column]] += row["words"]
    return dict(found)


def percent(part, whole):
    return round(100 * part / whole, 1)


def bodies():
    return {row["article"]: row["body_words"] for row in data.rows("articles")}


TOTAL = sum(row["words"] for row in data.rows("quotes"))
GROUPS = sums("group")


# Tables


def test_groups_are_those_of_quotes_and_two_that_are_never_quoted():
    rows = sorted(data.rows("speaker_groups"), key=lambda row: row["order"])
    assert [row["order"] for row in rows] == list(range(1, 9))
    names = [row["group"] for row in rows]
    assert set(names[:6]) == set(GROUPS)
    assert names[6:] == ["leaflet groups", "residents and workers"]
    assert [GROUPS[name] for name in names[:6]] == sorted(GROUPS.values(), reverse=True)


def test_introductions_are_one_per_person_and_article():
    rows = data.rows("introductions")
    assert len({(row["person"], row["article"]) for row in rows}) == len(rows) == 28
    assert [row["introduction"] for row in rows] == [f"I{n:02d}" for n in range(1, 29)]
    people = {row["name"]: row for row in data.rows("people")}
    for row in rows:
        assert row["passage"].startswith(row["article"] + "-")
        assert len(row["introduced_as"].split()) <= 12
        assert row["article"] in people[row["person"]]["articles"].split(";")
        assert f"row {people[row['person']]['person']}" in row["source"]
        assert "kcnawatch" not in row["source"]
        url = people[row["person"]]["source_url"]
        assert not url or "kcnawatch" in url or row["source"].endswith(url)


def test_kinship_is_for_one_person_in_all_five_and_her_office_in_none():
    rows = data.rows("introductions")
    kinship = [row for row in rows if row["kind"] == "kinship"]
    assert {row["person"] for row in kinship} == {"Kim Yo Jong"}
    assert [row["article"] for row in kinship] == list(ARTICLES)
    assert {row["kind"] for row in rows if row["person"] == "Kim Yo Jong"} == {"kinship"}
    assert {row["passage"] for row in kinship} == SISTER


def test_the_key_of_the_introductions_is_counted():
    rows = data.rows("introductions")
    kinds = Counter(row["kind"] for row in rows)
    people = len({row["person"] for row in rows})
    assert (
        f"{len(rows)} rows, {people} people): {kinds['office']} by office, {kinds['affiliation']} by affiliation, "
        f"{kinds['kinship']} by kinship, {kinds['name only']} by name only" in prose("teacher.md")
    )
    bare = {(row["person"], row["article"]) for row in rows if row["kind"] == "name only"}
    assert bare == {
        ("Donald Trump", "BLOG"),
        ("Donald Trump", "IND"),
        ("Donald Trump", "WSWS"),
        ("Kim Jong Un", "IND"),
        ("Kim Jong Un", "WP"),
        ("Moon Jae-in", "WP"),
    }


@pytest.mark.texts
def test_introductions_stand_at_the_first_mention(article_texts):
    parts = {row["passage"]: row["part"] for row in data.rows("passages")}
    names = {
        "Kim Jong Un": r"Kim J[ou]n?n?g[- ]u[nm]",
        "Moon Jae-in": "Moon Jae[- ][Ii]n",
        "Kim Yo Jong": "Kim Yo[- ][Jj]ong",
        # a name that only labels a government is no mention
        "Donald Trump": "Trump(?! administration)",
    }
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    for row in data.rows("introductions"):
        assert row["introduced_as"] in text[row["passage"]]
        pattern = re.compile(names.get(row["person"], re.escape(row["person"])), re.IGNORECASE)
        body = [
            p.id for p in article_texts[row["article"]] if parts[p.id] == "body" and pattern.search(p.text)
        ]
        assert body[0] == row["passage"], row


@pytest.mark.texts
def test_no_article_gives_the_office_and_each_says_sister(article_texts):
    for article, passages in article_texts.items():
        text = " ".join(passage.text for passage in passages)
        assert "sister" in text, article
        assert not re.search(r"department director|Central Committee|Workers.? Party", text), article
    ids = {p.id for found in article_texts.values() for p in found if "sister" in p.text.lower()}
    assert ids >= SISTER


@pytest.mark.texts
def test_people_who_send_leaflets_are_in_all_five_and_never_say_anything(article_texts):
    parts = {row["passage"]: row["part"] for row in data.rows("passages")}
    for passages in article_texts.values():
        body = " ".join(p.text for p in passages if parts[p.id] == "body").lower()
        assert "leaflet" in body or "propaganda across the border via balloon" in body
    assert not {
        row["speaker"] for row in quotes() if row["group"] in {"leaflet groups", "residents and workers"}
    }


@pytest.mark.texts
def test_only_one_speaker_is_called_a_woman(article_texts):
    text = " ".join(p.text for found in article_texts.values() for p in found)
    assert set(re.findall(r"\b(?:Ms|Mrs|Miss) (\w+)", text)) == {"Kim"}
    assert bank_question("L6.P3").answer == 1
    assert len({row["speaker"] for row in quotes() if row["speaker_kind"] == "person"}) == 9


@pytest.mark.texts
def test_brackets_and_scare_quotes_are_as_the_lesson_says(article_texts):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    assert '"It [North Korea] had to vent' in text["WSWS-P09"]
    assert "“freedom of navigation”" in text["WSWS-P20"]
    three = [row["words"] for row in quotes() if row["speaker"] == "Leif-Eric Easley"]
    assert three == [11, 8, 26]


def bank_question(qid):
    return next(question for question in bank.load(SLUG) if question.id == qid)


# Prose


def test_the_key_of_the_audit():
    teacher = prose("teacher.md")
    labels = ["Experts outside government", "DPRK state", "ROK government", "Former US official"]
    groups = ["independent experts", "DPRK state", "ROK government", "former US official"]
    for label, group in zip(labels, groups, strict=True):
        row = next(
            line
            for line in (LESSON / "teacher.md").read_text("utf8").splitlines()
            if line.startswith(f"| {label} |") and "%" in line
        )
        assert row.endswith(f"| {GROUPS[group]} | {percent(GROUPS[group], TOTAL)} % |")
        assert sum(map(int, re.findall(r" (\d+)(?=,| \|)", row.split("|")[2] + "|"))) == GROUPS[group]
    assert f"| All | {len(quotes())} quotations, 9 people by name | {TOTAL} | 100 % |" in teacher
    assert "| 8 | 2.0 % |" in teacher
    assert "| 3 | 0.7 % |" in teacher
    assert teacher.count("| 0 | 0 % |") == 2


def test_the_key_by_card():
    key = re.search(r"By card: (.*?)\n", (LESSON / "teacher.md").read_text("utf8"))[1]
    short = {
        "DPRK state": "DPRK",
        "independent experts": "experts",
        "ROK government": "ROK",
        "former US official": "former US official",
        "US government": "US government",
        "scare quotes": "scare quotes",
    }
    found = {}
    for part in key.rstrip(".").split(" · "):
        cards, group = re.match(r"((?:Q\d\d(?:, | to )?)+) (.+)", part).groups()
        numbers = [int(number) for number in re.findall(r"\d+", cards)]
        found.update(dict.fromkeys(range(numbers[0], numbers[-1] + 1), group))
    assert found == {int(row["quote"][1:]): short[row["group"]] for row in quotes()}


def test_shares_by_article():
    by_article = sums("article")
    shares = {name: percent(by_article[name], bodies()[name]) for name in ARTICLES}
    said = ", ".join(
        f"{name} {by_article[name]}{' words' if name == 'BLOG' else ''} ({shares[name]} %{' of its body' if name == 'BLOG' else ''})"
        for name in ARTICLES
    )
    assert said in prose("teacher.md")
    assert max(shares, key=shares.get) == "IND"
    assert exercise_of("L6.E5").expected == shares
    stem = bank_question("L6.Q4").stem
    assert f"In IND, {shares['IND']} % of the body" in stem
    assert "109 of 650 words, which is 16.8 %" in bank_question("L6.D1").options[1].feedback
    assert (by_article["IND"], bodies()["IND"], by_article["GVS"]) == (109, 650, 137)
    assert max(bodies(), key=bodies().get) == "WSWS"
    counts = Counter(row["article"] for row in quotes())
    assert counts.most_common(1)[0][0] == "GVS"
    assert len({row["speaker"] for row in quotes() if row["article"] == "IND"}) == 5
    kinds = {name: len({row["group"] for row in quotes() if row["article"] == name}) for name in ARTICLES}
    assert max(kinds, key=kinds.get) == "WSWS"
    assert [name for name in ARTICLES if kinds[name] == 1] == ["WP"]


def exercise_of(eid):
    return next(item for item in exercise.load(SLUG) if item.id == eid)


def test_kim_yo_jong_has_more_than_a_quarter():
    her = sums("speaker")["Kim Yo Jong"]
    lesson = prose("lesson.md")
    assert f"Kim Yo Jong, has {her} of the {TOTAL} words, more than one in four" in lesson
    assert 4 * her > TOTAL
    assert str(percent(her, TOTAL)) not in lesson  # the exercise asks for it
    assert exercise_of("L6.E3").expected == percent(her, TOTAL) == 27.7
    assert f"{her} words, more than a quarter" in bank_question("L6.Q3").options[1].feedback
    assert max(sums("speaker").values()) == her
    assert {row["article"] for row in quotes() if row["speaker"] == "Kim Yo Jong"} == set(ARTICLES)
    rows = [row["quote"] for row in quotes() if row["speaker"] == "Kim Yo Jong"]
    assert f"{', '.join(rows[:-1])} and {rows[-1]}" in exercise_of("L6.E3").hints[1]


def test_one_coding_decision_turns_the_order_round():
    lee = sums("speaker")["Lee Seong-hyon"]
    experts, north = GROUPS["independent experts"], GROUPS["DPRK state"]
    assert bank_question("L6.D2").answer == north + lee == 201
    assert f"{north} and {lee} make {north + lee}, and the experts would drop to {experts - lee}" in " ".join(
        bank_question("L6.D2").feedback["correct"].split()
    )
    assert set(bank_question("L6.D2").feedback) >= {str(north - lee), str(experts - lee), str(experts + lee)}
    wrong = [one.value for one in exercise_of("L6.E2").diagnoses]
    assert {"DPRK state": north + lee} in wrong
    assert {"independent experts": experts - lee} in wrong
    four = [
        words
        for name, words in sums("speaker").items()
        if any(row["speaker"] == name and row["group"] == "independent experts" for row in quotes())
    ]
    assert len(four) == 4
    assert all(experts - words < north for words in four)


def test_expected_values_of_the_exercise():
    assert exercise_of("L6.E1").expected == TOTAL == 404
    assert exercise_of("L6.E2").expected == GROUPS
    never = {row["group"] for row in data.rows("speaker_groups")} - set(GROUPS)
    assert set(exercise_of("L6.E4").expected) == never
    case = exercise_of("L6.E6").cases[0]
    columns = case["args"][0]["table"]["columns"]
    assert case["args"][0]["table"]["rows"] == [
        [row[name] for name in columns] for row in data.rows("quotes")
    ]
    assert case["expected"] == {
        "total": 404, "top_person": "Kim Yo Jong", "top_words": 112, "top_share": 27.7, "people": 9,
    }  # fmt: skip


def test_foreseen_wrong_values_come_from_the_slips_they_name():
    speakers, by_article = sums("speaker"), sums("article")
    north, experts = GROUPS["DPRK state"], GROUPS["independent experts"]
    two = {one.value for one in exercise_of("L6.E1").diagnoses}
    assert two == {
        len(quotes()),
        TOTAL - 3,
        TOTAL - speakers["North Korean government"],
        TOTAL - 3 - speakers["North Korean government"],
        sum(bodies().values()),
        speakers["Kim Yo Jong"],
    }
    wrong = [one.value for one in exercise_of("L6.E2").diagnoses]
    for slip in (
        {"DPRK state": north - speakers["North Korean government"]},
        {"DPRK state": north - speakers["Korean Central News Agency"]},
        {"DPRK state": north - speakers["Kim Yo Jong"]},
        {"DPRK state": north - speakers["North Korean military"]},
        {"DPRK state": north - speakers["Ri Son Gwon"]},
        {"independent experts": north, "DPRK state": experts},
        {"independent experts": percent(experts, TOTAL), "DPRK state": percent(north, TOTAL)},
        *(
            {"independent experts": experts - speakers[one]}
            for one in ("Cheong Seong-chang", "Leif-Eric Easley", "Harry Kazianis")
        ),
        *(
            {"ROK government": GROUPS["ROK government"] - speakers[one]}
            for one in ("Ministry of Unification", "Moon Jae-in", "Presidential office of South Korea")
        ),
        {"ROK government": speakers["Kim You-geun"]},
        {"independent experts": experts + GROUPS["former US official"]},
        {"US government": GROUPS["US government"] + GROUPS["former US official"]},
        {"ROK government": GROUPS["ROK government"] - 1 - speakers["Kim You-geun"]},
        dict(Counter(row["group"] for row in quotes())),
    ):
        assert slip in wrong, slip
    her = speakers["Kim Yo Jong"]
    seven = sum(row["speaker"] == "Kim Yo Jong" for row in quotes())
    shares = {one.value for one in exercise_of("L6.E3").diagnoses}
    assert shares == {
        her,
        round(her / TOTAL, 3),
        percent(her, north),
        percent(north, TOTAL),
        percent(experts, TOTAL),
        percent(seven, len(quotes())),
        round(100 * her / TOTAL),
        100 * her // TOTAL,
        percent(speakers["Harry Kazianis"], TOTAL),
        percent(her, sum(bodies().values())),
    }
    tokens = {row["article"]: row["tokens"] for row in data.rows("articles")}
    slips = [one.value for one in exercise_of("L6.E5").diagnoses]
    for whole in (
        dict.fromkeys(ARTICLES, TOTAL),
        dict.fromkeys(ARTICLES, sum(bodies().values())),
        tokens,
    ):
        assert {name: percent(by_article[name], whole[name]) for name in ARTICLES} in slips
    assert by_article in slips
    assert {"WSWS": percent(by_article["WSWS"] - 3, bodies()["WSWS"])} in slips


def test_what_held_up_is_counted():
    nameless = sum(row["words"] for row in quotes() if row["quote"] in {"Q24", "Q29"})
    assert f"For {TOTAL - nameless} of the {TOTAL} words the article names" in prose("lesson.md")
    claims = {row["claim"]: row for row in data.rows("claims")}
    assert "Reuters" in claims["IND-P18-a"]["evidence"]
    assert claims["IND-P18-a"]["verdict"] == "right"
    reuters = [row for row in claims.values() if row["passage"] == "WSWS-P17"]
    assert any("Reuters" in row["evidence"] and row["verdict"] == "right" for row in reuters)


def test_the_worked_example_is_counted():
    assert "11, 8 and 26 words. Together 45." in prose("lesson.md")
    assert sums("speaker")["Leif-Eric Easley"] == 45


# Cards


def test_every_quotation_is_a_card_with_feedback():
    deck = decks.find("L6.C1")
    cards = decks.cards(deck, data.rows("quotes"))
    assert len(cards) == 31
    assert [card["id"] for card in cards if not (card.get("right") and card.get("not_yet"))] == []
    assert set(deck.content["by_about"]) - {""} == {row["speaker"] for row in quotes() if row["speaker"]}
    assert [group["id"] for group in deck.content["groups"]] == [
        row["group"] for row in sorted(data.rows("speaker_groups"), key=lambda row: row["order"])
    ]
    assert deck.content["keep_empty"] == ["leaflet groups", "residents and workers"]


def test_the_insult_is_not_on_a_card():
    card = next(c for c in decks.cards(decks.find("L6.C1"), data.rows("quotes")) if c["id"] == "Q05")
    assert card["text"] == "“the mindset of the enraged people …”"
    for name in ("lesson.md", "quiz.yaml", "decks.yaml", "exercise.yaml", "exercise.md", "teacher.md"):
        assert "scum" not in prose(name)


def test_cards_of_introductions_say_what_the_table_says():
    table = {(row["passage"], row["introduced_as"]): row["kind"] for row in data.rows("introductions")}
    cards = decks.find("L6.C2").content["cards"]
    assert len(cards) == 12
    for card in cards:
        assert table[card["from"], card["text"].strip("“”")] == card["group"]
    her = [card for card in cards if re.search("Yo[ -][Jj]ong", f"{card['text']} {card.get('about', '')}")]
    assert {card["from"] for card in her} == SISTER
    assert len(her) == 5


def test_short_of_time_names_the_cards_of_two_articles():
    found = [row["quote"] for row in quotes() if row["article"] in {"IND", "WSWS"}]
    assert (found[0], found[-1], len(found)) == ("Q15", "Q29", 15)
    assert "only the fifteen cards from IND and WSWS" in prose("lesson.md")
    assert "only Q15 to Q29 (IND and WSWS)" in prose("teacher.md")


def test_no_address_of_a_state_of_the_north():
    for path in LESSON.iterdir():
        assert not re.search(r"kcna\.kp|kcnawatch|korea-np|uriminzokkiri|rodong", path.read_text("utf8")), (
            path
        )


def test_words_are_counted_by_the_course():
    for row in data.rows("excerpts"):
        if row["lesson"] == "L6":
            assert len(words.words(row["text"])) == row["words"] <= 25


@pytest.mark.texts
def test_the_rule_of_the_count_leaves_two_words_out(article_texts):
    text = {passage.id: passage.text for found in article_texts.values() for passage in found}
    layers = {row["passage"]: row["layer"] for row in data.rows("passages")}
    assert "‘the enemy’" in text["WP-P06"]
    assert layers["IND-P03"] == "headline"
    assert "'blows up'" in text["IND-P03"]
    assert f"gets {TOTAL + 2} words" in prose("teacher.md")


@pytest.mark.texts
def test_people_near_the_line_are_not_even_mentioned(article_texts):
    parts = {row["passage"]: row["part"] for row in data.rows("passages")}
    body = " ".join(
        p.text for found in article_texts.values() for p in found if parts[p.id] == "body"
    ).lower()
    assert not re.search(r"\b(?:residents?|villagers?|farmers?|mayors?|inhabitants?)\b", body)
    assert "People who live near the line are not even mentioned." in prose("decks.yaml")
