"""Every number of the page against a computation of its own, from what the simulation put in."""

from collections import Counter, defaultdict
from math import atanh, sqrt, tanh
from statistics import NormalDist, mean, quantiles, stdev

import numpy as np
import pytest
import simulated_class as sim
from read_tables import body, ends, number, tables
from scipy import stats
from sklearn.metrics import cohen_kappa_score

from course.check import exercise
from course.classroom.report import figures, page, record
from course.quiz import bank

SIZES = (0, 1, 4, 12, 30)
QUESTIONS = {q.id: q for q in bank.all_questions()}
TITLES = {e.id: f"{e.id} {e.title}" for lesson in sim.LESSONS for e in exercise.load(lesson)}
NEAR = 0.0051  # two decimals


@pytest.fixture(scope="module", params=SIZES)
def made(request, tmp_path_factory):
    """What was put in, and the page that came out."""
    folder = tmp_path_factory.mktemp(f"class-{request.param}")
    truth = sim.build(folder, request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "can_draw", lambda: False)  # the same numbers stand in the tables
        return truth, page.page(record.read(folder))


def near(found, wanted, within=NEAR):
    if wanted is None or found is None:
        return wanted is None and found is None
    return abs(found - wanted) <= within


def resampled(truth_rows, statistic, seed=3):
    """Own percentile bootstrap over students."""
    rng, n = np.random.default_rng(seed), len(truth_rows)
    table = np.array(truth_rows, dtype=float)
    values = [statistic(table[rng.integers(0, n, n)]) for _ in range(4000)]
    return tuple(np.percentile(values, [2.5, 97.5]))


def alike(found, own):
    """Two bootstraps of the same thing differ by chance: by a tenth of the width at most."""
    slack = 0.01 + 0.1 * (own[1] - own[0])
    return all(abs(one - other) <= slack for one, other in zip(found, own, strict=True))


def part(html, anchor):
    start = html.index(f'<section aria-labelledby="{anchor}"')
    return html[start : html.index("</section>", start)]


def test_who_needs_help(made):
    truth, html = made
    found = {
        k: v
        for name, rows in tables(part(html, "help")).items()
        if name in {"Students, most urgent first", "The other students who need help"}
        for k, *v in rows[1:]
    }
    handed, bad = defaultdict(set), defaultdict(list)
    for student, lesson in truth.handed:
        handed[student].add(lesson)
    for student, lesson, _ in truth.problems:
        bad[student].append(lesson)
    due = [
        name
        for name in sim.LESSONS
        if sum(name in mine for mine in handed.values()) >= max(len(truth.students) / 3, 1)
    ]
    wanted = {}
    for student in truth.students:
        marks = [row for row in truth.marks if row[0] == student]
        missing = [name for name in due if name not in handed[student]]
        points, most = sum(row[4] for row in marks), len(marks)
        if bad[student] or missing or (most and points < most / 2):
            blank = sum(row[3] == "not-attempted" for row in marks)
            wanted[student] = [
                ", ".join(bad[student]) or "–",
                ", ".join(missing) or "–",
                f"{points:g} of {most}" if most else "–",
                str(blank) if most else "–",
            ]
    assert found == wanted


def test_what_was_handed_in(made):
    truth, html = made
    if not truth.handed:
        assert "no notebook has been graded yet" in part(html, "help")
        return
    given, bad = (
        Counter(lesson for _, lesson in truth.handed),
        Counter(lesson for _, lesson, _ in truth.problems),
    )
    wanted = {
        name: [str(given[name]), str(bad[name]), str(len(truth.students) - given[name])]
        for name in sim.LESSONS
    }
    assert body(part(html, "help"), "What was handed in") == wanted


