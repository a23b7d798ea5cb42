"""The page as a whole: empty and tiny classes, hostile names, sharing, the command and the notebook."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import simulated_class as sim
from read_tables import tables

from course.__main__ import main
from course.classroom.gradebook import FILE, Gradebook
from course.classroom.model import Graded, Mark
from course.classroom.report import figures, options, page, partition, protect, record
from course.model import CourseError, Outcome

DAY = datetime(2026, 11, 22, tzinfo=UTC)
EVIL = "<script>alert(1)</script>{{{{ 7 * 7 }}}}</style>\u202e{:03d}"


@pytest.fixture(scope="module", autouse=True)
def _few_resamples():
    with pytest.MonkeyPatch.context() as patch:
        sim.few_resamples(patch)
        yield


@pytest.fixture(scope="module")
def thirty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("thirty")
    return folder, sim.build(folder, 30)


@pytest.fixture(scope="module")
def private(thirty):
    """The page of thirty students, for their teacher."""
    return page.page(record.read(thirty[0]), day=DAY)


@pytest.fixture(scope="module")
def shared(thirty):
    """The page of the same class for others."""
    return page.page(record.read(thirty[0]), shared=True)


def test_an_empty_gradebook_says_what_is_missing_and_where_it_comes_from(tmp_path):
    sim.build(tmp_path, 0)
    html = page.page(record.read(tmp_path), day=DAY)
    assert "The gradebook is empty. Grade notebooks and case files first" in html
    assert html.count('<p class="missing">Nothing to show:') == len(page.TITLES)
    assert "0 students · made on 22 November 2026" in html


def test_a_class_of_one_has_no_interval_and_no_error(tmp_path):
    sim.build(tmp_path, 1, seed=4)
    html = page.page(record.read(tmp_path))
    assert "1 student: read counts and intervals" in html
    assert "nan" not in html.lower().replace("finance", "")


def test_every_section_says_what_it_means_and_what_to_do(private):
    html = private
    for anchor, title in page.TITLES.items():
        start = html.index(f'<section aria-labelledby="{anchor}"')
        text = html[start : html.index("</section>", start)]
        assert f">{title}</h2>" in text
        assert text.count("<strong>What to do:</strong>") == 1


def test_work_that_is_not_due_and_extra_parts_do_not_look_like_being_stuck(tmp_path):
    """One early bird hands in lesson 2; ten have lesson 1, where the second exercise is the hard one."""
    whole = sim.bundle(tmp_path)
    first = whole.assignments[0]
    extra = (*first.tasks[:2], replace(first.tasks[2], optional=True), *first.tasks[3:])
    with Gradebook(tmp_path / FILE) as book:
        book.begin(replace(whole, assignments=(replace(first, tasks=extra), *whole.assignments[1:])))
        for number in range(10):
            right = [
                Outcome.CORRECT,
                Outcome.CORRECT if number < 4 else Outcome.NOT_YET,
                Outcome.NOT_ATTEMPTED,
            ]
            marks = tuple(
                Mark(f"L1.E{n}", outcome, float(outcome is Outcome.CORRECT), 1.0, "Said.")
                for n, outcome in enumerate(right, 1)
            )
            book.keep(Graded(f"s{number}", "01-1449", "d", marks), "key")
        book.keep(
            Graded("s0", "02-peel-the-page", "d", (Mark("L2.E1", Outcome.NOT_YET, 0.0, 1.0, "Said."),)), "key"
        )
        book.keep(Graded("late", "01-1449", "d", (), "The file is empty."), "key")
    html = page.page(record.read(tmp_path))
    drawn = tables(html)["Exercises, hardest first, as a table"]
    assert [row[0].split()[0] for row in drawn[1:]] == ["L1.E2", "L1.E1"]
    assert drawn[1][1:] == ["4", "6", "0"]
    assert "One article only: 4 of 10 right" in html
    assert tables(html)["Every exercise, in the order of the class"][3][1:] == ["0", "0", "10", "1"]


def test_who_has_least_of_what_is_due_comes_first(tmp_path):
    def marks(points):
        return tuple(Mark(f"L1.E{n}", Outcome.NOT_YET, float(n <= points), 1.0, "Said.") for n in range(1, 7))

    with Gradebook(tmp_path / FILE) as book:
        book.begin(sim.bundle(tmp_path))
        for name in ("a", "b", "c"):
            book.keep(Graded(name, "02-peel-the-page", "d", ()), "key")
        book.keep(Graded("a", "01-1449", "d", marks(2)), "key")
        book.keep(Graded("zero", "01-1449", "d", marks(0)), "key")
        book.keep(Graded("zero", "02-peel-the-page", "d", ()), "key")
    rows = tables(page.page(record.read(tmp_path)))["Students, most urgent first"][1:]
    assert [row[0] for row in rows] == ["b", "c", "zero", "a"]


def test_a_handful_of_answers_flags_no_option(tmp_path):
    sim.build(tmp_path, 12)
    told = options.section(record.read(tmp_path), shared=False)
    assert told.parts[0].lines == ("No option needs a second look.",)
    assert any("Under 15 answers no option is flagged" in line for line in told.warnings)


def test_the_page_loads_nothing_and_runs_nothing(private):
    html = private
    assert not re.search(r"<(script|link|iframe|img|object|embed)\b|@import|url\((?!#)", html)
    assert set(re.findall(r'(?:src|href)="([^"#]+)', html)) == set()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_names_are_shown_as_typed(tmp_path):
    sim.build(tmp_path, 6, name=EVIL)
    html = page.page(record.read(tmp_path))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}&lt;/style&gt;" in html


def test_the_same_gradebook_gives_the_same_page(thirty, private):
    assert page.page(record.read(thirty[0]), day=DAY) == private


def test_without_vl_convert_tables_stand_in_place_of_charts(thirty, monkeypatch):
    monkeypatch.setattr(figures, "can_draw", lambda: False)
    html = page.page(record.read(thirty[0]))
    assert "<svg" not in html
    assert "Charts are drawn where vl-convert is installed" in html
    assert "The 15 hardest exercises, as a table" in tables(html)


# ---- The shared page.


def test_a_shared_page_names_no_student_and_no_marker(thirty, shared):
    html = shared
    for name in (*thirty[1].students, "Ada", "Ben"):
        assert name not in html
    assert "For sharing" in html


def test_a_shared_page_of_a_small_class_has_no_numbers(tmp_path):
    sim.build(tmp_path, 9)
    html = page.page(record.read(tmp_path), shared=True)
    assert "gets no numbers to share" in html
    assert tables(html) == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_count_on_a_shared_page_is_at_least_five(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(figures, "can_draw", lambda: False)  # counts stand in the tables
    sim.build(tmp_path, 16, seed=seed)
    html = page.page(record.read(tmp_path), shared=True)
    counts = []
    for caption, (head, *rows) in tables(html).items():
        if "Right" in head:
            counts += [cell for row in rows for cell in row[1:]]
        elif "Chosen by" in head:
            counts += [cell.split()[-1] for row in rows for cell in (*row[1].split(" · "), row[2])]
        elif ("Students" in (*head, caption) and "Smallest d_z" not in head) or (
            "Share right" in head and "n" in head
        ):
            counts += [row[1] for row in rows]
    assert "hidden" in counts
    assert all(count == "hidden" or int(count) >= protect.FEWEST for count in counts)


def world(folder, exercise, cells):
    """A class of 16 whose marks in one exercise divide it so: right, no answer, other."""
    outcomes = (
        [Outcome.CORRECT] * cells[0] + [Outcome.NOT_ATTEMPTED] * cells[1] + [Outcome.NOT_YET] * cells[2]
    )
    with Gradebook(folder / FILE) as book:
        book.begin(sim.bundle(folder))
        for number, outcome in enumerate(outcomes):
            mark = Mark(exercise, outcome, float(outcome is Outcome.CORRECT), 1.0, "Said.")
            book.keep(Graded(f"s{number}", "01-1449", "d", (mark,)), "key")
    return page.page(record.read(folder), shared=True, day=DAY)


def test_classes_that_differ_in_a_hidden_count_give_the_same_page(tmp_path):
    """No answer from 0, 1, 2, 3 or 4 students: the page is the same to the last byte, so nobody can compute it back."""
    pages = set()
    for none in range(5):
        (tmp_path / str(none)).mkdir()
        pages.add(world(tmp_path / str(none), "L1.E1", (6, none, 10 - none)))
    assert len(pages) == 1


def test_all_sections_hide_the_same_cells(thirty, shared):
    """What one table hides, no other table tells: shares right stand only where right and not yet are told."""
    found = record.read(thirty[0])
    html = shared
    every = {**partition.exercises(found), **partition.choices(found)}
    shares = {
        row[0]
        for head, *rows in tables(html).values()
        if "Share right" in head and "n" in head
        for row in rows
    }
    assert shares == {
        item for item, one in every.items() if item in shares and None not in one.told(shared=True)[:2]
    }
    assert shares
    hidden = [item for item, one in every.items() if None in one.told(shared=True)[:2]]
    assert hidden
    assert not shares & set(hidden)


# ---- The command and the notebook.


def test_the_command_writes_the_page_and_the_notebook(tmp_path, capsys):
    sim.build(tmp_path / "graded", 4)
    out, book = tmp_path / "new" / "report.html", tmp_path / "class-report.ipynb"
    assert main(["report", str(tmp_path / "graded"), "--out", str(out), "--notebook", str(book)]) == 0
    assert "keep it to yourself" in capsys.readouterr().out
    assert out.read_text("utf8").startswith("<!doctype html>")
    cells = json.loads(book.read_text("utf8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    script = f"import IPython.display as d\nseen = []\nd.display = lambda it: seen.append(it.data)\n{code}\nprint(len(seen))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == str(len(page.TITLES))


def test_a_shared_notebook_offers_no_tables(thirty, tmp_path):
    book = tmp_path / "shared.ipynb"
    assert main(["report", str(thirty[0]), "--shared", "--notebook", str(book)]) == 0
    text = book.read_text("utf8")
    assert text.count("shared=True") == len(page.TITLES)
    assert "this_class.marks" not in text


def test_answers_to_the_tests_come_from_a_table(tmp_path):
    with Gradebook(tmp_path / FILE) as book:
        book.begin(sim.bundle(tmp_path))
    rows = ["student,form,item,correct"]
    rows += [
        f"c{s},{form},i{i},{int(i < s % 4 + lift)}"
        for s in range(12)
        for form, lift in (("pre", 1), ("post", 3))
        for i in range(8)
    ]
    csv = tmp_path / "answers.csv"
    csv.write_text("\n".join(rows), "utf8")
    html = page.page(record.read(tmp_path, csv))
    found = {row[0]: row[1] for row in tables(html)["Before and after"][1:]}
    assert (found["Students with both tests"], found["Mean before"], found["Mean difference"]) == (
        "12",
        "2.50 of 8",
        "+2.00",
    )
    assert "0 students" in html


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--out", "r.html"], "there is no gradebook.db"),
        (["."], "Say where the page goes"),
        ([".", "--out", "r.pdf"], "does not end in .html"),
        ([".", "--notebook", "r.html"], "does not end in .ipynb"),
    ],
)
def test_what_goes_wrong_is_one_line(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert main(["report", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"), [("student,form\n1,pre", 'no column "item"'), ("", "cannot be read as a table")]
)
def test_a_broken_table_of_answers_is_named(thirty, tmp_path, content, said):
    csv = tmp_path / "answers.csv"
    csv.write_text(content, "utf8")
    with pytest.raises(CourseError, match=re.escape(said)) as error:
        record.read(thirty[0], csv)
    assert str(csv) in str(error.value)


def test_an_unknown_section_is_named(thirty):
    with pytest.raises(CourseError, match='no section "nonsense"'):
        page.fragment(record.read(thirty[0]), "nonsense")
