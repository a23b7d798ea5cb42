"""The 24 claims to judge, and what a learner's judgements say: telling faulty from sound (d'), and leaning (c).

Half of the claims are sound, and learners are told. The claims stand beside the lesson that asks for them first; their
format is described in ``discernment.schema.json``. The same measures as in ``order_judge_measures.js``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

from course import paths, yamlfile
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LESSON: Final = "06-whose-voice"
"""Lesson whose folder holds the claims."""

ROUNDS: Final = ("first", "again")
"""After lesson 6, and in lesson 12."""

_NORMAL: Final = NormalDist()
_Z: Final = _NORMAL.inv_cdf(0.975)

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of one of the five articles, in our words.

    Parameters
    ----------
    id, passage, claim : str
        ``X.07``; the passage that makes it; the claim.
    sound : bool
        Whether it agrees with the record.
    reason : str
        Shown after the second round.
    paragraphs, sources : tuple of str
        Where to look again; addresses.
    """

    id: str
    passage: str
    claim: str
    sound: bool
    reason: str
    paragraphs: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """The claims, in the order in which they are shown, and what stands above them."""

    title: str
    intro: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One finished round.

    Parameters
    ----------
    hits, faulty : int
        Faulty claims flagged, and all faulty claims.
    false_alarms, sound : int
        Sound claims flagged, and all sound claims.
    """

    hits: int
    faulty: int
    false_alarms: int
    sound: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four counts, as `measures` takes them."""
        return self.hits, self.faulty, self.false_alarms, self.sound

    @property
    def d_prime(self) -> float:
        """Sensitivity; see `measures`."""
        return measures(*self.counts)[0]

    @property
    def criterion(self) -> float:
        """Where the learner draws the line; see `measures`."""
        return measures(*self.counts)[1]

    @property
    def reach(self) -> Pair:
        """Half widths of the 95 % intervals of both; see `reaches`."""
        return reaches(*self.counts)


def file() -> Path:
    """Where the claims are, in a checkout and in an installed course."""
    return paths.lessons() / LESSON / "discernment.yaml"


def load() -> ClaimSet:
    """Load the claims of the five articles.

    Raises
    ------
    CourseError
        If the file is missing or broken: one line with file and what to do.
    """
    return read(file())


def read(path: Path) -> ClaimSet:
    """Read one file of claims; see `load`."""
    content = yamlfile.read(path)
    try:
        claims = tuple(Claim(**_plain(entry)) for entry in content["claims"])
        return ClaimSet(_folded(content["title"]), _folded(content["intro"]), claims)
    except (KeyError, TypeError) as error:
        raise CourseError(f"{yamlfile.short(path)}: a claim is broken: {error}. Mend it there.") from error


def validate(path: Path) -> list[str]:
    """List everything that is wrong with the claims.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of str
        One line per problem, with file, claim and what to do. Empty if all is well.
    """
    from course.quiz import discernment_rules  # noqa: PLC0415  (only authors and tests need it)

    return discernment_rules.problems(path)


def tally(claims: Sequence[Claim], value: Mapping[str, Any]) -> Tally | None:
    """Count a learner's round.

    Parameters
    ----------
    claims : sequence of Claim
        All that were asked.
    value : mapping
        What the case file keeps under ``discernment.first`` or ``discernment.again``: ``cards`` (claim ID to
        ``flagged`` and ``confidence``) and ``finished``.

    Returns
    -------
    Tally or None
        None before the learner has finished: a part of the claims is no round.
    """
    found = value.get("cards")
    cards = found if isinstance(found, dict) else {}
    flags = [_flag(cards.get(claim.id)) for claim in claims]
    if not value.get("finished") or None in flags:
        return None
    faulty = sum(not claim.sound for claim in claims)
    hits = sum(bool(flag) for flag, claim in zip(flags, claims, strict=True) if not claim.sound)
    return Tally(hits, faulty, sum(map(bool, flags)) - hits, len(claims) - faulty)


def _flag(card: object) -> bool | None:
    flag = card.get("flagged") if isinstance(card, dict) else None
    return flag if isinstance(flag, bool) else None


def d_prime(hit_rate: float, false_alarm_rate: float) -> Pair:
    """Sensitivity d' and criterion c of two rates.

    Parameters
    ----------
    hit_rate, false_alarm_rate : float
        Strictly between 0 and 1.

    Returns
    -------
    tuple of (float, float)
        d' = z(H) - z(F) and c = -(z(H) + z(F)) / 2 (Macmillan and Creelman 2005). d' = 0: flags sound and faulty
        claims alike; 1: clearly tells them apart; 2 and more: hardly errs. c below 0: flags readily; above 0: flags
        rarely.
    """
    hit, alarm = _NORMAL.inv_cdf(hit_rate), _NORMAL.inv_cdf(false_alarm_rate)
    return hit - alarm, -(hit + alarm) / 2


def measures(hits: float, faulty: float, false_alarms: float, sound: float) -> Pair:
    """Sensitivity d' and criterion c of counts, with the log-linear correction.

    Parameters
    ----------
    hits, faulty, false_alarms, sound : float
        Faulty claims flagged, faulty claims, sound claims flagged, sound claims.

    Returns
    -------
    tuple of (float, float)
        As `d_prime`, of H = (hits + 0.5) / (faulty + 1) and F alike, which exist even if everything or nothing was
        flagged (Hautus 1995; Stanislaw and Todorov 1999). ``nan`` without faulty or without sound claims. With 12
        claims of each kind the correction pulls a learner's d' towards 0: at most 3.5 can be reached.
    """
    if not faulty or not sound:
        return float("nan"), float("nan")
    return d_prime((hits + 0.5) / (faulty + 1), (false_alarms + 0.5) / (sound + 1))


def reaches(hits: float, faulty: float, false_alarms: float, sound: float) -> Pair:
    """Half widths of the 95 % intervals of one learner's d' and c.

    Parameters
    ----------
    hits, faulty, false_alarms, sound : float
        As for `measures`; both kinds of claims must be there.

    Returns
    -------
    tuple of (float, float)
        1.96 standard errors after Gourevitch and Galanter (1967), taken at the corrected rates. With 12 claims of each
        kind the intervals hold the true value in 93 to 99 of 100 rounds while d' is at most 3 and c within 1 of 0.
    """
    spread = sqrt(_variance(hits, faulty) + _variance(false_alarms, sound))
    return _Z * spread, _Z * spread / 2


def _variance(flagged: float, claims: float) -> float:
    rate = (flagged + 0.5) / (claims + 1)
    return rate * (1 - rate) / (claims * _NORMAL.pdf(_NORMAL.inv_cdf(rate)) ** 2)


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Fold the line breaks of the YAML file, and make lists into tuples."""
    return {
        name: tuple(map(_folded, value)) if isinstance(value, list) else _folded(value)
        for name, value in entry.items()
    }


def _folded(value: Any) -> Any:  # noqa: ANN401  (any part of the file)
    return " ".join(value.split()) if isinstance(value, str) else value
