"""Handouts and slides: everything that the lesson has for paper is there, and no answer is."""

import re
from html.parser import HTMLParser

import pytest

from course import data
from course.classroom.export import decksheets, handouts, page, papers, sheets, slides, source, wording
from course.classroom.export.source import Block
from course.model import CourseError
from course.quiz import bank, decks, discernment

LESSONS = [lesson for lesson in bank.lessons() if int(lesson[:2])]
CARD_KEYS = ("right", "not_yet", "below", "above", "feedback", "look", "told", "cue")


@pytest.fixture(scope="module", params=LESSONS)
def made(request):
    parts = source.read(request.param)
    draft = handouts.drafted(request.param, parts)
    found = slides.slides(request.param, parts)
    title = parts[0].heading
    deck = page.render("slides.html.j2", title=title, slides=found)
    return request.param, parts, *handouts.pages(parts, draft), deck, draft, found


def words(text):
    return wording.text_of(re.sub(r"<(style|script|svg)\b.*?</\1>", " ", text, flags=re.DOTALL))


def told(lesson):
    """What the bank and the decks say of answers, as whole texts."""
    for q in bank.load(lesson):
        yield from (part for o in q.options for part in (o.feedback, o.tempts))
        yield from (*q.feedback.values(), *q.rubric, *(text for _, text in q.exemplars))
        yield from (q.node.get("adds", ""), q.node.get("drops", ""))
    for deck in decks.load(lesson) if lesson in decks.lessons() else ():
        yield deck.content.get("closing", "")
        for card in deck.content.get("cards", ()):
            yield from (str(card.get(key, "")) for key in CARD_KEYS if key != "cue")
            yield from card.get("wrong", {}).values()
        for about in deck.content.get("by_about", {}).values():
            yield from about.values()
        for ask in deck.content.get("asks", {}).values():
            yield from (ask["keep"], ask["drop"])


def sentences(text):
    return [part for part in re.split(r"(?<=[.?!])\s+", text) if len(part.split()) >= 6]


def test_no_feedback_and_no_key_is_in_it(made):
    lesson, parts, first, later, deck, _, _ = made
    own = " ".join(wording.text_of(b.html) for part in parts for b in part.blocks)
    gists = " ".join(row["gist"] for row in data.rows("passages"))
    asked = " ".join(wording.stem(q) for q in bank.all_questions())
    faces = [
        str(card.get("text"))
        for lesson_ in decks.lessons()
        for deck_ in decks.load(lesson_)
        for card in deck_.content.get("cards", ())
    ]
    asked += " ".join(faces)
    claims = [claim.reason for claim in discernment.load().claims]
    for name, html in (("handout", first), ("later", later), ("slides", deck)):
        shown = words(html)
        for text in (*told(lesson), *claims):
            for sentence in sentences(wording.text_of(wording.html(text))):
                if sentence not in own and sentence not in gists and sentence not in asked:
                    assert sentence not in shown, (name, sentence)


def test_the_first_file_has_no_table_and_no_chart_of_results(made):
    lesson, _, first, later, _, draft, _ = made
    shown = words(first)
    for block in draft.later:
        if block["kind"] == "question":
            stem = wording.text_of(wording.html(block["view"].stem))
            assert stem not in shown
            assert stem in words(later)
    assert "<figure>" not in first or lesson[:2] in {"01", "04", "09"}  # maps and the timeline show no result


def test_every_question_and_every_card_is_on_paper(made):
    lesson, parts, first, later, _, _, _ = made
    shown = words(first) + words(later)
    calls = {
        b.arguments[0] for p in parts for b in p.blocks if b.kind == "call" and b.name in {"ask", "write"}
    }
    exits = {q.id for q in bank.load(lesson) if ".Q" in q.id}
    for qid in calls | exits:
        for option in bank.question(qid).options:
            assert wording.text_of(wording.html(option.text)) in shown, qid
    shows = {b.arguments[0] for p in parts for b in p.blocks if b.kind == "call" and b.name == "cards"}
    for deck in map(decks.find, shows):
        table = deck.content.get("table")
        for card in decks.cards(deck, data.rows(table["name"]) if table else None):
            assert wording.text_of(wording.html(card["text"])) in shown, deck.id


