"""Section: what the class gained between the test before and the test after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.charts import slopes
from course.classroom.report import figures
from course.classroom.report.protect import CLASS, protect
from course.classroom.report.record import TESTS, slots
from course.classroom.report.stuck import HIDDEN
from course.classroom.report.view import SMALL, Lines, Section, Table
from course.model import CourseError
from course.statistics.answers import matched
from course.statistics.gains import FLIPS, Gains, gains
from course.statistics.power import detectable, power_table
from course.statistics.wording import between, chance, count, number, signed

if TYPE_CHECKING:
    import pandas as pd

    from course.classroom.report.record import Record
    from course.classroom.report.view import Part

ABOUT: Final = (
    "gains",
    "What the class gained",
    "Scores of the students who took the test before and after the course, with the interval of mean gains that fit them.",
    "Read the interval, look at the picture of every student, and only then at the mean; without a comparison group nothing here says what caused a gain.",
)


def section(record: Record, *, shared: bool) -> Section:
    """Write the section.

    Parameters
    ----------
    record : Record
        The class.
    shared : bool
        Whether counts are hidden and single students left out.
    """
    rows = slots(record.test_answers)
    absent = [form for form in TESTS if not (rows["form"] == form).any()]
    if absent:
        missing = f"no answers to the test {' and '.join('before' if form == 'pre' else 'after' for form in absent)}: give them with --tests answers.csv"
        return Section(*ABOUT, missing=missing, parts=(_power(None),))
    try:
        found = gains(rows)
    except CourseError as error:
        return Section(*ABOUT, missing=str(error), parts=(_power(None),))
    if shared:
        return _shared(rows, found)
    parts = (_table(found), _read_with(found), *_picture(rows, found), _power(found.n))
    return Section(
        *ABOUT, here=f"{count(found.n, 'student')} with both tests", parts=parts, warnings=_warnings(found)
    )


def _table(found: Gains) -> Table:
    left = f"left out with one test only: {len(found.dropped)}" if found.dropped else "nobody left out"
    rows = [
        ("Students with both tests", str(found.n), left),
        ("Mean before", _mean(found.mean_pre, found.maximum), f"standard deviation {number(found.sd_pre)}"),
        ("Mean after", _mean(found.mean_post, found.maximum), f"standard deviation {number(found.sd_post)}"),
        ("Mean difference", signed(found.difference), f"95 % interval: {between(found.interval)}"),
        ("The same by resampling students", "", f"95 % interval: {between(found.bootstrap)}"),
        (
            "Effect size",
            signed(found.effect),
            "d_av with Hedges’ correction: the mean gain in typical distances between students",
        ),
    ]
    return Table("Before and after", ("", "Value", "With it"), tuple(rows), words=(2,))


def _mean(mean: float | None, maximum: float) -> str:
    return f"{number(mean)} of {maximum:g}"


def _read_with(found: Gains) -> Lines:
    """Chance and normalised gain, never without the interval above them."""
    told = list(found.notes)
    if found.interval is not None:
        how = "every pattern of signs" if found.exact else f"{FLIPS:,} random patterns of signs"
        told.append(
            f"If each gain could as well have been a loss, a mean as far from zero as {signed(found.difference)} would come with "
            f"{chance(found.sign_flip)} (sign-flip test, {how}); paired t test {chance(found.t_test)}, Wilcoxon {chance(found.wilcoxon)}."
        )
    if found.normalised_gain is not None:
        told.append(
            f"Normalised gain ⟨g⟩ of the class: {number(found.normalised_gain)}; mean normalised change c per student: "
            f"{number(found.normalised_change)}. Researchers disagree about ⟨g⟩, so the effect size stands first."
        )
    return Lines(tuple(told))


def _picture(rows: pd.DataFrame, found: Gains) -> list[Part]:
    if not found.n:
        return []
    scores = matched(rows, TESTS).scores.rename(columns={"pre": "before", "post": "after"})
    return [figures.picture(slopes(scores, found.maximum))]


def _power(n: int | None) -> Table:
    known = power_table()
    sizes = {int(size): float(d) for size, d in zip(known["students"], known["d_z"], strict=True)}
    if n is not None and n >= 3:
        sizes[n] = detectable(n)
    rows = tuple(
        (f"{size}, this class" if size == n else str(size), number(sizes[size])) for size in sorted(sizes)
    )
    caption = (
        "The smallest gain that a class of this size shows four times out of five (d_z; 5 % level, two-sided)"
    )
    return Table(caption, ("Students", "Smallest d_z"), rows)


def _shared(rows: pd.DataFrame, found: Gains) -> Section:
    if found.n < CLASS:
        return Section(*ABOUT, missing=f"fewer than {CLASS} students with both tests", parts=(_power(None),))
    facts = (
        ("Mean before", number(found.mean_pre, 1), ""),
        ("Mean after", number(found.mean_post, 1), ""),
        ("Mean difference", signed(found.difference, 1), f"95 % interval: {between(found.interval, 1)}"),
        ("Effect size", signed(found.effect, 1), "d_av with Hedges’ correction"),
    )
    table = Table(
        f"Before and after, of {found.maximum:g} points", ("", "Value", "With it"), facts, words=(2,)
    )
    parts = (table, _kinds(rows, found), _power(None))
    return Section(
        *ABOUT,
        here="before and after",
        parts=parts,
        warnings=("Single students are not drawn on a shared page.",),
    )


def _kinds(rows: pd.DataFrame, found: Gains) -> Table:
    scores = matched(rows, TESTS).scores
    change = scores["post"] - scores["pre"]
    cells = {
        "gained": int((change > 0).sum()),
        "lost": int((change < 0).sum()),
        "stayed the same": int((change == 0).sum()),
    }
    told = protect({**cells, "one test only": len(found.dropped)})
    shown = tuple((cell, str(told.shown.get(cell, HIDDEN))) for cell in (*cells, "one test only"))
    return Table("Students", ("", "Students"), shown)


def _warnings(found: Gains) -> tuple[str, ...]:
    told = []
    if found.n < SMALL:
        told.append(
            f"{count(found.n, 'student')}: one unusual student moves every number here. A gain smaller than the table says will usually be missed."
        )
    if found.n < CLASS:
        told.append(f"Fewer than {CLASS} students: pool with other terms before you publish anything.")
    if found.dropped:
        told.append("Students with one test only may differ from those counted here.")
    return tuple(told)
