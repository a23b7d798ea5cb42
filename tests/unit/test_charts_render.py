import base64
import json
import subprocess
import sys

import altair as alt
import nbformat
import pytest

from course.charts import render

SPEC = (
    alt.Chart(alt.InlineData(values=[{"x": 1}])).mark_point().properties(description="One point.").to_dict()
)


def test_a_notebook_gets_the_name_that_it_knows_and_words(monkeypatch):
    monkeypatch.delenv("COURSE_PNG", raising=False)
    bundle = render.bundle(SPEC)
    assert set(bundle) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert bundle["text/plain"] == "One point."
    assert bundle[render.MIME]["$schema"].endswith("/v5.json")
    assert SPEC["$schema"] != render.SCHEMA  # the student's chart stays as it was


def test_a_chart_without_description_says_so(monkeypatch):
    monkeypatch.delenv("COURSE_PNG", raising=False)
    assert "without a description" in render.bundle({})["text/plain"]


def test_altair_uses_the_renderer(monkeypatch):
    monkeypatch.delenv("COURSE_PNG", raising=False)
    chart = alt.Chart(alt.InlineData(values=[{"x": 1}])).mark_point()
    assert set(chart._repr_mimebundle_()) == {render.MIME, "text/plain"}


def test_the_output_is_a_valid_notebook_output():
    output = nbformat.v4.new_output("display_data", data=render.bundle(SPEC))
    cell = nbformat.v4.new_code_cell(outputs=[output])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


def test_a_picture_is_added_on_request(monkeypatch):
    pytest.importorskip("vl_convert")
    monkeypatch.setenv("COURSE_PNG", "1")
    picture = render.bundle(SPEC)["image/png"]
    assert base64.b64decode(picture).startswith(b"\x89PNG")


def test_without_vl_convert_there_is_no_picture_and_no_error(monkeypatch):
    monkeypatch.setenv("COURSE_PNG", "1")
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert render.png(SPEC) is None
    assert "image/png" not in render.bundle(SPEC)


def test_the_slow_import_is_kept_out():
    code = "import sys, json, course.charts; print(json.dumps(sys.modules.get('rfc3987_syntax', 'absent')))"
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert json.loads(printed) is None
