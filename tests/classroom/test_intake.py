"""What was handed in, in every shape that platforms give it."""

import os
import stat
import zipfile
from pathlib import Path

import pytest
from small_class import LESSON, answered, as_bytes, starter

from course.classroom import intake
from course.model import CourseError

NAMES = ["01-1449", "02-peel-the-page"]
BOOK = as_bytes(starter())


def put(folder, name, content=BOOK):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(path, entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def told(place):
    return [(one.student, one.assignment, bool(one.problem)) for one in intake.read(place, NAMES)]


def test_the_tree_of_nbgrader_from_its_course_folder_too(tmp_path):
    put(tmp_path, "submitted/ana/01-1449/01-1449.ipynb")
    put(tmp_path, "submitted/ben kim/01-1449/my answers.ipynb")
    put(tmp_path, "submitted/ben kim/01-1449/.ipynb_checkpoints/my answers-checkpoint.ipynb")
    put(tmp_path, "submitted/ana/01-1449/timestamp.txt", b"2026-11-22")
    expected = [("ana", LESSON, False), ("ben kim", LESSON, False)]
    assert told(tmp_path) == told(tmp_path / "submitted") == expected


def test_a_flat_folder_names_students_by_what_is_left_of_the_file_name(tmp_path):
    put(tmp_path, "ana_01-1449.ipynb")
    put(tmp_path, "01-1449-이수.ipynb")
    put(tmp_path, "ben.ipynb")  # told by what it checks
    assert told(tmp_path) == [("ana", LESSON, False), ("ben", LESSON, False), ("이수", LESSON, False)]


def test_a_folder_for_each_group_or_week_hides_nobody(tmp_path):
    put(tmp_path, "7a/ana/01-1449/01-1449.ipynb")
    put(tmp_path, "7a/ben/01-1449/01-1449.ipynb")
    put(tmp_path, "7b/week 1/cho_01-1449.ipynb")
    put(tmp_path, "7b/week 1/dee_01-1449.ipynb")
    put(tmp_path, "7a/ben/case-file.json", b'{"format": "one-event-five-stories/case-file"}')
    students = ["ana", "ben", "ben", "cho", "dee"]
    assert [one.student for one in intake.read(tmp_path, NAMES)] == students


def test_a_folder_for_each_exercise(tmp_path):
    put(tmp_path, "01-1449/ana.ipynb")
    put(tmp_path, "01-1449/ben.ipynb")
    put(tmp_path, "02-peel-the-page/ana.ipynb")
    assert told(tmp_path) == [("ana", NAMES[0], False), ("ana", NAMES[1], False), ("ben", LESSON, False)]


def test_a_student_who_hands_in_the_whole_edition_or_a_zip_keeps_the_name(tmp_path):
    put(tmp_path, "ana/edition/exercises/01-1449.ipynb")
    put(tmp_path, "ana/edition/exercises/02-peel-the-page.ipynb")
    (tmp_path / "ben").mkdir()
    zipped(tmp_path / "ben/work.zip", {"exercises/01-1449.ipynb": BOOK})
    assert told(tmp_path) == [("ana", NAMES[0], False), ("ana", NAMES[1], False), ("ben", LESSON, False)]


TAUGHT = b'{"cells": [{"cell_type": "code", "source": "course.recall(\\"01-1449\\")"}]}'


def test_the_lesson_in_place_of_its_exercise_says_so(tmp_path):
    """Both files have the same name."""
    put(tmp_path, "ana_01-1449.ipynb", TAUGHT)
    (found,) = intake.read(tmp_path, NAMES)
    assert (found.student, found.assignment, found.problem) == ("ana", LESSON, intake.LESSON)


def test_in_a_whole_edition_the_exercise_counts_and_the_rest_is_left_out(tmp_path):
    put(tmp_path, "ana/autumn-main/exercises/01-1449.ipynb")
    put(tmp_path, "ana/autumn-main/notebooks/01-1449.ipynb", TAUGHT)
    put(tmp_path, "ana/autumn-main/notebooks/00-start-here.ipynb", TAUGHT)
    put(tmp_path, "ana/autumn-main/data/datapackage.json", b"{}")
    put(tmp_path, "ana/autumn-main/lessons/01-1449/lesson.md", b"# 14:49")
    put(tmp_path, "ben.json")  # a notebook, as some browsers save it
    found = intake.read(tmp_path, NAMES)
    assert [(one.student, one.content, one.problem) for one in found] == [
        ("ana", BOOK, ""),
        ("ben", BOOK, ""),
    ]


def test_copies_of_one_student_are_no_class_and_are_named(tmp_path):
    for name in ("01-1449.ipynb", "01-1449-Copy1.ipynb", "old 01-1449.ipynb"):
        put(tmp_path, f"ana/{name}")
    (found,) = intake.read(tmp_path, NAMES)
    assert (found.student, found.path.name, len(found.others)) == ("ana", "old 01-1449.ipynb", 2)


def test_second_downloads_and_decomposed_letters_are_the_same_student(tmp_path):
    put(tmp_path, "Zo\u00eb_01-1449.ipynb")
    put(tmp_path, "Zoe\u0308_01-1449 (1).ipynb")
    put(tmp_path, "student-1.ipynb")
    put(tmp_path, "student-2.ipynb")
    found = intake.read(tmp_path, NAMES)
    assert [(one.student, len(one.others)) for one in found] == [
        ("student-1", 0),
        ("student-2", 0),
        ("Zo\u00eb", 1),
    ]


def test_a_zip_of_a_student_within_that_of_the_platform(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"01-1449.ipynb": BOOK, "again.zip": b"PK"}).read_bytes()
    outer = zipped(tmp_path / "x.zip", {"kim_1_2_work.zip": inner, "lee_3_4_work.pdf": b"%PDF"})
    found = {one.student: one for one in intake.read(outer, NAMES)}
    assert (found["kim_1"].assignment, found["kim_1"].problem) == (LESSON, "")
    assert "is no notebook, and nothing else was handed in" in found["lee_3"].problem


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MOST_TOTAL", 3 * len(BOOK))
    monkeypatch.setattr(intake, "MOST_TIMES", 0)
    path = zipped(tmp_path / "x.zip", {f"s{n}/01-1449/a.ipynb": BOOK for n in range(5)})
    problems = [one.problem for one in intake.read(path, NAMES)]
    assert [bool(problem) for problem in problems] == [False] * 3 + [True] * 2
    assert "more than is allowed" in problems[-1]


