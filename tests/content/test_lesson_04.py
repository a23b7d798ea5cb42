"""Every number of lesson 4, computed from the tables and the articles, and the texts that state it."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from course import charts, data
from course.check import exercise
from course.prose import word_count
from course.quiz import bank

FOLDER = Path(__file__).parents[2] / "lessons" / "04-headline-lead-body"
LESSON, TEACHER = (
    " ".join((FOLDER / name).read_text("utf8").split()) for name in ("lesson.md", "teacher.md")
)
DECKS = {deck["id"]: deck for deck in yaml.safe_load((FOLDER / "decks.yaml").read_text("utf8"))["decks"]}
HEADLINES = data.load("headlines")
METONYMS = data.load("metonyms")
MENTIONS = data.load("place_mentions")
BODY = METONYMS[METONYMS["part"] == "body"]
EXPECTED = {item.id: item.expected for item in exercise.load("04-headline-lead-body")}


def short(passage):
    return f"P{int(passage[-2:])}"


def named(place):
    rows = MENTIONS[(MENTIONS["place"] == place) & (MENTIONS["part"] == "body")]
    counts = rows.groupby(rows["passage"].str.partition("-")[0])["count"].sum()
    return {article: int(counts.get(article, 0)) for article in HEADLINES["article"]}


def feedback(qid, text):
    return next(option.feedback for option in bank.question(qid).options if option.text.startswith(text))


# The headlines


def test_the_lengths_and_their_mean():
    mean = HEADLINES["tokens"].mean()
    assert mean == pytest.approx(EXPECTED["L4.E1"])
    assert f"mean {mean:.1f}" in TEACHER
    listed = ", ".join(f"{row.article} {row.tokens}" for row in HEADLINES.itertuples())
    assert listed.replace("BLOG 13", "BLOG 13 words") in TEACHER


def test_the_tokens_are_those_of_the_headlines():
    texts = {row["article"]: row["headline"] for row in data.rows("articles")}
    assert [len(texts[name].split()) for name in HEADLINES["article"]] == list(HEADLINES["tokens"])


def test_added_words_end_the_headline_and_stand_where_something_is_added():
    texts = {row["article"]: row["headline"] for row in data.rows("articles")}
    for row in HEADLINES.fillna({"added_words": ""}).itertuples():
        assert texts[row.article].endswith(row.added_words)
        assert bool(row.added_words) == (row.adds != "nothing")
        assert row.asserts_intent_or_verdict == (row.adds in {"motive", "verdict"})


def test_two_headlines_state_a_motive_or_a_verdict():
    asserting = set(HEADLINES.loc[HEADLINES["asserts_intent_or_verdict"], "article"])
    assert asserting == set(EXPECTED["L4.E2"]) == {"BLOG", "WSWS"}
    assert bank.question("L4.D2").answer == len(asserting)
    context = set(HEADLINES.loc[HEADLINES["adds"] == "context", "article"])
    assert context == {"GVS", "IND"}
    assert "GVS and IND add context; WP adds nothing" in TEACHER


def test_no_headline_names_a_place():
    assert set(HEADLINES["place"]) == {"not named"}
    assert set(MENTIONS["passage"]).isdisjoint(HEADLINES["passage"])
    (key,) = (option.text for option in bank.question("L4.D1").options if option.key)
    assert key == "None of the five"


def test_only_ind_has_a_deck():
    decks = [row["passage"] for row in data.rows("passages") if row["layer"] == "deck"]
    assert decks == ["IND-P04"]
    assert "only IND has one (IND P4)" in LESSON


# Pyongyang


def test_ten_uses_two_cities_eight_governments_one_wrong():
    counts = BODY["refers_to"].value_counts().to_dict()
    assert counts == EXPECTED["L4.E3"] == {"city": 2, "government": 8}
    assert len(BODY) == 10
    assert len(METONYMS) == 11
    assert list(METONYMS.loc[METONYMS["part"] != "body", "passage"]) == ["GVS-P40"]
    wrong = METONYMS.loc[METONYMS["right_place"].eq(other=False).fillna(value=False), "passage"]
    assert set(wrong) == set(EXPECTED["L4.E4"]) == {"GVS-P04"}


def test_every_mention_on_the_page_of_gvs_is_coded():
    rows = MENTIONS[MENTIONS["passage"].str.startswith("GVS") & (MENTIONS["place"] == "Pyongyang")]
    assert dict(zip(rows["passage"], rows["part"], strict=True)) == dict(
        zip(METONYMS["passage"], METONYMS["part"], strict=True)
    )
    assert set(rows["count"]) == {1}


def test_the_sorter_has_the_ten_uses_with_the_keys_of_the_table():
    keys = {card["from"]: card["group"] for card in DECKS["L4.C2"]["cards"]}
    assert keys == dict(zip(BODY["passage"], BODY["refers_to"], strict=True))
    phrases = dict(zip(BODY["passage"], BODY["phrase"], strict=True))
    for card in DECKS["L4.C2"]["cards"]:
        assert phrases[card["from"]] in card["text"]
    assert DECKS["L4.C2"]["closing"].startswith("Two mean the city and eight mean the government.")
    assert "Ten times" in DECKS["L4.C2"]["intro"]


def test_the_quiz_and_the_teacher_page_agree_with_the_table():
    (key,) = (option for option in bank.question("L4.Q2").options if option.key)
    assert key.text == "Twice"
    assert "other eight" in key.feedback
    for row in BODY.itertuples():
        use = (
            "government"
            if row.refers_to == "government"
            else f"city, {'right' if row.right_place else 'wrong'} place"
        )
        assert f"| {short(row.passage)} | {use} |" in TEACHER
    government = (METONYMS["refers_to"] == "government").sum()
    assert f"{len(METONYMS)} uses and {government} governments" in TEACHER
    assert "Does the cell agree with your cards?" in LESSON  # it does not: the link in P40 is one more
    assert government == 9
    assert len(BODY) == 10
    assert "nine" not in LESSON


# Places


def test_kaesong_and_pyongyang_by_article():
    for place in ("Kaesong", "Pyongyang"):
        listed = ", ".join(f"{article} {count}" for article, count in named(place).items())
        assert f"{place}: {listed}." in TEACHER
    assert named("Kaesong")["GVS"] == EXPECTED["L4.E5"] == 3
    gvs = MENTIONS[MENTIONS["passage"].str.startswith("GVS") & (MENTIONS["place"] == "Kaesong")]
    assert list(gvs["passage"]) == ["GVS-P08", "GVS-P36", "GVS-P44"]


def test_kaesong_is_the_only_place_in_all_five():
    everywhere = [place for place in MENTIONS["place"].unique() if all(named(place).values())]
    assert everywhere == ["Kaesong"]
    (key,) = (option.text for option in bank.question("L4.D3").options if option.key)
    assert key == "Kaesong"
    assert sum(count > 0 for count in named("Washington").values()) == 4
    assert feedback("L4.D3", "Washington").startswith("Four columns have a dot")


def test_the_paragraphs_of_what_held_up_name_kaesong():
    kaesong = set(MENTIONS.loc[MENTIONS["place"] == "Kaesong", "passage"])
    assert {"BLOG-P03", "IND-P11", "WSWS-P05", "WP-P02"} <= kaesong
    assert "(BLOG P3, IND P11, WSWS P5, WP P2)" in LESSON


def test_distances_on_the_map():
    for place, written in (("pyongyang", "144"), ("seoul", "51"), ("panmunjom", "5")):
        assert f"{charts.kilometres('liaison-office-building', place):.0f}" == written
    assert "it is 144 kilometres from Pyongyang, 51 from Seoul and 5 from Panmunjom" in LESSON


def test_kaesong_lay_south_of_the_parallel():
    places = {row["place"]: row for row in data.rows("places")}
    assert places["kaesong"]["lat"] < 38
    assert (places["kaesong"]["side_1945_1950"], places["kaesong"]["side_in_2020"]) == (
        "South Korea",
        "North Korea",
    )


def test_dates_of_the_history_box():
    dates = {row["title"]: row["date"] for row in data.rows("timeline")}
    told = {
        "Korea divided at the 38th parallel": ("1945-08", "In August 1945"),
        "Armistice signed": ("1953-07-27", "27 July 1953"),
        "Hyundai and North Korea agree on an industrial zone": ("2000-08-22", "In August 2000"),
        "First goods made at Kaesong": ("2004-12-15", "December 2004"),
        "Seoul shuts the Kaesong complex": ("2016-02-10", "February 2016"),
    }
    for title, (date, written) in told.items():
        assert str(dates[title]) == date
        assert written in LESSON


# Problems


def test_where_the_factual_errors_stand():
    found = [row for row in data.rows("problems") if row["problem_class"] == "factual error"]
    layers = {row["passage"]: row["layer"] for row in data.rows("passages")}
    leads = {"BLOG-P02", "GVS-P04", "IND-P11", "WSWS-P03", "WP-P02"}
    assert [row["passage"] for row in found if layers[row["passage"]] == "headline"] == []
    assert [row["passage"] for row in found if row["passage"] in leads] == ["GVS-P04"]
    assert len(found) == 5
    assert "one stands in a first sentence, and four stand further down" in LESSON
    assert "five factual errors, none in a headline, one in a lead (GVS P4), four further down" in TEACHER


def test_the_slips_of_the_first_sentence_are_problems():
    classes = {row["problem"]: (row["passage"], row["problem_class"]) for row in data.rows("problems")}
    assert classes["E01"] == ("GVS-P04", "factual error")
    assert classes["E02"] == ("GVS-P04", "wording")
    assert "Coded as problems E02 and E01" in TEACHER


# The decks and the free response


def test_half_of_the_rated_claims_hold_up():
    expect = [card["expect"] for card in DECKS["L4.C1"]["cards"]]
    assert expect.count("up") >= len(expect) / 2
    assert DECKS["L4.C1"]["closing"].startswith("Two of the four claims held up.")


def test_the_plan_was_announced_and_put_on_hold():
    days = {row["title"]: str(row["date"]) for row in data.rows("timeline")}
    assert days["North announces troops; minister offers to go"] == "2020-06-17"
    assert days["Kim Jong Un puts the military plans on hold"] == "2020-06-23"  # seven days after the 16th
    (card,) = (card for card in DECKS["L4.C1"]["cards"] if card["id"] == "b3")
    assert "a week after the demolition it put the plan on hold" in " ".join(card["feedback"].split())


def test_the_exemplars_keep_the_lengths_of_headline_and_deck():
    for _, text in bank.question("L4.W1").exemplars:
        first, second = re.fullmatch(r"16 June(?:, 16:30)?: (.+) 17 June: (.+)", text).groups()
        headline, _, deck = first.partition(" Deck: ")
        assert 4 <= word_count(headline) <= 12, headline
        assert 4 <= word_count(deck) <= 25, deck
        headline, _, rest = second.partition(" Deck: ")
        assert 4 <= word_count(headline) <= 12, headline
        assert word_count(rest.partition(". ")[0]) <= 25, rest


def test_the_minutes_of_the_desk():
    stamp = next(row["published_basis"] for row in data.rows("articles") if row["article"] == "IND")
    assert "09:12 BST" in stamp
    london, korea = dt.timezone(dt.timedelta(hours=1)), dt.timezone(dt.timedelta(hours=9))
    there = dt.datetime(2020, 6, 16, 9, 12, tzinfo=london).astimezone(korea)
    assert f"{there:%H:%M} the stamp of IND (09:12 in London)" in TEACHER
    (blown,) = (row for row in data.rows("timeline") if row["title"] == "Liaison office blown up")
    assert "14:49" in blown["what_happened"]
    assert "blew up the office at 14:49" in LESSON


def test_the_desk_agrees_with_the_table_of_times():
    times = {row["event"]: str(row["local_time"])[:5] for row in data.rows("times")}
    assert f"| 16 June, {times['confirmation']} | The North's state radio reports" in LESSON
    assert f"{times['explosion']} demolition" in TEACHER
    assert f"{times['confirmation']} the North's state radio" in TEACHER
    # At the first deadline only one side had spoken.
    assert times["first_reports"] < "16:30" < times["confirmation"]
    assert "16:30 Korean time" in bank.question("L4.W1").stem
    last = bank.question("L4.W1").exemplars[-1][1]
    assert f"its radio had said so at {times['confirmation']}" in " ".join(last.split())


def test_nothing_above_the_question_on_the_chart_prints_its_answer():
    """After Run All the table, which has a column for it, must stand below the question."""
    order = [LESSON.index(part) for part in ('ask("L4.D1")', "charts.headlines(headlines)", 'ask("L4.D2")')]
    assert order == sorted(order)
    assert LESSON.index("ipython3 headlines ```") > order[-1]


# With the articles


@pytest.fixture
def text(article_texts):
    return {passage.id: passage.text for found in article_texts.values() for passage in found}


@pytest.mark.texts
def test_phrases_stand_in_their_passage(text):
    for row in METONYMS.itertuples():
        assert row.phrase in text[row.passage]
        assert "Pyongyang" in row.phrase
        assert len(row.phrase.split()) <= 12


@pytest.mark.texts
def test_what_the_decks_quote_stands_in_the_passage(text):
    for deck in DECKS.values():
        for card in deck["cards"]:
            for part in card.get("steps", [card]):
                for quoted in re.findall(r"“([^”]+)”", part["text"]):
                    assert quoted in text[part["from"]], quoted


@pytest.mark.texts
def test_headlines_are_the_first_words_of_their_page(text):
    for row in data.rows("headlines"):
        assert row["verb"] in text[row["passage"]]
        assert (row["added_words"] or "") in text[row["passage"]]


@pytest.mark.texts
def test_elsewhere_pyongyang_always_acts(text):
    """Read one by one: seven uses outside GVS, none with a preposition of place."""
    uses = [
        match
        for passage, found in text.items()
        if not passage.startswith("GVS")
        for match in re.findall(r"(?:\b\w+ )?\bPyongyang\b", found)
    ]
    assert len(uses) == 7
    assert not [use for use in uses if use.split()[0] in {"in", "near", "at", "into"}]
