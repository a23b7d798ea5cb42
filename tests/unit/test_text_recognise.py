"""Recognising articles in any dress."""

import pytest

from course.model import ARTICLES
from course.text import recognise


def one(path):
    found, refused = recognise.recognise([path])
    assert refused == []
    (copy,) = found
    return copy


def refusal(path):
    found, (refused,) = recognise.recognise([path])
    assert found == []
    return refused.reason


def test_five_of_five_in_any_order(invented):
    found, refused = recognise.recognise(sorted(invented.folder.iterdir(), reverse=True))
    assert [copy.article for copy in found] == list(ARTICLES)
    assert refused == []
    assert all(not (copy.missing or copy.differs or copy.extra) for copy in found)


def test_the_blocks_keep_their_text_and_id(invented):
    copy = one(invented.file("IND"))
    assert list(copy.matched) == [f"IND-P{n:02d}" for n in range(1, 8)]
    assert copy.matched["IND-P04"] == invented.blocks["IND"][3]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n\n", "\n \n\t\n\n"),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(", ", ",\n"),
        lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
        lambda text: "\ufeff" + text,
    ],
)
def test_another_dress_matches_in_full(invented, tmp_path, change):
    for article in ARTICLES:
        (tmp_path / "notes").write_bytes(change(invented.text(article)).encode())
        copy = one(tmp_path / "notes")
        assert (copy.article, copy.missing, copy.differs, copy.extra) == (article, (), (), ())


@pytest.mark.parametrize(
    ("codec", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("utf-16", "UTF-16")]
)
def test_other_encodings_are_read_and_named(invented, tmp_path, codec, name):
    (tmp_path / "a.txt").write_bytes(invented.text("BLOG").encode(codec))
    copy = one(tmp_path / "a.txt")
    assert (copy.encoding, copy.missing) == (name, ())


def test_cut_off_furniture_does_not_shift_the_numbers(invented, tmp_path):
    (tmp_path / "a.txt").write_text("\n\n".join(invented.blocks["GVS"][2:-1]), encoding="utf-8")
    copy = one(tmp_path / "a.txt")
    assert copy.matched["GVS-P03"] == invented.blocks["GVS"][2]
    assert copy.missing == ("GVS-P01", "GVS-P02", "GVS-P08")


def test_half_of_the_body_is_enough_and_less_is_not(invented, tmp_path):
    body = invented.blocks["IND"][2:6]
    (tmp_path / "half").write_text("\n\n".join(body[:2]), encoding="utf-8")
    assert one(tmp_path / "half").accepted
    (tmp_path / "less").write_text("\n\n".join([*invented.blocks["IND"][:2], body[0]]), encoding="utf-8")
    assert refusal(tmp_path / "less").startswith("looks like IND, but only 1 of its 4 body paragraphs match")


def test_furniture_alone_proves_nothing(invented, tmp_path):
    (tmp_path / "a").write_text(invented.blocks["IND"][-1], encoding="utf-8")
    assert "no body paragraph matches" in refusal(tmp_path / "a")


def test_an_unrelated_text_is_refused(invented, tmp_path):
    (tmp_path / "a").write_text("A recipe for pancakes.\n\nTake two eggs.", encoding="utf-8")
    assert refusal(tmp_path / "a").startswith("none of the five articles")


def test_an_unknown_encoding_is_refused_with_advice(invented, tmp_path):
    (tmp_path / "a").write_bytes("\u041a\u0440\u0435\u043c\n\n\u042f\u0439\u0446\u0430".encode("koi8-r"))
    assert "UTF-8" in refusal(tmp_path / "a")


def test_a_changed_paragraph_is_reported_and_not_matched(invented, tmp_path):
    (tmp_path / "a").write_text(invented.text("IND").replace("Smoke", "Steam"), encoding="utf-8")
    copy = one(tmp_path / "a")
    assert [difference.passage for difference in copy.differs] == ["IND-P05"]
    assert "IND-P05" not in copy.matched
    assert copy.missing == ()


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_copies_the_fuller_is_used(invented, tmp_path, order):
    short = tmp_path / "short.txt"
    short.write_text("\n\n".join(invented.blocks["IND"][:-1]), encoding="utf-8")
    (copy,), (refused,) = recognise.recognise([invented.file("IND"), short][::order])
    assert copy.path == invented.file("IND")
    assert (refused.path, str(copy.path) in refused.reason) == (short, True)
    assert "7 paragraphs match there, 6 here" in refused.reason


def test_one_file_may_hold_all_articles(invented, tmp_path):
    (tmp_path / "all").write_text(
        "\n\n".join(invented.text(article) for article in ARTICLES), encoding="utf-8"
    )
    found, refused = recognise.recognise([tmp_path / "all"])
    assert [copy.article for copy in found] == list(ARTICLES)
    assert (refused, [copy.missing for copy in found]) == ([], [()] * 5)


def test_the_rest_goes_on_after_a_refusal(invented, tmp_path):
    found, refused = recognise.recognise([tmp_path / "none", invented.file("WP"), tmp_path / "neither"])
    assert [copy.article for copy in found] == ["WP"]
    assert len(refused) == 2
