"""The test before and after the course: form, blueprint, numbers, and that nothing of it reaches students by accident."""

import datetime as dt
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from course import prose
from course.check import exercise
from course.quiz import bank, decks, forms, forms_rules
from course.text import words

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "lessons" / "test-forms"
FILES = ("form-a.yaml", "form-b.yaml")
OPEN_TO_STUDENTS = ("notebooks", "exercises", "data", "course", "docs/students")
LEAK = 8  # this many words in a row, found elsewhere, are no chance
BLUEPRINT = {
    "corroborate": 3,
    "provenance": 2,
    "headline_body": 2,
    "certainty": 3,
    "voice": 3,
    "translation": 1,
    "sequence": 2,
    "percent": 2,
    "cause": 2,
}


@pytest.fixture(scope="module", params=forms.FORMS)
def form(request):
    return forms.load(request.param)


@pytest.fixture(scope="module")
def both():
    return tuple(map(forms.load, forms.FORMS))


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_no_problems(name):
    assert forms.validate(FOLDER / name) == []


def test_items_per_skill_are_those_of_the_blueprint(form):
    assert Counter(item.skill for item in form.items) == BLUEPRINT
    assert len(form.items) == sum(BLUEPRINT.values()) == 20
    assert [task.skill for task in form.tasks] == ["sequence", "cause"]


def test_every_item_is_rated_and_has_three_options(form):
    assert all(item.confidence and len(item.options) == 3 for item in form.items)


def test_half_of_the_judged_claims_are_sound_and_students_are_told(form):
    assert (len(form.judged), sum(item.sound for item in form.judged)) == (12, 6)
    assert "Six of those twelve claims are sound." in form.intro


def test_the_forms_are_parallel(both):
    assert forms_rules.parallel(*both) == []
    assert [item.sound for item in both[0].items] == [item.sound for item in both[1].items]
    for mine, theirs in zip(*(form.tasks for form in both), strict=True):
        assert len(mine.rubric) == len(theirs.rubric) == 4
        assert Counter(level for level, _ in mine.exemplars) == dict.fromkeys((1, 2, 3, 4), 2)
        assert Counter(level for level, _ in theirs.exemplars) == dict.fromkeys((1, 2, 3, 4), 2)


def test_keys_do_not_stand_out(form):
    positions = Counter(option.id for item in form.items for option in item.options if option.key)
    assert set(positions) == {"a", "b", "c"}
    assert max(positions.values()) <= 8
    ranks = Counter(
        sorted(item.options, key=lambda option: len(option.text)).index(option)
        for item in form.items
        for option in item.options
        if option.key
    )
    assert ranks[2] <= 8
    assert ranks[0] <= 8


def test_a_claim_is_taken_for_sound_by_an_option_that_says_so(form):
    for item in form.judged:
        for option in item.options:
            starts = option.text.startswith("Sound:")
            assert starts == (option.id == form.accepts[item.id]), option.text
            assert starts or option.text.startswith("Faulty:")


def test_passages_say_that_they_are_constructed(form):
    assert 5 <= len(form.passages) <= 7
    for passage in form.passages:
        assert passage.label == "Constructed for this test"
        assert passage.outlet.endswith("(constructed)")
        assert passage.sources
        assert 60 <= prose.word_count(passage.text) <= 130


def test_passages_have_no_quotations_of_people(form):
    assert not [passage.id for passage in form.passages if re.search('["\u201c\u201d]', passage.text)]


def test_errors_are_planted_where_faulty_claims_look(form):
    planted = {
        (error.partition(":")[0], passage.id) for passage in form.passages for error in passage.planted
    }
    faulty = [item for item in form.judged if not item.sound]
    assert len(planted) == len(faulty) == 6
    for item in faulty:
        assert any((item.skill, pid) in planted for pid in item.evidence), item.id


def test_the_second_passage_shares_more_than_forty_words_with_the_first(form):
    first, second = (words.words(form.passages[n].text) for n in (0, 1))
    runs = {tuple(first[i : i + 41]) for i in range(len(first) - 40)}
    assert runs & {tuple(second[i : i + 41]) for i in range(len(second) - 40)}


def test_sentences_in_quotation_marks_stand_in_their_passage(form):
    texts = {passage.id: passage.text for passage in form.passages}
    named = [
        (pid, sentence)
        for item in form.items
        for pid, sentence in re.findall(r'(?:from|^)\s*([AB]\d)(?:: | begins with )"([^"]+)"', item.stem)
    ]
    assert len(named) >= 6
    for pid, sentence in named:
        assert sentence in texts[pid]
    for option in form.items[7].options:
        assert option.text.strip('"') in texts[f"{form.form}1"]


DAYS = r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) (\d+) (May|June|July|October) 2024"


def test_days_of_the_week_are_right(form):
    found = re.findall(DAYS, " ".join(passage.text for passage in form.passages))
    assert len(found) >= 4
    for name, day, month in found:
        date = dt.datetime.strptime(f"{day} {month} 2024 +0900", "%d %B %Y %z")
        assert f"{date:%A}" == name


