"""The computed values of the course, reproduced from the real articles with the course's own code."""

import itertools

import pytest

from course.model import ARTICLES
from course.text import blocks, derive, overlap, quotes, recognise, tables, words

pytestmark = pytest.mark.texts

AP_LEAD = (
    "North Korea blew up an inter-Korean liaison office building just north "
    "of the heavily armed border with South Korea"
)


@pytest.fixture(scope="module")
def parts():
    return {row["passage"]: row["part"] for row in tables.read("passages")[1]}


@pytest.fixture
def body(article_texts, parts):
    return {k: [p for p in article_texts[k] if parts[p.id] == "body"] for k in ARTICLES}


@pytest.fixture
def text(article_texts):
    return {passage.id: passage.text for found in article_texts.values() for passage in found}


@pytest.fixture
def lexicon():
    rows = tables.read("lexicon")[1]
    return {name: [row["word"] for row in rows if row["list"] == name] for name in ("hedge", "loaded")}


def by_article(*values):
    return dict(zip(ARTICLES, values, strict=True))


def test_blocks(article_texts):
    assert {k: len(v) for k, v in article_texts.items()} == by_article(15, 46, 34, 22, 18)


def test_share_of_furniture_in_tokens(article_texts, parts):
    def tokens(found):
        return sum(len(words.tokens(passage.text)) for passage in found)

    share = {
        k: round(100 * tokens(p for p in v if parts[p.id] == "furniture") / tokens(v), 1)
        for k, v in article_texts.items()
    }
    assert share == by_article(4.6, 6.3, 23.6, 1.1, 12.1)


def test_words_of_the_body(body):
    counted = {k: sum(len(words.words(passage.text)) for passage in v) for k, v in body.items()}
    assert counted == by_article(442, 984, 650, 989, 407)


def test_tokens_of_the_appeal(text):
    assert sum(len(words.tokens(text[f"IND-P{n:02d}"])) for n in range(6, 11)) == 157


def test_runs_with_the_agency_lead(text):
    assert overlap.longest_run(text["BLOG-P02"], AP_LEAD) == 19
    assert overlap.longest_run(text["GVS-P05"], AP_LEAD) == 8


def test_runs_inside_gvs(body):
    runs = overlap.longest_runs(body["GVS"], 7)
    assert runs == {("GVS-P14", "GVS-P43"): 13, ("GVS-P13", "GVS-P43"): 10, ("GVS-P12", "GVS-P39"): 7}


def test_headings_would_make_six_pairs_of_three(article_texts, parts):
    found = [passage for passage in article_texts["GVS"] if parts[passage.id] != "furniture"]
    assert len(overlap.longest_runs(found, 7)) == 6


def test_runs_across_articles(text, body):
    assert overlap.longest_run(text["BLOG-P05"], text["WSWS-P14"]) == 17
    assert overlap.longest_run(text["BLOG-P05"], text["IND-P21"]) == 11
    assert overlap.longest_run(text["BLOG-P02"], text["GVS-P05"]) == 8


def test_the_index_finds_what_pair_by_pair_search_finds(body):
    passages = [passage for found in body.values() for passage in found]
    slow = {
        (a.id, b.id): length
        for a, b in itertools.combinations(passages, 2)
        if (length := overlap.longest_run(a.text, b.text)) >= 5
    }
    assert overlap.longest_runs(passages, 5) == slow


def test_hedges(body, lexicon):
    assert hits(body, lexicon["hedge"]) == by_article(6, 1, 6, 4, 7)


def test_loaded_words(body, lexicon):
    assert len(set(lexicon["loaded"])) == 39
    assert hits(body, lexicon["loaded"]) == by_article(9, 13, 6, 24, 7)


def test_loaded_words_outside_quotations(body, lexicon):
    assert hits(body, lexicon["loaded"], quotes.without_quotations) == by_article(7, 8, 4, 22, 7)


def hits(body, listed, prepared=str):
    return {
        k: sum(words.count(words.words(prepared(passage.text)), listed) for passage in v)
        for k, v in body.items()
    }


def test_words_in_quotations(body):
    quoted = {
        k: sum(len(words.words(q.text)) for passage in v for q in quotes.quotations(passage.text))
        for k, v in body.items()
    }
    assert quoted == by_article(28, 137, 109, 70, 60)
    assert sum(quoted.values()) == 404


def test_every_quotation_has_its_row(body):
    found = [
        (p.id, len(words.words(q.text))) for v in body.values() for p in v for q in quotes.quotations(p.text)
    ]
    rows = [(row["passage"], int(row["words"])) for row in tables.read("quotes")[1]]
    assert sorted(rows) == sorted(found)


def test_the_opening_mark_of_ind_p28_is_a_closing_one(text):
    (found,) = quotes.quotations(text["IND-P28"])
    assert text["IND-P28"][found.start] == "\u201d"


NAMES = {
    "Kim Jong-un": by_article(2, 0, 1, 1, 0),
    "Kim Jong Un": by_article(0, 2, 0, 0, 4),
    "Kim Jung-um": by_article(1, 0, 0, 0, 0),
    "Kim Jung-un": by_article(1, 0, 0, 0, 0),
    "Kim Yo-jong": by_article(2, 0, 1, 0, 2),
    "Kim Yo Jong": by_article(0, 1, 0, 1, 0),
    "Moon Jae-in": by_article(1, 2, 2, 1, 0),
    "Moon Jae In": by_article(0, 0, 0, 0, 1),
}


def test_spellings_of_names(article_texts):
    rows = derive.derive(article_texts, tables.sources())["names"]
    counted = {name: {r["article"]: int(r["count"]) for r in rows if r["spelling"] == name} for name in NAMES}
    assert counted == NAMES


def test_the_committed_tables_are_the_computed_ones(article_texts):
    computed = derive.derive(article_texts, tables.sources())
    assert [str(change) for change in tables.changes(computed)] == []


def test_the_articles_are_recognised_in_full(article_folder):
    found, refused = recognise.recognise([article_folder])
    assert [copy.article for copy in found] == list(ARTICLES)
    assert [(copy.differs, copy.missing, copy.extra) for copy in found] == [((), (), ())] * 5
    assert [refusal for refusal in refused if refusal.named] == []


CHANGES = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "straight quotation marks": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "many blank lines": lambda text: text.replace("\n", "\n\n \n"),
    "no furniture": lambda text: "\n\n".join(blocks.split(text)[2:-1]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_articles_are_recognised_in_other_dress(article_folder, tmp_path, change):
    for path in article_folder.glob("*.txt"):
        changed = CHANGES[change](path.read_text(encoding="utf-8"))
        (tmp_path / f"x{path.name[:3]}").write_bytes(changed.encode())
    found, refused = recognise.recognise([tmp_path])
    assert [copy.article for copy in found] == list(ARTICLES)
    assert refused == []
    assert [copy.differs for copy in found] == [()] * 5
    if change != "no furniture":
        assert [copy.missing for copy in found] == [()] * 5


EXACT = {"excerpts": ("text", 25), "fact_citations": ("phrase", 12)}


@pytest.mark.parametrize("table", EXACT)
def test_what_is_given_as_the_words_of_a_passage_are_its_words(text, table):
    column, most = EXACT[table]
    for row in tables.read(table)[1]:
        assert row[column] in text[row["passage"]], row
        assert len(words.words(row[column])) <= most, row
