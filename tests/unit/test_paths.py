from course import paths


def test_a_checkout_is_its_own_root():
    assert (paths.root() / "data/datapackage.json").is_file()
    assert paths.data() == paths.root() / "data"
    assert paths.lessons() == paths.root() / "lessons"


def test_the_environment_moves_what_is_personal(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_TEXTS", str(tmp_path / "t"))
    monkeypatch.setenv("COURSE_CASE_FILE", str(tmp_path / "c.json"))
    assert paths.texts() == tmp_path / "t"
    assert paths.case_file() == tmp_path / "c.json"


def test_in_a_checkout_personal_files_stay_inside(monkeypatch):
    monkeypatch.delenv("COURSE_TEXTS", raising=False)
    monkeypatch.delenv("COURSE_CASE_FILE", raising=False)
    assert paths.texts() == paths.root() / "data/texts"
    assert paths.case_file() == paths.root() / "case-file.json"


def test_without_a_writable_checkout_they_go_to_the_user(monkeypatch):
    monkeypatch.delenv("COURSE_TEXTS", raising=False)
    monkeypatch.delenv("COURSE_CASE_FILE", raising=False)
    monkeypatch.setattr(paths.os, "access", lambda *a: False)
    assert paths.root() not in paths.texts().parents
    assert paths.case_file().parent.name == "one-event-five-stories"