def test_what_became_of_each_exercise(made):
    truth, html = made
    if not truth.marks:
        assert "no notebook could be graded yet" in part(html, "stuck")
        return
    right, wrong = (
        Counter(row[2] for row in truth.marks if row[3] == kind) for kind in ("correct", "not-yet")
    )
    handed = Counter(row[2] for row in truth.marks)
    wanted = {
        TITLES[e]: [right[e], wrong[e], handed[e] - right[e] - wrong[e], len(truth.students) - handed[e]]
        for e in TITLES
        if e in handed
    }
    found = tables(part(html, "stuck"))
    told = body(part(html, "stuck"), "Every exercise, in the order of the class")
    assert {name: [int(cell) for cell in row] for name, row in told.items()} == wanted
    drawn = next(rows for name, rows in found.items() if "hardest" in name)
    due = Counter(lesson for _, lesson in truth.handed)
    lessons = [sim.LESSONS.index(lesson) for lesson in due if due[lesson] >= max(len(truth.students) / 3, 1)]
    ranked = [name for name in wanted if any(name.startswith(f"L{(1, 2, 4)[n]}.") for n in lessons)]
    assert [[int(cell) for cell in row[1:]] for row in drawn[1:]] == [wanted[row[0]][:3] for row in drawn[1:]]
    assert {row[0] for row in drawn[1:]} <= set(ranked)
    shares = [wanted[row[0]][0] / sum(wanted[row[0]][:3]) for row in drawn[1:]]
    every = sorted(wanted[name][0] / sum(wanted[name][:3]) for name in ranked)
    assert shares == every[: len(shares)]
    assert len(shares) == min(15, len(ranked))


def test_the_mistakes_behind_it(made):
    truth, html = made
    known = Counter((TITLES[row[2]], row[8]) for row in truth.marks if row[6] >= 0)
    said = (
        [
            row
            for name, rows in tables(part(html, "stuck")).items()
            if "mistakes" in name.lower()
            for row in rows[1:]
        ]
        if truth.marks
        else []
    )
    assert {(row[0], row[3]): int(row[1]) for row in said} == known
    assert [int(row[1]) for row in said] == sorted(known.values(), reverse=True)
    other = Counter((TITLES[row[2]], row[7]) for row in truth.marks if row[3] == "not-yet" and row[6] < 0)
    several = (
        [
            row
            for name, rows in tables(part(html, "stuck")).items()
            if "not foreseen" in name
            for row in rows[1:]
        ]
        if truth.marks
        else []
    )
    assert all(other[row[0], row[2]] == int(row[1]) > 1 for row in several)
    assert len(several) == min(15, sum(n > 1 for n in other.values()))


def sets(truth):
    """Name of a set to (student, item) to 0 or 1."""
    found = defaultdict(dict)
    for student, lesson, e, outcome, *_ in truth.marks:
        if outcome != "not-attempted":
            found[f"Exercises {lesson}"][student, e] = int(outcome == "correct")
    for student, item, attempt, _, correct, *_ in truth.answers:
        if attempt == 1 and ".Q" in item:
            found[f"Exit quiz of lesson {item[1 : item.index('.')]}"][student, item] = correct
    for student, form, item, correct, _ in truth.tests:
        found[f"Form {item[1]}, {form}"][student, item] = correct
    return found


def test_how_hard_each_item_was(made):
    truth, html = made
    found, wanted = tables(part(html, "items")), sets(truth)
    assert {name for name in found if not name.endswith("table")} == set(wanted)
    for name, scores in wanted.items():
        names = {item for _, item in scores}
        full = [s for s in {s for s, _ in scores} if all((s, item) in scores for item in names)]
        for item, n, share, interval, r, reach, apart in found[name][1:]:
            names.discard(item)
            given = [score for (_, it), score in scores.items() if it == item]
            p, size = mean(given), len(given)
            middle, root = p + 1.92073 / size, 1.959964 * sqrt(p * (1 - p) / size + 3.841459 / (4 * size**2))
            assert int(n) == size
            assert near(number(share), p)
            assert all(
                near(a, b / (1 + 3.841459 / size))
                for a, b in zip(ends(interval), (middle - root, middle + root), strict=True)
            )
            others = {it for _, it in scores} - {item}
            x, rest = [scores[s, item] for s in full], [sum(scores[s, it] for it in others) for s in full]
            known = len(full) >= 3 and len(set(x)) > 1 and len(set(rest)) > 1
            own = float(np.corrcoef(x, rest)[0, 1]) if known else None
            assert near(number(r), own)
            if known and len(full) > 3 and abs(own) < 1 - 1e-9:
                assert all(
                    near(a, tanh(atanh(own) + d / sqrt(len(full) - 3)))
                    for a, d in zip(ends(reach), (-1.96, 1.96), strict=True)
                )
            else:
                assert ends(reach) is None
            assert near(number(apart), upper_lower(x, [a + b for a, b in zip(x, rest, strict=True)]))
        assert not names


