import pytest

from course.quiz.discernment import Tally
from course.quiz.discernment_words import MEMORY, compared, meaning, numbers


def flags(hits, false_alarms):
    return Tally(hits, 12, false_alarms, 12)


TABLES = [flags(hits, alarms) for hits in range(13) for alarms in range(13)]


def test_words_come_without_numbers_of_the_theory():
    flagged, finding, leaning = meaning(flags(10, 2))
    assert flagged == "You flagged 10 of the 12 faulty claims and 2 of the 12 sound ones."
    assert finding == "Finding faults: you do it better than chance alone would explain."
    assert leaning == "Leaning: no clear way. You flagged 12 of 24 claims, and 12 are faulty."


def test_numbers_come_with_their_range_and_what_it_means():
    d_prime, criterion = numbers(flags(9, 3))
    assert d_prime.startswith("d\u2032 = 1.2 (95\u00a0% interval 0.2 to 2.3). At 0 ")
    assert "3.5 is the most that 24 claims can show" in d_prime
    assert criterion.startswith("c = 0.0 (95\u00a0% interval \u22120.5 to 0.5). Below 0 ")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ((12, 12), "do not tell faulty claims from sound ones yet"),
        ((0, 0), "do not tell faulty claims from sound ones yet"),
        ((7, 5), "your flags point the right way, but 24 claims are too few to rule out chance"),
        ((5, 7), "sound claims got more of your flags than faulty ones, but 24 claims"),
        ((0, 12), "sound claims got more of your flags than faulty ones, more than chance"),
        ((12, 0), "you do it better than chance alone would explain"),
    ],
)
def test_finding_faults(table, said):
    assert said in meaning(flags(*table))[1]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ((12, 12), "Leaning: towards suspicion. You flagged 24 of 24 claims, and 12 are faulty."),
        ((0, 0), "Leaning: away from suspicion, towards trust. You flagged 0 of 24 claims"),
        ((12, 0), "Leaning: no clear way"),
        ((6, 5), "Leaning: no clear way"),
    ],
)
def test_leaning(table, said):
    assert meaning(flags(*table))[2].startswith(said)


def test_flagging_more_of_everything_is_never_called_better():
    for table in TABLES:
        if table.hits == table.false_alarms:
            assert "do not tell" in meaning(table)[1]
    better, leaning, _ = compared(flags(6, 1), flags(12, 10))
    assert "better" not in better
    assert leaning.startswith("You flag more of everything")
    assert leaning.endswith("That is more suspicion, and by itself not a better eye.")


def test_a_small_change_is_called_luck_and_a_large_one_is_not():
    assert compared(flags(7, 5), flags(9, 3))[0] == (
        "d\u2032 went up from 0.4 to 1.2. With so few claims chance alone can move it by 1.5, so this may be luck."
    )
    assert compared(flags(6, 6), flags(12, 0))[0].startswith(
        "You find faults better than in the first round: d"
    )
    assert compared(flags(12, 0), flags(6, 6))[0].startswith(
        "You find faults less well than in the first round: d"
    )
    assert compared(flags(9, 3), flags(9, 3)) == (
        "You find faults as well as in the first round.",
        "You lean about as you did in the first round.",
        MEMORY,
    )
    assert "less of everything" in compared(flags(12, 10), flags(3, 0))[1]


def test_every_table_has_its_sentences():
    for table in TABLES:
        for sentence in (*meaning(table), *numbers(table), *compared(table, TABLES[84])):
            assert sentence.endswith(".")
            assert "nan" not in sentence
            assert "\u22120.0" not in sentence