def test_nothing_of_the_lesson_is_for_the_screen_only(made):
    assert made[5].screen_only == []


class Outside(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [given[a] for a in ("src", "data") if a in given]
        self.found += [given["href"]] if tag == "link" else []


def test_a_file_needs_no_other_file(made):
    for text in made[2:5]:
        reader = Outside()
        reader.feed(text)
        assert reader.found == []
        style = " ".join(re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL))
        assert "@import" not in style
        assert not re.search(r"url\((?!#|['\"]?data:)", style)


def test_ids_of_drawings_do_not_meet(made):
    for text in made[2:5]:
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)


def test_korean_is_marked(made):
    for text in made[2:5]:
        bare = re.sub(r'<span lang="ko">[^<]*</span>|<(script|svg)\b.*?</\1>', "", text, flags=re.DOTALL)
        assert not re.search("[\uac00-\ud7a3]", bare)


def test_excerpts_of_the_reader_stay_short():
    sheet = sheets.reader(set(), set(sheets.articles()))
    rows = [row for _, _, group in sheet.values["groups"] for row in group]
    assert len(rows) > 100
    assert all(len(excerpt.split()) <= 25 for _, _, excerpt in rows)


def test_cards_in_order_of_time_are_mixed_and_without_dates():
    sheet = sheets.make(Block("call", name="cards", arguments=("L9.C1",)))
    texts = [text for text, _ in sheet.values["cards"]]
    original = [card["text"] for card in decks.find("L9.C1").content["cards"]]
    assert sorted(texts) == sorted(original)
    assert texts != original
    assert sheet == sheets.make(Block("call", name="cards", arguments=("L9.C1",)))
    assert sheet != sheets.make(Block("call", name="cards", arguments=("L9.C1",)), "autumn")


def test_a_grid_is_empty_and_has_all_facts_and_articles():
    sheet = sheets.make(Block("call", name="matrix", arguments=("01-1449",)))
    assert len(sheet.values["rows"]) == len(data.rows("facts"))
    assert sheet.values["columns"] == [row["article"] for row in data.rows("articles")]


def test_talk_of_the_screen_stays_on_the_screen():
    assert decksheets.sentences("Sort them. Watch the bars. Then check it.") == "Sort them."
    assert (
        decksheets.paragraph("<p>Look for a <em>report</em>. Before you click, ask.</p>")
        == "<p>Look for a <em>report</em>.</p>\n"
    )
    assert decksheets.paragraph("<p><strong>Press it. Now</strong> go on.</p>") == ""


def test_slides_begin_with_the_question_and_end_with_what_held_up(made):
    lesson, parts, found = made[0], made[1], made[6]
    assert found[0]["html"] == source.driving_question(parts)
    assert found[-1]["head"] == "What held up"
    assert found[-1]["html"]
    votes = [slide["view"].id for slide in found if slide.get("vote")]
    assert f"L{int(lesson[:2])}.H1" in votes


def test_a_broken_cell_is_one_line(tmp_path, monkeypatch):
    folder = tmp_path / "lessons" / "01-x"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(
        "---\na: b\n---\n# T\n\n```{code-cell} ipython3\ncourse.load('nonsense')\n```\n"
    )
    monkeypatch.setattr(source.paths, "lessons", lambda: tmp_path / "lessons")
    with pytest.raises(CourseError, match=r"01-x: the cell .*nonsense.* fails"):
        source.read("01-x")
    with pytest.raises(CourseError, match=r"no lesson\.md"):
        source.read("02-y")


def test_no_letter_of_the_key_leaks_through_the_order_of_pairs():
    for q in bank.all_questions():
        if q.items and q.scored:
            shown = papers.positions(q) if not q.targets else q
            assert list(wording.shuffled("", f"{q.id}/left", len(q.items))) != list(range(len(shown.items)))
