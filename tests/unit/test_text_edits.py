import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.text import words as tokeniser
from course.text.edits import aligned, quote_edits, words_kept

KCNA = "I feel it is high time to surely break with the south Korean authorities. We will soon take a next action."
WP = (
    "I feel it is high time to surely break with the South Korean (ROK) authorities. "
    "We will soon take the next action."
)
SEVENTEEN = "Before long, a tragic scene of the useless north-south joint liaison office completely collapsed would be seen."
NONE = {"inserted": [], "deleted": [], "substituted": [], "case": 0}

few_words = st.lists(st.sampled_from(["a", "b", "c", "A", "the"]), max_size=6).map(" ".join)
any_text = st.one_of(
    st.text(max_size=40), st.lists(st.sampled_from("aA[]…. '’İK\u0301b-"), max_size=30).map("".join)
)


def kinds(printed, source):
    return [
        (step.kind, step.source, step.printed) for step in aligned(printed, source) if step.kind != "same"
    ]


def lower(spelled):
    return "".join(tokeniser.words(spelled or ""))


def fewest(new, old, *, start=True):
    """Changed words by the plain definition: words of the source at either end may be left off."""
    if not new:
        return 0
    ways = [1 + fewest(new[1:], old, start=False)]
    if old:
        ways.append((new[0] != old[0]) + fewest(new[1:], old[1:], start=False))
        ways.append((not start) + fewest(new, old[1:], start=start))
    return min(ways)


def test_the_first_quotation_of_wp():
    assert quote_edits(WP, KCNA) == {
        "inserted": ["rok"],
        "deleted": [],
        "substituted": [["a", "the"]],
        "case": 1,
    }


def test_the_other_way_round_what_was_put_in_is_left_out():
    assert quote_edits(KCNA, WP) == {
        "inserted": [],
        "deleted": ["rok"],
        "substituted": [["the", "a"]],
        "case": 1,
    }


@pytest.mark.parametrize(
    ("printed", "kept", "case"),
    [
        (SEVENTEEN.replace("Before", "before").replace("north-south", "North-South"), 17, 2),
        (SEVENTEEN, 17, 0),
        ("tragic scene of the useless North-South joint liaison office completely collapsed", 11, 1),
        ("useless north-south joint liaison office … completely collapsed", 7, 0),
    ],
)
def test_four_windows_over_one_sentence(printed, kept, case):
    assert words_kept(printed, SEVENTEEN) == kept
    assert quote_edits(printed, SEVENTEEN) == {**NONE, "case": case}


def test_pieces_may_come_one_by_one():
    assert words_kept(["useless north-south joint liaison office", "completely collapsed"], SEVENTEEN) == 7
    assert words_kept([], SEVENTEEN) == 0
    assert words_kept(["another thing"], SEVENTEEN) == 0


@pytest.mark.parametrize(
    "printed",
    [
        "Before long, a [very] tragic scene",
        "Before long … scene of the … office",
        "Before long... scene of the . . . office",
        "Before long [...] scene",
        "[b]efore long, a tragic scene of the useless [North-South] joint liaison office … would be seen",
        "… a tragic scene …",
        "Before long, a dreadful [!] scene".replace("dreadful", "[dreadful]"),
    ],
)
def test_a_change_with_a_sign_is_none_of_these(printed):
    silent = quote_edits(printed, SEVENTEEN)
    assert (silent["inserted"], silent["substituted"], silent["case"]) == ([], [], 0)
    if "office" not in printed:
        assert silent == NONE


def test_a_sign_stands_for_its_own_place_only():
    assert quote_edits("Before … a tragic of the useless", SEVENTEEN)["deleted"] == ["scene"]
    assert quote_edits(
        "Before … a tragic scene [the] useless", "Before long a tragic scene of the useless"
    ) == {
        **NONE,
        "deleted": ["of"],
    }


def test_round_brackets_are_no_sign():
    assert quote_edits("the (ROK) authorities", "the authorities")["inserted"] == ["rok"]


def test_a_bracket_that_is_never_closed_is_no_sign():
    assert quote_edits("the [ROK authorities", "the authorities")["inserted"] == ["rok"]


def test_words_that_the_writer_put_into_brackets_are_not_kept():
    assert words_kept("the [useless] office", "the useless office") == 2


def test_neighbours_are_changed_rather_than_put_in_and_left_out():
    assert kinds("take the next", "take a next") == [("substituted", "a", "the")]
    assert kinds("No long, a tragic", SEVENTEEN)[0] == ("substituted", "Before", "No")


def test_among_equal_ways_the_one_that_keeps_more_is_taken():
    assert kinds("x b c y", "x a b y") == [("deleted", "a", None), ("inserted", None, "c")]
    assert kinds("the South", "the south the South") == [("outside", "the", None), ("outside", "south", None)]


def test_where_all_is_equal_what_is_left_out_comes_first():
    assert kinds("the Chairman, the Party", "the Supreme Leader, our Party") == [
        ("deleted", "Supreme", None),
        ("substituted", "Leader", "Chairman"),
        ("substituted", "our", "the"),
    ]


def test_the_ends_of_the_source_may_be_left_off():
    steps = aligned("tragic scene", SEVENTEEN)
    assert [step.kind for step in steps] == ["outside"] * 3 + ["same"] * 2 + ["outside"] * 12


@given(any_text)
def test_a_copy_has_no_edits(text):
    plain = text.replace("[", " ").replace("]", " ")
    assert quote_edits(plain, plain) == NONE
    assert words_kept(plain, plain) == len(tokeniser.words(plain))


@given(any_text, any_text)
def test_the_edits_turn_one_text_into_the_other(printed, source):
    steps = aligned(printed, source)
    shown = [lower(step.printed) for step in steps if step.printed is not None]
    given_ = [lower(step.source) for step in steps if step.source is not None]
    plain = [text.replace("[", "").replace("]", "") for text in (printed, source)]
    if plain == [printed, source]:
        assert [" ".join(shown), " ".join(given_)] == [" ".join(tokeniser.words(one)) for one in plain]
    for step in steps:
        same = lower(step.source) == lower(step.printed)
        assert same == (step.kind in {"same", "case"})
        assert (step.source == step.printed) == (step.kind == "same")


@given(few_words, few_words)
def test_no_way_changes_fewer_words(printed, source):
    found = quote_edits(printed, source)
    edits = sum(len(found[kind]) for kind in ("inserted", "deleted", "substituted"))
    assert edits == fewest(printed.lower().split(), source.lower().split())
