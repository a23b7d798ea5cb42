"""What the correction desk says of good, bad, empty and nonsense texts. A plain page, no server."""

from __future__ import annotations

import re

import bare
import desk_jobs
import pytest

from course.quiz import bank
from course.widgets.views import passage_views

pytestmark = pytest.mark.browser

RESULTS = """([text, index, { questions, problems, quotable }]) => {
  const question = questions[index];
  const corrected = problems.filter(({ id }) => question.problems.includes(id)).map(({ passage }) => passage);
  return window.front.results(text, { question, corrected, quotable });
}"""
EVERY = range(len(desk_jobs.JOBS))
BRIEF, HEADLINE, FIRST, SECOND = 3, 2, 0, 1


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the desk."""
    page = bare.blank(browser, "desk")
    yield page
    assert page.faults == []
    page.close()


def results(page, text, index=BRIEF, spec=None):
    found = page.evaluate(RESULTS, [text, index, spec or desk_jobs.desk().spec])
    return {one["name"]: (one["state"], one["lines"]) for one in found}


def fine(*lines):
    return "fine", list(lines)


def look(*lines):
    return "look", list(lines)


def open_(*lines):
    return "open", list(lines)


NO_DATE = look("No date of the event yet: write when it happened.")
DATES = [
    *((as_, fine(f"Says when: {as_}.")) for as_ in (
        "16 June 2020", "16th June 2020", "16th of June 2020", "16th of June, 2020", "16 Jun 2020", "16 jun. 2020", "16 JUNE 2020",
        "June 16, 2020", "June 16 2020", "June 16th, 2020", "Jun. 16, 2020", "June the 16th, 2020", "2020-06-16", "2020/06/16",
        "2020.6.16", "16/06/2020", "16.6.2020", "16-06-2020", "06/16/2020", "6/16/20", "16/6/20", "2020년 6월 16일",
        "16\u00a0June\u00a02020", "15–16 June 2020", "16 and 17 June 2020", "June 16–17, 2020")),
    ("On Tuesday, 16 June 2020, it fell.", fine("Says when: 16 June 2020.")),
    ("On 13 June 2020 she spoke, on 16 June 2020 it fell.", fine("Says when: 16 June 2020.")),
    ("It fell on 16 June.", look("“16 June” comes every year: add the year.")),
    ("It fell on June 16th.", look("“June 16th” comes every year: add the year.")),
    ("It fell on 17 June 2020.", look("17 June 2020 is a date, but not that of the event: write when it happened.")),
    ("It fell on 16 June 2019.", look("16 June 2019 is a date, but not that of the event: write when it happened.")),
    ("It fell in June 2020.", look("“June 2020” has no day: write on which day it happened.")),
    ("It fell on Tuesday.", look("“on Tuesday” is no date: a reader next year cannot tell which day you mean.")),
    ("It fell yesterday.", look("“yesterday” is no date: a reader next year cannot tell which day you mean.")),
    ("It fell.", NO_DATE),
    ("160620 and 2020 and 16", NO_DATE),
    ("It fell on 16/13/2020 or 99 June 2020.", look("“June 2020” has no day: write on which day it happened.")),
    ("16 Juno 2020", NO_DATE),
]  # fmt: skip
PLACES = [
    *((name, fine(f"Says where: {name}.")) for name in (
        "Kaesong", "KAESONG", "kaesong", "Kaesŏng", "Kaeso\u0306ng", "Gaeseong", "Kaeseong", "Gaesong", "Kaesung", "Gae-seong", "개성")),
    ("The office in Kaesong's zone, not in Pyongyang.", fine("Says where: Kaesong.")),
    ("The office in Pyongyang fell.", look("Pyongyang is named, but not the place of the office: write where it stood.")),
    ("The office near the heavily armed border fell.", look("“near the heavily armed border” is long: name the town where the office stood.")),
    ("The office fell.", look("No place yet: write where the office stood.")),
    ("Kaesongs Keasong Kaesongy", look("No place yet: write where the office stood.")),
]  # fmt: skip
NO_ONE = look("No attribution yet: say who says so, such as “the ministry said”.")
SAID = [
    ("The office fell, the Unification Ministry said.", fine("Says who: “Unification Ministry said”.")),
    ("South Korea's Unification Ministry said that it fell.", fine("Says who: “South Korea's Unification Ministry said”.")),
    ("According to KCNA, it fell.", fine("Says who: “According to KCNA”.")),
    ("It fell, according to the ministry.", fine("Says who: “according to the ministry”.")),
    ("It fell, said the ministry.", fine("Says who: “said the ministry”.")),
    ("Yonhap reports a loud bang.", fine("Says who: “Yonhap reports”.")),
    ("IND P12 quotes somebody.", fine("Says who: “IND P12 quotes”.")),
    ("GVS P4 has another place.", fine("Says who: “GVS P4 has”.")),
    ("Kim Yo Jong warned of it. She said so.", fine("Says who: “Kim Yo Jong warned”.")),
    ("The blast was reported by KBS.", fine("Says who: “reported by KBS”.")),
    ("It was printed by the New Zealand Herald.", fine("Says who: “printed by the New Zealand Herald”.")),
    ("Officials in Seoul confirmed it.", fine("Says who: “Seoul confirmed”.")),
    ("Experts say that it was leverage.", look("“Experts say” names nobody: say which person, office or agency.")),
    ("It is said that it fell.", look("“It is said” names nobody: say which person, office or agency.")),
    ("The office reportedly fell.", look("“reportedly” names nobody: say which person, office or agency.")),
    ("Many believe that.", look("“Many believe” names nobody: say which person, office or agency.")),
    ("North Korea demolished the office in Kaesong.", NO_ONE),
    ("The office was reported empty.", NO_ONE),
    ("North Korea has an army.", NO_ONE),
    ("A sign read “KCNA said so”.", NO_ONE),
    ("Nobody told. Kaesong is a town.", NO_ONE),
]  # fmt: skip
CITED = [
    ("(GVS P4, IND-P12; wp p7 and BLOG P2)", fine("4 paragraphs: GVS P4, IND P12, WP P7, BLOG P2.")),
    ("GVS P4 GVS-P04 GVSP4", look("You cite 1 paragraph; cite at least 4, such as GVS P14.")),
    ("GVS P4 IND P12 WP P7 BLOG P2 IND P99", look("IND P99 does not exist: IND runs from P1 to P34.")),
    ("GVS P0, NYT P3", look("GVS P0 does not exist: GVS runs from P1 to P46.", "You cite 0 paragraphs; cite at least 4, such as GVS P14.")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), DATES)
def test_the_date_of_the_event(page, text, said):
    assert results(page, text)["date"] == said


@pytest.mark.parametrize(("text", "said"), PLACES)
def test_the_place(page, text, said):
    assert results(page, text)["place"] == said


@pytest.mark.parametrize(("text", "said"), SAID)
def test_who_says_so(page, text, said):
    assert results(page, text)["attribution"] == said


@pytest.mark.parametrize(("text", "said"), CITED)
def test_paragraphs(page, text, said):
    assert results(page, text)["citations"] == said


def test_length(page):
    said = {
        "one": look("You have 1 word; write at least 150."),
        "word " * 150: fine("150 words. Asked for: 150 to 200 words."),
        "word " * 200: fine("200 words. Asked for: 150 to 200 words."),
        "word " * 203: look("You have 203 words; cut 3 to come down to 200."),
    }
    assert {text: results(page, text)["words"] for text in said} == said


IND, GVS = "IND P12", "GVS P4"
ENDS = "the office was destroyed shortly before 3pm local time"
NONE = fine("None, so there is nothing to compare.")
QUOTATIONS = [
    ("No marks at all. The Koreas' office, it's gone.", NONE),
    ('Empty: "" and “ ”.', NONE),
    (f"“{ENDS}” (IND P12)", fine(f"“the office was destroyed …”: exact, {IND}.")),
    (f'"{ENDS}." (IND P12)', fine(f"“the office was destroyed …”: exact, {IND}.")),
    (f"‘{ENDS}’ says IND P12", fine(f"“the office was destroyed …”: exact, {IND}.")),
    (f"'{ENDS}' says IND P12", fine(f"“the office was destroyed …”: exact, {IND}.")),
    (f"“{ENDS}”", fine(f"“the office was destroyed …”: exact, {IND}.")),
    ("“the office [in Kaesong] was destroyed … before 3pm” (IND P12)", fine(f"“the office [in Kaesong] …”: exact, {IND}.")),
    ("“the office was destroyed ... before 3pm” (IND P12)", fine(f"“the office was destroyed …”: exact, {IND}.")),
    ("“North Korea's Kaesong Industrial Region” (BLOG P3)", fine("“North Korea's Kaesong Industrial Region”: exact, BLOG P3.")),
    (f"“{ENDS}” (IND P12). “increasing Inter-Korean relations” (GVS P4)", fine(f"2 quotations are exact: {IND}, {GVS}.")),
    ("“the office was destroyed shorty before 3pm” (IND P12)",
     look("This quotation differs from IND P12: you wrote “shorty”, the page has “shortly”.")),
    ("“the office was destroyed shorty before 3pm local time”",
     look("This quotation differs from IND P12: you wrote “shorty”, the page has “shortly”.")),
    ("“the office was destroyed very shortly before 3pm” (IND P12)",
     look("This quotation differs from IND P12: you put in “very” (your own words go into [square brackets]).")),
    ("“the office was destroyed before 3pm local time” (IND P12)",
     look("This quotation differs from IND P12: you left out “shortly” (show it with …).")),
    ("“an office was wrecked shorty before 3pm local hour” (IND P12)",
     look("This quotation differs from IND P12: you wrote “an”, the page has “the”; you wrote “wrecked”, the page has “destroyed”; and 2 more.")),
    ("“The office was destroyed” (IND P12)",
     fine("“The office was destroyed”: exact, IND P12. A capital differs: you wrote “The”, it has “the”. Strictly, a changed letter goes "
          "into brackets too.")),
    ("KCNA: “We will soon take a next action.”", fine("“We will soon take …”: exact, KCNA.")),
    ("KCNA: “We will soon take the next action.”",
     look("This quotation differs from KCNA: you wrote “the”, the source has “a”. It stands so in WP P5.")),
    ("“We will soon take the next action” (WP P5)", fine("“We will soon take …”: exact, WP P5.")),
    ("KCNA: “We will quickly take an action.”",
     look("This quotation differs from KCNA: you wrote “quickly”, the source has “soon”; you left out “a” (show it with …); and 1 more.")),
    ("KCNA: “It was quite a different thing.”",
     open_("“It was quite a …” cannot be checked here: the course has only an excerpt of KCNA, or nothing.")),
    (f"IND P12 has “{ENDS}”. GVS P9 has another day.", fine("“the office was destroyed …”: exact, IND P12.")),
    (f"So it was: “{ENDS}”. (IND P12) That is in no other.", fine("“the office was destroyed …”: exact, IND P12.")),
    (f"“{ENDS}” (GVS P9)", open_(f"“the office was destroyed …” stands in {IND}. Whether GVS P9 has it too cannot be checked here.")),
    ("“quite another sentence of this page” (IND P12)",
     open_("“quite another sentence of …” cannot be checked here: the course has only an excerpt of IND P12, or nothing.")),
    ("“hostile state”", open_("“hostile state” cannot be checked here: say where it comes from.")),
    (f"“{ENDS}, it said” (IND P12)",
     open_("“the office was destroyed …”: what our excerpt of IND P12 has is exact. The rest cannot be checked here.")),
    ("“남북관계의 발전”", open_("“남북관계의 발전” cannot be checked here: say where it comes from.")),
    (f"“{'word ' * 26}”", look("A quotation of 26 words: at most 25. It begins “word word word word …”.")),
    (f"“{'word ' * 25}”", open_("“word word word word …” cannot be checked here: say where it comes from.")),
    ("She said “we will soon take", look("A quotation mark opens and does not close: “we will soon take …")),
    ("“hostile state” and “shorty destroyed” and “the office was destroyed shorty before 3pm”",
     look("This quotation differs from IND P12: you wrote “shorty”, the page has “shortly”.",
          "“hostile state” cannot be checked here: say where it comes from.",
          "“shorty destroyed” cannot be checked here: say where it comes from.")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), QUOTATIONS)
def test_quotations_against_excerpts(page, text, said):
    assert results(page, text)["quotations"] == said


IN_FULL = [
    ("“was quietly opened before noon” (GVS P9)", fine("“was quietly opened before noon”: exact, GVS P9.")),
    ("“was quietly opened after noon” (GVS P9)",
     look("This quotation differs from GVS P9: you wrote “after”, the page has “before”.")),
    ("“The building (ROK) (it was a small one)” (GVS P9)",
     look("This quotation differs from GVS P9: you put in “ROK” (your own words go into [square brackets]).")),
    ("“The building … was quietly opened” (GVS P9)", fine("“The building … was …”: exact, GVS P9.")),
    ("“quite another sentence of this page” (GVS P9)",
     look("“quite another sentence of …” does not stand in GVS P9: look again, or use your own words without marks.")),
    (f"“{ENDS}” (GVS P9)", look(f"“the office was destroyed …” stands in {IND}, not in GVS P9.")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), IN_FULL)
def test_quotations_against_full_texts(page, text, said):
    assert results(page, text, spec=desk_jobs.desk(views=desk_jobs.WITH_TEXT).spec)["quotations"] == said


WRONG = "Not yet: say what stood there, such as “An earlier version said …”."
RIGHT = "Not yet: say what is right, in a sentence of its own."
KNOWN = "Not yet: say how you know, with a paragraph such as GVS P14 or a source outside."
CHANGED = "Not yet: add “Corrected on” and the day, with the year."
OTHER_DATE = "A date is there, but not that of your change: add “Corrected on” and the day, with the year."
HAS_WRONG, HAS_RIGHT = "Says what stood there before.", "States a fact. Is it the right one?"
CORRECTIONS = [
    ("An earlier version said that the office was in Pyongyang. It was in Kaesong (GVS P8). Corrected on 3 March 2026.",
     (HAS_WRONG, HAS_RIGHT, "Says how we know: GVS P8.", "Says when: 3 March 2026.")),
    ("Correction, 2026-03-03: We wrongly dated the Hanoi summit to 2018; it took place in February 2019, according to KBS.",
     (HAS_WRONG, HAS_RIGHT, "Says how we know: “according to KBS”.", "Says when: 2026-03-03.")),
    ("The article gave 2018. The right year is 2019, see https://example.org/x. (Updated March 3, 2026)",
     (HAS_WRONG, HAS_RIGHT, "Says how we know: https://example.org/x.", "Says when: March 3, 2026.")),
    ("WP P7 said 2018. It should read 2019 (WP P7). 3 March 2026.",
     (HAS_WRONG, HAS_RIGHT, "WP P7 is what you correct: add what shows the right fact, a paragraph elsewhere or a source.", "Says when: 3 March 2026.")),
    ("Clarification, added on 3 March 2026. WP P7 said 2018. The summit was in 2019.",
     (HAS_WRONG, HAS_RIGHT, "WP P7 is what you correct: add what shows the right fact, a paragraph elsewhere or a source.", "Says when: 3 March 2026.")),
    ("The Hanoi summit was in February 2019.", (WRONG, HAS_RIGHT, KNOWN, CHANGED)),
    ("An earlier version said that the summit was in 2018. We are sorry for it.", (HAS_WRONG, RIGHT, KNOWN, CHANGED)),
    ("Corrected today: the summit was on 27 February 2019, not in 2018.",
     (WRONG, HAS_RIGHT, KNOWN, "“today” is no date: write the day of your change.")),
    ("The error is mended. The summit took place on 27 February 2019 in Hanoi.", (HAS_WRONG, HAS_RIGHT, KNOWN, OTHER_DATE)),
    ("asdf qwer 123 !!!", (WRONG, RIGHT, KNOWN, CHANGED)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), CORRECTIONS)
def test_the_four_parts_of_a_correction(page, text, said):
    found = results(page, text, FIRST)
    assert tuple(found[name][1][0] for name in ("wrong", "right", "known", "changed")) == said
    good = ("Says what", "States a fact", "Says how", "Says when")
    states = [found[name][0] == "fine" for name in ("wrong", "right", "known", "changed")]
    assert states == [line.startswith(good) for line in said]


def test_a_job_has_the_checks_that_it_names_and_a_correction_its_parts(page):
    names = [list(results(page, "x", index)) for index in EVERY]
    assert names == [
        ["wrong", "right", "known", "changed", "words", "quotations"],
        ["wrong", "right", "known", "changed", "words", "place", "citations"],
        ["words", "place", "attribution"],
        ["words", "date", "place", "attribution", "citations", "quotations"],
        ["words"],
    ]


def test_no_check_says_look_again_to_the_best_examples_of_the_lesson(page):
    jobs = [question for question in bank.load("12-the-correction-desk") if question.job]
    spec = desk_jobs.desk(jobs).spec
    best = [
        (index, text)
        for index, job in enumerate(jobs)
        for level, text in job.exemplars
        if level == len(job.rubric)
    ]
    assert len(best) >= len(jobs) >= 6
    said = {text: results(page, text, index, spec) for index, text in best}
    assert {
        (text, name) for text, found in said.items() for name, (state, _) in found.items() if state == "look"
    } == set()


@pytest.mark.parametrize("text", ["", "   ", "\n\u00a0\n"])
def test_an_empty_text_is_not_told_off(page, text):
    for index in EVERY:
        assert {state for state, _ in results(page, text, index).values()} == {"wait"}
    assert results(page, "", HEADLINE)["words"] == ("wait", ["4 to 14 words."])


@pytest.mark.parametrize(
    "text",
    ["🙂" * 400, "\u0000\ud800 \u202e", '"' * 301, "“" * 99, "'" * 99, "[" * 99, "…" * 99, "GVS P4 " * 500, "-- 16/16/16 --", "<b>x</b>",
     "한국어로만 쓴 글", "a.b" * 900, "said said said said", "“" + "x " * 3000 + "”", "constructor __proto__ “toString”"],
)  # fmt: skip
def test_nonsense_does_no_harm(page, text):
    for index in EVERY:
        found = results(page, text, index)
        assert all(state in {"fine", "look", "open"} and lines for state, lines in found.values())
    assert results(page, text)["date"] == NO_DATE


def test_every_paragraph_of_the_articles_is_known_word_for_word(page, article_texts):
    views = passage_views(texts=article_texts)
    spec = desk_jobs.desk(views=views).spec
    plain = {pid: re.sub('[“”"]', "", view["text"]).split() for pid, view in views.items()}
    runs = {pid: words[len(words) // 3 :][:20] for pid, words in plain.items() if len(words) >= 12}
    assert len(runs) > 100
    wrong = []
    for pid, run in runs.items():
        changed = [*run[:4], "zebra", *run[5:]]
        for words, state in ((run, "fine"), (changed, "look")):
            said = results(page, f"“{' '.join(words)}” ({pid})", BRIEF, spec)["quotations"]
            wrong += [(pid, state)] if said[0] != state else []
    assert wrong == []


def test_a_long_brief_is_looked_at_in_no_time(page):
    text = f"“{ENDS}” (IND P12) and “{'an office of the two sides ' * 4}” " * 8
    spent = page.evaluate(
        "([text, spec]) => { const at = performance.now(); window.front.results(text + ' “the office was destroyed shorty before”', "
        "{ question: spec.questions[3], corrected: [], quotable: spec.quotable }); return performance.now() - at; }",
        [text, desk_jobs.desk().spec],
    )
    assert spent < 500
