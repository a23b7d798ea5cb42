"""Open every page of the reader edition from its file, in Chromium without a network, and check it as the tests do, with axe on all.

The tests run axe on one page of each kind, because it takes most of the time. Prints a line per page (kilobytes of the page, of the
data that only it loads, of both, and of both as a web server sends them) and leaves with 1 if one has a fault.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(
    0, str(Path(__file__).parents[1] / "tests/browser")
)  # the tests' own checks, not a second set
import site_pages

from course import paths
from course.build.site import edition


def weight(page: Path) -> tuple[float, float, float]:
    """Kilobytes of a page, of its own data, and of both as a web server sends them."""
    files = [file.read_bytes() if file.is_file() else b"" for file in (page, page.with_suffix(".js"))]
    sent = sum(len(gzip.compress(file)) for file in files if file)
    return len(files[0]) / 1000, len(files[1]) / 1000, sent / 1000


def look(page: Page, out: Path, name: str) -> list[str]:
    """Check one page and print what came of it."""
    begun = time.perf_counter()
    found = site_pages.faults(page, out, name, axe=True)
    plain, data, sent = weight(out / f"{name}.html")
    said = f"{len(found)} faults" if found else "whole"
    print(
        f"{name:40} {plain:6.1f} + {data:5.1f} = {plain + data:6.1f} kB, {sent:5.1f} kB sent "
        f"{time.perf_counter() - begun:6.1f} s  {said}",
        flush=True,
    )
    for one in found:
        print(f"    {one}", flush=True)
    return found


def main() -> int:
    """Check an edition, or build one first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", type=Path, help="a folder that `course site` wrote; default: build one")
    parser.add_argument("--only", default="", help="pages with this in their name")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        out = arguments.edition or Path(scratch, "edition")
        if not arguments.edition:
            begun = time.perf_counter()
            edition.build(paths.root(), out)
            print(f"built in {time.perf_counter() - begun:.1f} s on {os.cpu_count()} cores")
        browser = site_pages.launch(playwright)
        page = site_pages.watched(site_pages.context(browser))
        names = [name for name in site_pages.names(out) if arguments.only in name]
        faults = [one for name in names for one in look(page, out, name)]
        browser.close()
    print(f"{len(names)} pages, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
