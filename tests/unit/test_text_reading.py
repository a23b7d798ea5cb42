"""Reading files that people hand in."""

import os

import pytest

from course.text import reading

GOOD = "The boat’s gone.\n\nSo it is.\n"


def read(path):
    return list(reading.read_all([path]))


def reason(path, content: bytes):
    path.write_bytes(content)
    (found,) = read(path)
    assert isinstance(found, reading.Refusal)
    assert found.named
    assert "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
def test_the_likeliest_encoding_comes_first(tmp_path, codec, name):
    (tmp_path / "a").write_bytes(GOOD.encode(codec))
    (found,) = read(tmp_path / "a")
    assert found.readings[0] == (name, GOOD)


def test_mac_roman_is_one_of_the_readings(tmp_path):
    (tmp_path / "a").write_bytes(GOOD.encode("mac_roman"))
    (found,) = read(tmp_path / "a")
    assert ("Mac Roman", GOOD) in found.readings


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04rest", "word processor"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"{\\rtf1\\ansi text}", "rich text"),
        (b"GIF89a\x00\x01\x02\x00" * 9, "binary"),
        (b"<!DOCTYPE html>\n<title>x</title>", "HTML"),
        (b"\n<html lang='en'>", "HTML"),
        (b"<p>One</p><p>Two</p><p>Three</p>", "HTML"),
        (b"a" * (reading.LARGEST + 1), "too large"),
    ],
)
def test_a_refusal_says_what_it_is(tmp_path, content, expected):
    assert expected in reason(tmp_path / "a.txt", content)


def test_html_refusals_say_how_to_save(tmp_path):
    assert "plain text" in reason(tmp_path / "a.txt", b"<body>text")


def test_a_text_that_mentions_a_sign_is_not_html(tmp_path):
    (tmp_path / "a").write_text("If a < b and b > c then <sic> and <a> stay.", encoding="utf-8")
    (found,) = read(tmp_path / "a")
    assert isinstance(found, reading.Reading)


def test_a_missing_path_is_refused(tmp_path):
    (found,) = read(tmp_path / "none.txt")
    assert "no such file" in found.reason


def test_what_is_neither_file_nor_folder_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (found,) = read(tmp_path / "pipe")
    assert "neither a file nor a folder" in found.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path):
    (tmp_path / "a").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a").chmod(0)
    (found,) = read(tmp_path / "a")
    assert "permissions" in found.reason


def test_folders_are_searched_without_hidden_files(tmp_path):
    for name in ("b/two.txt", "a.md", ".hidden/x.txt", "b/.hidden.txt", "c/d/three"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    found = read(tmp_path)
    assert [str(item.path.relative_to(tmp_path)) for item in found] == ["a.md", "b/two.txt", "c/d/three"]
    assert not any(item.named for item in found)


def test_a_folder_without_files_is_refused(tmp_path):
    (found,) = read(tmp_path)
    assert "no files" in found.reason


def test_a_file_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert len(list(reading.read_all([tmp_path / "a.txt", tmp_path, str(tmp_path / "link.txt")]))) == 1