def upper_lower(x, totals):
    """Mean of 27 % at each end, averaged over the orders of those who tie, by weights."""
    if len(x) < 60:
        return None
    shares = []
    for sign in (1, -1):
        left, got = 0.27 * len(x), 0.0
        for score in sorted(set(totals), key=lambda s: -sign * s):
            group = [a for a, t in zip(x, totals, strict=True) if t == score]
            take = min(left, len(group))
            got, left = got + take * mean(group), left - take
        shares.append(got / (0.27 * len(x)))
    return shares[0] - shares[1]


def test_which_options_students_chose(made):
    truth, html = made
    first = [row for row in truth.answers if row[2] == 1]
    wanted = Counter((item, response) for _, item, _, response, *_ in first)
    found = {}
    for rows in tables(part(html, "options")).values():
        for name, told, n in rows[1:]:
            item = name.split()[0]
            cells = [cell.rsplit(" ", 1) for cell in told.split(" · ")]
            assert {cell[0].removesuffix(" ✓") for cell in cells} == {o.id for o in QUESTIONS[item].options}
            assert {cell[0][0] for cell in cells if "✓" in cell[0]} == {
                o.id for o in QUESTIONS[item].options if o.key
            }
            assert sum(int(count) for _, count in cells) == int(n)
            found |= {(item, cell[0][0]): int(cell[1]) for cell in cells if int(cell[1])}
    assert found == wanted


def test_minutes_of_each_lesson(made):
    truth, html = made
    at = defaultdict(list)
    for student, item, *_, moment in truth.answers:
        at[int(item[1 : item.index(".")]), student].append(moment)
    spent = defaultdict(list)
    for (lesson, _), moments in at.items():
        gaps = [
            (b - a).total_seconds() / 60 for a, b in zip(sorted(moments), sorted(moments)[1:], strict=False)
        ]
        if kept := [gap for gap in gaps if gap <= 15]:
            spent[lesson].append(sum(kept))
    found = tables(part(html, "time")).get("Minutes on each lesson, as a table", [[]])[1:]
    assert len(found) == len(spent)
    for name, middle, half in found:
        minutes = spent[int(name.split()[1])]
        assert name.endswith(f"(n = {len(minutes)})")
        low, mid, high = quantiles(minutes, n=4, method="inclusive") if len(minutes) > 1 else minutes * 3
        assert near(number(middle), mid, 0.51)
        assert all(near(a, b, 0.51) for a, b in zip(ends(half), (low, high), strict=True))


def dprime(t):
    """d' and c of sums: hits, faulty, false alarms, sound."""
    z = NormalDist().inv_cdf
    h, f = z((t[0] + 0.5) / (t[1] + 1)), z((t[2] + 0.5) / (t[3] + 1))
    return h - f, -(h + f) / 2


def judged(truth):
    """Round to student to the four counts, for rounds with all 24 claims."""
    found = {"discernment.first": {}, "discernment.again": {}}
    for student, form in {(row[0], row[1]) for row in truth.claims}:
        mine = [(row[3], row[4]) for row in truth.claims if row[:2] == (student, form)]
        if len(mine) == 24:
            hits, alarms = (sum(flag for sound, flag in mine if sound is kind) for kind in (False, True))
            found[form][student] = (hits, 12, alarms, 12)
    return found


