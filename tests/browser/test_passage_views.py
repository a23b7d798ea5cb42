"""The peeler and the aligner on a plain page with a fake model: no server, no kernel."""

from __future__ import annotations

import bare
import pytest

from course import data
from course.text.overlap import longest_run
from course.widgets.align import aligner_widget
from course.widgets.peel import peeler_widget
from course.widgets.views import passage_views

pytestmark = pytest.mark.browser
FURNITURE = {"BLOG": (23, 504), "GVS": (70, 1116), "IND": (217, 918), "WSWS": (11, 1016), "WP": (58, 480)}
DECK = {
    "id": "L2.C2",
    "title": "Peel the page",
    "intro": "Take off what is not the article.",
    "layers": [
        {
            "id": "furniture",
            "label": "Page furniture",
            "layers": ["navigation", "comments", "appeal", "read-more link", "footer", "date line"],
        },
        {
            "id": "embeds",
            "hint": "what **others** wrote",
            "label": "Embedded posts and picture texts",
            "layers": ["embed", "image text"],
        },
        {"id": "wire", "label": "Copy from elsewhere", "layers": ["wire copy", "unattributed copy"]},
        {"id": "staff", "label": "The site's own words", "layers": ["own text"]},
        {
            "id": "heads",
            "label": "Headline, deck, subheads, credits",
            "layers": ["headline", "deck", "subhead", "byline", "credit"],
        },
        {"id": "quotes", "label": "Quotations"},
    ],
    "closing": "What is left is the report.",
    "asks": {
        "WSWS-P21": {
            "ask": "It names the publisher. Keep it as evidence?",
            "keep": "It is the line that names the party behind the site.",
            "drop": "Now nothing names the publisher.",
        }
    },
}
PAIRS = [("BLOG-P02", "AP-LEAD", "BLOG P2 and AP"), ("BLOG-P05", "WSWS-P14", "BLOG P5 and WSWS P14")]
INVENTED = [
    (3, "The cat sat.", "the CAT, sat"),
    (0, "", "words"),
    (3, "Kim\u2019s well-known 1,449 days", "Kim's well-known 1 450 days"),
    (5, "a b a b c a b c d", "x a b c a b y a b c d"),
    (8, "\u2013caf\u00e9 na\u00efve \u2019tis rock-'n'-roll--on", "caf na ve tis rock-'n'-roll on"),
    (4, "\u0130stanbul \u212aelvin \u00b2 \uff11 \U0001f600ok", "i stanbul kelvin ok"),
    (3, "one\u201ctwo\u201dthree", "one two three"),
    (4, "it's 'it' -it- it-", "It\u2019s it it it"),
    (4, "same " * 9, "same " * 4),
]
EXCERPTS = [
    (
        "BLOG-P02",
        "North Korea blew up an inter-Korean liaison office building just north of the heavily armed border with South Korea, which may be more",
    ),
    ("BLOG-P02", "Trump\u2019s incompetence continues"),
    (
        "BLOG-P05",
        "\u201cbefore long, a tragic scene of the useless North-South joint liaison office completely collapsed would be seen.\u201d",
    ),
    (
        "WSWS-P14",
        "\u201cBefore long, a tragic scene of the useless north-south joint liaison office completely collapsed would be seen.\u201d",
    ),
    ("GVS-P13", "following the collapse of the Hanoi summit between Kim"),
    ("GVS-P43", "following the collapse of the Hanoi summit between Kim and Trump"),
    ("WP-P09", "if the tensions between the South and the North escalate"),
    ("IND-P16", "would respond to the North"),
]
FULL = {
    "BLOG-P02": "The old ferry left the grey harbour before dawn, and nobody on the pier waved.",
    "GVS-P05": "He said “The old ferry left the grey harbour” on Monday. Then the old ferry left again.",
}

