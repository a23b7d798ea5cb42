"""Record what docs/accessibility.md reports: play all keyboard scripts, measure contrast, zoom and axe, try the guard,
and look at every page of the reader edition.

    uv run python benchmarks/accessibility.py --notebook7 /path/to/python

The Python of --notebook7 has Notebook 7 and what the course needs; without it the last record of Notebook 7 is kept.
Writes docs/accessibility.json, and the page from it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/browser")]
import accessible  # noqa: E402
import accessible_notebook as notebooks  # noqa: E402
import harness  # noqa: E402
import site_pages  # noqa: E402

from course.build import accessibility  # noqa: E402

Entry = dict[str, Any]
ENTRIES = accessibility.widgets()
IN_LAB = [entry for entry in ENTRIES if entry.get("lab")]


def plain(browser: Browser, entry: Entry) -> Entry:
    """One front-end on a plain page, after its script was played."""
    player = accessible.opened(browser, entry)
    page, tree = player.page, player.tree()
    player.begin()
    for step in entry["script"]:
        player.play(step)
    contrast, axe = {}, {}
    for theme in accessible.THEMES:
        accessible.theme(page, theme)
        found = accessible.contrasts(page)
        contrast[theme] = {
            kind: {"of": one["of"], "lowest": one["lowest"], "low": len(one["low"])}
            for kind, one in found.items()
        }
        axe[theme] = len(accessible.violations(page))
    overflow = {zoom: len(accessible.overflow(page, width)) for zoom, width in accessible.WIDTHS.items()}
    page.close()
    return {
        "name": tree[0][1],
        "controls": controls(tree),
        "contrast": contrast,
        "axe": axe,
        "overflow": overflow,
    }


def controls(tree: list[tuple[str, str]]) -> dict[str, list[Any]]:
    """How many of each role, and the name of the first."""
    found: dict[str, list[Any]] = {}
    for role, name in tree[1:]:
        if role != "group":
            found.setdefault(role, [0, name])[0] += 1
    return found


def application(browser: Browser, app: str, python: str) -> Entry:
    """Scripts, guard, shortcuts and axe in JupyterLab or Notebook 7."""
    name = {"jupyterlab": "JupyterLab", "notebook": "Notebook"}[app]
    with tempfile.TemporaryDirectory() as folder:
        lab = (
            harness.start_lab(Path(folder))
            if app == "jupyterlab"
            else notebooks.start_notebook7(folder, python)
        )
        try:
            page = notebooks.open_selection(lab, browser, IN_LAB).page
            axe = {entry["id"]: played(page, entry) for entry in IN_LAB}
            guard = {control: notebooks.guarded(page, control) for control in notebooks.GUARDED}
            shortcuts = notebooks.shortcuts(page)
        finally:
            lab.stop()
    return {"name": name, "version": notebooks.versions(python)[app], "keys": list(notebooks.SHORTCUTS),
            "guard": guard, "shortcuts": shortcuts, "axe": axe}  # fmt: skip


def played(page: Page, entry: Entry) -> int:
    """How many rules axe finds broken in a front-end after its script was played in a notebook."""
    player = accessible.Player(page, notebooks.selected(entry))
    player.begin()
    for step in entry["script"]:
        player.play(step, kept=False)
    return len(accessible.violations(page, notebooks.selected(entry)))


def edition(browser: Browser) -> Entry:
    """Every page of the reader edition from its file: errors, requests, widths, and axe in both themes."""
    from course.build.site import edition as reader

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "edition")
        reader.build(ROOT, out)
        page = site_pages.watched(site_pages.context(browser))
        found = {name: site_pages.faults(page, out, name, axe=True) for name in site_pages.names(out)}
        page.context.close()
    for name, wrong in found.items():
        print(name, wrong or "whole", flush=True)
    faults = [one for wrong in found.values() for one in wrong]
    return {"pages": len(found), "widths": list(site_pages.WIDTHS), "faults": faults}


def activities(browser: Browser, notebook7: str, last: Entry) -> Entry:
    """All front-ends on plain pages and some in notebooks; without a Notebook 7 its last record is kept."""
    plain_pages = {}
    for entry in ENTRIES:
        plain_pages[entry["id"]] = plain(browser, entry)
        print(entry["id"], plain_pages[entry["id"]]["axe"], flush=True)
    applications = [application(browser, "jupyterlab", sys.executable)]
    applications += (
        [application(browser, "notebook", notebook7)]
        if notebook7
        else [one for one in last.get("applications", []) if one["name"] == "Notebook"]
    )
    print(json.dumps(applications, indent=1))
    return {"plain": plain_pages, "applications": applications}


def main() -> int:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notebook7", help="a Python that has Notebook 7", default="")
    parser.add_argument("--edition-only", action="store_true", help="keep the last record of everything else")
    wanted = parser.parse_args()
    file = accessibility.record_file()
    record = json.loads(file.read_text("utf8")) if file.is_file() else {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
        record |= {"date": datetime.now(UTC).date().isoformat(), "versions": {
            "chromium": browser.version, "axe": axe_version(browser), "python": sys.version.split()[0], "playwright": version("playwright")}}  # fmt: skip
        if not wanted.edition_only:
            record |= activities(browser, wanted.notebook7, record)
        record["edition"] = edition(browser)
        browser.close()
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf8")
    accessibility.page_file().write_text(accessibility.page(), "utf8")
    return 0


def axe_version(browser: Browser) -> str:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page()
    found = Axe().run(page).response["testEngine"]["version"]
    page.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
