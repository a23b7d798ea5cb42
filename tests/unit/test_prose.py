import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import prose
from course.model import ARTICLES, BLOCKS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GVS-P04, GVS P4 and GVSP4 are one", ["GVS-P04"]),
        ("first ind p12, then WP-P2", ["IND-P12", "WP-P02"]),
        ("GVS-P99 is mentioned all the same", ["GVS-P99"]),
        ("P12 alone, or REGVS-P04, is none", []),
    ],
)
def test_mentioned(text, found):
    assert prose.mentioned(text) == found


def test_all_passages_are_135_and_exist():
    assert len(prose.all_passages()) == sum(BLOCKS.values()) == 135
    assert all(map(prose.exists, prose.all_passages()))


@pytest.mark.parametrize("pid", ["GVS-P00", "GVS-P47", "AP-P01", "GVS-P", "", "GVS-P-1", "GVS-P²"])
def test_what_does_not_exist(pid):
    assert not prose.exists(pid)


@given(st.sampled_from(ARTICLES), st.integers(1, 99))
def test_every_written_id_is_found_again(article, number):
    pid = prose.passage_id(article, number)
    assert prose.mentioned(f"see {pid}.") == [pid]


@given(st.sampled_from(ARTICLES), st.integers(1, 99))
def test_an_id_as_people_say_it_is_found_again(article, number):
    pid = prose.passage_id(article, number)
    assert prose.spoken(pid) == f"{article} P{number}"
    assert prose.mentioned(prose.spoken(pid)) == [pid]


def test_completeness_names_each_missing_thing():
    found = prose.completeness("Short, with GVS-P99.", (5, 10), 1)
    assert found.missing == (
        "You have 3 words; write at least 5.",
        "GVS P99 does not exist: GVS runs from P1 to P46.",
        "You cite 0 paragraphs; cite at least 1, such as GVS P14.",
    )
    assert found.score == pytest.approx((3 / 5 + 0 + 1) / 3)


def test_completeness_without_limits_is_complete():
    assert prose.completeness("anything") == prose.Completeness(1, (), (), 1.0)


@given(st.text(), st.tuples(st.integers(0, 9), st.integers(0, 9)), st.integers(0, 5))
def test_completeness_is_between_0_and_1(text, words, citations):
    assert 0 <= prose.completeness(text, words, citations).score <= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The regime answered", ["regime"]),
        ("It says “the Kim regime”, we do not", []),
        ('"Regime" is a word in quotation marks', []),
        ("A \u2018regime\u2019 and the building's end, and people's words", []),
        ("The Defectors bombed it", ["Defectors", "bombed"]),
        ("A bombastic regimen", []),
    ],
)
def test_unwanted_words_outside_quotation_marks(text, words):
    assert [word for word, _ in prose.unwanted(text)] == words
