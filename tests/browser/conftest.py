"""One JupyterLab and one Chromium for all browser tests, with the network blocked."""

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
def lab(tmp_path_factory):
    """One JupyterLab."""
    running = harness.start_lab(tmp_path_factory.mktemp("lab"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    """One Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lend(lab, browser):
    """One page that goes from test to test, because to load JupyterLab takes longer than most tests.

    ``book, back = lend("notebooks/01-1449.ipynb")``; ``back()`` closes the notebook and ends its kernel.
    """
    idle = []

    def lend(path):
        if idle:
            book = idle.pop()
            book.turn_to(path)
        else:
            book = harness.open_book(lab, browser.new_context(viewport=harness.SIZE), path)

        def back():
            if not idle and book.put_away():
                idle.append(book)
            elif not book.page.is_closed():
                book.shut_down()

        return book, back

    yield lend
    for book in idle:
        book.page.context.close()


@pytest.fixture
def open_book(lend):
    """Open a notebook: ``open_book("notebooks/01-1449.ipynb")``."""
    returned = []

    def open_it(path):
        book, back = lend(path)
        returned.append(back)
        return book

    yield open_it
    for back in returned:
        back()
