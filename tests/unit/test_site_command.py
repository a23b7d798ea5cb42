import sys

from course.__main__ import main
from course.build.site import edition


def test_it_says_where_to_begin(monkeypatch, tmp_path, capsys):
    def build(root, out):
        out.mkdir()
        (out / "index.html").write_text("x" * 100)
        return [(out / "index.html").relative_to(out)]

    monkeypatch.setattr(edition, "build", build)
    assert main(["site", "--out", str(tmp_path / "new")]) == 0
    assert f"Written: 1 pages, 0.0 MB. Open {tmp_path / 'new' / 'index.html'}" in capsys.readouterr().out


def test_without_the_authors_tools_it_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "course.build.site.edition", None)
    monkeypatch.delattr("course.build.site.edition")
    assert main(["site", "--out", str(tmp_path / "new")]) == 2
    assert "Run: uv sync" in capsys.readouterr().err