def test_a_download_of_canvas(tmp_path):
    entries = {"kimana_1234_99_01-1449.ipynb": BOOK, "leeben_LATE_77_98_01-1449-2.ipynb": BOOK}
    found = intake.read(zipped(tmp_path / "submissions.zip", entries), NAMES)
    assert [(one.student, one.assignment, one.late > 0) for one in found] == [
        ("kimana_1234", LESSON, False),
        ("leeben_77", LESSON, True),
    ]


def test_a_download_of_moodle_with_folders_and_without(tmp_path):
    entries = {
        "Ana Kim_123_assignsubmission_file_/01-1449.ipynb": BOOK,
        "Ben Lee_124_assignsubmission_file_01-1449.ipynb": BOOK,
    }
    assert told(zipped(tmp_path / "x.zip", entries)) == [
        ("Ana Kim_123", LESSON, False),
        ("Ben Lee_124", LESSON, False),
    ]


def test_of_several_uploads_the_newest_counts(tmp_path):
    newest = as_bytes(answered(total="30"))
    entries = {f"kim_1_9{n}_01-1449{mark}.ipynb": BOOK for n, mark in enumerate(["", "-1", "-3"])}
    entries["kim_1_97_01-1449-12.ipynb"] = newest
    found = intake.read(zipped(tmp_path / "x.zip", entries), NAMES)
    assert [one.content for one in found] == [newest]


