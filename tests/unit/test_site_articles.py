import pytest

from course import data
from course.build.site import articles
from course.build.site.pages import written


@pytest.fixture(scope="module")
def pages():
    return articles.pages()


def test_every_article_and_every_paragraph_has_its_place(pages):
    assert [page.path for page in pages] == [
        "articles/index.html",
        *(f"articles/{a}.html" for a in ("BLOG", "GVS", "IND", "WSWS", "WP")),
    ]
    shown = [f"{p['view']['article']}-{p['id']}" for page in pages[1:] for p in page.context["paragraphs"]]
    assert shown == [row["passage"] for row in data.rows("passages")]


def test_every_claim_stands_once_with_its_verdict(pages):
    claims = [claim for page in pages[1:] for p in page.context["paragraphs"] for claim in p["claims"]]
    assert sorted(claim["claim"] for claim in claims) == sorted(row["claim"] for row in data.rows("claims"))
    assert {claim["said"] for claim in claims} == set(articles.VERDICTS.values())


def test_excerpts_only_whatever_is_at_hand(pages):
    assert all(p["view"]["text"] is None for page in pages[1:] for p in page.context["paragraphs"])


def test_sources_of_the_norths_state_are_named_and_not_linked(pages):
    text = "".join(written(page, {})[page.path] for page in pages)
    assert "korea-np.co.jp" in text
    assert 'href="http://www1.korea-np.co.jp' not in text
