"""QTI packages, re-read with a reader written from the specification."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from export_readers import faults, package, qti_items, strip_ns

from course.classroom.export import papers, qti
from course.classroom.export.wording import html, stem
from course.model import Kind
from course.quiz import bank


def everything():
    lessons = [papers.lesson_paper(lesson, ["all"]) for lesson in bank.lessons()]
    return [*lessons, *(papers.form_paper(name) for name in ("a", "b", "claims"))]


@pytest.fixture(scope="module")
def read():
    made = everything()
    manifest, files = package(qti.export(made))
    items = {}
    for paper in made:
        name = qti.ident(paper)
        items |= {f"{paper.name}/{k}": v for k, v in qti_items(files[f"{name}/{name}.xml"]).items()}
    return made, manifest, files, items


def test_every_document_keeps_to_the_content_model(read):
    for name, root in read[2].items():
        if not name.endswith("assessment_meta.xml"):
            assert faults(root) == [], name


def test_the_model_finds_faults():
    broken = ET.fromstring("<item><presentation/><resprocessing/><extra/></item>")  # noqa: S314
    found = faults(broken)
    assert any("lacks ident" in fault for fault in found)
    assert any("<extra> is unknown" in fault for fault in found)
    assert any("<presentation> holds" in fault for fault in found)


def test_the_manifest_names_one_quiz_per_paper_with_its_settings(read):
    made, manifest, files, _ = read
    quizzes = [r for r in manifest.iter("resource") if r.get("type") == "imsqti_xmlv1p2"]
    assert [r.get("identifier") for r in quizzes] == [qti.ident(paper) for paper in made]
    for paper, resource in zip(made, quizzes, strict=True):
        depends = resource.find("dependency").get("identifierref")
        other = next(r for r in manifest.iter("resource") if r.get("identifier") == depends)
        settings = strip_ns(files[other.get("href")])
        assert settings.get("identifier") == qti.ident(paper)
        assert settings.find("title").text == paper.title
        assert float(settings.find("points_possible").text) == sum(q.scored for q in paper.questions)


def test_every_question_arrives_with_its_stem_and_kind(read):
    made, _, _, items = read
    for paper in made:
        for q in paper.questions:
            item = items[f"{paper.name}/{q.id}"]
            assert html(stem(q)) in item["stem"]
            assert (
                item["type"]
                == {
                    Kind.SINGLE: "multiple_choice_question",
                    Kind.MULTIPLE: "multiple_answers_question",
                    Kind.NUMBER: "numerical_question",
                    Kind.MATCH: "matching_question",
                    Kind.ORDER: "matching_question",
                    Kind.TEXT: "essay_question",
                }[q.kind]
            )
            assert item["points"] == str(int(q.scored))


def test_every_option_scores_and_speaks_as_in_the_bank(read):
    made, _, _, items = read
    seen = 0
    for paper in made:
        for q in (q for q in paper.questions if q.kind is Kind.SINGLE):
            item = items[f"{paper.name}/{q.id}"]
            (options,) = item["options"].values()
            assert list(options.values()) == [f"<p>{html(o.text)}</p>" for o in q.options]
            assert item["answers"] == list(options)
            for (ident, _), option in zip(options.items(), q.options, strict=True):
                met = [c for c in item["conditions"] if ("response1", ident) in c["chosen"]]
                assert any(c["score"] == [("Set", 100.0)] for c in met) == (option.key or not q.scored)
                shown = [item["said"][name] for c in met for name in c["shows"] if name.startswith(ident)]
                assert shown == ([f"<p>{html(option.feedback)}</p>"] if option.feedback else [])
                seen += 1
    assert seen > 500


def test_multiple_answers_want_all_keys_and_nothing_else(read):
    q = bank.question("L1.D1")
    item = read[3]["01-1449/L1.D1"]
    scoring = next(c for c in item["conditions"] if c["score"])
    (options,) = item["options"].values()
    named = dict(zip(options, q.options, strict=True))
    assert {named[ident].key for _, ident in scoring["chosen"]} == {True}
    assert {named[ident].key for ident in scoring["not"]} == {False}
    assert len(scoring["chosen"]) + len(scoring["not"]) == len(q.options)


def test_numbers_carry_value_reach_and_both_texts(read):
    q = bank.question("L2.D2")
    item = read[3]["02-peel-the-page/L2.D2"]
    scoring = next(c for c in item["conditions"] if c["score"])
    assert float(scoring["chosen"][0][1]) == q.answer
    assert scoring["range"] == pytest.approx([q.answer - q.tolerance, q.answer + q.tolerance])
    assert item["said"]["correct_fb"] == f"<p>{html(q.feedback['correct'])}</p>"
    assert item["said"]["general_incorrect_fb"] == f"<p>{html(q.feedback['not_yet'])}</p>"
    (lost,) = [line for line in qti.losses(read[0][2]) if line.startswith("L2.D2")]
    assert "217" in lost


def pairs(item):
    scored = [c for c in item["conditions"] if c["score"]]
    assert {c["score"][0][0] for c in scored} == {"Add"}
    assert sum(c["score"][0][1] for c in scored) == pytest.approx(100, abs=0.1)
    chosen = [c["chosen"][0] for c in scored]
    return {item["lefts"][left]: item["options"][left][right] for left, right in chosen}


def test_matches_pair_what_the_bank_pairs_even_where_two_share_a_target(read):
    q = bank.question("L4.R1")
    item = read[3]["04-headline-lead-body/L4.R1"]
    assert pairs(item) == {f"<p>{html(a)}</p>": b for a, b in zip(q.items, q.targets, strict=True)}
    assert all(len(set(o.values())) == len(o) == 2 for o in item["options"].values())
    assert all(ident.isdecimal() for o in item["options"].values() for ident in o)


def test_things_in_order_become_places_and_do_not_stand_in_order(read):
    q = bank.question("L9.R1")
    item = read[3]["09-before-and-after/L9.R1"]
    assert pairs(item) == {f"<p>{html(text)}</p>": str(n) for n, text in enumerate(q.items, 1)}
    assert list(item["lefts"].values()) != [f"<p>{html(text)}</p>" for text in q.items]
    assert any(line.startswith("L9.R1") for line in qti.losses(read[0][9]))


def test_passages_of_a_form_come_first_and_a_test_tells_nothing():
    paper = papers.silent(papers.form_paper("a"))
    _, files = package(qti.export([paper]))
    items = qti_items(files["course_form-a/course_form-a.xml"])
    kinds = [item["type"] for item in items.values()]
    assert kinds[: len(paper.readings)] == ["text_only_question"] * len(paper.readings)
    assert not any(text for item in items.values() for text in item["said"].values())
    settings = strip_ns(files["course_form-a/assessment_meta.xml"])
    assert settings.find("allowed_attempts").text == "1"
    assert settings.find("hide_results").text == "always"


def test_identifiers_are_unique_and_the_package_is_the_same_each_time(read):
    idents = [
        i.get("ident")
        for n, d in read[2].items()
        if "meta" not in n
        for i in d.iter()
        if i.tag.endswith("item")
    ]
    assert len(idents) == len(set(idents))
    assert qti.export(read[0][:2]) == qti.export(read[0][:2])


def test_a_seed_mixes_options_and_keeps_the_key():
    paper = papers.lesson_paper("06-whose-voice")
    plain, mixed = (
        qti_items(package(qti.export([paper], seed))[1]["course_06-whose-voice/course_06-whose-voice.xml"])
        for seed in ("", "autumn")
    )
    orders = [list(next(iter(i["options"].values())).values()) for i in plain.values()]
    others = [list(next(iter(i["options"].values())).values()) for i in mixed.values()]
    assert orders != others
    assert [sorted(o) for o in orders] == [sorted(o) for o in others]
    keys = [[c["chosen"] for c in i["conditions"] if c["score"]] for i in plain.values()]
    assert keys == [[c["chosen"] for c in i["conditions"] if c["score"]] for i in mixed.values()]


def test_markup_in_a_text_arrives_as_text():
    q = replace(bank.question("L6.Q1"), stem='Is 1 < 2 & "so" *on*? 남조선')
    paper = papers.Paper("x", "X <b>", "", (q,))
    item = qti_items(package(qti.export([paper]))[1]["course_x/course_x.xml"])["L6.Q1"]
    assert item["stem"] == '<p>Is 1 &lt; 2 &amp; "so" <em>on</em>? <span lang="ko">남조선</span></p>'