def test_a_broken_new_upload_does_not_hide_a_good_one(tmp_path):
    put(tmp_path, "ana/01-1449/01-1449.ipynb")
    (tmp_path / "ana/01-1449/01-1449-2.ipynb").symlink_to("/etc/passwd")
    assert told(tmp_path) == [("ana", LESSON, False)]


def test_links_are_refused_on_disk_and_in_a_zip(tmp_path):
    secret = put(tmp_path, "secret.txt", b"the key")
    (tmp_path / "in" / "eve" / LESSON).mkdir(parents=True)
    (tmp_path / "in/eve" / LESSON / "a.ipynb").symlink_to(secret)
    link = zipfile.ZipInfo("mal/01-1449/a.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "in/more.zip", "w") as archive:
        archive.writestr(link, str(secret))
    found = intake.read(tmp_path / "in", NAMES)
    assert [(one.student, one.content) for one in found] == [("eve", b""), ("mal", b"")]
    assert all("link" in one.problem for one in found)


@pytest.mark.parametrize("name", ["../../etc/01-1449.ipynb", "/etc/01-1449.ipynb", "a\\..\\b\\01-1449.ipynb"])
def test_names_that_climb_are_only_names(tmp_path, name):
    (found,) = intake.read(zipped(tmp_path / "x.zip", {name: BOOK}), NAMES)
    assert found.assignment == LESSON
    assert found.content == BOOK
    assert found.student in {"etc", "a"}
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]


def test_too_big_a_file_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 1000)
    put(tmp_path, "ana/01-1449/a.ipynb", b"x" * 1001)
    zipped(tmp_path / "b.zip", {"ben/01-1449/a.ipynb": b"x" * 1001})
    found = intake.read(tmp_path, NAMES)
    assert [one.content for one in found] == [b"", b""]
    assert all("Clear Outputs" in one.problem for one in found)


