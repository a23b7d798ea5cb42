import sys
from pathlib import Path

from course.__main__ import main
from course.build.site import edition


def test_it_says_what_was_written_and_how_to_open_it(monkeypatch, tmp_path, capsys):
    def build(root, out, watch):
        files = ("index.html", "lessons/01.html", "lessons/02.html", "assets/site.js")
        for file in files:
            (out / file).parent.mkdir(parents=True, exist_ok=True)
            (out / file).write_text("x" * 100_000)
        assert list(watch([1, 2])) == [1, 2]
        return [Path(file) for file in files]

    monkeypatch.setattr(edition, "build", build)
    new = tmp_path / "new"
    assert main(["site", "--out", str(new)]) == 0
    said = capsys.readouterr().out
    assert f"Written to {new}: 3 pages (2 lessons, 1 other), 0.4 MB in 4 files." in said
    assert f"open {(new / 'index.html').as_uri()} in a browser" in said


def test_without_the_authors_tools_it_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "course.build.site.edition", None)
    monkeypatch.delattr("course.build.site.edition")
    assert main(["site", "--out", str(tmp_path / "new")]) == 2
    assert "Run: uv sync" in capsys.readouterr().err