def test_telling_faulty_from_sound(made):
    truth, html = made
    early, late = judged(truth).values()
    both = sorted(set(early) & set(late))
    if not early and not late:
        assert "no finished round" in part(html, "discernment")
        return
    found = body(part(html, "discernment"), "The 24 claims")
    sides = {"after lesson 6": early, "in lesson 12": late}
    if both:
        sides = {name: {s: side[s] for s in both} for name, side in sides.items()}
    for name, side in sides.items():
        if not side:
            assert name not in found
            continue
        total = np.sum(list(side.values()), axis=0)
        n, hits, alarms, d, d_ends, c, c_ends = found[name]
        assert (n, hits, alarms) == (str(len(side)), f"{total[0]} of {total[1]}", f"{total[2]} of {total[3]}")
        assert near(number(d), dprime(total)[0])
        assert near(number(c), dprime(total)[1])
        if len(side) >= 12:
            rows = list(side.values())
            assert alike(ends(d_ends), resampled(rows, lambda t: dprime(t.sum(axis=0))[0]))
            assert alike(ends(c_ends), resampled(rows, lambda t: dprime(t.sum(axis=0))[1]))
    if both:
        sums = [dprime(np.sum([side[s] for s in both], axis=0)) for side in (early, late)]
        change = found["change"]
        assert near(number(change[3].lstrip("+")), sums[1][0] - sums[0][0])
        assert near(number(change[5].lstrip("+")), sums[1][1] - sums[0][1])
        pairs = [(*early[s], *late[s]) for s in both]
        if len(both) >= 12:
            own = resampled(pairs, lambda t: dprime(t.sum(axis=0)[4:])[0] - dprime(t.sum(axis=0)[:4])[0])
            assert alike(ends(change[4]), own)


def test_calibration(made):
    truth, html = made
    rated = {
        "questions of the lessons": [
            (r[0], r[5], r[4]) for r in truth.answers if r[2] == 1 and r[5] is not None
        ],
        "test before": [(r[0], r[4], r[3]) for r in truth.tests if r[1] == "pre"],
        "test after": [(r[0], r[4], r[3]) for r in truth.tests if r[1] == "post"],
    }
    for name, form in (
        ("24 claims, after lesson 6", "discernment.first"),
        ("24 claims, in lesson 12", "discernment.again"),
    ):
        done = judged(truth)[form]
        rated[name] = [(r[0], r[5], int(r[4] != r[3])) for r in truth.claims if r[1] == form and r[0] in done]
    rated = {name: rows for name, rows in rated.items() if rows}
    found = {
        k: v
        for rows in [tables(part(html, "calibration")).get("Confidence and right answers", [[]])]
        for k, *v in rows[1:]
    }
    assert set(found) == set(rated)
    for name, rows in rated.items():
        n, answers, sure, right, gap, reach, brier = found[name]
        assert (int(n), int(answers)) == (len({row[0] for row in rows}), len(rows))
        assert near(number(sure), mean(row[1] for row in rows))
        assert near(number(right), mean(row[2] for row in rows))
        assert near(number(gap.lstrip("+")), mean(row[1] - row[2] for row in rows))
        assert near(number(brier), mean((row[1] - row[2]) ** 2 for row in rows))
        mine = defaultdict(list)
        for student, s, c in rows:
            mine[student].append(s - c)
        if len(mine) >= 12:
            own = resampled(
                [(sum(v), len(v)) for v in mine.values()], lambda t: t[:, 0].sum() / t[:, 1].sum()
            )
            assert alike(ends(reach), own)


