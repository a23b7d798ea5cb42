"""What every page of the reader edition must keep to, checked in one pass: for the tests (cheap) and `benchmarks/site.py` (all)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import harness
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from pathlib import Path

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1300, 650, 320)
"""Pixels: a desk, the same at 200 % zoom, a narrow phone."""

READY = "() => document.documentElement.dataset.ready === 'yes'"
DRAWN = """() => document.documentElement.dataset.ready === 'yes'
  && [...document.querySelectorAll('[data-chart]')].every((place) => place.querySelector('svg'))"""
WIDE = """() => { const page = document.documentElement;
  return page.scrollWidth <= page.clientWidth ? [] : [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1
      && !e.closest('.scroller, .chart-frame, .source, .course-chart-table, .reader-scroll'))
    .map((e) => `${e.tagName}.${e.className}`).slice(0, 5) }"""
EMPTY = """() => [...document.querySelectorAll('[data-front]')].filter((place) => !place.querySelector('.course-widget'))
  .map((place) => `front-end ${place.dataset.front} is not mounted`)"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def names(edition: Path) -> list[str]:
    """Every page of an edition, without its ending."""
    return sorted(
        path.relative_to(edition).as_posix().removesuffix(".html") for path in edition.rglob("*.html")
    )


def context(browser, **options):
    """A reader's browser: an empty profile; no movement, so that no colour is caught half way between two themes."""
    return browser.new_context(
        viewport={"width": WIDTHS[0], "height": 900}, locale="en-GB", reduced_motion="reduce", **options
    )


def watched(reader):
    """A page that notes its errors and what it asks for."""
    page = reader.new_page()
    page.set_default_timeout(10_000)
    page.faults, page.asked = [], []
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def open_page(page, edition: Path, name: str, rest: str = "", *, drawn: bool = True) -> None:
    """Open a page of the edition from its file; wait until it works, and until its charts are drawn, if that matters."""
    page.goto((edition / f"{name}.html").as_uri() + rest)
    page.wait_for_function(DRAWN if drawn else READY, timeout=60_000)


def violations(page, only: list[str] | None = None) -> list[str]:
    """What axe finds: all rules, or only some. Files may not be fetched, so it must not try to preload them."""
    run = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    options = {"preload": False, "resultTypes": ["violations"], "runOnly": run}
    found = Axe().run(page, options=options).response["violations"]
    return [f"axe {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def faults(page, edition: Path, name: str, *, axe: bool) -> list[str]:
    """Open a page and say everything that is wrong with it, each with the page's name; `axe` costs most of the time."""
    page.faults.clear()
    page.asked.clear()
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    open_page(page, edition, name)
    found = page.evaluate(EMPTY)
    if axe:
        found += _themes(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        found += [f"{width} pixels: {element} is too wide" for element in page.evaluate(WIDE)]
    outside = [url for url in page.asked if not url.startswith(("file:", "data:", "blob:"))]
    return [f"{name}: {one}" for one in [*page.faults, *(f"asked for {url}" for url in outside), *found]]


def _themes(page) -> list[str]:
    """The dark theme changes nothing but colours, so only their contrast is looked at again."""
    found = []
    for theme, only in (("light", None), ("dark", ["color-contrast"])):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        page.evaluate(SETTLED)
        found += [f"{theme} theme: {one}" for one in violations(page, only)]
    return found


def launch(playwright):
    """Chromium with no network."""
    return playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
