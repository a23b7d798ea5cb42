"""Some front-ends in a real notebook: what the notebook does with keys that are not meant for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import harness
import nbformat
from accessible import CASE

NAME = "notebooks/accessibility.ipynb"
GUARDED = {
    "radio": ".course-grid .grid-count input >> nth=0",
    "select": ".course-grid select >> nth=-1",
    "button": ".course-grid .grid-check >> nth=-1",
    "slider": ".course-order input[type=range] >> nth=-1",
}
"""Controls whose keys the notebook would take, and where one is that no script uses up."""
SHORTCUTS = ("ArrowDown", "ArrowUp", "j", "b", "a", "d", "d", "m", "x")
"""Keys with which a notebook leaves, inserts, deletes, converts and cuts cells."""
CELLS = """() => { const { content } = window.jupyterapp.shell.currentWidget;
  return [content.widgets.map((cell) => cell.model.type), content.activeCellIndex] }"""


def start_notebook7(folder, python):
    """Start Notebook 7 of another Python on copies of the notebooks; its kernels find the course here."""
    with mock.patch.dict(os.environ, PYTHONPATH=str(harness.ROOT)):
        return harness.start_lab(Path(folder), python=python, app="notebook")


def versions(python=sys.executable):
    """Versions of the applications that an environment has."""
    ask = "import json, importlib.metadata as m; print(json.dumps({n: m.version(n) for n in ('jupyterlab', 'notebook') if [*m.distributions(name=n)]}))"
    return json.loads(subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout)


def open_selection(lab, browser, entries):
    """Write a notebook with one cell for each of these front-ends, open it in a window that shows all of it, and run it."""
    cells = [nbformat.v4.new_code_cell("import course")]
    for entry in entries:
        name, *arguments = entry["open"]
        cells.append(nbformat.v4.new_markdown_cell(f"## {entry['title']}"))
        cells.append(nbformat.v4.new_code_cell(f"course.{name}({', '.join(map(repr, arguments))})"))
    lab.case_file.write_text(CASE, "utf8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}  # else the notebook asks which
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.folder / NAME)
    book = harness.open_book(
        lab,
        browser.new_context(
            viewport={"width": 1280, "height": 8000}, locale="en-GB", reduced_motion="reduce"
        ),
        NAME,
    )
    book.run_all()
    book.page.wait_for_function(
        "(n) => document.querySelectorAll('.course-widget').length >= n", arg=len(entries)
    )
    for number, entry in enumerate(entries):
        mark = "([n, id]) => { document.querySelectorAll('.course-widget')[n].dataset.entry = id }"
        book.page.evaluate(mark, [number, entry["id"]])
    return book


def selected(entry):
    """Where the front-end of this entry is."""
    return f".course-widget[data-entry={entry['id']}]"


def guarded(page, control):
    """What went wrong when the notebook's shortcuts were pressed on a control; an empty list if nothing did."""
    place = page.locator(GUARDED[control]).first
    wrong = []
    for key in SHORTCUTS:
        place.scroll_into_view_if_needed()
        place.focus()
        before = page.evaluate(CELLS)
        page.keyboard.press(key)
        page.wait_for_timeout(30)
        if page.evaluate(CELLS) != before:
            wrong.append(f"{key}: {before} became {page.evaluate(CELLS)}")
        if not page.evaluate("() => Boolean(document.activeElement.closest('.course-widget'))"):
            wrong.append(f"{key}: the focus left the front-end")
        if not place.count():
            return [*wrong, f"{key}: the cell is gone, and the control with it"]
    return wrong


def shortcuts(page):
    """What went wrong with the notebook's own shortcuts after Esc led out of a control."""
    page.locator(GUARDED["radio"]).first.focus()
    page.keyboard.press("Escape")
    kinds, at = page.evaluate(CELLS)
    wrong = []
    for keys, cells, active in (
        (["ArrowDown"], len(kinds), at + 1),
        (["b"], len(kinds) + 1, at + 2),
        (["d", "d"], len(kinds), at + 2),
        (["ArrowUp"], len(kinds), at + 1),
    ):
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(200)
        now = page.evaluate(CELLS)
        if (len(now[0]), now[1]) != (cells, active):
            wrong.append(f"{keys}: {len(now[0])} cells, number {now[1]}; expected {cells}, {active}")
    return wrong
