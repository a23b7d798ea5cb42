"""Every front-end with the keyboard alone, as ``course/build/accessibility.yaml`` says, on plain pages and in notebooks."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import accessible
import accessible_notebook
import pytest

from course.build import accessibility

pytestmark = pytest.mark.browser
WIDGETS = accessibility.widgets()
IN_LAB = [entry for entry in WIDGETS if entry.get("lab")]
NOTEBOOK7 = os.environ.get("COURSE_TEST_NOTEBOOK7") or (sys.executable if find_spec("notebook") else "")
"""A Python that has Notebook 7."""


@pytest.mark.parametrize("entry", WIDGETS, ids=lambda entry: entry["id"])
def test_the_keyboard_script_does_what_it_says(browser, entry):
    player = accessible.opened(browser, entry)
    tree = player.tree()
    assert tree[0][0] == "group"
    assert tree[0][1].startswith(entry["named"])
    assert set(entry["roles"]) <= {role for role, _ in tree}
    player.begin()
    for step in entry["script"]:
        player.play(step)
    assert accessible.unnamed(player.tree()) == []
    for theme in accessible.THEMES:
        accessible.theme(player.page, theme)
        assert accessible.too_low(accessible.contrasts(player.page)) == [], theme
    if not entry.get("axe"):
        assert accessible.violations(player.page) == []
    for zoom, width in accessible.WIDTHS.items():
        assert accessible.overflow(player.page, width) == [], zoom
    assert player.page.faults == []
    player.page.close()


# ---- In the notebook, which has a use of its own for most keys.


@pytest.fixture(scope="module")
def notebook(browser, lab, tmp_path_factory):
    """A notebook with some front-ends, in JupyterLab or in Notebook 7, run once for all tests of this module."""
    running = {}

    def open_it(app):
        if app not in running:
            server = (
                lab
                if app == "jupyterlab"
                else accessible_notebook.start_notebook7(tmp_path_factory.mktemp(app), NOTEBOOK7)
            )
            running[app] = (accessible_notebook.open_selection(server, browser, IN_LAB), server)
        return running[app][0]

    yield open_it
    for app, (book, server) in running.items():
        book.shut_down()
        if app == "notebook":
            server.stop()


@pytest.fixture(
    params=[
        "jupyterlab",
        pytest.param(
            "notebook",
            marks=pytest.mark.skipif(not NOTEBOOK7, reason="no Notebook 7 here: set COURSE_TEST_NOTEBOOK7"),
        ),
    ]
)
def page(request, notebook):
    return notebook(request.param).page


@pytest.mark.parametrize("entry", IN_LAB, ids=lambda entry: entry["id"])
def test_scripts_do_the_same_in_a_notebook(page, entry):
    player = accessible.Player(page, accessible_notebook.selected(entry))
    player.begin()
    for step in entry["script"]:
        player.play(step, kept=False)
    assert accessible.violations(page, accessible_notebook.selected(entry)) == []


@pytest.mark.parametrize("control", accessible_notebook.GUARDED)
def test_no_key_for_a_control_reaches_the_notebook(page, control):
    assert accessible_notebook.guarded(page, control) == []


def test_shortcuts_still_work_when_a_cell_has_the_focus(page):
    assert accessible_notebook.shortcuts(page) == []
