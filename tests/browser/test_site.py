"""The reader edition, opened from files in Chromium with the network blocked, as readers use it.

Most tests use a sample of it, which is built in a few seconds: two lessons and everything that is no lesson. The core of
them runs always; what needs every page, or looks at one thing more, is marked slow.
"""

import gzip
import json
import re
import shutil
from urllib.parse import unquote

import harness
import pytest
import site_pages

from course import casefile, paths
from course.build.site import markup
from course.casefile import merge as merging
from course.casefile.summary import summarise
from course.charts.calibration import wilson
from course.quiz import bank, calibration, review
from course.text import words

SLUGS = sorted(path.parent.name for path in (harness.ROOT / "lessons").glob("[0-9][0-9]-*/lesson.md"))
EXERCISES = [slug for slug in SLUGS if (harness.ROOT / "lessons" / slug / "exercise.md").is_file()]
ARTICLES = ("BLOG", "GVS", "IND", "WSWS", "WP")
PAGES = [
    *("index", "timeline", "glossary", "search", "about", "articles/index"),
    *(f"articles/{article}" for article in ARTICLES),
    *(f"lessons/{slug}" for slug in SLUGS),
    *(f"exercises/{slug}" for slug in EXERCISES),
]
LOOKED_AT_BY_AXE = ("index", "search", "articles/WP", "lessons/05-how-sure", "exercises/01-1449")
"""One page of each kind: axe takes most of the time. `benchmarks/site.py` runs it on every page."""
SAMPLE = ("01-1449", "05-how-sure")
SAMPLE_PAGES = ("index", "lessons/01-1449", "articles/WP", "timeline")
READY = site_pages.READY
FILE = "one-event-five-stories/case-file"


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """The whole edition, built once."""
    from course.build.site import edition

    out = tmp_path_factory.mktemp("site") / "edition"
    edition.build(paths.root(), out)
    return out


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Two lessons with their exercises, and every page that is no lesson."""
    from course.build.site import edition

    out = tmp_path_factory.mktemp("site") / "sample"
    edition.build(paths.root(), out, only=SAMPLE)
    return out


@pytest.fixture(scope="module")
def visit(sample, browser):
    """Open a page of the sample from its file: ``visit("lessons/05-how-sure")``; contexts share nothing."""
    contexts = []

    def open_it(name, context=None, *, query="", drawn=False, within=sample, **options):
        if context is None:
            context = site_pages.context(browser, accept_downloads=True, **options)
            contexts.append(context)
        page = site_pages.watched(context)
        site_pages.open_page(page, within, name, query, drawn=drawn)
        return page

    yield open_it
    for context in contexts:
        context.close()


def test_a_page_of_each_kind_is_whole_asks_for_nothing_and_fits_every_width(browser, sample):
    page = site_pages.watched(site_pages.context(browser))
    found = [fault for name in SAMPLE_PAGES for fault in site_pages.faults(page, sample, name, axe=False)]
    page.context.close()
    assert found == []


@pytest.mark.slow
def test_every_page_is_whole_asks_for_nothing_and_fits_every_width(browser, edition):
    assert set(PAGES) <= set(site_pages.names(edition))
    page = site_pages.watched(site_pages.context(browser))
    found = [
        fault
        for name in site_pages.names(edition)
        for fault in site_pages.faults(page, edition, name, axe=name in LOOKED_AT_BY_AXE)
    ]
    page.context.close()
    assert found == []


def test_a_fault_is_found(browser, tmp_path):
    (tmp_path / "bad.html").write_text(
        '<html lang="en" data-ready="yes"><title>Bad</title><main><h1>Bad</h1><img src="http://127.0.0.1/a.png">'
        '<p data-front="0" style="width: 400px; color: #ccc">Pale</p></main></html>'
    )
    page = site_pages.watched(site_pages.context(browser))
    said = "\n".join(site_pages.faults(page, tmp_path, "bad", axe=True))
    page.context.close()
    for fault in (
        "Failed to load resource",
        "asked for http://127.0.0.1/a.png",
        "front-end 0 is not mounted",
        "axe image-alt",
        "axe color-contrast",
        "320 pixels: P. is too wide",
    ):
        assert fault in said


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_stays_small(edition, slug):
    page = edition / "lessons" / f"{slug}.html"
    own = [file.read_bytes() for file in (page, page.with_suffix(".js")) if file.is_file()]
    assert sum(map(len, own)) < 100_000  # the page and the data that only it loads
    assert sum(len(gzip.compress(file)) for file in own) < 40_000  # as web servers send it


LEAN = """
<script>if (1 < 2) { x = "</td>" }</script><div><p>A <b>b</b></p><p>c</p>\n<ul><li><p>d</p></li></ul><p>e</p></div><p>f</p>text<p>g</p>
<ul><li>One <b>two</b></li> <li>Three<ul><li>Four</li></ul></li></ul>
<table class="a b"><thead><tr><th scope="col">H</th><th>I</th></tr></thead><tbody><tr><th scope="row">a</th><td id="x-1">1</td></tr>
<tr><td title="</li>">2</td><td>3</td></tr></tbody></table><svg viewBox="0 0 1 1"><path d="M0"/><path d="M1"></path></svg>
<a href="../x/">y</a><a href="#z">z</a><pre>&lt;li&gt;</pre>
"""


def test_browsers_make_the_same_page_of_lean_markup(browser):
    page = browser.new_page()
    read = "html => new DOMParser().parseFromString(html, 'text/html').body.innerHTML.replace(/\\s*(<\\/?)/g, '$1')"
    assert len(markup.lean(LEAN)) < len(LEAN) - 50
    assert page.evaluate(read, markup.lean(LEAN)) == page.evaluate(read, LEAN)
    page.close()


@pytest.mark.slow
def test_every_link_within_the_edition_leads_somewhere(edition):
    broken = []
    for page in sorted(edition.rglob("*.html")):
        text = page.read_text("utf8")
        for href in re.findall(r'(?:href|src)="([^"]+)"', text):
            if re.match(r"[a-z]+:", href):
                continue
            path, _, place = unquote(href).partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.is_file() or (place and f'id="{place}"' not in target.read_text("utf8")):
                broken.append((page.name, href))
    assert broken == []


@pytest.mark.slow
def test_nothing_for_teachers_is_in_it(edition):
    everything = {path: path.read_text("utf8") for path in edition.rglob("*") if path.is_file()}
    assert not [path for path in everything if "test-forms" in str(path) or "teacher" in path.name]
    for slug in EXERCISES:
        assert "BEGIN SOLUTION" not in everything[edition / "exercises" / f"{slug}.html"]
        teacher = (harness.ROOT / "lessons" / slug / "teacher.md").read_text("utf8")
        longest = max((line for line in teacher.splitlines() if not line.startswith(("|", "#"))), key=len)
        assert not [path for path, text in everything.items() if longest in text]


@pytest.mark.slow
def test_no_word_of_a_notebook_is_left_over(edition):
    for slug in SLUGS:
        text = (edition / "lessons" / f"{slug}.html").read_text("utf8")
        for phrase in ("Run All Cells", "Restart Kernel", "model not found", ".ipynb"):
            assert phrase not in text, (slug, phrase)


@pytest.mark.slow
@pytest.mark.texts
def test_no_page_holds_more_than_25_words_of_an_article(edition, article_texts):
    def shingles(text):
        found = words.words(text)
        return {tuple(found[at : at + 26]) for at in range(len(found) - 25)}

    forbidden = set()
    for passages in article_texts.values():
        forbidden |= shingles("\n".join(passage.text for passage in passages))
    for path in edition.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".js"}:
            text = path.read_text("utf8")
            apart = (
                text.replace('"', " mark ") if path.suffix == ".js" else text
            )  # strings of data do not run on
            assert not shingles(re.sub(r"<[^<>]+>", " ", apart)) & forbidden, path.name


# ---- what is answered is kept ------------------------------------------------------------------------------------------


def kept(page):
    return json.loads(page.evaluate("key => localStorage.getItem(key)", FILE) or "null")


def answer_first(page):
    """Answer the first question after the recall with the keyboard alone."""
    card = page.locator(".course-question", has=page.locator(".q-card")).nth(1)
    card.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    card.locator(".q-verdict.course-note").wait_for()
    return card


def test_an_answer_is_judged_kept_and_there_again(visit):
    page = visit("lessons/01-1449")
    card = answer_first(page)
    said = card.locator(".q-verdict").inner_text()
    state = kept(page)
    assert set(state["answers"]) == {"L1.H1"}
    assert set(state["widgets"]) == {"01-1449/L1.H1"}
    assert set(state["visits"]) == {"01-1449"}
    page.reload()
    page.wait_for_function(READY)
    assert page.locator(".course-question").nth(1).locator(".q-verdict").inner_text() == said
    assert "1 of" in page.locator("[data-view=progress] .progress-count").first.inner_text()


def test_python_reads_what_the_browser_keeps(visit, tmp_path):
    page = visit("lessons/01-1449")
    answer_first(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my case file").click()
    text = download.value.path().read_text("utf8")
    assert re.fullmatch(r"case-file-[A-Z]{6}-\d{4}-\d\d-\d\d-\d{4}\.json", download.value.suggested_filename)
    mine = casefile.CaseFile.open(tmp_path / "case.json")
    report = mine.merge(text)
    assert (report.answers, report.unreadable) == (1, 0)
    assert mine.code == kept(page)["code"]
    assert mine.recall("01-1449/L1.H1")["L1.H1"]["checked"] is True


def test_the_browser_reads_what_python_keeps(visit, tmp_path):
    mine = casefile.CaseFile.open(tmp_path / "case.json")
    attempt = {"at": "2026-11-01T10:00:00.000Z", "response": "a", "confidence": "lean", "outcome": "not-yet"}
    mine.record_answer("L5.P1", attempt)
    mine.record_writing("L5.W1", "The word holds back.", 2)
    mine.add_conflict({"claim_a": "14:49", "claim_b": "14:50", "passages": ["IND-P12"], "status": "settled"})
    mine.record_exercise("L1.E1", "correct", 9)
    page = visit("lessons/05-how-sure")
    file = tmp_path / "case-file.json"
    file.write_text(mine.to_json(), "utf8")
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_text("Restored: 1 answer, 1 exercise check, 1 text, 1 row of the conflict log.").wait_for()
    assert merging.parse(json.dumps(kept(page)))[0]["answers"] == mine.answers()
    assert page.locator(".course-form").filter(has_text="Conflict log").get_by_text("14:50").count() == 1
    assert kept(page)["code"] == mine.code


@pytest.mark.slow
def test_a_file_that_is_no_case_file_changes_nothing(visit, tmp_path):
    page = visit("about")
    file = tmp_path / "notes.json"
    file.write_text('{"cells": [], "nbformat": 4}', "utf8")
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_text("This file is a notebook (.ipynb), not a case file.").wait_for()
    assert kept(page)["answers"] == {}


@pytest.mark.slow
def test_two_open_pages_lose_nothing_of_each_other(visit):
    one = visit("lessons/01-1449")
    two = visit("lessons/05-how-sure", one.context)
    answer_first(one)
    answer_first(two)
    one.wait_for_function(
        "key => 'L5.H1' in JSON.parse(localStorage.getItem(key)).answers", arg=FILE
    )  # other process
    assert set(kept(one)["answers"]) == {"L1.H1", "L5.H1"}


@pytest.mark.slow
def test_erasing_takes_everything_away(visit):
    page = visit("lessons/01-1449")
    answer_first(page)
    before = kept(page)["code"]
    page.get_by_role("button", name="Erase my case file").click()
    page.get_by_role("button", name="Yes, erase it").click()
    page.get_by_text("Erased. Your new code is").wait_for()
    assert kept(page)["answers"] == {}
    assert kept(page)["code"] != before
    assert page.locator(".course-question").nth(1).locator(".q-verdict.course-note").count() == 0


@pytest.mark.slow
def test_a_browser_that_keeps_nothing_is_said_and_works(browser, sample):
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = context.new_page()
    page.goto((sample / "lessons/01-1449.html").as_uri())
    page.wait_for_function(READY, timeout=60_000)
    assert "keeps nothing for this page" in page.locator("[data-view=notices]").inner_text()
    answer_first(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my case file").click()
    assert "L1.H1" in json.loads(download.value.path().read_text("utf8"))["answers"]
    context.close()


@pytest.mark.slow
def test_a_text_is_written_kept_and_not_doubted(visit, tmp_path):
    page = visit("lessons/01-1449")
    card = page.locator(".course-question").filter(has=page.locator("textarea"))
    card.locator("textarea").fill("The office was in Kaesong (GVS P8), and all five say so.")
    card.get_by_role("button", name=re.compile("Save|Check|Keep")).first.click()
    page.wait_for_timeout(3500)  # after three seconds without an answer a page would say that nobody keeps it
    assert "not in your case file" not in card.inner_text().lower()
    assert kept(page)["writing"]["L1.W1"][-1]["text"].startswith("The office was in Kaesong")


@pytest.mark.slow
def test_the_second_round_is_compared_with_the_first(visit, edition):
    page = visit("lessons/06-whose-voice", within=edition)
    cards = page.evaluate(
        "() => courseSite.unpack(coursePage.fronts).find((f) => f.spec.id === 'discernment.first').spec.cards"
    )
    value = {
        "cards": {card["id"]: {"flagged": card["faulty"], "confidence": "lean"} for card in cards},
        "finished": True,
    }
    page.evaluate("value => courseSite.store.remember('discernment.first', value)", value)
    again = visit("lessons/12-the-correction-desk", page.context, within=edition)
    again.evaluate("value => courseSite.store.remember('discernment.again', value)", value)
    again.reload()
    again.wait_for_function(READY)
    faulty = sum(card["faulty"] for card in cards)
    table = again.locator("table", has_text="Faulty claims flagged")
    assert table.locator("td").all_inner_texts()[1:3] == [f"{faulty} of {faulty}"] * 2


def test_a_page_whose_words_were_changed_says_so_and_keeps_what_there_is_to_read(browser, sample, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(sample, folder)
    file = folder / "lessons/01-1449.html"
    file.write_text(file.read_text("utf8").replace("Read it twice.", "Lies es zweimal."), "utf8")
    page = site_pages.watched(site_pages.context(browser))
    site_pages.open_page(page, folder, "lessons/01-1449", drawn=False)
    assert "This copy of the page was changed" in page.locator("[data-view=notices]").inner_text()
    assert page.locator(".course-widget").count() == 0
    assert page.locator("[data-front] li").count() > 20
    page.context.close()


@pytest.mark.slow
def test_progress_shows_this_lesson_and_folds_the_others(visit):
    page = visit("lessons/01-1449")
    view = page.locator("[data-view=progress]")
    assert view.locator(".progress-count:visible").count() == 1
    view.locator("summary").click()
    assert view.locator(".progress-count:visible").count() == len(SLUGS)
    answer_first(page)
    assert view.locator(".progress-count:visible").count() == len(SLUGS)  # it stays open
    assert view.get_by_text("13", exact=True).count() == 0  # the review has no number


# ---- the same rules as in Python ---------------------------------------------------------------------------------------


def example(seed):
    """A case file with a bit of everything; different seeds share IDs and moments, so that merging has work to do."""
    at = [f"2026-11-0{1 + (seed + n) % 4}T10:00:00.00{n % 3}Z" for n in range(6)]
    outcomes = ("correct", "not-yet", "noted")
    attempt = lambda n: {  # noqa: E731
        "at": at[n],
        "response": ["a", ["a", "b"], {"0": "1"}, 9][(seed + n) % 4],
        "confidence": [None, "lean", "certain"][(seed + n) % 3],
        "outcome": outcomes[(seed + n) % 3],
    }
    return {
        **merging.blank(),
        "code": ["KXMQRT", "CDGHJK", None][seed % 3],
        "created": at[0] if seed % 3 < 2 else None,
        "updated": at[1],
        "track": ["read", "code", None][seed % 3],
        "track_at": at[2],
        "name": ["Ada", "김", None][(seed + 1) % 3],
        "name_at": at[3],
        "answers": {f"L{1 + n % 3}.{'HQDP'[n % 4]}1": [attempt(n), attempt(n + 1)] for n in range(4)},
        "exercises": {
            "L1.E1": [{"at": at[n], "outcome": outcomes[n % 2], "value": str(n % 2)} for n in range(3)]
        },
        "writing": {
            "L1.W1": [{"at": at[n], "text": ["", "“Words”", "é"][n], "level": n or None} for n in range(3)]
        },
        "widgets": {
            "01-1449/matrix": {
                "at": at[seed % 5],
                "value": {"cells": {"a": {"checked": seed % 2 == 0, "right": True}}},
            },
            "L2.C1": {"at": at[4], "value": {"cards": {"k": {"checked": True, "right": seed % 2 == 0}}}},
            "02-x/recall": {"at": at[0], "value": {"L1.R1": {"checked": True, "outcome": "correct"}}},
        },
        "conflicts": [{"id": "c1", "at": at[5], "removed": True}, {"id": "c2", "at": at[2], "claim_a": "x"}][
            seed % 2 :
        ],
        "visits": {
            "01-1449": {"first": at[1], "last": at[4]},
            "02-peel-the-page": {"first": at[0], "last": at[seed % 4]},
        },
    }


def test_merging_and_counting_agree_with_python(visit):
    page = visit("about")
    states = [merging.parse(json.dumps(example(seed)))[0] for seed in range(7)]
    for one in states:
        for two in states:
            merged = page.evaluate("([a, b]) => courseSite.merge(a, b)", [one, two])
            assert json.dumps(merged) == json.dumps(merging.merge(one, two))
        told = page.evaluate("state => courseSite.summarise(state)", one)
        expected = json.loads(json.dumps(summarise(one)))
        assert {key: told[key] for key in ("answers", "writing", "conflicts", "last", "lessons")} == {
            key: expected[key] for key in ("answers", "writing", "conflicts", "last", "lessons")
        }


def test_reading_a_damaged_file_agrees_with_python(visit):
    page = visit("about")
    damaged = example(1) | {
        "answers": {"L1.Q1": [{"at": 5}, {"at": "2026", "response": "a"}], "L1.Q2": "no"},
        "widgets": {"x": {"at": "2026"}, "y": {"at": "2026", "value": {}}},
        "conflicts": [{"id": "c1", "at": "2026", "passages": "GVS-P04"}, 7],
        "code": "kxmqrt",
        "visits": [],
    }
    read = page.evaluate("text => courseSite.parse(text)", "\ufeff" + json.dumps(damaged))
    assert json.dumps(read) == json.dumps(list(merging.parse(json.dumps(damaged))))


@pytest.mark.slow
def test_recall_and_review_choose_as_in_python(visit):
    page = visit("lessons/05-how-sure")
    every = bank.all_questions()
    ids = [question.id for question in every if question.review_lags and question.scored]
    outcomes, ratings = ("correct", "not-yet"), (None, "guess", "lean", "fairly sure", "certain")
    attempts = {
        qid: [
            {
                "at": f"2026-11-{10 + (n + k) % 15}T10:00:00.000Z",
                "outcome": outcomes[(n + k) % 2],
                "confidence": ratings[(n * k) % 5],
            }
            for k in range(1 + n % 3)
        ]
        for n, qid in enumerate(ids)
        if n % 3
    }
    items = "courseSite.unpack(courseBank)"
    for known in ({}, attempts):
        for number in range(1, 13):
            chosen = page.evaluate(f"([n, a]) => courseSite.recallDeck(n, a, {items})", [number, known])
            assert chosen == review.deck(number, known, every), number
        for done in ([], [1], [1, 2, 4, 7], list(range(1, 13))):
            resting = ids[:4]
            due = page.evaluate(
                f"([d, a, r]) => courseSite.reviewSession(d, a, {items}, r)", [done, known, resting]
            )
            expected = review.session(done, known, every, resting)
            assert [(one["id"], one["back"], one["need"]) for one in due] == [
                (one.id, one.back, one.need) for one in expected
            ]


# ---- finding and looking -----------------------------------------------------------------------------------------------


def test_the_search_finds_a_spelling_and_leads_there(visit):
    page = visit("index")
    page.locator("#site-q").fill("Kaesong liaison")
    page.keyboard.press("Enter")
    page.locator("#found li").first.wait_for()
    assert re.search(r"\d+ places|first 60 places", page.locator("#found-status").inner_text())
    page.locator("#q").fill("maccune reischauer nothing")
    page.get_by_text("Nothing found for").wait_for()
    page.locator("#q").fill("개성")
    page.locator("#found a", has_text="Kaesong").first.wait_for()
    page.locator("#q").fill("Kaesŏng")
    page.locator("#found a", has_text="Kaesong").first.click()
    page.wait_for_function(READY)
    assert "#" in page.url
    assert page.locator(":target").is_visible()


@pytest.mark.slow
def test_the_timeline_is_explored_with_the_keyboard(visit):
    page = visit("timeline")
    assert page.locator(".event:visible").count() == 120
    page.locator("#tl-kind").focus()
    page.keyboard.type("Liaison")
    page.keyboard.press("Tab")
    page.get_by_text("11 of 120 events shown").wait_for()
    assert page.locator(".period:visible").count() < 8
    page.locator("#tl-q").focus()
    page.keyboard.type("14:49")
    page.get_by_text("1 of 120 events shown").wait_for()
    page.keyboard.type(" nonsense")
    page.get_by_text("Nothing fits.").wait_for()
    page.get_by_role("button", name="Show all").click()
    page.get_by_text("120 of 120 events shown").wait_for()


@pytest.mark.slow
def test_a_link_into_the_timeline_shows_its_event(visit):
    page = visit("timeline", query="#e2020-06-16-b")
    page.wait_for_timeout(300)
    box = page.locator("[id='e2020-06-16-b']").bounding_box()
    assert 0 <= box["y"] < 900


@pytest.mark.slow
def test_charts_answer_without_a_network(visit):
    page = visit("lessons/01-1449", drawn=True)
    chart = page.locator("figure", has=page.locator("input[type=range]"))
    before = chart.locator("svg").inner_html()
    chart.locator("input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert chart.locator("svg").inner_html() != before


@pytest.mark.slow
def test_the_theme_is_chosen_and_stays(visit):
    page = visit("index", color_scheme="dark")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Dark theme").click()
    page.reload()
    page.wait_for_function(READY)
    assert page.locator("html").get_attribute("data-theme") == "light"


@pytest.mark.slow
def test_print_is_ink_on_white_with_every_chart(visit):
    page = visit("lessons/05-how-sure", color_scheme="dark", drawn=True)
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    look = "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.course-widget')).backgroundColor]"
    assert page.evaluate(look) == ["rgb(255, 255, 255)", "rgb(255, 255, 255)"]
    assert not page.locator(".site-head").is_visible()
    assert page.locator("[data-chart] svg").count() == page.locator("[data-chart]").count() > 2


@pytest.mark.slow
def test_the_first_stop_skips_to_the_content(visit):
    page = visit("lessons/05-how-sure")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.slow
def test_without_scripts_the_words_are_there(browser, sample):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sample / "lessons/05-how-sure.html").as_uri())
    assert page.locator("[data-front] li").count() > 20
    assert page.locator("summary", has_text="This chart in words and as a table").count() >= 3
    page.goto((sample / "timeline.html").as_uri())
    assert page.locator(".event:visible").count() == 120
    context.close()


# ---- what lesson 5 shows of the reader ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_readers_own_calibration_is_drawn_as_in_python(visit):
    page = visit("lessons/05-how-sure", drawn=True)
    view = page.locator("[data-view=calibration]")
    assert view.locator("svg").count() == 0  # an empty frame would say nothing
    ratings = ["certain"] * 6 + ["lean"] * 3
    page.evaluate(
        """ratings => ratings.forEach((confidence, n) => courseSite.store.recordAnswer(`L1.Q${n + 1}`,
          { at: "2026-11-01T10:00:00.000Z", response: "a", confidence, outcome: n % 3 ? "correct" : "not-yet" }))""",
        ratings,
    )
    view.locator("svg").wait_for()
    page.wait_for_timeout(300)
    labels = view.locator("svg [aria-roledescription=point]").evaluate_all(
        "all => all.map(e => e.getAttribute('aria-label'))"
    )
    assert len(labels) == 2
    mine = calibration.summary(kept(page)["answers"])
    used = [one for one in mine.bins if one.n]
    ends = page.evaluate(
        "bins => bins.map(([right, n]) => courseSite.wilson(right, n))",
        [[100 * one.accuracy, one.n] for one in used],
    )
    expected = [[100 * end for end in wilson(one.accuracy, one.n)] for one in used]
    assert ends == [pytest.approx(pair) for pair in expected]
    assert page.evaluate("() => courseSite.calibration(courseSite.store.state()).brier") == pytest.approx(
        mine.brier
    )
    assert f"Brier score: {mine.brier:.2f}" in view.inner_text()


@pytest.mark.slow
def test_every_stop_of_the_keyboard_shows_where_it_is(visit):
    page = visit("lessons/05-how-sure", drawn=True)
    page.locator("main").focus()
    page.keyboard.press("Tab")
    unseen, fields = [], set()
    for _ in range(400):
        stop = page.evaluate(STOP)
        if stop["end"]:
            break
        fields.add(stop["kind"])
        unseen += [] if stop["seen"] else [stop["name"]]
        page.keyboard.press("Tab")
    assert stop["end"]
    assert {"number scale-number", "time scale-number", "radio", "BUTTON", "SUMMARY"} <= fields
    assert unseen == []


STOP = """() => {
  const at = document.activeElement;
  const face = [at, at.closest(".grid-box")?.querySelector(".grid-face"), at.closest("label")].filter(Boolean);
  const look = face.map((element) => getComputedStyle(element));
  const kind = [at.type ?? at.tagName, at.matches(".scale-number") ? "scale-number" : ""].join(" ").trim();
  return {
    end: !document.querySelector("main").contains(at), name: `${at.tagName} ${at.className} ${at.outerHTML.slice(0, 120)}`,
    kind: ["button", "submit"].includes(at.type) ? "BUTTON" : kind,
    seen: look.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
  };
}"""


@pytest.mark.slow
def test_no_front_end_asks_readers_for_a_command(edition):
    for path in edition.rglob("*"):
        if path.suffix in {".html", ".js"}:
            assert "with `course " not in path.read_text("utf8"), path.name