def test_what_the_class_gained(made):
    truth, html = made
    scores = {form: Counter() for form in ("pre", "post")}
    for student, form, _, correct, _ in truth.tests:
        scores[form][student] += correct
    both = sorted(set(scores["pre"]) & set(scores["post"]))
    told = part(html, "gains")
    if not scores["pre"] or not scores["post"]:
        assert "no answers to the test" in told
        return
    found = body(told, "Before and after")
    assert found["Students with both tests"][0] == str(len(both))
    assert found["Students with both tests"][1].endswith(
        str(len(set(scores["pre"]) ^ set(scores["post"])))
    ) or set(scores["pre"]) == set(scores["post"])
    if not both:
        return
    pre, post = ([scores[form][s] for s in both] for form in ("pre", "post"))
    gained = [b - a for a, b in zip(pre, post, strict=True)]
    assert found["Mean before"][0] == f"{mean(pre):.2f} of 18"
    assert found["Mean after"][0] == f"{mean(post):.2f} of 18"
    assert near(number(found["Mean difference"][0].lstrip("+")), mean(gained))
    if len(both) < 3:
        return
    assert found["Mean before"][1] == f"standard deviation {stdev(pre):.2f}"
    t = stats.ttest_rel(post, pre)
    assert all(
        near(a, b)
        for a, b in zip(ends(found["Mean difference"][1]), t.confidence_interval(0.95), strict=True)
    )
    d = mean(gained) / sqrt((stdev(pre) ** 2 + stdev(post) ** 2) / 2) * (1 - 3 / (4 * (len(both) - 1) - 1))
    assert near(number(found["Effect size"][0].lstrip("+")), d)
    if len(both) >= 9:
        own = resampled([[g] for g in gained], lambda rows: rows.mean())
        assert alike(ends(found["The same by resampling students"][1]), own)
    g = (mean(post) - mean(pre)) / (18 - mean(pre))
    assert f"of the class: {g:.2f};".replace("-", "−") in told
    chance = [t.pvalue, stats.wilcoxon(gained).pvalue]
    said = [f"p = {p:.3f}" if p >= 0.001 else "p &lt; 0.001" for p in chance]
    assert f"paired t test {said[0]}, Wilcoxon {said[1]}" in told
    drawn = {row[0]: row[1:3] for row in tables(told)["What did each student gain? As a table"][1:]}
    assert drawn == {s: [str(scores["pre"][s]), str(scores["post"][s])] for s in both}


def test_the_power_table_is_that_of_the_literature(made):
    caption = (
        "The smallest gain that a class of this size shows four times out of five (d_z; 5 % level, two-sided)"
    )
    found = {row[0].split(",")[0]: row[1] for row in tables(part(made[1], "gains"))[caption][1:]}
    wanted = {
        8: 1.16,
        10: 1.00,
        12: 0.89,
        15: 0.78,
        20: 0.66,
        25: 0.58,
        30: 0.53,
        40: 0.45,
        60: 0.37,
        100: 0.28,
    }
    assert {int(n): float(d) for n, d in found.items() if int(n) in wanted} == wanted


def test_whether_the_markers_agree(made):
    truth, html = made
    level = {(student, task, marker): n for student, task, marker, n in truth.levels}
    units = [(s, t) for s, t, m in level if m == "Ada" and (s, t, "Ben") in level]
    if len(units) < 5:
        assert "no two people have marked 5 of the same texts" in part(html, "markers")
        return
    ada, ben = ([level[(*unit, marker)] for unit in units] for marker in ("Ada", "Ben"))
    n, kappa, reach, same = body(part(html, "markers"), "Texts that two people marked")["Ada and Ben"]
    assert int(n) == len(units)
    assert near(number(kappa), cohen_kappa_score(ada, ben, weights="quadratic", labels=[1, 2, 3, 4]))
    assert same == f"{100 * mean(a == b for a, b in zip(ada, ben, strict=True)):.0f} %"
    if len(units) >= 30:
        assert alike(ends(reach), resampled(list(zip(ada, ben, strict=True)), quadratic))


def quadratic(levels):
    """Quadratically weighted kappa from means alone: one minus squared differences seen over those of chance."""
    ada, ben = levels[:, 0], levels[:, 1]
    chance = ada.var() + ben.var() + (ada.mean() - ben.mean()) ** 2
    return 1 - ((ada - ben) ** 2).mean() / chance
