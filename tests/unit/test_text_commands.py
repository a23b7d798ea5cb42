"""The command line of texts and data."""

import argparse

import pytest

from course import paths
from course.model import ARTICLES
from course.text import commands, reference


def run(*words):
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(required=True))
    args = parser.parse_args([str(word) for word in words])
    return args.func(args)


def edit(name, old, new):
    path = reference.table(name)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_add_reports_five_of_five(invented, capsys):
    assert run("texts", "add", invented.folder) == 0
    said = capsys.readouterr().out
    assert f"IND: {invented.file('IND')}: 7 of 7 paragraphs match (7 new)" in said
    assert "5 recognised; 5 of 5 articles are in place" in said


def test_add_shows_what_differs_what_is_missing_and_what_is_extra(invented, capsys, tmp_path):
    text = invented.text("IND").replace("Smoke", "Steam").replace(invented.blocks["IND"][1], "")
    (tmp_path / "a.txt").write_bytes((text + "\n\nBuy our kettles today and tomorrow").encode("cp1252"))
    assert run("texts", "add", tmp_path / "a.txt") == 0
    said = capsys.readouterr().out
    assert "5 of 7 paragraphs match" in said
    assert "differs, not used: IND-P05: 1 word differs" in said
    assert "missing: IND-P02" in said
    assert "not part of the article: “Buy our kettles today and tomorrow”" in said
    assert "read as Windows-1252" in said


def test_adding_twice_says_so(invented, capsys):
    run("texts", "add", invented.folder)
    assert run("texts", "add", invented.folder) == 0
    assert "nothing new, all in place already" in capsys.readouterr().out


def test_a_named_file_that_cannot_be_used_is_a_failure_but_the_rest_goes_on(invented, capsys, tmp_path):
    assert run("texts", "add", tmp_path / "none.txt", invented.file("WP")) == 1
    said = capsys.readouterr()
    assert f"not used: {tmp_path / 'none.txt'}: there is no such file" in said.err
    assert "1 recognised" in said.out


def test_strangers_in_a_folder_are_listed_and_no_failure(invented, capsys):
    for number in range(15):
        (invented.folder / f"note{number}.txt").write_text(f"Note {number}", encoding="utf-8")
    assert run("texts", "add", invented.folder) == 0
    said = capsys.readouterr().err
    assert said.count("none of the five articles") == 10
    assert "not used: 5 more files in folders" in said


def test_a_folder_without_articles_is_a_failure(invented, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("texts", "add", tmp_path / "empty") == 1


def test_status_says_how_to_begin(invented, capsys):
    assert run("texts", "status") == 0
    said = capsys.readouterr().out
    assert "IND: absent, 0 of 7 paragraphs" in said
    assert "course texts add PATH" in said


def test_status_tells_partial_and_damaged(invented, capsys, tmp_path):
    (tmp_path / "a").write_text("\n\n".join(invented.blocks["IND"][1:]), encoding="utf-8")
    run("texts", "add", tmp_path / "a", invented.file("WP"))
    (paths.texts() / "WP.json").write_text("{", encoding="utf-8")
    capsys.readouterr()
    assert run("texts", "status") == 1
    said = capsys.readouterr().out
    assert "IND: partial, 6 of 7 paragraphs (missing: IND-P01)" in said
    assert "WP: damaged, not used" in said


def test_remove(invented, capsys):
    run("texts", "add", invented.folder)
    assert run("texts", "remove", "IND", "wp") == 0
    assert run("texts", "remove") == 0
    assert run("texts", "remove") == 0
    said = capsys.readouterr().out
    assert "Removed: IND, WP." in said
    assert "Removed: BLOG, GVS, WSWS." in said
    assert "nothing to remove" in said


def test_build_without_texts_says_how_to_add_them(invented, capsys):
    assert run("data", "build", "--check") == 2
    assert "course texts add PATH" in capsys.readouterr().err


def test_build_with_an_incomplete_text_names_what_is_missing(invented, capsys, tmp_path):
    run("texts", "add", invented.folder)
    run("texts", "remove", "IND")
    (tmp_path / "a").write_text("\n\n".join(invented.blocks["IND"][1:]), encoding="utf-8")
    run("texts", "add", tmp_path / "a")
    capsys.readouterr()
    assert run("data", "build") == 2
    assert "IND: partial, 6 of 7 paragraphs (missing: IND-P01)" in capsys.readouterr().err


def test_check_finds_and_build_mends(invented, capsys):
    run("texts", "add", invented.folder)
    assert run("data", "build", "--check") == 0
    edit("shared_runs", ",8\n", ",9\n")
    assert run("data", "build", "--check") == 1
    assert "shared_runs.csv BLOG-P02 GVS-P02 words: 9 committed, 8 computed" in capsys.readouterr().out
    assert run("data", "build") == 0
    assert run("data", "build", "--check") == 0
    assert "Written: shared_runs." in capsys.readouterr().out


@pytest.mark.parametrize("table", ["passages", "word_counts"])
def test_originals_rebuild_everything_from_hand_written_columns(invented, table):
    before = {path.name: path.read_bytes() for path in (invented.data / "articles").iterdir()}
    for known in reference.known_passages().values():
        edit("passages", known.sha256, "")
    for name in ("names", "markers", "shared_runs", "word_counts"):
        reference.table(name).unlink()
    assert run("data", "build", "--from", invented.folder) == 0
    assert before == {path.name: path.read_bytes() for path in (invented.data / "articles").iterdir()}


def test_build_is_the_same_twice(invented):
    before = {path.name: path.read_bytes() for path in (invented.data / "articles").iterdir()}
    run("texts", "add", *(invented.file(article) for article in ARTICLES))
    assert run("data", "build") == 0
    assert before == {path.name: path.read_bytes() for path in (invented.data / "articles").iterdir()}
