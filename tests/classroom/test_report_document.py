"""The page as a whole: empty and tiny classes, hostile names, sharing, the command and the notebook."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import simulated_class as sim
from read_tables import tables

from course.__main__ import main
from course.classroom.gradebook import FILE, Gradebook
from course.classroom.model import Graded, Mark
from course.classroom.report import figures, page, partition, protect, record
from course.model import CourseError, Outcome

DAY = datetime(2026, 11, 22, tzinfo=UTC)
EVIL = "<script>alert(1)</script>{{{{ 7 * 7 }}}}</style>\u202e{:03d}"


@pytest.fixture(scope="module")
def thirty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("thirty")
    return folder, sim.build(folder, 30)


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


def test_every_section_says_what_it_means_and_what_to_do(thirty):
    html = page.page(record.read(thirty[0]))
    for anchor, title in page.TITLES.items():
        start = html.index(f'<section aria-labelledby="{anchor}"')
        text = html[start : html.index("</section>", start)]
        assert f">{title}</h2>" in text
        assert text.count("<strong>What to do:</strong>") == 1


def test_the_page_loads_nothing_and_runs_nothing(thirty):
    html = page.page(record.read(thirty[0]))
    assert not re.search(r"<(script|link|iframe|img|object|embed)\b|@import|url\((?!#)", html)
    assert set(re.findall(r'(?:src|href)="([^"#]+)', html)) == set()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_names_are_shown_as_typed(tmp_path):
    sim.build(tmp_path, 12, name=EVIL)
    html = page.page(record.read(tmp_path))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}&lt;/style&gt;" in html


def test_the_same_gradebook_gives_the_same_page(thirty):
    first, second = (page.page(record.read(thirty[0]), day=DAY) for _ in range(2))
    assert first == second


def test_without_vl_convert_tables_stand_in_place_of_charts(thirty, monkeypatch):
    monkeypatch.setattr(figures, "can_draw", lambda: False)
    html = page.page(record.read(thirty[0]))
    assert "<svg" not in html
    assert "Charts are drawn where vl-convert is installed" in html
    assert "The 15 hardest exercises, as a table" in tables(html)


# ---- The shared page.


def test_a_shared_page_names_no_student_and_no_marker(thirty):
    html = page.page(record.read(thirty[0]), shared=True)
    for name in (*thirty[1].students, "Ada", "Ben"):
        assert name not in html
    assert "For sharing" in html


def test_a_shared_page_of_a_small_class_has_no_numbers(tmp_path):
    sim.build(tmp_path, 9)
    html = page.page(record.read(tmp_path), shared=True)
    assert "gets no numbers to share" in html
    assert tables(html) == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_count_on_a_shared_page_is_at_least_five(tmp_path, seed):
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


def test_all_sections_hide_the_same_cells(thirty):
    """What one table hides, no other table tells: shares right stand only where right and not yet are told."""
    found = record.read(thirty[0])
    html = page.page(found, shared=True)
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


def test_the_command_writes_the_page_and_the_notebook(thirty, tmp_path, capsys):
    out, book = tmp_path / "new" / "report.html", tmp_path / "class-report.ipynb"
    assert main(["report", str(thirty[0]), "--out", str(out), "--notebook", str(book)]) == 0
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
