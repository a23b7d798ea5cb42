"""Comparing changed paragraphs without the text."""

from course.text import differences, recognise, reference


def compare(invented, article, text):
    known = reference.known_of(article)
    cut = recognise.pieces(text, reference.known_hashes())
    return differences.compare(known, [(piece.passage, piece.text) for piece in cut])


def test_a_changed_word_is_found_and_named(invented):
    text = invented.text("IND").replace("Smoke", "Steam")
    found, extra = compare(invented, "IND", text)
    assert [str(difference) for difference in found] == [
        "IND-P05: 1 word differs (19 words here, 19 expected; only here: steam)"
    ]
    assert extra == ()


def test_words_left_out_are_counted(invented):
    found, _ = compare(invented, "IND", invented.text("IND").replace("a quarter of an hour", "ages"))
    assert (found[0].passage, found[0].added, found[0].left_out) == ("IND-P05", ("ages",), 5)


def test_another_order_is_told_from_other_words(invented):
    found, _ = compare(invented, "WP", invented.text("WP").replace("I think", "think I"))
    assert str(found[0]) == "WP-P06: the same words, but other signs or another order"


def test_two_changed_neighbours_are_kept_apart(invented):
    text = invented.text("GVS").replace("suspended", "stopped").replace("closed", "barred up")
    found, extra = compare(invented, "GVS", text)
    assert [difference.passage for difference in found] == ["GVS-P06", "GVS-P07"]
    assert found[1].added == ("barred", "up")
    assert extra == ()


def test_changed_furniture_is_known_by_place_and_length(invented):
    found, _ = compare(
        invented, "GVS", invented.text("GVS").replace("newsletter today", "daily newsletter today")
    )
    assert str(found[0]) == "GVS-P08: 1 word differs (7 words here, 6 expected)"


def test_a_stranger_is_extra(invented):
    advert = (
        "Buy two kettles and we send you a third one in any colour you like, today only, while stocks last."
    )
    text = invented.text("IND").replace("\n\nSmoke", f"\n\n{advert}\n\nSmoke")
    assert compare(invented, "IND", text) == ((), (advert,))


def test_a_stranger_in_the_place_of_a_paragraph_is_not_taken_for_it(invented):
    advert = (
        "Buy two kettles and we send you a third one in any colour you like, today only, while stocks last."
    )
    text = invented.text("IND").replace(invented.blocks["IND"][4], advert)
    assert compare(invented, "IND", text) == ((), (advert,))


def test_without_word_counts_only_lengths_are_compared(invented):
    reference.table("word_counts").unlink()
    found, _ = compare(invented, "IND", invented.text("IND").replace("Smoke", "A column of steam"))
    assert (found[0].passage, found[0].added, found[0].left_out) == ("IND-P05", (), 3)


def test_long_lists_are_cut_short():
    found = differences.Difference("IND-P01", 9, 9, tuple("abcdefg"), 7)
    assert str(found).endswith("only here: a, b, c, d, e ...)")
