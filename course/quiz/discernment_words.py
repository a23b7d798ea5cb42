"""What a round of judging claims says, in sentences: first what it means, then the numbers.

The same sentences as in ``order_judge_words.js``.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

from course.quiz.discernment import measures

if TYPE_CHECKING:
    from course.quiz.discernment import Tally

_EQUAL: Final = 1e-9

MEMORY: Final = (
    "The lessons since then have come back to some of these claims, so part of a change may be memory."
)
"""Said with every comparison of the two rounds."""


def meaning(tally: Tally) -> tuple[str, str, str]:
    """Say what a round shows.

    Parameters
    ----------
    tally : Tally
        A finished round.

    Returns
    -------
    tuple of (str, str, str)
        What was flagged; whether the learner tells faulty from sound; which way the learner leans.
    """
    flagged = (
        f"You flagged {_part(tally.hits, tally.faulty, 'faulty claims')} "
        f"and {_part(tally.false_alarms, tally.sound, 'sound ones')}."
    )
    return flagged, _finding(tally), _leaning(tally)


def numbers(tally: Tally) -> tuple[str, str]:
    """Give d' and c of a round with their intervals and what the ends of the scales mean."""
    (d_reach, c_reach), most = tally.reach, measures(tally.faulty, tally.faulty, 0, tally.sound)[0]
    finding = (
        f"d\u2032 = {_span(tally.d_prime, d_reach)}. At 0 you flag faulty and sound claims alike, at 1 you tell them apart "
        f"clearly, and {_one(most)} is the most that {tally.faulty + tally.sound} claims can show."
    )
    leaning = "Below 0 you flag readily, above 0 you flag rarely, at 0 you lean neither way."
    return finding, f"c = {_span(tally.criterion, c_reach)}. {leaning}"


def compared(first: Tally, again: Tally) -> tuple[str, str, str]:
    """Say what became of a learner's d' and c.

    Parameters
    ----------
    first, again : Tally
        The two rounds.

    Returns
    -------
    tuple of (str, str, str)
        About d', about c, and a reminder of what a second round cannot show. A change counts as clear where it is
        larger than the 95 % range of the difference of two independent rounds. The claims are the same in both, so
        that range is rather too wide than too narrow.
    """
    d_range, c_range = (hypot(one, two) for one, two in zip(first.reach, again.reach, strict=True))
    return _change(first.d_prime, again.d_prime, d_range), _lean(first, again, c_range), MEMORY


def _part(count: int, of: int, what: str) -> str:
    return f"all {of} {what}" if count == of else f"{count or 'none'} of the {of} {what}"


def _finding(tally: Tally) -> str:
    value, reach = tally.d_prime, tally.reach[0]
    few = f"{tally.faulty + tally.sound} claims are too few to rule out chance"
    if abs(value) < _EQUAL:
        return "Finding faults: your flags do not tell faulty claims from sound ones yet."
    if value > 0:
        sure = "you do it better than chance alone would explain"
        unsure = f"your flags point the right way, but {few}"
    else:
        sure = "sound claims got more of your flags than faulty ones, more than chance alone would explain"
        unsure = f"sound claims got more of your flags than faulty ones, but {few}"
    return f"Finding faults: {sure if abs(value) > reach else unsure}."


def _leaning(tally: Tally) -> str:
    value, reach = tally.criterion, tally.reach[1]
    way = "towards suspicion" if value < 0 else "away from suspicion, towards trust"
    found = way if abs(value) > reach else "no clear way"
    return (
        f"Leaning: {found}. You flagged {tally.hits + tally.false_alarms} of {tally.faulty + tally.sound} claims, "
        f"and {tally.faulty} are faulty."
    )


def _change(before: float, after: float, chance: float) -> str:
    """Tell a change of d' from chance."""
    change = after - before
    if abs(change) < _EQUAL:
        return "You find faults as well as in the first round."
    went = f"d\u2032 went {'up' if change > 0 else 'down'} from {_one(before)} to {_one(after)}"
    if abs(change) > chance:
        how = "better" if change > 0 else "less well"
        return f"You find faults {how} than in the first round: {went}, more than chance alone would explain."
    return f"{went}. With so few claims chance alone can move it by {_one(chance)}, so this may be luck."


def _lean(first: Tally, again: Tally, chance: float) -> str:
    """Say whether the learner now flags more or less of everything."""
    change = again.criterion - first.criterion
    if abs(change) <= chance:
        return "You lean about as you did in the first round."
    more = change < 0
    return (
        f"You flag {'more' if more else 'less'} of everything than in the first round. "
        f"That is {'more suspicion' if more else 'more trust'}, and by itself not a better eye."
    )


def _span(value: float, reach: float) -> str:
    return f"{_one(value)} (95\u00a0% interval {_one(value - reach)} to {_one(value + reach)})"


def _one(value: float) -> str:
    """One decimal: more would promise more than so few claims can keep."""
    text = f"{abs(value):.1f}"
    return f"\u2212{text}" if value < 0 and text != "0.0" else text