def test_a_zip_that_lies_about_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 1000)
    path = zipped(tmp_path / "b.zip", {"ben/01-1449/a.ipynb": b"x" * 5000})
    raw = path.read_bytes()
    path.write_bytes(raw.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    (found,) = intake.read(path, NAMES)
    assert found.problem


def test_a_broken_zip_beside_good_files_stops_nothing(tmp_path):
    put(tmp_path, "ana/01-1449/a.ipynb")
    broken = zipped(tmp_path / "b.zip", {"ben/01-1449/a.ipynb": BOOK})
    broken.write_bytes(broken.read_bytes()[:-40])
    assert ("ana", LESSON, False) in told(tmp_path)
    assert any(one.problem for one in intake.read(tmp_path, NAMES))


def damaged(path, packing):
    zipped(path, {})
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("ben/01-1449/01-1449.ipynb", BOOK)
    content = bytearray(path.read_bytes())
    content[100:400] = bytes((7 * byte + 13) % 256 for byte in content[100:400])
    path.write_bytes(content)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_was_damaged_on_the_way_stops_nothing(tmp_path, packing):
    put(tmp_path, "ana_01-1449.ipynb")
    damaged(tmp_path / "rest.zip", packing)
    ana, ben = intake.read(tmp_path, NAMES)
    assert (ana.problem, ben.student) == ("", "ben")
    assert ben.problem.startswith("It cannot be taken out of the zip")


def test_a_zip_with_a_name_that_is_no_utf_8_stops_nothing(tmp_path):
    put(tmp_path, "ana_01-1449.ipynb")
    zipped(tmp_path / "rest.zip", {"b\xe9d/01-1449.ipynb": BOOK})
    content = (tmp_path / "rest.zip").read_bytes().replace("b\xe9d".encode(), b"b\xff\xfed")
    (tmp_path / "rest.zip").write_bytes(content)
    assert [(one.student, bool(one.problem)) for one in intake.read(tmp_path, NAMES)] == [
        ("ana", False),
        ("rest", True),
    ]


def test_folders_whose_names_are_no_utf_8_are_two_students(tmp_path):
    for name in (b"b\xfen", b"b\xffn"):
        try:
            put(tmp_path, f"{os.fsdecode(name)}/01-1449/01-1449.ipynb")
        except (OSError, UnicodeError):
            pytest.skip("names of this file system are text")
    assert [one.student for one in intake.read(tmp_path, NAMES)] == ["b%DCFEn", "b%DCFFn"]


def test_a_folder_that_cannot_be_looked_into_is_told_and_stops_nothing(tmp_path, monkeypatch):
    put(tmp_path, "ana_01-1449.ipynb")
    (tmp_path / "ben/01-1449").mkdir(parents=True)
    look = os.scandir

    def refuse(folder):
        if Path(folder).name == LESSON:
            raise OSError(36, "File name too long", folder)
        return look(folder)

    monkeypatch.setattr("course.classroom.intake.os.scandir", refuse)
    ana, ben = intake.read(tmp_path, NAMES)
    assert (ana.problem, ben.student, ben.assignment) == ("", "ben", LESSON)
    assert ben.problem.startswith("This folder cannot be looked into (File name too long)")


BEN = as_bytes(answered(total="1"))


def test_nobody_hands_in_for_somebody_else(tmp_path):
    put(tmp_path, "submitted/ana_12/01-1449/01-1449.ipynb")
    put(tmp_path, "submitted/cai/01-1449/01-1449.ipynb")
    for place in ("ana_12/01-1449-99.ipynb", "cai/01-1449-99.ipynb", "ana_12_34_01-1449-99.ipynb"):
        put(tmp_path, f"submitted/ben/01-1449/{place}", BEN)
    found = {one.student: one for one in intake.read(tmp_path, NAMES)}
    assert found["ana_12"].content == found["cai"].content == BOOK
    assert len(found["ana_12"].others) == 2  # and the summary names them


def test_nobody_hands_in_for_somebody_else_by_a_zip(tmp_path):
    put(tmp_path, "ana_01-1449.ipynb")
    zipped(tmp_path / "ben.zip", {"ana_01-1449-9.ipynb": BEN, "../ana/01-1449.ipynb": BEN})
    (ana,) = intake.read(tmp_path, NAMES)
    assert (ana.student, ana.content) == ("ana", BOOK)


def test_zips_of_students_side_by_side_are_called_after_them(tmp_path):
    for student in ("ana", "ben_01-1449", "cai"):
        zipped(tmp_path / f"{student}.zip", {"01-1449.ipynb": BOOK})
    assert told(tmp_path) == [(name, LESSON, False) for name in ("ana", "ben", "cai")]


def test_what_is_no_exercise_of_ours_says_so(tmp_path):
    put(tmp_path, "ana/holiday.ipynb", b'{"cells": []}')
    (found,) = intake.read(tmp_path, NAMES)
    assert "cannot be told which exercise" in found.problem
    assert "02-peel-the-page" in found.problem


def test_a_case_file_needs_no_assignment(tmp_path):
    put(tmp_path, "ana/case-file.json", b'{"format": "one-event-five-stories/case-file", "version": 1}')
    put(tmp_path, "ana/case-file.bak.json", b"{}")
    put(tmp_path, "ana/01-1449/01-1449.ipynb")
    found = intake.read(tmp_path, NAMES)
    assert [(one.student, one.assignment, one.problem) for one in found] == [
        ("ana", "", ""),
        ("ana", LESSON, ""),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path):
    put(tmp_path, "ana/01-1449/a.ipynb").chmod(0)
    (found,) = intake.read(tmp_path, NAMES)
    assert "permissions" in found.problem


@pytest.mark.parametrize(("make", "says"), [(False, "There is nothing at"), (True, "holds no notebook")])
def test_nothing_there(tmp_path, make, says):
    place = tmp_path / "x"
    if make:
        place.mkdir()
        put(place, "readme.txt", b"hello")
    with pytest.raises(CourseError, match=says):
        intake.read(place, NAMES)
