import importlib.metadata
import json
import sys

import pytest

from course import doctor


def states(findings):
    return {finding.state for finding in findings}


def test_here_everything_works(capsys):
    assert doctor.run(None) == 0
    said = capsys.readouterr().out
    assert "All is well." in said
    for word in (
        "Python 3",
        "jupyterlab",
        "widgets:",
        "charts:",
        "data:",
        "texts:",
        "case file:",
        "notebooks:",
    ):
        assert word in said


def test_a_missing_package_comes_with_advice(monkeypatch):
    def absent(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    findings = doctor._packages()
    assert states(findings) == {"mend"}
    assert all("uv sync" in finding.advice for finding in findings)


def test_a_check_that_breaks_is_a_finding(monkeypatch, capsys):
    def _data():
        raise ValueError("claims.csv, line 3: verdict 'rigth' is not allowed")

    monkeypatch.setattr(doctor, "CHECKS", (_data,))
    assert doctor.run(None) == 1
    assert "MEND  data: ValueError: claims.csv, line 3" in capsys.readouterr().out


def test_texts_are_optional(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_TEXTS", str(tmp_path))
    assert states(doctor._texts()) == {"note"}


def test_a_folder_that_cannot_be_written(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_CASE_FILE", str(tmp_path / "case.json"))
    monkeypatch.setattr("os.access", lambda *a: False)
    assert states(doctor._case_file()) == {"mend"}


def test_a_damaged_case_file_is_noticed_and_left_alone(monkeypatch, tmp_path):
    file = tmp_path / "case.json"
    file.write_text('{"format": "one-event', "utf8")
    monkeypatch.setenv("COURSE_CASE_FILE", str(file))
    (finding,) = doctor._case_file()
    assert finding.state == "note"
    assert "was damaged" in finding.what
    assert [path.name for path in tmp_path.iterdir()] == ["case.json"]
    assert file.read_text("utf8") == '{"format": "one-event'


@pytest.mark.parametrize(
    ("called", "state"), [("python", "ok"), (sys.executable, "ok"), ("/opt/another/bin/python3", "mend")]
)
def test_a_kernel_of_another_python_is_noticed(monkeypatch, tmp_path, called, state):
    kernel = tmp_path / "kernels/python3"
    kernel.mkdir(parents=True)
    spec = {"argv": [called, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "Python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    (finding,) = doctor._kernel()
    assert finding.state == state
    assert state == "ok" or str(kernel) in finding.advice


@pytest.mark.parametrize("forbidden", [True, False])
def test_code_that_is_never_compiled_is_noticed(monkeypatch, forbidden):
    monkeypatch.setattr(sys, "dont_write_bytecode", forbidden)
    assert any("PYTHONDONTWRITEBYTECODE" in finding.advice for finding in doctor._speed()) is forbidden


def test_the_slow_package_is_noticed(monkeypatch):
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "1.1.0")
    assert states(doctor._speed()) == {"note"}


def test_a_damaged_copy_of_a_text_is_named(monkeypatch):
    from course.text import library

    damaged = library.Status("GVS", "damaged", 0, 46, problem="not JSON")
    monkeypatch.setattr(library, "status", lambda: [damaged])
    (finding,) = doctor._texts()
    assert (finding.state, finding.what) == ("mend", "texts: damaged: GVS")


def test_a_partial_copy_says_how_much_is_there(monkeypatch):
    from course.text import library

    monkeypatch.setattr(library, "status", lambda: [library.Status("BLOG", "partial", 9, 15)])
    (finding,) = doctor._texts()
    assert "BLOG 9 of 15 paragraphs" in finding.what


@pytest.mark.parametrize(
    ("works", "state", "says"),
    [
        (("namespaces", "Landlock", "seccomp", "limits"), "ok", "level full"),
        (("Landlock", "seccomp", "limits"), "note", "namespaces: refused"),
        (("limits",), "note", "unless you trust every submission"),
    ],
)
def test_confinement_of_submissions_is_reported_layer_by_layer(monkeypatch, works, state, says):
    from course.classroom import run

    names = ("namespaces", "Landlock", "seccomp", "limits")
    layers = [run.Layer(name, name in works, "holds" if name in works else "refused") for name in names]
    monkeypatch.setattr(run, "capabilities", lambda: layers)
    (finding,) = doctor._grading()
    assert finding.state == state
    assert says in f"{finding.what} {finding.advice}"


def test_a_student_reads_nothing_about_grading(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "rich", None)
    assert doctor._grading() == []