def keyed(form, number):
    item = form.items[number - 1]
    return next(option for option in item.options if option.key)


def test_numbers_of_form_a(both):
    form = both[0]
    text = form.passages[5].text
    assert all(number in text for number in (" 260.", " 600.", " 330,", " 80 had", "231 per cent"))
    assert round(100 * 80 / 330) == 24
    assert "about 24 per cent" in keyed(form, 17).text
    assert round(100 * 600 / 260) == 231
    assert round(100 * (600 - 260) / 260) == 131
    assert "131 per cent larger, since 340 were added to 260" in keyed(form, 18).text
    assert round(100 * 340 / 600) == 57


def test_numbers_of_form_b(both):
    form = both[1]
    text = form.passages[5].text
    assert all(number in text for number in (" 720.", " 133.", " 80.", " 933.", "541 per cent"))
    assert 720 + 133 + 80 == 933
    assert round(100 * 133 / 933) == round(100 / 7) == 14
    assert "about 14 per cent" in keyed(form, 17).text
    assert round(100 * 720 / 133) == 541
    assert round(100 * (720 - 133) / 133) == 441
    assert "441 per cent larger, since 587 come on top of 133" in keyed(form, 18).text
    assert round(100 * 587 / 720) == 82


def test_the_instructors_table_of_keys_is_that_of_the_files(both):
    page = (FOLDER / "teacher.md").read_text("utf8")
    for form in both:
        keys = [option.id for item in form.items for option in item.options if option.key]
        assert f"| {form.form} | {' | '.join(keys)} |" in page


def test_the_instructors_table_of_judged_items_is_that_of_the_files(form):
    page = (FOLDER / "teacher.md").read_text("utf8")
    rows = re.findall(
        r"^\| [A-Z][^|]+\| ([\d, ]+)(?:, task \d)? \| ([^|]+) \| ([^|]+) \| [\d, ]+ \|$", page, re.MULTILINE
    )
    assert len(rows) == len(BLUEPRINT)
    for items, sound, faulty in rows:
        for number in map(int, items.split(", ")):
            judged = form.items[number - 1].sound
            assert (str(number) in sound.split(", "), str(number) in faulty.split(", ")) == (
                judged is True,
                judged is False,
            )


def listed(*folders):
    """Return the files under folders that git would keep, and that hold text."""
    command = [
        "git",
        "-C",
        str(ROOT),
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        *folders,
    ]
    names = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    return [path for name in names if (path := ROOT / name).is_file()]


def shingles(text, size=LEAK):
    found = words.words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


def test_no_passage_and_no_key_stands_where_students_read(both):
    secret = set()
    for form in both:
        for passage in form.passages:
            secret |= set().union(*map(shingles, passage.lines))
        for item in form.items:
            secret |= shingles(item.stem) | set().union(*(shingles(option.text) for option in item.options))
    lessons = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "lessons").glob("[0-9][0-9]-*"))
    read = [path for path in listed(*OPEN_TO_STUDENTS, *lessons) if b"\0" not in path.read_bytes()[:4096]]
    assert len(read) > 100
    assert len(secret) > 1000
    found = {str(p.relative_to(ROOT)): shingles(p.read_text("utf8", errors="replace")) & secret for p in read}
    assert {name: min(leaked) for name, leaked in found.items() if leaked} == {}


def test_the_folder_is_no_lesson():
    assert {FOLDER / name for name in FILES} <= set(listed("lessons/test-forms"))
    for names in (bank.lessons(), decks.lessons(), exercise.lessons()):
        assert "test-forms" not in names
    assert not [
        name for name in ("lesson.md", "quiz.yaml", "decks.yaml", "exercise.md") if (FOLDER / name).exists()
    ]
    assert not [path for path in listed("notebooks", "exercises") if "test-forms" in path.name]


def test_the_wheel_does_not_ship_the_forms():
    """Guard the installed course.

    What must stand in pyproject.toml: hatch does not apply `exclude` to `force-include`, so "lessons" as a whole may
    not be there. Each lesson needs a line of its own in [tool.hatch.build.targets.wheel.force-include]:
        "lessons/00-start-here" = "course/_shipped/lessons/00-start-here"
        "lessons/01-1449" = "course/_shipped/lessons/01-1449"
        ... and so on for every folder lessons/NN-*
    """
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
    shipped = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    sources = [ROOT / name for name in shipped]
    holding = [
        str(s.relative_to(ROOT)) for s in sources if s == FOLDER or s in FOLDER.parents or FOLDER in s.parents
    ]
    assert holding == [], "replace this line by one line per lesson folder (see the docstring of this test)"
    lessons = {path.name for path in (ROOT / "lessons").glob("[0-9][0-9]-*") if path.is_dir()}
    assert {path.name for path in sources if path.parent == ROOT / "lessons"} == lessons