LONGEST = "(pairs) => pairs.map(([a, b]) => window.front.longestRun(a, b))"


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with the front-end of paragraphs in it."""
    page = bare.blank(browser, "passage")
    yield page
    page.close()


@pytest.fixture(autouse=True)
def _no_faults(page):
    page.set_viewport_size({"width": 1000, "height": 900})
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    page.faults.clear()
    yield
    assert page.faults == []


def put(page, widget, **value):
    page.evaluate(bare.MODEL, [widget.spec, {**widget.value, **value}])


def quoted():
    """A few excerpts, so that no test depends on which ones the course has."""
    return [{"passage": passage, "text": text} for passage, text in EXCERPTS]


def full(views):
    return {id_: {**view, "text": FULL.get(id_)} for id_, view in views.items()}


def peeler(article="IND", views=None):
    return peeler_widget(
        article,
        deck=DECK,
        passages=views or passage_views(layers=True, texts={}),
        composition=data.rows("composition"),
        quotes=data.rows("quotes"),
        articles_rows=data.rows("articles"),
    )


def aligner(left=None, right=None, views=None):
    return aligner_widget(
        left,
        right,
        passages=views or passage_views(texts={}),
        upstream_rows=data.rows("upstream"),
        runs_rows=data.rows("shared_runs"),
        excerpts_rows=quoted(),
        suggest=PAIRS,
    )


def value(page):
    return page.evaluate("window.model.get('value')")


def focused(page):
    return page.evaluate("document.activeElement.textContent || document.activeElement.type")


def left(page):
    return page.locator(".peel-left").inner_text()


def block(page, name):
    return page.locator(".peel-item", has=page.get_by_role("button", name=name, exact=True))


# ---- The peeler.


@pytest.mark.parametrize("article", FURNITURE)
def test_peeling_the_furniture_leaves_the_curriculums_count(page, article):
    put(page, peeler(article), peeled={"WSWS-P21": "peeled"})
    page.get_by_label("Page furniture").uncheck()
    furniture, total = FURNITURE[article]
    share = f"{100 * (total - furniture) / total:.1f}"
    assert left(page) == f"Left on the page: {total - furniture} of {total} tokens ({share} %)"


def test_a_layer_folds_to_lines_that_open_and_come_back(page):
    put(page, peeler())
    page.get_by_label("Page furniture").uncheck()
    page.get_by_text("Peeled page furniture: 12 blocks, 217 tokens. 701 of 918 tokens left.").wait_for()
    line = page.get_by_text("P7 · appeal · 64 tokens · peeled")
    assert page.locator(".peel-item").count() == 34
    assert not page.get_by_text("The appeal names topics").is_visible()
    line.click()
    assert page.get_by_text("The appeal names topics").is_visible()
    page.get_by_label("Page furniture").check()
    page.get_by_text("Put back page furniture: 12 blocks, 217 tokens. 918 of 918 tokens left.").wait_for()
    assert value(page) == {"article": "IND", "off": [], "peeled": {}}


def test_the_bar_has_a_segment_for_each_layer_left_and_one_for_what_is_gone(page):
    put(page, peeler())
    grown = "all => all.map(s => [s.dataset.n ?? '', Number(s.style.flexGrow)])"
    segments = page.locator(".peel-segment").evaluate_all(grown)
    assert segments == [["1", 217], ["4", 540], ["6", 109], ["5", 52]]
    page.get_by_label("Page furniture").uncheck()
    page.get_by_label("Quotations").uncheck()
    assert page.locator(".peel-segment").evaluate_all(grown) == [["4", 540], ["5", 52], ["", 326]]
    assert page.locator(".peel-row", has_text="own words").inner_text().endswith("540 of 649 tokens left")


def test_everything_off_leaves_nothing_and_everything_comes_back(page):
    put(page, peeler("GVS"))
    for layer in DECK["layers"]:
        page.get_by_label(layer["label"]).uncheck()
    assert left(page) == "Left on the page: 0 of 1116 tokens (0.0 %)"
    assert page.locator(".peel-item.is-peeled").count() == 46
    page.get_by_role("button", name="Put everything back").click()
    assert left(page) == "Left on the page: 1116 of 1116 tokens (100.0 %)"


def test_a_mixed_paragraph_goes_part_by_part(page):
    put(page, peeler("BLOG"), off=["wire"])
    mixed = block(page, "Peel P2")
    assert "Peeled in part: 19 of 68 tokens, wire copy." in mixed.inner_text()
    page.get_by_label("The site's own words").uncheck()
    assert page.get_by_text("P2 · wire copy and own text · 68 tokens · peeled").is_visible()


def test_full_text_crosses_out_parts_and_quotations(page):
    views = passage_views(layers=True, texts={})
    text = "One two three four. “Five six,” seven eight."
    views["IND-P16"] = {**views["IND-P16"], "text": text, "tokens": 17}
    views["BLOG-P02"] = {**views["BLOG-P02"], "text": " ".join(f"w{n}" for n in range(68))}
    put(page, peeler("BLOG", views), off=["wire", "quotes"])
    assert page.locator(".peel-cut").first.inner_text().split() == [f"w{n}" for n in range(19)]
    assert block(page, "Peel P2").locator(".reader-text").inner_text() == views["BLOG-P02"]["text"]
    page.locator("input[value=IND]").check()
    assert block(page, "Peel P16").locator(".peel-cut").all_inner_texts() == ["“Five six,”"]
    assert block(page, "Peel P16").locator(".reader-text").inner_text() == text


def test_one_block_by_keyboard_keeps_the_focus_and_marks_its_layer(page):
    put(page, peeler("WP"))
    page.get_by_role("button", name="Peel P4").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "Put back P4"
    page.get_by_text("Peeled WP P4: 6 tokens. 474 of 480 tokens left.").wait_for()
    assert page.get_by_label("Embedded posts").evaluate("box => box.indeterminate")
    page.keyboard.press("Enter")
    assert focused(page) == "Peel P4"
    assert value(page)["peeled"] == {}


def test_a_block_put_back_stays_while_its_layer_is_off(page):
    put(page, peeler("WP"), off=["furniture"])
    page.get_by_role("button", name="Put back P18").press("Space")
    assert value(page)["peeled"] == {"WP-P18": "kept"}
    assert left(page).startswith("Left on the page: 425 of 480")
    page.get_by_label("Page furniture").check()
    assert value(page)["peeled"] == {}


@pytest.mark.parametrize(("key", "decision"), [("Keep", "kept"), ("Peel", "peeled")])
def test_a_layer_asks_before_its_evidence_goes(page, key, decision):
    put(page, peeler("WSWS"))
    page.get_by_label("Page furniture").focus()
    page.keyboard.press("Space")
    assert page.get_by_label("Page furniture").evaluate("box => box === document.activeElement")
    page.get_by_text(
        "Peeled page furniture: 1 block, 1 token. WSWS P21 asks first. 1015 of 1016 tokens left."
    ).wait_for()
    page.get_by_role("button", name="WSWS P21", exact=True).press("Enter")
    assert focused(page) == "Keep WSWS P21"
    page.get_by_role("button", name=f"{key} WSWS P21").press("Enter")
    assert focused(page) == ("Peel P21" if decision == "kept" else "Put back P21")
    said = DECK["asks"]["WSWS-P21"]["keep" if decision == "kept" else "drop"]
    assert page.locator(".course-note", has_text=said).is_visible()
    assert value(page)["peeled"] == {"WSWS-P21": decision}
    assert left(page).startswith(f"Left on the page: {1015 if decision == 'kept' else 1005} of 1016")
    assert not page.locator(".peel-waiting").is_visible()


def test_a_block_alone_asks_too_and_asks_again(page):
    put(page, peeler("WSWS"))
    page.get_by_role("button", name="Peel P21").press("Enter")
    assert focused(page) == "Keep WSWS P21"
    assert left(page).startswith("Left on the page: 1016 of 1016")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert value(page)["peeled"] == {"WSWS-P21": "peeled"}
    page.keyboard.press("Enter")
    assert value(page)["peeled"] == {}
    page.keyboard.press("Enter")
    assert focused(page) == "Keep WSWS P21"


def test_a_value_from_python_shows_at_once_and_a_strange_one_does_no_harm(page):
    put(page, peeler())
    page.evaluate(
        "window.model.set('value', {article: 'WP', off: ['heads', 'old'], peeled: {'WP-P99': 'peeled'}})"
    )
    assert page.locator("input[value=WP]").is_checked()
    assert left(page) == "Left on the page: 470 of 480 tokens (97.9 %)"
    page.evaluate("window.model.set('value', {})")
    assert left(page) == "Left on the page: 918 of 918 tokens (100.0 %)"


def test_what_no_layer_covers_stays_and_says_so(page):
    widget = peeler_widget(
        "BLOG",
        deck=DECK,
        passages=passage_views(layers=True, texts={}),
        articles_rows=data.rows("articles"),
    )
    put(page, widget)
    assert page.locator(".peel-other").inner_text().split("\n")[-1] == "68 tokens"


def test_hints_open_on_demand(page):
    put(page, peeler())
    hint = page.get_by_text("what others wrote")
    assert not hint.is_visible()
    page.get_by_text("What belongs to each layer").press("Enter")
    assert hint.is_visible()


def test_the_closing_words_wait_for_the_answers(page):
    put(page, peeler("WSWS"))
    page.get_by_label("Page furniture").uncheck()
    closing = page.get_by_text("What is left is the report.")
    assert not closing.is_visible()
    page.get_by_role("button", name="Keep WSWS P21").click()
    assert closing.is_visible()


# ---- The aligner.


def test_both_languages_find_the_same_longest_run(page):
    shown = {}
    for row in data.rows("excerpts"):
        shown.setdefault(row["passage"], []).append(row["text"])
    pairs = [
        (a, b)
        for run in data.rows("shared_runs")
        for a in shown.get(run["passage_a"], [])
        for b in shown.get(run["passage_b"], [])
    ]
    found = page.evaluate(LONGEST, pairs)
    assert found == [longest_run(a, b) for a, b in pairs]
    assert max(found) == 17


@pytest.mark.parametrize(("words", "a", "b"), INVENTED)
def test_both_languages_split_words_alike(page, words, a, b):
    assert page.evaluate(LONGEST, [[a, b]]) == [longest_run(a, b)] == [words]


@pytest.mark.texts
def test_full_paragraphs_give_the_stored_runs(page, article_texts):
    texts = {p.id: p.text for stored in article_texts.values() for p in stored}
    stored = [(run["passage_a"], run["passage_b"], int(run["words"])) for run in data.rows("shared_runs")]
    pairs = [(texts[a], texts[b]) for a, b, _ in stored]
    found = page.evaluate(LONGEST, pairs)
    assert found == [words for _, _, words in stored]


def marks(page, side):
    texts = page.locator(".align-column").nth(side).locator("mark").all_text_contents()
    return [" ".join(text.split()) for text in texts]


def test_a_run_has_the_same_number_in_both_texts_and_in_the_list(page):
    put(page, aligner("BLOG-P02", "AP-LEAD"))
    run = "North Korea blew up an inter-Korean liaison office building just north of the heavily armed border with South Korea"
    assert marks(page, 0) == marks(page, 1) == [f"run 1: {run}"]
    item = page.locator(".align-item")
    assert item.text_content().startswith(f"run 1: {run}")
    place = "19 words · BLOG P2, excerpt 1, from word 1 · AP, 16 June, from word 1"
    assert item.locator(".align-item-place").inner_text() == place
    verdict = page.locator(".align-verdict").inner_text()
    assert "has 19 words: all that is given of AP, 16 June." in verdict
    assert "What a run of 19 words can prove: a lot." in verdict
    assert "A run never says who copied whom." in verdict


def test_excerpts_stand_apart_and_the_stored_run_is_told(page):
    put(page, aligner("GVS-P13", "GVS-P43"))
    assert page.locator(".align-words").count() == 2
    verdict = page.locator(".align-verdict").inner_text()
    assert "The full paragraphs share a run of 10 words." in verdict
    assert "The longest run that the excerpts here show has 9 words." in verdict
    assert "course texts add" in verdict
    assert "From 6 to 11 words is weak evidence" in verdict
    put(page, aligner("BLOG-P02", "AP-LEAD"))
    assert page.locator(".align-column").first.locator("blockquote").count() == 2


def test_quotation_marks_change_what_a_run_can_prove(page):
    put(page, aligner("BLOG-P05", "WSWS-P14"))
    verdict = page.locator(".align-verdict").inner_text()
    assert "The full paragraphs share a run of 17 words. The excerpts here show all of it." in verdict
    assert "can prove: only that both quote the same words." in verdict
    assert "stands inside quotation marks in BLOG P5 and in WSWS P14" in verdict


def test_a_pair_without_a_run_says_so(page):
    put(page, aligner("WP-P09", "IND-P16"))
    verdict = page.locator(".align-verdict").inner_text()
    assert "The full paragraphs share no run of 5 or more words." in verdict
    assert "can prove: nothing. Under 6 words is everyday phrasing. It proves nothing." in verdict
    assert page.get_by_role("heading", name="No shared run of 5 or more words here").is_visible()


def test_a_paragraph_without_words_here_explains_how_to_add_them(page):
    put(page, aligner("BLOG-P07", "AP-LEAD"))
    assert "No words of it can be shown here" in page.locator(".align-column").first.inner_text()


def test_the_slider_by_keyboard_changes_marks_number_and_value(page):
    put(page, aligner("BLOG-P02", "GVS-P05", full(passage_views(texts={}))))
    assert marks(page, 0) == ["run 1: The old ferry left the grey harbour"]
    slider = page.get_by_label("Show runs of at least")
    slider.focus()
    page.keyboard.press("Home")
    assert page.locator(".align-output").inner_text() == "3 words"
    assert value(page)["least"] == 3
    assert [m[:5] for m in marks(page, 1)] == ["run 1", "run 2"]
    assert marks(page, 0) == ["run 1: run 2: The old ferry left the grey harbour"]
    page.get_by_text("2 runs of at least 3 words shown.").wait_for()
    page.keyboard.press("End")
    assert (marks(page, 0), value(page)["least"]) == ([], 20)
    assert slider.evaluate("input => input === document.activeElement")


def test_choosing_by_keyboard_and_by_a_pair_to_try(page):
    put(page, aligner("GVS-P13", None))
    assert page.get_by_text("Choose two texts to compare.").is_visible()
    page.get_by_label("Second text").focus()
    page.keyboard.type("AP lead")
    page.keyboard.press("Enter")
    assert value(page)["right"] == "AP-LEAD"
    button = page.get_by_role("button", name="BLOG P5 and WSWS P14")
    button.press("Enter")
    assert (value(page)["left"], value(page)["right"]) == ("BLOG-P05", "WSWS-P14")
    assert focused(page) == "BLOG P5 and WSWS P14"
    assert page.get_by_label("First text").input_value() == "BLOG-P05"


def test_the_same_text_twice_is_refused_kindly(page):
    put(page, aligner("BLOG-P05", "WSWS-P14"))
    page.get_by_label("Second text").select_option("BLOG-P05")
    assert page.locator(".align-prompt").inner_text().startswith("These are the same text twice.")
    assert not page.locator(".align-result").is_visible()


def test_a_value_from_python_moves_the_aligner(page):
    put(page, aligner("BLOG-P05", "WSWS-P14"))
    page.evaluate("window.model.set('value', {left: 'BLOG-P02', right: 'AP-LEAD', least: 99})")
    assert page.get_by_label("First text").input_value() == "BLOG-P02"
    assert page.locator(".align-output").inner_text() == "20 words"
    page.evaluate("window.model.set('value', {left: 'OLD', right: 3})")
    assert page.get_by_text("Choose two texts to compare.").is_visible()


# ---- Both.


def show_peeler(page):
    put(page, peeler("WSWS"), off=["furniture", "quotes"])
    page.get_by_text("What belongs to each layer").click()


def show_aligner(page):
    put(page, aligner("BLOG-P02", "GVS-P05", full(passage_views(texts={}))), least=3)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("show", [show_peeler, show_aligner])
def test_axe_finds_nothing(page, show, theme):
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    show(page)
    assert bare.violations(page, theme) == []


@pytest.mark.parametrize("width", [320, 500])
@pytest.mark.parametrize("show", [show_peeler, show_aligner])
def test_nothing_is_cut_off_when_it_is_narrow(page, show, width):
    page.set_viewport_size({"width": width, "height": 900})
    show(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible').length"
    assert page.locator(".course-widget :is(div, p, ol, ul)").evaluate_all(wide) == 0


def test_a_reader_is_still_a_reader(page):
    from course.widgets.passage import reader_widget

    put(
        page,
        reader_widget("IND", "P11", passages=passage_views(texts={}), articles_rows=data.rows("articles")),
    )
    assert page.locator(".course-reader .reader-item").count() == 34
    assert page.get_by_label("Go to paragraph").input_value() == "IND-P11"
