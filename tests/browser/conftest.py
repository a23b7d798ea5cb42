"""A real JupyterLab per theme and one Chromium for all browser tests, with the network blocked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(
    0, str(Path(__file__).parent)
)  # test folders are not packages; the benchmarks use the harness too
import harness


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder; without Chromium they skip and say so."""
    reason = "no Chromium here: install Debian's package chromium, or set CHROMIUM to its path"
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            if not harness.CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def labs(tmp_path_factory):
    """Start JupyterLab once per theme: ``labs("Light")``."""
    running = {}

    def get(theme="Light"):
        if theme not in running:
            running[theme] = harness.start_lab(tmp_path_factory.mktemp(f"lab-{theme.lower()}"), theme)
        return running[theme]

    yield get
    for lab in running.values():
        lab.stop()


@pytest.fixture(scope="session")
def browser():
    """One Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_book(labs, browser):
    """Open a notebook in a page of its own: ``open_book("notebooks/01-1449.ipynb", theme="Dark", width=320)``."""
    books = []

    def open_it(path, theme="Light", width=1300, height=1000, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **options
        )
        books.append(harness.open_book(labs(theme), context, path))
        return books[-1]

    yield open_it
    for book in (book for book in books if not book.page.is_closed()):
        book.shut_down()
