"""``course assign`` as an instructor types it."""

import json
import sys
from pathlib import Path

import pytest

from course.__main__ import main
from course.quiz import forms

sys.path.insert(0, str(Path(__file__).parent))
import editions


def test_new_says_what_is_private_and_what_varies(tmp_path, capsys):
    out = tmp_path / "autumn"
    assert (
        main(
            [
                "assign",
                "new",
                "autumn",
                "--lessons",
                "1",
                "--out",
                str(out),
                "--repository",
                "https://github.com/o/a",
            ]
        )
        == 0
    )
    said = capsys.readouterr().out
    assert "Private:" in said
    assert "Lesson 1 varies: without" in said
    assert "mybinder.org/v2/gh/o/a/main" in said
    assert (out / "edition" / "README.md").is_file()
    assert len(json.loads((out / "bundle" / "bundle.json").read_text("utf8"))["seed"]) == 32


def test_as_published_takes_no_seed(tmp_path, capsys):
    words = [
        "assign",
        "new",
        "a",
        "--lessons",
        "1",
        "--out",
        str(tmp_path / "o"),
        "--as-published",
        "--seed",
        "x" * 20,
    ]
    assert main(words) == 2
    assert "--as-published" in capsys.readouterr().err


def test_scan_finds_and_says_what_to_do(tmp_path, capsys):
    edition = editions.part(tmp_path)
    assert main(["assign", "scan", str(edition), "--bundle", str(editions.made().bundle)]) == 0
    assert "Nothing found" in capsys.readouterr().out
    (edition / "bundle.json").write_text("{}", "utf8")
    assert main(["assign", "scan", str(edition)]) == 1
    said = capsys.readouterr().out
    assert "bundle.json: a bundle must not be here." in said
    assert "Without --bundle" in said


def test_export_writes_source_and_release(tmp_path, capsys):
    assert (
        main(["assign", "export", "--bundle", str(editions.made().bundle), "--nbgrader", str(tmp_path / "n")])
        == 0
    )
    assert (tmp_path / "n" / "release" / "01-1449" / "01-1449.ipynb").is_file()
    assert "keep it private" in capsys.readouterr().out


@pytest.mark.parametrize("letter", forms.FORMS)
def test_forms_hold_no_key(tmp_path, letter):
    assert main(["assign", "forms", "--form", letter, "--out", str(tmp_path)]) == 0
    texts = [path.read_text("utf8") for path in sorted(tmp_path.iterdir())]
    form = forms.load(letter)
    assert len(texts) == 2
    for text in texts:
        assert all(
            json.dumps(item.stem, ensure_ascii=False)[1:-1] in text or item.stem in text
            for item in form.items
        )
        feedback = [option.feedback for item in form.items for option in item.options if option.feedback]
        assert not [said for said in feedback if said in text]
        assert not [one for passage in form.passages for one in passage.planted if one in text]


def test_links(capsys):
    assert main(["assign", "links", "--repository", "https://github.com/o/a"]) == 0
    assert "YOUR-HUB" in capsys.readouterr().out


def test_a_missing_bundle_is_one_line(tmp_path, capsys):
    assert main(["assign", "export", "--bundle", str(tmp_path), "--nbgrader", str(tmp_path / "n")]) == 2
    assert "bundle.json: not found" in capsys.readouterr().err
